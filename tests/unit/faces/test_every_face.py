"""The contract of a face: it shows every block, with everything that people need to know."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import get_args

import pytest
from rich.console import Console

from wayfinder.content.texts import Label
from wayfinder.engine.blocks import Block, Choices, Citation, Form, Link, Option, Outcome, Status, Steps, Text
from wayfinder.faces import plain, terminal

Face = Callable[[Sequence[Block]], str]


def in_terminal(blocks: Sequence[Block]) -> str:
    """What the terminal prints."""
    console = Console(file=io.StringIO(), width=100, color_system=None)
    terminal.render(console, blocks)
    file = console.file
    assert isinstance(file, io.StringIO)
    return " ".join(file.getvalue().split())


FACES: dict[str, Face] = {"plain": plain.text_of, "terminal": in_terminal}

# Each block, with the texts that every face must show.
BLOCKS: list[tuple[Block, list[str]]] = [
    (
        Text(["Choose ", Label("Log In"), " at ", Link("the login page", "https://example.com/login"), "."]),
        ["Choose Log In at the login page", "https://example.com/login"],
    ),
    (Steps([["Open a window."], ["Log in."]]), ["1. Open a window.", "2. Log in."]),
    (Choices([Option("1.a", "This"), Option("1.b", "That")]), ["[1] This", "[2] That"]),
    (Form("me.email", "email", required=False), ["skip"]),
    (Citation("The Guide", "Login", "000123", "2026-01-02", "2026-11-21"), ["Login"]),
    (Status("case", "login_loop", "W-1234"), ["case", "W-1234"]),
]


def test_every_kind_of_block_is_tried() -> None:
    assert {type(block) for block, _ in BLOCKS} == set(get_args(Block))


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize(("block", "readable"), BLOCKS, ids=lambda value: type(value).__name__)
def test_every_face_shows_every_block(face: str, block: Block, readable: list[str]) -> None:
    shown = FACES[face]([block])
    assert [words for words in readable if words not in shown] == []


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("outcome", get_args(Outcome))
def test_every_face_shows_every_outcome(face: str, outcome: Outcome) -> None:
    assert FACES[face]([Status(outcome)])


@pytest.mark.parametrize("face", FACES)
def test_every_face_shows_blocks_in_their_order(face: str) -> None:
    shown = FACES[face]([Text(["First."]), Steps([["Second."]]), Text(["Third."])])
    assert shown.index("First.") < shown.index("Second.") < shown.index("Third.")
