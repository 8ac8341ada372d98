"""What the back office keeps about people and orgs, as the look-ups read it."""

from __future__ import annotations

from datetime import date, datetime

import msgspec


class Person(msgspec.Struct, frozen=True):
    """A person of a partner company. `username`, `org_id` and `org_email` are those of their Salesforce user."""

    id: int
    company_id: int
    company: str
    email: str
    username: str | None
    org_id: str | None
    org_email: str | None
    state: str | None

    @property
    def active(self) -> bool:
        """Whether they are a member of the Partner Community now."""
        return self.state == "active"


class Org(msgspec.Struct, frozen=True):
    """A Salesforce org. `kind` and `status` are as data/partners.yml lists them."""

    id: str
    company_id: int
    kind: str
    status: str
    expires_on: date | None
    on_hold_since: date | None
    extension_requested: bool
    sso_domain: str | None


class Invitation(msgspec.Struct, frozen=True):
    """An invitation to join the Partner Community, sent to `email`."""

    email: str
    sent_at: datetime
    accepted_at: datetime | None


class Link(msgspec.Struct, frozen=True):
    """A link of a certification address or a Trailblazer account; `to` is `own` or `elsewhere`."""

    to: str | None
    linked_at: datetime | None


class FiledCase(msgspec.Struct, frozen=True):
    """A case that was filed."""

    reference: str
    kind: str
    state: str
    created_at: datetime
