"""A comparison on the disk: ``index.html`` with its script, ``compare.xlsx``, and a file for each table in ``csv/``."""

from __future__ import annotations

from pathlib import Path

from dxextract.compare.model import Comparison
from dxextract.compare.tables import TABLES, rows_of
from dxextract.errors import MissingExtraError
from dxextract.export.csv import CsvSink
from dxextract.export.sink import Options, TableSink
from dxextract.export.target import staged


def write_comparison(comparison: Comparison, target: Path, force: bool = False) -> None:
    """Write everything to the folder `target`, in one go.

    Raises TargetExistsError, OutputNotWritableError, or MissingExtraError where the libraries for the page or the
    workbook are not installed.
    """
    try:
        from dxextract.compare.page import write_page
        from dxextract.export.xlsx import XlsxSink
    except ModuleNotFoundError as problem:
        raise MissingExtraError("dxextract compare", "pip install 'dxextract[compare]'") from problem
    rows = rows_of(comparison)
    with staged(target, force) as stage:
        write_page(comparison, stage)
        options = Options("ja", TABLES)
        sinks: list[TableSink] = [CsvSink(stage / "csv", options), XlsxSink(stage / "compare.xlsx", options)]
        for sink in sinks:
            sink.put(rows)
            sink.close()
