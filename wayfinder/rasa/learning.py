"""What is learnt beside the model: from labelled turns, and from the words of the content. It is data only, so loading
it runs no code.

It is learnt from the turns again when they, the intents or the code have changed. An edited phrase moves what the model
ranks too little for that. Edited words of the content cost only their own sentence vectors.
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
INPUTS = "inputs.txt"  # in the folder: hashes of what it was learnt from, of the turns and of the words


class LearningError(WayfinderError):
    """Nothing could be learnt from the turns; the message says why."""


def ensure_learnt(archive: Path, show: Callable[[str], object], root: Path = ROOT) -> None:
    """Learn what is missing for this model (the archive) and the content now. `show` gets lines for the person.

    Raises:
        LearningError: when the turns cannot be read.
    """
    folder, inputs = archive.parent / FOLDER, [of_turns(root), of_words(root)]
    known = _inputs(folder)
    if not any((root / TURNS).rglob("*.yml")) or known == inputs:
        return
    same_turns = known[:1] == inputs[:1]
    show("Reading the changed words of the content ..." if same_turns else "Learning from the labelled turns ...")
    with tempfile.TemporaryDirectory(dir=archive.parent) as name:
        _run(root, archive, Path(name), [folder] if same_turns else [])
        (Path(name) / INPUTS).write_text("\n".join(inputs))
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(name, folder)
    show("That is learnt.")


def of_turns(root: Path) -> str:
    """A hash over the turns, the intents, and the code that learns from them."""
    files = [*sorted((root / TURNS).rglob("*.yml")), root / "domain.yml"]
    code = hashed(files_behind(["wayfinder.understanding.decision.fit"]))
    return hashlib.sha256("\n".join([hashed(files, root), code]).encode()).hexdigest()


def of_words(root: Path) -> str:
    """A hash over the words that people can choose or are asked."""
    words = "\n".join(sorted(set(texts(read_content(root / "data").library))))
    return hashlib.sha256(words.encode()).hexdigest()


def _inputs(folder: Path) -> list[str]:
    path = folder / INPUTS
    return path.read_text().split() if path.is_file() else []


def _run(root: Path, archive: Path, output: Path, known: list[Path]) -> None:
    """Learn in a process of its own, so that its memory is freed afterwards."""
    command = [sys.executable, "-m", "wayfinder.rasa.learn", *map(str, [archive, output, *known])]
    environment = {**os.environ, **QUIET_RASA, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise LearningError(f"Learning from {TURNS} failed:\n{done.stderr[-2_000:]}")
