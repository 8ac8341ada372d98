from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.support.trees import write
from wayfinder.content.contract import Repair
from wayfinder.content.files import read
from wayfinder.content.lint.run import notes, problems
from wayfinder.content.load import load
from wayfinder.content.yaml_file import ContentError
from wayfinder.settings import ROOT

TODAY = date(2026, 11, 21)
FACTS = """
route: {label: Route, ask: How?, values: {mail: By mail, web: On the web, unknown: Not sure}}
me.email: {label: E-mail, ask: Which?, type: email, invalid: That is none., cannot: None}
name: {label: Name, ask: Who?, type: text, cannot: None}
state: {label: State, ask: What?, values: {open: Open, shut: Shut}, look_up: account, proof: mailbox}
"""
CASES = "help: {title: Help, queue: support, fields: [{fact: me.email}]}"
LINKS = "home: {text: example.com}"
LOOK_UPS = {"account": {"state": ("open", "shut")}}
FIND = "steps: {a: {find: route, then: {mail: b, web: b, unknown: b}}, b: {tell: Hello.}}"


def found(tmp_path: Path, steps: str = FIND, **files: str) -> list[str]:
    """What lint says about one tree `loop`, with the other content that is given."""
    given = {"facts": FACTS, "cases": CASES, "links": LINKS, **files}
    return [str(p) for p in problems(read(write(tmp_path, {"loop": steps}, **given)), TODAY, LOOK_UPS)]


def test_sound_content_has_no_problems(tmp_path: Path) -> None:
    assert found(tmp_path) == []


WRONG_STEPS = {
    "steps: {a: {find: rout, then: {unknown: b}}, b: {tell: x}}": "unknown fact `rout`: did you mean `route`?",
    "steps: {a: {need: mail, next: b}, b: {tell: x}}": "unknown fact `mail`",
    "steps: {a: {find: route, then: {mail: b, web: bb, unknown: b}}, b: {tell: x}}": "unknown step `bb`",
    "steps: {a: {try: [x], otherwise: c}}": "unknown step `c`",
    "steps: {a: {try: [x], otherwise: b, exits: {c: Other}}, b: {tell: x}}": "unknown step `c`",
    "steps: {a: {try: [x], otherwise: b, exits: {b: Other}, examples: {c: [none]}}, b: {tell: x}}": "unknown exit `c`",
    "steps: {a: {try: [x], otherwise: b, exits: {b: Other}, examples: {b: [' ']}}, b: {tell: x}}": "no words",
    "steps: {a: {try: [x], otherwise: b, exits: {b: Other}, examples: {b: [no, No]}}, b: {tell: x}}": "example twice",
    "steps: {a: {visit: lop}}": "unknown tree `lop`: did you mean `loop`?",
    "steps: {a: {case: helpp}}": "unknown case `helpp`: did you mean `help`?",
    "steps: {a: {tell: x, sources: [guide.logn]}}": "unknown source section `guide.logn`: did you mean `guide.login`?",
    "steps: {a: {find: route, then: {mail: b, wep: b, unknown: b, other: b}}, b: {tell: x}}": "did you mean `web`?",
    "steps: {a: {find: route, then: {mail: b, unknown: b}}, b: {tell: x}}": "no branch for `web`",
    "steps: {a: {find: route, then: {mail: b, other: b}}, b: {tell: x}}": "`unknown` has no branch",
    "steps: {a: {find: name, then: {unknown: b}}, b: {tell: x}}": "use `need`",
    "steps: {a: {find: route, options: {post: Post}, then: {unknown: b, other: b}}, b: {tell: x}}": "value `post`",
    "steps: {a: {find: route, about: org, then: {unknown: b, other: b}}, b: {tell: x}}": "`about: org` does not go",
    "steps: {a: {tell: x}, b: {tell: y}}": "step `b` is never reached",
    "steps: {a: {tell: x, next: b}, b: {tell: y, next: a}}": "dead end: no ending can be reached from `a`",
    "steps: {a: {tell: x <b>y</b>}}": "`<b` is HTML",
    "steps: {a: {tell: x&nbsp;y}}": "`&nbsp;` is HTML",
    "steps: {a: {tell: 'see [Home](https://example.com)'}}": "`](` is Markdown",
    "steps: {a: {tell: 'see https://example.com/x'}}": "`https://example.com/x` is a web address: declare it in data",
    "steps: {a: {tell: 'see www.example.com.'}}": "`www.example.com.` is a web address",
    "steps: {a: {tell: 'see {link.hom}'}}": "unknown link `hom`: did you mean `home`?",
    "steps: {a: {tell: 'hello {nme|you}'}}": "unknown detail `nme`: did you mean `name`?",
    "steps: {a: {tell: 'hello {name}'}}": "write {name|words without it}",
    "steps: {a: {tell: 'click [Log In'}}": "`[` has no partner",
    "steps: {a: {tell: x, why: 'because of [Log In]'}}": "`[` would be shown as it is",
    "steps: {a: {tell: 'FILL IN: words'}}": "`FILL IN:` is still there",
    "steps: {a: {tel: x}}": "a step has exactly one of",
    "steps: {a: {tell: x, nxt: b}}": "unknown key `nxt`: did you mean `next`?",
}


