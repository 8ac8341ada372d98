"""The spaCy pipeline: tokens and an entity ruler, built by the project and stored in a folder. No download, no
model."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc

from wayfinder.understanding.entities.patterns import patterns
from wayfinder.understanding.typos import within_one_slip

# spaCy keeps every word that it has ever seen, 0.7 kB each, including people's addresses.
NEW_WORDS_LIMIT = 20_000
_COMPARE = "wayfinder.one_slip.v1"
_MARKS = r"[\"'()\[\]{}<>,;:.!?*_~`|=#]"
_OPENING = re.compile(rf"^{_MARKS}+")
_CLOSING = re.compile(rf"(?<!{_MARKS}){_MARKS}+$")
# "email:ann@example.com", "Oops!Looks", "<mailto:ann@example.com|ann@example.com>", "expired/locked"
_INSIDE = re.compile(r"[|<>,;!?\"()=]+|(?<=[A-Za-z]):(?!//)|(?<=[A-Za-z])/(?=[A-Za-z])|(?<!\.)\.{2,}")


@spacy.registry.misc(_COMPARE)  # type: ignore[untyped-decorator]  # spaCy is untyped here
def _compare() -> Callable[[str, str, int], bool]:
    return _same_but_for_a_slip


def _same_but_for_a_slip(typed: str, meant: str, fuzzy: int = -1) -> bool:  # noqa: ARG001 (spaCy's signature)
    return within_one_slip(typed.replace("'", ""), meant.replace("'", ""))


class Reader:
    """Tokens and spans of texts. From time to time it drops the words that spaCy has stored."""

    def __init__(self, pipeline: Language) -> None:
        self._pipeline = pipeline
        self._unused = pipeline.to_bytes()
        self._words = len(pipeline.vocab.strings)

    def read(self, text: str) -> Doc:
        """The tokens and spans of a normalised text."""
        if len(self._pipeline.vocab.strings) - self._words > NEW_WORDS_LIMIT:
            self._forget()
        return self._pipeline(text)

    def _forget(self) -> None:
        self._pipeline = _empty().from_bytes(self._unused)
        gc.collect()  # a pipeline has reference cycles, which Python may otherwise free much later

    def save(self, folder: Path) -> None:
        """Write the pipeline to a folder as data only, without code."""
        self._pipeline.to_disk(folder)


def build() -> Reader:
    """A reader built from the vocabulary."""
    pipeline = _empty()
    pipeline.get_pipe("entity_ruler").add_patterns(patterns())
    return Reader(pipeline)


def load(folder: Path) -> Reader:
    """What `save` wrote."""
    return Reader(spacy.load(folder))


def _empty() -> Language:
    pipeline = spacy.blank("en")
    pipeline.tokenizer = Tokenizer(
        pipeline.vocab,
        prefix_search=_OPENING.search,
        suffix_search=_CLOSING.search,
        infix_finditer=_INSIDE.finditer,
    )
    pipeline.add_pipe("entity_ruler", config={"matcher_fuzzy_compare": {"@misc": _COMPARE}})
    return pipeline
