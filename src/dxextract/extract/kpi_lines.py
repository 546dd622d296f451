"""The forms in which one line states a KPI: figures around arrows, beside years, in words of where one shall go.

Each reader decides for its own form and returns the drafts it finds. Which lines may be read so, and in what order, is
decided in `inline_kpis`.
"""

from __future__ import annotations

import re
from itertools import pairwise

from dxextract.extract.dated_series import dated_series
from dxextract.extract.kpi_drafts import BULLET, Draft, dated, name_before, quantities, whole, with_series
from dxextract.rules import RuleSet
from dxextract.schema.document import Mention, Paragraph
from dxextract.schema.outline import Claim
from dxextract.schema.plan import Quantity

_ARROW = re.compile(r"[→⇒➡➔➜▶►⇨⟶]|から|->|=>")
_NAMED = re.compile(
    r"(?:KPI|KGI|重要業績評価指標|成果指標|評価指標|数値目標|指標|目標)(?:[(（][^)）]*[)）])?\s*(?:として|は|に)[、\s]*([^、。]{2,40}?)(?:を|が)[、\s]*$"
)
_AIMED = re.compile(r"(以上|以下|程度)?(に|まで|と|へ|を目指|を達成|とする|となる)")
_PAIR = re.compile(r"[、,，・／/\s]*([^、,，:：\s][^、,，:：]{0,30}?)\s*[:：]\s*")
_FROM = re.compile(r"(?:から|より|を|→|⇒|➡|➔)、?")
_TIED = re.compile(r"[\s()（）]|末|時点|現在|の|までに?(?:は)?|には?|で")
_GOAL = re.compile(r"\s*(?:[（(][^（()）]*[)）])?\s*(?:まで|以上|以下)?(?:に|へ|とする|とします|を目指|を達成|まで)")
_REACHED = re.compile(r"[にへ](?:増|引|拡|向|減|削|短|縮|低|抑|高|伸)")
_OBJECT = re.compile(r"(?P<name>\S.{2,39}?)(?:を|は|について|[:：])(?:、[^、。]{0,12}|[^、。をはが]{0,6})$")
_AIM = re.compile(r"(目指|めざ|目標|指標|KPI)[^。]*。\s*$|(目標|指標)(は|として)")
_YEARLY = re.compile(r"年間|1年(間|当たり)")
_SEPARATOR = re.compile(r"[\s、,，／/;；。・()（）]*")


def arrow_drafts(block: int, paragraph: Paragraph, rules: RuleSet) -> list[Draft]:
    """`名称 A → B`: the figures around arrows, also three in a chain, and several names with theirs in one line."""
    drafts: list[Draft] = []
    start = 0
    for chain in _chains(paragraph):
        name = name_before(paragraph, chain[0], rules, start)
        if not name and drafts:
            return drafts
        figures = [dated(paragraph, figure) for figure in chain]
        passage = paragraph.passage
        claim = whole(block, paragraph)
        drafts.append(Draft(name, (passage,), (claim,), figures[0], figures[-1], tuple(figures[1:-1])))
        start = _after(paragraph, chain[-1])
    if len(drafts) < 2:
        return drafts
    ends = [*(_after(paragraph, chain[-1]) for chain in _chains(paragraph)), len(paragraph.text)]
    parts = [(0 if n == 0 else ends[n - 1], ends[n]) for n in range(len(drafts))]
    return [
        Draft(d.name, (paragraph.passage.part(*part),), (Claim(block, *part),), d.baseline, d.target, d.milestones)
        for d, part in zip(drafts, parts, strict=True)
    ]


def _chains(paragraph: Paragraph) -> list[list[Mention]]:
    """The figures that arrows join, two or more each."""
    chains: list[list[Mention]] = []
    joined = False
    for left, right in pairwise(quantities(paragraph)):
        arrow = _ARROW.search(paragraph.text[left.end : right.start])
        if arrow and joined and chains[-1][-1] is left:
            chains[-1].append(right)
        elif arrow:
            chains.append([left, right])
        joined = bool(arrow)
    return chains


def _after(paragraph: Paragraph, figure: Mention) -> int:
    """Where the text after a figure, its year and a separator begins."""
    end = figure.end
    for mention in paragraph.mentions:
        if (
            mention.kind == "date"
            and mention.start >= end
            and _SEPARATOR.fullmatch(paragraph.text[end : mention.start])
        ):
            closing = re.compile(r"[度末)）]*").match(paragraph.text, mention.end)
            end = closing.end() if closing else mention.end
            break
    separator = _SEPARATOR.match(paragraph.text, end)
    return separator.end() if separator else end


