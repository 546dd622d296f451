"""Tables that say in sentences what is done and beside each who does it (目標 | 推進者, 取組内容 | 担当課).

Decides which column has the sentences and which those in charge; a table of bodies and their tasks (組織 | 役割) is
none, nor is one that names what is done in titles, or that has figures.
"""

from __future__ import annotations

import re

from dxextract.rules import RuleSet
from dxextract.rules.value_labels import VALUE_LABELS
from dxextract.schema.document import Cell, Table

_TOLD = frozenset({"action", "measure", "description", "target", "policy"})
_OF_BODIES = frozenset({"role", "holder", "kpi_name", "year", "schedule"}) | VALUE_LABELS - {"target"}
_MOST_COLUMNS = 5
_LONG = 20  # characters: a text that says what is done, be it without a full stop
_TASKS = re.compile(r"役割|事務|分掌|所掌|業務|任務|職務")


def charge_columns(table: Table, rules: RuleSet) -> tuple[int, int] | None:
    """The columns of what is done and of who does it, or None."""
    if not 2 <= table.n_cols <= _MOST_COLUMNS or table.n_rows < 2:
        return None
    heads = {cell.col: cell for cell in table.cells if cell.row == 0 and cell.text and cell.row_span == 1}
    labels = {col: rules["table_headers"].label(cell.text) for col, cell in heads.items()}
    charged = [col for col, label in labels.items() if label == "department"]
    if len(charged) != 1 or _OF_BODIES & set(labels.values()):
        return None
    for col, label in labels.items():
        if label in _TOLD and not _TASKS.search(heads[col].text) and _says_what(table, col):
            return col, charged[0]
    return None


def _says_what(table: Table, col: int) -> bool:
    """Whether most cells of a column are sentences."""
    told: list[Cell] = [cell for cell in table.cells if cell.col == col and cell.row > 0 and cell.text]
    return sum(c.text.endswith("。") or len(c.text) >= _LONG for c in told) * 2 > len(told)
