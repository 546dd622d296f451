"""Figures of a form's one indicator in rows that are a year each: 年度 | 実施内容 | 目標値 | 実績値.

The indicator's name (with its unit and its 現状値) has a label of its own in another row. Decides which rows and
columns hold its figures and sets them out as a table of one row, as every other indicator of a form. What is done in
each year is read with the schedules.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dxextract.layout.forms.labels import Region, cells_starting, content
from dxextract.layout.forms.values import two_rows
from dxextract.layout.text.cells import looks_like_number
from dxextract.rules import RuleSet
from dxextract.schema.document import Cell, Table

_FEWEST = 2
"""Years with a figure."""
_BESIDE = frozenset({"unit", "baseline"})
_FIGURES = ("target", "actual")
"""Columns of figures."""


def yearly_figures(table: Table, regions: Sequence[Region], rules: RuleSet) -> dict[str, Table]:
    """The table of such an indicator by the text of its label; empty where a form has none, or several."""
    named = [region for region in regions if region.label == "kpi"]
    names = content(table, named[0]) if len(named) == 1 else []
    if len(names) != 1 or looks_like_number(names[0].text):
        return {}
    for row in range(table.n_rows - _FEWEST):
        heads = cells_starting(table, row)
        labels = [rules["table_headers"].label(head.text) for head in heads]
        if "schedule" not in labels or "target" not in labels:
            continue
        timed = [head for head, label in zip(heads, labels, strict=True) if label == "schedule"]
        years = list(_years(table, row, timed[-1], rules))  # 年次計画 may stand left of 年度
        columns = [heads[labels.index(label)].col for label in _FIGURES if label in labels]
        figures = [(year, figure) for year in years for figure in _figures(table, year.row, columns)]
        figures = _with_target_last(figures)
        if len({year.row for year, _ in figures}) >= _FEWEST:
            label = named[0].cell
            beside = [(r.cell, cells[0]) for r in regions if (cells := _said_beside(table, r, rules))]
            return {label.text: two_rows(table, [(label, names[0]), *beside, *figures])}
    return {}


def _years(table: Table, head: int, column: Cell, rules: RuleSet) -> Iterator[Cell]:
    """The years below the heading of their column, up to the first row that has none."""
    below = {cell.row: cell for cell in table.cells if cell.col == column.col and cell.row > head}
    for row in range(head + 1, table.n_rows):
        cell = below.get(row)
        if cell is None or rules["time_columns"].label(cell.text.split("(")[0]) is None:
            return
        yield cell


def _figures(table: Table, row: int, columns: Sequence[int]) -> Iterator[Cell]:
    """The figures of a row in the columns of figures: what is aimed at, and then what was reached."""
    grid = table.grid()
    for col in columns:
        cell = grid.get((row, col))
        if cell is not None and looks_like_number(cell.text):
            yield cell


def _with_target_last(figures: list[tuple[Cell, Cell]]) -> list[tuple[Cell, Cell]]:
    """The figures, in which those of the last year end with what is aimed at: the table ends with the target."""
    ends = [pair for pair in figures if pair[0] is figures[-1][0]]
    return [*figures[: len(figures) - len(ends)], *reversed(ends)]


def _said_beside(table: Table, region: Region, rules: RuleSet) -> list[Cell]:
    """What stands beside 単位 or 現状値."""
    cells = content(table, region) if rules["table_headers"].label(region.cell.text) in _BESIDE else []
    return cells if len(cells) == 1 else []
