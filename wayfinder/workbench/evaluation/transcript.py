"""Played conversations as text: what was said, how it was understood, what was replied, and the verdicts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from wayfinder.engine.moves import Move
from wayfinder.faces.plain import lines
from wayfinder.workbench.conversations.check import Checked, Verdict
from wayfinder.workbench.conversations.player import Exchange


def transcript(checked: Sequence[Checked]) -> str:
    """All conversations, the worst first."""
    ordered = sorted(checked, key=lambda each: sum(verdict.is_met for verdict in each.all_verdicts) / _size(each))
    return "\n".join(line for each in ordered for line in _conversation(each))


def _size(checked: Checked) -> int:
    return len(checked.all_verdicts) or 1


def _conversation(checked: Checked) -> Iterator[str]:
    met = sum(verdict.is_met for verdict in checked.all_verdicts)
    script = checked.script
    yield f"=== {script.conversation} ({met} of {len(checked.all_verdicts)} met; ready: {script.ready})"
    for played, verdicts in zip(checked.messages, checked.verdicts, strict=True):
        for exchange in played.exchanges:
            yield from _exchange(exchange)
        yield from map(_verdict, verdicts)
    yield ""


def _exchange(exchange: Exchange) -> Iterator[str]:
    yield f"> {exchange.said}"
    yield f"  heard ({exchange.heard.rule}): {'; '.join(map(_move, exchange.heard.moves)) or 'nothing'}"
    yield from (f"    {line}" for line in lines(exchange.reply.blocks))


def _move(move: Move) -> str:
    return msgspec.json.encode(move).decode()


def _verdict(verdict: Verdict) -> str:
    expected = f"{'never ' if verdict.never else ''}{verdict.expected.what}: {' | '.join(verdict.expected.values)}"
    return f"  {'met   ' if verdict.is_met else 'FAILED'} {expected}{f' ({verdict.cause})' if verdict.cause else ''}"
