"""Which strips of boxes are rows, read one after the other, and not columns: labels with values, cards, marked rows.

Decides nothing about columns (`order` does).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dxextract.layout.label_columns import have_like_labels
from dxextract.layout.strips import FEWEST_LINES, PADDING, Item, gutters_between, side_of
from dxextract.schema.passage import union_box

_LONG_LINE = 12.0
"""Ems of a line that is no label."""
_FEWEST_ROWS = 2
_FEWEST_TEXTS = 2
_FEWEST_CHAIN = 3
_LABEL = 8.5
"""Ems of the longest label that is sure to be one (`令和９～１１年度`)."""
_ONE_SIZE = 1.15
_LONGER = 1.3
_CARD_EDGE = 14.0
"""Points by which the first text beside a box may stand below or above the box's edge."""
_CARD_LINE = 32.0
"""Points of the lowest line that is a card: a name over large figures (see `figure_cards`)."""
_LEVEL = 0.3
"""Share of a line's height by which the tops of a label and its value differ at most."""
_CENTRED = 0.1
"""Share of a card's width by which its name may stand off the middle."""
_HIGHEST_BAND = 36.0
"""Points of the highest band that is the title of what is below."""
_HIGHEST_TITLE = 48.0
"""Points of the highest box of the title of a column, which may have two lines."""
_AS_WIDE = 2.2
"""Times the narrowest one's width that cards side by side are wide at most."""
_HIGHER = 1.8
"""Times the height of its title's band that the box of a text is high at least."""
_OVER = 1.2
"""Times the height of a line by which it stands over its box at most."""
_PARTED = 3.0
"""Points of white by which rows stand further apart than the lines in them."""


def are_rows(strips: Sequence[list[Item]], gutters: Sequence[tuple[float, float]]) -> bool:
    """Whether the strips are better read one after the other: rows of cards, labels beside their values."""
    members = [i for strip in strips for i in strip]
    if have_like_labels(strips, gutters):
        return True
    if not any(i.is_text for i in members):
        return all(len(strip) > 1 for strip in strips) and _are_marked_rows(strips, gutters)
    if _are_marked_rows(strips, gutters):
        return True
    if _have_boxes_beside(strips, gutters) or _are_named_rows(strips) or _are_level_tables(strips, gutters):
        return True
    if _are_filled(members, gutters):
        return False
    first = [i for i in members if side_of(i, gutters) == 0]
    rest = [i for i in members if side_of(i, gutters) > 0]
    if not first or not rest:
        return True
    if not all(i.is_text for i in members):
        return False
    left, whole = union_box(i.box for i in first), union_box(i.box for i in members)
    narrow = left[2] - left[0] < 0.3 * (whole[2] - whole[0])
    told = (narrow or len(gutters) > 1 or _short(first)) and _are_labelled(strips, gutters)
    return told or _are_labels(_without_title(strips, gutters), gutters)


def rows_of_boxes(strips: Sequence[Sequence[Item]], start: int) -> int:
    """How many strips from `start` are each a row of texts and frames (name, box, arrow, box)."""
    end = start
    while end < len(strips) and _is_row_of_boxes(strips[end]):
        end += 1
    return end - start


def named_cards(strips: Sequence[Sequence[Item]], start: int) -> list[tuple[float, float]]:
    """The gutters between cards that have a line each over the middle of two things or more; empty when there are none.

    `手続の時間` over two circles with an arrow between, beside another such name: the white inside a card is no gutter.
    """
    if start + 1 >= len(strips):
        return []
    names, below = strips[start], strips[start + 1]
    if len(names) < _FEWEST_ROWS or len(below) < 2 * len(names) or not all(i.is_text for i in names):
        return []
    gaps = gutters_between([*names, *below], 1.0)
    widest = sorted(sorted(gaps, key=lambda gap: gap[0] - gap[1])[: len(names) - 1])
    for column in range(len(names)):
        own = [i for i in names if side_of(i, widest) == column]
        held = [i for i in below if side_of(i, widest) == column]
        if len(own) != 1 or len(held) < 2 or len(gutters_between(held, 1.0)) == 0:
            return []
        box, whole = own[0].box, union_box(i.box for i in held)
        if abs(box[0] + box[2] - whole[0] - whole[2]) > 2 * _CENTRED * (whole[2] - whole[0]):
            return []
    return widest


