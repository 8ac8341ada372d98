"""What `lint` lists as notes, not as problems."""

from __future__ import annotations

from collections.abc import Iterator

from wayfinder.content.contract import ACTED_ON, CONVERSATION
from wayfinder.content.fact_key import FactKey
from wayfinder.content.lint import texts
from wayfinder.content.lint.base import Context, Finding
from wayfinder.content.model import Library
from wayfinder.content.steps import Find, Visit


def tree_notes(context: Context) -> Iterator[Finding]:
    """Visits that end with a person, trees that nothing leads to, questions that are never asked."""
    for name, step in context.tree.steps.items():
        if isinstance(step, Visit) and step.visit not in context.known.trees:
            yield f"`{step.visit}` is planned: this visit ends with a person", ("steps", name, "visit")
        if isinstance(step, Find) and step.never_asks and (step.ask or step.options):
            yield "this find never asks: its `ask` and `options` are never shown", ("steps", name, "find")
    topic = context.library.topics.get(context.tree.tree)
    if topic is not None and topic.status == "planned":
        yield f"`{context.tree.tree}` has a tree and is still marked planned in data/topics.yml", ("tree",)
    if topic is None and not context.of_conversation and context.tree.tree not in _visited(context.library):
        yield f"nothing leads to `{context.tree.tree}`: it is not a topic, and no tree visits it", ("tree",)


def unused_facts(library: Library) -> Iterator[Finding]:
    """Facts that no tree, case, detail or other fact names.

    Facts of the conversation are left out, because the engine fills them in; so are facts that a look-up gives, which
    are declared because the look-up has them, and may be used later in a text or by staff.
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
    for text, form, _ in (*texts.of_facts(library.facts), *texts.of_remedies(library.remedies)):
        yield from _named(text, form)
    yield from (field.fact for case in library.cases.values() for field in case.fields)
    for spec in library.facts.values():
        yield from spec.derived.inputs if spec.derived is not None else ()


def _named(text: str, form: texts.Form) -> Iterator[str]:
    if form == "rich":
        yield from (FactKey.parse(detail.name).name for detail in texts.details(text))
