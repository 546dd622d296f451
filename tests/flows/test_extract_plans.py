"""The flow on a real server: what it writes, what Prefect sees, and what a failing task costs."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from uuid import UUID

import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey, FlowRunFilter, FlowRunFilterId
from prefect.client.schemas.objects import TaskRun

from bad_inputs import PLAN, plan_pdf
from batches import options, states
from dxextract.batch import Job, run_job
from dxextract.errors import BatchRunningError, NoPlansFoundError, PrefectServerError
from dxextract.settings import Settings
from flows.extract_plans import DocumentFailedError, SomeDocumentsFailedError, extract_document, extract_plans
from flows.running import run_once


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    plans = tmp_path / "plans"
    plans.mkdir()
    (plans / "b.txt").write_text(PLAN, "utf-8")
    plan_pdf(plans / "a.pdf")
    return plans


def test_telemetry_is_off() -> None:
    assert os.environ["DO_NOT_TRACK"] == "1"
    assert os.environ["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"


def task_runs(flow_run_id: UUID | None, count: int) -> dict[str, TaskRun]:
    """The `count` task runs of a flow run that has ended; the server records how they ended within a second."""
    assert flow_run_id is not None
    chosen = FlowRunFilter(id=FlowRunFilterId(any_=[flow_run_id]))
    with get_client(sync_client=True) as client:
        while True:
            runs = client.read_task_runs(flow_run_filter=chosen)
            if sum(run.state is not None and run.state.is_final() for run in runs) == count:
                return {run.name: run for run in runs}
            threading.Event().wait(0.1)


@pytest.mark.usefixtures("server")
def test_the_flow_writes_what_the_core_writes_and_prefect_sees_it(folder: Path, tmp_path: Path) -> None:
    (folder / "c.pdf").write_bytes(b"")
    out = tmp_path / "out"
    manifest = run_once(options(folder, out), 2, None, "none")
    assert states(manifest) == {"a.pdf": "ok", "b.txt": "ok", "c.pdf": "failed"}
    for name in ("a.pdf", "b.txt"):
        again = Job(folder / name, tmp_path / "again.json")
        assert run_job(again).failure is None
        assert (out / name).with_suffix(".json").read_bytes() == (tmp_path / "again.json").read_bytes()
    with get_client(sync_client=True) as client:
        (flow_run,) = client.read_flow_runs(limit=1, sort="START_TIME_DESC")  # type: ignore[arg-type]
        artifacts = client.read_artifacts(
            artifact_filter=ArtifactFilter(key=ArtifactFilterKey(any_=["dxextract-batch"]))
        )
    assert flow_run.state_name == "Failed"
    runs = task_runs(flow_run.id, 3)
    assert {name: run.state_name for name, run in runs.items()} == {
        "a.pdf": "Completed",
        "b.txt": "Completed",
        "c.pdf": "Failed",
    }
    failed = runs["c.pdf"]
    assert "E102" in str(failed.state and failed.state.message)
    assert failed.run_count == 1
    assert failed.start_time
    assert failed.end_time
    assert failed.end_time > failed.start_time
    (table,) = [one.data for one in artifacts if one.flow_run_id == flow_run.id]
    assert "| c.pdf | failed |" in str(table)
    assert {"catalog.duckdb", "manifest.json", "report.html"} < {path.name for path in out.iterdir()}


@pytest.mark.usefixtures("server")
def test_the_flow_tells_what_it_did_and_fails_when_documents_do(folder: Path, tmp_path: Path) -> None:
    totals = extract_plans(str(folder), str(tmp_path / "out"), workers=1, progress="none")
    assert totals == {"ok": 2, "review": 0, "failed": 0, "skipped": 0, "read": 2}
    (folder / "c.pdf").write_bytes(b"")
    with pytest.raises(SomeDocumentsFailedError, match=r"1 of 3 documents failed:\nE102 .*c\.pdf") as caught:
        extract_plans(str(folder), str(tmp_path / "out"), workers=1, progress="none")
    assert caught.value.totals == {"ok": 0, "review": 0, "failed": 1, "skipped": 2, "read": 1}


@pytest.mark.usefixtures("server")
def test_a_batch_that_cannot_run_says_why(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(NoPlansFoundError):
        run_once(options(folder, tmp_path / "out", include=("*.md",)), 1, None, "none")
    from dxextract.batch.session import open_batch

    with open_batch(options(folder, tmp_path / "out")), pytest.raises(BatchRunningError):
        run_once(options(folder, tmp_path / "out"), 1, None, "none")


def test_a_server_that_does_not_answer_is_named(folder: Path, tmp_path: Path) -> None:
    from prefect.settings import PREFECT_API_URL, temporary_settings

    with (
        temporary_settings({PREFECT_API_URL: "http://127.0.0.1:1/api"}),
        pytest.raises(PrefectServerError, match="E159"),
    ):
        run_once(options(folder, tmp_path / "out"), 1, None, "none")
    assert not (tmp_path / "out" / "manifest.json").exists()


def test_the_task_alone(tmp_path: Path) -> None:
    with pytest.raises(DocumentFailedError, match="E101"):
        extract_document.fn(Job(tmp_path / "gone.pdf", tmp_path / "gone.json"), Settings())
