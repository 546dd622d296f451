"""KPI tables turned on their side: years across, 目標値 and 実績値 as the rows of one indicator.

A table is turned when its header names years and its first column names at least a target and another value. It holds
one KPI, named by the table's caption, a line beside it (`指標：…`) or else the section it stands
in. Rows that name no value (前年比, 達成率) are
left to the table itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from dxextract.extract.kpis.value_rows import value_rows
from dxextract.extract.measures import MeasureIndex
from dxextract.extract.units import ending_unit, in_unit
from dxextract.rules import RuleSet
from dxextract.schema.outline import Candidate, Claim, Outline
from dxextract.schema.passage import evidence_of
from dxextract.schema.plan import Kpi, Quantity
from dxextract.schema.records import TableView

_REACHED = frozenset({"baseline", "actual"})
_CAPTION_NUMBER = re.compile(r"^[【\[(（]?\s*(?:図表?|表)\s?[0-9]+\s*[:：.．]?\s*|[】\])]$")


def find_turned_kpi(
    view: TableView,
    outline: Outline,
    index: MeasureIndex,
    rules: RuleSet,
    named: str | None = None,
    stated: Quantity | None = None,
) -> Candidate[Kpi] | None:
    """The KPI of a turned table; None when the table is not turned.

    `named` is the name that a line beside it gives, `stated` one of the unit that is said there.
    """
    grid = view.table.grid()
    rows = {r: grid[(r, 0)] for r in range(view.header_rows, view.table.n_rows) if (r, 0) in grid}
    valued = value_rows(rows, rules)
    if not valued or _names_beside(view):
        return None
    aimed = [(q, head) for row, label in valued.items() if label == "target" for q, head in _row(view, row, stated)]
    targets = [q for q, head in aimed if head not in _REACHED]
    unit = targets[-1].unit if targets else None
    others = [
        q for row, label in valued.items() if label != "target" for q, _ in _row(view, row, stated) if q.unit == unit
    ]
    others += [q for q, head in aimed if head in _REACHED]  # R6(基準) | R7 | R8 over 目標値
    own = _within(view, "kpi_name", rules)
    node = next(reversed(outline.path(outline.owner[view.block])), None)
    caption = view.table.caption
    if not targets or (node is None and not (caption or own or named)):
        return None
    baseline = others[-1] if others else _dash_before(view, valued, targets[0])
    measure = index.of_block(view.block)
    kpi = Kpi(
        id="",
        measure_id=measure.id if measure else None,
        section_id=view.section_id,
        name=own or (_CAPTION_NUMBER.sub("", caption.text) if caption else named or (node.title if node else "")),
        definition=_within(view, "definition", rules),
        baseline=baseline,
        target=targets[-1],
        milestones=(*targets[:-1], *others[:-1]),
        source_kind="table",
        table_id=view.id,
        evidence=evidence_of([c.passage for c in view.table.cells if c.row in valued and c.text], "\t"),
    )
    return Candidate(kpi, "kpi.turned", 0.7, tuple(Claim(view.block, row, row + 1) for row in valued))


def _dash_before(view: TableView, valued: Mapping[int, str], first: Quantity) -> Quantity | None:
    """The dash that a row of what was reached has in a year before the first target: nothing was measured."""
    grid = view.table.grid()
    for row in (row for row, label in valued.items() if label != "target"):
        for col, head in enumerate(view.heads):
            cell = grid.get((row, col))
            if head.date is None or first.at is None or head.date.fiscal_year >= first.at.fiscal_year:
                continue
            if cell is not None and cell.quantity is not None and cell.quantity.state == "not_measured":
                return cell.quantity.model_copy(update={"at": cell.quantity.at or head.date})
    return None


def _names_beside(view: TableView) -> bool:
    """Whether words stand in the second column: names of indicators, in groups of targets and of actuals."""
    if view.table.n_cols < 3 or view.heads[1].date is not None:
        return False
    cells = [cell for row in view.rows() if (cell := row.get(1)) is not None and cell.text]
    return bool(cells) and all(cell.quantity is None for cell in cells)


def _within(view: TableView, label: str, rules: RuleSet) -> str | None:
    """What stands beside a label above the years (指標名 | 相談件数)."""
    grid = view.table.grid()
    for row in range(view.header_rows):
        cell, beside = grid.get((row, 0)), grid.get((row, 1))
        if cell is None or beside is None or beside is cell or not beside.text:
            continue
        if rules["table_headers"].label(cell.text) == label and view.heads[0].date is None:
            return beside.text
    return None


def _row(view: TableView, row: int, stated: Quantity | None) -> list[tuple[Quantity, str | None]]:
    """The row's figures by year, each with the role of its column.

    They have the unit that the row's first cell gives in brackets (万枚 is ten thousand 枚).
    """
    grid = view.table.grid()
    unit = ending_unit(grid[(row, 0)]) or stated
    found = []
    for col, head in enumerate(view.heads):
        cell = grid.get((row, col))
        if head.date is None or cell is None or cell.quantity is None or cell.quantity.state != "numeric":
            continue
        quantity = cell.quantity if cell.quantity.at else cell.quantity.model_copy(update={"at": head.date})
        found.append((in_unit(quantity, unit), head.label))
    return found
