from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.players import MAILBOX, Player, answering
from tests.support.random_content import NAMES, TREES, random_library
from tests.support.trees import library
from wayfinder.content.files import read
from wayfinder.content.model import Library, Tree
from wayfinder.content.steps import Find, Need, Remedies, Try
from wayfinder.engine import moves as m
from wayfinder.engine.advance import open_question_of
from wayfinder.engine.blocks import Block, Status
from wayfinder.engine.requests import Held
from wayfinder.engine.steps.run import VISIT_DEPTH
from wayfinder.settings import ROOT
from wayfinder.workbench.proof.edges import Edge, Person
from wayfinder.workbench.proof.explore import Walks
from wayfinder.workbench.proof.play import SAMPLES
from wayfinder.workbench.proof.prove import Proof, prove
from wayfinder.workbench.proof.reads import Reading
from wayfinder.workbench.proof.wishes import is_wish

FACTS = """
route: {label: Route, ask: How?, values: {mail: By mail, web: On the web}}
state: {label: State, ask: What?, values: {open: Open, shut: Shut}, look_up: account, proof: mailbox}
hidden: {label: Hidden, ask: What?, values: {a: A, b: B}, look_up: public}
me.email: {label: E-mail, ask: Which?, type: email, invalid: That is none., cannot: None}
"""
CASES = "help: {title: Help, queue: support, fields: [{fact: me.email}, {fact: route, required: 'false'}]}"
TOPICS = "later: {area: login, title: Later, status: planned, gist: Not yet.}"


def proof(tmp_path: Path, loop: str, **others: str) -> Proof:
    """The proof of the tree `loop`."""
    trees = {"loop": loop, **others}
    proofs = prove(library(tmp_path, trees, facts=FACTS, cases=CASES, topics=TOPICS))
    return next(each for each in proofs if each.tree == "loop")


def test_walks_endings_and_the_longest_are_counted(tmp_path: Path) -> None:
    found = proof(
        tmp_path,
        """
        steps:
          a: {find: route, then: {mail: b, web: c, unknown: d}}
          b: {try: [One], otherwise: c, exits: {d: Something else}}
          c: {human: A person.}
          d: {tell: So it is.}
        """,
    )
    assert found == Proof(
        tree="loop",
        walks=5,
        stranger_walks=5,
        endings={"solved": 1, "human": 2, "answered": 2},
        steps=3,
        questions=2,
        unreached=[],
        failures=[],
    )


def test_a_fact_is_split_only_where_it_is_asked_for_and_known_after_that(tmp_path: Path) -> None:
    found = proof(
        tmp_path,
        """
        steps:
          a: {find: route, then: {mail: b, web: c, unknown: c}}
          b: {find: route, then: {mail: c, web: never, unknown: never}}
          c: {tell: So it is.}
          never: {tell: Never.}
        """,
    )
    assert (found.walks, found.questions, found.unreached) == (3, 1, ["never"])


def test_an_unknown_is_asked_again_by_another_step_only(tmp_path: Path) -> None:
    again = """
    steps:
      a: {find: route, then: {mail: c, web: c, unknown: b}}
      b: {find: route, then: {mail: c, web: c, unknown: c}}
      c: {tell: x}
    """
    found = proof(tmp_path / "another", again)
    assert (found.walks, found.questions) == (5, 2)
    same = """
    steps:
      a: {find: route, then: {mail: c, web: c, unknown: b}}
      b: {need: me.email, next: a}
      c: {tell: x}
    """
    assert proof(tmp_path / "same", same).failures == ["a walk does not end: loop/a → loop/b → loop/a"]


def test_a_quiet_find_knows_nothing_of_a_stranger(tmp_path: Path) -> None:
    found = proof(
        tmp_path,
        """
        steps:
          a: {find: state, quiet: "true", then: {open: b, shut: c, unknown: b}}
          b: {tell: Open.}
          c: {human: Shut.}
        """,
    )
    assert (found.walks, found.stranger_walks, found.questions) == (3, 1, 0)
    assert found.endings == {"human": 1, "answered": 2}


