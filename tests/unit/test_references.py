from __future__ import annotations

import re

import pytest

from wayfinder.references import SIGNS, Prefix, new_reference


@pytest.mark.parametrize("prefix", ["W", "WF"])
def test_references_can_be_read_out_and_do_not_repeat(prefix: Prefix) -> None:
    made = [new_reference(prefix) for _ in range(2_000)]
    assert len(set(made)) == len(made)
    assert all(re.fullmatch(f"{prefix}(-[{SIGNS}]{{4}}){{2}}", reference) for reference in made)


def test_no_two_characters_of_references_look_alike() -> None:
    assert not set("0OQD1ILJ2Z5SG8BU") & set(SIGNS)
