"""An output folder as a library of plan documents: which files are plans, and each of them read, one at a time.

Decides which JSON files of a folder are plan documents and how each is named; that a file which is none is one named
problem beside the others; and that documents are read lazily, so that a thousand plans cost the memory of one. What
corrects a document (a review) is handed in by the caller; this module knows no overlay and changes no value.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dxextract.errors import DxExtractError, NoDocumentsError, UnreadableInputError
from dxextract.schema.load import load_plan
from dxextract.schema.plan import PlanDocument

SUFFIX = ".json"
_OTHER_NAMES = frozenset({"manifest.json", "datapackage.json"})
"""What dxextract itself writes beside plan documents."""
_OTHER_ENDINGS = (".review.json", ".schema.json")

Correct = Callable[[Path, PlanDocument], PlanDocument]
"""Gives the corrected form of the plan that was read from a path; may raise a DxExtractError."""


@dataclass(frozen=True, slots=True)
class StoredPlan:
    """A plan document and where it is kept.

    `name` is the file's path below the library's root without ``.json``, with ``/`` between folders (``kyoto/uji``):
    unique in its library, also where two documents are the same plan and share `plan.plan.id`.
    """

    path: Path
    name: str
    plan: PlanDocument


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A JSON file of the library that is no plan document, and why."""

    path: Path
    name: str
    problem: DxExtractError


@dataclass(frozen=True, slots=True)
class Library:
    """The plan documents below `root`, sorted by path. Iterating reads them one after the other."""

    root: Path
    paths: tuple[Path, ...]
    correct: Correct | None = None

    def __len__(self) -> int:
        return len(self.paths)

    def __iter__(self) -> Iterator[StoredPlan | Unreadable]:
        return map(self.read, self.paths)

    def name_of(self, path: Path) -> str:
        """The name of the document in `path` (see StoredPlan)."""
        below = path.relative_to(self.root) if path != self.root else Path(path.name)
        # A name that is no UTF-8 must not make every table that carries it unwritable.
        return os.fsencode(below.with_suffix("").as_posix()).decode("utf-8", "replace")

    def read(self, path: Path) -> StoredPlan | Unreadable:
        """The document in `path`, corrected where the library corrects. Raises nothing that is the file's fault."""
        name = self.name_of(path)
        try:
            plan = load_plan(path)
            return StoredPlan(path, name, plan if self.correct is None else self.correct(path, plan))
        except DxExtractError as problem:
            return Unreadable(path, name, problem)


def open_library(path: Path | str, correct: Correct | None = None) -> Library:
    """The library in `path`: one plan document (``.json``), or a folder with them at any depth.

    A file is taken whatever its name. In a folder, hidden files and folders, ``manifest.json`` and other files that
    dxextract writes beside plans (``*.review.json``) are left out. Raises UnreadableInputError where there is nothing
    at `path`, NoDocumentsError for a folder without a plan document. Reads no document yet.
    """
    root = Path(path)
    if not root.exists():
        raise UnreadableInputError(str(path), "not found")
    paths = tuple(_documents_below(root)) if root.is_dir() else (root,)
    if not paths:
        raise NoDocumentsError(str(path))
    return Library(root, paths, correct)


def is_document_name(name: str) -> bool:
    """Whether a file called `name`, in an output folder, is meant to be a plan document."""
    folded = name.casefold()
    return (
        folded.endswith(SUFFIX)
        and not folded.startswith(".")
        and folded not in _OTHER_NAMES
        and not folded.endswith(_OTHER_ENDINGS)
    )


def _documents_below(folder: Path) -> list[Path]:
    found: list[Path] = []
    for top, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(top, name) for name in names if is_document_name(name)]
    return sorted(found)
