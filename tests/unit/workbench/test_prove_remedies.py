"""Remedies in the proof: open or gone where they are first read, gone after they failed, open again when renewed."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.players import Player
from tests.support.random_content import NAMES, TREES, random_library
from tests.support.trees import library
from wayfinder.content.steps import Remedies
from wayfinder.engine import moves as m
from wayfinder.engine.advance import open_question_of
from wayfinder.workbench.proof.edges import Person
from wayfinder.workbench.proof.explore import Walks
from wayfinder.workbench.proof.prove import Proof, prove
from wayfinder.workbench.proof.reads import GONE, Reading, known_in, remedy_read

FACTS = "route: {label: Route, ask: How?, values: {mail: By mail, web: On the web}}"
REMEDIES = "x: {words: Do x., label: x}\ny: {words: Do y., label: y}"


def proof(tmp_path: Path, loop: str, **others: str) -> Proof:
    """The proof of the tree `loop`."""
    proofs = prove(library(tmp_path, {"loop": loop, **others}, facts=FACTS, remedies=REMEDIES))
    return next(each for each in proofs if each.tree == "loop")


def test_a_remedy_is_open_or_gone_where_it_is_first_read(tmp_path: Path) -> None:
    found = proof(tmp_path, "steps: {a: {remedies: [x, y], otherwise: b, exits: {b: Other}}, b: {tell: The end.}}")
    # solved; failed; an exit; or all were reported before, and nothing is asked
    assert (found.walks, found.questions) == (4, 1)
    assert found.endings == {"solved": 1, "answered": 3}


def test_a_remedy_that_failed_is_gone_wherever_it_is_read_later(tmp_path: Path) -> None:
    found = proof(
        tmp_path,
        """
        steps:
          a: {remedies: [x], otherwise: b}
          b: {try: [Do x and more.], remedy: x, otherwise: c, exits: {never: Other}}
          c: {tell: The end.}
          never: {tell: Never.}
        """,
    )
    assert (found.walks, found.questions, found.unreached) == (3, 1, ["never"])


def test_of_several_remedies_those_that_are_not_gone_are_still_open(tmp_path: Path) -> None:
    found = proof(
        tmp_path,
        """
        steps:
          a: {remedies: [x], otherwise: b}
          b: {remedies: [x, y], otherwise: c}
          c: {tell: The end.}
        """,
    )
    # two ways to b (failed or reported), and solved; from each of them three: y solves, fails, or was reported
    assert (found.walks, found.endings) == (7, {"solved": 3, "answered": 4})


def test_a_procedure_with_a_name_is_remembered_by_that_name(tmp_path: Path) -> None:
    steps = """
    steps:
      a: {try: [Do x and more.], remedy: x, otherwise: b}
      b: {remedies: [x], otherwise: c}
      c: {tell: The end.}
    """
    assert proof(tmp_path, steps).questions == 1


def test_a_named_part_of_something_longer_leads_on_when_it_was_reported_as_done(tmp_path: Path) -> None:
    steps = """
    steps:
      a: {try: [Do x and more.], remedy: x, otherwise: b}
      b: {try: [Do x and more.], remedy: x, done: c, otherwise: d}
      c: {tell: Go on.}
      d: {tell: The end.}
    """
    assert proof(tmp_path, steps).unreached == []


def test_a_colleague_may_still_try_what_failed_for_the_person(tmp_path: Path) -> None:
    steps = """
    steps:
      a: {remedies: [x], otherwise: b}
      b: {remedies: [x], about: colleague, otherwise: c}
      c: {tell: The end.}
    """
    assert proof(tmp_path, steps).questions == 2


@pytest.mark.parametrize("renews", ["", ", renews: [x]", ", renews: [x@colleague]"])
def test_a_renewed_remedy_is_open_again(tmp_path: Path, renews: str) -> None:
    found = proof(
        tmp_path,
        f"""
        steps:
          a: {{remedies: [x], otherwise: b}}
          b: {{tell: A new one.{renews}, next: c}}
          c: {{remedies: [x], otherwise: d}}
          d: {{tell: The end.}}
        """,
    )
    assert found.questions == (2 if renews == ", renews: [x]" else 1)


INNER = {
    "reads": "steps: {a: {remedies: [x], otherwise: b}, b: {tell: No.}}",
    "renews": "steps: {a: {tell: A new one., renews: [x]}}",
    "both": "steps: {a: {tell: A new one., renews: [x], next: b}, b: {remedies: [x], otherwise: c}, c: {tell: No.}}",
}


@pytest.mark.parametrize(("inner", "questions"), {"reads": 1, "renews": 2, "both": 2}.items())
def test_what_failed_and_what_is_renewed_is_known_across_visits(tmp_path: Path, inner: str, questions: int) -> None:
    steps = """
    steps:
      a: {remedies: [x], otherwise: b}
      b: {visit: inner, next: c}
      c: {remedies: [x], otherwise: d}
      d: {tell: The end.}
    """
    assert proof(tmp_path, steps, inner=INNER[inner]).questions == questions


@pytest.mark.parametrize("inner", INNER)
def test_a_rough_exploration_knows_less_of_remedies_and_never_more(tmp_path: Path, inner: str) -> None:
    loop = """
    steps:
      a: {remedies: [x], otherwise: b}
      b: {visit: inner, next: c}
      c: {remedies: [x], otherwise: d, exits: {e: Other}}
      d: {tell: The end.}
      e: {tell: Other.}
    """
    content = library(tmp_path, {"loop": loop, "inner": INNER[inner]}, remedies=REMEDIES)
    exact, rough = (Walks(content, Reading(content), proved=False, rough=rough) for rough in (False, True))
    less, more = exact.of("loop"), rough.of("loop")
    assert {ending for ending, _ in less} <= {ending for ending, _ in more}
    assert exact.reached <= rough.reached


ENDLESS = {
    # Round again with what has failed: the remedy is left out, and nothing else ends it.
    "steps: {a: {remedies: [x], otherwise: b}, b: {tell: Again., next: a}}": "loop/b → loop/a → loop/b",
    "steps: {a: {remedies: [x, y], otherwise: a}}": "loop/a → loop/a",
    "steps: {a: {try: [x], remedy: x, otherwise: a}}": "loop/a → loop/a",
    # It is renewed each time round.
    "steps: {a: {remedies: [x], otherwise: b}, b: {tell: New., renews: [x], next: a}}": "loop/a → loop/b → loop/a",
    # Only a remedy that is open ends it: with all gone, the two lead to each other.
    "steps: {a: {remedies: [x], otherwise: b}, b: {remedies: [y], otherwise: a}}": "loop/a → loop/b → loop/a",
}


@pytest.mark.parametrize("steps", ENDLESS)
def test_a_walk_that_ends_only_while_a_remedy_is_open_is_a_failure(tmp_path: Path, steps: str) -> None:
    assert any(
        failure.startswith("a walk does not end") and ENDLESS[steps] in failure
        for failure in proof(tmp_path, steps).failures
    )


def test_a_remedy_is_kept_only_where_a_later_step_reads_it(tmp_path: Path) -> None:
    steps = """
    steps:
      a: {remedies: [x, y], otherwise: b}
      b: {tell: On., next: c}
      c: {remedies: [y], otherwise: d}
      d: {tell: The end.}
    """
    reading = Reading(library(tmp_path, {"loop": steps}, remedies=REMEDIES))
    gone = {remedy_read(name): GONE for name in "xy"}
    assert reading.keep(gone, reading.after("loop", "b")) == {"remedy:y": GONE}
    assert reading.keep(gone, reading.after("loop", "d")) == {}


def test_what_is_gone_in_a_walk_of_the_engine_is_gone_in_the_proof(tmp_path: Path) -> None:
    steps = "steps: {a: {remedies: [x], otherwise: b}, b: {find: route, then: {other: c, unknown: c}}, c: {tell: x}}"
    player = Player(library(tmp_path, {"loop": steps}, facts=FACTS, remedies=REMEDIES))
    player.move(m.Report({"y@colleague": "done"}))
    player.move(m.Topic("loop"))
    player.say("otherwise")
    assert known_in(player.walk) == {"remedy:x": GONE, "remedy:y@colleague": GONE}


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**32))
def test_the_engine_proposes_remedies_where_the_proof_says_so(seed: int) -> None:
    """What was reported before a topic: the first step that waits is one that the proof can wait at."""
    dice = random.Random(seed)
    content = random_library(seed)
    player = Player(content)
    player.move(m.Report(dict.fromkeys(dice.sample([*NAMES, *(f"{name}@colleague" for name in NAMES)], 3), "failed")))
    walks = Walks(content, Reading(content), proved=False)
    player.move(m.Topic(dice.choice(TREES)))
    for _ in range(12):
        topic = next((frame.tree for frame in player.walk.stack if frame.role == "topic"), None)
        if topic not in TREES or any(frame.role == "repair" for frame in player.walk.stack):
            return
        walks.of(topic)
        frame = player.walk.stack[-1]
        assert (frame.tree, frame.step) in walks.reached
        options = open_question_of(content, player.walk).options
        player.move(m.Choose(dice.choice(options).id) if options else m.DontKnow())


def test_the_edges_of_a_step_with_remedies(tmp_path: Path) -> None:
    steps = "steps: {a: {remedies: [x, y], otherwise: b, exits: {c: Other}}, b: {tell: No.}, c: {tell: Other.}}"
    content = library(tmp_path, {"loop": steps}, remedies=REMEDIES)
    step, person = content.trees["loop"].steps["a"], Person(content, proved=False)
    assert isinstance(step, Remedies)
    gone = {"remedy:x": GONE, "remedy:y": GONE}
    some = [
        (each.to, each.ending, each.questions, each.known) for each in person.edges(step, "loop/a", {"remedy:x": GONE})
    ]
    assert some == [
        ("b", None, 0, gone),
        (None, "solved", 1, {"remedy:x": GONE}),
        ("b", None, 1, gone),
        ("c", None, 1, {"remedy:x": GONE, "loop/a": "c"}),
    ]
    assert [(each.to, each.questions) for each in person.edges(step, "loop/a", gone)] == [("b", 0)]
