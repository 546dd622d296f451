"""Two readings of one table as grids -> which one says more.

Decides by what stands in the cells: a grid that parts more figures, or gives them the headings that the others lack,
takes their place. How the grids were found is not looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dxextract.layout.containers import OUTSIDE, BoxIndex
from dxextract.layout.model import Fragment, Grid, GridCell
from dxextract.layout.tables.figure_rows import is_figure

_CLOSED = 0.98
"""Share of a grid that its cells fill, but for the thickness of its edges."""


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
