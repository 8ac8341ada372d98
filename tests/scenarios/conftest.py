"""Conversations through the real Rasa and the real action server.

The model is trained once for its data (models/ keeps it between runs), and both servers are started once per session.

    def test_a_person_corrects_an_earlier_answer(talk: Talk) -> None:
        talk.says("it keeps sending me back to the login page")
        talk.chooses("Yes, from the invitation")
        assert "..." in talk.says("no wait, I log in as usual")
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest

from tests import servers
from tests.scenarios.talk import Talk
from wayfinder.turns.client import TurnClient
from wayfinder.turns.model import ensure_model


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every scenario needs Rasa."""
    for item in items:
        if "scenarios" in item.path.parts:
            item.add_marker(pytest.mark.rasa)


@pytest.fixture(scope="session")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TurnClient]:
    """A client of a Rasa that runs for the whole session."""
    ensure_model(print)
    folder = tmp_path_factory.mktemp("scenarios")
    settings = servers.settings_for(folder)
    with servers.actions(settings, folder / "actions.log"), servers.rasa(settings, folder / "rasa.log"):
        yield TurnClient.of(settings)


@pytest.fixture
def talk(client: TurnClient) -> Talk:
    """A new conversation, greeted."""
    talk = Talk(client, uuid.uuid4().hex)
    talk.begins()
    return talk
