"""Rules about facts and cases: closed lists, proof before a look-up, words to ask with."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from wayfinder.content.contract import ACTED_ON, ADDRESS, LOOK_IT_UP, OTHER, PROOF_WISH, Asked
from wayfinder.content.derive import FUNCTIONS
from wayfinder.content.facts import FactSpec
from wayfinder.content.lint.base import Finding, Known, listed, unknown
from wayfinder.content.model import OPTIONS_LIMIT, CaseField, CaseSpec, Library

FactRule = Callable[[str, FactSpec, Known], Iterator[Finding]]

_NAME = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)*")
_VALUE = re.compile(r"[a-z0-9_]+")
_WITHOUT_FORM = (None, "text", "topic")


def of_facts(facts: Mapping[str, FactSpec], known: Known) -> Iterator[Finding]:
    """What is wrong with the facts of a file."""
    for name, spec in facts.items():
        for rule in FACT_RULES:
            for message, place in rule(name, spec, known):
                yield message, ("facts", name, *place)


def of_cases(library: Library, known: Known) -> Iterator[Finding]:
    """What is wrong with the cases."""
    for name, spec in library.cases.items():
        for message, place in _case(spec, library, known):
            yield message, ("cases", name, *place)


def required(library: Library, known: Known) -> Iterator[Finding]:
    """The facts that the engine uses by itself exist, with the values that it acts on."""
    for name, values in ACTED_ON.items():
        spec = library.facts.get(name)
        if name not in known.facts:
            yield f"fact `{name}` is missing: the engine needs it for its own questions", ("facts",)
        elif spec is not None and (missing := [value for value in values if value not in spec.values]):
            yield f"{listed(missing)} missing: the engine needs these values", ("facts", name, "values")
    for name in map(str, Asked):
        if name in library.facts and not library.facts[name].ask:
            yield "there is no question: write `ask`", ("facts", name)


def _names(name: str, spec: FactSpec, _known: Known) -> Iterator[Finding]:
    if not _NAME.fullmatch(name):
        yield f"`{name}` is not a valid name: use small letters, digits and `_`, with dots between", ()
    for value, label in spec.values.items():
        taken = (OTHER,) if name == PROOF_WISH else (OTHER, LOOK_IT_UP)
        if not _VALUE.fullmatch(value) or value in taken:
            why = f"use small letters, digits and `_`, and not {listed(taken)}, which have another meaning"
            yield f"`{value}` is not a valid value: {why}", ("values", value)
        if not label.strip():
            yield f"`{value}` has no label: write what people read", ("values", value)


def _kind(_name: str, spec: FactSpec, _known: Known) -> Iterator[Finding]:
    if not spec.values and spec.type is None:
        yield "write `values` if trees branch on it, or its `type` if people type it", ()
    if spec.values and spec.type not in (None, "topic"):
        yield "has both `values` and a `type`: keep one", ("type",)
    if spec.type not in _WITHOUT_FORM and not spec.invalid:
        yield "`invalid` is missing: write what people read when what they typed is not valid", ("type",)


def _cannot(_name: str, spec: FactSpec, _known: Known) -> Iterator[Finding]:
    if spec.cannot and spec.type is None:
        yield "`cannot` is for values that are typed: here, write the value `unknown`", ("cannot",)


def _synonyms(_name: str, spec: FactSpec, _known: Known) -> Iterator[Finding]:
    for key, values in (("synonyms", spec.synonyms), ("examples", spec.examples)):
        for value in values:
            if value not in spec.values:
                yield unknown("value", value, spec.values, f"the values are {listed(spec.values)}"), (key, value)


def _proof(_name: str, spec: FactSpec, known: Known) -> Iterator[Finding]:
    if spec.look_up is None:
        return
    if spec.proof == "none":
        why = ", and this is personal" if spec.privacy == "personal" else ""
        yield f"this would be looked up for anybody who asks{why}: write the `proof` that it needs", ("look_up",)
    if known.look_ups is not None and spec.look_up not in known.look_ups:
        yield unknown("look-up", spec.look_up, known.look_ups), ("look_up",)


def _derived(_name: str, spec: FactSpec, known: Known) -> Iterator[Finding]:
    if spec.derived is None:
        return
    if spec.derived.by not in FUNCTIONS:
        yield unknown("function", spec.derived.by, FUNCTIONS, "see wayfinder/content/derive.py"), ("derived", "by")
    for at, fact in enumerate(spec.derived.inputs):
        if fact not in known.facts:
            yield unknown("fact", fact, known.facts), ("derived", "from", at)


def _case(spec: CaseSpec, library: Library, known: Known) -> Iterator[Finding]:
    if not spec.fields:
        yield "this case has no fields: name the facts that it needs", ("fields",)
    if len(spec.fields) > OPTIONS_LIMIT:
        yield f"{len(spec.fields)} fields, at most {OPTIONS_LIMIT} can be offered for change", ("fields",)
    for at, field in enumerate(spec.fields):
        fact = library.facts.get(field.fact)
        if field.fact not in known.facts:
            yield unknown("fact", field.fact, known.facts, "declare it in data/facts.yml"), ("fields", at)
        elif fact is not None and not fact.ask:
            yield f"`{field.fact}` has no question: write its `ask` in data/facts.yml", ("fields", at)
        yield from _instead(field, library, known, at)
        yield from _offers(field, library, at)
    if spec.field(ADDRESS) is None:
        yield f"nobody could answer it: add the field `{ADDRESS}`", ("fields",)
    for at, section in enumerate(spec.sources):
        if section not in known.sections:
            yield unknown("source section", section, known.sections, "see data/topics.yml"), ("sources", at)


def _instead(field: CaseField, library: Library, known: Known, at: int) -> Iterator[Finding]:
    """What is wrong with the ways round a field."""
    if field.instead is not None and field.instead not in known.facts:
        yield unknown("fact", field.instead, known.facts, "declare it in data/facts.yml"), ("fields", at, "instead")
    if not field.required and (field.instead is not None or field.without):
        yield "`instead` and `without` are for required fields: this one may be left out", ("fields", at)
    for name in field.facts:
        fact = library.facts.get(name)
        if fact is not None and fact.type is not None and not fact.cannot:
            yield f"`{name}` has no option for those who cannot give it: write its `cannot`", ("fields", at)


def _offers(field: CaseField, library: Library, at: int) -> Iterator[Finding]:
    """What is wrong with the values that a field offers."""
    fact = library.facts.get(field.fact)
    for number, value in enumerate(field.offers):
        if fact is not None and value not in fact.values:
            yield unknown("value", value, fact.values), ("fields", at, "offers", number)


FACT_RULES: tuple[FactRule, ...] = (_names, _kind, _cannot, _synonyms, _proof, _derived)
