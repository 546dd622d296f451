"""Rows of a sheet that printed gridlines draw though they are no rows of its table: titles above it, notes below.

A title stands alone in the first column of its row, over a row of headings that fills the columns; a note begins with
its mark. The rows are taken off the grid, so that their texts are lines of the page. Decides nothing about merged
title rows, which a border draws on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dxextract.layout.charts import is_numeric
from dxextract.layout.containers import OUTSIDE, BoxIndex
from dxextract.layout.model import Fragment, Grid, GridCell

_FEWEST_BLANK = 2
"""Blank cells beside a title; fewer may be the blank cells of a row."""
_FULL = 0.6
"""Share of the cells of a row of headings that say something."""
_NOTE = re.compile(r"\s*(?:[※＊*]|[(（]?注[)）]?[\s0-9０-９:：])")


def without_title_rows(grid: Grid, fragments: Sequence[Fragment]) -> Grid:
    """`grid` without the rows of titles at its top and of notes at its bottom."""
    n_rows = len(grid.ys) - 1
    rows: list[list[int]] = [[] for _ in range(n_rows)]
    for n, cell in enumerate(grid.cells):
        for row in range(cell.row, cell.row + cell.row_span):
            rows[row].append(n)
    if not _is_single(grid, rows[0]) and not _is_single(grid, rows[-1]):
        return grid
    said = _texts(grid, fragments)
    top = 0
    while top < n_rows - 2 and _is_aside(grid, rows[top], said):
        top += 1
    if top and not _is_header(rows[top], said):
        top = 0
    bottom = n_rows
    while bottom > top + 2 and _is_aside(grid, rows[bottom - 1], said):
        bottom -= 1
    below = [said[n] for row in rows[bottom:] for n in row if n in said]
    if not below or not all(_NOTE.match(text) for text in below):
        bottom = n_rows
    if top == 0 and bottom == n_rows:
        return grid
    return _cut(grid, top, bottom)


def _is_single(grid: Grid, row: Sequence[int]) -> bool:
    """Whether a row is one of single cells, enough of them for a title with blank ones beside it."""
    return len(row) >= _FEWEST_BLANK and all(grid.cells[n].row_span == 1 for n in row)


def _texts(grid: Grid, fragments: Sequence[Fragment]) -> dict[int, str]:
    index = BoxIndex([cell.box for cell in grid.cells])
    said: dict[int, str] = {}
    for one in fragments:
        if one.box[3] < grid.box[1] or one.box[1] > grid.box[3]:
            continue
        cell = index.smallest_around(min(one.box[0] + 0.3 * one.size, one.box[2]), (one.box[1] + one.box[3]) / 2)
        if cell != OUTSIDE:
            said[cell] = said.get(cell, "") + one.text
    return said


def _is_aside(grid: Grid, row: Sequence[int], said: dict[int, str]) -> bool:
    """Whether a row of single cells is blank, or says something in its first column alone."""
    cells = [grid.cells[n] for n in row]
    if not cells or any(cell.row_span > 1 for cell in cells):
        return False
    texts = [cell for n, cell in zip(row, cells, strict=True) if n in said]
    return len(cells) - len(texts) >= _FEWEST_BLANK and all(cell.col == 0 for cell in texts)


def _is_header(row: Sequence[int], said: dict[int, str]) -> bool:
    texts = [said[n] for n in row if n in said]
    return len(texts) >= max(3, _FULL * len(row)) and not any(is_numeric(text) for text in texts)


def _cut(grid: Grid, top: int, bottom: int) -> Grid:
    cells: tuple[GridCell, ...] = tuple(
        cell._replace(row=cell.row - top) for cell in grid.cells if top <= cell.row < bottom
    )
    return replace(grid, ys=grid.ys[top : bottom + 1], cells=cells)
