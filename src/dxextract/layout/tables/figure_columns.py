"""The texts of a table of figures -> its columns, and the headings that span several of them.

Decides where columns part that nothing is drawn between: at the gutters that the rows of figures leave free, outside
the headings above. A heading spans columns where it is centred over their headings, in a line of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dxextract.layout.tables.figure_rows import Piece, baselines, centre, is_figure
from dxextract.layout.tables.ruleless import spans_to_columns

_CENTRED = 0.12
"""Share of the width of its columns by which a spanning heading may stand off their middle."""
_REACHES = 2.0
_OVER = 0.2
"""Share of its width by which the middle of a heading over two columns may stand off the edge between them."""


@dataclass(frozen=True, slots=True)
class Group:
    """A heading over columns ``first..last`` (inclusive), and the y between it and theirs."""

    first: int
    last: int
    y: float


def body_columns(rows: Iterable[Sequence[Piece]], edges: Sequence[float]) -> list[float] | None:
    """The x of all edges of the columns of `rows` (those with figures); `edges` are drawn, the outer ones too.

    None where a row's texts run over an edge.
    """
    pieces = [piece for row in rows for piece in row]
    xs = [edges[0]]
    for left, right in pairwise(edges):
        inside = [p for p in pieces if left <= (p.box[0] + p.box[2]) / 2 < right]
        if any(p.box[0] < left - _REACHES or p.box[2] > right + _REACHES for p in inside):
            return None
        found = spans_to_columns([(p.box, p.size) for p in inside])
        if len(edges) > 2 and not all(_are_figures(inside, column) for column in found[1:]):
            found = found[:1]
        xs += [(a[1] + b[0]) / 2 for a, b in pairwise(found)]
        xs.append(right)
    return xs


def _are_figures(pieces: Iterable[Piece], column: tuple[float, float]) -> bool:
    inside = [p for p in pieces if column[0] - 1 <= p.box[0] and p.box[2] <= column[1] + 1]
    return all(is_figure(p.text) for p in inside)


def clear_of_headings(
    xs: Sequence[float], drawn: Sequence[float], body: Sequence[Piece], headings: Sequence[Piece]
) -> list[float]:
    """`xs`, those that are not `drawn` moved within the gutters of `body` so that they cut no heading of one column."""
    moved = [xs[0]]
    for x in xs[1:-1]:
        if x in drawn:
            moved.append(x)
            continue
        low = max((p.box[2] for p in body if p.box[2] <= x + 1), default=xs[0])
        high = min((p.box[0] for p in body if p.box[0] >= x - 1), default=xs[-1])
        across = [p for p in headings if p.box[0] < x < p.box[2] and abs(centre(p) - x) > _OVER * (p.box[2] - p.box[0])]
        lefts, rights = [p.box[0] for p in across if centre(p) > x], [p.box[2] for p in across if centre(p) <= x]
        side = x if bool(lefts) == bool(rights) else min(lefts, default=0.0) or max(rights)
        moved.append(side if low <= side <= high else x)
    return [*moved, xs[-1]]


def heading_groups(pieces: Sequence[Piece], xs: Sequence[float]) -> list[Group]:
    """The headings among `pieces` (one row of headings) that span columns, each over others that share a line."""
    lines = baselines(pieces)
    groups: list[Group] = []
    for number, line in enumerate(lines[:-1]):
        below = lines[number + 1 :]
        for piece in line:
            found = _spanned(piece, [p for p in line if p is not piece], below, xs)
            if found is not None:
                first, last = found
                under = [p for later in below for p in later if xs[first] <= centre(p) <= xs[last + 1]]
                groups.append(Group(first, last, (piece.box[3] + min(p.box[1] for p in under)) / 2))
    return groups


def _spanned(
    piece: Piece, beside: Sequence[Piece], below: Sequence[Sequence[Piece]], xs: Sequence[float]
) -> tuple[int, int] | None:
    """The most columns that a heading is centred over, each with a heading below; None where it stands in one."""
    at = centre(piece)
    own = next((c for c, (a, b) in enumerate(pairwise(xs)) if a <= at <= b), 0)
    found: tuple[int, int] | None = None
    for first in range(1, own + 1):
        for last in range(max(own, first + 1), len(xs) - 1):
            titled = any(_has_all(line, xs[first : last + 2]) for line in below)
            alone = not any(xs[first] <= centre(p) <= xs[last + 1] for p in beside)
            centred = abs(at - (xs[first] + xs[last + 1]) / 2) <= _CENTRED * (xs[last + 1] - xs[first])
            if titled and alone and centred and (found is None or last - first > found[1] - found[0]):
                found = (first, last)
    return found


def _has_all(line: Sequence[Piece], xs: Sequence[float]) -> bool:
    """Whether a piece of the line stands in each of the columns."""
    return all(any(a <= centre(p) <= b for p in line) for a, b in pairwise(xs))
