"""Conversations through the real Rasa and the real action server.

The model is trained once for its data (models/ keeps it between runs), and the servers are started once per session.

    def test_a_person_corrects_an_earlier_answer(in_login_loop: Conversation) -> None:
        in_login_loop.picks("invitation")
        in_login_loop.says("no wait, I log in as usual")
        assert in_login_loop.known["arrival.route"] == "direct"

`conversation` is a stranger's that was greeted; `in_login_loop` and `at_remedy` wait at a question and at a remedy.
`as_person("carla.monti@harbourlights.example")` begins a conversation of a person of data/partners.yml who has proved
the mailbox, and `as_person(..., "admin")` that of an administrator.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.scenarios.conversation import Conversation
from tests.support import servers
from wayfinder import bootstrap
from wayfinder.back_office.grants import Scope
from wayfinder.back_office.sql.back_office import SqlBackOffice
from wayfinder.content.model import Library
from wayfinder.rasa.model import ensure_model
from wayfinder.settings import Settings
from wayfinder.turns.client import TurnClient

TRAINING = 900  # seconds: the first scenario waits until the model is trained, on a busy machine too


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every scenario needs Rasa."""
    for item in items:
        if "scenarios" in item.path.parts:
            item.add_marker(pytest.mark.rasa)
            item.add_marker(pytest.mark.timeout(TRAINING))


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings with a database of this session."""
    return servers.settings_for(tmp_path_factory.mktemp("scenarios"))


@pytest.fixture(scope="session")
def client(settings: Settings) -> Iterator[TurnClient]:
    """A client of a Rasa that runs for the whole session."""
    with _serving(settings) as client:
        yield client


@pytest.fixture(scope="session")
def client_without_back_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TurnClient]:
    """A client of another Rasa, whose action server has a database that does not answer."""
    url = f"postgresql://nobody@127.0.0.1:{servers.free_port()}/nothing"
    with _serving(servers.settings_for(tmp_path_factory.mktemp("without"), database_url=url)) as client:
        yield client


@pytest.fixture(scope="session")
def library() -> Library:
    """The content of this project."""
    return bootstrap.library()


@pytest.fixture(scope="session")
def back_office(settings: Settings, client: TurnClient, library: Library) -> Iterator[SqlBackOffice]:
    """The database of the action server, for grants; the server has filled it."""
    del client
    back_office = bootstrap.back_office(settings, library)
    yield back_office
    back_office.close()


@pytest.fixture
def conversation(client: TurnClient, library: Library) -> Conversation:
    """A new conversation, greeted."""
    conversation = Conversation(client, uuid.uuid4().hex, library)
    conversation.begins()
    return conversation


@pytest.fixture
def in_login_loop(conversation: Conversation) -> Conversation:
    """A stranger's conversation at the first question of a topic: how they came to the login page.

    The topic is a real one, because the model knows no other. So tests go by the open question and the known facts, not
    by the texts and the order of the steps of the topic, which are tested in tests/trees and tests/scenarios/topics.
    """
    conversation.says("stuck in a login loop")
    assert conversation.open.fact == "arrival.route"
    return conversation


@pytest.fixture
def at_remedy(in_login_loop: Conversation) -> Conversation:
    """The same conversation at the first thing to try."""
    in_login_loop.picks("direct")
    assert in_login_loop.at_a_remedy
    return in_login_loop


@pytest.fixture
def as_person(client: TurnClient, back_office: SqlBackOffice, library: Library) -> Callable[..., Conversation]:
    """A function that begins conversations of sample people who have proved who they are."""

    def begin(email: str, scope: Scope = "mailbox") -> Conversation:
        conversation = Conversation(client, uuid.uuid4().hex, library)
        back_office.grant(conversation.id, email, scope, how="scenario", hours=1)
        conversation.begins()
        return conversation

    return begin


@contextmanager
def _serving(settings: Settings) -> Iterator[TurnClient]:
    """Rasa and the action server of these settings."""
    ensure_model(print)
    logs: Path = settings.state_folder
    with servers.actions(settings, logs / "actions.log"), servers.rasa(settings, logs / "rasa.log"):
        yield TurnClient.of(settings)
