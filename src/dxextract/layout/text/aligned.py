"""Tables that a text aligns with spaces, as `pdftotext -layout` prints them: which lines they are made of.

Decides which runs of lines are such a table: lines with gaps of two or more columns that stand above each other, and
lines between them that fit into one column, with a header or at least three lines. Columns are counted as people see
them (full-width characters take two) and as `pdftotext` does (every character takes one), and the count is taken by
which texts stand better in their columns. A list with marks, a contents page with leaders, and prose that happens to
have wide spaces are no table; a line that runs across the columns ends it, and so does a page. Where the columns run is
decided by `dxextract.layout.text.aligned_columns`, which lines make up one row by `dxextract.layout.text.aligned_rows`,
and whether it all is a table by `dxextract.layout.text.aligned_checks`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from dxextract.layout.text.aligned_centred import with_centred_texts, with_spans
from dxextract.layout.text.aligned_checks import is_table
from dxextract.layout.text.aligned_columns import ITEM_MARK, ChunkLine, Measure, columns_of
from dxextract.layout.text.aligned_fit import fit_columns
from dxextract.layout.text.aligned_header import header_line_count
from dxextract.layout.text.aligned_merged import begins_measure, stands_below_years
from dxextract.layout.text.aligned_region import AlignedRegion
from dxextract.layout.text.aligned_rows import lines_to_rows
from dxextract.layout.text.aligned_zone import (
    FEWEST_BELOW,
    LEAST_INDENT,
    LINES_BELOW,
    TALLEST_GAP,
    is_title,
    is_title_above,
    line_to_chunks,
    zone_from,
)
from dxextract.layout.text.cells import header_labels, is_header_row
from dxextract.layout.text.inline import to_passage
from dxextract.layout.text.lines import Line, display_width
from dxextract.layout.text.tables import FoundTable, table_of_passages
from dxextract.normalise import clean, squeeze
from dxextract.rules import RuleSet

_GAP = re.compile(r"[ \u3000\u00a0]{2,}")
_NOTE = re.compile(r"[※＊*]|注\s?[0-9０-９:：）)]")
_GROUPING = frozenset({"policy", "measure", "category"})
_FEWEST_BESIDE = 2
"""Texts of a row beside the first line of its wrapped name, which stands above them."""
_WIDE_GAP = 2
"""Lines from one to the next from which on the next may begin something else."""
_WIDEST_LABEL = 24
"""Display columns of a text that may be the first line of a label in a header."""
_PRINTED = 0.05
"""Lead of the count that goes with a printed text, in shares of texts that stand flush."""
_SPARE = 4.0
"""What a column costs that is more than any line has texts."""
_FLUSH = 0.75
"""Share of the texts of a column that begin or end where others do, from which on they stand flush in it."""
_USUAL_WHITE = 2
"""Places between a text and the next column, where the table does not set its columns closer."""
_FILLED = 0.85
"""Share of the width of a column's widest text that one has which goes on in the next line."""
_WORST_FIT = 1.5
"""What it may cost for each text of a line to give it a column."""


def aligned_table_at(
    lines: Sequence[Line], start: int, rules: RuleSet, *, columns: int | None = None
) -> FoundTable | None:
    """The space-aligned table that begins at ``lines[start]``, None when none does.

    Where it is known that a table of so many `columns` goes on here, few lines without a header are one too.
    """
    if columns is None and not _GAP.search(lines[start].text) and not _may_be_header_line(lines, start):
        return None
    found = [(measure, _region_at(lines, start, measure, rules, columns)) for measure in (display_width, len)]
    regions = [(measure, region) for measure, region in found if region is not None]
    if not regions:
        return None
    last = max(region.end for _, region in regions)
    flush = [one for one in regions if not one[1].centred and one[1].end == last and one[1].flush >= _FLUSH]
    regions = flush or regions  # by one count at least the texts stand flush in columns of their own
    # Form feeds are what `pdftotext` prints, which counts every character as one column.
    lead = _PRINTED if any(line.page_start for line in lines) else 0.0
    _, region = min(regions, key=lambda one: _order(one[1], lead if one[0] is len else 0.0))
    end = region.end
    region, running = _without_repeated_header(region, lines, rules)
    aligned = region.aligned(lines)
    rows, levels = lines_to_rows(aligned, len(region.spans), rules, goes_on=columns is not None)
    centred = with_centred_texts(rows, levels, aligned, rules)
    rows, spans = centred or (rows, {})
    grid = [[to_passage(cell, tight=True) for cell in row] for row in rows]
    table = table_of_passages(grid, rules, header_rows=levels if levels > 1 else None)
    table = replace(with_spans(table, spans), bounded=False, centred=centred is not None)
    return FoundTable(start, end, table, running=running)


