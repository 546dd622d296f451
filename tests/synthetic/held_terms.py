"""Wordings of the held-out families of the third set (`held_plans`, and `tests.office.held_plans`): lists of their own.

Nobody who edits rules or extraction code looks at this module or at the two that use it.
"""

from __future__ import annotations

import random

from tests.synthetic.model import Figure, Indicator, Plan, Policy
from tests.synthetic.vocabulary import Labels

_WORDS = {
    "situation": ("現状と課題", "現状", "背景", "現状及び課題", "取組の背景と課題", "現状・課題"),
    "actions": ("具体的な取組", "主な取組", "取組内容", "主な事業", "具体的事業", "取組の概要"),
    "departments": ("担当課", "所管課", "主管課", "関係課", "担当部署", "主な担当課"),
    "kpi_block": ("重要業績評価指標（KPI）", "数値目標", "成果指標", "KPI", "目標指標", "達成目標"),
    "kpi_name": ("指標", "指標名", "KPI", "項目", "成果指標", "重要業績評価指標"),
    "baseline": ("基準値", "現状値", "現状", "策定時", "実績"),
    "target": ("目標値", "目標", "目標数値"),
    "schedule": ("スケジュール", "実施スケジュール", "年度別計画", "工程表", "ロードマップ", "実施計画"),
    "task_column": ("取組", "取組項目", "実施項目", "主な取組", "事業"),
    "policy_column": ("基本目標", "基本方針", "分野", "方針"),
    "measure_column": ("施策", "施策名", "取組", "取組名", "事業名"),
    "glossary": ("用語解説", "用語集", "用語説明"),
    "term": ("用語", "用語名"),
    "meaning": ("解説", "説明", "意味"),
    "priority": ("重点",),
    "definition": ("算出方法", "指標の説明", "備考"),
    "content_column": ("取組内容", "内容", "概要"),
    "number_column": ("No.", "番号", "№"),
}
_POLICIES = ("基本目標{n}", "基本方針{n}", "分野{n}", "方針{r}", "目標{n}", "基本目標{r}")
_MEASURES = ("({n})", "施策{p}-{n}", "{p}-{n}", "取組{s}", "施策({n})", "{p}-({n})")
_YEARS = ("R{e}", "令和{e}年度", "R{e}年度", "令和{e}({w})年度", "{w}年度", "R{e}({w})")
_VALUES = ("{label}({year})", "{label}\n({year})", "{label}（{year}）", "{year}{label}", "{year}\n{label}")


def terms_of(
    rng: random.Random, *, places: tuple[str, ...] = ("value", "value", "column", "name"), dated: bool = True
) -> Labels:
    """One wording of everything; `places` are where a figure's unit may stand."""
    return Labels(
        words={slot: rng.choice(words) for slot, words in _WORDS.items()},
        policy_style=rng.choice(_POLICIES),
        measure_style=rng.choice(_MEASURES),
        year_style=rng.choice(_YEARS),
        value_style=rng.choice(_VALUES),
        dash=rng.choice(("－", "―", "-")),
        full_width=rng.random() < 0.15,
        dated=dated,
        unit_place=rng.choice(places),
    )


_GOALS = (
    ("行政サービスのデジタル化に満足している住民の割合", "%", 18, 4),
    ("年間の社会増減数", "人", -86, 12),
    ("デジタル技術により生活が便利になったと感じる住民の割合", "%", 23, 5),
    ("行政手続のオンライン利用率", "%", 12, 9),
    ("職員1人当たりの年間時間外勤務時間", "時間", 142, -8),
    ("市町村内総生産", "億円", 318, 3),
    ("移住相談窓口を通じた移住者数", "人", 21, 6),
    ("観光入込客数", "千人", 412, 20),
    ("新規創業件数", "件", 7, 2),
    ("住み続けたいと思う住民の割合", "%", 71, 2),
)
_SCALED = {"千人": (1000, "人"), "億円": (100_000_000, "円")}


def goals_of(plan: Plan, policy: Policy) -> tuple[Indicator, ...]:
    """One or two indicators of a policy as a whole, for the years of its measures' indicators."""
    rng = random.Random(f"goals-{plan.municipality}-{plan.first}")
    order = rng.sample(_GOALS, len(_GOALS))
    sample = policy.measures[0].indicators[0]
    years = (sample.baseline.year, *(one.year for one in sample.steps), sample.target.year)
    found = []
    for name, unit, low, grow in order[2 * policy.position - 2 : 2 * policy.position - 2 + 1 + policy.position % 2]:
        figures = [Figure(year, low + grow * place) for place, year in enumerate(years)]
        found.append(Indicator(name, unit, figures[0], tuple(figures[1:-1]), figures[-1], f"{name}を毎年度末に集計"))
    return tuple(found)


def scaled(record: dict[str, object]) -> dict[str, object]:
    """The gold of an indicator whose unit has a scale word, multiplied out."""
    ends = {}
    for slot in ("baseline", "target"):
        figure = record[slot]
        assert isinstance(figure, dict)
        factor, unit = _SCALED.get(str(figure.get("unit")), (1, figure.get("unit")))
        ends[slot] = {**figure, "value": figure["value"] * factor, "unit": unit}
    return {**record, **ends}
