"""Hands a conversation over to a person: once while it waits, and again once the earlier hand-over is closed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import and_, insert, select, update
from sqlalchemy.engine import Row
from sqlalchemy.future import Connection

from wayfinder.back_office.grants import proved_address
from wayfinder.back_office.sql.schema import hand_overs
from wayfinder.engine.requests import HandOver
from wayfinder.references import new_reference

CLOSED = "closed"


def pass_on(connection: Connection, conversation: str, wish: HandOver, now: datetime) -> str:
    """The reference of the open hand-over for this request, or of a new one.

    While a hand-over with the same key is open, a further request of the same person updates it: what the newer one
    does not know stays. If it is closed, or belongs to another person, there is a new row.
    """
    proved = proved_address(connection, conversation, now)
    person = proved or wish.address
    earlier = _earlier(connection, conversation, wish.key)
    waiting = next((row for row in earlier if row.state != CLOSED and _may_be_of(row, person)), None)
    news = _news(wish)
    if waiting is None:
        number = len(earlier) + 1
        place = {"conversation": conversation, "key": wish.key, "number": number}
        return _add(connection, {**place, **news, "contact": proved, "created_at": now})
    known = {"contact": proved, "topic": wish.topic, "step": wish.step, "address": wish.address}
    newer = {**news, **{name: value or waiting[name] for name, value in known.items()}}
    connection.execute(update(hand_overs).where(hand_overs.c.id == waiting.id).values(newer))
    return str(waiting.reference)


def _news(wish: HandOver) -> dict[str, Any]:
    facts = msgspec.to_builtins(wish.facts)
    return {"topic": wish.topic, "step": wish.step, "facts": facts, "tried": wish.tried, "address": wish.address}


def _earlier(connection: Connection, conversation: str, key: str) -> list[Row]:
    """The hand-overs of this key, newest first."""
    same = and_(hand_overs.c.conversation == conversation, hand_overs.c.key == key)
    return list(connection.execute(select(hand_overs).where(same).order_by(hand_overs.c.number.desc())))


def _add(connection: Connection, row: dict[str, Any]) -> str:
    reference = new_reference("W")
    connection.execute(insert(hand_overs).values(**row, reference=reference, state="open"))
    return reference


def _may_be_of(row: Row, person: str | None) -> bool:
    """Whether the hand-over may belong to this person: if one of them is unknown, it may."""
    theirs = row.contact or row.address
    return theirs is None or person is None or theirs == person
