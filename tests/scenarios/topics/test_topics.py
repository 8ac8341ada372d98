"""Every topic, from a sentence in a person's own words to its end, through the real Rasa and the real action server.

One file per topic, with its area and name: `login/login_loop.yml`. README.md says what stands in it, and
test_topic_files.py what must be there.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.scenarios.conversation import Conversation
from tests.scenarios.topics import scripts
from tests.scenarios.topics.played import Played
from tests.scenarios.topics.scripts import Proved, Script, Stranger
from wayfinder.content.model import Library
from wayfinder.turns.client import TurnClient

FILES = scripts.readable()
ANYBODY = Proved(talk=[], asks=[], ends="answered", mailbox="carla.monti@harbourlights.example")
NOT_SENT = {
    "case": "I couldn't file the case, so nothing has been sent.",
    "human": "I couldn't reach anyone just now, so nobody has been told yet.",
}
LEFT = {"case": "No case has been filed.", "human": "Nobody has been asked to take over."}


PROVED = [
    pytest.param(topic, script, id=f"{topic}: {name}")
    for topic, file in FILES.items()
    for name, script in file.proved.items()
]
STRANGERS = [
    pytest.param(topic, script, id=f"{topic}: {name}")
    for topic, file in FILES.items()
    for name, script in file.stranger.items()
]


@pytest.mark.parametrize(("topic", "script"), PROVED)
def test_somebody_who_has_proved_who_they_are(
    as_person: Callable[..., Conversation], library: Library, topic: str, script: Proved
) -> None:
    played = Played(as_person(script.email, script.scope), library, script)
    _check(played, topic, script)
    assert set(played.look_ups) == {"answered"}


@pytest.mark.parametrize(("topic", "script"), STRANGERS)
def test_a_stranger(conversation: Conversation, library: Library, topic: str, script: Stranger) -> None:
    played = Played(conversation, library, script)
    _check(played, topic, script)
    assert played.look_ups == []


@pytest.mark.parametrize(("topic", "script"), STRANGERS)
def test_the_back_office_is_down(
    as_person: Callable[..., Conversation],
    client_without_back_office: TurnClient,
    library: Library,
    topic: str,
    script: Stranger,
) -> None:
    person = next(iter(FILES[topic].proved.values()), ANYBODY)
    conversation = as_person(person.email, person.scope)
    conversation.goes_on_with(client_without_back_office)
    played = Played(conversation, library, script)
    assert played.asks == script.asks
    assert {outcome for _, outcome in played.requests} <= {"unavailable"}
    if script.ends == "answered":
        _check_that_nobody_can_be_asked(played, conversation, library)
        return
    assert NOT_SENT[script.ends] in played.seen
    assert LEFT[script.ends] in conversation.chooses("No, leave it")
    assert [*played.outcomes, conversation.outcome] == ["stopped"]


def _check_that_nobody_can_be_asked(played: Played, conversation: Conversation, library: Library) -> None:
    """A topic that only informs says the same; the person that it then offers cannot be reached."""
    assert played.open == "conversation.answered"
    conversation.chooses(library.facts["conversation.answered"].values["not_solved"])
    seen = conversation.chooses(library.facts["conversation.person"].values["yes"])
    if conversation.open.fact == "me.email":
        seen = conversation.says("ann.informed@example.com")
    assert NOT_SENT["human"] in seen


def _check(played: Played, topic: str, script: Script) -> None:
    """It was about this topic, asked only what it should, and ended once, as it should."""
    assert played.steps[0].startswith(f"{topic}/"), f"understood as {played.steps[0]}"
    assert played.asks == script.asks
    assert played.outcomes == ([] if script.ends == "answered" else [script.ends])
    assert played.open == ("conversation.answered" if script.ends == "answered" else None)
