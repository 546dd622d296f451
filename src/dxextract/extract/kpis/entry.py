"""One indicator of a table as its readers hand it on: the name, its value cells, and what the labels say of each."""

from __future__ import annotations

from dataclasses import dataclass

from dxextract.schema.document import Cell
from dxextract.schema.plan import DateRef, Quantity


@dataclass(frozen=True, slots=True)
class Reading:
    """A value cell with its role (`year`: only its year is known), and the year and unit that its labels state."""

    role: str
    cell: Cell
    date: DateRef | None = None
    unit: Quantity | None = None
    since: DateRef | None = None
    """The year of the first of two values around an arrow."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One indicator. `row` counts from the table's top; `cells` are all that its evidence quotes."""

    name: Cell
    readings: tuple[Reading, ...]
    unit: Quantity | None
    definition: str | None
    row: int
    cells: tuple[Cell, ...]
    kind: Cell | None = None
    """What tells it from the others below one name (小学校)."""
    due: DateRef | None = None
    """The year that a column of its own gives for the target (達成時期)."""
