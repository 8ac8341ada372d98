"""What is not the message itself: greeting, signature and quoted mail."""

from __future__ import annotations

import re

_HEADER = r"(?:sent|date|to|subject|cc|gesendet|an|betreff)\s?:"
_QUOTE_BEGINS = re.compile(
    rf"^[ \t>*]{{0,8}}(?:on\b.{{4,120}}\bwrote:|am\b.{{4,120}}\bschrieb\b.{{0,80}}:"
    rf"|-{{2,}}\s?(?:original|forwarded) message|begin forwarded message:"
    rf"|(?:from|von)\s?:[^\n]{{2,120}}\n?.{{0,200}}\b{_HEADER})",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)
_QUOTED_LINE = re.compile(r"^[ \t]*>+.*$", re.MULTILINE)
_QUOTE_MARK = re.compile(r"^[ \t]*>+[ \t]?", re.MULTILINE)

_CLOSING_WORDS = (
    r"(?:(?:best|kind|kindest|warm|warmest|many thanks and|thanks and|thanks &|thank you and|with) regards"
    r"|regards|best wishes|all the best|sincerely|yours (?:sincerely|faithfully|truly)|yours|cheers|rgds|br|kr|best"
    r"|thanks in advance|thanks|thank you|many thanks|thx"
    r"|mit freundlichen gr(?:ü|ue)(?:ß|ss)en|viele gr(?:ü|ue)(?:ß|ss)e|mfg)"
)
_CLOSING = re.compile(rf"\s*{_CLOSING_WORDS}\s*[,.!]?\s*", re.IGNORECASE)
_CLOSING_IN_LINE = re.compile(
    r"(?<=[.!?,;])\s+(?:(?:best|kind|kindest|warm|thanks and|thanks &) regards|regards|sincerely|best wishes)\b[,.!]?"
    r"(?:\s+[\w.,&|+()/@-]+){0,14}\s*$",
    re.IGNORECASE,
)
_MARK = re.compile(r"\s*(?:--+|__+|sent from my \w+.*|get outlook for .*)\s*", re.IGNORECASE)
_PHONE = re.compile(r"(?:\+|\b0|\()\d[\d ()/.-]{6,20}\d")
_POSTSCRIPT = re.compile(r"\s*p\.?\s?s\.?[:,. ]", re.IGNORECASE)
# A line of a signature has few words and asks nothing.
_SIGNATURE_WORDS = 7
_SIGNATURE_LINES = 9

_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")

_HELLO = r"(?:hi+|hello|helo|hey+|hiya|hallo|hola|greetings|good ?(?:morning|afternoon|evening|day)|namaste)"
_WHOM = (
    r"(?:there|team|all|everyone|everybody|guys|folks|sir|madam|sir/madam|ma'am|support|bot|again|together|friends?)"
)
_GREETING_LINE = re.compile(
    rf"\s*(?:{_HELLO}(?:\s+[\w/'-]+){{0,4}}|dear(?:\s+[\w/'.-]+){{1,5}}|to whom it may concern|sir|team|all)"
    r"\s*[,.!:-]*\s*",
    re.IGNORECASE,
)
_GREETING = re.compile(
    rf"\A\s*(?:{_HELLO}(?:\s+(?:to\s+)?(?:{_WHOM}|(?:the\s+)?[\w'-]+\s+(?:team|support|desk)))*(?:\s*[,.!:]+\s*|\s+-+\s+|\s+)"
    rf"|(?:{_HELLO}|dear)(?:\s+[\w/'.-]+){{1,4}}?\s*[,!:]+\s*|(?:respected\s+)?(?:sir|madam)(?:/madam)?\s*,\s*)(?=\S)",
    re.IGNORECASE,
)


def body_of(text: str) -> str:
    """The message without greeting, signature and quoted mail; the whole text where nothing else is in it."""
    said = _without_greeting(_without_signature(_without_quote(_BLANK_LINES.sub("\n\n", text.strip()))))
    return said if _says_something(said) else _QUOTE_MARK.sub("", text).strip()


def _says_something(text: str) -> bool:
    return any(map(str.isalnum, text))


def _without_quote(text: str) -> str:
    begins = _QUOTE_BEGINS.search(text)
    return _QUOTED_LINE.sub("", text[: begins.start()] if begins else text)


def _without_signature(text: str) -> str:
    lines = _CLOSING_IN_LINE.sub("", text.rstrip()).split("\n")
    for number, line in enumerate(lines[1:], start=1):
        if _MARK.fullmatch(line) or (_CLOSING.fullmatch(line) and _is_signature(lines[number + 1 :])):
            return "\n".join(lines[:number] + [later for later in lines[number + 1 :] if _POSTSCRIPT.match(later)])
    return "\n".join(lines[: _card_begins(lines)])


def _is_signature(lines: list[str]) -> bool:
    if len(lines) > 2 * _SIGNATURE_LINES:
        return False
    said = [line for line in lines if line.strip() and not _POSTSCRIPT.match(line)]
    return len(said) <= _SIGNATURE_LINES and all(_is_card_line(line) for line in said)


def _is_card_line(line: str) -> bool:
    return len(line.split()) <= _SIGNATURE_WORDS and not line.rstrip().endswith("?")


def _card_begins(lines: list[str]) -> int:
    """Where name, firm and telephone number begin that end a text without any closing."""
    begin = len(lines)
    while begin > 1 and _is_card_line(lines[begin - 1]) and lines[begin - 1].strip():
        begin -= 1
    card = lines[begin:]
    is_card = 2 <= len(card) <= 6 and any(_PHONE.search(line) for line in card)
    return begin if is_card and not lines[begin - 1].strip() else len(lines)


def _without_greeting(text: str) -> str:
    lines = text.strip().split("\n")
    greeted = 1 if len(lines) > 1 and _GREETING_LINE.fullmatch(lines[0]) else 0
    return _GREETING.sub("", "\n".join(lines[greeted:]).lstrip(), count=1)
