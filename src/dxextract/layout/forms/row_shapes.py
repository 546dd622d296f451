"""What a row of a form is by its cells: labels in pairs, a header of figures, nothing but years, a task, a group.

Decides on one row and those around it; which regions they make is decided in `regions`, how far these go in
`region_extents`.
"""

from __future__ import annotations

import re

from dxextract.layout.forms.labels import (
    AMONG_OTHERS,
    LONGEST_LABEL,
    cells_starting,
    label_of,
)
from dxextract.layout.forms.unknown_labels import told_by_content
from dxextract.rules import RuleSet
from dxextract.rules.value_labels import FIGURE_LABELS
from dxextract.schema.document import Cell, Table

_YEARS_LABEL = re.compile(r"(?:実施|計画|取組)?年度|年次?|区分|時期")
"""What may stand before the years that head the row of the label below."""


def only_groups(table: Table, cells: list[Cell], rules: RuleSet) -> bool:
    """Whether the first cell of a row only groups the labels beside it: 概要, upright beside 事業名, 担当 and 内容."""
    first = cells[0]
    if first.row_span < 2:
        return _leads_blank(table, cells, rules)
    if label_of(first, rules) in ("kpi", "schedule"):
        return False
    if label_of(first, rules) is None:
        return True
    beside = [cells_starting(table, row) for row in range(first.row, first.row + first.row_span)]
    labels = [label_of(next((c for c in row if c.col > first.col), first), rules) for row in beside if row]
    return all(labels) and (any(label in AMONG_OTHERS for label in labels) or len(set(labels)) > 1)


def _leads_blank(table: Table, cells: list[Cell], rules: RuleSet) -> bool:
    """Whether a row is two labels and a blank cell, which has a table in it: 評価 | 成果指標 | …"""
    if len(cells) != 2 or table.spans != "drawn" or any(label_of(cell, rules) is None for cell in cells):
        return False
    first, second = cells
    return second.col == first.col + first.col_span and second.col + second.col_span < table.n_cols


def is_header(cells: list[Cell], rules: RuleSet) -> bool:
    """Whether cells read as the header of a table of values or years, rather than as labels of a form."""
    return sum(rules["table_headers"].label(cell.text) in FIGURE_LABELS for cell in cells) * 2 >= max(2, len(cells))


def alternate(cells: list[Cell], rules: RuleSet) -> bool:
    """Whether each second cell of a row is a label and the others are none: pairs, no header."""
    named = [label_of(cell, rules) is not None for cell in cells]
    return len(cells) >= 4 and named == [True, False] * (len(cells) // 2)


def leads_nothing(grid: dict[tuple[int, int], Cell], cell: Cell, label: Cell) -> bool:
    """Whether a cell painted as the row's first label has a blank one at its right: 主管課 | 総務課 | 関係課 | ."""
    beside = grid.get((cell.row, cell.col + cell.col_span))
    painted = cell.fill == label.fill and cell.fill not in (None, "#ffffff")
    return painted and beside is not None and not beside.text and beside.fill != label.fill


def painted_alike(cells: list[Cell]) -> list[Cell]:
    """The cells of a row of pairs that are painted as its first label, in whatever words: 担当課 | … | 区分 | 新規."""
    fill = cells[0].fill
    if fill in (None, "#ffffff") or len(cells) < 4:
        return []
    return [
        cell
        for before, cell, behind in zip(cells[1:], cells[2:], cells[3:], strict=False)
        if cell.fill == fill and before.fill != fill and behind.fill != fill and len(cell.text) <= LONGEST_LABEL
    ]


def stands_over_sentences(table: Table, row: int) -> bool:
    """Whether sentences stand below each cell of a row: 現状 | 目指す姿 over what is and what shall be."""
    below = [cell.text for cell in table.cells if cell.row == row + 1]
    return bool(below) and all(text.endswith("。") for text in below)


def holds_years(table: Table, row: int, rules: RuleSet) -> bool:
    """Whether a row holds nothing but years, for the label that begins the row below them."""
    cells, below = cells_starting(table, row), cells_starting(table, row + 1)
    left = 0
    if len(cells) > 1 and cells[0].row_span > 1 and only_groups(table, cells, rules):
        left, cells = cells[1].col, cells[1:]
    if cells and cells[0].col == left and cells[0].row_span == 1 and _YEARS_LABEL.fullmatch(cells[0].text):
        cells = [cell for cell in cells[1:] if rules["table_headers"].label(cell.text) != "remarks"]
    if len(cells) < 2 or cells[0].col == 0 or not below or below[0].col >= cells[0].col:
        return False
    return len(below[0].text) <= LONGEST_LABEL and all(rules["table_headers"].label(c.text) == "year" for c in cells)


def heads_tasks(table: Table, row: int, cells: list[Cell], rules: RuleSet) -> bool:
    """Whether スケジュール stands before years, and tasks with what is done for them in the rows below."""
    years = [rules["table_headers"].label(cell.text) == "year" for cell in cells[1:]]
    return len(years) >= 2 and all(years) and row + 1 < table.n_rows and is_task(table, row + 1, cells[0], rules)


def is_task(table: Table, row: int, label: Cell, rules: RuleSet) -> bool:
    """Whether a row begins below `label` with a name, and has a bar or short texts below the years."""
    cells = cells_starting(table, row)
    if not cells or cells[0].col != label.col or cells[0].col_span != label.col_span:
        return False
    if label_of(cells[0], rules) is not None or told_by_content(table, row, cells, rules):
        return False
    return len(cells) > 1 or any(bar.row == row for bar in table.bars)


def opens_row(table: Table, row: int, rules: RuleSet) -> bool:
    """Whether a row of the form begins here, and no row of a table inside it."""
    cells = cells_starting(table, row)
    if not cells or label_of(cells[0], rules) is None:
        return bool(told_by_content(table, row, cells, rules))
    if is_header(cells[1:], rules):
        return _stands_beside_rows(table, cells[0], rules)
    return cells[0].col == 0 or len(cells) == 1


def _stands_beside_rows(table: Table, label: Cell, rules: RuleSet) -> bool:
    """Whether a label goes on beside a header and all rows below it: the next begins with a label, or nothing does."""
    end = label.row + label.row_span
    if label.col != 0 or label.row_span == 1:
        return False
    below = next(iter(cells_starting(table, end)), None) if end < table.n_rows else None
    return end >= table.n_rows or (below is not None and below.col == 0 and label_of(below, rules) is not None)
