"""Fails when no test ran or one was skipped without a reason: `check_results.py JUNIT_XML`. Silent when all is well."""

import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

# What pytest writes when a test gives no reason of its own.
NO_REASON = {"", "Skipped", "unconditional skip"}


def complaints(report: Path) -> Iterator[str]:
    """What is wrong with the run that `report` describes."""
    cases = list(ElementTree.parse(report).iter("testcase"))  # noqa: S314 - pytest wrote it a moment ago
    if all(case.find("skipped") is not None for case in cases):
        yield "no test ran"
    for case in cases:
        skipped = case.find("skipped")
        if skipped is not None and skipped.get("message", "").strip() in NO_REASON:
            yield f"{case.get('classname')}::{case.get('name')} was skipped without a reason"


if __name__ == "__main__":
    found = list(complaints(Path(sys.argv[1])))
    print(*found, sep="\n", end="\n" if found else "")
    sys.exit(bool(found))