@pytest.mark.parametrize("steps", WRONG_STEPS)
def test_what_is_wrong_in_a_step_is_named(tmp_path: Path, steps: str) -> None:
    messages = found(tmp_path, steps)
    assert any(WRONG_STEPS[steps] in message for message in messages), messages


def test_a_text_too_long_for_a_face_is_named(tmp_path: Path) -> None:
    options = f"{{mail: {'m' * 76}, web: Web}}"
    steps = (
        f"steps: {{a: {{find: route, options: {options}, then: {{unknown: b, other: b}}}}, b: {{tell: {'t' * 3001}}}}}"
    )
    messages = found(tmp_path, steps)
    assert [m.partition(": ")[2] for m in messages] == [
        "3001 characters, at most 3000 can be shown: shorten it",
        "76 characters, at most 75 can be shown: shorten it",
    ]


def test_more_options_than_a_face_shows_are_named(tmp_path: Path) -> None:
    values = ", ".join(f"v{number}: V" for number in range(11))
    steps = "steps: {a: {find: many, then: {unknown: b, other: b}}, b: {tell: x}}"
    assert (
        "11 options" in found(tmp_path, steps, facts=f"{FACTS}many: {{label: M, ask: Which?, values: {{{values}}}}}")[0]
    )


def test_all_problems_come_at_once_each_with_its_line(tmp_path: Path) -> None:
    text = """
    steps:
      a:
        find: route
        then:
          mail: b
          web: nowhere
      b:
        tell: Hello <br>
      c: {tell: Bye}
    """
    places = [message.partition(": ") for message in found(tmp_path, text)]
    assert [(place, message.split(":")[0]) for place, _, message in places] == [
        ("data/trees/login/loop.yml:9", "`unknown` has no branch"),
        ("data/trees/login/loop.yml:11", "unknown step `nowhere`"),
        ("data/trees/login/loop.yml:13", "`<br` is HTML"),
        ("data/trees/login/loop.yml:14", "step `c` is never reached"),
    ]


HEAD = "tree: loop\ntitle: Loop\nstart: a\nsteps: {a: {tell: Hello.}}\n"
WRONG_HEADS = {
    HEAD + "verified: 2026-01-01": "`sources` is missing",
    HEAD + "sources: [guide.login]": "`verified` is missing",
    HEAD + "sources: [guide.login]\nverified: soon": "`verified: soon` is not a date",
    HEAD + "sources: [guide.login]\nverified: 2026-11-22": "lies in the future",
    HEAD + "sources: [guide]\nverified: 2026-01-01": "unknown source section `guide`",
    HEAD.replace("tree: loop", "tree: lop") + "sources: [guide.login]\nverified: 2026-01-01": "the file is `loop.yml`",
    HEAD.replace("start: a", "start: b") + "sources: [guide.login]\nverified: 2026-01-01": "unknown step `b`",
    **{HEAD + f"{key}: []": f"unknown key `{key}`" for key in ("nlu", "rules", "stories", "responses")},
}


@pytest.mark.parametrize("text", WRONG_HEADS)
def test_what_is_wrong_above_the_steps_is_named(tmp_path: Path, text: str) -> None:
    messages = found(tmp_path, text)
    assert any(WRONG_HEADS[text] in message for message in messages), messages


def test_steps_may_name_the_sources_themselves(tmp_path: Path) -> None:
    text = "tree: loop\ntitle: L\nstart: a\nverified: 2026-01-01\nsteps: {a: {tell: x, sources: [guide.login]}}"
    assert found(tmp_path, text) == []


