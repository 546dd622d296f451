"""Arrows that have each its own time above it (R8～R10 over 準備): lanes without a common row of times.

Decides which time stands over which arrow, and what names their lane at the left. Where only some of a page's arrows
have a time of their own, the others go by a row of times, which `roadmaps` looks for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from dxextract.layout.box_relations import holds_middle
from dxextract.layout.boxes import Boxes
from dxextract.layout.containers import OUTSIDE
from dxextract.layout.drawn.roadmap_items import FEWEST_ARROWS, Head, Item, Lines
from dxextract.layout.model import Fragment, Frame, Line
from dxextract.schema.passage import Box, union_box

_LEVEL = 3.0
"""Points by which arrows of one lane stand higher or lower than one another."""
_OVER = 1.2
"""Of its size, how far above its arrow a time stands at most."""
_EDGE = 3.0
"""Points by which a time begins left of its arrow, or a lane's name reaches into it."""


class TimedLane(NamedTuple):
    """The arrows of a lane with their times, left to right, and the edges of the columns that these make."""

    head: tuple[Head, ...]
    columns: tuple[float, ...]
    items: tuple[Item, ...]


def are_timed(frames: Sequence[Frame], fragments: Sequence[Fragment], times: Sequence[Fragment]) -> bool:
    """Whether the arrows of a page stand in two rows or more, each with one of the `times` above it."""
    texts = [f.box for f in fragments]
    arrows = [f.box for f in frames if f.pointed and any(holds_middle(f.box, box) for box in texts)]
    rows = {round(box[1] / _LEVEL) for box in arrows}
    return len(rows) > 1 and all(sum(_is_over(time, box) for time in times) == 1 for box in arrows)


def timed_lanes(boxes: Boxes, lines: Lines, is_time_label: Callable[[str], bool]) -> list[TimedLane]:
    """The lanes of a page, top to bottom, where each arrow with text has one time above it.

    One lane of three arrows or more is left to `roadmaps`: its times are a row.
    """
    arrows = [n for n, own in lines.items() if own and n != OUTSIDE and not boxes.is_cell(n) and boxes.frame(n).pointed]
    times = [
        (owner, line) for owner, own in lines.items() if owner not in arrows for line in own if is_time_label(line.text)
    ]
    over = {n: [_head(t, boxes.boxes[n], o) for o, t in times if _is_over(t, boxes.boxes[n])] for n in arrows}
    rows = _rows(arrows, boxes)
    alone = len(rows) == 1 and len(arrows) > FEWEST_ARROWS
    if len(arrows) < FEWEST_ARROWS or alone or any(len(heads) != 1 for heads in over.values()):
        return []
    return [_lane(row, [over[n][0] for n in row], boxes, lines) for row in rows]


def _rows(arrows: Sequence[int], boxes: Boxes) -> list[list[int]]:
    """The arrows lane by lane, each from left to right."""
    rows: list[list[int]] = []
    for number in sorted(arrows, key=lambda n: boxes.boxes[n][1]):
        if rows and boxes.boxes[number][1] - boxes.boxes[rows[-1][0]][1] <= _LEVEL:
            rows[-1].append(number)
        else:
            rows.append([number])
    return [sorted(row, key=lambda n: boxes.boxes[n][0]) for row in rows]


def _head(time: Line, arrow: Box, owner: int) -> Head:
    """A time with the width of its arrow."""
    return Head(time, (arrow[0], time.box[1], arrow[2], time.box[3]), owner)


def _is_over(time: Line | Fragment, arrow: Box) -> bool:
    gap = arrow[1] - time.box[3]
    return -_EDGE <= gap <= _OVER * time.size and time.box[0] >= arrow[0] - _EDGE and time.box[2] <= arrow[2]


def _lane(row: Sequence[int], head: Sequence[Head], boxes: Boxes, lines: Lines) -> TimedLane:
    arrows = [boxes.boxes[n] for n in row]
    items = [Item(boxes.boxes[n], tuple(lines[n]), n, True, True, False) for n in row]
    name = _name(arrows[0], lines)
    columns = (*(box[0] for box in arrows), arrows[-1][2])
    return TimedLane(tuple(head), columns, (*([name] if name else []), *items))


def _name(first: Box, lines: Lines) -> Item | None:
    """What stands left of a lane's first arrow, level with it: the nearest of such texts."""
    beside: list[tuple[int, tuple[Line, ...]]] = []
    for owner, own in lines.items():
        level = tuple(one for one in own if first[1] <= (one.box[1] + one.box[3]) / 2 <= first[3])
        if level and max(one.box[2] for one in level) <= first[0] + _EDGE:
            beside.append((owner, level))
    if not beside:
        return None
    owner, name = max(beside, key=lambda found: found[1][-1].box[2])
    return Item(union_box(one.box for one in name), name, owner, False, False, False)