def test_a_visit_comes_back_with_what_was_found_out(tmp_path: Path) -> None:
    found = proof(
        tmp_path,
        """
        steps:
          a: {visit: inner, next: b}
          b: {find: route, then: {mail: c, web: d, unknown: c}}
          c: {human: A person.}
          d: {tell: So it is.}
        """,
        inner="""
        steps:
          a: {find: route, then: {mail: b, web: b, unknown: c}}
          b: {tell: Fine.}
          c: {try: [One], otherwise: b}
        """,
    )
    # mail, web; unknown and solved; unknown, not solved, then asked again: mail, web, unknown
    assert found.walks == 6
    assert found.endings == {"solved": 1, "human": 3, "answered": 2}
    assert found.questions == 3
    assert found.failures == []


def test_a_visit_to_a_planned_topic_ends_as_planned_topics_do(tmp_path: Path) -> None:
    assert proof(tmp_path, "steps: {a: {visit: later, next: b}, b: {tell: x}}").endings == {"human": 1}


def test_a_case_is_filed_or_left(tmp_path: Path) -> None:
    found = proof(tmp_path / "one", "steps: {a: {case: help}}")
    assert (found.endings, found.questions) == ({"case": 1, "human": 1, "stopped": 1}, 4)
    found = proof(
        tmp_path / "two", "steps: {a: {need: me.email, next: b}, b: {case: help, otherwise: c}, c: {tell: x}}"
    )
    assert (found.endings, found.questions) == ({"case": 1, "answered": 1, "human": 1, "stopped": 1}, 4)


ENDLESS = {
    "steps: {a: {try: [One], otherwise: b}, b: {try: [Two], otherwise: a}}": "loop/a → loop/b → loop/a",
    "steps: {a: {tell: x, next: a}}": "loop/a → loop/a",
    "steps: {a: {visit: loop, next: b}, b: {tell: x}}": "comes back before it has left: loop → loop",
    "steps: {a: {visit: round, next: b}, b: {tell: x}}": "comes back before it has left: loop → round → loop",
    "steps: {a: {case: help, otherwise: a}}": "loop/a → loop/a",
    "steps: {a: {visit: back, next: a}}": "loop/a → loop/a",
}


@pytest.mark.parametrize("steps", ENDLESS)
def test_a_walk_that_does_not_end_is_a_failure(tmp_path: Path, steps: str) -> None:
    trees = {"back": "steps: {a: {tell: Back.}}", "round": "steps: {a: {visit: loop}}"}
    content = library(tmp_path, {"loop": steps, **trees}, facts=FACTS, cases=CASES)
    failures = [failure for each in prove(content) for failure in each.failures]
    assert any(failure.startswith("a walk does not end") and ENDLESS[steps] in failure for failure in failures)


def test_coming_back_with_an_answer_is_not_a_loop(tmp_path: Path) -> None:
    steps = """
    steps:
      a: {visit: back, next: b}
      b: {find: route, then: {mail: c, web: d, unknown: d}}
      c: {need: me.email, next: e, unknown: d}
      d: {tell: x}
      e: {visit: back, next: d}
    """
    found = proof(tmp_path, steps, back="steps: {a: {find: route, then: {mail: b, web: b, unknown: b}}, b: {tell: y}}")
    assert found.failures == []
    assert found.questions == 3


def test_a_state_without_ending_is_a_failure(tmp_path: Path) -> None:
    assert proof(tmp_path, "steps: {a: {try: [x], otherwise: gone}}").failures == [
        "a state without ending: there is no step `gone`"
    ]


def test_visits_too_deep_are_a_failure(tmp_path: Path) -> None:
    deep = {f"t{at}": f"steps: {{a: {{visit: t{at + 1}}}}}" for at in range(VISIT_DEPTH)}
    last = {f"t{VISIT_DEPTH}": "steps: {a: {tell: x}}"}
    assert proof(tmp_path, deep["t0"], **deep, **last).failures == []
    assert proof(tmp_path, "steps: {a: {visit: t0}}", **deep, **last).failures == [
        f"trees visit trees {VISIT_DEPTH + 1} levels deep, and the engine walks only {VISIT_DEPTH}"
    ]


