"""A drawing as Mermaid text, for pages that render it (a wiki, a pull request)."""

from __future__ import annotations

from collections.abc import Iterator

from wayfinder.workbench.drawing.model import ENDINGS, KINDS, Box, Drawing, Kind

TEXT_LIMIT = 160

# How the text of a box is enclosed: each kind has a shape of its own.
SHAPES: dict[Kind, tuple[str, str]] = {
    "find": ("{{", "}}"),
    "quiet": ("{{", "}}"),
    "need": ("[/", "/]"),
    "tell": ("[", "]"),
    "try": ("(", ")"),
    "remedies": ("(", ")"),
    "visit": ("[[", "]]"),
    "case": ("[(", ")]"),
    "human": ("([", "])"),
}
CLASSES = """
  classDef find stroke:#0b5cad,fill:#e8f1fb,color:#1b1f24
  classDef quiet stroke:#0b5cad,fill:#ffffff,color:#1b1f24,stroke-dasharray:5 3
  classDef need stroke:#6b3fa0,fill:#f3ecfb,color:#1b1f24
  classDef tell stroke:#57606a,fill:#f6f8fa,color:#1b1f24
  classDef try stroke:#8a5a00,fill:#fff6df,color:#1b1f24
  classDef remedies stroke:#8a5a00,fill:#ffffff,color:#1b1f24
  classDef visit stroke:#00626b,fill:#e2f5f6,color:#1b1f24
  classDef case stroke:#1a7037,fill:#e6f5ea,color:#1b1f24
  classDef human stroke:#a0306e,fill:#fcebf4,color:#1b1f24
  classDef note stroke:none,fill:none,color:#57606a,text-align:left
""".strip("\n")
_ESCAPES = {"#": "#35;", '"': "#quot;", "<": "#lt;", ">": "#gt;", "`": "#96;", "\\": "#92;", "\n": " "}


def mermaid(drawing: Drawing) -> str:
    """The drawing as a Mermaid flowchart. A visited tree is a link to `<tree>.svg`."""
    return "\n".join(_lines(drawing)) + "\n"


def _lines(drawing: Drawing) -> Iterator[str]:
    ids = {box.id: f"s{at}" for at, box in enumerate(drawing.boxes, 1)}
    yield f"%% {drawing.tree}, compared with its sources on {drawing.verified or 'no date'}"
    yield from (f"%% source: {_plain(source)}" for source in drawing.sources)
    yield "flowchart TD"
    yield f"  accTitle: {_plain(drawing.title)}"
    for box in drawing.boxes:
        before, after = SHAPES[box.kind]
        yield f'  {ids[box.id]}{before}"{_text(box)}"{after}:::{box.kind}'
    for arrow in drawing.arrows:
        label = f'|"{_escaped(" / ".join(arrow.labels))}"|' if arrow.labels else ""
        yield f"  {ids[arrow.start]} -->{label} {ids[arrow.end]}"
    yield from _notes(drawing)
    yield from (f'  click {ids[box.id]} href "{box.link}.svg"' for box in drawing.boxes if box.link)
    yield CLASSES


def _notes(drawing: Drawing) -> Iterator[str]:
    """The side questions, each a box without a frame that nothing leads to."""
    for at, note in enumerate(drawing.notes, 1):
        yield f'  n{at}["{_escaped(note.heading)}<br/>{_escaped(_short(note.text))}"]:::note'


def _text(box: Box) -> str:
    text = " ".join(box.texts).replace(
        "1. ", "1.\u00a0", 1
    )  # otherwise Mermaid takes it for a list, which it cannot draw
    short = _short(text)
    extra = [box.mark] if box.mark else []
    ending = [ENDINGS[box.ending]] if box.ending else []
    return "<br/>".join(map(_escaped, (f"{KINDS[box.kind].upper()} · {box.id}", short, *extra, *ending)))


def _short(text: str) -> str:
    return text if len(text) <= TEXT_LIMIT else f"{text[: TEXT_LIMIT - 1].rstrip()}…"


def _escaped(text: str) -> str:
    return "".join(_ESCAPES.get(sign, sign) for sign in text)


def _plain(text: str) -> str:
    """On one line, without characters that have a meaning in a comment or an accessible title."""
    return " ".join(text.replace("%", "").split())
