"""Candidates compete by probability; of those that a clause speaks for, the likeliest is meant."""

from __future__ import annotations

import msgspec
import pytest

from tests.support.readings import AXES, LABELS, SSO, reading
from tests.support.scales import linear
from wayfinder.understanding.decision.candidates import Candidate
from wayfinder.understanding.decision.decide import (
    CALLS,
    CERTAIN,
    GRAVE,
    PLAIN,
    POSSIBLE,
    SURE,
    decide,
    is_sure,
    weighed,
)
from wayfinder.understanding.decision.message import Message
from wayfinder.understanding.decision.said import said
from wayfinder.understanding.decision.weights import Learnt, Scale, key
from wayfinder.understanding.reading import Reading

INTENT = linear({"likely": 4.0}, 0.0)
OPTION = linear({"label": 5.0}, -4.5)


def learnt(**scales: Scale) -> Learnt:
    """Each label has an axis of its own."""
    vectors = {key(label): AXES[at] for at, label in enumerate(LABELS.values())}
    return Learnt({"intent": INTENT, "topic": INTENT, "option": OPTION, **scales}, vectors=vectors)


def meant(*readings: Reading) -> list[str]:
    return decided(Message(list(readings)), learnt())


def decided(message: Message, known: Learnt) -> list[str]:
    found = weighed(message, SSO, known, said(message, SSO, known))
    return [candidate.name for candidate, _ in decide(found, message, SSO)]


def test_the_option_whose_words_are_most_like_the_message_is_meant() -> None:
    assert meant(reading("we type one", axis=1)) == ["option:no"]


def test_where_nothing_is_likelier_than_not_nothing_is_meant() -> None:
    assert meant(reading("well", thanks=0.2)) == []


def test_two_clauses_have_a_meaning_each() -> None:
    whole = reading("we type one, and how long is it", ask_how_long=0.4)
    clauses = [reading("we type one", axis=1), reading("how long is it", ask_how_long=0.9)]
    assert set(meant(whole, *clauses)) == {"option:no", "ask_how_long"}


def test_of_two_meanings_of_one_clause_the_likelier_counts() -> None:
    assert meant(reading("again please", repeat=0.9, go_back=0.8)) == ["repeat"]


def test_thanks_go_together_with_anything() -> None:
    assert set(meant(reading("thanks, say that again", repeat=0.9, thanks=0.8))) == {"repeat", "thanks"}


@pytest.mark.parametrize(("likely", "is_meant"), [(0.5, False), (0.95, True)])
def test_what_cannot_be_taken_back_must_be_surer(likely: float, is_meant: bool) -> None:
    assert (meant(reading("get me someone", talk_to_human=likely)) == ["talk_to_human"]) is is_meant


def test_a_text_that_was_edited_since_training_is_compared_by_its_words() -> None:
    forgetful = Learnt({"option": linear({"words shared": 10.0}, -5.0)})
    assert decided(Message([reading("with a password")]), forgetful) == ["option:no"]


def test_a_question_is_no_answer() -> None:
    assert meant(reading("do we type one?", axis=1)) == []


def test_one_answer_is_enough() -> None:
    whole = reading("we type one, it works", axis=1, solved=0.9)
    assert meant(whole, reading("we type one", axis=1), reading("it works", solved=0.9)) == ["solved"]


def test_the_problem_said_once_more_is_no_answer() -> None:
    assert "option:no" not in meant(reading("we type one and it comes back", axis=1, login_loop=0.4))
    assert "option:no" in meant(reading("we type one", axis=1, thanks=0.4))


@pytest.mark.parametrize("name", ["solved", "talk_to_human"])
@pytest.mark.parametrize(("sure", "is_meant"), [(POSSIBLE - 0.01, False), (POSSIBLE, True)])
def test_what_ends_a_problem_must_be_possible_to_be_meant(name: str, sure: float, is_meant: bool) -> None:
    ends = Candidate(name, "intent", 0, {})
    message = Message([reading("it worked this time")])
    assert bool(decide([(ends, sure)], message, SSO)) is is_meant
    assert is_sure(ends, SURE, message)
    assert not is_sure(ends, SURE - 0.01, message)


def test_a_person_whose_name_falls_is_called_more_easily() -> None:
    calls = Candidate("talk_to_human", "intent", 0, {})
    assert is_sure(calls, CALLS, Message([reading("a person please", talk_to_human=PLAIN)]))
    assert not is_sure(calls, CALLS, Message([reading("somebody, perhaps", talk_to_human=PLAIN - 0.01)]))


AGREES = ("file_case", "affirm")


@pytest.mark.parametrize(
    ("text", "is_meant"),
    [
        ("yes file it", True),
        ("yes file it but please put urgent in it", False),
        ("file it? no, show me the case", False),
        ("first show me", False),
    ],
)
def test_a_case_is_filed_by_a_plain_yes_alone(text: str, is_meant: bool) -> None:
    review = msgspec.structs.replace(SSO, step="review")
    ways = [Candidate("option:file", "result", 0, {}), *(Candidate(each, "intent", 0, {}) for each in AGREES)]
    for files in ways:
        assert bool(decide([(files, 0.9)], Message([reading(text)]), review)) is is_meant
        assert decide([(files, CERTAIN)], Message([reading(text)]), review)


def test_whether_it_is_so_must_be_answered_plainly() -> None:
    yes, message = Candidate("option:yes", "option", 0, {}), Message([reading("aha")])
    asked = msgspec.structs.replace(SSO, fact="conversation.solved")
    assert decide([(yes, GRAVE - 0.01)], message, SSO)
    assert not decide([(yes, GRAVE - 0.01)], message, asked)
    assert decide([(yes, GRAVE)], message, asked)
