"""Road maps drawn of boxes alone -> tables: years in a row of boxes, names of lanes at the left, bars between.

Decides that a row of times that heads no ruled grid heads a lane diagram when bars (boxes with short words, arrows)
stand below it, drawn boxes are its heads or names stand at its left, and how far down it goes: to the next such row, to
prose, or to a wide white. What lane and time each bar belongs to is decided in `lane_grids`; road maps of mere text
below times are left to `roadmaps`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from dxextract.layout.boxes import Boxes, make_boxes
from dxextract.layout.containers import OUTSIDE, fragments_to_boxes
from dxextract.layout.drawn.lane_checks import FEWEST_BARS, is_banded, is_diagram
from dxextract.layout.drawn.lane_grids import Lanes, Mark, TimeHead, lanes_to_table
from dxextract.layout.drawn.overlays import Overlay
from dxextract.layout.drawn.stripes import without_paper, without_stripes
from dxextract.layout.lines import fragments_to_lines
from dxextract.layout.model import Fragment, Frame, Grid, Line, TableBlock
from dxextract.layout.tables.cells import fragments_to_cell_lines
from dxextract.layout.tolerances import Tolerances
from dxextract.schema.passage import Box, union_box
from dxextract.signs import STARS, TRIANGLES

_DATED = re.compile(f"[{STARS}{TRIANGLES}▲△◆◇◎]")
"""Signs of a date in a diagram; the others begin items there too."""
_IsTime = Callable[[str], bool]
_FEWEST_TIMES = 3
"""Times in a row that head a diagram; two do where their parts (quarters) stand below them."""
_SAME_ROW = 0.5
"""Share of the lower of two boxes in a row that must stand at the height of the other."""
_LONGEST = 60
"""Characters of the longest text of a bar; longer ones are prose, which ends a diagram."""
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
_EDGES = 1.5
"""Points within which two boxes begin and end at one height."""
_REACH = 4.0


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn on a page, as far as it is in no table yet."""

    grids: tuple[Grid, ...]
    frames: tuple[Frame, ...]
    fragments: tuple[Fragment, ...]


@dataclass(frozen=True, slots=True)
class _Item:
    """A framed text (`number`: of its box) or a line on the bare page or on a background."""

    box: Box
    lines: tuple[Line, ...]
    number: int
    pointed: bool = False

    @property
    def text(self) -> str:
        return "".join(line.text for line in self.lines)


def take_lanes(
    drawn: Drawn, arrows: Sequence[Overlay], page: int, is_time_label: _IsTime, tolerances: Tolerances
) -> tuple[list[TableBlock], Drawn]:
    """The lane diagrams of a page as tables, and what is left of what was drawn."""
    labels = [f for f in drawn.fragments if len(f.chars) <= _LONGEST and is_time_label(f.text)]
    if len(labels) < _FEWEST_TIMES:
        return [], drawn
    boxes = make_boxes((), without_paper(without_stripes(drawn.frames)))
    items = _items(boxes, fragments_to_boxes(drawn.fragments, boxes.index), is_time_label, tolerances)
    heads = _heads(items, is_time_label)
    tables: list[TableBlock] = []
    for head in heads:
        if any(_is_headed(grid, head) for grid in drawn.grids):
            continue
        found = _diagram(head, heads, items, boxes, arrows, is_time_label)
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
        tuple(g for g in drawn.grids if outside(g.box) and not _overlap(g.box, region)),
        tuple(f for f in drawn.frames if outside(f.box)),
        tuple(f for f in drawn.fragments if outside(f.box)),
    )


def _overlap(one: Box, other: Box) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    along = min(one[3], other[3]) - max(one[1], other[1])
    return across > 2 and along > 2


