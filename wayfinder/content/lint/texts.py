"""Rules about texts: plain text that every face can show, with details that exist.

A `rich` text may hold details `{name|fallback}` and labels `[Log In]`. A `plain` one is shown as written, and a
`label` is a plain text on a button.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from typing_extensions import assert_never

from wayfinder.content.asides import Aside
from wayfinder.content.contract import CONVERSATION
from wayfinder.content.fact_key import FactKey
from wayfinder.content.facts import FactSpec
from wayfinder.content.lint.base import Finding, Known, unknown
from wayfinder.content.model import LABEL_LIMIT, TEXT_LIMIT, CaseSpec, LinkSpec, RemedySpec, TopicSpec, Tree
from wayfinder.content.steps import Case, Find, Human, Need, Remedies, Step, Tell, Try, Visit
from wayfinder.content.texts import Detail, Label, Part, parts
from wayfinder.content.yaml_file import Place

Form = Literal["rich", "plain", "label"]
Words = tuple[str, Form, Place]

# `./run new` writes this where an author has to fill something in; content that still has it is refused.
PLACEHOLDER = "FILL IN:"

_HTML = re.compile(r"</?[A-Za-z]+|&(?:[A-Za-z]+|#\d+);")
_MARKDOWN = re.compile(r"\]\(|\*\*|__|`")
_ADDRESS = re.compile(r"https?://\S*|\bwww\.\S*", re.IGNORECASE)
_MARKS = re.compile(r"[{}\[\]]")


def check(words: Words, known: Known) -> Iterator[Finding]:
    """All problems of one text."""
    text, form, place = words
    for message in _plain_words(text):
        yield message, place
    limit = LABEL_LIMIT if form == "label" else TEXT_LIMIT
    if len(text) > limit:
        yield f"{len(text)} characters, at most {limit} can be shown: shorten it", place
    for message in _details(text, known) if form == "rich" else _no_details(text):
        yield message, place


def of_tree(tree: Tree) -> Iterator[Words]:
    """The words of a tree, with those of its own facts."""
    yield tree.title, "label", ("title",)
    for name, step in tree.steps.items():
        for text, form, place in of_step(step):
            yield text, form, ("steps", name, *place)
    yield from of_asides(tree.asides)
    yield from of_facts(tree.facts)


def of_step(step: Step) -> Iterator[Words]:
    """The words of a step."""
    yield step.why, "plain", ("why",)
    match step:
        case Find():
            yield step.ask, "rich", ("ask",)
            yield from _labels(step.options, "options")
        case Need():
            yield step.ask, "rich", ("ask",)
        case Tell():
            yield from _paragraphs(step.tell, ("tell",))
        case Try():
            yield step.intro, "rich", ("intro",)
            yield from ((text, "rich", ("try", at)) for at, text in enumerate(step.steps))
            yield from _labels(step.exits, "exits")
            yield from _examples(step.examples)
            yield step.waits, "plain", ("waits",)
        case Remedies():
            yield step.intro, "rich", ("intro",)
            yield from _labels(step.exits, "exits")
            yield from _examples(step.examples)
            yield step.waits, "plain", ("waits",)
        case Human():
            yield step.human, "rich", ("human",)
        case Visit() | Case():
            pass  # their texts belong to the visited tree and to the case
        case _:
            assert_never(step)


def of_asides(asides: Sequence[Aside]) -> Iterator[Words]:
    """The words of side questions and of their answers."""
    for at, aside in enumerate(asides):
        yield from ((text, "plain", ("asides", at, "asked", number)) for number, text in enumerate(aside.asked))
        yield from _paragraphs(aside.answer, ("asides", at, "answer"))


def of_facts(facts: Mapping[str, FactSpec]) -> Iterator[Words]:
    """The words of facts."""
    for name, spec in facts.items():
        at = ("facts", name)
        yield spec.label, "label", (*at, "label")
        yield spec.ask, "rich", (*at, "ask")
        yield spec.why, "plain", (*at, "why")
        yield spec.invalid, "plain", (*at, "invalid")
        yield from ((text, "label", (*at, "values", value)) for value, text in spec.values.items())


def of_cases(cases: Mapping[str, CaseSpec]) -> Iterator[Words]:
    """The words of cases."""
    return ((spec.title, "plain", ("cases", name, "title")) for name, spec in cases.items())


def of_links(links: Mapping[str, LinkSpec]) -> Iterator[Words]:
    """The words of links."""
    return ((spec.text, "plain", ("links", name, "text")) for name, spec in links.items())


def of_remedies(remedies: Mapping[str, RemedySpec]) -> Iterator[Words]:
    """The words of remedies."""
    for name, spec in remedies.items():
        yield spec.words, "rich", ("remedies", name, "words")
        yield spec.label, "label", ("remedies", name, "label")


def of_topics(topics: Mapping[str, TopicSpec]) -> Iterator[Words]:
    """The words of topics. A title may be an option of "did you mean"."""
    for name, spec in topics.items():
        yield spec.title, "label", ("topics", name, "title")
        yield spec.gist, "rich", ("topics", name, "gist")


def details(text: str) -> Iterator[Detail]:
    """The details in a rich text."""
    return (part for part in parts(text) if isinstance(part, Detail))


def word_count(text: str, links: Mapping[str, LinkSpec]) -> int:
    """How many words a rich text has while no fact is known."""
    return len("".join(_shown(part, links) for part in parts(text)).split())


def _shown(part: Part, links: Mapping[str, LinkSpec]) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part, Label):
        return part.label
    link = links.get(part.name.removeprefix("link.")) if part.name.startswith("link.") else None
    return link.text if link is not None else part.fallback or ""


def _paragraphs(said: str | list[str], place: Place) -> Iterator[Words]:
    if isinstance(said, str):
        yield said, "rich", place
    else:
        yield from ((text, "rich", (*place, at)) for at, text in enumerate(said))


def _examples(examples: Mapping[str, Sequence[str]]) -> Iterator[Words]:
    for name, texts in examples.items():
        yield from ((text, "plain", ("examples", name, at)) for at, text in enumerate(texts))


def _labels(labels: Mapping[str, str], key: str) -> Iterator[Words]:
    return ((text, "label", (key, name)) for name, text in labels.items())


def _plain_words(text: str) -> Iterator[str]:
    if PLACEHOLDER in text:
        yield f"`{PLACEHOLDER}` is still there: write the words"
    if html := _HTML.search(text):
        yield f"`{html[0]}` is HTML: write plain text"
    if mark := _MARKDOWN.search(text):
        yield f"`{mark[0]}` is Markdown: write [Label] for words on the screen, {{link.name}} for a link"
    elif address := _ADDRESS.search(text):
        yield f"`{address[0]}` is a web address: declare it in data/links.yml, and write {{link.name}} here"


def _details(text: str, known: Known) -> Iterator[str]:
    for part in parts(text):
        if isinstance(part, Detail):
            yield from _detail(part, known)
        elif isinstance(part, str) and (mark := _MARKS.search(part)):
            yield f"`{mark[0]}` has no partner: a detail is {{name|words without it}}, a label [Log In]"


def _detail(detail: Detail, known: Known) -> Iterator[str]:
    if detail.name.startswith("link."):
        link = detail.name.removeprefix("link.")
        if link not in known.links:
            yield unknown("link", link, known.links, "declare it in data/links.yml")
        return
    name = FactKey.parse(detail.name).name
    if name not in known.facts:
        yield unknown("detail", name, known.facts, "details are facts of data/facts.yml, or {link.name}")
    elif detail.fallback is None and not name.startswith(CONVERSATION):
        yield f"`{{{detail.name}}}` may be unknown: write {{{detail.name}|words without it}}"


def _no_details(text: str) -> Iterator[str]:
    if mark := _MARKS.search(text):
        yield f"`{mark[0]}` would be shown as it is: here details and labels are not filled in"
