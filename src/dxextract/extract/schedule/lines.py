"""Schedules set as lines: `令和7年度：設計` below a heading such as 工程 or スケジュール.

A line counts inside a block of that name, or behind that name on the line itself, when it is made of steps that each
begin with their year (`year_steps`), or when it stands below a line that is only a year. Sentences are none
(`commitments` reads pledges), nor are lines that only name a time. Tables are read in `schedule`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dxextract.extract.items import read_line
from dxextract.extract.measures import MeasureIndex
from dxextract.extract.schedule.named_steps import read_named_steps
from dxextract.extract.schedule.stage_titles import stage_titles
from dxextract.extract.schedule.unlabelled import unlabelled_runs
from dxextract.extract.schedule.year_steps import (
    TIMES,
    Step,
    first_fiscal_year,
    is_told,
    read_dated_items,
    read_steps,
)
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.schema.document import Document, Paragraph
from dxextract.schema.outline import Candidate, Claim, Outline
from dxextract.schema.passage import evidence_of
from dxextract.schema.plan import DateRef, Phase, ScheduleItem
from dxextract.signs import ARROW, FRAME_CLOSE, FRAME_OPEN, LABEL_SIGNS

_LABELLED = re.compile(
    rf"[{LABEL_SIGNS}{FRAME_OPEN}\s]*(?P<label>[^:：\s{FRAME_CLOSE}]{{2,14}})[{FRAME_CLOSE}]?"
    rf"(?:\s*[:：]\s*|(?<=[{FRAME_CLOSE}])\s*|\s+(?=(?:令和|R)[0-9元]|20[0-9]{2}))(?=\S)"
)
"""A line that names the block itself: `スケジュール：令和7年度 設計／令和8年度 構築`."""
_STAGE = re.compile(r"(?P<stage>[^\s:：()（）]{2,10}\s?[(（][^()（）]{2,24}[)）])\s*[:：]?\s*(?=\S)")
_ARROWS = re.compile(rf"(?:\s*{ARROW}\s*)+")
_NONE = re.compile(r"[\s―ー－−—–‐-]+")
"""What stands in place of a step in a year without one."""
_JOINT = re.compile(r"[・／/&＆]|及び|と(?=.)")
_COLON = re.compile(r"\s*[:：]\s*(?=\S)")
"""What parts the number of an action from its steps (`①：R7 導入`)."""
_WORD = re.compile(r"[^\W_]")
_GOES_ON = re.compile(r"(?:[~～〜]|以降|から)(?=\s*[)）】〕\]]?\s*$)")
"""How a line ends whose year is the first of several."""
_OTHER_BLOCK = re.compile(
    r"\s*(?:[〔【［\[](?P<label>[^〕】］\]]{2,14})[〕】］\]]\s*|(?P<before>[^\s:：〕】］\]]{2,8})\s?[:：]\s*)\S"
)
_NO_STEPS = frozenset({"departments", "kpi"})
_OF_NAMES = frozenset({"action", "measure", "number", "category", "policy"})
_ONE_SIZE = 0.6
"""Points by which lines of one size differ."""
_ROW_OF_YEARS = 3
"""Years without a word between them head columns that were not found, and no lines below the last."""


def find_schedule_lines(
    document: Document, outline: Outline, index: MeasureIndex, rules: RuleSet, begin: int = 0
) -> tuple[Candidate[ScheduleItem], ...]:
    """The items of all schedule blocks that are lines, in reading order; months before the year `begin` are past."""
    found: list[Candidate[ScheduleItem]] = []
    in_block = _blocks_of_schedules(document, outline, rules)
    lost = _blocks_of_lost_tables(document, outline, rules)
    for block in unlabelled_runs(document, outline, index, rules, begin):
        in_block.setdefault(block, outline.section_id(block))
    titles = stage_titles(document, _years_alone(document, in_block, rules))
    year: DateRef | None = None  # of the line above that said nothing else
    first: Paragraph | None = None  # the first line below that
    headed, goes_on = 0, False  # such lines one right below the other, and whether the last says 以降
    for block, paragraph in enumerate(document.blocks):
        if isinstance(paragraph, Paragraph) and paragraph.role != "body":
            continue  # the number of a page parts no list
        if not isinstance(paragraph, Paragraph) or block not in in_block:
            year, headed = None, 0
        if not isinstance(paragraph, Paragraph):
            continue
        bare = block in in_block
        behind = None if bare else _behind_label(paragraph.text, rules)
        if not bare and behind is None:
            continue
        measure = index.of_block(block)
        measure_id = measure.id if measure else None
        section = in_block.get(block) or outline.section_id(block)
        line = _Line(block, paragraph, section, measure_id)
        own = read_line(block, paragraph).start
        own += len(found_colon[0]) if (found_colon := _COLON.match(paragraph.text, own)) is not None else 0
        start = own if behind is None else behind
        steps = _said_steps(paragraph, start, rules, bare=bare, dated=year is not None)
        if is_told(paragraph.text, steps):
            continue
        if not steps and bare and (staged := _staged(paragraph, own, rules)) is not None:
            steps = [staged]
        if steps:
            _add_steps(found, line, [s for s in steps if _is_ahead(s, begin)], rules)
            year = None
        elif bare and block not in lost and (only := _only_year(paragraph, rules)) is not None:
            year, goes_on, headed = only, _GOES_ON.search(paragraph.text) is not None, headed + 1
            first = None
        elif block in titles or _begins_other_block(paragraph, rules) or (first and not _is_set_as(first, paragraph)):
            year = None
        elif year is not None and headed < _ROW_OF_YEARS:
            headed, first = 0, first or paragraph
            found.append(line.item(Step(own, own, len(paragraph.text), year, goes_on), rules))
    return tuple(found)


def _said_steps(paragraph: Paragraph, start: int, rules: RuleSet, *, bare: bool, dated: bool) -> list[Step]:
    """The steps that a line says from `start` on, each with its time; `dated`: the line above is a year alone."""
    steps = read_steps(paragraph.text, paragraph.mentions, start, bare=bare)
    if not steps and not dated and _only_year(paragraph, rules) is None:
        steps = read_dated_items(paragraph.text, paragraph.mentions, start)
    return steps or read_named_steps(paragraph.text, paragraph.mentions, start)


def _is_ahead(step: Step, begin: int) -> bool:
    """Whether a step is none of a month before the year `begin`, which is past."""
    return step.date.precision != "month" or step.date.fiscal_year >= begin


def _add_steps(found: list[Candidate[ScheduleItem]], line: _Line, steps: Sequence[Step], rules: RuleSet) -> None:
    """Adds the items of a line's steps to those found; an arrow alone has the last one go on."""
    for step in steps:
        said = line.paragraph.text[step.text : step.end]
        if found and _ARROWS.fullmatch(said) and _follows(found[-1], line, step):
            found[-1] = _longer(found[-1], line, step)
        elif not _NONE.fullmatch(said):
            found.append(line.item(step, rules))


