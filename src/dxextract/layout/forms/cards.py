"""Small tables that are parts of a measure's card, where a writer has drawn a table for each of its blocks.

Decides which of them say whose measure it is, which name it, and which are a row of blocks. What comes of them is
decided in `forms`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from dxextract.layout.forms.labels import ASIDE, NAMING, VALUE, Region
from dxextract.layout.text.cells import is_header_row
from dxextract.normalise import squeeze
from dxextract.rules import RuleSet
from dxextract.rules.blocks import MEASURE_BLOCKS, block_label
from dxextract.rules.row_values import row_value
from dxextract.schema.document import Table

BOX_ROWS = 4
ONE_UNDER_LABELS = 2  # rows: labels, and what stands below each of them
_FEW = 2
_OF_LISTS = frozenset({"measure", "action", "kpi_name", "target"})
"""What the header of a list names, and no box that says who is responsible."""
_COUNT = re.compile(r"[0-9]+|[①-⑳]|[Ⅰ-Ⅻ]|[A-Z]$")
_ON_CARDS = NAMING | {"departments", "period", ASIDE}

_FEWEST_YEARS = 2


def is_label_box(table: Table, regions: Sequence[Region], rules: RuleSet) -> bool:
    """Whether a small table says nothing but who is responsible, and how to reach them; a short list says more."""
    top = [rules["table_headers"].label(cell.text) for cell in table.cells if cell.row == 0]
    if _OF_LISTS & set(top) or top.count("year") >= _FEWEST_YEARS:
        return False  # 担当課 | 内容 | R7 | R8: the header of what is done in each year
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
    """What stands down the left of a table, 施策1 and 施策2 alike."""
    return tuple(_COUNT.sub("0", squeeze(cell.text)) for cell in table.cells if cell.col == 0)


def is_row_of_blocks(table: Table, regions: Sequence[Region]) -> bool:
    """Whether a row of labels stands above one of their texts: 現状と課題 | 取組の内容, a table of its own."""
    top = [cell for cell in table.cells if cell.row == 0]
    under = all(r.cell.row == 0 and r.top == 1 and r.label not in NAMING | {VALUE, ASIDE} for r in regions)
    return table.n_rows == ONE_UNDER_LABELS and len(regions) == len(top) > 1 and under


def heads_blocks(tables: Sequence[Table], rules: RuleSet) -> bool:
    """Whether the tables below a card are blocks of its measure: 指標 or 工程 stands in the corner of each."""
    corners = [next((c.text for c in table.cells if c.row == c.col == 0), "") for table in tables]
    return bool(corners) and all(block_label(text, rules) in MEASURE_BLOCKS for text in corners)


def without_row_labels(table: Table, regions: Sequence[Region], rules: RuleSet) -> tuple[Region, ...]:
    """The regions but for labels that come again in a column of a list, where they say what its rows hold.

    目標 and 実績 do in any column, 工程 and the like right of the names, unless a measure's name stands left of them.
    """
    again = Counter((r.cell.col, squeeze(r.cell.text)) for r in regions if r.cell.row)
    listed = {col for (col, _), times in again.items() if times >= _FEW and col > 0}
    valued = Counter(col for col, text in again if row_value(text, rules))
    listed |= {col for (col, text), n in again.items() if n >= _FEW <= valued[col] and row_value(text, rules)}
    heads = [cell.text for cell in table.cells if cell.row == 0]
    if not listed or len(heads) <= _FEW or not is_header_row(heads, rules):
        return tuple(regions)
    first = min(listed)
    if any(r.label in NAMING and r.cell.row and r.cell.col < first for r in regions):
        return tuple(regions)
    return tuple(r for r in regions if r.cell.col < first and r.cell.row)
