"""The grid below a row of filled headings, from them down to where its rows end.

Decides where the rows of the body lie (`headed_rows` where nothing is filled or ruled), how far down it goes, which
filled cells span several columns or rows, and whether what stands there keeps to the columns at all. Which cells are
headings is decided in `heading_cells`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from dxextract.layout.model import Fragment, Frame, Grid, GridCell, Ruling
from dxextract.layout.tables.grid_choice import holds
from dxextract.layout.tables.headed_rows import Span, body_rows, crosses, label_spans, text_spans
from dxextract.layout.tables.heading_cells import SEAM, WHITE, Head, distinct
from dxextract.schema.passage import Box

_CROSSING = 0.05
"""Share of the texts of a body that may run over an edge of its columns."""
_TITLE = 1.12
"""Of the usual size of the texts below the headings, what a title between two tables has at least."""


def headed_grid(
    head: Head, floor: float, fills: Sequence[Frame], strokes: Sequence[Ruling], fragments: Sequence[Fragment]
) -> Grid | None:
    """The grid of a table from its headings down; None where what stands below does not stand in its columns."""
    left, right, bottom = head.xs[0], head.xs[-1], head.ys[-1]
    prose = [
        f.box[1]
        for f in fragments
        if f.box[1] > bottom
        and f.box[0] < right
        and f.box[2] > left
        and (f.box[0] < left - WHITE or f.box[2] > right + WHITE)
    ]
    floor = min([floor, *prose])
    cells = [f.box for f in fills if f not in head.cells and _is_cell(f.box, head, floor)]
    across = [
        r.at
        for r in strokes
        if r.horizontal and bottom - SEAM < r.at < floor and min(r.end, right) - max(r.start, left) > (right - left) / 2
    ]
    body = [
        f
        for f in fragments
        if not f.vertical
        and f.box[1] >= bottom - SEAM
        and f.box[3] <= floor + SEAM
        and left - WHITE <= f.box[0] < right
    ]
    drawn = distinct([bottom, *across, *(y for box in cells for y in (box[1], box[3]))])
    edges = _unbroken(drawn, body, cells, [y - WHITE for y in across], head.xs[1])
    ys = body_rows(body, head.xs, edges, is_open=_is_open(cells, across, edges, right))
    spans = [s for box in cells if (s := _span(box, head.xs, ys, body)) is not None]
    while Span(len(ys) - 2, 0, len(ys) - 1, len(head.xs) - 1) in spans:  # a heading of what follows
        ys = ys[:-1]
        spans = [s for s in spans if s.row_end < len(ys)]
    if len(ys) < 2:
        return None
    inside = [f for f in body if f.box[3] <= ys[-1] + SEAM]
    through = [r for r in strokes if r.horizontal and r.at in across]
    spans += label_spans(inside, head.xs, ys, spans, through)
    spans += text_spans(inside, head.xs, ys, spans)
    if not _stands_in_columns(inside, head.xs, ys, spans):
        return None
    return _built(head, ys, spans)


def _unbroken(
    edges: Sequence[float], body: Sequence[Fragment], cells: Sequence[Box], across: Sequence[float], inner: float
) -> tuple[float, ...]:
    """The edges down to the first blank stretch of bare paper; one too low for a text is the white between two rows.

    Nor does the table go on to a filled edge further down where only lines left of `inner` stand between.
    """
    lowest = 0.9 * min((f.size for f in body), default=0.0)
    usual = median(f.size for f in body) if body else 0.0
    found = [edges[0]]
    for a, b in pairwise(edges):
        filled = any(c[1] <= (a + b) / 2 <= c[3] for c in cells)
        if b - a < lowest and not filled and len(found) > 1:
            found[-1] = (a + b) / 2
            continue
        said = [f for f in body if a <= (f.box[1] + f.box[3]) / 2 < b]
        ruled = any(y <= b <= y + 2 * WHITE for y in across)
        left = all(f.box[0] < inner for f in said)
        titled = left and all(f.size > _TITLE * usual for f in said)  # the heading of the next table
        if not filled and (not said or titled or (not ruled and left)):
            break
        found.append(b)
    return tuple(found)


def _is_open(cells: Sequence[Box], across: Sequence[float], edges: Sequence[float], right: float) -> bool:
    """Whether rows may stand below the last edge: nothing is filled or ruled, or every other row is filled."""
    if any(abs(y - edges[-1]) <= WHITE for y in across):
        return False
    paper = [c for c in cells if c[2] >= right - WHITE]
    blank = [not any(c[1] <= (a + b) / 2 <= c[3] for c in paper) for a, b in pairwise(edges)]
    return len(edges) == 1 or any(blank)


def _is_cell(box: Box, head: Head, floor: float) -> bool:
    """Whether a fill below the headings begins and ends where columns do."""
    if box[1] < head.ys[-1] - SEAM or box[3] > floor + SEAM:
        return False
    return all(any(abs(x - edge) <= WHITE / 2 + SEAM for edge in head.xs) for x in (box[0], box[2]))


def _span(box: Box, xs: Sequence[float], ys: Sequence[float], body: Sequence[Fragment]) -> Span | None:
    """The columns and rows of a filled cell that covers several; None for one cell, or the paper of several."""
    first, last = (min(range(len(xs)), key=lambda n: abs(xs[n] - x)) for x in (box[0], box[2]))
    top, end = (min(range(len(ys)), key=lambda n: abs(ys[n] - y)) for y in (box[1], box[3]))
    if (last - first) * (end - top) <= 1 or last <= first or end <= top:
        return None
    inside = [f for f in body if holds(box, f.box)]
    columns = {n for n in range(first, last) if any(xs[n] <= f.box[0] and f.box[2] <= xs[n + 1] for f in inside)}
    rows = {n for n in range(top, end) if any(ys[n] <= f.box[1] and f.box[3] <= ys[n + 1] for f in inside)}
    if not inside or len(columns) > 1 or (len(rows) > 1 and end - top > 1):
        return None
    return Span(top, first, end, last)


def _stands_in_columns(
    body: Sequence[Fragment], xs: Sequence[float], ys: Sequence[float], spans: Sequence[Span]
) -> bool:
    """Whether texts keep to their columns, and most rows say something in two of them at least."""
    over = 0
    filled: set[tuple[int, int]] = set()
    for fragment in body:
        row = next(
            (n for n, (a, b) in enumerate(pairwise(ys)) if a <= (fragment.box[1] + fragment.box[3]) / 2 < b), None
        )
        if row is None:
            continue
        for col, (a, b) in enumerate(pairwise(xs)):
            if fragment.box[0] < b - 1 and fragment.box[2] > a + 1:
                filled.add((row, col))
            joined = any(s.row <= row < s.row_end and s.col <= col and col + 1 < s.col_end for s in spans)
            over += col + 2 < len(xs) and not joined and crosses(fragment, b)
    rows = {row for row, _ in filled}
    wide = sum(
        len({c for r, c in filled if r == row}) >= 2 or any(s.row <= row < s.row_end for s in spans) for row in rows
    )
    return bool(rows) and over <= _CROSSING * len(body) and wide * 2 >= len(rows)


def _built(head: Head, ys: Sequence[float], spans: Sequence[Span]) -> Grid:
    edges = (*head.ys[:-1], *ys)
    deep = len(head.ys) - 1
    taken: set[tuple[int, int]] = set()
    cells: list[GridCell] = []

    def put(row: int, col: int, row_end: int, col_end: int) -> None:
        fields = {(r, c) for r in range(row, row_end) for c in range(col, col_end)}
        if fields and not fields & taken:
            taken.update(fields)
            box = (head.xs[col], edges[row], head.xs[col_end], edges[row_end])
            cells.append(GridCell(row, col, row_end - row, col_end - col, box))

    for cell in head.cells:
        first, last = (min(range(len(head.xs)), key=lambda n: abs(head.xs[n] - x)) for x in (cell.box[0], cell.box[2]))
        top, end = (min(range(deep + 1), key=lambda n: abs(edges[n] - y)) for y in (cell.box[1], cell.box[3]))
        put(top, first, end, last)
    for span in spans:
        put(deep + span.row, span.col, deep + span.row_end, span.col_end)
    for row in range(len(edges) - 1):
        for col in range(len(head.xs) - 1):
            put(row, col, row + 1, col + 1)
    return Grid(head.xs, edges, tuple(sorted(cells, key=lambda c: (c.row, c.col))))
