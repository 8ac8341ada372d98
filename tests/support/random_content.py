"""Random content that is fit to be walked: every kind of step, visits, look-ups, cases, no cycles.

The small conversation trees of `content` are used, some of them in a form that asks something.
"""

from __future__ import annotations

import random
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from tests.support.trees import library
from wayfinder.content.asides import Aside
from wayfinder.content.facts import About, Person
from wayfinder.content.model import Library, Tree
from wayfinder.content.steps import Case, Find, Human, Need, Remedies, Step, Tell, Try, Visit

FACTS = """
a.one: {label: One, values: {x: Ex, y: Why, unknown: Not sure}}
a.two: {label: Two, values: {x: Ex, y: Why}}
a.seen: {label: Seen, values: {x: Ex, y: Why, unknown: Not sure}, look_up: account, proof: mailbox}
a.open: {label: Open, values: {x: Ex, y: Why, unknown: Not sure}, look_up: public}
invitation.sent_at: {label: Sent, type: text, look_up: account, proof: mailbox}
invitation.state:
  label: Invitation
  values: {fresh: Fresh, expired: Expired, unknown: Not sure}
  derived: {by: invitation_age, from: [invitation.sent_at]}
me.email: {label: E-mail, type: email, look_up: account, proof: mailbox, invalid: That is not an address.}
org.id: {label: Org ID, about: org, type: org_id, cannot: I cannot}
org.date: {label: Date, about: org, type: date}
me.words: {label: Words, type: text}
conversation.answered: {label: Answered, values: {solved: "Yes", more: "No"}}
"""
CASES = """
help: {title: Help, queue: q, fields: [{fact: me.email}, {fact: a.two}, {fact: me.words, required: "false"}]}
org:
  title: Org
  queue: q
  fields: [{fact: org.id, instead: me.words}, {fact: org.date, without: true}, {fact: me.email, without: true}]
"""
TOPICS = """
t0: {area: login, title: Topic zero, status: ready, gist: The gist of zero.}
t1: {area: login, title: Topic one, status: ready, gist: The gist of one.}
later: {area: login, title: Later, status: planned, gist: The gist of later.}
"""
REMEDIES = """
one: {words: "First remedy, {me.email|you}.", label: the first}
two: {words: "Second remedy.", label: the second}
three: {words: "Third remedy.", label: the third}
"""
NAMES = ("one", "two", "three")
ASKING = {
    "conversation/closing": """
        steps:
          ask: {find: conversation.answered, ask: "Anything else?", then: {solved: bye, more: more, unknown: bye}}
          more: {tell: Tell me.}
          bye: {tell: Bye.}
        """,
    "conversation/not_understood": """
        steps:
          count:
            find: conversation.misses
            quiet: true
            then: {first: again, second: ask, third: person, unknown: again}
          again: {tell: "Sorry?"}
          ask: {find: conversation.meant, then: {none: again, other: fine, unknown: again}}
          fine: {tell: All right.}
          person: {human: A person can help.}
        """,
}
CLOSED = ("a.one", "a.two", "a.seen", "a.open", "invitation.state")
TYPED = ("me.email", "org.id", "org.date", "me.words", "invitation.sent_at")
TREES = ("t0", "t1", "t2", "t3")


@lru_cache(maxsize=1)
def base() -> Library:
    """The content without random trees."""
    with TemporaryDirectory() as folder:
        return library(Path(folder), ASKING, facts=FACTS, cases=CASES, topics=TOPICS, remedies=REMEDIES)


def random_library(seed: int, size: int = 8) -> Library:
    """Four trees of up to `size` steps; a tree only visits later ones, and a step only leads to later ones."""
    dice = random.Random(seed)
    trees = {name: _tree(dice, name, TREES[at + 1 :], size) for at, name in enumerate(TREES)}
    return msgspec.structs.replace(base(), trees={**base().trees, **trees})


def _tree(dice: random.Random, name: str, later: tuple[str, ...], size: int) -> Tree:
    names = [f"s{at}" for at in range(dice.randint(1, size))]
    steps = {step: _step(dice, names[at + 1 :], later) for at, step in enumerate(names)}
    return Tree(
        tree=name,
        title=name,
        start="s0",
        sources=["guide.login"],
        verified="2026-01-01",
        steps=steps,
        area="login",
        asides=[Aside(aspect="who", asked=["who", "how"], answer="You, {me.email|whoever you are}.")],
        silent=["cost"],
    )


def _step(dice: random.Random, after: list[str], later: tuple[str, ...]) -> Step:
    kinds = [_tell, _case, _human, _tell, _need] + ([_find, _try, _find, _try, _remedies] if after else [])
    kind = dice.choice([*kinds, _visit] if later else kinds)
    step = kind(dice, after, later)
    return msgspec.structs.replace(step, renews=_renews(dice)) if dice.random() < 0.1 else step


def _renews(dice: random.Random) -> list[str]:
    return [dice.choice([name, f"{name}@colleague"]) for name in NAMES]


def _target(dice: random.Random, after: list[str]) -> str | None:
    return dice.choice([*after, *after, None])


def _about(dice: random.Random) -> About | None:
    return "colleague" if dice.random() < 0.3 else None


def _find(dice: random.Random, after: list[str], _later: tuple[str, ...]) -> Step:
    fact = dice.choice(CLOSED)
    values = {*base().facts[fact].values, "unknown"}
    then = {value: dice.choice(after) for value in sorted(values)}
    about = _about(dice)
    never = dice.random()
    return Find(find=fact, ask="Which?", then=then, quiet=never < 0.2, looked_up=0.2 <= never < 0.3, about=about)


def _need(dice: random.Random, after: list[str], _later: tuple[str, ...]) -> Step:
    about = _about(dice)
    return Need(
        need=dice.choice(TYPED), ask="What?", about=about, next=_target(dice, after), unknown=_target(dice, after)
    )


def _tell(dice: random.Random, after: list[str], _later: tuple[str, ...]) -> Step:
    return Tell(tell=["First, {me.email|you}.", "Then press [Log In]."], next=_target(dice, after))


def _try(dice: random.Random, after: list[str], _later: tuple[str, ...]) -> Step:
    exits = {dice.choice(after): "Something else"} if dice.random() < 0.3 else {}
    remedy = dice.choice(NAMES) if dice.random() < 0.3 else ""
    about = _person(dice) if remedy else None
    return Try(steps=["Do this.", "Do that."], otherwise=dice.choice(after), exits=exits, remedy=remedy, about=about)


def _remedies(dice: random.Random, after: list[str], _later: tuple[str, ...]) -> Step:
    exits = {dice.choice(after): "Something else"} if dice.random() < 0.3 else {}
    names = dice.sample(NAMES, dice.randint(1, 3))
    return Remedies(names=names, otherwise=dice.choice(after), exits=exits, about=_person(dice))


def _person(dice: random.Random) -> Person | None:
    return "colleague" if dice.random() < 0.3 else None


def _visit(dice: random.Random, after: list[str], later: tuple[str, ...]) -> Step:
    return Visit(visit=dice.choice([*later, "later"]), next=_target(dice, after))


def _case(dice: random.Random, after: list[str], _later: tuple[str, ...]) -> Step:
    return Case(case=dice.choice(["help", "org"]), otherwise=_target(dice, after))


def _human(_dice: random.Random, _after: list[str], _later: tuple[str, ...]) -> Step:
    return Human(human="A person goes on.")
