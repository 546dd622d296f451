"""Tables inside a form over its whole width, told by the row that heads them.

A table of indicators begins with a row of their labels (指標 | 現状 | 目標), a schedule with years. Either may
stand below a line of its own that names it, in whatever words (達成のものさし). Decides where such a table begins and
ends, also below labels whose content it would otherwise be taken for. Decides nothing about its records.
"""

from __future__ import annotations

from dxextract.layout.forms.labels import LONGEST_LABEL, Region, cells_starting, label_of
from dxextract.layout.forms.unknown_labels import told_by_content
from dxextract.layout.text.cells import looks_like_number
from dxextract.rules import RuleSet
from dxextract.rules.value_labels import DATED_LABELS
from dxextract.schema.document import Cell, Table

_FIGURES = DATED_LABELS | {"value"}
_FEWEST_YEARS = 2


def inner_table(table: Table, row: int, rules: RuleSet) -> Region | None:
    """The region of the table that `row` heads, or names in a line above its header; None where there is none."""
    cells = cells_starting(table, row)
    if (found := _indicators(table, row, cells, rules)) is not None:
        return found
    if not _is_line(table, cells, rules):
        return None
    heads = cells_starting(table, row + 1)
    return _indicators(table, row + 1, heads, rules) or _schedule(table, row + 1, cells[0], heads, rules)


def _is_line(table: Table, cells: list[Cell], rules: RuleSet) -> bool:
    """Whether a row is a few words over the whole width that no rule knows for a label or the number of a measure."""
    if len(cells) != 1 or cells[0].col or cells[0].row_span > 1 or cells[0].row + 2 >= table.n_rows:
        return False
    text = cells[0].text
    wide = table.spans == "unknown" or cells[0].col_span == table.n_cols
    if not wide or len(text) > LONGEST_LABEL or label_of(cells[0], rules) is not None:
        return False
    return rules["numbering"].label(text) in (None, "mark", "tag")


def _indicators(table: Table, row: int, cells: list[Cell], rules: RuleSet) -> Region | None:
    """The region of indicators whose rows begin with a name and go on with figures; the form's next label ends it."""
    headers = rules["table_headers"]
    if len(cells) < 3 or cells[0].col or headers.label(cells[0].text) != "kpi_name":
        return None
    labels = [headers.label(cell.text) for cell in cells[1:]]
    if sum(label in _FIGURES for label in labels) < 2 or None in labels:
        return None
    columns = {cell.col for cell in cells}
    bottom = row + 1
    while bottom < table.n_rows and _is_filled(cells_starting(table, bottom), columns, rules):
        name = cells_starting(table, bottom)[0]
        bottom += max(name.row_span, 1)  # a row of targets and one of actuals beside one name
    figured = any(looks_like_number(cell.text) for cell in table.cells if row < cell.row < bottom and cell.col)
    return Region(cells[0], "kpi", row, bottom, 0, table.n_cols) if figured else None


def _is_filled(cells: list[Cell], columns: set[int], rules: RuleSet) -> bool:
    """Whether a row begins with a name of no label's words and goes on with a figure, or with a text in each column."""
    if len(cells) < 2 or cells[0].col or label_of(cells[0], rules) is not None:
        return False
    if all(rules["table_headers"].label(cell.text) == "year" for cell in cells[:_FEWEST_YEARS]):
        return False  # years over the steps of the form's next block
    return {cell.col for cell in cells} == columns or any(looks_like_number(cell.text) for cell in cells[1:])


def _schedule(table: Table, row: int, line: Cell, heads: list[Cell], rules: RuleSet) -> Region | None:
    """The region of steps below years, each row behind its task or all of them in one; figures by year are none."""
    labels = [rules["table_headers"].label(cell.text) for cell in heads]
    if labels[-_FEWEST_YEARS:] != ["year"] * _FEWEST_YEARS or set(labels[1:]) != {"year"}:
        return None
    bottom = row + 1
    while bottom < table.n_rows and _is_step(table, bottom, heads, rules):
        bottom += 1
    texts = [cell.text for cell in table.cells if row < cell.row < bottom and cell.col >= heads[1].col and cell.text]
    drawn = any(row < bar.row < bottom for bar in table.bars)
    worded = sum(looks_like_number(text) for text in texts) * 2 < len(texts)
    return Region(line, "schedule", row, bottom, 0, table.n_cols) if worded or drawn else None


def _is_step(table: Table, row: int, heads: list[Cell], rules: RuleSet) -> bool:
    """Whether a row may stand below years: it begins no block of the form, and is no line over all its columns."""
    cells = cells_starting(table, row)
    if not cells:
        return any(bar.row == row for bar in table.bars)
    if cells[0].col == 0 and (cells[0].col_span > heads[0].col_span or label_of(cells[0], rules) is not None):
        return False
    if told_by_content(table, row, cells, rules):
        return False
    return len(cells) > 1 or cells[0].col > 0 or any(bar.row == row for bar in table.bars)
