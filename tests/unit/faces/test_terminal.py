"""Blocks in a terminal."""

from __future__ import annotations

import io
from typing import get_args

from rich.console import Console

from wayfinder.content.texts import Label
from wayfinder.engine.blocks import Block, Choices, Citation, Form, Link, Option, Outcome, Status, Steps, Text
from wayfinder.engine.moves import Topic
from wayfinder.faces.terminal import ENDINGS, render, render_error, render_trace, render_truncated
from wayfinder.turns.reply import Intent, Trace, TracedFact, TracedRequest


def shown(*blocks: Block, width: int = 80) -> str:
    console = Console(file=io.StringIO(), width=width, color_system=None)
    render(console, list(blocks))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_words_labels_and_links() -> None:
    text = shown(Text(["Press ", Label("Log In"), " at ", Link("the community", "https://c.example"), "."]))
    assert "Press Log In at the community (https://c.example)." in text


def test_a_link_that_is_its_own_address_is_shown_once() -> None:
    assert shown(Text([Link("c.example", "https://c.example/")])).strip() == "c.example"


def test_steps_are_numbered_and_wrap_under_their_text() -> None:
    lines = shown(Steps([["word " * 12], ["second"]]), width=40).splitlines()
    assert lines[0].strip().startswith("1. word")
    assert lines[1].startswith(" " * 6 + "word")
    assert any(line.strip() == "2. second" for line in lines)


def test_only_the_last_options_are_numbered() -> None:
    text = shown(Choices([Option("1.a", "Old")]), Choices([Option("2.a", "Yes"), Option("2.b", "No")]))
    assert "[1] Yes" in text
    assert "[2] No" in text
    assert "[1] Old" not in text
    assert "Old" in text


def test_a_form_says_what_to_type_and_whether_it_can_be_skipped() -> None:
    assert "an e-mail address.)" in shown(Form("me.email", "email", True))
    assert "skip" in shown(Form("me.words", "text", False))


def test_a_citation_has_its_article_and_dates() -> None:
    text = shown(Citation("Guide", "Logging in", "000383332", "2025-12-01", "2026-11-21"), width=120)
    assert "“Logging in” (article 000383332 of 2025-12-01, checked 2026-11-21)" in text


def test_every_ending_has_words() -> None:
    assert set(get_args(Outcome)) == set(ENDINGS)
    assert "Reference: R-7" in shown(Status("case", "loop", "R-7"))


def test_nothing_is_read_as_markup_or_as_a_control_sequence() -> None:
    text = shown(Text(["[bold]x[/bold] \x1b[31mred\x07"]), Choices([Option("1.a", "[link=https://e.example]y[/link]")]))
    assert "[bold]x[/bold] [31mred" in text
    assert "[link=https://e.example]y[/link]" in text
    assert "\x1b" not in text


def test_an_error_shows_its_reference() -> None:
    console = Console(file=io.StringIO(), width=80, color_system=None)
    render_error(console, "It broke [bold].", "WF-1")
    assert isinstance(console.file, io.StringIO)
    assert "It broke [bold]." in console.file.getvalue()
    assert "WF-1" in console.file.getvalue()


def test_a_message_that_was_cut_is_reported() -> None:
    console = Console(file=io.StringIO(), width=80, color_system=None)
    render_truncated(console, 2_000)
    assert isinstance(console.file, io.StringIO)
    assert "only its first 2,000 characters" in console.file.getvalue()


def test_a_trace_shows_facts_with_their_origin() -> None:
    console = Console(file=io.StringIO(), width=120, color_system=None)
    trace = Trace(
        intents=[Intent("login_loop", 0.91)],
        rule="the surest topic",
        moves=[Topic("login_loop")],
        steps=["login_loop/arrival", "login_loop/sso"],
        facts=[TracedFact("sso.used", "yes", "told", 1.0)],
        requests=[TracedRequest("look up account of me", "unavailable")],
    )
    render_trace(console, trace)
    assert isinstance(console.file, io.StringIO)
    text = console.file.getvalue()
    for part in ("login_loop 0.91", "the surest topic", "sso.used = yes (told)", "arrival → login_loop/sso"):
        assert part in text
    assert "move=topic id=login_loop" in text
    assert "account of me: unavailable" in text
