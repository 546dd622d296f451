"""One run of a batch, from its lock to its manifest; it can be killed at any moment and begun again.

Decides what is remembered when: each document's entry is in the journal before anything else is said of it; the
manifest replaces the one before in one step, at the end; only then the journal goes. A run that finds a journal goes on
with the run that left it. What runs the jobs (the flow, a loop) is not decided here: it takes `todo` and hands in
outcomes.
"""

from __future__ import annotations

import secrets
import time
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from dxextract.batch.fingerprint import extractor
from dxextract.batch.jobs import Outcome
from dxextract.batch.journal import Journal, Unfinished, replay
from dxextract.batch.links import with_links
from dxextract.batch.lock import locked
from dxextract.batch.output import Output, open_output
from dxextract.batch.planning import PlannedJob, Remembered, plan_work
from dxextract.batch.sources import find_sources
from dxextract.errors import DiskFullError
from dxextract.rules.extension import load_rules_with
from dxextract.schema.manifest import (
    MANIFEST_NAME,
    DocumentEntry,
    Extractor,
    GoneDocument,
    Manifest,
    ManifestError,
    ManifestMunicipality,
    Result,
    RunInfo,
    Totals,
    manifest_to_json,
    parse_manifest,
)

if TYPE_CHECKING:
    from dxextract.settings import Settings


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """What a run is told. `source` and `out` are paths or URLs; `include` are patterns as in .gitignore."""

    source: str
    out: str
    settings: Settings
    include: tuple[str, ...] = ()
    retry_failed: bool = False


@dataclass(slots=True)
class Batch:
    """A run under way. Made by `open_batch`; used by one thread. `manifest`: what it left, once it is finished.

    `entries` are those of documents that stand as they are. What is read is kept packed until the manifest is written:
    as objects, ten times as large, the entries would make the run grow with its documents.
    """

    output: Output
    todo: tuple[PlannedJob, ...]
    entries: dict[str, DocumentEntry]
    gone: tuple[GoneDocument, ...]
    extractor: Extractor
    run: RunInfo
    manifest: Manifest | None = None
    _before: tuple[DocumentEntry, ...] | None = ()
    _journal: Journal | None = None
    _packed: dict[str, bytes] = field(default_factory=dict)
    _began: float = field(default_factory=time.monotonic)

    @property
    def seconds(self) -> float:
        """Seconds by the clock that this run has taken, earlier parts of it included, interruptions left out."""
        return self.run.seconds + time.monotonic() - self._began

    @property
    def unchanged(self) -> int:
        """How many documents stand as they are; those that cannot be read at all (a loop of links) are none of them."""
        return sum(entry.attempts > 0 for entry in self.entries.values())

    def record(self, planned: PlannedJob, outcome: Outcome) -> DocumentEntry:
        """Remember what became of a document; its entry is on the disk when this returns."""
        entry = entry_of(planned, outcome)
        self._packed[entry.path] = zlib.compress(entry.model_dump_json().encode(), 1)
        try:
            self._remember(entry)
        except DiskFullError:
            # The reserve is for the end; the journal may have it, for what it cannot hold would be done again.
            self.output.free_reserve()
            with suppress(DiskFullError):
                self._remember(entry)
        return entry

    def _remember(self, entry: DocumentEntry) -> None:
        if self._journal is None:
            self._journal = self._begin_journal()
        self._journal.write(entry, self.seconds)

    def _begin_journal(self) -> Journal:
        """The journal, going on with the one there is where that is this run's (`_before` is None).

        It begins with the first document: a run that reads none was none that could be interrupted.
        """
        if self._before is not None:
            self.output.journal.unlink(missing_ok=True)
        journal = Journal(self.output.journal)
        run = self.run
        journal.head(run.id, run.source, run.started, run.resumed, run.seconds)
        for entry in self._before or ():
            journal.write(entry, 0.0)
        return journal

    def finish(self) -> Manifest:
        """Write the manifest of the completed run. Raises OutputNotWritableError or StorageError."""
        self.output.free_reserve()
        self.output.clear_halves()  # of workers that were ended in this run
        read = (DocumentEntry.model_validate_json(zlib.decompress(packed)) for packed in self._packed.values())
        documents = with_links({**self.entries, **{entry.path: entry for entry in read}}.values())
        done = {"finished": _now(), "seconds": round(self.seconds, 3), "complete": True, "pending": 0}
        manifest = Manifest(
            extractor=self.extractor,
            run=self.run.model_copy(update=done),
            totals=Totals.model_validate(Counter(entry.state for entry in documents)),
            documents=documents,
            gone=self.gone,
        )
        self.output.write(MANIFEST_NAME, manifest_to_json(manifest))
        self.manifest = manifest
        return manifest

    def close(self) -> None:
        """Give back what the run holds. The journal of a finished run goes, for its manifest says it all."""
        self.output.free_reserve()
        if self._journal is not None:
            self._journal.close()
        if self.manifest is not None:
            self.output.journal.unlink(missing_ok=True)


