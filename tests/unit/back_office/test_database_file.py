"""The file of a SQLite database: deleting or replacing it in use is noticed, and only its owner may read it."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.support.world import ANNA, Clock, World
from wayfinder import settings as configuration
from wayfinder.back_office.port import UnavailableError
from wayfinder.back_office.sample.read import CompanySample
from wayfinder.back_office.sql.back_office import SqlBackOffice
from wayfinder.back_office.sql.database import Database
from wayfinder.back_office.sql.schema import cases
from wayfinder.cli.__main__ import main
from wayfinder.content.model import Library
from wayfinder.settings import variable


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the database of these settings is; there is none yet."""
    monkeypatch.setenv(variable("state_folder"), str(tmp_path / "state"))
    monkeypatch.delenv(variable("database_url"), raising=False)
    return configuration.load().state_folder / "wayfinder.db"


@pytest.fixture
def world(path: Path, library: Library, sample: list[CompanySample]) -> Iterator[World]:
    back_office = SqlBackOffice(f"sqlite:///{path}", Clock(), library, sample)
    back_office.prepare()
    yield World(back_office, back_office.clock)  # type: ignore[arg-type]
    back_office.close()


def test_deleted_under_way_nothing_is_said_to_be_filed_and_nothing_is_read(world: World, path: Path) -> None:
    grant = world.sign_in(ANNA)
    _delete(path)
    for ask in (world.file, lambda: world.hand_over("k"), world.held, lambda: world.look_up("account", grant)):
        with pytest.raises(UnavailableError, match="gone"):
            ask()
    assert not path.exists()


def test_deleted_while_something_is_written_it_is_not_said_to_be_filed(world: World, path: Path) -> None:
    with pytest.raises(UnavailableError, match="gone"), world.back_office.database.writing():
        _delete(path)


def test_a_file_that_is_put_back_is_served_again_with_all_that_was_in_it(world: World, path: Path) -> None:
    filed = world.file("k")
    world.back_office.database.close()
    kept = path.rename(path.with_name("kept"))
    with pytest.raises(UnavailableError, match="gone"):
        world.file("k")
    kept.rename(path)
    assert world.file("k") == filed


def test_a_copy_that_takes_its_place_under_way_is_what_is_read_and_written(world: World, path: Path) -> None:
    before = world.file("before")
    world.back_office.database.close()
    copy = shutil.copy(path, path.with_name("copy"))
    world.file("after the copy")
    _delete(path)
    Path(copy).rename(path)
    after = world.file("after")
    assert _references(path) == [before, after]


def test_no_new_database_is_created_where_one_was_lost(
    world: World, path: Path, library: Library, sample: list[CompanySample]
) -> None:
    world.back_office.close()
    _delete(path)
    started_again = SqlBackOffice(f"sqlite:///{path}", Clock(), library, sample)
    with pytest.raises(UnavailableError, match="gone"):
        started_again.prepare()
    assert not path.exists()
    started_again.close()


def test_an_empty_file_does_not_count_as_a_new_database(world: World, path: Path) -> None:
    world.back_office.database.close()
    path.write_bytes(b"")
    with pytest.raises(UnavailableError, match="gone"):
        world.held()
    assert path.read_bytes() == b""


def test_the_commands_say_what_to_do_and_reset_begins_anew(
    world: World, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _delete(path)
    for command in (["back-office", "show"], ["up"]):
        assert main(command) != 0
        error = capsys.readouterr().err
        assert str(path) in error
        assert "./run back-office reset" in error
        assert not path.exists()
    assert main(["back-office", "reset"]) == 0
    assert world.look_up("account", world.sign_in(ANNA))["account.state"] == "active"
    assert main(["back-office", "show"]) == 0


def test_reset_keeps_an_existing_database_with_its_cases(world: World, path: Path) -> None:
    filed = world.file()
    assert main(["back-office", "reset"]) == 0
    assert _references(path) == [filed]


@pytest.mark.parametrize("name", ["", "wayfinder.db", "wayfinder.db-wal", "wayfinder.db-shm", "secret"])
def test_only_its_owner_may_read_it(world: World, path: Path, name: str) -> None:
    world.file()
    with world.back_office.snapshot() as snapshot:
        snapshot.grants("c")
        assert stat.S_IMODE((path.parent / name).stat().st_mode) & 0o077 == 0


def test_a_file_of_an_earlier_version_is_closed_to_others(world: World, path: Path, library: Library) -> None:
    world.back_office.close()
    path.chmod(0o664)
    started_again = SqlBackOffice(f"sqlite:///{path}", Clock(), library)
    started_again.prepare()
    assert stat.S_IMODE(path.stat().st_mode) == 0o660
    started_again.close()


def _delete(path: Path) -> None:
    for each in path.parent.glob(f"{path.name}*"):
        if not each.name.endswith(".made"):
            each.unlink()


def _references(path: Path) -> list[str]:
    database = Database(f"sqlite:///{path}")
    with database.reading() as connection:
        found = list(connection.scalars(select(cases.c.reference).order_by(cases.c.id)))
    database.close()
    return found
