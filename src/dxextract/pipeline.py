"""The pipeline on one screen: a file in, one plan document out.

Decides the order of the stages, and nothing else: no printing, no files written, no Prefect. Each stage takes and
returns frozen values.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dxextract.assemble import assemble
from dxextract.extract import extract_records
from dxextract.language import annotate, reading_cells
from dxextract.layout import lay_out, page_layouter, unfold_forms
from dxextract.read import read
from dxextract.rules.extension import load_rules_with
from dxextract.schema.document import Document
from dxextract.schema.plan import PlanDocument
from dxextract.segment import segment
from dxextract.settings import Settings


def extract(path: Path | str, settings: Settings | None = None) -> PlanDocument:
    """The plan in the PDF or text file `path`.

    Raises a DxExtractError when the file cannot be read as a plan; what is merely odd in it becomes a diagnostic.
    """
    return extract_with_document(path, settings)[1]


def extract_with_document(path: Path | str, settings: Settings | None = None) -> tuple[Document, PlanDocument]:
    """The laid-out document of the file `path`, and the plan that was read from it. Raises as `extract` does."""
    chosen = settings or Settings()
    rules = load_rules_with(chosen.rules)
    with _no_collections():
        # What was read is not named, so that it is gone when it is laid out.
        laid_out = lay_out(read(Path(path), chosen, page_layouter(rules, chosen.spare_memory_above_pages)), rules)
        with reading_cells(laid_out, rules, chosen.reading_processes) as cells_read:
            document = annotate(unfold_forms(laid_out, rules), rules, cells_read)
        outline = segment(document, rules)
        records = extract_records(document, outline, rules)
        return document, assemble(document, outline, records, rules)


@contextmanager
def _no_collections() -> Iterator[None]:
    """Keeps Python from looking for garbage in cycles: frozen values have none, and looking takes time for nothing."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
