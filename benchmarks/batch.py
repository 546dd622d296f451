"""Measures the batch: 1,000 documents killed five times, throughput, the flow's own cost, memory, a second run.

    python benchmarks/batch.py [--documents 1000] [--kills 5] [--work FOLDER] [--figures FILE] [--write]

Documents: the samples, the synthetic generator's plans (families that rules are written against), 5 % broken. `--write`
puts the figures into docs/performance-batch.md. Processor time is what counts where the machine is shared.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from itertools import count, cycle
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "src")]

from bad_inputs import CASES  # noqa: E402
from batches import without_times  # noqa: E402
from dxextract.schema.manifest import Manifest, load_manifest  # noqa: E402

_BROKEN_SHARE = 0.05
_PAGES = 10


def make_documents(folder: Path, total: int) -> dict[str, str]:
    """Write `total` documents into `folder`; the error codes of the broken ones by path."""
    from tests.synthetic.families import FAMILIES, render

    broken: dict[str, str] = {}
    folder.mkdir(parents=True)
    for number, (name, make, code) in zip(range(round(total * _BROKEN_SHARE)), cycle(CASES), strict=False):
        path = folder / f"壊れた {number:03}-{name}"
        make(path)
        broken[path.name] = code
    samples = sorted((ROOT / "samples").glob("*.[pt][dx][ft]"))
    for path in samples:
        shutil.copy(path, folder / path.name)
    families = [name for name, family in FAMILIES.items() if not family.held_out and not family.large]
    todo = total - len(broken) - len(samples)
    for number, name in zip(range(todo), cycle(families), strict=False):
        rendering = render(name, 1000 + number)
        place = folder / f"{number % 47:02}"
        place.mkdir(exist_ok=True)
        (place / f"{name}-{number}{rendering.suffix}").write_bytes(rendering.data)
    return broken


def batch(source: Path, out: Path, workers: int, kill_after: float | None = None) -> dict[str, float]:
    """Run the command; seconds by the clock and of processors (its own, its server's, its workers'), memory in MB.

    With `kill_after` it is killed so many seconds after its first document.
    """
    command = [sys.executable, "-m", "dxextract", "batch", str(source), "--out", str(out), "--workers", str(workers)]
    began = time.perf_counter()
    # A server of its own: that is what a user gets.
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    environment = {**inherited, "PYTHONPATH": f"{ROOT}/src"}
    process = subprocess.Popen([*command, "--log-format", "json"], stderr=subprocess.PIPE, env=environment)
    assert process.stderr is not None
    memory: list[float] = []
    first: float | None = None
    for line in process.stderr:
        event = json.loads(line) if line.startswith(b"{") else {}
        if event.get("event") == "document":
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


def _resident_mb(pid: int) -> float:
    from dxextract.batch.worker import resident_mb

    return resident_mb(pid) or 0.0


def check(manifest: Manifest, broken: dict[str, str]) -> None:
    """Exactly the broken documents have failed, each with its code."""
    failed = {entry.path: entry.error.code for entry in manifest.documents if entry.error}
    assert failed == broken, set(failed.items()) ^ set(broken.items())


def killed_and_resumed(source: Path, out: Path, kills: int, reading: float, seed: int) -> Manifest:
    """Kill the batch `kills` times at random moments of its work, then let it finish."""
    rng = random.Random(seed)
    for _ in range(kills):
        batch(source, out, 2, kill_after=rng.uniform(0, reading / (kills + 1)))
    batch(source, out, 2)
    assert not list(out.rglob(".dxextract-*.tmp")), "part of a file"
    return load_manifest(out)


def one_process(source: Path, out: Path, names: list[str]) -> dict[str, float]:
    """Read the documents `names` in this process, one after the other, once it is warm."""
    from dxextract.batch import Job, run_job

    jobs = [Job(source / name, out / f"{n}.json") for n, name in enumerate(names)]
    run_job(jobs[0])
    began, before = time.perf_counter(), time.process_time()
    for job in jobs:
        run_job(job)
    return {"seconds": time.perf_counter() - began, "cpu": time.process_time() - before}


def ten_pages(folder: Path, documents: int) -> None:
    """`documents` PDFs of ten pages each, all of the samples' pages."""
    import pypdfium2

    folder.mkdir(parents=True)
    pages = [(path, page) for path in sorted((ROOT / "samples").glob("*.pdf")) for page in range(_page_count(path))]
    for number, start in zip(range(documents), count(0, 7), strict=False):
        made = pypdfium2.PdfDocument.new()
        for offset in range(_PAGES):
            path, page = pages[(start + offset) % len(pages)]
            made.import_pages(pypdfium2.PdfDocument(path), [page])
        made.save(folder / f"{number:03}.pdf")


