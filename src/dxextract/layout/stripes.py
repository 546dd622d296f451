"""Rows that are shaded cell by cell: paper for the bars that lie on them, no bars themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from dxextract.layout.model import Frame

_SEAM = 1.2
"""Points between two cells that touch."""
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
        if abs(other.box[0] - one.box[2]) <= _SEAM:
            runs[-1].append(other)
        else:
            runs.append([other])
    return [run for run in runs if len(run) >= _FEWEST_CELLS]


def _is_paper(run: Sequence[Frame], frames: Sequence[Frame]) -> bool:
    """Whether a box of another colour stands on the row, within its height."""
    x0, top, x1, bottom = run[0].box[0], run[0].box[1], run[-1].box[2], run[0].box[3]
    return any(
        f.fill not in (None, run[0].fill)
        and top - _SEAM <= f.box[1]
        and f.box[3] <= bottom + _SEAM
        and x0 <= f.box[0]
        and f.box[2] <= x1
        for f in frames
    )
