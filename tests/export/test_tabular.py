"""CSV, Excel, Parquet, DuckDB and SQLite: the same values in all of them, and all of a plan document in each."""

from __future__ import annotations

import csv
import shutil
import sqlite3
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import orjson
import pandas as pd
import pyarrow.parquet as pq
import pytest

from dxextract.export.formats import FORMATS
from dxextract.export.formulas import defused
from dxextract.export.json import plan_to_json, write_plan
from dxextract.export.rows import rows_of
from dxextract.export.run import export
from dxextract.export.sink import Options
from dxextract.export.tables import BOX_CORNERS, Column, Table, layout
from dxextract.export.xlsx import MAX_TEXT, README
from dxextract.library import StoredPlan, open_library
from dxextract.schema.kinds import RECORD_KINDS
from dxextract.schema.load import load_plan
from flat_back import Back
from nasty import FORMULAS, NUMBERS_AS_TEXT, nasty_plan

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "expected"
TABLES = {table.name: table for table in layout().tables}
SOFFICE = shutil.which("soffice")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two samples and the nasty plan."""
    out = tmp_path_factory.mktemp("plans")
    for name in ("hoshigakubo.pdf", "midorino.txt"):
        shutil.copy(SAMPLES / f"{name}.json", out)
    write_plan(nasty_plan(), out / "厄介" / "nasty.json")
    return out


@pytest.fixture(scope="module")
def exported(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The folder in every tabular format, and once more as CSV and Excel with Japanese headers."""
    out = tmp_path_factory.mktemp("exported")
    for name in ("csv", "xlsx", "parquet", "duckdb", "sqlite"):
        assert export(open_library(folder), FORMATS[name], out / f"en.{name}").exported == 3
    for name in ("csv", "xlsx"):
        export(open_library(folder), FORMATS[name], out / f"ja.{name}", Options("ja"))
    return {path.name: path for path in out.iterdir()}


@pytest.fixture(scope="module")
def expected(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """The rows by table, as they come from the documents."""
    rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in TABLES}
    for document in open_library(folder):
        assert isinstance(document, StoredPlan)
        for name, found in rows_of(document).items():
            rows[name] += found
    return rows


def as_text(value: Any, column: Column) -> str:
    """How a CSV writes `value`."""
    if value is None:
        return ""
    if column.type == "boolean":
        return "true" if value else "false"
    if column.type == "number":
        return str(int(value)) if value == int(value) else str(float(value))
    return defused(value) if column.type in ("string", "json") else str(value)


def as_texts(table: Table, rows: list[tuple[Any, ...]]) -> list[list[str]]:
    return [[as_text(value, column) for value, column in zip(row, table.columns, strict=True)] for row in rows]


def records(rows: list[tuple[Any, ...]], table: Table) -> list[dict[str, Any]]:
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in rows]


def back_to_documents(rows: dict[str, list[tuple[Any, ...]]], folder: Path) -> None:
    """Assert that `rows` give the documents of `folder` again."""

    def typed(value: Any, column: Column) -> Any:
        if value is None:
            return None
        if column.type == "json":
            return orjson.loads(value)
        if column.type == "boolean":
            return bool(value)
        return value.isoformat() if isinstance(value, date) else value

    back = Back(
        {
            name: [
                {column.name: typed(row[column.name], column) for column in TABLES[name].columns}
                for row in records(found, TABLES[name])
            ]
            for name, found in rows.items()
        }
    )
    for path in open_library(folder).paths:
        name = path.relative_to(folder).with_suffix("").as_posix()
        assert back.document(name) == orjson.loads(plan_to_json(load_plan(path))), name


def test_layout_names_are_unique_and_every_column_has_words() -> None:
    assert set(RECORD_KINDS) < set(TABLES)
    for table in TABLES.values():
        for names in ([c.name for c in table.columns], [c.label_ja for c in table.columns]):
            assert len(set(names)) == len(names), table.name
        assert all(" / " in column.about for column in table.columns), table.name
        for key in table.foreign_keys:
            assert key.references == TABLES[key.table].primary_key, (table.name, key)
    labels = [table.label_ja[:31] for table in TABLES.values()]
    assert len(set(labels)) == len(labels)


def test_duckdb_gives_the_documents_back(exported: dict[str, Path], folder: Path) -> None:
    with duckdb.connect(str(exported["en.duckdb"]), read_only=True) as database:
        back_to_documents({name: database.table(name).fetchall() for name in TABLES}, folder)


def test_sqlite_gives_the_documents_back_and_its_keys_hold(exported: dict[str, Path], folder: Path) -> None:
    with sqlite3.connect(exported["en.sqlite"]) as database:
        back_to_documents({name: database.execute(f'SELECT * FROM "{name}"').fetchall() for name in TABLES}, folder)
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        (schema,) = database.execute("SELECT sql FROM sqlite_master WHERE name = 'kpis'").fetchone()
        assert '"name" TEXT NOT NULL,  -- 指標名 / name\n' in schema
        assert database.execute("SELECT about FROM columns WHERE \"table\" = 'kpis' AND \"column\" = 'name'").fetchall()


