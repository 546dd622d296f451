"""Text in small boxes beside a line -> part of that line.

Decides that a box with one short line that stands on a line's own baseline (a mark such as 重点 beside a heading) is
read with it. Boxes that stand in a row of their own stay boxes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dxextract.layout.containers import OUTSIDE
from dxextract.layout.contents_lines import contents_to_entries
from dxextract.layout.lines import fragments_to_lines
from dxextract.layout.model import Fragment, Line
from dxextract.layout.spread_rows import spread_rows_to_lines
from dxextract.layout.tolerances import Tolerances
from dxextract.schema.passage import Box, union_box

_SAME_HEIGHT = 3.0


def badges_to_lines(
    held: Mapping[int, Sequence[Fragment]], boxes: Sequence[Box], parents: Sequence[int], tolerances: Tolerances
) -> dict[int, list[Line]]:
    """The lines of each box (OUTSIDE: of the bare page), badges merged into the lines that they stand beside."""
    moved: dict[int, list[Fragment]] = {number: list(fragments) for number, fragments in held.items()}
    for number in sorted(n for n in held if n != OUTSIDE):
        if not _is_badge(moved[number], boxes[number]):
            continue
        beside = [parents[number], *_boxes_beside(number, boxes, parents, held)]
        target = next((t for t in beside if _has_neighbour(moved[number], moved.get(t, ()), tolerances)), None)
        if target is not None:
            moved[target].extend(moved.pop(number))
    lines = {n: contents_to_entries(fragments_to_lines(fragments, tolerances)) for n, fragments in moved.items()}
    return {n: spread_rows_to_lines(found) for n, found in lines.items()}


def _boxes_beside(
    number: int, boxes: Sequence[Box], parents: Sequence[int], held: Mapping[int, Sequence[Fragment]]
) -> list[int]:
    """Wider boxes of the same height right beside a small one (a number in a disc before a framed heading)."""
    x0, top, x1, bottom = boxes[number]
    if x1 - x0 > 2 * (bottom - top):
        return []
    return [
        other
        for other in held
        if other not in (OUTSIDE, number)
        and parents[other] == parents[number]
        and abs(boxes[other][1] - top) <= _SAME_HEIGHT
        and abs(boxes[other][3] - bottom) <= _SAME_HEIGHT
        and boxes[other][2] - boxes[other][0] > 2 * (x1 - x0)
        and -2 <= max(boxes[other][0] - x1, x0 - boxes[other][2]) <= 0.5 * (bottom - top)
    ]


def _is_badge(fragments: Sequence[Fragment], box: Box) -> bool:
    text = union_box(f.box for f in fragments)
    size = max(f.size for f in fragments)
    letters = sum(len(f.chars) for f in fragments)
    return (
        box[3] - box[1] < (3.0 if letters <= 2 else 2.2) * size
        and text[3] - text[1] < 1.5 * size
        and box[2] - box[0] < text[2] - text[0] + 3 * size
    )


def _has_neighbour(badge: Sequence[Fragment], others: Sequence[Fragment], tolerances: Tolerances) -> bool:
    box = union_box(f.box for f in badge)
    size = badge[0].size
    return any(
        abs(f.baseline - badge[0].baseline) <= 0.4 * max(f.size, size)
        and -0.5 * size <= max(box[0] - f.box[2], f.box[0] - box[2]) <= tolerances.column_gap * max(size, f.size)
        for f in others
        if not f.vertical
    )