def _items(
    boxes: Boxes, held: Mapping[int, Sequence[Fragment]], is_time_label: _IsTime, tolerances: Tolerances
) -> list[_Item]:
    """All texts of the page: those of a frame together, unless other frames with texts stand in it; else by lines."""
    holding = {boxes.parents[number] for number in boxes.frame_numbers() if held.get(number)}
    found: list[_Item] = []
    for number, fragments in held.items():
        if number == OUTSIDE or number in holding:
            lines = fragments_to_lines(fragments, tolerances)
            found.extend(_Item(line.box, (line,), OUTSIDE) for line in lines)
        elif fragments:
            frame = boxes.frame(number)
            lines = fragments_to_lines(fragments, tolerances)
            if sum(is_time_label(line.text) for line in lines) >= _FEWEST_TIMES:  # times along one band or axis
                found.extend(_Item(line.box, (line,), OUTSIDE) for line in lines)
                continue
            lines = fragments_to_cell_lines(fragments, tolerances)
            found.append(_Item(frame.box, tuple(lines), number, frame.pointed))
    return sorted(found, key=lambda i: (i.box[1], i.box[0]))


def _heads(items: Iterable[_Item], is_time_label: _IsTime) -> list[list[TimeHead]]:
    """Rows of different times side by side, top to bottom."""
    rows: list[list[TimeHead]] = []
    for item in items:
        if not is_time_label(item.text):
            continue
        head = TimeHead(item.box, item.lines, item.number != OUTSIDE)
        for row in rows:
            if _level(row[-1].box, head.box):
                row.append(head)
                break
        else:
            rows.append([head])
    ordered = [sorted(row, key=lambda h: h.box[0]) for row in rows]
    return [
        row
        for row in ordered
        if len(row) >= 2
        and len({h.text for h in row}) == len(row)
        and all(a.box[2] <= b.box[0] + 0.3 * (b.box[2] - b.box[0]) for a, b in pairwise(row))
        and _is_even([(b.box[0] + b.box[2] - a.box[0] - a.box[2]) / 2 for a, b in pairwise(row)])
    ]


def _level(one: Box, other: Box) -> bool:
    low = min(one[3] - one[1], other[3] - other[1])
    return min(one[3], other[3]) - max(one[1], other[1]) >= _SAME_ROW * low


def _is_even(steps: Sequence[float]) -> bool:
    """Whether the heads follow one another at like distances."""
    return max(steps) <= 2.0 * min(steps)


def _is_headed(grid: Grid, head: Sequence[TimeHead]) -> bool:
    """Whether the times are cells of a grid that goes on below them."""
    inside = sum(
        grid.box[0] - 2 <= (h.box[0] + h.box[2]) / 2 <= grid.box[2] + 2
        and grid.box[1] - 2 <= (h.box[1] + h.box[3]) / 2 <= grid.box[3] + 2
        for h in head
    )
    height = max(h.box[3] - h.box[1] for h in head)
    return inside >= 2 and grid.box[3] - max(h.box[3] for h in head) > 0.8 * height


def _columns(head: Sequence[TimeHead]) -> tuple[float, ...]:
    """The edges of the columns: halfway between neighbouring boxes."""
    inner = [(a.box[2] + b.box[0]) / 2 for a, b in pairwise(head)]
    width = median([b - a for a, b in pairwise(inner)]) if len(inner) > 1 else inner[0] - head[0].box[0]
    if head[0].framed:
        return (head[0].box[0], *inner, head[-1].box[2])
    return (min(head[0].box[0], inner[0] - width), *inner, max(head[-1].box[2], inner[-1] + width))