def test_a_stranger_who_is_told_what_the_back_office_knows_is_a_failure(tmp_path: Path) -> None:
    steps = "steps: {a: {find: hidden, then: {a: b, b: c, unknown: b}}, b: {tell: x}, c: {tell: y}}"
    assert proof(tmp_path, steps).failures == [
        "on the way to its end `public` is looked up for someone who proved nothing",
        "on the way to its end a stranger is told what the back office knows",
    ]


ASIDES = """
steps: {a: {find: hidden, quiet: true, then: {a: b, b: b, unknown: b}}, b: {tell: x}}
asides:
  - {aspect: where, asked: [where, in which], answer: "It is in {hidden|one of two}."}
  - {aspect: who, asked: [who, by whom], answer: You.}
"""


def test_a_stranger_who_is_told_in_an_aside_what_the_back_office_knows_is_a_failure(tmp_path: Path) -> None:
    """Only a look-up without proof can lead to it, which lint refuses: the asides are the second lock."""
    assert proof(tmp_path, ASIDES).failures == [
        "on the way to its end `public` is looked up for someone who proved nothing",
        "the answer to “where” tells a stranger what the back office knows",
    ]


def test_asides_that_show_what_only_proof_would_find_out_tell_strangers_nothing(tmp_path: Path) -> None:
    assert proof(tmp_path, ASIDES.replace("hidden", "state").replace("{a: b, b: b,", "{other: b,")).failures == []


@pytest.mark.parametrize("back", ["mail", "web"])
def test_what_a_stranger_is_told_after_a_visit_is_found_whichever_answer_leads_there(tmp_path: Path, back: str) -> None:
    inner = f"""
    steps:
      a: {{find: route, then: {{other: b, unknown: d}}}}
      b: {{try: [One], otherwise: c}}
      c: {{find: route, then: {{{back}: e, other: d, unknown: d}}}}
      d: {{human: A person.}}
      e: {{tell: Back.}}
    """
    loop = """
    steps:
      a: {visit: inner, next: b}
      b: {find: hidden, then: {a: c, b: c, unknown: c}}
      c: {tell: x}
    """
    assert any("`public` is looked up" in failure for failure in proof(tmp_path, loop, inner=inner).failures)


