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

from dxextract.layout.text.aligned_checks import is_label, is_table
from dxextract.layout.text.aligned_columns import (
    ITEM_MARK,
    ChunkLine,
    Measure,
    columns_of,
)
from dxextract.layout.text.aligned_fit import fit_columns
from dxextract.layout.text.aligned_header import MOST_HEADER_LINES, header_line_count
from dxextract.layout.text.aligned_merged import begins_measure, stands_below_years
from dxextract.layout.text.aligned_model import Chunk
from dxextract.layout.text.aligned_region import AlignedRegion
from dxextract.layout.text.aligned_rows import lines_to_rows
from dxextract.layout.text.cells import header_labels, is_header_row
from dxextract.layout.text.inline import to_passage
from dxextract.layout.text.lines import Line, display_width
from dxextract.layout.text.spread_labels import without_spread_labels
from dxextract.layout.text.tables import LONGEST_GAP, FoundTable, table_of_passages
from dxextract.normalise import clean, squeeze
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.signs import LEADERS, SQUARES, TRIANGLES

_GAP = re.compile(r"[ \u3000\u00a0]{2,}")
_LEADER = re.compile(rf"(?:[{LEADERS}]\s?){{4,}}")
_HEADING_MARK = re.compile(rf"[{SQUARES}{TRIANGLES}【〔<＜]\s?")
"""Before the title of a table; circles stand before items."""
_BRACKETS = "【】〔〕<>＜＞ \u3000"
_NOTE = re.compile(r"[※＊*]|注\s?[0-9０-９:：）)]")
_TALLEST_GAP = 5
"""Blank lines inside one table above a line that begins where those above do."""
_LINES_ABOVE = 3
"""Lines of a tall cell, with the first on which other cells have text."""
_FEWEST_BELOW = 3
_HEADED = frozenset({"part", "chapter", "section", "policy", "measure", "nested"})
"""Numbers of headings, which rows of a list hardly have."""
_FEWEST_BESIDE = 2
"""Texts of a row beside the first line of its wrapped name, which stands above them."""
_WIDE_GAP = 2
"""Lines from one to the next from which on the next may begin something else."""
_MOST_COLUMNS = 60
_MOST_LINES = 150
_LEAST_INDENT = 6
_WIDEST_LABEL = 24
"""Display columns of a text that may be the first line of a label in a header."""
_PRINTED = 0.05
"""Lead of the count that goes with a printed text, in shares of texts that stand flush."""
_SPARE = 4.0
"""What a column costs that is more than any line has texts."""
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
    # Form feeds are what `pdftotext` prints, which counts every character as one column.
    lead = _PRINTED if any(line.page_start for line in lines) else 0.0
    _, region = min(regions, key=lambda one: _order(one[1], lead if one[0] is len else 0.0))
    end = region.end
    region, running = _without_repeated_header(region, lines, rules)
    rows, levels = lines_to_rows(region.aligned(lines), len(region.spans), rules, goes_on=columns is not None)
    grid = [[to_passage(cell, tight=True) for cell in row] for row in rows]
    return FoundTable(
        start,
        end,
        replace(table_of_passages(grid, rules, header_rows=levels if levels > 1 else None), bounded=False),
        running=running,
    )


def _may_be_header_line(lines: Sequence[Line], start: int) -> bool:
    """Whether a short text that stands in from the margin may be the first line of a header over several lines."""
    line = lines[start]
    below = lines[start + 1 : start + 2]
    if line.blank or _NOTE.match(line.text):
        return False
    short = display_width(line.text) <= _WIDEST_LABEL and line.indent >= _LEAST_INDENT
    return short and bool(below) and bool(_GAP.search(below[0].text))


def _order(region: AlignedRegion, lead: float) -> tuple[int, float]:
    """What tells the better of two regions: the longer one, then the one whose texts stand better in their columns."""
    texts = sum(len(line.chunks) for line in region.lines)
    return -region.end, (region.cost + _SPARE * region.spare) / texts - region.flush - lead


def line_to_chunks(line: Line, measure: Measure) -> tuple[Chunk, ...]:
    """The parts of a line between gaps; one in all for prose, none for a line that can be no row."""
    text = line.piece.visible.rstrip()
    if line.blank or line.marked or "\t" in text or _LEADER.search(text):
        return ()
    chunks: list[Chunk] = []
    position = len(text) - len(text.lstrip())
    gaps = list(_GAP.finditer(text, position))
    if len(gaps) > _MOST_COLUMNS:
        return ()
    gaps = without_spread_labels(text, gaps)
    for gap in [*gaps, None]:
        end = gap.start() if gap else len(text)
        left = measure(text[:position])
        chunks.append(Chunk(line.piece.part(position, end), left, left + measure(text[position:end])))
        position = gap.end() if gap else end
    return tuple(chunks)


