"""Runs of strips that share a gutter: which strips of a region are its columns.

Decides where such a run ends (rows of cards, a title over several columns, what stands below all columns but one), and
that a run is rather a set of rows, which has no columns at all. What stands in which column, and in which order all is
read, is for `order`.
"""

from __future__ import annotations

from collections.abc import Sequence

from dxextract.layout.stairs import are_stairs, begin_stairs, leads_stairs
from dxextract.layout.strip_rows import (
    are_headed,
    are_rows,
    is_chain,
    lines_over_boxes,
    named_cards,
    rows_of_boxes,
    titled_cards,
    without_pairs,
)
from dxextract.layout.strips import FEWEST_LINES, PADDING, Item, gutters_between, side_of
from dxextract.layout.tolerances import Tolerances
from dxextract.schema.passage import union_box

Run = tuple[int, list[tuple[float, float]]]
"""The strip that ends a run of strips, and the gutters that the run shares."""
_CARD = 24.0
"""Points of the lowest box that is a card and no title bar."""
_CENTRED = 0.06
"""Share of their width by which a title may stand off the middle of what is below it."""
_FEWEST_STRIPS = 2
"""Strips below one another that may be columns."""
_PAIR = 2
"""Items of a row of a form: a label and its value."""
_FAR = 5.0
"""Multiple of a line's height that parts what stands below the columns from them."""


def column_block(strips: Sequence[list[Item]], start: int, tolerances: Tolerances) -> Run:
    """The end of the longest run of strips from `start` that share a gutter, with its gutters; none if those are rows.

    Rows are told from the whole run: each of them alone may look like columns. Without a run the end of the one strip.
    """
    alone: Run = (start + 1, [])
    if are_stairs(strips[start]) or _is_centred_title(strips, start):
        return alone
    if start + 1 < len(strips) and _is_title_of_row(strips[start], strips[start + 1]):
        return alone
    if named := named_cards(strips, start) or titled_cards(strips, start):
        return (start + 2, named)
    run = _longest_run(strips, start, tolerances)
    found = _as_columns(strips, start, *run) if run is not None and run[0] - start >= _FEWEST_STRIPS else None
    if (found is None or not found[1]) and (headed := lines_over_boxes(strips, start)):
        return (start + 2, headed)
    return found or alone


def _longest_run(strips: Sequence[list[Item]], start: int, tolerances: Tolerances) -> Run | None:
    """The longest run of strips from `start` that share a gutter; None without one, and for a chain of steps."""
    members: list[Item] = []
    best: Run | None = None
    for end in range(start, len(strips)):
        if rows_of_boxes(strips, end) and not (best is not None and _goes_on(strips, start, end, best[1])):
            break
        if end > start and (named_cards(strips, end) or begin_stairs(strips, end)):
            break
        cards = end > start and (_begin_cards(strips, end) or lines_over_boxes(strips, end))
        if cards and all(len(strip) == 1 for strip in strips[start:end]):
            break  # lines above cards run over them all
        if best is not None and _is_new_row(strips, start, end) and not _goes_on(strips, start, end, best[1]):
            break  # columns of text, and cards below them
        members.extend(strips[end])
        gutters = gutters_between(members, tolerances.gutter)
        if best is not None and len(gutters) < len(best[1]) and _are_cards(strips[start : best[0]], best[1]):
            break  # what comes below is arranged otherwise
        if not gutters and len(members) > 1 and end > start and _widest_reached(members):
            break
        if best is not None and len(gutters) < len(best[1]) and is_chain(strips[start]):
            return None  # steps from left to right, and below them what they part otherwise
        if gutters:
            best = (end + 1, gutters)
        elif best is not None:
            break
    return best


def _as_columns(strips: Sequence[list[Item]], start: int, end: int, gutters: list[tuple[float, float]]) -> Run | None:
    """The part of a run that is columns, with its gutters, or without where those are rows; None for no columns."""
    gutters = without_pairs([item for strip in strips[start:end] for item in strip], gutters)
    if not gutters:
        return None
    if _is_closed_row(strips[start:end], gutters):
        return None
    if _continues_above(strips, start, gutters) or not _stand_beside(strips[start:end], gutters):
        return None
    if _is_row_above(strips[start:end], gutters) or _is_row_below(strips[start:end], gutters):
        return None
    if above := _above_columns(strips[start:end], gutters):
        return (start + above, [])
    if leads_stairs(strips, end - 1):
        end -= 1
    end = _trimmed(strips, start, end, gutters)
    end = _before_wide_gap(strips, start, _without_tail(strips, start, end, gutters), gutters)
    if end - start < _FEWEST_STRIPS:
        return None
    return (end, []) if are_rows(strips[start:end], gutters) else (end, gutters)


def _goes_on(strips: Sequence[Sequence[Item]], start: int, end: int, gutters: Sequence[tuple[float, float]]) -> bool:
    """Whether a strip of labels with their values has such a pair in each column: the last row of forms in a row."""
    sides = [side_of(item, gutters) for item in strips[end]]
    if any(_crosses(item, gutters) for item in strips[end]) or min(map(sides.count, range(len(gutters) + 1))) < _PAIR:
        return False
    full = [len({side_of(i, gutters) for i in strip}) == len(gutters) + 1 for strip in strips[start:end]]
    return sum(full) >= FEWEST_LINES and full[-1]