def test_more_walks_than_can_be_walked_are_counted_by_looking_at_each_step_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once for a stranger, once for somebody who proved who they are. Counting steps does not depend on the load."""
    facts = "\n".join(f"f{at}: {{label: F, ask: F?, values: {{a: A, b: B}}}}" for at in range(60))
    then = "{{a: s{0}, b: s{0}, unknown: s{0}}}"
    steps = ", ".join(f"s{at}: {{find: f{at}, then: {then.format(at + 1)}}}" for at in range(60))
    content = library(tmp_path, {"loop": f"steps: {{{steps}, s60: {{tell: x}}}}"}, facts=facts)
    looked_at: list[str] = []
    edges = Person.edges

    def counted(person: Person, step: Any, here: str, known: Mapping[str, str]) -> Iterator[Edge]:
        looked_at.append(here)
        return edges(person, step, here, known)

    monkeypatch.setattr(Person, "edges", counted)
    assert prove(content, ["loop"])[0].walks == 3**60
    assert len([here for here in looked_at if here.startswith("loop/")]) == 2 * 61


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**32))
def test_a_rough_exploration_never_leaves_out_what_an_exact_one_finds(seed: int) -> None:
    content = random_library(seed)
    reading = Reading(content)
    for proved in (False, True):
        exact, rough = (Walks(content, reading, proved=proved, rough=rough) for rough in (False, True))
        for tree in TREES:
            less, more = exact.of(tree), rough.of(tree)
            assert {ending for ending, _ in less} <= {ending for ending, _ in more}
            assert sum(count.walks for count in less.values()) <= sum(count.walks for count in more.values())
            assert max(count.questions for count in less.values()) <= max(count.questions for count in more.values())
        assert exact.reached <= rough.reached


def test_a_tree_with_too_many_states_is_explored_roughly(monkeypatch: pytest.MonkeyPatch) -> None:
    content = random_library(3)
    exact = {each.tree: each for each in prove(content)}
    monkeypatch.setattr("wayfinder.workbench.proof.prove.STATES", 3)
    rough = {each.tree: each for each in prove(content)}
    assert any(each.rough for each in rough.values())
    assert not any(each.rough for each in exact.values())
    assert all(exact[tree].endings.keys() <= rough[tree].endings.keys() for tree in exact)


def test_every_walk_of_this_projects_trees_ends() -> None:
    assert [each for each in prove(read(ROOT / "data").library) if each.failures] == []


# --- the real engine agrees ------------------------------------------------------------------


def rewired(content: Library, dice: random.Random) -> Library:
    """The library with some branches that lead back, so that there are loops too."""
    return msgspec.structs.replace(
        content, trees={name: _rewired(tree, dice) if name in TREES else tree for name, tree in content.trees.items()}
    )


def _rewired(tree: Tree, dice: random.Random) -> Tree:
    steps = dict(tree.steps)
    for name, step in tree.steps.items():
        if dice.random() < 0.3:
            target = dice.choice(list(steps))
            if isinstance(step, Find):
                steps[name] = msgspec.structs.replace(step, then={**step.then, dice.choice(list(step.then)): target})
            if isinstance(step, (Try, Remedies)):
                steps[name] = msgspec.structs.replace(step, otherwise=target)
    return msgspec.structs.replace(tree, steps=steps)


def answer(dice: random.Random, player: Player) -> tuple[m.Move, list[Block]]:
    """Answer the open question: an option, a value, or "I do not know"; nothing that only goes back to a question."""
    now, frame = open_question_of(player.library, player.walk), player.walk.stack[-1]
    step = player.library.trees[frame.tree].steps[frame.step]
    answers: list[m.Move] = [m.Choose(option.id) for option in now.options if option.value not in ("change", "give")]
    if now.kind is not None:
        answers.append(m.Give({now.fact or "": dict(SAMPLES)[now.kind][0]}))  # type: ignore[index]
    if (isinstance(step, Find) and now.kind is None) or (isinstance(step, Need) and step.unknown is not None):
        answers.append(m.DontKnow())
    move = dice.choice(answers)
    return move, player.move(move)


def played(content: Library, tree: str, dice: random.Random, grants: list[Held], limit: int) -> tuple[str, int]:
    """A random walk of a tree: how it ended (empty if it did not), and how many questions it took."""
    closed = {name: [v for v in spec.values if v != "unknown"] for name, spec in content.facts.items() if spec.values}
    found = {name: dice.choice(values) for name, values in closed.items()}
    player = Player(content, answering({name: value for name, value in found.items() if dice.random() < 0.7}))
    player.move(m.Grants(grants))
    if dice.random() < 0.5:
        player.move(m.Report({dice.choice(NAMES): "failed", f"{dice.choice(NAMES)}@colleague": "done"}))
    blocks = player.move(m.Topic(tree))
    questions = 0
    while questions <= limit:
        if all(frame.role != "topic" for frame in player.walk.stack):
            ending = next((block.outcome for block in blocks if isinstance(block, Status)), "answered")
            return ending, questions
        move, blocks = answer(dice, player)
        questions += not is_wish(move)
    return "", limit


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**32), st.booleans(), st.booleans())
def test_walks_of_the_real_engine_end_as_was_proved(seed: int, loops: bool, granted: bool) -> None:
    dice = random.Random(seed)
    content = random_library(seed)
    content = rewired(content, dice) if loops else content
    proofs = {each.tree: each for each in prove(content, TREES)}
    for tree in TREES:
        if any("does not end" in failure for each in proofs.values() for failure in each.failures):
            return
        for _ in range(5):
            grants = [MAILBOX] if granted else []
            ending, questions = played(content, tree, dice, grants, proofs[tree].questions)
            assert ending in proofs[tree].endings, (tree, ending)
            assert questions <= proofs[tree].questions
