"""Two readings of one table as grids -> which one says more; and what is no table at all.

Decides by what stands in the cells: a grid that parts more figures, or gives them the headings that the others lack,
takes their place; columns of cards say the same label in all columns, row after row. How the grids were found is not
looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Protocol

from dxextract.layout.box_relations import meet
from dxextract.layout.containers import OUTSIDE, BoxIndex
from dxextract.layout.model import Fragment, Grid, GridCell
from dxextract.layout.tables.figure_rows import is_figure
from dxextract.schema.passage import Box, union_box

_CLOSED = 0.98
"""Share of a grid that its cells fill, but for the thickness of its edges."""

_FEWEST_AGAIN = 2
"""Rows of one word each that tell columns of cards from a table."""
_WHITE = 6.5
"""Points of white between two cells painted side by side or one below the other."""


class Piece(Protocol):
    """A text with its place: a fragment, or a part of a line."""

    @property
    def box(self) -> Box: ...
    @property
    def text(self) -> str: ...


def says_again(ys: Sequence[float], columns: int, pieces: Sequence[Piece]) -> bool:
    """Whether two rows or more have the same words in all columns: 課題 and 取組 of measures beside one another."""
    again = set()
    for top, bottom in pairwise(ys):
        said = [p.text.strip() for p in pieces if top <= (p.box[1] + p.box[3]) / 2 < bottom]
        if len(said) == columns > 1 and len(set(said)) == 1 and len(said[0]) > 1 and not is_figure(said[0]):
            again.add(said[0])
    return len(again) >= _FEWEST_AGAIN


def says_more(grid: Grid, rivals: Sequence[Grid], fragments: Sequence[Fragment]) -> bool:
    """Whether `grid` parts more figures than `rivals`, or gives them the headings that they lack."""
    found = _texts(grid, fragments)
    others = [_texts(rival, fragments) for rival in rivals]
    figures = sum(map(_has_figure, found.values()))
    before = sum(_has_figure(texts) for other in others for texts in other.values())
    headings = max(map(_headings, others), default=0)
    whole = headings > 0 and all(is_closed(rival) for rival in rivals)
    return figures > before or (figures == before and _headings(found) > headings and not whole)


def is_closed(grid: Grid) -> bool:
    """Whether cells fill all of a grid."""
    cells = sum((c.box[2] - c.box[0]) * (c.box[3] - c.box[1]) for c in grid.cells)
    return cells > _CLOSED * (grid.box[2] - grid.box[0]) * (grid.box[3] - grid.box[1])


def _headings(texts: Mapping[GridCell, Sequence[str]]) -> int:
    """How many cells with text stand above the first row with a figure."""
    first = min((cell.row for cell, said in texts.items() if _has_figure(said)), default=0)
    return sum(cell.row < first for cell in texts)


def _has_figure(texts: Sequence[str]) -> bool:
    """Whether a cell holds a figure: as a whole, or in a piece of it."""
    return is_figure("".join(texts)) or any(map(is_figure, texts))


def _texts(grid: Grid, fragments: Iterable[Fragment]) -> dict[GridCell, list[str]]:
    """The cells of `grid` that hold text, with its pieces."""
    index = BoxIndex([cell.box for cell in grid.cells])
    found: dict[GridCell, list[str]] = {}
    for one in fragments:
        at = index.smallest_around((one.box[0] + one.box[2]) / 2, (one.box[1] + one.box[3]) / 2)
        if at != OUTSIDE:
            found.setdefault(grid.cells[at], []).append(one.text)
    return found


def parts_as_well(old: Grid, new: Grid, fragments: Sequence[Fragment]) -> bool:
    """Whether `new` holds `old` and has as many cells with texts where that one stands."""
    inside = [f for f in fragments if meet(old.box, f.box)]
    return holds(new.box, old.box) and _cells_with_text(new, inside) >= _cells_with_text(old, inside)


def _cells_with_text(grid: Grid, fragments: Sequence[Fragment]) -> int:
    index = BoxIndex([cell.box for cell in grid.cells])
    held = {index.smallest_around((f.box[0] + f.box[2]) / 2, (f.box[1] + f.box[3]) / 2) for f in fragments}
    return len(held - {OUTSIDE})


def holds(outer: Box, inner: Box) -> bool:
    """Whether a box lies in another, but for a little white."""
    return union_box([outer, inner]) == outer or all(
        (a - _WHITE <= b) if n < 2 else (b <= a + _WHITE) for n, (a, b) in enumerate(zip(outer, inner, strict=True))
    )
