"""Brings a database to the tables of this version. Safe to call from several processes at once."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config

from wayfinder.back_office.port import UnavailableError
from wayfinder.back_office.sql.database import Database

MIGRATIONS = Path(__file__).with_name("migrations")
LOCK = "wayfinder back_office migrations"


def prepare(url: str) -> None:
    """Create or change the tables where needed, all in one transaction.

    Raises:
        UnavailableError: when the database does not answer.
    """
    database = Database(url)
    try:
        migrate(database)
    finally:
        database.close()


def migrate(database: Database) -> None:
    """`prepare`, for a database that is open already."""
    for more in (True, True, False):
        try:
            _upgrade(database)
            return
        except UnavailableError:
            # Several processes may start together, and SQLite lets each wait only as long as a turn may take.
            if database.dialect != "sqlite" or not more:
                raise


def _upgrade(database: Database) -> None:
    with database.writing() as connection:
        database.lock(connection, LOCK)
        command.upgrade(configuration(connection), "head")
    if database.file is not None:
        database.file.remember()


def configuration(connection: object) -> Config:
    """Alembic's settings for our migrations on a connection."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
