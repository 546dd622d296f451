"""The name of each document's JSON: its own, also where two inputs have one stem or a file system ignores case.

Decides names below the output folder, and keeps names that a document already has. Makes the output folder.
"""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from dxextract.batch.inputs import Input
from dxextract.batch.jobs import Job
from dxextract.errors import OutputNotWritableError
from dxextract.export.json import write_atomically
from dxextract.library import is_document_name


def plan_jobs(inputs: Sequence[Input], out: Path) -> tuple[Job, ...]:
    """Each input with its own target below `out`, also on file systems that ignore case.

    ``<stem>.json`` where no other input of the call would be written there; else ``<file name>.json`` (``a.pdf.json``
    beside ``a.txt.json``), else ``<folder>-<file name>.json``, else the same with a hash of the path.
    """
    targets = plan_targets(inputs)
    return tuple(Job(item.path, out / target) for item, target in zip(inputs, targets, strict=True))


def plan_targets(inputs: Sequence[Input], kept: Mapping[Path, Path] | None = None) -> tuple[Path, ...]:
    """The target of each input below the output folder. `kept` says what inputs (by path) are already called.

    A kept name stays, whatever comes beside it; the others give way to it. Names under which dxextract itself, or a
    review, keeps something else (``manifest.json``) are nobody's.
    """
    known = kept or {}
    fixed = {_key(target) for target in known.values()}
    levels = [0] * len(inputs)
    while True:
        targets = [
            known.get(item.path) or item.folder / f"{_NAMES[level](item.path)}.json"
            for item, level in zip(inputs, levels, strict=True)
        ]
        keys = [_key(target) for target in targets]
        counts = Counter(keys)
        clashing = [
            i
            for i, (item, key) in enumerate(zip(inputs, keys, strict=True))
            if item.path not in known
            and levels[i] < len(_NAMES) - 1
            and (counts[key] > 1 or key in fixed or not is_document_name(targets[i].name))
        ]
        if not clashing:
            return tuple(targets)
        for i in clashing:
            levels[i] += 1


def _key(target: Path) -> str:
    return unicodedata.normalize("NFC", str(target)).casefold()


def _hashed(path: Path) -> str:
    return f"{path.name}-{hashlib.sha256(os.fsencode(os.path.realpath(path))).hexdigest()[:8]}"


_NAMES: tuple[Callable[[Path], str], ...] = (
    lambda path: path.stem,
    lambda path: path.name,
    lambda path: f"{path.absolute().parent.name}-{path.name}",
    _hashed,
)


def prepare_output(out: Path) -> None:
    """Make the output folder and try to write in it. Raises OutputNotWritableError."""
    if out.exists() and not out.is_dir():
        raise OutputNotWritableError(str(out), "not a folder")
    probe = out / f".dxextract-{os.getpid()}.probe"
    write_atomically(probe, b"")
    try:
        probe.unlink()
    except OSError as problem:
        raise OutputNotWritableError(str(out), problem.strerror or "") from problem
