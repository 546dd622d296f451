"""Rows of a space-aligned table: which lines of wrapped cells belong together.

Decides in this order: blocks that blank lines keep apart are rows, when each has two columns and one value in each
column at most; else every line with a value stands for a row, or where the table has no column of values every cell
of a column, as many as two columns agree on. In each column a line that fills the column goes on in the next, unless
that line begins another column's cell below one that ended; a cell belongs to the row whose line it stands on, the
n-th of n cells to the n-th of n rows, and any other to the row above. Lines of the header (``(令和6年度)`` below
現状値) are one row. Where columns run is decided by `dxextract.layout.text_aligned`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dxextract.layout.text_cells import header_labels, is_header_row, looks_like_value
from dxextract.layout.text_inline import Piece
from dxextract.layout.text_lines import display_width
from dxextract.rules import RuleSet

_BESIDE = re.compile(r"[(（\[【].*")
_ENDED = re.compile(r"[。)）」』】]$")
_NUMBERED = re.compile(r"[①-⑳]|[(（]\d{1,2}[)）]|\d{1,2}[.．)）]|(?:施策|取組|事業)?\s?\d{1,2}-\d|№|No\.?\s?\d")
_SLACK = 2
"""Display columns that a filled line of a cell may end short of the column's widest."""
_MOST_HEADER_LINES = 4
_TOO_FEW_TO_TELL = 3
"""Lines of a table's body from whose widths nothing can be told: each with text in two columns is a row."""
_WIDEST_SPREAD = 2
"""Lines without text that may stand between two lines of one cell: what its neighbours are set against."""
_LONGEST_REST = 4
"""Characters of a value's unit that may stand on a line of their own."""
_NARROWEST_WRAPPED = 12
"""Display columns of the narrowest column in which cells are taken to be wrapped."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Text between two gaps of a line, with the columns it covers."""

    piece: Piece
    left: int
    right: int

    @property
    def text(self) -> str:
        return self.piece.visible.strip()

    @property
    def width(self) -> int:
        """Display columns: what a line of a cell is as wide as on paper, whatever count aligned it."""
        return display_width(self.text)


@dataclass(frozen=True, slots=True)
class AlignedLine:
    """The chunks of one line with their columns, and whether a blank line stands before it."""

    cells: tuple[tuple[int, Chunk], ...]
    blank_before: bool

    def in_column(self, column: int) -> tuple[Chunk, ...]:
        return tuple(chunk for c, chunk in self.cells if c == column)

    @property
    def columns(self) -> frozenset[int]:
        return frozenset(column for column, _ in self.cells)


Row = tuple[tuple[Piece, ...], ...]
"""The pieces of each cell, top to bottom."""


def lines_to_rows(lines: Sequence[AlignedLine], n_cols: int, rules: RuleSet) -> list[Row]:
    """The rows that the lines make up, header first."""
    head = header_line_count(lines, rules)
    owners = [[0] * n_cols for _ in range(head)]
    body = lines[head:]
    blocks = _blocks(body)
    if blocks:
        owners += [[head + block] * n_cols for block in blocks]
    elif body:
        owners += _owners(body, n_cols, head)
    rows: dict[int, list[list[Piece]]] = {}
    for line, row_of in zip(lines, owners, strict=True):
        for column, chunk in line.cells:
            rows.setdefault(row_of[column], [[] for _ in range(n_cols)])[column].append(chunk.piece)
    return [tuple(tuple(cell) for cell in rows[key]) for key in sorted(rows)]


def header_line_count(lines: Sequence[AlignedLine], rules: RuleSet) -> int:
    """How many of the first lines are the header: as many as give every column that has text a label."""
    for count in range(min(len(lines), _MOST_HEADER_LINES), 0, -1):
        head = lines[:count]
        if any(line.blank_before for line in head[1:]):
            continue
        texts: dict[int, str] = {}
        for line in head:
            for column, chunk in line.cells:
                texts[column] = texts.get(column, "") + chunk.text
        if len(texts) >= 2 and None not in header_labels(list(texts.values()), rules):
            return count
    # Columns without a label of their own (計画名, ５年後) do not stop one line from being the header.
    return int(is_header_row([chunk.text for _, chunk in lines[0].cells], rules))


