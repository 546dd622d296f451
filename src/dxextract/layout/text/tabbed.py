"""Tables pasted from a spreadsheet: tabs between cells, and cells of several lines in quotation marks.

Decides that lines with tabs are such a table where a cell's quotation goes on over lines and is closed; it ends at a
blank line, or at one without tabs. Lines with tabs whose cells are all of one line are read by
`dxextract.layout.text.tables`.
"""

from __future__ import annotations

from collections.abc import Sequence

from dxextract.layout.text.cells import is_header_row
from dxextract.layout.text.comma_cells import part_at_commas
from dxextract.layout.text.inline import Piece, to_passage
from dxextract.layout.text.lines import Line
from dxextract.layout.text.tables import FoundTable, table_of_passages
from dxextract.rules import RuleSet

_MOST_LINES = 40
"""Lines of the longest row."""
_LONGEST_LOOK = 200
"""Lines below which a quotation is looked for."""

Cells = list[list[Piece]]


def tabbed_table_at(lines: Sequence[Line], start: int, rules: RuleSet) -> FoundTable | None:
    """The table with cells over several lines that begins at ``lines[start]``, None when none does."""
    if not _is_row(lines[start]) or not opens_quotation(lines, start):
        return None
    rows: list[Cells] = []
    end = start
    while end < len(lines) and _is_row(lines[end]):
        found = _row(lines, end)
        if found is None or _is_title(found[0], lines[found[1] : found[1] + 1], rules):
            break
        rows.append(found[0])
        end = found[1]
    if not any(len(cell) > 1 for row in rows for cell in row):
        return None
    grid = [[to_passage(cell, tight=True) for cell in row] for row in rows]
    return FoundTable(start, end, table_of_passages(grid, rules))


def _is_title(row: Cells, below: Sequence[Line], rules: RuleSet) -> bool:
    """Whether nothing but the first cell of a row says something, right above a header."""
    if not row[0] or any(row[1:]) or not below:
        return False
    header = _row(below, 0)
    texts = ["".join(piece.visible for piece in cell) for cell in header[0]] if header else below[0].text.split("\t")
    return is_header_row(texts, rules)


def _is_row(line: Line) -> bool:
    return not line.blank and "\t" in line.piece.visible


def opens_quotation(lines: Sequence[Line], start: int) -> bool:
    """Whether a quotation begins in the cells of the lines with tabs from `start` on."""
    for line in lines[start : start + _LONGEST_LOOK]:
        if not _is_row(line):
            return False
        if '"' in line.piece.visible and part_at_commas(line.piece, separator="\t").is_open:
            return True
    return False


def _row(lines: Sequence[Line], start: int) -> tuple[Cells, int] | None:
    """The cells of the row at ``lines[start]`` and the index after its last line; None for an open quotation."""
    cells: Cells = [[]]
    is_open = False
    for index in range(start, min(start + _MOST_LINES, len(lines))):
        line = part_at_commas(lines[index].piece, goes_on=is_open, separator="\t")
        first, *others = [[cell] if cell.visible.strip() else [] for cell in line.cells]
        cells[-1].extend(first)
        cells.extend(others)
        is_open = line.is_open
        if not is_open:
            return cells, index + 1
    return None
