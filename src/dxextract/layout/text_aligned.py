"""Tables that a text aligns with spaces, as `pdftotext -layout` prints them: where they are and where columns run.

Decides which runs of lines are such a table: at least two lines whose gaps of two or more columns stand above each
other, with a header or at least three lines. Columns are counted as people see them (full-width characters take two)
and as `pdftotext` does (every character takes one), and the count by which more lines agree is taken. A list with
marks, a contents page with leaders, and prose that happens to have wide spaces are no table; a line that runs across
the columns ends it. Which lines make up one row is decided by `dxextract.layout.text_aligned_rows`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

from dxextract.layout.text_aligned_header import header_line_count
from dxextract.layout.text_aligned_model import AlignedLine, Chunk
from dxextract.layout.text_aligned_rows import lines_to_rows
from dxextract.layout.text_cells import header_labels, is_header_row
from dxextract.layout.text_inline import to_passage
from dxextract.layout.text_lines import Line, display_width
from dxextract.layout.text_tables import FoundTable, table_of_passages
from dxextract.normalise import clean
from dxextract.rules import RuleSet

_GAP = re.compile(r"[ \u3000\u00a0]{2,}")
_LEADER = re.compile(r"(?:[.．・…‥·⋯]\s?){4,}")
_MARK = re.compile(r"(?:[・･●○■□◆◇▶►➢✓※★☆▼▽△▲→⇒*-]|[①-⑳]|[(（]?[0-9０-９]{1,2}[)）.．]?|[ア-ン])")
_HEADING_MARK = re.compile(r"[■□◆◇●○▼▽▶►【〔<＜]\s?")
_BRACKETS = "【】〔〕<>＜＞ \u3000"
_FEWEST_TO_COUNT = 4
"""Columns from which on a line with a text for each of them is taken for a row by that alone."""
_MOST_COLUMNS_TO_FIT = 14
"""Columns up to which all ways are tried to give them the texts of a line."""
_LONGEST_GAP = 2
"""Blank lines that may stand inside one table."""
_MOST_COLUMNS = 60
_NARROWEST_GUTTER = 2
_FEWEST_LINES_WITHOUT_HEADER = 3
_WIDEST_CELL = 50
"""Columns of a line in a cell; more than one column of wider ones is prose set in columns."""

Gutters = tuple[tuple[int, int], ...]
"""Spans of columns, each white in all lines of a table."""
Measure = Callable[[str], int]
"""How many columns a text takes."""


@dataclass(frozen=True, slots=True)
class _Region:
    """Lines that agree on gutters: index in the text and chunks of each line with text.

    Bit n of `inked` is set where column n has text in some line.
    """

    lines: tuple[tuple[int, tuple[Chunk, ...]], ...] = ()
    inked: int = 0
    gutters: Gutters = ()

    def grown(self, index: int, chunks: tuple[Chunk, ...]) -> _Region:
        """The region with one more line."""
        inked = self.inked
        for chunk in chunks:
            inked |= ((1 << chunk.right - chunk.left) - 1) << chunk.left
        return _Region((*self.lines, (index, chunks)), inked, _gutters(inked))

    @property
    def is_even(self) -> bool:
        """Whether some line has text in every column, and no line more texts than there are columns."""
        return max(len(chunks) for _, chunks in self.lines) == len(self.gutters) + 1

    @property
    def end(self) -> int:
        return self.lines[-1][0] + 1

    def with_full_line(self, index: int, chunks: tuple[Chunk, ...]) -> _Region:
        """The region with one more line, whose texts are told apart by their number and not by the gutters."""
        return replace(self, lines=(*self.lines, (index, chunks)))

    def aligned(self, lines: Sequence[Line]) -> tuple[AlignedLine, ...]:
        """The region's lines with the column of each chunk."""
        found: list[AlignedLine] = []
        column_of = self._columns()
        previous = self.lines[0][0]
        for index, chunks in self.lines:
            cells = tuple(zip(column_of(chunks), chunks, strict=True))
            found.append(AlignedLine(cells, any(lines[i].blank for i in range(previous, index))))
            previous = index
        return tuple(found)

    def _columns(self) -> Callable[[Sequence[Chunk]], list[int]]:
        """What gives the columns of a line's chunks: those of the gutters, unless two would share one.

        Programs that count columns in another way let lines drift over the gutters; then the chunks are given, in
        order, to the columns whose texts in lines with as many texts as columns are nearest.
        """
        count = len(self.gutters) + 1
        full = [chunks for _, chunks in self.lines if len(chunks) == count]
        middles = [sum(chunk.left + chunk.right for chunk in column) / len(full) for column in zip(*full, strict=True)]

        def columns_of(chunks: Sequence[Chunk]) -> list[int]:
            found = [_column(chunk, self.gutters) for chunk in chunks]
            shared = [column for column, following in pairwise(found) if column == following]
            # A mark or number that stands apart from its text shares the first column with it.
            marked = found[:2] == [0, 0] and _MARK.fullmatch(chunks[0].text)
            if not shared or marked or len(chunks) > len(middles) or count > _MOST_COLUMNS_TO_FIT:
                return found
            ways = combinations(range(count), len(chunks))
            return list(min(ways, key=lambda way: _distance(chunks, [middles[column] for column in way])))

        return columns_of


