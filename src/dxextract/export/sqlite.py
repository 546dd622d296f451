"""SQLite: one database file with keys, the views of `dxextract.export.sql`, and the words of columns in its schema.

SQLite has no comments; it keeps a table's definition as it was given, so they stand there (``.schema``), and once more
in the table `columns`. Dates are ISO texts, truth values 0 and 1.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from dxextract.export.csv import DICTIONARY_HEADER, dictionary_rows
from dxextract.export.rows import Row
from dxextract.export.sink import Options, TableSink
from dxextract.export.sql import VIEWS, create_table, create_view, quoted
from dxextract.export.tables import ColumnType, Table

_TYPES: dict[ColumnType, str] = {
    "string": "TEXT",
    "json": "TEXT",
    "integer": "INTEGER",
    "number": "REAL",
    "boolean": "BOOLEAN",
    "date": "DATE",
}


class SqliteSink(TableSink):
    """An open connection to the new file; all rows are one transaction."""

    def __init__(self, file: Path, options: Options) -> None:  # noqa: ARG002 - column names are for programs
        super().__init__()
        file.parent.mkdir(parents=True, exist_ok=True)
        self._database = sqlite3.connect(file, isolation_level=None)
        self._database.execute("PRAGMA foreign_keys = ON")
        self._database.execute("BEGIN")
        for table in self.tables:
            self._database.execute(create_table(table, _TYPES, comments=True))
        for view in VIEWS:
            self._database.execute(create_view(view))
        header = ", ".join(f"{quoted(name)} TEXT" for name in DICTIONARY_HEADER)
        self._database.execute(f"CREATE TABLE columns ({header})")
        self._insert("columns", dictionary_rows(self.tables))

    def write(self, table: Table, rows: Sequence[Row]) -> None:
        self._insert(table.name, rows)

    def _insert(self, name: str, rows: Sequence[Row]) -> None:
        places = ", ".join("?" * len(rows[0]))
        self._database.executemany(f"INSERT INTO {quoted(name)} VALUES ({places})", rows)

    def finish(self) -> None:
        self._database.execute("COMMIT")
        self._database.close()
