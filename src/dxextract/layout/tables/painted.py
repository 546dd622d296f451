"""Painted boxes that touch -> blocks: the shaded cells of one table, or of one row of it.

Decides only what hangs together; what a block is for is decided by those who ask.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dxextract.layout.model import Frame
from dxextract.schema.passage import Box, union_box

_GAP = 5.0
"""Points of white between two cells painted side by side or one below the other."""
_TALLEST = 150.0
"""Points of the tallest painted cell."""
_MOST = 500
"""Painted boxes beyond which a page is a drawing or a sheet that is ruled as well."""


@dataclass(frozen=True, slots=True)
class Painted:
    """Painted boxes that touch one another, and the box around them."""

    box: Box
    cells: tuple[Box, ...]


def painted_blocks(frames: Sequence[Frame]) -> list[Painted]:
    """The blocks of the painted boxes without outline among `frames`."""
    boxes = sorted(
        (f.box for f in frames if f.straight and f.stroke is None and f.box[3] - f.box[1] <= _TALLEST),
        key=lambda box: box[1],
    )
    if len(boxes) > _MOST:
        return []
    block = list(range(len(boxes)))

    def find(i: int) -> int:
        while block[i] != i:
            block[i] = block[block[i]]
            i = block[i]
        return i

    for i, one in enumerate(boxes):
        for j in range(i + 1, len(boxes)):
            other = boxes[j]
            if other[1] > one[3] + _GAP:
                break
            if other[0] <= one[2] + _GAP and other[2] >= one[0] - _GAP:
                block[find(i)] = find(j)
    groups: dict[int, list[Box]] = {}
    for i, box in enumerate(boxes):
        groups.setdefault(find(i), []).append(box)
    return [Painted(union_box(cells), tuple(cells)) for cells in groups.values()]
