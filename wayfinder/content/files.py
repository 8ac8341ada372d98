"""Reads the files of a data folder as far as possible, and collects the problems in them."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from wayfinder.content.facts import Content, FactSpec
from wayfinder.content.model import CaseSpec, Document, Head, Library, LinkSpec, RemedySpec, Section, TopicSpec, Tree
from wayfinder.content.reader import Reader
from wayfinder.content.steps import Step
from wayfinder.content.yaml_file import Problem, YamlFile

C = TypeVar("C", bound=Content)


class Loaded(msgspec.Struct, frozen=True):
    """What was read: the folder, the library, its source files (trees by id), and the problems so far.

    `shared_unread` when one of the files that trees refer to is not valid YAML: then the names in trees cannot be
    checked.
    """

    data: Path
    library: Library
    sources: dict[str, YamlFile]
    problems: list[Problem]
    shared_unread: bool = False


def read(data: Path) -> Loaded:
    """Everything in a data folder, as far as it can be read."""
    files = _Files(data)
    facts = files.section("facts.yml", "facts", FactSpec)
    cases = files.section("cases.yml", "cases", CaseSpec)
    links = files.section("links.yml", "links", LinkSpec)
    remedies = files.section("remedies.yml", "remedies", RemedySpec)
    topics = files.section("topics.yml", "topics", TopicSpec)
    sections = files.section("topics.yml", "sections", Section)
    documents = files.section("topics.yml", "documents", Document)
    trees = files.trees()
    for tree in trees.values():
        files.add_local_facts(facts, tree)
    library = Library(
        trees=trees,
        facts=facts,
        cases=cases,
        links=links,
        remedies=remedies,
        topics=topics,
        sections=sections,
        documents=documents,
    )
    return Loaded(data, library, files.sources, files.problems, files.shared_unread)


class _Files:
    def __init__(self, data: Path) -> None:
        self.data = data
        self.sources: dict[str, YamlFile] = {}
        self.problems: list[Problem] = []
        self.shared_unread = False

    def section(self, file: str, key: str, kind: type[C]) -> dict[str, C]:
        """A mapping of objects under a key of a file; empty where the file has none."""
        source = self._source(file)
        if source is None:
            return {}
        if not source.readable:
            self.problems += source.problems
            self.shared_unread = True
            return {}
        reader = Reader(source)
        entries = reader.mapping(source.data.get(key, {}), key) if isinstance(source.data, dict) else {}
        found = {name: reader.content(kind, entry, key, name) for name, entry in entries.items()}
        self.problems += reader.problems
        return {name: entry for name, entry in found.items() if entry is not None}

    def trees(self) -> dict[str, Tree]:
        """All trees, by id. The folder of a tree is its area."""
        found: dict[str, Tree] = {}
        for path in sorted((self.data / "trees").glob("*/*.yml")):
            source = YamlFile(path, self._name(path))
            tree = self._tree(source, path)
            if tree is None:
                continue
            if tree.tree in found:
                other = self.sources[tree.tree].name
                self.problems.append(source.problem(f"tree `{tree.tree}` is already in {other}: rename one", "tree"))
            found[tree.tree] = tree
            self.sources[tree.tree] = source
        return found

    def add_local_facts(self, facts: dict[str, FactSpec], tree: Tree) -> None:
        """Add the facts that a tree declares itself, for one-off questions; their names must be unique too."""
        for name, spec in tree.facts.items():
            if name in facts:
                message = f"fact `{name}` is declared elsewhere too: use that one, or rename this"
                self.problems.append(self.sources[tree.tree].problem(message, "facts", name))
            facts[name] = spec

    def _tree(self, source: YamlFile, path: Path) -> Tree | None:
        if not source.readable:
            self.problems += source.problems
            return None
        reader = Reader(source)
        data = reader.mapping(source.data)
        if not data.get("steps"):
            self.problems += [*source.problems, source.problem(_no_steps(data), "steps")]
            return None
        steps, facts = self._steps(reader, data), self._facts(reader, data)
        head = reader.content(Head, {name: value for name, value in data.items() if name not in ("steps", "facts")})
        self.problems += reader.problems
        if head is None:
            return None
        area, version = path.parent.name, _version(source.text)
        return Tree(**msgspec.structs.asdict(head), steps=steps, facts=facts, area=area, version=version)

    def _facts(self, reader: Reader, data: dict[str, Any]) -> dict[str, FactSpec]:
        entries = reader.mapping(data.get("facts", {}), "facts")
        found = {name: reader.content(FactSpec, entry, "facts", name) for name, entry in entries.items()}
        return {name: fact for name, fact in found.items() if fact is not None}

    def _steps(self, reader: Reader, data: dict[str, Any]) -> dict[str, Step]:
        entries = reader.mapping(data.get("steps", {}), "steps")
        found = {name: reader.step(entry, "steps", name) for name, entry in entries.items()}
        return {name: step for name, step in found.items() if step is not None}

    def _source(self, file: str) -> YamlFile | None:
        path = self.data / file
        if file not in self.sources and path.exists():
            self.sources[file] = YamlFile(path, self._name(path))
        return self.sources.get(file)

    def _name(self, path: Path) -> str:
        return str(Path(self.data.name) / path.relative_to(self.data))


def _no_steps(data: dict[str, Any]) -> str:
    return "there is nothing under `steps`: indent the steps" if "steps" in data else "`steps` is missing"


def _version(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:6]
