from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator  # type: ignore[import-untyped]

from tests.support.trees import CONVERSATION, write
from wayfinder.content.files import read
from wayfinder.content.json_schema import text, tree_schema
from wayfinder.content.yaml_file import YamlFile
from wayfinder.settings import ROOT

TREES = sorted((ROOT / "data" / "trees").glob("*/*.yml"))
GOOD = """
tree: loop
title: Loop
start: a
steps:
  a: {find: route, quiet: true, then: {unknown: b}}
  b: {try: [One], otherwise: c, exits: {c: Other}}
  c: {need: me.email, next: d}
  d: {visit: other, next: e}
  e: {case: help, otherwise: f}
  f: {human: A person.}
facts:
  route: {label: R, values: {a: A}, derived: {by: x, from: [y]}}
"""
MISTAKES = {
    "title: Loop": "titel: Loop",
    "start: a": "",
    "otherwise: c,": "",
    "{human: A person.}": "{humam: A person.}",
    "next: e}": "then: e}",
    "[One]": "One",
    "values: {a: A}": "values: [a]",
    "from: [y]": "inputs: [y]",
    "{need: me.email, next: d}": "{need: me.email, tell: d}",
}


@pytest.fixture(scope="module")
def validator() -> Draft7Validator:
    schema = tree_schema()
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


def errors(validator: Draft7Validator, data: Any) -> list[str]:
    return [error.message for error in validator.iter_errors(data)]


def test_the_committed_schema_is_the_current_one() -> None:
    written = (ROOT / "data" / "tree.schema.json").read_text(encoding="utf-8")
    assert written == text(), "the format has changed: ./run schema"


@pytest.mark.parametrize("path", TREES, ids=lambda path: path.stem)
def test_every_tree_is_accepted_as_editors_and_as_we_read_it(validator: Draft7Validator, path: Path) -> None:
    assert errors(validator, YamlFile(path, path.name).data) == []


def test_all_kinds_of_steps_are_accepted(validator: Draft7Validator) -> None:
    assert errors(validator, yaml.safe_load(GOOD)) == []


@pytest.mark.parametrize("good", MISTAKES)
def test_typical_mistakes_are_rejected(validator: Draft7Validator, good: str) -> None:
    assert good in GOOD
    assert errors(validator, yaml.safe_load(GOOD.replace(good, MISTAKES[good])))


def test_whatever_the_loader_reads_the_schema_accepts(tmp_path: Path, validator: Draft7Validator) -> None:
    loaded = read(write(tmp_path))
    assert len(loaded.library.trees) == len(CONVERSATION)
    for name in loaded.library.trees:
        assert errors(validator, loaded.sources[name].data) == []
