"""Boxes in any drawing order -> reading order.

Decides columns and rows by recursive cuts through white space: a stack of strips is read downwards; a run of strips
that share a gutter is read column by column, unless it is rather a set of rows (labels with their values, rows of
cards). Knows boxes only, not what is in them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from dxextract.layout.tolerances import Tolerances
from dxextract.schema.passage import Box, union_box

_PADDING = 3.0
"""Points that the text in a frame, chart or table stands further in than its edge."""
_CARD = 24.0
"""Points of the lowest box that is a card and no title bar."""
_CENTRED = 0.06
"""Share of their width by which a title may stand off the middle of what is below it."""
_FEWEST_LINES = 3
"""Lines of columns of text; fewer may be the titles of the boxes below them."""
_FEWEST_ROWS = 2
_LONG_LINE = 12.0
"""Ems of a line that is no label."""
_FAR = 5.0
"""Multiple of a line's height that parts what stands below the columns from them."""
_LEVEL = 0.3
"""Share of a line's height by which the tops of a label and its value differ at most."""


class Item(NamedTuple):
    """A box to be put in order: `key` is the caller's; `is_text` a line of text (no frame, table or picture)."""

    key: int
    box: Box
    is_text: bool


class Placed(NamedTuple):
    """An item in its turn: `group` numbers the columns, `column` is the region that its column spans."""

    key: int
    group: int
    column: Box


def items_to_order(items: Sequence[Item], region: Box, tolerances: Tolerances) -> list[Placed]:
    """`items` in reading order within `region`."""
    groups: list[tuple[Box, list[Item]]] = []
    _place(list(items), region, groups, tolerances, 0)
    return [Placed(item.key, number, column) for number, (column, members) in enumerate(groups) for item in members]


def _place(
    items: list[Item], region: Box, groups: list[tuple[Box, list[Item]]], tolerances: Tolerances, depth: int
) -> None:
    if not items:
        return
    strips = boxes_to_strips(items)
    if len(strips) == 1:
        _place_strip(strips[0], region, groups, tolerances, depth)
        return
    position = 0
    stack: list[Item] = []
    while position < len(strips):
        rows = _rows_of_boxes(strips, position)
        for strip in strips[position : position + rows]:
            _flush(stack, region, groups)
            _place_strip(strip, region, groups, tolerances, depth)
        if rows:
            position += rows
            continue
        block = _column_block(strips, position, tolerances) if depth < 12 else None
        if block is None:
            strip = strips[position]
            if len(strip) == 1:
                stack.extend(strip)
            else:
                _flush(stack, region, groups)
                _place_strip(strip, region, groups, tolerances, depth)
            position += 1
            continue
        _flush(stack, region, groups)
        end, gutters = block
        members = [item for strip in strips[position:end] for item in strip]
        for column, part in _parts(members, gutters, region):
            _place(part, column, groups, tolerances, depth + 1)
        position = end
    _flush(stack, region, groups)


def _flush(stack: list[Item], region: Box, groups: list[tuple[Box, list[Item]]]) -> None:
    if stack:
        groups.append((region, list(stack)))
        stack.clear()


def _place_strip(
    strip: list[Item], region: Box, groups: list[tuple[Box, list[Item]]], tolerances: Tolerances, depth: int
) -> None:
    """One strip: cut it into columns where white space runs through it, else top to bottom."""
    gutters = _gutters(strip, 1.0)
    if not gutters or depth >= 12:
        groups.append((region, sorted(strip, key=lambda i: (round(i.box[1] / 3), i.box[0]))))
        return
    for column, part in _parts(strip, gutters, region):
        if len(part) == len(strip):
            groups.append((region, sorted(strip, key=lambda i: (round(i.box[1] / 3), i.box[0]))))
            return
        _place(part, column, groups, tolerances, depth + 1)


def boxes_to_strips(items: Sequence[Item]) -> list[list[Item]]:
    """Items that overlap vertically by more than a little, strip by strip, downwards."""
    strips: list[list[Item]] = []
    bottom = 0.0
    for item in sorted(items, key=lambda i: (i.box[1], i.box[0])):
        height = item.box[3] - item.box[1]
        if strips and item.box[1] < bottom - min(0.35 * height, 4.0):
            strips[-1].append(item)
            bottom = max(bottom, item.box[3])
        else:
            strips.append([item])
            bottom = item.box[3]
    return strips


