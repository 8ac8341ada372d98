"""Composes the parts of Wayfinder: real ones unless others are given. Importing this module does nothing."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from wayfinder.back_office.port import BackOffice, UnavailableError
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


def back_office(settings: Settings, content: Library, clock: Callable[[], float] = time.time) -> SqlBackOffice:
    """The back office of these settings, with the sample companies in it. `clock` gives Unix time in seconds."""
    return SqlBackOffice(settings.database_url.reveal(), clock, content, read_sample(DATA))


def driver(
    settings: Settings,
    *,
    content: Library | None = None,
    office: BackOffice | None = None,
    clock: Callable[[], float] = time.time,
) -> Driver:
    """A driver of the given parts, and of real ones for the rest. The caller closes it.

    A database that is down now is tried again later.

    Raises:
        ContentError: with every problem, when the project's content is not fit to be walked.
    """
    content = library() if content is None else content
    if office is None:
        office = back_office(settings, content, clock)
        _prepare(office)
    return Driver(content, office, clock)


def _prepare(office: SqlBackOffice) -> None:
    try:
        office.prepare()
    except UnavailableError as error:
        _log.error("The database does not answer (%s): look-ups, cases and hand-overs wait for it.", error)
