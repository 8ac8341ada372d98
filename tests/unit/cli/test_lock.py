import argparse
import os
from pathlib import Path

import pytest

from wayfinder.cli import lock
from wayfinder.settings import ROOT

FAKE_UV = """#!/bin/sh
case "$1 $*" in
    lock*) echo "$*" > asked ;;
    *--only-group*) echo 'msgspec==0.22' ;;
    *--no-dev*) printf 'rasa==3.6.21 ; sys_platform == linux\\n    --hash=x\\n' ;;
    *) printf '%s\\n' "${LINE:-pytest==8.3}" ; exit "${CODE:-0}" ;;
esac
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    program = tmp_path / "uv"
    program.write_text(FAKE_UV)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr(lock, "ROOT", tmp_path)
    return tmp_path


def run(upgrade: bool = False) -> int:
    return lock.run(argparse.Namespace(upgrade=upgrade))


def test_it_writes_all_lists(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run() == 0
    written = capsys.readouterr().out.splitlines()
    assert written == [f"requirements{part}.lock: 1 packages" for part in ("-base", "", "-dev")]
    assert (folder / "requirements-base.lock").read_text() == "msgspec==0.22\n"
    assert (folder / "requirements.lock").read_text().startswith("rasa==3.6.21 ")
    assert (folder / "requirements-dev.lock").read_text() == "pytest==8.3\n"
    assert (folder / "asked").read_text() == "lock\n"


def test_it_raises_versions_only_when_asked(folder: Path) -> None:
    run(upgrade=True)
    assert (folder / "asked").read_text() == "lock --upgrade\n"


@pytest.mark.parametrize("line", ["--index-url x", "a @ https://example.org/a.whl"])
def test_a_list_with_an_address_is_not_written(folder: Path, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    monkeypatch.setenv("LINE", line)
    assert run() == 1
    assert not list(folder.glob("*.lock"))


def test_a_failure_of_uv_writes_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CODE", "7")
    assert run() == 7
    assert not list(folder.glob("*.lock"))


@pytest.mark.parametrize("name", lock.LOCKS)
def test_the_lists_in_the_project_hold_no_address(name: str) -> None:
    text = (ROOT / name).read_text()
    assert ("rasa==3.6.21" in text) == (name != "requirements-base.lock")
    assert not lock.has_address(text)
