"""Reads what was learnt from labelled turns, for the action server."""

from __future__ import annotations

from pathlib import Path

from wayfinder.rasa.learning import FOLDER, INPUTS
from wayfinder.settings import ROOT
from wayfinder.understanding.decision import weights
from wayfinder.understanding.decision.weights import Learnt


def load_learnt(root: Path = ROOT) -> Learnt:
    """What was learnt; nothing when there is none, as before the first training."""
    folder = root / "models" / FOLDER
    return weights.load(folder) if (folder / INPUTS).is_file() else Learnt()
