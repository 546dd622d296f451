"""The documents of an output folder as the server sees them: by name, merged, and read again when a file changes.

A name is looked up in the list of what the folder holds and is never joined to a path, so no request leaves the folder.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from dxextract.errors import DxExtractError, NoDocumentsError
from dxextract.library import Library, open_library
from dxextract.review.events import Overlay, TargetKind
from dxextract.review.journal import Decide, append_events, overlay_path, read_overlay
from dxextract.review.merge import Merged, RecordState, apply_overlay
from dxextract.review.records import Data, Lists, lists_of
from dxextract.review.sources import Sources
from dxextract.schema.load import parse_plan
from dxextract.schema.plan import PlanDocument

Stamp = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Loaded:
    """One document with its review. `extraction` changes whenever the document's file does."""

    name: str
    path: Path
    extraction: str
    plan: PlanDocument
    lists: Lists
    overlay: Overlay
    merged: Merged
    torn: bool

    @property
    def records(self) -> Mapping[str, tuple[TargetKind, Data]]:
        """All records of the merged plan and the rejected ones, by id."""
        return self.merged.records

    def state(self, record_id: str) -> RecordState:
        return self.merged.states.get(record_id, RecordState())


@dataclass(frozen=True, slots=True)
class Broken:
    """A file of the folder that is no readable document, and why."""

    name: str
    problem: str


class Workspace:
    """The documents below `root` (a folder, or one document), and where their sources may be."""

    def __init__(self, root: Path, source_folders: Sequence[Path] = ()) -> None:
        self.root = root
        self.sources = Sources(root, source_folders)
        self._lock = threading.RLock()
        self._cache: dict[str, tuple[Stamp, Loaded]] = {}

    def names(self) -> tuple[str, ...]:
        """The names of all documents at present, sorted."""
        library = self._library()
        return () if library is None else tuple(library.name_of(path) for path in library.paths)

    def load(self, name: str) -> Loaded:
        """The document `name` as it is on the disk now. Raises KeyError for an unknown one, DxExtractError."""
        with self._lock:
            path = self._path(name)
            stamp = _stamp(path)
            held = self._cache.get(name)
            if held is None or held[0] != stamp:
                before = held[1] if held is not None and held[0][:2] == stamp[:2] else None
                stored = read_overlay(overlay_path(path))
                held = (stamp, _merged(before or _read(name, path), stored.overlay, stored.torn))
                self._cache[name] = held
            return held[1]

    def load_all(self) -> tuple[Loaded | Broken, ...]:
        """Every document; one that cannot be read says why."""
        found: list[Loaded | Broken] = []
        for name in self.names():
            try:
                found.append(self.load(name))
            except DxExtractError as problem:
                found.append(Broken(name, str(problem)))
            except KeyError:  # gone since it was listed
                continue
        return tuple(found)

    def decide(self, name: str, decide: Decide, by: str) -> Loaded:
        """Append decisions to the document's overlay and return it as it then is. Raises what `decide` raises."""
        path = self._path(name)
        at = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        stored = append_events(overlay_path(path), decide, by, at)
        with self._lock:
            held = self._cache.get(name)
            stamp = _stamp(path)
            # Where another process has written since, or the document was extracted again, the files are read again.
            if held is not None and held[0][:2] == stamp[:2] and stamp[3] == stored.size:
                self._cache[name] = (stamp, _merged(held[1], stored.overlay, False))
            return self.load(name)

    def source_of(self, loaded: Loaded) -> Path | None:
        """The file it was read from, where that is at hand unchanged."""
        with self._lock:
            return self.sources.find(loaded.path, loaded.plan)

    def _path(self, name: str) -> Path:
        held = self._cache.get(name)
        if held is not None and held[1].path.is_file():
            return held[1].path
        library = self._library()
        if library is not None:
            for path in library.paths:
                if library.name_of(path) == name:
                    return path
        raise KeyError(name)

    def _library(self) -> Library | None:
        try:
            return open_library(self.root)
        except NoDocumentsError:
            return None


def _stamp(path: Path) -> Stamp:
    overlay = overlay_path(path)
    document = path.stat()
    if not overlay.exists():
        return (document.st_mtime_ns, document.st_size, 0, 0)
    review = overlay.stat()
    return (document.st_mtime_ns, document.st_size, review.st_mtime_ns, review.st_size)


def _read(name: str, path: Path) -> Loaded:
    data = path.read_bytes()
    plan = parse_plan(data, str(path))
    lists = lists_of(plan)
    nothing = Overlay(document=path.name)
    return Loaded(name, path, _digest(data), plan, lists, nothing, apply_overlay(plan, nothing, lists), False)


def _merged(loaded: Loaded, overlay: Overlay, torn: bool) -> Loaded:
    merged = apply_overlay(loaded.plan, overlay, loaded.lists)
    return replace(loaded, overlay=overlay, merged=merged, torn=torn)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]
