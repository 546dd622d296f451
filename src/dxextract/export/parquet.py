"""Parquet: a folder with a file for each table, with types, and the words of each column as field metadata.

`arrow_schema` and `arrow_table` are also how other columnar consumers (DuckDB, data frames) get their rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from dxextract.export.rows import Row
from dxextract.export.sink import Options, TableSink
from dxextract.export.tables import Table

_TYPES = {
    "string": pa.string(),
    "json": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}


class ParquetSink(TableSink):
    """One open file for each table; a lot of rows is a row group."""

    def __init__(self, folder: Path, options: Options) -> None:  # noqa: ARG002 - column names are for programs
        super().__init__()
        folder.mkdir(parents=True, exist_ok=True)
        self._writers = {
            table.name: pq.ParquetWriter(folder / f"{table.name}.parquet", arrow_schema(table), compression="zstd")
            for table in self.tables
        }

    def write(self, table: Table, rows: Sequence[Row]) -> None:
        self._writers[table.name].write_table(arrow_table(table, rows))

    def finish(self) -> None:
        for writer in self._writers.values():
            writer.close()


@lru_cache(maxsize=64)
def arrow_schema(table: Table) -> pa.Schema:
    """The Arrow schema of `table`; ``label_ja`` and ``about`` stand in the metadata of each field."""
    return pa.schema(
        [
            pa.field(
                column.name,
                _TYPES[column.type],
                nullable=not column.required,
                metadata={"label_ja": column.label_ja, "about": column.about},
            )
            for column in table.columns
        ],
        metadata={"label_ja": table.label_ja, "about": table.about},
    )


def arrow_table(table: Table, rows: Sequence[Row]) -> pa.Table:
    """`rows` of `table`, column by column."""
    schema = arrow_schema(table)
    columns = zip(*rows, strict=True) if rows else [()] * len(schema)
    arrays = [
        pa.array(_typed(values, column.type), type=field.type)
        for values, column, field in zip(columns, table.columns, schema, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def _typed(values: Sequence[object], kind: str) -> Sequence[object]:
    if kind == "date":
        return [None if value is None else date.fromisoformat(str(value)) for value in values]
    if kind == "number":
        return [None if value is None else float(value) for value in values]  # type: ignore[arg-type]
    return values