def _distance(chunks: Sequence[Chunk], middles: Sequence[float]) -> float:
    """How far texts stand from the columns' middles, all together."""
    return sum(abs(chunk.left + chunk.right - middle) for chunk, middle in zip(chunks, middles, strict=True))


def _without_repeated_header(region: _Region, rules: RuleSet) -> tuple[_Region, tuple[int, ...]]:
    """The region without its header's lines where the next page prints them again, and the indexes of those."""
    head = header_line_count(_aligned_rows([chunks for _, chunks in region.lines[:4]], region.gutters), rules)
    texts = [[chunk.text for chunk in chunks] for _, chunks in region.lines]
    dropped: set[int] = set()
    for start in range(head, len(texts) - head + 1):
        if head and texts[start : start + head] == texts[:head]:
            dropped.update(range(start, start + head))
    kept = tuple(line for n, line in enumerate(region.lines) if n not in dropped)
    return replace(region, lines=kept), tuple(region.lines[n][0] for n in sorted(dropped))


def aligned_table_at(lines: Sequence[Line], start: int, rules: RuleSet) -> FoundTable | None:
    """The space-aligned table that begins at ``lines[start]``, None when none does."""
    if not _GAP.search(lines[start].text):
        return None
    regions = [_grown(lines, start, measure, rules) for measure in (display_width, len)]
    regions = [_without_half_columns(region, rules) for region in regions if region.gutters]
    tables = [region for region in regions if region.gutters and _is_table(region, rules)]
    if not tables:
        return None
    region = max(tables, key=lambda one: (one.is_even, len(one.gutters), len(one.lines)))
    end = region.end
    region, running = _without_repeated_header(region, rules)
    rows = lines_to_rows(region.aligned(lines), len(region.gutters) + 1, rules)
    grid = [[to_passage(cell, tight=True) for cell in row] for row in rows]
    return FoundTable(start, end, replace(table_of_passages(grid, rules), bounded=False), running=running)


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
    for gap in [*gaps, None]:
        end = gap.start() if gap else len(text)
        left = measure(text[:position])
        chunks.append(Chunk(line.piece.part(position, end), left, left + measure(text[position:end])))
        position = gap.end() if gap else end
    return tuple(chunks)


def _grown(lines: Sequence[Line], start: int, measure: Measure, rules: RuleSet) -> _Region:
    """The largest region from `start` on whose lines keep to common gutters; an empty one when there is no table."""
    first = line_to_chunks(lines[start], measure)
    if len(first) < 2 or _is_title_above(first, lines[start + 1 : start + 2], measure, rules):
        return _Region()
    region = _Region().grown(start, first)
    blanks = 0
    for index in range(start + 1, len(lines)):
        line = lines[index]
        if line.blank:
            blanks += 1
            if blanks > _LONGEST_GAP:
                break
            continue
        chunks = line_to_chunks(line, measure)
        if not chunks or _is_heading(chunks, rules):
            break
        chunks = tuple(part for chunk in chunks for part in _split_at_gutters(chunk, region.gutters, measure))
        grown = region.grown(index, chunks)
        if _may_join(region, grown, blanks=blanks, rules=rules):
            region = grown
        elif not blanks and len(chunks) == len(region.gutters) + 1 >= _FEWEST_TO_COUNT:
            region = region.with_full_line(index, chunks)
        else:
            break
        blanks = 0
    return region


def _is_title_above(first: Sequence[Chunk], below: Sequence[Line], measure: Measure, rules: RuleSet) -> bool:
    """Whether a line is a numbered title (資料２  策定の経過) right above a table with more columns."""
    title = len(first) == 2 and not _MARK.fullmatch(first[0].text) and _is_label(first[0].text, rules)
    return title and any(len(line_to_chunks(line, measure)) > len(first) for line in below)


def _is_heading(chunks: Sequence[Chunk], rules: RuleSet) -> bool:
    """Whether a line is the heading of a measure's block (■取組スケジュール, 関係課：人事課): no cell of a table."""
    text = chunks[0].text
    if len(chunks) > 1 or not (_HEADING_MARK.match(text) or "：" in text):
        return False
    label = _HEADING_MARK.sub("", text).split("：")[0].strip(_BRACKETS)
    return rules["block_labels"].label(label) in ("schedule", "departments")


