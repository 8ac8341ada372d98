"""`./run prove --diff REV`: the changed words and branches, old and new, and which states end differently."""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

import msgspec
from rich.console import Console
from rich.status import Status

from wayfinder.cli.revision import data_at
from wayfinder.content.files import read
from wayfinder.content.model import Library
from wayfinder.workbench.proof.changes import Changes
from wayfinder.workbench.proof.diff import diff
from wayfinder.workbench.proof.edits import Edit, edits

EDITS_SHOWN = 50
SECONDS_BETWEEN_LINES = 5.0
CONTEXT = 40  # characters kept before and after a difference in a long text


class _Progress:
    """Shows on stderr how far the comparison is: one changing line on a terminal, otherwise a line now and then."""

    def __init__(self) -> None:
        self._console = Console(stderr=True, highlight=False)
        self._status = Status("Comparing ...", console=self._console)
        self._last = time.monotonic()

    def __enter__(self) -> _Progress:
        if self._console.is_terminal:
            self._status.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._status.stop()

    def __call__(self, tree: str, pairs: int) -> None:
        text = f"Comparing {tree}: {pairs:,} states"
        if self._console.is_terminal:
            self._status.update(text)
        elif time.monotonic() - self._last >= SECONDS_BETWEEN_LINES:
            self._last = time.monotonic()
            self._console.print(text, markup=False)


def show_diff(args: argparse.Namespace, library: Library) -> int:
    """Print what has changed since `args.diff`; always 0, for a difference is not a failure.

    Raises:
        RevisionError: when git does not have that revision of the data folder.
    """
    with tempfile.TemporaryDirectory() as folder:
        before = read(data_at(args.data, args.diff, Path(folder))).library
    wanted = set(args.trees or library.trees)
    with _Progress() as progress:
        found = diff(before, library, progress, only=wanted)
    written = [edit for edit in edits(before, library) if _concerns(edit, wanted)]
    new = sorted(wanted & (library.trees.keys() - before.trees.keys()))
    gone = [] if args.trees else sorted(before.trees.keys() - library.trees.keys())
    if args.json:
        print(msgspec.json.encode({"edits": written, "changes": found, "new": new, "gone": gone}).decode())
        return 0
    _print(args.diff, written, found, {"New": new, "Gone": gone})
    return 0


def _concerns(edit: Edit, trees: set[str]) -> bool:
    return ": " in edit.where or edit.where.partition("/")[0] in trees


def _print(revision: str, written: list[Edit], found: dict[str, Changes], trees: dict[str, list[str]]) -> None:
    console = Console(highlight=False)
    _print_edits(console, written)
    words = [tree for tree, changes in found.items() if changes.words_only]
    if words:
        console.print(f"Ends as before, with other words: {', '.join(words)}", markup=False, soft_wrap=True)
    for tree, changes in found.items():
        if changes.ends or changes.reads:
            _print_changes(console, tree, changes)
    for name, names in trees.items():
        if names:
            console.print(f"{name}: {', '.join(names)}", markup=False)
    if not any(c.words_only or c.ends or c.reads for c in found.values()) and not any(trees.values()):
        console.print(f"Every state ends and reads as in {revision}.", markup=False)


def _print_edits(console: Console, written: list[Edit]) -> None:
    for edit in written[:EDITS_SHOWN]:
        old, new = _shortened(edit.old or "(nothing)", edit.new or "(nothing)")
        console.print(f"{edit.where}, {edit.key}", style="bold", markup=False, soft_wrap=True)
        console.print(f"  was: {old}", style="red", markup=False, soft_wrap=True)
        console.print(f"  now: {new}", style="green", markup=False, soft_wrap=True)
    if len(written) > EDITS_SHOWN:
        console.print(f"... and {len(written) - EDITS_SHOWN} more.")
    if written:
        console.print()


def _print_changes(console: Console, tree: str, found: Changes) -> None:
    counts = f"{found.ends:,} end differently, {found.reads:,} read differently"
    states = f"{found.states:,} states" + (" compared (there are more)" if found.more else "")
    console.print(f"{tree}: of {states} {counts}", style="bold", markup=False, soft_wrap=True)
    for example in found.examples:
        facts = ", ".join(f"{fact} = {value}" for fact, value in example.facts.items()) or "always"
        end = "reads differently" if example.before == example.after else f"{example.before} → {example.after}"
        console.print(f"  {end}: {facts}", markup=False, soft_wrap=True)


def _shortened(old: str, new: str) -> tuple[str, str]:
    """Two long texts, shortened to their difference and a little around it."""
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    return _window(old, start, len(old) - end), _window(new, start, len(new) - end)


def _common(one: str, other: str) -> int:
    return next(
        (at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), min(len(one), len(other))
    )


def _window(text: str, start: int, end: int) -> str:
    first, last = max(0, start - CONTEXT), min(len(text), end + CONTEXT)
    return ("…" if first else "") + text[first:last] + ("…" if last < len(text) else "")
