"""Cells with two figures, one over the other, of which a note says which is which -> two rows.

`（上段：目標値　下段：実績値）` beside a table makes each row of it a row of targets and one of results, with these
words in a column of their own, as tables have them that print two rows. Decides where a line that stands alone belongs
(by its height in the cell, else above) and leaves tables alone that have no cell with two lines under a year.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from dxextract.layout.tables.column_labels import column_label, count_header_rows
from dxextract.rules import RuleSet
from dxextract.rules.row_values import row_value
from dxextract.schema.document import Cell, Paragraph, Table
from dxextract.schema.passage import Passage

_WORD = r"[「『]?(?P<{}>[^\s、。，,：:()（）「」『』【】※・/／]{{1,8}}?)[」』]?"
_TIE = r"\s*(?:[:：は＝=が]|…+)?\s*"
_BETWEEN = r"[\s、，,・/／)）(（]*(?:に|で|及び|と)?[\s、，,・/／)）(（]*"
_SAYS = (
    re.compile(
        rf"上段{_TIE}{_WORD.format('upper')}{_BETWEEN}下段{_TIE}{_WORD.format('lower')}(?=$|[\s、。)）」』】\]をがで])"
    ),
    re.compile(
        rf"(?:^|[\s(（※【\[]){_WORD.format('upper')}\s*[(（]上段[)）]{_BETWEEN}{_WORD.format('lower')}\s*[(（]下段[)）]"
    ),
)
_NEAR = 3
"""Lines before or behind a table that may say so."""


def in_two_rows(table: Table, around: Iterable[Paragraph], rules: RuleSet) -> Table:
    """`table` with the cells that are meant, where a line `around` it says what is over what; else itself."""
    words = next((found for line in around if (found := stated_halves(line.passage, rules)) is not None), None)
    header_rows = count_header_rows(table, rules) if words is not None and not table.mended and not table.bars else 0
    labels = [column_label(table, col, header_rows, rules) for col in range(table.n_cols)] if header_rows else []
    years = [col for col, label in enumerate(labels) if label == "year"]
    body = [cell for cell in table.cells if cell.row >= header_rows and cell.col in years]
    if words is None or not years or not years[0] or not any(_is_double(cell) for cell in body):
        return table
    cells: list[Cell] = []
    for cell in table.cells:
        moved = replace(cell, col=cell.col + (cell.col >= years[0]))
        if cell.col < years[0] < cell.col + cell.col_span:
            moved = replace(moved, col_span=cell.col_span + 1)
        top = _doubled(cell.row, header_rows)
        bottom = _doubled(cell.row + cell.row_span, header_rows)
        if cell.row < header_rows or cell.col not in years:
            cells.append(replace(moved, row=top, row_span=bottom - top))
        else:
            cells += [replace(moved, row=top + n, row_span=1, passage=part) for n, part in enumerate(_halves(cell))]
    blank = Passage("", (), (0,))
    cells += [Cell(row, years[0], blank) for row in range(header_rows)]
    rows = range(header_rows, _doubled(table.n_rows, header_rows))
    cells += [Cell(row, years[0], words[(row - header_rows) % 2]) for row in rows]
    return replace(table, mended=tuple(sorted(cells, key=lambda c: (c.row, c.col))), header_rows=header_rows)


def near_lines(blocks: Sequence[object], at: int) -> list[Paragraph]:
    """The lines right before and behind a table."""
    before = [block for block in blocks[max(0, at - _NEAR) : at] if isinstance(block, Paragraph)]
    return [*before[::-1], *(block for block in blocks[at + 1 : at + 1 + _NEAR] if isinstance(block, Paragraph))]


def stated_halves(passage: Passage, rules: RuleSet) -> tuple[Passage, Passage] | None:
    """The words for what stands above and below, where they are of targets and of results."""
    found = next((match for says in _SAYS if (match := says.search(passage.text)) is not None), None)
    if found is None or {row_value(found[word], rules) for word in ("upper", "lower")} != {"target", "actual"}:
        return None
    upper, lower = (passage.part(*found.span(word)) for word in ("upper", "lower"))
    return upper, lower


def _doubled(row: int, header_rows: int) -> int:
    return row if row < header_rows else header_rows + 2 * (row - header_rows)


def _is_double(cell: Cell) -> bool:
    return len(cell.passage.line_breaks()) == 1


def _halves(cell: Cell) -> tuple[Passage, Passage]:
    """The upper and the lower line of a cell."""
    passage, blank = cell.passage, Passage("", (), (0,))
    breaks = passage.line_breaks()
    if len(breaks) == 1:
        return passage.part(0, breaks[0]), passage.part(breaks[0])
    return (blank, passage) if _stands_low(cell) else (passage, blank)


def _stands_low(cell: Cell) -> bool:
    """Whether a line stands in the lower half of its cell."""
    box = cell.passage.segments[0].place.box if cell.passage.segments else None
    if box is None or cell.box is None:
        return False
    return (box[1] + box[3]) / 2 > (cell.box[1] + cell.box[3]) / 2 + (box[3] - box[1]) / 4
