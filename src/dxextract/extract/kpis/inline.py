"""KPIs that stand in no table: `名称 45%(R6) → 70%(R10)`, or name, baseline and target on lines of their own.

Reads lines of blocks headed as KPI blocks, and lines that begin with a KPI label (KPI：…). Elsewhere a line is a KPI
only when two figures of one unit stand around an arrow behind a name. Prose sentences are left to `commitments`. How
the lines of one block belong together is for `block_lines`, the forms that a single line may have are `lines`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from dxextract.extract.kpis.block_lines import SENTENCE_END, block_drafts, stated_drafts
from dxextract.extract.kpis.block_years import in_years, stated_years, with_due
from dxextract.extract.kpis.drafts import BULLET, Draft, begins_with_label, dated, finish, name_before, quantities
from dxextract.extract.kpis.lines import arrow_drafts, pair_drafts, single_draft
from dxextract.extract.kpis.sentences import called_draft, moved_draft, sentence_draft
from dxextract.extract.measures import MeasureIndex
from dxextract.normalise import squeeze
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.schema.document import Block, Document, Paragraph
from dxextract.schema.outline import Candidate, Claim, Node, Outline
from dxextract.schema.plan import DateRef, Kpi

_DEED = 2  # characters of a lone noun of doing: 分譲, 開催, 設置
_ASIDE = re.compile(r"[(（【\[]?(?:参考|うち|注|※)[)）】\]]?")
"""What stands before figures that are no indicator of their own."""


def find_inline_kpis(
    document: Document,
    outline: Outline,
    index: MeasureIndex,
    taken: frozenset[int],
    rules: RuleSet,
    now: int | None = None,
) -> tuple[Candidate[Kpi], ...]:
    """KPIs in lines, in reading order; blocks in `taken` belong to other KPIs."""
    found: list[Candidate[Kpi]] = []
    headings = {node.block for node in outline.nodes if block_label(node.title, rules) == "kpi"}
    for node in outline.nodes:
        if node.block in headings:
            children = [child.block for child in outline.children(node.index)]
            end = min([node.end, *children])
            lines = [(i, p) for i, p in _lines(document, node.start, end) if i not in outline.repeats | taken]
            present = _current_lines(document, outline, node, rules)
            years = stated_years(document.blocks[node.block])
            drafts = (in_years(_with_current(one, present, rules), years) for one in block_drafts(lines, rules, now))
            named = (one for one in drafts if not (_ASIDE.fullmatch(one.name) or _is_pledge(one, document)))
            section = outline.section_id(node.block)
            found.extend(finish(_by_then(draft, document), section, index, "kpi.block") for draft in named)
    inside = {claim.block for candidate in found for claim in candidate.claims}
    for label, lines in _plain_blocks(document, outline, inside | taken, rules):
        for draft in (in_years(one, stated_years(label)) for one in block_drafts(lines, rules, now)):
            found.append(finish(draft, outline.section_id(draft.claims[0].block), index, "kpi.block"))
    inside = {claim.block for candidate in found for claim in candidate.claims}
    above: Paragraph | None = None
    titles = headings - {node.block for node in outline.nodes if _is_banner(node, document)}
    schedules = {n for n, node in enumerate(outline.nodes) if block_label(node.title, rules) == "schedule"}
    for block, paragraph in _lines(document, 0, len(document.blocks)):
        if block in inside or block in taken or block in outline.contents or block in titles:
            continue
        if outline.owner[block] in schedules:
            continue  # R7 整理 → R8 導入 are steps
        said = _line_drafts(block, paragraph, rules, now) or pair_drafts(block, paragraph, above)
        said = [one for one in said if block_label(one.name, rules) != "schedule"]  # スケジュール：R7 実証 → R8 運用
        found.extend(finish(one, outline.section_id(block), index, "kpi.line") for one in said)
        above = paragraph
    return tuple(sorted(found, key=lambda c: c.claims[0].block))


def _is_banner(node: Node, document: Document) -> bool:
    """Whether figures stand behind a title on its own line (【計画のKPI】 申請件数 90件): it titles and states one."""
    line = document.blocks[node.block]
    if not isinstance(line, Paragraph):
        return False
    end = line.text.rfind(node.title) + len(node.title)
    return any(m.kind == "quantity" and m.start >= end for m in line.mentions)


def _by_then(draft: Draft, document: Document) -> Draft:
    """A target whose line begins with the time that it is to be reached by (2025年度までに申請率50%)."""
    return with_due(draft, _deadline(draft, document))


def _is_pledge(draft: Draft, document: Document) -> bool:
    """Whether a line says by when a lone deed is done (2025年度までに分譲2件): that names no indicator."""
    return len(draft.name) <= _DEED and draft.baseline is None and _deadline(draft, document) is not None


def _deadline(draft: Draft, document: Document) -> DateRef | None:
    line = document.blocks[draft.claims[0].block]
    if not isinstance(line, Paragraph) or not line.mentions:
        return None
    first = line.mentions[0]
    return first.date if first.start == 0 and line.text.startswith("まで", first.end) else None


def _plain_blocks(
    document: Document, outline: Outline, taken: frozenset[int] | set[int], rules: RuleSet
) -> Iterator[tuple[Block, list[tuple[int, Paragraph]]]]:
    """The labels of KPI blocks that are lines like others, each with its lines up to what begins something else."""
    headings = {node.block for node in outline.nodes}
    lines: list[tuple[int, Paragraph]] | None = None
    above: Block | None = None
    for block, paragraph in enumerate(document.blocks):
        is_line = isinstance(paragraph, Paragraph)
        label = block_label(BULLET.sub("", paragraph.text), rules) if isinstance(paragraph, Paragraph) else None
        if not is_line or block in headings or label is not None or block in taken:
            if lines and above is not None:
                yield above, lines
            lines = [] if label == "kpi" and block not in headings and block not in outline.contents else None
            above = paragraph
        elif lines is not None and isinstance(paragraph, Paragraph) and paragraph.role == "body" and paragraph.text:
            lines.append((block, paragraph))
    if lines and above is not None:
        yield above, lines


def _current_lines(document: Document, outline: Outline, node: Node, rules: RuleSet) -> list[tuple[int, Paragraph]]:
    """The lines of the block about the present state that stands beside a KPI block."""
    beside = () if node.parent is None else outline.children(node.parent)
    blocks = [one for one in beside if block_label(one.title, rules) == "current_state"]
    return [line for one in blocks for line in _lines(document, one.start, one.end)]


def _with_current(draft: Draft, present: list[tuple[int, Paragraph]], rules: RuleSet) -> Draft:
    """A target alone, with the figure that a line about the present state gives behind the same name."""
    if draft.baseline is not None or draft.target is None:
        return draft
    for block, paragraph in present:
        figures = quantities(paragraph)
        if len(figures) == 1 and squeeze(name_before(paragraph, figures[0], rules)) == squeeze(draft.name):
            claim = Claim(block, figures[0].start, figures[0].end)
            return replace(
                draft,
                baseline=dated(paragraph, figures[0]),
                passages=(*draft.passages, paragraph.passage),
                claims=(*draft.claims, claim),
            )
    return draft


def _lines(document: Document, start: int, end: int) -> Iterator[tuple[int, Paragraph]]:
    for block in range(start, end):
        paragraph = document.blocks[block]
        if isinstance(paragraph, Paragraph) and paragraph.role == "body" and paragraph.text:
            yield block, paragraph


def _line_drafts(block: int, paragraph: Paragraph, rules: RuleSet, now: int | None) -> list[Draft]:
    """The KPIs of a single line outside any KPI block."""
    named = begins_with_label(paragraph.text, rules)
    if SENTENCE_END.search(paragraph.text):
        draft = called_draft(block, paragraph, rules) or sentence_draft(block, paragraph)
        draft = draft or (moved_draft(block, paragraph, rules) if named else None)
        return [draft] if draft is not None else []
    if named and quantities(paragraph):
        said = stated_drafts(block, paragraph, rules, now)
        single = None if said else single_draft(block, paragraph, rules)
        return said or ([single] if single is not None else [])
    return [draft for draft in arrow_drafts(block, paragraph, rules) if _is_plain(draft, rules, now)]


def _is_plain(draft: Draft, rules: RuleSet, now: int | None) -> bool:
    """Whether a line that no label announces is a KPI: a name, two figures of one unit, and a year at least.

    What is told of a year when the plan had appeared was reached, not aimed at.
    """
    if draft.baseline is None or draft.target is None or len(draft.name) < 3:
        return False
    if rules["not_aimed_at"].label(draft.name) is not None:
        return False
    if now is not None and draft.target.at is not None and draft.target.at.fiscal_year <= now:
        return False
    stated = draft.baseline.at is not None or draft.target.at is not None
    return stated and draft.baseline.unit == draft.target.unit