def _page_count(path: Path) -> int:
    import pypdfium2

    return len(pypdfium2.PdfDocument(path))


def flow_cost(source: Path, work: Path) -> dict[str, float]:
    """Processor time of the flow (this process, the server) and of the workers over documents of ten pages."""
    from batches import options
    from flows.server import local_server

    with local_server(work / "prefect") as url:
        os.environ.update(PREFECT_API_URL=url, PREFECT_LOGGING_LEVEL="CRITICAL", PREFECT_LOGGING_TO_API_ENABLED="false")
        from flows.extract_plans import run_once

        (server,) = [pid for pid in _children() if b"server.py" in Path(f"/proc/{pid}/cmdline").read_bytes()]
        before = _children_cpu()
        run_once(options(source, work / "warm", include=("000.pdf",)), 1, None, "none")
        one = _children_cpu() - before  # a worker's start, and a document
        own, recorded, before = time.process_time(), _cpu(server), _children_cpu()
        manifest = run_once(options(source, work / "out"), 2, None, "none")
        own, recorded, all_of_them = time.process_time() - own, _cpu(server) - recorded, _children_cpu() - before
    documents = len(manifest.documents)
    # Two workers' starts and all documents, less twice the above, are the documents but two.
    work_of_one = (all_of_them - 2 * one) / (documents - 2)
    return {
        "documents": documents,
        "flow": own / documents,
        "server": recorded / documents,
        "work": work_of_one,
        "start": one - work_of_one,
    }


def _children() -> list[int]:
    return [int(pid) for pid in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()]


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _children_cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def measure(work: Path, total: int, kills: int) -> dict[str, Any]:
    """All figures; asserts what the batch promises."""
    source = work / "in"
    broken = make_documents(source, total)
    print("documents made", file=sys.stderr, flush=True)
    load = [os.getloadavg()[0]]
    undisturbed = batch(source, work / "out", 2)
    print(undisturbed, file=sys.stderr, flush=True)
    manifest = load_manifest(work / "out")
    check(manifest, broken)
    load.append(os.getloadavg()[0])
    again = batch(source, work / "out", 2)
    healthy = [entry.path for entry in manifest.documents if entry.result != "failed"]
    sample = random.Random(1).sample(healthy, min(100, len(healthy)))
    single = one_process(source, work / "single", sample)
    by_path = {entry.path: entry for entry in manifest.documents}
    ten_pages(work / "ten", 60)
    cost = flow_cost(work / "ten", work / "cost")
    print(again, single, cost, file=sys.stderr, flush=True)
    load.append(os.getloadavg()[0])
    resumed = killed_and_resumed(source, work / "killed", kills, undisturbed["reading"], seed=1)
    assert without_times(resumed) == without_times(manifest)
    assert resumed.run.resumed == kills
    pages = sum(entry.page_count or 0 for entry in manifest.documents)
    return {
        "documents": total,
        "kills": kills,
        "broken": len(broken),
        "pages": pages,
        "undisturbed": undisturbed,
        "second_run": again["seconds"],
        "single": {**single, "documents": len(sample), "in_batch": sum(by_path[path].seconds for path in sample)},
        "cost": cost,
        "load": [round(value, 1) for value in load],
    }


