"""Over random walks: what failed for a person in a problem is not proposed to them again there, unless it is renewed.

The test keeps its own record of what failed, from the moves that were made and the steps that were walked.
"""

from __future__ import annotations

import random

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.players import MAILBOX, OUTCOMES, Player, random_answer, random_move, said
from tests.support.random_content import NAMES, TREES, random_library
from wayfinder.content.steps import Step
from wayfinder.engine import moves as m
from wayfinder.engine.advance import open_question_of
from wayfinder.engine.blocks import Block, Choices, Steps
from wayfinder.engine.walk import Walk
from wayfinder.engine.walk_json import dumps, loads

SEEDS = st.integers(0, 2**32)
OFTEN = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
KEYS = [*NAMES, *(f"{name}@colleague" for name in NAMES)]
FAILED = ("done", "failed", "impossible")
Failed = set[tuple[str, str]]  # remedy and problem


class Recorder:
    """One random conversation, and what has failed in it."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.player = Player(random_library(seed), random_answer(seed))
        self.failed: Failed = set()
        self.proposals = 0
        self.renewals = 0
        self._seen: list[str] = []
        self.player.move(m.Grants([MAILBOX] if self.dice.random() < 0.5 else []))
        self.move(m.Topic(self.dice.choice(TREES)))

    def play(self) -> None:
        """One more move: often a report."""
        if self.dice.random() < 0.25:
            self.move(m.Report({self.dice.choice(KEYS): self.dice.choice(OUTCOMES)}))
        else:
            self.move(random_move(self.dice, self.player, self._seen))

    def move(self, move: m.Move) -> None:
        """Make the move, check what is proposed, and record what failed."""
        before, walked = self.player.walk, len(self.player.steps)
        told = self._told(before, move)
        blocks = self.player.move(move)
        self._seen += [option.id for block in blocks if isinstance(block, Choices) for option in block.options]
        after = self.player.walk
        problem = problem_of(after)
        if forgets(before, after, move):
            self.failed = failed_in(after)
        else:
            self.failed = (self.failed | told) - worked(before, move)
        # What was reported before any topic belongs to the first that is named.
        self.failed = {key for key in self.failed if key[1] or key in failed_in(after)}
        for step in self.player.steps[walked:]:
            self._renew(self._step(step), problems_of(before) | problems_of(after))
        for remedy in self._proposed(blocks):
            self.proposals += 1
            assert (remedy, problem) not in self.failed, (remedy, problem, move)

    def _told(self, walk: Walk, move: m.Move) -> Failed:
        """What a move says has failed, in the problem that is open."""
        problem, remedies = problem_of(walk), open_question_of(self.player.library, walk).remedies
        if isinstance(move, m.Report):
            return {(key, problem) for key, outcome in move.outcomes.items() if key in KEYS and outcome in FAILED}
        if isinstance(move, m.Choose) and move.id == f"{walk.question}.otherwise":
            return {(remedy, problem) for remedy in remedies}
        return set()

    def _step(self, here: str) -> Step:
        tree, _, step = here.partition("/")
        return self.player.library.trees[tree].steps[step]

    def _renew(self, step: Step, problems: set[str]) -> None:
        renewed = {(remedy, problem) for remedy in step.renews for problem in problems}
        self.renewals += len(self.failed & renewed)
        self.failed -= renewed

    def _proposed(self, blocks: list[Block]) -> list[str]:
        """The remedies whose words were said last, for the person whom the open step is about."""
        walk = self.player.walk
        step = self._step(walk.stack[-1].here) if walk.stack else None
        words = said([block for block in blocks if isinstance(block, Steps)])
        if step is None or not step.proposes or not words or not isinstance(blocks[-1], Choices):
            return []
        if getattr(step, "names", None) is None:
            return step.proposes
        return [remedy for remedy in step.proposes if _WORDS[remedy.partition("@")[0]] in words]


_WORDS = {"one": "First remedy", "two": "Second remedy", "three": "Third remedy"}


def problem_of(walk: Walk) -> str:
    """The topic that is open."""
    topics = [frame for frame in walk.stack if frame.role == "topic"]
    return topics[-1].data.get("conversation.meant", topics[-1].tree) if topics else ""


def worked(walk: Walk, move: m.Move) -> Failed:
    """What a move says has worked after all, in the problem that is open."""
    outcomes = move.outcomes if isinstance(move, m.Report) else {}
    return {(key, problem_of(walk)) for key, outcome in outcomes.items() if outcome == "worked"}


def problems_of(walk: Walk) -> set[str]:
    """All topics that are open."""
    return {problem_of(msgspec.structs.replace(walk, stack=walk.stack[: at + 1])) for at in range(len(walk.stack))}


def openings(walk: Walk) -> set[int]:
    """The topics that are open, each by the number of its opening."""
    return {frame.began for frame in walk.stack if frame.role == "topic"}


def failed_in(walk: Walk) -> Failed:
    """What the engine takes for failed."""
    newest = {(each.remedy, each.problem): each.outcome for each in walk.remedies}
    return {key for key, outcome in newest.items() if outcome in FAILED}


def forgets(before: Walk, after: Walk, move: m.Move) -> bool:
    """Whether the person may have gone back or begun again, or a topic began, which gets what was reported before."""
    if len(after.marks) < len(before.marks) or after.question < before.question or openings(after) - openings(before):
        return True
    begins = (m.Back, m.Restart, m.Topic, m.Clarify, m.Correct, m.Choose)  # a topic may begin and end in one move
    return isinstance(move, begins) and not _answers(before, move)


def _answers(walk: Walk, move: m.Move) -> bool:
    return isinstance(move, m.Choose) and move.id.startswith(f"{walk.question}.") and problem_of(walk) != ""


@OFTEN
@given(SEEDS)
def test_what_has_failed_is_never_proposed_again_in_the_same_problem(seed: int) -> None:
    recorder = Recorder(seed)
    for _ in range(30):
        recorder.play()
        assert recorder.failed <= failed_in(loads(dumps(recorder.player.walk)))


def test_the_walks_propose_and_renew_often_enough() -> None:
    recorders = [Recorder(seed) for seed in range(150)]
    for recorder in recorders:
        for _ in range(20):
            recorder.play()
    assert sum(recorder.proposals for recorder in recorders) > 120
    assert sum(recorder.renewals for recorder in recorders) > 20
