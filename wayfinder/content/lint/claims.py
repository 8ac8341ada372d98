"""Claims: "I see", "I find" are said only of what was looked up.

What people told us is known in the same way as what was looked up, and a text is said in both cases. So a text with
such words is allowed only where every way to its step is a value of a find that is `looked_up`. What has no step of its
own (the words of facts and remedies, the gist of a topic) is said to everybody, and claims nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wayfinder.content.contract import UNKNOWN
from wayfinder.content.lint import texts
from wayfinder.content.lint.base import Context, Finding
from wayfinder.content.lint.texts import Form, Words
from wayfinder.content.model import Library
from wayfinder.content.steps import Find, Step
from wayfinder.content.yaml_file import Place

# Keys of the plain texts that we say. Other plain texts are names, or examples of what people ask.
_OURS = ("why", "invalid")

# "I can't see" only says what is not known, and is true of everybody.
_CLAIM = re.compile(
    r"\bI(?: can| do| did)? (?:see|find|found)\b"
    r"|\bI(?: have|[\u2019']ve) (?:seen|found)\b"
    r"|\bI (?:cannot|can not|could not|(?:can|could)n?[\u2019']t) find\b"
    r"|\bI (?:do not|did not|(?:do|did)n[\u2019']t) (?:see|find)\b"
)


def claims(context: Context) -> Iterator[Finding]:
    """Who says "I see" or "I find" has looked it up."""
    looked_up = _after_look_ups(context)
    for text, form, place in texts.of_tree(context.tree):
        is_known = place[0] == "steps" and place[1] in looked_up
        claim = None if is_known else _claim(text, form, place)
        if claim:
            why = "is said here also of what people told: go there from values of a find with `looked_up` only"
            yield f"`{claim}` {why}, or say it in other words", place


def shared_claims(words: Words) -> Iterator[Finding]:
    """Words that many trees share say no "I see" or "I find"."""
    claim = _claim(*words)
    if claim:
        yield f"`{claim}` is said here also of what people told: say it in other words", words[2]


def of_something_looked_up(context: Context) -> Iterator[Finding]:
    """A find that is `looked_up` is about a fact that can be."""
    for name, step in context.tree.steps.items():
        if isinstance(step, Find) and step.looked_up and not _can_be_looked_up(context.library, step.find):
            yield f"no look-up gives `{step.find}`: write `quiet` instead", ("steps", name, "looked_up")


def _claim(text: str, form: Form, place: Place) -> str | None:
    """The claim in what we say, if any. In the labels of options people speak."""
    is_ours = form == "rich" or (form == "plain" and place[-1] in _OURS)
    found = _CLAIM.search(text) if is_ours else None
    return found[0] if found else None


def _after_look_ups(context: Context) -> set[str]:
    """The steps that only what was looked up leads to."""
    ways = [way for step in context.tree.steps.values() for way in _ways(step)]
    proper = {target for target, is_looked_up in ways if is_looked_up}
    return proper - {target for target, is_looked_up in ways if not is_looked_up} - {context.tree.start}


def _ways(step: Step) -> Iterator[tuple[str, bool]]:
    """The steps that may follow, and whether only a looked-up value leads there."""
    for place, target in step.ways():
        yield target, isinstance(step, Find) and step.looked_up and place != ("then", UNKNOWN)


def _can_be_looked_up(library: Library, fact: str) -> bool:
    spec = library.facts.get(fact)
    if spec is None:
        return True  # reported elsewhere
    inputs = spec.derived.inputs if spec.derived else []
    return spec.look_up is not None or any(library.facts[name].look_up for name in inputs if name in library.facts)
