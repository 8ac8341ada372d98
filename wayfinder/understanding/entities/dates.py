"""Calendar days in words and figures: "30 June 2027", "next Friday", "end of March".

A phrase that leaves open which day is meant is not read as a date: "05/06/2027", "June 2027", "Friday" on a Friday.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from wayfinder.understanding.entities.amounts import minutes
from wayfinder.understanding.entities.vocabulary import vocabulary

LONGEST = 6  # words in a date
_FIGURES = re.compile(r"(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})")
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
_YEAR = re.compile(r"20\d\d")
_WORD = re.compile(r"[^\s,;:!?()<>\"]+")
_AROUND = ("of", "the", "on", "by", "until", "till")
_DAY_MINUTES = 24 * 60
_MONTH_MINUTES = 30 * _DAY_MINUTES

_Reader = Callable[[list[str], "date | None"], "date | None"]


def read_date(phrase: str, today: date | None = None) -> date | None:
    """The day that the whole phrase means. Without `today` only what needs no calendar is read."""
    said = [word for word in phrase.lower().replace(",", " ").split() if word not in _AROUND]
    try:
        return next((day for read in _READERS if (day := read(said, today)) is not None), None)
    except (ValueError, OverflowError):
        return None


def dates_in(text: str, today: date | None = None) -> set[date]:
    """Every day that the text names; the longest phrase counts."""
    said = [word.rstrip(".'") for word in _WORD.findall(text)]
    found: set[date] = set()
    start = 0
    while start < len(said):
        ends = range(min(start + LONGEST, len(said)), start, -1)
        reading = ((end, read_date(" ".join(said[start:end]), today)) for end in ends)
        end, day = next(((end, day) for end, day in reading if day is not None), (start + 1, None))
        found.update({day} if day else ())
        start = end
    return found


def _figures(said: list[str], _today: date | None) -> date | None:
    match = _FIGURES.fullmatch(said[0]) if len(said) == 1 else None
    if match is None:
        return None
    first, second, last = int(match[1]), int(match[3]), int(match[4])
    if len(match[1]) == 4:
        return date(first, second, last)
    if len(match[1]) > 2 or len(match[4]) not in (2, 4):
        return None
    year = last if len(match[4]) == 4 else 2000 + last
    if match[2] == "." or first > 12 or first == second:
        return date(year, second, first)
    return date(year, first, second) if second > 12 else None


def _day_and_month(said: list[str], today: date | None) -> date | None:
    """ "30 June 2027", "June 30th"; without a year the next one."""
    year = int(said[-1]) if len(said) == 3 and _YEAR.fullmatch(said[-1]) else None
    if len(said) != (2 if year is None else 3):
        return None
    first, second = sorted(said[:2], key=lambda word: not word[0].isdigit())
    day, month = _DAY.fullmatch(first), _month(second)
    return _in_year(lambda in_year: date(in_year, month, int(day[1])), year, today) if day and month else None


def _end_of_month(said: list[str], today: date | None) -> date | None:
    """ "end of March", "end of March 2027", "end of next month", "end of the year"."""
    if said[:1] != ["end"] or not 2 <= len(said) <= 3:
        return None
    month = _month(said[1])
    if month is None:
        return None if today is None else _end_of(said[1:], today)
    year = int(said[2]) if len(said) == 3 and _YEAR.fullmatch(said[2]) else None
    if year is None and len(said) == 3:
        return None
    return _in_year(lambda in_year: _last_day(in_year, month), year, today)


def _end_of(said: list[str], today: date) -> date | None:
    later = 1 if said[0] == "next" else 0
    if said[-1] == "year":
        return date(today.year + later, 12, 31)
    return _last_day(*_months_on(today, later)) if said[-1] == "month" else None


def _weekday(said: list[str], today: date | None) -> date | None:
    """ "Friday" is the coming one, "next Friday" that of the next calendar week."""
    if today is None or not said or said[-1] not in vocabulary().weekdays or len(said) > 2:
        return None
    day = vocabulary().weekdays.index(said[-1])
    if said[:-1] == ["next"]:
        return today + timedelta(days=7 - today.weekday() + day)
    ahead = (day - today.weekday()) % 7
    return today + timedelta(days=ahead) if ahead and said[:-1] in ([], ["this"], ["coming"]) else None


def _days_on(said: list[str], today: date | None) -> date | None:
    """ "tomorrow", "in two weeks", "30 days from now"."""
    if today is None or not said:
        return None
    if said == ["tomorrow"] or said == ["day", "after", "tomorrow"]:
        return today + timedelta(days=len(said) // 2 + 1)
    amount = said[1:] if said[0] == "in" else said[:-2] if said[-2:] == ["from", "now"] else []
    length = minutes(amount) if amount else None
    if length is None or length < _DAY_MINUTES:
        return None
    if amount[-1].startswith("month"):
        year, month = _months_on(today, round(length / _MONTH_MINUTES))
        return date(year, month, min(today.day, monthrange(year, month)[1]))
    return today + timedelta(days=round(length / _DAY_MINUTES))


def _in_year(day: Callable[[int], date], year: int | None, today: date | None) -> date | None:
    if year is not None:
        return day(year)
    if today is None:
        return None
    return next((found for later in (0, 1) if (found := day(today.year + later)) >= today), None)


def _last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _months_on(today: date, months: int) -> tuple[int, int]:
    years, month = divmod(today.month - 1 + months, 12)
    return today.year + years, month + 1


def _month(word: str) -> int | None:
    table = vocabulary()
    return table.months.index(word) + 1 if word in table.months else table.months_short.get(word)


_READERS: tuple[_Reader, ...] = (_figures, _day_and_month, _end_of_month, _weekday, _days_on)
