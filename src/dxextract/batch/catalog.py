"""``catalog.duckdb``: the manifest as tables, one row a document, for queries over a thousand plans.

Decides tables and columns. It is made anew from the manifest by every run and holds nothing else.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import orjson

from dxextract.errors import DiskFullError, MissingExtraError
from dxextract.schema.kinds import RECORD_KINDS
from dxextract.schema.manifest import DocumentEntry, Manifest

_DOCUMENT_COLUMNS = {
    "path": "VARCHAR",
    "sha256": "VARCHAR",
    "plan_id": "VARCHAR",
    "title": "VARCHAR",
    "municipality_code": "VARCHAR",
    "municipality": "VARCHAR",
    "prefecture": "VARCHAR",
    "published": "DATE",
    "edition": "VARCHAR",
    "status": "VARCHAR",
    "state": "VARCHAR",
    "result": "VARCHAR",
    "output": "VARCHAR",
    "media_type": "VARCHAR",
    "page_count": "INTEGER",
    "size": "BIGINT",
    "url": "VARCHAR",
    **{f"n_{kind}": "INTEGER" for kind in RECORD_KINDS},
    "diagnostics": "MAP(VARCHAR, INTEGER)",
    "unsure": "INTEGER",
    "seconds": "DOUBLE",
    "peak_memory_mb": "DOUBLE",
    "attempts": "INTEGER",
    "error_code": "VARCHAR",
    "error": "VARCHAR",
    "fingerprint": "VARCHAR",
}
_TABLES = {
    "documents": _DOCUMENT_COLUMNS,
    "diagnostics": {"path": "VARCHAR", "code": "VARCHAR", "count": "INTEGER"},
    "links": {"path": "VARCHAR", "relation": "VARCHAR", "other": "VARCHAR"},
    "runs": {"id": "VARCHAR", "source": "VARCHAR", "started": "TIMESTAMPTZ", "finished": "TIMESTAMPTZ"},
}


def build_catalog(manifest: Manifest, scratch: Path) -> bytes:
    """The catalog as the bytes of a DuckDB file, made in the folder `scratch`.

    Raises MissingExtraError without duckdb, DiskFullError where the scratch folder has no room.
    """
    try:
        import duckdb
    except ImportError as problem:
        raise MissingExtraError("catalog.duckdb", "pip install 'dxextract[batch]'") from problem
    rows: dict[str, list[dict[str, object]]] = {
        "documents": [_document_row(entry) for entry in manifest.documents],
        "diagnostics": [
            {"path": entry.path, "code": code, "count": count}
            for entry in manifest.documents
            for code, count in entry.diagnostics.items()
        ],
        "links": [
            {"path": entry.path, "relation": link.relation, "other": link.path}
            for entry in manifest.documents
            for link in entry.links
        ],
        "runs": [manifest.run.model_dump(include=set(_TABLES["runs"]))],
    }
    try:
        with tempfile.TemporaryDirectory(dir=scratch) as folder:
            file = Path(folder, "catalog.duckdb")
            with duckdb.connect(str(file)) as database:
                for name, columns in _TABLES.items():
                    lines = Path(folder, f"{name}.jsonl")
                    lines.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows[name]))
                    listed = ", ".join(f"{column} {kind}" for column, kind in columns.items())
                    database.execute(f"CREATE TABLE {name} ({listed})")
                    if rows[name]:
                        database.execute(
                            f"INSERT INTO {name} SELECT * FROM read_json($file, format = 'newline_delimited', "
                            f"columns = {columns!r}, maximum_object_size = 16777216)",
                            {"file": str(lines)},
                        )
            return file.read_bytes()
    except (OSError, duckdb.IOException, duckdb.FatalException) as problem:
        raise DiskFullError(str(scratch), str(problem)) from problem


def _document_row(entry: DocumentEntry) -> dict[str, object]:
    municipality, error = entry.municipality, entry.error
    flat = {
        "municipality": municipality.name if municipality else None,
        "municipality_code": municipality.code if municipality else None,
        "prefecture": municipality.prefecture if municipality else None,
        "error_code": error.code if error else None,
        "error": error.message if error else None,
        **{f"n_{kind}": entry.counts.get(kind) for kind in RECORD_KINDS},
    }
    return {name: flat[name] if name in flat else getattr(entry, name) for name in _DOCUMENT_COLUMNS}
