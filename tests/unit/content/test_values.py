"""Values that people type."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayfinder.content.derive import invitation_age
from wayfinder.content.facts import FactSpec
from wayfinder.content.values import VALUE_LIMIT, accepted, checksum, clean, parse

NOW = 1_795_219_200.0  # 2026-11-21, midnight UTC


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("email", "Kim@Example.com", "kim@example.com"),
        ("email", " <kim@example.com> ", "kim@example.com"),
        ("email", "mailto:kim@example.com", "kim@example.com"),
        ("email", "kim.o'neil+sf@sub.example.co.uk", "kim.o'neil+sf@sub.example.co.uk"),
        ("username", "Kim@example.com.partner", "kim@example.com.partner"),
        ("org_id", "00D000000000001", "00D000000000001EAA"),
        ("org_id", " 00D000000000001EAA ", "00D000000000001EAA"),
        ("date", "2027-06-30", "2027-06-30"),
        ("text", "  two\n\twords\x00 ", "two words"),
        ("topic", "login_loop", "login_loop"),
    ],
)
def test_a_value_in_its_normal_form(kind: str, text: str, value: str) -> None:
    assert parse(kind, text) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("email", "kim"),
        ("email", "kim@example"),
        ("email", "kim@@example.com"),
        ("email", "kim@example.com, lee@example.com"),
        ("email", f"{'k' * 250}@example.com"),
        ("username", "kim"),
        ("org_id", "00D00000000000"),
        ("org_id", "congratulations"),
        ("org_id", "00D000000000001EAB"),
        ("org_id", "00D0000000000/1"),
        ("org_id", "\u0660" * 15),
        ("date", "30.06.2027"),
        ("date", "2027-02-30"),
        ("date", ""),
        ("text", " \x00\u200b "),
    ],
)
def test_a_text_that_is_not_a_valid_value(kind: str, text: str) -> None:
    assert parse(kind, text) is None


@given(st.sampled_from(["email", "username", "org_id", "date", "text", "topic"]), st.text(max_size=600))
def test_any_text_is_a_short_clean_value_or_none(kind: str, text: str) -> None:
    value = parse(kind, text)
    if value is not None:
        assert 0 < len(value) <= VALUE_LIMIT
        assert parse(kind, value) == value


@given(st.text())
def test_clean_text_is_one_line_that_can_be_written_down(text: str) -> None:
    assert clean(text).encode().decode() == clean(text)
    assert "\n" not in clean(text)
    assert clean(clean(text)) == clean(text)


def test_the_checksum_has_a_bit_for_each_capital() -> None:
    assert checksum("00D000000000001") == "EAA"
    assert checksum("ABCDEFGHIJKLMNO") == "555"
    assert checksum("abcdefghijklmno") == "AAA"


def test_a_fact_takes_its_closed_values_or_its_type() -> None:
    closed = FactSpec(label="A", values={"x": "Ex"})
    assert (accepted(closed, "x", NOW), accepted(closed, "Ex", NOW)) == ("x", None)
    both = FactSpec(label="B", values={"none": "None"}, type="email")
    assert (accepted(both, "none", NOW), accepted(both, "Kim@example.com", NOW)) == ("none", "kim@example.com")


def test_some_dates_lie_after_today() -> None:
    future = FactSpec(label="Until", type="date", future=True)
    assert [accepted(future, day, NOW) for day in ("2026-11-20", "2026-11-21", "2026-11-22")] == [
        None,
        None,
        "2026-11-22",
    ]


@pytest.mark.parametrize(
    ("sent", "age"),
    [
        ("2026-11-21T08:00:00+00:00", "fresh"),
        ("2026-11-21T08:00:00", "fresh"),
        ("2026-11-20T23:59:00+00:00", "expired"),
        ("2026-11-21T01:00:00+02:00", "expired"),
        ("yesterday", "unknown"),
        ("0001-01-01T00:00:00+23:59", "expired"),
        ("9999-12-31T23:59:59-23:59", "fresh"),
    ],
)
def test_an_invitation_is_fresh_for_twelve_hours(sent: str, age: str) -> None:
    noon = 1_795_262_400.0  # 2026-11-21 12:00 UTC
    assert invitation_age({"invitation.sent_at": sent}, noon) == age
