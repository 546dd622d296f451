"""Tables as laid out -> tables as a reader takes them, for every medium.

Decides two things that only the whole document shows: a table that goes on behind a heading which the page break made
its writer repeat (用語集 on each page, with the header row again) is one table; a column of nothing but arrows between
two values is decoration. Reads no values.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from dxextract.layout.tables.cell_meaning import with_meaning
from dxextract.layout.tables.group_headers import with_group_headings
from dxextract.layout.tables.short_headers import with_fitted_header
from dxextract.layout.tables.upper_lower import in_two_rows, near_lines
from dxextract.normalise import squeeze
from dxextract.rules import RuleSet
from dxextract.schema.document import Block, Cell, Document, Paragraph, Table
from dxextract.signs import ARROWS, TRENDS

_ARROWS = re.compile(rf"[{ARROWS}{TRENDS}>＞\ufe0f\s]+")


def tidy_tables(document: Document, rules: RuleSet) -> Document:
    """The document with parted tables joined, arrow columns dropped and group headings spanning their columns."""
    blocks: list[Block] = []
    seen: set[str] = set()
    last: int | None = None  # where the table stands that may still go on
    for at, block in enumerate(document.blocks):
        if isinstance(block, Table):
            block = in_two_rows(block, near_lines(document.blocks, at), rules)
            fitted = with_fitted_header(without_arrow_columns(block), rules)
            block = with_meaning(with_group_headings(fitted, rules), rules)
            above = blocks[last] if last is not None else None
            if last is not None and isinstance(above, Table) and _goes_on(above, block):
                blocks[last] = _joined(above, block)
                continue
            last = len(blocks)
        elif isinstance(block, Paragraph):
            text = squeeze(block.text)
            if block.role == "body" and text not in seen:
                last = None
            seen.add(text)
        else:
            last = None
        blocks.append(block)
    return replace(document, blocks=tuple(blocks))


def _header(table: Table) -> list[str]:
    return [squeeze(c.text) for c in table.cells if c.row == 0 and c.text]


def _goes_on(above: Table, table: Table) -> bool:
    """Whether `table` has the shape and the very header row of `above`, and both hold more than a header."""
    header = _header(above)
    same = above.n_cols == table.n_cols and len(header) >= 2 and header == _header(table)
    pages = {p.page for p in above.places} | {p.page for p in table.places}
    return same and min(above.n_rows, table.n_rows) >= 2 and (len(pages) > 1 or None in pages) and _is_wordy(above)


def _is_wordy(table: Table) -> bool:
    """Whether the cells are words rather than figures: KPI and schedule tables of one form follow each other too."""
    body = [c for c in table.cells if c.row > 0 and c.text]
    return (
        bool(body)
        and sum(len(c.text) for c in body) / len(body) >= 12
        and not any(re.search(r"[0-9]", h) for h in _header(table))
    )


def _joined(above: Table, table: Table) -> Table:
    shift = above.n_rows - 1
    cells = tuple(replace(c, row=c.row + shift) for c in table.cells if c.row > 0)
    bars = tuple(replace(b, row=b.row + shift) for b in table.bars if b.row > 0)
    return replace(
        above,
        n_rows=above.n_rows + table.n_rows - 1,
        cells=(*above.cells, *cells),
        bars=(*above.bars, *bars),
        places=(*above.places, *table.places),
    )


def without_arrow_columns(table: Table) -> Table:
    """The table without inner columns in which nothing but arrows stands, under a blank header."""
    columns = [c for c in range(1, table.n_cols - 1) if _is_arrow_column(table.cells, c)]
    if not columns or table.bars:
        return table
    cells = [
        replace(cell, col=cell.col - sum(c < cell.col for c in columns))
        for cell in table.cells
        if cell.col not in columns
    ]
    return replace(table, n_cols=table.n_cols - len(columns), cells=tuple(cells))


def _is_arrow_column(cells: Iterable[Cell], column: int) -> bool:
    texts = []
    for cell in cells:
        if cell.col <= column < cell.col + cell.col_span:
            if cell.col_span > 1:
                return False
            texts.append((cell.row, cell.text))
    filled = [(row, text) for row, text in texts if text]
    return bool(filled) and all(row > 0 and _ARROWS.fullmatch(text) for row, text in filled)