def test_duckdb_refuses_what_breaks_a_key_and_explains_itself(exported: dict[str, Path], tmp_path: Path) -> None:
    copy = shutil.copy(exported["en.duckdb"], tmp_path / "copy.duckdb")
    with duckdb.connect(str(copy)) as database:
        with pytest.raises(duckdb.ConstraintException):
            database.execute("INSERT INTO measure_departments VALUES ('nobody', 'mea-1', 1, '課')")
        with pytest.raises(duckdb.ConstraintException):
            database.execute("INSERT INTO documents SELECT * FROM documents")
        comments = database.execute("SELECT comment FROM duckdb_columns() WHERE table_name = 'kpis'").fetchall()
        assert ("指標名 / name",) in comments


def test_views_answer(exported: dict[str, Path]) -> None:
    with (
        duckdb.connect(str(exported["en.duckdb"]), read_only=True) as database,
        sqlite3.connect(exported["en.sqlite"]) as lite,
    ):
        for query, expected in (
            ("SELECT count(*) FROM latest_documents", 3),
            ("SELECT kpis FROM measure_overview WHERE document_id = '厄介/nasty'", 1),
            ("SELECT target_value FROM kpi_latest WHERE kpi = '数0'", -1234.5),
            ("SELECT measures FROM national_item_coverage WHERE document_id = '厄介/nasty'", 1),
        ):
            assert database.execute(query).fetchall() == lite.execute(query).fetchall() == [(expected,)], query


def test_of_two_editions_the_view_takes_the_newer(tmp_path: Path) -> None:
    plan = nasty_plan()
    published = plan.plan.published
    assert published is not None
    old = plan.plan.model_copy(update={"published": published.model_copy(update={"end": "2020-03-31"})})
    write_plan(plan.model_copy(update={"plan": old}), tmp_path / "in" / "a-old.json")
    write_plan(plan, tmp_path / "in" / "b-new.json")
    export(open_library(tmp_path / "in"), FORMATS["sqlite"], tmp_path / "out.sqlite")
    with sqlite3.connect(tmp_path / "out.sqlite") as database:
        assert database.execute("SELECT DISTINCT document_id FROM kpi_latest").fetchall() == [("b-new",)]


def test_parquet_has_types_and_words(exported: dict[str, Path], expected: dict[str, list[tuple[Any, ...]]]) -> None:
    for name, table in TABLES.items():
        read = pq.read_table(exported["en.parquet"] / f"{name}.parquet")
        found = [tuple(row[c.name] for c in table.columns) for row in read.to_pylist()]
        texts = [[v.isoformat() if isinstance(v, date) else v for v in row] for row in found]
        assert texts == [list(row) for row in expected[name]], name
    schema = pq.read_schema(exported["en.parquet"] / "kpis.parquet")
    types = {field.name: str(field.type) for field in schema}
    assert [types[name] for name in ("target_value", "target_at_start", "target_at_fiscal_year", "cumulative")] == [
        "double", "date32[day]", "int64", "bool",
    ]  # fmt: skip
    assert schema.field("name").metadata[b"label_ja"].decode() == "指標名"
    assert not schema.field("name").nullable


def test_csv_reads_the_same_everywhere(exported: dict[str, Path], expected: dict[str, list[tuple[Any, ...]]]) -> None:
    for name, table in TABLES.items():
        path = exported["en.csv"] / f"{name}.csv"
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        wanted = as_texts(table, expected[name])
        with path.open(encoding="utf-8-sig", newline="") as file:
            header, *rows = csv.reader(file)
        assert header == [column.name for column in table.columns]
        assert rows == wanted, name
        by_pandas = pd.read_csv(path, dtype=str, keep_default_na=False)
        assert by_pandas.to_numpy().tolist() == wanted, name
        if wanted:  # a file of nothing but a header has no rows to be sure of the dialect by
            options = "header=true, all_varchar=true, quote='\"', escape='\"', delim=',', strict_mode=true"
            found = duckdb.sql(f"SELECT * FROM read_csv('{path}', {options})").fetchall()
            assert [["" if value is None else value for value in row] for row in found] == wanted, name


def test_csv_types_are_found(exported: dict[str, Path]) -> None:
    kpis = pd.read_csv(exported["en.csv"] / "kpis.csv")
    assert str(kpis["target_value"].dtype) == "float64"
    assert kpis.set_index("id").loc["kpi-n0", "target_value"] == -1234.5
    assert str(kpis["cumulative"].dtype) == "bool"


