"""Tables of the contract from classified tables: cells as laid out, nothing inferred."""

from __future__ import annotations

from dxextract.schema.passage import Place, evidence_of
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
        here = [c.passage for c in view.table.cells if c.text and _stands_in(c.passage.segments[0].place, place)]
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


def _stands_in(own: Place, part: Place) -> bool:
    """Whether a cell's text stands in a part of its table, of which a page may have two side by side."""
    if part.page is None or own.page != part.page:
        return part.page is None
    if own.box is None or part.box is None:
        return True
    x, y = (own.box[0] + own.box[2]) / 2, (own.box[1] + own.box[3]) / 2
    return part.box[0] <= x <= part.box[2] and part.box[1] <= y <= part.box[3]
