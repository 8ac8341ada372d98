"""A trained model counts as outdated when any of our code that training runs has changed."""

from __future__ import annotations

import inspect
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from wayfinder.content import values
from wayfinder.rasa import model
from wayfinder.rasa.code_behind import files_behind, hashed
from wayfinder.rasa.components.fact_extractor import FactExtractor
from wayfinder.rasa.components.intent_classifier import HybridIntentClassifier
from wayfinder.settings import ROOT
from wayfinder.understanding.classifier import hybrid
from wayfinder.understanding.entities import vocabulary


@pytest.fixture(scope="module")
def code(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of our code."""
    folder = tmp_path_factory.mktemp("code")
    shutil.copytree(ROOT / "wayfinder", folder / "wayfinder", ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A small package: `a` imports `b`, which imports `deep.c`; `other` is imported by nobody."""
    files = {
        "__init__.py": "",
        "a.py": "import os\nfrom wayfinder.b import B\n",
        "b.py": "def later():\n    from wayfinder.deep import c\n",
        "deep/__init__.py": "",
        "deep/c.py": "",
        "deep/words.yml": "",
        "other.py": "",
        "elsewhere/d.py": "",
    }
    for name, text in files.items():
        path = tmp_path / "wayfinder" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def test_imports_are_followed_with_packages_and_the_data_beside_them(package: Path) -> None:
    found = {path.relative_to(package / "wayfinder").as_posix() for path in files_behind(["wayfinder.a"], package)}
    assert found == {"__init__.py", "a.py", "b.py", "deep/__init__.py", "deep/c.py", "deep/words.yml"}


def test_name_and_bytes_of_every_file_count(package: Path) -> None:
    files = files_behind(["wayfinder.a"], package)
    hashes = {hashed(files, package)}
    for path in files:
        before = path.read_bytes()
        path.write_bytes(before + b"#")
        hashes.add(hashed(files, package))
        path.write_bytes(before)
    assert len(hashes) == len(files) + 1
    assert hashed(files, package) in hashes


@pytest.mark.parametrize("module", [values, hybrid, vocabulary])
def test_a_changed_byte_of_what_training_runs_is_another_model(module: object, code: Path, tmp_path: Path) -> None:
    assert inspect.ismodule(module)
    file = code / Path(str(module.__file__)).relative_to(ROOT)
    before = model.fingerprint(tmp_path, code)
    whole = file.read_bytes()
    file.write_bytes(whole + b"#")
    try:
        assert model.fingerprint(tmp_path, code) != before
    finally:
        file.write_bytes(whole)
    assert model.fingerprint(tmp_path, code) == before


def test_every_module_of_ours_that_a_component_imports_counts() -> None:
    show = "print(*(m.__file__ for name, m in sys.modules.items() if name.startswith('wayfinder')))"
    code = f"import sys, {', '.join(model.MODULES)}; {show}"
    command = [sys.executable, "-W", "ignore", "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    imported = {Path(name) for name in done.stdout.splitlines()[-1].split()}
    assert len(imported) > 20
    assert imported - set(files_behind(model.MODULES)) == set()


def test_every_component_of_the_pipeline_counts() -> None:
    config = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))
    named = {part["name"].rpartition(".")[0] for part in config["pipeline"] + config["policies"]}
    assert named == set(model.MODULES)


def test_the_cache_of_rasa_sees_the_code_behind_a_component(monkeypatch: pytest.MonkeyPatch) -> None:
    before = [component.fingerprint_addon({}) for component in (HybridIntentClassifier, FactExtractor)]
    monkeypatch.setattr("wayfinder.rasa.components.component.files_behind", lambda _: [])
    after = [component.fingerprint_addon({}) for component in (HybridIntentClassifier, FactExtractor)]
    assert len({*before, *after}) == 3
