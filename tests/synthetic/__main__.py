"""Score families from the command line: ``python -m tests.synthetic [FAMILY] [SEED …] [--misses] [--keep FOLDER]``."""

from __future__ import annotations

import argparse
import statistics
import tempfile
from pathlib import Path

from dxextract import extract
from tests.synthetic.families import FAMILIES, Rendering, render
from tests.synthetic.scores import Score, score

_TYPES = ("measures", "kpis", "schedule", "glossary", "roles", "sections")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("family", nargs="?", default="all")
    parser.add_argument("seeds", nargs="*", type=int)
    parser.add_argument("--misses", action="store_true", help="list what is missing and what is surplus")
    parser.add_argument("--limit", type=int, default=1000, help="list at most so many of each kind")
    parser.add_argument("--keep", type=Path, help="write the plans into this folder")
    arguments = parser.parse_args()
    names = list(FAMILIES) if arguments.family == "all" else arguments.family.split(",")
    print(f"{'':22}" + "".join(f"{name:>10}" for name in _TYPES))
    for name in names:
        results = []
        for seed in arguments.seeds or range(1, 6):
            rendering = render(name, seed)
            if arguments.keep:
                arguments.keep.mkdir(parents=True, exist_ok=True)
                (arguments.keep / f"{name}-{seed}{rendering.suffix}").write_bytes(rendering.data)
            results.append(extract_and_score(rendering))
            if arguments.misses:
                _print_misses(name, seed, results[-1], arguments.limit)
        means = {
            kind: statistics.mean(r[kind].f1 for r in results if kind in r) for kind in _TYPES if kind in results[0]
        }
        held_out = "*" if FAMILIES[name].held_out else " "
        print(
            f"{name:21}{held_out}"
            + "".join(f"{means[kind]:10.3f}" if kind in means else f"{'-':>10}" for kind in _TYPES)
        )


def extract_and_score(rendering: Rendering) -> dict[str, Score]:
    """Extract the plan from a temporary file, and score it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"plan{rendering.suffix}")
        path.write_bytes(rendering.data)
        return score(rendering.gold, extract(path))


def _print_misses(name: str, seed: int, result: dict[str, Score], limit: int) -> None:
    for kind, one in result.items():
        for word, keys in (("missing", one.missing), ("surplus", one.surplus)):
            for key in keys[:limit]:
                print(f"{name} {seed} {kind} {word}: {key}")


if __name__ == "__main__":
    main()