def test_headers_in_japanese_are_excel_ready(exported: dict[str, Path]) -> None:
    with (exported["ja.csv"] / "kpis.csv").open(encoding="utf-8-sig", newline="") as file:
        header = next(csv.reader(file))
    assert header[:3] == ["文書ID", "自治体名", "識別子"]
    assert "目標値の値" in header
    with (exported["ja.csv"] / "columns.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {(row["table"], row["column_ja"]): row for row in csv.DictReader(file)}
    assert rows["kpis", "属する施策の識別子"]["key"] == "FK measures"


def test_formulas_are_defused_and_numbers_are_not(exported: dict[str, Path]) -> None:
    with (exported["en.csv"] / "measure_facet_items.csv").open(encoding="utf-8-sig", newline="") as file:
        texts = [row["text"] for row in csv.DictReader(file) if row["document_id"] == "厄介/nasty"]
    assert texts[: len(FORMULAS)] == [f"'{text}" for text in FORMULAS]
    assert texts[len(FORMULAS) :][: len(NUMBERS_AS_TEXT)] == list(NUMBERS_AS_TEXT)
    for path in exported["en.csv"].glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.reader(file):
                assert not [value for value in row if value[:1] in "=@\t\r" and value], path.name


def test_xlsx_cells_are_typed(exported: dict[str, Path], expected: dict[str, list[tuple[Any, ...]]]) -> None:
    book = openpyxl.load_workbook(exported["en.xlsx"])
    assert book.sheetnames[0] == README["en"]
    for name, table in TABLES.items():
        sheet = book[name]
        shown = [(i, column) for i, column in enumerate(table.columns) if column.name not in BOX_CORNERS]
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref is not None
        assert [cell.value for cell in sheet[1]] == [column.name for _, column in shown]
        found = list(sheet.iter_rows(min_row=2, max_col=len(shown)))
        assert len(found) == len(expected[name])
        for cells, row in zip(found, expected[name], strict=True):
            for cell, (place, column) in zip(cells, shown, strict=True):
                assert cell.data_type != "f", "no formula anywhere"
                value = cell.value.date().isoformat() if cell.is_date else cell.value
                wanted = row[place]
                if isinstance(wanted, str) and len(wanted) > MAX_TEXT:
                    wanted = wanted[: MAX_TEXT - 1] + "…"
                assert (value or None) == (wanted or None) or value == wanted, (name, column.name)
    marked = [
        cell for row in book["measure_facet_items"].iter_rows() for cell in row if cell.style_id and cell.quotePrefix
    ]
    assert {cell.value for cell in marked} == set(FORMULAS)


def test_xlsx_in_japanese_has_a_readme(exported: dict[str, Path]) -> None:
    book = openpyxl.load_workbook(exported["ja.xlsx"], read_only=True)
    assert book.sheetnames[0] == README["ja"]
    assert "成果指標" in book.sheetnames
    texts = [str(cell.value) for row in book[README["ja"]].iter_rows() for cell in row if cell.value]
    assert texts[0].startswith("dxextract: 自治体DX推進計画 3件")
    assert any("切った文字列: 1件" in text for text in texts)


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed: apt-get install libreoffice-calc")
def test_libreoffice_reads_and_writes_the_same(
    exported: dict[str, Path], expected: dict[str, list[tuple[Any, ...]]], tmp_path: Path
) -> None:
    names = ("kpis", "measures", "documents")
    # All columns as text (type 2), so that LibreOffice shows what it read and not what it made of it.
    columns = "/".join(f"{number}/2" for number in range(1, 60))
    options = ["--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to"]
    back = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    for name in names:
        shutil.copy(exported["en.csv"] / f"{name}.csv", tmp_path / f"c_{name}.csv")
    shutil.copy(exported["en.xlsx"], tmp_path / "book.xlsx")
    csvs = [tmp_path / f"c_{name}.csv" for name in names]
    for files, filters in (
        (csvs, [f"--infilter=Text - txt - csv (StarCalc):44,34,76,1,{columns}"]),
        ([tmp_path / "book.xlsx"], []),
    ):
        command = [str(SOFFICE), *filters, *options, back, "--outdir", tmp_path / "back", *files]
        subprocess.run([str(part) for part in command], check=True, capture_output=True, timeout=120)
    for name in names:
        wanted = as_texts(TABLES[name], expected[name])
        with (tmp_path / "back" / f"c_{name}-c_{name}.csv").open(encoding="utf-8", newline="") as file:
            assert list(csv.reader(file))[1:] == wanted, name
        with (tmp_path / "back" / f"book-{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        for row, values in zip(rows, records(expected[name], TABLES[name]), strict=True):
            for key in ("document_id", "id", "name", "title", "target_value", "municipality_code", "period_start"):
                if key in values and values[key] is not None:
                    assert row[key] == as_text(values[key], Column(key, "number" if "value" in key else "date", "", ""))
