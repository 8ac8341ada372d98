"""`./run lint` on its own: what it needs, and what it prints."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.trees import write
from wayfinder.cli.__main__ import main
from wayfinder.settings import ROOT
from wayfinder.workbench.project_files import SCHEMA_LINE

# greenlet and typing_extensions belong to SQLAlchemy, which the back office's list of look-ups imports.
NEEDED = {"greenlet", "msgspec", "sqlalchemy", "typing_extensions", "yaml"}
SCRIPT = """
import sys
from wayfinder.cli.__main__ import main
main(["lint"])
files = {name.partition(".")[0]: getattr(module, "__file__", None) or "" for name, module in sys.modules.items()}
print(*(name for name, file in files.items() if "site-packages" in file and not name.startswith("_")), file=sys.stderr)
"""


def test_lint_needs_neither_rasa_nor_a_model_nor_much_else() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], cwd=ROOT, capture_output=True, text=True, check=True)
    assert set(done.stderr.split()) <= NEEDED


def test_lint_prints_no_notes_about_this_project(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint"]) == 0
    assert "Notes" not in capsys.readouterr().out


def lint(data: Path) -> int:
    for tree in data.glob("trees/*/*.yml"):
        tree.write_text(f"{SCHEMA_LINE}\n{tree.read_text()}")
    return main(["lint", "--data", str(data)])


def test_a_note_is_not_a_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert lint(write(tmp_path, {"loop": "steps: {a: {tell: Hello.}}"})) == 0
    assert "no problems, 1 note." in capsys.readouterr().out


def test_each_problem_is_a_line_with_file_and_number(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert lint(write(tmp_path, {"loop": "steps: {a: {visit: gone}}"})) == 1
    shown = capsys.readouterr().out
    assert shown.startswith("data/trees/login/loop.yml:7: unknown tree `gone`")
    assert "1 problem," in shown
