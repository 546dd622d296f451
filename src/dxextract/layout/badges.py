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
from dxextract.layout.tolerances import Tolerances
from dxextract.schema.document import Box, union_box


def badges_to_lines(
    held: Mapping[int, Sequence[Fragment]], boxes: Sequence[Box], parents: Sequence[int], tolerances: Tolerances
) -> dict[int, list[Line]]:
    """The lines of each box (OUTSIDE: of the bare page), badges merged into the lines that they stand beside."""
    moved: dict[int, list[Fragment]] = {number: list(fragments) for number, fragments in held.items()}
    for number in sorted(n for n in held if n != OUTSIDE):
        target = parents[number]
        if _is_badge(moved[number], boxes[number]) and _has_neighbour(moved[number], moved.get(target, ()), tolerances):
            moved[target].extend(moved.pop(number))
    return {n: contents_to_entries(fragments_to_lines(fragments, tolerances)) for n, fragments in moved.items()}


def _is_badge(fragments: Sequence[Fragment], box: Box) -> bool:
    text = union_box(f.box for f in fragments)
    size = max(f.size for f in fragments)
    return (
        box[3] - box[1] < 2.2 * size
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
