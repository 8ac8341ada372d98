"""The schema for editors: the shape of a tree, and the names that the content has."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator  # type: ignore[import-untyped]

from tests.support.trees import CONVERSATION, library, write
from wayfinder.content.files import read
from wayfinder.content.json_schema import text, tree_schema
from wayfinder.content.steps import KINDS
from wayfinder.content.yaml_file import YamlFile
from wayfinder.settings import ROOT

TREES = sorted((ROOT / "data" / "trees").glob("*/*.yml"))
FACTS = """
route: {label: Route, ask: How?, values: {mail: By mail}}
me.email: {label: E-mail, ask: Which?, type: email, invalid: Like kim@example.com., cannot: None}
"""
GOOD = """
tree: loop
title: Loop
start: a
sources: [guide.login]
verified: '2026-01-01'
steps:
  a: {find: route, quiet: true, then: {unknown: b}}
  b: {try: ["Go to {link.home}."], otherwise: c, exits: {c: Other}, sources: [guide.login]}
  c: {need: me.email, next: d}
  d: {visit: other, next: e}
  e: {case: help, otherwise: f}
  f: {tell: "Or {link.home|home}.", next: g}
  g: {remedies: [window], otherwise: h, about: colleague, renews: [window@colleague]}
  h: {human: A person.}
silent: [cost]
asides:
  - {aspect: who, asked: [who does it, who can], answer: "Ask at {link.home}.", sources: [guide.login]}
  - {aspect: how_long, asked: [how long, until when], answer: [An hour., Or two.]}
facts:
  own: {label: R, values: {a: A}, derived: {by: invitation_age, from: [route]}}
"""
# A typical mistake, and what an editor says about it.
MISTAKES = {
    "title: Loop": ("titel: Loop", "'title' is a required property"),
    "start: a": ("", "'start' is a required property"),
    "otherwise: c,": ("", "'otherwise' is a required property"),
    "{human: A person.}": ("{humam: A person.}", "'humam' is not one of ['find', 'need', 'tell', 'try', 'remedies', "),
    "next: e}": ("then: e}", "Additional properties are not allowed ('then' was unexpected)"),
    'try: ["Go to {link.home}."]': ("try: One", "'One' is not of type 'array'"),
    "values: {a: A}": ("values: [a]", "['a'] is not of type 'object'"),
    "from: [route]": ("inputs: [route]", "'from' is a required property"),
    "{need: me.email, next: d}": ("{need: me.email, tell: d}", "('tell' was unexpected)"),
    "quiet: true": ("quiet: perhaps", "'perhaps' is not one of [True, False, 'true', 'false']"),
    "verified: '2026-01-01'": ("verified: soon", "'soon' does not match"),
    "sources: [guide.login]\n": ("sources: [guide.logn]\n", "'guide.logn' is not one of ['guide.login']"),
    "sources: [guide.login]}": ("sources: [guide.logn]}", "'guide.logn' is not one of ['guide.login']"),
    "find: route": ("find: me.email", "'me.email' is not one of ['case.review', "),
    "need: me.email": ("need: me.mail", "'me.mail' is not one of ['case.change', "),
    "[route]": ("[rout]", "'rout' is not one of ['case.change', "),
    "visit: other": ("visit: another", "'another' is not one of ['already', "),
    "case: help": ("case: helpp", "'helpp' is not one of ['help']"),
    "remedies: [window]": ("remedies: [windo]", "'windo' is not one of ['window']"),
    "[window@colleague]": ("[window@me]", "'window@me' is not one of ['window', 'window@colleague']"),
    "about: colleague": ("about: org", "'org' is not one of ['colleague', 'me']"),
    "{link.home}": ("{link.hom}", "'Go to {link.hom}.' does not match"),
    "{link.home|": ("{link.hom|", "'Or {link.hom|home}.' does not match"),
    "[cost]": ("[price]", "'price' is not one of ['can_i', "),
    "aspect: who": ("aspect: whose", "'whose' is not one of ['can_i', "),
    'answer: "Ask at {link.home}."': ('answer: "Ask at {link.hom}."', "'Ask at {link.hom}.' does not match"),
    "asked: [how long, until when]": ("asked: how long", "'how long' is not of type 'array'"),
    "invitation_age": ("invitation_ag", "'invitation_ag' is not one of ['invitation_age']"),
}


@pytest.fixture(scope="module")
def validator(tmp_path_factory: pytest.TempPathFactory) -> Draft7Validator:
    given = {
        "cases": "help: {title: Help, queue: q, fields: [{fact: route}, {fact: me.email}]}",
        "links": "home: {text: example.com}",
    }
    given["remedies"] = "window: {words: Open one., label: a window}"
    trees = {"other": "steps: {a: {tell: Hello.}}"}
    schema = tree_schema(library(tmp_path_factory.mktemp("content"), trees, facts=FACTS, **given))
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


@pytest.fixture(scope="module")
def committed() -> Draft7Validator:
    return Draft7Validator(json.loads((ROOT / "data" / "tree.schema.json").read_text(encoding="utf-8")))


def errors(validator: Draft7Validator, data: Any) -> list[str]:
    return [error.message for error in validator.iter_errors(data)]


def test_the_committed_schema_is_the_current_one() -> None:
    written = (ROOT / "data" / "tree.schema.json").read_text(encoding="utf-8")
    assert written == text(read(ROOT / "data").library), "names or the format have changed: ./run schema"


@pytest.mark.parametrize("path", TREES, ids=lambda path: path.stem)
def test_every_tree_is_accepted_as_an_editor_reads_it_and_as_we_do(committed: Draft7Validator, path: Path) -> None:
    assert errors(committed, YamlFile(path, path.name).data) == []


def test_all_kinds_of_steps_are_accepted(validator: Draft7Validator) -> None:
    assert errors(validator, yaml.safe_load(GOOD)) == []


@pytest.mark.parametrize("good", MISTAKES)
def test_a_typical_mistake_is_rejected_with_what_is_wrong(validator: Draft7Validator, good: str) -> None:
    bad, said = MISTAKES[good]
    assert good in GOOD
    found = errors(validator, yaml.safe_load(GOOD.replace(good, bad, 1)))
    assert any(said in message for message in found), found
    assert not any("not valid under any" in message for message in found)


def test_every_key_is_described(validator: Draft7Validator) -> None:
    schema = validator.schema
    parts = [schema, *(part for part in schema["definitions"].values() if "properties" in part)]
    assert len(parts) > len(KINDS)
    assert all(key.get("description") for part in parts for key in part["properties"].values())


def test_the_schema_accepts_whatever_the_loader_reads(tmp_path: Path) -> None:
    loaded = read(write(tmp_path))
    assert len(loaded.library.trees) == len(CONVERSATION)
    validator = Draft7Validator(tree_schema(loaded.library))
    for name in loaded.library.trees:
        assert errors(validator, loaded.sources[name].data) == []


def test_the_editor_of_this_project_finds_the_schema_for_every_tree() -> None:
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    ((schema, pattern),) = settings["yaml.schemas"].items()
    assert (ROOT / schema).is_file()
    assert sorted(ROOT.glob(pattern)) == TREES