def _blocks(lines: Sequence[AlignedLine]) -> list[int]:
    """The block of each line when blank lines keep rows apart, nothing when they do not."""
    block = 0
    blocks: list[int] = []
    for position, line in enumerate(lines):
        block += line.blank_before and position > 0
        blocks.append(block)
    if block < 1:
        return []
    for number in range(block + 1):
        members = [line for line, b in zip(lines, blocks, strict=True) if b == number]
        columns = frozenset[int]().union(*(line.columns for line in members))
        values = [c for line in members for c, chunk in line.cells if looks_like_value(chunk.text)]
        if len(columns) < 2 or len(values) != len(set(values)):
            return []
    return blocks


_Cells = list[list[int]]
"""The lines of each cell of a column, top to bottom."""


def _owners(lines: Sequence[AlignedLine], n_cols: int, first: int) -> list[list[int]]:
    """For each line, the number of the row that each column's text on it belongs to; rows count from `first`."""
    anchors = _anchors(lines, n_cols, head=first)
    owners = [[first] * n_cols for _ in lines]
    for column in range(n_cols):
        in_order = [cells for cells in _readings(lines, column) if _match(cells, anchors)]
        cells = in_order[0] if in_order else _joined(lines, column, anchors)
        for ordinal, cell in enumerate(cells):
            row = ordinal if in_order else _row_of(cell, anchors)
            for index in cell:
                owners[index][column] = first + row
    return owners


def _anchors(lines: Sequence[AlignedLine], n_cols: int, *, head: int) -> list[int]:
    """The lines that stand for a row each: those with values, or those of a column's cells."""
    found: set[int] = set()
    for column in range(1, n_cols):
        cells = _joined(lines, column, ())
        texts = [_text(lines, column, cell) for cell in cells]
        values = sum(map(looks_like_value, texts))
        if values * 5 >= len(texts) * 4 and (values >= 2 or any(len(cell) > 1 for cell in cells)):
            found.update(cell[0] for cell in cells)
    if found:
        first = min(found)
        return sorted(found | ({0} if not head and _is_row_above(lines, first, n_cols) else set()))
    if len(lines) <= _TOO_FEW_TO_TELL and all(0 in line.columns and len(line.columns) >= 2 for line in lines):
        return list(range(len(lines)))
    readings = [_readings(lines, column) for column in range(n_cols)]
    return [cell[0] for cell in _agreed(readings)] or [0]


def _is_row_above(lines: Sequence[AlignedLine], first: int, n_cols: int) -> bool:
    """Whether the lines above the first value are a row of their own: the names of indicators that stand across."""
    top, below = lines[0].in_column(0), lines[first].in_column(0)
    return bool(first and top and below and len(lines[0].columns) == n_cols) and not _continues(
        top[-1], below[0], _widest(lines, 0)
    )


def _text(lines: Sequence[AlignedLine], column: int, cell: Sequence[int]) -> str:
    """What a cell says, but for brackets that stand beside its value."""
    texts = (chunk.text for index in cell for chunk in lines[index].in_column(column))
    return "".join(text for text in texts if not _BESIDE.match(text))


def _agreed(readings: Sequence[Sequence[_Cells]]) -> _Cells:
    """The cells that stand for the rows: of a number that two columns have; else the first column's, unless another
    has half as many again, so that first cells are merged over its rows."""
    votes = Counter(count for column in readings for count in {len(cells) for cells in column})
    joined = Counter(len(column[0]) for column in readings)
    count, agreeing = max(votes.items(), key=lambda item: (item[1], joined[item[0]], item[0]))
    if agreeing >= 2:
        return next(cells for column in readings for cells in column if len(cells) == count)
    longest = max((column[0] for column in readings), key=len)
    return longest if len(longest) * 2 >= len(readings[0][0]) * 3 else readings[0][0]


