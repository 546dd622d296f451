"""What stands on a page that may hold a lane diagram: texts, framed or bare, and rows of times among them.

Decides which texts of a page are one item, which times side by side head a diagram, what parts (half-years, quarters)
stand below them, and where their columns begin and end. What stands below the times is read in `lane_body`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from dxextract.layout.boxes import Boxes
from dxextract.layout.containers import OUTSIDE
from dxextract.layout.drawn.lane_grids import TimeHead
from dxextract.layout.lines import fragments_to_lines
from dxextract.layout.model import Fragment, Grid, Line
from dxextract.layout.tables.cells import fragments_to_cell_lines
from dxextract.layout.tolerances import Tolerances
from dxextract.schema.passage import Box

FEWEST_TIMES = 3
"""Times in a row that head a diagram; two do where their parts (quarters) stand below them."""
LONGEST = 60
"""Characters of the longest text of a bar; longer ones are prose, which ends a diagram."""
REACH = 4.0
"""Points by which what belongs together may miss."""
SAME_EDGE = 1.5
"""Points within which two boxes begin and end at one height."""
_SAME_ROW = 0.5
"""Share of the lower of two boxes in a row that must stand at the height of the other."""
_NUMBER = re.compile(r"\d+")
_TITLE = 1.3
"""How much larger than the times a title of what follows is set."""
_VALUE_HEAD = re.compile(
    r"(?:最終|基準|数値)?(?:目標|現状|実績|基準|当初|策定時)値?(?:年度)?(?:[(（].*)?$|.{0,9}(?:目標|現状|実績|基準)値$"
)
_FIGURE = re.compile(r"\D{0,2}\d[\d,.]*\s*\D{0,6}$|[-－―—–]$")
_SEAM = 6.0
"""Points between a table of values and the times right of it, at least: columns of one table touch."""
_HEAD_WHITE = 36.0
"""Points of white between a heading and the first figure below it."""
IsTime = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Item:
    """A framed text (`number`: of its box) or a line on the bare page or on a background."""

    box: Box
    lines: tuple[Line, ...]
    number: int
    pointed: bool = False

    @property
    def text(self) -> str:
        return "".join(line.text for line in self.lines)


def items_of(
    boxes: Boxes, held: Mapping[int, Sequence[Fragment]], is_time_label: IsTime, tolerances: Tolerances
) -> list[Item]:
    """All texts of the page: those of a frame together, unless other frames with texts stand in it; else by lines."""
    holding = {boxes.parents[number] for number in boxes.frame_numbers() if held.get(number)}
    found: list[Item] = []
    for number, fragments in held.items():
        if number == OUTSIDE or number in holding:
            lines = fragments_to_lines(fragments, tolerances)
            found.extend(Item(line.box, (line,), OUTSIDE) for line in lines)
        elif fragments:
            frame = boxes.frame(number)
            lines = fragments_to_lines(fragments, tolerances)
            if sum(is_time_label(line.text) for line in lines) >= FEWEST_TIMES:  # times along one band or axis
                found.extend(Item(line.box, (line,), OUTSIDE) for line in lines)
                continue
            lines = fragments_to_cell_lines(fragments, tolerances)
            found.append(Item(frame.box, tuple(lines), number, frame.pointed))
    return sorted(found, key=lambda i: (i.box[1], i.box[0]))


def rows_of_times(items: Iterable[Item], is_time_label: IsTime) -> list[list[TimeHead]]:
    """Rows of different times side by side, top to bottom."""
    rows: list[list[TimeHead]] = []
    for item in items:
        if not is_time_label(item.text):
            continue
        head = TimeHead(item.box, item.lines, item.number != OUTSIDE)
        for row in rows:
            if is_level(row[-1].box, head.box) and _are_in_row(row[-1], head):
                row.append(head)
                break
        else:
            rows.append([head])
    parted = [part for row in rows for part in _begun_anew(sorted(row, key=lambda h: h.box[0]))]
    ordered = [_without_others(row) for row in parted]
    return [
        row
        for row in ordered
        if len(row) >= 2
        and len({h.text for h in row}) == len(row)
        and all(a.box[2] <= b.box[0] + 0.3 * (b.box[2] - b.box[0]) for a, b in pairwise(row))
        and _is_even([(b.box[0] + b.box[2] - a.box[0] - a.box[2]) / 2 for a, b in pairwise(row)])
    ]


def _are_in_row(one: TimeHead, other: TimeHead) -> bool:
    """Whether two boxes of times begin or end at one height; texts on the bare page need not."""
    ends = min(abs(one.box[1] - other.box[1]), abs(one.box[3] - other.box[3]))
    return ends <= REACH or not (one.framed and other.framed)


def _begun_anew(row: list[TimeHead]) -> list[list[TimeHead]]:
    """The parts of a row whose times come again from the first one, all alike: diagrams side by side.

    More white stands between them than between the times of each: 上期 and 下期 come again below each year.
    """
    starts = [n for n, head in enumerate(row) if head.text == row[0].text]
    parts = [row[start:end] for start, end in pairwise([*starts, len(row)])]
    if len(parts) < 2 or len({tuple(h.text for h in part) for part in parts}) > 1 or len(parts[0]) < 2:
        return [row]
    inside = max(b.box[0] - a.box[2] for part in parts for a, b in pairwise(part))
    between = min(right[0].box[0] - left[-1].box[2] for left, right in pairwise(parts))
    return parts if between > max(inside, 0.0) + _SEAM else [row]


def _without_others(row: list[TimeHead]) -> list[TimeHead]:
    """The times of a row without those beside them that head another table: 目標(R12) left of R8 | R9 | R10."""
    looks = [_NUMBER.sub("", head.text) for head in row]
    usual, count = Counter(looks).most_common(1)[0]
    if count < FEWEST_TIMES or count == len(row):
        return row
    first, last = looks.index(usual), len(looks) - 1 - looks[::-1].index(usual)
    counts = [int(found[0]) if (found := _NUMBER.search(head.text)) else None for head in row]
    begun, ended = counts[first] or 0, counts[last] or 0
    falls = any(count is not None and count >= begun for count in counts[:first])
    falls_behind = any(count is not None and count <= ended for count in counts[last + 1 :])
    return row[first if falls else 0 : last + 1 if falls_behind else len(row)]


def parts_below(head: Sequence[TimeHead], items: Sequence[Item], is_time_label: IsTime) -> list[TimeHead]:
    """The parts (half-years, quarters, other names of the years) that stand right below each of the times."""
    low = max(h.box[3] for h in head)
    height = max(h.box[3] - h.box[1] for h in head)
    columns = columns_of(head)
    found = [
        TimeHead(i.box, i.lines, i.number != OUTSIDE)
        for i in items
        if columns[0] - REACH <= (i.box[0] + i.box[2]) / 2 <= columns[-1] + REACH
        and -REACH <= i.box[1] - low <= height
        and is_time_label(i.text)
    ]
    row = sorted((p for p in found if is_level(found[0].box, p.box)), key=lambda p: p.box[0])
    counts = {sum(h.box[0] - REACH <= (p.box[0] + p.box[2]) / 2 <= h.box[2] + REACH for p in row) for h in head}
    return row if len(counts) == 1 and counts != {0} and len(row) == len(head) * min(counts) else []


def without_values_beside(items: Sequence[Item], left: float, grids: Sequence[Grid]) -> Sequence[Item]:
    """The items without those of a table of values that ends well left of the times: 現状 | 目標 over figures.

    Neither its figures nor what they are of names a lane. A column that touches the times (現状値 beside R7) is one of
    their own table.
    """
    beside = [i for i in items if i.box[2] <= left]
    heads = [i for i in beside if _VALUE_HEAD.match(i.text) and any(_is_figure_below(other, i) for other in beside)]
    ends = [_end_of_table(head, grids) for head in heads]
    right = max((end for end in ends if end is not None), default=None)
    if right is None or left - REACH - right < _SEAM:
        return items
    top = min(h.box[1] for h in heads) - REACH
    return [i for i in items if i.box[2] > left or i.box[0] > right or i.box[3] < top]


def _is_figure_below(item: Item, head: Item) -> bool:
    near = -REACH <= item.box[1] - head.box[3] <= _HEAD_WHITE and _is_below(item.box, head.box)
    return near and _FIGURE.match(item.text) is not None


def _end_of_table(head: Item, grids: Sequence[Grid]) -> float | None:
    """Where the grid ends to the right that a heading stands in, or its own box; None for bare text."""
    x, y = (head.box[0] + head.box[2]) / 2, (head.box[1] + head.box[3]) / 2
    around = next((g.box for g in grids if g.box[0] <= x <= g.box[2] and g.box[1] <= y <= g.box[3]), None)
    return around[2] if around is not None else head.box[2] if head.number != OUTSIDE else None


def title_tops(below: Sequence[Item], head: Sequence[TimeHead]) -> list[float]:
    """Where what stands beside a bare text begins that is set larger than the times: the next diagram's title."""
    size = max(line.size for h in head for line in h.lines)
    titles = [i for i in below if i.number == OUTSIDE and i.lines[0].size >= _TITLE * size and not is_aside(i)]
    return [min(i.box[1] for i in below if is_level(i.box, title.box)) for title in titles]


