"""The language stage: mentions, sentences and cell values of a laid-out document.

The only stage that knows spaCy and Sudachi. `annotate` is its entry, `reading_cells` begins a part of its work before;
the readers below are pure functions over texts.
"""

from __future__ import annotations

from dxextract.language.annotate import annotate, reading_cells
from dxextract.language.cells import read_cell
from dxextract.language.dates import read_dates
from dxextract.language.quantities import read_quantities

__all__ = ["annotate", "read_cell", "read_dates", "read_quantities", "reading_cells"]
