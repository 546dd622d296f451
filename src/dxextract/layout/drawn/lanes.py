"""Road maps drawn of boxes alone -> tables: years in a row of boxes, names of lanes at the left, bars between.

Decides that a row of times that heads no ruled grid heads a lane diagram when bars (boxes with short words, arrows)
stand below it, drawn boxes are its heads or names stand at its left, and how far down it goes: to the next such row, to
prose, or to a wide white. The rows of times are found in `lane_items`; what lane and time each bar belongs to is
decided in `lane_grids`; road maps of mere text below times are left to `roadmaps`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from dxextract.layout.box_relations import holds_middle, meet
from dxextract.layout.boxes import Boxes, make_boxes
from dxextract.layout.containers import OUTSIDE, fragments_to_boxes
from dxextract.layout.drawn.lane_checks import FEWEST_BARS, is_banded, is_diagram
from dxextract.layout.drawn.lane_grids import Lanes, Mark, TimeHead, lanes_to_table, with_text_above
from dxextract.layout.drawn.lane_items import (
    FEWEST_TIMES,
    LONGEST,
    REACH,
    IsTime,
    Item,
    columns_of,
    is_aside,
    is_level,
    is_prose,
    items_of,
    parts_below,
    rows_of_times,
    title_tops,
    without_values_beside,
)
from dxextract.layout.drawn.legends import without_legends
from dxextract.layout.drawn.overlays import Overlay
from dxextract.layout.drawn.stripes import without_paper, without_stripes
from dxextract.layout.drawn.timed_bars import are_timed
from dxextract.layout.model import Fragment, Frame, Grid, TableBlock
from dxextract.layout.tolerances import Tolerances
from dxextract.schema.passage import Box, union_box
from dxextract.signs import STARS, TRIANGLES

_DATED = re.compile(f"[{STARS}{TRIANGLES}▲△◆◇◎]")
"""Signs of a date in a diagram; the others begin items there too."""
_TALLEST = 4.5
"""Height of a bar in heights of its text; taller boxes are backgrounds."""
_LARGER = 1.25
"""How much larger than the bars a text is set that names the lanes below it."""
_FLAT = 40.0
"""Points of the tallest bar without text."""
_MARK = 24.0
"""Points of the largest mark (a star, a diamond) that stands for a date."""
_WHITE = 26.0
"""Points of white that end a diagram, where its bars are not set wider."""
_MARGIN = 36.0
"""Points of white that part the names of lanes from what is set in the page's margin."""
_BESIDE_TIME = 9.0
"""Points by which a box may begin or end beside the times that it spans: the point of a chevron."""
_WRAPPED = 25
"""Characters of a line of prose that goes on in the next one, at least."""
_EDGES = 1.5
"""Points within which two boxes begin and end at one height."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn on a page, as far as it is in no table yet."""

    grids: tuple[Grid, ...]
    frames: tuple[Frame, ...]
    fragments: tuple[Fragment, ...]


def take_lanes(
    drawn: Drawn, arrows: Sequence[Overlay], page: int, is_time_label: IsTime, tolerances: Tolerances
) -> tuple[list[TableBlock], Drawn]:
    """The lane diagrams of a page as tables, and what is left of what was drawn."""
    labels = [f for f in drawn.fragments if len(f.chars) <= LONGEST and is_time_label(f.text)]
    if len(labels) < FEWEST_TIMES or are_timed(drawn.frames, drawn.fragments, labels):
        return [], drawn
    frames, fragments = without_legends(drawn.frames, drawn.fragments)
    boxes = make_boxes((), without_paper(without_stripes(frames)))
    items = items_of(boxes, fragments_to_boxes(fragments, boxes.index), is_time_label, tolerances)
    heads = rows_of_times(items, is_time_label)
    tables: list[TableBlock] = []
    for head in heads:
        if any(_is_headed(grid, head) for grid in drawn.grids):
            continue
        head = _in_cells(head, drawn.grids)
        parts = parts_below(head, items, is_time_label)
        if len(head) < FEWEST_TIMES and len(parts) <= len(head):
            continue
        found = _Diagram(head, parts, heads, items, drawn.grids, boxes).read(arrows)
        if found is not None:
            tables.append(lanes_to_table(found, page, tolerances))
            drawn = _without(drawn, tables[-1].box)
    return tables, drawn


