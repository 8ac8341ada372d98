"""`./run back-office`, from the command line to the database."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.world import TESSA
from wayfinder.cli.__main__ import main


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAYFINDER_STATE_FOLDER", str(tmp_path))
    monkeypatch.delenv("WAYFINDER_DATABASE_URL", raising=False)


def _facts(capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    rows = [line.split("│") for line in capsys.readouterr().out.splitlines() if line.startswith("│")]
    return {cells[1].strip(): cells[2].strip() for cells in rows}


@pytest.mark.parametrize("arguments", [["show"], []])
def test_everybody_is_shown_with_their_purpose(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert main(["back-office", *arguments]) == 0
    people = _facts(capsys)
    assert len([email for email in people if "@" in email]) >= 60
    assert people[TESSA].startswith("org on hold")


def test_what_is_set_is_shown_until_it_is_reset(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["back-office", "set", TESSA.upper(), "org.status=locked", "certification.link = elsewhere"]) == 0
    changed = _facts(capsys)
    assert (changed["org.status"], changed["certification.link"]) == ("locked", "elsewhere")
    assert main(["back-office", "show", TESSA]) == 0
    assert _facts(capsys)["org.status"] == "locked"
    main(["back-office", "reset"])
    capsys.readouterr()
    main(["back-office", "show", TESSA])
    assert _facts(capsys)["org.status"] == "hold"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["show", "nobody@nowhere.example"], "nobody with the address"),
        (["set", "nobody@nowhere.example", "org.status=hold"], "nobody in the sample"),
        (["set", TESSA, "org.status=asleep"], "one of active"),
        (["set", TESSA, "org.status"], "one of active"),
        (["set", TESSA, "salary=7"], "cannot be set"),
    ],
)
def test_a_failed_command_prints_one_line(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["back-office", *arguments]) == 1
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1


def test_a_missing_database_is_reported(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAYFINDER_DATABASE_URL", "postgresql://me:hunter2@/none?host=/nowhere")
    assert main(["back-office", "show"]) == 1
    error = capsys.readouterr().err
    assert error == "The database does not answer (OperationalError).\n"
