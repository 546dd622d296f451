"""The documents of an output folder as the server sees them: by name, merged, and read again when a file changes.

A name is looked up in the list of what the folder holds and is never joined to a path, so no request leaves the folder.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from dxextract.errors import DxExtractError, NoDocumentsError
from dxextract.library import Library, open_library
from dxextract.review.events import Overlay, TargetKind
from dxextract.review.journal import Decide, append_events, overlay_path, read_overlay
from dxextract.review.merge import Merged, RecordState, apply_overlay
from dxextract.review.records import RECORD_LISTS, Data, as_data
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
    overlay: Overlay
    merged: Merged
    torn: bool
    records: dict[str, tuple[TargetKind, Data]]
    """All records of the merged plan and the rejected ones, by id."""

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
                held = (stamp, _load(name, path))
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
        append_events(overlay_path(path), decide, by, at)
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


def _load(name: str, path: Path) -> Loaded:
    data = path.read_bytes()
    stored = read_overlay(overlay_path(path))
    plan = parse_plan(data, str(path))
    merged = apply_overlay(plan, stored.overlay)
    return Loaded(
        name=name,
        path=path,
        extraction=_digest(data),
        plan=plan,
        overlay=stored.overlay,
        merged=merged,
        torn=stored.torn,
        records=records_by_id(merged, plan),
    )


def records_by_id(merged: Merged, plan: PlanDocument) -> dict[str, tuple[TargetKind, Data]]:
    """The merged plan's records by id, in the contract's order; rejected ones stand where they did in `plan`."""
    records: dict[str, tuple[TargetKind, Data]] = {merged.plan.plan.id: ("plan", as_data(merged.plan.plan))}
    for kind in RECORD_LISTS:
        here = {record.id: as_data(record) for record in getattr(merged.plan, kind)}
        order = list(here)
        rejected = {data["id"]: data for its_kind, data in merged.rejected if its_kind == kind}
        before = [record.id for record in getattr(plan, kind)]
        for identifier in rejected:
            behind = before[before.index(identifier) :] if identifier in before else []
            order.insert(next((order.index(other) for other in behind if other in here), len(order)), identifier)
        records |= {identifier: (kind, here.get(identifier) or rejected[identifier]) for identifier in order}
    return records


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]
