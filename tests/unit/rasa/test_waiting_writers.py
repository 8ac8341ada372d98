"""Forty people file while somebody else locks the database: conversations that only read do not wait for them."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from rasa_sdk.executor import CollectingDispatcher

from tests.support.rasa_parts import FACTS, TREES, tracker
from tests.support.trees import library
from wayfinder.back_office.sql.back_office import SqlBackOffice
from wayfinder.content.contract import ADDRESS
from wayfinder.content.fact_key import FactKey
from wayfinder.driver import BUSY, Driver
from wayfinder.engine.walk import Fact, Walk
from wayfinder.engine.walk_json import dumps
from wayfinder.rasa.action import ActionWalk

WRITERS = 40
# People whose address is known: nobody is asked for one before a person is promised.
REACHABLE = dumps(Walk(facts=[Fact(FactKey(ADDRESS), "kim@example.com", "told", time.time(), 0)]))
NO_HAND_OVER = """
    steps:
      ask:
        find: conversation.again
        ask: Nobody was asked. {conversation.reason|} Again?
        then: {yes: done, no: done, unknown: done}
      done: {tell: All right.}
"""
REASON = "conversation.reason: {label: Reason, type: text}"


class Fared(NamedTuple):
    """A turn: the seconds that it took, and what was said."""

    seconds: float
    said: str


class Day(NamedTuple):
    """The turns of a stranger, of those who filed, and of one who files when the database is free again."""

    stranger: Fared
    writers: list[Fared]
    afterwards: Fared


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Day:
    folder = tmp_path_factory.mktemp("waiting")
    content = library(folder, {**TREES, "conversation/no_hand_over": NO_HAND_OVER}, facts=FACTS + REASON)
    office = SqlBackOffice(f"sqlite:///{folder / 'waiting.db'}", time.time, content)
    office.prepare()
    action = ActionWalk(Driver(content, office, time.time))
    try:
        return asyncio.run(_spend(action, folder / "waiting.db"))
    finally:
        action.close()


async def _spend(action: ActionWalk, file: Path) -> Day:
    holder = sqlite3.connect(file, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    writers = [asyncio.ensure_future(_file(action, f"c{number}")) for number in range(WRITERS)]
    await asyncio.sleep(0.3)
    stranger = await _turn(action, begin=True, conversation="stranger")
    fared = await asyncio.gather(*writers)
    holder.close()
    return Day(stranger, fared, await _file(action, "afterwards"))


async def _file(action: ActionWalk, conversation: str) -> Fared:
    return await _turn(action, text="person", ranking=[("human", 0.99)], walk=REACHABLE, conversation=conversation)


async def _turn(action: ActionWalk, **sent: Any) -> Fared:
    dispatcher = CollectingDispatcher()
    began = time.monotonic()
    await action.run(dispatcher, tracker(**sent), {})
    return Fared(time.monotonic() - began, str(dispatcher.messages[0]["custom"]["blocks"]))


def test_greeting_a_stranger_does_not_wait_for_people_who_file(day: Day) -> None:
    assert "(greet)" in day.stranger.said
    assert day.stranger.seconds < 1


def test_more_filings_than_may_wait_are_refused_at_once_with_honest_words(day: Day) -> None:
    refused = [fared for fared in day.writers if BUSY in fared.said]
    assert len(refused) >= WRITERS // 2
    assert all("Again?" in fared.said for fared in day.writers)


def test_when_the_database_is_free_again_filing_works(day: Day) -> None:
    assert "'outcome': 'human'" in day.afterwards.said
