"""The parent's side of worker processes: kept warm, watched, ended when they exceed a limit, replaced when they die.

Decides when a process is ended and which error its document then has, so that a crash, a hang or a kill for want of
memory costs one document. Safe to use from several threads: each `run` has a process to itself. What runs in a process
is the caller's task. Jobs can be begun before anybody asks for their outcome, so that no process waits for its parent.
"""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import islice
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO

from dxextract.batch import worker
from dxextract.batch.jobs import Failure, Job, Outcome, run_job
from dxextract.batch.storage import Location
from dxextract.errors import DxExtractError, MemoryLimitError, TimeLimitError, UnexpectedError, WorkerLostError

if TYPE_CHECKING:
    from dxextract.settings import Settings

Task = Callable[[Job], Outcome]
"""What a worker process does with a job; importable by a new process (a module's function, or a partial of one)."""

AHEAD = 32
"""Documents that are begun for each worker: it reads for some seconds without its parent, whose memory stays flat."""
_LOOK_EVERY = 0.1
"""Seconds between two looks at the memory of a busy process."""
_NEARLY = 0.8
"""A process that dies by itself with this share of its memory limit in use died of want of memory."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take, in seconds by the clock and MB of resident memory; None: no limit."""

    seconds: float | None = None
    memory_mb: int | None = None

    @classmethod
    def of(cls, settings: Settings) -> Limits:
        """The limits that `settings` name."""
        return cls(settings.document_timeout, settings.document_memory_mb)


