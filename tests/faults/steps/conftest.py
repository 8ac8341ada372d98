"""A real Rasa and a real action server, with relays that can be cut between them, and between us and Rasa."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, func, select

from tests.support import servers
from tests.support.relay import Relay
from wayfinder.back_office.sql.database import Database
from wayfinder.back_office.sql.schema import cases, hand_overs
from wayfinder.rasa.model import ensure_model
from wayfinder.turns.client import TurnClient

FILED = (cases, hand_overs)
ACTION_SECONDS = 1.0


@dataclass
class Line:
    """The chain of servers: us, relay `to_rasa`, Rasa, relay `to_actions`, the action server and its database."""

    client: TurnClient
    to_rasa: Relay
    to_actions: Relay
    database: Database
    log: Path

    def filed(self, conversation: str) -> list[int]:
        """How many cases and how many hand-overs there are of a conversation."""
        with self.database.reading() as connection:
            return [self._count(connection, table, conversation) for table in FILED]

    def clear(self) -> None:
        """Remove what was filed, because one address may file five cases a day."""
        with self.database.writing() as connection:
            for table in FILED:
                connection.execute(delete(table))

    def _count(self, connection: Any, table: Any, conversation: str) -> int:
        same = select(func.count()).select_from(table).where(table.c.conversation == conversation)
        return int(connection.scalar(same))


@pytest.fixture(scope="session")
def line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    """Started once. An action may take a second, a turn three."""
    ensure_model(print)
    folder = tmp_path_factory.mktemp("steps")
    waits = {"action_timeout": ACTION_SECONDS, "turn_timeout": 3}
    behind = servers.settings_for(folder, **waits)
    before = servers.settings_for(folder, **waits)
    ours = servers.settings_for(folder, rasa_port=servers.free_port(), **waits)
    to_actions = Relay(before.action_port, behind.action_port)
    to_rasa = Relay(ours.rasa_port, before.rasa_port)
    log = folder / "servers.log"
    database = Database(behind.database_url.reveal())
    with (
        servers.actions(behind, log),
        to_actions.running(),
        servers.rasa(before, log),
        to_rasa.running(),
    ):
        yield Line(TurnClient.of(ours), to_rasa, to_actions, database, log)
    database.close()
