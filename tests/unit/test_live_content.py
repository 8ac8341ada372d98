"""Content that is edited while a conversation walks through it. The data folder is a copy of the real one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from tests.support.rasa_parts import NOW
from tests.support.rasa_parts import driver as driver_of
from tests.support.trees import library
from wayfinder.back_office.port import RefusedError
from wayfinder.back_office.sql.back_office import SqlBackOffice
from wayfinder.content.load import load
from wayfinder.driver import Driver
from wayfinder.engine.blocks import Text
from wayfinder.engine.moves import Topic
from wayfinder.engine.requests import File
from wayfinder.engine.walk import Walk
from wayfinder.faces.plain import words
from wayfinder.live_content import LiveContent
from wayfinder.settings import ROOT

GREETING = "trees/conversation/greet.yml"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return shutil.copytree(ROOT / "data", tmp_path / "data")


@pytest.fixture
def driver(data: Path) -> Iterator[Driver]:
    driver = driver_of(load(data))
    yield driver
    driver.close()


@pytest.fixture
def reports() -> list[str]:
    return []


@pytest.fixture
def live(data: Path, driver: Driver, reports: list[str]) -> LiveContent:
    return LiveContent(data, driver.take_up, reports.append)


def _save(data: Path, file: str, text: str) -> None:
    """Save with a time of its own: two changes in one tick of the clock would look like one."""
    path = data / file
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(before + 1_000_000, before + 1_000_000))


def _greeting(text: str) -> str:
    return f"tree: greet\ntitle: Greeting\nstart: say\nsteps:\n  say:\n    tell: {text}\n"


def _greeted(driver: Driver) -> str:
    turn = driver.turn(Walk(), [Topic("greet")], "c")
    return "\n".join(words(block.spans) for block in turn.blocks if isinstance(block, Text))


def _look_twice(live: LiveContent) -> None:
    live.look()
    live.look()


def test_saved_content_is_used_from_the_next_turn_on(
    data: Path, driver: Driver, live: LiveContent, reports: list[str]
) -> None:
    _save(data, GREETING, _greeting("Good morning."))
    _look_twice(live)
    assert _greeted(driver) == "Good morning."
    assert reports == [f"In use from the next turn on: data/{GREETING}."]


def test_content_with_problems_is_not_used_and_they_are_printed_once(
    data: Path, driver: Driver, live: LiveContent, reports: list[str]
) -> None:
    before = _greeted(driver)
    _save(data, GREETING, _greeting("Good morning.\n    next: nowhere"))
    _look_twice(live)
    _look_twice(live)
    assert _greeted(driver) == before
    assert len(reports) == 1
    assert f"data/{GREETING}:7" in reports[0]
    assert "nowhere" in reports[0]


@pytest.mark.parametrize("broken", [b"tree: [", b"\xff\xfe", b""])
def test_an_unreadable_file_is_reported_too_and_used_once_fixed(
    broken: bytes, data: Path, driver: Driver, live: LiveContent, reports: list[str]
) -> None:
    (data / GREETING).write_bytes(broken)
    _look_twice(live)
    assert "the previous content stays in use" in reports[0]
    _save(data, GREETING, _greeting("Fixed."))
    _look_twice(live)
    assert _greeted(driver) == "Fixed."


def test_a_file_that_is_still_being_written_is_waited_for(data: Path, live: LiveContent, reports: list[str]) -> None:
    _save(data, GREETING, "tree: gre")
    live.look()
    _save(data, GREETING, _greeting("Whole."))
    _look_twice(live)
    assert len(reports) == 1
    assert reports[0].startswith("In use")


def test_new_phrases_need_training_and_that_is_said(data: Path, live: LiveContent, reports: list[str]) -> None:
    phrases = data / "nlu" / "login.yml"
    _save(data, "nlu/login.yml", phrases.read_text(encoding="utf-8") + "\n")
    _look_twice(live)
    assert "start ./run again, which trains the model" in reports[0]


def test_nothing_is_read_when_nothing_was_saved(live: LiveContent, reports: list[str]) -> None:
    _look_twice(live)
    assert reports == []


def test_a_turn_ends_with_the_content_that_it_began_with(data: Path, driver: Driver) -> None:
    """The content changes between the two moves of a turn."""
    old = _greeted(driver)
    _save(data, GREETING, _greeting("New."))
    new = load(data)

    original = driver.now
    driver.now = lambda: driver.take_up(new) or original()  # type: ignore[method-assign, func-returns-value]
    assert _greeted(driver) == old
    assert _greeted(driver) == "New."


def test_the_thread_looks_by_itself(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taken_up = Event()
    monkeypatch.setattr("wayfinder.live_content.SECONDS", 0.01)
    live = LiveContent(data, lambda _: taken_up.set(), print)
    live.start()
    _save(data, GREETING, _greeting("By itself."))
    assert taken_up.wait(20)
    live.close()


def test_a_new_kind_of_case_can_be_filed_as_soon_as_its_content_is_used(tmp_path: Path) -> None:
    """The back office checks what is filed by the same content as the driver."""
    facts = "me.email: {label: E-mail, type: email, ask: Which address?, invalid: That is none., cannot: None}"
    cases = "help: {title: Help, queue: support, fields: [{fact: me.email}]}"
    old, new = library(tmp_path / "old", facts=facts), library(tmp_path / "new", facts=facts, cases=cases)
    office = SqlBackOffice(f"sqlite:///{tmp_path / 'cases.db'}", lambda: NOW, old)
    driver = Driver(old, office, lambda: NOW)
    ask = File("f1", "help", {"me.email": "me@company.example"}, "key", None)
    with office.snapshot() as snapshot, pytest.raises(RefusedError, match="no such kind"):
        snapshot.file("c", ask)
    driver.take_up(new)
    with office.snapshot() as snapshot:
        assert snapshot.file("c", ask).startswith("W-")
    driver.close()