def _region_at(
    lines: Sequence[Line], start: int, measure: Measure, rules: RuleSet, columns: int | None
) -> AlignedRegion | None:
    """The largest region from `start` on that is a table; None when there is none."""
    first = line_to_chunks(lines[start], measure)
    if not first or _is_title(first, lines[start + 1 : start + 2], measure, rules):
        return None
    if _is_title_above(first, lines[start + 1 : start + 4], measure, rules):
        return None
    region: AlignedRegion | None = None
    zone: list[ChunkLine] = []
    for part in _parts(_zone(lines, start, measure, rules)):
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


def _zone(lines: Sequence[Line], start: int, measure: Measure, rules: RuleSet) -> list[ChunkLine]:
    """The lines from `start` on that may be rows or parts of them."""
    zone: list[ChunkLine] = []
    blanks = 0
    for index in range(start, min(len(lines), start + _MOST_LINES)):
        line = lines[index]
        if zone and line.page_start:
            if not _is_header_alone(zone, line_to_chunks(line, measure), rules):
                break
            blanks = 0
        if line.blank:
            blanks += 1
            if blanks > _TALLEST_GAP:
                break
            continue
        chunks = line_to_chunks(line, measure)
        apart = blanks > LONGEST_GAP and not any(
            _stands_below(zone, line_to_chunks(one, measure), rules) for one in lines[index : index + _LINES_ABOVE]
        )
        if not chunks or apart or _is_heading(chunks, rules):
            break
        if not blanks and _is_title_of_next(zone, chunks, lines[index + 1 : index + 2], measure, rules):
            break
        header = blanks and zone and is_header_row([chunk.text for chunk in chunks], rules)
        if header and (len(chunks) >= _FEWEST_BELOW or not _are_labelled(zone, rules)):
            break
        zone.append(ChunkLine(index, chunks))
        blanks = 0
    while zone and len(zone[-1].chunks) < 2 and len(zone) > 1 and lines[zone[-1].index - 1].blank:
        zone.pop()
    return zone


def _is_title_of_next(
    zone: Sequence[ChunkLine], chunks: Sequence[Chunk], below: Sequence[Line], measure: Measure, rules: RuleSet
) -> bool:
    """Whether a text at the margin stands between rows and another header: sheets have no blank lines between."""
    if not zone or chunks[0].left > min(line.chunks[0].left for line in zone):
        return False
    if not _is_title(chunks, below, measure, rules):
        return False
    rows = [line.chunks for line in zone[1:] if len(line.chunks) > 1]
    rows = [row for row in rows if not is_header_row([chunk.text for chunk in row], rules)]
    if not rows:
        return False
    (text,) = chunks
    # The rest of a wrapped name is as narrow as its column is.
    wide = text.right > max(row[0].right for row in rows) or text.right > min(row[1].left for row in rows)
    return wide or rules["numbering"].label(clean(text.text)[0]) in _HEADED


def _is_title(chunks: Sequence[Chunk], below: Sequence[Line], measure: Measure, rules: RuleSet) -> bool:
    """Whether a text at the margin stands right above the header of a table, as none of its labels does."""
    if len(chunks) > 1 or chunks[0].left >= _LEAST_INDENT:
        return False
    texts = [[chunk.text for chunk in line_to_chunks(line, measure)] for line in below]
    return any(is_header_row(row, rules) and set(header_labels(row, rules)) != {"year"} for row in texts)


def _is_header_alone(zone: Sequence[ChunkLine], below: Sequence[Chunk], rules: RuleSet) -> bool:
    """Whether a page ends below nothing but a header, whose rows stand on the next one."""
    return (
        len(zone) <= MOST_HEADER_LINES
        and all(is_header_row([chunk.text for chunk in line.chunks], rules) for line in zone)
        and len(below) > 1
        and not is_header_row([chunk.text for chunk in below], rules)
    )


