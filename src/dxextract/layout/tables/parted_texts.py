"""Texts of neighbouring cells that stand so close that they were read in one go -> a fragment for each cell.

A ruled edge between two cells parts what stands at its sides, however narrow the gap. Decides nothing about text
that runs over an edge: no character's box may lie across it, nor is it one text set over the edge without a gap there.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from dxextract.layout.model import Fragment, Grid
from dxextract.schema.passage import union_box
from dxextract.schema.raw import Char

_STOPS = "、。，．"
_SLACK = 1.5
"""Points by which a character may reach over the edge of its cell."""
_CENTRED = 1.0
"""Points by which the middle of a text over two cells may stand off the edge between them."""
_SOLID = 0.2
"""Points of white that part no two texts."""


def part_at_edges(fragments: Iterable[Fragment], grids: Sequence[Grid]) -> list[Fragment]:
    """The fragments, those cut that lie across the edges of cells."""
    if not grids:
        return list(fragments)
    parted: list[Fragment] = []
    for fragment in fragments:
        x0, top, x1, bottom = fragment.box
        if fragment.vertical:
            parted.extend(_cut_down(fragment, grids))
            continue
        edges: list[float] = []
        for grid in grids:
            if bottom < grid.box[1] or top > grid.box[3] or x1 < grid.box[0] or x0 > grid.box[2]:
                continue
            first, last = bisect_right(grid.xs, x0 + _SLACK), bisect_left(grid.xs, x1 - _SLACK)
            if first < last:
                edges.extend(_edges(grid, grid.xs[first:last], (top + bottom) / 2))
        parted.extend(_cut(fragment, edges) if edges else (fragment,))
    return parted


def _cut_down(fragment: Fragment, grids: Sequence[Grid]) -> list[Fragment]:
    """A text set upright, cut where one merged cell ends and the next begins: the names of two groups of rows."""
    x, chars = (fragment.box[0] + fragment.box[2]) / 2, fragment.chars
    merged = [c.box for g in grids for c in g.cells if c.row_span > 1 and c.box[0] < x < c.box[2]]
    edges = {below[1] for below in merged if any(abs(above[3] - below[1]) < _SLACK for above in merged)}
    cuts = [n for n in range(1, len(chars)) if any(chars[n - 1].bottom - 1 <= y <= chars[n].top + 1 for y in edges)]
    return _parts(fragment, [0, *cuts])


def _edges(grid: Grid, xs: Sequence[float], y: float) -> list[float]:
    """Those of `xs` at which one cell ends and another begins at the height `y`."""
    starts = {cell.box[0] for cell in grid.cells if cell.box[1] < y < cell.box[3]}
    return [x for x in xs if x in starts]


def _runs_over(fragment: Fragment, edge: float, at: int) -> bool:
    """Whether a text is set at the edge as solid as elsewhere: it is centred on it, or runs on into a blank cell.

    Two texts side by side are parted by the margins of their cells.
    """
    chars = fragment.chars
    gaps = [b.x0 - a.x1 for a, b in pairwise(chars)]
    gap, others = gaps[at - 1], [gap for n, gap in enumerate(gaps, 1) if n != at]
    if abs((fragment.box[0] + fragment.box[2]) / 2 - edge) <= _CENTRED:
        return gap <= max([*others, 0.0]) + _SOLID
    figures = chars[at - 1].text.isdecimal() and chars[at].text.isdecimal()
    return len(others) > 1 and not figures and abs(gap - median(others)) <= _SOLID


def _end(char: Char) -> float:
    """Where a character ends: a stop's ink is in the left half of its box, the other may hang over the edge."""
    return (char.x0 + char.x1) / 2 if char.text in _STOPS else char.x1


def _cut(fragment: Fragment, edges: Sequence[float]) -> list[Fragment]:
    chars = fragment.chars
    cuts = [0]
    for edge in sorted(edges):
        at = next((i for i, char in enumerate(chars) if char.x0 >= edge - _SLACK), len(chars))
        if 0 < at < len(chars) and _runs_over(fragment, edge, at):
            continue
        if cuts[-1] < at < len(chars) and all(_end(char) <= edge + _SLACK for char in chars[cuts[-1] : at]):
            cuts.append(at)
    return _parts(fragment, cuts)


def _parts(fragment: Fragment, cuts: Sequence[int]) -> list[Fragment]:
    """The fragment in pieces that begin at the characters `cuts`, the first one with 0."""
    chars = fragment.chars
    if len(cuts) == 1:
        return [fragment]
    parts = []
    for start, end in zip(cuts, [*cuts[1:], len(chars)], strict=True):
        own = list(chars[start:end])
        while own and own[-1].text.isspace():
            own.pop()
        while own and own[0].text.isspace():
            own.pop(0)
        if own:
            box = union_box((char.x0, char.top, char.x1, char.bottom) for char in own)
            parts.append(fragment._replace(chars=tuple(own), text="".join(char.text for char in own), box=box))
    return parts