def _follows(last: Candidate[ScheduleItem], line: _Line, step: Step) -> bool:
    """Whether a step is of the year after the last item's, in the same block."""
    item = last.record
    same = item.section_id == line.section_id and item.measure_id == line.measure_id and item.start is None
    return same and item.end_fiscal_year is not None and item.end_fiscal_year + 1 == first_fiscal_year(step.date)


def _longer(last: Candidate[ScheduleItem], line: _Line, step: Step) -> Candidate[ScheduleItem]:
    """The last item with a year in which it goes on (`令和9年度：→`)."""
    item = last.record
    longer = item.model_copy(
        update={
            "end_fiscal_year": None if step.open else step.date.fiscal_year,
            "evidence": (*item.evidence, *evidence_of([line.paragraph.passage.part(step.start, step.end)])),
        }
    )
    return replace(last, record=longer, claims=(*last.claims, Claim(line.block, step.start, step.end)))


def _blocks_of_schedules(document: Document, outline: Outline, rules: RuleSet) -> dict[int, str | None]:
    """The blocks right below a heading or a line that names a schedule, with their section."""
    found: dict[int, str | None] = {}
    for node in outline.nodes:
        if _names_schedule(node.title, rules):
            # a chapter 取組のロードマップ ends where its measures, below its policies, or other blocks begin
            inside = (one for one in outline.nodes if node.start <= one.block < node.end)
            parts = (one.block for one in inside if one.kind == "measure" or block_label(one.title, rules) is not None)
            end = min(parts, default=node.end)
            found.update(dict.fromkeys(range(node.start, end), outline.section_id(node.block)))
    headings = {node.block for node in outline.nodes}
    below = False
    for block, paragraph in enumerate(document.blocks):
        if block in headings or not isinstance(paragraph, Paragraph) or outline.owner[block] is None:
            below = False  # nor is the title of the plan on its cover (実施計画) a label
        elif (label := block_label(paragraph.text, rules)) is not None:
            below = label == "schedule" or _names_schedule(paragraph.text, rules)
        elif below and block not in found:
            found[block] = outline.section_id(block)
    return found


