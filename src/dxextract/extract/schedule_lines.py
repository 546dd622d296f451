"""Schedules set as lines: `令和7年度：設計` below a heading such as 工程 or スケジュール.

A line counts inside a block of that name, or behind that name on the line itself, when it is made of steps that each
begin with their year (`year_steps`). Sentences are none (`commitments` reads pledges), nor are lines that only name a
time. Tables are read in `schedule`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dxextract.extract.items import read_line
from dxextract.extract.measures import MeasureIndex
from dxextract.extract.year_steps import first_fiscal_year, read_steps
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.schema.document import Document, Paragraph
from dxextract.schema.outline import Candidate, Claim, Outline
from dxextract.schema.passage import evidence_of
from dxextract.schema.plan import Phase, ScheduleItem

_LABELLED = re.compile(r"[■□○◎●◆◇・▶▷【〔《<\s]*(?P<label>[^:：\s】〕》>]{2,14})[】〕》>]?\s*[:：]\s*(?=\S)")
"""A line that names the block itself: `スケジュール：令和7年度 設計／令和8年度 構築`."""


def find_schedule_lines(
    document: Document, outline: Outline, index: MeasureIndex, rules: RuleSet
) -> tuple[Candidate[ScheduleItem], ...]:
    """The items of all schedule blocks that are lines, in reading order."""
    found: list[Candidate[ScheduleItem]] = []
    in_block = _blocks_of_schedules(outline, rules)
    for block, paragraph in enumerate(document.blocks):
        if not isinstance(paragraph, Paragraph) or paragraph.role != "body" or paragraph.text.endswith("。"):
            continue
        start = read_line(block, paragraph).start if block in in_block else _behind_label(paragraph.text, rules)
        if start is not None:
            measure = index.of_block(block)
            measure_id = measure.id if measure else None
            section = in_block.get(block) or outline.section_id(block)
            found.extend(_items(block, paragraph, start, section, measure_id, rules))
    return tuple(found)


def _blocks_of_schedules(outline: Outline, rules: RuleSet) -> dict[int, str]:
    """The blocks right below a heading that names a schedule, with its section."""
    found: dict[int, str] = {}
    for node in outline.nodes:
        if block_label(node.title, rules) == "schedule":
            end = min([node.end, *(child.block for child in outline.children(node.index))])
            found.update(dict.fromkeys(range(node.start, end), node.id))
    return found


def _behind_label(text: str, rules: RuleSet) -> int | None:
    """Where a line goes on behind the name of a schedule that it begins with, None where it names none."""
    found = _LABELLED.match(text)
    return found.end() if found is not None and block_label(found["label"], rules) == "schedule" else None


def _items(
    block: int, paragraph: Paragraph, start: int, section_id: str | None, measure_id: str | None, rules: RuleSet
) -> Iterator[Candidate[ScheduleItem]]:
    for step in read_steps(paragraph.text, paragraph.mentions, start):
        said = paragraph.passage.part(step.text, step.end)
        phase: Phase | None = rules["phases"].label(said.text)  # type: ignore[assignment]
        record = ScheduleItem(
            id="",
            measure_id=measure_id,
            section_id=section_id,
            text=said.text,
            start_fiscal_year=first_fiscal_year(step.date),
            end_fiscal_year=None if step.open else step.date.fiscal_year,
            phase=phase,
            evidence=evidence_of([paragraph.passage.part(step.start, step.end)]),
        )
        yield Candidate(record, "schedule.line", 0.8, (Claim(block, step.start, step.end),))
