"""`./run schema`: writes data/tree.schema.json, by which editors complete and check trees."""

import argparse

from wayfinder.content.files import read
from wayfinder.content.json_schema import FILE, text
from wayfinder.settings import ROOT

HELP = "write data/tree.schema.json anew, so that editors know the names of today"


def add_arguments(_: argparse.ArgumentParser) -> None:
    """`schema` has no arguments."""


def run(_: argparse.Namespace) -> int:
    """Exit code 1, and the file as it was, when some content cannot be read: its names would be missing."""
    loaded = read(ROOT / "data")
    if loaded.problems:
        print(*sorted(loaded.problems), sep="\n")
        return 1
    path = loaded.data / FILE
    path.write_text(text(loaded.library), encoding="utf-8")
    print(path.relative_to(ROOT))
    return 0