def _may_be_header_line(lines: Sequence[Line], start: int) -> bool:
    """Whether a short text that stands in from the margin may be the first line of a header over several lines."""
    line = lines[start]
    below = lines[start + 1 : start + 2]
    if line.blank or _NOTE.match(line.text):
        return False
    short = display_width(line.text) <= _WIDEST_LABEL and line.indent >= LEAST_INDENT
    return short and bool(below) and bool(_GAP.search(below[0].text))


def _order(region: AlignedRegion, lead: float) -> tuple[int, bool, float]:
    """What tells the better of two regions: the longer one, then the one whose texts stand better in their columns."""
    texts = sum(len(line.chunks) for line in region.lines)
    return -region.end, not region.centred, (region.cost + _SPARE * region.spare) / texts - region.flush - lead


def _region_at(
    lines: Sequence[Line], start: int, measure: Measure, rules: RuleSet, columns: int | None
) -> AlignedRegion | None:
    """The largest region from `start` on that is a table; None when there is none."""
    first = line_to_chunks(lines[start], measure)
    if not first or is_title(first, lines[start + 1 : start + 1 + LINES_BELOW], measure, rules):
        return None
    if is_title_above(first, lines[start + 1 : start + 4], measure, rules):
        return None
    region: AlignedRegion | None = None
    zone: list[ChunkLine] = []
    for part in _parts(zone_from(lines, start, measure, rules)):
        # What a wider gap parts off must fit the columns of what stands above it.
        wider = _fitting(zone + part, lines, measure, rules)
        if region is not None and (
            wider is None or len(wider.lines) <= len(zone) or len(wider.spans) < len(region.spans)
        ):
            break
        zone, region = zone + part, wider
        if region is not None and len(region.lines) < len(zone):
            break
    if region is None or (len(region.spans) != columns and not is_table(region, rules)):
        return None
    return region


def _fitting(
    zone: Sequence[ChunkLine], lines: Sequence[Line], measure: Measure, rules: RuleSet
) -> AlignedRegion | None:
    """The region of as many of the first lines as share columns: those behind them would blur these."""
    while zone:
        region = fit_columns(zone, measure, rules)
        if region is None:
            return None
        kept = _fitting_lines(region, lines, rules)
        if kept == len(zone):
            return region
        zone = zone[:kept]
    return None


def _parts(zone: Sequence[ChunkLine]) -> Iterator[list[ChunkLine]]:
    """The lines between gaps of more than one line."""
    part: list[ChunkLine] = []
    for line in zone:
        if part and line.index - part[-1].index > _WIDE_GAP:
            yield part
            part = []
        part.append(line)
    if part:
        yield part


def _fitting_lines(region: AlignedRegion, lines: Sequence[Line], rules: RuleSet) -> int:
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


def _without_repeated_header(
    region: AlignedRegion, lines: Sequence[Line], rules: RuleSet
) -> tuple[AlignedRegion, tuple[int, ...]]:
    """The region without its header's lines where the next page prints them again, and the indexes of those."""
    head = header_line_count(region.aligned(lines), rules)
    texts = [[squeeze(chunk.text) for chunk in line.chunks] for line in region.lines]
    dropped: set[int] = set()
    for start in range(head, len(texts) - head + 1):
        if head and texts[start : start + head] == texts[:head]:
            dropped.update(range(start, start + head))
    kept = [n for n in range(len(texts)) if n not in dropped]
    left = replace(region, lines=tuple(region.lines[n] for n in kept), columns=tuple(region.columns[n] for n in kept))
    return left, tuple(region.lines[n].index for n in sorted(dropped))