WRONG_FACTS = {
    "x: {label: X, ask: X?}": "write `values` if trees branch on it, or its `type`",
    "x: {label: X, type: text, values: {a: A}}": "has both `values` and a `type`",
    "x: {label: X, type: email}": "`invalid` is missing",
    "x: {label: X, values: {Big-One: A}}": "`Big-One` is not a valid value",
    "x: {label: X, values: {other: A}}": "`other` is not a valid value",
    "x: {label: X, values: {unknown: ''}}": "`unknown` has no label",
    "X y: {label: X, values: {a: A}}": "`X y` is not a valid name",
    "x: {label: X, values: {a: A}, synonyms: {b: [c]}}": "unknown value `b`",
    "x: {label: X, values: {a: A}, look_up: account}": "write the `proof`",
    "x: {label: X, values: {a: A}, look_up: account, privacy: personal}": "and this is personal",
    "x: {label: X, values: {a: A}, look_up: acount, proof: mailbox}": "did you mean `account`?",
    "x: {label: X, values: {a: A}, derived: {by: invitation_ag, from: []}}": "did you mean `invitation_age`?",
    "x: {label: X, values: {a: A}, derived: {by: invitation_age, from: [rout]}}": "did you mean `route`?",
    "x: {label: X, values: {a: A}, privacy: secret}": "`secret` is not a value of `privacy`: write one",
    "route: {label: R, values: {a: A}}": "`route` is here twice",
}


@pytest.mark.parametrize("fact", WRONG_FACTS)
def test_what_is_wrong_with_a_fact_is_named(tmp_path: Path, fact: str) -> None:
    messages = found(tmp_path, facts=FACTS + fact)
    assert any(WRONG_FACTS[fact] in message for message in messages), messages


def test_a_fact_that_cannot_be_read_is_not_reported_again_wherever_it_is_used(tmp_path: Path) -> None:
    messages = found(tmp_path, facts=FACTS.replace("label: Route", "lable: Route"))
    assert len(messages) == 2
    assert all("facts.yml" in message for message in messages)


def test_a_case_needs_fields_that_can_be_asked_for(tmp_path: Path) -> None:
    facts = FACTS.replace("me.email: {label: E-mail, ask: Which?, ", "me.email: {label: E-mail, ")
    assert "`me.email` has no question" in found(tmp_path, facts=facts)[0]
    cases = "help: {title: Help, queue: support, fields: [{fact: mail}, {fact: me.email}]}"
    assert "unknown fact `mail`" in found(tmp_path, cases=cases)[0]


def test_a_find_that_asks_for_a_topic_needs_a_branch_for_every_topic(tmp_path: Path) -> None:
    steps = "steps: {a: {find: conversation.meant, then: {none: b, unknown: b}}, b: {tell: x}}"
    assert "add `other` to `then`" in found(tmp_path, steps)[0]


HIDES = """
steps:
  a: {find: state, options: {open: It is open}, then: {open: b, shut: b, torn: b, unknown: b}}
  b: {tell: Hello.}
"""
TORN = FACTS.replace("shut: Shut}", "shut: Shut, torn: Torn}")


def test_a_value_that_no_step_offers_and_no_look_up_gives_is_named_at_its_declaration(tmp_path: Path) -> None:
    problems = found(tmp_path, HIDES, facts=TORN)
    lines = (tmp_path / "data" / "facts.yml").read_text().splitlines()
    declared = next(number for number, line in enumerate(lines, 1) if "Torn" in line)
    assert problems == [
        f"data/facts.yml:{declared}: `torn` can never occur: no step that asks names it in its `options`, and no "
        "look-up gives it; offer it in a step, or remove it"
    ]


COMES = {
    "a step that offers all": "find: state, then: {unknown: a, other: a}",
    "a step that offers it": "find: state, options: {torn: It is torn}, then: {unknown: a, other: a}",
    "a step that collects it": "need: state, next: a",
}


@pytest.mark.parametrize("way", COMES)
def test_a_value_can_occur_when_any_step_offers_it(tmp_path: Path, way: str) -> None:
    steps = HIDES.replace("steps:", f"steps:\n  first: {{{COMES[way]}}}")
    assert found(tmp_path, steps, facts=TORN) == []


def test_a_value_can_occur_when_a_case_asks_for_it(tmp_path: Path) -> None:
    assert found(tmp_path, HIDES, facts=TORN, cases=CASES.replace("fields: [", "fields: [{fact: state}, ")) == []


