"""JSON Lines: a folder with a file for each kind of record, a record with all that is in it on each line.

Decides what stands beside a record so that a line can be used alone: its document, plan and municipality.
"""

from __future__ import annotations

from pathlib import Path

import orjson

from dxextract.export.json import plain
from dxextract.export.sink import Options
from dxextract.library import StoredPlan
from dxextract.schema.kinds import RECORD_KINDS


class JsonlSink:
    """One open file for each kind, and ``documents.jsonl``."""

    def __init__(self, folder: Path, options: Options) -> None:  # noqa: ARG002 - keys are for programs
        folder.mkdir(parents=True, exist_ok=True)
        self._files = {name: (folder / f"{name}.jsonl").open("wb") for name in ("documents", *RECORD_KINDS)}

    def add(self, document: StoredPlan) -> None:
        plan = document.plan
        content = plan.model_dump()
        municipality = plan.plan.municipality.name if plan.plan.municipality else None
        head = {"document_id": document.name, "plan_id": plan.plan.id, "municipality": municipality}
        about = {name: content[name] for name in ("schema_version", "source", "plan")}
        self._write("documents", {"document_id": document.name, **about})
        for kind in RECORD_KINDS:
            for record in content[kind]:
                self._write(kind, {**head, **record})

    def _write(self, name: str, content: dict[str, object]) -> None:
        self._files[name].write(orjson.dumps(plain(content), option=orjson.OPT_APPEND_NEWLINE))

    def close(self) -> None:
        for file in self._files.values():
            file.close()
