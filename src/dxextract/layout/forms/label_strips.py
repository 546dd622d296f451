"""Tables of one row, a label beside its text, one under the other -> the form that they make together.

A writer who copies the first box of a measure (現状と課題 | …) for each block draws a form of many tables. Decides only
which tables are one; what a form says is read from the whole (`forms`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dxextract.layout.forms.labels import label_of
from dxextract.rules import RuleSet
from dxextract.schema.document import Block, Table

_SAME_EDGE = 3.0  # points


def with_joined_strips(blocks: Sequence[Block], rules: RuleSet) -> list[Block]:
    """The blocks, with tables of one labelled row that follow one another as one table."""
    joined: list[Block] = []
    for block in blocks:
        above = joined[-1] if joined else None
        if (
            isinstance(block, Table)
            and isinstance(above, Table)
            and _is_strip(block, rules)
            and _is_labelled(above, above.n_rows - 1, rules)
            and _edges(above, above.n_rows - 1) is not None
            and _are_alike(_edges(above, above.n_rows - 1), _edges(block, 0))
        ):
            joined[-1] = _joined(above, block)
        else:
            joined.append(block)
    return joined


def _is_strip(table: Table, rules: RuleSet) -> bool:
    return table.n_rows == 1 and _is_labelled(table, 0, rules)


def _is_labelled(table: Table, row: int, rules: RuleSet) -> bool:
    """Whether a row of a drawn table of two columns is a label and what it says."""
    cells = [cell for cell in table.cells if cell.row == row]
    if table.n_cols != 2 or table.spans != "drawn" or len(cells) != 2 or table.bars:
        return False
    return all(cell.text for cell in cells) and label_of(cells[0], rules) is not None


def _edges(table: Table, row: int) -> tuple[float, float, float] | None:
    """The left, middle and right edge of a row of two cells."""
    boxes = [cell.box for cell in table.cells if cell.row == row and cell.box is not None]
    return (boxes[0][0], boxes[1][0], boxes[1][2]) if len(boxes) == 2 else None


def _are_alike(one: tuple[float, float, float] | None, other: tuple[float, float, float] | None) -> bool:
    if one is None or other is None:
        return False
    return all(abs(a - b) <= _SAME_EDGE for a, b in zip(one, other, strict=True))


def _joined(above: Table, table: Table) -> Table:
    cells = tuple(replace(cell, row=cell.row + above.n_rows) for cell in table.cells)
    return replace(
        above,
        n_rows=above.n_rows + table.n_rows,
        cells=(*above.cells, *cells),
        places=(*above.places, *table.places),
        header_rows=0,
    )
