"""The moves of a message, compared with what it means."""

from __future__ import annotations

from typing import Any

import pytest

from wayfinder.engine import moves as m
from wayfinder.engine.question import OpenOption, OpenQuestion
from wayfinder.workbench.evaluation.meanings import MISS, NOTHING, heard, meant

TOPICS = {"login_loop", "reset_password"}


def options(*values: str) -> list[OpenOption]:
    return [OpenOption(f"1.{value}", value, value) for value in values]


CHOICE = OpenQuestion(fact="sso.used", topic="login_loop", options=options("yes", "no", "unknown"), number=1)
REMEDY = OpenQuestion(topic="login_loop", options=options("solved", "waits", "otherwise"), number=1)
PROCEDURE = OpenQuestion(topic="login_loop", options=options("done", "waits", "otherwise"), number=1)
REVIEW = OpenQuestion(topic="login_loop", options=options("file", "change", "leave"), number=1)
ORG_ID = OpenQuestion(fact="org.id", kind="org_id", topic="login_loop", number=1)
SENT = "2026-11-20T10:00:00+00:00"


@pytest.mark.parametrize(
    ("question", "moves", "entries"),
    [
        (CHOICE, [m.Choose("1.no")], [{"answer": "no"}]),
        (CHOICE, [m.Give({"sso.used": "no"})], [{"answer": "no"}]),
        (CHOICE, [m.Choose("1.unknown")], [{"want": "dont_know"}]),
        (CHOICE, [m.DontKnow()], [{"answer": "unknown"}]),
        (CHOICE, [m.Choose("1.look_up")], [{"want": "look_up"}]),
        (CHOICE, [m.Choose("1.>reset_password")], [{"topic": "reset_password"}]),
        (
            CHOICE,
            [m.Give({"sso.used": "yes", "org.type": "trial"})],
            [{"tell": {"org.type": "trial"}}, {"answer": "yes"}],
        ),
        (CHOICE, [m.Give({"invitation.sent_at": SENT})], [{"tell": {"invitation.age": "since yesterday"}}]),
        (CHOICE, [m.Give({"org.type@colleague": "trial"})], [{"tell": {"org.type@colleague": "trial"}}]),
        (ORG_ID, [m.Give({"org.id": "00D5g000008jYzEEAU"})], [{"value": "00D5g000008jYzE"}]),
        (REMEDY, [m.Choose("1.solved")], [{"result": "solved"}]),
        (REMEDY, [m.Solved()], [{"answer": "solved"}]),
        (REMEDY, [m.Choose("1.otherwise")], [{"result": "not_solved"}]),
        (REMEDY, [m.NotSolved()], [{"result": "not_solved"}]),
        (PROCEDURE, [m.Choose("1.done")], [{"result": "done"}]),
        (PROCEDURE, [m.Choose("1.waits")], [{"want": "waits"}]),
        (REVIEW, [m.Choose("1.file")], [{"answer": "file"}]),
        (REMEDY, [m.Report({"clear_cache": "failed"})], [{"report": {"clear_cache": "failed"}}]),
        (
            CHOICE,
            [m.Topic("reset_password", {"org.type": "trial"})],
            [{"topic": "reset_password"}, {"tell": {"org.type": "trial"}}],
        ),
        (CHOICE, [m.Topic("thanks")], [{"act": "thanks"}]),
        (CHOICE, [m.Topic("bot_challenge"), m.Topic("help_menu")], [{"act": "bot"}, {"want": "menu"}]),
        (CHOICE, [m.Topic("other_language", {"conversation.language": "de"})], [{"language": "de"}]),
        (CHOICE, [m.Give({"org.id": "00D5g000008jYzEEAU"})], [{"tell": {"org.id": "00D5g000008jYzE"}}]),
        (CHOICE, [m.Correct()], [{"correct": {}}]),
        (CHOICE, [m.Correct({"org.type": ""})], [{"correct": {"org.type": ""}}]),
        (CHOICE, [m.SideQuestion("who")], [{"ask": "who"}]),
        (CHOICE, [m.SideQuestion("who", "login_loop")], [{"ask": "who"}]),
        (CHOICE, [m.SideQuestion("who", "reset_password")], [{"ask": {"aspect": "who", "topic": "reset_password"}}]),
        (CHOICE, [m.Human(), m.Why(), m.Back()], [{"want": "person"}, {"want": "why"}, {"want": "back"}]),
        (CHOICE, [], [{"nothing": "true"}]),
    ],
)
def test_moves_that_mean_the_same_are_the_same(question: OpenQuestion, moves: list[m.Move], entries: list[Any]) -> None:
    assert heard(moves, question, TOPICS) == meant(entries, question)


def test_a_miss_is_not_the_same_as_nothing_to_act_on() -> None:
    assert heard([m.Unclear(["login_loop"])], CHOICE, TOPICS) == {MISS}
    assert heard([m.Clarify(["login_loop"])], CHOICE, TOPICS) == {MISS}
    assert heard([], CHOICE, TOPICS) == {NOTHING}


def test_a_side_question_on_another_topic_is_another_one() -> None:
    assert heard([m.SideQuestion("who", "reset_password")], CHOICE, TOPICS) != meant([{"ask": "who"}], CHOICE)


def test_the_order_of_meanings_does_not_matter() -> None:
    entries: list[Any] = [{"answer": "no"}, {"act": "thanks"}]
    assert heard([m.Topic("thanks"), m.Choose("1.no")], CHOICE, TOPICS) == meant(entries, CHOICE)
