"""How far down a space-aligned table goes: which of its first lines stand in its columns and begin nothing new.

Decides it for lines whose columns are known: a text that leaves its gutters ends the table, and so does a numbered
heading or the label of a block at the margin, but for one that groups the rows right below it or ends the first label.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dxextract.layout.text.aligned_columns import ITEM_MARK, ChunkLine, columns_of
from dxextract.layout.text.aligned_merged import begins_measure, stands_below_years
from dxextract.layout.text.aligned_region import AlignedRegion
from dxextract.layout.text.aligned_zone import FEWEST_BELOW, TALLEST_GAP
from dxextract.layout.text.cells import header_labels, is_header_row
from dxextract.layout.text.lines import Line
from dxextract.normalise import clean
from dxextract.rules import RuleSet

_GROUPING = frozenset({"policy", "measure", "category"})
_FEWEST_BESIDE = 2
"""Texts of a row beside the first line of its wrapped name, which stands above them."""
_USUAL_WHITE = 2
"""Places between a text and the next column, where the table does not set its columns closer."""
_FILLED = 0.85
"""Share of the width of a column's widest text that one has which goes on in the next line."""
_WORST_FIT = 1.5
"""What it may cost for each text of a line to give it a column."""


def fitting_lines(region: AlignedRegion, lines: Sequence[Line], rules: RuleSet) -> int:
    """How many of the region's first lines can be parts of one table."""
    inks = region.inks
    previous = region.lines[0].index
    for number, line in enumerate(region.lines):
        blanks = sum(lines[i].blank for i in range(previous, line.index))
        previous = line.index
        if stands_below_years(region, number, rules):
            continue
        if not number or _stands_between(region, number):
            continue
        if line.index in region.merged:
            new = region.centred and blanks and not region.columns[number][0]
            if new and _is_new_heading(region, number, rules):
                return number
            continue
        if blanks and _opens_row(region, number):
            continue
        if not _fits(region, number, inks, blanks, rules):
            return number
    return len(region.lines)


def _stands_between(region: AlignedRegion, number: int) -> bool:
    """Whether a text of the first column stands between two lines of the others: the label of a merged cell."""
    around = region.columns[number - 1 : number + 2]
    indexes = [line.index for line in region.lines[number - 1 : number + 2]]
    if len(around) < 3 or indexes[2] - indexes[0] > 2:
        return False
    (above, own, below) = around
    return tuple(own) == (0,) and min(above) > 0 and min(below) > 0 and len(above) > 1 and len(below) > 1


def _opens_row(region: AlignedRegion, number: int) -> bool:
    """Whether a text fills the first column, right above a line in most columns that goes on with it: a tall row."""
    line, *below = region.lines[number : number + 2]
    if len(line.chunks) > 1 or not below or below[0].index > line.index + 1 or region.columns[number][0]:
        return False
    chunk, following = line.chunks[0], below[0].chunks
    left, right = region.inks[0]
    filled = chunk.right <= region.spans[1][0] and chunk.right - chunk.left >= _FILLED * (right - left)
    most = len(following) > len(region.spans) // 2 and following[0].left <= right
    return filled and most and len(following) >= FEWEST_BELOW


def _fits(region: AlignedRegion, number: int, inks: Sequence[tuple[int, int]], blanks: int, rules: RuleSet) -> bool:
    """Whether a line leaves the gutters, and begins nothing new."""
    chunks, columns = region.lines[number].chunks, region.columns[number]
    if len(chunks) > 1:
        _, cost = columns_of(chunks, region.spans)
        # Wider gaps take more of the columns to be seen as a row: a heading with a badge behind it has two texts too.
        fewest = 2 if blanks <= 1 else len(region.spans) // 2 + 1
        if blanks and len(chunks) == 2 and begins_measure(region, chunks[0], rules):
            return False
        if blanks and chunks[-1].right <= inks[0][1] and ITEM_MARK.fullmatch(chunks[0].text):
            return False  # (2)  a title: behind a number, and all of it in the first column
        return cost <= _WORST_FIT * len(chunks) and len(chunks) >= fewest
    (chunk,) = chunks
    column = columns[0]
    whites = [min(_USUAL_WHITE, right[0] - left[1]) for left, right in pairwise(region.spans)]
    if column + 1 < len(inks):
        white = 1 if _fills_cell(region, number) else whites[column]
        if chunk.right + white > inks[column + 1][0]:
            return False
    if column and chunk.left < min(inks[column][0], inks[column - 1][1] + whites[column - 1]):
        return False
    if blanks and (column == 0 or blanks > TALLEST_GAP):
        return False
    return column > 0 or _is_of_header(region, number, rules) or not _is_new_heading(region, number, rules)


def _fills_cell(region: AlignedRegion, number: int) -> bool:
    """Whether a text at the margin is the first line of a cell whose row is set in the middle of its lines."""
    following = region.columns[number + 1 : number + 2]
    if region.columns[number][0] or not following or 0 in following[0] or len(following[0]) < _FEWEST_BESIDE:
        return False
    return region.lines[number + 1].index == region.lines[number].index + 1


def _is_of_header(region: AlignedRegion, number: int, rules: RuleSet) -> bool:
    """Whether a text at the margin is the rest of the first label right above it: 基本 and 目標."""
    first = region.lines[0]
    if number != 1 or region.lines[1].index != first.index + 1 or len(first.chunks) < 2:
        return False
    texts = [first.chunks[0].text + region.lines[1].chunks[0].text, *(chunk.text for chunk in first.chunks[1:])]
    return header_labels(texts[:1], rules)[0] is not None and is_header_row(texts, rules)


def _is_new_heading(region: AlignedRegion, number: int, rules: RuleSet) -> bool:
    """Whether a text at the margin is numbered as a heading, or named as a block, as none of the rows is.

    Right between a header and rows, or between rows, a number groups those below it.
    """
    chunk = region.lines[number].chunks[0]
    if rules["block_labels"].label(chunk.text):
        return True
    labels = {rules["table_headers"].label(text.text) for text in region.lines[0].chunks[:1]}
    if labels & _GROUPING and region.columns[0][0] == 0:
        return False  # a policy that rows below 方針 are of
    found = rules["numbering"].match(clean(chunk.text)[0])
    if not found or _groups_rows(region, number, rules):
        return False
    heads = (line.chunks[0].text for line in region.lines if len(line.chunks) > 1 and line.chunks[0] is not chunk)
    rows = (rules["numbering"].match(clean(text)[0]) for text in heads)
    return all(one is None or one.rule_id != found.rule_id for one in rows)


def _groups_rows(region: AlignedRegion, number: int, rules: RuleSet) -> bool:
    """Whether a line stands right between others of a table with a header, above a row that begins at its margin."""
    if not 0 < number < len(region.lines) - 1 or not _is_header(region.lines[0], rules):
        return False
    above, line, below = region.lines[number - 1 : number + 2]
    beside = above.index + 1 == line.index == below.index - 1
    whole = region.columns[number + 1][0] == 0 and len(below.chunks) * 2 > len(region.spans)
    return beside and whole and not _is_header(below, rules)


def _is_header(line: ChunkLine, rules: RuleSet) -> bool:
    return is_header_row([chunk.text for chunk in line.chunks], rules)
