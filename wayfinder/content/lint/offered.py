"""Values that can never occur: no question offers them, and no look-up gives them. A branch on one is dead."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from wayfinder.content.contract import ACTED_ON, CONVERSATION, UNKNOWN
from wayfinder.content.facts import FactSpec
from wayfinder.content.lint.base import Finding, Known, LookUps
from wayfinder.content.model import Library
from wayfinder.content.steps import Find, Need


def never_occur(facts: Mapping[str, FactSpec], library: Library, known: Known) -> Iterator[Finding]:
    """The values of these facts that nothing gives, if trees branch on the fact.

    Nothing is reported without the list of look-ups, nor while a step cannot be read, for that step may offer it.
    """
    if known.look_ups is None or not known.all_read:
        return
    for name, spec in facts.items():
        finds = list(_finds(name, library))
        if not finds or _comes_from_elsewhere(name, spec, known.look_ups):
            continue
        given = {UNKNOWN, *_looked_up(name, spec, known.look_ups), *_asked(name, spec, library, finds)}
        for value in spec.values:
            if value not in given:
                yield _never(value, finds), ("facts", name, "values", value)


def _comes_from_elsewhere(name: str, spec: FactSpec, look_ups: LookUps) -> bool:
    """Whether the fact comes from the engine, a function, or an unknown look-up, which is reported elsewhere."""
    if spec.look_up is not None and spec.look_up not in look_ups:
        return True
    return spec.derived is not None or name in ACTED_ON or name.startswith(CONVERSATION)


def _finds(name: str, library: Library) -> Iterator[Find]:
    for tree in library.trees.values():
        yield from (step for step in tree.steps.values() if isinstance(step, Find) and step.find == name)


def _looked_up(name: str, spec: FactSpec, look_ups: LookUps) -> Collection[str]:
    return look_ups.get(spec.look_up, {}).get(name, ()) if spec.look_up is not None else ()


def _asked(name: str, spec: FactSpec, library: Library, finds: list[Find]) -> Iterator[str]:
    """The values that people are offered: the options of a find, or all values."""
    for find in finds:
        if not find.never_asks:
            yield from find.options or spec.values
    for field in (field for case in library.cases.values() for field in case.fields if field.fact == name):
        yield from field.offers or spec.values
    steps = (step for tree in library.trees.values() for step in tree.steps.values())
    if any(isinstance(step, Need) and step.need == name for step in steps):
        yield from spec.values


def _never(value: str, finds: list[Find]) -> str:
    why = (
        "no step that asks names it in its `options`" if any(find.options for find in finds) else "no step asks for it"
    )
    return f"`{value}` can never occur: {why}, and no look-up gives it; offer it in a step, or remove it"