def _without(drawn: Drawn, region: Box) -> Drawn:
    """What is drawn outside the region; grids made of the diagram's own boxes go with it."""

    def outside(box: Box) -> bool:
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        return not (region[0] - 1 <= x <= region[2] + 1 and region[1] - 1 <= y <= region[3] + 1)

    return Drawn(
        tuple(g for g in drawn.grids if outside(g.box) and not meet(g.box, region)),
        tuple(f for f in drawn.frames if outside(f.box)),
        tuple(f for f in drawn.fragments if outside(f.box)),
    )


def _is_headed(grid: Grid, head: Sequence[TimeHead]) -> bool:
    """Whether the times are cells of a grid that goes on below them."""
    inside = sum(
        grid.box[0] - 2 <= (h.box[0] + h.box[2]) / 2 <= grid.box[2] + 2
        and grid.box[1] - 2 <= (h.box[1] + h.box[3]) / 2 <= grid.box[3] + 2
        for h in head
    )
    height = max(h.box[3] - h.box[1] for h in head)
    return inside >= 2 and grid.box[3] - max(h.box[3] for h in head) > 0.8 * height


def _in_cells(head: Sequence[TimeHead], grids: Sequence[Grid]) -> list[TimeHead]:
    """The times with the boxes of the cells that they stand in: a ruled row of years with bars drawn below it."""
    cells = [cell.box for grid in grids for cell in grid.cells]
    around = [next((box for box in cells if holds_middle(box, h.box)), None) for h in head]
    return [h if box is None else TimeHead(box, h.lines, True) for h, box in zip(head, around, strict=True)]


