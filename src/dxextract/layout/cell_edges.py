"""Rectangles -> rulings: which of a page's rectangles are table cells whose sides are rulings.

Decides that a rectangle is a cell when its sides continue or coincide with other edges, and that it is an overlay
(a bar, an arrow, a badge) when it lies inside a row across which the rulings run on. Whether the rulings then make a
table is decided in `grids`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dxextract.layout.model import Frame, Ruling
from dxextract.layout.rulings import box_to_rulings, merge_rulings
from dxextract.layout.tolerances import Tolerances
from dxextract.schema.document import Box


def add_cell_edges(rulings: Sequence[Ruling], frames: Sequence[Frame], tolerances: Tolerances) -> list[Ruling]:
    """`rulings` and the sides of those `frames` that are cells, snapped and joined again."""
    cells = frames_to_cells(rulings, frames, tolerances)
    if not cells:
        return list(rulings)
    return merge_rulings([*rulings, *(side for box in cells for side in box_to_rulings(box))], tolerances)


def frames_to_cells(rulings: Sequence[Ruling], frames: Sequence[Frame], tolerances: Tolerances) -> list[Box]:
    """The boxes of the frames that are cells."""
    candidates = [f.box for f in frames if f.straight and not _is_overlay(f.box, rulings, tolerances)]
    candidates = [b for b in candidates if not _lies_in_row_of(b, candidates)]
    return [box for box in candidates if _has_neighbours(box, candidates, rulings, tolerances)]


def _is_overlay(box: Box, rulings: Iterable[Ruling], tolerances: Tolerances) -> bool:
    """Rulings run on above and below the box at its sides or behind it, and none lies along its top or bottom."""
    x0, top, x1, bottom = box
    near = tolerances.snap
    crossing = False
    for ruling in rulings:
        if ruling.horizontal:
            along = min(ruling.end, x1) - max(ruling.start, x0)
            if along > 0.5 * (x1 - x0) and min(abs(ruling.at - top), abs(ruling.at - bottom)) <= near:
                return False
        elif x0 - near <= ruling.at <= x1 + near and ruling.start < top - near and ruling.end > bottom + near:
            crossing = True
    return crossing


def _lies_in_row_of(box: Box, others: Iterable[Box]) -> bool:
    """Whether the box lies strictly inside another that is little higher: a bar in a row of drawn cells."""
    x0, top, x1, bottom = box
    height = bottom - top
    return any(
        top > o[1] + 1.5 and bottom < o[3] - 1.5 and x0 < o[2] - 1 and x1 > o[0] + 1 and o[3] - o[1] < 3 * height
        for o in others
    )


def _has_neighbours(box: Box, boxes: Iterable[Box], rulings: Iterable[Ruling], tolerances: Tolerances) -> bool:
    """Whether at least two sides of the box are also another box's side, or drawn as rulings."""
    x0, top, x1, bottom = box
    near = tolerances.cell_seam
    touched = [False] * 4
    for other in boxes:
        if other == box:
            continue
        ox0, otop, ox1, obottom = other
        across = min(x1, ox1) - max(x0, ox0) > 0.5 * min(x1 - x0, ox1 - ox0)
        along = min(bottom, obottom) - max(top, otop) > 0.5 * min(bottom - top, obottom - otop)
        touched[0] |= across and abs(top - obottom) <= near
        touched[1] |= across and abs(bottom - otop) <= near
        touched[2] |= along and abs(x0 - ox1) <= near
        touched[3] |= along and abs(x1 - ox0) <= near
    near = tolerances.snap
    for ruling in rulings:
        if ruling.horizontal:
            if min(ruling.end, x1) - max(ruling.start, x0) > 0.8 * (x1 - x0):
                touched[0] |= abs(ruling.at - top) <= near
                touched[1] |= abs(ruling.at - bottom) <= near
        elif min(ruling.end, bottom) - max(ruling.start, top) > 0.8 * (bottom - top):
            touched[2] |= abs(ruling.at - x0) <= near
            touched[3] |= abs(ruling.at - x1) <= near
    return (touched[2] and touched[3]) or ((touched[0] or touched[1]) and (touched[2] or touched[3]))