def _stand_beside(strips: Sequence[Sequence[Item]], gutters: Sequence[tuple[float, float]]) -> bool:
    """Whether anything stands beside anything: a line set at the right margin above lines at the left is no column."""
    return any(len({side_of(i, gutters) for i in strip}) > 1 for strip in strips)


def _is_row_above(strips: Sequence[Sequence[Item]], gutters: Sequence[tuple[float, float]]) -> bool:
    """Whether the first strip is a row of lines over what stands in one column, or alone in its own one.

    `計画期間 ： 平成28年度` above 1 事業概要, a number in the corner above the title: nothing goes on below either.
    """
    first = {side_of(i, gutters) for i in strips[0]}
    below = {side_of(i, gutters) for strip in strips[1:] for i in strip}
    if not all(i.is_text for i in strips[0]):
        return False
    return not first & below or (len(below) == 1 and len(first) > 1)


def _above_columns(strips: Sequence[Sequence[Item]], gutters: Sequence[tuple[float, float]]) -> int:
    """How many strips end with a text that stands beside nothing in a column of its own: a line at the right margin.

    They are read before the columns, which begin below it.
    """
    sides = [{side_of(i, gutters) for i in strip} for strip in strips]
    beside = next((n for n, own in enumerate(sides) if len(own) > 1), len(sides))
    for n in reversed(range(beside)):
        lone = all(i.is_text for i in strips[n]) and not any(sides[n] & own for m, own in enumerate(sides) if m != n)
        if lone:
            return n + 1
    return 0


def _is_row_below(strips: Sequence[Sequence[Item]], gutters: Sequence[tuple[float, float]]) -> bool:
    """Whether nothing but the last strip parts the columns, a row of boxes under lines: the number, title and tag

    of the next section, each in its own box.
    """
    *above, last = strips
    lines = all(i.is_text for strip in above for i in strip)
    return lines and not any(i.is_text for i in last) and not _stand_beside(above, gutters)


def _before_wide_gap(
    strips: Sequence[Sequence[Item]], start: int, end: int, gutters: Sequence[tuple[float, float]]
) -> int:
    """The end of the block where boxes in rows are parted by more than the gutter: each such row is a block."""
    if any(i.is_text for strip in strips[start:end] for i in strip) or are_headed(strips[start:end]):
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
    if start == 0 or len({side_of(i, gutters) for i in first}) > 1 or not all(i.is_text for i in first):
        return False
    above = min(i.box[1] for i in first) - max(i.box[3] for i in strips[start - 1])
    below = min(i.box[1] for i in strips[start + 1]) - max(i.box[3] for i in first)
    return above < 0.8 * below and above < 1.2 * (first[0].box[3] - first[0].box[1])


def _widest_reached(members: Sequence[Item]) -> bool:
    """Whether the items so far already cover their whole width, so that no gutter can appear any more."""
    if len(members) <= 3:
        return False
    lefts, rights = [i.box[0] for i in members], [i.box[2] for i in members]
    widest = max(right - left for left, right in zip(lefts, rights, strict=True))
    return widest >= 0.98 * (max(rights) - min(lefts))


def _trimmed(strips: Sequence[list[Item]], start: int, end: int, gutters: list[tuple[float, float]]) -> int:
    """Without the last strips that stand below all columns but one, set off by a gap or by a title of their own."""
    below = [i for strip in strips[start + 1 : end] for i in strip]
    if _is_title_of_row(strips[start + 1], strips[start]) and len({side_of(i, gutters) for i in below}) == 1:
        return start + 1
    while end - start > 1:
        last = strips[end - 1]
        sides = {side_of(i, gutters) for i in last}
        if len(sides) <= len(gutters) and _are_cards(strips[start : end - 1], gutters):
            end -= 1
            continue
        above = [i for strip in strips[start : end - 1] for i in strip]
        if len(sides) > 1 or {side_of(i, gutters) for i in above} == sides:
            return end
        same = [i.box[3] for i in above if side_of(i, gutters) in sides]
        top = min(i.box[1] for i in last)
        height = max(i.box[3] - i.box[1] for i in last)
        if same and top - max(same) < 1.2 * min(height, 20.0):
            return end
        end -= 1
    return end


def _is_title_of_row(strip: Sequence[Item], row: Sequence[Item]) -> bool:
    """Whether a strip is one low box or line at the left of a row of high boxes, level with one another.

    Such a band heads the whole row where it stands above it; it is none of the row where it stands below.
    """
    if len(strip) != 1 or len(row) < 2 or any(i.is_text for i in row):
        return False
    tops, bottoms = [i.box[1] for i in row], [i.box[3] for i in row]
    if max(tops) - min(tops) > PADDING or max(bottoms) - min(bottoms) > PADDING:
        return False
    title, first = strip[0].box, min(row, key=lambda i: i.box[0]).box
    low = title[3] - title[1] <= _CARD < bottoms[0] - tops[0]
    return low and abs(title[0] - first[0]) <= 2 * PADDING and abs(title[2] - first[2]) > PADDING


