"""What else a place could mean: readings of a table's cells that lost against those that a record has.

A value's own date wins over its column's, its own unit over its column's, the place of a table over what a cell of it
names, and where merged cells are lost a blank belongs to the text before it (contract). Where the other side says
something else, it is kept here. What other extractors proposed for the same text is kept by `settle`, and what they
chose from by themselves comes with their candidates. Decides nothing about the records.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dxextract.assemble.doubts import Grounds
from dxextract.normalise import squeeze
from dxextract.schema.document import Cell
from dxextract.schema.outline import Candidate
from dxextract.schema.passage import evidence_of
from dxextract.schema.plan import Alternative, Evidence, Kpi, Quantity, ScheduleItem
from dxextract.schema.records import TableView


def kpi_alternatives(candidate: Candidate[Kpi], grounds: Grounds) -> Iterator[Alternative]:
    view = grounds.views.get(candidate.claims[0].block)
    row = candidate.claims[0].start
    if view is None or row < view.header_rows:
        return
    cells = view.rows()[row - view.header_rows]
    for field in ("baseline", "target"):
        quantity = getattr(candidate.record, field)
        if quantity is not None:
            yield from _column_says(field, quantity, cells, view)
    yield from _other_measures(candidate.record.measure_id, cells, grounds)


def _column_says(field: str, quantity: Quantity, cells: dict[int, Cell], view: TableView) -> Iterator[Alternative]:
    """The date and the unit of the value's column, where the value has others of its own."""
    for col, cell in cells.items():
        head = view.heads[col]
        if cell.quantity is None or cell.quantity.raw != quantity.raw or cell.col != col:
            continue
        if head.label not in (field, None, "year"):
            continue
        own = quantity.at
        if head.date is not None and own is not None and own.fiscal_year != head.date.fiscal_year:
            value = head.date.model_dump(mode="json")
            yield Alternative(field=f"{field}.at", value=value, rule="kpi.header_date", evidence=_head(view, col))
        unit = head.unit.unit if head.unit is not None else None
        if unit is not None and quantity.unit not in (None, unit):
            yield Alternative(field=f"{field}.unit", value=unit, rule="kpi.header_unit", evidence=_head(view, col))
        return


def _head(view: TableView, col: int) -> tuple[Evidence, ...]:
    grid = view.table.as_meant().grid()
    cells = dict.fromkeys(grid[(row, col)] for row in range(view.header_rows) if (row, col) in grid)
    return evidence_of([cell.passage for cell in cells if cell.text], "\t")


def _other_measures(measure_id: str | None, cells: dict[int, Cell], grounds: Grounds) -> Iterator[Alternative]:
    """Measures that a cell of the row names, where the record belongs to another one."""
    for measure in grounds.measures.values():
        names = {squeeze(measure.title), squeeze(f"{measure.number or ''}{measure.title}")}
        named = [cell for cell in cells.values() if cell.text and squeeze(cell.text) in names]
        if named and measure.id != measure_id:
            evidence = evidence_of([named[0].passage])
            yield Alternative(field="measure_id", value=measure.id, rule="link.row_names", evidence=evidence)


def schedule_alternatives(candidate: Candidate[ScheduleItem], grounds: Grounds) -> Iterator[Alternative]:
    item = candidate.record
    view = grounds.views.get(candidate.claims[0].block)
    if view is None:
        return  # a line has no blank cells
    if view.table.spans == "unknown" and not view.table.bars and item.start_fiscal_year != item.end_fiscal_year:
        yield Alternative(field="end_fiscal_year", value=item.start_fiscal_year, rule="schedule.own_cell")
    row = candidate.claims[0].start
    if row >= view.header_rows:
        yield from _other_measures(item.measure_id, view.rows()[row - view.header_rows], grounds)


def weighed(alternatives: Iterable[Alternative], confidence: float) -> tuple[Alternative, ...]:
    """The alternatives, each once, with an equal share of what the record's own confidence leaves to them.

    No gold says how often a reading that lost was right after all; more than this share it cannot be.
    """
    found = _distinct(alternatives)
    left = (1.0 - confidence) / len(found) if found else 0.0
    return tuple(one.model_copy(update={"confidence": round(left, 2)}) for one in found)


def _distinct(alternatives: Iterable[Alternative]) -> list[Alternative]:
    found: list[Alternative] = []
    for one in alternatives:
        if not any((other.field, other.kind, other.value) == (one.field, one.kind, one.value) for other in found):
            found.append(one)
    return found
