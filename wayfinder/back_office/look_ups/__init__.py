"""Every look-up by the name that data/facts.yml calls it: one module each.

A look-up takes the grant first and reads through `wayfinder.back_office.subjects`, which returns only what the grant
covers. `look_up` is the only way to call one.
"""

from __future__ import annotations

from wayfinder.back_office.grants import Grant
from wayfinder.back_office.look_ups.account import ACCOUNT
from wayfinder.back_office.look_ups.admins import ADMINS
from wayfinder.back_office.look_ups.cases import CASES
from wayfinder.back_office.look_ups.certification import CERTIFICATION
from wayfinder.back_office.look_ups.invitation import INVITATION
from wayfinder.back_office.look_ups.org import ORG
from wayfinder.back_office.look_ups.permissions import PERMISSION
from wayfinder.back_office.look_ups.spec import Spec
from wayfinder.back_office.look_ups.trailblazer import TRAILBLAZER
from wayfinder.back_office.port import Facts, RefusedError
from wayfinder.back_office.sql.queries import View
from wayfinder.engine.requests import LookUp

LOOK_UPS: dict[str, Spec] = {
    "account": ACCOUNT,
    "invitation": INVITATION,
    "org": ORG,
    "trailblazer": TRAILBLAZER,
    "certification": CERTIFICATION,
    "admins": ADMINS,
    "permissions": PERMISSION,
    "cases": CASES,
}


def look_up(grant: Grant, view: View, ask: LookUp) -> Facts:
    """Facts, as far as a current grant allows.

    Raises:
        RefusedError: when there is no such look-up, or the grant does not cover it.
    """
    spec = LOOK_UPS.get(ask.look_up)
    if spec is None:
        raise RefusedError("no such look-up")
    if not grant.reaches(spec.scope) or ask.about not in spec.about:
        raise RefusedError("the grant does not reach that")
    return Facts(spec.read(grant, view, ask))
