"""Checking the fields of a case against data/cases.yml and data/facts.yml."""

from __future__ import annotations

from collections.abc import Mapping

from wayfinder.back_office.port import RefusedError
from wayfinder.content.contract import ADDRESS
from wayfinder.content.facts import FactSpec
from wayfinder.content.model import CaseSpec, Library
from wayfinder.content.values import accepted
from wayfinder.engine.requests import File

CONTACT = ADDRESS


def checked(library: Library, ask: File, now: float) -> dict[str, str]:
    """The fields of a case in their normal form.

    Raises:
        RefusedError: when there is no such case, or a field is missing, unknown or not valid.
    """
    case = library.cases.get(ask.case)
    if case is None:
        raise RefusedError("There is no such kind of case.")
    _complete(case, library.facts, ask.fields)
    return {name: _value(library.facts[name], text, now) for name, text in ask.fields.items()}


def _complete(case: CaseSpec, facts: Mapping[str, FactSpec], fields: Mapping[str, str]) -> None:
    needed = (field for field in case.fields if field.required and not field.without)
    missing = next((field.fact for field in needed if not fields.keys() & set(field.facts)), None)
    if missing is not None:
        raise RefusedError(f"{facts[missing].label} is missing.")
    if not fields.keys() <= {fact for field in case.fields for fact in field.facts}:
        raise RefusedError("The case has no such field.")


def _value(spec: FactSpec, text: str, now: float) -> str:
    value = accepted(spec, text, now)
    if value is None:
        raise RefusedError(f"{spec.label}: {spec.invalid or 'this is not right.'}")
    return value
