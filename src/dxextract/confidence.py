"""How sure a record is: what its rule is worth, times what each doubt about its evidence leaves.

Two tables, and nothing else decides a confidence. `RULES` has the share of a rule's records that are right where
nothing speaks against them; `DOUBTS` what is left of that when a doubt is raised. A further doubt never makes a record
surer, and no record is surer than 0.98. The figures are those of `benchmarks/calibration.py`, which fits them to plans
with gold, once as the tool reads them and again with part of its words forgotten (docs/accuracy.md), rounded, and
lowered where its comment says so. Which doubts a record has is read off its evidence in `dxextract.assemble`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

SURE = 0.9
"""Above it 99 in 100 records were right on the plans that the figures are fitted to (docs/accuracy.md has others)."""
_LEAST = 0.05
_UNKNOWN_RULE = 0.85


class Rating(NamedTuple):
    """Why a record has its confidence: the rule that proposed it and the doubts about its evidence."""

    record_id: str
    rule: str
    doubts: tuple[str, ...]

    @property
    def confidence(self) -> float:
        return confidence(self.rule, self.doubts)


class Doubt(NamedTuple):
    """What a doubt leaves of a confidence (0-1), and how it is said in Japanese and English."""

    factor: float
    ja: str
    en: str


RULES: dict[str, float] = {
    "benchmark.lines": 0.9,
    "benchmark.sentence": 0.92,
    "benchmark.sentences": 0.92,
    "benchmark.statement": 0.95,
    "benchmark.table": 0.95,
    # What is a pledge is a matter of judgement; in the gold files too.
    "commitment.deadline": 0.88,
    "commitment.quantity": 0.88,
    "glossary.list": 0.96,
    "glossary.note": 0.9,
    "glossary.table": 0.98,
    "kpi.block": 0.95,
    "kpi.card": 0.92,
    "kpi.chart": 0.8,
    "kpi.labelled": 0.9,
    "kpi.line": 0.92,
    "kpi.table": 0.98,
    "kpi.told": 0.9,
    "kpi.turned": 0.9,
    "measure.measure": 0.95,
    "measure.section": 0.93,
    "measure.tag": 0.9,
    "plan": 0.95,
    "role.block": 0.96,
    "role.sentence": 0.95,
    "role.table": 0.98,
    "schedule.table": 0.98,
    "schedule.line": 0.89,
    "section.appendix": 0.98,
    "section.bracket": 0.85,
    "section.chapter": 0.98,
    "section.circled": 0.85,
    "section.digit": 0.98,
    "section.half_paren": 0.85,
    "section.label": 0.98,
    "section.mark": 0.9,
    "section.measure": 0.98,
    "section.nested": 0.97,
    "section.paren": 0.95,
    "section.plain": 0.85,
    "section.policy": 0.98,
    "section.roman": 0.98,
    "section.style": 0.9,
    "section.tag": 0.6,
    "table.drawn": 0.98,
    "table.typed": 0.98,
}
"""Rule id to its worth. A section's rule is the family its heading counts in."""

