"""What `dxextract extract` takes from a cold start, and two worker processes against one.

By the clock, so the machine should have nothing else to do; processor time stands beside it, which is what the clock
would show on an idle machine. Python's compiled modules are cached, as they are after the first call (pip compiles
them when it installs); the first call is not counted.
"""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple


class Spent(NamedTuple):
    """Seconds of one call."""

    clock: float
    processor: float


class CommandLine:
    """`dxextract` in a process of its own, with a cache of compiled modules in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._out = folder / "out"
        self._environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        self._environment["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")

    def extract(self, paths: Sequence[Path], workers: int = 1, sharing: int | None = None) -> Spent:
        """One call; `sharing` is how many processes may share a document. Raises CalledProcessError when it fails."""
        call = [sys.executable, "-m", "dxextract", "extract", *map(str, paths), "--out", str(self._out)]
        environment = self._environment | ({"DXEXTRACT_READING_PROCESSES": str(sharing)} if sharing else {})
        before, start = _children(), time.perf_counter()
        subprocess.run(
            [*call, "--workers", str(workers), "--ocr", "off"], check=True, capture_output=True, env=environment
        )
        return Spent(time.perf_counter() - start, _children() - before)


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@contextmanager
def command_line(path: Path) -> Iterator[CommandLine]:
    """A command line that has read `path` once."""
    with tempfile.TemporaryDirectory() as name:
        command = CommandLine(Path(name))
        command.extract([path])
        yield command


def cold_start(command: CommandLine, path: Path, repeat: int) -> str:
    """A whole call on `path`, and one on a page from its middle: that one is nearly all start-up."""
    page, pages = _middle_page(path, command.folder)
    whole = _median([command.extract([path]) for _ in range(repeat)])
    start_up = _median([command.extract([page]) for _ in range(repeat)])
    return (
        f"- Cold start: `dxextract extract {path.name}` ({pages} pages) takes {whole.clock:.1f} s by the clock\n"
        f"  ({whole.processor:.1f} s of processor time), of which start-up, measured as a call on one of its pages,\n"
        f"  {start_up.clock:.1f} s ({start_up.processor:.1f} s)."
    )


def two_processes(command: CommandLine, paths: Sequence[Path], documents: int) -> str:
    """A folder of `documents` copies of `paths`, read with one worker and with two, start-up included."""
    batch = command.folder / "batch"
    batch.mkdir()
    for number, path in enumerate(islice(cycle(paths), documents)):
        shutil.copy(path, batch / f"{number:03d}_{path.name}")
    one, two = (command.extract([batch], workers=workers, sharing=1) for workers in (1, 2))
    return (
        f"- Processes: a folder of {documents} documents takes {one.clock:.1f} s with one process and "
        f"{two.clock:.1f} s with two,\n  {one.clock / two.clock:.2f}× as fast; the processor time of "
        f"{one.processor:.1f} s and {two.processor:.1f} s allows {2 * one.processor / two.processor:.2f}×."
    )


def _middle_page(path: Path, folder: Path) -> tuple[Path, int]:
    """A document of one page from the middle of `path`, and how many pages `path` has."""
    import pypdfium2

    source, target = pypdfium2.PdfDocument(path), pypdfium2.PdfDocument.new()
    target.import_pages(source, [len(source) // 2])
    page = folder / "page.pdf"
    target.save(page)
    return page, len(source)


def _median(calls: Sequence[Spent]) -> Spent:
    return Spent(*(statistics.median(column) for column in zip(*calls, strict=True)))