def _gutters(items: Sequence[Item], narrowest: float) -> list[tuple[float, float]]:
    """The x ranges that no item covers, between the outermost ones; a frame's own padding is part of the white."""
    gaps: list[tuple[float, float]] = []
    reach = inked = float("-inf")
    for item in sorted(items, key=lambda i: i.box[0]):
        padding = 0.0 if item.is_text else _PADDING
        if reach < item.box[0] and item.box[0] + padding - inked >= narrowest and reach > float("-inf"):
            gaps.append((reach, item.box[0]))
        reach, inked = max(reach, item.box[2]), max(inked, item.box[2] - padding)
    return gaps


def _column_block(
    strips: Sequence[list[Item]], start: int, tolerances: Tolerances
) -> tuple[int, list[tuple[float, float]]] | None:
    """The end of the longest run of strips from `start` that share a gutter, with its gutters; None if rows."""
    if _is_centred_title(strips, start):
        return None
    members: list[Item] = []
    best: tuple[int, list[tuple[float, float]]] | None = None
    for end in range(start, len(strips)):
        if _rows_of_boxes(strips, end):
            break
        if end > start and _begin_cards(strips, end) and all(len(strip) == 1 for strip in strips[start:end]):
            break  # lines above cards run over them all
        if best is not None and _is_new_row(strips, start, end):
            break  # columns of text, and cards below them
        members.extend(strips[end])
        gutters = _gutters(members, tolerances.gutter)
        if best is not None and len(gutters) < len(best[1]) and _are_cards(strips[start : best[0]], best[1]):
            break  # what comes below is arranged otherwise
        if not gutters and len(members) > 1 and end > start and _widest_reached(members):
            break
        if gutters:
            best = (end + 1, gutters)
        elif best is not None:
            break
    if best is None or best[0] - start < 2:
        return None
    end, gutters = best
    if _continues_above(strips, start, gutters) or not _stand_beside(strips[start:end], gutters):
        return None
    end = _trimmed(strips, start, end, gutters)
    end = _before_wide_gap(strips, start, _without_tail(strips, start, end, gutters), gutters)
    if end - start < 2 or _are_rows(strips[start:end], gutters):
        return None
    return end, gutters


def _stand_beside(strips: Sequence[Sequence[Item]], gutters: Sequence[tuple[float, float]]) -> bool:
    """Whether anything stands beside anything: a line set at the right margin above lines at the left is no column."""
    return any(len({_side(i, gutters) for i in strip}) > 1 for strip in strips)


def _before_wide_gap(
    strips: Sequence[Sequence[Item]], start: int, end: int, gutters: Sequence[tuple[float, float]]
) -> int:
    """The end of the block where boxes in rows are parted by more than the gutter: each such row is a block."""
    if any(i.is_text for strip in strips[start:end] for i in strip):
        return end
    widest = max(right - left for left, right in gutters)
    for at in range(start + 1, end):
        gap = min(i.box[1] for i in strips[at]) - max(i.box[3] for i in strips[at - 1])
        if gap >= 0.8 * widest:
            return at
    return end


def _continues_above(strips: Sequence[list[Item]], start: int, gutters: list[tuple[float, float]]) -> bool:
    """Whether the first strip stands in one column only and closer to what is above it than to what is below."""
    first = strips[start]
    if start == 0 or len({_side(i, gutters) for i in first}) > 1 or not all(i.is_text for i in first):
        return False
    above = min(i.box[1] for i in first) - max(i.box[3] for i in strips[start - 1])
    below = min(i.box[1] for i in strips[start + 1]) - max(i.box[3] for i in first)
    return above < 0.8 * below and above < 1.2 * (first[0].box[3] - first[0].box[1])


def _widest_reached(members: Sequence[Item]) -> bool:
    """Whether the items so far already cover their whole width, so that no gutter can appear any more."""
    box = union_box(i.box for i in members)
    return any(i.box[2] - i.box[0] >= 0.98 * (box[2] - box[0]) for i in members) and len(members) > 3


def _trimmed(strips: Sequence[list[Item]], start: int, end: int, gutters: list[tuple[float, float]]) -> int:
    """Without the last strips that stand below all columns but one, set off by a gap."""
    while end - start > 1:
        last = strips[end - 1]
        sides = {_side(i, gutters) for i in last}
        if len(sides) <= len(gutters) and _are_cards(strips[start : end - 1], gutters):
            end -= 1
            continue
        above = [i for strip in strips[start : end - 1] for i in strip]
        if len(sides) > 1 or {_side(i, gutters) for i in above} == sides:
            return end
        same = [i.box[3] for i in above if _side(i, gutters) in sides]
        top = min(i.box[1] for i in last)
        height = max(i.box[3] - i.box[1] for i in last)
        if same and top - max(same) < 1.2 * min(height, 20.0):
            return end
        end -= 1
    return end


