"""`./run lint` on its own: what it needs, and what it prints."""

from __future__ import annotations

import subprocess
import sys

import pytest

from wayfinder.cli.__main__ import main
from wayfinder.settings import ROOT

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
