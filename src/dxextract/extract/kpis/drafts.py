"""A KPI of running text in the making: its name, its figures with their years, and the text that it was read from.

Decides where a name ends before its figures and which year stands beside a figure. Which lines are KPIs at all is
decided in `inline`, `lines` and `labelled`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dxextract.extract.measures import MeasureIndex
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.rules.value_labels import VALUE_LABELS
from dxextract.schema.document import Mention, Paragraph
from dxextract.schema.outline import Candidate, Claim
from dxextract.schema.passage import Passage, evidence_of
from dxextract.schema.plan import DateRef, Kpi, Quantity
from dxextract.signs import FRAME_CLOSE, FRAME_OPEN, ITEM_SIGNS

BULLET = re.compile(rf"^[{ITEM_SIGNS}*＊\-－]\s*|^(?:[(（]?[0-9]{{1,2}}(?:[)）]|[.．](?![0-9]))|[①-⑳])\s*")
LABEL = re.compile(
    rf"^(?:[{FRAME_OPEN}(（]\s*([^\s:：{FRAME_CLOSE})）]{{1,16}})\s*[{FRAME_CLOSE})）]\s*[:：]?"
    rf"|([^\s:：_＿{FRAME_CLOSE}◆◇■□●○]{{1,16}})\s*(?:[:：_＿]|[◆◇■□●○]\s*[:：]?))\s*(?=\S)"
)
_SPACED_LABEL = re.compile(r"^([^\s:：]{2,16})\s+(?=\S)")
_COUNTED_LABEL = re.compile(
    rf"[{FRAME_OPEN}(（]?(?P<words>[^\s:：0-9①-⑳]{{2,12}}?)\s?(?:[0-9]{{1,2}}|[①-⑳])[{FRAME_CLOSE})）]?(?:\s*[:：_＿]\s*|\s+|(?<=[①-⑳]))(?=\S)"
)
TAIL = re.compile(r"[\s:：、,（(「『\[【=＝|｜/…‥.・-]+$")
_VALUE_WORD = re.compile(r"(現状値?|基準値?|実績値?|目標値?)\s*[(（:：]?\s*$")
_PARTICLE = re.compile(r"(?<=.{2})(?:について)?[をはが]?[、,]?$")
_CLAUSE = re.compile(
    r"(?:により|によって|に基づき|ために?|として|[しきり]て|ながら|(?:時点|年度|まで|以内|を?(?:目途|目処|めど))(?:で|に)?は?|[×÷＋])$|^[^ぁ-ん]{0,14}年度?比で?$"
)
"""How words end that lead to a figure and name nothing."""
_SPAN = re.compile(
    r"(?<=\S)[\s:：、,（(]*(?:(?:計画)?期間(?:中|内)?[にで]"
    r"|(?:10|[2-9]) ?(?:か|カ|ヵ|ヶ|箇)?年間?(?:で|の|(?=累計|合計|延べ)))(?:累計|合計|延べ)?で?$"
)
"""What a figure is summed over, before it (`新規就農者数：5年間で10人`)."""
PER = re.compile(r"(?<=\S)[\s:：]+1[^\s0-9]{1,4}(?:[あ当]たり|当り|につき)(?:平均)?$")
"""What each figure is of, before it (`所要時間：1件当たり5時間`)."""
_OTHER_AIM = re.compile(r"^.*[0-9０-９][^、。]{0,8}と(?:し|する|なり)(?:とともに)?、(?=.{2})")
"""The aim that a sentence states before this one (`受講率を100%とし、合格者を20人とする`)."""
_SUMMED = re.compile(r"(?:の|における)?(?:累計|合計|累積)(?:[:：、\s　]+|の)(?=\S{2})")
"""What stands between the years that a figure is summed over and its name (`2022～26年度累計 新規就農者数`)."""
_ASIDE = frozenset({"参考", "注", "備考", "内訳", "うち", "再掲"})
"""What stands before figures and is no name of what they measure."""
_BY = re.compile(
    r"(?:度?末)?(?:(?:まで)?に(?:は)?|まで(?=、|引き?続き)|時点(?:で|に|の|における))[、,]?\s*(?:引き?続き、?)?(?=\S{3})"
)
_BESIDE_DATE = re.compile(r"までに?は?|時点|^の$|[\s(（)）:：末現状値目標基準実績]")
_AROUND_DATE = re.compile(
    r"[\s()（）:：、]|現状値?|目標値?|実績値?|基準値?|末|までに|時点|(?:に|と)(?:する|します)?|で"
)
_COMPARED = re.compile(r"(?:度?末)?(?:対|との)?比")
"""How a date goes on that a figure is compared with (`30%削減（2023年度比）`)."""
_FIGURE_ALONE = re.compile(r"[△▲+-]?[0-9][0-9,.]*\s*(?P<unit>\S{1,6})")


@dataclass(frozen=True, slots=True)
class Draft:
    """What was found of one KPI so far."""

    name: str
    passages: tuple[Passage, ...]
    claims: tuple[Claim, ...]
    baseline: Quantity | None = None
    target: Quantity | None = None
    milestones: tuple[Quantity, ...] = ()
    definition: str | None = None


_EACH = ("当たり", "あたり", "当り", "につき")


def quantities(paragraph: Paragraph) -> list[Mention]:
    """The figures of a paragraph, in order; 1人 of 1人当たり is part of a name."""
    return [
        m
        for m in paragraph.mentions
        if m.kind == "quantity" and m.quantity is not None and not paragraph.text.startswith(_EACH, m.end)
    ]


def whole(block: int, paragraph: Paragraph) -> Claim:
    """The claim of the whole paragraph."""
    return Claim(block, 0, len(paragraph.text))


def name_before(
    paragraph: Paragraph, figure: Mention, rules: RuleSet, start: int = 0, *, with_particle: bool = False
) -> str:
    """The words from `start` to the figure, without bullet, label, dates and value words."""
    dates = [m for m in paragraph.mentions if m.kind == "date" and start <= m.start and m.end <= figure.start]
    end = figure.start
    while dates and not _BESIDE_DATE.sub("", paragraph.text[dates[-1].end : end]):
        end = dates.pop().start
    first = dates[0] if dates else None
    if first is not None and first.end < end and not BULLET.sub("", paragraph.text[start : first.start]).strip():
        start = first.end  # 令和6年度 電子申請件数 5,820件
        start = by.end() if (by := _BY.match(paragraph.text, start)) is not None else start
    return bare_name(paragraph.text[start:end], rules, with_particle=with_particle)


def bare_name(text: str, rules: RuleSet, *, with_particle: bool = False) -> str:
    """A name without the bullet and the label before it, the value words behind it and a particle that ends it."""
    text = PER.sub("", _SPAN.sub("", _OTHER_AIM.sub("", BULLET.sub("", text))))
    if (counted := _COUNTED_LABEL.match(text)) and block_label(counted["words"], rules) == "kpi":
        text = text[counted.end() :]
    elif labelled := LABEL.match(text):
        text = text[labelled.end() :]
    elif (spaced := _SPACED_LABEL.match(text)) and block_label(spaced.group(1), rules) == "kpi":
        text = text[spaced.end() :]
    text = _VALUE_WORD.sub("", TAIL.sub("", text))
    text = unquoted(TAIL.sub("", text))
    if not with_particle:
        text = _PARTICLE.sub("", text)
    words = text.strip("【】〔〕[]()（） ")
    if _CLAUSE.search(text) or words in _ASIDE or rules["table_headers"].label(words) in VALUE_LABELS:
        return ""
    return text


def names_something(name: str, rules: RuleSet) -> bool:
    """Whether a name says what is counted: not an arrow between cells that were lost, nor another figure (25 手続)."""
    if not any(char.isalpha() for char in name):
        return False
    figure = _FIGURE_ALONE.fullmatch(name)
    return figure is None or rules["units"].match(figure["unit"]) is None


def unquoted(name: str) -> str:
    """A name without the quotation marks round it, and without one whose other half was cut off.

    Those round a part of it stay (「さんかくカレッジ」修了者数, 「転入者数－転出者数」).
    """
    name = name.strip(" 　")
    for opened, closed in ("「」", "『』"):
        more = name.count(opened) - name.count(closed)
        whole_quote = more == 0 and name.count(opened) == 1
        if more > 0 or (whole_quote and name[0] == opened and name[-1] == closed):
            name = name.removeprefix(opened).removesuffix(opened)
        if more < 0 or name.count(closed) > name.count(opened):
            name = name.removesuffix(closed).removeprefix(closed)
    return name.strip(" 　")


def summed(paragraph: Paragraph, name: str, target: Quantity) -> tuple[str, Quantity]:
    """Name and target of a line that says the years which its figure is summed over before the name."""
    for mention in paragraph.mentions:
        raw = paragraph.text[mention.start : mention.end]
        if mention.kind == "date" and name.startswith(raw) and (behind := _SUMMED.match(name, len(raw))):
            return name[behind.end() :], target.model_copy(update={"at": target.at or mention.date})
    return name, target


def begins_with_label(text: str, rules: RuleSet) -> bool:
    """Whether a line begins with the label of an indicator, in brackets, before a colon or before a space."""
    text = BULLET.sub("", text)
    if labelled := LABEL.match(text):
        return block_label(labelled.group(1) or labelled.group(2), rules) == "kpi"
    spaced = _SPACED_LABEL.match(text)
    if spaced is None or rules["benchmark_labels"].match(spaced.group(1)):
        return False
    return block_label(spaced.group(1), rules) == "kpi"


def without_label(text: str, rules: RuleSet) -> str:
    """A name without the label of an indicator before it (`アウトカム指標：相談件数`, `KPI② 相談件数`)."""
    counted = _COUNTED_LABEL.match(text)
    if counted is not None and block_label(counted["words"], rules) == "kpi":
        return text[counted.end() :]
    for labelled in (LABEL.match(text), _SPACED_LABEL.match(text)):
        words = next((words for words in labelled.groups() if words), None) if labelled else None
        if labelled and words and block_label(words, rules) == "kpi":
            return text[labelled.end() :]
    return text


def dated(paragraph: Paragraph, figure: Mention) -> Quantity:
    """The figure with the date that stands next to it, when it has none of its own."""
    assert figure.quantity is not None
    if figure.quantity.at is not None:
        return figure.quantity
    date = _date_beside(paragraph, figure)
    return figure.quantity.model_copy(update={"at": date}) if date else figure.quantity


def _date_beside(paragraph: Paragraph, figure: Mention) -> DateRef | None:
    for mention in paragraph.mentions:
        if mention.kind != "date" or mention.date is None or _COMPARED.match(paragraph.text, mention.end):
            continue
        between = paragraph.text[mention.end : figure.start] if mention.end <= figure.start else None
        if between is not None and _BY.match(between) and _leads(paragraph, mention, figure):
            return mention.date  # 令和9年度末時点で…の割合 50%
        if between is None and mention.start >= figure.end:
            between = paragraph.text[figure.end : mention.start]
        if between is not None and not _AROUND_DATE.sub("", between):
            return mention.date
    return None


def _leads(paragraph: Paragraph, date: Mention, figure: Mention) -> bool:
    """Whether a line begins with a date, and no other date or figure stands between that and the figure."""
    before = BULLET.sub("", paragraph.text[: date.start]).strip()
    return not before and not any(date.end <= m.start and m.end <= figure.start for m in paragraph.mentions)


def with_series(draft: Draft, figures: tuple[Quantity, ...], now: int | None) -> Draft:
    """The draft with figures by year: the last is the target, the first the baseline unless it was still to come.

    It was where its own words say by when it shall be (`1,000団体(2024年度まで)、1,500団体(2027年度まで)`).
    """
    first = figures[0].at
    ahead = now is not None and first is not None and first.fiscal_year > now
    ahead = ahead or "まで" in figures[0].raw
    baseline = None if ahead else figures[0]
    return Draft(
        draft.name,
        draft.passages,
        draft.claims,
        baseline,
        figures[-1],
        figures[:-1] if ahead else figures[1:-1],
        draft.definition,
    )


def finish(draft: Draft, section_id: str | None, index: MeasureIndex, rule: str) -> Candidate[Kpi]:
    """The candidate that a draft becomes, with the measure that its text stands under."""
    measure = index.of_block(draft.claims[0].block)
    kpi = Kpi(
        id="",
        measure_id=measure.id if measure else None,
        section_id=section_id,
        name=draft.name,
        cumulative=any("累計" in passage.text for passage in draft.passages),
        definition=draft.definition,
        baseline=draft.baseline,
        target=draft.target,
        milestones=draft.milestones,
        source_kind="inline",
        evidence=evidence_of(draft.passages),
    )
    return Candidate(kpi, rule, 0.8 if draft.baseline and draft.target else 0.6, draft.claims)
