"""No look-up without a grant: neither the existing ones nor one that somebody adds."""

from __future__ import annotations

import inspect
import itertools
import pkgutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, get_type_hints

import msgspec
import pytest
from sqlalchemy import event

from tests.support.world import ANNA, CARLA, HOUR, World
from wayfinder.back_office import look_ups
from wayfinder.back_office.grants import REACH, Grant, desk_of
from wayfinder.back_office.look_ups import LOOK_UPS
from wayfinder.back_office.port import RefusedError
from wayfinder.content.contract import UNKNOWN
from wayfinder.content.facts import About
from wayfinder.content.model import Library
from wayfinder.engine.requests import LookUp
from wayfinder.settings import ROOT


@contextmanager
def statements(world: World) -> Iterator[list[str]]:
    """The SQL that is sent meanwhile."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        seen.append(statement)

    engine = world.back_office.database._engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


def test_every_module_of_look_ups_is_registered() -> None:
    modules = {module.name for module in pkgutil.iter_modules(look_ups.__path__)} - {"spec"}
    assert {spec.read.__module__.rpartition(".")[2] for spec in LOOK_UPS.values()} == modules


@pytest.mark.parametrize("name", LOOK_UPS)
def test_every_look_up_takes_the_grant_first_and_names_a_scope(name: str) -> None:
    spec = LOOK_UPS[name]
    first = next(iter(inspect.signature(spec.read).parameters))
    assert get_type_hints(spec.read)[first] is Grant
    assert spec.scope in REACH
    assert spec.about


def test_without_a_live_grant_nothing_is_even_read(world: World) -> None:
    named = {"user.email": CARLA, "org.id": "00D5g000008jYzEEAU"}
    mine = world.sign_in(ANNA, "agent", "mine")
    expired = world.sign_in(ANNA, "agent", hours=-1)
    revoked = world.sign_in(ANNA, "agent", "gone")
    world.back_office.revoke("gone")
    none = [("c", None), ("c", ""), ("c", mine), ("mine", mine), (desk_of("c"), expired), ("c", "' OR 1 --")]
    none.append((desk_of("gone"), revoked))
    abouts: tuple[About, ...] = ("me", "colleague", "org")
    for name, about, (conversation, grant) in itertools.product(LOOK_UPS, abouts, none):
        with statements(world) as seen, pytest.raises(RefusedError):
            world.look_up(name, grant, about, conversation, named)
        assert all("FROM grants" in statement for statement in seen if statement.startswith("SELECT"))


def test_a_look_up_refuses_a_grant_of_a_lower_scope(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    grant = world.sign_in(ANNA, "admin")
    for name, spec in list(LOOK_UPS.items()):
        monkeypatch.setitem(look_ups.LOOK_UPS, name, msgspec.structs.replace(spec, scope="agent"))
        with pytest.raises(RefusedError):
            world.look_up(name, grant)


def test_a_look_up_that_does_not_exist_is_refused(world: World) -> None:
    with pytest.raises(RefusedError, match="no such look-up"):
        world.look_up("salaries", world.sign_in(ANNA, "agent"), conversation=desk_of("c"))


def test_a_grant_that_ends_within_a_turn_ends_there(world: World) -> None:
    grant = world.sign_in(ANNA)
    with world.back_office.snapshot() as snapshot:
        snapshot.look_up("c", LookUp("l1", "account", "me", grant))
        world.clock.now += HOUR
        with pytest.raises(RefusedError):
            snapshot.look_up("c", LookUp("l2", "account", "me", grant))


# --- data/facts.yml agrees --------------------------------------------------------------------


def test_every_fact_that_is_looked_up_is_answered_by_that_look_up(library: Library) -> None:
    declared = {(spec.look_up, name) for name, spec in library.facts.items() if spec.look_up is not None}
    assert declared == {(look_up, name) for look_up, spec in LOOK_UPS.items() for name in spec.facts}


@pytest.mark.parametrize("name", LOOK_UPS)
def test_the_values_are_some_of_the_fact_without_unknown(name: str, library: Library) -> None:
    for fact, values in LOOK_UPS[name].facts.items():
        assert set(values) <= library.facts[fact].values.keys() - {UNKNOWN}, fact


@pytest.mark.parametrize("name", LOOK_UPS)
def test_the_fact_asks_for_at_least_the_proof_of_the_look_up(name: str, library: Library) -> None:
    for fact in LOOK_UPS[name].facts:
        assert LOOK_UPS[name].scope in REACH[library.facts[fact].proof], fact


@pytest.mark.parametrize("name", LOOK_UPS)
def test_the_documentation_lists_the_look_up_with_its_facts_and_subjects(name: str) -> None:
    page = (ROOT / "docs" / "back-office.md").read_text()
    row = next(line for line in page.splitlines() if line.startswith(f"| `{name}` |"))
    _, _, facts, about, _ = row.split("|")
    shown = [fact for fact in LOOK_UPS[name].facts if fact in facts]
    assert shown == list(LOOK_UPS[name].facts) or name == "permissions"
    assert tuple(about.strip().split(", ")) == LOOK_UPS[name].about
