"""Asking: numbered questions with options, or one value to type."""

from __future__ import annotations

from wayfinder.content.fact_key import FactKey
from wayfinder.engine.blocks import Choices, Form, Option
from wayfinder.engine.steps.say import one_line, say
from wayfinder.engine.working_walk import WorkingWalk


def ask(state: WorkingWalk, asked: str, words: str, offered: dict[str, str]) -> None:
    """Ask with options: labels by value."""
    _say(state, asked, words)
    question = state.asks(asked)
    state.blocks.append(Choices([Option(f"{question}.{value}", label) for value, label in offered.items()]))


def ask_value(state: WorkingWalk, key: FactKey, words: str, required: bool) -> None:
    """Ask for a value: from a closed list, or typed."""
    spec = state.spec(key)
    if spec.branches:
        ask(state, str(key), words or spec.ask, spec.values)
        return
    _say(state, str(key), words or spec.ask)
    state.asks(str(key))
    state.blocks.append(Form(str(key), spec.type or "text", required))


def _say(state: WorkingWalk, asked: str, words: str) -> None:
    """The words of a question. The question that was asked last comes back as its one line."""
    say(state, one_line(words) if state.is_asked_again(asked) else words)
