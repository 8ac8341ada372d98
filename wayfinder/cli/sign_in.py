"""`--as` and `--as-admin`: chat as one of the sample people. A development setting allows it."""

from __future__ import annotations

import argparse

from wayfinder import bootstrap
from wayfinder.back_office.grants import Scope
from wayfinder.back_office.port import RefusedError, UnavailableError
from wayfinder.back_office.sample.read import read_sample
from wayfinder.errors import UsageError
from wayfinder.settings import Settings, SettingsError, variable

HOURS = 8


def add_sign_in(parser: argparse.ArgumentParser) -> None:
    """The two arguments; at most one of them."""
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--as", dest="person", metavar="EMAIL", help="as this sample person, mailbox proved")
    group.add_argument("--as-admin", dest="admin", metavar="EMAIL", help="as this sample administrator")


def sign_in(args: argparse.Namespace, settings: Settings, conversation: str) -> None:
    """Give the conversation the grant that was asked for.

    Raises:
        SettingsError: when sample people may not be used here.
        UsageError: when this is not one of the sample people, or not an administrator.
    """
    email = args.admin or args.person
    if email is None:
        return
    if not settings.sample_sign_in:
        raise SettingsError(
            f"--as needs {variable('sample_sign_in')}=yes: it proves nothing, so never set it in public."
        )
    scope: Scope = "admin" if args.admin else "mailbox"
    if all(email not in company.people for company in read_sample(bootstrap.DATA)):
        raise UsageError(f"{email} is not one of the sample people. This lists them: ./run back-office show")
    back_office = bootstrap.back_office(settings, bootstrap.library())
    try:
        back_office.grant(conversation, email, scope, how="sample sign-in", hours=HOURS)
    except (RefusedError, UnavailableError) as error:
        raise UsageError(f"{email} cannot be signed in: {error}") from error
