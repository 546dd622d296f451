"""The texts below a table's headings -> the y between its rows, and the texts that span several rows or columns.

What is filled or ruled gives edges; between two of them, and below the last, rows part where a white runs across that
is wider than the leading of the texts. Labels of the first columns take no part in that: one may stand in the middle of
the rows that it names. Decides nothing about columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from dxextract.layout.model import Fragment, Ruling
from dxextract.layout.tables.row_whites import even_leading, told_leading

_LEADING = 0.92
"""Ems of the widest white between two lines of one cell."""
_GAP = 3.6
"""Ems of the widest white between two rows that nothing drawn parts."""
_CENTRED = 0.04
"""Share of the width of its columns by which a text may stand off their middle that is one cell of them."""
_NEAR = 6.5
"""Points by which a rule may fall short of the edges of a column that it runs through."""
_STRADDLE = 0.2
"""Ems that a character may stand over an edge."""


class Span(NamedTuple):
    """Rows and columns (end exclusive) of a cell, counted from the first row of the body."""

    row: int
    col: int
    row_end: int
    col_end: int


class _Stretch(NamedTuple):
    """What stands at one height of a body, from its upper to its lower end."""

    top: float
    bottom: float
    size: float


def crosses(fragment: Fragment, x: float) -> bool:
    """Whether a text runs over `x` without a gap there."""
    if not fragment.box[0] < x < fragment.box[2]:
        return False
    slack = _STRADDLE * fragment.size
    if any(c.x0 < x - slack and c.x1 > x + slack for c in fragment.chars):
        return True
    left = max((c.x1 for c in fragment.chars if c.x1 <= x + slack), default=None)
    right = min((c.x0 for c in fragment.chars if c.x0 >= x - slack), default=None)
    return left is not None and right is not None and right - left < 0.12 * fragment.size


def body_rows(
    body: Sequence[Fragment], xs: Sequence[float], edges: Sequence[float], *, is_open: bool
) -> tuple[float, ...]:
    """The edges of the rows, from that below the headings (`edges[0]`) on; only that one where there is no row.

    `is_open`: rows may stand below the last edge.
    """
    found = [edges[0]]
    for top, bottom in pairwise(edges):
        inside = [f for f in body if top <= (f.box[1] + f.box[3]) / 2 < bottom]
        found.extend(_cuts(inside, xs))
        found.append(bottom)
    if not is_open:
        return tuple(found)
    below = [f for f in body if (f.box[1] + f.box[3]) / 2 >= edges[-1]]
    heights = [b - a for a, b in pairwise(edges)]
    rows = _following(below, xs, edges[-1], max(heights, default=0.0), is_striped=len(edges) > 2)
    return (*found, *rows)


def _stretches(
    body: Sequence[Fragment], xs: Sequence[float], *, skip: int = 0, leading: float = _LEADING
) -> list[_Stretch]:
    """The texts as stretches of height that whites wider than `leading` part; the first `skip` columns aside."""
    found: list[_Stretch] = []
    for f in sorted(body, key=lambda one: one.box[1]):
        if f.box[0] < xs[skip] - 2:
            continue
        last = found[-1] if found else None
        if last is not None and f.box[1] - last.bottom <= leading * min(f.size, last.size):
            found[-1] = _Stretch(last.top, max(last.bottom, f.box[3]), max(last.size, f.size))
        else:
            found.append(_Stretch(f.box[1], f.box[3], f.size))
    return found


def _rows_of(body: Sequence[Fragment], xs: Sequence[float]) -> list[_Stretch]:
    """The rows by the columns that tell most: labels at the left that reach over others hide rows."""
    best: list[_Stretch] = []
    for skip in range(max(1, min(3, len(xs) - 3))):
        rows = _stretches(body, xs, skip=skip)
        rows = _closer_rows(body, xs, rows, skip) or rows
        if len(rows) > len(best):
            best = rows
    return best


def _closer_rows(
    body: Sequence[Fragment], xs: Sequence[float], rows: Sequence[_Stretch], skip: int
) -> list[_Stretch] | None:
    """The rows where these stand closer together than the lines of a cell may, in cells set closer still."""
    end = next((n for n, row in enumerate(rows) if _columns(body, row, xs) < 2), len(rows))
    if not end:
        return None
    low, high = rows[0].top, rows[end - 1].bottom
    inside = [f for f in body if low <= (f.box[1] + f.box[3]) / 2 <= high and f.box[0] >= xs[skip] - 2]
    leading = _leading(inside, xs)
    if leading is None:
        return None
    found = _stretches(body, xs, skip=skip, leading=leading)
    own = [row for row in found if row.top < high]
    return found if len(own) > end and all(_columns(body, row, xs) >= 2 for row in own) else None


def _leading(inside: Sequence[Fragment], xs: Sequence[float]) -> float | None:
    """The white that tells rows from lines of one cell, in ems; None where the widest leading does."""
    columns = [[f for f in inside if left - 2 <= f.box[0] < right - 2] for left, right in pairwise(xs)]
    return told_leading(columns, _LEADING) or even_leading(columns, xs[1:])


def _cuts(inside: Sequence[Fragment], xs: Sequence[float]) -> list[float]:
    """The y inside a stretch between two drawn edges where rows part."""
    return [(a.bottom + b.top) / 2 for a, b in pairwise(_rows_of(inside, xs)) if _is_parted(inside, a, b, xs)]


def _is_parted(inside: Sequence[Fragment], upper: _Stretch, lower: _Stretch, xs: Sequence[float]) -> bool:
    """Whether two columns at least say something on both sides."""
    columns = [
        {
            n
            for n, (a, b) in enumerate(pairwise(xs))
            for f in inside
            if s.top <= f.box[1] <= s.bottom and a - 2 <= f.box[0] < b - 2
        }
        for s in (upper, lower)
    ]
    return min(map(len, columns)) >= 2


def _following(
    below: Sequence[Fragment], xs: Sequence[float], top: float, tallest: float, *, is_striped: bool
) -> list[float]:
    """The lower edges of the rows below what is drawn.

    Below stripes the last row may stand on white paper, no taller than the others.
    """
    rows = _rows_of(below, xs)
    kept: list[_Stretch] = []
    end = top
    for row in rows:
        gap = row.top - end
        usual = median(b.top - a.bottom for a, b in pairwise(kept)) if len(kept) >= 2 else gap
        far = kept or row.bottom - top > tallest + 1 if is_striped else gap > min(_GAP * row.size, 1.8 * usual)
        if far or _columns(below, row, xs) < 2:
            break
        kept.append(row)
        end = row.bottom
    edges = [(a.bottom + b.top) / 2 for a, b in pairwise(kept)]
    return [*edges, _end(below, kept)] if kept else []


def _columns(below: Sequence[Fragment], row: _Stretch, xs: Sequence[float]) -> int:
    """In how many columns a row says something."""
    inside = [f for f in below if f.box[3] > row.top and f.box[1] < row.bottom]
    return sum(any(f.box[0] < b - 1 and f.box[2] > a + 1 for f in inside) for a, b in pairwise(xs))


def _end(below: Sequence[Fragment], kept: Sequence[_Stretch]) -> float:
    """The lower end of the last row, that of what wraps in its first columns included."""
    last = kept[-1]
    end = last.bottom
    for f in sorted(below, key=lambda one: one.box[1]):
        if f.box[1] >= last.top - last.size and f.box[1] - end <= _LEADING * last.size:
            end = max(end, f.box[3])
    return end + 1


def label_spans(
    body: Sequence[Fragment], xs: Sequence[float], ys: Sequence[float], known: Sequence[Span], rules: Sequence[Ruling]
) -> list[Span]:
    """The labels of the first columns that stand for several rows: fewer blocks of text than rows.

    No label reaches over a rule that runs through its column.
    """
    found: list[Span] = []
    rows = list(pairwise(ys))
    columns = [[f for f in body if left - 2 <= f.box[0] < right - 2] for left, right in pairwise(xs)]
    leading = told_leading(columns, _LEADING) or _LEADING
    for col in range(max(0, min(2, len(xs) - 4))):
        if any(span.col <= col < span.col_end for span in known):
            break
        own = columns[col]
        cuts = sorted(r.at for r in rules if r.start < xs[col] + _NEAR and r.end > xs[col + 1] - _NEAR)
        bands = pairwise([float("-inf"), *cuts, float("inf")])
        blocks = [
            block
            for a, b in bands
            for block in _stretches([f for f in own if a <= (f.box[1] + f.box[3]) / 2 < b], xs, leading=leading)
        ]
        held = [{n for n, (a, b) in enumerate(rows) if a <= (s.top + s.bottom) / 2 < b} for s in blocks]
        if not blocks or len(blocks) >= len(rows) or len(blocks) != len({min(h) for h in held if h}):
            break
        starts = _starts(blocks, rows)
        for first, last in pairwise([*starts, len(rows)]):
            if last - first > 1:
                found.append(Span(first, col, last, col + 1))
    return found


def _starts(blocks: Sequence[_Stretch], rows: Sequence[tuple[float, float]]) -> list[int]:
    """The first row of each block: cut so that blocks stand nearest to the middles, or the tops, of their rows."""
    n = len(rows)
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for number, block in enumerate(blocks):
        later: dict[int, tuple[float, list[int]]] = {}
        left = len(blocks) - number - 1
        for start, (cost, starts) in best.items():
            for end in range(start + 1, n - left + 1):
                top, bottom = rows[start][0], rows[end - 1][1]
                middle = abs((top + bottom) / 2 - (block.top + block.bottom) / 2)
                total = cost + min(middle, abs(block.top - top) + 0.5 * block.size)
                if end not in later or total < later[end][0]:
                    later[end] = (total, [*starts, start])
        best = later
    return best[n][1] if n in best else list(range(len(blocks)))


def text_spans(body: Sequence[Fragment], xs: Sequence[float], ys: Sequence[float], known: Sequence[Span]) -> list[Span]:
    """The texts alone in their columns that stand centred over an edge, or several: each is one cell of those."""
    found: list[Span] = []
    for row, (top, bottom) in enumerate(pairwise(ys)):
        own = [f for f in body if top <= (f.box[1] + f.box[3]) / 2 < bottom]
        for text in own:
            over = [n for n in range(2, len(xs) - 1) if crosses(text, xs[n])]
            if not over:
                continue
            first, last = over[0] - 1, over[-1] + 1
            off = abs((text.box[0] + text.box[2]) - (xs[first] + xs[last])) / 2
            alone = all(f is text or f.box[2] <= xs[first] + 1 or f.box[0] >= xs[last] - 1 for f in own)
            span = Span(row, first, row + 1, last)
            if alone and off <= _CENTRED * (xs[last] - xs[first]) and not any(_meet(span, k) for k in [*known, *found]):
                found.append(span)
    return found


def _meet(one: Span, other: Span) -> bool:
    rows = one.row < other.row_end and other.row < one.row_end
    return rows and one.col < other.col_end and other.col < one.col_end
