"""Wordings of the held-out families of `held_families`: lists of their own, after what municipal plans print.

Nobody who edits rules or extraction code looks at this module, at `held_stories`, `held_drawn` or `held_families`.
"""

from __future__ import annotations

import random
from dataclasses import replace

from tests.synthetic.model import Figure, Indicator, Measure, Plan, Policy
from tests.synthetic.vocabulary import Labels

_WORDS = {
    "situation": ("現状と課題", "現状・課題", "取組の背景", "課題認識", "これまでの取組と課題"),
    "actions": ("取組概要", "施策の概要", "主な取組", "今後の取組内容", "取組の方向性"),
    "departments": ("所管課", "担当課", "主担当課", "推進課", "所管部署", "担当部署"),
    "kpi_block": ("評価指標（KPI）", "成果指標", "KPI", "取組指標", "進行管理指標", "成果を測る指標"),
    "kpi_name": ("指標", "KPI", "評価指標", "成果指標", "取組指標", "目標項目"),
    "baseline": ("現状", "現状値", "基準値", "計画策定時", "実績値"),
    "target": ("目標", "目標値", "計画値", "目標値（最終年度）"),
    "schedule": ("年次計画", "取組工程", "推進スケジュール", "年度別の取組", "行程表", "実施計画"),
    "task_column": ("取組", "取組事項", "実施内容", "主な取組", "事業内容"),
    "policy_column": ("基本目標", "基本方針", "施策の柱", "戦略"),
    "measure_column": ("施策", "取組名", "個別施策", "施策名", "取組項目"),
    "glossary": ("用語解説", "用語集", "用語の説明"),
    "term": ("用語", "用語名"),
    "meaning": ("解説", "説明", "内容"),
    "priority": ("重点",),
    "definition": ("算出方法", "指標の説明"),
    "content_column": ("事業概要", "取組概要"),
    "number_column": ("No.", "番号", "事業番号"),
}
_POLICIES = ("基本目標{n}", "戦略{n}", "基本方針{r}", "柱{n}", "政策{n}", "基本方針{n}")
_MEASURES = ("{p}-{n}", "施策{s}", "取組{p}-{n}", "施策{p}-{n}", "({n})", "取組{s}")
_YEARS = ("R{e}", "令和{e}年度", "R{e}年度", "{w}年度", "令和{e}年度({w}年度)", "R{e}({w})", "令和{e}({w})年度")
_VALUES = ("{label}({year})", "{label}\n({year})", "{year}{label}", "{label}（{year}）")


def labels_of(
    rng: random.Random, *, places: tuple[str, ...] = ("value", "value", "name"), dated: bool = True
) -> Labels:
    """One wording of everything; `places` are where a figure's unit may stand."""
    return Labels(
        words={slot: rng.choice(words) for slot, words in _WORDS.items()},
        policy_style=rng.choice(_POLICIES),
        measure_style=rng.choice(_MEASURES),
        year_style=rng.choice(_YEARS),
        value_style=rng.choice(_VALUES),
        dash=rng.choice(("－", "―", "-")),
        full_width=False,
        dated=dated,
        unit_place=rng.choice(places),
    )


def counted(plan: Plan) -> Plan:
    """The plan with indicators in words (導入済) made rates of progress, for layouts that set a year beside a value."""
    return replace(plan, policies=tuple(_counted_policy(policy) for policy in plan.policies))


def _counted_policy(policy: Policy) -> Policy:
    measures = tuple(replace(m, indicators=tuple(map(_counted, m.indicators))) for m in policy.measures)
    return replace(policy, measures=measures)


def _counted(one: Indicator) -> Indicator:
    if one.baseline.words is None:
        return one
    count = len(one.steps) + 1
    figures = [Figure(f.year, round(100 * n / count)) for n, f in enumerate((one.baseline, *one.steps, one.target))]
    name = (
        one.name.replace("導入状況", "導入の進捗率")
        .replace("移行状況", "移行の進捗率")
        .replace("構築状況", "構築の進捗率")
    )
    return replace(one, name=name, unit="%", baseline=figures[0], steps=tuple(figures[1:-1]), target=figures[-1])


def numbered(measure: Measure, labels: Labels) -> str:
    """The measure's number and title as a cell or a heading prints them."""
    return f"{labels.measure_number(measure)} {measure.title}"
