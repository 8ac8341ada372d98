"""data/cases.yml: every kind that the documents send people to, and every one can be filed."""

from __future__ import annotations

import pytest

from tests.support.world import NOW
from wayfinder.back_office.filing import LIMIT_REACHED
from wayfinder.back_office.forms import CONTACT, checked
from wayfinder.content.facts import FactSpec
from wayfinder.content.files import read
from wayfinder.content.model import Library
from wayfinder.engine.requests import File
from wayfinder.settings import ROOT

CASES = read(ROOT / "data").library.cases
KINDS = {
    "org_extension",
    "data_transfer",
    "password_help",
    "sign_up_error",
    "sign_up_help",
    "un_revoke",
    "own_un_revoke",
    "username_change",
    "administrator_change",
    "certification_disconnect",
    "certification_link",
    "certification_code",
    "certification_disconnect_for_user",
    "certification_link_for_user",
    "certification_code_for_user",
    "mulesoft_demo_org",
}
EXAMPLES = {"email": "a@b.example", "username": "a@b.example", "org_id": "00D5g000008jYzE", "date": "2027-01-01"}


def test_every_kind_of_case_exists() -> None:
    assert CASES.keys() >= KINDS


@pytest.mark.parametrize("kind", CASES)
def test_every_kind_has_a_queue_a_source_and_a_contact(kind: str) -> None:
    spec = CASES[kind]
    assert spec.queue
    assert spec.sources
    assert CONTACT in {field.fact for field in spec.fields if field.required}


@pytest.mark.parametrize("kind", CASES)
def test_every_kind_can_be_filed_with_what_it_asks_for(kind: str, library: Library) -> None:
    fields = {field.fact: _example(library.facts[field.fact]) for field in CASES[kind].fields}
    found = checked(library, File("c1", kind, fields, "k", None), NOW)
    assert found.keys() == fields.keys()


def test_the_limit_is_explained_kindly() -> None:
    assert LIMIT_REACHED.startswith("5 cases")


def _example(spec: FactSpec) -> str:
    return next(iter(spec.values), EXAMPLES.get(spec.type or "", "some words"))
