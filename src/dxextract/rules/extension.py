"""A user's own rules beside the shipped ones.

A family file of the user has the same form as a shipped one and names a shipped family; its rows are tried first. Its
rows must hold against their own examples and counter-examples, as the project's tests ask of the shipped ones.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from dxextract.errors import RuleError, UnreadableInputError
from dxextract.rules import Family, RuleSet, load_rules, read_family


def load_rules_with(path: Path | None) -> RuleSet:
    """The shipped rule set, extended by the family file `path` or the family files (``*.yaml``) of that folder.

    Raises UnreadableInputError, or RuleError naming the file and the row.
    """
    return load_rules() if path is None else _extended(path.resolve())


@lru_cache(maxsize=4)
def _extended(path: Path) -> RuleSet:
    return load_rules().extended(_own_family(file) for file in _files(path))


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    files = sorted([*path.glob("*.yaml"), *path.glob("*.yml")])
    if not files:
        raise RuleError(str(path), "no *.yaml")
    return files


def _own_family(file: Path) -> Family:
    try:
        source = file.read_text("utf-8-sig")
    except OSError as problem:
        raise UnreadableInputError(str(file), problem.strerror or "") from problem
    except UnicodeDecodeError as problem:
        raise RuleError(str(file), "not UTF-8") from problem
    family = read_family(str(file), source)
    for row_id, fault in family.failed_examples():
        raise RuleError(f"{file}: {row_id}", fault)
    return family
