"""A batch as a Prefect flow: one task for each document, each in a worker process with limits.

Decides what Prefect sees: a task for each document, named after it, tried again after faults that pass, failed where
the document failed; a table of the run as an artifact; a flow that fails when any document did. What was done is in
the manifest of the output folder, which does not rely on Prefect's own records. This file imports nothing beside it, so
that a deployment can load it from its path; what the command does about the flow is in running.py.

    python -m flows.extract_plans SOURCE [--out DIR] [--workers N]   # the same as dxextract batch
"""

from __future__ import annotations

import os
import queue
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Literal

# Prefect reads these when it is imported: no telemetry, unless the user's own environment says otherwise.
os.environ.setdefault("DO_NOT_TRACK", "1")
os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")

from prefect import Task, flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.context import FlowRunContext, TaskRunContext
from prefect.futures import PrefectConcurrentFuture, PrefectFuture
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from dxextract.batch.jobs import Failure, Job, Outcome, run_job
from dxextract.batch.planning import PlannedJob
from dxextract.batch.pool import AHEAD, Limits, close_shared_pools, read_ahead, shared_pool
from dxextract.batch.progress import Progress, ProgressKind, progress_view
from dxextract.batch.publish import finish_batch
from dxextract.batch.session import Batch, BatchOptions, open_batch
from dxextract.batch.summary import summary_markdown
from dxextract.errors import ClusterError, MissingExtraError, WorkerLostError
from dxextract.schema.manifest import Manifest
from dxextract.settings import Settings

_RETRIES = 2
_RETRY_DELAYS = [1.0, 10.0]


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


@dataclass(frozen=True, slots=True)
class Handed:
    """What a caller in this process hands to the flow, whose parameters are text: an open batch, and its task.

    `done` is called when all tasks are.
    """

    batch: Batch
    task: Task[..., Outcome] = extract_document
    done: Callable[[], None] = lambda: None


HANDED: ContextVar[Handed | None] = ContextVar("HANDED", default=None)


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
    with progress_view(progress) as view, _handed(options) as handed:
        batch = handed.batch
        manifest = run_batch(handed, settings, workers or os.cpu_count() or 1, cluster, view)
        _leave_artifact(manifest, str(out), view)
    totals = {**manifest.totals.model_dump(), "read": len(batch.todo)}
    failed = [entry for entry in manifest.documents if entry.result == "failed"]
    if failed:
        lines = "\n".join(entry.error.message for entry in failed[:20] if entry.error)
        raise SomeDocumentsFailedError(f"{len(failed)} of {len(manifest.documents)} documents failed:\n{lines}", totals)
    return totals


def _handed(options: BatchOptions) -> AbstractContextManager[Handed]:
    """What was handed to the flow; else a batch of its own."""
    given = HANDED.get()
    return nullcontext(given) if given is not None else _own(options)


@contextmanager
def _own(options: BatchOptions) -> Iterator[Handed]:
    with open_batch(options) as batch:
        yield Handed(batch)


def run_batch(handed: Handed, settings: Settings, workers: int, cluster: str | None, view: Progress) -> Manifest:
    """Do what the batch has to do, as tasks of the flow that is running, and finish it."""
    batch = handed.batch
    view.begin(len(batch.todo), batch.unchanged)
    if batch.todo:
        workers = min(workers, len(batch.todo))
        with _runner(workers, cluster) as runner:
            begin = None if cluster else partial(read_ahead, workers=workers, settings=settings)
            for planned, outcome in _outcomes(runner, handed, settings, workers * AHEAD, begin):
                view.document(batch.record(planned, outcome))
                _forget_results()
        handed.done()
    return finish_batch(batch, view)


def _forget_results() -> None:
    """Let go of what Prefect keeps of each result (its state), for flows that hand results on to other tasks."""
    context = FlowRunContext.get()
    if context is not None:
        context.run_results.clear()


def _outcomes(
    runner: TaskRunner[Any],
    handed: Handed,
    settings: Settings,
    ahead: int,
    begin: Callable[[Iterable[Job]], None] | None,
) -> Iterator[tuple[PlannedJob, Outcome]]:
    """The outcomes as they come, with no more than `ahead` tasks handed over at any time.

    `begin` lets the documents be read before their tasks ask for them, so that no worker waits for Prefect.
    """
    done: queue.SimpleQueue[tuple[PlannedJob, PrefectFuture[Any]]] = queue.SimpleQueue()
    waiting = iter(handed.batch.todo)
    under_way = 0
    while True:
        new = list(islice(waiting, ahead - under_way))
        if begin is not None and new:
            begin(planned.job for planned in new)
        for planned in new:
            future = runner.submit(handed.task, {"job": planned.job, "settings": settings})
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
        result = _result(future)
    except Exception as problem:
        result = problem
    if isinstance(result, Outcome):
        return result
    if isinstance(result, DocumentFailedError):
        return result.outcome
    lost = WorkerLostError(str(job.source), f"{type(result).__name__}: {result}")
    return Outcome(job, 0.0, failure=Failure.of(lost), attempts=_RETRIES + 1)


def _result(future: PrefectFuture[Any]) -> Any:
    """What the task returned or raised. In this process without Prefect's event loop, whose way takes 1.5 ms."""
    if not isinstance(future, PrefectConcurrentFuture):
        return future.result(raise_on_failure=False)
    data = future.wrapped_future.result().data
    return getattr(data, "result", data)  # a record of what was returned, or the exception itself


@contextmanager
def _runner(workers: int, cluster: str | None) -> Iterator[TaskRunner[Any]]:
    """Threads that each wait for a worker process, or a Dask cluster whose workers do."""
    if cluster is not None:
        with _dask_runner(workers, cluster) as runner:
            yield runner
        return
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


def main() -> None:
    """``python -m flows.extract_plans``: `dxextract batch`, which brings a server along."""
    from dxextract.cli import main as command

    sys.argv[:1] = ["dxextract", "batch"]
    command()


if __name__ == "__main__":
    main()
