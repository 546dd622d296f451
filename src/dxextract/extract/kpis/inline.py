"""KPIs that stand in no table: `名称 45%(R6) → 70%(R10)`, or name, baseline and target on lines of their own.

Reads lines of blocks headed as KPI blocks, and lines that begin with a KPI label (KPI：…). Elsewhere a line is a KPI
only when two figures of one unit stand around an arrow behind a name. Prose sentences are left to `commitments`. The
forms that a single line may have are `lines`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dxextract.extract.kpis.block_years import in_years, stated_years, with_due
from dxextract.extract.kpis.drafts import (
    BULLET,
    TAIL,
    Draft,
    begins_with_label,
    dated,
    finish,
    name_before,
    quantities,
    summed,
    whole,
)
from dxextract.extract.kpis.lines import (
    arrow_drafts,
    pair_drafts,
    series_draft,
    single_draft,
)
from dxextract.extract.kpis.named_below import are_named_below
from dxextract.extract.kpis.sentences import (
    called_draft,
    is_aimed_at,
    moved_draft,
    moves_by_words,
    sentence_draft,
)
from dxextract.extract.measures import MeasureIndex
from dxextract.normalise import squeeze
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.rules.value_labels import VALUE_LABELS
from dxextract.schema.document import Block, Document, Paragraph
from dxextract.schema.outline import Candidate, Claim, Node, Outline
from dxextract.schema.plan import DateRef, Kpi, Quantity

_SENTENCE_END = re.compile(r"。\s*(?:[（(\[［][^。]*[)）\]］]\s*)?$")
_VALUE_LABEL = re.compile(
    r"(現状値?|基準値?|実績値?|当初値|策定時|目標値?|中間目標値?|最終目標値?|目標)\s*(?:[:：]|[(（][^)）]*[)）]\s*[:：]?|\s)\s*(?=[^\s])"
)
_VALUE_ROLES = {"baseline": "baseline", "actual": "baseline", "target": "target", "milestone": "target"}
"""What a label says of the one value that it stands beside; 計画値 alone is aimed at."""
_NOTE = re.compile(r"[(（]?(?:[※＊*]|注)\s?[0-9０-９]{1,2}(?![0-9０-９.,%％])[)）]?[\s　:：]")
"""A note that its number ties to a figure or a name (`※1 参加者数÷人口`)."""
_REMARK = re.compile(r"[(（]?※")
"""What begins a line that says more of an indicator (`※受付50件以上の窓口`): a name only where two figures follow."""
_DEED = 2  # characters of a lone noun of doing: 分譲, 開催, 設置
_ASIDE = re.compile(r"[(（【\[]?(?:参考|うち|注|※)[)）】\]]?")
"""What stands before figures that are no indicator of their own."""
_ARROWS = re.compile(r"[→⇒➡➔➜▶►▼↓⇩⇨⟶\s\uFE0F]+")


@dataclass(frozen=True, slots=True)
class _Awaited:
    """A label with its year on a line of its own, whose figure stands on the next."""

    role: str
    date: DateRef | None
    block: int
    paragraph: Paragraph


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
            drafts = (in_years(_with_current(one, present, rules), years) for one in _block_drafts(lines, rules, now))
            named = (one for one in drafts if not (_ASIDE.fullmatch(one.name) or _is_pledge(one, document)))
            section = outline.section_id(node.block)
            found.extend(finish(_by_then(draft, document), section, index, "kpi.block") for draft in named)
    inside = {claim.block for candidate in found for claim in candidate.claims}
    for label, lines in _plain_blocks(document, outline, inside | taken, rules):
        for draft in (in_years(one, stated_years(label)) for one in _block_drafts(lines, rules, now)):
            found.append(finish(draft, outline.section_id(draft.claims[0].block), index, "kpi.block"))
    inside = {claim.block for candidate in found for claim in candidate.claims}
    above: Paragraph | None = None
    schedules = {n for n, node in enumerate(outline.nodes) if block_label(node.title, rules) == "schedule"}
    for block, paragraph in _lines(document, 0, len(document.blocks)):
        if block in inside or block in taken or block in outline.contents or block in headings:
            continue
        if outline.owner[block] in schedules:
            continue  # R7 整理 → R8 導入 are steps
        said = _line_drafts(block, paragraph, rules, now) or pair_drafts(block, paragraph, above)
        found.extend(finish(one, outline.section_id(block), index, "kpi.line") for one in said)
        above = paragraph
    return tuple(sorted(found, key=lambda c: c.claims[0].block))


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


def _block_drafts(lines: list[tuple[int, Paragraph]], rules: RuleSet, now: int | None) -> list[Draft]:
    """The drafts of one KPI block: lines that hold both figures, or a name line and value lines after it."""
    if are_named_below([paragraph for _, paragraph in lines]):
        return []
    drafts: list[Draft] = []
    awaited: _Awaited | None = None
    aimed: set[int] = set()  # whose target came first
    for number, (block, paragraph) in enumerate(lines):
        if (drafts and not _ARROWS.sub("", paragraph.text)) or _NOTE.match(paragraph.text):
            continue
        if _REMARK.match(paragraph.text) and len(quantities(paragraph)) < 2:
            continue
        if awaited is not None and (value := _bare_value(paragraph)) is not None:
            drafts[-1] = _with_awaited(drafts[-1], awaited, value, block, paragraph)
            awaited = None
            continue
        below = lines[number + 1][1] if number + 1 < len(lines) else None
        awaited = _awaited(block, paragraph, below, drafts[-1], rules) if drafts else None
        if awaited is not None:
            if drafts[-1].baseline is None and drafts[-1].target is None:
                aimed.add(len(drafts) - 1)
            continue
        said = _stated(block, paragraph, rules, now)
        if said or _SENTENCE_END.search(paragraph.text):
            drafts.extend(said)
            continue
        role = _value_role(paragraph, rules)
        both = drafts and drafts[-1].target is None and drafts[-1].baseline is None and len(quantities(paragraph)) > 1
        if role is not None and drafts and not (both and _nameless(block, paragraph, rules, now)):
            drafts[-1] = _with_value(drafts[-1], role, block, paragraph)
            continue
        if drafts and drafts[-1].target is None and (own := _nameless(block, paragraph, rules, now)) is not None:
            last = drafts[-1]
            passages, claims = (*last.passages, *own.passages), (*last.claims, *own.claims)
            drafts[-1] = replace(own, name=last.name, passages=passages, claims=claims)
            continue
        if drafts and (lone := _lone_value(lines, number, drafts[-1], rules)) is not None:
            drafts[-1] = _with_target(drafts[-1], lone, block, paragraph)
            continue
        text = BULLET.sub("", paragraph.text)
        figures = quantities(paragraph)
        claim = whole(block, paragraph)
        if not figures and _is_of_value(paragraph, rules):
            continue  # 基準値, 令和12年度 over a figure: no name of its own
        if not figures:
            drafts.append(Draft(TAIL.sub("", text), (paragraph.passage,), (claim,)))
        elif (name := name_before(paragraph, figures[0], rules)) and len(figures) == 1:
            name, target = summed(paragraph, name, dated(paragraph, figures[0]))
            drafts.append(Draft(name, (paragraph.passage,), (claim,), target=target))
    # A target that came first and stays alone is left to the cards (`cards`), whose figures may stand further off.
    return [one for n, one in enumerate(drafts) if one.baseline or (one.target and n not in aimed)]


def _awaited(
    block: int, paragraph: Paragraph, below: Paragraph | None, draft: Draft, rules: RuleSet
) -> _Awaited | None:
    """The value that a line announces which is nothing but its label and year.

    The draft has only the other value, or none and its target comes first, with its figure right below.
    """
    if (draft.baseline is not None and draft.target is not None) or quantities(paragraph):
        return None
    dates = [m for m in paragraph.mentions if m.kind == "date" and m.date is not None]
    text = BULLET.sub("", paragraph.text)
    for mention in dates:
        text = text.replace(paragraph.text[mention.start : mention.end], "")
    label = rules["table_headers"].label(text.strip(" 　()（）:：末"))
    role = _VALUE_ROLES.get(label or "")
    if role is None or (draft.baseline if role == "baseline" else draft.target) is not None:
        return None
    if draft.baseline is None and draft.target is None and (role == "baseline" or not below or not _bare_value(below)):
        return None
    return _Awaited(role, dates[0].date if dates else None, block, paragraph)


def _lone_value(lines: list[tuple[int, Paragraph]], number: int, draft: Draft, rules: RuleSet) -> Quantity | None:
    """The figure that is all that stands below a name, up to the next name: what is aimed at, set large on a card."""
    value = _bare_value(lines[number][1])
    if value is None or number == 0 or draft.target is not None or draft.baseline is not None:
        return None
    if draft.passages != (lines[number - 1][1].passage,) or rules["table_headers"].label(draft.name) in VALUE_LABELS:
        return None
    below = next((one for _, one in lines[number + 1 :] if _ARROWS.sub("", one.text)), None)
    if below is not None and (_bare_value(below) is not None or _is_of_value(below, rules)):
        return None
    return value


def _is_of_value(paragraph: Paragraph, rules: RuleSet) -> bool:
    """Whether a line is a year or a word that says what the figure beside it is, and names nothing."""
    text = paragraph.text
    for mention in paragraph.mentions:
        if mention.kind == "date":
            text = text.replace(paragraph.text[mention.start : mention.end], "")
    text = text.strip(" 　()（）:：末")
    return not text or rules["table_headers"].label(text) in VALUE_LABELS


def _with_target(draft: Draft, value: Quantity, block: int, paragraph: Paragraph) -> Draft:
    passages, claims = (*draft.passages, paragraph.passage), (*draft.claims, whole(block, paragraph))
    return replace(draft, target=value, passages=passages, claims=claims)


def _bare_value(paragraph: Paragraph) -> Quantity | None:
    """The figure that is all that a line says, as it is set large on a card."""
    figures = quantities(paragraph)
    if len(figures) != 1 or figures[0].end - figures[0].start < len(paragraph.text.strip()) - 1:
        return None
    return dated(paragraph, figures[0])


def _with_awaited(draft: Draft, awaited: _Awaited, value: Quantity, block: int, paragraph: Paragraph) -> Draft:
    if value.at is None and awaited.date is not None:
        value = value.model_copy(update={"at": awaited.date})
    lines = ((awaited.block, awaited.paragraph), (block, paragraph))
    draft = replace(
        draft,
        passages=(*draft.passages, *(line.passage for _, line in lines)),
        claims=(*draft.claims, *(whole(*line) for line in lines)),
    )
    return replace(draft, baseline=value) if awaited.role == "baseline" else replace(draft, target=value)


def _nameless(block: int, paragraph: Paragraph, rules: RuleSet, now: int | None) -> Draft | None:
    """The figures of a line without a name (`【現状】R5 6業務 → 【目標】R9 25業務`): it stands above."""
    arrows = arrow_drafts(block, paragraph, rules)
    if len(arrows) == 1 and not arrows[0].name:
        return arrows[0]
    return series_draft(block, paragraph, now, rules, named=False)


def _stated(block: int, paragraph: Paragraph, rules: RuleSet, now: int | None) -> list[Draft]:
    """The KPIs that a line of a KPI block states whole: around an arrow, in words, or beside years."""
    if not _SENTENCE_END.search(paragraph.text) and not moves_by_words(paragraph.text):
        arrows = [draft for draft in arrow_drafts(block, paragraph, rules) if draft.name]
        if arrows:
            return arrows
        series = series_draft(block, paragraph, now, rules)
        if series is not None:
            return [series]
    moved = moved_draft(block, paragraph, rules)
    if moved is None or (moved.baseline is None and not is_aimed_at(moved, paragraph, rules)):
        return []
    return [moved]


def _value_role(paragraph: Paragraph, rules: RuleSet) -> str | None:
    """`baseline` or `target` for a line such as `目標値(R10)：70%`, else None."""
    found = _VALUE_LABEL.match(BULLET.sub("", paragraph.text))
    if not found or not quantities(paragraph):
        return None
    label = rules["table_headers"].label(found.group(1))
    return _VALUE_ROLES.get(label or "")


def _with_value(draft: Draft, role: str, block: int, paragraph: Paragraph) -> Draft:
    quantity = dated(paragraph, quantities(paragraph)[-1])
    draft = replace(
        draft,
        passages=(*draft.passages, paragraph.passage),
        claims=(*draft.claims, whole(block, paragraph)),
    )
    return replace(draft, baseline=quantity) if role == "baseline" else replace(draft, target=quantity)


def _line_drafts(block: int, paragraph: Paragraph, rules: RuleSet, now: int | None) -> list[Draft]:
    """The KPIs of a single line outside any KPI block."""
    named = begins_with_label(paragraph.text, rules)
    if _SENTENCE_END.search(paragraph.text):
        draft = called_draft(block, paragraph, rules) or sentence_draft(block, paragraph)
        draft = draft or (moved_draft(block, paragraph, rules) if named else None)
        return [draft] if draft is not None else []
    if named and quantities(paragraph):
        said = _stated(block, paragraph, rules, now)
        single = None if said else single_draft(block, paragraph, rules)
        return said or ([single] if single is not None else [])
    return [draft for draft in arrow_drafts(block, paragraph, rules) if _is_plain(draft, now)]


def _is_plain(draft: Draft, now: int | None) -> bool:
    """Whether a line that no label announces is a KPI: a name, two figures of one unit, and a year at least.

    What is told of a year when the plan had appeared was reached, not aimed at.
    """
    if draft.baseline is None or draft.target is None or len(draft.name) < 3:
        return False
    if now is not None and draft.target.at is not None and draft.target.at.fiscal_year <= now:
        return False
    stated = draft.baseline.at is not None or draft.target.at is not None
    return stated and draft.baseline.unit == draft.target.unit
