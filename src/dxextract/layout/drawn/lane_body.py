"""The body of a lane diagram: what stands below a row of times, and how far down that goes.

Decides to which part (bars, names, bands, loose texts) each item below the times belongs, and where the diagram ends:
at the next row of times, at prose, at a title, or at a wide white. What makes a bar is decided in `lane_bars`, what
makes a name in `lane_names`, whether the parts make a diagram at all in `lane_checks`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from dxextract.layout.boxes import Boxes
from dxextract.layout.containers import OUTSIDE
from dxextract.layout.drawn.lane_bars import (
    bars_without_text,
    is_arrow_head,
    is_as_tall,
    is_bar,
    is_in_columns,
    paint_of,
    spans_times,
    usual_height,
)
from dxextract.layout.drawn.lane_checks import is_banded, is_diagram
from dxextract.layout.drawn.lane_grids import Lanes, Mark, TimeHead, with_text_above
from dxextract.layout.drawn.lane_items import (
    REACH,
    Item,
    columns_of,
    is_aside,
    is_prose,
    title_tops,
    without_values_beside,
)
from dxextract.layout.drawn.lane_names import (
    corner_of,
    is_band,
    is_labelled,
    is_title_beside,
    names_of,
    next_to,
    stands_below,
    titles_of_names,
)
from dxextract.layout.drawn.overlays import Overlay
from dxextract.layout.model import Grid
from dxextract.signs import STARS, TRIANGLES

_DATED = re.compile(f"[{STARS}{TRIANGLES}▲△◆◇◎]")
"""Signs of a date in a diagram; the others begin items there too."""
_LEVEL_ROWS = 3.0
"""Heights of a row of times by which those of two diagrams side by side stand higher or lower than one another."""
_WHITE = 26.0
"""Points of white that end a diagram, where its bars are not set wider."""
_WRAPPED = 25
"""Characters of a line of prose that goes on in the next one, at least."""


class LaneBody:
    """What stands below a row of times: in its columns, beside them, and over them as bands."""

    def __init__(
        self,
        head: Sequence[TimeHead],
        parts: Sequence[TimeHead],
        rows: Sequence[Sequence[TimeHead]],
        items: Sequence[Item],
        grids: Sequence[Grid],
        boxes: Boxes,
    ) -> None:
        self.head, self.parts, self.boxes = head, parts, boxes
        self.columns = columns_of(head)
        self.bottom = max(h.box[3] for h in (*head, *parts))
        items = [i for i in items if not any(_is_under(i, row) for row in rows if _is_left_of(row, head))]
        titles = [i for i in items if is_title_beside(i, head, self.columns[0], self.bottom)]
        items = [i for i in items if i not in titles]
        self.items = items = without_values_beside(items, self.columns[0] + REACH, grids)
        later = (h for row in rows for h in row if _shares_columns(row, self.columns))
        next_row = min((h.box[1] for h in later if h.box[1] > self.bottom - 2), default=float("inf"))
        next_row = min([next_row, *(i.box[3] for i in titles)])
        below = [
            i for i in items if i.box[1] >= self.bottom - REACH and i.box[3] <= next_row + REACH and not is_aside(i)
        ]
        left, right = self.columns[0] - REACH, self.columns[-1] + REACH
        within = [i for i in below if left <= (i.box[0] + i.box[2]) / 2 <= right]
        self.titled = titles_of_names(items, head, self.columns[0])
        told = [i for i in below if not is_prose(i) or any(stands_below(i, title) for title in self.titled)]
        self.beside = next_to([i for i in told if i.box[2] <= self.columns[0] + REACH])
        self.bands = [i for i in within if is_band(i, self.columns, within)]
        ends = [i for i in within if is_prose(i) or _goes_across(i, self.columns)] + [
            i for i in self.bands if is_labelled(i, self.beside)
        ]
        tops = title_tops(below, head)
        tops = tops if next_row < float("inf") else [y for y in tops if not self._goes_on(y)]
        self.floor = min([next_row, *(i.box[1] for i in ends), *tops])
        self.within = [i for i in within if i not in self.bands and i.box[1] < min(tops, default=float("inf"))]
        usual = usual_height(self.within)
        barred = [i for i in self.within if is_bar(i, usual) or spans_times(i, head)]
        self.barred = barred + [i for i in self.within if i not in barred and any(is_as_tall(i, b) for b in barred)]

    def _goes_on(self, top: float) -> bool:
        """Whether bars stand below `top` that are painted as those above: a title there heads lanes of the diagram."""
        frames = [self.boxes.frame(n) for n in self.boxes.frame_numbers()]
        inside = [f for f in frames if f.fill and is_in_columns(f.box, self.columns, self.bottom, float("inf"))]
        above = {paint_of(f) for f in inside if f.box[3] <= top}
        return any(paint_of(f) in above for f in inside if f.box[1] >= top)

    def read(self, arrows: Sequence[Overlay]) -> Lanes | None:
        """The parts of the diagram, None where what stands below the times makes none."""
        bars = self._bars(arrows)
        self._end_before_bands(bars)
        end = _end(self.bottom, self.floor, [*bars, *(_mark(i) for i in [*self.beside, *self.bands, *self.within])])
        bars = [m for m in bars if m.box[3] <= end + 1]
        names = names_of([_mark(i) for i in self.beside if i.box[3] <= end + 1], bars)
        if not self._is_one(bars, names):
            return None
        end = max(m.box[3] for m in [*bars, *names])
        loose = [i for i in self.within if i not in self.barred and _stands_above(i, end)]
        end = max([end, *(i.box[3] for i in loose)])
        top = min(h.box[1] for h in self.head)
        corner = corner_of(self.items, names, self.columns[0], (top, self.bottom))
        left = min([self.columns[0], *(m.box[0] for m in names), *(i.box[0] for i in [*corner, *self.bands])])
        return Lanes(
            heads=tuple(self.head),
            parts=tuple(self.parts),
            columns=self.columns,
            corner=corner[0].lines if len(corner) == 1 else (),
            titles=tuple(_mark(i) for i in self.titled),
            labels=tuple(names),
            bands=tuple(_mark(i) for i in self.bands if i.box[3] <= end + 1),
            bars=tuple(bars),
            texts=tuple(line for i in loose for line in i.lines),
            box=(left, top, self.columns[-1], end),
            body=self.bottom,
        )

    def _end_before_bands(self, bars: Sequence[Mark]) -> None:
        """Ends the diagram above the bands that have no bars below them: the titles of what comes next."""
        for band in sorted(self.bands, key=lambda i: -i.box[1]):
            if any(bar.box[1] >= band.box[3] - REACH for bar in bars):
                break
            self.floor = min(self.floor, band.box[1])
            self.within = [i for i in self.within if i.box[1] < band.box[1]]

    def _bars(self, arrows: Sequence[Overlay]) -> list[Mark]:
        """Framed texts, arrows and painted boxes without text."""
        drawn = [
            Mark(a.box, (), "arrow") for a in arrows if is_in_columns(a.box, self.columns, self.bottom, self.floor)
        ]
        return [
            *(_mark(i) for i in self.barred),
            *drawn,
            *(
                mark
                for mark in bars_without_text(self.boxes, self.items, self.columns, self.bottom, self.floor)
                if not any(is_arrow_head(mark.box, arrow.box) for arrow in drawn)
            ),
        ]

    def _is_one(self, bars: Sequence[Mark], names: Sequence[Mark]) -> bool:
        """Whether bars and names make a diagram, and not a table of texts below times."""
        bare = [line for i in self.within if i.number == OUTSIDE for line in i.lines]
        told, loose = with_text_above(bars, bare)
        return (
            not is_banded(self.head, self.columns, bars)
            and is_diagram(self.head, self.columns, told, names)
            and (len(loose) <= len(bars) or any(n.kind == "bar" for n in names))
        )


def _shares_columns(row: Sequence[TimeHead], columns: Sequence[float]) -> bool:
    """Whether a row of times stands over or below columns, and not beside them."""
    return row[0].box[0] < columns[-1] and row[-1].box[2] > columns[0]


def _is_left_of(row: Sequence[TimeHead], head: Sequence[TimeHead]) -> bool:
    """Whether a row of times heads another diagram, left of this one: it ends before this one begins, about level."""
    high = max(h.box[3] - h.box[1] for h in head)
    return row[-1].box[2] <= head[0].box[0] + REACH and abs(row[0].box[1] - head[0].box[1]) <= _LEVEL_ROWS * high


def _is_under(item: Item, row: Sequence[TimeHead]) -> bool:
    """Whether an item stands below another diagram's times, or is one of them: it names no lane of this one."""
    return item.box[1] >= row[0].box[1] - REACH and row[0].box[0] - REACH <= item.box[0] <= row[-1].box[2]


