"""Times in a row with texts and bars below them, and no grid -> a table.

Decides that three or more labels of times on one baseline head a road map when bars or short items stand below them, or
two where one is a span of years;
each item belongs to the column that it begins in, each bar to the columns that it covers. What the items are and where
they end is decided in `roadmap_items`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from statistics import median

from dxextract.layout.boxes import Boxes
from dxextract.layout.charts import is_numeric
from dxextract.layout.containers import OUTSIDE
from dxextract.layout.drawn.bars import BoundGrid, bind_bars
from dxextract.layout.drawn.overlays import Overlay
from dxextract.layout.drawn.roadmap_items import (
    FEWEST_ARROWS,
    Head,
    Item,
    Lines,
    above_foot,
    before_next,
    column_at,
    first_dates,
    is_heading,
    items_below,
    of_held,
    without_name,
)
from dxextract.layout.drawn.timed_bars import timed_lanes
from dxextract.layout.figure_labels import YEARS_LONG
from dxextract.layout.model import Grid, GridCell, Line, TableBlock
from dxextract.layout.tables.cells import grid_to_cells, lines_to_passage
from dxextract.layout.tolerances import Tolerances
from dxextract.normalise import level
from dxextract.schema.document import Bar
from dxextract.schema.passage import Box

_FEWEST_TIMES = 3
_FEWEST_ITEMS = 3
_WORD = 3
_OFF = 3.0
"""Points by which a text below a time may begin beside it."""


def take_roadmaps(
    boxes: Boxes, lines: Lines, page: int, foot: float, is_time_label: Callable[[str], bool], tolerances: Tolerances
) -> list[TableBlock]:
    """The road maps of a page; their lines are taken out of `lines` (by the number of their box).

    What stands below `foot` is in the page's margin.
    """
    tables = []
    for lane in timed_lanes(boxes, lines, is_time_label):
        _remove(lines, [*((h.owner, h.line) for h in lane.head), *((i.owner, t) for i in lane.items for t in i.lines)])
        tables.append(_table(lane.head, lane.columns, [], lane.items, page, tolerances))
    heads = _heads(boxes, lines, is_time_label)
    for number, head in enumerate(heads):
        low = max(h.line.box[3] for h in head)
        floor = min((h.box[1] for later in heads[number + 1 :] for h in later if h.box[1] >= low), default=float("inf"))
        columns = _columns(head)
        sides = _sides(heads, number, columns)
        items = of_held(above_foot(items_below(head, floor, sides, boxes, lines), foot), head, columns)
        items = before_next(items, again=floor < float("inf"))
        items = without_name(items, head, boxes)
        dates = first_dates(items) if all(h.owner != OUTSIDE for h in head) else []
        items = dates or items
        if not _fits(items, columns, dated=bool(dates) or len(head) < _FEWEST_TIMES):
            continue
        corner = _corner(head, columns, lines)
        _remove(lines, [*((h.owner, h.line) for h in head), *((i.owner, line) for i in items for line in i.lines)])
        _remove(lines, corner)
        tables.append(_table(head, columns, [line for _, line in corner], items, page, tolerances))
    return tables


def _heads(boxes: Boxes, lines: Lines, is_time_label: Callable[[str], bool]) -> list[list[Head]]:
    """Rows of time labels, top to bottom, each from left to right."""
    found = [
        Head(line, line.box if owner == OUTSIDE or len(members) > 2 else boxes.boxes[owner], owner)
        for owner, members in lines.items()
        for line in members
        if is_time_label(line.text)
    ]
    rows: list[list[Head]] = []
    for head in sorted(found, key=lambda h: (h.line.box[3], h.line.box[0])):
        last = rows[-1][-1] if rows else None
        if last and abs(last.line.box[3] - head.line.box[3]) < 3 and abs(last.line.size - head.line.size) < 1:
            rows[-1].append(head)
        else:
            rows.append([head])
    ordered = [part for row in rows for part in _begun_anew(sorted(row, key=lambda h: h.line.box[0]))]
    rows = [row for row in ordered if len({h.line.text for h in row}) == len(row)]
    return [row for row in rows if len(row) >= _FEWEST_TIMES or _is_chain(row, boxes, lines) or _are_spans(row, lines)]


def _is_chain(row: Sequence[Head], boxes: Boxes, lines: Lines) -> bool:
    """Whether two times stand in arrows, each with what is done then: 前期 and 後期."""
    steps = [h for h in row if h.owner != OUTSIDE and boxes.frame(h.owner).pointed and len(lines[h.owner]) > 1]
    return len({h.owner for h in steps}) == len(row) >= FEWEST_ARROWS


def _are_spans(row: Sequence[Head], lines: Lines) -> bool:
    """Whether two times side by side, a span of years among them, have each a line of words right below them.

    令和7年度 | 令和8年度～令和12年度 along a line of time: two years alone may be those of two values.
    """
    if len(row) != FEWEST_ARROWS or not any(YEARS_LONG.search(level(h.line.text)) for h in row):
        return False
    return all(any(_is_right_below(line, h.line) for own in lines.values() for line in own) for h in row)


def _is_right_below(line: Line, head: Line) -> bool:
    """Whether a line of words begins where a time does, or stands below its middle, with less than a line between."""
    off = min(abs(line.box[0] - head.box[0]), abs(line.box[0] + line.box[2] - head.box[0] - head.box[2]) / 2)
    near = off <= _OFF and -2 <= line.box[1] - head.box[3] <= head.size
    return near and len(line.text) >= _WORD and not line.text.endswith("。") and not is_numeric(line.text)


def _begun_anew(row: list[Head]) -> list[list[Head]]:
    """The parts of a row whose times come again from the first one: road maps side by side."""
    starts = [n for n, head in enumerate(row) if head.line.text == row[0].line.text]
    return [row[start:end] for start, end in pairwise([*starts, len(row)])]


def _sides(heads: Sequence[Sequence[Head]], number: int, columns: Sequence[float]) -> tuple[float, float]:
    """Between which x the middles of a head's items stand: not beyond its last column, nor at another head's side.

    What is set right of all columns, such as a tab at the page's edge, belongs to no time.
    """
    own = heads[number]
    level = [h for h in heads if h is not own and abs(h[0].line.box[3] - own[0].line.box[3]) < 3]
    left = max((h[-1].box[2] for h in level if h[-1].box[2] <= own[0].box[0]), default=float("-inf"))
    right = min((h[0].box[0] for h in level if h[0].box[0] >= own[-1].box[2]), default=float("inf"))
    return left, min(right, columns[-1] + (columns[-1] - columns[-2]) / 2)


def _corner(head: Sequence[Head], columns: Sequence[float], lines: Lines) -> list[tuple[int, Line]]:
    """The label of the names' column, with the number of its box: alone on the head's baseline, left of the columns."""
    found = [
        (owner, line)
        for owner, members in lines.items()
        for line in members
        if abs(line.box[3] - head[0].line.box[3]) < 3 and line.box[2] <= columns[0] + 2 and len(members) == 1
    ]
    return found if len(found) == 1 else []


def _columns(head: Sequence[Head]) -> tuple[float, ...]:
    """The edges of the columns: halfway between neighbouring labels' boxes."""
    inner = [(a.box[2] + b.box[0]) / 2 for a, b in pairwise(head)]
    width = median([b - a for a, b in pairwise(inner)]) if len(inner) > 1 else inner[0] - head[0].box[0]
    return (min(head[0].box[0], inner[0] - width), *inner, max(head[-1].box[2], inner[-1] + width))


