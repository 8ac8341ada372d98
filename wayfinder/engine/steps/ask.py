"""Asking: numbered questions with options, or one value to type."""

from __future__ import annotations

from wayfinder.content.fact_key import FactKey
from wayfinder.engine.blocks import Choices, Form, Option
from wayfinder.engine.steps.say import say
from wayfinder.engine.working_walk import WorkingWalk


def offer(state: WorkingWalk, asked: str, offered: dict[str, str]) -> None:
    """Ask with options: labels by value."""
    question = state.asks(asked)
    state.blocks.append(Choices([Option(f"{question}.{value}", label) for value, label in offered.items()]))


def ask_value(state: WorkingWalk, key: FactKey, ask: str, required: bool) -> None:
    """Ask for a value: from a closed list, or typed."""
    spec = state.spec(key)
    say(state, ask or spec.ask)
    if spec.branches:
        offer(state, str(key), spec.values)
    else:
        state.asks(str(key))
        state.blocks.append(Form(str(key), spec.type or "text", required))
