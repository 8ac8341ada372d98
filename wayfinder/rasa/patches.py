"""Patches in memory the two places where Rasa 3.6.21 offers no hook. docs/turns.md gives the reasons.

Applied by our own entry points only, never at import. tests/unit/rasa/test_patches.py fails when a target has changed.
"""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable
from functools import cache
from typing import Any

import rasa
import rasa.core.actions.action as actions
from jsonschema.validators import validator_for  # type: ignore[import-untyped]
from rasa.nlu.classifiers.regex_message_handler import RegexMessageHandler
from rasa.shared.exceptions import RasaException
from rasa.shared.nlu.training_data.message import Message

from wayfinder.errors import WayfinderError

RASA_VERSION = "3.6.21"

# The source of each function that a patch replaces or relies upon, so that a changed one is noticed.
TARGETS: dict[str, tuple[Callable[..., Any], str]] = {
    "the check of an action's answer": (actions.RemoteAction._validate_action_result, "f8cdb4be68123961"),
    "the call of an action": (actions.RemoteAction.run, "ccabf6f1160d527a"),
    "the reading of /intent": (RegexMessageHandler.process, "c0b15285ba78223d"),
}


class PatchError(WayfinderError):
    """This is not the Rasa that the patches were written for."""


def apply() -> None:
    """Patch Rasa. Applying again changes nothing.

    Raises:
        PatchError: when Rasa's version or one of the patched functions has changed.
    """
    if applied():
        return
    check()
    actions.RemoteAction._validate_action_result = _validate_action_result
    RegexMessageHandler.process = _keep_typed_text


def applied() -> bool:
    """Whether typed text is safe in this process."""
    return RegexMessageHandler.process is _keep_typed_text


def check() -> None:
    """Raises PatchError unless every target is as it was when the patches were written."""
    if rasa.__version__ != RASA_VERSION:
        raise PatchError(f"Rasa {RASA_VERSION} is needed, not {rasa.__version__}. See docs/turns.md.")
    moved = [name for name, (target, known) in TARGETS.items() if fingerprint(target) != known]
    if moved:
        raise PatchError(f"Rasa has changed in: {', '.join(moved)}. See docs/turns.md.")


def fingerprint(target: Callable[..., Any]) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of a function's source."""
    return hashlib.sha256(inspect.getsource(target).encode()).hexdigest()[:16]


@cache
def _answer_validator() -> Any:
    schema = actions.RemoteAction.action_response_format_spec()
    return validator_for(schema)(schema)


def _validate_action_result(_self: Any, result: Any) -> bool:
    """As strict as Rasa's own check, but does not check the schema itself each time, and does not quote the answer."""
    for error in _answer_validator().iter_errors(result):
        path = "/".join(str(part) for part in error.absolute_path)
        raise RasaException(f"The action's answer is not valid at '{path}' ({error.validator}).")
    return True


def _keep_typed_text(_self: Any, messages: list[Message], domain: Any = None) -> list[Message]:
    """What a person types is text, also when it begins with a slash."""
    del domain
    return messages
