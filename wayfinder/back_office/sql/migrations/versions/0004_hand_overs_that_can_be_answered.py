"""Hand-overs that can be answered"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_hand_overs = sa.table(
    "hand_overs",
    sa.column("id", sa.Integer()),
    sa.column("facts", sa.JSON()),
    sa.column("tried", sa.JSON()),
    sa.column("address", sa.String()),
)


def upgrade() -> None:
    """To this version. Where the facts of earlier hand-overs came from was not kept: they count as told."""
    op.add_column("hand_overs", sa.Column("tried", sa.JSON(), nullable=True))
    op.add_column("hand_overs", sa.Column("address", sa.String(length=254), nullable=True))
    for key, facts in _rows():
        known = {name: {"value": value, "origin": "told"} for name, value in facts.items()}
        _change(key, facts=known, tried=[], address=facts.get("me.email"))
    with op.batch_alter_table("hand_overs", schema=None) as batch_op:
        batch_op.alter_column("tried", existing_type=sa.JSON(), nullable=False)


def downgrade() -> None:
    """To the version before."""
    for key, facts in _rows():
        _change(key, facts={name: known["value"] for name, known in facts.items()})
    with op.batch_alter_table("hand_overs", schema=None) as batch_op:
        batch_op.drop_column("address")
        batch_op.drop_column("tried")


def _rows() -> list[tuple[int, dict[str, Any]]]:
    rows = op.get_bind().execute(sa.select(_hand_overs.c.id, _hand_overs.c.facts))
    return [(row.id, row.facts) for row in rows.all()]


def _change(key: int, **values: object) -> None:
    op.get_bind().execute(_hand_overs.update().where(_hand_overs.c.id == key).values(**values))
