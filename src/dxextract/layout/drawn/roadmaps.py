"""Times in a row with texts and bars below them, and no grid -> a table.

Decides that three or more labels of times on one baseline head a road map when bars or short items stand below them;
each item belongs to the column that it begins in, each bar to the columns that it covers. Prose ends a road map.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from dxextract.layout.boxes import Boxes
from dxextract.layout.charts import is_numeric
from dxextract.layout.containers import OUTSIDE
from dxextract.layout.drawn.bars import BoundGrid, bind_bars
from dxextract.layout.drawn.overlays import Overlay
from dxextract.layout.model import Frame, Grid, GridCell, Line, TableBlock
from dxextract.layout.paragraphs import starts_with_mark
from dxextract.layout.tables.cells import grid_to_cells, lines_to_passage
from dxextract.layout.tolerances import Tolerances
from dxextract.schema.document import Bar
from dxextract.schema.passage import Box, union_box
from dxextract.signs import STARS, TRIANGLES

_Lines = dict[int, list[Line]]
_FEWEST_TIMES = 3
_FEWEST_ITEMS = 3
_FEWEST_ARROWS = 2
"""Items that make a road map where all are arrows, bars over several columns, or signs of dates below years."""
_WHITE = 2.0
"""Ems of the white that parts signs of dates from what follows them."""
_APART = 1.5
"""Ems of the white that parts bars from the next title."""
_OFF = 0.6
"""Of its size, how far below the last bar a text stands that is in no lane."""
_SMALL = 0.9
"""Share of the items' size below which a line in the page's margin is none of them."""
_DATED = re.compile(f"[{STARS}{TRIANGLES}▲△]")
_PAPER_EDGE = 30.0
"""Points from the paper's edge within which turned lines are tabs."""
_WORD = 3
_LONGEST_ITEM = 60
"""Characters of the longest item; longer lines are prose."""
_TALLEST_BAR, _TALLEST_ARROW = 3.2, 6.0
"""Height of a bar in heights of its text."""
_TITLE = 1.6
"""How much larger than the items a bare text is that begins something else."""
_HEADING = 1.25
"""How much larger than the items a text is that heads a group of them."""


@dataclass(frozen=True, slots=True)
class _Head:
    """A label of a time with the box it is set in, and the number of that box."""

    line: Line
    box: Box
    owner: int


@dataclass(frozen=True, slots=True)
class _Item:
    """A text below the head: its box (that of its bar, if it has one), its lines, and what it is drawn in."""

    box: Box
    lines: tuple[Line, ...]
    owner: int
    bar: bool
    pointed: bool
    held: bool
    """Whether the label of its time stands in the same drawn box."""


def take_roadmaps(
    boxes: Boxes, lines: _Lines, page: int, foot: float, is_time_label: Callable[[str], bool], tolerances: Tolerances
) -> list[TableBlock]:
    """The road maps of a page; their lines are taken out of `lines` (by the number of their box).

    What stands below `foot` is in the page's margin.
    """
    tables = []
    heads = _heads(boxes, lines, is_time_label)
    for number, head in enumerate(heads):
        low = max(h.line.box[3] for h in head)
        floor = min((h.box[1] for later in heads[number + 1 :] for h in later if h.box[1] >= low), default=float("inf"))
        columns = _columns(head)
        sides = _sides(heads, number, columns)
        items = _of_held(_above_foot(_items(head, floor, sides, boxes, lines), foot), head, columns)
        items = _before_next(items, again=floor < float("inf"))
        items = _without_name(items, head, boxes)
        dates = _first_dates(items) if all(h.owner != OUTSIDE for h in head) else []
        items = dates or items
        if not _fits(items, columns, dated=bool(dates)):
            continue
        corner = _corner(head, columns, lines)
        _remove(lines, [*((h.owner, h.line) for h in head), *((i.owner, line) for i in items for line in i.lines)])
        _remove(lines, corner)
        tables.append(_table(head, columns, [line for _, line in corner], items, page, tolerances))
    return tables


