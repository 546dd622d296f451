"""A table beside a label that no rule knows, told by its header: indicators, a schedule, or figures by year.

Decides it for the row in which label and header stand. A label beside labels of their own groups them and heads none.
Where the table ends is decided by `regions`.
"""

from __future__ import annotations

from dxextract.layout.forms.labels import ASIDE, LONGEST_LABEL, NAMING, cells_starting, label_of
from dxextract.layout.text.cells import looks_like_number
from dxextract.rules import RuleSet
from dxextract.rules.value_labels import FIGURE_LABELS, VALUE_LABELS
from dxextract.schema.document import Cell, Table

_FEWEST = 2
"""Values and years that make a header."""


def headed_beside(table: Table, cells: list[Cell], rules: RuleSet) -> str | None:
    """What the header of a table beside an unknown label shows it to be: indicators, a schedule, or figures by year."""
    if len(cells) < 3 or len(cells[0].text) > LONGEST_LABEL or label_of(cells[0], rules) is not None:
        return None
    found = [rules["table_headers"].label(cell.text) for cell in cells[1:]]
    if _leads_years(table, cells[0], rules):
        return "schedule"
    if _groups_labels(table, cells[0], rules):
        return None
    if sum(label in VALUE_LABELS for label in found) >= 2 or ("kpi_name" in found and VALUE_LABELS & set(found)):
        return "kpi"
    if found[0] is None and _names_figures(table, cells, found[1:]):
        return "kpi"
    if found.count("year") < 2 or None in found:
        return None
    return "schedule" if _is_worded(table, cells[0]) else ASIDE


def _leads_years(table: Table, label: Cell, rules: RuleSet) -> bool:
    """Whether each row beside an upright label is a year and words: これからの予定 | R7 | 設計."""
    rows = [
        [c for c in cells_starting(table, row) if c.col > label.col]
        for row in range(label.row, label.row + label.row_span)
    ]
    return len(rows) >= _FEWEST and all(
        len(row) == _FEWEST
        and rules["table_headers"].label(row[0].text) == "year"
        and not looks_like_number(row[1].text)
        for row in rows
    )


def _names_figures(table: Table, cells: list[Cell], found: list[str | None]) -> bool:
    """Whether names stand below a header's first word, whatever it is, and figures below its values and years."""
    if len(found) < _FEWEST or not set(found) <= FIGURE_LABELS or VALUE_LABELS.isdisjoint(found):
        return False
    label, first = cells[:2]
    below = [c for c in table.cells if label.row < c.row < label.row + label.row_span and c.text]
    named = [not looks_like_number(c.text) for c in below if c.col == first.col]
    figures = [looks_like_number(c.text) for c in below if c.col > first.col]
    return bool(named) and all(named) and bool(figures) and all(figures)


def _groups_labels(table: Table, first: Cell, rules: RuleSet) -> bool:
    """Whether an unknown upright label stands beside rows that begin with labels of their own: 計画 | 取組工程."""
    below = (cells_starting(table, row) for row in range(first.row + 1, first.row + first.row_span))
    inner = [label_of(row[0], rules) for row in below if row and row[0].col == first.col + first.col_span]
    return any(label is not None and label not in NAMING for label in inner)


def _is_worded(table: Table, label: Cell) -> bool:
    """Whether words or coloured cells stand below the header beside `label`, and not figures alone or nothing."""
    below = [
        cell
        for cell in table.cells
        if label.row < cell.row < label.row + max(label.row_span, 2) and cell.col >= label.col + label.col_span
    ]
    if any(not cell.text and cell.fill not in (None, "#ffffff") for cell in below):
        return True
    texts = [cell.text for cell in below if cell.text]
    return sum(looks_like_number(text) for text in texts) * 2 <= len(texts) and bool(texts)
