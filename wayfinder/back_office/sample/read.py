"""The sample companies of data/partners.yml: their format, read with errors that give the line.

The top of that file explains the keys to authors.
"""

from __future__ import annotations

from collections.abc import Collection, ItemsView
from pathlib import Path
from typing import Any, Literal, TypeVar

import msgspec

from wayfinder.back_office.look_ups.permissions import PERMISSIONS
from wayfinder.back_office.sample.relative import distance
from wayfinder.content import values
from wayfinder.content.facts import Content
from wayfinder.content.reader import Reader
from wayfinder.content.yaml_file import ContentError, YamlFile

FILE = "partners.yml"
ROOT_KEY = "companies"
C = TypeVar("C")


class OrgSample(Content, frozen=True, kw_only=True):
    """A Salesforce org."""

    id: str
    type: Literal["crm", "developer", "trial", "sandbox", "marketing_cloud"] = "crm"
    status: Literal["active", "hold", "locked", "purged"] = "active"
    expires: str = ""
    on_hold_since: str = ""
    extension_requested: bool = False
    sso_domain: str = ""


class PersonSample(Content, frozen=True, kw_only=True):
    """A person. `org` is the key of one of the company's orgs; `org_email` is their address there, usually the same."""

    name: str
    shows: str = ""
    username: str = ""
    org: str = ""
    org_email: str = ""
    account: Literal["none", "provisional", "active", "revoked"] = "none"
    permissions: list[str] = []
    invited: str = ""
    invited_as: str = ""
    accepted: str = ""
    certification: Literal["not_linked", "own", "elsewhere"] = "not_linked"
    certification_linked: str = ""
    trailblazer: Literal["no_account", "not_linked", "own", "elsewhere"] = "no_account"


class CompanySample(msgspec.Struct, frozen=True):
    """A company: its orgs by key, its people by e-mail address."""

    name: str
    orgs: dict[str, OrgSample]
    people: dict[str, PersonSample]


class _Name(Content, frozen=True, kw_only=True):
    name: str


def read_sample(data: Path) -> list[CompanySample]:
    """The sample of a data folder.

    Raises:
        ContentError: with every problem, each with its line.
    """
    reader = Reader(YamlFile(data / FILE, f"{data.name}/{FILE}"))
    companies = _Sample(reader).companies()
    if reader.problems:
        raise ContentError(reader.problems)
    return companies


class _Sample:
    """Reads company by company, and remembers which names are taken."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._taken: set[tuple[str, str]] = set()

    def companies(self) -> list[CompanySample]:
        root = self._reader.mapping(self._reader.source.data)
        entries = self._reader.mapping(root.get(ROOT_KEY, {}), ROOT_KEY)
        return [self._company(entry, ROOT_KEY, key) for key, entry in entries.items()]

    def _company(self, entry: Any, *place: str) -> CompanySample:
        parts = self._reader.mapping(entry, *place)
        rest = {key: value for key, value in parts.items() if key not in ("orgs", "people")}
        head = self._reader.content(_Name, rest, *place)
        orgs = {key: self._org(org, *place, "orgs", key) for key, org in self._entries(parts, "orgs", place)}
        people = {
            email: self._person(orgs.keys(), email, person, *place, "people", email)
            for email, person in self._entries(parts, "people", place)
        }
        return CompanySample(head.name if head else "", _read(orgs), _read(people))

    def _entries(self, parts: dict[str, Any], name: str, place: tuple[str, ...]) -> ItemsView[str, Any]:
        return self._reader.mapping(parts.get(name, {}), *place, name).items()

    def _org(self, entry: Any, *place: str) -> OrgSample | None:
        org = self._reader.content(OrgSample, entry, *place)
        if org is None:
            return None
        if values.org_id(org.id) != org.id:
            self._reader.wrong("no Org ID of 18 characters: its last three must fit the others", *place, "id")
        if org.status == "hold" and not org.on_hold_since:
            self._reader.wrong("on hold since when? write `on_hold_since`", *place, "status")
        self._take("Org ID", org.id, *place, "id")
        self._times(org, ("expires", "on_hold_since"), place)
        return org

    def _person(self, orgs: Collection[str], email: str, entry: Any, *place: str) -> PersonSample | None:
        self._address(email, *place)
        self._take("address", email, *place)
        person = self._reader.content(PersonSample, entry, *place)
        if person is None:
            return None
        if person.org and person.org not in orgs:
            self._reader.wrong(f"the company has no org `{person.org}`", *place, "org")
        for at, name in enumerate(person.permissions):
            if name not in PERMISSIONS:
                self._reader.wrong(
                    f"there is no such permission: write one of {', '.join(PERMISSIONS)}", *place, "permissions", at
                )
        for key in ("username", "org_email", "invited_as"):
            self._address(getattr(person, key), *place, key)
        self._take("username", person.username, *place, "username")
        self._times(person, ("invited", "accepted", "certification_linked"), place)
        return person

    def _address(self, text: str, *place: str) -> None:
        if text and values.email(text) != text:
            self._reader.wrong(f"`{text}` has to look like an e-mail address, in small letters", *place)

    def _take(self, kind: str, name: str, *place: str) -> None:
        if name and (kind, name) in self._taken:
            self._reader.wrong(f"the {kind} `{name}` is taken already: choose another", *place)
        self._taken.add((kind, name))

    def _times(self, sample: Content, keys: tuple[str, ...], place: tuple[str, ...]) -> None:
        for key in keys:
            try:
                distance(getattr(sample, key) or "today")
            except ValueError as error:
                self._reader.wrong(str(error), *place, key)


def _read(found: dict[str, C | None]) -> dict[str, C]:
    return {key: entry for key, entry in found.items() if entry is not None}
