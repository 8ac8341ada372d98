from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests.support.postgres import Postgres, running
from tests.support.world import NOW, Clock, World
from wayfinder.back_office.sample.fill import fill
from wayfinder.back_office.sample.read import CompanySample, read_sample
from wayfinder.back_office.sql.back_office import SqlBackOffice
from wayfinder.back_office.sql.database import Database
from wayfinder.back_office.sql.migrate import migrate
from wayfinder.back_office.sql.times import moment
from wayfinder.content.files import read
from wayfinder.content.model import Library
from wayfinder.settings import ROOT

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def sample() -> list[CompanySample]:
    return read_sample(ROOT / "data")


@pytest.fixture(scope="session")
def library() -> Library:
    return read(ROOT / "data").library


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    with running() as server:
        yield server


@pytest.fixture(scope="session")
def sqlite_template(sample: list[CompanySample], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "filled.db"
    _fill(f"sqlite:///{path}", sample)
    return path


@pytest.fixture(scope="session")
def postgres_template(sample: list[CompanySample], postgres: Postgres) -> str:
    _command(postgres, "CREATE DATABASE filled")
    _fill(postgres.url("filled"), sample)
    return "filled"


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without tables."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
    else:
        with new_database(request.getfixturevalue("postgres"), "template0") as url:
            yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database with the sample in it, loaded at NOW."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "test.db")
        yield f"sqlite:///{tmp_path / 'test.db'}"
    else:
        template = request.getfixturevalue("postgres_template")
        with new_database(request.getfixturevalue("postgres"), template) as url:
            yield url


@pytest.fixture
def world(url: str, library: Library) -> Iterator[World]:
    clock = Clock()
    back_office = SqlBackOffice(url, clock, library)
    back_office.prepare()
    yield World(back_office, clock)
    back_office.close()


@contextmanager
def new_database(server: Postgres, template: str) -> Iterator[str]:
    """A copy of a database, dropped at the end."""
    name = f"test{next(_numbers)}"
    _command(server, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
    yield server.url(name)
    _command(server, f"DROP DATABASE {name} WITH (FORCE)")


def _command(server: Postgres, command: str) -> None:
    engine = create_engine(server.url(), future=True, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(command))
    engine.dispose()


def _fill(url: str, sample: list[CompanySample]) -> None:
    database = Database(url)
    migrate(database)
    fill(database, sample, moment(NOW))
    database.close()
