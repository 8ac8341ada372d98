"""The check that a test run really ran tests, applied to reports that pytest writes."""

import subprocess
import sys
from pathlib import Path

import pytest

from wayfinder.settings import ROOT

PASSES = "def test_passes():\n    pass\n"
SKIP = "import pytest\n\n@pytest.mark.skip{}\ndef test_skipped():\n    pass\n"
SKIP_INSIDE = "import pytest\n\ndef test_skipped():\n    pytest.skip({})\n"


def judge(folder: Path, *tests: str) -> "subprocess.CompletedProcess[str]":
    """Run the tests in a folder of their own, then the check over their report."""
    for number, text in enumerate(tests):
        (folder / f"test_{number}.py").write_text(text)
    (folder / "pytest.ini").write_text("[pytest]\n")
    pytest_run = [sys.executable, "-m", "pytest", "-q", "--junitxml=report.xml", "-p", "no:cacheprovider"]
    subprocess.run(pytest_run, cwd=folder, capture_output=True, check=False)
    check = [sys.executable, str(ROOT / ".ci/check_results.py"), str(folder / "report.xml")]
    return subprocess.run(check, capture_output=True, text=True, check=False)


def test_a_run_with_an_explained_skip_passes_silently(tmp_path: Path) -> None:
    judged = judge(tmp_path, PASSES, SKIP.format("(reason='needs a browser')"), SKIP_INSIDE.format("'no network'"))
    assert (judged.returncode, judged.stdout) == (0, "")


@pytest.mark.parametrize("skip", [SKIP.format(""), SKIP.format("(reason='')"), SKIP_INSIDE.format("''")])
def test_a_skip_without_a_reason_fails(tmp_path: Path, skip: str) -> None:
    judged = judge(tmp_path, PASSES, skip)
    assert judged.returncode == 1
    assert judged.stdout == "test_1::test_skipped was skipped without a reason\n"


@pytest.mark.parametrize("tests", [[], [SKIP.format("(reason='needs a browser')")]])
def test_a_run_without_tests_fails(tmp_path: Path, tests: list[str]) -> None:
    judged = judge(tmp_path, *tests)
    assert judged.returncode == 1
    assert "no test ran" in judged.stdout
