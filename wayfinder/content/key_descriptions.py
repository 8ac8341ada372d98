"""What each key of a tree is for, in one line: editors show it beside the key. docs/trees.md explains more.

A key means the same in every class, except those listed with the name of their class.
"""

from __future__ import annotations

_DESCRIPTIONS = {
    "about": "Whom the fact is about, or who tries the remedy: me (if left out), colleague or, for a fact, org.",
    "again": "How the question is put when something else was said since it was asked, in one line.",
    "answer": "The answer to a side question, at most 60 words: one paragraph, or a list of them.",
    "asides": "Answers to what people ask about this topic while another question is open.",
    "ask": "The words of the question, where those of the fact do not fit here.",
    "asked": "Two to twelve examples of the question, as people ask it: six and more are understood best.",
    "aspect": "What the question is about.",
    "by": "The function of wayfinder/content/derive.py that works it out.",
    "examples": "Answers in people's own words, by the value or exit that they mean. They teach the understanding.",
    "cannot": "The option of those who cannot type a value: “I can't look it up now”.",
    "case": "A case of data/cases.yml: collects its fields, reads them back, files it once.",
    "cites": "Whether the sources are named. Write false for a sentence that holds nothing from a document.",
    "derived": "How it is worked out from other facts.",
    "done": "The step after this part of a procedure. We then ask whether it is done, not whether it helped.",
    "exits": "Further answers beside yes and no, by the step that they lead to.",
    "facts": "One-off facts of this tree alone, in the form of data/facts.yml.",
    "find": "A fact of data/facts.yml: skipped if it is known, looked up if that is allowed, otherwise asked for.",
    "from": "The facts that it is worked out from.",
    "future": "Whether only a date after today is valid.",
    "human": "What is said when the conversation is passed to a person.",
    "intro": "A sentence before the things to do.",
    "invalid": "What is said about a value of the wrong form: how a right one looks.",
    "label": "What the fact is called when it is read back or forgotten.",
    "look_up": "The look-up of the back office that knows it.",
    "need": "A fact whose value is typed and checked, such as an e-mail address.",
    "next": "The step that follows.",
    "once": "Whether it is an offer: open for the next message only, and not asked again.",
    "options": "The answers that are offered here, by value, where those of the fact do not fit.",
    "otherwise": "The step for those whom it did not help.",
    "privacy": "open, low, or personal for whatever names or reaches a person.",
    "proof": "What somebody must have proved before it is looked up for them.",
    "quiet": "Whether it is never asked for, only looked up.",
    "looked_up": "Whether only what was looked up counts: it is never asked for, and what people said goes to unknown.",
    "remedies": "Remedies of data/remedies.yml to choose from. Each is left out once it has failed here.",
    "remedy": "The remedy of data/remedies.yml that this procedure is. It is left out once that has failed here.",
    "renews": "Remedies that are worth another try from here on (`name`, or `name@colleague` for a colleague).",
    "silent": "What people ask about this topic, and the sources say nothing about.",
    "sources": "Sections of data/topics.yml that the advice comes from.",
    "start": "The first step.",
    "steps": "Each step by its name. One key says its kind: find, need, tell, try, remedies, visit, case or human.",
    "synonyms": "Other words that people use for a value.",
    "tell": "One paragraph, or a list of them.",
    "then": "Where each value leads. It names every value of the fact, or `other` for the rest, and always `unknown`.",
    "title": "People read it: “Back to Stuck in a login loop.”",
    "tree": "The name of this tree, which its file has too.",
    "try": "Things to do, one for each line. Then we ask whether they helped.",
    "type": "The form of a value that is typed. Trees do not branch on it.",
    "unknown": "The step for those who skip the question. Without it, nobody can.",
    "values": "The closed list of values, each with the words that people choose.",
    "verified": "The day when a person last compared this tree with its sources, such as 2026-11-21.",
    "visit": "Another tree: it is walked, and then this one goes on.",
    "waits": "What people may wait for here, such as a new invitation: they can park the topic and come back.",
    "why": "The answer to “why do you ask?”",
    "Aside.sources": "Sections of data/topics.yml of the answer, where it has others than the tree.",
    "Case.otherwise": "The step for those who decide not to file it.",
    "FactSpec.ask": "The words of the question.",
    "Head.sources": "Sections of data/topics.yml that the advice of the whole tree comes from.",
}


def description(kind: str, key: str) -> str:
    """What a key of a class is for.

    Raises:
        KeyError: for a key without a description.
    """
    return _DESCRIPTIONS.get(f"{kind}.{key}") or _DESCRIPTIONS[key]
