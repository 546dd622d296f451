"""Which documents of a batch are to be read, and which stand as they are.

A document stands when its fingerprint is unchanged and its JSON is where it was, or when it failed in a way that the
same bytes would fail again. Decides that, the names of the JSON files, and the state of what stands. Hashes the inputs,
reads nothing else of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from dxextract import errors
from dxextract.batch.fingerprint import content_hash, fingerprint
from dxextract.batch.inputs import Input
from dxextract.batch.jobs import Job
from dxextract.batch.sources import SourceItem, shown_path
from dxextract.batch.storage import Location, below
from dxextract.batch.targets import plan_targets
from dxextract.schema.manifest import DocumentEntry, Extractor, ManifestError

_HASHING_THREADS = 4
_LASTING = frozenset(
    kind.code
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, errors.DxExtractError) and kind.lasting
)


@dataclass(frozen=True, slots=True)
class PlannedJob:
    """A document to be read. `output` is its JSON's name below the output folder."""

    path: str
    job: Job
    output: str
    fingerprint: str
    sha256: str | None
    size: int | None
    url: str | None


@dataclass(frozen=True, slots=True)
class WorkPlan:
    """What a run has to do, and the entries that it can take over."""

    todo: tuple[PlannedJob, ...]
    standing: tuple[DocumentEntry, ...]


@dataclass(frozen=True, slots=True)
class Remembered:
    """Entries by path: of this run where it was interrupted, of the runs before, and the sizes of the JSON there is."""

    this_run: Mapping[str, DocumentEntry]
    before: Mapping[str, DocumentEntry]
    outputs: Mapping[str, int]


def plan_work(
    items: Sequence[SourceItem], out: Location, read_by: Extractor, remembered: Remembered, *, retry_failed: bool
) -> WorkPlan:
    """The work for `items` with results below `out`."""
    known = {**remembered.before, **remembered.this_run}
    todo: list[PlannedJob] = []
    standing: list[DocumentEntry] = []
    with ThreadPoolExecutor(_HASHING_THREADS) as threads:
        contents = list(threads.map(_content, items))
    for item, content, output in zip(items, contents, _outputs(items, remembered), strict=True):
        sha256, size = content
        mark = fingerprint(read_by, sha256 or item.token, item.facts)
        url = item.facts.url if item.facts else None
        if item.problem is not None:
            standing.append(_impossible(item, item.problem, mark))
            continue
        entry = known.get(item.path)
        if entry is not None and _stands(entry, mark, output, remembered.outputs, retry_failed):
            ours = item.path in remembered.this_run
            standing.append(
                entry if ours or entry.result == "failed" else entry.model_copy(update={"state": "skipped"})
            )
            continue
        job = Job(item.location, below(out, output), item.facts)
        todo.append(PlannedJob(item.path, job, output, mark, sha256, size, url))
    return WorkPlan(tuple(todo), tuple(standing))


def _content(item: SourceItem) -> tuple[str | None, int | None]:
    """SHA-256 and size of a file; a store's object is known by its token until it is read."""
    found = content_hash(item.location) if isinstance(item.location, Path) and item.problem is None else None
    return found or (None, None)


def _outputs(items: Sequence[SourceItem], remembered: Remembered) -> list[str]:
    """The name of each item's JSON; a document keeps the name that it has.

    A run that goes on gives the names that it gave when it began: to go by those of what it had done alone would give
    one of two files of one stem the name that neither had. Unless files came or went since.
    """
    names = _names(items, remembered.before)
    done = [remembered.this_run.get(item.path) for item in items]
    if all(entry is None or entry.output in (None, name) for entry, name in zip(done, names, strict=True)):
        return names
    return _names(items, {**remembered.before, **remembered.this_run})


def _names(items: Sequence[SourceItem], known: Mapping[str, DocumentEntry]) -> list[str]:
    inputs = [Input(Path(item.path), item.folder) for item in items]
    kept = {
        one.path: Path(entry.output)
        for one, item in zip(inputs, items, strict=True)
        if (entry := known.get(item.path)) is not None and entry.output is not None
    }
    return [shown_path(target) for target in plan_targets(inputs, kept)]


def _stands(entry: DocumentEntry, mark: str, output: str, outputs: Mapping[str, int], retry_failed: bool) -> bool:
    if entry.fingerprint != mark:
        return False
    if entry.error is not None:
        return entry.error.code in _LASTING and not retry_failed
    return entry.output == output and outputs.get(output) == entry.output_size


def _impossible(item: SourceItem, problem: errors.DxExtractError, mark: str) -> DocumentEntry:
    return DocumentEntry(
        path=item.path,
        state="failed",
        result="failed",
        fingerprint=mark,
        seconds=0,
        attempts=0,
        error=ManifestError(code=problem.code, message=str(problem)),
    )
