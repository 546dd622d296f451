"""Rectangles -> rulings: which of a page's rectangles are table cells whose sides are rulings.

Decides that a rectangle is a cell when its sides continue or coincide with other edges, and that it is an overlay
(a bar, an arrow, a badge) when it lies inside a row across which the rulings run on. Whether the rulings then make a
table is decided in `grids`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from dxextract.layout.model import Frame, Ruling
from dxextract.layout.tables.rulings import box_to_rulings, merge_rulings
from dxextract.layout.tolerances import Tolerances
from dxextract.schema.passage import Box

_LEVEL = 24.0
_ALONG = 1.5
"""Points between the side of a cell's rectangle and the middle of the ruling that is drawn along it."""
_T = TypeVar("_T")


def cut_at_rulings(frames: Sequence[Frame], rulings: Sequence[Ruling], tolerances: Tolerances) -> list[Frame]:
    """`frames`, those cut off that are fills running on where the rulings above and below them end at one place.

    Where a page break cuts a merged cell, a spreadsheet fills the whole of it and rules only what is on the page.
    """
    across = _by_position(r for r in rulings if r.horizontal)
    return [_cut(frame, across, tolerances) for frame in frames]


def _cut(frame: Frame, across: Mapping[int, list[Ruling]], tolerances: Tolerances) -> Frame:
    x0, top, x1, bottom = frame.box
    near = tolerances.snap
    if frame.fill is None or frame.stroke is not None or not frame.straight:
        return frame
    ends = [
        max((r.end for r in _near(across, y, near) if abs(r.at - y) <= near and abs(r.start - x0) <= near), default=x1)
        for y in (top, bottom)
    ]
    if abs(ends[0] - ends[1]) > near or ends[0] >= x1 - near or ends[0] <= x0 + near:
        return frame
    return replace(frame, box=(x0, top, ends[0], bottom))


def add_cell_edges(rulings: Sequence[Ruling], frames: Sequence[Frame], tolerances: Tolerances) -> list[Ruling]:
    """`rulings` and the sides of those `frames` that are cells, snapped and joined again."""
    cells = frames_to_cells(rulings, frames, tolerances)
    if not cells:
        return list(rulings)
    return merge_rulings([*rulings, *(side for box in cells for side in box_to_rulings(box))], tolerances)


