"""lint: "I see", "I find" are said only of what was looked up."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tests.support.trees import write
from wayfinder.content.files import read
from wayfinder.content.lint.run import problems
from wayfinder.content.model import OPTIONS_LIMIT

FACTS = """
route: {label: Route, ask: How?, values: {mail: By mail, unknown: Not sure}}
state: {label: State, ask: What?, values: {open: Open, shut: Shut}, look_up: account, proof: mailbox}
name: {label: Name, ask: Who?, type: text, look_up: account, proof: mailbox}
"""
LOOK_UPS = {"account": {"state": ("open", "shut"), "name": ()}}
TREE = """
steps:
  a: {{find: state, {how}: "true", then: {{open: seen, shut: b, unknown: {unknown}}}}}
  seen: {{tell: "{words}", next: b}}
  b: {{tell: Over.}}
"""


def found(tmp_path: Path, tree: str) -> list[str]:
    data = write(tmp_path, {"loop": tree}, facts=FACTS)
    return [str(problem) for problem in problems(read(data), date(2026, 11, 21), LOOK_UPS)]


def tree(words: str, how: str = "looked_up", unknown: str = "b") -> str:
    return TREE.format(words=words, how=how, unknown=unknown)


CLAIMS = [
    *(
        "I see that it is open.",
        "I can see that it is open.",
        "Here I find it open.",
        "I found it.",
        "I don't find it.",
    ),
    *("I've found it open.", "I can\u2019t find it.", "I couldn't find it.", "I don't see it."),
]


@pytest.mark.parametrize("words", CLAIMS)
def test_what_was_looked_up_may_be_claimed_and_what_was_told_may_not(tmp_path: Path, words: str) -> None:
    assert found(tmp_path / "looked_up", tree(words)) == []
    (problem,) = found(tmp_path / "told", tree(words, how="quiet"))
    assert "is said here also of what people told" in problem
    assert problem.startswith("data/trees/login/loop.yml:8: `I")


@pytest.mark.parametrize(
    "words", ["I can't see that.", "You can see it.", "See below.", "Where I live, seeing is easy."]
)
def test_what_is_not_known_and_what_others_see_are_no_claims(tmp_path: Path, words: str) -> None:
    assert found(tmp_path, tree(words, how="quiet")) == []


def test_not_knowing_leads_to_no_claim(tmp_path: Path) -> None:
    assert len(found(tmp_path, tree("I see it.", unknown="seen"))) == 1


def test_one_other_way_to_the_step_is_enough_to_forbid_it(tmp_path: Path) -> None:
    other = tree("I see it.").replace("tell: Over.", "try: [Do it.], otherwise: seen")
    assert "is said here also of what people told" in found(tmp_path, other)[0]


def test_the_first_step_of_a_tree_claims_nothing(tmp_path: Path) -> None:
    assert len(found(tmp_path, "steps: {a: {tell: I see.}}")) == 1


def test_people_may_see_and_find_in_the_labels_that_they_choose(tmp_path: Path) -> None:
    steps = "steps: {a: {try: [Look.], exits: {b: I don't see it}, otherwise: b}, b: {tell: x}}"
    assert found(tmp_path, steps) == []


@pytest.mark.parametrize("key", ["ask", "why", "invalid"])
def test_facts_that_trees_share_claim_nothing(tmp_path: Path, key: str) -> None:
    spec = {"label": "I see", "type": "text", "ask": "Which?", key: "I find that it is open."}
    facts = FACTS + f"shared: {json.dumps(spec)}\n"
    data = write(tmp_path, {"loop": tree("Open.")}, facts=facts)
    (problem,) = problems(read(data), date(2026, 11, 21), LOOK_UPS)
    assert str(problem).endswith("`I find` is said here also of what people told: say it in other words")
    assert problem.file == "data/facts.yml"


@pytest.mark.parametrize(("gist", "words"), [("I see it.", "Open it."), ("It opens.", "I see it.")])
def test_gists_and_remedies_claim_nothing(tmp_path: Path, gist: str, words: str) -> None:
    topics = f"{{area: login, title: Other, status: planned, gist: {gist}, sources: [guide.login]}}"
    remedies = f"window: {{words: {words}, label: a window}}"
    steps = "steps: {a: {remedies: [window], otherwise: b}, b: {tell: x}}"
    data = write(tmp_path, {"loop": steps}, facts=FACTS, remedies=remedies, topics=f"other: {topics}")
    (problem,) = problems(read(data), date(2026, 11, 21), LOOK_UPS)
    assert problem.message.startswith("`I see` is said here also of what people told")
    assert problem.file == ("data/topics.yml" if gist == "I see it." else "data/remedies.yml")


def test_the_reason_of_a_question_claims_nothing_of_what_was_told(tmp_path: Path) -> None:
    steps = "steps: {a: {find: route, why: I see no other way., then: {mail: b, unknown: b}}, b: {tell: x}}"
    assert "`I see` is said here also of what people told" in found(tmp_path, steps)[0]


def test_only_a_fact_that_can_be_looked_up_is_taken_from_look_ups_alone(tmp_path: Path) -> None:
    steps = "steps: {a: {find: route, looked_up: 'true', then: {mail: b, unknown: b}}, b: {tell: x}}"
    assert any("no look-up gives `route`: write `quiet` instead" in each for each in found(tmp_path, steps))


def test_a_question_has_room_for_look_it_up_for_me(tmp_path: Path) -> None:
    """One option more than the author wrote."""
    values = ", ".join(f"v{at}: Value" for at in range(OPTIONS_LIMIT))
    steps = "steps: {a: {find: many, then: {other: b, unknown: b}}, b: {tell: x}}"
    for look_up, problems_found in ((", look_up: account, proof: mailbox", 1), ("", 0)):
        facts = f"many: {{label: Many, ask: Which?, values: {{{values}}}{look_up}}}"
        data = write(tmp_path / str(problems_found), {"loop": steps}, facts=facts)
        named = [each for each in problems(read(data), date(2026, 11, 21)) if "at most" in str(each)]
        assert len(named) == problems_found


def test_no_value_of_a_fact_is_taken_for_the_wish_to_look_it_up(tmp_path: Path) -> None:
    facts = FACTS + "odd: {label: Odd, ask: Odd?, values: {look_up: Look}}"
    data = write(tmp_path, {"loop": tree("Open.")}, facts=facts)
    assert "`look_up` is not a valid value" in str(problems(read(data), date(2026, 11, 21), LOOK_UPS)[0])
