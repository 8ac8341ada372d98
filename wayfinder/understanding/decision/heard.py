"""From what is meant to moves of the engine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from wayfinder.content.contract import LOOK_IT_UP, UNKNOWN, WayRound
from wayfinder.engine import moves as m
from wayfinder.engine.question import OpenQuestion
from wayfinder.understanding.decision.asides import SideQuestions
from wayfinder.understanding.decision.beside import Beside
from wayfinder.understanding.decision.candidates import CORRECTION, FACT, OPTION, REPORT, TOPIC, Candidate
from wayfinder.understanding.decision.decide import FIRST_TOPIC, decide, is_answer, is_sure, scored, weighed
from wayfinder.understanding.decision.facts_told import facts_told
from wayfinder.understanding.decision.message import UNSEEN, Message
from wayfinder.understanding.decision.questions import Questions
from wayfinder.understanding.decision.reports import reports
from wayfinder.understanding.decision.said import said
from wayfinder.understanding.decision.weights import Learnt
from wayfinder.understanding.interpret.correction import corrected
from wayfinder.understanding.interpret.intents import CONVERSATION, SMALL_TALK, move_of
from wayfinder.understanding.interpret.open_now import follows_remedy, is_asking_in_topic, option_of
from wayfinder.understanding.interpret.parse import Parse
from wayfinder.understanding.interpret.thresholds import TOPIC_SURE

# A clause that looks so much like a question is one; what looks so much like something told is a remark.
ASKS = 0.4
REMARK = 0.2
# A topic that is nearly understood is offered, rather than the remark be thanked for.
NEARLY = 0.15
_REMARKS = ("tell", "nothing", "report", "answer", "solved")
# How the intents of side questions begin: the aspect follows.
ASK = "ask_"
# What is asked first where it is not plain.
_UNSURE: Mapping[str, m.Move] = {"solved": m.Solved(sure=False), "talk_to_human": m.Human(sure=False)}
# Beside anything else these need no answer of their own.
_POLITE = ("greet", "small_talk")


class Heard:
    """One message at a question, while it is turned into moves."""

    def __init__(
        self, parse: Parse, question: OpenQuestion, learnt: Learnt, side: SideQuestions, beside: Beside
    ) -> None:
        self._question = question
        self._message = Message(parse.readings)
        self._looks = said(self._message, question, learnt)
        found = scored(beside.candidates(self._message, question, self._looks), learnt)
        told, self._corrected = facts_told(_of(FACT, found), self._message, question)
        self._reported = reports(_of(REPORT, found))
        # What is plain from the words counts before what is likely.
        self._parse = msgspec.structs.replace(parse, entities={**told, **parse.entities})
        self._unsure: set[str] = set()
        self._weighed = weighed(self._message, question, learnt, self._looks)
        self._questions = Questions(self._message, question, side, self._aspects())

    def moves(self) -> list[m.Move]:
        """What the person wants, each move once; when nothing is likely enough, what can be done all the same."""
        tried = self._reported
        possible = [each for each in self._weighed if self._is_possible(each[0])]
        likely = decide(possible, self._message, self._question)
        self._unsure = {candidate.name for candidate, sure in likely if not is_sure(candidate, sure, self._message)}
        chosen = _in_order([candidate for candidate, _ in likely])
        corrects = [m.Correct(self._corrected)] if self._corrected else []
        made = [*corrects, *([m.Report(tried)] if tried else []), *self._moves(chosen), *self._left(chosen)]
        used = {candidate.clause for candidate in chosen if candidate.name not in SMALL_TALK}
        made += self._questions.beside(used) if chosen else []
        made += _facts(self._parse, self._question, made)
        return [move for at, move in enumerate(made) if move not in made[:at]] or list(self._otherwise())

    def _is_possible(self, candidate: Candidate) -> bool:
        """An answer that the open question does not take ("done" where only the result is asked) is none, nor is a side
        question that is about nothing, so that another meaning that is less likely can be one."""
        if candidate.name.startswith(ASK):
            names_a_topic = any(each.kind == TOPIC and sure >= FIRST_TOPIC for each, sure in self._weighed)
            return names_a_topic or self._questions.is_about_something(candidate.clause)
        return not is_answer(candidate) or self._move(candidate, None) is not None

    def _moves(self, chosen: list[Candidate]) -> Iterator[m.Move]:
        named = [candidate.about for candidate in chosen if candidate.kind == TOPIC]
        for candidate in chosen:
            move = self._move(candidate, named[0] if named else None)
            asks = candidate.name.startswith(ASK)
            asides = self._questions.in_clauses([candidate.clause], named) if asks else []
            if asides:
                yield from asides
            elif move is not None:
                yield move

    def _move(self, candidate: Candidate, named: str | None) -> m.Move | None:
        if candidate.kind == OPTION or candidate.name.startswith("option:"):
            return _answer(candidate.about, self._parse, self._question)
        if candidate.kind == TOPIC:
            return _topic(candidate.about, self._parse, self._question)
        if candidate.about == CORRECTION:
            told = self._question.told
            found = not told or self._corrected
            return None if found else corrected(self._parse.text, told, self._parse.entities)
        move = move_of(candidate.about, self._question, named)
        is_offered = candidate.name == "talk_to_human" and option_of(WayRound.PERSON, self._question) is not None
        asks = move is not None and candidate.name in self._unsure and not is_offered
        return _UNSURE[candidate.name] if asks else move

    def _left(self, chosen: list[Candidate]) -> Iterator[m.Move]:
        """What a clause tells that nothing was made of, beside an answer: "still the same, and my org has expired"."""
        used = {candidate.clause for candidate in chosen}
        if any(candidate.kind == TOPIC for candidate in chosen):
            return
        for at, clause in enumerate(self._message.clauses):
            surest = clause.seen[0] if clause.seen else UNSEEN
            if used and at not in used and self._parse.facts and surest.confidence >= TOPIC_SURE:
                move = None if surest.intent in CONVERSATION else _topic(surest.intent, self._parse, self._question)
                yield from [move] if move is not None else []

    def _otherwise(self) -> Iterator[m.Move]:
        """Where nothing is likely enough: what resembles a question is answered, and a remark is no riddle."""
        asking = [at for at, asks in enumerate(self._message.asking) if asks or self._looks.clause("ask", at) >= ASKS]
        if asking:
            yield from self._questions.in_clauses(asking)
        elif self._question.step != "value":
            yield from self._questions.told_about() or self._remark()

    def _remark(self) -> list[m.Move]:
        """A remark at an open choice, where no other topic is nearly understood."""
        is_one = any(self._looks.most(act) >= REMARK for act in _REMARKS)
        nearly = any(candidate.kind == TOPIC and sure >= NEARLY for candidate, sure in self._weighed)
        return [m.Unclear(remark=True)] if is_one and not nearly and self._question.number is not None else []

    def _aspects(self) -> dict[str, float]:
        """How likely each aspect is, of all that is asked."""
        found = {each.name: sure for each, sure in self._weighed if each.name.startswith(ASK)}
        total = sum(found.values())
        return {name.removeprefix(ASK): sure / total for name, sure in found.items()} if total else {}


def _of(kind: str, found: list[tuple[Candidate, float]]) -> list[tuple[Candidate, float]]:
    return [each for each in found if each[0].kind == kind]


def _in_order(chosen: list[Candidate]) -> list[Candidate]:
    """Topics come last, the one that was mentioned first at the very end: the engine opens each on top of the one
    before."""
    topics = [candidate for candidate in chosen if candidate.kind == TOPIC]
    others = [candidate for candidate in chosen if candidate.kind != TOPIC]
    if any(candidate.name not in _POLITE for candidate in chosen):
        others = [candidate for candidate in others if candidate.name not in _POLITE]
    return [*others, *sorted(topics, key=lambda candidate: -candidate.clause)]


def _answer(value: str, parse: Parse, question: OpenQuestion) -> m.Move | None:
    option = option_of(value, question)
    if option is None:
        return None
    if question.fact is None or value in (UNKNOWN, LOOK_IT_UP) or not parse.facts or question.step != "choice":
        return m.Choose(option.id)
    # The answer comes first, because correcting a fact forgets the facts after it.
    return m.Give({question.fact: value, **{name: told for name, told in parse.facts.items() if name != question.fact}})


def _topic(topic: str, parse: Parse, question: OpenQuestion) -> m.Move | None:
    if topic == question.topic:
        return m.NotSolved() if follows_remedy(question) else None  # the same symptom again
    option = option_of(topic, question)
    return m.Choose(option.id) if option is not None else m.Topic(topic, parse.facts)


def _facts(parse: Parse, question: OpenQuestion, made: list[m.Move]) -> list[m.Move]:
    """Facts told in passing, unless a move carries them already."""
    carried = any(isinstance(move, (m.Topic, m.Give, m.Correct)) for move in made)
    return [m.Give(parse.facts)] if parse.facts and not carried and is_asking_in_topic(question) else []
