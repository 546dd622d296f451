"""The flow over a folder, on a real (temporary) Prefect server."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from prefect.client.orchestration import get_client
from prefect.task_runners import ProcessPoolTaskRunner

from bad_inputs import PLAN, plan_pdf
from dxextract.batch import Job, run_job
from dxextract.errors import NoPlansFoundError
from flows.extract_plans import DocumentFailedError, SomeDocumentsFailedError, extract_document, extract_plans


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


def test_the_flow_writes_what_the_core_writes(folder: Path, tmp_path: Path) -> None:
    outcomes = extract_plans(folder, tmp_path / "out")
    assert [outcome.job.source.name for outcome in outcomes] == ["a.pdf", "b.txt"]
    for outcome in outcomes:
        again = Job(outcome.job.source, tmp_path / "again.json")
        assert run_job(again).failure is None
        assert outcome.job.target.read_bytes() == again.target.read_bytes()


def test_a_failed_document_fails_the_flow_and_nothing_else(folder: Path, tmp_path: Path) -> None:
    (folder / "c.pdf").write_bytes(b"")
    with pytest.raises(SomeDocumentsFailedError, match=r"1 of 3 documents failed:\nE102 .*c\.pdf"):
        extract_plans(folder, tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a.json", "b.json"]


def test_prefect_sees_a_task_for_each_document(folder: Path, tmp_path: Path) -> None:
    (folder / "c.pdf").write_bytes(b"")
    state = extract_plans(folder, tmp_path / "out", return_state=True)
    assert state.is_failed()
    with get_client(sync_client=True) as client:
        runs = client.read_task_runs()
    here = {run.name: run.state_name for run in runs if run.flow_run_id == state.state_details.flow_run_id}
    assert here == {"a.pdf": "Completed", "b.txt": "Completed", "c.pdf": "Failed"}


def test_worker_processes(folder: Path, tmp_path: Path) -> None:
    with_processes = extract_plans.with_options(task_runner=ProcessPoolTaskRunner(max_workers=2))
    assert len(with_processes(folder, tmp_path / "out")) == 2
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a.json", "b.json"]


def test_a_folder_without_plans(tmp_path: Path) -> None:
    with pytest.raises(NoPlansFoundError):
        extract_plans(tmp_path, tmp_path / "out")


def test_the_task_alone(tmp_path: Path) -> None:
    with pytest.raises(DocumentFailedError, match="E101"):
        extract_document.fn(Job(tmp_path / "gone.pdf", tmp_path / "gone.json"))
