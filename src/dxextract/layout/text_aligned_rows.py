"""Rows of a space-aligned table: which lines of wrapped cells belong together.

Decides in this order: blocks that blank lines keep apart are rows, when each has two columns and one value in each
column at most; else every line with a value begins a row, or where the table has no column of values every first
cell. In each column a line that fills the column goes on in the next; a cell belongs to the row whose line it stands
on, the n-th of n cells to the n-th of n rows, and any other to the row above. Lines of the header (``(令和6年度)``
below 現状値) are one row. Where columns run is decided by `dxextract.layout.text_aligned`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dxextract.layout.text_cells import header_labels, is_header_row, looks_like_value
from dxextract.layout.text_inline import Piece
from dxextract.rules import RuleSet

_BESIDE = re.compile(r"[(（\[【].*")
_SLACK = 3
"""Display columns that a filled line of a cell may end short of the column's widest."""
_NARROWEST_WRAPPED = 12
"""Display columns of the narrowest column in which cells are taken to be wrapped."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Text between two gaps of a line, with the display columns it covers."""

    piece: Piece
    left: int
    right: int

    @property
    def text(self) -> str:
        return self.piece.visible.strip()

    @property
    def width(self) -> int:
        return self.right - self.left


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
    head = _header_lines(lines, rules)
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


def _header_lines(lines: Sequence[AlignedLine], rules: RuleSet) -> int:
    """How many of the first lines are the header: labels, and brackets or second halves of labels below them."""
    labels = [chunk.text for _, chunk in lines[0].cells]
    if not is_header_row(labels, rules) and not all(label is not None for label in header_labels(labels, rules)):
        return 0
    above = {column: chunk.text for column, chunk in lines[0].cells}
    count = 1
    while count < len(lines) and not lines[count].blank_before:
        for column, chunk in lines[count].cells:
            whole = above.get(column, "") + chunk.text
            belongs = column in above and _BESIDE.fullmatch(chunk.text)
            if not belongs and header_labels([whole], rules)[0] is None:
                return count
        for column, chunk in lines[count].cells:
            above[column] = above.get(column, "") + chunk.text
        count += 1
    return count


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


def _owners(lines: Sequence[AlignedLine], n_cols: int, first: int) -> list[list[int]]:
    """For each line, the number of the row that each column's text on it belongs to; rows count from `first`."""
    anchors = _anchors(lines, n_cols)
    owners = [[first] * n_cols for _ in lines]
    for column in range(n_cols):
        cells = _cells(lines, column, anchors)
        in_order = len(cells) == len(anchors)
        for ordinal, cell in enumerate(cells):
            row = ordinal if in_order else _row_of(cell, anchors)
            for index in cell:
                owners[index][column] = first + row
    return owners


def _anchors(lines: Sequence[AlignedLine], n_cols: int) -> list[int]:
    """The lines that stand for a row each: those with values, or where first cells begin."""
    found: set[int] = set()
    for column in range(1, n_cols):
        texts = [chunk.text for line in lines for chunk in line.in_column(column) if not _BESIDE.match(chunk.text)]
        values = sum(map(looks_like_value, texts))
        if values * 5 >= len(texts) * 4 and values >= 2:
            found.update(cell[0] for cell in _cells(lines, column, ()))
    if found:
        return sorted(found)
    widest = [_widest(lines, column) for column in range(n_cols)]
    firsts = [index for index, line in enumerate(lines) if 0 in line.columns]
    return [index for index in firsts if not _is_continuation(lines, index, widest)] or [0]


def _is_continuation(lines: Sequence[AlignedLine], index: int, widest: Sequence[int]) -> bool:
    """Whether all that stands on the line goes on with cells of the line above."""
    if index == 0 or lines[index].blank_before:
        return False
    above = dict(lines[index - 1].cells)
    return all(
        column in above and _continues(above[column], chunk, widest[column]) for column, chunk in lines[index].cells
    )


def _widest(lines: Sequence[AlignedLine], column: int) -> int:
    return max((chunk.width for line in lines for chunk in line.in_column(column)), default=0)


def _cells(lines: Sequence[AlignedLine], column: int, anchors: Sequence[int]) -> list[list[int]]:
    """The lines of each cell of a column: a line that fills the column, or opens a bracket below, goes on.

    No cell goes on over two anchors.
    """
    widest = _widest(lines, column)
    cells: list[list[int]] = []
    previous: tuple[int, Chunk] | None = None
    for index, line in enumerate(lines):
        chunks = line.in_column(column)
        if not chunks:
            continue
        adjacent = previous is not None and index == previous[0] + 1 and not line.blank_before
        second_anchor = index in anchors and any(i in anchors for i in cells[-1]) if cells else False
        if previous is not None and adjacent and not second_anchor and _continues(previous[1], chunks[0], widest):
            cells[-1].append(index)
        else:
            cells.append([index])
        previous = index, chunks[-1]
    return cells


def _continues(above: Chunk, below: Chunk, widest: int) -> bool:
    if _BESIDE.match(below.text) and looks_like_value(above.text):
        return True
    return widest >= _NARROWEST_WRAPPED and above.width >= widest - _SLACK and not looks_like_value(above.text)


def _row_of(cell: Sequence[int], anchors: Sequence[int]) -> int:
    """The row whose anchor stands on one of the cell's lines, else the nearest above, else the first."""
    inside = [row for row, anchor in enumerate(anchors) if cell[0] <= anchor <= cell[-1]]
    if inside:
        return inside[0]
    above = [row for row, anchor in enumerate(anchors) if anchor < cell[0]]
    return above[-1] if above else 0
