"""DuckDB: one database file with keys, comments on every table and column, and the views of `dxextract.export.sql`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from dxextract.export.arrow import arrow_table
from dxextract.export.rows import Row
from dxextract.export.sink import Options, TableSink
from dxextract.export.sql import VIEWS, create_table, create_view, literal, quoted
from dxextract.export.tables import ColumnType, Table

TYPES: dict[ColumnType, str] = {
    "string": "VARCHAR",
    "json": "VARCHAR",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "boolean": "BOOLEAN",
    "date": "DATE",
}
MEMORY = "256MB"
"""What DuckDB may hold; beyond it, it writes to disk."""


class DuckdbSink(TableSink):
    """An open connection to the new file."""

    def __init__(self, file: Path, options: Options) -> None:  # noqa: ARG002 - column names are for programs
        super().__init__()
        file.parent.mkdir(parents=True, exist_ok=True)
        self._database = duckdb.connect(str(file), config={"memory_limit": MEMORY, "threads": 2})
        for table in self.tables:
            # DuckDB cannot check rows against others of the same statement, as a section against its parent.
            self._database.execute(create_table(table, TYPES, self_references=False))
            self._comment("TABLE", quoted(table.name), table.about)
            for column in table.columns:
                self._comment("COLUMN", f"{quoted(table.name)}.{quoted(column.name)}", column.about)
        for view in VIEWS:
            self._database.execute(create_view(view))
            self._comment("VIEW", quoted(view.name), view.about)

    def _comment(self, kind: str, name: str, about: str) -> None:
        self._database.execute(f"COMMENT ON {kind} {name} IS {literal(about)}")

    def write(self, table: Table, rows: Sequence[Row]) -> None:
        self._database.register("incoming", arrow_table(table, rows))
        self._database.execute(f"INSERT INTO {quoted(table.name)} SELECT * FROM incoming")
        self._database.unregister("incoming")

    def finish(self) -> None:
        self._database.close()
