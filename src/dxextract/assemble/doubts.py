"""What speaks against a record: named doubts, read off its evidence (`dxextract.confidence` says what each costs).

Signals: how the table was found (drawn, mended, uneven, by the places of its texts alone), whether header words name
its columns, what a value lacks (year, unit, target), how a record found its measure (by place or by a cell's words),
whether OCR read the page. A doubt is raised by what the rules had, never by what the value is for a reader: odd values
are `checks`' business. Doubts about headings and measures are in `heading_doubts`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dxextract.schema.document import Document
from dxextract.schema.outline import Candidate, Outline
from dxextract.schema.plan import (
    Benchmark,
    Commitment,
    Diagnostic,
    Evidence,
    GlossaryEntry,
    Kpi,
    Measure,
    PlanTable,
    Quantity,
    Role,
    ScheduleItem,
)
from dxextract.schema.records import Records, TableView

_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Grounds:
    """What doubts are read off: the document, its sections, the tables that records were read from, by block."""

    document: Document
    outline: Outline
    views: dict[int, TableView]
    measures: dict[str, Measure]
    ocr_pages: frozenset[int | None]
    contents_depth: int
    """The deepest level of which the contents page lists most headings; 0 without a contents page."""
    converted: bool
    """A text as converters print a page, by pages or with spaces between columns: where lines and cells end was
    inferred."""
    doubtful_measures: frozenset[str] = frozenset()
    """Ids of measures whose heading is so doubtful that what hangs on them is doubtful too."""

    @classmethod
    def of(cls, document: Document, outline: Outline, records: Records) -> Grounds:
        is_text = document.source.media_type == "text/plain"
        return cls(
            document,
            outline,
            {view.block: view for view in (*records.tables, *records.parts)},
            {measure.id: measure for measure in records.measures},
            frozenset(e.page for n in document.notices if n.code == "W207" for e in n.evidence),
            _contents_depth(outline),
            document.converted or (is_text and any(not view.table.bounded for view in records.parts)),
        )

    def notices(self, code: str) -> Iterator[Diagnostic]:
        return (notice for notice in self.document.notices if notice.code == code)


def _contents_depth(outline: Outline) -> int:
    levels = [[n for n in outline.nodes if n.level == level and n.printed] for level in range(1, _DEEPEST)]
    listed = [level for level, nodes in enumerate(levels, 1) if sum(n.announced for n in nodes) * 2 > len(nodes)]
    return max(listed, default=0)


def place_doubts(evidence: Iterable[Evidence], grounds: Grounds) -> Iterator[str]:
    """Doubts about the text itself at the record's places."""
    places = tuple(evidence)
    if grounds.ocr_pages & {place.page for place in places if place.page is not None}:
        yield "place.ocr"
    if grounds.converted:
        yield "place.converted"
    if any(_meet(place, other) for n in grounds.notices("W301") for other in n.evidence for place in places):
        yield "place.foreign_script"


def _meet(one: Evidence, other: Evidence) -> bool:
    """Whether two places touch: lines of a text in common, or boxes of one page."""
    if one.line_start is not None and other.line_start is not None:
        assert one.line_end is not None
        assert other.line_end is not None
        return one.line_start <= other.line_end and other.line_start <= one.line_end
    if one.page is None or one.page != other.page or one.bbox is None or other.bbox is None:
        return False
    a, b = one.bbox, other.bbox
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def table_doubts(view: TableView, evidence: Iterable[Evidence], grounds: Grounds) -> Iterator[str]:
    """Doubts about the grid that a row stands in."""
    if not view.table.bounded and not grounds.converted:
        yield "table.unbounded"
    if view.table.repaired:
        yield "table.mended"
    places = tuple(evidence)
    if any(_meet(place, other) for n in grounds.notices("W302") for other in n.evidence for place in places):
        yield "table.uneven"


