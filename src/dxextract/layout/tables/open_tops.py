"""The first row of a table that is ruled below its rows only, and the title above it.

Such a table (designed pages and web pages have them) draws nothing above its first row. Decides that texts side by side
right above the first rule, which stand in the columns of the rows below, are its first row; and that a line set
otherwise, alone above the texts of a row, is the title of another table and no part of a cell. Which rules make a
table is decided in `ruleless`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dxextract.layout.model import Line, Part, Ruling
from dxextract.layout.tolerances import SAME_EDGE

_LEVEL = 0.4
"""Ems that the pieces of one baseline may stand apart."""
_ALIGNED = 2.0
"""Points between the left edges, or the middles, of texts of one column."""
_NEAR = 1.5
"""Ems from the texts of a first row down to the rule below them."""
_LARGER = 1.08
_SPACE = 1.2
"""Ems between a title and the number before it."""


@dataclass(frozen=True, slots=True)
class Row:
    """The pieces of text of one row, and its extent; one that `is_title` belongs to no table.

    What stands left of `hung` belongs to the row above as well (`short_rules`).
    """

    top: float
    bottom: float
    pieces: tuple[Part, ...]
    is_title: bool = False
    hung: float | None = None


def with_open_top(rows: Sequence[Row], first: Ruling, lines: Iterable[Line]) -> list[Row]:
    """The rows below `first`, titles apart, behind the one that stands above that rule, where one does."""
    parted = [part for row in rows for part in _parted(row)]
    above = _above(parted, first, lines)
    return [above, *parted] if above is not None else parted


def _above(rows: Sequence[Row], first: Ruling, lines: Iterable[Line]) -> Row | None:
    pieces = [
        part
        for line in lines
        if line.box[3] <= first.at + 1 and line.box[0] >= first.start - SAME_EDGE and line.box[2] <= first.end + 1
        for part in line.parts
    ]
    lowest = max((piece.box[3] for piece in pieces), default=None)
    if lowest is None or not rows:
        return None
    level = [piece for piece in pieces if lowest - piece.box[3] <= _LEVEL * piece.size]
    below = [piece for row in rows[:2] for piece in row.pieces]
    widest = max((len(_levels(row)[0]) for row in rows if row.pieces), default=0)
    near = first.at - lowest <= _NEAR * min(piece.size for piece in level)
    if not near or len(level) != widest or len(level) < 2 or not all(_stands_over(p, below) for p in level):
        return None
    return Row(min(piece.box[1] for piece in level) - 1, first.at, tuple(level))


def _stands_over(piece: Part, others: Iterable[Part]) -> bool:
    """Whether one of the others begins where the piece does, or has the same middle."""
    middle = piece.box[0] + piece.box[2]
    return any(
        abs(piece.box[0] - other.box[0]) <= _ALIGNED or abs(middle - other.box[0] - other.box[2]) <= 2 * _ALIGNED
        for other in others
    )


def _parted(row: Row) -> list[Row]:
    """The row, or what stands above it as a title and the row itself."""
    levels = _levels(row)
    if len(levels) < 2 or len(levels[1]) < 2:
        return [row]
    title, rest = sorted(levels[0], key=lambda p: p.box[0]), [piece for level in levels[1:] for piece in level]
    if any(b.box[0] - a.box[2] > _SPACE * a.size for a, b in pairwise(title)):
        return [row]
    larger = min(piece.size for piece in title) >= _LARGER * max(piece.size for piece in rest)
    bolder = all(piece.bold for piece in title) and not any(piece.bold for piece in rest)
    if not (larger or bolder) or title[0].box[0] > min(piece.box[0] for piece in rest) + title[0].size:
        return [row]
    cut = (title[0].box[3] + min(piece.box[1] for piece in levels[1])) / 2
    return [Row(row.top, cut, tuple(title), is_title=True), Row(cut, row.bottom, tuple(rest))]


def _levels(row: Row) -> list[list[Part]]:
    """The pieces by baseline, top to bottom."""
    levels: list[list[Part]] = []
    for piece in sorted(row.pieces, key=lambda p: p.box[3]):
        if levels and abs(levels[-1][0].box[3] - piece.box[3]) <= _LEVEL * piece.size:
            levels[-1].append(piece)
        else:
            levels.append([piece])
    return levels or [[]]
