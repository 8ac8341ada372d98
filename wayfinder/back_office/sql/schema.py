"""The tables of the back office. A change here needs a migration: see docs/back-office.md.

E-mail addresses and usernames are kept in lower case, so that a unique index works.
Grants, cases and hand-overs name people by address and not by row: they outlive the sample, and an
address can be proved that belongs to nobody.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    func,
)

from wayfinder.back_office.sql.times import UtcTime

ADDRESS = 254
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _lower(column: str) -> CheckConstraint:
    return CheckConstraint(func.lower(Column(column)) == Column(column), name=f"{column}_lower")


def _belongs_to(table: str) -> ForeignKey:
    return ForeignKey(f"{table}.id", ondelete="CASCADE")


companies = Table(
    "companies",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(200), nullable=False, unique=True),
    Column("sample", Boolean, nullable=False),
)
orgs = Table(
    "orgs",
    metadata,
    Column("id", String(18), primary_key=True),
    Column("company_id", _belongs_to("companies"), nullable=False, index=True),
    Column("kind", String(20), nullable=False),
    Column("status", String(20), nullable=False),
    Column("expires_on", Date),
    Column("on_hold_since", Date),
    Column("extension_requested", Boolean, nullable=False),
    Column("sso_domain", String(200)),
)
people = Table(
    "people",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("company_id", _belongs_to("companies"), nullable=False, index=True),
    Column("email", String(ADDRESS), nullable=False, unique=True),
    Column("name", String(200), nullable=False),
    Column("username", String(ADDRESS), unique=True),
    Column("org_id", ForeignKey("orgs.id", ondelete="SET NULL"), index=True),
    Column("org_email", String(ADDRESS)),
    _lower("email"),
    _lower("username"),
)
accounts = Table(
    "accounts",
    metadata,
    Column("person_id", _belongs_to("people"), primary_key=True, autoincrement=False),
    Column("state", String(20), nullable=False),
)
permissions = Table(
    "permissions",
    metadata,
    Column("person_id", _belongs_to("people"), primary_key=True, autoincrement=False),
    Column("permission", String(30), primary_key=True),
)
invitations = Table(
    "invitations",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", _belongs_to("people"), nullable=False, index=True),
    Column("email", String(ADDRESS), nullable=False),
    Column("sent_at", UtcTime, nullable=False),
    Column("accepted_at", UtcTime),
)
certification_links = Table(
    "certification_links",
    metadata,
    Column("person_id", _belongs_to("people"), primary_key=True, autoincrement=False),
    Column("linked_to", String(20)),
    Column("linked_at", UtcTime),
)
trailblazer_links = Table(
    "trailblazer_links",
    metadata,
    Column("person_id", _belongs_to("people"), primary_key=True, autoincrement=False),
    Column("linked_to", String(20)),
    Column("linked_at", UtcTime),
)
grants = Table(
    "grants",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("holder", String(100), nullable=False, index=True),
    Column("email", String(ADDRESS), nullable=False),
    Column("scope", String(20), nullable=False),
    Column("how", String(40), nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("until", UtcTime, nullable=False),
    Column("ended_at", UtcTime),  # also set when it was found to have run out
    _lower("email"),
)
cases = Table(
    "cases",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("reference", String(20), nullable=False, unique=True),
    Column("conversation", String(100), nullable=False),
    Column("key", String(200), nullable=False),
    Column("content_hash", String(64), nullable=False),  # over kind and fields: a key may repeat with other fields
    Column("kind", String(60), nullable=False),
    Column("queue", String(60), nullable=False),
    Column("fields", JSON, nullable=False),
    Column("contact", String(ADDRESS), nullable=False),
    Column("verified", Boolean, nullable=False),
    Column("state", String(20), nullable=False),
    Column("created_at", UtcTime, nullable=False),
    UniqueConstraint("conversation", "key", "content_hash"),
    Index("ix_cases_contact_created_at", "contact", "created_at"),
)
hand_overs = Table(
    "hand_overs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("reference", String(20), nullable=False, unique=True),
    Column("conversation", String(100), nullable=False),
    Column("key", String(200), nullable=False),
    Column("number", Integer, nullable=False),  # from 1: counts the hand-overs of one key
    Column("topic", String(100)),
    Column("step", String(200)),
    Column("facts", JSON, nullable=False),  # by name: value and origin
    Column("tried", JSON, nullable=False),
    Column("address", String(ADDRESS)),  # where the person can be answered, as stated
    Column("contact", String(ADDRESS)),  # the address that was proved
    Column("state", String(20), nullable=False),
    Column("created_at", UtcTime, nullable=False),
    UniqueConstraint("conversation", "key", "number"),
)
