"""Measures the batch, in parts: throughput, the flow's own cost, second runs, 1,000 documents killed five times.

    python benchmarks/batch.py [--only PART]… [--documents 1000] [--kills 5] [--work FOLDER] [--write]

Parts: throughput, flow, second, kills; each can be repeated alone. Figures are kept in benchmarks/batch.json, where
the new ones replace those of the same part; `--write` makes docs/performance-batch.md of them. Documents and outputs
stay in `--work` (output/benchmark-batch): second and kills go by what throughput left there. Where the machine does
other work meanwhile, processor time is what to go by.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "src"), str(ROOT / "benchmarks")]

from batch_inputs import mixed_documents, ten_page_documents, texts_of_one_municipality  # noqa: E402
from batch_page import render_page  # noqa: E402

from batches import options, without_times  # noqa: E402
from dxextract.schema.manifest import Manifest, load_manifest  # noqa: E402

FIGURES = ROOT / "benchmarks" / "batch.json"
PAGE = ROOT / "docs" / "performance-batch.md"
_WORKERS = 2
_TEN_PAGES = (60, 600)
"""How many documents of ten pages: what is fixed weighs much in the first run and little in the second."""

Figures = dict[str, Any]


def command(*arguments: str | Path, kill_after: float | None = None) -> Figures:
    """Run ``dxextract …``; seconds by the clock and of processors (its own, its server's, its workers'), memory in MB.

    With `kill_after` it is killed so many seconds after its first document.
    """
    # A server of its own: that is what a user gets.
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    asked = [sys.executable, "-m", "dxextract", *map(str, arguments)]
    began = time.perf_counter()
    environment = {**inherited, "PYTHONPATH": f"{ROOT}/src"}
    process = subprocess.Popen(asked, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment)
    assert process.stderr is not None
    memory: list[float] = []
    first: float | None = None
    for line in process.stderr:
        if b'"event":"document"' not in line:
            continue
        first = first or time.perf_counter()
        memory.append(_resident_mb(process.pid))
        if kill_after is not None and time.perf_counter() - first > kill_after:
            process.send_signal(signal.SIGKILL)
            break
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    return {
        "seconds": time.perf_counter() - began,
        "reading": time.perf_counter() - (first or began),
        "cpu": usage.ru_utime + usage.ru_stime,
        "memory_early": memory[len(memory) // 10] if memory else 0.0,
        "memory_late": memory[-1] if memory else 0.0,
    }


def batch(source: Path, out: Path, kill_after: float | None = None) -> Figures:
    """``dxextract batch`` with two workers."""
    asked = ("batch", source, "--out", out, "--workers", str(_WORKERS), "--log-format", "json")
    return command(*asked, kill_after=kill_after)


def _resident_mb(pid: int) -> float:
    from dxextract.batch.worker import resident_mb

    return resident_mb(pid) or 0.0


def throughput(work: Path, total: int, _kills: int) -> Figures:
    """One process and the batch over the same documents, one after the other, start-up included in both."""
    broken = mixed_documents(work / "in", total)
    for name in ("one", "out"):
        shutil.rmtree(work / name, ignore_errors=True)
    one = command("extract", work / "in", "--out", work / "one")
    whole = batch(work / "in", work / "out")
    manifest = load_manifest(work / "out")
    check(manifest, broken)
    return {
        "documents": total,
        "broken": len(broken),
        "pages": sum(entry.page_count or 0 for entry in manifest.documents),
        "one": one,
        "batch": whole,
    }


def check(manifest: Manifest, broken: dict[str, str]) -> None:
    """Exactly the broken documents have failed, each with its code."""
    failed = {entry.path: entry.error.code for entry in manifest.documents if entry.error}
    assert failed == broken, set(failed.items()) ^ set(broken.items())


def flow(work: Path, _total: int, _kills: int) -> Figures:
    """Processor time of the flow (this process), its server and the workers over documents of ten pages."""
    runs = []
    for documents in _TEN_PAGES:
        ten_page_documents(work / f"ten-{documents}", documents)
        shutil.rmtree(work / "flow", ignore_errors=True)
        runs.append(_flow_cost(work / f"ten-{documents}", work / "flow"))
    return {"runs": runs}


def _flow_cost(source: Path, work: Path) -> Figures:
    from flows.server import local_server

    with local_server(work / "prefect") as url:
        os.environ.update(PREFECT_API_URL=url, PREFECT_LOGGING_LEVEL="CRITICAL", PREFECT_LOGGING_TO_API_ENABLED="false")
        from prefect.settings import PREFECT_API_URL, temporary_settings

        from flows.running import run_once

        gc.freeze()  # as the command does

        (server,) = [pid for pid in _children() if b"server.py" in Path(f"/proc/{pid}/cmdline").read_bytes()]
        with temporary_settings({PREFECT_API_URL: url}):
            before = _children_cpu()
            run_once(options(source, work / "warm", include=("000.pdf",)), 1, None, "none")
            one = _children_cpu() - before  # a worker's start, and a document
            own, recorded, before = time.process_time(), _cpu(server), _children_cpu()
            manifest = run_once(options(source, work / "out"), _WORKERS, None, "none")
            own, recorded, workers = time.process_time() - own, _cpu(server) - recorded, _children_cpu() - before
    documents = len(manifest.documents)
    # Two workers' starts and all documents, less twice the above, are the documents but two.
    reading = (workers - _WORKERS * one) / (documents - _WORKERS)
    return {
        "documents": documents,
        "flow": own / documents,
        "server": recorded / documents,
        "work": reading,
        "start": one - reading,
    }


def _children() -> list[int]:
    return [int(pid) for pid in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()]


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _children_cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def second(work: Path, total: int, _kills: int) -> Figures:
    """Second runs over unchanged documents: those of throughput, and as many texts of one municipality."""
    _undisturbed(work, total)
    texts_of_one_municipality(work / "texts", total)
    shutil.rmtree(work / "texts-out", ignore_errors=True)
    first = batch(work / "texts", work / "texts-out")
    again = {"mixed": batch(work / "in", work / "out"), "texts": batch(work / "texts", work / "texts-out")}
    for name in ("out", "texts-out"):
        totals = load_manifest(work / name).totals
        assert totals.skipped + totals.failed == total, totals
    return {"documents": total, "texts_first": first, **again}


def kills(work: Path, total: int, times: int) -> Figures:
    """A batch killed at random moments of its work and begun again has the manifest of the undisturbed one."""
    seconds = _undisturbed(work, total)
    shutil.rmtree(work / "killed", ignore_errors=True)
    rng = random.Random(1)
    for _ in range(times):
        batch(work / "in", work / "killed", kill_after=rng.uniform(0, seconds / (times + 1)))
    batch(work / "in", work / "killed")
    assert not list((work / "killed").rglob(".dxextract-*.tmp")), "part of a file"
    resumed, undisturbed = load_manifest(work / "killed"), load_manifest(work / "out")
    assert resumed.run.resumed == times
    assert _without_state(resumed) == _without_state(undisturbed)
    return {"documents": total, "kills": times}


def _without_state(manifest: Manifest) -> Figures:
    """What does not tell whether a second run has been over the same documents since."""
    content = without_times(manifest)
    del content["totals"]
    for entry in content["documents"]:
        del entry["state"]
    return content


def _undisturbed(work: Path, total: int) -> float:
    """Bring up to date what `throughput` left, or make it; the seconds that reading takes."""
    mixed_documents(work / "in", total)
    batch(work / "in", work / "out")
    return sum(entry.seconds for entry in load_manifest(work / "out").documents) / _WORKERS


PARTS: dict[str, Callable[[Path, int, int], Figures]] = {
    "throughput": throughput,
    "flow": flow,
    "second": second,
    "kills": kills,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=PARTS, action="append", help="measure only this part; may be repeated")
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--work", type=Path, default=ROOT / "output" / "benchmark-batch", help="kept for the next time")
    parser.add_argument("--write", action="store_true", help="write docs/performance-batch.md")
    given = parser.parse_args()
    figures: Figures = json.loads(FIGURES.read_text("utf-8")) if FIGURES.exists() else {}
    for name in given.only or PARTS:
        began = [os.getloadavg()[0], time.perf_counter()]
        measured = PARTS[name](given.work.resolve(), given.documents, given.kills)
        load = [round(began[0], 1), round(os.getloadavg()[0], 1)]
        figures[name] = {**measured, "load": load, "date": time.strftime("%Y-%m-%d")}
        print(name, f"{time.perf_counter() - began[1]:.0f} s", json.dumps(figures[name]), file=sys.stderr, flush=True)
    FIGURES.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")
    if given.write:
        PAGE.write_text(render_page(figures), "utf-8")


if __name__ == "__main__":
    main()