def _heads(boxes: Boxes, lines: _Lines, is_time_label: Callable[[str], bool]) -> list[list[_Head]]:
    """Rows of time labels, top to bottom, each from left to right."""
    found = [
        _Head(line, line.box if owner == OUTSIDE or len(members) > 2 else boxes.boxes[owner], owner)
        for owner, members in lines.items()
        for line in members
        if is_time_label(line.text)
    ]
    rows: list[list[_Head]] = []
    for head in sorted(found, key=lambda h: (h.line.box[3], h.line.box[0])):
        last = rows[-1][-1] if rows else None
        if last and abs(last.line.box[3] - head.line.box[3]) < 3 and abs(last.line.size - head.line.size) < 1:
            rows[-1].append(head)
        else:
            rows.append([head])
    ordered = [part for row in rows for part in _begun_anew(sorted(row, key=lambda h: h.line.box[0]))]
    return [row for row in ordered if len(row) >= _FEWEST_TIMES and len({h.line.text for h in row}) == len(row)]


def _begun_anew(row: list[_Head]) -> list[list[_Head]]:
    """The parts of a row whose times come again from the first one: road maps side by side."""
    starts = [n for n, head in enumerate(row) if head.line.text == row[0].line.text]
    return [row[start:end] for start, end in pairwise([*starts, len(row)])]


def _sides(heads: Sequence[Sequence[_Head]], number: int, columns: Sequence[float]) -> tuple[float, float]:
    """Between which x the middles of a head's items stand: not beyond its last column, nor at another head's side.

    What is set right of all columns, such as a tab at the page's edge, belongs to no time.
    """
    own = heads[number]
    level = [h for h in heads if h is not own and abs(h[0].line.box[3] - own[0].line.box[3]) < 3]
    left = max((h[-1].box[2] for h in level if h[-1].box[2] <= own[0].box[0]), default=float("-inf"))
    right = min((h[0].box[0] for h in level if h[0].box[0] >= own[-1].box[2]), default=float("inf"))
    return left, min(right, columns[-1] + (columns[-1] - columns[-2]) / 2)


def _corner(head: Sequence[_Head], columns: Sequence[float], lines: _Lines) -> list[tuple[int, Line]]:
    """The label of the names' column, with the number of its box: alone on the head's baseline, left of the columns."""
    found = [
        (owner, line)
        for owner, members in lines.items()
        for line in members
        if abs(line.box[3] - head[0].line.box[3]) < 3 and line.box[2] <= columns[0] + 2 and len(members) == 1
    ]
    return found if len(found) == 1 else []


def _columns(head: Sequence[_Head]) -> tuple[float, ...]:
    """The edges of the columns: halfway between neighbouring labels' boxes."""
    inner = [(a.box[2] + b.box[0]) / 2 for a, b in pairwise(head)]
    width = median([b - a for a, b in pairwise(inner)]) if len(inner) > 1 else inner[0] - head[0].box[0]
    return (min(head[0].box[0], inner[0] - width), *inner, max(head[-1].box[2], inner[-1] + width))


def _items(head: Sequence[_Head], floor: float, sides: tuple[float, float], boxes: Boxes, lines: _Lines) -> list[_Item]:
    """The items from the head down to `floor`, or to the first prose, between `sides`."""
    top = max(h.line.box[3] for h in head)
    ends = [
        line.box[1]
        for members in lines.values()
        for line in members
        if line.box[1] > top and len(line.text) > _LONGEST_ITEM
    ]
    bottom = min([floor, *ends])
    held = {h.owner for h in head} - {OUTSIDE}
    items: list[_Item] = []
    for owner, members in lines.items():
        level = [m for m in members if top <= m.box[1] and m.box[3] <= bottom + 1 and not (_is_aside(m) or _is_tab(m))]
        inside = [m for m in level if sides[0] < (m.box[0] + m.box[2]) / 2 < sides[1]]
        groups = _groups(inside)
        if groups and owner != OUTSIDE and len(members) <= 3 and _is_bar(boxes.frame(owner), inside):
            frame = boxes.frame(owner)
            first = groups.pop(0)
            items.append(_Item(frame.box, tuple(first), owner, True, frame.pointed, owner in held))
        items.extend(
            _Item(union_box(m.box for m in group), tuple(group), owner, False, False, owner in held) for group in groups
        )
    return sorted(_without_remarks(items), key=lambda i: (i.box[1], i.box[0]))


def _of_held(items: list[_Item], head: Sequence[_Head], columns: Sequence[float]) -> list[_Item]:
    """The items without a text below, where each time stands in a drawn box with what is done then.

    Below such chevrons may stand items of all times too: then they begin in several columns, and none left of those.
    """
    inside = [i for i in items if i.held]
    if len({i.owner for i in inside}) < len(head):
        return items
    others = {_column_at(i.box[0], columns) for i in items if not i.held}
    return inside if len(others) == 1 or None in others else items


