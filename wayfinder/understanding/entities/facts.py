"""Decides which facts the values of a message tell. When in doubt, none: a wrong fact is worse than a question."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, time, timedelta, timezone

from wayfinder.understanding.entities.mentions import Mention, Said, iso
from wayfinder.understanding.entities.owners import followed_by_doubt, org_owner, stated, whose
from wayfinder.understanding.entities.patterns import DATE, EMAIL, ERROR, KINDS, MOMENT, ORG_ID, STATUS
from wayfinder.understanding.entities.vocabulary import vocabulary

Named = tuple[str, Mention]

_INVITED, _EXTENDED = "invitation.sent_at", "org.desired_expiration"
_ID, _THEIR_ID, _STATE, _THEIR_STATE = "org.id", "user.org_id", "org.status", "user.org_status"
_LATEST_DAY = timedelta(days=2)  # for an earlier day the hour clearly does not matter


def names() -> list[str]:
    """Every name that an entity can have: kinds, and facts."""
    facts = {_INVITED, _EXTENDED, _ID, _THEIR_ID, _STATE, _THEIR_STATE, *vocabulary().whose, *vocabulary().beside}
    return [*KINDS, *sorted(facts)]


def named(said: Said) -> list[Named]:
    """Entities: kinds (`email`) and facts (`me.email`) with the mention that has the value.

    A kind or a fact for which two values were given is left out.
    """
    return [*_single((mention.kind, mention) for mention in said.mentions if _counts(said, mention)), *_facts(said)]


def _facts(said: Said) -> list[Named]:
    found = ((fact, told) for mention in said.mentions for fact, told in _READERS[mention.kind](said, mention))
    return _single(found)


def _single(found: Iterable[Named]) -> list[Named]:
    by_name: dict[str, dict[str, Mention]] = {}
    for name, mention in found:
        by_name.setdefault(name, {}).setdefault(mention.value, mention)
    return [(name, next(iter(told.values()))) for name, told in by_name.items() if len(told) == 1]


def _counts(said: Said, mention: Mention) -> bool:
    """Whether the mention counts: it is not denied or guessed, and not the time of something else."""
    if mention.kind == ERROR:
        return vocabulary().gone.isdisjoint(said.others(mention))
    if mention.kind == MOMENT:
        return not _has(said.others(mention), vocabulary().invitation.otherwise)
    return mention.kind != STATUS or stated(said, mention, mention.start)


def _address(said: Said, mention: Mention) -> Iterator[Named]:
    fact = whose(said, mention)
    if fact is not None:
        yield fact, mention


def _org_id(said: Said, mention: Mention) -> Iterator[Named]:
    owner = org_owner(said, mention)
    start, end = said.sentence(mention)
    if owner == "their":
        yield _THEIR_ID, mention
    elif owner == "my" or vocabulary().others.isdisjoint(said.words[start:end]):
        yield _ID, mention


def _status(said: Said, mention: Mention) -> Iterator[Named]:
    owner = org_owner(said, mention)
    if owner is not None:
        yield (_STATE if owner == "my" else _THEIR_STATE), mention
    elif "buy" in said.words[mention.start : mention.end] and stated(said, mention, mention.start):
        start, end = said.sentence(mention)
        if vocabulary().others.isdisjoint(said.words[start:end]):
            yield _STATE, mention


def _moment(said: Said, mention: Mention) -> Iterator[Named]:
    if _is_of_invitation(said, mention):
        yield _INVITED, mention


def _day(said: Said, mention: Mention) -> Iterator[Named]:
    day = datetime.combine(datetime.fromisoformat(mention.value), time(12), timezone.utc)
    if day.date() > said.now.date() and _is_of_extension(said, mention):
        yield _EXTENDED, mention
    elif day < said.now - _LATEST_DAY and _is_of_invitation(said, mention):
        yield _INVITED, mention._replace(value=iso(day))


def _is_of_invitation(said: Said, mention: Mention) -> bool:
    table = vocabulary()
    start, end = said.clause(mention)
    clause = said.words[start:end]
    return (
        _has(clause, table.invitation.named)
        and _has(clause, table.invitation.received)
        and not _has(clause, table.invitation.otherwise | table.others)
        and not followed_by_doubt(said, mention)
    )


def _is_of_extension(said: Said, mention: Mention) -> bool:
    words = vocabulary().extension
    start, end = said.sentence(mention)
    sentence = said.words[start:end]
    before = [word for word in said.words[start : mention.start] if word != "the"][-1:]
    if _has(said.words[said.clause(mention)[0] : mention.start], words.otherwise) or followed_by_doubt(said, mention):
        return False
    if _has(sentence, words.asking):
        return _has(before, words.until | words.to)
    return _has(sentence, words.wishing) and _has(before, words.until) and _has(sentence, vocabulary().org_nouns)


def _has(said: list[str], phrases: frozenset[str]) -> bool:
    text = f" {' '.join(said)} "
    return any(f" {phrase} " in text for phrase in phrases)


def _nothing(_said: Said, _mention: Mention) -> Iterator[Named]:
    return iter(())


_READERS: dict[str, Callable[[Said, Mention], Iterator[Named]]] = {
    EMAIL: _address,
    ORG_ID: _org_id,
    STATUS: _status,
    MOMENT: _moment,
    DATE: _day,
    ERROR: _nothing,
}
