"""Rules about asides: only topics have them, each is short and has a source, and questions tell them apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from wayfinder.content.asides import Aside
from wayfinder.content.lint.base import Context, Finding, unknown
from wayfinder.content.lint.texts import word_count
from wayfinder.content.model import ASIDE_WORDS

EXAMPLES = (2, 12)
OF_ONE_ASPECT_LIMIT = 5


def only_in_topics(context: Context) -> Iterator[Finding]:
    """People ask about topics. A tree that is only visited, or that only repairs the conversation, is never asked."""
    tree = context.tree
    if tree.tree in context.known.topics:
        return
    this = "one is about the conversation itself" if context.of_conversation else "tree is only visited by others"
    for key, given in (("asides", tree.asides), ("silent", tree.silent)):
        if given:
            yield f"people ask about topics, and this {this}: move `{key}` to the tree of a topic", (key,)


def aspects(context: Context) -> Iterator[Finding]:
    """No aspect is both answered and silent, or named twice, or has more answers than can be given at once."""
    tree = context.tree
    answered = Counter(aside.aspect for aside in tree.asides)
    for at, aspect in enumerate(tree.silent):
        if aspect in answered:
            yield f"`{aspect}` has an answer in `asides`: leave it out here, or there", ("silent", at)
        if aspect in tree.silent[:at]:
            yield f"`{aspect}` is here twice: keep one", ("silent", at)
    for aspect, count in answered.items():
        if count > OF_ONE_ASPECT_LIMIT:
            yield (
                f"{count} asides about `{aspect}`, at most {OF_ONE_ASPECT_LIMIT} can be told apart: join some",
                ("asides",),
            )


def questions(context: Context) -> Iterator[Finding]:
    """Every aside has two to twelve examples of its question, and none of them is an example of another."""
    seen: set[str] = set()
    for at, aside in enumerate(context.tree.asides):
        if len(aside.asked) not in range(EXAMPLES[0], EXAMPLES[1] + 1):
            yield f"write two to twelve examples of the question, not {len(aside.asked)}", ("asides", at, "asked")
        for number, example in enumerate(aside.asked):
            place = ("asides", at, "asked", number)
            if not example.strip():
                yield "an example has no words: write a question that people ask", place
            elif _plain(example) in seen:
                yield f"`{example}` is an example twice in this tree: keep one", place
            seen.add(_plain(example))


def answers(context: Context) -> Iterator[Finding]:
    """Every answer has words, not too many, and a source that exists."""
    for at, aside in enumerate(context.tree.asides):
        for message, place in _answer(context, aside):
            yield message, ("asides", at, *place)


def _answer(context: Context, aside: Aside) -> Iterator[Finding]:
    words = sum(word_count(text, context.library.links) for text in aside.paragraphs)
    if not words:
        yield "the answer has no words", ("answer",)
    if words > ASIDE_WORDS:
        yield f"{words} words, at most {ASIDE_WORDS} are read in passing: shorten it", ("answer",)
    if not (aside.sources or context.tree.sources):
        yield "`sources` is missing: name a section of data/topics.yml here or above the steps", ()
    for at, section in enumerate(aside.sources):
        if section not in context.known.sections:
            message = unknown("source section", section, context.known.sections, "see data/topics.yml")
            yield message, ("sources", at)


def _plain(example: str) -> str:
    """An example without capitals and signs: two that differ in nothing else are the same question."""
    return " ".join("".join(sign if sign.isalnum() else " " for sign in example.casefold()).split())


ASIDE_RULES = (only_in_topics, aspects, questions, answers)