def _is_below(box: Box, above: Box) -> bool:
    """Whether a box stands in the column of another one."""
    return min(box[2], above[2]) - max(box[0], above[0]) > 0


def columns_of(head: Sequence[TimeHead]) -> tuple[float, ...]:
    """The edges of the columns: halfway between neighbouring boxes."""
    inner = [(a.box[2] + b.box[0]) / 2 for a, b in pairwise(head)]
    width = median([b - a for a, b in pairwise(inner)]) if len(inner) > 1 else inner[0] - head[0].box[0]
    if head[0].framed:
        return (head[0].box[0], *inner, head[-1].box[2])
    return (min(head[0].box[0], inner[0] - width), *inner, max(head[-1].box[2], inner[-1] + width))


def is_level(one: Box, other: Box) -> bool:
    low = min(one[3] - one[1], other[3] - other[1])
    return min(one[3], other[3]) - max(one[1], other[1]) >= _SAME_ROW * low


def is_as_high(one: Box, other: Box) -> bool:
    """Whether two boxes begin and end at one height."""
    return abs(one[1] - other[1]) <= SAME_EDGE and abs(one[3] - other[3]) <= SAME_EDGE


def _is_even(steps: Sequence[float]) -> bool:
    """Whether the heads follow one another at like distances."""
    return max(steps) <= 2.0 * min(steps)


def is_aside(item: Item) -> bool:
    """Whether an item is a note or a page number."""
    return item.text.startswith(("※", "＊", "注")) or (item.text.isdigit() and len(item.text) <= 3)


def is_prose(item: Item) -> bool:
    return len(item.text) > LONGEST or (len(item.text) > 20 and item.text.endswith("。"))
