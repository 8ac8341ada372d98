from __future__ import annotations

import pytest

from wayfinder.understanding.interpret.values_in_text import spot, spots


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("email", "it's Ann@Example.com I think", "ann@example.com"),
        ("email", "<mailto:ann@example.com|ann@example.com>", "ann@example.com"),
        ("email", "not ann@example.com but anne@example.com", None),
        ("username", "user: ann@example.com.dev.", "ann@example.com.dev"),
        ("org_id", "the id is 00De6m50fei5oNM", "00De6m50fei5oNMEAY"),
        ("org_id", "00De6m50fei5oNM or 00De6m50fei5oNMEAY", "00De6m50fei5oNMEAY"),
        ("org_id", "congratulations", None),
        ("org_id", "CONGRatulations5AA", None),  # only its checksum has a digit
        ("org_id", "congratulation7", "congratulation7AAA"),
        ("org_id", "where are the recommendations", None),
        ("date", "30 June 2027", "2027-06-30"),
        ("date", "until the 30th of June 2027 please", "2027-06-30"),
        ("date", "2027-06-30", "2027-06-30"),
        ("date", "either 30 June 2027 or 31 July 2027", None),
        ("date", "soon", None),
        ("text", "any words", "any words"),
        ("text", " ", None),
    ],
)
def test_the_only_value_of_a_kind(kind: str, typed: str, value: str | None) -> None:
    assert spot(kind, typed) == value


def test_all_values_of_a_kind() -> None:
    assert spots("email", "a@example.com, b@example.com") == {"a@example.com", "b@example.com"}
