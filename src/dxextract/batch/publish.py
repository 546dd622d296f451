"""The end of a run: the manifest, then what is made from it (catalog, report). The manifest never waits for the others.

Decides the order, and that a catalog or report which cannot be written is a note and not a failed batch.
"""

from __future__ import annotations

from dxextract.batch.catalog import build_catalog
from dxextract.batch.output import CATALOG_NAME, REPORT_NAME
from dxextract.batch.progress import Progress
from dxextract.batch.report import render_report
from dxextract.batch.session import Batch
from dxextract.errors import DxExtractError
from dxextract.schema.manifest import Manifest


def finish_batch(batch: Batch, progress: Progress) -> Manifest:
    """Write everything that a completed run leaves. Raises what `Batch.finish` raises."""
    manifest = batch.finish()
    try:
        batch.output.write(CATALOG_NAME, build_catalog(manifest, batch.output.state))
        batch.output.write(REPORT_NAME, render_report(manifest))
    except DxExtractError as problem:
        progress.note(str(problem))
    progress.end(manifest, str(batch.output.at(REPORT_NAME)))
    return manifest
