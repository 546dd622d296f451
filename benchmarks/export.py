"""How long an export of many plans takes and how much memory: `python benchmarks/export.py [FORMAT…] [--plans 1000]`.

The plans are the samples' reviewed documents over and over, each under a name of its own. Every format runs in a
process of its own, so that its peak memory is its own; prints a Markdown table for docs/performance-export.md.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from dxextract.export.formats import FORMATS

SAMPLES = Path(__file__).resolve().parents[1] / "samples" / "expected"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("formats", nargs="*", default=list(FORMATS))
    parser.add_argument("--plans", type=int, default=1000)
    chosen = parser.parse_args()
    print("| format | seconds | of CPU | peak MB | size MB |\n| --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        plans = Path(folder, "plans")
        make_plans(plans, chosen.plans)
        for name in chosen.formats:
            out = Path(folder, f"out.{name}")
            started = time.perf_counter()
            command = [sys.executable, "-m", "dxextract", "export", plans, "--to", name, "--out", out]
            run = subprocess.Popen(command, stdout=subprocess.DEVNULL)
            _, status, usage = os.wait4(run.pid, 0)
            assert status == 0, name
            seconds = time.perf_counter() - started
            cpu = usage.ru_utime + usage.ru_stime
            files = [out] if out.is_file() else [file for file in out.rglob("*") if file.is_file()]
            size = sum(file.stat().st_size for file in files) / 1e6
            print(f"| {name} | {seconds:.1f} | {cpu:.1f} | {usage.ru_maxrss / 1024:.0f} | {size:.0f} |", flush=True)
            shutil.rmtree(out, ignore_errors=True)
            out.unlink(missing_ok=True)


def make_plans(folder: Path, count: int) -> None:
    """`count` copies of the samples' documents in `folder`."""
    folder.mkdir()
    sources = sorted(SAMPLES.glob("*.json"))
    for number in range(count):
        source = sources[number % len(sources)]
        shutil.copy(source, folder / f"{number:04}-{source.name}")


if __name__ == "__main__":
    main()