def series_draft(block: int, paragraph: Paragraph, now: int | None, rules: RuleSet) -> Draft | None:
    """`名称 R6 12,000人 R10 25,000人`: a name, and figures with a year each to the end of the line."""
    series = dated_series(paragraph.text, paragraph.mentions)
    if series is None or paragraph.text[series.end :].strip(" 　)）。、末度"):
        return None
    at = Mention("quantity", series.start, series.end)
    name = name_before(paragraph, at, rules)
    if not name or name.endswith(("、", "は", "が")):
        return None
    return with_series(Draft(name, (paragraph.passage,), (whole(block, paragraph),)), series.figures, now)


def moved_draft(block: int, paragraph: Paragraph, rules: RuleSet) -> Draft | None:
    """Where a figure shall go, in words (`利用者を15人（R6）から80人（R9）に増やします。`), also without its first."""
    text = paragraph.text
    figures = quantities(paragraph)
    if not figures or text.count("。") > 1:
        return None
    reached = _REACHED.search(text, figures[-1].start, figures[-1].end)
    if reached is None and not _GOAL.match(text, figures[-1].end):
        return None
    first = figures[-2] if len(figures) > 1 and _leads(paragraph, figures[-2], figures[-1]) else None
    start = first or figures[-1]
    named = _OBJECT.match(name_before(paragraph, start, rules)) or _OBJECT.match(_before(paragraph, start))
    if named is None:
        return None
    baseline = _tied(paragraph, first) if first else None
    claim = whole(block, paragraph)
    name = named["name"].strip(" 、")
    target = _tied(paragraph, figures[-1])
    if reached is not None:
        target = target.model_copy(update={"direction": None})  # 200件に引き上げる: to it, not by it
    return Draft(name, (paragraph.passage,), (claim,), baseline, target)


def _before(paragraph: Paragraph, figure: Mention) -> str:
    """The words before a figure and the year that is tied to it (令和6年度の85%), without the bullet."""
    end = figure.start
    for mention in reversed(paragraph.mentions):
        if mention.kind == "date" and mention.end <= end and not _TIED.sub("", paragraph.text[mention.end : end]):
            end = mention.start
    return BULLET.sub("", paragraph.text[:end])


def _leads(paragraph: Paragraph, first: Mention, second: Mention) -> bool:
    """Whether nothing but から or を, and years, stands between two figures."""
    between = list(paragraph.text)
    for mention in paragraph.mentions:
        if mention.kind == "date":
            between[mention.start : mention.end] = " " * (mention.end - mention.start)
    gap = "".join(between)[first.end : second.start]
    return _FROM.fullmatch(_TIED.sub("", gap)) is not None


def _tied(paragraph: Paragraph, figure: Mention) -> Quantity:
    quantity = dated(paragraph, figure)
    if quantity.at is not None:
        return quantity
    for mention in paragraph.mentions:
        if mention.kind != "date" or mention.date is None or mention.end > figure.start:
            continue
        if not _TIED.sub("", paragraph.text[mention.end : figure.start]):
            return quantity.model_copy(update={"at": mention.date})
    return quantity


def sentence_draft(block: int, paragraph: Paragraph) -> Draft | None:
    """`KPIとして処理時間を半分にする`: a sentence that names its figure a KPI."""
    for figure in quantities(paragraph):
        named = _NAMED.search(paragraph.text[: figure.start])
        if named and _AIMED.match(paragraph.text[figure.end :]):
            claim = Claim(block, named.start(1), figure.end)
            return Draft(named.group(1), (paragraph.passage,), (claim,), target=dated(paragraph, figure))
    return None


def single_draft(block: int, paragraph: Paragraph, rules: RuleSet) -> Draft | None:
    """A name and the figure behind it."""
    figure = quantities(paragraph)[-1]
    name = name_before(paragraph, figure, rules)
    if not name:
        return None
    return Draft(name, (paragraph.passage,), (whole(block, paragraph),), target=dated(paragraph, figure))


def pair_drafts(block: int, paragraph: Paragraph, above: Paragraph | None) -> list[Draft]:
    """`HP:1,000千人、SNS:3,000人` below a sentence of aims: a target for each name.

    A frequency that the sentence states (年間) holds for every figure without one of its own.
    """
    figures = quantities(paragraph)
    if above is None or len(figures) < 2 or not _AIM.search(above.text):
        return []
    drafts: list[Draft] = []
    start = 0
    for figure in figures:
        name = _PAIR.fullmatch(paragraph.text[start : figure.start])
        if name is None or figure.quantity is None:
            return []
        quantity = dated(paragraph, figure)
        if quantity.frequency is None and _YEARLY.search(above.text):
            quantity = quantity.model_copy(update={"frequency": "per_year"})
        claim = Claim(block, start, figure.end)
        drafts.append(Draft(name.group(1), (paragraph.passage.part(start, figure.end),), (claim,), target=quantity))
        start = figure.end
    return drafts if len(paragraph.text) - start <= 1 else []
