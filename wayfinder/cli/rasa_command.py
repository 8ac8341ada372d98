"""`./run rasa ...`: Rasa's own commands, in the project's folder and with its settings filled in."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from rich.console import Console

from wayfinder import settings as configuration
from wayfinder.cli.processes import Child, PortInUseError, Service, check_port, is_ready, start, stop
from wayfinder.cli.services import action_server
from wayfinder.cli.supervisor import stop_signals

HELP = "Rasa's own commands with our settings filled in: ./run rasa shell, data validate, test nlu, ..."
PASS_THROUGH = True
NEED_ACTIONS = {"shell", "interactive"}  # commands of Rasa that call the action server
CALL_NONE = {"nlu", "-h", "--help"}  # their forms that do not


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Everything after `rasa` is Rasa's."""
    parser.add_argument("arguments", nargs="*")


def run(args: argparse.Namespace) -> int:
    """Rasa's exit code; 2 when the action server's port is taken by another program."""
    settings = configuration.load()
    os.environ.update(configuration.rasa_environment(settings))
    os.chdir(configuration.ROOT)
    try:
        helpers = _start_actions(action_server(settings), settings.state_folder / "logs", args.arguments)
    except PortInUseError as error:
        print(error, file=sys.stderr)
        return 2
    try:
        with stop_signals():  # Ctrl-C is Rasa's to answer; then the action server is stopped
            command = [sys.executable, "-m", "wayfinder.turns.rasa_cli", *args.arguments]
            return subprocess.run(command, check=False).returncode  # noqa: S603 - the developer's own arguments
    finally:
        stop(helpers)


def _start_actions(service: Service, logs: Path, arguments: list[str]) -> list[Child]:
    """The action server for the time of a command that needs one, unless `./run` has it running already."""
    if not NEED_ACTIONS.intersection(arguments[:1]) or CALL_NONE.intersection(arguments) or is_ready(service):
        return []
    check_port(service)
    Console(stderr=True).print(f"Starting the {service.name} for the time of this command ({logs}).")
    return [start(service, logs)]
