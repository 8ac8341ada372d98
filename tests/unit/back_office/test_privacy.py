"""PRV-1: no personal data in the logs, whatever happens and however much is logged."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import insert

from tests.support.world import ANNA, NOW, World
from wayfinder.back_office.grants import desk_of
from wayfinder.back_office.look_ups import LOOK_UPS
from wayfinder.back_office.mask import masked
from wayfinder.back_office.port import RefusedError, UnavailableError
from wayfinder.back_office.sample.staging import stage
from wayfinder.back_office.sql import schema as t
from wayfinder.back_office.sql.migrate import prepare
from wayfinder.back_office.sql.times import moment
from wayfinder.back_office.subjects import COLLEAGUE_EMAIL
from wayfinder.engine.requests import HandOver, Known

CANARY = "kanarienvogel"
EMAIL = f"{CANARY}@harbourlights.example"


def _everything(world: World) -> list[Callable[[], Any]]:
    """Every way in which personal data enters, also where it fails."""
    database = world.back_office.database
    grant = world.sign_in(EMAIL, "agent", CANARY)

    def twice() -> None:
        with database.writing() as connection:
            connection.execute(insert(t.people).values(company_id=1, email=ANNA, name=CANARY))

    def broken() -> None:
        with database.writing() as connection:
            connection.execute(insert(t.people).values(company_id=1, email=EMAIL, name=CANARY, id="no number"))

    def hand_over() -> None:
        with world.back_office.snapshot() as snapshot:
            snapshot.hand_over(
                CANARY, HandOver("h", None, None, {"me.email": Known(EMAIL, "told")}, "k", address=EMAIL)
            )

    look_ups = [
        lambda name=name, about=about: world.look_up(
            name, grant, about, desk_of(CANARY), {COLLEAGUE_EMAIL: EMAIL, "org.id": CANARY}
        )
        for name in LOOK_UPS
        for about in ("me", "colleague", "org")
    ]
    return [
        *look_ups,
        twice,
        broken,
        hand_over,
        lambda: world.look_up("account", CANARY),
        lambda: world.sign_in(EMAIL, "admin"),
        lambda: world.file(me__email=EMAIL),
        lambda: world.file(me__email=f"{CANARY} at home"),
        lambda: world.file(org__id=CANARY),
        *[lambda: world.file(me__email=EMAIL)] * 6,
        lambda: stage(database, ANNA, "me.username", f"{CANARY}@x.example", moment(NOW)),
        lambda: world.back_office.revoke(CANARY),
    ]


def test_no_log_line_of_any_level_and_no_error_names_a_person(
    world: World, url: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    errors: list[str] = []
    with caplog.at_level(logging.DEBUG):
        prepare(url)
        for act in _everything(world):
            try:
                act()
            except (UnavailableError, RefusedError) as error:
                errors.append(f"{error!r} {error.__cause__!r}")
                logging.getLogger("wayfinder").exception("what a careless caller would log")
    logged = "\n".join(f"{record.getMessage()} {record.exc_text}" for record in caplog.records)
    assert {error.partition("(")[0] for error in errors} == {"UnavailableError", "RefusedError", "LimitReachedError"}
    assert CANARY not in "".join(errors)
    assert masked(EMAIL) in logged
    assert CANARY not in logged
    assert ANNA not in logged
    assert CANARY not in "".join(capfd.readouterr())


def test_masks_tell_people_apart_and_nothing_more() -> None:
    assert masked(EMAIL) == masked(EMAIL) != masked(ANNA)
    assert len(masked(EMAIL)) == 6
