"""What tests of batches share: made-up outcomes, runs without processes, and manifests to be compared."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dxextract.batch.jobs import Failure, Job, Outcome, PlanFacts
from dxextract.batch.session import Batch, BatchOptions, open_batch
from dxextract.errors import EmptyInputError
from dxextract.schema.manifest import DocumentEntry, Manifest
from dxextract.settings import Settings

_FACTS: dict[str, Any] = {
    "id": "unknown-2025-03",
    "title": "みどり野市DX推進計画",
    "municipality": None,
    "published": "2025-03-01",
    "edition": None,
    "status": "final",
    "sha256": "0" * 64,
    "media_type": "text/plain",
    "page_count": None,
    "counts": {},
    "diagnostics": {},
    "unsure": None,
    "needs_review": False,
    "output_size": 2,
    "sketch": (),
}


def plan_facts(**changes: Any) -> PlanFacts:
    """The facts of a plan, with `changes`."""
    return PlanFacts(**{**_FACTS, **changes})


def pretend(job: Job) -> Outcome:
    """A task that reads no plan: an empty file fails, any other gives a small JSON."""
    assert isinstance(job.source, Path)
    assert isinstance(job.target, Path)
    data = job.source.read_bytes()
    if not data:
        return Outcome(job, 0.0, failure=Failure.of(EmptyInputError(str(job.source))))
    job.target.parent.mkdir(parents=True, exist_ok=True)
    job.target.write_bytes(b"{}")
    return Outcome(job, 0.0, plan=plan_facts(sha256=hashlib.sha256(data).hexdigest(), title=data.decode()))


def options(source: Path | str, out: Path | str, **changes: Any) -> BatchOptions:
    """The options of a batch with `changes` of them or of its settings."""
    names = set(Settings.model_fields)
    settings = Settings().model_copy(update={name: value for name, value in changes.items() if name in names})
    rest = {name: value for name, value in changes.items() if name not in names}
    return BatchOptions(str(source), str(out), settings, **rest)


def do(batch: Batch, task: Callable[[Job], Outcome] = pretend, first: int | None = None) -> list[DocumentEntry]:
    """Do what `batch` has to do, or the `first` few of it."""
    return [batch.record(planned, task(planned.job)) for planned in batch.todo[:first]]


def run(source: Path | str, out: Path | str, task: Callable[[Job], Outcome] = pretend, **changes: Any) -> Manifest:
    """A whole run, in this process."""
    with open_batch(options(source, out, **changes)) as batch:
        do(batch, task)
        return batch.finish()


def states(manifest: Manifest) -> dict[str, str]:
    """The state of each document."""
    return {entry.path: entry.state for entry in manifest.documents}


def without_times(manifest: Manifest) -> dict[str, Any]:
    """What two runs over the same documents have in common."""
    content = manifest.model_dump(exclude={"run": {"id", "started", "finished", "seconds", "resumed", "source"}})
    for entry in content["documents"]:
        for measured in ("seconds", "peak_memory_mb", "attempts"):
            del entry[measured]
    return content
