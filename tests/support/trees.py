"""Small content for tests: what the engine needs, and the trees that a test adds.

    library(tmp_path, trees={"loop": "steps: {hello: {tell: Hello.}}"})

A tree whose text does not begin with `tree:` gets a head: its title, a source, and its first step as start.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent, indent

import yaml

from wayfinder.content.files import read
from wayfinder.content.model import Library

VERIFIED = "2026-01-01"

FACTS = """
try.result:
  {label: Result, ask: Did that help?, values: {solved: "Yes, solved", waits: I wait, otherwise: "No, still not"}}
reply.more: {label: Left out, ask: More, type: text}
try.done: {label: Done, ask: Is that done?, values: {done: "Yes, done", waits: I wait, otherwise: "No, not done"}}
conversation.also: {label: Also, ask: That too?, values: {yes: "Yes", no: "No"}}
conversation.solved: {label: Solved, ask: Solved?, values: {yes: "Yes", no: "No"}}
conversation.person: {label: Person, ask: A person?, values: {yes: "Yes", no: "No"}}
conversation.parked: {label: Parked, type: text}
conversation.waits: {label: Waits, type: text}
conversation.paused: {label: Paused, values: {yes: "Yes", no: "No"}}
conversation.heard: {label: Heard, ask: What came of it?, values: {worked: It works, news: News, nothing: Nothing}}
conversation.wait_on: {label: Wait on, ask: Wait on?, values: {yes: "Yes", no: "No"}}
try.elsewhere: {label: Tried, ask: "You tried {conversation.remedy|this} for {conversation.topic|it}.", type: text}
case.review: {label: Case, ask: Shall I file it?, values: {file: File it, change: Change it, leave: Do not file}}
case.change: {label: Field to change, ask: Which one?, type: text}
proof.wish: {label: Looking it up, values: {look_up: Look it up for me}, synonyms: {look_up: [look it up]}}
conversation.ending:
  label: Ending
  values:
    {solved: Solved, answered: Answered, case: Filed, human: A person, waiting: Waiting, stopped: Stopped, error: Error}
conversation.misses: {label: Misses, values: {first: Once, second: Twice, third: Three times}}
conversation.open: {label: Open, values: {yes: "Yes", no: "No"}}
conversation.near: {label: Near, values: {some: Some, none: None}}
conversation.proof:
  label: Proof
  values: {found: Found, not_found: Not found, declined: Declined, failed: Failed, impossible: Impossible}
conversation.forgetting: {label: Forgetting, values: {nothing: Nothing, something: Something}}
conversation.go_back: {label: Going back, ask: Go back there?, values: {yes: "Yes", no: "No"}}
conversation.again: {label: Again, ask: Try again?, values: {yes: "Yes", no: "No"}}
conversation.meant: {label: Topic, ask: Which one do you mean?, type: topic, values: {none: None of these}}
conversation.reachable: {label: Reachable, values: {yes: "Yes", no: "No"}}
conversation.way:
  label: Way round
  ask: "What then?"
  values: {give: Give it, instead: Something else, without: Without it, person: A person, leave: Leave it}
conversation.candidates: {label: Closest topics, type: text}
conversation.topic: {label: Topic, type: text}
conversation.remedy: {label: Remedy, type: text}
conversation.next: {label: Next, type: text}
conversation.remedies: {label: Remedies, type: text}
conversation.passed_on: {label: Passed on, values: {yes: "Yes", no: "No"}}
conversation.why: {label: Reason, type: text}
conversation.hint: {label: Hint, type: text}
conversation.fact: {label: Answer, type: text}
conversation.value: {label: New answer, type: text}
conversation.forgets: {label: Forgotten, type: text}
conversation.reference: {label: Reference, type: text}
"""

# Every test's own declaration of this fact takes its place.
ADDRESS = """
me.email: {label: E-mail, ask: "Which address?", type: email, invalid: No address., cannot: None}
"""

ASK_AGAIN = """
steps:
  ask: {find: conversation.again, then: {yes: done, no: done, unknown: done}}
  done: {tell: All right.}
"""

NEEDED = """
steps:
  way:
    find: conversation.way
    ask: "Needed: {conversation.fact|that}. What then?"
    then: {person: person, unknown: done, other: done}
  done: {tell: All right.}
  person: {human: A person can help.}
