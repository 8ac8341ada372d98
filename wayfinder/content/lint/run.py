"""Finds all problems that make content unfit to be walked, each with file, line and fix.

The rules are in this folder, one function each; docs/lint-and-prove.md explains them to authors.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from wayfinder.content.files import Loaded
from wayfinder.content.lint import claims, facts, remedies, texts, topics
from wayfinder.content.lint.base import Context, Finding, Known, LookUps, known
from wayfinder.content.lint.notes import tree_notes, unused_facts
from wayfinder.content.lint.offered import never_occur
from wayfinder.content.lint.steps import STEP_RULES
from wayfinder.content.lint.trees import TREE_RULES
from wayfinder.content.yaml_file import Problem


def problems(loaded: Loaded, today: date | None = None, look_ups: LookUps | None = None) -> list[Problem]:
    """All problems, in file order.

    Without `look_ups`, the names of look-ups are not checked, nor whether each value can occur.
    """
    if loaded.shared_unread:
        return sorted(set(loaded.problems))
    names = known(loaded, look_ups)
    found = [*loaded.problems, *_of_trees(loaded, names, today or date.today()), *_of_files(loaded, names)]
    return sorted(set(found))


def notes(loaded: Loaded) -> list[Problem]:
    """What an author may want to know, but need not change. Empty while some content cannot be read."""
    if loaded.problems:
        return []
    names = known(loaded, None)
    found = list(_in_file(loaded, "facts.yml", unused_facts(loaded.library)))
    for context in _trees(loaded, names, date.today()):
        found += [context.source.problem(message, *place) for message, place in tree_notes(context)]
    return sorted(set(found))


def _trees(loaded: Loaded, names: Known, today: date) -> Iterator[Context]:
    for tree in loaded.library.trees.values():
        yield Context(loaded.library, names, tree, loaded.sources[tree.tree], today)


def _of_trees(loaded: Loaded, names: Known, today: date) -> Iterator[Problem]:
    for context in _trees(loaded, names, today):
        for message, place in _of_tree(context):
            yield context.source.problem(message, *place)


def _of_tree(context: Context) -> Iterator[Finding]:
    for rule in TREE_RULES:
        yield from rule(context)
    for name, step in context.tree.steps.items():
        for step_rule in STEP_RULES:
            for message, place in step_rule(context, step):
                yield message, ("steps", name, *place)
    for words in texts.of_tree(context.tree):
        yield from texts.check(words, context.known)
    yield from facts.of_facts(context.tree.facts, context.known)
    yield from never_occur(context.tree.facts, context.library, context.known)


def _of_files(loaded: Loaded, names: Known) -> Iterator[Problem]:
    library = loaded.library
    local = {name for tree in library.trees.values() for name in tree.facts}
    shared = {name: spec for name, spec in library.facts.items() if name not in local}
    yield from _in_file(loaded, "facts.yml", facts.of_facts(shared, names))
    yield from _in_file(loaded, "facts.yml", facts.required(library, names))
    yield from _in_file(loaded, "facts.yml", never_occur(shared, library, names))
    yield from _in_file(loaded, "cases.yml", facts.of_cases(library, names))
    yield from _in_file(loaded, "remedies.yml", remedies.of_remedies(library))
    yield from _in_file(loaded, "topics.yml", topics.of_topics(loaded, names))
    yield from _in_file(loaded, "facts.yml", _texts(texts.of_facts(shared), names))
    yield from _in_file(loaded, "cases.yml", _texts(texts.of_cases(library.cases), names))
    yield from _in_file(loaded, "links.yml", _texts(texts.of_links(library.links), names))
    yield from _in_file(loaded, "remedies.yml", _texts(texts.of_remedies(library.remedies), names))
    yield from _in_file(loaded, "topics.yml", _texts(texts.of_topics(library.topics), names))
    yield from (Problem(f"{loaded.data.name}/trees", 1, missing) for missing in topics.missing_trees(names))


def _texts(found: Iterable[texts.Words], names: Known) -> Iterator[Finding]:
    for words in found:
        yield from texts.check(words, names)
        yield from claims.shared_claims(words)


def _in_file(loaded: Loaded, file: str, findings: Iterable[Finding]) -> Iterator[Problem]:
    source = loaded.sources.get(file)
    for message, place in findings:
        if source is None:
            yield Problem(f"{loaded.data.name}/{file}", 1, message)
        else:
            yield source.problem(message, *place)