class _Process:
    """One child process. Used by one thread at a time."""

    def __init__(self, limits: Limits, warm: bool) -> None:
        self._limits = limits
        self._child = subprocess.Popen(
            [sys.executable, "-c", "from dxextract.batch.worker import main; main()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            # A group of its own, so that what it starts (tesseract) ends with it, and a Ctrl-C leaves it alone.
            start_new_session=True,
        )
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        self._stdin: Any = self._child.stdin
        self._answers: queue.SimpleQueue[Any] = queue.SimpleQueue()
        threading.Thread(target=_read, args=(self._child.stdout, self._answers), daemon=True).start()
        self._ready = False
        self._tell(worker.Start(tuple(sys.path), limits.seconds, limits.memory_mb, warm))

    def run(self, task: Task, job: Job) -> Outcome:
        """The outcome of `job`. Raises a DxExtractError when the process had to be ended or was lost."""
        if not self._ready:
            self._answer(None)
            self._ready = True
        self._tell((task, job))
        answer = self._answer(job)
        if isinstance(answer, worker.Raised):
            raise UnexpectedError(str(job.source), answer.message)
        assert isinstance(answer, worker.Done)
        outcome: Outcome = answer.result
        return outcome.with_peak(answer.peak_mb)

    def grown(self) -> bool:
        """Whether what the process holds between two documents has come near its limit."""
        held = worker.resident_mb(self._child.pid)
        return self._limits.memory_mb is not None and held is not None and held > self._limits.memory_mb / 2

    def end(self) -> None:
        """End the process and all that it started."""
        with suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(self._child.pid, signal.SIGKILL)
            else:
                self._child.kill()
        self._child.wait()
        with suppress(OSError):
            self._stdin.close()

    def _tell(self, message: object) -> None:
        with suppress(OSError):  # a process that is gone says so when its answer is awaited
            worker.send(self._stdin, message)

    def _answer(self, job: Job | None) -> Any:
        """The next answer; looks at the limits meanwhile when a job is under way (start-up has no limit)."""
        subject = "" if job is None else str(job.source)
        started, held = time.monotonic(), 0.0
        while True:
            try:
                answer = self._answers.get(timeout=_LOOK_EVERY)
            except queue.Empty:
                if job is not None:
                    held = self._check(started, subject)
                continue
            if answer is not None:
                return answer
            memory = self._limits.memory_mb
            if memory is not None and held > memory * _NEARLY:
                raise MemoryLimitError(subject, f"{held:.0f} MB of {memory} MB, {self._how_it_ended()}")
            raise WorkerLostError(subject, self._how_it_ended())

    def _check(self, started: float, subject: str) -> float:
        held = worker.resident_mb(self._child.pid) or 0.0
        seconds, memory = self._limits.seconds, self._limits.memory_mb
        if memory is not None and held > memory:
            raise MemoryLimitError(subject, f"{held:.0f} MB > {memory} MB")
        if seconds is not None and time.monotonic() - started > seconds:
            raise TimeLimitError(subject, f"> {seconds:g} s")
        return held

    def _how_it_ended(self) -> str:
        code = self._child.wait()
        if code >= 0:
            return f"exit code {code}"
        with suppress(ValueError):
            return signal.Signals(-code).name
        return f"signal {-code}"


def _read(stream: BinaryIO, answers: queue.SimpleQueue[Any]) -> None:
    """Hand on what the child says; None once it is gone."""
    with suppress(EOFError, OSError), stream:
        while True:
            answers.put(worker.receive(stream))
    answers.put(None)


class WorkerPool:
    """Worker processes for any number of threads. `warm`: load the extractor when a process starts."""

    def __init__(self, limits: Limits | None = None, *, warm: bool = True) -> None:
        self.limits = limits or Limits()
        self._warm = warm
        self._idle: list[_Process] = []
        self._busy: set[_Process] = set()
        self._begun: dict[Location, Future[Outcome]] = {}
        self._threads: ThreadPoolExecutor | None = None
        self._lock = threading.Lock()
        self._closed = False

    def __enter__(self) -> WorkerPool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def busy(self) -> int:
        """How many documents are under way."""
        return len(self._busy)

    def start(self, count: int) -> None:
        """Begin to start processes until there are `count`: they load while the caller does something else.

        The first call decides how many of the jobs that are begun beforehand run at a time.
        """
        self._threads = self._threads or ThreadPoolExecutor(count)
        while len(self._idle) + len(self._busy) < count:
            process = _Process(self.limits, self._warm)
            with self._lock:
                self._idle.append(process)

    def begin(self, task: Task, jobs: Iterable[Job]) -> None:
        """Begin `jobs`, one after the other, in the processes of this pool, which has been started."""
        assert self._threads is not None
        for job in jobs:
            if job.target not in self._begun:
                self._begun[job.target] = self._threads.submit(self._run, task, job)

    def run(self, task: Task, job: Job) -> Outcome:
        """The outcome of `job`, which was begun before or is now; what happens to its process is in the outcome too."""
        begun = self._begun.pop(job.target, None)
        return self._run(task, job) if begun is None else begun.result()

    def _run(self, task: Task, job: Job) -> Outcome:
        process = self._take()
        started = time.perf_counter()
        try:
            outcome = process.run(task, job)
        except DxExtractError as problem:
            self._drop(process)
            return Outcome(job, time.perf_counter() - started, failure=Failure.of(problem))
        except BaseException:
            self._drop(process)
            raise
        if process.grown():
            self._drop(process)
        else:
            self._give_back(process)
        return outcome

    def close(self) -> None:
        """End all processes, also those that other threads wait for: their documents are lost."""
        with self._lock:
            self._closed = True
            processes = [*self._idle, *self._busy]
            self._idle.clear()
        if self._threads is not None:
            self._threads.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.end()

    def _take(self) -> _Process:
        with self._lock:
            process = self._idle.pop() if self._idle else None
            if process is not None:
                self._busy.add(process)
                return process
        process = _Process(self.limits, self._warm)
        with self._lock:
            self._busy.add(process)
        return process

    def _give_back(self, process: _Process) -> None:
        with self._lock:
            self._busy.discard(process)
            if not self._closed:
                self._idle.append(process)
                return
        process.end()

    def _drop(self, process: _Process) -> None:
        with self._lock:
            self._busy.discard(process)
        process.end()


_shared: dict[Limits, WorkerPool] = {}


def shared_pool(limits: Limits) -> WorkerPool:
    """The worker processes of this process (a batch's own, or a Dask worker's), kept from document to document."""
    return _shared.setdefault(limits, WorkerPool(limits))


def read_ahead(jobs: Iterable[Job], workers: int, settings: Settings) -> None:
    """Let `workers` shared processes begin the first of `jobs`, before anybody asks for their outcomes."""
    first = list(islice(jobs, workers * AHEAD))
    pool = shared_pool(Limits.of(settings))
    pool.start(min(workers, len(first)))
    pool.begin(partial(run_job, settings=settings), first)


def close_shared_pools() -> None:
    """End the shared worker processes, those that are busy too."""
    while _shared:
        _shared.popitem()[1].close()


def run_jobs(
    jobs: Sequence[Job], workers: int = 1, task: Task = run_job, limits: Limits | None = None, *, warm: bool = True
) -> Iterator[Outcome]:
    """The outcomes as they come: in order and in this process with one worker, else from `workers` processes.

    `task` must be importable by a new process. Whatever happens to a process costs only the document that it had. No
    more jobs are under way than there are workers.
    """
    if workers <= 1 or len(jobs) <= 1:
        yield from map(task, jobs)
        return
    with WorkerPool(limits, warm=warm) as pool, ThreadPoolExecutor(workers) as threads:
        try:
            waiting = iter(jobs)
            under_way: set[Future[Outcome]] = set()
            while True:
                for job in waiting:
                    under_way.add(threads.submit(pool.run, task, job))
                    if len(under_way) >= workers:
                        break
                if not under_way:
                    return
                done, under_way = wait(under_way, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in done)
        finally:
            # The threads end when their processes do; whoever stops reading the outcomes need not wait for them.
            pool.close()
