"""What a format is: something that takes documents one at a time and writes one file or one folder.

Decides the hand-over between the run of an export and its writers, and how rows are gathered so that a thousand plans
cost the memory of a few. Decides nothing about any format.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from dxextract.export.rows import Row, Rows, rows_of
from dxextract.export.tables import Column, Table, layout
from dxextract.library import StoredPlan

Labels = Literal["en", "ja"]
_BUFFERED_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class Options:
    """The language of headers, where a format has headers that people read, and the tables of a tabular format.

    The first table has a row for each plan. None stands for the tables of plan documents.
    """

    labels: Labels = "en"
    tables: tuple[Table, ...] | None = None

    def header(self, column: Column) -> str:
        """What stands above `column`."""
        return column.label_ja if self.labels == "ja" else column.name

    def title(self, table: Table) -> str:
        """What `table` is called where people read its name."""
        return table.label_ja if self.labels == "ja" else table.name


class Sink(Protocol):
    """Takes documents, and is closed once after the last one. `add` writes all of a document or raises before any."""

    def add(self, document: StoredPlan) -> None:
        """Take one document. Raises InvalidPlanError for one that this format cannot hold."""

    def close(self) -> None:
        """Write what is left."""


class TableSink(ABC):
    """A sink of rows, by default those of plan documents: gathered by table and handed to `write` in larger lots.

    Tables are written parents first, so that keys can be checked while they come.
    """

    def __init__(self, tables: tuple[Table, ...] | None = None) -> None:
        self.tables = layout().tables if tables is None else tables
        self._waiting: dict[str, list[Row]] = {table.name: [] for table in self.tables}
        self._count = 0

    def add(self, document: StoredPlan) -> None:
        self.put(rows_of(document))

    def put(self, rows_by_table: Rows) -> None:
        """Take rows of any of the sink's tables."""
        for name, rows in rows_by_table.items():
            self._waiting[name] += rows
            self._count += len(rows)
        if self._count >= _BUFFERED_ROWS:
            self._flush()

    def close(self) -> None:
        self._flush()
        self.finish()

    def _flush(self) -> None:
        for table in self.tables:
            rows = self._waiting[table.name]
            if rows:
                self.write(table, rows)
                self._waiting[table.name] = []
        self._count = 0

    @abstractmethod
    def write(self, table: Table, rows: Sequence[Row]) -> None:
        """Append `rows` to `table`."""

    @abstractmethod
    def finish(self) -> None:
        """Close files; called once, after the last row."""
