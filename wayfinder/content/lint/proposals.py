"""Rules about the remedies that a tree proposes: they exist, and none is proposed where it can only have failed."""

from __future__ import annotations

from collections.abc import Iterator

from wayfinder.content.lint.base import Context, Finding, unknown
from wayfinder.content.remedy_key import remedy_name
from wayfinder.content.steps import Remedies, Step, Try
from wayfinder.content.yaml_file import Place


def remedy_names(context: Context, step: Step) -> Iterator[Finding]:
    """Every remedy that the step names exists."""
    named: list[tuple[Place, str]] = [(("renews", at), remedy_name(key)) for at, key in enumerate(step.renews)]
    if isinstance(step, Remedies):
        named += [(("remedies", at), name) for at, name in enumerate(step.names)]
    if isinstance(step, Try) and step.remedy:
        named += [(("remedy",), step.remedy)]
    for place, name in named:
        if name not in context.known.remedies:
            yield unknown("remedy", name, context.known.remedies, "declare it in data/remedies.yml"), place


def alternatives(_context: Context, step: Step) -> Iterator[Finding]:
    """A step with remedies has some, each once; and who tries it is said of a remedy with a name."""
    if isinstance(step, Remedies):
        if not step.names:
            yield "there is no remedy: name one of data/remedies.yml", ("remedies",)
        for at, name in enumerate(step.names):
            if name in step.names[:at]:
                yield f"`{name}` is here twice: keep one", ("remedies", at)
    if isinstance(step, Try) and step.about is not None and not step.remedy:
        yield "`about` says who tries the `remedy`: name one, or leave `about` out", ("about",)


def proposed_in_vain(context: Context) -> Iterator[Finding]:
    """A remedy is not proposed where every way there passes a step at which it has failed."""
    if not context.all_steps_read:
        return
    for key in dict.fromkeys(key for step in context.tree.steps.values() for key in step.proposes):
        shown = _shown(context, key)
        for name, step in context.tree.steps.items():
            if key in step.proposes and name not in shown:
                why = "every way here passes a step at which it has failed"
                yield f"`{key}` is never proposed here, because {why}: leave it out, or add `renews`", ("steps", name)


def _shown(context: Context, key: str) -> set[str]:
    """The steps that a walk can reach while the remedy is worth trying; also those that no walk can reach at all."""
    steps = context.tree.steps
    waiting = [(context.tree.start, True)]
    seen = set(waiting)
    while waiting:
        name, worth = waiting.pop()
        step = steps.get(name)
        if step is None:
            continue
        worth = worth or key in step.renews
        seen.add((name, worth))
        for place, target in step.ways():
            fails = key in step.proposes and place == ("otherwise",)
            on = (target, worth and not fails)
            if on not in seen:
                seen.add(on)
                waiting.append(on)
    reached = {name for name, _ in seen}
    return {name for name, worth in seen if worth} | (steps.keys() - reached)
