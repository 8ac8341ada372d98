"""Every text, name and branch that differs between two libraries, old and new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

import msgspec

from wayfinder.content.asides import Aside
from wayfinder.content.model import Library, Tree

KINDS = ("facts", "cases", "links", "remedies", "topics", "sections", "documents")
LEFT_OUT = {"steps", "asides", "facts", "version", "verified", "area", "hash"}


class Edit(msgspec.Struct, frozen=True):
    """One text or branch at `where` (`tree/step`, or `facts: name`) under `key`. None on the side that lacks it."""

    where: str
    key: str
    old: str | None
    new: str | None


def edits(before: Library, after: Library) -> list[Edit]:
    """All differences of trees that both have, and of entries such as facts and cases. `verified` does not count."""
    found: list[Edit] = []
    for name in after.trees:
        if name in before.trees:
            found += _of_tree(name, before, after)
    for kind in KINDS:
        was, now = getattr(before, kind), getattr(after, kind)
        for name in dict.fromkeys([*was, *now]):
            found += _of(f"{kind}: {name}", was.get(name), now.get(name))
    return found


def _of_tree(name: str, before: Library, after: Library) -> Iterator[Edit]:
    was, now = before.trees[name], after.trees[name]
    yield from _of(name, was, now)
    for step in dict.fromkeys([*now.steps, *was.steps]):
        yield from _of(f"{name}/{step}", was.steps.get(step), now.steps.get(step))
    old, new = _asides(was), _asides(now)
    for aside in dict.fromkeys([*new, *old]):
        yield from _of(f"{name}/{aside}", old.get(aside), new.get(aside))


def _asides(tree: Tree) -> dict[str, Aside]:
    """The asides of a tree by the first example of their question."""
    return {f"{aside.aspect} “{aside.asked[0]}”": aside for aside in tree.asides if aside.asked}


def _of(where: str, was: object, now: object) -> Iterator[Edit]:
    if was == now:
        return
    old, new = ({} if each is None else msgspec.to_builtins(each) for each in (was, now))
    for key, one, other in _mapping("", old, new):
        yield Edit(where, key, one, other)


Leaf = tuple[str, "str | None", "str | None"]


def _mapping(key: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Leaf]:
    for name in dict.fromkeys([*new, *old]):
        if name not in LEFT_OUT or key:
            yield from _value(f"{key}.{name}" if key else name, old.get(name), new.get(name))


def _value(key: str, old: Any, new: Any) -> Iterator[Leaf]:
    if (old or None) == (new or None):
        return
    if isinstance(old or new, dict):
        yield from _mapping(key, old or {}, new or {})
    elif isinstance(old, list) or isinstance(new, list):
        yield from _list(key, _listed(old), _listed(new))
    else:
        yield key, _text(old), _text(new)


def _list(key: str, old: list[Any], new: list[Any]) -> Iterator[Leaf]:
    """Items that were changed, added or removed; an item that only moved down is not a change."""
    was, now = [str(each) for each in old], [str(each) for each in new]
    for kind, start, end, first, last in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if kind != "equal":
            yield from ((key, one, other) for one, other in zip_longest(was[start:end], now[first:last]))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def _text(value: Any) -> str | None:
    return str(value) if value else None