def _above_foot(items: list[_Item], foot: float) -> list[_Item]:
    """The items without a running line in the page's margin: set smaller, and parted from them by a wide white."""
    body = [i for i in items if i.box[1] < foot]
    if not body or len(body) == len(items):
        return items
    end, size = max(i.box[3] for i in body), median(i.lines[0].size for i in body)
    return [i for i in items if i in body or i.box[1] - end <= _WHITE * size or i.lines[0].size >= _SMALL * size]


def _before_next(items: list[_Item], *, again: bool) -> list[_Item]:
    """The items without what comes behind a run of bars alone: a larger text (bare, or on a band) below a wide white.

    Bars may follow it where another road map does (`again`), for they are that one's.
    """
    low = 0.0
    for number, item in enumerate(items):
        size = median(i.lines[0].size for i in items[:number] or items)
        if number >= _FEWEST_ARROWS and item.box[1] - low > _APART * size:
            row = [i for i in items[number:] if i.box[1] < item.box[3]]
            titled = any(_is_heading(i, size) for i in row)
            follows = any(i.bar for i in items[number:] if i not in row)
            large = any(not i.bar and i.lines[0].size >= _TITLE * size for i in row)
            return items[:number] if large or (titled and (again or not follows)) else items
        if not item.bar and item.lines[0].size > _HEADING * size:
            return items
        low = max(low, item.box[3])
    return items


def _without_remarks(items: list[_Item]) -> list[_Item]:
    """The items without bare sentences below bars, where all else is bars: they say something of the whole.

    So do other bare texts well below the last bar, where nothing is bare but the names beside bars; marks make items.
    """
    bars = [i for i in items if i.bar]
    end, left = max((i.box[3] for i in bars), default=float("inf")), min((i.box[0] for i in bars), default=0.0)
    bare = [i for i in items if not i.bar and i.box[1] >= end]
    remarks = [i for i in bare if i.lines[-1].text.endswith("。")]
    apart = [i for i in bare if i.box[1] >= end + _OFF * i.lines[0].size and not _is_marked(i)]
    if not any(not i.bar for i in items if i not in remarks):
        return [i for i in items if i not in remarks]
    if any(not i.bar and i.box[2] > left for i in items if i not in (*remarks, *apart)):
        return items
    return [i for i in items if i not in remarks and i not in apart]


def _is_marked(item: _Item) -> bool:
    text = item.lines[0].text
    return starts_with_mark(text) or text[0] in "□〇" or _DATED.match(text) is not None


def _is_aside(line: Line) -> bool:
    """Whether a line is a note or a page number."""
    return line.text.startswith("※") or (line.text.isdigit() and len(line.text) <= 3)


def _is_tab(line: Line) -> bool:
    """Whether a turned line stands on a tab at the paper's left edge, and names no lane."""
    return line.vertical and line.box[2] <= _PAPER_EDGE


def _is_bar(frame: Frame, lines: Sequence[Line]) -> bool:
    """Whether a box is drawn around its lines, and no background: nothing but a bar ends in a point."""
    text = union_box(line.box for line in lines)
    return frame.box[3] - frame.box[1] < (_TALLEST_ARROW if frame.pointed else _TALLEST_BAR) * (text[3] - text[1])


