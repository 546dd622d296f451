"""What of a document was captured: which blocks fed which records, and which fed none.

A character counts as captured by a record when the record's evidence quotes it at its place; where a value carries no
evidence of its own (a measure's facets and departments, the plan's own fields) its text is looked for. A table's text
is kept in its own record whatever else was read from it; that is told apart, because a table that fed nothing else may
still be a KPI table that was not recognised. Running headers, page numbers, contents pages, punctuation and white space
do not count. Decides nothing about what *should* have been captured; the diagnostics W501 and W502 name suspicions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from dxextract.ink import Stretch, StretchIndex, mark_plan, mark_texts, stretches_of
from dxextract.schema.document import Block, Document, Paragraph, Table
from dxextract.schema.passage import Place
from dxextract.schema.plan import Measure, PlanDocument, PlanTable

LINES_A_PART = 50
"""Lines of a text that are reported together, as a page of a PDF is."""
_EXCERPT = 40
_BOX_TOLERANCE = 0.1
_WITH_EVIDENCE = ("sections", "measures", "kpis", "schedule", "commitments", "benchmarks", "roles", "glossary")

BlockKind = Literal["paragraph", "table", "figure"]


@dataclass(frozen=True, slots=True)
class BlockCoverage:
    """One block as far as it stands in one part: the start of its text, and its characters of content.

    `captured` of `characters` fed `records` (ids, in the document's order); `table_id` is the table's own record.
    """

    block: int
    kind: BlockKind
    text: str
    characters: int
    captured: int
    records: tuple[str, ...]
    table_id: str | None = None

    @property
    def kept(self) -> int:
        """Characters that stand in any record, the table's own included."""
        return self.characters if self.table_id else self.captured


@dataclass(frozen=True, slots=True)
class PartCoverage:
    """A page of a PDF (`page`), or up to fifty lines of a text (`line_start` to `line_end`)."""

    blocks: tuple[BlockCoverage, ...]
    page: int | None = None
    line_start: int | None = None
    line_end: int | None = None

    @property
    def characters(self) -> int:
        return sum(block.characters for block in self.blocks)

    @property
    def captured(self) -> int:
        return sum(block.captured for block in self.blocks)

    @property
    def kept(self) -> int:
        return sum(block.kept for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Coverage:
    """All parts of a document in order, pages without any text included."""

    parts: tuple[PartCoverage, ...]

    @property
    def characters(self) -> int:
        return sum(part.characters for part in self.parts)

    @property
    def captured_share(self) -> float:
        """Share of all characters that fed records other than the tables themselves; 1.0 for an empty document."""
        return share(sum(part.captured for part in self.parts), self.characters)

    @property
    def kept_share(self) -> float:
        """Share of all characters that stand in any record, tables included."""
        return share(sum(part.kept for part in self.parts), self.characters)


def share(part: int, whole: int) -> float:
    """`part` of `whole`; of nothing, all."""
    return part / whole if whole else 1.0


def coverage(document: Document, plan: PlanDocument) -> Coverage:
    """Which characters of `document` stand in which records of `plan`, which was read from it."""
    stretches = stretches_of(document)
    index = StretchIndex(stretches)
    for kind in _WITH_EVIDENCE:
        for record in getattr(plan, kind):
            for evidence in record.evidence:
                index.mark(evidence, record.id)
    mark_plan(stretches, plan.plan)
    for measure, part in _measure_parts(stretches, plan.measures):
        mark_texts(part, measure)
    ids = [plan.plan.id, *(record.id for kind in _WITH_EVIDENCE for record in getattr(plan, kind))]
    order = {record_id: n for n, record_id in enumerate(ids)}
    return Coverage(tuple(_parts(stretches, document, plan, order)))


def _measure_parts(
    stretches: Sequence[Stretch], measures: Iterable[Measure]
) -> Iterator[tuple[Measure, Sequence[Stretch]]]:
    """Each measure with the stretches from its heading to the next measure's."""
    found = [
        (at, measure)
        for measure in measures
        if (at := next((n for n, stretch in enumerate(stretches) if measure.id in stretch.records), None)) is not None
    ]
    found.sort(key=lambda pair: pair[0])
    ends = [*(at for at, _ in found), len(stretches)][1:]
    for (start, measure), end in zip(found, ends, strict=True):
        yield measure, stretches[start:end]


def _parts(
    stretches: Sequence[Stretch], document: Document, plan: PlanDocument, order: dict[str, int]
) -> Iterator[PartCoverage]:
    by_part: dict[int, list[Stretch]] = {}
    for stretch in stretches:
        by_part.setdefault(_part_number(stretch.place), []).append(stretch)
    pages = document.source.page_count
    numbers = sorted(by_part) if pages is None else range(1, max([pages, *by_part]) + 1)
    for number in numbers:
        here = sorted(by_part.get(number, []), key=lambda stretch: stretch.block)
        blocks = tuple(
            _block_coverage(document.blocks[block], block, list(group), plan.tables, order)
            for block, group in groupby(here, key=lambda stretch: stretch.block)
        )
        if pages is not None:
            yield PartCoverage(blocks, page=number)
        else:
            ends = [stretch.place.line_end or 0 for stretch in here]
            yield PartCoverage(blocks, line_start=number * LINES_A_PART + 1, line_end=max(ends))


def _part_number(place: Place) -> int:
    """The page, or which fifty lines of a text."""
    return place.page if place.page is not None else ((place.line_start or 1) - 1) // LINES_A_PART


def _block_coverage(
    block: Block, number: int, stretches: Sequence[Stretch], tables: Sequence[PlanTable], order: dict[str, int]
) -> BlockCoverage:
    text = "".join(stretch.text for stretch in stretches)
    records = {record for stretch in stretches for record in stretch.records}
    return BlockCoverage(
        block=number,
        kind="paragraph" if isinstance(block, Paragraph) else "table" if isinstance(block, Table) else "figure",
        text=text if len(text) <= _EXCERPT else text[:_EXCERPT] + "…",
        characters=sum(stretch.characters for stretch in stretches),
        captured=sum(stretch.captured for stretch in stretches),
        records=tuple(sorted(records, key=order.__getitem__)),
        table_id=_table_id(block, tables) if isinstance(block, Table) else None,
    )


def _table_id(block: Table, tables: Sequence[PlanTable]) -> str | None:
    """The record of the table that stands where `block` stands."""
    places = block.places
    for table in tables:
        for evidence in table.evidence:
            for place in places:
                if evidence.page != place.page or evidence.line_start != place.line_start:
                    continue
                if place.box is None or (evidence.bbox is not None and _same_box(evidence.bbox, place.box)):
                    return table.id
    return None


def _same_box(one: Sequence[float], other: Sequence[float]) -> bool:
    return all(abs(a - b) <= _BOX_TOLERANCE for a, b in zip(one, other, strict=True))
