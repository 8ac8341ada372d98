"""What lint asks of a topic's gist: a few words that every face can show, with their sources."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.trees import write
from wayfinder.content.files import read
from wayfinder.content.lint.run import problems
from wayfinder.content.model import GIST_WORDS
from wayfinder.settings import ROOT

FACTS = "name: {label: Name, ask: Who?, type: text}"
LINKS = "home: {text: our home page}"
TOO_LONG = f"the gist has {GIST_WORDS + 1} words, at most {GIST_WORDS} are read: shorten it"
LINE = 7  # of the gist in data/topics.yml


def found(tmp_path: Path, gist: str, sources: str = "[guide.login]") -> list[str]:
    """What lint says about one planned topic."""
    topic = f"loop:\n  area: login\n  title: Loop\n  gist: {gist}\n  status: planned\n  sources: {sources}"
    return list(map(str, problems(read(write(tmp_path, facts=FACTS, links=LINKS, topics=topic)))))


def words(number: int) -> str:
    return " ".join(["word"] * number)


SOUND = {
    "as many words as are read": words(GIST_WORDS),
    "a label": f"{words(GIST_WORDS - 2)} [Log In]",
    "a link, read as its words": f"{words(GIST_WORDS - 3)} {{link.home}}",
    "a detail, read as the words without it": f"{words(GIST_WORDS - 2)} {{name|your colleague}}",
}


@pytest.mark.parametrize("name", SOUND)
def test_a_gist_may_have(tmp_path: Path, name: str) -> None:
    assert found(tmp_path, SOUND[name]) == []


WRONG = {
    '""': "the gist is empty: write what helps most people at once",
    "'  '": "the gist is empty: write what helps most people at once",
    words(GIST_WORDS + 1): TOO_LONG,
    f"{words(GIST_WORDS - 1)} [Log In]": TOO_LONG,
    f"{words(GIST_WORDS - 2)} {{link.home}}": TOO_LONG,
    f"{words(GIST_WORDS - 1)} {{name|your colleague}}": TOO_LONG,
    "Log in<br>again.": "`<br` is HTML: write plain text",
    "'Click [Log In'": "`[` has no partner: a detail is {name|words without it}, a label [Log In]",
    "'Go to {link.hom}.'": "unknown link `hom`: did you mean `home`?",
    "'Ask {name}.'": "`{name}` may be unknown: write {name|words without it}",
    "'FILL IN: the rule'": "`FILL IN:` is still there: write the words",
    "Log in at www.example.com.": "`www.example.com.` is a web address: declare it in data/links.yml, and write "
    "{link.name} here",
}


@pytest.mark.parametrize("gist", WRONG)
def test_what_is_wrong_with_a_gist_is_named_with_its_line_and_what_to_do(tmp_path: Path, gist: str) -> None:
    assert found(tmp_path, gist) == [f"data/topics.yml:{LINE}: {WRONG[gist]}"]


def test_a_gist_has_sources(tmp_path: Path) -> None:
    said = "data/topics.yml:9: `sources` is missing: name the sections that the gist comes from"
    assert found(tmp_path, "Log in again.", sources="[]") == [said]


def test_every_topic_has_a_gist(tmp_path: Path) -> None:
    data = write(tmp_path, topics="loop: {area: login, title: Loop, status: planned, sources: [guide.login]}")
    assert list(map(str, problems(read(data)))) == ["data/topics.yml:4: `gist` is missing"]


def test_no_two_topics_of_this_project_have_the_same_gist() -> None:
    gists = [topic.gist for topic in read(ROOT / "data").library.topics.values()]
    assert len(set(gists)) == len(gists) > 0
