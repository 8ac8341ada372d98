"""What `lint` lists without calling it wrong."""

from __future__ import annotations

from collections.abc import Iterator

from wayfinder.content.contract import ACTED_ON, CONVERSATION
from wayfinder.content.fact_key import FactKey
from wayfinder.content.lint import texts
from wayfinder.content.lint.base import Finding, Here
from wayfinder.content.model import Library
from wayfinder.content.steps import Find, Visit


def tree_notes(here: Here) -> Iterator[Finding]:
    """Visits that end with a person, trees that nobody comes to, questions that are never asked."""
    for name, step in here.tree.steps.items():
        if isinstance(step, Visit) and step.visit not in here.known.trees:
            yield f"`{step.visit}` is planned: this visit ends with a person", ("steps", name, "visit")
        if isinstance(step, Find) and step.quiet and (step.ask or step.options):
            yield "this find is quiet and never asks: its `ask` and `options` are never shown", ("steps", name, "quiet")
    topic = here.library.topics.get(here.tree.tree)
    if topic is not None and topic.status == "planned":
        yield f"`{here.tree.tree}` has a tree and is still marked planned in data/topics.yml", ("tree",)
    if topic is None and not here.of_conversation and here.tree.tree not in _visited(here.library):
        yield f"nothing leads to `{here.tree.tree}`: it is not a topic, and no tree visits it", ("tree",)


def unused_facts(library: Library) -> Iterator[Finding]:
    """Facts that no tree, case, detail or other fact names.

    Not those of the conversation, which the engine fills itself, nor those that a look-up gives: they are declared
    because it answers them, and a text or a person at the desk may use them tomorrow.
    """
    used = set(_used(library))
    for name, spec in library.facts.items():
        if name not in used and spec.look_up is None and not name.startswith(CONVERSATION):
            yield f"fact `{name}` is not used", ("facts", name)


def _visited(library: Library) -> set[str]:
    return {step.visit for tree in library.trees.values() for step in tree.steps.values() if isinstance(step, Visit)}


def _used(library: Library) -> Iterator[str]:
    yield from map(str, ACTED_ON)
    for tree in library.trees.values():
        for step in tree.steps.values():
            if step.fact is not None:
                yield step.fact
        for text, form, _ in texts.of_tree(tree):
            yield from _named(text, form)
    for text, form, _ in texts.of_facts(library.facts):
        yield from _named(text, form)
    yield from (field.fact for case in library.cases.values() for field in case.fields)
    for spec in library.facts.values():
        yield from spec.derived.inputs if spec.derived is not None else ()


def _named(text: str, form: texts.Form) -> Iterator[str]:
    if form == "rich":
        yield from (FactKey.parse(detail.name).name for detail in texts.details(text))
