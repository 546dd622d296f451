"""Which files are plans: those that are named, and those that a folder holds at any depth.

Decides what counts as an input in a folder, and that linked folders are followed once. Opens no file.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from dxextract.errors import DxExtractError, NoPlansFoundError, SymlinkLoopError, UnreadableInputError

INPUT_SUFFIXES = frozenset({".pdf", ".txt", ".md"})


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read, and the folder below the output folder that its JSON goes to."""

    path: Path
    folder: Path = Path()


def find_inputs(paths: Iterable[Path]) -> tuple[tuple[Input, ...], tuple[DxExtractError, ...]]:
    """The files that `paths` name, each once, and what is wrong with the other paths.

    A file is taken whatever its name; a folder gives its ``.pdf``, ``.txt`` and ``.md`` files at any depth, sorted,
    without hidden ones, and keeps its own structure in the output.
    """
    inputs: dict[Path, Input] = {}
    problems: list[DxExtractError] = []
    for path in paths:
        if path.is_dir():
            found, loops = files_below(path)
            problems += loops
            if not found:
                problems.append(NoPlansFoundError(str(path)))
            for file in found:
                inputs.setdefault(_identity(file), Input(file, file.parent.relative_to(path)))
        elif path.exists():
            inputs.setdefault(path.resolve(), Input(path))
        else:
            problems.append(UnreadableInputError(str(path), "not found"))
    return tuple(inputs.values()), tuple(problems)


def files_below(folder: Path) -> tuple[list[Path], list[SymlinkLoopError]]:
    """The plan files below `folder`, sorted, hidden ones left out, and the links that lead back above themselves.

    Linked folders are followed; a link to a folder that it stands in itself would never end and is a problem.
    """
    found: list[Path] = []
    loops: list[SymlinkLoopError] = []
    for top, folders, names in os.walk(folder, followlinks=True):
        for name in [name for name in folders if Path(top, name).is_symlink()]:
            link = Path(top, name)
            if Path(os.path.realpath(top)).is_relative_to(os.path.realpath(link)):
                folders.remove(name)
                loops.append(SymlinkLoopError(str(link)))
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(top, name) for name in names if is_plan_name(name)]
    return sorted(found), sorted(loops, key=str)


def is_plan_name(name: str) -> bool:
    """Whether a file called `name` is taken from a folder."""
    return not name.startswith(".") and Path(name).suffix.casefold() in INPUT_SUFFIXES


def _identity(file: Path) -> Path:
    """The file that `file` leads to; itself where that cannot be said (a link to itself)."""
    try:
        return file.resolve()
    except (OSError, RuntimeError):
        return file.absolute()
