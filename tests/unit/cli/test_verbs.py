import argparse
import importlib
import re
import subprocess
import sys

import pytest

from wayfinder.cli.__main__ import main, overview
from wayfinder.cli.verbs import DEFAULT, VERBS
from wayfinder.settings import ROOT


@pytest.mark.parametrize("name", VERBS)
def test_every_verb_has_its_module_with_one_line_of_help(name: str) -> None:
    module = importlib.import_module(VERBS[name])
    assert module.HELP
    assert "\n" not in module.HELP
    module.add_arguments(argparse.ArgumentParser())
    assert callable(module.run)


@pytest.mark.parametrize("name", VERBS)
def test_the_readme_mentions_every_verb(name: str) -> None:
    assert f"./run {name}" in (ROOT / "README.md").read_text() or name == DEFAULT


def test_the_overview_names_every_verb() -> None:
    lines = overview().splitlines()
    for name in VERBS:
        assert any(line.split()[:1] == [name] for line in lines)


def test_an_unknown_verb_is_answered_with_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fly"]) == 2
    error = capsys.readouterr().err
    assert "Unknown verb: fly" in error
    assert "prove" in error


def test_a_wrong_setting_is_one_line_and_not_a_traceback(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAYFINDER_RASA_PORT", "none")
    assert main(["rasa", "--version"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


IMPORTED = """
import sys
at_start = set(sys.modules)  # some packages load a part of themselves in every Python of the environment
from importlib.metadata import packages_distributions
from wayfinder.cli.__main__ import overview
overview()
packages = packages_distributions()
for module in sys.modules.keys() - at_start:
    print(*packages.get(module.partition('.')[0], []))
"""


def test_all_verbs_start_with_the_packages_of_the_base_alone() -> None:
    done = subprocess.run([sys.executable, "-c", IMPORTED], cwd=ROOT, capture_output=True, text=True, check=True)
    base = re.findall(r"^([\w.-]+)==", (ROOT / "requirements-base.lock").read_text(), re.MULTILINE)
    imported = {name.lower().replace("_", "-") for name in done.stdout.split()}
    assert "msgspec" in imported
    assert imported <= set(base)
