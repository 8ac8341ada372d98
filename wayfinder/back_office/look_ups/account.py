"""The account of a person in the Partner Community, and how their company logs in."""

from __future__ import annotations

from wayfinder.back_office.grants import Grant
from wayfinder.back_office.look_ups.spec import Spec
from wayfinder.back_office.records import Org, Person
from wayfinder.back_office.sql.queries import View
from wayfinder.back_office.subjects import person
from wayfinder.content.facts import About
from wayfinder.engine.requests import LookUp


def account(grant: Grant, view: View, ask: LookUp) -> dict[str, str]:
    """The state of the account. A proved address is returned even when no account has it."""
    who = person(grant, view, ask)
    proved = {"me.email": grant.email} if ask.about == "me" else {}
    if who is None:
        return {**proved, "account.state": "none"}
    org = view.org(who.org_id) if who.org_id is not None else None
    return {**_account(who), **_username(who, ask.about), **_single_sign_on(org)}


def _account(who: Person) -> dict[str, str]:
    known = {"me.email": who.email, "company.name": who.company, "account.state": who.state or "none"}
    return {**known, **_address(who)}


def _username(who: Person, about: About) -> dict[str, str]:
    """The username. A colleague's has a fact name of its own, which cases ask for."""
    if who.username is None:
        return {}
    return {"user.username": who.username} if about == "colleague" else {"me.username": who.username}


def _address(who: Person) -> dict[str, str]:
    """Whether the Salesforce user has the same address as the person."""
    if who.org_email is None:
        return {}
    return {"account.address": "match" if who.org_email == who.email else "mismatch"}


def _single_sign_on(org: Org | None) -> dict[str, str]:
    if org is None:
        return {}
    return {"sso.used": "no"} if org.sso_domain is None else {"sso.used": "yes", "sso.domain": org.sso_domain}


ACCOUNT = Spec(
    read=account,
    scope="mailbox",
    about=("me", "colleague"),
    facts={
        "me.email": (),
        "me.username": (),
        "user.username": (),
        "company.name": (),
        "account.state": ("active", "none", "provisional", "revoked"),
        "account.address": ("match", "mismatch"),
        "sso.used": ("yes", "no"),
        "sso.domain": (),
    },
)
