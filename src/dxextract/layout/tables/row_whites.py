"""The whites between the texts of a table's columns -> the white that tells rows from the lines of one cell.

Decides it where whites are of two widths, those between the lines of wrapped cells and those between rows, and where
they are of one width and no line is full: what goes on in the next line fills its own. Where nothing is told it is the
caller's usual leading that counts. Which texts stand in a column was decided before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Protocol

from dxextract.schema.passage import Box

_JUMP = 0.25
"""Ems by which the whites between rows are wider than those between the lines of their cells, at least."""
_WIDER = 1.6
"""How many times as wide they are."""
_LOOSE = 0.55
"""Ems of the narrowest white between rows of one line each."""
_EVEN = 0.15
"""Ems by which whites of one kind differ."""
_SHORT = 1.5
"""Ems that a line must end before the next column where its text does not go on in the next line."""


class Text(Protocol):
    """A line of text in a cell: its box and the size of its type, in points."""

    @property
    def box(self) -> Box: ...

    @property
    def size(self) -> float: ...


def told_leading(columns: Iterable[Sequence[Text]], widest: float) -> float | None:
    """The white, in ems, between two widths of whites of which the wider is `widest` at most, or None."""
    whites = sorted(white for column in columns for _, white in _whites(column))
    jumps = [
        (wide - narrow, (narrow + wide) / 2)
        for narrow, wide in pairwise(whites)
        if wide <= widest and wide - narrow >= _JUMP and wide >= _WIDER * narrow
    ]
    return max(jumps)[1] if jumps else None


def even_leading(columns: Iterable[Sequence[Text]], rights: Sequence[float]) -> float | None:
    """A little less than the one white between all texts, none of which is full; None where they differ.

    `rights` has the right edge of each column.
    """
    whites: list[float] = []
    for column, right in zip(columns, rights, strict=True):
        for above, white in _whites(column):
            if above.box[2] > right - _SHORT * above.size:
                return None
            whites.append(white)
    even = bool(whites) and min(whites) >= _LOOSE and max(whites) - min(whites) <= _EVEN
    return min(whites) - _EVEN if even else None


def _whites(column: Sequence[Text]) -> Iterator[tuple[Text, float]]:
    """Each text of a column but the last, with the white below it in ems; texts of one line have none."""
    for above, below in pairwise(sorted(column, key=lambda text: text.box[1])):
        white = (below.box[1] - above.box[3]) / min(above.size, below.size)
        if white > 0:
            yield above, white
