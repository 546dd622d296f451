"""The inked characters of a document, stretch by stretch, and which records they went into (for `coverage`).

Decides when a quoted or extracted text is found again: in its place for evidence, in the measure's part of the document
for the facets and departments of a measure, where it stands first for the plan's own fields. Texts are compared after
cleaning, without white space. Running headers, page numbers, lines of a contents page (dot leaders), list marks and
other punctuation are no content and are not counted.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, groupby

from dxextract.normalise import clean, squeeze
from dxextract.schema.document import Document, Figure, Paragraph, Table
from dxextract.schema.passage import Passage, Place
from dxextract.schema.plan import Evidence, Measure, Plan
from dxextract.signs import LEADERS

_UNCOUNTED_ROLES = frozenset({"running", "page_number"})
_LEADERS = re.compile(rf"[{LEADERS}]{{5,}}|[…‥]{{2,}}")
_SHORTEST_PART = 4
"""Characters from which a text may be found inside a longer one; a shorter one must be all there is."""
_JOINS = re.compile(r"[\n\t]")
_NEAR = 1.0
"""Points by which a line's centre may lie outside the box of the evidence that quotes it."""


@dataclass(slots=True)
class Stretch:
    """One line of a block, or its part in one cell (`passage` counts them). What is captured is marked in place."""

    block: int
    passage: int
    place: Place
    text: str
    records: dict[str, None] = field(default_factory=dict)
    marks: bytearray = field(init=False)

    def __post_init__(self) -> None:
        self.marks = bytearray(len(self.text))

    @property
    def characters(self) -> int:
        """Characters of content."""
        return sum(map(_is_content, self.text))

    @property
    def captured(self) -> int:
        """Characters of content that stand in a record."""
        return sum(bool(mark) and _is_content(char) for char, mark in zip(self.text, self.marks, strict=True))

    def mark(self, start: int, end: int, record_id: str) -> None:
        """``text[start:end]`` stands in the record."""
        self.marks[start:end] = b"\x01" * (min(end, len(self.text)) - start)
        self.records[record_id] = None


def stretches_of(document: Document) -> list[Stretch]:
    """All lines that count, in reading order, unmarked. What a form's cell is unfolded to counts in the cell only."""
    found: list[Stretch] = []
    number = 0
    for index, block in enumerate(document.blocks):
        if isinstance(block, Paragraph) and not _counts(block):
            continue
        for passage in _passages(block):
            number += 1
            for segment in passage.segments:
                text = _ink(segment.raw)
                if text:
                    found.append(Stretch(index, number, segment.place, text))
    return found


def _counts(paragraph: Paragraph) -> bool:
    return not (
        paragraph.role in _UNCOUNTED_ROLES or paragraph.unfolded or _LEADERS.search(squeeze(paragraph.text)) is not None
    )


def _passages(block: Paragraph | Table | Figure) -> Iterator[Passage]:
    if isinstance(block, Paragraph):
        yield block.passage
    elif isinstance(block, Table):
        if block.caption is not None:
            yield block.caption
        yield from (cell.passage for cell in block.cells)
        drawn = {cell.passage for cell in block.cells}
        yield from (bar.passage for bar in block.bars if bar.passage is not None and bar.passage not in drawn)
    else:
        yield from block.passages


def _ink(text: str) -> str:
    return squeeze(clean(text)[0])


@lru_cache(maxsize=16384)
def _is_content(char: str) -> bool:
    return not unicodedata.category(char).startswith("P")


