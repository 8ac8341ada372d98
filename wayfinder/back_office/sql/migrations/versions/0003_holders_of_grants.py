"""Holders of grants"""

from __future__ import annotations

from datetime import datetime, timezone

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_grants = sa.table(
    "grants",
    sa.column("holder", sa.String()),
    sa.column("email", sa.String()),
    sa.column("scope", sa.String()),
    sa.column("created_at", sa.DateTime(timezone=True)),
    sa.column("ended_at", sa.DateTime(timezone=True)),
)


def upgrade() -> None:
    """To this version."""
    with op.batch_alter_table("grants", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_grants_conversation"))
        batch_op.alter_column("conversation", existing_type=sa.String(length=100), new_column_name="holder")
        batch_op.alter_column("revoked_at", existing_type=sa.DateTime(timezone=True), new_column_name="ended_at")
    with op.batch_alter_table("grants", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_grants_holder"), ["holder"], unique=False)
    _one_person_each()


def downgrade() -> None:
    """To the version before."""
    with op.batch_alter_table("grants", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_grants_holder"))
        batch_op.alter_column("holder", existing_type=sa.String(length=100), new_column_name="conversation")
        batch_op.alter_column("ended_at", existing_type=sa.DateTime(timezone=True), new_column_name="revoked_at")
    with op.batch_alter_table("grants", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_grants_conversation"), ["conversation"], unique=False)


def _one_person_each() -> None:
    """End what conversations should not hold: agents' grants, and those of whoever came before the newest person."""
    now = datetime.now(timezone.utc)
    newer = _grants.alias()
    another = sa.exists().where(
        sa.and_(
            newer.c.holder == _grants.c.holder,
            newer.c.ended_at.is_(None),
            newer.c.email != _grants.c.email,
            newer.c.created_at > _grants.c.created_at,
        )
    )
    live = _grants.c.ended_at.is_(None)
    op.execute(_grants.update().where(live, _grants.c.scope == "agent").values(ended_at=now))
    op.execute(_grants.update().where(live, another).values(ended_at=now))