def test_a_value_that_a_case_does_not_offer_does_not_occur_in_it(tmp_path: Path) -> None:
    cases = CASES.replace("fields: [", "fields: [{fact: state, offers: [open, shut]}, ")
    (problem,) = found(tmp_path, HIDES, facts=TORN, cases=cases)
    assert "`torn` can never occur" in problem


def test_a_case_offers_only_values_of_the_fact(tmp_path: Path) -> None:
    cases = CASES.replace("fields: [", "fields: [{fact: state, offers: [opne]}, ")
    assert any("cases.yml" in each and "`opne`" in each and "`open`" in each for each in found(tmp_path, cases=cases))


def test_a_value_of_a_tree_that_is_only_looked_up_quietly_must_be_given_by_the_look_up(tmp_path: Path) -> None:
    local = "facts:\n  own: {label: Own, values: {open: Open, shut: Shut}}\n"
    steps = "steps: {a: {find: own, quiet: true, then: {unknown: b, other: b}}, b: {tell: Hello.}}"
    messages = found(tmp_path, local + steps)
    assert [message.partition(":")[2].partition(":")[0] for message in messages] == ["7", "7"]
    assert "`open` can never occur: no step asks for it" in messages[0]


def test_without_the_look_ups_values_that_never_occur_are_not_reported(tmp_path: Path) -> None:
    data = write(tmp_path, {"loop": HIDES}, facts=TORN)
    assert problems(read(data), TODAY) == []


REMEDIES = """
window: {words: "Open a private window, {name|you}.", label: a private window, synonyms: [incognito]}
cache: {words: Clear the cache., label: clearing the cache, synonyms: [cookies]}
"""
PROPOSED = "steps: {a: {remedies: [window, cache], otherwise: b}, b: {tell: x}}"
WRONG_REMEDIES = {
    "Window: {words: W., label: w}": "`Window` is not a valid name",
    "window: {words: '', label: w}": "`words` is empty",
    "window: {words: W.}": "`label` is missing",
    "window: {words: 'W {nme|you}', label: w}": "unknown detail `nme`: did you mean `name`?",
    "window: {words: 'W <b>', label: w}": "`<b` is HTML",
    "window: {words: W., label: '[Log In]'}": "`[` would be shown as it is",
    "window: {words: Clear the  Cache., label: w}": "`window` has the same `words`: tell them apart",
    "window: {words: W., label: w, synonyms: [Cookies]}": "`window` has the same `synonyms`: tell them apart",
    "window: {words: W., label: w}\nthird: {words: T., label: t}": "no step proposes `third`: name it in a step",
}


@pytest.mark.parametrize("remedies", WRONG_REMEDIES)
def test_what_is_wrong_with_a_remedy_is_named(tmp_path: Path, remedies: str) -> None:
    messages = found(tmp_path, PROPOSED, remedies=f"{remedies}\n{REMEDIES.splitlines()[2]}")
    assert any(WRONG_REMEDIES[remedies] in message and "data/remedies.yml" in message for message in messages), messages


WRONG_PROPOSALS = {
    "steps: {a: {remedies: [windo, cache], otherwise: b}, b: {tell: x}}": "remedy `windo`: did you mean `window`?",
    "steps: {a: {try: [x], remedy: windo, otherwise: b}, b: {tell: x}}": "unknown remedy `windo`",
    "steps: {a: {tell: x, renews: [windo@colleague]}}": "unknown remedy `windo`",
    "steps: {a: {remedies: [], otherwise: b}, b: {tell: x}}": "there is no remedy: name one",
    "steps: {a: {remedies: [cache, cache], otherwise: b}, b: {tell: x}}": "`cache` is here twice",
    "steps: {a: {try: [x], about: colleague, otherwise: b}, b: {tell: x}}": "`about` says who tries the `remedy`",
    "steps: {a: {remedies: [cache], about: org, otherwise: b}, b: {tell: x}}": "`org` is not a value of `about`",
    "steps: {a: {remedies: [cache], otherwise: b, exits: {c: Other}}, b: {tell: x}}": "unknown step `c`",
    "steps: {a: {remedies: [cache], otherwise: b}, b: {try: [x], remedy: cache, otherwise: c}, c: {tell: x}}": (
        "`cache` is never proposed here"
    ),
}


