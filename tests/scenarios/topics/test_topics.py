"""Every topic, from a sentence in a person's own words to its end, through the real Rasa and the real action server.

One file per topic, with its area and name: `login/login_loop.yml`. test_topic_files.py says what must be there.

    proved:
      the invitation went to another address:    # what is special about this person
        mailbox: goran.petrov@harbourlights.example    # of data/partners.yml; or `admin:`
        talk:
          - says: whenever I sign in, the sign-in screen is right back in front of me
            sees: Did you come to the login page     # one fragment, or several in this order
          - chooses: Yes, from the invitation        # clicks the option with this label
            sees: Ask Anna Berg or Boris Lind
          - says: got the new one and I'm in now, thanks
        asks: [arrival.route]                    # every fact that the person was asked for, in this order
        ends: solved                             # answered, solved, case or human
    stranger:
      by questions, to a case:                   # the same, without `mailbox` and to a case or a human
        talk: ...

The first sentence must not stand in data/nlu. `asks` says what was not asked, because it was looked up or told; it
leaves out whether a remedy helped and whether to file a case.

The conversation of the stranger is played once more while the back office does not answer, by somebody who has proved
who they are: the same questions, the same words, and in the end the news that nothing was sent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.scenarios.talk import Talk
from tests.scenarios.topics import scripts
from tests.scenarios.topics.played import Played
from tests.scenarios.topics.scripts import Proved, Script, Stranger
from wayfinder.content.model import Library
from wayfinder.turns.client import TurnClient

FILES = {topic: scripts.read(path) for topic, path in scripts.files().items()}
ANYBODY = Proved(talk=[], asks=[], ends="answered", mailbox="carla.monti@harbourlights.example")
NOT_SENT = {
    "case": "I couldn't file the case, so nothing has been sent.",
    "human": "I couldn't reach anyone just now, so nobody has been told yet.",
}
LEFT = {"case": "No case has been filed.", "human": "Nobody has been asked to take over."}


def _proved() -> Iterator[object]:
    for topic, file in FILES.items():
        for name, script in file.proved.items():
            yield pytest.param(topic, script, id=f"{topic}: {name}")


def _strangers() -> Iterator[object]:
    for topic, file in FILES.items():
        for name, script in file.stranger.items():
            yield pytest.param(topic, script, id=f"{topic}: {name}")


@pytest.mark.parametrize(("topic", "script"), _proved())
def test_somebody_who_has_proved_who_they_are(
    as_person: Callable[..., Talk], library: Library, topic: str, script: Proved
) -> None:
    played = Played(as_person(script.email, script.scope), library, script)
    _check(played, topic, script)
    assert set(played.look_ups) == {"answered"}


@pytest.mark.parametrize(("topic", "script"), _strangers())
def test_a_stranger(talk: Talk, library: Library, topic: str, script: Stranger) -> None:
    played = Played(talk, library, script)
    _check(played, topic, script)
    assert played.look_ups == []


@pytest.mark.parametrize(("topic", "script"), _strangers())
def test_the_back_office_is_down(
    as_person: Callable[..., Talk],
    client_without_back_office: TurnClient,
    library: Library,
    topic: str,
    script: Stranger,
) -> None:
    person = next(iter(FILES[topic].proved.values()), ANYBODY)
    talk = as_person(person.email, person.scope)
    talk.goes_on_with(client_without_back_office)
    played = Played(talk, library, script)
    assert played.asks == script.asks
    assert {outcome for _, outcome in played.requests} == {"unavailable"}
    assert NOT_SENT[script.ends] in played.seen
    assert LEFT[script.ends] in talk.chooses("No, leave it")
    assert [*played.outcomes, talk.outcome] == ["stopped"]


def _check(played: Played, topic: str, script: Script) -> None:
    """It was about this topic, asked what it should and no more, and ended as it should, once."""
    assert played.steps[0].startswith(f"{topic}/"), f"understood as {played.steps[0]}"
    assert played.asks == script.asks
    assert played.outcomes == ([] if script.ends == "answered" else [script.ends])
    assert played.open == ("conversation.answered" if script.ends == "answered" else None)
