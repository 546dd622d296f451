"""Columns of years that say in words what is done, in a table whose other columns have an indicator's figures.

`指標 | 現状 | 目標 | R7 | R8 | R9` may have 設計 | 構築 | 運用 below its years: steps, and no values, whether or not
工程 stands over the years. Decides which columns those are, and gives the table as each of the two sees it. What they
say is read where schedules and indicators are.
"""

from __future__ import annotations

from dataclasses import replace

from dxextract.schema.document import Cell
from dxextract.schema.records import Column, TableView

_FEWEST_YEARS = 2
_OVER_STEPS = frozenset({"year", "schedule"})
"""R7, also below 工程."""
_NO_HEAD = Column(label=None, date=None, since=None, unit=None, text="", cumulative=False)


def step_columns(view: TableView) -> frozenset[int]:
    """The columns of years with words and no figures, beside targets in figures; none of any other table."""
    years = {col for col, head in enumerate(view.heads) if head.label in _OVER_STEPS and head.date is not None}
    if view.kind != "kpi" or "target" not in view.columns or len(years) < _FEWEST_YEARS:
        return frozenset()
    body = [cell for cell in view.table.as_meant().cells if cell.row >= view.header_rows and cell.text]
    aimed = [cell for cell in body if view.columns[cell.col] == "target" and not _is_blank(cell)]
    figures = sum(cell.quantity is not None and cell.quantity.state == "numeric" for cell in aimed)
    said = [cell for cell in body if cell.col in years]
    counted = sum(cell.quantity is not None and cell.quantity.state == "numeric" for cell in said)
    planned = all(view.columns[col] == "schedule" for col in years)  # below 工程, 年2回 is what is done
    valued = counted * 2 > len(said) if planned else counted > 0
    worded = any(cell.quantity is None or cell.quantity.state == "qualitative" for cell in said)
    return frozenset(years) if worded and not valued and figures * 2 > len(aimed) else frozenset()


def _is_blank(cell: Cell) -> bool:
    """Whether a dash says that what is done there has no indicator."""
    return cell.quantity is not None and cell.quantity.state == "not_measured"


def without_columns(view: TableView, hidden: frozenset[int]) -> TableView:
    """The table with columns that nothing heads."""
    heads = tuple(_NO_HEAD if col in hidden else head for col, head in enumerate(view.heads))
    return replace(view, heads=heads, columns=tuple(head.label for head in heads))