class StretchIndex:
    """Stretches by page, or by line."""

    def __init__(self, stretches: Iterable[Stretch]) -> None:
        self._by_page: dict[int, list[Stretch]] = defaultdict(list)
        self._by_line: dict[int, list[Stretch]] = defaultdict(list)
        for stretch in stretches:
            place = stretch.place
            if place.page is not None:
                self._by_page[place.page].append(stretch)
            elif place.line_start is not None:
                self._by_line[place.line_start].append(stretch)

    def mark(self, evidence: Evidence, record_id: str) -> None:
        """Mark what `evidence` quotes, at its place: whole stretches where they equal a piece of the quote."""
        here = list(self._at(evidence))
        for piece in map(_ink, _JOINS.split(evidence.quote)):
            if not piece:
                continue
            whole = [stretch for stretch in here if stretch.text == piece]
            for stretch in whole or here:
                if (start := stretch.text.find(piece)) >= 0:
                    stretch.mark(start, start + len(piece), record_id)

    def _at(self, evidence: Evidence) -> Iterator[Stretch]:
        if evidence.page is None:
            for line in range(evidence.line_start or 0, (evidence.line_end or -1) + 1):
                yield from self._by_line.get(line, ())
        elif evidence.bbox is not None:
            x0, top, x1, bottom = evidence.bbox
            for stretch in self._by_page.get(evidence.page, ()):
                box = stretch.place.box
                if box is None:
                    continue
                x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
                if x0 - _NEAR <= x <= x1 + _NEAR and top - _NEAR <= y <= bottom + _NEAR:
                    yield stretch


def mark_plan(stretches: Sequence[Stretch], plan: Plan) -> None:
    """Mark the plan's own fields, which carry no evidence, each where it stands first."""
    groups, texts = _by_passage(stretches)
    place, published, period = plan.municipality, plan.published, plan.period
    printed = (
        plan.title,
        place.name if place else None,
        plan.edition,
        published.raw if published else None,
        period.raw if period else None,
        plan.issuer,
        plan.vision,
        *(related.title for related in plan.related_plans),
    )
    for text in (_ink(one) for one in printed if one):
        _mark_next(groups, texts, 0, "", text, plan.id)


def mark_texts(part: Sequence[Stretch], measure: Measure) -> None:
    """Mark the facets and departments of `measure` in `part`, its part of the document, in the order they come."""
    groups, texts = _by_passage(part)
    position = 0
    for label, text in _facet_texts(measure):
        position = _mark_next(groups, texts, position, label, text, measure.id)
    names = [_ink(name) for name in measure.departments]
    if names and texts:
        most = max(range(len(texts)), key=lambda n: (sum(name in texts[n] for name in names), -n))
        for name in names:
            if (start := texts[most].find(name)) >= 0:
                _mark(groups[most], start, start + len(name), measure.id)


def _by_passage(stretches: Sequence[Stretch]) -> tuple[list[list[Stretch]], list[str]]:
    """The stretches of each passage, and its text."""
    groups = [list(group) for _, group in groupby(stretches, key=lambda stretch: stretch.passage)]
    return groups, ["".join(stretch.text for stretch in group) for group in groups]


def _facet_texts(measure: Measure) -> Iterator[tuple[str, str]]:
    """Label and text of all that the facets hold, in order."""
    for facet in measure.facets:
        if facet.heading:
            yield "", _ink(facet.heading)
        for item in facet.items:
            yield _ink(item.label or ""), _ink(item.text)
            yield from (("", _ink(detail)) for detail in item.details)


def _mark_next(
    groups: Sequence[Sequence[Stretch]], texts: Sequence[str], position: int, label: str, text: str, record_id: str
) -> int:
    """Mark `text` in the first passage from `position` on that has it, else in an earlier one; the place it was found.

    Texts of one passage follow each other there, so the passage found last is looked at first.
    """
    for n in chain(range(position, len(texts)), range(position)):
        start = texts[n].find(text)
        if start < 0 or not text or (len(text) < _SHORTEST_PART and len(text) + len(label) < len(texts[n])):
            continue
        opening = start - len(label) if label and texts[n][:start].endswith(label) else start
        _mark(groups[n], opening, start + len(text), record_id)
        return n
    return position


def _mark(group: Sequence[Stretch], start: int, end: int, record_id: str) -> None:
    """Mark ``[start, end)`` of the joined text of a passage's stretches."""
    base = 0
    for stretch in group:
        low, high = max(start - base, 0), min(end - base, len(stretch.text))
        if low < high:
            stretch.mark(low, high, record_id)
        base += len(stretch.text)
