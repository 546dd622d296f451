"""What the bars of a lane diagram are: framed texts, and painted shapes without text, below its times.

Decides by height, paint and where a box begins and ends among the times. Arrows drawn as lines come from `overlays`;
what is no bar may still be a name (`lane_names`) or a loose text (`lane_body`).
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from dxextract.layout.box_relations import holds_middle
from dxextract.layout.boxes import Boxes
from dxextract.layout.containers import OUTSIDE
from dxextract.layout.drawn.lane_checks import FEWEST_BARS
from dxextract.layout.drawn.lane_grids import Mark, TimeHead
from dxextract.layout.drawn.lane_items import REACH, Item, is_as_high, is_prose
from dxextract.layout.model import Frame
from dxextract.schema.passage import Box, union_box

_TALLEST = 4.5
"""Height of a bar in heights of its text; taller boxes are backgrounds."""
_FLAT = 40.0
"""Points of the tallest bar without text."""
_MARK = 24.0
"""Points of the largest mark (a star, a diamond) that stands for a date."""
_BESIDE_TIME = 9.0
"""Points by which a box may begin or end beside the times that it spans: the point of a chevron."""


def usual_height(items: Sequence[Item]) -> float:
    """The height that most framed texts below the times share; 0 where there are too few to say."""
    heights = [i.box[3] - i.box[1] for i in items if i.number != OUTSIDE and not is_prose(i)]
    return median(heights) if len(heights) >= FEWEST_BARS else 0.0


def is_bar(item: Item, usual: float) -> bool:
    """Whether a framed text is a bar: not much taller than its text, or as tall as most are."""
    text = union_box(line.box for line in item.lines)
    height = item.box[3] - item.box[1]
    tallest = max(_TALLEST * max(text[3] - text[1], 6.0), 1.1 * usual)
    return item.number != OUTSIDE and not is_prose(item) and height < tallest


def spans_times(item: Item, head: Sequence[TimeHead]) -> bool:
    """Whether a framed text of any height stands from the beginning of one time to the end of a later one."""
    if item.number == OUTSIDE or is_prose(item):
        return False
    first = next((n for n, h in enumerate(head) if abs(item.box[0] - h.box[0]) <= _BESIDE_TIME), len(head))
    return any(abs(item.box[2] - h.box[2]) <= _BESIDE_TIME for h in head[first + 1 :])


def is_as_tall(item: Item, bar: Item) -> bool:
    """Whether a framed text stands from the top to the bottom of a bar beside it, whose text is wrapped."""
    return item.number != OUTSIDE and not is_prose(item) and is_as_high(item.box, bar.box)


def is_in_columns(box: Box, columns: Sequence[float], top: float, bottom: float) -> bool:
    middle = (box[0] + box[2]) / 2
    return top - REACH <= box[1] and box[3] <= bottom + REACH and columns[0] <= middle <= columns[-1]


def bars_without_text(
    boxes: Boxes, items: Sequence[Item], columns: Sequence[float], top: float, bottom: float
) -> list[Mark]:
    """Painted boxes without text: bars that are named beside, and small marks of dates."""
    found: list[tuple[Frame, Mark]] = []
    for number in boxes.frame_numbers():
        frame = boxes.frame(number)
        width, height = frame.box[2] - frame.box[0], frame.box[3] - frame.box[1]
        if frame.fill is None or height > _FLAT or not is_in_columns(frame.box, columns, top, bottom):
            continue
        if any(holds_middle(frame.box, i.box) for i in items):
            continue
        is_mark = width <= _MARK and 0.5 < width / height < 2.0 and not frame.straight
        if is_mark or width > 1.5 * height:
            found.append((frame, Mark(frame.box, (), "mark" if is_mark else "arrow" if frame.pointed else "bar")))
    widest = 0.97 * (columns[-1] - columns[0])
    narrower = {paint_of(frame) for frame, mark in found if mark.box[2] - mark.box[0] <= widest}
    return [m for frame, m in found if m.box[2] - m.box[0] <= widest or paint_of(frame) in narrower]


def is_arrow_head(box: Box, arrow: Box) -> bool:
    """Whether a small shape is the head of a drawn arrow: as high as the arrow, at one of its ends."""
    high = abs(box[1] - arrow[1]) <= 1 and abs(box[3] - arrow[3]) <= 1
    ends = min(abs(box[2] - arrow[2]), abs(box[0] - arrow[0])) <= 1
    return high and ends and box[2] - box[0] <= _MARK


def paint_of(frame: Frame) -> tuple[str | None, int]:
    """Colour and height: what the bars of a diagram share, and the paper below all times does not."""
    return frame.fill, round(frame.box[3] - frame.box[1])
