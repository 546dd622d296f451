"""Boxes of one width, one below the other with white between, each a row of texts under one row of headings -> grids.

Slides list indicators so: a rounded box for each, with its name, its present value, an arrow and its aim. Decides that
three such boxes or more are the rows of one table: their texts stand in the same columns, one of which has nothing but
figures, and labels stand over the columns. Cells painted without white between them are other readers' business.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from dxextract.layout.box_relations import meet
from dxextract.layout.model import Fragment, Frame, Grid, GridCell
from dxextract.layout.tables.figure_rows import is_figure
from dxextract.layout.tables.ruleless import spans_to_columns
from dxextract.layout.tolerances import NARROWEST_TABLE, SAME_EDGE
from dxextract.schema.passage import Box, union_box

_FEWEST = 3
"""Rows and columns of such a table."""
_LOWEST, _TALLEST = 12.0, 90.0
"""Points of the height of a row's box."""
_WHITE = 2.0
"""Points of white between two rows, at least; at most it is as high as a row."""
_ALIKE = 0.25
"""Share of its height by which a row's box may be higher or lower than the one above."""
_LABELS = 2.5
"""Ems from the labels down to the first box, at most."""
_LONGEST = 60
"""Characters of the longest text of a row."""
_MOST = 400
"""Boxes beyond which a page is a drawing or a sheet."""


def add_boxed_grids(
    grids: Sequence[Grid], frames: Sequence[Frame], fragments: Sequence[Fragment]
) -> tuple[list[Grid], list[Frame]]:
    """`grids`, and those whose rows are boxes; these take the place of ones inside of them. And the other frames."""
    kept = list(grids)
    used: set[Box] = set()
    boxes = [f.box for f in frames if not f.pointed and _LOWEST <= f.box[3] - f.box[1] <= _TALLEST]
    if not _FEWEST <= len(boxes) <= _MOST:
        return kept, list(frames)
    for rows in _stacks(boxes):
        grid = _grid(rows, fragments)
        met = [other for other in kept if grid is not None and meet(other.box, grid.box)]
        if grid is not None and all(_holds(grid.box, other.box) for other in met):
            kept = [*(other for other in kept if other not in met), grid]
            used.update(rows)
    return sorted(kept, key=lambda g: (g.box[1], g.box[0])), [f for f in frames if not used or not _is_one(f.box, used)]


def _is_one(box: Box, used: Iterable[Box]) -> bool:
    """Whether a box is a row, or the outline of one."""
    return any(all(abs(a - b) <= SAME_EDGE for a, b in zip(box, row, strict=True)) for row in used)


def _stacks(boxes: Iterable[Box]) -> list[list[Box]]:
    """Boxes of one left and right end and like height, one below the other."""
    groups: list[list[Box]] = []
    for box in sorted({b for b in boxes if b[2] - b[0] > NARROWEST_TABLE}, key=lambda b: b[1]):
        for group in groups:
            last = group[-1]
            if abs(last[0] - box[0]) <= SAME_EDGE and abs(last[2] - box[2]) <= SAME_EDGE:
                if box[1] - last[1] > SAME_EDGE:  # else its outline
                    group.append(box)
                break
        else:
            groups.append([box])
    return [run for group in groups for run in _runs(group) if len(run) >= _FEWEST]


def _runs(group: Sequence[Box]) -> list[list[Box]]:
    runs: list[list[Box]] = [[group[0]]]
    for above, below in pairwise(group):
        high = above[3] - above[1]
        near = _WHITE <= below[1] - above[3] <= high and abs(below[3] - below[1] - high) <= _ALIKE * high
        if near:
            runs[-1].append(below)
        else:
            runs.append([below])
    return runs


def _grid(rows: Sequence[Box], fragments: Sequence[Fragment]) -> Grid | None:
    """The grid of the rows and the labels above them; None where their texts do not stand in columns."""
    held = [[f for f in fragments if not f.vertical and _is_on(f.box, row)] for row in rows]
    texts = [f for row in held for f in row]
    if any(len(row) < _FEWEST for row in held):
        return None
    columns = spans_to_columns([(f.box, f.size) for f in texts])
    said = [["".join(f.text for f in row if a - 1 <= f.box[0] <= b + 1) for row in held] for a, b in columns]
    if (
        len(columns) < _FEWEST
        or not all(map(all, said))
        or any(len(text) > _LONGEST for column in said for text in column)
    ):
        return None
    if not any(all(map(is_figure, column)) for column in said[1:]):
        return None
    labels = _labels(rows[0], columns, fragments)
    if not labels:
        return None
    xs = (rows[0][0], *((a[1] + b[0]) / 2 for a, b in pairwise(columns)), rows[0][2])
    first = min(f.box[1] for f in labels) - 1
    ys = (first, rows[0][1], *((a[3] + b[1]) / 2 for a, b in pairwise(rows)), rows[-1][3])
    cells = [
        GridCell(r, c, 1, 1, (x0, y0, x1, y1))
        for r, (y0, y1) in enumerate(pairwise(ys))
        for c, (x0, x1) in enumerate(pairwise(xs))
    ]
    return Grid(xs, ys, tuple(cells))


def _labels(first: Box, columns: Sequence[tuple[float, float]], fragments: Iterable[Fragment]) -> list[Fragment]:
    """The texts right above the first row, where each stands over a column of its own, but for two at most."""
    above = [f for f in fragments if first[1] - _LABELS * f.size <= f.box[1] and f.box[3] <= first[1] + 1]
    above = [f for f in above if f.box[0] < first[2] and f.box[2] > first[0]]
    owners = [[n for n, (a, b) in enumerate(columns) if f.box[0] < b and f.box[2] > a] for f in above]
    single = all(len(owner) == 1 for owner in owners) and len({tuple(o) for o in owners}) == len(owners)
    return above if single and len(above) >= max(_FEWEST - 1, len(columns) - 2) else []


def _is_on(box: Box, row: Box) -> bool:
    middle = (box[1] + box[3]) / 2
    return row[1] <= middle <= row[3] and row[0] <= box[0] and box[2] <= row[2] + 1


def _holds(outer: Box, inner: Box) -> bool:
    whole = union_box([outer, inner])
    return all(abs(a - b) <= _WHITE + SAME_EDGE for a, b in zip(whole, outer, strict=True))
