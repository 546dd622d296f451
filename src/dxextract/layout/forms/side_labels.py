"""Tables whose whole left side is one label (数値目標 | 指標, 基準値, 目標値): the name of a block, and its table.

The label, merged over the header and all rows, names what the table is and is no column of it. Decides that a table
is built so; forms, with several labels, are `regions`' business.
"""

from __future__ import annotations

from dxextract.layout.forms.unfolding import heading, part_of
from dxextract.rules import RuleSet
from dxextract.rules.blocks import TABLE_BLOCKS, block_label
from dxextract.schema.document import Block, Table

_FEWEST_COLUMNS = 3
"""The label's, the names' and the values'."""


def set_out_side_label(table: Table, rules: RuleSet) -> list[Block]:
    """The label as a heading and the rest of the table below it; empty for any other table."""
    if table.n_rows < 2 or table.n_cols < _FEWEST_COLUMNS:
        return []
    label = next((cell for cell in table.cells if cell.row == cell.col == 0), None)
    if label is None or label.row_span < table.n_rows or label.col_span > 1:
        return []
    if block_label(label.text, rules) not in TABLE_BLOCKS:
        return []
    return [heading(label.passage, "label"), part_of(table, range(table.n_rows), range(1, table.n_cols))]