def _diagram(
    head: Sequence[TimeHead],
    heads: Sequence[Sequence[TimeHead]],
    items: Sequence[_Item],
    boxes: Boxes,
    arrows: Sequence[Overlay],
    is_time_label: _IsTime,
) -> Lanes | None:
    columns = _columns(head)
    top, bottom = min(h.box[1] for h in head), max(h.box[3] for h in head)
    parts = _parts(head, items, is_time_label)
    if len(head) < _FEWEST_TIMES and len(parts) <= len(head):
        return None
    bottom = max([bottom, *(p.box[3] for p in parts)])
    floor = min((h.box[1] for row in heads for h in row if h.box[1] > bottom - 2), default=float("inf"))
    below = [i for i in items if i.box[1] >= bottom - _REACH and i.box[3] <= floor + _REACH and not _is_aside(i)]
    within = [i for i in below if columns[0] - _REACH <= (i.box[0] + i.box[2]) / 2 <= columns[-1] + _REACH]
    prose = min((i.box[1] for i in within if _is_prose(i)), default=float("inf"))
    beside = _next_to([i for i in below if i.box[2] <= columns[0] + _REACH and not _is_prose(i)])
    bands = [i for i in within if _is_band(i, columns, within)]
    within = [i for i in within if i not in bands]
    empty = _empty(boxes, items, columns, bottom, min(floor, prose))
    usual = _usual_height(within)
    barred = [i for i in within if _is_bar(i, usual)]
    barred += [i for i in within if i not in barred and any(_is_as_tall(i, other) for other in barred)]
    bars = [_mark(i) for i in barred]
    drawn = [Mark(a.box, (), "arrow") for a in arrows if _is_below(a.box, columns, bottom, min(floor, prose))]
    bars.extend([*drawn, *empty])
    end = _end(bottom, min(floor, prose), [*bars, *(_mark(i) for i in [*beside, *bands, *within])])
    bars = [m for m in bars if m.box[3] <= end + 1]
    loose = [i for i in within if i.number == OUTSIDE]
    names = _names([_mark(i) for i in beside if i.box[3] <= end + 1], bars)
    if (
        is_banded(head, columns, bars)
        or not is_diagram(head, columns, bars, names)
        or (len(loose) > len(bars) and not any(n.kind == "bar" for n in names))
    ):
        return None
    end = max(m.box[3] for m in [*bars, *names])
    loose = [i for i in within if i not in barred and _stands_above(i, end)]
    end = max([end, *(i.box[3] for i in loose)])
    left = min((n.box[0] for n in names), default=columns[0]) - _MARGIN
    beside = [i for i in items if left <= i.box[0] and i.box[2] <= columns[0] + _REACH]
    corner = [i for i in beside if _level(i.box, (0, top, 0, bottom))]
    return Lanes(
        heads=tuple(head),
        parts=tuple(parts),
        columns=columns,
        corner=tuple(line for i in corner for line in i.lines) if len(corner) == 1 else (),
        labels=tuple(names),
        bands=tuple(_mark(i) for i in bands if i.box[3] <= end + 1),
        bars=tuple(bars),
        texts=tuple(line for i in loose for line in i.lines),
        box=(
            min([columns[0], *(m.box[0] for m in names), *(i.box[0] for i in [*corner, *bands])]),
            top,
            columns[-1],
            end,
        ),
        body=bottom,
    )


def _next_to(items: Sequence[_Item]) -> list[_Item]:
    """The items at the left that stand next to the columns or to one another: no title in the page's margin."""
    kept: list[_Item] = []
    left = float("-inf")
    for item in sorted(items, key=lambda i: -i.box[2]):
        if kept and left - item.box[2] > _MARGIN:
            break
        left = item.box[0] if not kept else min(left, item.box[0])
        kept.append(item)
    return sorted(kept, key=lambda i: (i.box[1], i.box[0]))


def _parts(head: Sequence[TimeHead], items: Sequence[_Item], is_time_label: _IsTime) -> list[TimeHead]:
    """The parts (half-years, quarters, other names of the years) that stand right below each of the times."""
    low = max(h.box[3] for h in head)
    height = max(h.box[3] - h.box[1] for h in head)
    found = [
        TimeHead(i.box, i.lines, i.number != OUTSIDE)
        for i in items
        if -_REACH <= i.box[1] - low <= height and is_time_label(i.text)
    ]
    row = sorted((p for p in found if _level(found[0].box, p.box)), key=lambda p: p.box[0])
    counts = {sum(h.box[0] - _REACH <= (p.box[0] + p.box[2]) / 2 <= h.box[2] + _REACH for p in row) for h in head}
    return row if len(counts) == 1 and counts != {0} and len(row) == len(head) * min(counts) else []


def _is_aside(item: _Item) -> bool:
    """Whether an item is a note or a page number."""
    return item.text.startswith(("※", "＊", "注")) or (item.text.isdigit() and len(item.text) <= 3)


def _is_prose(item: _Item) -> bool:
    return len(item.text) > _LONGEST or (len(item.text) > 20 and item.text.endswith("。"))


def _usual_height(items: Sequence[_Item]) -> float:
    """The height that most framed texts below the times share; 0 where there are too few to say."""
    heights = [i.box[3] - i.box[1] for i in items if i.number != OUTSIDE and not _is_prose(i)]
    return median(heights) if len(heights) >= FEWEST_BARS else 0.0


