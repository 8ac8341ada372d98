"""Makes a walk that is too large for a turn smaller, dropping the least needed parts first."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from wayfinder.engine.walk import Frame, Walk

SHORT = 80  # characters that remain of a detail when nothing else can be dropped


def smaller(walk: Walk) -> Walk | None:
    """The walk with one more part dropped; None when everything left is needed."""
    return next((less for cut in _CUTS if (less := cut(walk)) is not None), None)


def _without_a_way_back(walk: Walk) -> Walk | None:
    return replace(walk, marks=walk.marks[1:]) if len(walk.marks) > 1 else None


def _without_the_oldest(walk: Walk) -> Walk | None:
    """Drop the oldest fact or tried procedure: if it is needed again, it is asked again."""
    if walk.tries and (not walk.facts or walk.tries[0].question < walk.facts[0].question):
        return replace(walk, tries=walk.tries[1:])
    return replace(walk, facts=walk.facts[1:]) if walk.facts else None


def _without_lapsed(walk: Walk) -> Walk | None:
    return replace(walk, lapsed=None) if walk.lapsed is not None else None


def _without_a_topic_below(walk: Walk) -> Walk | None:
    """Drop the topic that has waited longest."""
    topics = [at for at, frame in enumerate(walk.stack) if frame.role == "topic"]
    return replace(walk, stack=walk.stack[topics[1] :]) if len(topics) > 1 else None


def _without_a_grant(walk: Walk) -> Walk | None:
    """Drop a grant: the driver brings all grants again with each turn."""
    return replace(walk, grants=walk.grants[:-1]) if walk.grants else None


def _without_the_oldest_remedy(walk: Walk) -> Walk | None:
    """Drop what was tried longest ago: that remedy may be proposed again."""
    return replace(walk, remedies=walk.remedies[1:]) if walk.remedies else None


def _without_what_was_told_in_a_parked_topic(walk: Walk) -> Walk | None:
    """Drop what was told in the topic that is parked longest: it is asked again."""
    at = next((at for at, parked in enumerate(walk.parked) if parked.told or parked.tries or parked.said), None)
    if at is None:
        return None
    emptied = replace(walk.parked[at], told={}, tries=[], said=[])
    return replace(walk, parked=[*walk.parked[:at], emptied, *walk.parked[at + 1 :]])


def _shorter(walk: Walk) -> Walk | None:
    stack = [_short(frame) for frame in walk.stack]
    return replace(walk, stack=stack, marks=[]) if stack != walk.stack or walk.marks else None


def _short(frame: Frame) -> Frame:
    return replace(frame, data={name: value[:SHORT] for name, value in frame.data.items()})


def _without_an_unproved(walk: Walk) -> Walk | None:
    """Drop what is known of a proof that could not be had: it is offered again."""
    return replace(walk, unproved=walk.unproved[1:]) if walk.unproved else None


def _without_said(walk: Walk) -> Walk | None:
    """Forget what was said on the way that is being walked again: it is said again."""
    return replace(walk, said=[]) if walk.said else None


def _without_the_rest(walk: Walk) -> Walk | None:
    """Drop what the last reply left out: it can be asked for again."""
    return replace(walk, rest=[], answered=[]) if walk.rest or walk.answered else None


_CUTS: tuple[Callable[[Walk], Walk | None], ...] = (
    _without_the_rest,
    _without_said,
    _without_a_way_back,
    _without_the_oldest,
    _without_lapsed,
    _without_a_topic_below,
    _without_a_grant,
    _without_an_unproved,
    _without_what_was_told_in_a_parked_topic,
    _shorter,
    _without_the_oldest_remedy,
)