class _Diagram:
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
        titles = [i for i in items if _is_title_beside(i, head, self.columns[0], self.bottom)]
        items = [i for i in items if i not in titles]
        self.items = items = without_values_beside(items, self.columns[0] + REACH, grids)
        next_row = min((h.box[1] for row in rows for h in row if h.box[1] > self.bottom - 2), default=float("inf"))
        next_row = min([next_row, *(i.box[3] for i in titles)])
        below = [
            i for i in items if i.box[1] >= self.bottom - REACH and i.box[3] <= next_row + REACH and not is_aside(i)
        ]
        left, right = self.columns[0] - REACH, self.columns[-1] + REACH
        within = [i for i in below if left <= (i.box[0] + i.box[2]) / 2 <= right]
        self.titled = _titles_of_names(items, head, self.columns[0])
        told = [i for i in below if not is_prose(i) or any(_stands_below(i, title) for title in self.titled)]
        self.beside = _next_to([i for i in told if i.box[2] <= self.columns[0] + REACH])
        self.bands = [i for i in within if _is_band(i, self.columns, within)]
        ends = [i for i in within if is_prose(i) or _goes_across(i, self.columns)] + [
            i for i in self.bands if _is_labelled(i, self.beside)
        ]
        tops = title_tops(below, head)
        tops = tops if next_row < float("inf") else [y for y in tops if not self._goes_on(y)]
        self.floor = min([next_row, *(i.box[1] for i in ends), *tops])
        self.within = [i for i in within if i not in self.bands and i.box[1] < min(tops, default=float("inf"))]
        usual = _usual_height(self.within)
        barred = [i for i in self.within if _is_bar(i, usual) or _spans_times(i, head)]
        self.barred = barred + [i for i in self.within if i not in barred and any(_is_as_tall(i, b) for b in barred)]

    def _goes_on(self, top: float) -> bool:
        """Whether bars stand below `top` that are painted as those above: a title there heads lanes of the diagram."""
        frames = [self.boxes.frame(n) for n in self.boxes.frame_numbers()]
        inside = [f for f in frames if f.fill and _is_below(f.box, self.columns, self.bottom, float("inf"))]
        above = {_paint(f) for f in inside if f.box[3] <= top}
        return any(_paint(f) in above for f in inside if f.box[1] >= top)

    def read(self, arrows: Sequence[Overlay]) -> Lanes | None:
        """The parts of the diagram, None where what stands below the times makes none."""
        bars = self._bars(arrows)
        end = _end(self.bottom, self.floor, [*bars, *(_mark(i) for i in [*self.beside, *self.bands, *self.within])])
        bars = [m for m in bars if m.box[3] <= end + 1]
        names = _names([_mark(i) for i in self.beside if i.box[3] <= end + 1], bars)
        if not self._is_one(bars, names):
            return None
        end = max(m.box[3] for m in [*bars, *names])
        loose = [i for i in self.within if i not in self.barred and _stands_above(i, end)]
        end = max([end, *(i.box[3] for i in loose)])
        top = min(h.box[1] for h in self.head)
        corner = self._corner(top, names)
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

    def _bars(self, arrows: Sequence[Overlay]) -> list[Mark]:
        """Framed texts, arrows and painted boxes without text."""
        drawn = [Mark(a.box, (), "arrow") for a in arrows if _is_below(a.box, self.columns, self.bottom, self.floor)]
        return [
            *(_mark(i) for i in self.barred),
            *drawn,
            *(
                mark
                for mark in _empty(self.boxes, self.items, self.columns, self.bottom, self.floor)
                if not any(_is_head(mark.box, arrow.box) for arrow in drawn)
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

    def _corner(self, top: float, names: Sequence[Mark]) -> list[Item]:
        """What stands left of the times, not farther left than the names."""
        left = min((n.box[0] for n in names), default=self.columns[0]) - _MARGIN
        beside = (i for i in self.items if left <= i.box[0] and i.box[2] <= self.columns[0] + REACH)
        return [i for i in beside if is_level(i.box, (0, top, 0, self.bottom))]


def _is_title_beside(item: Item, head: Sequence[TimeHead], left: float, bottom: float) -> bool:
    """Whether a box at the left stands from the top of the times down beside the bars: 工程表, over all the lanes."""
    low, top = max(h.box[3] - h.box[1] for h in head), min(h.box[1] for h in head)
    beside = item.number != OUTSIDE and item.box[2] <= left + REACH and abs(item.box[1] - top) <= _EDGES
    return beside and item.box[3] > bottom + low


def _titles_of_names(items: Sequence[Item], head: Sequence[TimeHead], left: float) -> list[Item]:
    """The boxes left of the times that head the columns of names there: 施策, 内容 and 成果指標, two at least."""
    level = (0.0, min(h.box[1] for h in head), 0.0, max(h.box[3] for h in head))
    framed = (i for i in items if i.number != OUTSIDE and i.box[2] <= left + REACH and not is_prose(i))
    found = sorted((i for i in framed if _is_at(i.box, level)), key=lambda i: i.box[0])
    return found if len(found) > 1 else []


def _is_at(box: Box, other: Box) -> bool:
    """Whether two boxes begin and end at one height."""
    return abs(box[1] - other[1]) <= _EDGES and abs(box[3] - other[3]) <= _EDGES


def _stands_below(item: Item, title: Item) -> bool:
    """Whether a framed text is as wide as the title of its column."""
    edges = max(abs(item.box[0] - title.box[0]), abs(item.box[2] - title.box[2]))
    return item.number != OUTSIDE and edges <= _EDGES


def _next_to(items: Sequence[Item]) -> list[Item]:
    """The items at the left that stand next to the columns or to one another: no title in the page's margin."""
    kept: list[Item] = []
    left = float("-inf")
    for item in sorted(items, key=lambda i: -i.box[2]):
        if kept and left - item.box[2] > _MARGIN:
            break
        left = item.box[0] if not kept else min(left, item.box[0])
        kept.append(item)
    return sorted(kept, key=lambda i: (i.box[1], i.box[0]))


def _usual_height(items: Sequence[Item]) -> float:
    """The height that most framed texts below the times share; 0 where there are too few to say."""
    heights = [i.box[3] - i.box[1] for i in items if i.number != OUTSIDE and not is_prose(i)]
    return median(heights) if len(heights) >= FEWEST_BARS else 0.0


def _is_bar(item: Item, usual: float) -> bool:
    """Whether a framed text is a bar: not much taller than its text, or as tall as most are."""
    text = union_box(line.box for line in item.lines)
    height = item.box[3] - item.box[1]
    tallest = max(_TALLEST * max(text[3] - text[1], 6.0), 1.1 * usual)
    return item.number != OUTSIDE and not is_prose(item) and height < tallest


def _spans_times(item: Item, head: Sequence[TimeHead]) -> bool:
    """Whether a framed text of any height stands from the beginning of one time to the end of a later one."""
    if item.number == OUTSIDE or is_prose(item):
        return False
    first = next((n for n, h in enumerate(head) if abs(item.box[0] - h.box[0]) <= _BESIDE_TIME), len(head))
    return any(abs(item.box[2] - h.box[2]) <= _BESIDE_TIME for h in head[first + 1 :])


def _is_as_tall(item: Item, bar: Item) -> bool:
    """Whether a framed text stands from the top to the bottom of a bar beside it, whose text is wrapped."""
    edges = max(abs(item.box[1] - bar.box[1]), abs(item.box[3] - bar.box[3]))
    return item.number != OUTSIDE and not is_prose(item) and edges <= _EDGES


def _is_below(box: Box, columns: Sequence[float], top: float, bottom: float) -> bool:
    middle = (box[0] + box[2]) / 2
    return top - REACH <= box[1] and box[3] <= bottom + REACH and columns[0] <= middle <= columns[-1]


def _empty(boxes: Boxes, items: Sequence[Item], columns: Sequence[float], top: float, bottom: float) -> list[Mark]:
    """Painted boxes without text: bars that are named beside, and small marks of dates."""
    found: list[tuple[Frame, Mark]] = []
    for number in boxes.frame_numbers():
        frame = boxes.frame(number)
        width, height = frame.box[2] - frame.box[0], frame.box[3] - frame.box[1]
        if frame.fill is None or height > _FLAT or not _is_below(frame.box, columns, top, bottom):
            continue
        if any(holds_middle(frame.box, i.box) for i in items):
            continue
        is_mark = width <= _MARK and 0.5 < width / height < 2.0 and not frame.straight
        if is_mark or width > 1.5 * height:
            found.append((frame, Mark(frame.box, (), "mark" if is_mark else "arrow" if frame.pointed else "bar")))
    widest = 0.97 * (columns[-1] - columns[0])
    narrower = {_paint(frame) for frame, mark in found if mark.box[2] - mark.box[0] <= widest}
    return [m for frame, m in found if m.box[2] - m.box[0] <= widest or _paint(frame) in narrower]


def _is_head(box: Box, arrow: Box) -> bool:
    """Whether a small shape is the head of a drawn arrow: as high as the arrow, at one of its ends."""
    high = abs(box[1] - arrow[1]) <= 1 and abs(box[3] - arrow[3]) <= 1
    ends = min(abs(box[2] - arrow[2]), abs(box[0] - arrow[0])) <= 1
    return high and ends and box[2] - box[0] <= _MARK


def _paint(frame: Frame) -> tuple[str | None, int]:
    """Colour and height: what the bars of a diagram share, and the paper below all times does not."""
    return frame.fill, round(frame.box[3] - frame.box[1])


def _mark(item: Item) -> Mark:
    return Mark(item.box, item.lines, "text" if item.number == OUTSIDE else "arrow" if item.pointed else "bar")


def _names(beside: Sequence[Mark], bars: Sequence[Mark]) -> list[Mark]:
    """What names lanes: texts at the height of bars, and those that are set as they are."""
    level = [m for m in beside if any(is_level(m.box, bar.box) or _is_by_line(m, bar) for bar in bars)]
    return [m for m in beside if m in level or any(_is_alike(m, other) for other in level)]


def _is_by_line(name: Mark, bar: Mark) -> bool:
    """Whether a name stands close above or below the height of a line whose own text stands there too."""
    gap = max(bar.box[1] - name.box[3], name.box[1] - bar.box[3])
    return not bar.lines and gap < 0.6 * (name.box[3] - name.box[1])


def _is_alike(one: Mark, other: Mark) -> bool:
    """Whether two names begin at one x, and are both drawn as boxes or both bare."""
    return (one.kind == "text") == (other.kind == "text") and abs(one.box[0] - other.box[0]) < REACH


def _is_band(item: Item, columns: Sequence[float], items: Sequence[Item]) -> bool:
    """Whether a box names the lanes below it: it begins at the names, or is set larger than the bars."""
    if item.number == OUTSIDE or item.pointed or item.box[0] > columns[0] + REACH:
        return False
    size = median([i.lines[0].size for i in items])
    return (item.box[0] < columns[0] - 10 and item.box[2] > columns[1]) or item.lines[0].size >= _LARGER * size


def _goes_across(item: Item, columns: Sequence[float]) -> bool:
    """Whether a bare line of text begins left of the times and goes on to the last of them: it is wrapped prose."""
    across = item.box[0] < columns[0] - REACH and item.box[2] > columns[-2]
    return item.number == OUTSIDE and across and len(item.text) >= _WRAPPED


def _is_labelled(band: Item, beside: Sequence[Item]) -> bool:
    """Whether a label stands left of a box across the times: what follows the diagram (KPI and an indicator)."""
    return any(is_level(i.box, band.box) and i.box[2] <= band.box[0] + REACH for i in beside)


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