def _fits(items: Sequence[Item], columns: Sequence[float], *, dated: bool) -> bool:
    """Whether bars cover columns, or items begin in several of them; `dated`: signs of dates, or below two times."""
    worded = [i for i in items if _is_worded(i)]
    covers = any(i.bar and sum(i.box[0] < x < i.box[2] for x in columns[1:-1]) for i in worded)
    few = dated or all(i.pointed for i in items) or (covers and all(i.bar for i in items))
    if len(worded) < max(FEWEST_ARROWS if few else _FEWEST_ITEMS, 0.6 * len(items)):
        return False
    if covers:
        return True
    starts = [column_at(i.box[0], columns) for i in worded]
    return len({s for s in starts if s is not None}) >= (
        FEWEST_ARROWS if dated else min(_FEWEST_TIMES, len(columns) - 1)
    )


def _is_worded(item: Item) -> bool:
    """Whether an item says a phase: words, short ones (試行) only in a box; in the open they may label a chart."""
    shortest = 1 if item.bar or item.held else _WORD
    return any(not is_numeric(line.text) and len(line.text) >= shortest for line in item.lines)


def _table(
    head: Sequence[Head],
    columns: tuple[float, ...],
    corner: list[Line],
    items: Sequence[Item],
    page: int,
    tolerances: Tolerances,
) -> TableBlock:
    labels = [i for i in items if _is_label(i, columns)]
    left = min([columns[0] - 1.0, *(i.box[0] for i in labels), *(line.box[0] for line in corner)])
    xs = (left, *columns)
    ys = (min(h.box[1] for h in head), max(h.line.box[3] for h in head), max(i.box[3] for i in items) + 1)
    size = median(line.size for i in items for line in i.lines)
    overlays = [Overlay(_extent(i, xs, ys[1], size, i in labels), "arrow" if i.pointed else "bar", None) for i in items]
    cells = [GridCell(r, c, 1, 1, (xs[c], ys[r], xs[c + 1], ys[r + 1])) for r in range(2) for c in range(len(xs) - 1)]
    bound = bind_bars(
        Grid(xs, ys, tuple(cells)),
        overlays,
        {n: i.lines for n, i in enumerate(items)},
        {0: corner, **{n + 1: [h.line] for n, h in enumerate(head)}},
        1,
        0,
        tolerances,
    )
    drawn = {
        overlay.box for overlay, item in zip(overlays, items, strict=True) if item.bar and not is_heading(item, size)
    }
    return TableBlock(bound.grid, grid_to_cells(bound.grid, bound.texts, (), page), _bars(bound, drawn, page), 1, page)


