"""The forms in which one line states a KPI: figures around arrows, beside years, in words of where one shall go.

Each reader decides for its own form and returns the drafts it finds. Which lines may be read so, and in what order, is
decided in `inline`.
"""

from __future__ import annotations

import re
from itertools import pairwise

from dxextract.extract.kpis.dated_series import dated_series
from dxextract.extract.kpis.drafts import Draft, dated, name_before, quantities, summed, whole, with_series
from dxextract.rules import RuleSet
from dxextract.schema.document import Mention, Paragraph
from dxextract.schema.outline import Claim
from dxextract.schema.plan import Quantity

_ARROW = re.compile(r"[→⇒➡➔➜▶►⇨⟶]|から|->|=>")
_PAIR = re.compile(r"[、,，・／/\s]*([^、,，:：\s][^、,，:：]{0,30}?)\s*[:：]\s*")
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
        figures = [_with_year_before(paragraph, figure, name) for figure in chain]
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


def _with_year_before(paragraph: Paragraph, figure: Mention, name: str) -> Quantity:
    """The figure with its year, also where the name stands between them (`令和6年度 電子申請件数 5,820件`)."""
    quantity = dated(paragraph, figure)
    before = [m for m in paragraph.mentions if m.kind == "date" and m.end <= figure.start]
    if quantity.at is not None or not before:
        return quantity
    between = paragraph.text[before[-1].end : figure.start].strip(" 　:：の")
    return quantity.model_copy(update={"at": before[-1].date}) if between == name else quantity


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


def series_draft(
    block: int, paragraph: Paragraph, now: int | None, rules: RuleSet, *, named: bool = True
) -> Draft | None:
    """`名称 R6 12,000人 R10 25,000人`: a name, and figures with a year each to the end of the line.

    Where it is not `named`, nothing stands before the figures.
    """
    series = dated_series(paragraph.text, paragraph.mentions)
    if series is None or paragraph.text[series.end :].strip(" 　)）]］】〕。、末度"):
        return None
    at = Mention("quantity", series.start, series.end)
    name = name_before(paragraph, at, rules)
    if bool(name) is not named or name.endswith(("、", "は", "が")):
        return None
    return with_series(Draft(name, (paragraph.passage,), (whole(block, paragraph),)), series.figures, now)


def single_draft(block: int, paragraph: Paragraph, rules: RuleSet) -> Draft | None:
    """A name and the figure behind it."""
    *others, figure = quantities(paragraph)
    name = name_before(paragraph, figure, rules)
    units = [one.quantity.unit for one in others if one.quantity is not None]
    if not name or (figure.quantity is not None and figure.quantity.unit in units):
        return None  # 小学校 100%、中学校 100%: figures of parts
    name, target = summed(paragraph, name, dated(paragraph, figure))
    return Draft(name, (paragraph.passage,), (whole(block, paragraph),), target=target)


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