@pytest.mark.parametrize("steps", WRONG_PROPOSALS)
def test_what_is_wrong_where_remedies_are_proposed_is_named(tmp_path: Path, steps: str) -> None:
    messages = found(tmp_path, steps, remedies=REMEDIES)
    assert any(WRONG_PROPOSALS[steps] in message for message in messages), messages


SOUND_PROPOSALS = (
    "steps: {a: {remedies: [window], otherwise: b}, b: {remedies: [window, cache], otherwise: c, renews: [window]}, "
    "c: {tell: x}}",
    "steps: {a: {remedies: [window], otherwise: b}, b: {remedies: [window, cache], about: colleague, otherwise: c}, "
    "c: {tell: x}}",
    "steps: {a: {remedies: [window, cache], otherwise: c, exits: {b: Other}}, b: {remedies: [window], otherwise: c}, "
    "c: {tell: x}}",
)


@pytest.mark.parametrize("steps", SOUND_PROPOSALS)
def test_a_remedy_may_be_proposed_again_where_it_can_still_help(tmp_path: Path, steps: str) -> None:
    used = f"{steps[:-1]}, d: {{try: [x], remedy: cache, otherwise: c}}}}"
    assert [each for each in found(tmp_path, used, remedies=REMEDIES) if "`d` is never reached" not in each] == []


def test_details_of_remedies_are_used(tmp_path: Path) -> None:
    loaded = read(write(tmp_path, {"loop": PROPOSED}, facts=FACTS, remedies=REMEDIES))
    assert "fact `name` is not used" not in [note.message for note in notes(loaded)]


TOPIC = "loop: {area: login, title: Loop, status: ready, gist: Log in again., sources: [guide.login]}"


def test_a_topic_marked_ready_has_a_tree(tmp_path: Path) -> None:
    data = write(tmp_path, topics=TOPIC)
    messages = [problem.message for problem in problems(read(data), TODAY)]
    assert messages == ["`loop` is marked ready, but its tree data/trees/login/loop.yml is missing"]


def test_a_topic_does_not_end_with_a_value_asked_for_and_nothing_said(tmp_path: Path) -> None:
    steps = "steps: {a: {need: name}}"
    assert found(tmp_path / "visited", steps) == []
    planned = TOPIC.replace("ready", "planned")
    assert "the topic would end here with nothing said" in found(tmp_path / "topic", steps, topics=planned)[0]


def test_a_visit_to_a_planned_topic_is_a_note(tmp_path: Path) -> None:
    planned = TOPIC.replace("ready", "planned")
    topics = f"{planned}\n{planned.replace('loop', 'later')}"
    loaded = read(write(tmp_path, {"loop": "steps: {a: {visit: later}}"}, topics=topics))
    assert problems(loaded, TODAY) == []
    assert "`later` is planned: this visit ends with a person" in [note.message for note in notes(loaded)]


def test_what_is_not_used_is_a_note(tmp_path: Path) -> None:
    loaded = read(write(tmp_path, {"loop": FIND}, facts=FACTS))
    assert [note.message for note in notes(loaded)] == [
        *(f"fact `{name}` is not used" for name in ("name",)),
        "nothing leads to `loop`: it is not a topic, and no tree visits it",
    ]


@pytest.mark.parametrize("name", list(map(str, Repair)))
def test_content_without_a_tree_that_the_engine_begins_is_refused(tmp_path: Path, name: str) -> None:
    data = write(tmp_path)
    (data / "trees" / "conversation" / f"{name}.yml").unlink()
    assert f"{name}.yml is missing" in problems(read(data), TODAY)[0].message


def test_facts_that_the_engine_acts_on_are_required(tmp_path: Path) -> None:
    data = write(tmp_path)
    text = (data / "facts.yml").read_text()
    (data / "facts.yml").write_text(text.replace("leave: Do not file", "drop: Drop").replace("try.result", "try.resul"))
    messages = [problem.message for problem in problems(read(data), TODAY)]
    assert "`leave` missing: the engine needs these values" in messages
    assert "fact `try.result` is missing: the engine needs it for its own questions" in messages


def test_content_with_lint_problems_is_not_loaded(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"loop\.yml:6: unknown tree `nowhere`"):
        load(write(tmp_path, {"loop": "steps: {a: {visit: nowhere}}"}))


def test_the_content_of_this_project_has_no_problems() -> None:
    assert list(map(str, problems(read(ROOT / "data")))) == []