def _readings(lines: Sequence[AlignedLine], column: int) -> tuple[_Cells, _Cells]:
    """The column's cells with lines that fill it joined to the next, and with each line by itself."""
    single = [[index] for index, line in enumerate(lines) if column in line.columns]
    return _joined(lines, column, ()), single


def _match(cells: _Cells, anchors: Sequence[int]) -> bool:
    """Whether the n-th cell can belong to the n-th row: it stands between the rows before and after."""
    bounds = [-1, *anchors, anchors[-1] + 1 + len(cells)]
    return len(cells) == len(anchors) and all(
        cell[-1] > bounds[row] and cell[0] < bounds[row + 2] for row, cell in enumerate(cells)
    )


def _joined(lines: Sequence[AlignedLine], column: int, anchors: Sequence[int]) -> _Cells:
    """The column's cells: a line that fills it goes on in the next, unless that line begins another column's cell
    below one that ended; and no cell goes on over two anchors."""
    widest = _widest(lines, column)
    cells: _Cells = []
    previous: tuple[int, Chunk] | None = None
    for index, line in enumerate(lines):
        chunks = line.in_column(column)
        if not chunks:
            continue
        goes_on = (
            previous is not None
            and _is_near(lines, previous[0], index)
            and sum(cells[-1][0] <= anchor <= index for anchor in anchors) <= 1
            and _continues(previous[1], chunks[0], widest)
            and (_is_broken_off(previous[1], chunks[0], widest) or not _begins_row(lines, index))
        )
        if goes_on:
            cells[-1].append(index)
        else:
            cells.append([index])
        previous = index, chunks[-1]
    return cells


def _widest(lines: Sequence[AlignedLine], column: int) -> int:
    return max((chunk.width for line in lines for chunk in line.in_column(column)), default=0)


def _begins_row(lines: Sequence[AlignedLine], index: int) -> bool:
    """Whether some column has text on this line and, ended, on the line directly above."""
    above = dict(lines[index - 1].cells)
    return any(
        column in above and not _continues(above[column], chunk, _widest(lines, column))
        for column, chunk in lines[index].cells
    )


def _is_near(lines: Sequence[AlignedLine], above: int, below: int) -> bool:
    """Whether two lines are close enough to hold parts of one cell."""
    return below - above <= 1 + _WIDEST_SPREAD and not any(line.blank_before for line in lines[above + 1 : below + 1])


def _continues(above: Chunk, below: Chunk, widest: int) -> bool:
    if _is_broken_off(above, below, widest):
        return True
    if looks_like_value(above.text):
        return bool(_BESIDE.match(below.text))
    if _ENDED.search(above.text) or _NUMBERED.match(below.text):
        return False
    return widest >= _NARROWEST_WRAPPED and above.width >= widest - _SLACK


def _is_broken_off(above: Chunk, below: Chunk, widest: int) -> bool:
    """Whether the texts themselves say that a cell goes on, and its line is full where only the unit says so."""
    fills = below.width < above.width >= widest - _SLACK
    return _leaves_bracket_open(above.text) or (fills and _is_rest_of_value(above.text, below.text))


def _leaves_bracket_open(text: str) -> bool:
    """Whether a bracket is open at the end of a line: ``現状(2024 年度``, with ``(R6))`` below."""
    return len(re.findall(r"[(（]", text)) > len(re.findall(r"[)）]", text))


def _is_rest_of_value(above: str, below: str) -> bool:
    """Whether `below` is the end of a unit or qualifier that a narrow cell broke: ``1,800 経`` and ``営体``."""
    if not re.search(r"\d", above) or re.search(r"\d", below) or looks_like_value(below):
        return False
    return len(below) <= _LONGEST_REST and looks_like_value(above + below)


def _row_of(cell: Sequence[int], anchors: Sequence[int]) -> int:
    """The row whose anchor stands on one of the cell's lines, else the nearest above, else the first."""
    inside = [row for row, anchor in enumerate(anchors) if cell[0] <= anchor <= cell[-1]]
    if inside:
        return inside[0]
    above = [row for row, anchor in enumerate(anchors) if anchor < cell[0]]
    return above[-1] if above else 0
