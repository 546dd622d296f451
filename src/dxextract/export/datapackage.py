"""A Frictionless Data Package (version 2): the CSV files with a `datapackage.json` that types and links them.

Decides the descriptor: table schemas with keys, allowed values and labelled missing values, made from the same
description as the CSV. The CSV has no byte order mark here, since the standard's encoding is plain UTF-8.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson

from dxextract.export.csv import CsvSink
from dxextract.export.sink import Options
from dxextract.export.tables import Column, ForeignKey, Table

_PROFILES = "https://datapackage.org/profiles/2.0"
_TYPES = {"json": "string"}
_MISSING = {"value": "", "label": "記載なし、または読み取れない / not stated, or could not be read"}


class DatapackageSink(CsvSink):
    """The files in ``data/``, the descriptor beside that folder."""

    def __init__(self, folder: Path, options: Options) -> None:  # noqa: ARG002 - a schema names columns
        super().__init__(folder / "data", Options(), encoding="utf-8", dictionary=False)
        self._folder = folder

    def finish(self) -> None:
        super().finish()
        content = orjson.dumps(descriptor(self.tables), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
        (self._folder / "datapackage.json").write_bytes(content)


def descriptor(tables: tuple[Table, ...]) -> dict[str, Any]:
    """The content of ``datapackage.json`` for `tables`, each in ``data/<name>.csv``."""
    return {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": "dxextract-plans",
        "title": "自治体DX推進計画 / Municipal DX plans",
        "description": "dxextractが計画から読み取った値 / what dxextract read from the plans",
        "resources": [_resource(table) for table in tables],
    }


def _resource(table: Table) -> dict[str, Any]:
    return {
        "name": table.name,
        "type": "table",
        "title": table.label_ja,
        "description": table.about,
        "path": f"data/{table.name}.csv",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": _schema(table),
    }


def _schema(table: Table) -> dict[str, Any]:
    return {
        "$schema": f"{_PROFILES}/tableschema.json",
        "fields": [_field(column, table) for column in table.columns],
        "primaryKey": list(table.primary_key),
        "foreignKeys": [_foreign_key(key, table) for key in table.foreign_keys],
        "missingValues": [_MISSING],
    }


def _foreign_key(key: ForeignKey, table: Table) -> dict[str, Any]:
    """The key in the standard's form. One that may be empty is its last column alone (the measure, not the document and
    the measure): the standard has no composite key of which a part may be missing."""
    columns, references = key.columns, key.references
    required = {column.name for column in table.columns if column.required}
    if not set(columns) <= required:
        columns, references = columns[-1:], references[-1:]
    resource = "" if key.table == table.name else key.table
    return {"fields": list(columns), "reference": {"resource": resource, "fields": list(references)}}


def _field(column: Column, table: Table) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES.get(column.type, column.type),
        "title": column.label_ja,
        "description": column.about,
    }
    constraints: dict[str, Any] = {}
    # A text that is there may be empty (a blank cell of a table), which a CSV writes as it writes one that is not.
    if column.required and (column.type != "string" or column.values or column.name in table.primary_key):
        constraints["required"] = True
    if column.values:
        constraints["enum"] = list(column.values)
    return field | ({"constraints": constraints} if constraints else {})
