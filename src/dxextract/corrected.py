"""The library that users mean: an output folder with the corrections of its reviewers applied.

The one place that joins the reader of documents and the overlay of corrections, so that exports, comparisons, frames
and queries all see the same values.
"""

from __future__ import annotations

from pathlib import Path

from dxextract.library import Library, open_library
from dxextract.review.merge import corrected
from dxextract.schema.load import load_plan
from dxextract.schema.plan import PlanDocument


def open_corrected(path: Path | str) -> Library:
    """The library in `path`, each document as corrected beside it. Raises as `open_library`."""
    return open_library(path, corrected)


def load_corrected(path: Path) -> PlanDocument:
    """The one plan document in the file `path`, corrected. Raises as `load_plan` and `read_overlay`."""
    return corrected(path, load_plan(path))
