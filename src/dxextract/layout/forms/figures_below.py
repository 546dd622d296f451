"""Indicators of a form that are named above rows of labelled figures: 申請率, below it 現状値（R6） | 38.5 | ％.

Decides that a region's rows are such when each begins with a name alone or with the label of a value, and each name has
a target below it. Sets every indicator out as a table of one row; a unit in a cell of its own goes with its figure.
Decides nothing about the figures themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dxextract.layout.forms.labels import Region, content
from dxextract.layout.forms.unfolding import part_of
from dxextract.layout.tables.cell_meaning import with_meaning
from dxextract.layout.text.cells import looks_like_number, looks_like_value
from dxextract.rules import RuleSet
from dxextract.rules.row_values import row_value
from dxextract.schema.document import Cell, Table
from dxextract.schema.passage import Passage

_AND_UNIT = 3
"""Cells of a row that is a label, a figure and its unit."""
_LONGEST_UNIT = 6


def figures_below_names(table: Table, region: Region, rules: RuleSet) -> list[Table]:
    """The tables of such indicators in reading order; none unless all rows of the region are of them."""
    if region.label != "kpi":
        return []
    found: list[list[tuple[Cell, Cell]]] = []
    cells = content(table, region)
    for row in range(region.top, region.bottom):
        filled = sorted((cell for cell in cells if cell.row == row), key=lambda cell: cell.col)
        if len(filled) == 1 and not looks_like_value(filled[0].text) and row_value(_bare(filled[0]), rules) is None:
            found.append([(region.cell, filled[0])])
        elif found and (labelled := _labelled(filled, rules)) is not None:
            found[-1].append(labelled)
        else:
            return []
    aimed = all(any(row_value(_bare(label), rules) == "target" for label, _ in one[1:]) for one in found)
    return [_one_row(table, columns, rules) for columns in found] if aimed else []


def _labelled(cells: Sequence[Cell], rules: RuleSet) -> tuple[Cell, Cell] | None:
    """The label and the figure of a row, with the unit in the cell behind that; None for any other row."""
    if not 1 < len(cells) <= _AND_UNIT or row_value(_bare(cells[0]), rules) is None:
        return None
    label, figure = cells[:2]
    if len(cells) < _AND_UNIT:
        return (label, figure) if looks_like_value(figure.text) else None
    unit = cells[2]
    if not looks_like_number(figure.text) or len(unit.text) > _LONGEST_UNIT or looks_like_number(unit.text):
        return None
    passage = Passage.of((*figure.passage.segments, *unit.passage.segments), tight=True)
    return label, replace(figure, passage=passage, mentions=(), quantity=None)


def _bare(cell: Cell) -> str:
    """The words of a label without the year in brackets behind them."""
    return cell.text.replace("（", "(").partition("(")[0].strip()


def _one_row(table: Table, columns: Sequence[tuple[Cell, Cell]], rules: RuleSet) -> Table:
    cells = [
        replace(cell, row=row, col=col, row_span=1, col_span=1)
        for row in range(2)
        for col, cell in enumerate(column[row] for column in columns)
    ]
    laid = replace(table, n_rows=2, n_cols=len(columns), cells=tuple(cells), bars=(), spans="unknown")
    return with_meaning(part_of(laid, range(2), range(len(columns)), header_rows=1), rules)
