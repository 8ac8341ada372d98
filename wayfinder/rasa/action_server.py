"""Starts the action server: `python -m wayfinder.rasa.action_server`. `./run` does it for you."""

from __future__ import annotations

import logging
import sys

from wayfinder import bootstrap
from wayfinder import settings as configuration
from wayfinder.live_content import LiveContent
from wayfinder.rasa.action import ActionWalk
from wayfinder.rasa.action_app import create_app
from wayfinder.rasa.learnt import load_learnt
from wayfinder.turns import logs

logger = logging.getLogger("wayfinder.content")


def main() -> int:
    """Serve until stopped. Trees that do not load are reported now, at the start, not in the first conversation."""
    settings = configuration.load()
    logs.configure(settings.log_level)
    driver = bootstrap.driver(settings)
    live = LiveContent(bootstrap.DATA, driver.take_up, logger.warning)
    action = ActionWalk(driver, load_learnt())
    app = create_app(settings, [action])
    logs.hide_quotes()
    live.start()
    try:
        app.run(host=settings.host, port=settings.action_port, access_log=False, motd=False)
    finally:
        live.close()
        action.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
