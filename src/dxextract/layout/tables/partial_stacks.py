"""Rules and painted cells of one width, one below the other: where a table that is ruled only in part may stand.

Decides which rules and shades belong together, which columns are drawn between them, and where such a stack is parted,
as no row of a table stands there. Which grid its texts make is for `partial_grids`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dxextract.layout.model import Ruling
from dxextract.layout.tables.figure_rows import Piece, baselines
from dxextract.layout.tables.painted import Painted
from dxextract.layout.tables.partial_rows import SECOND_COLUMN, Row, belongs, distinct_edges
from dxextract.layout.tolerances import NARROWEST_TABLE, SAME_EDGE
from dxextract.schema.passage import Box

_FEWEST_WHOLE = 3
"""Rules over the whole width of a table in which others leave out the first columns."""
_TITLE = 3.0
"""Ems of the tallest row of one text that groups the rows below it."""


@dataclass(frozen=True, slots=True)
class Stack:
    """Rules and painted cells of one left and right end: the y of all edges, the drawn columns, and the cells.

    `short` are the x and y that rules begin at which leave out the first columns: what stands there spans rows.
    """

    left: float
    right: float
    ys: tuple[float, ...]
    xs: tuple[float, ...]
    cells: tuple[Box, ...]
    short: tuple[tuple[float, float], ...] = ()


def find_stacks(rulings: Sequence[Ruling], blocks: Sequence[Painted]) -> list[Stack]:
    """Rules and painted rows by their left and right ends."""
    items: list[tuple[Box, tuple[Box, ...]]] = [
        ((r.start, r.at, r.end, r.at), ()) for r in rulings if r.horizontal and r.end - r.start > NARROWEST_TABLE
    ]
    items += [(block.box, block.cells) for block in blocks if block.box[2] - block.box[0] > NARROWEST_TABLE]
    groups: list[list[tuple[Box, tuple[Box, ...]]]] = []
    for item in sorted(items, key=lambda i: i[0][1]):
        for group in groups:
            if abs(group[0][0][0] - item[0][0]) <= SAME_EDGE and abs(group[0][0][2] - item[0][2]) <= SAME_EDGE:
                group.append(item)
                break
        else:
            groups.append([item])
    wide = [group for group in groups if not any(_is_short_of(group, other) for other in groups)]
    return [_stack(group, blocks, rulings) for group in wide]


def _is_short_of(group: Sequence[tuple[Box, tuple[Box, ...]]], other: Sequence[tuple[Box, tuple[Box, ...]]]) -> bool:
    """Whether all of a group are rules between those of `other` that only begin further in."""
    first, last = other[0][0], other[-1][0]
    return len(other) >= _FEWEST_WHOLE and all(
        not cells
        and abs(box[2] - first[2]) <= SAME_EDGE
        and first[0] + 2 * SAME_EDGE < box[0]
        and first[1] < box[1] < last[3]
        for box, cells in group
    )


def _stack(group: Sequence[tuple[Box, tuple[Box, ...]]], blocks: Iterable[Painted], rulings: Sequence[Ruling]) -> Stack:
    left, right = min(box[0] for box, _ in group), max(box[2] for box, _ in group)
    around = (left, min(box[1] for box, _ in group), right, max(box[3] for box, _ in group))
    cells = tuple(cell for block in blocks if lies_in(block.box, around) for cell in block.cells)
    short = [
        (r.start, r.at)
        for r in rulings
        if r.horizontal
        and len(group) >= _FEWEST_WHOLE
        and abs(r.end - right) <= SAME_EDGE
        and left + 2 * SAME_EDGE < r.start < right - NARROWEST_TABLE
        and around[1] < r.at < around[3]
    ]
    drawn = (y for box in (*(box for box, _ in group), *cells) for y in (box[1], box[3]))
    ys = distinct_edges([*drawn, *(y for _, y in short)])
    return part_of(Stack(left, right, tuple(ys), (), cells, tuple(short)), ys, rulings)


def part_of(stack: Stack, ys: Sequence[float], rulings: Iterable[Ruling]) -> Stack:
    """`stack` between the first and the last of `ys`, with the columns that are drawn there.

    Tables of one width on a page are one stack, and each has columns of its own.
    """
    top, bottom, left, right = ys[0] - SAME_EDGE, ys[-1] + SAME_EDGE, stack.left, stack.right
    upright = [r.at for r in rulings if not r.horizontal and r.start < bottom and r.end > top]
    inside = (c for c in stack.cells if c[1] < bottom - 2 * SAME_EDGE and c[3] > top + 2 * SAME_EDGE)
    sides = [x for cell in inside for x in (cell[0], cell[2])]
    begins = [x for x, y in stack.short if top < y < bottom]
    inner = (x for x in distinct_edges([*upright, *sides, *begins]) if left + 2 * SAME_EDGE < x < right - 2 * SAME_EDGE)
    return replace(stack, ys=tuple(ys), xs=tuple(inner))


def row_runs(stack: Stack, pieces: Sequence[Piece]) -> list[tuple[float, ...]]:
    """The edges of `stack`, parted where no row stands between two: lines of prose, or nothing."""
    rows = [Row(a, b, tuple(p for p in pieces if a <= p.middle < b)) for a, b in pairwise(stack.ys)]
    runs: list[list[float]] = [[stack.ys[0]]]
    for number, row in enumerate(rows):
        after = rows[number + 1] if number + 1 < len(rows) else None
        lines = [line for line in baselines(row.pieces) if len(line) > 1]
        if lines and after is not None and _heads_again(rows, number + 1):
            runs[-1].append(max(p.box[3] for p in lines[-1]) + 1)  # what stands below names the next table
            runs.append([row.bottom])
        elif _is_row(row, stack) or (len(runs[-1]) > 1 and after is not None and _is_group(row, after)):
            runs[-1].append(row.bottom)
        else:
            runs.append([row.bottom])
    return [tuple(run) for run in runs]


def _heads_again(rows: Sequence[Row], number: int) -> bool:
    """Whether a row says word for word what the first one says: the headings of another table of the same kind."""
    first, own = (sorted(p.text for p in rows[n].pieces) for n in (0, number))
    return len(own) > 1 and own == first


def _is_row(row: Row, stack: Stack) -> bool:
    """Whether it is painted, or its lines are those of a row: texts side by side, or the rest of a cell further in."""
    if any(abs(cell[1] - row.top) <= SAME_EDGE and abs(cell[3] - row.bottom) <= SAME_EDGE for cell in stack.cells):
        return True
    begins = [x for x, y in stack.short if min(abs(y - row.top), abs(y - row.bottom)) <= SAME_EDGE]
    lines = baselines([p for p in row.pieces if not begins or p.box[2] > min(begins)])  # but for labels of several rows
    inner = stack.left + SECOND_COLUMN * (stack.right - stack.left)
    return bool(lines) and all(
        len(line) > 1 or line[0].box[0] > inner or belongs(line[0], lines[:n], lines[n + 1 : n + 2], below=True)
        for n, line in enumerate(lines)
    )


def _is_group(row: Row, after: Row) -> bool:
    """Whether a row says one thing of the rows of figures below it: no headings follow, as they do below a title."""
    return len(row.pieces) == 1 and row.bottom - row.top < _TITLE * row.pieces[0].size and after.has_figures


def lies_in(box: Box, outer: Box) -> bool:
    return (
        box[0] >= outer[0] - SAME_EDGE
        and box[1] >= outer[1] - SAME_EDGE
        and box[2] <= outer[2] + SAME_EDGE
        and box[3] <= outer[3] + SAME_EDGE
    )
