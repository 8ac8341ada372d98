"""The aside that a side question is about, by its examples, its aspect and its topic."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from wayfinder.content.asides import Aside
from wayfinder.content.files import read
from wayfinder.settings import ROOT
from wayfinder.understanding.decision.asides import SideQuestions
from wayfinder.understanding.decision.weights import Learnt, Vector, key

AXES = np.eye(384, dtype=np.float32)
EXAMPLES = {"who sends it": 0, "who is it": 1, "how long is it good": 2, "which browser": 3}
ASIDES = {
    "login_loop": [
        Aside(aspect="who", asked=["who sends it"], answer="A."),
        Aside(aspect="who", asked=["who is it"], answer="B."),
    ],
    "limited_view": [
        Aside(aspect="how_long", asked=["how long is it good"], answer="C."),
        Aside(aspect="which", asked=["which browser"], answer="D."),
    ],
}


@pytest.fixture(scope="module")
def side() -> SideQuestions:
    library = read(ROOT / "data").library
    trees = {name: msgspec.structs.replace(library.trees[name], asides=asides) for name, asides in ASIDES.items()}
    vectors = {key(text): AXES[axis] for text, axis in EXAMPLES.items()}
    library = msgspec.structs.replace(library, trees={**library.trees, **trees})
    return SideQuestions(library, Learnt(vectors=vectors))


def asked(side: SideQuestions, topics: list[str], vector: Vector, **aspects: float) -> list[str | None]:
    at_hand, *named = topics
    return [move.asked for move in side.meant(at_hand, dict.fromkeys(named, 0.5), [vector], aspects)]


def test_the_aside_whose_examples_are_most_alike_is_meant(side: SideQuestions) -> None:
    assert asked(side, ["login_loop"], AXES[1]) == ["who is it"]


def test_one_that_is_about_as_good_is_said_too(side: SideQuestions) -> None:
    between = (AXES[0] + AXES[1]) / np.sqrt(2)
    assert set(asked(side, ["login_loop"], between, who=1.0)) == {"who sends it", "who is it"}


def test_the_aspect_decides_between_the_two(side: SideQuestions) -> None:
    between = (AXES[2] + AXES[3]) / np.sqrt(2)
    assert asked(side, ["limited_view"], between, which=1.0) == ["which browser"]


def test_the_topic_at_hand_comes_first(side: SideQuestions) -> None:
    between = (AXES[0] + AXES[2]) / np.sqrt(2)
    assert asked(side, ["login_loop", "limited_view"], between, who=0.5, how_long=0.5) == ["who sends it"]


def test_another_topic_is_meant_where_it_is_much_more_alike(side: SideQuestions) -> None:
    assert asked(side, ["login_loop", "limited_view"], AXES[3]) == ["which browser"]


def test_a_topic_that_is_hardly_named_must_be_still_more_alike(side: SideQuestions) -> None:
    for sure, found in ((0.5, ["which browser"]), (0.02, [])):
        assert [move.asked for move in side.meant("login_loop", {"limited_view": sure}, [AXES[3]], {})] == found


def test_a_bar_can_be_set_higher(side: SideQuestions) -> None:
    assert list(side.meant("limited_view", {}, [AXES[3]], {}, least=0.9)) == []


class Counting(dict[str, Vector]):
    """Counts how often a vector is looked for."""

    times = 0

    def get(self, key: str, default: Vector | None = None) -> Vector | None:  # type: ignore[override]
        self.times += 1
        return super().get(key, default)


def test_nothing_is_prepared_before_it_is_asked() -> None:
    """The first turn after a start, and after each edited content, must not wait for the asides of all topics."""
    library, vectors = read(ROOT / "data").library, Counting()
    side = SideQuestions(library, Learnt(vectors=vectors))
    assert vectors.times == 0
    list(side.meant("login_loop", {}, [AXES[0]], {}))
    asides = library.trees["login_loop"].asides
    assert vectors.times == sum(len(aside.asked) + 1 for aside in asides)


def test_where_nothing_is_alike_nothing_is_meant(side: SideQuestions) -> None:
    assert asked(side, ["login_loop", "no_such_topic"], AXES[9]) == []
