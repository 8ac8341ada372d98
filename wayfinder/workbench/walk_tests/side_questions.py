"""Side questions as authors write them: `how_long`, `how_long of login_loop`, `who (who is our administrator)`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wayfinder.content.asides import Aside
from wayfinder.content.contract import ASPECTS
from wayfinder.engine.moves import SideQuestion

FORM = "ASPECT [of TOPIC] [(EXAMPLE)]"
_WORDS = re.compile(r"(?P<aspect>\w+)(?: of (?P<topic>\w+))?(?: \((?P<asked>.+)\))?")


def side_question(words: str) -> SideQuestion | None:
    """The move, or None when the words are none. Without a topic it is about the one at hand."""
    found = _WORDS.fullmatch(words.strip())
    return SideQuestion(**found.groupdict()) if found and found["aspect"] in ASPECTS else None


def listed(asides: list[Aside]) -> Iterator[str]:
    """A line for each aside: what is typed to ask for it, with all examples."""
    return (f"{aside.aspect} ({') ('.join(aside.asked)})" for aside in asides)
