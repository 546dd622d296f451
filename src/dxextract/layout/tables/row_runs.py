"""Rows of one kind on both sides of a page break: a name and figures, in cells between the same edges.

Forms put an indicator a row, and what follows has other columns; cut between two indicators, the lower part begins with
one and reads as a table of its own. Decides whether its first row goes on as the last row above; what is joined, and
how, is decided in `continuation`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dxextract.layout.text.cells import looks_like_value
from dxextract.layout.tolerances import SAME_EDGE
from dxextract.schema.document import Cell

_FEWEST = 3
"""Cells of such a row: a name and two figures."""


def goes_on_alike(
    above: Iterable[Cell], xs_above: Sequence[float], last_row: int, below: Iterable[Cell], xs_below: Sequence[float]
) -> bool:
    """Whether the first row `below` has the cells of the `last_row` above, and both are a name and figures."""
    upper = sorted((c for c in above if c.row == last_row and c.row_span == 1), key=lambda c: c.col)
    lower = sorted((c for c in below if c.row == 0 and c.row_span == 1), key=lambda c: c.col)
    if len(upper) != len(lower) or len(upper) < _FEWEST or not (_is_of_figures(upper) and _is_of_figures(lower)):
        return False
    pairs = zip(_edges(upper, xs_above), _edges(lower, xs_below), strict=True)
    return all(abs(one - other) <= SAME_EDGE for one, other in pairs)


def _is_of_figures(row: Sequence[Cell]) -> bool:
    name, *values = row
    return bool(name.text) and not looks_like_value(name.text) and all(looks_like_value(cell.text) for cell in values)


def _edges(row: Sequence[Cell], xs: Sequence[float]) -> list[float]:
    return [*(xs[cell.col] for cell in row), xs[row[-1].col + row[-1].col_span]]
