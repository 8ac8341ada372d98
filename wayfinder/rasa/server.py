"""Starts Rasa for Wayfinder: `python -m wayfinder.rasa.server`. `./run` does it for you."""

from __future__ import annotations

import os
import sys

from wayfinder import settings as configuration
from wayfinder.rasa.model import ModelError, trusted_model
from wayfinder.rasa.quiet import quiet_rasa, quiet_warnings
from wayfinder.turns import logs


def main() -> int:
    """Serve until stopped. Exit code 2 when there is no model that may be loaded."""
    settings = configuration.load()
    os.environ.update(configuration.rasa_environment(settings))
    quiet_warnings()
    logs.configure(settings.log_level)
    quiet_rasa()
    from wayfinder.rasa.app import create_app  # imported here: Rasa reads the environment at import

    try:
        app = create_app(settings, trusted_model())
    except ModelError as error:
        print(error, file=sys.stderr)
        return 2
    app.run(host=settings.host, port=settings.rasa_port, access_log=False, motd=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