def titled_cards(strips: Sequence[Sequence[Item]], start: int) -> list[tuple[float, float]]:
    """The gutters between boxes that have a low band each for their title right above them; empty when there are none.

    現状, 課題 and 取組 on bands beside one another, each over the box of its text, are no row of marks. A label beside
    its text is much narrower.
    """
    if start + 1 >= len(strips):
        return []
    bands, bodies = (sorted(strip, key=lambda i: i.box[0]) for strip in strips[start : start + 2])
    if len(bands) < _FEWEST_ROWS or len(bands) != len(bodies) or any(i.is_text for i in (*bands, *bodies)):
        return []
    high = max(i.box[3] - i.box[1] for i in bands)
    widths = [i.box[2] - i.box[0] for i in bodies]
    if high > _HIGHEST_BAND or max(widths) > _AS_WIDE * min(widths):
        return []
    gutters = gutters_between([*bands, *bodies], 1.0)
    apart = min((right - left for left, right in gutters), default=0.0)
    for band, body in zip(bands, bodies, strict=True):
        within = body.box[0] - PADDING <= band.box[0] and band.box[2] <= body.box[2] + PADDING
        white = body.box[1] - band.box[3]
        touching = _PARTED * max(white, 1.0) < apart  # 副本部長 right above 副知事, in a box as low
        if not within or white > high or not (touching or body.box[3] - body.box[1] >= _HIGHER * high):
            return []
    return gutters


def lines_over_boxes(strips: Sequence[Sequence[Item]], start: int) -> list[tuple[float, float]]:
    """The gutters between level boxes or tables that have a line each right above them; empty when there are none.

    The name of each of two small tables side by side is read with its own table.
    """
    if start + 1 >= len(strips):
        return []
    names, below = (sorted(strip, key=lambda i: i.box[0]) for strip in strips[start : start + 2])
    if len(names) < _FEWEST_ROWS or len(names) != len(below) or any(i.is_text for i in below):
        return []
    tops = [i.box[1] for i in below]
    if not all(i.is_text for i in names) or max(tops) - min(tops) > PADDING:
        return []
    for name, box in zip(names, below, strict=True):
        high = name.box[3] - name.box[1]
        within = box.box[0] - PADDING <= name.box[0] and name.box[2] <= box.box[2] + PADDING
        if not within or box.box[1] - name.box[3] > _OVER * high or box.box[3] - box.box[1] < _HIGHER * high:
            return []
    return gutters_between([*names, *below], 1.0)


def are_headed(strips: Sequence[Sequence[Item]]) -> bool:
    """Whether two rows of low boxes stand over higher ones, box over box: titles of columns, and their first label."""
    if len(strips) < _FEWEST_ROWS + 1:
        return False
    rows = [sorted(strip, key=lambda i: i.box[0]) for strip in strips[: _FEWEST_ROWS + 1]]
    if len({len(row) for row in rows}) > 1 or any(i.is_text for row in rows for i in row):
        return False
    low = [max(i.box[3] - i.box[1] for i in row) for row in rows]
    over = all(
        abs(a.box[0] - b.box[0]) <= PADDING and abs(a.box[2] - b.box[2]) <= PADDING
        for upper, lower in pairwise(rows)
        for a, b in zip(upper, lower, strict=True)
    )
    return over and max(low[0], low[1]) <= _HIGHEST_TITLE and low[2] >= _HIGHER * low[1]


