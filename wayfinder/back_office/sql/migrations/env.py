"""What Alembic runs to migrate. `wayfinder.back_office.sql.migrate` gives the connection and its transaction."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context

from wayfinder.back_office.sql.migrations.tables import VERSION_TABLE
from wayfinder.back_office.sql.schema import metadata
from wayfinder.back_office.sql.times import UtcTime


def _written(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write our column type as a plain one, so that old migrations do not change with it."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcTime) else False


def migrate() -> None:
    """Run the migrations on the connection that was handed over."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=metadata,
        version_table=VERSION_TABLE,
        render_as_batch=True,  # SQLite cannot alter a table: it is copied instead
        transactional_ddl=True,
        compare_type=True,
        render_item=_written,
    )
    context.run_migrations()


migrate()