def _stands_below(zone: Sequence[ChunkLine], chunks: Sequence[Chunk], rules: RuleSet) -> bool:
    """Whether texts, three at least, stand below others: tall rows have wide gaps.

    They begin where texts of the lines above do, or are half as many as the labels of the header.
    """
    if len(chunks) < _FEWEST_BELOW:
        return False
    lefts = {chunk.left for line in zone if len(line.chunks) > 1 for chunk in line.chunks}
    if all(chunk.left in lefts for chunk in chunks[1:]):
        return True
    heads = [[chunk.text for chunk in line.chunks] for line in zone[:_FEWEST_BELOW]]
    return any(is_header_row(texts, rules) and len(texts) <= 2 * len(chunks) for texts in heads)


def _are_labelled(zone: Sequence[ChunkLine], rules: RuleSet) -> bool:
    """Whether the lines are blocks of a measure beside their labels: 時期　令和7年度～ among them heads nothing new."""
    pairs = [line.chunks for line in zone if len(line.chunks) > 1]
    return bool(pairs) and all(len(p) == 2 and block_label(p[0].text, rules) is not None for p in pairs)


def _fitting_lines(region: AlignedRegion, lines: Sequence[Line], rules: RuleSet) -> int:
    """How many of the region's first lines can be parts of one table."""
    inks = region.inks
    previous = region.lines[0].index
    for number, line in enumerate(region.lines):
        blanks = sum(lines[i].blank for i in range(previous, line.index))
        previous = line.index
        if stands_below_years(region, number, rules):
            continue
        if not number or line.index in region.merged or _stands_between(region, number):
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
    return filled and most and len(following) >= _FEWEST_BELOW


def _fits(region: AlignedRegion, number: int, inks: Sequence[tuple[int, int]], blanks: int, rules: RuleSet) -> bool:
    """Whether a line leaves the gutters, and begins nothing new."""
    chunks, columns = region.lines[number].chunks, region.columns[number]
    if len(chunks) > 1:
        _, cost = columns_of(chunks, region.spans)
        # Wider gaps take more of the columns to be seen as a row: a heading with a badge behind it has two texts too.
        fewest = 2 if blanks <= 1 else len(region.spans) // 2 + 1
        if blanks and len(chunks) == 2 and begins_measure(region, chunks[0], rules):
            return False
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
    if blanks and (column == 0 or blanks > _TALLEST_GAP):
        return False
    return not (column == 0 and _is_new_heading(region, chunk, rules))


def _fills_cell(region: AlignedRegion, number: int) -> bool:
    """Whether a text at the margin is the first line of a cell whose row is set in the middle of its lines."""
    following = region.columns[number + 1 : number + 2]
    if region.columns[number][0] or not following or 0 in following[0] or len(following[0]) < _FEWEST_BESIDE:
        return False
    return region.lines[number + 1].index == region.lines[number].index + 1


def _is_new_heading(region: AlignedRegion, chunk: Chunk, rules: RuleSet) -> bool:
    """Whether a text at the margin is numbered as a heading, or named as a block, as none of the rows is."""
    if rules["block_labels"].label(chunk.text):
        return True
    found = rules["numbering"].match(clean(chunk.text)[0])
    if not found:
        return False
    heads = (line.chunks[0].text for line in region.lines if len(line.chunks) > 1)
    rows = (rules["numbering"].match(clean(text)[0]) for text in heads)
    return all(one is None or one.rule_id != found.rule_id for one in rows)


def _is_title_above(first: Sequence[Chunk], below: Sequence[Line], measure: Measure, rules: RuleSet) -> bool:
    """Whether a line is a numbered title (資料２  策定の経過) right above a table with more columns.

    Behind a mark or a mere number what stands is a title only above a header.
    """
    if len(first) != 2 or not is_label(first[0].text, rules):
        return False
    chunks = [line_to_chunks(line, measure) for line in below]
    if any(line and block_label(line[0].text, rules) is not None for line in chunks[:1]):
        return True  # 施策1  手続の見直し above the labels of its form
    if ITEM_MARK.fullmatch(first[0].text):
        return any(len(line) > len(first) and is_header_row([c.text for c in line], rules) for line in chunks)
    return any(len(line) > len(first) for line in chunks[:1])


def _is_heading(chunks: Sequence[Chunk], rules: RuleSet) -> bool:
    """Whether a line is the heading of a measure's block (■取組スケジュール, 関係課：人事課): no cell of a table."""
    text = chunks[0].text
    if len(chunks) > 1 or not (_HEADING_MARK.match(text) or "：" in text):
        return False
    label = _HEADING_MARK.sub("", text).split("：")[0].strip(_BRACKETS)
    return rules["block_labels"].label(label) is not None


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
