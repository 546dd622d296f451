"""Pages per second and peak memory of dxextract and of the readers a user could pick instead; start-up; two processes.

    python benchmarks/read_speed.py FILE.pdf... [--repeat 3] [--batch 40] [--write docs/performance.md]

Each reader reads each file in a process of its own (the median of the repeats counts), all in one run on one machine,
so that the figures can be compared. Seconds are processor time of the reading, which other work on the machine changes
little: interpreter start, imports and dictionaries come before the clock starts, as every reader first reads a small
sample. What they cost is measured with the command line (`command_line.py`). dxextract by itself lets several processes
share a long document; that is measured by the clock, and held against pdfplumber by the clock. OCR is off.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from command_line import cold_start, command_line, two_processes

KILOBYTES_PER_MEGABYTE = 1024
BASELINE = "pdfplumber"
SAMPLE = Path(__file__).parent.parent / "samples" / "shiomi.pdf"
"""What every reader reads before the clock starts."""
TYPICAL_PAGES = 30
MANY = 1000
"""Pieces of work that are enough for as many processes as ever help."""
Report = Callable[[str], None]


class Figure(NamedTuple):
    """One reader on one file."""

    pages: int
    seconds: float
    clock: float
    peak_mb: float


class Reader(NamedTuple):
    """What is measured: `prepare` imports and loads, and gives the function that reads a file and counts its pages."""

    title: str
    prepare: Callable[[], Callable[[Path], int]]
    by_clock: bool = False

    def rate(self, figure: Figure) -> float:
        """Pages per second, of the time that counts for this reader."""
        return figure.pages / (figure.clock if self.by_clock else figure.seconds)


Results = dict[Path, dict[str, Figure]]


def _end_to_end(processes: int | None) -> Callable[[Path], int]:
    import pdfplumber  # noqa: F401  # what an encrypted file has imported, and the sample is none

    from dxextract.pipeline import extract
    from dxextract.settings import Settings

    settings = Settings(ocr="off", reading_processes=processes)
    return lambda path: extract(path, settings).source.page_count or 0


def _reading() -> Callable[[Path], int]:
    import pdfplumber  # noqa: F401

    from dxextract.read.pdf import iter_pdf_pages
    from dxextract.settings import Settings

    settings = Settings(ocr="off")
    return lambda path: sum(1 for _ in iter_pdf_pages(path, path.read_bytes(), settings))


def _pdfplumber() -> Callable[[Path], int]:
    import pdfplumber

    logging.disable(logging.CRITICAL)

    def run(path: Path) -> int:
        with pdfplumber.open(path) as pdf:
            for page in pdf.pages:
                page.extract_words()
                page.extract_tables()
                page.extract_text()
                page.close()
            return len(pdf.pages)

    return run


def _pypdfium2() -> Callable[[Path], int]:
    import pypdfium2

    def run(path: Path) -> int:
        document = pypdfium2.PdfDocument(path)
        for page in document:
            text = page.get_textpage()
            text.get_text_bounded()
            text.close()
            page.close()
        count = len(document)
        document.close()
        return count

    return run


READERS = {
    "dxextract": Reader("dxextract, end to end, one process", partial(_end_to_end, 1)),
    "shared": Reader("dxextract, end to end, as it runs, by the clock", partial(_end_to_end, None), by_clock=True),
    "reading": Reader("dxextract, reading only", _reading),
    BASELINE: Reader("pdfplumber: words, tables, text", _pdfplumber),
    "pypdfium2": Reader("pypdfium2: text only", _pypdfium2),
}


def measure_here(name: str, path: Path) -> Figure:
    """Read `path` in this process."""
    run = READERS[name].prepare()
    run(SAMPLE)
    start, clock = time.process_time(), time.perf_counter()
    pages = run(path)
    seconds, clock = time.process_time() - start, time.perf_counter() - clock
    return Figure(pages, seconds, clock, _peak_mb())


def _peak_mb() -> float:
    """The peak of this process; a helper's, which shares what was in memory when it began, counts on top of it."""
    peaks = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(peaks) / KILOBYTES_PER_MEGABYTE


def measure(name: str, path: Path) -> Figure:
    """Read `path` in a process of its own. Raises CalledProcessError when the reader fails."""
    call = [sys.executable, __file__, "--measure", name, str(path)]
    done = subprocess.run(call, check=True, capture_output=True, text=True)
    return Figure(*json.loads(done.stdout.splitlines()[-1]))


def measure_all(path: Path, repeat: int) -> dict[str, Figure]:
    """Every reader on `path`, by turns, so that what else the machine does touches all of them alike."""
    rounds = [{name: measure(name, path) for name in READERS} for _ in range(repeat)]
    return {
        name: Figure(
            rounds[0][name].pages,
            statistics.median(figures[name].seconds for figures in rounds),
            statistics.median(figures[name].clock for figures in rounds),
            statistics.median(figures[name].peak_mb for figures in rounds),
        )
        for name in READERS
    }


