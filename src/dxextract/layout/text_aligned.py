"""Tables that a text aligns with spaces, as `pdftotext -layout` prints them: where they are and where columns run.

Decides which runs of lines are such a table: at least two lines whose gaps of two or more columns stand above each
other (in display columns, full-width characters counting two), with a header or at least three lines. A list with
marks, a contents page with leaders, and prose that happens to have wide spaces are no table; a line that runs across
the columns ends it. Which lines make up one row is decided by `dxextract.layout.text_aligned_rows`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dxextract.layout.text_aligned_rows import AlignedLine, Chunk, lines_to_rows
from dxextract.layout.text_cells import header_labels, is_header_row
from dxextract.layout.text_inline import to_passage
from dxextract.layout.text_lines import Line, display_width
from dxextract.layout.text_tables import FoundTable, table_of_passages
from dxextract.rules import RuleSet

_GAP = re.compile(r"[ \u3000\u00a0]{2,}")
_LEADER = re.compile(r"(?:[.．・…‥·⋯]\s?){4,}")
_MARK = re.compile(r"(?:[・･●○■□◆◇▶►➢✓※★☆▼▽△▲→⇒*-]|[①-⑳]|[(（]?[0-9０-９]{1,2}[)）.．]?|[ア-ン])")
_LONGEST_GAP = 2
"""Blank lines that may stand inside one table."""
_NARROWEST_GUTTER = 2
_FEWEST_LINES_WITHOUT_HEADER = 3
_WIDEST_CELL = 50
"""Display columns of a line in a cell; more than one column of wider ones is prose set in columns."""

Gutters = tuple[tuple[int, int], ...]
"""Spans of display columns, each white in all lines of a table."""


@dataclass(frozen=True, slots=True)
class _Region:
    """Lines that agree on gutters: index in the text and chunks of each line with text.

    Bit n of `inked` is set where display column n has text in some line.
    """

    lines: tuple[tuple[int, tuple[Chunk, ...]], ...] = ()
    inked: int = 0
    gutters: Gutters = ()

    def grown(self, index: int, chunks: tuple[Chunk, ...]) -> _Region:
        """The region with one more line."""
        inked = self.inked
        for chunk in chunks:
            inked |= ((1 << chunk.width) - 1) << chunk.left
        return _Region((*self.lines, (index, chunks)), inked, _gutters(inked))

    @property
    def end(self) -> int:
        return self.lines[-1][0] + 1


def aligned_table_at(lines: Sequence[Line], start: int, rules: RuleSet) -> FoundTable | None:
    """The space-aligned table that begins at ``lines[start]``, None when none does."""
    first = line_to_chunks(lines[start])
    if len(first) < 2:
        return None
    region = _grown(lines, start, first, rules)
    if not region.gutters or not _is_table(region, rules):
        return None
    aligned: list[AlignedLine] = []
    previous = start
    for index, chunks in region.lines:
        cells = tuple((_column(chunk, region.gutters), chunk) for chunk in chunks)
        aligned.append(AlignedLine(cells, any(lines[i].blank for i in range(previous, index))))
        previous = index
    rows = lines_to_rows(aligned, len(region.gutters) + 1, rules)
    grid = [[to_passage(cell, tight=True) for cell in row] for row in rows]
    return FoundTable(start, region.end, table_of_passages(grid, rules))


def line_to_chunks(line: Line) -> tuple[Chunk, ...]:
    """The parts of a line between gaps; one in all for prose, none for a line that can be no row."""
    text = line.piece.visible.rstrip()
    if line.blank or line.marked or "\t" in text or _LEADER.search(text):
        return ()
    chunks: list[Chunk] = []
    position = len(text) - len(text.lstrip())
    for gap in [*_GAP.finditer(text, position), None]:
        end = gap.start() if gap else len(text)
        left = display_width(text[:position])
        chunks.append(Chunk(line.piece.part(position, end), left, left + display_width(text[position:end])))
        position = gap.end() if gap else end
    return tuple(chunks)


def _grown(lines: Sequence[Line], start: int, first: tuple[Chunk, ...], rules: RuleSet) -> _Region:
    """The largest region from `start` on whose lines keep to common gutters."""
    region = _Region().grown(start, first)
    blanks = 0
    for index in range(start + 1, len(lines)):
        line = lines[index]
        if line.blank:
            blanks += 1
            if blanks > _LONGEST_GAP:
                break
            continue
        chunks = line_to_chunks(line)
        if not chunks:
            break
        grown = region.grown(index, chunks)
        if not _may_join(region, grown, after_blank=blanks > 0, rules=rules):
            break
        region = grown
        blanks = 0
    return region


def _may_join(region: _Region, grown: _Region, *, after_blank: bool, rules: RuleSet) -> bool:
    """Whether the last line of `grown` belongs to `region`: it leaves the gutters, and begins no new table."""
    chunks = grown.lines[-1][1]
    columns = {_column(chunk, region.gutters) for chunk in chunks}
    if after_blank and (len(columns) < 2 or is_header_row([chunk.text for chunk in chunks], rules)):
        return False
    if len(grown.gutters) >= len(region.gutters):
        return True
    # The first rows may have narrower cells than the rest: gutters inside a column close as wider cells come.
    return len(region.lines) <= 2 and len(chunks) >= 2 and len(grown.gutters) + 1 >= len(chunks)


def _gutters(inked: int) -> Gutters:
    """The white display columns between the first and the last text, where at least two are side by side."""
    columns = f"{inked:b}"[::-1]
    first = columns.find("1")
    white = [(match.start() + first, match.end() + first) for match in re.finditer("0+", columns[first:])]
    return tuple((start, end) for start, end in white if end - start >= _NARROWEST_GUTTER)


def _column(chunk: Chunk, gutters: Gutters) -> int:
    return sum(chunk.left >= end for _, end in gutters)


def _is_table(region: _Region, rules: RuleSet) -> bool:
    """Whether aligned lines are a table: enough of them split, and the first column is no list of marks."""
    rows = [chunks for _, chunks in region.lines]
    split = [chunks for chunks in rows if len({_column(chunk, region.gutters) for chunk in chunks}) >= 2]
    if len(split) < 2 or len(split) * 3 < len(rows):
        return False
    if is_header_row([chunk.text for chunk in rows[0]], rules):
        return True
    if len(region.gutters) == 1 and all(_MARK.fullmatch(chunks[0].text) for chunks in split):
        return False
    if len(split) < _FEWEST_LINES_WITHOUT_HEADER:
        return None not in header_labels([chunks[0].text for chunks in split], rules)
    return _has_columns_of_cells(split, region.gutters)


def _has_columns_of_cells(split: Sequence[Sequence[Chunk]], gutters: Gutters) -> bool:
    """Whether two columns have text in half of the lines, and at most one column has lines too wide for cells."""
    counts = [0] * (len(gutters) + 1)
    widest = [0] * (len(gutters) + 1)
    for chunks in split:
        for column in {_column(chunk, gutters) for chunk in chunks}:
            counts[column] += 1
        for chunk in chunks:
            widest[_column(chunk, gutters)] = max(widest[_column(chunk, gutters)], chunk.width)
    filled = sum(count * 2 >= len(split) for count in counts)
    return filled >= 2 and sum(width > _WIDEST_CELL for width in widest) <= 1
