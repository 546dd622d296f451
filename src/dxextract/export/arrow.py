"""Rows as Arrow tables, typed and in columns: how Parquet, DuckDB and data frames get them.

Decides the Arrow type of each column type, and that the words of a column go with it as metadata.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

import pyarrow as pa

from dxextract.export.rows import Row
from dxextract.export.sink import TableSink
from dxextract.export.tables import Table

_TYPES = {
    "string": pa.string(),
    "json": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}


class ArrowSink(TableSink):
    """Gathers Arrow tables in memory; `finished` has them by name once the sink is closed."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: dict[str, list[pa.Table]] = {table.name: [] for table in self.tables}
        self.finished: dict[str, pa.Table] = {}

    def write(self, table: Table, rows: Sequence[Row]) -> None:
        self._parts[table.name].append(arrow_table(table, rows))

    def finish(self) -> None:
        for table in self.tables:
            self.finished[table.name] = pa.concat_tables([arrow_schema(table).empty_table(), *self._parts[table.name]])


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