def report(figures: dict[str, Any]) -> str:
    """The page docs/performance-batch.md."""
    whole, single, cost = figures["undisturbed"], figures["single"], figures["cost"]
    documents, load = figures["documents"], figures["load"]
    one = single["cpu"] / single["documents"]
    in_batch = whole["cpu"] / documents
    healthy = documents - figures["broken"]
    overhead = (cost["flow"] + cost["server"]) / cost["work"]
    page = cost["work"] / _PAGES
    speed_up = 2 * one * healthy / whole["cpu"]
    hours = 3600.0 * 2
    governments = 1788 * (50 * page + cost["flow"] + cost["server"]) / hours
    many = 100_000 * in_batch / hours
    rows = (
        (
            f"documents ({figures['broken']} of them broken; {figures['pages']} pages of PDF, the others text)",
            documents,
        ),
        (
            "SIGKILLs at random moments, each resumed: same manifest as the undisturbed run, times aside",
            f"{figures['kills']} of {figures['kills']}",
        ),
        ("whole run, two workers, by the clock (server's start included)", f"{whole['seconds']:.0f} s"),
        ("whole run, processor time: command, server, workers", f"{whole['cpu']:.0f} s"),
        ("processor time a document in the batch", f"{in_batch * 1000:.0f} ms"),
        (
            f"processor time a healthy document in one warm process, without a batch ({single['documents']} documents)",
            f"{one * 1000:.0f} ms",
        ),
        ("throughput of two processors over one process's, from processor time", f"{speed_up:.2f}×"),
        ("second run, nothing changed, by the clock", f"{figures['second_run']:.1f} s"),
        (
            "memory of the command after a tenth of the documents, and at the end",
            f"{whole['memory_early']:.0f} MB, {whole['memory_late']:.0f} MB",
        ),
    )
    table = "\n".join(f"| {what} | {figure} |" for what, figure in rows)
    loads = ", ".join(map(str, load))
    return f"""# Batches: speed and memory

Measured by `python benchmarks/batch.py --documents {documents} --kills {figures["kills"]}`, in one run. The machine has
{os.cpu_count()} processors and did other work at the same time (load {loads} at the stages of the measurement), so
processor time is what to go by; seconds by the clock are upper bounds.

| what | figure |
| --- | ---: |
{table}

## The flow's own cost

{cost["documents"]} documents of {_PAGES} pages each, processor time a document:

| part | ms |
| --- | ---: |
| reading, in the workers | {cost["work"] * 1000:.0f} |
| flow (tasks, journal, manifest, catalog, report) | {cost["flow"] * 1000:.1f} |
| Prefect server (records) | {cost["server"] * 1000:.1f} |
| **flow and server, as a share of the reading** | **{overhead:.1%}** |

Fixed, once a run: the start of a server, about 12 s of processor time on a new output and 4 s after that; loading the
extractor, {cost["start"]:.1f} s a worker.

## Projections

From the figures above, on two processors that do nothing else:

| what | hours |
| --- | ---: |
| 1,788 governments × 50 pages ({page * 1000:.0f} ms a page) | {governments:.1f} |
| 100,000 documents like those of this run ({in_batch * 1000:.0f} ms each) | {many:.1f} |

The command keeps an entry of about 2 kB for each document until the manifest is written: 0.2 GB for 100,000.
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--work", type=Path, help="a folder to work in, kept; a temporary one without it")
    parser.add_argument("--figures", type=Path, help="write the page from figures that were printed before")
    parser.add_argument("--write", action="store_true", help="write docs/performance-batch.md")
    options = parser.parse_args()
    if options.figures:
        figures = json.loads(options.figures.read_text())
    else:
        with tempfile.TemporaryDirectory() as temporary:
            figures = measure(options.work or Path(temporary), options.documents, options.kills)
        print(json.dumps(figures, indent=2))
    page = report(figures)
    if options.write:
        (ROOT / "docs" / "performance-batch.md").write_text(page, "utf-8")


if __name__ == "__main__":
    main()
