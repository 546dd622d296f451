"""Rows that are shaded cell by cell, and boxes that others lie across: paper for bars, no bars themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from dxextract.layout.model import Frame
from dxextract.layout.tolerances import CELL_SEAM

_OUT = 4.0
"""Points that a bar stands out of the box below it at least."""
_FEWEST_CELLS = 3


def without_stripes(frames: Sequence[Frame]) -> list[Frame]:
    """`frames` but for the cells of rows of one colour that something of another colour lies on."""
    rows: dict[tuple[str, int, int], list[Frame]] = defaultdict(list)
    for frame in frames:
        if frame.fill is not None and frame.straight:
            rows[frame.fill, round(frame.box[1]), round(frame.box[3])].append(frame)
    striped = {id(f) for row in rows.values() for run in _runs(row) if _is_paper(run, frames) for f in run}
    return [frame for frame in frames if id(frame) not in striped]


def _runs(row: Sequence[Frame]) -> list[list[Frame]]:
    """The cells of a row that touch one another, from left to right."""
    ordered = sorted(row, key=lambda f: f.box[0])
    runs = [ordered[:1]]
    for one, other in pairwise(ordered):
        if abs(other.box[0] - one.box[2]) <= CELL_SEAM:
            runs[-1].append(other)
        else:
            runs.append([other])
    return [run for run in runs if len(run) >= _FEWEST_CELLS]


def without_paper(frames: Sequence[Frame]) -> list[Frame]:
    """Frames, in drawing order, but for those that a later one lies across, and their like: boxes of single times."""
    crossed = {_look(f) for n, f in enumerate(frames) if f.fill and any(_lies_across(g, f) for g in frames[n + 1 :])}
    return [f for f in frames if _look(f) not in crossed]


def _look(frame: Frame) -> tuple[str | None, int, int]:
    """Colour and size of a box."""
    x0, top, x1, bottom = frame.box
    return frame.fill, round(x1 - x0), round(bottom - top)


def _lies_across(bar: Frame, paper: Frame) -> bool:
    """Whether a painted box stands out of another one sideways and stays within it above and below."""
    if bar.fill is None:
        return False
    (x0, top, x1, bottom), (left, upper, right, lower) = bar.box, paper.box
    beside = x0 < left - _OUT or x1 > right + _OUT
    across = min(x1, right) - max(x0, left) > 0.5 * (right - left)
    return beside and across and upper - 1 <= top and bottom <= lower + 1 and bottom - top < lower - upper


def _is_paper(run: Sequence[Frame], frames: Sequence[Frame]) -> bool:
    """Whether a box of another colour stands on the row, within its height."""
    x0, top, x1, bottom = run[0].box[0], run[0].box[1], run[-1].box[2], run[0].box[3]
    return any(
        f.fill not in (None, run[0].fill)
        and top - CELL_SEAM <= f.box[1]
        and f.box[3] <= bottom + CELL_SEAM
        and x0 <= f.box[0]
        and f.box[2] <= x1
        for f in frames
    )
