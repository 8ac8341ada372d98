"""Rules about a tree as a whole: its head is right, every step is reached and leads to an end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import PurePath

from wayfinder.content.lint.asides import ASIDE_RULES
from wayfinder.content.lint.base import Context, Finding, unknown
from wayfinder.content.lint.claims import claims, of_something_looked_up
from wayfinder.content.lint.proposals import proposed_in_vain
from wayfinder.content.steps import Case, Human, Remedies, Step, Tell, Try, Visit, targets

TreeRule = Callable[[Context], Iterator[Finding]]


def name_of_file(context: Context) -> Iterator[Finding]:
    """A tree has the same name as its file."""
    stem = PurePath(context.source.name).stem
    if context.tree.tree != stem:
        yield f"the file is `{stem}.yml`: call the tree `{stem}`, or rename the file", ("tree",)


def start(context: Context) -> Iterator[Finding]:
    """`start` names a step of the tree."""
    if context.tree.start not in context.steps:
        yield unknown("step", context.tree.start, context.steps, "start names the first step"), ("start",)


def area(context: Context) -> Iterator[Finding]:
    """A topic's tree is in the folder of its area."""
    topic = context.library.topics.get(context.tree.tree)
    if topic is not None and topic.area != context.tree.area:
        yield f"this topic belongs to the area `{topic.area}`: move the file there", ("tree",)


def sources(context: Context) -> Iterator[Finding]:
    """All advice has sources: the tree names them, or each of its steps that gives advice does."""
    tree = context.tree
    for at, section in enumerate(tree.sources):
        if section not in context.known.sections:
            message = unknown("source section", section, context.known.sections, "see data/topics.yml")
            yield message, ("sources", at)
    if tree.sources or context.of_conversation:
        return
    for name, step in tree.steps.items():
        gives_advice = step.cites if isinstance(step, Tell) else isinstance(step, (Try, Remedies))
        if gives_advice and not step.sources:
            yield "`sources` is missing: name a section of data/topics.yml here or above the steps", ("steps", name)


def verified(context: Context) -> Iterator[Finding]:
    """Somebody has compared the tree with its sources, on a day that is not in the future."""
    text = context.tree.verified
    if not text and context.of_conversation:
        return
    place = ("verified",)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        found = f"`verified: {text}` is not a date" if text else "`verified` is missing"
        yield f"{found}: write the day (2026-11-21) when a person compared this with its sources", place
        return
    if day > context.today:
        yield f"`verified: {text}` lies in the future: write the day when a person compared this", place


def unreachable(context: Context) -> Iterator[Finding]:
    """Every step is reached from the start. Not checked while a step cannot be read, for it may lead anywhere."""
    if not context.all_steps_read:
        return
    reached = _closure({context.tree.start}, {name: set(targets(step)) for name, step in context.tree.steps.items()})
    if context.tree.start not in context.tree.steps:
        return
    for name in context.tree.steps:
        if name not in reached:
            yield f"step `{name}` is never reached: lead there from another step, or remove it", ("steps", name)


def dead_ends(context: Context) -> Iterator[Finding]:
    """From every step an end can be reached: something said last, a try that helps, a case, or a person."""
    if not context.all_steps_read:
        return
    steps = context.tree.steps
    before: dict[str, set[str]] = {}
    for name, step in steps.items():
        for target in targets(step):
            before.setdefault(target, set()).add(name)
    ends = {name for name, step in steps.items() if _may_end(step) or not context.steps.keys() >= set(targets(step))}
    for name in steps.keys() - _closure(ends, before):
        yield f"dead end: no ending can be reached from `{name}`: add one", ("steps", name)


def _may_end(step: Step) -> bool:
    if isinstance(step, (Remedies, Case, Human, Visit)) or (isinstance(step, Try) and step.done is None):
        return True
    return not any(True for _ in targets(step))


def _closure(found: set[str], leads: dict[str, set[str]]) -> set[str]:
    """Everything that can be reached from `found` by `leads`, including `found`."""
    waiting = list(found)
    seen = set(found)
    while waiting:
        new = leads.get(waiting.pop(), set()) - seen
        seen |= new
        waiting += new
    return seen


TREE_RULES: tuple[TreeRule, ...] = (
    name_of_file,
    start,
    area,
    sources,
    verified,
    unreachable,
    dead_ends,
    proposed_in_vain,
    claims,
    of_something_looked_up,
    *ASIDE_RULES,
)
