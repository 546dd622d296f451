"""CSV: a folder with a file for each table, UTF-8 with a byte order mark, as Excel in Japan expects it.

Decides the bytes of a value: numbers plain, dates ISO, ``true``/``false``, nothing at all for what the plan does not
say; texts that a spreadsheet would run are defused. ``columns.csv`` says what every column means.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

from dxextract.export.formulas import defused
from dxextract.export.rows import Row, Value
from dxextract.export.sink import Options, TableSink
from dxextract.export.tables import Column, ColumnType, Table

ENCODING = "utf-8-sig"
DICTIONARY_HEADER = ("table", "table_ja", "column", "column_ja", "type", "key", "about")


class CsvSink(TableSink):
    """One open file for each table."""

    def __init__(self, folder: Path, options: Options, encoding: str = ENCODING, dictionary: bool = True) -> None:
        super().__init__(options.tables)
        folder.mkdir(parents=True, exist_ok=True)
        self._files = {t.name: (folder / f"{t.name}.csv").open("w", encoding=encoding, newline="") for t in self.tables}
        self._writers = {name: csv.writer(file) for name, file in self._files.items()}
        self._forms = {table.name: [_FORMS[column.type] for column in table.columns] for table in self.tables}
        for table in self.tables:
            self._writers[table.name].writerow([options.header(column) for column in table.columns])
        if dictionary:
            self._write_dictionary(folder / "columns.csv")

    def _write_dictionary(self, path: Path) -> None:
        with path.open("w", encoding=ENCODING, newline="") as file:
            csv.writer(file).writerows((DICTIONARY_HEADER, *dictionary_rows(self.tables)))

    def write(self, table: Table, rows: Sequence[Row]) -> None:
        forms = self._forms[table.name]
        self._writers[table.name].writerows([[form(v) for form, v in zip(forms, row, strict=True)] for row in rows])

    def finish(self) -> None:
        for file in self._files.values():
            file.close()


def dictionary_rows(tables: Sequence[Table]) -> list[tuple[str, ...]]:
    """One row for each column of `tables`: names, type, its part in keys, words (see DICTIONARY_HEADER)."""
    return [
        (table.name, table.label_ja, column.name, column.label_ja, column.type, key_of(table, column), column.about)
        for table in tables
        for column in table.columns
    ]


def key_of(table: Table, column: Column) -> str:
    """``PK``, ``FK measures`` or both, for a column that is part of a key; else nothing."""
    parts = ["PK"] if column.name in table.primary_key else []
    parts += [f"FK {key.table}" for key in table.foreign_keys if column.name in key.columns]
    return ", ".join(parts)


def _number(value: Value) -> Value:
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 2**53 else value


def _boolean(value: Value) -> Value:
    return None if value is None else "true" if value else "false"


def _text(value: Value) -> Value:
    return defused(value) if isinstance(value, str) else value


def _same(value: Value) -> Value:
    return value


_FORMS: dict[ColumnType, Callable[[Value], Value]] = {
    "string": _text,
    "json": _text,
    "integer": _same,
    "date": _same,
    "number": _number,
    "boolean": _boolean,
}
