"""The kinds of step: what the rest of the code reads from their classes."""

from __future__ import annotations

from typing import get_args

import msgspec
import pytest

from wayfinder.content.facts import FactSpec
from wayfinder.content.steps import KINDS, Case, Find, Need, Remedies, Step, Tell, Try, targets


def test_every_kind_is_found_by_its_key() -> None:
    assert list(KINDS.values()) == list(get_args(Step))


@pytest.mark.parametrize("key", list(KINDS))
def test_the_key_of_a_kind_is_a_key_that_it_requires(key: str) -> None:
    fields = {field.encode_name: field for field in msgspec.structs.fields(KINDS[key])}
    assert fields[key].required


def test_the_ways_of_a_step_say_where_they_are_written() -> None:
    step = Try(steps=["Do it."], otherwise="next", exits={"more": "There is more"})
    assert list(step.ways()) == [(("otherwise",), "next"), (("exits", "more"), "more")]
    assert list(targets(Need(need="me.email", next="on", unknown="off"))) == ["on", "off"]
    assert list(targets(Case(case="c"))) == []


def test_a_find_offers_its_own_options_or_the_values_of_its_fact() -> None:
    spec = FactSpec(label="F", values={"x": "Ex", "y": "Why"})
    assert Find(find="f", then={}).offers(spec) == {"x": "Ex", "y": "Why"}
    assert Find(find="f", then={}, options={"x": "Only this"}).offers(spec) == {"x": "Only this"}


def test_only_a_find_and_a_need_get_a_fact() -> None:
    assert (Find(find="f", then={}).fact, Need(need="n").fact, Tell(tell="Words.").fact) == ("f", "n", None)


def test_a_step_proposes_remedies_to_the_person_or_to_a_colleague() -> None:
    assert Remedies(names=["window", "cache"], otherwise="on").proposes == ["window", "cache"]
    assert Remedies(names=["window"], otherwise="on", about="colleague").proposes == ["window@colleague"]
    assert Try(steps=["Do it."], otherwise="on", remedy="window", about="me").proposes == ["window"]
    assert Try(steps=["Do it."], otherwise="on").proposes == Tell(tell="Words.").proposes == []
