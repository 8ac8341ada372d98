from __future__ import annotations

from wayfinder.understanding.interpret.parse import Parse


def test_the_surest_intent_is_the_first() -> None:
    parse = Parse("my login page comes again", [("login_loop", 0.7), ("affirm", 0.2), ("limited_view", 0.1)])
    assert (parse.intent, parse.confidence) == ("login_loop", 0.7)
    assert parse.topics == [("login_loop", 0.7), ("limited_view", 0.1)]


def test_where_nothing_is_ranked_no_intent_is_sure() -> None:
    parse = Parse("hm")
    assert (parse.intent, parse.confidence) == ("", 0.0)
