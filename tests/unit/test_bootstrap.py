"""Bootstrap uses the parts that it is given, and real ones for the rest."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from tests.support.fake_back_office import FakeBackOffice
from tests.support.trees import library
from wayfinder import bootstrap, settings
from wayfinder.engine.blocks import Status, Text
from wayfinder.engine.moves import Human, Topic
from wayfinder.engine.walk import Walk
from wayfinder.faces.plain import words


def test_a_driver_is_made_of_the_parts_that_are_given(tmp_path: Path) -> None:
    office = FakeBackOffice()
    content = library(tmp_path, {"hello": "steps: {say: {tell: Hello.}}"})
    given = settings.load({"WAYFINDER_STATE_FOLDER": str(tmp_path / "state")})
    driver = bootstrap.driver(given, content=content, office=office, clock=lambda: 5.0)
    turn = driver.turn(Walk(), [Topic("hello")], "c")
    driver.close()
    assert "Hello." in [words(block.spans) for block in turn.blocks if isinstance(block, Text)]
    assert (driver.now(), office.calls) == (5.0, ["snapshot", "grants"])
    assert not list((tmp_path / "state").glob("*.db"))


def test_without_parts_it_is_the_projects_content_and_database(tmp_path: Path) -> None:
    driver = bootstrap.driver(settings.load({"WAYFINDER_STATE_FOLDER": str(tmp_path)}))
    turn = driver.turn(Walk(), [Human()], "c", reach=True)
    driver.close()
    assert "login_loop" in driver.library.trees
    assert [block.outcome for block in turn.blocks if isinstance(block, Status)] == ["human"]
    assert (tmp_path / "wayfinder.db").is_file()


def test_a_database_that_is_down_does_not_stop_the_start(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    nowhere = f"sqlite:///{tmp_path / 'missing' / 'wayfinder.db'}"
    environment = {"WAYFINDER_STATE_FOLDER": str(tmp_path), "WAYFINDER_DATABASE_URL": nowhere}
    with caplog.at_level(logging.ERROR):
        driver = bootstrap.driver(settings.load(environment))
    assert driver.turn(Walk(), [Topic("greet")], "c").blocks
    driver.close()
    assert "The database does not answer" in caplog.text