def _groups(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines of one item: the first, and those right below it that begin with no mark."""
    groups: list[list[Line]] = []
    for line in sorted(lines, key=lambda m: (m.box[1], m.box[0])):
        for group in groups:
            last = group[-1]
            close = -2 <= line.box[1] - last.box[3] < 0.5 * line.size
            below = -0.5 * line.size <= line.box[0] - group[0].box[0] < 3 * line.size
            if close and below and not starts_with_mark(line.text) and line.text[0] not in "□〇":
                group.append(line)
                break
        else:
            groups.append([line])
    return groups


def _without_name(items: list[_Item], head: Sequence[_Head], boxes: Boxes) -> list[_Item]:
    """The items without those in a box left of the head that reaches from the head's row down past all others.

    It stands beside the times as well, so that it names the whole road map and no lane of it.
    """
    kept = items
    for owner in {i.owner for i in items if i.owner != OUTSIDE}:
        _, top, right, bottom = boxes.boxes[owner]
        rest = [i for i in kept if i.owner != owner]
        beside = right <= head[0].box[0] + 2 and top <= min(h.line.box[1] for h in head) + 1
        if beside and bottom >= max((i.box[3] for i in rest), default=float("inf")) - 1:
            kept = rest
    return kept


def _first_dates(items: Sequence[_Item]) -> list[_Item]:
    """The items down to a wide white, where each of them is a sign of a date with its text (▼運用開始)."""
    found: list[_Item] = []
    for item in items:
        if found and item.box[1] - max(i.box[3] for i in found) > _WHITE * item.lines[0].size:
            break
        found.append(item)
    return found if all(_DATED.match(i.lines[0].text) for i in found) else []


def _fits(items: Sequence[_Item], columns: Sequence[float], *, dated: bool) -> bool:
    """Whether bars cover columns, or items begin in several of them; `dated`: all are signs of dates below boxes."""
    worded = [i for i in items if _is_worded(i)]
    covers = any(i.bar and sum(i.box[0] < x < i.box[2] for x in columns[1:-1]) for i in worded)
    few = dated or all(i.pointed for i in items) or (covers and all(i.bar for i in items))
    if len(worded) < max(_FEWEST_ARROWS if few else _FEWEST_ITEMS, 0.6 * len(items)):
        return False
    if covers:
        return True
    starts = [_column_at(i.box[0], columns) for i in worded]
    return len({s for s in starts if s is not None}) >= (_FEWEST_ARROWS if dated else _FEWEST_TIMES)


def _is_worded(item: _Item) -> bool:
    """Whether an item says a phase: words, short ones (試行) only in a box; in the open they may label a chart."""
    shortest = 1 if item.bar or item.held else _WORD
    return any(not is_numeric(line.text) and len(line.text) >= shortest for line in item.lines)


def _column_at(x: float, columns: Sequence[float]) -> int | None:
    """The column that something beginning at `x` stands in, None left of all."""
    reach = 0.06 * (columns[-1] - columns[0]) / (len(columns) - 1)
    inside = [n for n, (left, right) in enumerate(pairwise(columns)) if left - reach <= x < right - reach]
    return inside[0] if inside else None


def _table(
    head: Sequence[_Head],
    columns: tuple[float, ...],
    corner: list[Line],
    items: Sequence[_Item],
    page: int,
    tolerances: Tolerances,
) -> TableBlock:
    labels = [i for i in items if _is_label(i, columns)]
    left = min([columns[0] - 1.0, *(i.box[0] for i in labels), *(line.box[0] for line in corner)])
    xs = (left, *columns)
    ys = (min(h.box[1] for h in head), max(h.line.box[3] for h in head), max(i.box[3] for i in items) + 1)
    size = median(line.size for i in items for line in i.lines)
    overlays = [Overlay(_extent(i, xs, size, i in labels), "arrow" if i.pointed else "bar", None) for i in items]
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
        overlay.box for overlay, item in zip(overlays, items, strict=True) if item.bar and not _is_heading(item, size)
    }
    return TableBlock(bound.grid, grid_to_cells(bound.grid, bound.texts, (), page), _bars(bound, drawn, page), 1, page)


def _is_heading(item: _Item, size: float) -> bool:
    """Whether an item heads those below it: set larger than `size`, and in no arrow."""
    return item.lines[0].size >= _HEADING * size and not item.pointed


def _is_label(item: _Item, columns: Sequence[float]) -> bool:
    """Whether an item stands left of the columns."""
    narrow = item.box[2] - item.box[0] < 0.4 * (columns[1] - columns[0])
    return not item.bar and item.box[0] < columns[0] - 2 and (narrow or item.box[2] <= columns[0] + 2)


def _extent(item: _Item, xs: Sequence[float], size: float, is_label: bool) -> Box:
    """Where an item counts as standing: a bar where it is drawn, a text in the column it begins in."""
    if _is_heading(item, size) and not is_label:
        return (xs[0], item.box[1], xs[-1], item.box[3])
    if item.bar:
        return item.box
    column = None if is_label else _column_at(item.box[0], xs[1:])
    left, right = (xs[0], xs[1]) if column is None else (xs[column + 1], xs[column + 2])
    return (left, item.box[1], right, item.box[3])


def _bars(bound: BoundGrid, drawn: set[Box], page: int) -> tuple[Bar, ...]:
    return tuple(
        Bar(b.row, b.col, b.col_end - 1, b.overlay.shape, b.overlay.box, lines_to_passage(b.lines, page), page)
        for b in bound.bars
        if b.overlay.box in drawn
    )


def _remove(lines: _Lines, taken: Iterable[tuple[int, Line]]) -> None:
    for owner, line in taken:
        lines[owner] = [one for one in lines[owner] if one is not line]
