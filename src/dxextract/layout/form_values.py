"""Indicators of a form whose name and figures stand in rows (or pairs) of their own: 指標, 現状値, 目標値.

Decides which labelled figures belong to which indicator of a form, and sets them out as a table of one row under the
form's own labels, as every other indicator is read. Decides nothing about the figures themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dxextract.layout.form_regions import VALUE, Region, content
from dxextract.layout.unfolding import part_of
from dxextract.rules import RuleSet
from dxextract.schema.document import Cell, Table

_FIGURES = frozenset({"baseline", "target", "milestone", "actual", "unit", "definition"})
_AIMS = frozenset({"target", "milestone"})


def with_values(regions: Sequence[Region], rules: RuleSet) -> Iterator[tuple[Region, tuple[Region, ...]]]:
    """Each region, and with one that names an indicator those of its figures, which come right after it.

    A figure that follows no name stays by itself, and so do figures among which no target is.
    """
    position = 0
    while position < len(regions):
        region = regions[position]
        end = position + 1
        if _says(region, rules) == "kpi_name":
            while end < len(regions) and _says(regions[end], rules) in _FIGURES:
                end += 1
        values = tuple(regions[position + 1 : end])
        aimed = any(_says(one, rules) in _AIMS for one in values)
        yield region, values if aimed else ()
        if not aimed:
            yield from ((one, ()) for one in values)
        position = end


def indicator_table(table: Table, regions: Sequence[Region]) -> Table:
    """The labels of `regions` as a header row, and the one cell that each names as the row below it."""
    cells: list[Cell] = []
    for col, region in enumerate(regions):
        (value,) = content(table, region)
        cells.append(replace(region.cell, row=0, col=col, row_span=1, col_span=1))
        cells.append(replace(value, row=1, col=col, row_span=1, col_span=1))
    cells.sort(key=lambda cell: (cell.row, cell.col))
    laid = replace(table, n_rows=2, n_cols=len(regions), cells=tuple(cells), bars=(), spans="unknown")
    return part_of(laid, range(2), range(len(regions)), header_rows=1)


def named_table(table: Table, region: Region, rules: RuleSet) -> Table | None:
    """The rows of a region that begins with an indicator's name over years and rows of figures (目標値, 実績値).

    The name becomes the first column, under the region's own label; None where the rows are no such ones.
    """
    rows = list(range(region.top, region.bottom))
    cells = content(table, region)
    first = [cell for cell in cells if cell.row == region.top]
    if region.label != "kpi" or len(rows) < 3 or len(first) != 1 or first[0].col_span < region.right - region.left:
        return None
    heads = [cell for cell in cells if cell.row == region.top + 1]
    starts = [next((c for c in cells if c.row == row and c.col == region.left), None) for row in rows[2:]]
    years = sum(rules["time_columns"].label(cell.text.split("(")[0]) is not None for cell in heads)
    figures = all(c is not None and rules["table_headers"].label(c.text) in _FIGURES for c in starts)
    if years < 2 or not figures:
        return None
    part = part_of(table, rows[1:], range(region.left, region.right))
    moved = [replace(cell, col=cell.col + 1) for cell in part.cells]
    label = replace(region.cell, row=0, col=0, row_span=1, col_span=1)
    name = replace(first[0], row=1, col=0, row_span=len(rows) - 2, col_span=1)
    laid = sorted([label, name, *moved], key=lambda cell: (cell.row, cell.col))
    return replace(part, cells=tuple(laid), n_cols=part.n_cols + 1, header_rows=1, bars=())


def _says(region: Region, rules: RuleSet) -> str | None:
    """What a label says of an indicator; None for the label of anything else."""
    return rules["table_headers"].label(region.cell.text) if region.label in ("kpi", VALUE) else None
