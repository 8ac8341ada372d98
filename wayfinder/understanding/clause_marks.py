"""Parts a text at its marks: sentence ends, line breaks, dots, dashes and the numbers of a list. Values stay whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wayfinder.understanding.clause_joints import at_joints

_ENDINGS = (
    r"com|org|net|io|dev|example|force|de|uk|eu|in|info|app|html?|pdf|csv|xlsx?|docx?|png|jpe?g|zip|txt|json|xml|js"
)
# What is never parted: quotations, addresses, links, file names, versions, numbers, times and abbreviations.
_WHOLE = re.compile(
    r"\"[^\"\n]{2,120}\"|\u201c[^\u201d\n]{2,120}\u201d|<[^<>\s]{3,200}>|(?:https?://|www\.)\S*[\w/]|[^\s@<>,;]{1,64}@[\w.-]*\w"
    rf"|\b[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{0,5}}\.(?:{_ENDINGS})\b(?:/\S*\w)?|\bv?\d+(?:[.,:/-]\d+)+\w*|&\w+;"
    r"|\b(?:e\.g|i\.e|[ap]\.m|u\.s|p\.s|approx|st|mr|mrs|ms|dr|prof|vs|inc|ltd|corp|co|no(?=\.\s?\d)|nr|tel|ext|incl|resp|max|min)\."
    r"|(?-i:\b[A-HJ-Z]\.(?=\s?[A-Z]))|\b\d+(?:st|nd|rd|th)\.",
    re.IGNORECASE,
)
_MAY_BE_WHOLE = re.compile(r"[\"\u201c<@.&]|//|\d[:/-]\d")
_ITEM = re.compile(r"(?:^|(?<=[\n.?!;:,]))[ \t]*(?:[-*\u2022\u00b7]+|\(?\d{1,2}[.)]|\(?[a-h]\))[ \t]+")
_NUMBER = re.compile(r"(?:^|(?<=\s))\(?(\d{1,2}(?=[.)])|[a-h](?=\)))[.)]\s+")
_MARK = re.compile(
    r"\n+|(?<=[.!?\u2026])[\"')\]]*\s+|(?<=[!?])(?=[^\W\d_])|\.{2,}\s*|\u2026\s*|;(?![-)(])\s*|\s{1,9}[-\u2013\u2014]{1,3}\s+|\u2014"
    r"|(?<=[a-z])\.(?=[A-Z][a-z]|(?:i|what|how|why|it|can|and|but|so|then|now|still|no|please|pls|thanks)\b)"
)
_WRAPPED = re.compile(r"(?<=[a-z,])\n(?=[a-z])")
_WRAPPED_AT = 50  # letters of a line that a mail program broke


def pieces(text: str) -> list[str]:
    """The parts of a text, in order, without list marks, outer blanks and commas. Some may hold no word."""
    text = _unwrapped(text)
    masked = _WHOLE.sub(lambda found: "v" * len(found[0]), text) if _MAY_BE_WHOLE.search(text) else text
    return [
        text[start:end].strip(" \t\n,")
        for begin, stop in _at_marks(masked)
        for start, end in at_joints(masked, begin, stop)
    ]


def _unwrapped(text: str) -> str:
    """A line break in the middle of a sentence, from a mail program, is a blank."""
    if len(text) <= _WRAPPED_AT or "\n" not in text:
        return text
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    long = {end for start, end in zip(starts, (s - 1 for s in starts[1:]), strict=False) if end - start > _WRAPPED_AT}
    return _WRAPPED.sub(lambda found: " " if found.start() in long else "\n", text)


def _at_marks(masked: str) -> Iterator[tuple[int, int]]:
    """Spans between sentence ends, line breaks, dots, semicolons, dashes and the numbers of a list."""
    cuts = [found.span() for found in (*_MARK.finditer(masked), *_ITEM.finditer(masked))]
    numbers = list(_NUMBER.finditer(masked))
    if {found[1] for found in numbers} >= {"1", "2"} or {found[1] for found in numbers} >= {"a", "b"}:
        cuts += [found.span() for found in numbers]
    begin = 0
    for start, end in sorted(cuts):
        if start > begin:
            yield begin, start
        begin = max(begin, end)
    if begin < len(masked):
        yield begin, len(masked)