def doubled(path: Path, folder: Path) -> Path:
    """A document with the pages of `path` twice over."""
    import pypdfium2

    twice = folder / f"twice_{path.name}"
    source, target = pypdfium2.PdfDocument(path), pypdfium2.PdfDocument.new()
    for _ in range(2):
        target.import_pages(source)
    target.save(twice)
    return twice


def table(results: Results) -> list[str]:
    """The Markdown table of all figures, with a last row over all files."""
    names = list(READERS)
    lines = [
        "| file | pages | " + " | ".join(READERS[name].title for name in names) + " |",
        "| --- | ---: |" + " ---: |" * len(names),
    ]
    lines += [_row(path.name, figures, names) for path, figures in results.items()]
    return [*lines, _row("**all**", total(results), names)]


def total(results: Results) -> dict[str, Figure]:
    """Each reader on all files together: pages and seconds added up, the highest peak."""
    return {
        name: Figure(
            sum(figures[name].pages for figures in results.values()),
            sum(figures[name].seconds for figures in results.values()),
            sum(figures[name].clock for figures in results.values()),
            max(figures[name].peak_mb for figures in results.values()),
        )
        for name in READERS
    }


def _row(title: str, figures: dict[str, Figure], names: Sequence[str]) -> str:
    cells = [_cell(READERS[name], figures[name], figures[BASELINE]) for name in names]
    return f"| {title} | {figures[BASELINE].pages} | " + " | ".join(cells) + " |"


def _cell(reader: Reader, figure: Figure, baseline: Figure) -> str:
    rate = reader.rate(figure)
    return f"{rate:.1f} pages/s ({rate / reader.rate(baseline):.1f}×), {figure.peak_mb:.0f} MB"


def memory(results: Results) -> str:
    """The peak of the longest document and of one with its pages twice over, and the seconds of each."""
    from dxextract.settings import Settings  # not above: the peers would carry it in their memory

    longest = max(results, key=lambda path: results[path][BASELINE].pages)
    once = results[longest]["dxextract"]
    with tempfile.TemporaryDirectory() as folder:
        twice = measure("dxextract", doubled(longest, Path(folder)))
    return (
        f"- Memory, end to end: {longest.name} ({once.pages} pages) peaks at {once.peak_mb:.0f} MB, the same pages\n"
        f"  twice over ({twice.pages}) at {twice.peak_mb:.0f} MB. Above {Settings().spare_memory_above_pages} pages\n"
        f"  memory is spared, which costs time: they take {twice.seconds / once.seconds:.1f} times as long."
    )


def report(results: Results, lines: Sequence[str], command: str, repeat: int) -> str:
    """The whole page, as `docs/performance.md` holds it."""
    from dxextract.side_by_side import processes_for  # not above: the peers would carry it in their memory

    packages = ", ".join(f"{name} {version(name)}" for name in ("dxextract", "pypdfium2", "pdfplumber", "pdfminer.six"))
    return "\n".join(
        [
            "# Speed and memory",
            "",
            f"Measured in one run by `{command}`.",
            "",
            "Each reader reads each file in a process of its own, after a small sample; pages per second of processor",
            f"time, the median of {repeat}; in brackets the ratio to plain pdfplumber on the same file, then the peak",
            'memory of the process. "As it runs" is by the clock, held against pdfplumber by the clock: there',
            f"{processes_for(MANY, None)} processes share the pages of a document, and the memory is the sum of their",
            "peaks, which counts twice what they share. OCR is off. Imports and dictionaries are loaded before",
            "the clock starts; the lines below the table have them. The files are not part of the project.",
            "",
            f"- Machine: {_processor()}, {os.cpu_count()} cores, {platform.system()} {platform.release()}",
            f"- Python {platform.python_version()}, {packages}",
            "",
            *table(results),
            "",
            *lines,
            f"- The machine's load at the end was {os.getloadavg()[0]:.1f}; figures by the clock are those of an",
            "  idle one only when it was near 1.",
            "",
        ]
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def run(files: Sequence[Path], repeat: int, batch: int, tell: Report) -> str:
    """Everything measured, as a page. `tell` gets each file's row as soon as it is known."""
    results: Results = {}
    for path in files:
        results[path] = measure_all(path, repeat)
        tell(_row(path.name, results[path], list(READERS)))
    typical = min(results, key=lambda path: abs(results[path][BASELINE].pages - TYPICAL_PAGES))
    longest = max(results[path][BASELINE].pages for path in results)
    plans = [path for path in results if results[path][BASELINE].pages < longest or len(results) == 1]
    lines = [memory(results)]
    with command_line(typical) as command:
        lines.append(cold_start(command, typical, repeat))
        lines.append(two_processes(command, plans, batch))
    names = " ".join(path.name for path in files)
    return report(results, lines, f"python benchmarks/read_speed.py {names}", repeat)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--batch", type=int, default=40, help="documents that one and two processes read")
    parser.add_argument("--write", type=Path, help="also write the report to this file")
    parser.add_argument("--measure", choices=READERS, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        print(json.dumps(measure_here(given.measure, given.files[0])))
        return
    page = run(given.files, given.repeat, given.batch, lambda line: print(line, file=sys.stderr))
    print(page)
    if given.write:
        given.write.write_text(page, "utf-8")


if __name__ == "__main__":
    main()
