"""Many documents: which files, which output names, one after the other or in worker processes, one outcome for each.

Decides what counts as an input in a folder, how two inputs of one name are kept apart, and that a failure is a record
beside the results: a document that cannot be read, meets a fault of the program, or takes its worker down never stops
the others. Prints nothing; the CLI and the flow do.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import time
import traceback
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dxextract.errors import (
    DxExtractError,
    NoPlansFoundError,
    OutputNotWritableError,
    UnexpectedError,
    UnreadableInputError,
    WorkerLostError,
)
from dxextract.export.json import write_atomically, write_plan

if TYPE_CHECKING:
    from dxextract.settings import Settings

INPUT_SUFFIXES = frozenset({".pdf", ".txt", ".md"})


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read, and the folder below the output folder that its JSON goes to."""

    path: Path
    folder: Path = Path()


@dataclass(frozen=True, slots=True)
class Job:
    """One document: read `source`, write `target`."""

    source: Path
    target: Path


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job: its counts, or the line that says why there are none.

    `trace` is the traceback of a fault of the program, empty otherwise.
    """

    job: Job
    seconds: float
    title: str | None = None
    measures: int = 0
    kpis: int = 0
    schedule: int = 0
    diagnostics: int = 0
    failure: str | None = None
    trace: str = ""


def find_inputs(paths: Iterable[Path]) -> tuple[tuple[Input, ...], tuple[DxExtractError, ...]]:
    """The files that `paths` name, each once, and what is wrong with the other paths.

    A file is taken whatever its name; a folder gives its ``.pdf``, ``.txt`` and ``.md`` files at any depth, sorted,
    without hidden ones, and keeps its own structure in the output.
    """
    inputs: dict[Path, Input] = {}
    problems: list[DxExtractError] = []
    for path in paths:
        if path.is_dir():
            found = _files_below(path)
            if not found:
                problems.append(NoPlansFoundError(str(path)))
            for file in found:
                inputs.setdefault(file.resolve(), Input(file, file.parent.relative_to(path)))
        elif path.exists():
            inputs.setdefault(path.resolve(), Input(path))
        else:
            problems.append(UnreadableInputError(str(path), "not found"))
    return tuple(inputs.values()), tuple(problems)


def _files_below(folder: Path) -> list[Path]:
    found: list[Path] = []
    for top, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [
            Path(top, name)
            for name in names
            if not name.startswith(".") and Path(name).suffix.casefold() in INPUT_SUFFIXES
        ]
    return sorted(found)


def plan_jobs(inputs: Sequence[Input], out: Path) -> tuple[Job, ...]:
    """Each input with its own target below `out`, also on file systems that ignore case.

    ``<stem>.json`` where no other input of the call would be written there; else ``<file name>.json`` (``a.pdf.json``
    beside ``a.txt.json``), else ``<folder>-<file name>.json``, else the same with a hash of the path.
    """
    levels = [0] * len(inputs)
    while True:
        targets = [
            out / item.folder / f"{_NAMES[level](item.path)}.json" for item, level in zip(inputs, levels, strict=True)
        ]
        keys = [unicodedata.normalize("NFC", str(target)).casefold() for target in targets]
        counts = Counter(keys)
        clashing = [i for i, key in enumerate(keys) if counts[key] > 1 and levels[i] < len(_NAMES) - 1]
        if not clashing:
            return tuple(Job(item.path, target) for item, target in zip(inputs, targets, strict=True))
        for i in clashing:
            levels[i] += 1


_NAMES: tuple[Callable[[Path], str], ...] = (
    lambda path: path.stem,
    lambda path: path.name,
    lambda path: f"{path.resolve().parent.name}-{path.name}",
    lambda path: f"{path.name}-{hashlib.sha256(os.fsencode(path.resolve())).hexdigest()[:8]}",
)


def prepare_output(out: Path) -> None:
    """Make the output folder and try to write in it. Raises OutputNotWritableError."""
    probe = out / f".dxextract-{os.getpid()}.probe"
    write_atomically(probe, b"")
    try:
        probe.unlink()
    except OSError as problem:
        raise OutputNotWritableError(str(out), problem.strerror or "") from problem


def run_job(job: Job, settings: Settings | None = None) -> Outcome:
    """Read, extract and write one document. Every failure is in the outcome; raises nothing but interrupts."""
    # Costs a second or two, which a parent of worker processes and a usage error need not pay.
    from dxextract.pipeline import extract

    started = time.perf_counter()
    try:
        plan = extract(job.source, settings)
        write_plan(plan, job.target)
    except DxExtractError as problem:
        return Outcome(job, time.perf_counter() - started, failure=str(problem))
    except Exception as problem:  # a fault of the program in one document must not cost the others theirs
        failure = UnexpectedError(str(job.source), f"{type(problem).__name__}: {problem}".replace("\n", " "))
        return Outcome(job, time.perf_counter() - started, failure=str(failure), trace=traceback.format_exc())
    return Outcome(
        job,
        time.perf_counter() - started,
        title=plan.plan.title,
        measures=len(plan.measures),
        kpis=len(plan.kpis),
        schedule=len(plan.schedule),
        diagnostics=len(plan.diagnostics),
    )


def run_jobs(jobs: Sequence[Job], workers: int = 1, task: Callable[[Job], Outcome] = run_job) -> Iterator[Outcome]:
    """The outcomes as they come: in order and in this process with one worker, else from `workers` processes.

    `task` must be importable by a new process. A worker that dies takes only its own document along: the documents
    that were under way are run again, each in a process of its own, and the one that dies there is a WorkerLostError.
    """
    if workers <= 1 or len(jobs) <= 1:
        yield from map(task, jobs)
        return
    waiting = list(reversed(jobs))
    while waiting:
        under_way: dict[Future[Outcome], Job] = {}
        suspects: list[Job] = []
        with _pool(min(workers, len(waiting))) as pool:
            while (waiting and not suspects) or under_way:
                while waiting and not suspects and len(under_way) < workers:
                    job = waiting.pop()
                    try:
                        under_way[pool.submit(task, job)] = job
                    except BrokenProcessPool:
                        suspects.append(job)
                for future in wait(under_way, return_when=FIRST_COMPLETED).done:
                    job = under_way.pop(future)
                    try:
                        yield future.result()
                    except BrokenProcessPool:
                        suspects.append(job)
        yield from (_run_alone(job, task) for job in suspects)


def _run_alone(job: Job, task: Callable[[Job], Outcome]) -> Outcome:
    started = time.perf_counter()
    with _pool(1) as pool:
        try:
            return pool.submit(task, job).result()
        except BrokenProcessPool:
            return Outcome(job, time.perf_counter() - started, failure=str(WorkerLostError(str(job.source))))


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))
