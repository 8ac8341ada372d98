"""Rasa's own command line with our patches and without its noise: `./run rasa ...`."""

from __future__ import annotations

import os
import sys

from wayfinder import settings as configuration
from wayfinder.rasa.quiet import EXPECTED, quiet_warnings


def main() -> None:
    """Runs the command that sys.argv names, as `python -m rasa` would, and exits with its code."""
    os.environ.update(configuration.rasa_environment(configuration.load()))
    quiet_warnings()
    from rasa.__main__ import main as rasa_main  # imported here: Rasa reads the environment at import
    from rasa.utils.common import EXPECTED_WARNINGS

    from wayfinder.rasa import patches

    EXPECTED_WARNINGS.extend((UserWarning, message) for message in EXPECTED)  # Rasa sets its own filters after ours
    EXPECTED_WARNINGS.append((DeprecationWarning, ""))  # pyparsing's are UserWarnings too, which Rasa switches on
    patches.apply()
    sys.argv[0] = "rasa"
    rasa_main()


if __name__ == "__main__":
    main()
