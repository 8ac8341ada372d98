"""A tree as a picture that a support lead can read: SVG, or Mermaid text.

`draw_model` says what is in it, `draw_layout` and `draw_order` where, `draw_svg` and `draw_mermaid` how it looks.
"""

from __future__ import annotations

from wayfinder.trees import draw_mermaid, draw_svg
from wayfinder.trees.draw_model import drawing
from wayfinder.trees.format import Library, Tree


def svg(library: Library, tree: Tree) -> str:
    """A tree as an SVG document. Trees that it visits are links to `<tree>.svg` beside it."""
    return draw_svg.svg(drawing(library, tree))


def mermaid(library: Library, tree: Tree) -> str:
    """A tree as a Mermaid flowchart."""
    return draw_mermaid.mermaid(drawing(library, tree))
