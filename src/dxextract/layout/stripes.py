"""Rows that are shaded cell by cell: paper for the bars that lie on them, no bars themselves."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from dxextract.layout.model import Frame

_SEAM = 1.2
"""Points between two cells that touch."""


def without_stripes(frames: Sequence[Frame]) -> list[Frame]:
    """Frames but for the cells of rows that are shaded throughout: bars lie on them, and none of them is one."""
    by_colour: dict[str, list[Frame]] = defaultdict(list)
    for frame in frames:
        if frame.fill is not None and frame.straight:
            by_colour[frame.fill].append(frame)
    rows: dict[int, int] = Counter()
    for alike in by_colour.values():
        for frame in alike:
            rows[id(frame)] = sum(_is_shaded_beside(frame, other) for other in alike if other is not frame)
    ends = {id(frame) for frame in frames if rows[id(frame)] == 1}
    striped = {id(f) for f in frames if rows[id(f)] > 1 or (id(f) in ends and _has_neighbour_between(f, frames, rows))}
    return [frame for frame in frames if id(frame) not in striped]


def _has_neighbour_between(frame: Frame, frames: Sequence[Frame], rows: Mapping[int, int]) -> bool:
    """Whether the end of a shaded row touches one of its middle cells."""
    return any(rows[id(other)] > 1 and _is_shaded_beside(frame, other) for other in frames)


def _is_shaded_beside(one: Frame, other: Frame) -> bool:
    """Whether two boxes of one colour touch side by side: cells of a striped row."""
    level = abs(one.box[1] - other.box[1]) <= _SEAM and abs(one.box[3] - other.box[3]) <= _SEAM
    touching = min(abs(one.box[2] - other.box[0]), abs(other.box[2] - one.box[0])) <= _SEAM
    return level and touching and one.fill == other.fill
