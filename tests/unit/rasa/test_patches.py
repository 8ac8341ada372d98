"""The patches of Rasa: what they change, and that their targets are unchanged."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from rasa.core.actions.action import RemoteAction
from rasa.nlu.classifiers.regex_message_handler import RegexMessageHandler
from rasa.shared.exceptions import RasaException
from rasa.shared.nlu.training_data.message import Message

from wayfinder.rasa import patches

EVENT = {"event": "slot", "name": "n", "value": 4}


@pytest.fixture
def patched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Patched here, and as before afterwards."""
    for target, name in ((RemoteAction, "_validate_action_result"), (RegexMessageHandler, "process")):
        monkeypatch.setattr(target, name, getattr(target, name))
    patches.apply()


def test_every_target_is_what_it_was_when_the_patches_were_written() -> None:
    patches.check()


@pytest.mark.parametrize("name", patches.TARGETS)
def test_a_target_that_moved_is_named(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    target, _ = patches.TARGETS[name]
    monkeypatch.setitem(patches.TARGETS, name, (target, "0123456789abcdef"))
    with pytest.raises(patches.PatchError, match=name):
        patches.check()


def test_another_rasa_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rasa.__version__", "3.7.0")
    with pytest.raises(patches.PatchError, match=r"3\.7\.0"):
        patches.check()


def test_a_rasa_that_has_changed_is_not_patched_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    before = RemoteAction._validate_action_result, RegexMessageHandler.process
    monkeypatch.setattr("rasa.__version__", "3.7.0")
    with pytest.raises(patches.PatchError):
        patches.apply()
    assert (RemoteAction._validate_action_result, RegexMessageHandler.process) == before
    assert not patches.applied()


def test_importing_the_patches_changes_nothing() -> None:
    code = "from wayfinder.rasa import patches; raise SystemExit(patches.applied())"
    assert subprocess.run([sys.executable, "-c", code], check=False, capture_output=True).returncode == 0


@pytest.mark.usefixtures("patched")
def test_typed_text_stays_text() -> None:
    message = Message({"text": '/affirm{"walk": "{}"}'})
    assert RegexMessageHandler().process([message], None) == [message]
    assert message.data == {"text": '/affirm{"walk": "{}"}'}
    assert patches.applied()


@pytest.mark.usefixtures("patched")
def test_applying_again_changes_nothing() -> None:
    before = RegexMessageHandler.process
    patches.apply()
    assert RegexMessageHandler.process is before


RIGHT = [{"events": [EVENT], "responses": [{"custom": {"blocks": []}}]}, {"events": [], "responses": []}, {}]
WRONG: list[Any] = [
    None,
    [],
    "text",
    {"events": {}},
    {"events": ["secret words"]},
    {"events": [{"name": "secret words"}]},
    {"events": [{"event": "slot", "name": 5}]},
    {"events": [], "responses": "secret words"},
    {"events": [], "responses": ["secret words"]},
]


@pytest.mark.usefixtures("patched")
@pytest.mark.parametrize("result", [*RIGHT, *WRONG])
def test_our_check_of_an_answer_agrees_with_rasas(result: Any) -> None:
    original = patches.TARGETS["the check of an action's answer"][0]
    action = RemoteAction("action_walk", None)
    assert _accepts(lambda: original(action, result)) == _accepts(lambda: action._validate_action_result(result))
    assert _accepts(lambda: action._validate_action_result(result)) == (result in RIGHT)


@pytest.mark.usefixtures("patched")
def test_our_check_does_not_quote_the_answer() -> None:
    with pytest.raises(RasaException) as caught:
        RemoteAction("action_walk", None)._validate_action_result({"events": [{"name": "secret words"}]})
    assert "secret" not in str(caught.value)


def _accepts(check: Any) -> bool:
    try:
        return bool(check())
    except Exception:
        return False
