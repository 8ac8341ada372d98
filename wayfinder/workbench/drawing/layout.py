"""Where the boxes of a drawing are placed and how its arrows run: a layered layout.

Boxes are put in layers by their distance from the start; every other layer holds the labels of arrows. An arrow that
passes through a layer has a place of its own in it, so that no arrow runs through a box or a label.
docs/decisions/drawings.md says why this is not a library.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import msgspec

from wayfinder.workbench.drawing.order import arrange, place

LANE = 18.0
GAP_X = 24.0
GAP_Y = 22.0
STRETCH = 0.05
GAP_Y_LIMIT = 70.0

Point = tuple[float, float]
Size = tuple[float, float]


class Link(msgspec.Struct, frozen=True):
    """An arrow to be laid out, with the size of its label (zero when it has none)."""

    start: str
    end: str
    label: Size


class Route(msgspec.Struct, frozen=True):
    """How an arrow runs: pairs of points, straight within a pair and bent between pairs; where its label is centred."""

    points: list[Point]
    label: Point
    upward: bool


class Layout(msgspec.Struct, frozen=True):
    """Centres of the boxes, the routes in the order of their links, and the size of the whole."""

    boxes: dict[str, Point]
    routes: list[Route]
    size: Size


class _Item(msgspec.Struct):
    """Something that has a place in a layer: a box, a label, or an arrow that passes by."""

    layer: int
    size: Size
    x: float = 0.0


def layout(boxes: Mapping[str, Size], links: Sequence[Link]) -> Layout:
    """Lay out boxes, the first of which is the start."""
    return _Laying(boxes, links).result()


class _Laying:
    def __init__(self, boxes: Mapping[str, Size], links: Sequence[Link]) -> None:
        self._links = links
        self._upward = _upward(list(boxes), links)
        ranks = _ranks(list(boxes), [_ends(link, link in self._upward) for link in links])
        self._items = [_Item(2 * ranks[name], size) for name, size in boxes.items()]
        self._box = {name: at for at, name in enumerate(boxes)}
        self._paths = [self._path(link) for link in links]

    def result(self) -> Layout:
        pairs = [pair for path in self._paths for pair in pairwise(path)]
        layers = arrange(_by_layer(self._items), pairs)
        widths = [item.size[0] for item in self._items]
        heavy = len(self._box)  # whatever comes after the boxes is part of an arrow, which should run straight
        for item, x in zip(self._items, place(layers, pairs, widths, GAP_X, heavy), strict=True):
            item.x = x
        tops, height = self._rows(layers, pairs)
        width = max(item.x + item.size[0] / 2 for item in self._items)
        centres = {name: (self._items[at].x, self._middle(at, tops)) for name, at in self._box.items()}
        return Layout(centres, self._routes(tops), (width, height))

    def _path(self, link: Link) -> list[int]:
        """The items along an arrow, from the upper box to the lower."""
        upper, lower = _ends(link, link in self._upward)
        first, last = self._items[self._box[upper]].layer, self._items[self._box[lower]].layer
        path = [self._box[upper]]
        for layer in range(first + 1, last):
            labelled = layer == (last - 1 if link in self._upward else first + 1)
            self._items.append(_Item(layer, (max(LANE, link.label[0]), link.label[1]) if labelled else (LANE, 0.0)))
            path.append(len(self._items) - 1)
        return [*path, self._box[lower]]

    def _rows(self, layers: list[list[int]], pairs: list[tuple[int, int]]) -> tuple[list[tuple[float, float]], float]:
        """The top and the height of each layer. Where arrows run far to the side, there is more space to bend."""
        far: dict[int, float] = defaultdict(float)
        for upper, lower in pairs:
            far[self._items[upper].layer] = max(
                far[self._items[upper].layer], abs(self._items[upper].x - self._items[lower].x)
            )
        rows, y = [], 0.0
        for at, layer in enumerate(layers):
            height = max(self._items[item].size[1] for item in layer)
            rows.append((y, height))
            y += height + min(GAP_Y_LIMIT, GAP_Y + STRETCH * far[at])
        return rows, rows[-1][0] + rows[-1][1]

    def _middle(self, item: int, rows: list[tuple[float, float]]) -> float:
        """The vertical centre of an item; boxes are aligned with the top of their layer."""
        return rows[self._items[item].layer][0] + self._items[item].size[1] / 2

    def _routes(self, rows: list[tuple[float, float]]) -> list[Route]:
        starts, ends = self._ports(0), self._ports(-1)
        return [self._route(at, rows, starts[at], ends[at]) for at in range(len(self._links))]

    def _route(self, at: int, rows: list[tuple[float, float]], start: float, end: float) -> Route:
        path, upward = self._paths[at], self._links[at] in self._upward
        first, last = self._items[path[0]], self._items[path[-1]]
        bottom = rows[first.layer][0] + first.size[1]
        points = [(start, bottom), (start, rows[first.layer][0] + rows[first.layer][1])]
        for item in (self._items[it] for it in path[1:-1]):
            top, height = rows[item.layer]
            points += [(item.x, top), (item.x, top + height)]
        points += [(end, rows[last.layer][0]), (end, rows[last.layer][0])]
        label = self._items[path[-2 if upward else 1]]
        top, height = rows[label.layer]
        return Route(points[::-1] if upward else points, (label.x, top + height / 2), upward)

    def _ports(self, which: int) -> list[float]:
        """Where arrows leave (0) or reach (-1) their box: side by side, in the order in which they come."""
        sharing: dict[int, list[int]] = defaultdict(list)
        for at, path in enumerate(self._paths):
            sharing[path[which]].append(at)
        found = [0.0] * len(self._paths)
        for box, arrows in sharing.items():
            item = self._items[box]
            arrows.sort(key=lambda at: self._items[self._paths[at][1 if which == 0 else -2]].x)
            for place_, at in enumerate(arrows, 1):
                found[at] = item.x + item.size[0] * 0.8 * (place_ / (len(arrows) + 1) - 0.5)
        return found


def _ends(link: Link, upward: bool) -> tuple[str, str]:
    return (link.end, link.start) if upward else (link.start, link.end)


def _upward(names: list[str], links: Sequence[Link]) -> set[Link]:
    """The arrows that lead back to an earlier box: they run upwards, so that all others can run down."""
    out: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        out[link.start].append(link)
    found: set[Link] = set()
    done: set[str] = set()

    def visit(name: str, above: frozenset[str]) -> None:
        done.add(name)
        for link in out[name]:
            if link.end in above | {name}:
                found.add(link)
            elif link.end not in done:
                visit(link.end, above | {name})

    for name in names:
        if name not in done:
            visit(name, frozenset())
    return found


def _ranks(names: list[str], ends: Iterable[tuple[str, str]]) -> dict[str, int]:
    """The length of the longest way to each box."""
    above: dict[str, list[str]] = defaultdict(list)
    for upper, lower in ends:
        if upper != lower:
            above[lower].append(upper)
    ranks: dict[str, int] = {}

    def rank(name: str) -> int:
        if name not in ranks:
            ranks[name] = 1 + max((rank(it) for it in above[name]), default=-1)
        return ranks[name]

    return {name: rank(name) for name in names}


def _by_layer(items: list[_Item]) -> list[list[int]]:
    layers: list[list[int]] = [[] for _ in range(1 + max(item.layer for item in items))]
    for at, item in enumerate(items):
        layers[item.layer].append(at)
    return [layer for layer in layers if layer]
