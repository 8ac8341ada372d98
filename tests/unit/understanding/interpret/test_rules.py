"""Each rule decides an example: the first that answers wins, so a rule without one may never be reached."""

from __future__ import annotations

import subprocess
import sys

import pytest

from wayfinder.engine import moves as m
from wayfinder.engine.question import OpenOption, OpenQuestion, Told
from wayfinder.settings import ROOT
from wayfinder.understanding.interpret.interpret import CERTAIN, LIKELY, NO_RULE, NO_WORDS, VALUES, Rule, interpret
from wayfinder.understanding.interpret.parse import Parse

NOTHING = OpenQuestion()
ARRIVAL = OpenQuestion(
    fact="arrival.route",
    topic="login_loop",
    options=[
        OpenOption("4.invitation", "Yes, from the invitation", "invitation"),
        OpenOption("4.direct", "No, I log in as usual", "direct"),
    ],
    told=[Told("me.email", "ann@example.com")],
)
REMEDY = OpenQuestion(
    topic="login_loop",
    options=[OpenOption("5.solved", "Yes, that solved it", "solved"), OpenOption("5.otherwise", "No", "otherwise")],
)
EMAIL = OpenQuestion(fact="me.email", kind="email", topic="login_loop")
REFUSABLE = OpenQuestion(
    fact="me.email", kind="email", options=[OpenOption("7.unknown", "I'd rather not give one", "unknown")]
)
CASE = OpenQuestion(
    options=[OpenOption("8.file", "Yes, file it", "file"), OpenOption("8.change", "Something is wrong", "change")],
    step="review",
)
MEANT = OpenQuestion(options=[OpenOption("6.reset_password", "Reset my password", "reset_password")])
TOLD = {"me.email": "ann@example.com"}

EXAMPLES: dict[str, tuple[Parse, OpenQuestion, m.Move]] = {
    "named_option": (Parse("the second one please"), ARRIVAL, m.Choose("4.direct")),
    "noted": (Parse("I'll try that"), REMEDY, m.Repeat()),
    "word_of_command": (Parse("go back, please"), ARRIVAL, m.Back()),
    "change_of_case": (Parse("change it: add that it is urgent"), CASE, m.Choose("8.change")),
    "told_answer": (Parse("write to me there", entities={"email": "ann@example.com"}), EMAIL, m.Give(TOLD)),
    "only_value": (Parse("it is Ann@Example.com"), EMAIL, m.Give(TOLD)),
    "correction": (Parse("sorry, bob@example.com"), ARRIVAL, m.Correct({"me.email": "bob@example.com"})),
    "described_option": (Parse("it was that invitaton"), ARRIVAL, m.Choose("4.invitation")),
    "quoted_error": (
        Parse("Limited View", entities={"error": "limited_view"}),
        ARRIVAL,
        m.Topic("limited_view"),
    ),
    "volunteered_facts": (Parse("mail ann@example.com", entities=TOLD), ARRIVAL, m.Give(TOLD)),
    "mostly_an_option": (
        Parse("usual log in button", [("reset_password", 0.8)]),
        ARRIVAL,
        m.Choose("4.direct"),
    ),
    "stated_fact": (Parse("we use SSO", [("sso_login_fails", 0.8)]), REMEDY, m.Give({"sso.used": "yes"})),
    "steering": (Parse("could somebody ring me", [("talk_to_human", 0.7)]), ARRIVAL, m.Human()),
    "offered_topic": (Parse("a new one", [("reset_password", 0.2)]), MEANT, m.Choose("6.reset_password")),
    "several_topics": (Parse("okta", [("a", 0.3), ("b", 0.2), ("c", 0.1)]), NOTHING, m.Clarify(["a", "b"])),
    "sure_topic": (Parse("round and round", [("login_loop", 0.4)]), NOTHING, m.Topic("login_loop")),
    "bare_correction": (Parse("that was wrong", [("correction", 0.6)]), ARRIVAL, m.Correct()),
    "hinted_option": (Parse("invitation of some kind"), ARRIVAL, m.Choose("4.invitation")),
    "offered_ending": (Parse("I'm in again", [("solved", 0.4)]), REMEDY, m.Choose("5.solved")),
    "refused_value": (Parse("I won't give you mine"), REFUSABLE, m.Choose("7.unknown")),
    "misshapen_value": (Parse("ann@example"), EMAIL, m.Give({"me.email": "ann@example"})),
}


@pytest.mark.parametrize("rule", [*CERTAIN, *LIKELY, *VALUES], ids=lambda rule: rule.__name__)
def test_each_rule_decides_an_example(rule: Rule) -> None:
    parse, question, move = EXAMPLES[rule.__name__]
    understood = interpret(parse, question)
    assert (understood.rule, understood.moves) == (rule.__name__, [move])


def test_each_rule_has_a_name_of_its_own() -> None:
    names = [rule.__name__ for rule in (*CERTAIN, *LIKELY, *VALUES)]
    assert len({*names, NO_RULE, NO_WORDS}) == len(names) + 2
    assert [name for name in names if name.startswith("_")] == []
    assert set(EXAMPLES) == set(names)


def test_the_documentation_lists_the_rules_in_their_order() -> None:
    rows = (ROOT / "docs" / "understanding.md").read_text(encoding="utf-8").splitlines()
    listed = [row.split("`")[1] for row in rows if row.startswith("| `")]
    assert listed == [rule.__name__ for rule in (*CERTAIN, *LIKELY, *VALUES)]


def test_the_case_that_no_rule_decides_has_a_name_too() -> None:
    assert interpret(Parse("hm", [("login_loop", 0.1)]), ARRIVAL).rule == NO_RULE
    assert interpret(Parse("?!", [("login_loop", 0.9)]), ARRIVAL).rule == NO_WORDS


def test_interpreting_loads_no_model_library() -> None:
    heavy = "{'numpy', 'scipy', 'sklearn', 'spacy', 'onnxruntime', 'tokenizers', 'tensorflow', 'rasa'}"
    code = f"import sys, wayfinder.understanding.interpret.interpret; print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
