"""A measure's actions that stand in the rows of a table below their label (＜具体的な取組＞ and 取組 | 内容 | R7 | R8).

Each row that names an action is an item: its number the label, its description a detail. So is each sentence beside
who is in charge of it (目標 | 推進者). Decides nothing about what the other columns say; their steps, figures and
departments become records elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from dxextract.rules import RuleSet
from dxextract.rules.charges import charge_columns
from dxextract.schema.outline import Node
from dxextract.schema.plan import FacetItem
from dxextract.schema.records import TableView

_NAMES = ("action", "measure")
_LABEL = re.compile(r"[①-⑳]\s*|[(（][0-9０-９]{1,2}[)）]\s*")


def action_rows(part: Node, tables: Iterable[TableView]) -> tuple[FacetItem, ...]:
    """The actions in the rows of the tables of a measure's block, in order; empty where no column names actions."""
    return tuple(
        item
        for view in tables
        if part.start <= view.block < part.end and not view.table.set_out
        for item in _items(view)
    )


def charged_rows(part: Node, tables: Iterable[TableView], rules: RuleSet) -> tuple[FacetItem, ...]:
    """What the tables of a measure say in sentences that is done, beside who is in charge of each."""
    found: list[FacetItem] = []
    for view in tables:
        if not part.start <= view.block < part.end or view.table.set_out:
            continue
        if (columns := charge_columns(view.table, rules)) is None:
            continue
        for row, cells in enumerate(view.rows(), view.header_rows):
            cell = cells.get(columns[0])
            if cell is not None and cell.text and cell.row == row:
                label = _LABEL.match(cell.text)
                text = cell.text[label.end() :] if label else cell.text
                found.append(FacetItem(label=label[0].strip() if label else None, text=text))
    return tuple(found)


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