def _is_label(item: Item, columns: Sequence[float]) -> bool:
    """Whether an item stands left of the columns."""
    narrow = item.box[2] - item.box[0] < 0.4 * (columns[1] - columns[0])
    return not item.bar and item.box[0] < columns[0] - 2 and (narrow or item.box[2] <= columns[0] + 2)


def _extent(item: Item, xs: Sequence[float], top: float, size: float, is_label: bool) -> Box:
    """Where an item counts as standing: a bar where it is drawn, a text in the column it begins in."""
    if is_heading(item, size) and not is_label:
        return (xs[0], item.box[1], xs[-1], item.box[3])
    if item.bar:  # below `top`, where the label of its time stands in the bar too
        return (item.box[0], max(item.box[1], top), item.box[2], item.box[3]) if item.held else item.box
    column = None if is_label else column_at(item.box[0], xs[1:])
    left, right = (xs[0], xs[1]) if column is None else (xs[column + 1], xs[column + 2])
    return (left, item.box[1], right, item.box[3])


def _bars(bound: BoundGrid, drawn: set[Box], page: int) -> tuple[Bar, ...]:
    return tuple(
        Bar(b.row, b.col, b.col_end - 1, b.overlay.shape, b.overlay.box, lines_to_passage(b.lines, page), page)
        for b in bound.bars
        if b.overlay.box in drawn
    )


def _remove(lines: Lines, taken: Iterable[tuple[int, Line]]) -> None:
    for owner, line in taken:
        lines[owner] = [one for one in lines[owner] if one is not line]
