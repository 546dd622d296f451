"""Worker processes: each job has one outcome, and what a document does to its process costs only that document."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import CancelledError
from pathlib import Path

import pytest

from batches import plan_facts
from dxextract.batch import Job, Outcome, run_jobs
from dxextract.batch.pool import Limits, WorkerPool


def by_name(job: Job) -> Outcome:
    """A task that does what the name of its source says; runs in worker processes."""
    what = job.name
    if what.startswith("kill"):
        os.kill(os.getpid(), signal.SIGKILL)
    if what.startswith("abort"):
        os.abort()
    if what.startswith("exit"):
        os._exit(3)
    if what.startswith("raise"):
        raise RuntimeError("a fault of the program")
    if what.startswith("hang"):
        threading.Event().wait()
    if what.startswith("print"):
        os.write(1, b"a library speaks\n")
    if what.startswith("grow"):
        held = []
        while True:
            held.append(b"\1" * 4_000_000)
    return Outcome(job, 0.0, plan=plan_facts(title=f"{what} {os.getpid()}"))


def jobs(*names: str) -> list[Job]:
    return [Job(Path(name), Path(f"{name}.json")) for name in names]


def failures(outcomes: list[Outcome]) -> dict[str, str]:
    return {outcome.job.name: outcome.failure.code for outcome in outcomes if outcome.failure is not None}


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_every_job_has_one_outcome(workers: int) -> None:
    outcomes = list(run_jobs(jobs(*"01234"), workers, by_name, warm=False))
    assert sorted(outcome.job.name for outcome in outcomes) == list("01234")
    assert failures(outcomes) == {}


def test_whatever_a_document_does_costs_only_that_document() -> None:
    names = ["0", "kill", "1", "abort", "2", "exit", "3", "raise", "4", "grow", "5", "print"]
    outcomes = list(run_jobs(jobs(*names), 2, by_name, Limits(memory_mb=300), warm=False))
    assert sorted(outcome.job.name for outcome in outcomes) == sorted(names)
    grown = failures(outcomes)
    assert grown.pop("grow") in ("E156", "E999")  # ended by the watch, or refused more by its own cap
    assert grown == {"kill": "E113", "abort": "E113", "exit": "E113", "raise": "E999"}


def test_a_document_that_hangs_is_ended() -> None:
    with WorkerPool(Limits(seconds=0.2), warm=False) as pool:
        assert failures([pool.run(by_name, jobs("hang")[0])]) == {"hang": "E155"}


def test_a_lost_process_is_said_to_be_lost_and_may_be_tried_again() -> None:
    with WorkerPool(warm=False) as pool:
        (job,) = jobs("kill")
        outcome = pool.run(by_name, job)
        assert outcome.failure is not None
        assert outcome.failure.passing
        assert not outcome.failure.lasting
        assert outcome.failure.message.startswith("E113 kill: ")
        assert outcome.failure.message.endswith("[SIGKILL]")


def test_a_process_is_kept_for_the_next_document() -> None:
    with WorkerPool(warm=False) as pool:
        pids = {pool.run(by_name, job).plan.title.split()[1] for job in jobs("a", "b", "c")}  # type: ignore[union-attr]
    assert len(pids) == 1


def test_what_was_begun_is_read_once_by_as_many_processes_as_were_started(tmp_path: Path) -> None:
    begun = [Job(tmp_path / name, tmp_path / f"{name}.json") for name in ("a", "b", "kill", "c", "d")]
    with WorkerPool(warm=False) as pool:
        pool.start(2)
        pool.begin(leave_a_mark, begun)
        pool.begin(leave_a_mark, begun)
        outcomes = [pool.run(leave_a_mark, job) for job in begun]
        assert failures(outcomes) == {"kill": "E113"}
        assert sorted(tmp_path.iterdir()) == [tmp_path / "marks"]
        names, pids = zip(*(line.split() for line in (tmp_path / "marks").read_text().splitlines()), strict=True)
        assert sorted(names) == ["a", "b", "c", "d", "kill"]
        assert len(set(pids)) <= 3  # two, and one in the place of the killed one
        assert pool.run(leave_a_mark, begun[0]).failure is None
    assert (tmp_path / "marks").read_text().count("a ") == 2


def leave_a_mark(job: Job) -> Outcome:
    """A task that notes that it was done, and then does what the name of its source says."""
    assert isinstance(job.source, Path)
    with (job.source.parent / "marks").open("a") as marks:
        marks.write(f"{job.name} {os.getpid()}\n")
    return by_name(job)


def test_what_was_begun_and_never_asked_for_ends_with_the_pool() -> None:
    pool = WorkerPool(warm=False)
    hang, waiting = jobs("hang", "a")
    pool.start(1)
    pool.begin(by_name, [hang, waiting])
    while not pool.busy:
        threading.Event().wait(0.01)
    pool.close()
    assert failures([pool.run(by_name, hang)]) == {"hang": "E113"}
    with pytest.raises(CancelledError):
        pool.run(by_name, waiting)


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="peaks are known on Linux only")
def test_the_peak_is_each_documents_own() -> None:
    with WorkerPool(warm=False) as pool:
        big, small = (pool.run(allocate, job) for job in jobs("200", "1"))
    assert big.peak_memory_mb is not None
    assert small.peak_memory_mb is not None
    assert big.peak_memory_mb - small.peak_memory_mb > 150


def allocate(job: Job) -> Outcome:
    """A task that takes as many MB as its source is called, for a moment."""
    return Outcome(job, float(len(b"\1" * (int(job.name) * 1_000_000))) * 0)


def test_closing_the_pool_ends_what_is_under_way() -> None:
    pool = WorkerPool(warm=False)
    found: list[Outcome] = []
    (job,) = jobs("hang")
    thread = threading.Thread(target=lambda: found.append(pool.run(by_name, job)))
    thread.start()
    while not pool.busy:
        thread.join(0.01)
    pool.close()
    thread.join()
    assert failures(found) == {"hang": "E113"}


@pytest.mark.skipif(not Path("/proc").exists(), reason="processes are looked up in /proc")
def test_processes_die_with_their_parent() -> None:
    program = (
        "import sys, threading; from pathlib import Path; from dxextract.batch.pool import WorkerPool\n"
        "from tests.batch.test_pool import by_name, jobs\n"
        "pool = WorkerPool(warm=False)\n"
        "print(pool.run(by_name, jobs('a')[0]).plan.title.split()[1], flush=True)\n"
        "pool.run(by_name, jobs('hang')[0])\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, env=environment) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.send_signal(signal.SIGKILL)
    while _runs(child):
        threading.Event().wait(0.01)


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
