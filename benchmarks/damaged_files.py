"""Many damaged files: `PYTHONPATH=src:tests python benchmarks/damaged_files.py FILE… [--seconds 240] [--seed 1]`.

Damages the files again and again as `tests/damage.py` does, reads each, and prints how many gave a plan, how many an
error of dxextract's own and how many anything else, with the damage that did it. Writes nothing.
"""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import Random

from damage import DAMAGES
from dxextract.errors import DxExtractError
from dxextract.pipeline import extract
from dxextract.settings import Settings


def outcome(path: Path) -> str:
    """What comes of reading `path`, in a word or two."""
    try:
        extract(path, Settings(ocr="off", reading_processes=1))
    except DxExtractError as error:
        return type(error).__name__
    except Exception as failure:  # what must not be: counted here, with its name
        return f"FAILED: {type(failure).__name__}: {failure}"
    return "a plan"


def run(files: list[Path], seconds: float, seed: int) -> tuple[Counter[str], float]:
    """What came of all damaged files that fit into the time, and the longest time that one took."""
    chance, outcomes, longest = Random(seed), Counter[str](), 0.0
    end = time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as folder:
        while time.monotonic() < end:
            file, damage = chance.choice(files), chance.choice(DAMAGES)
            path = Path(folder) / file.name
            path.write_bytes(damage(file.read_bytes(), chance))
            begun = time.monotonic()
            found = outcome(path)
            outcomes[found] += 1
            longest = max(longest, time.monotonic() - begun)
            if found.startswith("FAILED"):
                print(f"{file.name}, {damage.__name__}: {found}", file=sys.stderr)
    return outcomes, longest


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--seconds", type=float, default=240)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    logging.disable(logging.CRITICAL)  # pdfminer tells of each fault
    outcomes, longest = run(given.files, given.seconds, given.seed)
    print(f"{outcomes.total()} damaged files, the slowest in {longest:.1f} s")
    for found, count in outcomes.most_common():
        print(f"- {found}: {count}")


if __name__ == "__main__":
    main()