def _blocks_of_lost_tables(document: Document, outline: Outline, rules: RuleSet) -> frozenset[int]:
    """The blocks of schedules that begin with the label of a column of names (主な取組): cells whose order is lost."""
    found: set[int] = set()
    for node in outline.nodes:
        first = document.blocks[node.start] if node.start < min(node.end, len(document.blocks)) else None
        if not isinstance(first, Paragraph) or not _names_schedule(node.title, rules):
            continue
        if rules["table_headers"].label(first.text) in _OF_NAMES:
            found.update(range(node.start, node.end))
    return frozenset(found)


def _names_schedule(title: str, rules: RuleSet) -> bool:
    """Whether a heading names a schedule, or one together with what is done (主な取組と工程)."""
    label = block_label(title, rules)
    if label != "actions":
        return label == "schedule"
    return any(block_label(part, rules) == "schedule" for part in _JOINT.split(title) if part != title)


def _only_year(paragraph: Paragraph, rules: RuleSet) -> DateRef | None:
    """The year of a line that says nothing else (【令和7年度】), None for any other line."""
    dates = [m for m in paragraph.mentions if m.kind == "date" and m.date is not None and m.date.precision in TIMES]
    if len(dates) != 1:
        return None
    if rules["time_columns"].label(read_line(0, paragraph).text) == "stage":
        return dates[0].date  # フェーズ1(令和7年度)
    rest = paragraph.text[: dates[0].start] + _GOES_ON.sub("", paragraph.text[dates[0].end :])
    return None if _WORD.search(rest) else dates[0].date


def _years_alone(document: Document, blocks: Iterable[int], rules: RuleSet) -> list[int]:
    """The blocks among `blocks` that say nothing but a year."""
    lines = ((block, document.blocks[block]) for block in blocks if block < len(document.blocks))
    return [block for block, line in lines if isinstance(line, Paragraph) and _only_year(line, rules) is not None]


def _begins_other_block(paragraph: Paragraph, rules: RuleSet) -> bool:
    """Whether a line begins with the label of another block, in brackets or before a colon (〔関係部署〕企画課).

    That of the departments may stand before a space.
    """
    found = _OTHER_BLOCK.match(paragraph.text)
    if found is not None and block_label(found["label"] or found["before"], rules) in _NO_STEPS:
        return True
    first = paragraph.text.split(maxsplit=1)
    return len(first) > 1 and bool(paragraph.departments) and block_label(first[0], rules) == "departments"


def _is_set_as(first: Paragraph, line: Paragraph) -> bool:
    """Whether a line is set as the first one below a year, on bands of one colour: else it is of something else."""
    one, other = first.style, line.style
    if one is None or other is None:
        return True
    return abs(one.size - other.size) < _ONE_SIZE and (one.bold, one.band) == (other.bold, other.band)


def _staged(paragraph: Paragraph, start: int, rules: RuleSet) -> Step | None:
    """The step of a line that opens with a stage and its years (`短期（令和7～8年度）：調査`)."""
    found = _STAGE.match(paragraph.text, start)
    if found is None or rules["time_columns"].label(found["stage"]) != "stage":
        return None
    dates = [
        m.date for m in paragraph.mentions if m.kind == "date" and m.date and start <= m.start < found.end("stage")
    ]
    if len(dates) != 1 or dates[0].precision not in TIMES:
        return None
    goes_on = found["stage"].rstrip(")）").endswith(("～", "~", "〜", "以降"))
    return Step(start, found.end(), len(paragraph.text), dates[0], goes_on)


def _behind_label(text: str, rules: RuleSet) -> int | None:
    """Where a line goes on behind the name of a schedule that it begins with, None where it names none."""
    found = _LABELLED.match(text)
    return found.end() if found is not None and block_label(found["label"], rules) == "schedule" else None


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a schedule with what it belongs to."""

    block: int
    paragraph: Paragraph
    section_id: str | None
    measure_id: str | None

    def item(self, step: Step, rules: RuleSet) -> Candidate[ScheduleItem]:
        """The item of one of its steps."""
        said = self.paragraph.passage.part(step.text, step.end)
        phase: Phase | None = rules["phases"].label(said.text)  # type: ignore[assignment]
        record = ScheduleItem(
            id="",
            measure_id=self.measure_id,
            section_id=self.section_id,
            text=said.text,
            start_fiscal_year=first_fiscal_year(step.date),
            end_fiscal_year=None if step.open else step.date.fiscal_year,
            start=step.date.start if step.date.precision == "month" else None,
            end=step.date.end if step.date.precision == "month" and not step.open else None,
            phase=phase,
            evidence=evidence_of([self.paragraph.passage.part(step.start, step.end)]),
        )
        return Candidate(record, "schedule.line", 0.8, (Claim(self.block, step.start, step.end),))