def _is_bar(item: _Item, usual: float) -> bool:
    """Whether a framed text is a bar: not much taller than its text, or as tall as most are."""
    text = union_box(line.box for line in item.lines)
    height = item.box[3] - item.box[1]
    tallest = max(_TALLEST * max(text[3] - text[1], 6.0), 1.1 * usual)
    return item.number != OUTSIDE and not _is_prose(item) and height < tallest


def _is_as_tall(item: _Item, bar: _Item) -> bool:
    """Whether a framed text stands from the top to the bottom of a bar beside it, whose text is wrapped."""
    edges = max(abs(item.box[1] - bar.box[1]), abs(item.box[3] - bar.box[3]))
    return item.number != OUTSIDE and not _is_prose(item) and edges <= _EDGES


def _is_below(box: Box, columns: Sequence[float], top: float, bottom: float) -> bool:
    middle = (box[0] + box[2]) / 2
    return top - _REACH <= box[1] and box[3] <= bottom + _REACH and columns[0] <= middle <= columns[-1]


def _empty(boxes: Boxes, items: Sequence[_Item], columns: Sequence[float], top: float, bottom: float) -> list[Mark]:
    """Painted boxes without text: bars that are named beside, and small marks of dates."""
    found: list[tuple[Frame, Mark]] = []
    for number in boxes.frame_numbers():
        frame = boxes.frame(number)
        width, height = frame.box[2] - frame.box[0], frame.box[3] - frame.box[1]
        if frame.fill is None or height > _FLAT or not _is_below(frame.box, columns, top, bottom):
            continue
        if any(_holds(frame.box, i.box) for i in items):
            continue
        is_mark = width <= _MARK and 0.5 < width / height < 2.0 and not frame.straight
        if is_mark or width > 1.5 * height:
            found.append((frame, Mark(frame.box, (), "mark" if is_mark else "arrow" if frame.pointed else "bar")))
    widest = 0.97 * (columns[-1] - columns[0])
    narrower = {_paint(frame) for frame, mark in found if mark.box[2] - mark.box[0] <= widest}
    return [m for frame, m in found if m.box[2] - m.box[0] <= widest or _paint(frame) in narrower]


def _paint(frame: Frame) -> tuple[str | None, int]:
    """Colour and height: what the bars of a diagram share, and the paper below all times does not."""
    return frame.fill, round(frame.box[3] - frame.box[1])


def _holds(outer: Box, inner: Box) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]


def _mark(item: _Item) -> Mark:
    return Mark(item.box, item.lines, "text" if item.number == OUTSIDE else "arrow" if item.pointed else "bar")


def _names(beside: Sequence[Mark], bars: Sequence[Mark]) -> list[Mark]:
    """What names lanes: texts at the height of bars, and those that are set as they are."""
    level = [m for m in beside if any(_level(m.box, bar.box) or _is_by_line(m, bar) for bar in bars)]
    return [m for m in beside if m in level or any(_is_alike(m, other) for other in level)]


def _is_by_line(name: Mark, bar: Mark) -> bool:
    """Whether a name stands close above or below the height of a line whose own text stands there too."""
    gap = max(bar.box[1] - name.box[3], name.box[1] - bar.box[3])
    return not bar.lines and gap < 0.6 * (name.box[3] - name.box[1])


def _is_alike(one: Mark, other: Mark) -> bool:
    """Whether two names begin at one x, and are both drawn as boxes or both bare."""
    return (one.kind == "text") == (other.kind == "text") and abs(one.box[0] - other.box[0]) < _REACH


def _is_band(item: _Item, columns: Sequence[float], items: Sequence[_Item]) -> bool:
    """Whether a box names the lanes below it: it begins at the names, or is set larger than the bars."""
    if item.number == OUTSIDE or item.pointed or item.box[0] > columns[0] + _REACH:
        return False
    size = median([i.lines[0].size for i in items])
    return (item.box[0] < columns[0] - 10 and item.box[2] > columns[1]) or item.lines[0].size >= _LARGER * size


def _stands_above(item: _Item, end: float) -> bool:
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
