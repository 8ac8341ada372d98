"""The same key for another wish"""

from __future__ import annotations

import hashlib
import json

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_cases = sa.table(
    "cases",
    sa.column("id", sa.Integer()),
    sa.column("conversation", sa.String()),
    sa.column("key", sa.String()),
    sa.column("content_hash", sa.String()),
    sa.column("kind", sa.String()),
    sa.column("fields", sa.JSON()),
)
_hand_overs = sa.table("hand_overs", sa.column("key", sa.String()), sa.column("number", sa.Integer()))


def upgrade() -> None:
    """To this version."""
    op.add_column("cases", sa.Column("content_hash", sa.String(length=64), nullable=True))
    _hash_what_is_there()
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.alter_column("content_hash", existing_type=sa.String(length=64), nullable=False)
        batch_op.drop_constraint(batch_op.f("uq_cases_conversation_key"), type_="unique")
        batch_op.create_unique_constraint(
            batch_op.f("uq_cases_conversation_key_content_hash"), ["conversation", "key", "content_hash"]
        )
    op.add_column("hand_overs", sa.Column("number", sa.Integer(), nullable=True))
    op.execute(_hand_overs.update().values(number=1))
    with op.batch_alter_table("hand_overs", schema=None) as batch_op:
        batch_op.alter_column("number", existing_type=sa.Integer(), nullable=False)
        batch_op.drop_constraint(batch_op.f("uq_hand_overs_conversation_key"), type_="unique")
        batch_op.create_unique_constraint(
            batch_op.f("uq_hand_overs_conversation_key_number"), ["conversation", "key", "number"]
        )


def downgrade() -> None:
    """To the version before. What shares a key gets a key of its own: nothing is lost."""
    other = _cases.alias()
    first = sa.select(sa.func.min(other.c.id)).where(
        other.c.conversation == _cases.c.conversation, other.c.key == _cases.c.key
    )
    later = _cases.c.id != first.scalar_subquery()
    op.execute(
        _cases.update().where(later).values(key=_cases.c.key + "." + sa.func.substr(_cases.c.content_hash, 1, 8))
    )
    number = sa.cast(_hand_overs.c.number, sa.String())
    op.execute(_hand_overs.update().where(_hand_overs.c.number > 1).values(key=_hand_overs.c.key + "." + number))
    with op.batch_alter_table("hand_overs", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_hand_overs_conversation_key_number"), type_="unique")
        batch_op.create_unique_constraint(batch_op.f("uq_hand_overs_conversation_key"), ["conversation", "key"])
        batch_op.drop_column("number")
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_cases_conversation_key_content_hash"), type_="unique")
        batch_op.create_unique_constraint(batch_op.f("uq_cases_conversation_key"), ["conversation", "key"])
        batch_op.drop_column("content_hash")


def _hash_what_is_there() -> None:
    """As `wayfinder.back_office.filing.content_hash` did when this was written: a migration stays as it is."""
    connection = op.get_bind()
    for row in connection.execute(sa.select(_cases.c.id, _cases.c.kind, _cases.c.fields)).all():
        content = [row.kind, sorted(row.fields.items())]
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
        found = hashlib.sha256(text).hexdigest()
        connection.execute(_cases.update().where(_cases.c.id == row.id).values(content_hash=found))
