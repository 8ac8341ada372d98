"""The model: trained when its data changed, loaded only when it is the one that was trained."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec
import pytest

from wayfinder.rasa import model
from wayfinder.rasa.model import ModelError, Record


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project whose training data are four small files."""
    for name in ("config.yml", "domain.yml", "data/stories.yml", "data/nlu/area/login.yml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"{name}\n")
    return tmp_path


@pytest.fixture
def trainings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Replaces training by writing a file; the names of what was trained."""
    names: list[str] = []

    def run(_: Path, output: Path, name: str) -> None:
        names.append(name)
        (output / name).write_bytes(f"model {name}".encode())

    monkeypatch.setattr(model, "_run_training", run)
    return names


def _quiet(_: str) -> None:
    """Shows nothing."""


def test_it_trains_once_and_again_when_the_data_changes(root: Path, trainings: list[str]) -> None:
    first = model.ensure_model(_quiet, root)
    assert model.ensure_model(_quiet, root) == first == model.trusted_model(root)
    assert len(trainings) == 1
    (root / "data/nlu/area/login.yml").write_text("changed\n")
    second = model.ensure_model(_quiet, root)
    assert len(trainings) == 2
    assert second != first
    assert not first.exists(), "a replaced model only takes space"


@pytest.mark.parametrize("name", ["config.yml", "domain.yml", "data/stories.yml", "data/nlu/area/login.yml"])
def test_every_input_counts(name: str, root: Path) -> None:
    before = model.fingerprint(root)
    (root / name).write_text("changed\n")
    assert model.fingerprint(root) != before


def test_a_new_file_and_another_package_version_count(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = model.fingerprint(root)
    (root / "data/nlu/new.yml").write_text("new\n")
    after = model.fingerprint(root)
    monkeypatch.setattr(model, "version", lambda package: f"{package} 99")
    assert len({before, after, model.fingerprint(root)}) == 3


def test_without_a_model_the_error_says_what_to_do(root: Path) -> None:
    with pytest.raises(ModelError, match=r"\./run train"):
        model.trusted_model(root)


def test_one_changed_byte_is_refused_and_trained_anew(root: Path, trainings: list[str]) -> None:
    path = model.ensure_model(_quiet, root)
    content = bytearray(path.read_bytes())
    content[3] ^= 1
    path.write_bytes(content)
    with pytest.raises(ModelError, match="not the file that was trained here"):
        model.trusted_model(root)
    model.ensure_model(_quiet, root)
    assert len(trainings) == 2
    assert model.trusted_model(root) == path


@pytest.mark.usefixtures("trainings")
def test_a_model_that_only_lies_in_the_folder_is_not_loaded(root: Path) -> None:
    trained = model.ensure_model(_quiet, root)
    (root / "models" / "newer.tar.gz").write_bytes(b"another")
    assert model.trusted_model(root) == trained


@pytest.mark.usefixtures("trainings")
def test_a_record_cannot_point_out_of_the_folder(root: Path) -> None:
    model.ensure_model(_quiet, root)
    outside = root / "outside.tar.gz"
    outside.write_bytes(b"outside")
    record = Record("../outside.tar.gz", model._sha256(outside), model.fingerprint(root))
    (root / "models" / "wayfinder.json").write_bytes(msgspec.json.encode(record))
    with pytest.raises(ModelError):
        model.trusted_model(root)


def test_failed_training_shows_its_last_lines_and_keeps_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(ModelError, match="Training failed"):
        model.ensure_model(_quiet, root)
    with pytest.raises(ModelError, match="no trained model"):
        model.trusted_model(root)
