"""The command line: `./run VERB`. Only the chosen verb's module is imported, so that every verb starts fast."""

import argparse
import importlib
import os
import sys
from typing import Protocol

from wayfinder.cli.verbs import DEFAULT, VERBS
from wayfinder.errors import WayfinderError
from wayfinder.settings import unknown_variables

INTERRUPTED = 130


class Verb(Protocol):
    """The interface of a verb's module. PASS_THROUGH, when true, leaves every argument to the verb, even --help."""

    HELP: str

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the verb's arguments."""

    def run(self, args: argparse.Namespace) -> int:
        """Run the verb; returns the exit code of the process."""


def main(arguments: list[str]) -> int:
    """Run the verb that the arguments begin with, `up` when there is none."""
    name, rest = (arguments[0], arguments[1:]) if arguments else (DEFAULT, [])
    if name in {"-h", "--help", "help"}:
        print(overview())
        return 0
    if name not in VERBS:
        print(f"Unknown verb: {name}\n\n{overview()}", file=sys.stderr)
        return 2
    for line in unknown_variables(os.environ):
        print(line, file=sys.stderr)
    try:
        return _run(name, rest)
    except WayfinderError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return INTERRUPTED


def overview() -> str:
    """All verbs with their one line. Imports every verb's module."""
    width = max(map(len, VERBS))
    lines = (f"  {name:<{width}}  {_module(name).HELP}" for name in VERBS)
    return "\n".join([f"usage: ./run [VERB] [ARGUMENTS]     without a verb: {DEFAULT}", "", *lines])


def _run(name: str, arguments: list[str]) -> int:
    verb = _module(name)
    pass_through = getattr(verb, "PASS_THROUGH", False)
    parser = argparse.ArgumentParser(prog=f"./run {name}", description=verb.HELP, add_help=not pass_through)
    verb.add_arguments(parser)
    return verb.run(parser.parse_args(["--", *arguments] if pass_through else arguments))


def _module(name: str) -> Verb:
    verb: Verb = importlib.import_module(VERBS[name])
    return verb


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