def _is_centred_title(strips: Sequence[Sequence[Item]], start: int) -> bool:
    """Whether strip `start` is one line right over the middle of what stands side by side below it."""
    if start + 1 >= len(strips) or len(strips[start]) != 1 or len(strips[start + 1]) < 2:
        return False
    title, below = strips[start][0], strips[start + 1]
    whole = union_box(i.box for i in below)
    off = abs((title.box[0] + title.box[2]) - (whole[0] + whole[2])) / 2
    inside = whole[0] < title.box[0] and title.box[2] < whole[2]
    return title.is_text and inside and off < max(_PADDING, _CENTRED * (whole[2] - whole[0]))


def _is_new_row(strips: Sequence[Sequence[Item]], start: int, end: int) -> bool:
    """Whether strip `end` is a row of high boxes of one height under text: no boxes of the same columns above it."""
    row, above = strips[end], strips[end - 1]
    lines = sum(any(i.is_text for i in strip) for strip in strips[start:end])
    if len(row) < 2 or any(i.is_text for i in row) or lines < _FEWEST_LINES:
        return False
    tops, bottoms = [i.box[1] for i in row], [i.box[3] for i in row]
    if max(tops) - min(tops) > _PADDING or max(bottoms) - min(bottoms) > _PADDING or bottoms[0] - tops[0] < _CARD:
        return False
    return not all(any(abs(a.box[0] - i.box[0]) <= _PADDING and not a.is_text for a in above) for i in row)


def _without_tail(
    strips: Sequence[Sequence[Item]], start: int, end: int, gutters: Sequence[tuple[float, float]]
) -> int:
    """The end of the block without what stands far below all of it in one column: a colophon at the page's foot.

    So does a title right above what comes next, which stands below the end of the other columns.
    """
    for at in range(end - 1, start + 1, -1):
        tail = [i for strip in strips[at:end] for i in strip]
        if len({_side(i, gutters) for i in tail}) > 1:
            return end
        gap = min(i.box[1] for i in tail) - max(i.box[3] for strip in strips[start:at] for i in strip)
        if gap >= _FAR * min(max(i.box[3] - i.box[1] for i in tail), _CARD):
            return at
        if at == end - 1 and len(tail) == 1 and end < len(strips) and _is_new_row(strips, start, end):
            below = min(i.box[1] for i in strips[end]) - tail[0].box[3]
            if below < gap:
                return at
    return end


def _are_cards(strips: Sequence[Sequence[Item]], gutters: Sequence[tuple[float, float]]) -> bool:
    """Whether two strips or more are rows of boxes, one in each column at least: the first may open a strip less full.

    A title bar over a body, side by side with others of the kind, as slides set them.
    """
    full = [len({_side(i, gutters) for i in strip}) == len(gutters) + 1 for strip in strips]
    return len(strips) >= 2 and full[0] and full[1] and not any(i.is_text for strip in strips[:2] for i in strip)


def _begin_cards(strips: Sequence[Sequence[Item]], start: int) -> bool:
    """Whether strip `start` is a row of boxes with another row right under it, box under box."""
    rows = [sorted(strip, key=lambda i: i.box[0]) for strip in strips[start : start + 2]]
    if len(rows) < 2 or len(rows[0]) < 2 or len(rows[0]) != len(rows[1]) or any(i.is_text for row in rows for i in row):
        return False
    return all(
        abs(a.box[0] - b.box[0]) <= _PADDING and abs(a.box[2] - b.box[2]) <= _PADDING
        for a, b in zip(*rows, strict=True)
    )


def _side(item: Item, gutters: Sequence[tuple[float, float]]) -> int:
    return sum(item.box[0] >= right - 0.5 for _, right in gutters)


