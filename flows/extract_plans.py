"""A batch as a Prefect flow: one task for each document, each in a worker process with limits.

Decides what Prefect sees: a task for each document, named after it, tried again after faults that pass, failed where
the document failed; a table of the run as an artifact; a flow that fails when any document did. What was done is in
the manifest of the output folder, which does not rely on Prefect's own records. This file imports nothing beside it, so
that a deployment can load it from its path.

    python -m flows.extract_plans SOURCE [--out DIR] [--workers N]   # the same as dxextract batch
"""

from __future__ import annotations

import os
import queue
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Literal
from uuid import UUID

# Prefect reads these when it is imported: no telemetry, unless the user's own environment says otherwise.
os.environ.setdefault("DO_NOT_TRACK", "1")
os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import TERMINAL_STATES, State
from prefect.context import TaskRunContext
from prefect.events.worker import EventsWorker
from prefect.futures import PrefectFuture
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from dxextract.batch.jobs import Failure, Job, Outcome, run_job
from dxextract.batch.planning import PlannedJob
from dxextract.batch.pool import Limits, close_shared_pools, shared_pool
from dxextract.batch.progress import Progress, ProgressKind, progress_view
from dxextract.batch.publish import finish_batch
from dxextract.batch.session import Batch, BatchOptions, manifest_of, open_batch
from dxextract.batch.summary import summary_markdown
from dxextract.errors import ClusterError, DxExtractError, MissingExtraError, PrefectServerError, WorkerLostError
from dxextract.schema.manifest import Manifest
from dxextract.settings import Settings

_RETRIES = 2
_RETRY_DELAYS = [1.0, 10.0]
_SETTLE_SECONDS = 15.0
_AHEAD = 4
"""Tasks handed over for each worker: enough to keep it busy, few enough to keep memory flat."""


