"""Labels on low bands of one width below one another, each with its text, its cards or its boxes at the right.

Brochures set the blocks of a measure so (やること, 数値目標, 担当), without a frame around the rows. Decides that what
shares a gutter with such labels are rows, and no columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dxextract.layout.strips import PADDING, Item, side_of
from dxextract.schema.passage import Box, union_box

_FEWEST_ROWS = 2
_HIGHEST_LABEL = 30.0
"""Points of the highest box that holds a label of one line."""


def have_like_labels(strips: Sequence[Sequence[Item]], gutters: Sequence[tuple[float, float]]) -> bool:
    """Whether nothing but low boxes of one width stands at the left, each level with the first of what is beside it.

    What stands at the right alone goes on in the row above it. The text of a last box may run out of it.
    """
    members = [i for strip in strips for i in strip]
    marks = [i.box for i in members if side_of(i, gutters) == 0]
    if len(marks) < _FEWEST_ROWS or any(i.is_text for i in members if side_of(i, gutters) == 0):
        return False
    first, whole = marks[0], union_box(i.box for i in members)
    alike = all(abs(m[0] - first[0]) <= PADDING and abs(m[2] - first[2]) <= PADDING for m in marks)
    low = max(m[3] - m[1] for m in marks) <= _HIGHEST_LABEL and first[2] - first[0] <= 0.3 * (whole[2] - whole[0])
    if not alike or not low:
        return False
    beside = sorted((i.box for i in members if side_of(i, gutters) > 0), key=lambda box: box[1])
    level = [any(_is_level(mark, box) for box in beside) for mark in marks]
    if level.count(True) < _FEWEST_ROWS or not all(level[:-1]) or beside[0][1] < first[1] - PADDING:
        return False
    return _are_apart(beside, marks)


def _are_apart(beside: Sequence[Box], marks: Sequence[Box]) -> bool:
    """Whether more white stands above what is level with a label than between what goes on in its row."""
    inside: list[float] = []
    between: list[float] = []
    for above, below in pairwise(beside):
        white = below[1] - above[3]
        if white > -PADDING:  # else beside one another
            (between if any(_is_level(mark, below) for mark in marks) else inside).append(white)
    return min(between, default=1.0) > max(inside, default=0.0)


def _is_level(mark: Box, box: Box) -> bool:
    """Whether something begins in the upper half of a label's height."""
    return mark[1] - PADDING <= box[1] <= (mark[1] + mark[3]) / 2