@contextmanager
def open_batch(options: BatchOptions) -> Iterator[Batch]:
    """A run of the batch, locked, its work planned.

    Raises BatchRunningError, what `find_sources` raises, OutputNotWritableError, StorageError, RuleError, or
    InvalidManifestError. Left without `Batch.finish`, it is unfinished: the next run goes on with it.
    """
    load_rules_with(options.settings.rules)
    output = open_output(options.out, options.settings.state_dir)
    output.prepare()
    with locked(output.state / "lock", options.out):
        batch = _begin(options, output)
        try:
            yield batch
        finally:
            batch.close()


def _manifest_in(output: Output) -> Manifest | None:
    data = output.read(MANIFEST_NAME)
    return None if data is None else parse_manifest(data, str(output.at(MANIFEST_NAME)))


def _begin(options: BatchOptions, output: Output) -> Batch:
    output.clear_halves()
    items = find_sources(options.source, options.include)
    read_by = extractor(options.settings)
    last = _manifest_in(output)
    unfinished = replay(output.journal)
    if unfinished is not None and last is not None and last.run.id == unfinished.run:
        unfinished = None  # the manifest was written, and the process died before its journal was deleted
    remembered = _remembered(options, last, unfinished, output)
    plan = plan_work(items, output.root, read_by, remembered, retry_failed=options.retry_failed)
    run = _run_info(options, unfinished, len(plan.todo))
    output.hold_reserve(len(items))
    ours = unfinished is not None and unfinished.run == run.id
    there = {item.path for item in items}
    known = {**remembered.before, **remembered.this_run}
    gone = {one.path: one for one in (last.gone if last else ()) if one.path not in there}
    for path, entry in known.items():
        if path not in there and entry.output is not None:
            gone[path] = GoneDocument(path=path, output=entry.output)
    return Batch(
        output=output,
        todo=plan.todo,
        entries={entry.path: entry for entry in plan.standing},
        gone=tuple(gone[path] for path in sorted(gone)),
        extractor=read_by,
        run=run,
        # What an abandoned run of another source had read is not to be lost with its journal.
        _before=None if ours else unfinished.entries if unfinished is not None else (),
    )


def _remembered(
    options: BatchOptions, last: Manifest | None, unfinished: Unfinished | None, output: Output
) -> Remembered:
    before = {entry.path: entry for entry in (last.documents if last else ())}
    this_run: dict[str, DocumentEntry] = {}
    if unfinished is not None:
        entries = {entry.path: entry for entry in unfinished.entries}
        if unfinished.source == options.source:
            this_run = entries
        else:
            before |= entries
    return Remembered(this_run, before, output.document_sizes())


def _run_info(options: BatchOptions, unfinished: Unfinished | None, pending: int) -> RunInfo:
    if unfinished is not None and unfinished.source == options.source:
        return RunInfo(
            id=unfinished.run,
            source=unfinished.source,
            started=unfinished.started,
            seconds=unfinished.seconds,
            resumed=unfinished.resumed + 1,
            pending=pending,
        )
    identity = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"
    return RunInfo(id=identity, source=options.source, started=_now(), pending=pending)


def entry_of(planned: PlannedJob, outcome: Outcome) -> DocumentEntry:
    """The manifest's entry of a document that was just read."""
    common = DocumentEntry(
        path=planned.path,
        state="failed",
        result="failed",
        sha256=planned.sha256,
        size=planned.size,
        fingerprint=planned.fingerprint,
        url=planned.url,
        seconds=round(outcome.seconds, 3),
        peak_memory_mb=None if outcome.peak_memory_mb is None else round(outcome.peak_memory_mb, 1),
        attempts=outcome.attempts,
    )
    plan = outcome.plan
    if plan is None:
        failure = outcome.failure
        error = ManifestError(code=failure.code, message=failure.message) if failure else None
        return common.model_copy(update={"error": error})
    state: Result = "review" if plan.needs_review else "ok"
    municipality = plan.municipality
    return common.model_copy(
        update={
            "state": state,
            "result": state,
            "sha256": plan.sha256,
            "output": planned.output,
            "output_size": plan.output_size,
            "plan_id": plan.id,
            "title": plan.title,
            "municipality": municipality
            and ManifestMunicipality(
                name=municipality.name, prefecture=municipality.prefecture, code=municipality.code
            ),
            "published": plan.published,
            "edition": plan.edition,
            "status": plan.status,
            "media_type": plan.media_type,
            "page_count": plan.page_count,
            "counts": plan.counts,
            "diagnostics": plan.diagnostics,
            "unsure": plan.unsure,
            "sketch": plan.sketch,
        }
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
