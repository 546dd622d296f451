"""A measure's actions that stand in the rows of a table below their label (＜具体的な取組＞ and 取組 | 内容 | R7 | R8).

Each row that names an action is an item: its number the label, its description a detail. Decides nothing about what the
other columns say; their steps, figures and departments become records elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable

from dxextract.schema.outline import Node
from dxextract.schema.plan import FacetItem
from dxextract.schema.records import TableView

_NAMES = ("action", "measure")


def action_rows(part: Node, tables: Iterable[TableView]) -> tuple[FacetItem, ...]:
    """The actions in the rows of the tables of a measure's block, in order; empty where no column names actions."""
    return tuple(
        item
        for view in tables
        if part.start <= view.block < part.end and not view.table.set_out
        for item in _items(view)
    )


def _items(view: TableView) -> Iterable[FacetItem]:
    name = next((view.columns.index(label) for label in _NAMES if label in view.columns), None)
    if name is None:
        return
    for number, row in enumerate(view.rows(), view.header_rows):
        cell = row.get(name)
        if cell is None or not cell.text or cell.row != number:
            continue
        said = {label: row[col] for col, label in reversed(tuple(enumerate(view.columns))) if label and col in row}
        label, about = said.get("number"), said.get("description")
        yield FacetItem(
            label=label.text if label is not None and label.text else None,
            text=cell.text,
            details=(about.text,) if about is not None and about.text else (),
        )
