"""What the columns of a table hold, by the words of its header rows, as far as the layout needs to know.

Decides how many top rows are header (rows most of whose cells name a column or a year, and those that merged headings
reach down to) and which label of the family `table_headers` a column has. The extraction reads headers anew, with
dates and units.
"""

from __future__ import annotations

from dxextract.rules import RuleSet
from dxextract.rules.header_words import header_word
from dxextract.rules.value_labels import OVER_COLUMNS, OVER_YEARS, VALUE_LABELS, names_group
from dxextract.schema.document import Table

_MAX_HEADER_ROWS = 3
_OWN = frozenset({"kpi_name", "unit", "definition"})
"""What a column holds whatever a wider header above it says."""


def count_header_rows(table: Table, rules: RuleSet) -> int:
    """How many top rows are header."""
    count = 0
    for row in range(min(_MAX_HEADER_ROWS, table.n_rows - 1)):
        cells = [cell for cell in table.cells if cell.row == row and cell.text]
        known = sum(header_word(cell.text, rules) is not None for cell in cells)
        if not cells or (known * 2 <= len(cells) and not (row and _parts_years(table, row, rules))):
            break
        count = row + 1
    return max(count, _reach(table, count, rules))


def _reach(table: Table, count: int, rules: RuleSet) -> int:
    """How far down most labels of the header rows reach where others are parted below them (財源内訳: 国 | 県)."""
    ends = [c.row + c.row_span for c in table.cells if c.row < count and c.text and header_word(c.text, rules)]
    below = min(max(ends, default=0), _MAX_HEADER_ROWS, table.n_rows - 1)
    return below if 2 * sum(end >= below for end in ends) > len(ends) else 0


def _parts_years(table: Table, row: int, rules: RuleSet) -> bool:
    """Whether a row has the same texts below each of the wider years above it (前 | 後 | 前 | 後)."""
    above = [c for c in table.cells if c.row == row - 1 and c.col_span > 1 and header_word(c.text, rules) == "year"]
    below = [
        [
            c.text
            for c in sorted(table.cells, key=lambda c: c.col)
            if c.row == row and year.col <= c.col < year.col + year.col_span
        ]
        for year in above
    ]
    return len(below) > 1 and len(below[0]) > 1 and all(one == below[0] and all(one) for one in below)


def column_label(table: Table, col: int, header_rows: int, rules: RuleSet) -> str | None:
    """What a column holds by its header cells: a kind of value before any other word, a year last."""
    grid = table.grid()
    cells = [cell for row in range(header_rows) if (cell := grid.get((row, col))) is not None]
    said = [(cell, label) for cell in dict.fromkeys(cells) if (label := header_word(cell.text, rules))]
    over = OVER_YEARS if any(label == "year" for _, label in said) else OVER_COLUMNS
    below = [label for cell, label in said if cell.col_span == 1 or label not in over]
    found = below or [label for _, label in said]  # KPI① over all that is said of an indicator names no column
    if said and said[-1][0].col_span == 1 and said[-1][1] in _OWN:
        return said[-1][1]  # 指標 below 目標(令和10年度), which spans its figures too
    wide = [label for cell, label in said if cell.col == col and cell.col_span > 1]
    if wide and names_group(wide[-1], cells[-1].text):
        return "kpi_name"
    value = next((label for label in found if label in VALUE_LABELS), None)
    if value is None and set(found) == {"schedule", "year"}:
        return "year"  # a year below スケジュール, which spans all of them
    return value or next((label for label in reversed(found) if label != "year"), found[-1] if found else None)
