"""The output folder of a batch, or its counterpart in a store: what is there, what is written, where its state lives.

Decides the names of the files beside the plans' JSON, and that a store's lock and journal are kept on this machine. A
reserve of disk space is held during a run, so that a full disk still has room for the manifest that tells of it.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from dxextract.batch.storage import Location, below, read_whole, sizes_below, to_location, write_whole
from dxextract.batch.targets import prepare_output
from dxextract.errors import UnreadableInputError
from dxextract.library import is_document_name

STATE_FOLDER = ".dxextract"
CATALOG_NAME = "catalog.duckdb"
REPORT_NAME = "report.html"


@dataclass(frozen=True, slots=True)
class Output:
    """Where a batch writes. `state` is a folder of this machine for what only the batch itself reads."""

    root: Location
    state: Path

    def prepare(self) -> None:
        """Make the folders and try to write in them. Raises OutputNotWritableError or StorageError."""
        if isinstance(self.root, Path):
            prepare_output(self.root)
        prepare_output(self.state)

    def at(self, name: str) -> Location:
        """The location of `name` below the output."""
        return below(self.root, name)

    def read(self, name: str) -> bytes | None:
        """The bytes of `name`, None where there is none. Raises UnreadableInputError or StorageError."""
        try:
            return read_whole(self.at(name))
        except OSError as problem:
            raise UnreadableInputError(str(self.at(name)), problem.strerror or "") from problem

    def write(self, name: str, data: bytes) -> None:
        """Write `name`, whole or not at all."""
        write_whole(self.at(name), (data,))

    def document_sizes(self) -> dict[str, int]:
        """The plan documents there are, by name below the output, with their sizes in bytes."""
        if isinstance(self.root, str):
            return {name: size for name, (size, _) in sizes_below(self.root).items() if name.endswith(".json")}
        return _sizes(self.root)

    def clear_halves(self) -> None:
        """Remove what processes that are no more left half written (a killed one has no time to)."""
        for root in {self.root, self.state} if isinstance(self.root, Path) else {self.state}:
            for half in root.rglob(".dxextract-*.tmp"):
                if not _runs(half.name.split("-")[1]):
                    with suppress(OSError):
                        half.unlink(missing_ok=True)

    def hold_reserve(self, documents: int) -> None:
        """Take some disk space for the end of the run; where there is none, there is none."""
        size = 4 * 2**20 + documents * 4096
        with suppress(OSError), self._reserve.open("wb") as stream:
            if hasattr(os, "posix_fallocate"):
                os.posix_fallocate(stream.fileno(), 0, size)
            else:
                stream.write(bytes(size))

    def free_reserve(self) -> None:
        """Give that space back."""
        with suppress(OSError):
            self._reserve.unlink(missing_ok=True)

    @property
    def journal(self) -> Path:
        """What an unfinished run has done so far."""
        return self.state / "journal.jsonl"

    @property
    def _reserve(self) -> Path:
        return self.state / "reserve"


def open_output(out: str, state_dir: Path | None) -> Output:
    """The output that a user named: a folder, or a URL, whose state goes below `state_dir`."""
    root = to_location(out)
    if isinstance(root, Path):
        return Output(root, root / STATE_FOLDER)
    return Output(root, own_folder(state_dir) / hashlib.sha256(root.encode()).hexdigest()[:16])


def own_folder(state_dir: Path | None) -> Path:
    """Where this machine keeps what is of no output folder."""
    return state_dir or Path.home() / ".local" / "state" / "dxextract"


def _sizes(root: Path) -> dict[str, int]:
    found: dict[str, int] = {}
    for top, folders, names in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in filter(is_document_name, names):
            with suppress(OSError):
                path = Path(top, name)
                found[path.relative_to(root).as_posix()] = path.stat().st_size
    return found


def _runs(pid: str) -> bool:
    """Whether a process of this number runs here; yes where that cannot be asked without harm (Windows)."""
    if os.name != "posix" or not pid.isdigit():
        return True
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
