"""Departments that a table of a measure names, in a column headed 担当課 or 主な担当部署.

Decides which cells name departments in charge; a department mentioned in another column is none. Whether they count for
the measure beside its own list is decided where measures are read.
"""

from __future__ import annotations

from collections.abc import Iterable

from dxextract.schema.outline import Node
from dxextract.schema.records import TableView

_OTHER_KINDS = frozenset({"toc", "glossary", "history", "members", "roles", "period"})


def column_departments(node: Node, tables: Iterable[TableView]) -> list[str]:
    """The departments in the columns of departments of the tables in a section, top down, each once."""
    inside = (view for view in tables if node.start <= view.block < node.end)
    return list(dict.fromkeys(name for view in inside for row in named_in_rows(view) for name in row))


def named_in_rows(view: TableView) -> list[list[str]]:
    """The departments in the columns of departments, row by row; none where the table is of another kind."""
    columns = [col for col, label in enumerate(view.columns) if label == "department"]
    if view.kind in _OTHER_KINDS or not columns:
        return [[] for _ in view.row_numbers]
    return [
        [m.label for col in columns if col in row for m in row[col].mentions if m.kind == "department" and m.label]
        for row in view.rows()
    ]
