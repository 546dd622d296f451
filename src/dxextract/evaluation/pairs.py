"""Which gold file goes with which output, and with which source: files as given, files of folders by their stems.

An output belongs to a gold file when its name is the gold's stem, or starts with it and a dot: ``plan.pdf.json`` and
``plan.txt.json`` both answer to the gold ``plan.json``. A source in a folder is found by the name that the output
gives (`source.file_name`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dxextract.errors import NoGoldError, UnreadableInputError


@dataclass(frozen=True, slots=True)
class GoldPair:
    """A gold file and one output for it; None when there is none. `name` is the output's stem."""

    name: str
    gold: Path
    output: Path | None


def find_pairs(gold: Path, output: Path) -> tuple[GoldPair, ...]:
    """The pairs of two files, or of two folders (each gold file in them, sorted by name).

    Raises UnreadableInputError for a path that is not there or a file beside a folder, NoGoldError for a folder
    without gold files.
    """
    for path in (gold, output):
        if not path.exists():
            raise UnreadableInputError(str(path), "not found")
    if gold.is_file():
        found = [output] if output.is_file() else _outputs(gold, sorted(output.rglob("*.json")))
        return _pairs(gold, found)
    if output.is_file():
        raise UnreadableInputError(str(output), "a folder is needed beside a folder")
    gold_files = sorted(gold.glob("*.json"))
    if not gold_files:
        raise NoGoldError(str(gold))
    outputs = sorted(output.rglob("*.json"))
    return tuple(pair for file in gold_files for pair in _pairs(file, _outputs(file, outputs)))


def _outputs(gold: Path, outputs: Sequence[Path]) -> list[Path]:
    return [path for path in outputs if path.stem == gold.stem or path.stem.startswith(f"{gold.stem}.")]


def _pairs(gold: Path, outputs: Sequence[Path]) -> tuple[GoldPair, ...]:
    if not outputs:
        return (GoldPair(gold.stem, gold, None),)
    return tuple(GoldPair(path.stem, gold, path) for path in outputs)


def find_source(given: Path, file_name: str | None) -> Path | None:
    """`given` itself when it is a file; in a folder the file of that name, at any depth. None when there is none."""
    if given.is_file():
        return given
    if file_name is None or not given.is_dir():
        return None
    return next(iter(sorted(path for path in given.rglob("*") if path.name == file_name)), None)
