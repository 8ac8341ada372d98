"""From what is meant to moves of the engine."""

from __future__ import annotations

from collections.abc import Iterator

from wayfinder.content.contract import LOOK_IT_UP, UNKNOWN
from wayfinder.engine import moves as m
from wayfinder.engine.question import OpenQuestion
from wayfinder.understanding.decision.asides import ALIKE, SideQuestions
from wayfinder.understanding.decision.candidates import CORRECTION, OPTION, TOPIC, Candidate
from wayfinder.understanding.decision.decide import FIRST_TOPIC, decide, is_answer, weighed
from wayfinder.understanding.decision.message import UNSEEN, Message, vectors
from wayfinder.understanding.decision.reports import RemedyWords, reports
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
# A topic that is so likely in some part may be what a side question is about.
MENTIONED = 0.01
# A question beside something else is answered where something resembles it so much.
ASKED = 0.4
# What resembles a question about the topic at hand as much as this is answered like one, though it asks nothing.
REMARK_ANSWERED = 0.45
_REMARKS = ("tell", "nothing", "report", "answer", "solved")
# Beside anything else these need no answer of their own.
_POLITE = ("greet", "small_talk")


class Heard:
    """One message at a question, while it is turned into moves."""

    def __init__(self, parse: Parse, question: OpenQuestion, learnt: Learnt, side: SideQuestions) -> None:
        self._parse = parse
        self._question = question
        self._side = side
        self._message = Message(parse.readings)
        self._looks = said(self._message, question, learnt)
        self._weighed = weighed(self._message, question, learnt, self._looks)

    def moves(self, remedies: RemedyWords) -> list[m.Move]:
        """What the person wants, each move once; when nothing is likely enough, what can be done all the same."""
        tried = reports(self._message, remedies, self._looks)
        possible = [each for each in self._weighed if self._is_possible(each[0])]
        chosen = _in_order([candidate for candidate, _ in decide(possible, self._message, self._question)])
        made = [*([m.Report(tried)] if tried else []), *self._moves(chosen), *self._left(chosen)]
        made += self._asked_beside(chosen)
        made += _facts(self._parse, self._question, made)
        return [move for at, move in enumerate(made) if move not in made[:at]] or list(self._otherwise())

    def _is_possible(self, candidate: Candidate) -> bool:
        """An answer that the open question does not take ("done" where only the result is asked) is none, nor is a side
        question that is about nothing, so that another meaning that is less likely can be one."""
        if candidate.name.startswith("ask_"):
            return self._is_about_something(candidate)
        return not is_answer(candidate) or self._move(candidate, None) is not None

    def _is_about_something(self, asks: Candidate) -> bool:
        """Whether a topic is at hand, or likely in the message, or has an answer to the question."""
        if self._question.topic is not None or self._question.ended is not None:
            return True
        named = any(each.kind == TOPIC and sure >= FIRST_TOPIC for each, sure in self._weighed)
        return named or any(self._asides([], [asks.clause]))

    def _moves(self, chosen: list[Candidate]) -> Iterator[m.Move]:
        named = [candidate.about for candidate in chosen if candidate.kind == TOPIC]
        for candidate in chosen:
            move = self._move(candidate, named[0] if named else None)
            asides = list(self._asides(named, [candidate.clause])) if candidate.name.startswith("ask_") else []
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
            return corrected(self._parse.text, told, self._parse.entities) if told else None
        return move_of(candidate.about, self._question, named)

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

    def _asked_beside(self, chosen: list[Candidate]) -> list[m.SideQuestion]:
        """What is asked in a clause of which nothing else was made, or beside anger or thanks."""
        used = {candidate.clause for candidate in chosen if candidate.name not in SMALL_TALK}
        asking = [at for at, asks in enumerate(self._message.asking) if asks and at not in used]
        return list(self._asides([], asking, ASKED)) if chosen and asking else []

    def _otherwise(self) -> Iterator[m.Move]:
        """Where nothing is likely enough: what resembles a question is answered, and a remark is no riddle."""
        asking = [at for at, asks in enumerate(self._message.asking) if asks or self._looks.clause("ask", at) >= ASKS]
        found = list(self._asides([], asking) if asking else self._told_about())
        if found:
            yield from found
        elif self._takes_remarks() and not asking and self._looks_like_a_remark():
            yield m.Unclear(remark=True)

    def _told_about(self) -> Iterator[m.SideQuestion]:
        """What there is to say about a remark: "our login is through Okta, if that matters"."""
        topic = self._question.topic or self._question.ended
        if topic is not None and self._question.step != "value":
            yield from self._side.meant(topic, {}, vectors(self._message.clauses), {}, REMARK_ANSWERED)

    def _takes_remarks(self) -> bool:
        """Whether a choice is open: what is typed where a value is asked is rather a value that is not right."""
        return self._question.number is not None and self._question.step != "value"

    def _looks_like_a_remark(self) -> bool:
        return any(self._looks.most(act) >= REMARK for act in _REMARKS)

    def _asides(self, named: list[str], clauses: list[int], least: float = ALIKE) -> Iterator[m.SideQuestion]:
        at_hand = self._question.topic or self._question.ended
        others = self._mentioned() | dict.fromkeys(named, 1.0)
        parts = [self._message.clauses[at] for at in clauses]
        yield from self._side.meant(at_hand, others, vectors(parts), self._aspects(), least)

    def _mentioned(self) -> dict[str, float]:
        """The topics that the message may be about, each with its greatest probability in any part."""
        seen = [each for part in self._message.parts for each in part.seen if each.intent not in CONVERSATION]
        likely = sorted((each.likely, each.intent) for each in seen if each.likely >= MENTIONED)
        return {intent: sure for sure, intent in likely}

    def _aspects(self) -> dict[str, float]:
        """How likely each aspect is, of all that is asked."""
        found = {name.removeprefix("ask_"): sure for name, sure in self._sure() if name.startswith("ask_")}
        total = sum(found.values())
        return {aspect: sure / total for aspect, sure in found.items()} if total else {}

    def _sure(self) -> Iterator[tuple[str, float]]:
        yield from ((candidate.name, probability) for candidate, probability in self._weighed)


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