def _goes_across(item: Item, columns: Sequence[float]) -> bool:
    """Whether a bare line of text begins left of the times and goes on to the last of them: it is wrapped prose."""
    across = item.box[0] < columns[0] - REACH and item.box[2] > columns[-2]
    return item.number == OUTSIDE and across and len(item.text) >= _WRAPPED


def _stands_above(item: Item, end: float) -> bool:
    """Whether a text stands in a lane, or right below the last bar; the mark of a date may stand a line lower."""
    reach = 1.5 if _DATED.match(item.text) else 0.5
    return (item.box[1] + item.box[3]) / 2 <= end or 0 <= item.box[1] - end <= reach * item.lines[0].size


def _end(top: float, floor: float, things: Sequence[Mark]) -> float:
    """How far down things follow one another without a wide white."""
    heights = [t.box[3] - t.box[1] for t in things if t.kind in ("bar", "arrow")]
    tops = sorted({round(t.box[1]) for t in things if t.kind in ("bar", "arrow")})
    step = median(b - a for a, b in pairwise(tops)) if len(tops) > 1 else 0.0
    white = max(_WHITE, 1.6 * median(heights), 0.8 * step) if heights else _WHITE
    end = top
    for thing in sorted(things, key=lambda t: t.box[1]):
        if thing.box[1] - end > white or thing.box[1] >= floor:
            break
        end = max(end, thing.box[3])
    return end


def _mark(item: Item) -> Mark:
    return Mark(item.box, item.lines, "text" if item.number == OUTSIDE else "arrow" if item.pointed else "bar")
