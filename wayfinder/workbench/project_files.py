"""What a project needs besides its content: training phrases, walks that test each tree, and the schema for editors.

Only `./run lint` checks these. They are not part of the content, which can be loaded and walked without them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from wayfinder.content import json_schema
from wayfinder.content.files import Loaded
from wayfinder.content.model import TopicSpec
from wayfinder.content.yaml_file import Problem, YamlFile

PHRASES = 5  # with fewer, the classifier cannot tell the topic from others
SCHEMA_LINE = "# yaml-language-server: $schema=../../tree.schema.json"  # as seen from data/trees/<area>


def walks_of(data: Path, area: str, tree: str) -> Path:
    """The file with the walks that test a tree."""
    return data.parent / "tests" / "trees" / area / f"{tree}.yml"


def phrases_of(data: Path, area: str) -> Path:
    """The file with the training phrases of an area."""
    return data / "nlu" / f"{area}.yml"


def phrases(data: Path, area: str) -> dict[str, int]:
    """How many training phrases each intent of an area has."""
    path = phrases_of(data, area)
    return _counted(YamlFile(path, path.name)) if path.is_file() else {}


def missing(loaded: Loaded) -> list[Problem]:
    """What is missing besides the content of a data folder, in file order."""
    return sorted({*_phrases(loaded), *_walks(loaded), *_schema_lines(loaded), *_schema(loaded)})


def _phrases(loaded: Loaded) -> Iterator[Problem]:
    ready = {name: spec for name, spec in loaded.library.topics.items() if spec.status == "ready"}
    for area in sorted({spec.area for spec in ready.values()}):
        path = phrases_of(loaded.data, area)
        name = f"{loaded.data.name}/nlu/{area}.yml"
        source = YamlFile(path, name) if path.is_file() else None
        yield from source.problems if source is not None else ()
        if source is None or source.readable:
            yield from _too_few(loaded, name, _counted(source), {n: s for n, s in ready.items() if s.area == area})


def _too_few(
    loaded: Loaded, file: str, phrases: Mapping[str, int], topics: Mapping[str, TopicSpec]
) -> Iterator[Problem]:
    for name in topics:
        place = ("topics", name, "status")
        if name not in phrases:
            message = f"`{name}` is marked ready, but `- intent: {name}` in {file} is missing"
            yield loaded.sources["topics.yml"].problem(message, *place)
        elif phrases[name] < PHRASES:
            message = f"`{name}` is marked ready, but has {phrases[name]} phrases in {file}: write at least {PHRASES}"
            yield loaded.sources["topics.yml"].problem(message, *place)


def _counted(source: YamlFile | None) -> dict[str, int]:
    """How many phrases each intent of a file has."""
    entries = source.data.get("nlu", []) if source is not None and isinstance(source.data, dict) else []
    return {str(entry.get("intent")): _lines(entry) for entry in entries if isinstance(entry, dict)}


def _lines(entry: dict[str, Any]) -> int:
    return sum(line.lstrip().startswith("- ") for line in str(entry.get("examples", "")).splitlines())


def _walks(loaded: Loaded) -> Iterator[Problem]:
    for name, tree in loaded.library.trees.items():
        path = walks_of(loaded.data, tree.area, name)
        # A data folder on its own, such as another revision's, has no tests beside it.
        if path.parents[1].is_dir() and not path.is_file():
            message = f"tests/trees/{tree.area}/{name}.yml is missing: write walks that test this tree"
            yield loaded.sources[name].problem(message, "tree")


def _schema_lines(loaded: Loaded) -> Iterator[Problem]:
    for name in loaded.library.trees:
        source = loaded.sources[name]
        if source.text.partition("\n")[0].strip() != SCHEMA_LINE:
            yield source.problem(f"the first line is not `{SCHEMA_LINE}`: write it there, editors need it")


def _schema(loaded: Loaded) -> Iterator[Problem]:
    """Report a schema that lacks new names, which editors would mark as wrong. Not while some names cannot be read."""
    path = loaded.data / json_schema.FILE
    if not loaded.problems and path.is_file() and path.read_text(encoding="utf-8") != json_schema.text(loaded.library):
        yield Problem(f"{loaded.data.name}/{path.name}", 1, "lacks new names: ./run schema")
