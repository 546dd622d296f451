"""The flow as `dxextract batch` runs it: on a batch that is open already, with Prefect's records in bundles.

Decides what is handed to the flow beside its parameters, and which fault is whose: what made the batch impossible, or
Prefect. Whether a batch is done is what the batch itself says, whatever Prefect thinks of the run.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from prefect.client.schemas.objects import State

from dxextract.batch.progress import ProgressKind
from dxextract.batch.session import Batch, BatchOptions, open_batch
from dxextract.errors import DxExtractError, PrefectServerError
from dxextract.schema.manifest import Manifest

from .extract_plans import HANDED, Handed, extract_document, extract_plans
from .records import told_in_bundles


def run_once(options: BatchOptions, workers: int | None, cluster: str | None, progress: ProgressKind) -> Manifest:
    """A run of the batch that `options` name. Raises what `run_open` and `open_batch` raise."""
    with open_batch(options) as batch:
        return run_open(batch, options, workers, cluster, progress)


def run_open(
    batch: Batch, options: BatchOptions, workers: int | None, cluster: str | None, progress: ProgressKind
) -> Manifest:
    """A run of the open `batch`, of `options`: the manifest that it leaves.

    Raises what made the batch impossible; PrefectServerError when that was Prefect, KeyboardInterrupt as it comes.
    """
    result = _run(batch, options, workers, cluster, progress)
    if isinstance(result, DxExtractError):
        raise result
    if batch.manifest is None:
        detail = f"{type(result).__name__}: {result}"
        raise PrefectServerError(os.environ.get("PREFECT_API_URL", "Prefect"), detail)
    return batch.manifest


def _run(
    batch: Batch, options: BatchOptions, workers: int | None, cluster: str | None, progress: ProgressKind
) -> object:
    """What the flow returned, or raised."""
    settings = options.settings
    try:
        with _handed(batch, cluster) as handed:
            before = HANDED.set(handed)
            try:
                state: State[Any] = extract_plans(
                    source=options.source,
                    out=options.out,
                    include=list(options.include),
                    workers=workers,
                    cluster=cluster,
                    retry_failed=options.retry_failed,
                    rules=settings.rules and str(settings.rules),
                    ocr=settings.ocr,
                    timeout=settings.document_timeout,
                    memory_mb=settings.document_memory_mb,
                    progress=progress,
                    return_state=True,
                )
            finally:
                HANDED.reset(before)
        return state.result(raise_on_failure=False)
    except Exception as problem:
        return problem


@contextmanager
def _handed(batch: Batch, cluster: str | None) -> Iterator[Handed]:
    """The batch, and a task whose runs are told in bundles; the workers of a cluster speak to the server themselves."""
    if cluster is not None:
        yield Handed(batch)
        return
    with told_in_bundles() as records:
        yield Handed(batch, records.follow(extract_document), records.tell_now)
