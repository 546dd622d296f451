"""Tables of the contract from classified tables: cells as laid out, nothing inferred."""

from __future__ import annotations

from dxextract.schema.document import evidence_of
from dxextract.schema.plan import Evidence, PlanTable, TableCell
from dxextract.schema.records import TableView


def plan_table(view: TableView) -> PlanTable:
    """The contract's record of one table; its evidence is its first row on each page or its whole range of lines."""
    table = view.table
    cells = tuple(
        TableCell(row=c.row, col=c.col, row_span=c.row_span, col_span=c.col_span, text=c.text, bbox=c.box)
        for c in table.cells
    )
    return PlanTable(
        id=view.id,
        section_id=view.section_id,
        caption=table.caption.text if table.caption else None,
        kind=view.kind,
        header_rows=view.header_rows,
        n_rows=table.n_rows,
        n_cols=table.n_cols,
        cells=cells,
        pages=tuple(dict.fromkeys(p.page for p in table.places if p.page is not None)),
        evidence=_evidence(view),
    )


def _evidence(view: TableView) -> tuple[Evidence, ...]:
    """The table's place on each page; the quote is the first cell that stands there."""
    found = []
    for place in view.table.places:
        here = [
            c.passage for c in view.table.cells if c.text and _stands_on(c.passage.segments[0].place.page, place.page)
        ]
        first = evidence_of(here[:1])
        if not first:
            continue
        found.append(
            Evidence(
                page=place.page,
                bbox=place.box,
                line_start=place.line_start,
                line_end=place.line_end,
                quote=first[0].quote,
            )
        )
    return tuple(found)


def _stands_on(own: int | None, wanted: int | None) -> bool:
    return wanted is None or own == wanted
