"""KPIs from tables: name, baseline, target, other years' values, with dates and units completed from the headers.

A value's own date wins over its column's. A bare number takes the unit of a unit column, of its header, or of the
bracket that ends the name. Among yearly columns without labels the last is the target, the first the baseline when
nothing else is. Decides nothing about which tables are KPI tables (`tables` does) nor about prose (`inline_kpis`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dxextract.extract.actions import carried_labels
from dxextract.extract.measures import MeasureIndex
from dxextract.extract.row_measures import row_measures
from dxextract.extract.tables import Column, TableView
from dxextract.extract.turned_kpis import find_turned_kpi
from dxextract.extract.units import ending_unit, in_unit, own_unit
from dxextract.rules import RuleSet
from dxextract.schema.document import Cell, evidence_of
from dxextract.schema.outline import Candidate, Claim, Outline
from dxextract.schema.plan import Kpi, Measure, Quantity

_CUMULATIVE = re.compile(r"累計|累積|延べ累計|総計")


@dataclass(frozen=True, slots=True)
class _Value:
    role: str
    quantity: Quantity
    year: int | None


def find_kpis(
    tables: tuple[TableView, ...], outline: Outline, index: MeasureIndex, rules: RuleSet
) -> tuple[Candidate[Kpi], ...]:
    """All KPIs of the tables of kind `kpi`, in reading order."""
    found: list[Candidate[Kpi]] = []
    for view in tables:
        if view.kind != "kpi":
            continue
        turned = find_turned_kpi(view, outline, index, rules)
        name_col = _name_column(view)
        if turned is not None or name_col is None:
            found.extend([turned] if turned is not None else [])
            continue
        labels = carried_labels(view)
        measures = row_measures(view, index)
        for offset, row in enumerate(view.rows()):
            candidate = _row_to_kpi(view, row, name_col, labels[offset], measures[offset], rules)
            if candidate is not None:
                found.append(candidate)
    return tuple(found)


def _name_column(view: TableView) -> int | None:
    """The column labelled as name; else the leftmost of words that is no value, unit, department or number column.

    A column of actions names the indicators only where no other column of words is left: `項目` heads both.
    """
    if "kpi_name" in view.columns:
        return view.columns.index("kpi_name")
    excluded = {"department", "number", "year", "baseline", "target", "milestone", "actual", "unit"}
    worded = [col for col, label in enumerate(view.columns) if label not in excluded and _is_worded(view, col)]
    return next((col for col in worded if view.columns[col] != "action"), next(iter(worded), None))


def _is_worded(view: TableView, col: int) -> bool:
    """Whether most of a column's cells hold words and no value."""
    cells = [c for row in view.rows() if (c := row.get(col)) and c.text]
    words = [c for c in cells if c.quantity is None and len(c.text) >= 2]
    return bool(cells) and len(words) * 2 > len(cells)


def _row_to_kpi(
    view: TableView,
    row: dict[int, Cell],
    name_col: int,
    action_labels: tuple[str, ...],
    measure: Measure | None,
    rules: RuleSet,
) -> Candidate[Kpi] | None:
    name_cell = row.get(name_col)
    values = _values(view, row, name_col, name_cell)
    if name_cell is None or not name_cell.text or not values:
        return None
    baseline, target, milestones = _assign(values)
    own_labels, name = _split_label(name_cell)
    texts = [name, *(v.quantity.raw for v in values), *(head.text for head in view.heads)]
    cells = [c for col, c in sorted(row.items()) if c.row == name_cell.row or col == name_col]
    kpi = Kpi(
        id="",
        measure_id=measure.id if measure else None,
        section_id=view.section_id,
        action_labels=own_labels or action_labels,
        name=name,
        cumulative=any(_CUMULATIVE.search(t) for t in texts),
        definition=_text_of(view, row, "definition"),
        baseline=baseline,
        target=target,
        milestones=tuple(milestones),
        source_kind="table",
        table_id=view.id,
        evidence=evidence_of([c.passage for c in dict.fromkeys(cells)], "\t"),
    )
    weight = 0.95 if baseline and target else 0.7
    return Candidate(kpi, "kpi.table", weight, (Claim(view.block, name_cell.row, name_cell.row + 1),))


def _split_label(cell: Cell) -> tuple[tuple[str, ...], str]:
    """The labels of actions that a name begins with (`① 申請件数`), and the name without them."""
    end = 0
    labels: list[str] = []
    for mention in cell.mentions:
        if mention.kind != "action_label" or not mention.label or cell.text[end : mention.start].strip(" 、・,"):
            break
        labels.append(mention.label)
        end = mention.end
    rest = cell.text[end:].strip(" 、・,")
    return (tuple(labels), rest) if rest else ((), cell.text)


def _values(view: TableView, row: dict[int, Cell], name_col: int, name_cell: Cell | None) -> list[_Value]:
    values: list[_Value] = []
    unit = _row_unit(view, row, name_cell)
    for col, head in enumerate(view.heads):
        cell = row.get(col)
        if col == name_col or cell is None or not cell.text:
            continue
        if cell.col != col and (head.label not in ("baseline", "target") or view.heads[col - 1] == head):
            continue  # a merged cell speaks for each column whose header says something else
        role = head.label if head.label in ("baseline", "target", "milestone", "actual") else None
        if role is None and head.date is not None and head.label in ("year", "schedule", None):
            role = "year"
        if role is None:
            continue
        quantity = cell.quantity or Quantity(raw=cell.text, state="qualitative")
        values.append(_Value(role, _completed(quantity, head, unit), None))
    return [_Value(v.role, v.quantity, v.quantity.at.fiscal_year if v.quantity.at else None) for v in values]


def _completed(quantity: Quantity, head: Column, unit: Quantity | None) -> Quantity:
    if quantity.at is None and head.date is not None:
        quantity = quantity.model_copy(update={"at": head.date})
    return in_unit(quantity, head.unit or unit)


def _row_unit(view: TableView, row: dict[int, Cell], name_cell: Cell | None) -> Quantity | None:
    columns = [row.get(col) for col, label in enumerate(view.columns) if label == "unit"]
    units = [unit for cell in columns if cell is not None and (unit := own_unit(cell)) is not None]
    if not units and name_cell is not None and (unit := ending_unit(name_cell)) is not None:
        return unit
    return units[0] if units else None


def _text_of(view: TableView, row: dict[int, Cell], label: str) -> str | None:
    for col, found in enumerate(view.columns):
        if found == label and (cell := row.get(col)) and cell.text:
            return cell.text
    return None


def _assign(values: list[_Value]) -> tuple[Quantity | None, Quantity | None, list[Quantity]]:
    """Baseline, target and the rest, by label first and by year where labels are missing."""
    ordered = sorted(values, key=lambda v: v.year or 0)
    target = next((v for v in reversed(ordered) if v.role == "target"), None)
    if target is None:
        target = next((v for v in reversed(ordered) if v.role in ("year", "milestone")), None)
    baseline = next((v for v in values if v.role == "baseline"), None)
    if baseline is None:
        baseline = next((v for v in reversed(ordered) if v.role == "actual"), None)
    if baseline is None:
        baseline = next((v for v in ordered if v.role == "year" and v is not target), None)
    rest = [v.quantity for v in ordered if v is not target and v is not baseline]
    return (baseline.quantity if baseline else None, target.quantity if target else None, rest)
