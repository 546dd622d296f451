"""Hand-over types from extraction to assembly: classified tables, and all that was found before conflicts are settled.

Nothing here decides anything; `dxextract.extract` fills these values and `dxextract.assemble` reads them.
"""

from __future__ import annotations

from dataclasses import dataclass

from dxextract.schema.document import Cell, Table
from dxextract.schema.outline import Candidate
from dxextract.schema.plan import (
    Benchmark,
    Commitment,
    DateRef,
    GlossaryEntry,
    Kpi,
    Measure,
    Plan,
    Quantity,
    Role,
    ScheduleItem,
    TableKind,
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the label of its header (family `table_headers`), the header's date, one of its unit, its words."""

    label: str | None
    date: DateRef | None
    unit: Quantity | None
    text: str
    cumulative: bool = False
    since: DateRef | None = None
    """The first of several dates that the header names (令和6年度 → 令和10年度), of which `date` is the last."""
    part: tuple[str, str] | None = None
    """The first and last day (ISO) of the months that the column stands for, where it is a part of a year."""


@dataclass(frozen=True, slots=True)
class TableView:
    """A table of the document with its kind, its columns' roles and where its data begins.

    `block` is its index in the document; `columns` has one label (or None) for each grid column, `heads` the same
    with date and unit.
    """

    block: int
    table: Table
    kind: TableKind
    header_rows: int
    columns: tuple[str | None, ...]
    heads: tuple[Column, ...]
    id: str
    section_id: str | None

    @property
    def row_numbers(self) -> range:
        """The numbers of the data rows, which `rows` gives."""
        return range(self.header_rows, self.table.as_meant().n_rows)

    def rows(self) -> list[dict[int, Cell]]:
        """The data rows, top down: grid column to cell; a spanning cell stands in every column it covers.

        Slipped cells stand where they belong; `table` has them as printed.
        """
        table = self.table.as_meant()
        grid = table.grid()
        return [
            {col: grid[(row, col)] for col in range(table.n_cols) if (row, col) in grid}
            for row in range(self.header_rows, table.n_rows)
        ]


@dataclass(frozen=True, slots=True)
class Records:
    """All that was found in one document, before conflicts are settled.

    `past_kpis` are indicators of an earlier plan, which are reported and not kept. `tables` are those that the document
    prints; `parts` those that records were read from, where a form's parts stand in place of the form.
    """

    plan: Plan
    tables: tuple[TableView, ...]
    measures: tuple[Measure, ...]
    kpis: tuple[Candidate[Kpi], ...] = ()
    past_kpis: tuple[Candidate[Kpi], ...] = ()
    schedule: tuple[Candidate[ScheduleItem], ...] = ()
    commitments: tuple[Candidate[Commitment], ...] = ()
    benchmarks: tuple[Candidate[Benchmark], ...] = ()
    roles: tuple[Candidate[Role], ...] = ()
    glossary: tuple[Candidate[GlossaryEntry], ...] = ()
    parts: tuple[TableView, ...] = ()