def _split_at_gutters(chunk: Chunk, gutters: Gutters, measure: Measure) -> Iterator[Chunk]:
    """The chunk, or its parts where a single space of it stands in a gutter: narrow columns nearly touch."""
    text = chunk.piece.visible
    start = 0
    for space in re.finditer(r"(?<=\S) (?=\S)", text):
        column = chunk.left + measure(text[: space.start()])
        if any(low - 1 <= column <= high for low, high in gutters) and not _keeps_together(text, space.start()):
            yield Chunk(chunk.piece.part(start, space.start()), chunk.left + measure(text[:start]), column)
            start = space.end()
    yield Chunk(chunk.piece.part(start, len(text)), chunk.left + measure(text[:start]), chunk.right)


def _keeps_together(text: str, space: int) -> bool:
    """Whether the space is one that a PDF's reader puts between digits and Japanese (令和 7 年度, 64 手続)."""
    return text[space - 1].isascii() or (text[space + 1].isascii() and not text[space + 1 :].strip().isascii())


def _may_join(region: _Region, grown: _Region, *, blanks: int, rules: RuleSet) -> bool:
    """Whether the last line of `grown` belongs to `region`: it leaves the gutters, and begins no new table."""
    chunks = grown.lines[-1][1]
    columns = {_column(chunk, region.gutters) for chunk in chunks}
    # Wider gaps take more of the columns to be seen as a row: a heading with a badge behind it has two texts as well.
    fewest = (1, 2)[blanks] if blanks <= 1 else (len(region.gutters) + 1) // 2 + 1
    if len(columns) < fewest or (blanks and is_header_row([chunk.text for chunk in chunks], rules)):
        return False
    if len(grown.gutters) >= len(region.gutters):
        return True
    # The first rows may have narrower cells than the rest: gutters inside a column close as wider cells come.
    return len(region.lines) <= 2 and len(chunks) >= 2 and len(grown.gutters) + 1 >= len(chunks)


def _gutters(inked: int) -> Gutters:
    """The white columns between the first and the last text, where at least two are side by side."""
    columns = f"{inked:b}"[::-1]
    first = columns.find("1")
    white = [(match.start() + first, match.end() + first) for match in re.finditer("0+", columns[first:])]
    return tuple((start, end) for start, end in white if end - start >= _NARROWEST_GUTTER)


def _without_half_columns(region: _Region, rules: RuleSet) -> _Region:
    """The region without gutters between a header that stands beside its column and the column itself."""
    rows = [chunks for _, chunks in region.lines]
    head = header_line_count(_aligned_rows(rows[:4], region.gutters), rules)
    if not head and len(region.gutters) >= len(rows[0]) == max(map(len, rows)) and not _is_header(rows[0], rules):
        head = 1  # indicators across: their names, which are no header words, above their values
    kept = list(region.gutters)
    for gutter in region.gutters:
        position = kept.index(gutter)
        left, right = (
            {i for i, chunks in enumerate(rows) if any(_column(chunk, tuple(kept)) == column for chunk in chunks)}
            for column in (position, position + 1)
        )
        if not left & right and (max(left) < min(head, min(right)) or max(right) < min(head, min(left))):
            kept.remove(gutter)
    return replace(region, gutters=tuple(kept))


def _is_header(chunks: Sequence[Chunk], rules: RuleSet) -> bool:
    """Whether a first line reads as a header, so that its columns need no guessing."""
    return is_header_row([chunk.text for chunk in chunks], rules)


def _aligned_rows(rows: Sequence[Sequence[Chunk]], gutters: Gutters) -> list[AlignedLine]:
    return [AlignedLine(tuple((_column(chunk, gutters), chunk) for chunk in chunks), False) for chunks in rows]


def _column(chunk: Chunk, gutters: Gutters) -> int:
    return sum(chunk.left >= end for _, end in gutters)


def _is_table(region: _Region, rules: RuleSet) -> bool:
    """Whether aligned lines are a table: enough of them split, and the first column is no list of marks."""
    rows = [chunks for _, chunks in region.lines]
    columns = [frozenset(_column(chunk, region.gutters) for chunk in chunks) for chunks in rows]
    head = header_line_count(_aligned_rows(rows[:4], region.gutters), rules)
    if head:
        return len(frozenset[int]().union(*columns[head:])) >= 2
    split = [chunks for chunks, used in zip(rows, columns, strict=True) if len(used) >= 2]
    if len(split) < 2 or len(split) * 3 < len(rows):
        return False
    if len(region.gutters) == 1 and all(_is_label(chunks[0].text, rules) for chunks in split):
        return False
    if len(split) < _FEWEST_LINES_WITHOUT_HEADER:
        return None not in header_labels([chunks[0].text for chunks in split], rules)
    return _has_columns_of_cells(split, region.gutters)


def _is_label(text: str, rules: RuleSet) -> bool:
    """Whether a text is only a mark or a number label: what stands behind it is a list's item or a heading's title."""
    if _MARK.fullmatch(text):
        return True
    found = rules["numbering"].match(f"{clean(text)[0]} 題名")
    return found is not None and found.end > len(text)


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
