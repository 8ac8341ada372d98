"""`./run rasa ...`: Rasa's own commands, in the project's folder and with its settings filled in."""

import argparse
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from wayfinder import settings as configuration
from wayfinder.processes.logs import log_of
from wayfinder.processes.ports import PortError, check_ports, free_port
from wayfinder.processes.process import Child, Service, is_ready, start, stop
from wayfinder.processes.services import action_server
from wayfinder.processes.signals import stop_signals
from wayfinder.settings import Settings

HELP = "Rasa's own commands with our settings filled in: ./run rasa shell, data validate, test nlu, ..."
PASS_THROUGH = True
HELP_OPTIONS = {"-h", "--help"}

# `rasa interactive` has no option for the address at which it listens.
INTERACTIVE = """`rasa interactive` opens an HTTP interface without a password on every network of this machine, and
there is nothing to learn here: one action answers every message. To try a conversation: ./run rasa shell, or
./run chat."""

# Without stories of this bot, Rasa would test those of an example in its own package.
STORIES = """There are no Rasa stories to test: one action answers every message. The conversations are tested by
./test; the intents, on the training phrases, by ./run rasa test nlu."""

# When its input is not a terminal, `rasa shell` waits for ever at the end of it.
PIPED = """`rasa shell` needs a terminal. Lines from a file or a pipe: start ./run, then ./run chat < FILE."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Everything after `rasa` is passed on to Rasa."""
    parser.add_argument("arguments", nargs="*")


@dataclass(frozen=True)
class Arguments:
    """Everything after `rasa`."""

    arguments: list[str]


def run(args: argparse.Namespace) -> int:
    """Rasa's exit code; 2 when the command is refused or the action server's port is taken by another program."""
    arguments = Arguments(**vars(args)).arguments
    why_not = refusal(arguments, is_terminal=sys.stdin.isatty())
    if why_not is not None:
        print(why_not, file=sys.stderr)
        return 2
    settings = configuration.load()
    os.environ.update(configuration.rasa_environment(settings))
    os.chdir(configuration.ROOT)
    try:
        started = _start_actions(action_server(settings), settings.state_folder / "logs", arguments)
    except PortError as error:
        print(error, file=sys.stderr)
        return 2
    try:
        with stop_signals():  # Rasa handles Ctrl-C; afterwards the action server is stopped
            return subprocess.run(_command(settings, arguments), check=False).returncode  # noqa: S603
    finally:
        stop(started)


def refusal(arguments: list[str], *, is_terminal: bool) -> str | None:
    """Why this command makes no sense for this bot; None when it does."""
    if HELP_OPTIONS.intersection(arguments):
        return None
    match arguments:
        case ["interactive", *_]:
            return INTERACTIVE
        case ["test", *rest] if rest[:1] != ["nlu"]:
            return STORIES
        case ["shell", *rest] if "nlu" not in rest and not is_terminal:
            return PIPED
    return None


def _command(settings: Settings, arguments: list[str]) -> list[str]:
    return [sys.executable, "-m", "wayfinder.rasa.command", *with_defaults(settings, arguments)]


def with_defaults(settings: Settings, arguments: list[str]) -> list[str]:
    """The arguments with the address that a server listens at, and with the data that `test nlu` should take.

    By default Rasa listens on every network of the machine and reads every file of data/, including the trees. What
    the person gives comes later, so it wins. `shell` is its own only client, so any free port will do.
    """
    match arguments:
        case ["run", "actions", *rest]:  # its host is in the environment: SANIC_HOST
            return ["run", "actions", "--port", str(settings.action_port), *rest]
        case ["run", *rest]:
            return ["run", "--interface", settings.host, "--port", str(settings.rasa_port), *rest]
        case ["shell", *rest] if "nlu" not in rest:
            return ["shell", "--interface", settings.host, "--port", str(free_port(settings.host)), *rest]
        case ["test", "nlu", *rest]:
            return ["test", "nlu", "--nlu", "data/nlu", *rest]
    return arguments


def _start_actions(service: Service, logs: Path, arguments: list[str]) -> list[Child]:
    """Start the action server for `shell`, unless `./run` runs it already."""
    talks = arguments[:1] == ["shell"] and "nlu" not in arguments and not HELP_OPTIONS.intersection(arguments)
    if not talks or is_ready(service):
        return []
    check_ports([service])
    Console(stderr=True).print(f"Starting the {service.name} for the time of this command ({logs}).", soft_wrap=True)
    return [start(service, log_of(logs, service.name))]
