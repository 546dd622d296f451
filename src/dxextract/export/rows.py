"""Plan documents as rows of the tables that `dxextract.export.tables` describes.

Decides nothing about columns; takes the values as they stand in the document, in the order of the columns. A document
whose records do not hold together (an id twice, a reference to nothing) is refused, since it would break the keys of
every table it is put into.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import orjson

from dxextract.errors import InvalidPlanError
from dxextract.export.tables import SHARED_LISTS, Level, layout
from dxextract.library import StoredPlan
from dxextract.schema.integrity import key_problems
from dxextract.schema.kinds import RECORD_KINDS

Value = str | int | float | bool | None
Row = tuple[Value, ...]
Rows = dict[str, list[Row]]
"""Rows by table name; every table is there, also without rows."""


def rows_of(document: StoredPlan) -> Rows:
    """The rows of one document. Raises InvalidPlanError where its ids and references do not hold together."""
    faults = key_problems(document.plan)
    if faults:
        raise InvalidPlanError(str(document.path), "; ".join(faults[:3]))
    return _Rows(document).rows


class _Rows:
    """Collects the rows of one document."""

    def __init__(self, document: StoredPlan) -> None:
        self.layout = layout()
        self.rows: Rows = {table.name: [] for table in self.layout.tables}
        content = document.plan.model_dump()
        name, plan = document.name, content["plan"]
        self._add(self.layout.root, content, (name,))
        self._shared((name, "plan", plan["id"]), plan)
        municipality = (plan["municipality"] or {}).get("name")
        titles = {measure["id"]: measure["title"] for measure in content["measures"]}
        for kind in RECORD_KINDS:
            level = self.layout.records[kind]
            for number, record in enumerate(content[kind], 1):
                identifier = record.get("id")
                self._record(level, name, municipality, titles, number, record)
                self._shared((name, kind, identifier if identifier is not None else str(number)), record)

    def _record(
        self, level: Level, name: str, municipality: str | None, titles: dict[str, str], number: int, record: Any
    ) -> None:
        head: Row = (name, municipality) if "id" in record else (name, municipality, number)
        tail = [_DERIVED[c.name](record, titles) for c in level.table.columns if c.derived and c.name in _DERIVED]
        self.rows[level.table.name].append((*head, *_values(level, record), *tail))
        self._children(level, record, (name, record.get("id", number)))

    def _shared(self, key: Row, record: Any) -> None:
        for name in SHARED_LISTS:
            for number, item in enumerate(record.get(name, ()), 1):
                self._add(self.layout.shared[name], item, (*key, number))

    def _add(self, level: Level, item: Any, key: Row) -> None:
        self.rows[level.table.name].append((*key, item) if level.scalar else (*key, *_values(level, item)))
        self._children(level, item, key)

    def _children(self, level: Level, item: Any, key: Row) -> None:
        for child in level.children:
            for number, inner in enumerate(_at(item, child.path) or (), 1):
                self._add(child.level, inner, (*key, number))


def _values(level: Level, item: Any) -> Iterator[Value]:
    printed = [column for column in level.table.columns if not column.derived]
    for path, column in zip(level.fields, printed[-len(level.fields) :], strict=True):
        value = item[path[0]] if len(path) == 1 else _at(item, path)
        yield orjson.dumps(value).decode() if column.type == "json" else value


def _at(item: Any, path: tuple[str, ...]) -> Any:
    """The value at `path`; None below an object that is absent. A box's corners are asked for by number."""
    for step in path:
        if item is None:
            return None
        item = item[int(step)] if isinstance(item, (list, tuple)) else item[step]
    return item


def _first_page(record: Any, _: dict[str, str]) -> Value:
    return next((evidence["page"] for evidence in record["evidence"]), None)


_DERIVED: dict[str, Callable[[Any, dict[str, str]], Value]] = {
    "measure_title": lambda record, titles: titles.get(record["measure_id"]),
    "national_items": lambda record, _: ";".join(record["national_items"]) or None,
    "departments": lambda record, _: ";".join(record["departments"]) or None,
    "page_first": _first_page,
}
