"""What is taken from messages, and what is not: tests/understanding/entities.yml, and robustness."""

from __future__ import annotations

import re
import time
from datetime import datetime, timezone
from pathlib import Path

import msgspec
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from wayfinder.engine.question import OpenQuestion
from wayfinder.settings import ROOT
from wayfinder.understanding.entities import amounts, dates, facts, patterns, pipeline
from wayfinder.understanding.entities.extract import extract
from wayfinder.understanding.entities.pipeline import Reader
from wayfinder.understanding.entities.vocabulary import vocabulary
from wayfinder.understanding.interpret.interpret import interpret
from wayfinder.understanding.interpret.parse import Parse
from wayfinder.understanding.normalise import TEXT_LIMIT, normalised

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=timezone.utc)
FEW = settings(max_examples=300, deadline=None)


class Message(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    text: str
    tells: dict[str, str]


def messages() -> list[Message]:
    path = ROOT / "tests" / "understanding" / "entities.yml"
    content = yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)  # dates stay texts
    return [message for group in msgspec.convert(content, dict[str, list[Message]]).values() for message in group]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return pipeline.build()


def told(reader: Reader, text: str) -> dict[str, str]:
    return {entity["entity"]: entity["value"] for entity in extract(reader, normalised(text), NOW)}


@pytest.mark.parametrize("message", messages(), ids=lambda message: message.text[:40])
def test_facts_are_taken_only_where_they_are_clear(reader: Reader, message: Message) -> None:
    found = told(reader, message.text)
    assert {name: value for name, value in found.items() if "." in name or name == "error"} == message.tells


def test_there_are_enough_messages() -> None:
    assert len(messages()) >= 60
    assert sum(not message.tells for message in messages()) >= 30


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("ann@example.com", {"email": "ann@example.com"}),
        ("about 37 hours ago, i think", {"moment": "2026-11-19 20:00+00:00"}),
        ("next Friday", {"date": "2026-11-27"}),
        ("it is on hold", {"org_status": "hold"}),
        ("is it on hold", {}),
        ("i opened it two days ago", {}),
        ("ann@example.com or bob@example.com", {}),
        ("00De6m50fei5oNM", {"org_id": "00De6m50fei5oNMEAY", "org.id": "00De6m50fei5oNMEAY"}),
    ],
)
def test_values_wait_for_a_question_that_gives_them_a_meaning(reader: Reader, text: str, kinds: dict[str, str]) -> None:
    assert told(reader, text) == kinds


def test_a_certification_address_is_of_the_person_or_of_the_colleague_as_they_say(reader: Reader) -> None:
    mine = told(reader, "my certification email is ann@example.com")
    assert (mine["certification.email"], "user.certification_email" in mine) == ("ann@example.com", False)
    hers = told(reader, "her certification email is lee@example.com")
    assert (hers["user.certification_email"], "certification.email" in hers) == ("lee@example.com", False)


def test_positions_are_those_of_the_value(reader: Reader) -> None:
    text = "my email is ann@example.com, invited 37 hours ago"
    for entity in extract(reader, text, NOW):
        assert text[entity["start"] : entity["end"]] in ("ann@example.com", "37 hours ago")


# --- the vocabulary agrees with the content ---------------------------------------------------


def test_every_fact_exists_and_takes_its_values() -> None:
    content = yaml.load((ROOT / "data" / "facts.yml").read_text(encoding="utf-8"), yaml.CBaseLoader)["facts"]
    assert {name for name in facts.names() if "." in name} <= set(content)
    assert set(vocabulary().statuses) <= set(content["org.status"]["values"])
    assert set(vocabulary().statuses) <= set(content["user.org_status"]["values"])


def test_every_error_belongs_to_a_topic() -> None:
    topics = (ROOT / "data" / "topics.yml").read_text(encoding="utf-8")
    assert [topic for topic in vocabulary().errors if not re.search(rf"^\s*{topic}:", topics, re.MULTILINE)] == []


# --- robustness -----------------------------------------------------------------------------------


def test_a_stored_pipeline_reads_as_the_built_one(reader: Reader, tmp_path: Path) -> None:
    reader.save(tmp_path)
    loaded = pipeline.load(tmp_path)
    for message in messages():
        assert told(loaded, message.text) == told(reader, message.text)
    assert not [path for path in tmp_path.rglob("*") if path.suffix in (".pkl", ".pickle", ".py")]


def test_words_that_were_seen_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "NEW_WORDS_LIMIT", 50)
    reader = pipeline.build()
    told(reader, "my email is ann@example.com")
    for number in range(60):
        told(reader, f"word{number}")
    assert "ann@example.com" not in reader.read("hello").vocab.strings
    assert told(reader, "we coudlnt find you, my email is ann@example.com") == {
        "email": "ann@example.com",
        "error": "we_couldnt_find_you",
        "me.email": "ann@example.com",
    }


_WORDS = (
    "my our org is on hold until 30 June 2027 2027-06-30 99/99/9999 0 9999 months ago half an end of next friday in "
    "from now ann@example.com 00De6m50fei5oNMEAY Oops! Looks like you don't have access Limited View extend or ? , . ("
)
_SENTENCES = st.lists(st.sampled_from(_WORDS.split(" ")), max_size=40).map(" ".join)


@FEW
@given(_SENTENCES | st.text(max_size=200))
def test_nothing_that_people_type_raises(reader: Reader, text: str) -> None:
    found = told(reader, text)
    assert all(isinstance(value, str) and value for value in found.values())
    for question in (
        OpenQuestion(),
        OpenQuestion(fact="invitation.state", topic="login_loop"),
        OpenQuestion(fact="x.y", kind="date", topic="x"),
    ):
        interpret(Parse(text, [("login_loop", 0.9)], found), question)


_ATTACKS = [
    part * (TEXT_LIMIT // len(part))
    for part in ("a", "@", "a@a.", "1", "1 ", "a few ", "about ", "((", "...,", "and a half ", "00D", "oops! ", "2027-")
]


def _expressions() -> list[re.Pattern[str]]:
    predicates = re.findall(r"'REGEX': '([^']+)'", str(patterns.patterns()).replace("\\\\", "\\"))
    modules = (amounts, dates, patterns, pipeline)
    own = [value for module in modules for value in vars(module).values() if isinstance(value, re.Pattern)]
    assert len(set(predicates)) >= 7
    return [*own, *map(re.compile, sorted(set(predicates)))]


@pytest.mark.parametrize("expression", _expressions(), ids=lambda expression: expression.pattern[:30])
def test_no_expression_is_slow(expression: re.Pattern[str]) -> None:
    for attack in _ATTACKS:
        began = time.process_time()
        expression.search(attack)
        expression.fullmatch(attack)
        assert time.process_time() - began < 0.05


def test_no_message_is_slow(reader: Reader) -> None:
    for attack in _ATTACKS:
        began = time.process_time()
        told(reader, attack)
        dates.dates_in(attack)
        assert time.process_time() - began < 0.5, attack[:20]
