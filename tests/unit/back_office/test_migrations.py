from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from wayfinder.back_office.sql.database import Database
from wayfinder.back_office.sql.migrate import configuration, migrate, prepare
from wayfinder.back_office.sql.migrations.tables import VERSION_TABLE
from wayfinder.back_office.sql.schema import metadata


def test_the_migrations_lead_to_the_tables_of_this_version(empty_url: str) -> None:
    prepare(empty_url)
    database = Database(empty_url)
    with database.reading() as connection:
        options = {"compare_type": True, "version_table": VERSION_TABLE}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []
    database.close()


def test_preparing_again_changes_nothing(url: str) -> None:
    prepare(url)
    database = Database(url)
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM people").scalar() >= 60
    database.close()


def test_several_processes_may_start_at_once(empty_url: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(prepare, [empty_url] * 4))
    assert _tables(empty_url) >= set(metadata.tables)


def test_it_can_be_undone_to_the_first(empty_url: str) -> None:
    database = Database(empty_url)
    migrate(database)
    with database.writing() as connection:
        command.downgrade(configuration(connection), "base")
    database.close()
    assert _tables(empty_url) == {VERSION_TABLE}


def _tables(url: str) -> set[str]:
    database = Database(url)
    with database.reading() as connection:
        found = set(inspect(connection).get_table_names())
    database.close()
    return found
