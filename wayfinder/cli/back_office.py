"""`./run back-office`: shows the sample people and what the look-ups say about them, and sets up a state by hand."""

import argparse
import sys
import time

from rich.console import Console
from rich.table import Table

from wayfinder import settings as configuration
from wayfinder.back_office.port import UnavailableError
from wayfinder.back_office.sample.fill import fill
from wayfinder.back_office.sample.overview import facts_of
from wayfinder.back_office.sample.read import CompanySample, read_sample
from wayfinder.back_office.sample.staging import StagingError, stage
from wayfinder.back_office.sql.database import Database
from wayfinder.back_office.sql.migrate import migrate
from wayfinder.back_office.sql.sqlite_file import what_is_lost
from wayfinder.back_office.sql.times import moment
from wayfinder.content.yaml_file import ContentError
from wayfinder.settings import ROOT

DATA = ROOT / "data"
HELP = "show the sample companies' people, and stage the state of one"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`show [EMAIL]`, `set EMAIL FACT=VALUE...` and `reset`; alone: `show`."""
    verbs = parser.add_subparsers(dest="do")
    show = verbs.add_parser("show", help="everybody, or one person with all facts")
    show.add_argument("email", nargs="?", metavar="EMAIL")
    change = verbs.add_parser("set", help="make facts true for one person")
    change.add_argument("email", metavar="EMAIL")
    change.add_argument("facts", nargs="+", metavar="FACT=VALUE")
    verbs.add_parser("reset", help="load data/partners.yml again, its times counted from now; a lost database anew")


def run(args: argparse.Namespace) -> int:
    """Exit code 1 when the command fails, with one line that says why."""
    url = configuration.load().database_url.reveal()
    lost = what_is_lost(url)
    if lost is not None and args.do != "reset":
        print(lost, file=sys.stderr)
        return 1
    database = Database(url)
    try:
        _prepare(database, again=args.do == "reset")
        _do(args, database, Console(highlight=False))
    except (StagingError, ContentError) as error:
        print(error, file=sys.stderr)
        return 1
    except UnavailableError as error:
        print(f"The database does not answer ({error}).", file=sys.stderr)
        return 1
    finally:
        database.close()
    return 0


def _prepare(database: Database, *, again: bool) -> None:
    """Create the tables and fill in the sample. `again` also creates a new database when the old one was lost."""
    sample = read_sample(DATA)
    if again and database.file is not None and database.file.is_gone():
        database.file.forget()
    migrate(database)
    fill(database, sample, moment(time.time()), again=again)


def _do(args: argparse.Namespace, database: Database, console: Console) -> None:
    for text in getattr(args, "facts", []):
        name, _, value = text.partition("=")
        stage(database, args.email, name.strip(), value.strip(), moment(time.time()))
    email = getattr(args, "email", None)
    console.print(_everybody(read_sample(DATA)) if email is None else _one(database, email.lower()))


def _everybody(sample: list[CompanySample]) -> Table:
    table = Table()
    table.add_column("e-mail", no_wrap=True)
    table.add_column("what they are there for")
    for company in sample:
        table.add_section()
        table.add_row(f"[bold]{company.name}[/]", "")
        for email, person in company.people.items():
            table.add_row(email, person.shows)
    return table


def _one(database: Database, email: str) -> Table:
    facts = facts_of(database, email, moment(time.time()))
    if facts is None:
        raise StagingError(f"There is nobody with the address {email}. Everybody: ./run back-office show")
    table = Table("fact", "value", title=email)
    for name, value in sorted(facts.items()):
        table.add_row(name, value)
    return table
