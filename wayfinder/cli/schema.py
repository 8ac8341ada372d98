"""`./run schema`: writes data/tree.schema.json, with which editors complete and check trees."""

import argparse

from wayfinder.content.files import read
from wayfinder.content.json_schema import FILE, text
from wayfinder.settings import ROOT

HELP = "rewrite data/tree.schema.json, so that editors know all names"


def add_arguments(_: argparse.ArgumentParser) -> None:
    """`schema` has no arguments."""


def run(_: argparse.Namespace) -> int:
    """Exit code 1 without writing the file when some content cannot be read, because its names would be missing."""
    loaded = read(ROOT / "data")
    if loaded.problems:
        print(*sorted(loaded.problems), sep="\n")
        return 1
    path = loaded.data / FILE
    path.write_text(text(loaded.library), encoding="utf-8")
    print(path.relative_to(ROOT))
    return 0
