"""The order of things within layers, so that few arrows cross, and their places, so that arrows run straight."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

SWEEPS = 48
STRAIGHTENING = 3  # sweeps from below in which passing arrows are put exactly above their lower part
STRAIGHT = 30.0  # how much more an arrow's own bends count than the place of a box
PINNED = 1e6

Pair = tuple[int, int]


def arrange(layers: list[list[int]], pairs: Sequence[Pair]) -> list[list[int]]:
    """The layers, each in the order with the fewest crossings found. `pairs` join neighbouring layers."""
    up, down = _neighbours(pairs)
    best, fewest = layers, crossings(layers, pairs)
    for sweep in range(SWEEPS):
        layers = _swept(layers, up if sweep % 2 == 0 else down, backwards=sweep % 2 == 1)
        count = crossings(layers, pairs)
        if count < fewest:
            best, fewest = layers, count
    return best


def crossings(layers: list[list[int]], pairs: Sequence[Pair]) -> int:
    """How many pairs cross."""
    at = {item: (row, place) for row, layer in enumerate(layers) for place, item in enumerate(layer)}
    rows: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for upper, lower in pairs:
        rows[at[upper][0]].append((at[upper][1], at[lower][1]))
    return sum((a[0] - b[0]) * (a[1] - b[1]) < 0 for row in rows.values() for i, a in enumerate(row) for b in row[:i])


def place(
    layers: list[list[int]], pairs: Sequence[Pair], widths: Sequence[float], gap: float, boxes: int
) -> list[float]:
    """The centre of each item from the left: near its neighbours, in order, at least `gap` apart.

    Items before `boxes` are boxes; the others are parts of arrows, which are kept straight.
    """
    x = _packed(layers, widths, gap)
    up, down = _neighbours(pairs)
    for sweep in range(SWEEPS):
        sides = (up, down) if sweep % 3 == 2 else (up,) if sweep % 3 == 0 else (down,)
        for layer in layers if sweep % 2 == 0 else reversed(layers):
            _move(layer, [_wish(item, sides, x, boxes) for item in layer], x, widths, gap)
    lane = min(widths[boxes:], default=0.0)
    for layer in [layer for _ in range(STRAIGHTENING) for layer in reversed(layers)]:
        lanes = [item >= boxes and widths[item] == lane for item in layer]
        wishes = [(x[down[it][0]], 1.0) if free else (x[it], PINNED) for it, free in zip(layer, lanes, strict=True)]
        _move(layer, wishes, x, widths, gap)
    left = min(centre - width / 2 for centre, width in zip(x, widths, strict=True))
    return [centre - left for centre in x]


def _move(
    layer: list[int], wishes: list[tuple[float, float]], x: list[float], widths: Sequence[float], gap: float
) -> None:
    for item, centre in zip(layer, _apart(layer, wishes, widths, gap), strict=True):
        x[item] = centre


def _neighbours(pairs: Sequence[Pair]) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    up: dict[int, list[int]] = defaultdict(list)
    down: dict[int, list[int]] = defaultdict(list)
    for upper, lower in pairs:
        up[lower].append(upper)
        down[upper].append(lower)
    return up, down


def _swept(layers: list[list[int]], near: dict[int, list[int]], *, backwards: bool) -> list[list[int]]:
    """Order each layer by the mean place of its neighbours in the layer done before."""
    result = [list(layer) for layer in layers]
    rows = range(len(layers) - 2, -1, -1) if backwards else range(1, len(layers))
    for row in rows:
        before = result[row + 1 if backwards else row - 1]
        at = {item: place for place, item in enumerate(before)}
        own = {item: place for place, item in enumerate(result[row])}
        wish = {item: _mean([at[it] for it in near[item] if it in at], own[item]) for item in result[row]}
        result[row] = sorted(result[row], key=lambda item, wish=wish, own=own: (wish[item], own[item]))  # type: ignore[misc]
    return result


def _mean(values: Sequence[float], default: float) -> float:
    return sum(values) / len(values) if values else default


def _packed(layers: list[list[int]], widths: Sequence[float], gap: float) -> list[float]:
    x = [0.0] * len(widths)
    for layer in layers:
        left = 0.0
        for item in layer:
            x[item] = left + widths[item] / 2
            left += widths[item] + gap
    return x


def _wish(item: int, sides: Sequence[dict[int, list[int]]], x: list[float], boxes: int) -> tuple[float, float]:
    """The place that suits an item best, and the weight of that wish."""
    near = [other for side in sides for other in side[item]]
    weights = [STRAIGHT if item >= boxes and other >= boxes else 1.0 for other in near]
    if not near:
        return x[item], 0.1
    return sum(w * x[it] for w, it in zip(weights, near, strict=True)) / sum(weights), sum(weights)


def _apart(layer: list[int], wishes: Sequence[tuple[float, float]], widths: Sequence[float], gap: float) -> list[float]:
    """The places nearest to the wishes that keep order and distance (pooling adjacent violators)."""
    offsets, left = [], 0.0
    for at, item in enumerate(layer):
        left += (widths[layer[at - 1]] + widths[item]) / 2 + gap if at else 0.0
        offsets.append(left)
    groups: list[tuple[float, float, int]] = []  # where a group should begin, its weight, its size
    for (wish, weight), offset in zip(wishes, offsets, strict=True):
        group = (wish - offset, weight, 1)
        while groups and groups[-1][0] > group[0]:
            start, heavy, size = groups.pop()
            total = heavy + group[1]
            group = ((start * heavy + group[0] * group[1]) / total, total, size + group[2])
        groups.append(group)
    starts = [start for start, _, size in groups for _ in range(size)]
    return [start + offset for start, offset in zip(starts, offsets, strict=True)]
