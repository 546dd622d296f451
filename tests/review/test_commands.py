"""`dxextract merge`: corrected documents, conflicts named, one damaged file costs nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dxextract.cli import app
from dxextract.review.events import Draft
from dxextract.review.journal import append_events, overlay_path
from dxextract.schema.load import load_plan

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "expected"
RUN = CliRunner()


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    shutil.copytree(SAMPLES, folder)
    return folder


def test_merge_writes_every_document_with_its_corrections(out: Path, tmp_path: Path) -> None:
    document = out / "midorino.pdf.json"
    record = load_plan(document).kpis[0]
    drafts = [
        Draft(status="correct", kind="kpis", record_id=record.id, field="name", new="直した指標名"),
        Draft(status="accept", kind="kpis", record_id="kpi-none"),
    ]
    append_events(overlay_path(document), lambda _: drafts, "山田", "2026-01-01T00:00:00Z")
    overlay_path(out / "shiomi.pdf.json").write_bytes(b"[]")
    run = RUN.invoke(app, ["merge", str(out), "--out", str(tmp_path / "merged")])
    assert run.exit_code == 1
    assert "E141" in run.stderr
    assert "midorino.pdf: 合わなくなった判断が1件" in run.stderr
    assert load_plan(tmp_path / "merged" / "midorino.pdf.json").kpis[0].name == "直した指標名"
    assert load_plan(document).kpis[0] == record
    written = {path.name for path in (tmp_path / "merged").iterdir()}
    assert written == {path.name for path in SAMPLES.glob("*.json")} - {"shiomi.pdf.json"}
