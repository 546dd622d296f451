"""Data frames, and the notebook that answers questions with them."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import nbformat
import pandas as pd
import polars as pl
import pytest
from nbclient import NotebookClient

from dxextract import frames
from dxextract.errors import NoDocumentsError
from dxextract.export.json import write_plan
from dxextract.export.tables import layout
from nasty import nasty_plan

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "samples" / "expected"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("plans")
    shutil.copy(SAMPLES / "shiomi.pdf.json", out)
    write_plan(nasty_plan(), out / "nasty.json")
    (out / "corrupt.json").write_text("{")
    return out


def test_polars_frames_have_the_tables_with_their_types(folder: Path) -> None:
    plans = frames(folder)
    assert list(plans) == [table.name for table in layout().tables]
    assert [problem.code for problem in plans.problems] == ["E110"]
    schema = plans.kpis.schema
    assert [schema[name] for name in ("target_value", "target_at_start", "cumulative", "target_at_fiscal_year")] == [
        pl.Float64,
        pl.Date,
        pl.Boolean,
        pl.Int64,
    ]
    (row,) = plans["kpis"].filter(pl.col("id") == "kpi-n0").to_dicts()
    assert (row["target_value"], row["target_at_end"], row["baseline_value"]) == (-1234.5, date(2030, 3, 31), None)
    assert plans.measures.filter(pl.col("document_id") == "nasty")["municipality"].to_list() == ["みどり野市"]
    with pytest.raises(AttributeError, match="no table 'indicators'; there are documents"):
        _ = plans.indicators
    assert "kpis" in dir(plans)


def test_pandas_frames_keep_types_where_values_are_missing(folder: Path) -> None:
    kpis = frames(folder, "pandas").kpis
    assert isinstance(kpis, pd.DataFrame)
    assert str(kpis["page_first"].dtype) == "int64[pyarrow]"
    assert str(kpis["target_at_start"].dtype) == "date32[day][pyarrow]"
    assert kpis["baseline_value"].isna().any()
    assert kpis.set_index("id").loc["kpi-n0", "target_value"] == -1234.5


def test_a_folder_without_plans(tmp_path: Path) -> None:
    with pytest.raises(NoDocumentsError):
        frames(tmp_path)


def test_the_notebook_answers_its_questions() -> None:
    notebook = nbformat.read(ROOT / "docs" / "analysis.ipynb", as_version=4)
    assert not any(cell.get("outputs") for cell in notebook.cells), "outputs are not kept"
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(ROOT / "docs")}}).execute()
    shown = [
        output["data"]["text/plain"]
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if output.output_type == "execute_result"
    ]
    assert len(shown) == 7, "the plans, five answers, the evidence"
    assert all("shape: (0," not in text for text in shown), "no answer is empty"
    assert "みどり野市" in shown[1]
