"""From a normalised text to entities in Rasa's form."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from spacy.tokens import Doc

from wayfinder.understanding.entities.facts import named
from wayfinder.understanding.entities.mentions import Mention, Said, value_of
from wayfinder.understanding.entities.pipeline import Reader

Entity = dict[str, Any]


def extract(reader: Reader, text: str, now: datetime) -> list[Entity]:
    """The values and facts in a normalised text: `entity` is a kind (patterns.KINDS) or a fact, `value` in normal
    form."""
    doc = reader.read(text)
    said = Said([token.lower_ for token in doc], _mentions(doc, now), now)
    return [
        {"entity": name, "value": mention.value, "start": mention.at, "end": mention.until}
        for name, mention in named(said)
    ]


def _mentions(doc: Doc, now: datetime) -> list[Mention]:
    read = ((span, value_of(span.label_, span.text, span.ent_id_, now)) for span in doc.ents)
    return [
        Mention(span.label_, value, span.start, span.end, span.start_char, span.end_char)
        for span, value in read
        if value is not None
    ]
