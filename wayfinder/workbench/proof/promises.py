"""No empty promises: nobody is told that a person takes over, or that a case is answered, whom nobody could answer.

It is shown by playing the engine in a conversation that cannot be answered later, with an address and without one.
"""

from __future__ import annotations

from collections.abc import Iterator

from wayfinder.content.contract import UNKNOWN, ConversationFact, Repair
from wayfinder.content.model import Library
from wayfinder.content.steps import Human
from wayfinder.engine.advance import advance
from wayfinder.engine.blocks import Block, Text
from wayfinder.engine.stack.reach import ADDRESS_KEY
from wayfinder.engine.walk import Frame, Walk
from wayfinder.faces.plain import words
from wayfinder.workbench.proof.play import NOW, Played


class Promises:
    """The words of a library that promise an answer."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._of_case = _closing(library, "case", "yes") - _closing(library, "case", "no")
        self._of_human = _closing(library, "human", "yes") - _closing(library, "stopped", "no")

    def unkept(self, tree: str) -> list[str]:
        """What is wrong with the words of `closing`; nothing for every other tree."""
        if tree != Repair.CLOSING or self._of_case:
            return []
        return ["after a case the same is said to somebody whom nobody can answer: branch on `conversation.reachable`"]

    def broken(self, played: Played) -> bool:
        """Whether something was promised to somebody whom nobody can answer."""
        said = _texts(played.blocks)
        promised = played.handed_over or said & (self._of_case | self._of_human) or self._says_human(played, said)
        return bool(promised) and not _can_be_answered(played.walk)

    def _says_human(self, played: Played, said: set[str]) -> bool:
        """Whether the words of a `human` step were said, up to their first detail."""
        begins = [words.partition("{")[0] for words in self._human_words(played)]
        return any(begin and text.startswith(begin) for begin in begins for text in said)

    def _human_words(self, played: Played) -> Iterator[str]:
        for here in played.steps:
            tree, _, name = here.partition("/")
            step = self._library.trees[tree].steps[name]
            if isinstance(step, Human):
                yield step.human


def _closing(library: Library, ending: str, reachable: str) -> set[str]:
    """What is said at such an ending."""
    tree = library.trees[Repair.CLOSING]
    data: dict[str, str] = {ConversationFact.ENDING: ending, ConversationFact.REACHABLE: reachable}
    frame = Frame(tree.tree, tree.start, "repair", tree.version, data)
    return _texts(advance(library, Walk(stack=[frame]), [], NOW).blocks)


def _texts(blocks: list[Block]) -> set[str]:
    return {words(block.spans) for block in blocks if isinstance(block, Text)}


def _can_be_answered(walk: Walk) -> bool:
    return walk.reach or any(fact.key == ADDRESS_KEY and fact.value != UNKNOWN for fact in walk.facts)