"""

# The trees of data/trees/conversation, each as short as it can be: most just say their name.
CONVERSATION = {
    **{
        name: f"steps: {{say: {{tell: ({name})}}}}"
        for name in (
            *("already", "case_left", "changed", "closed_question", "failure", "goodbye", "greet", "invalid"),
            *("no_answer", "noted", "not_solved", "not_solved_yet", "nothing_to_undo", "restarted", "resume", "silent"),
            *("nothing_aside",),
            *("go_on_later", "waits_no_more", "why"),
        )
    },
    "corrected": """
        steps:
          which: {find: conversation.passed_on, quiet: true, then: {yes: noted, no: changed, unknown: changed}}
          changed: {tell: (corrected)}
          noted: {tell: (noted)}
        """,
    "one_by_one": "steps: {say: {tell: '(first {conversation.topic|it}, then {conversation.next|it})'}}",
    "reported": "steps: {say: {tell: '(left out: {conversation.remedies|none})'}}",
    "go_back": """
        steps:
          ask: {find: conversation.go_back, then: {yes: done, no: done, unknown: done}}
          done: {tell: All right.}
        """,
    "also_solved": """
        steps:
          ask: {find: conversation.also, ask: "{conversation.topic} too?", then: {yes: ok, no: ok, unknown: ok}}
          ok: {tell: All right.}
        """,
    "is_it_solved": """
        steps:
          ask: {find: conversation.solved, ask: "{conversation.topic} solved?", then: {yes: ok, no: ok, unknown: ok}}
          ok: {tell: All right.}
        """,
    "wishes_a_person": """
        steps:
          ask: {find: conversation.person, ask: "A person?", then: {yes: person, no: ok, unknown: ok}}
          person: {human: (hand over)}
          ok: {tell: All right.}
        """,
    "waited": """
        steps:
          ask: {find: conversation.heard, then: {worked: ok, news: ok, nothing: on, unknown: ok}}
          on: {find: conversation.wait_on, then: {yes: ok, no: ok, unknown: ok}}
          ok: {tell: All right.}
        """,
    "did_you_mean": """
        steps:
          ask: {find: conversation.meant, then: {none: other, other: meant, unknown: other}}
          meant: {tell: All right.}
          other: {tell: Please say it in other words.}
        """,
    "not_understood": """
        steps:
          count:
            find: conversation.misses
            quiet: true
            then: {first: again, second: again, third: person, unknown: again}
          again: {tell: (not_understood)}
          person: {human: A person can help.}
        """,
    "closing": """
        steps:
          way: {find: conversation.reachable, quiet: true, then: {yes: said, no: nobody, unknown: other}}
          said: {tell: (closing)}
          nobody: {tell: "(closing, and nobody can answer)"}
          other: {tell: "(closing) without more."}
        """,
    "proof_result": """
        steps:
          which:
            find: conversation.proof
            quiet: true
            then: {found: found, not_found: nothing, declined: declined, impossible: no, other: failed, unknown: failed}
          found: {tell: "(found {conversation.fact|it}: {conversation.value|?})"}
          nothing: {tell: (found nothing)}
          declined: {tell: (declined)}
          failed: {tell: (failed)}
          no: {tell: "(impossible: {conversation.fact|it})"}
        """,
    "needed": NEEDED,
    "no_way_back": NEEDED,
    "way_back": """
        steps:
          address: {need: me.email, ask: "Where can you be answered?", unknown: declined}
          declined: {tell: (nobody can write back)}
        """,
    "hand_over": "steps: {person: {human: A person will take it from here.}}",
    "planned": "steps: {person: {human: 'I cannot help with {conversation.topic|that} yet.'}}",
    "not_filed": ASK_AGAIN,
    "no_hand_over": ASK_AGAIN,
    "not_accepted": """
        steps:
          ask: {find: conversation.person, then: {yes: person, no: done, unknown: done}}
          person: {human: A person can help.}
          done: {tell: All right.}
        """,
}

TOPICS = """
documents: {guide: {title: Guide, article: "000000001", published: 2025-12-01}}
sections: {guide.login: {document: guide, heading: Logging in, summary: How to log in., hash: "00"}}
"""


def write(
    tmp_path: Path,
    trees: Mapping[str, str] | None = None,
    *,
    facts: str = "",
    cases: str = "",
    links: str = "",
    topics: str = "",
    remedies: str = "",
) -> Path:
    """Write a data folder and return it.

    `trees` are texts by `name` (area login) or `area/name`; the others are the entries of their file. A tree named like
    one of `CONVERSATION` (`conversation/greet`) is written in its place.
    """
    data = tmp_path / "data"
    found = {**{f"conversation/{name}": text for name, text in CONVERSATION.items()}, **(trees or {})}
    for name, text in found.items():
        path = data / "trees" / (f"{name}.yml" if "/" in name else f"login/{name}.yml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_tree(path.stem, dedent(text)), encoding="utf-8")
    address = "" if "me.email:" in facts else ADDRESS
    _write_entries(data / "facts.yml", "facts", FACTS + address + dedent(facts))
    _write_entries(data / "cases.yml", "cases", dedent(cases))
    _write_entries(data / "links.yml", "links", dedent(links))
    _write_entries(data / "remedies.yml", "remedies", dedent(remedies))
    _write_entries(data / "topics.yml", "topics", dedent(topics), TOPICS.lstrip())
    return data


def library(
    tmp_path: Path,
    trees: Mapping[str, str] | None = None,
    *,
    facts: str = "",
    cases: str = "",
    links: str = "",
    topics: str = "",
    remedies: str = "",
) -> Library:
    """The library of what `write` writes. Reads it without lint: a test may want what lint refuses."""
    loaded = read(write(tmp_path, trees, facts=facts, cases=cases, links=links, topics=topics, remedies=remedies))
    assert not loaded.problems, "\n".join(map(str, loaded.problems))
    return loaded.library


def _tree(name: str, text: str) -> str:
    text = text.lstrip("\n")
    if text.startswith("tree:"):
        return text
    start = next(iter(yaml.load(text, Loader=yaml.BaseLoader)["steps"]))
    return f"tree: {name}\ntitle: {name}\nsources: [guide.login]\nverified: {VERIFIED}\nstart: {start}\n{text}"


def _write_entries(path: Path, key: str, entries: str, above: str = "") -> None:
    body = f"{key}:\n{indent(entries.strip(), '  ')}\n" if entries.strip() else ""
    path.write_text(above + body, encoding="utf-8")