DOUBTS: dict[str, Doubt] = {
    "place.ocr": Doubt(0.7, "OCRで読んだ文字", "its characters were read by OCR"),
    "place.foreign_script": Doubt(
        0.8, "単語の中に別の文字体系の文字がある", "letters of a foreign script stand in its words"
    ),
    "place.converted": Doubt(
        0.9,
        "ページの体裁で変換されたテキスト",
        "a converter printed the text as its pages look",
    ),
    "table.unbounded": Doubt(0.9, "罫線のない表", "nothing drawn parts the columns of its table"),
    "table.mended": Doubt(0.95, "形を復元した表", "the form of its table was restored"),
    "table.uneven": Doubt(0.85, "列がそろわない行", "its row does not line up with the table's columns"),
    "table.generic": Doubt(0.8, "種類を判断できない表", "the table is of no known kind"),
    "heading.unlisted": Doubt(0.95, "目次にない見出し", "the contents page does not list the heading"),
    "heading.loose_parent": Doubt(0.75, "親の見出しに番号がない", "the heading above it has no number"),
    "heading.mark_in_title": Doubt(
        0.4, "見出しに記号や付記が残っている疑い", "a mark or note may be left in its title"
    ),
    "measure.repeated_part": Doubt(
        0.7, "同じ項目が二度ある(二つの施策の疑い)", "a part stands in it twice, as if two measures were one"
    ),
    "measure.empty": Doubt(0.9, "内容の項目がない", "it has no parts"),
    "measure.no_departments": Doubt(0.95, "担当課が読み取れない", "no department was found for it"),
    "measure.unlike_others": Doubt(0.95, "多くの施策にある項目がない", "it lacks a part that most measures have"),
    "link.none": Doubt(0.65, "どの施策のものか分からない", "no measure was found that it belongs to"),
    "link.by_words": Doubt(0.98, "施策との対応は表の語による", "a cell's words link it to its measure"),
    "link.doubtful": Doubt(0.5, "対応する施策の見出しが疑わしい", "the measure it belongs to is doubtful"),
    "kpi.unnamed_column": Doubt(
        0.9, "指標名の列を見出し語で確かめられない", "no header word says which column names the indicator"
    ),
    "kpi.unlabelled_target": Doubt(
        0.9, "目標値の列を見出し語で確かめられない", "no header word says which column is the target"
    ),
    "kpi.unread_column": Doubt(
        0.8, "見出し語の分からない列に数値がある", "a figure stands in a column whose header is not understood"
    ),
    "kpi.no_target": Doubt(0.6, "目標値がない", "it has no target"),
    "kpi.no_baseline": Doubt(0.8, "現状値がない", "it has no baseline"),
    "value.no_year": Doubt(0.96, "値の年度が分からない", "the year of its figure is not known"),
    "value.no_unit": Doubt(0.96, "数値に単位がない", "a figure has no unit"),
    "value.units_differ": Doubt(0.9, "単位がそろわない", "its figures have different units"),
    "value.words": Doubt(0.8, "数値でない値がある", "a value is no figure"),
    "schedule.drawn": Doubt(0.9, "図形の線表から読んだ期間", "its years come from a drawn bar"),
    "schedule.span_inferred": Doubt(0.9, "空欄から推定した期間", "its years were inferred from blank cells"),
    "commitment.several_dates": Doubt(0.5, "期限の候補が複数ある", "it names several dates"),
    "plan.no_municipality": Doubt(0.8, "団体コードが分からない", "the municipality's code is not known"),
    "plan.no_title": Doubt(0.5, "計画名が分からない", "the plan's title is not known"),
    "plan.unusual_title": Doubt(0.7, "計画名らしい語がない", "its title has no word that a plan's has"),
    "plan.no_date": Doubt(0.8, "策定時期が分からない", "the date of publication is not known"),
    "plan.no_period": Doubt(0.7, "計画期間が分からない", "the plan's period is not known"),
}

_WEAK_RULES: dict[str, tuple[str, str]] = {
    "benchmark": ("文から読んだ比較", "it was read from running text"),
    "commitment": ("約束かどうかは解釈による", "what is a commitment is a matter of judgement"),
    "glossary": ("注の形の用語解説", "it was read from a note"),
    "kpi": ("表の形だけから読んだ指標", "the form of a table alone speaks for it"),
    "measure": ("見出しの標識だけから読んだ施策", "a mark at its heading alone speaks for it"),
    "section": ("番号のない見出しの形だけから読んだ節", "the look of its heading alone speaks for it"),
}
"""What is said of a record whose rule alone leaves it below `SURE`, by the first word of the rule's id."""


def confidence(rule: str, doubts: Iterable[str]) -> float:
    """The confidence of a record that `rule` proposed, with two decimals. Raises KeyError for an unknown doubt."""
    value = RULES.get(rule, _UNKNOWN_RULE)
    for doubt in sorted(set(doubts)):  # products of floats depend on their order
        value *= DOUBTS[doubt].factor
    return round(max(value, _LEAST), 2)


def reasons(rating: Rating) -> tuple[tuple[str, str], ...]:
    """Why a record is not surer, in Japanese and English, the heaviest reason first."""
    rule = rating.rule
    named = sorted(set(rating.doubts), key=lambda doubt: (DOUBTS[doubt].factor, doubt))
    found = [(DOUBTS[doubt].ja, DOUBTS[doubt].en) for doubt in named]
    if RULES.get(rule, _UNKNOWN_RULE) <= SURE:
        found.append(_WEAK_RULES.get(rule.partition(".")[0], ("経験の少ない規則", "its rule is little tried")))
    return tuple(found)
