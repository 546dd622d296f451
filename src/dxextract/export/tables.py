"""The tables that plan documents become: columns, keys and words, worked out from the models of the contract.

Decides how a nested document is laid out flat, once for every tabular format: each list of records is a table, an
object inside a record becomes columns (``target_value``), a list inside a record becomes a table of its own
(``kpi_milestones``) with the record's key and a number, and all records share the tables `evidence` and
`alternatives`. Names, types, allowed values and words come from the JSON Schema of the models, so that a field added to
them stands in every format. Reads no document; `dxextract.export.rows` does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal

from dxextract.schema.integrity import REFERENCES
from dxextract.schema.kinds import RECORD_KINDS
from dxextract.schema.plan import PlanDocument

ColumnType = Literal["string", "integer", "number", "boolean", "date", "json"]
"""`json` is a JSON text; all others are what their names say in every format."""

DOCUMENT_KEY = "document_id"
SHARED_LISTS = ("evidence", "alternatives")
"""Lists that every kind of record has: one table for all of them, told apart by `record_kind` and `record_id`."""

BOX_CORNERS = {"x0": "枠の左端", "top": "枠の上端", "x1": "枠の右端", "bottom": "枠の下端"}
"""The columns of a box on a page, in PDF points from the page's top left, and their Japanese labels."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `derived` ones repeat for convenience what other tables hold, and are left out of a way back."""

    name: str
    type: ColumnType
    label_ja: str
    about: str
    required: bool = False
    values: tuple[str, ...] = ()
    derived: bool = False


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """`columns` of a table are the key of `table`, whose own columns are `references`."""

    columns: tuple[str, ...]
    table: str
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One table: `primary_key` names columns of it; `about` is Japanese and English, as in the models."""

    name: str
    label_ja: str
    about: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """How rows of one table are taken from an object of the document, and where the tables below it begin.

    `fields` are the paths of the values, in the order of the table's columns that are neither key nor derived;
    `children` the lists inside the object.
    """

    table: Table
    fields: tuple[tuple[str, ...], ...]
    children: tuple[Child, ...] = ()
    scalar: bool = False


@dataclass(frozen=True, slots=True)
class Child:
    """A list at `path` inside an object, and the level of its items."""

    path: tuple[str, ...]
    level: Level


@dataclass(slots=True)
class _Found:
    """What one object's schema holds: columns with their paths, and lists with their paths and words."""

    columns: list[Column] = field(default_factory=list)
    paths: list[tuple[str, ...]] = field(default_factory=list)
    lists: list[tuple[tuple[str, ...], str, dict[str, Any]]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Layout:
    """All tables, parents before children, and the levels that take their rows from a document."""

    tables: tuple[Table, ...]
    root: Level
    records: dict[str, Level]
    shared: dict[str, Level]

    def table(self, name: str) -> Table:
        """The table called `name`. Raises KeyError."""
        return {table.name: table for table in self.tables}[name]


@lru_cache(maxsize=1)
def layout() -> Layout:
    """The tables of plan documents of this version of the schema."""
    return _Builder(PlanDocument.model_json_schema()).layout()


_DOCUMENT = Column(
    DOCUMENT_KEY, "string", "文書ID", "文書の識別子(フォルダからのパス) / the document: its path below the folder", True
)
_MUNICIPALITY = Column(
    "municipality",
    "string",
    "自治体名",
    "documentsと同じ / name of the municipality",
    derived=True,
)
_MEASURE_TITLE = Column(
    "measure_title",
    "string",
    "施策名",
    "measuresと同じ / title of the measure",
    derived=True,
)
_PAGE = Column(
    "page_first", "integer", "最初のページ", "根拠の最初のページ / first page it stands on",
    derived=True,
)  # fmt: skip
_RECORD_KEY = (
    _DOCUMENT,
    Column(
        "record_kind", "string", "レコード種類", "どの表の行か / table of the record; plan for the document",
        True, ("plan", *RECORD_KINDS),
    ),
    Column("record_id", "string", "レコードID", "行の識別子 / id of the record; a number for diagnostics", True),
)  # fmt: skip
TO_DOCUMENTS = ForeignKey((DOCUMENT_KEY,), "documents", (DOCUMENT_KEY,))


class _Builder:
    def __init__(self, schema: dict[str, Any]) -> None:
        self.schema, self.defs = schema, schema["$defs"]

    def layout(self) -> Layout:
        parts = self.schema["properties"]
        root = self._root(parts)
        records: dict[str, Level] = {kind: self._record(kind, parts[kind]) for kind in RECORD_KINDS}
        shared = {name: self._shared(name) for name in SHARED_LISTS}
        levels = [root, *records.values(), *shared.values()]
        tables = [table for level in levels for table in _tables_of(level)]
        return Layout(tuple(_parents_first(tables)), root, records, shared)

    def _root(self, parts: dict[str, Any]) -> Level:
        found = _Found()
        self._walk({"schema_version": parts["schema_version"]}, (), "", "", found)
        for name in ("source", "plan"):  # their fields stand without a prefix: there is one of each
            properties = self.defs[parts[name]["$ref"].rsplit("/", 1)[-1]]["properties"]
            self._walk(properties, (name,), "", "", found)
        columns = tuple(
            Column("plan_id", c.type, "計画ID", c.about, c.required) if c.name == "id" else c for c in found.columns
        )
        about = "読み取った計画1件につき1行 / one row for each plan document"
        table = Table("documents", "計画文書", about, (_DOCUMENT, *columns), (DOCUMENT_KEY,), ())
        return Level(table, tuple(found.paths), self._children(found, table, "", (_DOCUMENT,)))

    def _record(self, kind: str, part: dict[str, Any]) -> Level:
        item = self._resolved(part["items"])[0]
        found = _Found()
        self._walk(item["properties"], (), "", "", found, required=item.get("required", ()))
        columns, key = [*found.columns], (DOCUMENT_KEY, "id")
        names = {column.name for column in columns}
        if "id" not in names:
            number = _number_column(kind, _japanese(part["description"]))
            columns, key = [number, *columns], (DOCUMENT_KEY, number.name)
        derived = [_MEASURE_TITLE] if "measure_id" in names else []
        derived += [_LISTED[name] for path, name, _ in found.lists if len(path) == 1 and name in _LISTED]
        table = Table(
            kind,
            _japanese(part["description"]),
            item["description"],
            (_DOCUMENT, _MUNICIPALITY, *columns, *derived, _PAGE),
            key,
            (TO_DOCUMENTS, *_references(names)),
        )
        own = next(column for column in columns if column.name == key[1])
        up = Column(f"{_singular(kind)}_id", own.type, f"{table.label_ja}のID", own.about, True)
        return Level(table, tuple(found.paths), self._children(found, table, _singular(kind), (_DOCUMENT, up)))

    def _shared(self, name: str) -> Level:
        item = self.defs[{"evidence": "Evidence", "alternatives": "Alternative"}[name]]
        found = _Found()
        self._walk(item["properties"], (), "", "", found, required=item.get("required", ()))
        label = _japanese(item["description"])
        number = _number_column(name, label)
        key = (*_RECORD_KEY, number)
        table = Table(
            name, label, item["description"], (*key, *found.columns), tuple(c.name for c in key), (TO_DOCUMENTS,)
        )
        return Level(table, tuple(found.paths), self._children(found, table, _singular(name), key, shared=True))

    def _children(
        self, found: _Found, parent: Table, stem: str, key: tuple[Column, ...], shared: bool = False
    ) -> tuple[Child, ...]:
        return tuple(
            Child(path, self._child(parent, stem, name, prop, key))
            for path, name, prop in found.lists
            if shared or name not in SHARED_LISTS
        )

    def _child(self, parent: Table, stem: str, name: str, prop: dict[str, Any], key: tuple[Column, ...]) -> Level:
        item, _ = self._resolved(prop["items"])
        label = _japanese(prop["description"])
        number = _number_column(name, label)
        key = (*key, number)
        found = _Found()
        scalar = "properties" not in item
        if scalar:
            found.columns.append(self._column(_singular(name), item, label, prop["description"], True))
        else:
            self._walk(item["properties"], (), "", "", found, required=item.get("required", ()))
        table = Table(
            f"{stem}_{name}" if stem else name,
            f"{parent.label_ja}の{label}" if stem else label,
            prop["description"],
            (*key, *found.columns),
            tuple(column.name for column in key),
            (ForeignKey(tuple(c.name for c in key[:-1]), parent.name, parent.primary_key),),
        )
        below = f"{stem}_{_singular(name)}" if stem else _singular(name)
        return Level(table, tuple(found.paths), self._children(found, table, below, key), scalar)

    def _walk(
        self,
        properties: dict[str, Any],
        path: tuple[str, ...],
        prefix: str,
        label: str,
        found: _Found,
        required: tuple[str, ...] | list[str] = (),
    ) -> None:
        """Add the columns and lists of an object at `path` to `found`; objects inside it become prefixed columns."""
        for name, prop in properties.items():
            inner, nullable = self._resolved(prop)
            words = prop.get("description") or inner["description"]
            here = (*path, name)
            full = f"{label}の{_japanese(words)}" if label else _japanese(words)
            about = f"{label}:{words}" if label else words
            if "properties" in inner:
                self._walk(inner["properties"], here, f"{prefix}{name}_", full, found)
            elif "prefixItems" in inner:
                for index, corner in enumerate(BOX_CORNERS):
                    found.columns.append(Column(corner, "number", BOX_CORNERS[corner], words))
                    found.paths.append((*here, str(index)))
            elif inner.get("type") == "array":
                found.lists.append((here, name, {**inner, "description": words}))
            else:
                sure = name in required and not nullable and not path
                found.columns.append(self._column(prefix + name, inner, full, about, sure))
                found.paths.append(here)

    def _column(self, name: str, schema: dict[str, Any], label: str, about: str, required: bool) -> Column:
        return Column(name, _type_of(schema), label, about, required, tuple(schema.get("enum", ())))

    def _resolved(self, prop: dict[str, Any]) -> tuple[dict[str, Any], bool]:
        """The schema behind references and ``anyOf … null``, and whether null is allowed."""
        if "$ref" in prop:
            return self._resolved(self.defs[prop["$ref"].rsplit("/", 1)[-1]])
        choices = [choice for choice in prop.get("anyOf", ()) if choice.get("type") != "null"]
        if not choices:
            return prop, False
        nullable = len(choices) < len(prop["anyOf"])
        return ({"type": "number"} if len(choices) > 1 else self._resolved(choices[0])[0]), nullable


_LISTED = {
    "national_items": Column(
        "national_items",
        "string",
        "国の項目一覧",
        "国の項目(;区切り) / the national items, joined by ;",
        derived=True,
    ),
    "departments": Column(
        "departments", "string", "担当課一覧", "担当課を;で連ねたもの / the departments, joined by ;", derived=True
    ),
}


def _references(names: set[str]) -> Iterator[ForeignKey]:
    for name, target in REFERENCES.items():
        if name in names:
            yield ForeignKey((DOCUMENT_KEY, name), target, (DOCUMENT_KEY, "id"))


def _parents_first(tables: list[Table]) -> Iterator[Table]:
    """`tables` in their order, each after those that its keys refer to."""
    known: set[str] = set()
    waiting = list(tables)
    while waiting:
        table = next(t for t in waiting if {key.table for key in t.foreign_keys} <= known | {t.name})
        waiting.remove(table)
        known.add(table.name)
        yield table


def _tables_of(level: Level) -> Iterator[Table]:
    yield level.table
    for child in level.children:
        yield from _tables_of(child.level)


def _number_column(name: str, label: str) -> Column:
    about = f"{label}の順番(1から) / its place in the list, from 1 on"
    return Column(f"{_singular(name)}_no", "integer", f"{label}の番号", about, True)


def _singular(name: str) -> str:
    return f"{name[:-3]}y" if name.endswith("ies") else name.removesuffix("s")


def _japanese(words: str) -> str:
    """``根拠`` of ``根拠(ページごとに1件) / where it was read``: a label is the Japanese before any bracket."""
    return re.split(r"[((]", words.partition(" / ")[0])[0].strip()


def _type_of(schema: dict[str, Any]) -> ColumnType:
    if schema.get("format") == "date":
        return "date"
    found = schema.get("type", "json")
    types: dict[str, ColumnType] = {
        "string": "string", "integer": "integer", "number": "number", "boolean": "boolean", "json": "json",
    }  # fmt: skip
    return types[found]
