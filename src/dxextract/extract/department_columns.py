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
    names: list[str] = []
    for view in tables:
        if not node.start <= view.block < node.end or view.kind in _OTHER_KINDS:
            continue
        columns = [col for col, label in enumerate(view.columns) if label == "department"]
        for row in view.rows():
            for cell in (row[col] for col in columns if col in row):
                names.extend(m.label for m in cell.mentions if m.kind == "department" and m.label)
    return list(dict.fromkeys(names))