def _is_centred_title(strips: Sequence[Sequence[Item]], start: int) -> bool:
    """Whether strip `start` is one line right over the middle of what stands side by side below it."""
    if start + 1 >= len(strips) or len(strips[start]) != 1 or len(strips[start + 1]) < 2:
        return False
    title, below = strips[start][0], strips[start + 1]
    whole = union_box(i.box for i in below)
    off = abs((title.box[0] + title.box[2]) - (whole[0] + whole[2])) / 2
    inside = whole[0] < title.box[0] and title.box[2] < whole[2]
    return title.is_text and inside and off < max(PADDING, _CENTRED * (whole[2] - whole[0]))


def _is_new_row(strips: Sequence[Sequence[Item]], start: int, end: int) -> bool:
    """Whether strip `end` is a row of high boxes of one height under text: no boxes of the same columns above it."""
    row, above = strips[end], strips[end - 1]
    lines = sum(any(i.is_text for i in strip) for strip in strips[start:end])
    if len(row) < 2 or lines < FEWEST_LINES or not _are_level_cards(row):
        return False
    return not all(any(abs(a.box[0] - i.box[0]) <= PADDING and not a.is_text for a in above) for i in row)


def _without_tail(
    strips: Sequence[Sequence[Item]], start: int, end: int, gutters: Sequence[tuple[float, float]]
) -> int:
    """The end of the block without what stands far below all of it in one column: a colophon at the page's foot.

    So does a title right above what comes next, which stands below the end of the other columns.
    """
    for at in range(end - 1, start + 1, -1):
        tail = [i for strip in strips[at:end] for i in strip]
        if len({side_of(i, gutters) for i in tail}) > 1:
            return end
        gap = min(i.box[1] for i in tail) - max(i.box[3] for strip in strips[start:at] for i in strip)
        if gap >= _FAR * min(max(i.box[3] - i.box[1] for i in tail), _CARD):
            return at
        if at < end - 1 or len(tail) > 1 or end == len(strips):
            continue
        if _is_new_row(strips, start, end) or any(_crosses(i, gutters) for i in strips[end]):
            below = min(i.box[1] for i in strips[end]) - tail[0].box[3]
            if below < gap:
                return at
    return end


def _crosses(item: Item, gutters: Sequence[tuple[float, float]]) -> bool:
    """Whether an item runs over a gutter: what stands there is set over the columns."""
    return any(item.box[0] < left and item.box[2] > right for left, right in gutters)


def _are_cards(strips: Sequence[Sequence[Item]], gutters: Sequence[tuple[float, float]]) -> bool:
    """Whether two strips or more are rows of boxes, one in each column at least: the first may open a strip less full.

    A title bar over a body, side by side with others of the kind, as slides set them.
    """
    full = [len({side_of(i, gutters) for i in strip}) == len(gutters) + 1 for strip in strips]
    return len(strips) >= 2 and full[0] and full[1] and not any(i.is_text for strip in strips[:2] for i in strip)


def _is_closed_row(strips: Sequence[Sequence[Item]], gutters: Sequence[tuple[float, float]]) -> bool:
    """Whether one row of cards parts the strips, and all else stands above and below one of them, but for a line.

    The cards of a measure's indicators, and the next measure: its lines are short, and its tag is at the right.
    """
    rows = [n for n, strip in enumerate(strips) if len(strip) > len(gutters) and _are_level_cards(strip)]
    if len(rows) != 1:
        return False
    held = [side_of(i, gutters) for n, strip in enumerate(strips) if n != rows[0] for i in strip]
    counts = sorted(held.count(column) for column in range(len(gutters) + 1))
    return counts[-1] >= FEWEST_LINES and counts[-2] <= 1


def _are_level_cards(row: Sequence[Item]) -> bool:
    """Whether a strip is nothing but boxes of one height, higher than a title's bar."""
    tops, bottoms = [i.box[1] for i in row], [i.box[3] for i in row]
    level = max(tops) - min(tops) <= PADDING and max(bottoms) - min(bottoms) <= PADDING
    return level and bottoms[0] - tops[0] > _CARD and not any(i.is_text for i in row)


def _begin_cards(strips: Sequence[Sequence[Item]], start: int) -> bool:
    """Whether strip `start` is a row of boxes with another row right under it, box under box."""
    rows = [sorted(strip, key=lambda i: i.box[0]) for strip in strips[start : start + 2]]
    if len(rows) < 2 or len(rows[0]) < 2 or len(rows[0]) != len(rows[1]) or any(i.is_text for row in rows for i in row):
        return False
    return all(
        abs(a.box[0] - b.box[0]) <= PADDING and abs(a.box[2] - b.box[2]) <= PADDING for a, b in zip(*rows, strict=True)
    )
