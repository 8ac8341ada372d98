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
    action = ActionWalk(bootstrap.driver(settings))
    app = create_app(settings, [action])
    logs.hide_quotes()
    try:
        app.run(host=settings.host, port=settings.action_port, access_log=False, motd=False)
    finally:
        action.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
