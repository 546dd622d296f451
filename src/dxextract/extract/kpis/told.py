"""KPIs of lines, by weight: a name and values in one line, on lines one below the other, or below a line of years.

Each line is read by `told_line`; lines that follow one another are put together by `told_run`, those of sections beside
one another headed 現状値 and 目標値 too; what has come together is an indicator where its signs weigh enough
(`told_draft`). Decides which lines are asked. Sentences, tables, and lines with less are for the other readers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dxextract.extract.kpis.drafts import finish
from dxextract.extract.kpis.named_below import sections_named_below
from dxextract.extract.kpis.told_draft import draft_of
from dxextract.extract.kpis.told_line import read_told
from dxextract.extract.kpis.told_run import ABOUT, Setting, ToldEntry, ToldRun, headed, value_title
from dxextract.extract.measures import MeasureIndex
from dxextract.rules import RuleSet
from dxextract.schema.document import Document, Paragraph
from dxextract.schema.outline import Candidate, Outline
from dxextract.schema.plan import Kpi

TOLD = "kpi.told"
_LOOSE = re.compile(r"(?<![0-9.,年月])[0-9][0-9,.]*[一-龥ァ-ヴー]{1,6}$")
_TO = re.compile(r"[→⇒➡~～]|から")


def find_told_kpis(
    document: Document, outline: Outline, index: MeasureIndex, rules: RuleSet, now: int | None = None
) -> tuple[Candidate[Kpi], ...]:
    """Such KPIs in reading order; `now` is the fiscal year in which the plan appeared."""
    found = [
        finish(draft, outline.section_id(entry.lines[0].block), index, TOLD)
        for entry, about in _entries(document, outline, rules)
        if (draft := draft_of(entry, about, rules, now)) is not None
    ]
    return tuple(sorted(found, key=lambda one: one.claims[0].block))


def _entries(document: Document, outline: Outline, rules: RuleSet) -> Iterator[tuple[ToldEntry, int]]:
    """The indicators of each run of lines, with the weight of what stands above them."""
    owner: int | None = None
    run = ToldRun(Setting(), rules)
    telling = _telling_sections(document, outline)
    telling -= sections_named_below(document, outline, telling)
    for block, paragraph in enumerate(document.blocks):
        is_line = isinstance(paragraph, Paragraph) and paragraph.role == "body" and block not in outline.contents
        if outline.owner[block] != owner or not is_line:
            goes_on = is_line and _is_beside(outline, owner, outline.owner[block], rules)
            owner = outline.owner[block]
            setting = headed(document, outline, owner, rules)
            if goes_on:
                run.setting = setting
            else:
                yield from ((entry, run.setting.about) for entry in run.entries)
                run = ToldRun(setting, rules)
        if not is_line or not isinstance(paragraph, Paragraph) or run.setting.about < 0 or owner not in telling:
            continue
        told = read_told(block, paragraph, rules) if paragraph.text else None
        if told is not None:
            run.take(told)
        elif ABOUT.search(paragraph.text):
            run.setting.about = max(run.setting.about, 1)
    yield from ((entry, run.setting.about) for entry in run.entries)


def _telling_sections(document: Document, outline: Outline) -> frozenset[int | None]:
    """The sections with a line, not a sentence, that holds a figure or an arrow: in no other are lines read."""
    return frozenset(
        outline.owner[block]
        for block, paragraph in enumerate(document.blocks)
        if isinstance(paragraph, Paragraph)
        and not paragraph.text.endswith("。")
        and (_has_figure(paragraph) or _TO.search(paragraph.text))
    )


def _has_figure(paragraph: Paragraph) -> bool:
    """Whether a line holds a quantity, or beside a date a figure of a unit that no list has (R6 3言語)."""
    if any(m.quantity is not None for m in paragraph.mentions):
        return True
    dated = any(m.date is not None for m in paragraph.mentions)
    return dated and _LOOSE.search(paragraph.text) is not None


def _is_beside(outline: Outline, last: int | None, owner: int | None, rules: RuleSet) -> bool:
    """Whether two sections beside one another are headed by labels of values (＜現状値＞ and ＜目標値＞)."""
    if last is None or owner is None:
        return False
    nodes = (outline.nodes[last], outline.nodes[owner])
    return nodes[0].parent == nodes[1].parent and all(value_title(node.title, rules) for node in nodes)
