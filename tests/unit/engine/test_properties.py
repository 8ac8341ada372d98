"""Properties that every tree and every move must have, however odd."""

from __future__ import annotations

import random
import typing
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.players import MAILBOX, Player, answering, asks, random_answer, random_move
from tests.support.random_content import TREES, random_library
from wayfinder.content.contract import LOOK_IT_UP
from wayfinder.engine import moves as m
from wayfinder.engine.advance import advance, open_question_of
from wayfinder.engine.blocks import Block, Choices
from wayfinder.engine.walk import Walk
from wayfinder.engine.walk_json import SIZE_LIMIT, dumps, loads

SEEDS = st.integers(0, 2**32)
OFTEN = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
OF_DRIVER = (m.Grants, m.Found, m.Filed, m.Proved)


def playing(seed: int, moves: int, size: int = 8) -> Iterator[tuple[Player, Walk, m.Move, list[Block]]]:
    """Random moves in random trees: the player before each move, the move, and the blocks."""
    dice = random.Random(seed)
    player = Player(random_library(seed, size), random_answer(seed), reach=seed % 2 == 0)
    seen: list[str] = []
    player.move(m.Grants([MAILBOX] if dice.random() < 0.5 else []))
    player.move(m.Topic(dice.choice(TREES)))
    for _ in range(moves):
        move = random_move(dice, player, seen)
        player.now += dice.choice([0, 1, 30, 1_000])
        before = player.walk
        blocks = player.move(move)
        seen += [option.id for block in blocks if isinstance(block, Choices) for option in block.options]
        yield player, before, move, blocks


@OFTEN
@given(SEEDS)
def test_every_move_has_a_next_walk_that_waits_or_has_ended(seed: int) -> None:
    for player, _, move, blocks in playing(seed, 25):
        assert player.walk.request is None
        if not isinstance(move, OF_DRIVER):
            assert blocks, move
            assert asks(blocks) == bool(player.walk.stack), move
        now = open_question_of(player.library, player.walk)
        assert bool(now.options or now.kind) == bool(player.walk.stack)


@OFTEN
@given(SEEDS)
def test_a_walk_survives_json(seed: int) -> None:
    for player, _, _, _ in playing(seed, 15):
        text = dumps(player.walk)
        if len(player.walk.marks) < 20:
            assert loads(text) == player.walk
        assert dumps(loads(text)) == text


@OFTEN
@given(SEEDS)
def test_the_same_move_has_the_same_next_walk(seed: int) -> None:
    for player, before, move, _ in playing(seed, 10):
        copy = loads(dumps(before))
        assert advance(player.library, before, [move], player.now) == advance(player.library, copy, [move], player.now)


@OFTEN
@given(SEEDS, st.sampled_from(["who", "cost", "where"]), st.sampled_from([None, "t0", "later"]))
def test_a_side_question_moves_nothing_and_nothing_is_learnt(seed: int, aspect: str, topic: str | None) -> None:
    for player, _, _, _ in playing(seed, 10):
        before = player.walk
        blocks = player.move(m.SideQuestion(aspect, topic))
        assert blocks
        assert asks(blocks) == bool(before.stack)
        for part in ("stack", "facts", "tries", "marks", "question", "grants"):
            assert getattr(player.walk, part) == getattr(before, part), part


@OFTEN
@given(SEEDS)
def test_back_undoes_an_answer(seed: int) -> None:
    for player, before, move, _ in playing(seed, 15):
        if not _answers(player, before, move) or not _can_undo(player, before):
            continue
        after, answer = player.walk, player.answer
        told = _told(before)
        player.move(m.Back())
        assert player.walk.stack == before.stack
        assert _told(player.walk) == told
        player.walk, player.answer = after, answer


def _answers(player: Player, before: Walk, move: m.Move) -> bool:
    """Whether the move answered the open question of a topic. The wish to have it looked up is no answer."""
    if any(frame.role == "repair" for frame in before.stack):
        return False
    now = open_question_of(player.library, before)
    if isinstance(move, m.Choose):
        return any(option.id == move.id and option.value != LOOK_IT_UP for option in now.options)
    return isinstance(move, m.DontKnow) and len(player.walk.facts) > len(before.facts)


def _can_undo(player: Player, before: Walk) -> bool:
    """Whether the move can be undone: not once a case is filed or a person has taken over."""
    return any(mark.question == before.question for mark in player.walk.marks)


def _told(walk: Walk) -> list[tuple[str, str]]:
    return [(str(fact.key), fact.value) for fact in walk.facts if fact.origin == "told"]


@pytest.mark.parametrize("seed", range(12))
def test_three_hundred_moves_stay_small(seed: int) -> None:
    for player, _, _, _ in playing(seed, 300, size=20):
        text = dumps(player.walk)
        assert len(text.encode()) <= SIZE_LIMIT
        player.walk = loads(text)
        assert len(player.walk.stack) <= 16


@OFTEN
@given(SEEDS)
def test_nothing_that_was_looked_up_outlives_its_grant_and_time(seed: int) -> None:
    for player, _, _, _ in playing(seed, 15):
        walk, now = player.walk, player.now
        player.move(m.Grants([]))
        assert not [fact for fact in player.walk.facts if fact.grant is not None]
        player.walk, player.now = walk, now + 15 * 60 + 1
        player.move(m.Grants(walk.grants))
        assert not [fact for fact in player.walk.facts if fact.origin == "looked_up" and fact.at < now]
        player.walk, player.now = walk, now


@OFTEN
@given(SEEDS)
def test_a_walk_goes_on_in_changed_content(seed: int) -> None:
    for at, (player, _, move, blocks) in enumerate(playing(seed, 20)):
        assert blocks or isinstance(move, OF_DRIVER)
        assert asks(blocks) == bool(player.walk.stack) or isinstance(move, OF_DRIVER)
        if at % 5 == 0:
            player.library = random_library(seed + at)


@OFTEN
@given(SEEDS)
def test_what_was_looked_up_is_never_said_or_sent_once_the_grant_has_ended(seed: int) -> None:
    dice = random.Random(seed)
    seen: list[str] = []
    canary = "canary@example.com"
    found = {"me.email": canary, "a.seen": dice.choice("xy"), "invitation.sent_at": canary}
    player = Player(random_library(seed), answering(found))
    player.move(m.Grants([MAILBOX]))
    player.move(m.Topic("t0"))
    for _ in range(dice.randint(0, 12)):
        player.move(_without_grants(dice, player, seen))
    blocks, player.requests = player.move(m.Grants([])), []
    for _ in range(12):
        blocks = blocks + player.move(_without_grants(dice, player, seen))
    assert canary not in repr((blocks, player.requests, player.walk.facts, player.walk.marks))


def _without_grants(dice: random.Random, player: Player, seen: list[str]) -> m.Move:
    """A random move of a person."""
    moves = (random_move(dice, player, seen) for _ in range(100))
    return next(move for move in moves if not isinstance(move, OF_DRIVER))


def test_the_seeds_reach_what_they_should() -> None:
    """The properties prove little unless the random walks reach enough of the engine."""
    played = [(player.walk, move) for seed in range(100) for player, _, move, _ in playing(seed, 20)]
    assert sum(len(walk.marks) > 3 for walk, _ in played) > 500
    assert sum(sum(frame.role == "topic" for frame in walk.stack) > 1 for walk, _ in played) > 50
    assert sum(any(frame.role == "repair" for frame in walk.stack) for walk, _ in played) > 200
    assert {type(move) for _, move in played} == set(typing.get_args(m.Move))
