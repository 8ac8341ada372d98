"""A tree as a picture that a support lead can read: SVG, or Mermaid text.

In `drawing/`: `model` decides what is drawn, `layout` and `order` where, `svg` and `mermaid` how it looks.
"""

from __future__ import annotations

from wayfinder.content.model import Library, Tree
from wayfinder.workbench.drawing import mermaid as as_mermaid
from wayfinder.workbench.drawing import svg as as_svg
from wayfinder.workbench.drawing.model import drawing


def svg(library: Library, tree: Tree) -> str:
    """A tree as an SVG document. Trees that it visits are links to `<tree>.svg` beside it."""
    return as_svg.svg(drawing(library, tree))


def mermaid(library: Library, tree: Tree) -> str:
    """A tree as a Mermaid flowchart."""
    return as_mermaid.mermaid(drawing(library, tree))
