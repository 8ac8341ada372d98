from __future__ import annotations

from datetime import date

import pytest

from wayfinder.understanding.entities.dates import dates_in, read_date

SATURDAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("2027-06-30", "2027-06-30"),
        ("2027/6/5", "2027-06-05"),
        ("30 June 2027", "2027-06-30"),
        ("the 30th of June 2027", "2027-06-30"),
        ("June 30th, 2027", "2027-06-30"),
        ("30 jun 2027", "2027-06-30"),
        ("30.6.2027", "2027-06-30"),
        ("05.06.27", "2027-06-05"),
        ("31/12/2026", "2026-12-31"),
        ("6/30/2027", "2027-06-30"),
        ("7/7/2027", "2027-07-07"),
        ("end of February 2028", "2028-02-29"),
    ],
)
def test_days_that_need_no_calendar(typed: str, iso: str) -> None:
    assert read_date(typed) == date.fromisoformat(iso)
    assert dates_in(f"Please until {typed}, if possible.") == {date.fromisoformat(iso)}


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("30 June", "2027-06-30"),
        ("21 November", "2026-11-21"),
        ("20 November", "2027-11-20"),
        ("end of March", "2027-03-31"),
        ("end of November", "2026-11-30"),
        ("the end of the month", "2026-11-30"),
        ("end of next month", "2026-12-31"),
        ("end of next year", "2027-12-31"),
        ("Friday", "2026-11-27"),
        ("this Sunday", "2026-11-22"),
        ("next Sunday", "2026-11-29"),
        ("next Friday", "2026-11-27"),
        ("tomorrow", "2026-11-22"),
        ("day after tomorrow", "2026-11-23"),
        ("in two weeks", "2026-12-05"),
        ("30 days from now", "2026-12-21"),
        ("in 3 months", "2027-02-21"),
    ],
)
def test_days_counted_from_today(typed: str, iso: str) -> None:
    assert read_date(typed, SATURDAY) == date.fromisoformat(iso)
    assert read_date(typed) is None


def test_months_are_counted_to_a_day_that_they_have() -> None:
    assert read_date("in one month", date(2027, 1, 31)) == date(2027, 2, 28)


@pytest.mark.parametrize(
    "typed",
    [
        "05/06/2027",  # the fifth of June, or the sixth of May
        "June 2027",
        "Saturday",  # today, or in a week
        "30 February 2027",
        "32/13/2027",
        "may",
        "10",
        "in an hour",
        "in 9999 months of months",
        "next week",
        "end of",
        "30 June 27",
        "2027-06",
        "",
        " ",
    ],
)
def test_what_leaves_the_day_open_is_not_read_as_a_date(typed: str) -> None:
    assert read_date(typed, SATURDAY) is None


def test_every_day_is_found() -> None:
    assert dates_in("30 June 2027 or 2027-07-01") == {date(2027, 6, 30), date(2027, 7, 1)}
    assert dates_in("12345 2027 june 00/00/0000") == set()
