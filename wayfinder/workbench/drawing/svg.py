"""A drawing as SVG: readable without colours, in light and dark, by screen readers too."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from textwrap import wrap

from wayfinder.workbench.drawing.layout import Layout, Link, Point, Route, layout
from wayfinder.workbench.drawing.model import ENDINGS, KINDS, Arrow, Box, Drawing, Ending, Kind
from wayfinder.workbench.drawing.svg_notes import drawn, height_of, lines_of

WIDTH = 268.0
LINE = 16.0
PADDING = 10.0
MARGIN = 24.0
HEAD = 84.0
LEGEND_ROW = 30.0
SIGN = 6.6  # the width of an average letter at 12 px, rounded up
BOLD = 7.2
COLUMNS = 36
LABEL_COLUMNS = 26
LINES_SHOWN = 7

MEANINGS: dict[Kind, str] = {"quiet": "Check, never asked of the person"}
MARK = "found without asking, where possible"
ENDING_MEANINGS: dict[Ending, str] = {
    "solved": "when it helped",
    "case": "when the case is filed",
    "human": "a person takes over",
    "end": "a visited tree returns to the one it came from",
}
# No custom properties: not every viewer of SVG knows them.
STYLE = """
text{font:12px system-ui,'Segoe UI','DejaVu Sans',sans-serif}.title{font-size:19px;font-weight:700}
.kind{font-size:10px;font-weight:700}.mark,.label,.note{font-size:11px}.mark{font-style:italic}
.box{stroke-width:1.5}.pill{stroke-width:1.2}.end{font-size:11px;font-weight:700}a .first{text-decoration:underline}
.arrow{fill:none;stroke-width:1.3}.back{stroke-dasharray:5 4}
"""
# For each scheme: the paper, the ink, the faint ink; then the line and the fill of each kind and ending.
LIGHT = {
    "paper": ("#ffffff", ""),
    "ink": ("#1b1f24", ""),
    "faint": ("#57606a", ""),
    "find": ("#0b5cad", "#e8f1fb"),
    "quiet": ("#0b5cad", "#ffffff"),
    "need": ("#6b3fa0", "#f3ecfb"),
    "tell": ("#57606a", "#f6f8fa"),
    "try": ("#8a5a00", "#fff6df"),
    "remedies": ("#8a5a00", "#ffffff"),
    "visit": ("#00626b", "#e2f5f6"),
    "case": ("#1a7037", "#e6f5ea"),
    "human": ("#a0306e", "#fcebf4"),
    "solved": ("#1a7037", "#e6f5ea"),
    "end": ("#57606a", "#f6f8fa"),
}
DARK = {
    "paper": ("#14181d", ""),
    "ink": ("#e9edf1", ""),
    "faint": ("#a3adb8", ""),
    "find": ("#6cb0f5", "#14283d"),
    "quiet": ("#6cb0f5", "#14181d"),
    "need": ("#c19bf0", "#281c3a"),
    "tell": ("#a3adb8", "#20262d"),
    "try": ("#e7b14c", "#33280f"),
    "remedies": ("#e7b14c", "#14181d"),
    "visit": ("#58c4ce", "#0e2f33"),
    "case": ("#66c985", "#12301c"),
    "human": ("#f08cc2", "#3a1730"),
    "solved": ("#66c985", "#12301c"),
    "end": ("#a3adb8", "#20262d"),
}


def svg(drawing: Drawing) -> str:
    """The drawing as one SVG document. A visited tree is a link to `<tree>.svg` beside it."""
    texts = {box.id: _lines(box) for box in drawing.boxes}
    labels = [_label(arrow) for arrow in drawing.arrows]
    sizes = {box.id: (WIDTH, _height(box, texts[box.id])) for box in drawing.boxes}
    links = [Link(a.start, a.end, _label_size(label)) for a, label in zip(drawing.arrows, labels, strict=True)]
    return "\n".join(_document(drawing, layout(sizes, links), sizes, texts, labels)) + "\n"


def _document(
    drawing: Drawing,
    laid: Layout,
    sizes: dict[str, Point],
    texts: dict[str, list[str]],
    labels: list[list[str]],
) -> Iterator[str]:
    signs = _signs(drawing)
    width = max(laid.size[0], 3 * WIDTH) + 2 * MARGIN
    legend = list(_legend(signs, width))
    top = HEAD + laid.size[1] + 2 * MARGIN
    below = top + LEGEND_ROW * (1 + max(row for row, _ in legend))
    notes = lines_of(drawing.notes, int((width - 2 * MARGIN) / SIGN))
    height = below + (height_of(notes) + MARGIN if notes else 0)
    name = escape(drawing.tree)
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{name}-title {name}-desc" '
        f'width="{width:.0f}" height="{height:.0f}" viewBox="0 0 {width:.0f} {height:.0f}">'
    )
    yield f'<title id="{name}-title">{escape(drawing.title)}</title>'
    yield f'<desc id="{name}-desc">{escape(_described(drawing))}</desc>'
    yield f"<style>{_style()}</style>"
    yield f'<rect class="paper" width="{width:.0f}" height="{height:.0f}"/>'
    yield from _heading(drawing, width)
    left = (width - laid.size[0]) / 2
    yield f'<g transform="translate({left:.1f} {HEAD:.0f})">'
    for route in laid.routes:
        yield _arrow(route)
    for route, label in zip(laid.routes, labels, strict=True):
        yield from _words_on(route, label)
    for box in drawing.boxes:
        yield from _box(box, laid.boxes[box.id], sizes[box.id], texts[box.id])
    yield "</g>"
    yield from (f'<g transform="translate(0 {top + row * LEGEND_ROW:.1f})">{entry}</g>' for row, entry in legend)
    if notes:
        yield from (f'<g transform="translate(0 {below:.1f})">', *drawn(notes, MARGIN), "</g>")
    yield "</svg>"


# --- words ---------------------------------------------------------------------------------------


def _lines(box: Box) -> list[str]:
    lines = [line for text in box.texts for line in wrap(text, COLUMNS)]
    return (
        lines
        if len(lines) <= LINES_SHOWN
        else [*lines[: LINES_SHOWN - 1], lines[LINES_SHOWN - 1][: COLUMNS - 2] + " …"]
    )


def _label(arrow: Arrow) -> list[str]:
    return [
        line for label in arrow.labels for line in wrap(f"· {label}" if len(arrow.labels) > 1 else label, LABEL_COLUMNS)
    ]


def _label_size(lines: list[str]) -> Point:
    return (max(map(len, lines)) * SIGN + 8, len(lines) * 14 + 6) if lines else (0.0, 0.0)


def _height(box: Box, lines: list[str]) -> float:
    rows = 1 + len(lines) + bool(box.mark)
    return 2 * PADDING + rows * LINE + (26 if box.ending else 0)


def _described(drawing: Drawing) -> str:
    """The tree in words, for those who cannot see it."""
    arrows = {box.id: [arrow for arrow in drawing.arrows if arrow.start == box.id] for box in drawing.boxes}
    steps = []
    for box in drawing.boxes:
        ways = [f"{', '.join(arrow.labels) or 'then'}: {arrow.end}" for arrow in arrows[box.id]]
        ending = [ENDINGS[box.ending]] if box.ending else []
        steps.append(f"{box.id} ({KINDS[box.kind].lower()}): {' '.join(box.texts)} [{'; '.join([*ways, *ending])}]")
    return " ".join([*steps, *(f"{note.heading} {note.text}" for note in drawing.notes)])


# --- shapes ---------------------------------------------------------------------------------------


def _box(box: Box, centre: Point, size: Point, lines: list[str]) -> Iterator[str]:
    x, y = centre[0] - size[0] / 2, centre[1] - size[1] / 2
    opening, closing = (f'<a href="{escape(box.link)}.svg">', "</a>") if box.link else ("<g>", "</g>")
    yield f'{opening}<g class="{box.kind}" transform="translate({x:.1f} {y:.1f})">'
    yield f"<title>{escape(f'{box.id}: ' + ' '.join(box.texts))}</title>"
    yield _shape(box.kind, *size)
    yield f'<text class="kind" x="{PADDING + 2:.0f}" y="{PADDING + 10:.0f}">{escape(_heading_of(box))}</text>'
    y = PADDING + 10
    for at, line in enumerate(lines):
        y += LINE
        yield f'<text class="{"first" if at == 0 else "more"}" x="{PADDING + 2:.0f}" y="{y:.0f}">{escape(line)}</text>'
    if box.mark:
        y += LINE
        yield f'<text class="mark" x="{PADDING + 2:.0f}" y="{y:.0f}">◉ {escape(box.mark)}</text>'
    if box.ending:
        yield _pill(box.ending, y + 9, size[0])
    yield f"</g>{closing}"


def _heading_of(box: Box) -> str:
    text = f"{KINDS[box.kind].upper()} · {box.id}"
    return text if len(text) <= COLUMNS else f"{text[: COLUMNS - 1]}…"


def _shape(kind: Kind, width: float, height: float) -> str:
    """Each kind has a shape of its own, so that colours are not needed."""
    if kind in ("find", "quiet"):
        dash = ' stroke-dasharray="6 3"' if kind == "quiet" else ""
        path = f"M9 0H{width - 9:.0f}l9 9V{height - 9:.0f}l-9 9H9l-9 -9V9z"
        return f'<path class="box" d="{path}"{dash}/>'
    radius = {"human": 16, "case": 16, "need": 0, "visit": 0}.get(kind, 5)
    rect = f'<rect class="box" width="{width:.0f}" height="{height:.0f}" rx="{radius}"/>'
    if kind == "visit":
        return rect + f'<path class="box" d="M5 0V{height:.0f}M{width - 5:.0f} 0V{height:.0f}"/>'
    return rect


def _pill(ending: Ending, y: float, width: float) -> str:
    words = ENDINGS[ending]
    wide = min(width - 2 * PADDING, len(words) * BOLD + 18)
    return (
        f'<g class="{ending}"><rect class="pill" x="{PADDING:.0f}" y="{y:.0f}" width="{wide:.0f}" height="20" rx="10"/>'
        f'<text class="end" x="{PADDING + 9:.0f}" y="{y + 14:.0f}">{words}</text></g>'
    )


def _arrow(route: Route) -> str:
    """Straight through each layer, bent between them."""
    points = route.points
    path = f"M{points[0][0]:.1f} {points[0][1]:.1f}"
    for at in range(1, len(points)):
        (x0, y0), (x, y) = points[at - 1], points[at]
        middle = (y0 + y) / 2
        path += f"L{x:.1f} {y:.1f}" if x == x0 else f"C{x0:.1f} {middle:.1f} {x:.1f} {middle:.1f} {x:.1f} {y:.1f}"
    x, y = points[-1]
    tip = -7 if route.upward else 7
    back = " back" if route.upward else ""
    head = f'<path class="head" d="M{x:.1f} {y:.1f}l-4 {-tip}h8z"/>'
    return f'<path class="arrow{back}" d="{path}"/>{head}'


def _words_on(route: Route, lines: list[str]) -> Iterator[str]:
    if not lines:
        return
    width, height = _label_size(lines)
    x, y = route.label[0], route.label[1] - height / 2
    yield f'<rect class="under" x="{x - width / 2:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="3"/>'
    for at, line in enumerate(lines, 1):
        yield f'<text class="label" text-anchor="middle" x="{x:.1f}" y="{y + 14 * at - 1:.1f}">{escape(line)}</text>'


# --- heading and legend -----------------------------------------------------------------------------


def _heading(drawing: Drawing, width: float) -> Iterator[str]:
    sources = "; ".join(drawing.sources) or "none named"
    columns = int((width - 2 * MARGIN) / SIGN)
    yield f'<text class="title" x="{MARGIN:.0f}" y="34">{escape(drawing.title)}</text>'
    note = f"{drawing.tree} · compared with its sources on {drawing.verified or 'no date'} · sources: {sources}"
    for at, line in enumerate(wrap(note, columns)[:2]):
        yield f'<text class="note" x="{MARGIN:.0f}" y="{52 + 14 * at}">{escape(line)}</text>'


def _signs(drawing: Drawing) -> list[tuple[str, str, Ending | None]]:
    """The symbols used in this drawing, what they mean, and their ending."""
    kinds: list[Kind] = [kind for kind in KINDS if any(box.kind == kind for box in drawing.boxes)]
    endings: list[Ending] = [ending for ending in ENDINGS if any(box.ending == ending for box in drawing.boxes)]
    shapes = [
        (f'<g class="{kind}">{_shape(kind, 26, 16)}</g>', MEANINGS.get(kind, KINDS[kind]), None) for kind in kinds
    ]
    dot = '<text class="mark" x="8" y="12">◉</text>'
    marks = [(dot, MARK, None)] if any(box.mark for box in drawing.boxes) else []
    pills = [(_pill(ending, -2, 400), ENDING_MEANINGS[ending], ending) for ending in endings]
    return [*shapes, *marks, *pills]


def _legend(signs: list[tuple[str, str, Ending | None]], width: float) -> Iterator[tuple[int, str]]:
    """Each entry with its row."""
    x, row = MARGIN, 0
    for sign, words, ending in signs:
        indent = 33.0 if ending is None else len(ENDINGS[ending]) * BOLD + 36
        wide = indent + len(words) * SIGN + 24
        if x + wide > width - MARGIN and x > MARGIN:
            x, row = MARGIN, row + 1
        yield (
            row,
            f'<g transform="translate({x:.1f} 0)">{sign}<text class="note" x="{indent:.0f}" y="12">{words}</text></g>',
        )
        x += wide


def _style() -> str:
    return f"{STYLE.strip()}{_colours(LIGHT)}@media(prefers-color-scheme:dark){{{_colours(DARK)}}}"


def _colours(scheme: dict[str, tuple[str, str]]) -> str:
    paper, ink, faint = (scheme[name][0] for name in ("paper", "ink", "faint"))
    words = f".paper,.under{{fill:{paper}}}text{{fill:{ink}}}.mark,.label,.note,.head{{fill:{faint}}}"
    kinds = (f".{n} .box,.{n} .pill{{stroke:{line};fill:{fill}}}" for n, (line, fill) in scheme.items() if fill)
    return f"{words}.arrow{{stroke:{faint}}}{''.join(kinds)}"
