"""What stands below a row of times, item by item, and where a road map of them ends.

Decides which lines are one item, which drawn boxes are bars, and that notes, running lines, the name of the whole and
what follows below are none of it. Which rows of times head a road map is decided in `roadmaps`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from dxextract.layout.boxes import Boxes
from dxextract.layout.containers import OUTSIDE
from dxextract.layout.model import Frame, Line
from dxextract.layout.paragraphs import starts_with_mark
from dxextract.schema.passage import Box, union_box
from dxextract.signs import STARS, TRIANGLES

Lines = dict[int, list[Line]]
FEWEST_ARROWS = 2
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
_LONGEST_ITEM = 60
"""Characters of the longest item; longer lines are prose."""
_TALLEST_BAR, _TALLEST_ARROW = 3.2, 6.0
"""Height of a bar in heights of its text."""
_TITLE = 1.6
"""How much larger than the items a bare text is that begins something else."""
_HEADING = 1.25
"""How much larger than the items a text is that heads a group of them."""


@dataclass(frozen=True, slots=True)
class Head:
    """A label of a time with the box it is set in, and the number of that box."""

    line: Line
    box: Box
    owner: int


@dataclass(frozen=True, slots=True)
class Item:
    """A text below the head: its box (that of its bar, if it has one), its lines, and what it is drawn in."""

    box: Box
    lines: tuple[Line, ...]
    owner: int
    bar: bool
    pointed: bool
    held: bool
    """Whether the label of its time stands in the same drawn box."""


def items_below(
    head: Sequence[Head], floor: float, sides: tuple[float, float], boxes: Boxes, lines: Lines
) -> list[Item]:
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
    items: list[Item] = []
    for owner, members in lines.items():
        level = [m for m in members if top <= m.box[1] and m.box[3] <= bottom + 1 and not (_is_aside(m) or _is_tab(m))]
        inside = [m for m in level if sides[0] < (m.box[0] + m.box[2]) / 2 < sides[1]]
        groups = _groups(inside)
        if groups and owner != OUTSIDE and len(members) <= 3 and _is_bar(boxes.frame(owner), inside):
            frame = boxes.frame(owner)
            first = groups.pop(0)
            items.append(Item(frame.box, tuple(first), owner, True, frame.pointed, owner in held))
        items.extend(
            Item(union_box(m.box for m in group), tuple(group), owner, False, False, owner in held) for group in groups
        )
    return sorted(_without_remarks(items), key=lambda i: (i.box[1], i.box[0]))


def of_held(items: list[Item], head: Sequence[Head], columns: Sequence[float]) -> list[Item]:
    """The items without a text below, where each time stands in a drawn box with what is done then.

    Below such chevrons may stand items of all times too: then they begin in each column, two at least in the first row.
    """
    inside = [i for i in items if i.held]
    if len({i.owner for i in inside}) < len(head):
        return items
    rest = [i for i in items if not i.held]
    others = {column_at(i.box[0], columns) for i in rest}
    alone = sum(i.box[1] < rest[0].box[3] for i in rest) == 1
    return inside if alone or len(others) < len(head) or None in others else items


def above_foot(items: list[Item], foot: float) -> list[Item]:
    """The items without a running line in the page's margin: set smaller, and parted from them by a wide white."""
    body = [i for i in items if i.box[1] < foot]
    if not body or len(body) == len(items):
        return items
    end, size = max(i.box[3] for i in body), median(i.lines[0].size for i in body)
    return [i for i in items if i in body or i.box[1] - end <= _WHITE * size or i.lines[0].size >= _SMALL * size]


def before_next(items: list[Item], *, again: bool) -> list[Item]:
    """The items without what comes behind a run of bars alone: a larger text (bare, or on a band) below a wide white.

    Bars may follow it where another road map does (`again`), for they are that one's.
    """
    low = 0.0
    for number, item in enumerate(items):
        size = median(i.lines[0].size for i in items[:number] or items)
        if number >= FEWEST_ARROWS and item.box[1] - low > _APART * size:
            row = [i for i in items[number:] if i.box[1] < item.box[3]]
            titled = any(is_heading(i, size) for i in row)
            follows = any(i.bar for i in items[number:] if i not in row)
            large = any(not i.bar and i.lines[0].size >= _TITLE * size for i in row)
            return items[:number] if large or (titled and (again or not follows)) else items
        if not item.bar and item.lines[0].size > _HEADING * size:
            return items
        low = max(low, item.box[3])
    return items


def _without_remarks(items: list[Item]) -> list[Item]:
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


def _is_marked(item: Item) -> bool:
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


def without_name(items: list[Item], head: Sequence[Head], boxes: Boxes) -> list[Item]:
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


def first_dates(items: Sequence[Item]) -> list[Item]:
    """The items down to a wide white, where each of them is a sign of a date with its text (▼運用開始)."""
    found: list[Item] = []
    for item in items:
        if found and item.box[1] - max(i.box[3] for i in found) > _WHITE * item.lines[0].size:
            break
        found.append(item)
    return found if all(_DATED.match(i.lines[0].text) for i in found) else []


def column_at(x: float, columns: Sequence[float]) -> int | None:
    """The column that something beginning at `x` stands in, None left of all."""
    reach = 0.06 * (columns[-1] - columns[0]) / (len(columns) - 1)
    inside = [n for n, (left, right) in enumerate(pairwise(columns)) if left - reach <= x < right - reach]
    return inside[0] if inside else None


def is_heading(item: Item, size: float) -> bool:
    """Whether an item heads those below it: set larger than `size`, and in no arrow."""
    return item.lines[0].size >= _HEADING * size and not item.pointed