def _are_rows(strips: Sequence[list[Item]], gutters: Sequence[tuple[float, float]]) -> bool:
    """Whether the strips are better read one after the other: rows of cards, labels beside their values."""
    members = [i for strip in strips for i in strip]
    if not any(i.is_text for i in members):
        return False
    if _are_marked_rows(strips, gutters):
        return True
    if _are_filled(members, gutters):
        return False
    first = [i for i in members if _side(i, gutters) == 0]
    rest = [i for i in members if _side(i, gutters) > 0]
    if not first or not rest:
        return True
    labelled = sum(_is_on_one_line(strip, gutters) for strip in strips if any(_side(i, gutters) == 0 for i in strip))
    left, whole = union_box(i.box for i in first), union_box(i.box for i in members)
    narrow = left[2] - left[0] < 0.3 * (whole[2] - whole[0])
    return (
        all(i.is_text for i in members)
        and labelled >= 0.8 * len(first)
        and (narrow or len(gutters) > 1 or _short(first))
    )


def _are_filled(members: Sequence[Item], gutters: Sequence[tuple[float, float]]) -> bool:
    """Whether every column has long lines among its own, as text has and labels, names and figures have not."""
    for side in range(len(gutters) + 1):
        lines = [i.box for i in members if i.is_text and _side(i, gutters) == side]
        long = sum(x1 - x0 >= _LONG_LINE * (bottom - top) for x0, top, x1, bottom in lines)
        if len(lines) < _FEWEST_LINES or 3 * long < len(lines):
            return False
    return True


def _is_on_one_line(strip: Sequence[Item], gutters: Sequence[tuple[float, float]]) -> bool:
    """Whether something at the right of the gutter begins level with what stands at its left, as a value does."""
    lefts = [i.box for i in strip if _side(i, gutters) == 0]
    rights = [i.box for i in strip if _side(i, gutters) > 0]
    return any(abs(a[1] - b[1]) <= _LEVEL * (a[3] - a[1]) for a in lefts for b in rights)


def _are_marked_rows(strips: Sequence[Sequence[Item]], gutters: Sequence[tuple[float, float]]) -> bool:
    """Whether each strip opens with a narrow box at its left that runs down most of it (a date, a step).

    Texts above the first of them, at the right, belong to no row.
    """
    while len(strips) > _FEWEST_ROWS and all(_side(i, gutters) > 0 and i.is_text for i in strips[0]):
        strips = strips[1:]
    box = union_box(i.box for strip in strips for i in strip)
    for strip in strips:
        left = [i for i in strip if _side(i, gutters) == 0]
        whole = union_box(i.box for i in strip)
        if len(left) != 1 or len(left) == len(strip) or left[0].is_text:
            return False
        mark = left[0].box
        if mark[2] - mark[0] > 0.3 * (box[2] - box[0]) or mark[3] - mark[1] < 0.6 * (whole[3] - whole[1]):
            return False
    return True


def _rows_of_boxes(strips: Sequence[Sequence[Item]], start: int) -> int:
    """How many strips from `start` are each a row of texts and frames (name, box, arrow, box)."""
    end = start
    while end < len(strips) and _is_row_of_boxes(strips[end]):
        end += 1
    return end - start


def _is_row_of_boxes(strip: Sequence[Item]) -> bool:
    """Whether a strip is one text or more beside two frames or more, each in a column of its own, at one height."""
    row = sorted(strip, key=lambda i: i.box[0])
    texts = sum(i.is_text for i in row)
    if not 0 < texts <= len(row) - 2 or any(a.box[2] > b.box[0] for a, b in pairwise(row)):
        return False
    middles = [(i.box[1] + i.box[3]) / 2 for i in row]
    lowest = min(i.box[3] - i.box[1] for i in row if not i.is_text)
    return max(middles) - min(middles) <= lowest


def _short(items: Sequence[Item]) -> bool:
    """Lines of very different length: labels, not the lines of a filled column."""
    widths = sorted(i.box[2] - i.box[0] for i in items)
    return widths[len(widths) // 2] < 0.6 * widths[-1]


def _parts(items: Sequence[Item], gutters: Sequence[tuple[float, float]], region: Box) -> list[tuple[Box, list[Item]]]:
    """The columns between `gutters`, each with its region and its items, left to right."""
    lefts = [region[0], *(right for _, right in gutters)]
    rights = [*(left for left, _ in gutters), region[2]]
    parts: list[list[Item]] = [[] for _ in lefts]
    for item in items:
        parts[_side(item, gutters)].append(item)
    return [
        ((left, region[1], right, region[3]), part)
        for left, right, part in zip(lefts, rights, parts, strict=True)
        if part
    ]
