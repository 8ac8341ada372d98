"""Trains the Rasa model of the current folder: `python -m wayfinder.rasa.training OUTPUT NAME`. Use `./run train`."""

from __future__ import annotations

import sys

from wayfinder.rasa.quiet import quiet_rasa, quiet_warnings
from wayfinder.turns import logs


def main() -> int:
    """Exit code 0 when OUTPUT/NAME was written."""
    output, name = sys.argv[1:]
    quiet_warnings()
    logs.configure("INFO")
    quiet_rasa()
    from rasa.model_training import train  # imported here: warnings are filtered first

    result = train("domain.yml", "config.yml", ["data/nlu", "data/stories.yml"], output, fixed_model_name=name)
    return int(result.code)


if __name__ == "__main__":
    sys.exit(main())
