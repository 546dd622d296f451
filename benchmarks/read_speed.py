"""Pages per second and peak memory of dxextract and of the readers a user could pick instead.

    python benchmarks/read_speed.py FILE.pdf... [--repeat 3] [--write docs/performance.md]

Each reader reads each file in a process of its own (the median of the repeats counts), all in one run on one machine,
so that the figures can be compared. Seconds are processor time of the reading, which other work on the machine hardly
changes: interpreter start, imports and dictionaries come before the clock starts and are measured once, with a cold
command line. OCR is off.
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
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

KILOBYTES_PER_MEGABYTE = 1024
BASELINE = "pdfplumber"
PLAN = "みどり野市DX推進計画\n令和7年3月\n第1章 計画の策定にあたって\n計画期間は令和7年度から令和9年度までとします。\n"


class Figure(NamedTuple):
    """One reader on one file."""

    pages: int
    seconds: float
    peak_mb: float


class Reader(NamedTuple):
    """What is measured: `prepare` imports and loads, and gives the function that reads a file and counts its pages."""

    title: str
    prepare: Callable[[], Callable[[Path], int]]


def _end_to_end() -> Callable[[Path], int]:
    from dxextract.pipeline import extract
    from dxextract.settings import Settings

    with tempfile.TemporaryDirectory() as folder:
        first = Path(folder) / "plan.txt"
        first.write_text(PLAN, "utf-8")
        extract(first)  # loads the rules and the dictionary
    settings = Settings(ocr="off")
    return lambda path: extract(path, settings).source.page_count or 0


def _reading() -> Callable[[Path], int]:
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
    "dxextract": Reader("dxextract, end to end", _end_to_end),
    "reading": Reader("dxextract, reading only", _reading),
    BASELINE: Reader("pdfplumber: words, tables, text", _pdfplumber),
    "pypdfium2": Reader("pypdfium2: text only", _pypdfium2),
}


def measure_here(name: str, path: Path) -> Figure:
    """Read `path` in this process."""
    run = READERS[name].prepare()
    start = time.process_time()
    pages = run(path)
    seconds = time.process_time() - start
    return Figure(pages, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILOBYTES_PER_MEGABYTE)


def measure(name: str, path: Path, repeat: int) -> Figure:
    """The median of `repeat` processes that read `path`. Raises CalledProcessError when a reader fails."""
    figures = []
    for _ in range(repeat):
        call = [sys.executable, __file__, "--measure", name, str(path)]
        done = subprocess.run(call, check=True, capture_output=True, text=True)
        figures.append(Figure(*json.loads(done.stdout.splitlines()[-1])))
    return Figure(
        figures[0].pages,
        statistics.median(figure.seconds for figure in figures),
        statistics.median(figure.peak_mb for figure in figures),
    )


def start_up(path: Path) -> float:
    """Seconds of a cold `dxextract extract` of `path`, everything included."""
    with tempfile.TemporaryDirectory() as folder:
        call = [sys.executable, "-m", "dxextract", "extract", str(path), "--out", folder]
        start = time.perf_counter()
        subprocess.run(call, check=True, capture_output=True)
        return time.perf_counter() - start


def table(results: dict[Path, dict[str, Figure]]) -> list[str]:
    """The Markdown table of all figures, with a last row over all files."""
    names = list(READERS)
    lines = [
        "| file | pages | " + " | ".join(READERS[name].title for name in names) + " |",
        "| --- | ---: |" + " ---: |" * len(names),
    ]
    for path, figures in results.items():
        lines.append(_row(path.name, figures, names))
    if len(results) > 1:
        lines.append(_row("**all**", _total(results), names))
    return lines


def _total(results: dict[Path, dict[str, Figure]]) -> dict[str, Figure]:
    return {
        name: Figure(
            sum(figures[name].pages for figures in results.values()),
            sum(figures[name].seconds for figures in results.values()),
            max(figures[name].peak_mb for figures in results.values()),
        )
        for name in READERS
    }


def _row(title: str, figures: dict[str, Figure], names: Sequence[str]) -> str:
    base = figures[BASELINE].pages / figures[BASELINE].seconds
    cells = []
    for name in names:
        rate = figures[name].pages / figures[name].seconds
        cells.append(f"{rate:.1f} pages/s ({rate / base:.1f}×), {figures[name].peak_mb:.0f} MB")
    return f"| {title} | {figures[BASELINE].pages} | " + " | ".join(cells) + " |"


def report(results: dict[Path, dict[str, Figure]], cold: tuple[Path, float], command: str, repeat: int) -> str:
    """The whole page, as `docs/performance.md` holds it."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("dxextract", "pypdfium2", "pdfplumber", "pdfminer.six"))
    return "\n".join(
        [
            "# Speed and memory",
            "",
            f"Measured by `{command}` in one run: each reader on each file in a process of its own, the median of "
            f"{repeat}, in seconds of processor time; in brackets the ratio to plain pdfplumber on the same file, then",
            "the peak memory of the process. OCR is off. Start-up is before the clock, except in the last line. The",
            "files are not part of the project.",
            "",
            f"- Machine: {_processor()}, {os.cpu_count()} cores, {platform.system()} {platform.release()}",
            f"- Python {platform.python_version()}, {packages}",
            "",
            *table(results),
            "",
            f"A cold `dxextract extract {cold[0].name}` takes {cold[1]:.1f} s by the clock, start-up included.",
            "",
        ]
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--write", type=Path, help="also write the report to this file")
    parser.add_argument("--measure", choices=READERS, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        print(json.dumps(measure_here(given.measure, given.files[0])))
        return
    results: dict[Path, dict[str, Figure]] = {}
    for path in given.files:
        results[path] = {name: measure(name, path, given.repeat) for name in READERS}
        print(_row(path.name, results[path], list(READERS)), file=sys.stderr)
    smallest = min(results, key=lambda path: results[path][BASELINE].pages)
    names = " ".join(path.name for path in given.files)
    page = report(results, (smallest, start_up(smallest)), f"python benchmarks/read_speed.py {names}", given.repeat)
    print(page)
    if given.write:
        given.write.write_text(page, "utf-8")


if __name__ == "__main__":
    main()
