"""`dxextract export`: the plan documents of an output folder in a form that other tools read."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dxextract.commands.terminal import complain


class ExportFormat(StrEnum):
    """The formats of `dxextract.export.formats`, named here so that help needs no import of them."""

    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"
    DUCKDB = "duckdb"
    SQLITE = "sqlite"
    DATAPACKAGE = "datapackage"
    JSONL = "jsonl"
    MARKDOWN = "markdown"
    CHUNKS = "chunks"
    JSONLD = "jsonld"


class LabelLanguage(StrEnum):
    """The language of headers."""

    EN = "en"
    JA = "ja"


def export(
    out: Annotated[Path, typer.Argument(help="計画JSON、またはそのフォルダ / A plan's JSON, or a folder of them.")],
    to: Annotated[ExportFormat, typer.Option("--to", "-t", help="出力形式 / Format to write.")],
    target: Annotated[Path, typer.Option("--out", "-o", help="出力先 / File or folder to write.")],
    labels: Annotated[
        LabelLanguage, typer.Option("--labels", help="見出しの言語(CSV・Excel) / Language of headers, CSV and Excel.")
    ] = LabelLanguage.EN,
    force: Annotated[bool, typer.Option("--force", help="出力先を置き換える / Replace what is there.")] = False,
) -> None:
    """計画を表計算・データベースなどの形式に書き出します / Export plans for spreadsheets, databases and so on."""
    from dxextract.corrected import open_corrected
    from dxextract.export.formats import FORMATS
    from dxextract.export.run import export as run_export
    from dxextract.export.sink import Options

    report = run_export(open_corrected(out), FORMATS[to.value], target, Options(labels.value), force)
    for problem in report.problems:
        complain(str(problem))
    if report.exported:
        print(f"{target}: {report.exported}件 / {report.exported} plan(s)")
    if report.problems:
        raise typer.Exit(1)
