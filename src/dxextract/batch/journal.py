"""What an unfinished run has done so far: a line for each document, on the disk before the next one is counted.

Decides the form of the file (JSON lines: a head with the run, then entries of the manifest) and that a torn last line,
which a crash leaves, is as if it had not been written. The session decides when a journal begins and ends.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
from pydantic import ValidationError

from dxextract.errors import DiskFullError
from dxextract.schema.manifest import DocumentEntry


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What a journal tells of the run that was interrupted: its id, source and start, and what it had done."""

    run: str
    source: str
    started: str
    resumed: int
    seconds: float
    entries: tuple[DocumentEntry, ...]


def replay(file: Path) -> Unfinished | None:
    """The unfinished run that `file` tells of; None where there is none. Lines that are none are left out."""
    try:
        lines = file.read_bytes().split(b"\n")
    except OSError:
        return None
    head: dict[str, Any] = {}
    entries: dict[str, DocumentEntry] = {}
    seconds = 0.0
    for line in lines:
        with suppress(orjson.JSONDecodeError, ValidationError, TypeError, KeyError):
            content = orjson.loads(line)
            if "run" in content:
                head = content
            else:
                entry = DocumentEntry.model_validate(content["entry"])
                entries[entry.path] = entry
            seconds = max(seconds, float(content["seconds"]))
    if not head:
        return None
    return Unfinished(head["run"], head["source"], head["started"], head["resumed"], seconds, tuple(entries.values()))


class Journal:
    """The journal that a run writes. Each line is on the disk when `write` returns."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        # After a torn line, which has no end, the next one must begin on its own.
        self._write(b"\n")

    def head(self, run: str, source: str, started: str, resumed: int, seconds: float) -> None:
        """Say which run the following lines belong to. Raises DiskFullError."""
        content = {"run": run, "source": source, "started": started, "resumed": resumed, "seconds": seconds}
        self._write(orjson.dumps(content) + b"\n")

    def write(self, entry: DocumentEntry, seconds: float) -> None:
        """Remember what became of a document, `seconds` after the run began. Raises DiskFullError."""
        line = {"entry": entry.model_dump(mode="json"), "seconds": round(seconds, 3)}
        self._write(orjson.dumps(line) + b"\n")

    def close(self) -> None:
        """Close the file."""
        os.close(self._descriptor)

    def _write(self, data: bytes) -> None:
        try:
            written = os.write(self._descriptor, data)
            if written < len(data):
                raise OSError(28, "No space left on device")
            os.fsync(self._descriptor)
        except OSError as problem:
            raise DiskFullError(str(self._file), problem.strerror or "") from problem
