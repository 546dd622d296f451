"""Questions in SQL: answered over folders and exports, and never a way to write or to read anything else."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner, Result

from dxextract.cli import app
from dxextract.errors import QueryError, UnreadableInputError
from dxextract.query import query

SAMPLES = Path(__file__).resolve().parents[1] / "samples" / "expected"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two documents, a corrupt one, and a batch's catalog."""
    out = tmp_path_factory.mktemp("plans")
    for name in ("shiomi.pdf", "midorino.txt"):
        shutil.copy(SAMPLES / f"{name}.json", out)
    (out / "corrupt.json").write_text("{")
    with duckdb.connect(str(out / "catalog.duckdb")) as database:
        database.execute("CREATE TABLE documents AS SELECT 'shiomi' AS path, 'ok' AS state")
    return out


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_tables_views_and_the_catalog(folder: Path) -> None:
    answer = query(folder, "SELECT municipality, count(*) AS kpis FROM kpi_latest GROUP BY 1 ORDER BY 1")
    assert answer.columns == ("municipality", "kpis")
    assert answer.rows == (("みどり野市", 21), ("汐見野町", 15))
    assert [problem.code for problem in answer.problems] == ["E110"]
    assert query(folder, "SELECT state FROM batch.documents").rows == (("ok",),)
    assert query(folder / "shiomi.pdf.json", "SELECT count(*) FROM documents").rows == ((1,),)
    assert query(folder, "SELECT 1").problems == (), "no table asked for, no document read"


def test_an_export_is_asked_as_it_is(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "plans.duckdb"
    run("export", folder / "shiomi.pdf.json", "--to", "duckdb", "--out", out)
    before = out.read_bytes()
    assert query(out, "SELECT count(*) FROM kpis").rows == ((15,),)
    with pytest.raises(QueryError, match="read-only"):
        query(out, "DELETE FROM kpis")
    assert out.read_bytes() == before
    (tmp_path / "no.duckdb").write_text("no database")
    with pytest.raises(UnreadableInputError):
        query(tmp_path / "no.duckdb", "SELECT 1")


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM glob('/etc/*')",
        "COPY kpis TO '/tmp/dxextract-stolen.csv'",
        "ATTACH '/tmp/other.duckdb'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "PRAGMA enable_external_access = true",
        "CREATE TABLE mine (a INTEGER)",
        "DROP TABLE kpis",
        "UPDATE batch.documents SET state = 'failed'",
        "SELECT 1; SELECT * FROM read_text('/etc/passwd')",
        "SELEC 1",
        "SELECT no_column FROM kpis",
        "SELECT * FROM no_table",
    ],
)
def test_what_is_refused(sql: str, folder: Path) -> None:
    with pytest.raises(QueryError, match="E134"):
        query(folder, sql)
    assert query(folder, "SELECT state FROM batch.documents").rows == (("ok",),)
    assert not Path("/tmp/dxextract-stolen.csv").exists()


def test_the_command_prints_tables_csv_and_json(folder: Path) -> None:
    sql = "SELECT title, published_start FROM documents WHERE document_id = 'shiomi.pdf'"
    done = run("query", folder, sql)
    assert (done.exit_code, "汐見野町DX推進プラン" in done.stdout, "corrupt.json" in done.stderr) == (1, True, True)
    assert run("query", folder, sql, "-f", "csv").stdout == "title,published_start\n汐見野町DX推進プラン,2024-03-01\n"
    (row,) = json.loads(run("query", folder, sql, "--format", "json").stdout)
    assert row == {"title": "汐見野町DX推進プラン", "published_start": "2024-03-01"}
    refused = run("query", folder, "DROP TABLE kpis")
    assert isinstance(refused.exception, QueryError)
    assert refused.exception.exit_code == 2
