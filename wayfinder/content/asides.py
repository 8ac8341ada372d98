"""Answers to side questions: what people ask about a topic while something else is open."""

from __future__ import annotations

from wayfinder.content.contract import Aspect
from wayfinder.content.facts import Content


class Aside(Content, frozen=True, kw_only=True):
    """The answer to a question about one aspect of a topic. It asks nothing, and nothing is learnt from it.

    `asked` are examples of the question in people's own words: they tell several asides of one aspect apart. Without
    `sources`, those of the tree apply.
    """

    aspect: Aspect
    asked: list[str]
    answer: str | list[str]
    sources: list[str] = []

    @property
    def paragraphs(self) -> list[str]:
        """The answer, a paragraph each."""
        return [self.answer] if isinstance(self.answer, str) else list(self.answer)
