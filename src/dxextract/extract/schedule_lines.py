"""Schedules set as lines: `令和7年度：設計` below a heading such as 工程 or スケジュール.

A line counts inside a block of that name when it begins with the year it is for, apart from its text by a colon or a
wide gap; a line may hold several such steps, with arrows, strokes or a space between them. Sentences are none
(`commitments` reads pledges), nor are lines that only name a time. Tables are read in `schedule`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dxextract.extract.items import read_line
from dxextract.extract.measures import MeasureIndex
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.schema.document import Document, Mention, Paragraph
from dxextract.schema.outline import Candidate, Claim, Outline
from dxextract.schema.passage import evidence_of
from dxextract.schema.plan import DateRef, Phase, ScheduleItem

_YEARS = frozenset({"fiscal_year", "fiscal_year_end", "year"})
_BEHIND_YEAR = re.compile(r"\s*(?P<open>[~～〜]|以降|から)?\s*[)）】〕]?\s*(?:[:：…]+|(?=[ 　])|(?<=[】〕]))\s*(?=\S)")
_OPENING = re.compile(r"[(（【〔]?\s*")
_STEP = re.compile(
    r"\s*(?:[→⇒➡➔➜/／|｜]|、(?=(?:令和|[RH]\d|20\d\d)))\s*|\s+(?=(?:令和|[RH]\d|20\d\d)[^:：\s]{0,14}[:：])"
)


@dataclass(frozen=True, slots=True)
class _Step:
    """One step of a line: where it stands, where its text begins, and the years it is for (`open`: no end is said)."""

    start: int
    text: int
    end: int
    date: DateRef
    open: bool


def find_schedule_lines(
    document: Document, outline: Outline, index: MeasureIndex, rules: RuleSet
) -> tuple[Candidate[ScheduleItem], ...]:
    """The items of all schedule blocks that are lines, in reading order."""
    found: list[Candidate[ScheduleItem]] = []
    for node in outline.nodes:
        if block_label(node.title, rules) != "schedule":
            continue
        end = min([node.end, *(child.block for child in outline.children(node.index))])
        for block in range(node.start, end):
            paragraph = document.blocks[block]
            if isinstance(paragraph, Paragraph) and paragraph.role == "body" and not paragraph.text.endswith("。"):
                measure = index.of_block(block)
                measure_id = measure.id if measure else None
                found.extend(_items(block, paragraph, node.id, measure_id, rules))
    return tuple(found)


def _items(
    block: int, paragraph: Paragraph, section_id: str, measure_id: str | None, rules: RuleSet
) -> Iterator[Candidate[ScheduleItem]]:
    for step in _steps(paragraph, read_line(block, paragraph).start):
        said = paragraph.passage.part(step.text, step.end)
        phase: Phase | None = rules["phases"].label(said.text)  # type: ignore[assignment]
        record = ScheduleItem(
            id="",
            measure_id=measure_id,
            section_id=section_id,
            text=said.text,
            start_fiscal_year=_first_year(step.date),
            end_fiscal_year=None if step.open else step.date.fiscal_year,
            phase=phase,
            evidence=evidence_of([paragraph.passage.part(step.start, step.end)]),
        )
        yield Candidate(record, "schedule.line", 0.8, (Claim(block, step.start, step.end),))


def _steps(paragraph: Paragraph, start: int) -> list[_Step]:
    """The steps of a line; none unless each part of it begins with a year and goes on with a text."""
    text = paragraph.text
    dates = {m.start: m for m in paragraph.mentions if m.kind == "date" and m.date and m.date.precision in _YEARS}
    cuts = [found for found in _STEP.finditer(text, start) if _opening(text, found.end()) in dates]
    starts = [start, *(cut.end() for cut in cuts)]
    ends = [*(cut.start() for cut in cuts), len(text)]
    steps = [_step(text, begin, end, dates) for begin, end in zip(starts, ends, strict=True)]
    return [] if None in steps else [step for step in steps if step is not None]


def _opening(text: str, position: int) -> int:
    """Where a year begins at `position`, behind a bracket that it may stand in."""
    found = _OPENING.match(text, position)
    return found.end() if found else position


def _step(text: str, start: int, end: int, dates: dict[int, Mention]) -> _Step | None:
    mention = dates.get(_opening(text, start))
    if mention is None or mention.date is None:
        return None
    behind = _BEHIND_YEAR.match(text, mention.end, end)
    if behind is None or behind.end() >= end:
        return None
    is_open = behind["open"] is not None or mention.date.raw.endswith(("～", "~", "〜", "以降"))
    return _Step(start, behind.end(), end, mention.date, is_open)


def _first_year(date: DateRef) -> int:
    """The fiscal year that a date begins in; `fiscal_year` is the one it ends in."""
    if date.precision == "fiscal_year_end":
        return date.fiscal_year
    year, month = int(date.start[:4]), int(date.start[5:7])
    return year if month >= 4 or date.precision == "year" else year - 1
