"""Departments that a table of a measure names, in a column headed 担当課 or 主な担当部署.

Decides which cells name departments in charge; a department mentioned in another column is none. Where a cell has
posts instead (推進者: 総務課長, 所属長), they are in charge. Whether they count for the measure beside its own list is
decided where measures are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from dxextract.schema.document import Cell
from dxextract.schema.outline import Node
from dxextract.schema.records import TableView

_OTHER_KINDS = frozenset({"toc", "glossary", "history", "members", "roles", "period"})
_POST = re.compile(r"所属長|[一-龠々ァ-ヶー]{1,10}?[課部局室所署係]長|各?管理職員?|任命権者|全?職員")


def column_departments(node: Node, tables: Iterable[TableView]) -> list[str]:
    """The departments in the columns of departments of the tables in a section, top down, each once."""
    inside = (view for view in tables if node.start <= view.block < node.end)
    return list(dict.fromkeys(name for view in inside for row in named_in_rows(view) for name in row))


def named_in_rows(view: TableView) -> list[list[str]]:
    """The departments in the columns of departments, row by row; none where the table is of another kind."""
    columns = [col for col, label in enumerate(view.columns) if label == "department"]
    if view.kind in _OTHER_KINDS or not columns:
        return [[] for _ in view.row_numbers]
    return [[name for col in columns if col in row for name in _named(row[col])] for row in view.rows()]


def _named(cell: Cell) -> list[str]:
    """The departments that a cell names, or else the posts."""
    named = [m.label for m in cell.mentions if m.kind == "department" and m.label]
    return named or _POST.findall(cell.text)
