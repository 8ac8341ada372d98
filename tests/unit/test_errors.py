"""All our errors have one base class, so that code that shows them to people can catch just that."""

from __future__ import annotations

import importlib
import pkgutil

import wayfinder
from wayfinder.errors import WayfinderError


def test_every_error_class_of_ours_has_one_root() -> None:
    for module in pkgutil.walk_packages(wayfinder.__path__, "wayfinder."):
        if not module.name.startswith(("wayfinder.rasa.", "wayfinder.back_office.sql.migrations.")):
            importlib.import_module(module.name)
    ours = {kind for kind in _subclasses(Exception) if kind.__module__.startswith("wayfinder.")}
    assert {kind.__name__ for kind in ours} >= {"ContentError", "SettingsError", "UnavailableError", "TurnRefusedError"}
    assert [kind for kind in ours if not issubclass(kind, WayfinderError)] == []


def _subclasses(kind: type[Exception]) -> set[type[Exception]]:
    below: list[type[Exception]] = kind.__subclasses__()
    return {kind}.union(*map(_subclasses, below))