def frames_to_cells(rulings: Sequence[Ruling], frames: Sequence[Frame], tolerances: Tolerances) -> list[Box]:
    """The boxes of the frames that are cells."""
    across, along = _by_position(r for r in rulings if r.horizontal), [r for r in rulings if not r.horizontal]
    upright = sorted(along, key=lambda r: r.at)
    rows = [f.box for f in frames if f.straight and _is_row(f, upright, tolerances)]
    candidates = [f.box for f in frames if f.straight and not _is_overlay(f, across, upright, tolerances)]
    levels: dict[int, list[Box]] = defaultdict(list)
    for box in candidates:
        for level in range(int(box[1] // _LEVEL), int(box[3] // _LEVEL) + 1):
            levels[level].append(box)
    around = {b: _row_around(b, levels[int((b[1] + b[3]) / 2 // _LEVEL)]) for b in candidates}
    borders = {o for o in set(around.values()) if o is not None and _is_filled(o, candidates)}
    candidates = [b for b in candidates if around[b] is None or around[b] in borders]
    sides = _Sides([*candidates, *rows], across, _by_position(along))
    shades = {f.box for f in frames if f.stroke is None and sides.is_shade(f.box, tolerances)}
    candidates = [box for box in candidates if box not in shades]
    outlined = {f.box for f in frames if f.stroke is not None and f.fill is None}
    return [
        *rows,
        *(
            box
            for box in candidates
            if box not in rows
            and (sides.has_neighbours(box, tolerances) or (box in outlined and sides.is_title_row(box, tolerances)))
        ),
    ]


def _by_position(rulings: Iterable[Ruling]) -> dict[int, list[Ruling]]:
    found: dict[int, list[Ruling]] = defaultdict(list)
    for ruling in rulings:
        found[round(ruling.at)].append(ruling)
    return found


def _near(found: Mapping[int, list[_T]], at: float, reach: float) -> Iterator[_T]:
    """What stands within about `reach` of `at`."""
    steps = int(reach) + 1
    for key in range(round(at) - steps, round(at) + steps + 1):
        yield from found.get(key, ())


def _is_row(frame: Frame, upright: Sequence[Ruling], tolerances: Tolerances) -> bool:
    """An outline that holds every upright ruling of its level: a whole row drawn as one box, not a bar across a row."""
    x0, top, x1, bottom = frame.box
    if frame.fill is not None:
        return False
    crossing = [r.at for r in upright if r.start < bottom - tolerances.snap and r.end > top + tolerances.snap]
    return len(crossing) >= 2 and x0 < crossing[0] - tolerances.snap and crossing[-1] + tolerances.snap < x1


def _is_overlay(
    frame: Frame, across: Mapping[int, list[Ruling]], upright: Sequence[Ruling], tolerances: Tolerances
) -> bool:
    """Rulings run on above and below the box at its sides or behind it, and none lies along its top or bottom.

    A box that stands a hair's breadth off the rulings, as bars are laid into a row by hand, has none along it. One
    painted with an outline may touch one of them: its other side ends in the middle of a row.
    """
    x0, top, x1, bottom = frame.box
    near, height = tolerances.snap, bottom - top
    touched = [y for y in (top, bottom) if _lies_along(y, frame.box, across, 0.0, _ALONG)]
    if len(touched) > 1:
        return False
    highest, lowest = top - _ALONG, bottom + _ALONG
    if touched:
        middle = bottom + height / 2 if touched == [top] else top - height / 2  # of the row's rest, if it goes on
        painted = frame.fill is not None and frame.stroke is not None
        if not painted or not _lies_along(middle, frame.box, across, near, height / 2):
            return False
        highest, lowest = (bottom, lowest) if touched == [top] else (highest, top)
    first = bisect_left(upright, x0 - near, key=lambda r: r.at)
    for ruling in upright[first:]:
        if ruling.at > x1 + near:
            return False
        if ruling.start < highest and ruling.end > lowest:
            return True
    return False


def _lies_along(y: float, box: Box, across: Mapping[int, list[Ruling]], least: float, most: float) -> bool:
    """Whether a ruling runs along most of the box at a height `most` or less from `y`, and `least` off the box."""
    return any(
        abs(r.at - y) <= most
        and min(r.end, box[2]) - max(r.start, box[0]) > 0.5 * (box[2] - box[0])
        and (not least or min(abs(r.at - box[1]), abs(r.at - box[3])) > least)
        for r in _near(across, y, most)
    )


def _row_around(box: Box, others: Iterable[Box]) -> Box | None:
    """The box that `box` lies strictly inside and that is little higher: a row of drawn cells round a bar."""
    x0, top, x1, bottom = box
    height = bottom - top
    return next(
        (
            o
            for o in others
            if top > o[1] + 1.5 and bottom < o[3] - 1.5 and x0 < o[2] - 1 and x1 > o[0] + 1 and o[3] - o[1] < 3 * height
        ),
        None,
    )


def _is_filled(border: Box, others: Sequence[Box]) -> bool:
    """Whether smaller boxes stand at the top and at the bottom inside of one: the border round a table's cells."""
    inside = [o for o in others if o[0] >= border[0] - 1.5 and o[2] <= border[2] + 1.5 and o != border]
    first = any(abs(o[1] - border[1]) <= 1.5 and o[3] < border[3] - 1.5 for o in inside)
    return first and any(abs(o[3] - border[3]) <= 1.5 and o[1] > border[1] + 1.5 for o in inside)


class _Sides:
    """The sides of all candidate boxes and all rulings, by position."""

    def __init__(
        self, boxes: Iterable[Box], across: Mapping[int, list[Ruling]], upright: Mapping[int, list[Ruling]]
    ) -> None:
        self._across, self._upright = across, upright
        self._sides: tuple[dict[int, list[Box]], ...] = tuple(defaultdict(list) for _ in range(4))
        for box in boxes:
            for side, at in enumerate(box):
                self._sides[side][round(at)].append(box)

    def has_neighbours(self, box: Box, tolerances: Tolerances) -> bool:
        """Whether the box shares sides with its neighbours as cells do: left and right, or one of each direction."""
        x0, top, x1, bottom = box
        near = tolerances.snap
        level = [
            self._meets(box, side, tolerances) or self._is_ruled(self._across, at, x0, x1, near)
            for side, at in ((1, top), (3, bottom))
        ]
        upright = [
            self._meets(box, side, tolerances) or self._is_ruled(self._upright, at, top, bottom, near)
            for side, at in ((0, x0), (2, x1))
        ]
        return all(upright) or (any(level) and any(upright))

    def is_title_row(self, box: Box, tolerances: Tolerances) -> bool:
        """Whether the box stands right on a ruled table as wide as itself: its top row, drawn as a box of its own."""
        x0, _, x1, bottom = box
        near = tolerances.snap
        lid = any(
            abs(r.at - bottom) <= near and abs(r.start - x0) <= near and abs(r.end - x1) <= near
            for r in _near(self._across, bottom, near)
        )
        return lid and all(
            any(abs(r.at - x) <= near and abs(r.start - bottom) <= near for r in _near(self._upright, x, near))
            for x in (x0, x1)
        )

    def is_shade(self, box: Box, tolerances: Tolerances) -> bool:
        """Whether rulings run along all sides of a fill but one at most, or cut through it: their gaps are meant.

        Spreadsheets fill neighbours of one colour together, a label's merged cell with the header beside it.
        """
        x0, top, x1, bottom = box
        near = tolerances.snap
        if self._is_cut(box, near):
            return True
        level = sum(self._is_ruled(self._across, at, x0, x1, near) for at in (top, bottom))
        upright = sum(self._is_ruled(self._upright, at, top, bottom, near) for at in (x0, x1))
        return level + upright >= 3

    def _meets(self, box: Box, side: int, tolerances: Tolerances) -> bool:
        """Whether another box's opposite side lies on this side of the box."""
        opposite = (side + 2) % 4
        low, high = (1, 3) if side in (0, 2) else (0, 2)
        for other in _near(self._sides[opposite], box[side], tolerances.cell_seam):
            if other == box or abs(other[opposite] - box[side]) > tolerances.cell_seam:
                continue
            shared = min(box[high], other[high]) - max(box[low], other[low])
            if shared > 0.5 * min(box[high] - box[low], other[high] - other[low]):
                return True
        return False

    def _is_cut(self, box: Box, near: float) -> bool:
        """Whether an upright ruling inside the box runs from its top to its bottom, and others along its ends."""
        x0, top, x1, bottom = box
        inner = [
            r
            for at in range(round(x0), round(x1) + 1)
            for r in self._upright.get(at, ())
            if x0 + near < r.at < x1 - near and r.start <= top + near and r.end >= bottom - near
        ]
        return bool(inner) and all(self._is_ruled(self._upright, x, top, bottom, near) for x in (x0, x1))

    @staticmethod
    def _is_ruled(found: Mapping[int, list[Ruling]], at: float, start: float, end: float, near: float) -> bool:
        return any(
            abs(r.at - at) <= near and min(r.end, end) - max(r.start, start) > 0.8 * (end - start)
            for r in _near(found, at, near)
        )
