"""`./run rasa ...` with small programs in place of Rasa and the action server."""

import argparse
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.servers import free_port
from wayfinder import settings as configuration
from wayfinder.cli import rasa_command
from wayfinder.cli.__main__ import main

RASA = """
import json, os, sys
names = ("WAYFINDER_SECRET", "WAYFINDER_ACTION_URL", "RASA_TELEMETRY_ENABLED", "PYTHONPATH")
seen = {"arguments": sys.argv[1:], "folder": os.getcwd(), **{name: os.environ.get(name) for name in names}}
with open(os.environ["SEEN"], "w") as file:
    json.dump(seen, file)
sys.exit(7 if "fail" in sys.argv else 0)
"""


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A project's folder in which Rasa's entry is the program above. Puts the environment back afterwards."""
    before, folder = dict(os.environ), Path.cwd()
    (tmp_path / "wayfinder" / "rasa").mkdir(parents=True)
    (tmp_path / "wayfinder" / "rasa" / "command.py").write_text(RASA)
    monkeypatch.setattr(configuration, "ROOT", tmp_path)
    os.environ.update(WAYFINDER_STATE_FOLDER=str(tmp_path / "state"), SEEN=str(tmp_path / "seen.json"))
    os.environ["WAYFINDER_ACTION_PORT"] = str(free_port())
    yield tmp_path
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(before)


def seen(place: Path) -> str:
    return (place / "seen.json").read_text()


@pytest.mark.parametrize("arguments", [["train", "--help"], ["-h"], [], ["data", "validate", "--", "x"]])
def test_every_argument_is_passed_on_to_rasa(place: Path, arguments: list[str]) -> None:
    assert main(["rasa", *arguments]) == 0
    assert f'"arguments": {arguments}'.replace("'", '"') in seen(place)


def test_rasa_runs_in_the_projects_folder_with_the_settings_filled_in(place: Path) -> None:
    assert main(["rasa", "train"]) == 0
    text = seen(place)
    assert f'"folder": "{place}"' in text
    assert '"RASA_TELEMETRY_ENABLED": "false"' in text
    assert (place / "state" / "secret").read_text() in text
    assert f"127.0.0.1:{os.environ['WAYFINDER_ACTION_PORT']}/webhook" in text


def test_rasas_exit_code_is_ours() -> None:
    assert main(["rasa", "fail"]) == 7


def test_shell_has_an_action_server_for_as_long_as_it_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stopped: list[list[str]] = []
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr(rasa_command, "start", lambda service, _logs: service.name)
    monkeypatch.setattr(rasa_command, "stop", stopped.append)
    assert main(["rasa", "shell"]) == 0
    assert stopped == [["action server"]]
    assert "for the time of this command" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["shell", "--help"], ["shell", "nlu"], ["train"], ["test", "nlu"]])
def test_a_command_that_calls_no_action_starts_no_server(monkeypatch: pytest.MonkeyPatch, arguments: list[str]) -> None:
    monkeypatch.setattr(rasa_command, "start", lambda *_: pytest.fail("started a server"))
    assert rasa_command.run(argparse.Namespace(arguments=arguments)) == 0


def test_a_taken_port_of_the_action_server_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    with socket.socket() as other:
        other.bind(("127.0.0.1", int(os.environ["WAYFINDER_ACTION_PORT"])))
        other.listen()
        assert main(["rasa", "shell"]) == 2
    assert "WAYFINDER_ACTION_PORT=" in capsys.readouterr().err


def test_servers_listen_where_the_settings_say_and_not_everywhere() -> None:
    settings = configuration.load({"WAYFINDER_STATE_FOLDER": os.environ["WAYFINDER_STATE_FOLDER"]})
    at_home = ["--interface", "127.0.0.1", "--port"]
    assert rasa_command.with_defaults(settings, ["run", "--debug"]) == ["run", *at_home, "5005", "--debug"]
    assert rasa_command.with_defaults(settings, ["run", "actions"]) == ["run", "actions", "--port", "5055"]
    assert configuration.rasa_environment(settings)["SANIC_HOST"] == "127.0.0.1"
    assert rasa_command.with_defaults(settings, ["shell"])[:4] == ["shell", *at_home]


def test_the_intents_are_tested_on_our_phrases_unless_others_are_named(place: Path) -> None:
    assert main(["rasa", "test", "nlu", "--out", "x"]) == 0
    assert '"arguments": ["test", "nlu", "--nlu", "data/nlu", "--out", "x"]' in seen(place)


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["interactive", "--port", "5005"], "on every network"),
        (["test"], "no Rasa stories to test"),
        (["test", "core"], "no Rasa stories to test"),
        (["test", "--nlu", "data/nlu"], "./run rasa test nlu"),
        (["shell", "--debug"], "needs a terminal"),
    ],
)
def test_a_command_that_makes_no_sense_for_this_bot_is_refused_with_the_reason(
    place: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], why: str
) -> None:
    assert main(["rasa", *arguments]) == 2
    assert why in capsys.readouterr().err
    assert not (place / "seen.json").exists()


@pytest.mark.parametrize("arguments", [["test", "--help"], ["shell", "-h"], ["shell", "nlu"]])
def test_help_and_commands_that_read_from_a_pipe_are_passed_on_to_rasa(place: Path, arguments: list[str]) -> None:
    assert main(["rasa", *arguments]) == 0
    assert '"arguments"' in seen(place)
