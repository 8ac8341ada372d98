"""Asking: numbered questions with options, or one value to type."""

from __future__ import annotations

from wayfinder.content.contract import UNKNOWN
from wayfinder.content.fact_key import FactKey
from wayfinder.content.facts import FactSpec
from wayfinder.content.model import OPTIONS_LIMIT
from wayfinder.engine.blocks import Choices, Form, Option, Text
from wayfinder.engine.moves import topic_choice
from wayfinder.engine.steps.gist import say_owed_gist
from wayfinder.engine.steps.say import one_line, spans
from wayfinder.engine.working_walk import WorkingWalk


def ask(state: WorkingWalk, asked: str, words: str, offered: dict[str, str]) -> None:
    """Ask with options: labels by value."""
    _say(state, asked, words)
    _offer(state, state.asks(asked), {**offered, **_topics(state, offered)})


def ask_value(state: WorkingWalk, key: FactKey, words: str, offered: dict[str, str], *, required: bool) -> None:
    """Ask for a value: from a closed list, or typed. `offered` are all options: labels by value."""
    spec = state.spec(key)
    if spec.branches:
        ask(state, str(key), words or spec.ask, offered)
        return
    _say(state, str(key), words or spec.ask)
    question = state.asks(str(key))
    state.blocks.append(Form(str(key), spec.type or "text", required))
    options = {**offered, **_topics(state, offered)}
    if options:
        _offer(state, question, options)


def value_options(spec: FactSpec) -> dict[str, str]:
    """What is offered when a value is asked: its closed list, or the option of those who cannot type one."""
    return dict(spec.values) or ({UNKNOWN: spec.cannot} if spec.cannot else {})


def _say(state: WorkingWalk, asked: str, words: str) -> None:
    """The words of a question, after the gist that is owed. The question that was asked last comes back as its one
    line."""
    say_owed_gist(state)
    text = one_line(words) if state.is_asked_again(asked) else words
    if text:
        state.blocks.append(Text(spans(state, text)))


def _offer(state: WorkingWalk, question: int, offered: dict[str, str]) -> None:
    state.blocks.append(Choices([Option(f"{question}.{value}", label) for value, label in offered.items()]))


def _topics(state: WorkingWalk, offered: dict[str, str]) -> dict[str, str]:
    """The topics that the message may be about and that are not offered already, as labels by value."""
    new = [name for name in state.near if name not in offered][: OPTIONS_LIMIT - len(offered)]
    return {topic_choice(name): state.library.topics[name].title for name in new}
