"""What the rows of a list table say, column by column: which rows belong to one measure, and what stands in them.

Decides how merged, blank and repeated cells are read, and which rows only group those below them. What becomes of the
rows is decided by `list_tables`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dxextract.layout.forms.list_columns import ListColumns
from dxextract.layout.forms.unfolding import part_of
from dxextract.normalise import squeeze
from dxextract.schema.document import Cell, Table

_TOTAL = re.compile(r"(?:合|小|総)?計|総数|総額")


def title_groups(table: Table, columns: ListColumns) -> list[tuple[Cell, list[int]]]:
    """Each measure's title cell with its rows; a blank or repeated title goes on with the one above."""
    grid = table.grid()
    groups: list[tuple[Cell, list[int]]] = []
    for row in range(columns.header_rows, table.n_rows):
        cell = grid.get((row, columns.title))
        if cell is None or _is_banner(table, cell, row) or _TOTAL.fullmatch(squeeze(cell.text)):
            continue
        goes_on = groups and (not cell.text or cell is groups[-1][0] or cell.text == groups[-1][0].text)
        if goes_on:
            groups[-1][1].append(row)
        elif cell.text:
            groups.append((cell, [row]))
    return groups


def _is_banner(table: Table, cell: Cell, row: int) -> bool:
    """Whether a cell over several columns is all that its row says: it groups the measures below (基本目標1 …)."""
    texts = [c for c in table.cells if c.row <= row < c.row + c.row_span and c.text]
    return cell.col_span > 1 and bool(cell.text) and texts == [cell]


def banner_above(table: Table, columns: ListColumns, row: int) -> Cell | None:
    """The last such row above `row`."""
    grid = table.grid()
    cells = ((r, grid.get((r, columns.title))) for r in range(row - 1, columns.header_rows - 1, -1))
    return next((cell for r, cell in cells if cell is not None and _is_banner(table, cell, r)), None)


def cell_at(table: Table, col: int | None, row: int) -> Cell | None:
    return table.grid().get((row, col)) if col is not None else None


def below_title(table: Table) -> Table:
    """`table` without a first row that is one cell over all columns: its title, merged into it."""
    top = [cell for cell in table.cells if cell.row == 0]
    if len(top) != 1 or top[0].col_span < max(table.n_cols, 2) or top[0].row_span > 1 or table.n_rows < 3:
        return table
    return part_of(table, range(1, table.n_rows), range(table.n_cols), max(table.header_rows - 1, 0))


def first_said(table: Table, col: int | None, rows: Sequence[int]) -> Cell | None:
    """The first cell of a column that says something in `rows`: a page break may leave the one above blank."""
    return next((cell for row in rows if (cell := cell_at(table, col, row)) is not None and cell.text), None)


def all_said(table: Table, col: int, rows: Sequence[int]) -> list[Cell]:
    """The cells of a column that say something in `rows`, each once."""
    cells = (cell_at(table, col, row) for row in rows)
    return list({id(cell): cell for cell in cells if cell is not None and cell.text}.values())


def said_on_next_page(table: Table, col: int | None, row: int) -> Cell | None:
    """What a merged cell says below the page break that cut it, where it is blank above."""
    cell = cell_at(table, col, row)
    if cell is None or cell.row != row or cell.box is None:
        return None
    below = next((c for c in table.cells if c.col == cell.col and c.row > cell.row), None)
    return below if below is not None and below.text and below.page != cell.page else None


def header_cell(table: Table, columns: ListColumns, col: int) -> Cell | None:
    """The lowest header cell of a column that says something."""
    cells = [cell for row in range(columns.header_rows) if (cell := cell_at(table, col, row)) and cell.text]
    return cells[-1] if cells else None


def carried_down(table: Table, cols: Sequence[int], rows: Sequence[int]) -> Table:
    """`table`, in whose columns `cols` a text goes on over the blank cells below it among `rows` (neighbours)."""
    cells = {(c.row, c.col): c for c in table.cells}
    for col in cols:
        above: Cell | None = None
        for row in rows:
            cell = cell_at(table, col, row)
            if cell is not None and cell.text:
                above = cell
            elif above is not None and (cell is None or (cell.row == row and cell.col == col)):
                cells.pop((row, col), None)
                above = replace(above, row_span=row - above.row + 1)
                cells[above.row, above.col] = above
    return replace(table, cells=tuple(cells[at] for at in sorted(cells)))
