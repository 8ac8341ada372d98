"""Whether a paragraph is in a language: a rough check of what we say ourselves, not of what people type."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

# Letters that the language is written in, by the beginning of their names in Unicode.
_SCRIPTS: Mapping[str, tuple[str, ...]] = {
    "ja": ("HIRAGANA", "KATAKANA"),
    "ko": ("HANGUL",),
    "zh": ("CJK",),
    "ru": ("CYRILLIC",),
    "hi": ("DEVANAGARI",),
}
# Frequent words that hardly occur in the other languages that are told apart here.
_WORDS: Mapping[str, str] = {
    "es": "el los las una con usted puede hablar persona inglés entiendo pero solo por es español y",
    "pt": "o os as uma com você pode falar pessoa inglês não mas só em português e posso eu",
    "fr": "le les une avec vous pouvez parler personne anglais ne pas mais je français et est à",
    "de": "der die das ein eine mit sie können person englisch nicht aber ich auf deutsch und ist",
    "it": "il gli una con lei può parlare persona inglese non ma solo in italiano e posso io",
}
_ENOUGH_WORDS = 3
_ENOUGH_LETTERS = 4


def speaks(language: str, paragraph: str) -> bool:
    """Whether the paragraph, or a part of it, is in the language (one of `files.Language`)."""
    if language in _SCRIPTS:
        return sum(unicodedata.name(char, "").startswith(_SCRIPTS[language]) for char in paragraph) >= _ENOUGH_LETTERS
    said = set(re.findall(r"\w+", paragraph.lower()))
    shared = {name: len(said & set(words.split())) for name, words in _WORDS.items()}
    return shared[language] >= _ENOUGH_WORDS and shared[language] == max(shared.values())
