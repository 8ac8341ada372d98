"""Rules about a tree as a whole: its head, and that every step is reached and leads to an end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import PurePath

from wayfinder.content.lint.base import Finding, Here, unknown
from wayfinder.content.steps import Case, Human, Step, Tell, Try, Visit, targets

TreeRule = Callable[[Here], Iterator[Finding]]


def name_of_file(here: Here) -> Iterator[Finding]:
    """A tree is found by its name: its file has it too."""
    stem = PurePath(here.source.name).stem
    if here.tree.tree != stem:
        yield f"the file is `{stem}.yml`: call the tree `{stem}`, or rename the file", ("tree",)


def start(here: Here) -> Iterator[Finding]:
    """The walk begins at a step."""
    if here.tree.start not in here.steps:
        yield unknown("step", here.tree.start, here.steps, "start names the first step"), ("start",)


def area(here: Here) -> Iterator[Finding]:
    """A topic's tree is in the folder of its area."""
    topic = here.library.topics.get(here.tree.tree)
    if topic is not None and topic.area != here.tree.area:
        yield f"this topic belongs to the area `{topic.area}`: move the file there", ("tree",)


def sources(here: Here) -> Iterator[Finding]:
    """All advice comes from somewhere: the tree names its sources, or each of its steps that gives advice does."""
    tree = here.tree
    for at, section in enumerate(tree.sources):
        if section not in here.known.sections:
            message = unknown("source section", section, here.known.sections, "see data/topics.yml")
            yield message, ("sources", at)
    if tree.sources or here.of_conversation:
        return
    for name, step in tree.steps.items():
        if isinstance(step, (Tell, Try)) and not step.sources:
            yield "`sources` is missing: name a section of data/topics.yml here or above the steps", ("steps", name)


def verified(here: Here) -> Iterator[Finding]:
    """Somebody has compared the tree with its sources, on a day that was."""
    text = here.tree.verified
    if not text and here.of_conversation:
        return
    place = ("verified",)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        found = f"`verified: {text}` is not a date" if text else "`verified` is missing"
        yield f"{found}: write the day (2026-11-21) when a person compared this with its sources", place
        return
    if day > here.today:
        yield f"`verified: {text}` lies in the future: write the day when a person compared this", place


def unreachable(here: Here) -> Iterator[Finding]:
    """Every step is reached from the start. Where a step cannot be read, nobody knows where it leads."""
    if not here.all_steps_read:
        return
    reached = _closure({here.tree.start}, {name: set(targets(step)) for name, step in here.tree.steps.items()})
    if here.tree.start not in here.tree.steps:
        return
    for name in here.tree.steps:
        if name not in reached:
            yield f"step `{name}` is never reached: lead there from another step, or remove it", ("steps", name)


def dead_ends(here: Here) -> Iterator[Finding]:
    """From every step an end can be reached: something said last, a try that helps, a case, or a person."""
    if not here.all_steps_read:
        return
    steps = here.tree.steps
    before: dict[str, set[str]] = {}
    for name, step in steps.items():
        for target in targets(step):
            before.setdefault(target, set()).add(name)
    ends = {name for name, step in steps.items() if _may_end(step) or not here.steps.keys() >= set(targets(step))}
    for name in steps.keys() - _closure(ends, before):
        yield f"dead end: no ending can be reached from `{name}`: add one", ("steps", name)


def _may_end(step: Step) -> bool:
    if isinstance(step, (Try, Case, Human, Visit)):
        return True
    return not any(True for _ in targets(step))


def _closure(found: set[str], leads: dict[str, set[str]]) -> set[str]:
    """Everything that `leads` leads to from `found`, `found` included."""
    waiting = list(found)
    seen = set(found)
    while waiting:
        new = leads.get(waiting.pop(), set()) - seen
        seen |= new
        waiting += new
    return seen


TREE_RULES: tuple[TreeRule, ...] = (name_of_file, start, area, sources, verified, unreachable, dead_ends)
