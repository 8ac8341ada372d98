"""What can happen at a step, given what is known: the engine's rules, for all values of a fact at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Union

import msgspec
from typing_extensions import assert_never

from wayfinder.content.contract import CONVERSATION, LOOK_IT_UP, OTHER, UNKNOWN, Result
from wayfinder.content.facts import FactSpec
from wayfinder.content.model import Library
from wayfinder.content.steps import Case, Find, Human, Need, Remedies, Tell, Try, branch
from wayfinder.workbench.proof.reads import (
    GONE,
    KNOWN,
    UNKNOWN_AT,
    inputs_of,
    is_remedy,
    is_try,
    key_of,
    offers_wish,
    remedy_read,
    spec_of,
)

_Walked = Union[Find, Need, Tell, Try, Remedies, Case, Human]  # every kind of step but a visit, which `explore` walks


class Edge(msgspec.Struct, frozen=True):
    """One thing that can happen at a step: an `ending`, or on to step `to` (None: the tree falls off its end).

    `questions` is how often the person is asked at most.
    """

    to: str | None
    known: Mapping[str, str]
    questions: int = 0
    ending: str | None = None


class Person(msgspec.Struct, frozen=True):
    """Who walks. About someone who has proved who they are a look-up may find anything or nothing; a stranger only
    answers questions."""

    library: Library
    proved: bool

    def edges(self, step: _Walked, here: str, known: Mapping[str, str]) -> Iterator[Edge]:
        """Everything that can happen at a step other than a visit. What it renews is not in `known` any more."""
        match step:
            case Find():
                return self._find(step, here, known)
            case Need():
                return self._need(step, here, known)
            case Try() | Remedies():
                return self._try(step, here, known)
            case Case():
                return self._case(step, here, known)
            case Tell():
                return iter([Edge(step.next, known)])
            case Human():
                # Whoever gives no address, where one is needed, ends here too: see docs/lint-and-prove.md.
                return iter([Edge(None, known, ending="human")])
            case _:
                assert_never(step)

    def _find(self, step: Find, here: str, known: Mapping[str, str]) -> Iterator[Edge]:
        key = key_of(self.library, step)
        spec = spec_of(self.library, key)
        value = known.get(key)
        if step.looked_up and value is not None and not value.startswith(UNKNOWN_AT):
            yield Edge(branch(step, UNKNOWN), known)  # it was told
            if not self._looks_up(spec):
                return
        if value == KNOWN:
            for each in _values(spec):
                yield Edge(branch(step, each), {**known, key: each})
        elif value is not None and _settled(key, value, here):
            yield Edge(branch(step, UNKNOWN if value.startswith(UNKNOWN_AT) else value), known)
        else:
            questions = 0 if step.never_asks else 1
            for each in self._possible(step, key, spec, known):
                yield Edge(branch(step, each), self._learn(known, key, each, here), questions)
            yield from self._wish(step, here, known)

    def _possible(self, step: Find, key: str, spec: FactSpec, known: Mapping[str, str]) -> list[str]:
        inputs = inputs_of(self.library, key)
        derivable = bool(inputs) and all(not known.get(name, UNKNOWN_AT).startswith(UNKNOWN_AT) for name in inputs)
        if self._looks_up(spec) or (derivable and not step.looked_up) or key.startswith(CONVERSATION):
            values = _values(spec)
        elif step.never_asks:
            values = []
        else:
            values = [value for value in step.options or _values(spec) if value != UNKNOWN]
        return [*values, UNKNOWN]

    def _looks_up(self, spec: FactSpec) -> bool:
        """Whether a look-up may be made for this person."""
        return self.proved or (spec.look_up is not None and spec.proof == "none")

    def _need(self, step: Need, here: str, known: Mapping[str, str]) -> Iterator[Edge]:
        key = key_of(self.library, step)
        value = known.get(key)
        if value is not None and _settled(key, value, here):
            yield Edge(step.unknown if value.startswith(UNKNOWN_AT) else step.next, known)
            return
        # Without `unknown`, what else could be done is asked first, and the value may be given then.
        yield Edge(step.next, self._learn(known, key, KNOWN, here), 1 if step.unknown is not None else 2)
        if step.unknown is not None:
            yield Edge(step.unknown, self._learn(known, key, UNKNOWN, here), 1)
        else:
            yield from _way_round()
        yield from self._wish(step, here, known)

    def _wish(self, step: Find | Need, here: str, known: Mapping[str, str]) -> Iterator[Edge]:
        """ "Look it up for me", said by a stranger: without a proof the same question comes back, once. With the proof
        they go on as somebody who has proved who they are."""
        if not self.proved and here not in known and offers_wish(self.library, step, here):
            yield Edge(here.partition("/")[2], {**known, here: LOOK_IT_UP})

    def _try(self, step: Try | Remedies, here: str, known: Mapping[str, str]) -> Iterator[Edge]:
        outcome = known.get(here)
        gone = {remedy_read(key): GONE for key in step.proposes}
        done = step.done if isinstance(step, Try) else None
        if outcome is not None:
            yield Edge({Result.OTHERWISE.value: step.otherwise, Result.DONE.value: done}.get(outcome, outcome), known)
            return
        if gone:
            # Whatever is not known to be gone may be: the person has reported it, or left it out of the proposal.
            yield Edge(step.otherwise, {**known, **gone})
            if done is not None:
                yield Edge(done, {**known, **gone})
        if not gone or any(key not in known for key in gone):
            if done is None:
                yield Edge(None, known, 1, "solved")
            else:
                yield Edge(done, {**known, here: Result.DONE.value}, 1)
            if step.waits:
                yield Edge(None, known, 1, "waiting")
            yield Edge(step.otherwise, {**known, **(gone or {here: Result.OTHERWISE.value})}, 1)
            for target in step.exits:
                yield Edge(target, {**known, here: target}, 1)

    def _case(self, step: Case, here: str, known: Mapping[str, str]) -> Iterator[Edge]:
        fields = self.library.cases[step.case].fields
        missing = [
            field for field in fields if not _settled(field.fact, known.get(field.fact, ""), here, field.required)
        ]
        # For each field: the question, what else would do, and once more for that.
        questions = 1 + sum(2 * len(field.facts) if field.required else 1 for field in missing)
        yield Edge(None, known, questions, "case")
        if any(field.required for field in missing):
            yield Edge(None, known, questions, "human")
        if step.otherwise is None:
            yield Edge(None, known, questions, "stopped")
            return
        # A field may have been answered or not: later steps treat it as never asked.
        asked = {fact for field in missing for fact in field.facts}
        yield Edge(step.otherwise, {key: value for key, value in known.items() if key not in asked}, questions)

    def _learn(self, known: Mapping[str, str], key: str, value: str, here: str) -> dict[str, str]:
        """Add a value. Facts derived from it become open again, and unknowns that its look-up may also have found."""
        if value == UNKNOWN:
            return {**known, key: UNKNOWN_AT + here}
        return {**{name: old for name, old in known.items() if not self._reopens(name, old, key)}, key: value}

    def _reopens(self, name: str, value: str, key: str) -> bool:
        if is_try(name) or is_remedy(name):
            return False
        look_up = spec_of(self.library, key).look_up
        found_too = self.proved and look_up is not None and spec_of(self.library, name).look_up == look_up
        return key in inputs_of(self.library, name) or (found_too and value.startswith(UNKNOWN_AT))


def _way_round() -> Iterator[Edge]:
    """The endings for those who cannot give a value that is needed: they leave, or a person helps."""
    yield Edge(None, {}, 2, "stopped")
    yield Edge(None, {}, 2, "human")


def _values(spec: FactSpec) -> list[str]:
    values = [value for value in spec.values if value != UNKNOWN]
    return [*values, OTHER] if spec.type == "topic" else values


def _settled(key: str, value: str, here: str, required: bool = False) -> bool:
    """Whether a step can go on with what is known: a value, or an unknown from this step unless a value is required."""
    if not value.startswith(UNKNOWN_AT):
        return bool(value)
    return not required and (key.startswith(CONVERSATION) or value == UNKNOWN_AT + here)
