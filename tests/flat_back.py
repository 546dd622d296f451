"""The way back: nested records from flat rows, to show that a table loses nothing."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from dxextract.export.tables import SHARED_LISTS, Level, layout
from dxextract.schema.kinds import RECORD_KINDS

Rows = dict[str, list[dict[str, Any]]]


class Back:
    """Documents from `rows`: by table name, each row a dict by column name."""

    def __init__(self, rows: Rows) -> None:
        self.layout = layout()
        self.by_parent: dict[tuple[str, tuple[Any, ...]], list[dict[str, Any]]] = defaultdict(list)
        for table in self.layout.tables:
            depth = len(table.primary_key) - 1
            for row in rows[table.name]:
                key = tuple(row[name] for name in table.primary_key)
                self.by_parent[table.name, key[:depth]].append(row)
        for found in self.by_parent.values():
            if any(name.endswith("_no") for name in found[0]):
                found.sort(key=lambda row: [value for name, value in row.items() if name.endswith("_no")])

    def document(self, name: str) -> dict[str, Any]:
        (row,) = (row for row in self.by_parent["documents", ()] if row["document_id"] == name)
        content = self._object(self.layout.root, row, (name,))
        content["plan"] |= self._shared(name, "plan", content["plan"]["id"])
        for kind in RECORD_KINDS:
            level = self.layout.records[kind]
            content[kind] = []
            for number, found in enumerate(self.by_parent[kind, (name,)], 1):
                identifier = found.get("id")
                record = self._object(level, found, (name, identifier if identifier is not None else number))
                record |= self._shared(name, kind, identifier or str(number))
                content[kind].append(record)
        return content

    def _shared(self, name: str, kind: str, identifier: str) -> dict[str, Any]:
        found = {
            shared: [
                self._object(self.layout.shared[shared], row, tuple(row[k] for k in self._key(shared)))
                for row in self.by_parent[shared, (name, kind, identifier)]
            ]
            for shared in SHARED_LISTS
        }
        if kind in ("plan", "diagnostics"):
            found.pop("evidence" if kind == "plan" else "alternatives")
        return found

    def _key(self, table: str) -> tuple[str, ...]:
        return self.layout.table(table).primary_key

    def _object(self, level: Level, row: dict[str, Any], key: tuple[Any, ...]) -> Any:
        keys = level.table.primary_key if level.table.name not in RECORD_KINDS else ("document_id", "diagnostic_no")
        columns = [column.name for column in level.table.columns if not column.derived and column.name not in keys]
        if level.scalar:
            return row[columns[0]]
        made: dict[str, Any] = {}
        for path, column in zip(level.fields, columns, strict=True):
            put(made, path, row[column])
        for child in level.children:
            rows = self.by_parent[child.level.table.name, key]
            put(made, child.path, [self._object(child.level, r, (*key, list_number(child.level, r))) for r in rows])
        return absent(made)


def list_number(level: Level, row: dict[str, Any]) -> Any:
    return row[level.table.primary_key[-1]]


def put(made: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    for step in path[:-1]:
        made = made.setdefault(step, {})
    made[path[-1]] = value


def absent(value: Any) -> Any:
    """An object inside a record is absent where nothing of it is there; a box is a list of its corners."""
    if not isinstance(value, dict):
        return value
    made = {name: absent(inner) for name, inner in value.items()}
    for name, inner in made.items():
        if isinstance(inner, dict):
            if all(part is None for part in inner.values()):
                made[name] = None
            elif set(inner) == {"0", "1", "2", "3"}:
                made[name] = [inner[corner] for corner in "0123"]
    return made
