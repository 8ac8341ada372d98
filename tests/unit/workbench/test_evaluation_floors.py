from __future__ import annotations

import pytest

from wayfinder.errors import UsageError
from wayfinder.settings import ROOT
from wayfinder.workbench.evaluation.floors import Floors, missed, read
from wayfinder.workbench.evaluation.intervals import wilson
from wayfinder.workbench.evaluation.tables import Row, Table

MEASURED = [Table("First", "", ["top 1", "times"], [Row("all", [wilson(90, 100), "12 ms"])])]


def test_a_figure_below_its_floor_or_above_its_limit_is_named() -> None:
    (low,) = missed(Floors(least={"First": {"all": {"top 1": "90.5"}}}), MEASURED)
    assert low.startswith("First, all, top 1: 90.0 %")
    assert low.endswith("is below 90.5 %")
    (high,) = missed(Floors(most={"First": {"all": {"top 1": "89"}}}), MEASURED)
    assert high.endswith("is above 89 %")


def test_a_floor_that_is_just_reached_holds() -> None:
    assert missed(Floors(least={"First": {"all": {"top 1": "90"}}}), MEASURED) == []


def test_a_floor_for_what_was_not_measured_is_refused() -> None:
    with pytest.raises(UsageError, match=r"'Second', which was not measured. Measured: First"):
        missed(Floors(least={"Second": {"all": {"top 1": "90"}}}), MEASURED)


@pytest.mark.parametrize("column", ["top 3", "times"])
def test_a_floor_for_no_share_says_which_there_are(column: str) -> None:
    with pytest.raises(UsageError, match=r"The table has: all, top 1"):
        missed(Floors(least={"First": {"all": {column: "90"}}}), MEASURED)


def test_a_floor_is_a_number() -> None:
    with pytest.raises(UsageError, match="Write a number: percent"):
        missed(Floors(least={"First": {"all": {"top 1": "high"}}}), MEASURED)


def test_the_floors_of_this_project_can_be_read() -> None:
    floors = read(ROOT / "tests" / "evaluation" / "floors.yml")
    assert floors.least
    assert floors.most
