"""How a line is set -> its style.

Decides nothing about what the style means; `badges` and `page` say which box stands behind a line.
"""

from __future__ import annotations

from dxextract.layout.model import Line
from dxextract.schema.document import Style


def line_to_style(line: Line, fill: str | None, *, boxed: bool) -> Style:
    """The style of `line` on a box of colour `fill` (None: plain paper)."""
    return Style(size=round(line.size, 2), bold=line.bold, color=line.color, band=fill, boxed=boxed)
