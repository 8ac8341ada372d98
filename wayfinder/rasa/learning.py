"""What is learnt from labelled turns, beside the model: made again when the turns, the words of the content or the
model have changed. It is data only, so loading it runs no code.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from wayfinder.content.files import read as read_content
from wayfinder.errors import WayfinderError
from wayfinder.rasa.code_behind import files_behind, hashed
from wayfinder.settings import QUIET_RASA, ROOT
from wayfinder.understanding.decision.texts import texts

TURNS = Path("data/turns/training")
FOLDER = "learnt"
INPUTS = "inputs.txt"  # in the folder: what it was learnt from


class LearningError(WayfinderError):
    """Nothing could be learnt from the turns; the message says why."""


def ensure_learnt(archive: Path, show: Callable[[str], object], root: Path = ROOT) -> None:
    """Learn what is missing for this model (the archive) and the content now. `show` gets lines for the person.

    Raises:
        LearningError: when the turns cannot be read.
    """
    folder, inputs = archive.parent / FOLDER, fingerprint(archive, root)
    if not any((root / TURNS).rglob("*.yml")) or _inputs(folder) == inputs:
        return
    show("Learning from the labelled turns (they, or words of the content, have changed) ...")
    with tempfile.TemporaryDirectory(dir=archive.parent) as name:
        _run(root, archive, Path(name))
        (Path(name) / INPUTS).write_text(inputs)
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(name, folder)
    show("That is learnt.")


def fingerprint(archive: Path, root: Path) -> str:
    """A hash over the model, the turns, the words that people can choose, and the code that learns."""
    turns = sorted((root / TURNS).rglob("*.yml"))
    words = "\n".join(sorted(set(texts(read_content(root / "data").library))))
    code = hashed(files_behind(["wayfinder.understanding.decision.fit"]))
    return hashlib.sha256("\n".join([archive.name, hashed(turns, root), words, code]).encode()).hexdigest()


def _inputs(folder: Path) -> str:
    path = folder / INPUTS
    return path.read_text() if path.is_file() else ""


def _run(root: Path, archive: Path, output: Path) -> None:
    """Learn in a process of its own, so that its memory is freed afterwards."""
    command = [sys.executable, "-m", "wayfinder.rasa.learn", str(archive), str(output)]
    environment = {**os.environ, **QUIET_RASA, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise LearningError(f"Learning from {TURNS} failed:\n{done.stderr[-2_000:]}")
