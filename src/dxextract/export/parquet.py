"""Parquet: a folder with a file for each table, with types, and the words of each column as field metadata."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyarrow.parquet as pq

from dxextract.export.arrow import arrow_schema, arrow_table
from dxextract.export.rows import Row
from dxextract.export.sink import Options, TableSink
from dxextract.export.tables import Table


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
