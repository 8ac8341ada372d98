"""`./run schema`: writes data/tree.schema.json, by which editors complete and check trees."""

import argparse

from wayfinder.content.json_schema import text
from wayfinder.settings import ROOT

HELP = "for developers: write data/tree.schema.json anew from the format"
FILE = ROOT / "data" / "tree.schema.json"


def add_arguments(_: argparse.ArgumentParser) -> None:
    """`schema` has no arguments."""


def run(_: argparse.Namespace) -> int:
    """Exit code 0 once the file is written."""
    FILE.write_text(text(), encoding="utf-8")
    print(FILE.relative_to(ROOT))
    return 0
