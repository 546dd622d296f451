"""The benchmark runs and reports; what it measures is for docs/performance.md, and nothing here asserts a time."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def report(tmp_path_factory) -> str:
    folder = tmp_path_factory.mktemp("benchmark")
    source, target = pypdfium2.PdfDocument(ROOT / "samples" / "shiomi.pdf"), pypdfium2.PdfDocument.new()
    target.import_pages(source, [4, 5])
    target.save(folder / "two.pdf")
    call = [sys.executable, "benchmarks/read_speed.py", folder / "two.pdf", "--repeat", "1", "--batch", "2"]
    written = folder / "report.md"
    done = subprocess.run([*call, "--write", written], cwd=ROOT, check=True, capture_output=True, text=True)
    assert written.read_text("utf-8") in done.stdout
    return written.read_text("utf-8")


def test_each_reader_has_its_pages_its_ratio_and_its_memory(report):
    (row,) = [line for line in report.splitlines() if line.startswith("| two.pdf | 2 |")]
    assert len(re.findall(r"[\d.]+ pages/s \([\d.]+×\), \d+ MB", row)) == 5


@pytest.mark.parametrize(
    "line",
    [
        r"- Memory, end to end: two\.pdf \(2 pages\) peaks at \d+ MB, the same pages\n  twice over \(4\) at \d+ MB",
        r"- Cold start: `dxextract extract two\.pdf` \(2 pages\) takes [\d.]+ s by the clock",
        r"- Processes: a folder of 2 documents takes [\d.]+ s with one process and [\d.]+ s with two",
    ],
)
def test_memory_cold_start_and_two_processes_are_told(report, line):
    assert re.search(line, report)
