"""`./run`: trains the model if needed, starts the action server and Rasa, and watches over them until Ctrl-C."""

import argparse
import os
import sys

from rich.console import Console

from wayfinder import settings as configuration
from wayfinder.back_office.sql.sqlite_file import what_is_lost
from wayfinder.processes.process import PortInUseError, check_port
from wayfinder.processes.services import action_server, rasa_server
from wayfinder.processes.supervisor import Supervisor
from wayfinder.rasa.model import ensure_model

HELP = "set everything up, start the servers and watch over them"


def add_arguments(_: argparse.ArgumentParser) -> None:
    """`up` has no arguments: ports and the rest are settings."""


def run(_: argparse.Namespace) -> int:
    """Exit code 0 after Ctrl-C, 1 when a server died, 2 when a port is taken."""
    settings = configuration.load()
    if (lost := what_is_lost(settings.database_url.reveal())) is not None:
        print(lost, file=sys.stderr)
        return 2
    services = [action_server(settings), rasa_server(settings)]
    console = Console()
    try:
        for service in services:
            check_port(service)
    except PortInUseError as error:
        print(error, file=sys.stderr)
        return 2
    os.environ.update(configuration.rasa_environment(settings))
    ensure_model(console.print)
    supervisor = Supervisor(settings.state_folder / "logs", console)
    return supervisor.serve(services, lambda: _say_where_to_go(console))


def _say_where_to_go(console: Console) -> None:
    console.print("\n[bold green]Wayfinder is ready.[/] Talk to it from another terminal: [bold]./run chat[/]")
    console.print("Ctrl-C stops everything.\n")
