"""`dxextract query`: a question in SQL over the plans of an output folder."""

from __future__ import annotations

import csv
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dxextract.commands.terminal import complain, print_json, stdout


class AnswerFormat(StrEnum):
    """How an answer is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def query(
    out: Annotated[
        Path,
        typer.Argument(help="計画JSONのフォルダ、または.duckdb / A folder of plans, or a .duckdb export."),
    ],
    sql: Annotated[str, typer.Argument(help="SQL(DuckDB、読み取り専用) / SQL, DuckDB's, read-only.")],
    form: Annotated[AnswerFormat, typer.Option("--format", "-f", help="出力形式 / How to print.")] = AnswerFormat.TABLE,
) -> None:
    """計画に対してSQLで問い合わせます(読み取り専用) / Ask plans a question in SQL, read-only."""
    from dxextract.query import query as ask

    answer = ask(out, sql)
    for problem in answer.problems:
        complain(str(problem))
    if form is AnswerFormat.CSV:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerows((answer.columns, *answer.rows))
    elif form is AnswerFormat.JSON:
        print_json([dict(zip(answer.columns, map(_plain, row), strict=True)) for row in answer.rows])
    else:
        from rich.markup import escape
        from rich.table import Table

        table = Table()
        for column in answer.columns:
            table.add_column(escape(column), overflow="fold")
        for row in answer.rows:
            table.add_row(*(escape("" if value is None else str(value)) for value in row))
        stdout().print(table)
    if answer.problems:
        raise typer.Exit(1)


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, (str, int, float, bool)) else str(value)
