"""Composes the real parts. Nothing happens when this is imported."""

from __future__ import annotations

import logging
import time

from wayfinder import settings as configuration
from wayfinder.back_office.port import UnavailableError
from wayfinder.back_office.sample.read import read_sample
from wayfinder.back_office.sql.back_office import SqlBackOffice
from wayfinder.content.load import load
from wayfinder.content.model import Library
from wayfinder.driver import Driver
from wayfinder.settings import ROOT, Settings

DATA = ROOT / "data"
_log = logging.getLogger(__name__)


def library() -> Library:
    """The content of this project.

    Raises:
        ContentError: with every problem, when it is not fit to be walked.
    """
    return load(DATA)


def back_office(settings: Settings, content: Library) -> SqlBackOffice:
    """The back office of these settings, with the sample companies in it."""
    return SqlBackOffice(settings.database_url.reveal(), time.time, content, read_sample(DATA))


def driver() -> Driver:
    """The driver of this project, as the environment sets it up. A database that is down now is tried again later."""
    content = library()
    office = back_office(configuration.load(), content)
    try:
        office.prepare()
    except UnavailableError as error:
        _log.error("The database does not answer (%s): look-ups, cases and hand-overs wait for it.", error)
    return Driver(content, office, time.time)
