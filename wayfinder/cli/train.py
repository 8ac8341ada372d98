"""`./run train`: trains the model when its data has changed."""

import argparse
import os

from rich.console import Console

from wayfinder import settings as configuration
from wayfinder.rasa.model import ensure_model

HELP = "train the model if its data has changed"


def add_arguments(_: argparse.ArgumentParser) -> None:
    """`train` has no arguments."""


def run(_: argparse.Namespace) -> int:
    """Exit code 0 once there is a model for the current data."""
    os.environ.update(configuration.rasa_environment(configuration.load()))
    console = Console()
    console.print(f"Model: {ensure_model(console.print)}")
    return 0
