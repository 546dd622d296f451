"""The registry of export formats: a name, what it writes, and the module that writes it (imported when asked for)."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Literal

from dxextract.errors import MissingExtraError
from dxextract.export.sink import Options, Sink


@dataclass(frozen=True, slots=True)
class Format:
    """One format: `home` is module and class of its sink, `extra` the optional dependencies it needs, if any."""

    name: str
    target: Literal["file", "folder"]
    home: tuple[str, str]
    about: str
    extra: str | None = None

    def open(self, path: Path, options: Options) -> Sink:
        """A sink that writes to `path`. Raises MissingExtraError where its libraries are not installed."""
        module, name = self.home
        try:
            made: Sink = getattr(import_module(f"dxextract.export.{module}"), name)(path, options)
        except ModuleNotFoundError as problem:
            raise MissingExtraError(f"--to {self.name}", f"pip install 'dxextract[{self.extra}]'") from problem
        return made


_ALL = (
    Format("csv", "folder", ("csv", "CsvSink"), "表ごとのCSV(Excel対応UTF-8) / a CSV for each table, for Excel too"),
    Format("xlsx", "file", ("xlsx", "XlsxSink"), "Excelブック / an Excel workbook, a sheet for each table", "export"),
    Format(
        "parquet", "folder", ("parquet", "ParquetSink"), "表ごとのParquet / a Parquet file for each table", "export"
    ),
    Format("duckdb", "file", ("duckdb", "DuckdbSink"), "DuckDBデータベース / a DuckDB database with views", "export"),
    Format("sqlite", "file", ("sqlite", "SqliteSink"), "SQLiteデータベース / an SQLite database with views"),
    Format("datapackage", "folder", ("datapackage", "DatapackageSink"), "Frictionless Data Package(v2) / the same"),
    Format("jsonl", "folder", ("jsonl", "JsonlSink"), "レコードごとのJSON Lines / JSON Lines, a record on each line"),
    Format("markdown", "folder", ("markdown", "MarkdownSink"), "計画ごとのMarkdown / a Markdown file for each plan"),
    Format("chunks", "file", ("chunks", "ChunksSink"), "検索・RAG用の断片(JSON Lines) / chunks for search and RAG"),
    Format(
        "jsonld", "file", ("jsonld", "JsonldSink"), "schema.orgとDCATによる記述 / descriptions in schema.org and DCAT"
    ),
)
FORMATS = {one.name: one for one in _ALL}
