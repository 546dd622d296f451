"""Merged cells that a converter repeats: each cell that was merged has the text, in a Markdown or tabbed table.

Decides that a table is written so when texts too long to be said twice stand side by side in one row, twice at least or
three in a row, or labels of its first row do (KPI | KPI | KPI), or each name stands below itself, with 目標 and 実績 at
its right. Then equal neighbours in a row are one cell, and so are equal ones below each other in the first columns and
in the header; blank cells are blank. Figures and signs are never joined: two years may have the same.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby, pairwise

from dxextract.layout.text.cells import header_labels, is_header_row, looks_like_number
from dxextract.normalise import squeeze
from dxextract.rules import RuleSet
from dxextract.rules.value_labels import VALUE_LABELS
from dxextract.schema.document import Cell, Table

_LONG = 10  # characters
_FEWEST_RUNS = 2
_SURE_RUN = 3
_HEADER_ROWS = 2

_FIGURE = re.compile(r"[0-9０-９][0-9０-９,.]*(?:[%％]|(?:件|人|円|回|校|箇所|か所)(?![一-龥ァ-ヴ]))")

_Grid = list[list[str]]


def with_merged_repeats(table: Table, rules: RuleSet) -> Table:
    """The table with repeated texts as cells over rows and columns; itself where nothing shows that it repeats them."""
    if table.spans != "unknown" or not table.bounded or table.n_cols < _SURE_RUN or table.mended:
        return table
    if any(cell.row_span > 1 or cell.col_span > 1 for cell in table.cells):
        return table
    cells = {(cell.row, cell.col): cell for cell in table.cells}
    grid = [[squeeze(cells[r, c].text) for c in range(table.n_cols)] for r in range(table.n_rows)]
    if not _repeats(grid, rules):
        return table
    leading = _leading_columns(grid)
    joined: list[Cell] = []
    covered: set[tuple[int, int]] = set()
    for row in range(table.n_rows):
        for col in range(table.n_cols):
            if (row, col) in covered:
                continue
            wide = _run(grid[row], col)
            tall = 1
            header = row < _HEADER_ROWS and is_header_row(grid[row], rules)
            while row + tall < table.n_rows and _goes_on_below(grid, row + tall, col, wide):
                if col >= leading and not (header and row + tall < _HEADER_ROWS):
                    break
                tall += 1
            covered.update((r, c) for r in range(row, row + tall) for c in range(col, col + wide))
            joined.append(replace(cells[row, col], row_span=tall, col_span=wide))
    return replace(table, cells=tuple(joined), spans="drawn")


def _repeats(grid: _Grid, rules: RuleSet) -> bool:
    runs: list[int] = []
    for number, row in enumerate(grid):
        col = 0
        while col < len(row):
            wide = _run(row, col)
            label = number == 0 and header_labels([row[col]], rules)[0] is not None
            if wide > 1 and (len(row[col]) >= _LONG or label):
                runs.append(wide)
            col += wide
    return len(runs) >= _FEWEST_RUNS or max(runs, default=0) >= _SURE_RUN or _names_repeat(grid, rules)


def _names_repeat(grid: _Grid, rules: RuleSet) -> bool:
    """Whether below the header each name stands in two rows at least, beside what these say of it (目標, 実績)."""
    names = [row[0] for row in grid[1:]]
    runs = [len(list(same)) for _, same in groupby(names)]
    if len(runs) < _FEWEST_RUNS or min(runs) < 2 or not all(map(_is_worded, names)):
        return False
    return all(rules["table_headers"].label(row[1]) in VALUE_LABELS for row in grid[1:])


def _run(row: list[str], col: int) -> int:
    """How many cells from `col` on say the same, in words."""
    end = col + 1
    while end < len(row) and row[end] == row[col] and _is_worded(row[col]):
        end += 1
    return end - col


def _is_worded(text: str) -> bool:
    """Whether a text is no figure, nor one with its year ((2016) 27.4), nor figures of parts (小 100％ 中 95％)."""
    figures = sum(map(str.isdigit, text)) * 2 >= len(text) or _FIGURE.search(text) is not None
    return len(text) > 1 and not looks_like_number(text) and not figures


def _goes_on_below(grid: _Grid, row: int, col: int, wide: int) -> bool:
    """Whether the row below says the same in as many cells, no more and no fewer."""
    text = grid[row - 1][col]
    same = grid[row][col] == text and _run(grid[row], col) == wide
    return same and _is_worded(text) and (col == 0 or grid[row][col - 1] != text)


def _leading_columns(grid: _Grid) -> int:
    """How many of the first columns have texts that the next row repeats: groups, and the names of indicators."""
    for col in range(len(grid[0])):
        column = [row[col] for row in grid]
        if not any(one == other and _is_worded(one) for one, other in pairwise(column)):
            return col
    return 0
