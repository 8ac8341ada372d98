"""`./run`: trains the model if needed, starts the action server and Rasa, and restarts them if they die, until
Ctrl-C."""

import argparse
import os
import sys
from functools import partial

from rich.console import Console

from wayfinder import settings as configuration
from wayfinder.back_office.sql.sqlite_file import what_is_lost
from wayfinder.live_content import LiveContent
from wayfinder.processes.ports import PortError, check_ports
from wayfinder.processes.running import AlreadyRunningError, only_one
from wayfinder.processes.services import action_server, rasa_server
from wayfinder.processes.supervisor import Supervisor
from wayfinder.rasa.model import ensure_model
from wayfinder.settings import ROOT, Settings

HELP = "set everything up, start the servers and watch over them"


def add_arguments(_: argparse.ArgumentParser) -> None:
    """`up` has no arguments: ports and the rest are settings."""


def run(_: argparse.Namespace) -> int:
    """Exit code 0 after Ctrl-C, 1 when a server could not be kept running, 2 when a port is not free."""
    settings = configuration.load()
    if (lost := what_is_lost(settings.database_url.reveal())) is not None:
        print(lost, file=sys.stderr)
        return 2
    try:
        with only_one(settings.state_folder, settings.rasa_port, settings.action_port):
            return _serve(settings)
    except (AlreadyRunningError, PortError) as error:
        print(error, file=sys.stderr)
        return 2


def _serve(settings: Settings) -> int:
    services = [action_server(settings), rasa_server(settings)]
    check_ports(services)
    os.environ.update(configuration.rasa_environment(settings))
    console = Console()
    ensure_model(console.print)
    supervisor = Supervisor(settings.state_folder / "logs", console)
    return supervisor.serve(services, lambda: _begin(console))


def _begin(console: Console) -> None:
    """Say how to chat, and from now on report whether saved content is in use."""
    _say_where_to_go(console)
    show = partial(console.print, markup=False, highlight=False, soft_wrap=True)
    LiveContent(ROOT / "data", lambda _: None, show).start()


def _say_where_to_go(console: Console) -> None:
    console.print("\n[bold green]Wayfinder is ready.[/] Talk to it from another terminal: [bold]./run chat[/]")
    console.print("Ctrl-C stops everything.\n")
