"""Score office plans: ``python -m tests.office [FAMILY,…] [SEED …] [--misses] [--keep FOLDER] [--fixtures]``."""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
from dataclasses import asdict
from pathlib import Path

from dxextract import extract
from tests.office.convert import to_pdf, to_text
from tests.office.families import FAMILIES, write
from tests.synthetic.scores import Score, score
from tests.synthetic.story import Gold

FIXTURES = Path(__file__).parent / "fixtures"
_TYPES = ("measures", "kpis", "schedule")


def make(names: list[str], seeds: list[int], folder: Path) -> list[tuple[str, int, Path, Gold]]:
    """The plans of `seeds` in each family as PDFs or texts in `folder`, with their gold."""
    written = [(name, seed, *write(name, seed, folder)) for name in names for seed in seeds]
    to_pdf([path for _, _, path, _ in written], folder)
    made = []
    for name, seed, path, gold in written:
        source = path.with_suffix(".pdf")
        if FAMILIES[name].text:
            to_text(source, path.with_suffix(".txt"))
            source = path.with_suffix(".txt")
        made.append((name, seed, source, gold))
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("families", nargs="?", default="all")
    parser.add_argument("seeds", nargs="*", type=int)
    parser.add_argument("--misses", action="store_true", help="list what is missing and what is surplus")
    parser.add_argument("--keep", type=Path, help="keep the files in this folder, and use those that are there")
    parser.add_argument("--fixtures", action="store_true", help="write seed 1 of each family as the tests' fixtures")
    arguments = parser.parse_args()
    names = list(FAMILIES) if arguments.families == "all" else arguments.families.split(",")
    seeds = arguments.seeds or [1, 2, 3, 4, 5, 6]
    with tempfile.TemporaryDirectory() as scratch:
        folder = arguments.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        if arguments.fixtures:
            write_fixtures(names, folder)
            return
        print(f"{'':18}" + "".join(f"{kind:>10}" for kind in _TYPES))
        for name in names:
            results = []
            for made_name, seed, source, gold in _made(name, seeds, folder):
                results.append(score(gold, extract(source)))
                if arguments.misses:
                    _print_misses(made_name, seed, results[-1])
            held_out = "*" if FAMILIES[name].held_out else " "
            print(f"{name:17}{held_out}" + "".join(_mean(results, kind) for kind in _TYPES), flush=True)


def _made(name: str, seeds: list[int], folder: Path) -> list[tuple[str, int, Path, Gold]]:
    """The plans of a family: those kept in `folder`, or all of them anew."""
    suffix = ".txt" if FAMILIES[name].text else ".pdf"
    kept = [folder / f"{name}-{seed}{suffix}" for seed in seeds]
    if not all(path.exists() and path.with_suffix(".json").exists() for path in kept):
        for _, _, source, gold in make([name], seeds, folder):
            source.with_suffix(".json").write_text(json.dumps(asdict(gold), ensure_ascii=False, indent=1))
    return [(name, seed, path, read_gold(path.with_suffix(".json"))) for seed, path in zip(seeds, kept, strict=True)]


def read_gold(path: Path) -> Gold:
    """The gold of a plan as it was written down."""
    return Gold(**{kind: tuple(records) for kind, records in json.loads(path.read_text()).items()})


def write_fixtures(names: list[str], folder: Path) -> None:
    """Seed 1 of each family, with its gold, for the tests."""
    FIXTURES.mkdir(exist_ok=True)
    for name, _, source, gold in make(names, [1], folder):
        (FIXTURES / f"{name}{source.suffix}").write_bytes(source.read_bytes())
        text = json.dumps(asdict(gold), ensure_ascii=False, indent=None, separators=(",", ":"))
        (FIXTURES / f"{name}.json").write_text(text + "\n")


def _mean(results: list[dict[str, Score]], kind: str) -> str:
    found = [r[kind].f1 for r in results if kind in r]
    return f"{statistics.mean(found):10.3f}" if found else f"{'-':>10}"


def _print_misses(name: str, seed: int, result: dict[str, Score]) -> None:
    for kind in _TYPES:
        if kind in result:
            for word, keys in (("missing", result[kind].missing), ("surplus", result[kind].surplus)):
                for key in keys:
                    print(f"{name} {seed} {kind} {word}: {key}")


if __name__ == "__main__":
    main()
