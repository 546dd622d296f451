"""KPIs that stand in no table: `名称 45%(R6) → 70%(R10)`, or name, baseline and target on lines of their own.

Reads lines of blocks headed as KPI blocks, and lines that begin with a KPI label (KPI：…). Elsewhere a line is a KPI
only when two figures of one unit stand around an arrow behind a name. Prose sentences are left to `commitments`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dxextract.extract.measures import MeasureIndex
from dxextract.normalise import squeeze
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.schema.document import Document, Mention, Paragraph
from dxextract.schema.outline import Candidate, Claim, Node, Outline
from dxextract.schema.passage import Passage, evidence_of
from dxextract.schema.plan import DateRef, Kpi, Quantity

_ARROW = re.compile(r"[→⇒➡➔➜▶►⇨⟶]|から|->|=>")
_BULLET = re.compile(r"^[・･•●○■□◆◇▶➢➤☆★\-－]\s*|^(?:[(（]?[0-9]{1,2}[)）.．]|[①-⑳])\s*")
_LABEL = re.compile(
    r"^(?:[【\[〔<〈(（]\s*([^\s:：】\]〕>〉)）]{1,16})\s*[】\]〕>〉)）]\s*[:：]?|([^\s:：】\]〕>〉]{1,16})\s*[:：])\s*(?=\S)"
)
_SPACED_LABEL = re.compile(r"^([^\s:：]{2,16})\s+(?=\S)")
_TAIL = re.compile(r"[\s:：、,（(「『\[【=＝|｜/…‥.・-]+$")
_NAMED = re.compile(
    r"(?:KPI|KGI|重要業績評価指標|成果指標|評価指標|数値目標|指標|目標)(?:[(（][^)）]*[)）])?\s*(?:として|は|に)[、\s]*([^、。]{2,40}?)(?:を|が)[、\s]*$"
)
_AIMED = re.compile(r"(以上|以下|程度)?(に|まで|と|へ|を目指|を達成|とする|となる)")
_PAIR = re.compile(r"[、,，・／/\s]*([^、,，:：\s][^、,，:：]{0,30}?)\s*[:：]\s*")
_FROM = re.compile(r"\s*(?:[（(][^（()）]*[)）])?\s*から、?\s*")
_GOAL = re.compile(r"\s*(?:[（(][^（()）]*[)）])?\s*(?:まで|以上|以下)?(?:に|へ|とする|とします|を目指|を達成|まで)")
_OBJECT = re.compile(r"(?P<name>\S.{2,39}?)(?:を|は|について)(?:、[^、。]{0,12}|[^、。をはが]{0,6})$")
_AIM = re.compile(r"(目指|めざ|目標|指標|KPI)[^。]*。\s*$|(目標|指標)(は|として)")
_YEARLY = re.compile(r"年間|1年(間|当たり)")
_SENTENCE_END = re.compile(r"。\s*$")
_BESIDE_DATE = re.compile(r"までに?は?|時点|[\s(（)）:：末現状値目標基準実績]")
_VALUE_LABEL = re.compile(
    r"(現状値?|基準値?|実績値?|当初値|策定時|目標値?|中間目標値?|最終目標値?|目標)\s*(?:[:：]|[(（][^)）]*[)）]\s*[:：]?|\s)\s*(?=[^\s])"
)


@dataclass(frozen=True, slots=True)
class _Draft:
    """A KPI in the making: its name and the passages and figures found for it so far."""

    name: str
    passages: tuple[Passage, ...]
    claims: tuple[Claim, ...]
    baseline: Quantity | None = None
    target: Quantity | None = None


def find_inline_kpis(
    document: Document, outline: Outline, index: MeasureIndex, taken: frozenset[int], rules: RuleSet
) -> tuple[Candidate[Kpi], ...]:
    """KPIs in lines, in reading order; blocks in `taken` belong to other KPIs."""
    found: list[Candidate[Kpi]] = []
    for node in outline.nodes:
        if block_label(node.title, rules) == "kpi":
            children = [child.block for child in outline.children(node.index)]
            end = min([node.end, *children])
            lines = [(i, p) for i, p in _lines(document, node.start, end) if i not in outline.repeats | taken]
            now = _current_lines(document, outline, node, rules)
            whole = (_with_current(draft, now, rules) for draft in _block_drafts(lines, rules))
            found.extend(_finish(draft, node.id, index, "kpi.block") for draft in whole)
    inside = {claim.block for candidate in found for claim in candidate.claims}
    above: Paragraph | None = None
    for block, paragraph in _lines(document, 0, len(document.blocks)):
        if block in inside or block in taken or block in outline.contents:
            continue
        draft = _line_draft(block, paragraph, rules)
        drafts = [draft] if draft is not None else _pair_drafts(block, paragraph, above)
        found.extend(_finish(one, outline.section_id(block), index, "kpi.line") for one in drafts)
        above = paragraph
    return tuple(sorted(found, key=lambda c: c.claims[0].block))


def _current_lines(document: Document, outline: Outline, node: Node, rules: RuleSet) -> list[tuple[int, Paragraph]]:
    """The lines of the block about the present state that stands beside a KPI block."""
    beside = () if node.parent is None else outline.children(node.parent)
    blocks = [one for one in beside if block_label(one.title, rules) == "current_state"]
    return [line for one in blocks for line in _lines(document, one.start, one.end)]


def _with_current(draft: _Draft, now: list[tuple[int, Paragraph]], rules: RuleSet) -> _Draft:
    """A target alone, with the figure that a line about the present state gives behind the same name."""
    if draft.baseline is not None or draft.target is None:
        return draft
    for block, paragraph in now:
        figures = _quantities(paragraph)
        if len(figures) == 1 and squeeze(_name_before(paragraph, figures[0], rules)) == squeeze(draft.name):
            claim = Claim(block, figures[0].start, figures[0].end)
            return replace(
                draft,
                baseline=_dated(paragraph, figures[0]),
                passages=(*draft.passages, paragraph.passage),
                claims=(*draft.claims, claim),
            )
    return draft


def _lines(document: Document, start: int, end: int) -> Iterator[tuple[int, Paragraph]]:
    for block in range(start, end):
        paragraph = document.blocks[block]
        if isinstance(paragraph, Paragraph) and paragraph.role == "body" and paragraph.text:
            yield block, paragraph


def _quantities(paragraph: Paragraph) -> list[Mention]:
    return [m for m in paragraph.mentions if m.kind == "quantity" and m.quantity is not None]


def _block_drafts(lines: list[tuple[int, Paragraph]], rules: RuleSet) -> list[_Draft]:
    """The drafts of one KPI block: lines that hold both figures, or a name line and value lines after it."""
    drafts: list[_Draft] = []
    for block, paragraph in lines:
        if _SENTENCE_END.search(paragraph.text):
            continue
        arrow = _arrow_draft(block, paragraph, rules)
        if arrow is not None and arrow.name:
            drafts.append(arrow)
            continue
        role = _value_role(paragraph, rules)
        if role is not None and drafts:
            drafts[-1] = _with_value(drafts[-1], role, block, paragraph)
            continue
        text = _BULLET.sub("", paragraph.text)
        figures = _quantities(paragraph)
        claim = Claim(block, 0, len(paragraph.text))
        if not figures:
            drafts.append(_Draft(_TAIL.sub("", text), (paragraph.passage,), (claim,)))
        elif (name := _name_before(paragraph, figures[0], rules)) and len(figures) == 1:
            drafts.append(_Draft(name, (paragraph.passage,), (claim,), target=_dated(paragraph, figures[0])))
    return [draft for draft in drafts if draft.baseline or draft.target]


def _value_role(paragraph: Paragraph, rules: RuleSet) -> str | None:
    """`baseline` or `target` for a line such as `目標値(R10)：70%`, else None."""
    found = _VALUE_LABEL.match(_BULLET.sub("", paragraph.text))
    if not found or not _quantities(paragraph):
        return None
    label = rules["table_headers"].label(found.group(1))
    return {"baseline": "baseline", "actual": "baseline", "target": "target", "milestone": "target"}.get(label or "")


def _with_value(draft: _Draft, role: str, block: int, paragraph: Paragraph) -> _Draft:
    quantity = _dated(paragraph, _quantities(paragraph)[-1])
    draft = replace(
        draft,
        passages=(*draft.passages, paragraph.passage),
        claims=(*draft.claims, Claim(block, 0, len(paragraph.text))),
    )
    return replace(draft, baseline=quantity) if role == "baseline" else replace(draft, target=quantity)


def _line_draft(block: int, paragraph: Paragraph, rules: RuleSet) -> _Draft | None:
    """A KPI in a single line outside any KPI block."""
    labelled = _LABEL.match(_BULLET.sub("", paragraph.text))
    named = labelled is not None and block_label(labelled.group(1) or labelled.group(2), rules) == "kpi"
    if _SENTENCE_END.search(paragraph.text):
        return _sentence_draft(block, paragraph) or (_aim_draft(block, paragraph, rules) if named else None)
    if labelled and block_label(labelled.group(1) or labelled.group(2), rules) == "kpi" and _quantities(paragraph):
        return _arrow_draft(block, paragraph, rules) or _single_draft(block, paragraph, rules)
    draft = _arrow_draft(block, paragraph, rules)
    if draft is None or draft.baseline is None or draft.target is None or len(draft.name) < 3:
        return None
    dated = draft.baseline.at is not None or draft.target.at is not None
    return draft if dated and draft.baseline.unit == draft.target.unit else None


def _sentence_draft(block: int, paragraph: Paragraph) -> _Draft | None:
    """`KPIとして処理時間を半分にする`: a sentence that names its figure a KPI."""
    for figure in _quantities(paragraph):
        named = _NAMED.search(paragraph.text[: figure.start])
        if named and _AIMED.match(paragraph.text[figure.end :]):
            claim = Claim(block, named.start(1), figure.end)
            return _Draft(named.group(1), (paragraph.passage,), (claim,), target=_dated(paragraph, figure))
    return None


def _aim_draft(block: int, paragraph: Paragraph, rules: RuleSet) -> _Draft | None:
    """One sentence that says where a figure shall go (`目標：利用者を15人から80人に増やします。`)."""
    text = paragraph.text
    figures = _quantities(paragraph)
    if not figures or text.count("。") > 1 or not _GOAL.match(text, figures[-1].end):
        return None
    first = figures[-2] if len(figures) > 1 and _FROM.fullmatch(text[figures[-2].end : figures[-1].start]) else None
    named = _OBJECT.match(_name_before(paragraph, first or figures[-1], rules))
    if named is None:
        return None
    claim = Claim(block, 0, len(text))
    baseline = _dated(paragraph, first) if first else None
    return _Draft(named["name"], (paragraph.passage,), (claim,), baseline, _dated(paragraph, figures[-1]))


def _arrow_draft(block: int, paragraph: Paragraph, rules: RuleSet) -> _Draft | None:
    """`名称 A → B`: the figures on both sides of an arrow."""
    figures = _quantities(paragraph)
    for left, right in itertools.pairwise(figures):
        if _ARROW.search(paragraph.text[left.end : right.start]):
            return _Draft(
                _name_before(paragraph, left, rules),
                (paragraph.passage,),
                (Claim(block, 0, len(paragraph.text)),),
                _dated(paragraph, left),
                _dated(paragraph, right),
            )
    return None


def _single_draft(block: int, paragraph: Paragraph, rules: RuleSet) -> _Draft | None:
    figure = _quantities(paragraph)[-1]
    name = _name_before(paragraph, figure, rules)
    if not name:
        return None
    claim = Claim(block, 0, len(paragraph.text))
    return _Draft(name, (paragraph.passage,), (claim,), target=_dated(paragraph, figure))


def _pair_drafts(block: int, paragraph: Paragraph, above: Paragraph | None) -> list[_Draft]:
    """`HP:1,000千人、SNS:3,000人` below a sentence of aims: a target for each name.

    A frequency that the sentence states (年間) holds for every figure without one of its own.
    """
    figures = _quantities(paragraph)
    if above is None or len(figures) < 2 or not _AIM.search(above.text):
        return []
    drafts: list[_Draft] = []
    start = 0
    for figure in figures:
        name = _PAIR.fullmatch(paragraph.text[start : figure.start])
        if name is None or figure.quantity is None:
            return []
        quantity = _dated(paragraph, figure)
        if quantity.frequency is None and _YEARLY.search(above.text):
            quantity = quantity.model_copy(update={"frequency": "per_year"})
        claim = Claim(block, start, figure.end)
        drafts.append(_Draft(name.group(1), (paragraph.passage.part(start, figure.end),), (claim,), target=quantity))
        start = figure.end
    return drafts if len(paragraph.text) - start <= 1 else []


def _name_before(paragraph: Paragraph, figure: Mention, rules: RuleSet) -> str:
    """The words before the first figure, without bullet, label, dates and value words."""
    dates = [m for m in paragraph.mentions if m.kind == "date" and m.end <= figure.start]
    end = figure.start
    while dates and not _BESIDE_DATE.sub("", paragraph.text[dates[-1].end : end]):
        end = dates.pop().start
    text = _BULLET.sub("", paragraph.text[:end])
    if labelled := _LABEL.match(text):
        text = text[labelled.end() :]
    elif (spaced := _SPACED_LABEL.match(text)) and block_label(spaced.group(1), rules) == "kpi":
        text = text[spaced.end() :]
    text = re.sub(r"(現状値?|基準値?|実績値?|目標値?)\s*[(（:：]?\s*$", "", _TAIL.sub("", text))
    return _TAIL.sub("", text).strip("「」『』 ")


def _dated(paragraph: Paragraph, figure: Mention) -> Quantity:
    """The figure with the date that stands next to it, when it has none of its own."""
    assert figure.quantity is not None
    if figure.quantity.at is not None:
        return figure.quantity
    date = _date_beside(paragraph, figure)
    return figure.quantity.model_copy(update={"at": date}) if date else figure.quantity


def _date_beside(paragraph: Paragraph, figure: Mention) -> DateRef | None:
    for mention in paragraph.mentions:
        if mention.kind != "date" or mention.date is None:
            continue
        between = paragraph.text[mention.end : figure.start] if mention.end <= figure.start else None
        if between is None and mention.start >= figure.end:
            between = paragraph.text[figure.end : mention.start]
        if between is not None and not re.sub(
            r"[\s()（）:：、]|現状値?|目標値?|実績値?|基準値?|末|までに|時点|に|で", "", between
        ):
            return mention.date
    return None


def _finish(draft: _Draft, section_id: str | None, index: MeasureIndex, rule: str) -> Candidate[Kpi]:
    measure = index.of_block(draft.claims[0].block)
    kpi = Kpi(
        id="",
        measure_id=measure.id if measure else None,
        section_id=section_id,
        name=draft.name,
        cumulative="累計" in draft.passages[0].text,
        baseline=draft.baseline,
        target=draft.target,
        source_kind="inline",
        evidence=evidence_of(draft.passages),
    )
    return Candidate(kpi, rule, 0.8 if draft.baseline and draft.target else 0.6, draft.claims)
