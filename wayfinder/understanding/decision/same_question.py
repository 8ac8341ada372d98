"""Finds the fact that a labelled question asks for: such a question is described by itself and names none."""

from __future__ import annotations

from collections.abc import Collection

from rapidfuzz import fuzz

from wayfinder.content.contract import UNKNOWN
from wayfinder.content.model import Library

# How much the words must be like those of the fact's own question, from 0 to 100: any question can have a yes and a no.
ALIKE = 33
ALIKE_IF_YES_OR_NO = 70
_YES_OR_NO = frozenset(["yes", "no"])


def fact_asked(text: str, options: Collection[str], library: Library) -> str | None:
    """The fact whose own question is most alike, of those that have these options (by value); None where none is."""
    values = {*options} - {UNKNOWN}
    alike = {
        name: fuzz.token_set_ratio(spec.ask, text)
        for name, spec in library.facts.items()
        if values and values <= set(spec.values)
    }
    best = max(alike, key=alike.__getitem__, default=None)
    least = ALIKE_IF_YES_OR_NO if values <= _YES_OR_NO else ALIKE
    return best if best is not None and alike[best] >= least else None
