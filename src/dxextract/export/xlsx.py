"""Excel: one workbook with a read-me sheet and a sheet for each table that has rows or could have.

Decides cell types (numbers, truth values and dates are what they are, everything else is text, never a formula),
widths, frozen and filtered headers, and what happens at Excel's limits: a longer text is cut with an ellipsis and
counted in the read-me, more rows go on in a further sheet. A text that would be taken for a formula when somebody
edits its cell carries Excel's own quote mark. Boxes on the page, a quarter of all cells and of no use to a reader of
sheets, are left to the other formats.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format as CellFormat
from xlsxwriter.worksheet import Worksheet

from dxextract.export.csv import DICTIONARY_HEADER, dictionary_rows
from dxextract.export.formulas import is_risky
from dxextract.export.rows import Row, Value
from dxextract.export.sink import Options, TableSink
from dxextract.export.tables import BOX_CORNERS, Column, Table

MAX_ROWS = 1_048_576
MAX_TEXT = 32_767
_NAME_LENGTH = 31
_NARROWEST, _WIDEST = 8, 60
_SAMPLED_ROWS = 200
_FIRST_DATE = "1900-03-01"
"""Excel counts days from 1900 and takes that year for a leap year; older dates stay texts."""
README = {"en": "read me", "ja": "はじめに"}


@dataclass(slots=True)
class _Sheet:
    worksheet: Worksheet
    name: str
    rows: int = 1
    widths: list[int] = field(default_factory=list)


class XlsxSink(TableSink):
    """An open workbook that keeps one row of each sheet in memory."""

    def __init__(self, file: Path, options: Options) -> None:
        super().__init__(options.tables)
        file.parent.mkdir(parents=True, exist_ok=True)
        self._options = options
        self._book = xlsxwriter.Workbook(str(file), {"constant_memory": True, "in_memory": False})
        self._bold = self._book.add_format({"bold": True, "bg_color": "#DDEBF7", "bottom": 1, "text_wrap": True})
        self._date = self._book.add_format({"num_format": "yyyy-mm-dd"})
        self._quoted = self._book.add_format({"quote_prefix": True})
        self._readme = self._book.add_worksheet(README[options.labels])
        self._sheets = {table.name: [self._new_sheet(table, 1)] for table in self.tables}
        self._counts = dict.fromkeys(self._sheets, 0)
        self._cut = 0

    def _new_sheet(self, table: Table, number: int) -> _Sheet:
        title = self._options.title(table)
        more = f" ({number})" if number > 1 else ""
        name = f"{title[: _NAME_LENGTH - len(more)]}{more}"
        sheet = _Sheet(self._book.add_worksheet(name), name)
        headers = [self._options.header(column) for _, column in _shown(table)]
        sheet.worksheet.write_row(0, 0, headers, self._bold)
        sheet.worksheet.freeze_panes(1, 1)
        sheet.widths = [_width(header) for header in headers]
        return sheet

    def write(self, table: Table, rows: Sequence[Row]) -> None:
        writers = [(place, self._writer(column)) for place, column in _shown(table)]
        for row in rows:
            sheet = self._sheets[table.name][-1]
            if sheet.rows == MAX_ROWS:
                self._sheets[table.name].append(self._new_sheet(table, len(self._sheets[table.name]) + 1))
                sheet = self._sheets[table.name][-1]
            for col, (place, write) in enumerate(writers):
                value = row[place]
                if value is not None:
                    write(sheet.worksheet, sheet.rows, col, value)
            if sheet.rows <= _SAMPLED_ROWS:
                sheet.widths = [max(w, _width(row[p])) for w, (p, _) in zip(sheet.widths, writers, strict=True)]
            sheet.rows += 1
        self._counts[table.name] += len(rows)

    def _writer(self, column: Column) -> Callable[[Worksheet, int, int, Any], Any]:
        if column.type in ("integer", "number"):
            return lambda sheet, row, col, value: sheet.write_number(row, col, value)
        if column.type == "boolean":
            return lambda sheet, row, col, value: sheet.write_boolean(row, col, value)
        return self._write_date if column.type == "date" else self._write_text

    def _write_text(self, sheet: Worksheet, row: int, col: int, value: str) -> None:
        if len(value) > MAX_TEXT:
            value = value[: MAX_TEXT - 1] + "…"
            self._cut += 1
        style: CellFormat | None = self._quoted if is_risky(value) else None
        sheet.write_string(row, col, value, style)

    def _write_date(self, sheet: Worksheet, row: int, col: int, value: str) -> None:
        if value >= _FIRST_DATE:
            sheet.write_datetime(row, col, date.fromisoformat(value), self._date)
        else:
            sheet.write_string(row, col, value)

    def finish(self) -> None:
        for table in self.tables:
            for sheet in self._sheets[table.name]:
                sheet.worksheet.autofilter(0, 0, sheet.rows - 1, len(sheet.widths) - 1)
                for col, width in enumerate(sheet.widths):
                    sheet.worksheet.set_column(col, col, width)
        self._write_readme()
        self._book.close()

    def _write_readme(self) -> None:
        sheet = self._readme
        for col, width in enumerate((28, 28, 28, 32, 10, 18, 90)):
            sheet.set_column(col, col, width)
        row = 0
        for line in self._introduction():
            sheet.write_string(row, 0, line)
            row += 1
        sheet.write_row(row + 1, 0, ("sheet", "table", "", "", "rows", "", "about"), self._bold)
        row += 2
        for table in self.tables:
            for made in self._sheets[table.name]:
                sheet.write_url(row, 0, f"internal:'{made.name}'!A1", string=made.name)
                sheet.write_row(row, 1, (table.name, "", "", made.rows - 1, "", table.about))
                row += 1
        sheet.write_row(row + 1, 0, DICTIONARY_HEADER, self._bold)
        shown = [replace(table, columns=tuple(column for _, column in _shown(table))) for table in self.tables]
        for offset, line_values in enumerate(dictionary_rows(shown), row + 2):
            sheet.write_row(offset, 0, line_values)

    def _introduction(self) -> list[str]:
        documents = self._counts[self.tables[0].name]
        lines = [
            f"dxextract: 自治体DX推進計画 {documents}件 / {documents} municipal DX plan(s)",
            "空欄は記載なし、または読み取れない値 / An empty cell: the plan does not say, or it could not be read.",
        ]
        if "evidence" in self._counts:
            lines.append("値の根拠はevidence(ページと原文)を参照 / Where a value was read: sheet evidence.")
        if self._cut:
            lines.append(
                f"Excelの上限({MAX_TEXT}文字)で切った文字列: {self._cut}件 / {self._cut} text(s) cut at Excel's limit."
            )
        return lines


def _shown(table: Table) -> list[tuple[int, Column]]:
    """The columns that have a place in a sheet, with their positions in a row."""
    return [(place, column) for place, column in enumerate(table.columns) if column.name not in BOX_CORNERS]


def _width(value: Value) -> int:
    """Columns that `value` takes, a full-width character being two, within reason."""
    text = "" if value is None else str(value)[:_WIDEST]
    taken = sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
    return min(_WIDEST, max(_NARROWEST, taken + 2))
