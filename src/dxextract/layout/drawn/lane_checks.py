"""Whether the parts that were found below a row of times make a lane diagram at all.

Decides from bars, names and times together: shaded cells of a table are none, nor are figures below years. What each
part is was decided in `lane_body`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dxextract.layout.charts import is_numeric
from dxextract.layout.drawn.lane_grids import Mark, TimeHead
from dxextract.layout.tolerances import CELL_SEAM

FEWEST_ARROWS = 2
FEWEST_BARS = 3
"""Boxes that make a diagram where each stands below one time and none is an arrow."""


def is_banded(head: Sequence[TimeHead], columns: Sequence[float], bars: Sequence[Mark]) -> bool:
    """Whether the times touch one another and most boxes below are as wide as their columns: shaded cells."""
    if not all(h.framed for h in head) or any(b.box[0] - a.box[2] > CELL_SEAM for a, b in pairwise(head)):
        return False
    drawn = [b for b in bars if b.lines]
    cells = [b for b in drawn if b.kind == "bar" and all(_is_edge(x, columns) for x in (b.box[0], b.box[2]))]
    return len(cells) > 0.5 * len(drawn)


def _is_edge(x: float, columns: Sequence[float]) -> bool:
    return any(abs(x - edge) <= CELL_SEAM for edge in columns)


def is_diagram(head: Sequence[TimeHead], columns: Sequence[float], bars: Sequence[Mark], names: Sequence[Mark]) -> bool:
    """Whether there are bars below drawn times or beside names; figures below years are no phases."""
    worded = [b for b in bars if b.lines and not all(is_numeric(line.text) for line in b.lines)]
    named = [b for b in bars if b.lines]
    if not bars or len(worded) < 0.6 * len(named):
        return False
    if len(names) >= 2 and len(bars) >= 2:
        return True
    framed = sum(h.framed for h in head) >= 0.5 * len(head)
    spanning = any(b.kind == "arrow" or sum(b.box[0] < x < b.box[2] for x in columns[1:-1]) for b in worded)
    if not framed:
        arrows = [b for b in bars if b.kind == "arrow"]
        if len(arrows) == len(worded) == len(bars) >= FEWEST_ARROWS and spanning:
            return True  # each with its text over it, some across several years
        return len(worded) >= FEWEST_BARS and all(
            any(left <= (b.box[0] + b.box[2]) / 2 <= right for b in worded) for left, right in pairwise(columns)
        )
    return bool(worded) and (spanning or len(worded) >= FEWEST_BARS)
