"""The files of a new topic, to be filled in: a tree, a phrase, a test and an entry. This module writes nothing."""

from __future__ import annotations

import json
import re
from pathlib import Path

import msgspec
import yaml

from wayfinder.content.lint.texts import PLACEHOLDER
from wayfinder.content.model import TopicSpec
from wayfinder.errors import WayfinderError
from wayfinder.workbench.project_files import SCHEMA_LINE, phrases_of, walks_of

_NAME = re.compile(r"[a-z][a-z0-9_]*")


class ScaffoldError(WayfinderError):
    """A topic cannot be created: the message says why, and nothing was written."""


class Scaffold(msgspec.Struct, frozen=True):
    """Files to write: new ones, and those whose text changes, by path."""

    new: dict[Path, str]
    changed: dict[Path, str]


def scaffold(data: Path, topic: str, spec: TopicSpec, *, known: bool) -> Scaffold:
    """The files of a topic; `known` when data/topics.yml has it already.

    Raises:
        ScaffoldError: when a name is not valid, or the topic has a tree or a test already.
    """
    for name in (topic, spec.area):
        if not _NAME.fullmatch(name):
            raise ScaffoldError(f"`{name}` is not a valid name: use small letters, digits and `_`, with a letter first")
    new = {
        data / "trees" / spec.area / f"{topic}.yml": tree_text(topic, spec),
        walks_of(data, spec.area, topic): walks_text(topic),
    }
    there = [path for path in new if path.exists()]
    if there:
        raise ScaffoldError(f"{' and '.join(map(str, there))} exists already: nothing was written")
    changed = _with_phrase(phrases_of(data, spec.area), topic, spec.title)
    if not known:
        changed.update(_with_entry(data / "topics.yml", topic, spec))
    return Scaffold(new, changed)


def tree_text(topic: str, spec: TopicSpec) -> str:
    """A tree whose only lint problems are the parts still to be filled in."""
    return f"""{SCHEMA_LINE}
tree: {topic}
title: {_quoted(spec.title)}
sources: [{", ".join(spec.sources)}]
# the day when you compared this with its sources, such as 2026-11-21:
verified: ""
start: first
steps:
  first:
    intro: "{PLACEHOLDER} what is going on, in one sentence"
    try:
      - "{PLACEHOLDER} the one thing to do first"
    otherwise: person
  person:
    human: "{PLACEHOLDER} what is passed to a person, and what they should have ready"
"""


def walks_text(topic: str) -> str:
    """A test that walks the new tree's two ways."""
    return f"""walks:
  the first thing helps:
    play:
      - do: topic {topic}
        at: {topic}/first
        offers: [solved, otherwise]
      - do: solved
        ends: solved
  it does not help, and a person takes over:
    play:
      - do: topic {topic}
      - do: not solved
        ends: human
"""


def _with_phrase(path: Path, topic: str, title: str) -> dict[Path, str]:
    """The phrases of the area plus one for the topic, its title in lower case; unchanged if the topic has phrases."""
    text = path.read_text(encoding="utf-8") if path.is_file() else 'version: "3.1"\nnlu:\n'
    if re.search(rf"^ *- intent: *{topic} *$", text, re.MULTILINE):
        return {}
    return {path: f"{text.rstrip()}\n- intent: {topic}\n  examples: |\n    - {' '.join(title.lower().split())}\n"}


def _with_entry(path: Path, topic: str, spec: TopicSpec) -> dict[Path, str]:
    """data/topics.yml with the topic at the end of its list, marked planned, its gist to be filled in."""
    text = path.read_text(encoding="utf-8")
    at = _end_of_topics(text)
    entry = f"  {topic}:\n    area: {spec.area}\n    title: {_quoted(spec.title)}\n    status: planned\n"
    entry += f"    gist: {_quoted(spec.gist)}\n"
    entry += f"    sources: [{', '.join(spec.sources)}]\n"
    lines = [line + "\n" for line in text.rstrip("\n").split("\n")]
    return {path: "".join([*lines[:at], entry, *lines[at:]])}


def _end_of_topics(text: str) -> int:
    """The number of lines up to the end of the last topic."""
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    topics = next((value for key, value in pairs if key.value == "topics"), None)
    if not isinstance(topics, yaml.MappingNode) or topics.flow_style or not topics.value:
        raise ScaffoldError("data/topics.yml has no list of topics to add to: add the topic there yourself")
    last: yaml.Node = topics.value[-1][1]
    while isinstance(last, (yaml.MappingNode, yaml.SequenceNode)) and last.value and not last.flow_style:
        last = last.value[-1][1] if isinstance(last, yaml.MappingNode) else last.value[-1]
    return int(last.end_mark.line) + 1


def _quoted(text: str) -> str:
    """A text as a YAML scalar, whatever characters it has: JSON strings are YAML."""
    return json.dumps(text, ensure_ascii=False)