def is_chain(strip: Sequence[Item]) -> bool:
    """Whether a strip is three boxes or more of one height beside one another: steps, or headings of columns."""
    boxes = [i.box for i in strip]
    level = max(b[1] for b in boxes) - min(b[1] for b in boxes) <= PADDING
    level = level and max(b[3] for b in boxes) - min(b[3] for b in boxes) <= PADDING
    return len(strip) >= _FEWEST_CHAIN and level and not any(i.is_text for i in strip)


def without_pairs(items: Sequence[Item], gutters: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The gutters without those between boxes and their neighbours, each level with one, nearer to it than the next.

    A role and who holds it, in two boxes side by side, are read together, whatever stands beside them.
    """
    kept = []
    for number, (left, right) in enumerate(gutters):
        before = sorted((i for i in items if side_of(i, gutters) == number), key=lambda i: i.box[1])
        while before and before[0].is_text:
            before = before[1:]  # a title above the first pair
        behind = sorted((i for i in items if side_of(i, gutters) == number + 1), key=lambda i: i.box[1])
        whites = [lower.box[1] - upper.box[3] for upper, lower in pairwise(before)]
        level = len(before) == len(behind) and all(
            abs(a.box[1] - b.box[1]) <= PADDING and abs(a.box[3] - b.box[3]) <= PADDING
            for a, b in zip(before, behind, strict=True)
        )
        boxes = not any(i.is_text for i in (*before, *behind))
        if not (boxes and level and whites and right - left < min(whites)):
            kept.append((left, right))
    return kept


def _are_filled(members: Sequence[Item], gutters: Sequence[tuple[float, float]]) -> bool:
    """Whether every column has long lines among its own, as text has and labels, names and figures have not."""
    for side in range(len(gutters) + 1):
        lines = [i.box for i in members if i.is_text and side_of(i, gutters) == side]
        long = sum(x1 - x0 >= _LONG_LINE * (bottom - top) for x0, top, x1, bottom in lines)
        if len(lines) < FEWEST_LINES or 3 * long < len(lines):
            return False
    return True


def _is_on_one_line(strip: Sequence[Item], gutters: Sequence[tuple[float, float]]) -> bool:
    """Whether something at the right of the gutter begins level with what stands at its left, as a value does."""
    lefts = [i.box for i in strip if side_of(i, gutters) == 0]
    rights = [i.box for i in strip if side_of(i, gutters) > 0]
    return any(abs(a[1] - b[1]) <= _LEVEL * (a[3] - a[1]) for a in lefts for b in rights)


def _are_marked_rows(strips: Sequence[Sequence[Item]], gutters: Sequence[tuple[float, float]]) -> bool:
    """Whether each row opens with a narrow box at its left that runs down most of its first strip (a date, a label).

    Texts above the first of them, at the right, belong to no row; those below one go on in its row when the rows
    stand further apart than the lines in them.
    """
    while len(strips) > _FEWEST_ROWS and (_is_right_text(strips[0], gutters) or _is_line(strips[0])):
        strips = strips[1:]
    box = union_box(i.box for strip in strips for i in strip)
    opening = [strip for strip in strips if not _is_right_text(strip, gutters)]
    for strip in opening:
        left = [i for i in strip if side_of(i, gutters) == 0]
        whole = union_box(i.box for i in strip)
        if len(left) != 1 or len(left) == len(strip) or left[0].is_text:
            return False
        mark = left[0].box
        wide = mark[2] - mark[0] > 0.3 * (box[2] - box[0]) and not _is_one_line(strip, left[0])
        if wide or mark[3] - mark[1] < 0.6 * (whole[3] - whole[1]):
            return False
    return len(opening) == len(strips) or (len(opening) >= _FEWEST_ROWS and _are_parted(strips, gutters))


def _is_one_line(strip: Sequence[Item], mark: Item) -> bool:
    """Whether one line alone stands beside a box: a short one beside its label (R7 | 調達)."""
    rest = [i for i in strip if i is not mark]
    return len(rest) == 1 and rest[0].is_text


def _are_named_rows(strips: Sequence[Sequence[Item]]) -> bool:
    """Whether each strip is one framed text at the left and as many short bare texts beside it: names with figures.

    A line above them is their title, wherever it ends.
    """
    while len(strips) > _FEWEST_ROWS and _is_line(strips[0]):
        strips = strips[1:]
    rows = [sorted(strip, key=lambda i: i.box[0]) for strip in strips]
    if len(rows) < _FEWEST_ROWS or len({len(row) for row in rows}) > 1 or len(rows[0]) <= _FEWEST_TEXTS:
        return False
    texts = [item for row in rows for item in row[1:]]
    if any(row[0].is_text for row in rows) or not all(item.is_text for item in texts):
        return False
    return all(x1 - x0 <= _LONG_LINE * (bottom - top) for x0, top, x1, bottom in (item.box for item in texts))


def _is_line(strip: Sequence[Item]) -> bool:
    """Whether a strip is one line of text: what stands above the rows, wherever it begins."""
    return len(strip) == 1 and strip[0].is_text


def _is_right_text(strip: Sequence[Item], gutters: Sequence[tuple[float, float]]) -> bool:
    return all(side_of(i, gutters) > 0 and i.is_text for i in strip)


def _are_parted(strips: Sequence[Sequence[Item]], gutters: Sequence[tuple[float, float]]) -> bool:
    """Whether at the right of the gutters more white stands above each row's first text than between its lines."""
    inside: list[float] = []
    between: list[float] = []
    for above, strip in pairwise(strips):
        texts = [[i.box for i in part if side_of(i, gutters) > 0] for part in (above, strip)]
        white = min(box[1] for box in texts[1]) - max(box[3] for box in texts[0])
        (inside if _is_right_text(strip, gutters) else between).append(white)
    return bool(between) and min(between) > max(inside, default=0.0) + _PARTED


def _is_row_of_boxes(strip: Sequence[Item]) -> bool:
    """Whether a strip is one text or more beside two frames or more, each in a column of its own, at one height."""
    row = sorted(strip, key=lambda i: i.box[0])
    texts = sum(i.is_text for i in row)
    if texts == len(row) > 1 and all(i.box[3] - i.box[1] >= _CARD_LINE for i in row):
        return True  # cards of large figures, a line each
    if not 0 < texts <= len(row) - 2 or any(a.box[2] > b.box[0] for a, b in pairwise(row)):
        return False
    middles = [(i.box[1] + i.box[3]) / 2 for i in row]
    lowest = min(i.box[3] - i.box[1] for i in row if not i.is_text)
    return max(middles) - min(middles) <= lowest


def _have_boxes_beside(strips: Sequence[list[Item]], gutters: Sequence[tuple[float, float]]) -> bool:
    """Whether lines at the left have a box each beside their texts, and white at the right between the boxes.

    A measure with the box of its indicators, below it the next measure: the boxes begin where the texts do.
    """
    if len(gutters) > 1 or not all(i.is_text for strip in strips for i in strip if side_of(i, gutters) == 0):
        return False
    boxed = [strip for strip in strips if any(side_of(i, gutters) > 0 for i in strip)]
    told = len(boxed) < len(strips) and boxed[0] is not strips[0]
    if len(boxed) < _FEWEST_ROWS or not (told or _are_all_boxed(strips, gutters)):
        return False
    for strip in boxed:
        right = [i for i in strip if side_of(i, gutters) > 0]
        left = [i.box[1] for i in strip if side_of(i, gutters) == 0]
        if len(right) > 1 or right[0].is_text or not left or abs(min(left) - right[0].box[1]) > _CARD_EDGE:
            return False
    return all(a in boxed or b in boxed for a, b in pairwise(strips)) and strips[-1] in boxed


def _are_level_tables(strips: Sequence[Sequence[Item]], gutters: Sequence[tuple[float, float]]) -> bool:
    """Whether tables stand in rows, one in each column and level with one another, below titles at the left.

    A sheet has the indicators of a measure at the left and its steps at the right; what stands at the right beside a
    title (【担当課】) is on its line. Columns that have tables of their own have as many titles at the right.
    """
    boxed = [strip for strip in strips if not all(i.is_text for i in strip)]
    if len(boxed) < _FEWEST_ROWS or boxed[0] is strips[0]:
        return False
    for strip in boxed:
        tops = [i.box[1] for i in strip]
        sides = [side_of(i, gutters) for i in strip]
        if any(i.is_text for i in strip) or sorted(sides) != list(range(len(gutters) + 1)):
            return False
        if max(tops) - min(tops) > PADDING:
            return False
    above: list[Sequence[Item]] = []
    for strip in strips:
        if not any(strip is one for one in boxed):
            above.append(strip)
            continue
        beside = [line for line in above if any(side_of(i, gutters) > 0 for i in line)]
        if len(beside) == len(above) or not all(_is_on_one_line(line, gutters) for line in beside):
            return False
        above = []
    return True


def _are_all_boxed(strips: Sequence[Sequence[Item]], gutters: Sequence[tuple[float, float]]) -> bool:
    """Whether in each strip two lines or more stand at the left of a box that reaches from the first to the last.

    Strips stand further apart than the lines in them: a column of text beside one of charts has no such whites.
    """
    lefts = [sorted((i.box for i in s if side_of(i, gutters) == 0), key=lambda b: b[1]) for s in strips]
    inside = [below[1] - above[3] for left in lefts for above, below in pairwise(left)]
    between = [below[0][1] - above[-1][3] for above, below in pairwise(lefts) if above and below]
    if not inside or not between or min(between) <= 2 * max(*inside, 0.0) + PADDING:
        return False
    for strip, left in zip(strips, lefts, strict=True):
        right = [i.box for i in strip if side_of(i, gutters) > 0]
        if len(left) < _FEWEST_TEXTS or len(right) != 1:
            return False
        top, bottom = right[0][1], right[0][3]
        if any(not top - PADDING <= (box[1] + box[3]) / 2 <= bottom + PADDING for box in left):
            return False
    return True


def _are_labelled(strips: Sequence[list[Item]], gutters: Sequence[tuple[float, float]]) -> bool:
    """Whether most lines at the left have something level with them at the right."""
    first = [i for strip in strips for i in strip if side_of(i, gutters) == 0]
    labelled = sum(_is_on_one_line(strip, gutters) for strip in strips if any(side_of(i, gutters) == 0 for i in strip))
    return labelled >= 0.8 * len(first)


def _without_title(strips: Sequence[list[Item]], gutters: Sequence[tuple[float, float]]) -> Sequence[list[Item]]:
    """Strips without a first one that is a line at the left alone, as a heading over two rows or more is."""
    first = strips[0]
    alone = len(strips) > _FEWEST_ROWS and len(first) == 1 and side_of(first[0], gutters) == 0
    return strips[1:] if alone else strips


def _are_labels(strips: Sequence[list[Item]], gutters: Sequence[tuple[float, float]]) -> bool:
    """Whether lines of one size, too short for a column of text, stand at the left of longer ones.

    Years with what is done in them are such.
    """
    first = [i.box for strip in strips for i in strip if side_of(i, gutters) == 0]
    rest = [i.box for strip in strips for i in strip if side_of(i, gutters) > 0]
    if not first or not rest:
        return False
    heights = [bottom - top for _, top, _, bottom in first]
    if max(heights) > _ONE_SIZE * min(heights) or not _are_labelled(strips, gutters):
        return False
    longer = max(x1 - x0 for x0, _, x1, _ in rest) > _LONGER * max(x1 - x0 for x0, _, x1, _ in first)
    return longer and all(x1 - x0 <= _LABEL * (bottom - top) for x0, top, x1, bottom in first)


def _short(items: Sequence[Item]) -> bool:
    """Lines of very different length: labels, not the lines of a filled column."""
    widths = sorted(i.box[2] - i.box[0] for i in items)
    return widths[len(widths) // 2] < 0.6 * widths[-1]
