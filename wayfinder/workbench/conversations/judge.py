"""Whether a reply does what is expected: one function for each kind of expectation."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from wayfinder.content.model import Library
from wayfinder.workbench.conversations.files import Expected
from wayfinder.workbench.conversations.reply import Reply, collapsed
from wayfinder.workbench.conversations.tongues import speaks

Judge = Callable[[str, Reply, Library], bool]

# The conversation trees that say that something was not understood, take up anger, and warn of typing secrets.
MISSES = ("not_understood", "closed_question")
KIND = ("frustrated",)
WARNING = ("secret",)
_DETAIL = re.compile(r"\{[^}]*\}")


def holds(expected: Expected, reply: Reply, library: Library) -> bool:
    """Whether the reply does what is expected, in one of the ways that are named."""
    judge = JUDGES[expected.what]
    return any(judge(value, reply, library) for value in expected.values)


def missed(reply: Reply) -> bool:
    """Whether the reply says that something was not understood."""
    return any(tree in MISSES for tree in reply.trees)


def _section(value: str, reply: Reply, library: Library) -> bool:
    return value in reply.sections(library)


def _fact(value: str, reply: Reply, _library: Library) -> bool:
    return collapsed(value) in reply.words


def _look_up(value: str, reply: Reply, _library: Library) -> bool:
    return value in reply.looked_up


def _ending(value: str, reply: Reply, _library: Library) -> bool:
    return value in reply.endings


def _asks(value: str, reply: Reply, _library: Library) -> bool:
    ends_with_one = bool(reply.paragraphs) and reply.paragraphs[-1].endswith("?")
    return _is(value, reply.after.is_open or ends_with_one)


def _same_question(value: str, reply: Reply, _library: Library) -> bool:
    before, after = reply.before, reply.after
    return _is(value, before.is_open and (before.step, before.fact) == (after.step, after.fact) and after.is_open)


def _other_question(value: str, reply: Reply, _library: Library) -> bool:
    before, after = reply.before, reply.after
    return _is(value, after.is_open and (before.step, before.fact) != (after.step, after.fact))


def _miss(value: str, reply: Reply, _library: Library) -> bool:
    return _is(value, missed(reply))


def _warns(_value: str, reply: Reply, _library: Library) -> bool:
    return any(tree in WARNING for tree in reply.trees)


def _kind(value: str, reply: Reply, _library: Library) -> bool:
    return _is(value, any(tree in KIND for tree in reply.trees))


def _speaks(value: str, reply: Reply, _library: Library) -> bool:
    return any(speaks(value, paragraph) for paragraph in reply.paragraphs)


def _proposes(value: str, reply: Reply, library: Library) -> bool:
    """Whether all that the remedy says is said; what a detail such as `{link.partners}` says does not count."""
    words = library.remedies[value].words.replace("[", "").replace("]", "")
    return all(collapsed(part).strip(" .,") in reply.words for part in _DETAIL.split(words))


def _repeats(value: str, reply: Reply, _library: Library) -> bool:
    return _is(value, bool(reply.words) and reply.words == reply.previous)


def _is(flag: str, truth: bool) -> bool:
    return truth == (flag == "true")


JUDGES: Mapping[str, Judge] = {
    "section": _section,
    "fact": _fact,
    "look_up": _look_up,
    "ending": _ending,
    "asks": _asks,
    "same_question": _same_question,
    "other_question": _other_question,
    "miss": _miss,
    "warns": _warns,
    "speaks": _speaks,
    "kind": _kind,
    "proposes": _proposes,
    "repeats": _repeats,
}
