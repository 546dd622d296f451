"""Small tables that are parts of a measure's card, where a writer has drawn a table for each of its blocks.

Decides which of them say whose measure it is, which name it, and which are a row of blocks. What comes of them is
decided in `forms`.
"""

from __future__ import annotations

from collections.abc import Sequence

from dxextract.layout.forms.labels import ASIDE, NAMING, VALUE, Region
from dxextract.normalise import squeeze
from dxextract.schema.document import Table

BOX_ROWS = 4
ONE_UNDER_LABELS = 2  # rows: labels, and what stands below each of them
_ON_CARDS = NAMING | {"departments", "period", ASIDE}


def is_label_box(table: Table, regions: Sequence[Region]) -> bool:
    """Whether a small table says nothing but who is responsible, and how to reach them."""
    labels = {region.label for region in regions}
    rows = {row for region in regions for row in range(region.cell.row, region.bottom)}
    covered = len(rows) * 2 >= table.n_rows
    return table.n_rows <= BOX_ROWS and covered and "departments" in labels and labels <= {"departments", "other"}


def names_card(table: Table, regions: Sequence[Region]) -> bool:
    """Whether a small table says which measure it is and whose, and nothing else: tables of its blocks stand below."""
    labels = {region.label for region in regions}
    rows = {row for region in regions for row in range(region.cell.row, region.bottom)}
    named = labels & {"title", "broad"} and labels - {"title", "broad"}
    return bool(named) and table.n_rows <= BOX_ROWS and len(rows) == table.n_rows and labels <= _ON_CARDS


def left_column(table: Table) -> tuple[str, ...]:
    return tuple(squeeze(cell.text) for cell in table.cells if cell.col == 0)


def is_row_of_blocks(table: Table, regions: Sequence[Region]) -> bool:
    """Whether a row of labels stands above one of their texts: 現状と課題 | 取組の内容, a table of its own."""
    top = [cell for cell in table.cells if cell.row == 0]
    under = all(r.cell.row == 0 and r.top == 1 and r.label not in NAMING | {VALUE, ASIDE} for r in regions)
    return table.n_rows == ONE_UNDER_LABELS and len(regions) == len(top) > 1 and under