def kpi_doubts(candidate: Candidate[Kpi], grounds: Grounds) -> Iterator[str]:
    kpi = candidate.record
    view = grounds.views.get(candidate.claims[0].block)
    yield from place_doubts(kpi.evidence, grounds)
    if view is not None:
        yield from table_doubts(view, kpi.evidence, grounds)
        if "kpi_name" not in view.columns:
            yield "kpi.unnamed_column"
        if "target" not in view.columns and candidate.rule == "kpi.table":
            yield "kpi.unlabelled_target"
        if _unread_values(view, candidate.claims[0].start):
            yield "kpi.unread_column"
    if kpi.target is None:
        yield "kpi.no_target"
    elif kpi.target.at is None:
        yield "value.no_year"
    if kpi.baseline is None:
        yield "kpi.no_baseline"
    values = [value for value in (kpi.baseline, kpi.target) if value is not None]
    yield from _value_doubts(values)
    yield from _link_doubts(candidate, kpi.measure_id, grounds)


def _unread_values(view: TableView, row: int) -> bool:
    """Whether a figure of the row stands in a column whose header says nothing that is known."""
    cells = view.rows()[row - view.header_rows] if row >= view.header_rows else {}
    return any(
        cell.quantity is not None
        and cell.quantity.state == "numeric"
        and view.heads[col].label is None
        and view.heads[col].date is None
        for col, cell in cells.items()
    )


def _value_doubts(values: list[Quantity]) -> Iterator[str]:
    numeric = [value for value in values if value.state == "numeric"]
    if any(value.state == "qualitative" for value in values):
        yield "value.words"
    if any(value.unit is None for value in numeric):
        yield "value.no_unit"
    if len({value.unit for value in numeric}) > 1:
        yield "value.units_differ"


def _link_doubts(
    candidate: Candidate[Kpi] | Candidate[ScheduleItem], measure_id: str | None, grounds: Grounds
) -> Iterator[str]:
    if measure_id is None:
        if grounds.measures:
            yield "link.none"
        return
    section = grounds.measures[measure_id].section_id
    path = grounds.outline.path(grounds.outline.owner[candidate.claims[0].block])
    if section not in {node.id for node in path}:
        yield "link.by_words"
    if measure_id in grounds.doubtful_measures:
        yield "link.doubtful"


def schedule_doubts(candidate: Candidate[ScheduleItem], grounds: Grounds) -> Iterator[str]:
    item = candidate.record
    view = grounds.views.get(candidate.claims[0].block)
    yield from place_doubts(item.evidence, grounds)
    if view is not None:
        yield from table_doubts(view, item.evidence, grounds)
    if view is not None and view.table.bars:
        yield "schedule.drawn"
    elif view is not None and view.table.spans == "unknown" and item.start_fiscal_year != item.end_fiscal_year:
        yield "schedule.span_inferred"
    yield from _link_doubts(candidate, item.measure_id, grounds)


def commitment_doubts(candidate: Candidate[Commitment], grounds: Grounds) -> Iterator[str]:
    commitment = candidate.record
    yield from place_doubts(commitment.evidence, grounds)
    if len(commitment.deadlines) > 1:
        yield "commitment.several_dates"


def benchmark_doubts(candidate: Candidate[Benchmark], grounds: Grounds) -> Iterator[str]:
    yield from place_doubts(candidate.record.evidence, grounds)
    if candidate.record.reference.at is None:
        yield "value.no_year"


def role_doubts(candidate: Candidate[Role], grounds: Grounds) -> Iterator[str]:
    yield from place_doubts(candidate.record.evidence, grounds)


def glossary_doubts(candidate: Candidate[GlossaryEntry], grounds: Grounds) -> Iterator[str]:
    entry = candidate.record
    yield from place_doubts(entry.evidence, grounds)
    view = grounds.views.get(candidate.claims[0].block)
    if view is not None:
        yield from table_doubts(view, entry.evidence, grounds)


def plan_table_doubts(table: PlanTable, view: TableView, grounds: Grounds) -> Iterator[str]:
    yield from place_doubts(table.evidence, grounds)
    yield from table_doubts(view, table.evidence, grounds)
    if table.kind == "generic":
        yield "table.generic"
