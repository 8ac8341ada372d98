"""Starts the action server: `python -m wayfinder.rasa.action_server`. `./run` does it for you."""

from __future__ import annotations

import sys

from wayfinder import bootstrap
from wayfinder import settings as configuration
from wayfinder.rasa.action import ActionWalk
from wayfinder.rasa.action_app import create_app
from wayfinder.turns import logs


def main() -> int:
    """Serve until stopped. Trees that do not load stop the start with their errors, not the first conversation."""
    settings = configuration.load()
    logs.configure(settings.log_level)
    app = create_app(settings, [ActionWalk(bootstrap.driver())])
    logs.hide_quotes()
    app.run(host=settings.host, port=settings.action_port, access_log=False, motd=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
