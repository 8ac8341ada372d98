"""What a message asks on the side: which clauses, about which topics, and what the content answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from wayfinder.engine.moves import SideQuestion
from wayfinder.engine.question import OpenQuestion
from wayfinder.understanding.decision.asides import ALIKE, SideQuestions
from wayfinder.understanding.decision.message import UNSEEN, Message, vectors
from wayfinder.understanding.interpret.intents import CONVERSATION
from wayfinder.understanding.reading import Reading, Seen

# A topic that is so likely in some part may be what a side question is about.
MENTIONED = 0.01
# A question that names another topic so surely is about that one, not about the one at hand.
SURELY_NAMED = 0.5
# A question beside something else is answered where something resembles it so much.
BESIDE = 0.4
# What resembles a question about the topic at hand as much as this is answered like one, though it asks nothing.
REMARK = 0.45


class Questions:
    """The side questions of one message at a question. `aspects` says how likely each aspect is."""

    def __init__(
        self, message: Message, question: OpenQuestion, side: SideQuestions, aspects: Mapping[str, float]
    ) -> None:
        self._message = message
        self._side = side
        self._aspects = aspects
        self._at_hand = question.topic or question.ended

    def in_clauses(self, clauses: Sequence[int], named: Sequence[str] = (), least: float = ALIKE) -> list[SideQuestion]:
        """What is asked in these clauses (by number), where the content has an answer. `named` are topics that the
        message is about."""
        parts = [self._message.clauses[at] for at in clauses]
        at_hand, others = self._at_hand, self._mentioned() | dict.fromkeys(named, 1.0)
        about = max(_topics(parts), key=_likely, default=UNSEEN)
        if at_hand is not None and about.likely >= SURELY_NAMED:
            others[at_hand], at_hand = 1.0, about.intent
        return list(self._side.meant(at_hand, others, vectors(parts), self._aspects, least))

    def beside(self, used: set[int]) -> list[SideQuestion]:
        """What is asked in a clause of which nothing else was made; `used` are the others."""
        asking = [at for at, asks in enumerate(self._message.asking) if asks and at not in used]
        return self.in_clauses(asking, least=BESIDE) if asking else []

    def told_about(self) -> list[SideQuestion]:
        """What the topic at hand says about a remark: "it isn't in any of my folders"."""
        if self._at_hand is None:
            return []
        return list(self._side.meant(self._at_hand, {}, vectors(self._message.clauses), {}, REMARK))

    def is_about_something(self, clause: int) -> bool:
        """Whether what a clause asks has a topic: the one at hand, or one that has an answer."""
        return self._at_hand is not None or bool(self.in_clauses([clause]))

    def _mentioned(self) -> dict[str, float]:
        """The topics that the message may be about, each with its greatest probability in any part."""
        seen = sorted(_topics(self._message.parts), key=_likely)
        return {each.intent: each.likely for each in seen if each.likely >= MENTIONED}


def _topics(parts: Sequence[Reading]) -> Iterator[Seen]:
    yield from (seen for part in parts for seen in part.seen if seen.intent not in CONVERSATION)


def _likely(seen: Seen) -> float:
    return seen.likely