class DocumentFailedError(Exception):
    """One document gave no JSON; `outcome` says why, and the message is the line that the command would print."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome)
        self.outcome = outcome

    def __str__(self) -> str:
        return self.outcome.failure.message if self.outcome.failure else self.outcome.job.name


class SomeDocumentsFailedError(Exception):
    """Some documents of the batch gave no JSON; the others are written, and the manifest tells.

    `totals` is what the flow would have returned.
    """

    def __init__(self, message: str, totals: dict[str, int]) -> None:
        super().__init__(message, totals)
        self.message = message
        self.totals = totals

    def __str__(self) -> str:
        return self.message


def _may_pass(_task: object, _run: object, state: Any) -> bool:
    """Whether the fault of a task may pass by itself: only then is it tried again."""
    problem = state.result(raise_on_failure=False)
    failure = problem.outcome.failure if isinstance(problem, DocumentFailedError) else None
    return failure is not None and failure.passing


@task(
    name="extract-document",
    task_run_name="{job.name}",
    retries=_RETRIES,
    retry_delay_seconds=_RETRY_DELAYS,
    retry_condition_fn=_may_pass,
    cache_policy=NO_CACHE,
    persist_result=False,
)
def extract_document(job: Job, settings: Settings) -> Outcome:
    """Extract and write one document, in a worker process of its own. Raises DocumentFailedError."""
    outcome = shared_pool(Limits.of(settings)).run(partial(run_job, settings=settings), job)
    context = TaskRunContext.get()
    outcome = outcome.with_attempts(context.task_run.run_count if context else 1)
    if outcome.failure is not None:
        raise DocumentFailedError(outcome)
    return outcome


@flow(name="extract-plans", persist_result=False)
def extract_plans(
    source: str,
    out: str = "output",
    include: list[str] | None = None,
    workers: int | None = None,
    cluster: str | None = None,
    retry_failed: bool = False,
    rules: str | None = None,
    ocr: Literal["auto", "off", "force"] | None = None,
    timeout: float | None = None,
    memory_mb: int | None = None,
    progress: ProgressKind = "plain",
) -> dict[str, int]:
    """Extract the plans of `source` into `out`; how many documents are in each state, and were `read` now.

    `source`: a folder, a glob, a list, a CSV or a URL; `include`: patterns of paths; `workers`: documents at a time
    (the number of processors); `cluster`: the address of a Dask scheduler, or ``local``; `timeout` and `memory_mb`:
    seconds and MB for a document; `progress`: how the run speaks on stderr.

    Raises a DxExtractError when the batch cannot run, SomeDocumentsFailedError when it ran and documents failed.
    """
    given = {"rules": rules and Path(rules), "ocr": ocr, "document_timeout": timeout, "document_memory_mb": memory_mb}
    settings = Settings().model_copy(update={name: value for name, value in given.items() if value is not None})
    options = BatchOptions(str(source), str(out), settings, tuple(include or ()), retry_failed)
    with progress_view(progress) as view, open_batch(options) as batch:
        manifest = run_batch(batch, settings, workers or os.cpu_count() or 1, cluster, view)
        _leave_artifact(manifest, str(out), view)
    totals = {**manifest.totals.model_dump(), "read": len(batch.todo)}
    failed = [entry for entry in manifest.documents if entry.result == "failed"]
    if failed:
        lines = "\n".join(entry.error.message for entry in failed[:20] if entry.error)
        raise SomeDocumentsFailedError(f"{len(failed)} of {len(manifest.documents)} documents failed:\n{lines}", totals)
    return totals


def run_batch(batch: Batch, settings: Settings, workers: int, cluster: str | None, view: Progress) -> Manifest:
    """Do what `batch` has to do, as tasks of the flow that is running, and finish it."""
    view.begin(len(batch.todo), batch.unchanged)
    if batch.todo:
        workers = min(workers, len(batch.todo))
        with _runner(workers, cluster, settings) as runner:
            for planned, outcome in _outcomes(runner, batch.todo, settings, workers * _AHEAD):
                view.document(batch.record(planned, outcome))
    return finish_batch(batch, view)


def _outcomes(
    runner: TaskRunner[Any], todo: tuple[PlannedJob, ...], settings: Settings, ahead: int
) -> Iterator[tuple[PlannedJob, Outcome]]:
    """The outcomes as they come, with no more than `ahead` tasks handed over at any time."""
    done: queue.SimpleQueue[tuple[PlannedJob, PrefectFuture[Any]]] = queue.SimpleQueue()
    waiting = iter(todo)
    under_way = 0
    while True:
        for planned in islice(waiting, ahead - under_way):
            future = runner.submit(extract_document, {"job": planned.job, "settings": settings})
            future.add_done_callback(_put(done, planned))
            under_way += 1
        if not under_way:
            return
        planned, future = done.get()
        under_way -= 1
        yield planned, _outcome(planned.job, future)


def _put(done: queue.SimpleQueue[Any], planned: PlannedJob) -> Callable[[PrefectFuture[Any]], None]:
    return lambda future: done.put((planned, future))


def _outcome(job: Job, future: PrefectFuture[Any]) -> Outcome:
    """What a finished task says; a task that was itself lost (a cluster's worker) is a lost document."""
    try:
        result = future.result(raise_on_failure=False)
    except Exception as problem:
        result = problem
    if isinstance(result, Outcome):
        return result
    if isinstance(result, DocumentFailedError):
        return result.outcome
    lost = WorkerLostError(str(job.source), f"{type(result).__name__}: {result}")
    return Outcome(job, 0.0, failure=Failure.of(lost), attempts=_RETRIES + 1)


@contextmanager
def _runner(workers: int, cluster: str | None, settings: Settings) -> Iterator[TaskRunner[Any]]:
    """Threads that each wait for a worker process, or a Dask cluster whose workers do."""
    if cluster is not None:
        with _dask_runner(workers, cluster) as runner:
            yield runner
        return
    shared_pool(Limits.of(settings)).start(workers)
    threads: TaskRunner[Any] = ThreadPoolTaskRunner(max_workers=workers)
    with threads:
        try:
            yield threads
        finally:
            # Before the threads are waited for: whoever is interrupted need not wait for the documents under way.
            close_shared_pools()


@contextmanager
def _dask_runner(workers: int, cluster: str) -> Iterator[TaskRunner[Any]]:
    try:
        from prefect_dask.task_runners import DaskTaskRunner
    except ImportError as problem:
        raise MissingExtraError("--cluster", "pip install 'dxextract[dask]'") from problem
    # A process and one thread for each document at a time; the document itself runs in a worker process below it.
    own = {"n_workers": workers, "threads_per_worker": 1, "processes": True, "dashboard_address": None}
    runner = DaskTaskRunner(cluster_kwargs=own) if cluster == "local" else DaskTaskRunner(address=cluster)
    with runner:
        try:
            assert runner.client
        except (OSError, TimeoutError, ValueError) as problem:
            raise ClusterError(cluster, f"{type(problem).__name__}: {problem}") from problem
        yield runner


def _leave_artifact(manifest: Manifest, out: str, view: Progress) -> None:
    """A table of the run among Prefect's artifacts; that it cannot be left is no fault of the batch."""
    try:
        create_markdown_artifact(summary_markdown(manifest, out), key="dxextract-batch", description=manifest.run.id)
    except Exception as problem:
        with suppress(ValueError):
            view.note(f"Prefect: {type(problem).__name__}: {problem}")


def run_once(options: BatchOptions, workers: int | None, cluster: str | None, progress: ProgressKind) -> Manifest:
    """The flow as `dxextract batch` runs it: the manifest that it leaves, whatever Prefect itself thinks of the run.

    Raises what made the batch impossible; PrefectServerError when that was Prefect, KeyboardInterrupt as it comes.
    """
    before = _stamp(options)
    settings = options.settings
    try:
        state: State[Any] = extract_plans(
            source=options.source,
            out=options.out,
            include=list(options.include),
            workers=workers,
            cluster=cluster,
            retry_failed=options.retry_failed,
            rules=settings.rules and str(settings.rules),
            ocr=settings.ocr,
            timeout=settings.document_timeout,
            memory_mb=settings.document_memory_mb,
            progress=progress,
            return_state=True,
        )
        result = state.result(raise_on_failure=False)
    except Exception as problem:
        result = problem
    else:
        totals = result.totals if isinstance(result, SomeDocumentsFailedError) else result
        if isinstance(totals, dict):
            _settle(state.state_details.flow_run_id, totals["read"])
    if isinstance(result, DxExtractError):
        raise result
    if _stamp(options) == before:
        detail = f"{type(result).__name__}: {result}"
        raise PrefectServerError(os.environ.get("PREFECT_API_URL", "Prefect"), detail)
    manifest = manifest_of(options)
    assert manifest is not None
    return manifest


def _stamp(options: BatchOptions) -> tuple[str, str | None] | None:
    """Which run the manifest is of, and when that ended; None without a manifest."""
    manifest = manifest_of(options)
    return None if manifest is None else (manifest.run.id, manifest.run.finished)


def _settle(flow_run_id: UUID | None, expected: int) -> None:
    """Let the server record what the run's tasks said, for a while: it does so in bundles, after the fact."""
    EventsWorker.drain_all(timeout=_SETTLE_SECONDS)
    done = {"type": {"any_": [kind.value for kind in TERMINAL_STATES]}}
    chosen = {"flow_runs": {"id": {"any_": [str(flow_run_id)]}}, "task_runs": {"state": done}}
    until = time.monotonic() + _SETTLE_SECONDS
    with suppress(Exception), get_client(sync_client=True) as client:
        while time.monotonic() < until:
            if client.request("POST", "/task_runs/count", json=chosen).json() >= expected:
                return
            time.sleep(0.2)


def main() -> None:
    """``python -m flows.extract_plans``: `dxextract batch`, which brings a server along."""
    from dxextract.cli import main as command

    sys.argv[:1] = ["dxextract", "batch"]
    command()


if __name__ == "__main__":
    main()
