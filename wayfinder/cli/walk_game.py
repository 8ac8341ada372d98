"""One walk in the terminal: its content, which is read again when it changes, and its output."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from wayfinder.cli.walk_content import WatchedContent
from wayfinder.cli.walk_player import Played, Player
from wayfinder.engine import moves as m
from wayfinder.faces.terminal import render, render_trace
from wayfinder.turns.reply import Trace


class WalkGame:
    """The tree `tree` of the folder `data`. `facts` (`FACT=VALUE`) and `scopes` are set and proved before its start."""

    def __init__(
        self, console: Console, data: Path, tree: str, facts: Sequence[str] = (), scopes: Sequence[str] = ()
    ) -> None:
        self.console = console
        self.steps: list[str] = []
        self._tree = tree
        self._facts = facts
        self._scopes = scopes
        self._content = WatchedContent(data, tree)
        self._player: Player | None = None

    @property
    def has_begun(self) -> bool:
        """Whether the tree could be read at least once."""
        return self._player is not None

    def reload_if_changed(self) -> bool:
        """Read saved files. True when the walk goes on with new content."""
        return self._content.changed() and self.reload()

    def reload(self) -> bool:
        """Read the content again, and show the open question again. False when the content has problems."""
        if not self._content.read() or self._content.library is None:
            self._explain()
            return False
        if self._player is None:
            self._begin(Player(self._content.library, self._ask, time.time()))
            return True
        self._player.library = self._content.library
        self.note("The content has changed and was read again.")
        self.show(self._player.move(m.Repeat()))
        return True

    def _begin(self, player: Player) -> None:
        self._player = player
        self.note("Type :help to see what can be typed.")
        for fact in self._facts:
            self.set(fact)
        if self._scopes:
            player.grant(self._scopes)
        self.show(player.move(m.Topic(self._tree)))

    def _explain(self) -> None:
        if self._tree not in self._content.known and not self._content.problems:
            self.note(f"There is no tree {self._tree}. Trees: {', '.join(self._content.known)}", "red")
        for problem in self._content.problems:
            self.note(str(problem), "red")
        last = "goes on with the last version that could be read" if self._player else "begins once this is fixed"
        self.note(f"The walk {last}: save the file and press Enter.")

    def set(self, text: str) -> None:
        """Set a fact by hand, as `FACT=VALUE`, and print the effect."""
        name, _, value = text.partition("=")
        played = self.player.set(name.strip(), value.strip())
        if played is None:
            self.note(f"{text!r} is not a fact with a value that it can have.", "red")
        elif played.blocks:
            self.show(played)
        else:
            self.note(f"A look-up will find {text}.")

    @property
    def player(self) -> Player:
        """The walk itself. Raises ValueError before it has begun."""
        if self._player is None:
            raise ValueError("no tree")
        return self._player

    def show(self, played: Played) -> None:
        """Print the steps that were walked and what was said."""
        self.steps += played.steps
        if played.steps:
            render_trace(self.console, Trace(steps=played.steps))
        if played.blocks:
            render(self.console, played.blocks)

    def note(self, text: str, style: str = "dim") -> None:
        """Print a line of our own, about the walk."""
        self.console.print(text, style=style, markup=False)

    def _ask(self, question: str) -> str:
        """The answer that is typed for the back office; empty at the end of input."""
        try:
            return input(f"{question}: ").strip()
        except EOFError:
            return ""
