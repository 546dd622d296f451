"""Chunks for search and retrieval: JSON Lines, each a piece of a plan that can be read alone, with where it stands.

Decides the pieces (a measure's parts, its indicators, its bars, a pledge, a role, a term, a table) and how a long one
is parted, at items and never inside one. Text is what the records hold; a paragraph that fed no record has no chunk.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal

import orjson
from pydantic import Field

from dxextract.export.json import plain
from dxextract.export.outline import (
    facet_lines,
    heading_of,
    heading_paths,
    kpi_rows,
    schedule_rows,
    table_rows,
)
from dxextract.export.sink import Options
from dxextract.library import StoredPlan
from dxextract.schema.plan import Evidence, Kpi, Measure, PlanDocument, ScheduleItem
from dxextract.schema.values import Model

MAX_CHARACTERS = 1200
"""Where a chunk is parted: a page of a plan or so, and well within what common embedding models take."""

ChunkKind = Literal["overview", "measure", "kpis", "schedule", "commitment", "role", "term", "table"]
_READ_AS_RECORDS = frozenset({"kpi", "schedule", "glossary", "roles", "toc"})


class Chunk(Model):
    """検索用の断片 / A piece of a plan for search."""

    id: str = Field(description="識別子(同じ内容なら同じ値) / id; the same content gives the same id again")
    document_id: str = Field(description="文書の識別子 / the document")
    plan_id: str = Field(description="計画の識別子 / id of the plan")
    municipality: str | None = Field(description="自治体名 / municipality")
    kind: ChunkKind = Field(description="種類 / what it holds")
    heading_path: tuple[str, ...] = Field(description="見出しの経路(外側から) / headings, outermost first")
    text: str = Field(description="本文(Markdown) / its text, Markdown")
    record_ids: tuple[str, ...] = Field(description="元のレコードの識別子 / ids of the records it was made of")
    pages: tuple[int, ...] = Field(description="ページ / pages; empty for text input")
    evidence: tuple[Evidence, ...] = Field(description="根拠 / where it was read")


class ChunksSink:
    """One file."""

    def __init__(self, file: Path, options: Options) -> None:  # noqa: ARG002 - the text is the plan's
        file.parent.mkdir(parents=True, exist_ok=True)
        self._file = file.open("wb")

    def add(self, document: StoredPlan) -> None:
        for chunk in chunks_of(document):
            self._file.write(orjson.dumps(plain(chunk.model_dump()), option=orjson.OPT_APPEND_NEWLINE))

    def close(self) -> None:
        self._file.close()


def chunks_of(document: StoredPlan) -> Iterator[Chunk]:
    """The chunks of one plan, in its order."""
    return _Chunker(document).chunks()


class _Chunker:
    def __init__(self, document: StoredPlan) -> None:
        self.name, self.plan = document.name, document.plan
        self.paths = heading_paths(self.plan)
        about = self.plan.plan
        self.municipality = about.municipality.name if about.municipality else None
        self.top = (about.title or document.name,)

    def chunks(self) -> Iterator[Chunk]:
        plan = self.plan
        yield from self._parted("overview", self.top, [_overview(plan)], (plan.plan.id,), ())
        for measure in plan.measures:
            yield from self._measure(measure)
        loose = [kpi for kpi in plan.kpis if kpi.measure_id is None]
        yield from self._kpis(self.top, loose)
        yield from self._schedule(self.top, [item for item in plan.schedule if item.measure_id is None])
        for pledge in plan.commitments:
            yield from self._parted(
                "commitment", self._path(pledge.section_id), [pledge.text], (pledge.id,), pledge.evidence
            )
        for role in plan.roles:
            line = f"{role.role}: {'、'.join(part for part in (role.holder, role.description) if part)}"
            yield from self._parted("role", (*self.top, "推進体制"), [line], (role.id,), role.evidence)
        for entry in plan.glossary:
            line = f"{entry.term}: {entry.definition}"
            yield from self._parted("term", (*self.top, "用語"), [line], (entry.id,), entry.evidence)
        for table in plan.tables:
            if table.kind not in _READ_AS_RECORDS:
                path = (*self._path(table.section_id), *([table.caption] if table.caption else ()))
                yield from self._parted("table", path, list(table_rows(table)), (table.id,), table.evidence)

    def _measure(self, measure: Measure) -> Iterator[Chunk]:
        path = self._path(measure.section_id)
        if path[-1] != heading_of(measure):
            path = (*path, heading_of(measure))
        lines = [f"担当: {'、'.join(measure.departments)}"] if measure.departments else []
        for facet in measure.facets:
            lines += facet_lines(facet)
        yield from self._parted("measure", path, lines, (measure.id,), measure.evidence)
        yield from self._kpis(path, [kpi for kpi in self.plan.kpis if kpi.measure_id == measure.id])
        yield from self._schedule(path, [item for item in self.plan.schedule if item.measure_id == measure.id])

    def _kpis(self, path: tuple[str, ...], kpis: Sequence[Kpi]) -> Iterator[Chunk]:
        if kpis:
            evidence = [one for kpi in kpis for one in kpi.evidence]
            yield from self._parted("kpis", path, list(kpi_rows(kpis)), [kpi.id for kpi in kpis], evidence)

    def _schedule(self, path: tuple[str, ...], items: Sequence[ScheduleItem]) -> Iterator[Chunk]:
        if items:
            evidence = [one for item in items for one in item.evidence]
            yield from self._parted("schedule", path, list(schedule_rows(items)), [item.id for item in items], evidence)

    def _path(self, section_id: str | None) -> tuple[str, ...]:
        return (*self.top, *(self.paths.get(section_id, ()) if section_id else ()))

    def _parted(
        self,
        kind: ChunkKind,
        path: tuple[str, ...],
        lines: Sequence[str],
        ids: Iterable[str],
        evidence: Sequence[Evidence],
    ) -> Iterator[Chunk]:
        ids = tuple(ids)
        for number, text in enumerate(_parts(lines)):
            digest = hashlib.sha256("\0".join((self.name, kind, *ids, str(number))).encode()).hexdigest()
            yield Chunk(
                id=f"chk-{digest[:12]}",
                document_id=self.name,
                plan_id=self.plan.plan.id,
                municipality=self.municipality,
                kind=kind,
                heading_path=path,
                text=text,
                record_ids=ids,
                pages=tuple(sorted({one.page for one in evidence if one.page is not None})),
                evidence=tuple(evidence),
            )


def _parts(lines: Sequence[str]) -> Iterator[str]:
    """`lines` in pieces of at most MAX_CHARACTERS; a table's header stands above each of its pieces."""
    header = list(lines[:2]) if len(lines) > 1 and lines[1].startswith("| ---") else []
    part: list[str] = []
    for line in lines:
        if part[len(header) :] and sum(map(len, part)) + len(line) > MAX_CHARACTERS:
            yield "\n".join(part).strip()
            part = [*header]
        part.append(line)
    if any(line.strip() for line in part):
        yield "\n".join(part).strip()


def _overview(plan: PlanDocument) -> str:
    about = plan.plan
    municipality, period = about.municipality, about.period
    facts = (
        ("計画", about.title),
        ("自治体", f"{municipality.prefecture or ''}{municipality.name}" if municipality else None),
        ("計画期間", period.raw if period else None),
        ("策定", about.published.raw if about.published else None),
        ("基本理念", about.vision),
        ("施策", "、".join(measure.title for measure in plan.measures) or None),
    )
    return "\n".join(f"{name}: {value}" for name, value in facts if value)
