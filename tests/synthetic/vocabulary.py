"""How one plan words its labels: each seed draws one wording of each from the lists, as municipalities do.

The second list of a slot is held out: only held-out families draw from it, so that their score also tells how the
rules do on words that nobody tuned them on.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from tests.synthetic.model import Figure, Indicator, Measure, Policy

_SLOTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "situation": (
        ("現状と課題", "現状・課題", "現状分析", "現状及び課題", "課題"),
        ("現況と課題", "背景と課題", "現状認識"),
    ),
    "actions": (
        ("取組内容", "主な取組", "具体的な取組", "実施内容", "取組項目", "事業概要"),
        ("取り組みの内容", "事業の内容", "具体的取組"),
    ),
    "departments": (
        ("担当課", "所管課", "主管課", "担当部署", "関係課", "担当課等"),
        ("担当部局", "実施部署", "推進担当課"),
    ),
    "kpi_block": (
        ("成果指標", "KPI", "数値目標", "評価指標", "重要業績評価指標(KPI)", "目標指標"),
        ("達成目標", "進捗管理指標", "成果目標"),
    ),
    "kpi_name": (
        ("指標名", "成果指標", "KPI", "指標", "評価指標", "指標の名称"),
        ("数値目標", "評価項目", "項目"),
    ),
    "baseline": (
        ("現状値", "基準値", "実績値", "現状", "当初値"),
        ("現況値", "策定時の値", "直近値"),
    ),
    "target": (
        ("目標値", "目標", "最終目標"),
        ("到達目標", "達成目標値", "目標水準"),
    ),
    "schedule": (
        ("スケジュール", "工程表", "ロードマップ", "年次計画", "実施スケジュール", "取組スケジュール"),
        ("年度別計画", "実施工程", "展開スケジュール"),
    ),
    "task_column": (
        ("取組項目", "取組", "実施項目", "取組内容", "項目"),
        ("アクション", "実施事項", "事業"),
    ),
    "definition": (
        ("算出方法", "指標の説明", "指標の定義", "測定方法"),
        ("算出根拠", "指標の考え方"),
    ),
    "policy_column": (
        ("基本方針", "基本目標", "施策の柱", "重点分野"),
        ("政策の柱", "基本戦略"),
    ),
    "measure_column": (
        ("施策名", "取組名", "事業名", "施策"),
        ("取組の名称", "プロジェクト名"),
    ),
    "content_column": (
        ("取組内容", "内容", "事業概要", "概要"),
        ("取組の概要", "施策の内容"),
    ),
    "number_column": (
        ("No.", "番号", "施策番号"),
        ("整理番号", "№"),
    ),
    "glossary": (
        ("用語集", "用語解説", "用語の説明"),
        ("用語の解説", "主な用語の解説"),
    ),
    "term": (("用語", "用語名"), ("語句",)),
    "meaning": (("説明", "解説", "意味"), ("内容",)),
    "priority": (("重点", "★", "重点取組"), ("【重点】",)),
}
_POLICY_STYLES = (
    ("基本方針{n}", "基本目標{n}", "基本方針{r}", "施策の柱{n}", "重点分野{n}", "方針{n}"),
    ("基本戦略{n}", "柱{n}", "基本目標{r}"),
)
_MEASURE_STYLES = (
    ("施策{p}-{n}", "{p}-{n}", "({n})", "取組{c}", "施策{s}", "{p}-({n})", "取組{p}-{n}", "施策{c}"),
    ("個別施策{p}-{n}", "事業{s}", "プロジェクト{s}"),
)
_YEAR_STYLES = (
    ("R{e}", "令和{e}年度", "{w}年度", "令和{e}({w})年度", "{w}", "R{e}年度", "令和{e}年度({w}年度)"),
    ("{w}({R}{e})年度", "令和{f}年度", "{w}年度(R{e})"),
)
_VALUE_STYLES = ("{label}({year})", "{year}{label}", "{label} {year}", "{label}【{year}】", "{label}\n({year})")
_DASHES = ("－", "―", "-", "未計測")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮"
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass(frozen=True)
class Labels:
    """The wordings of one plan. `words` has one for each slot."""

    words: dict[str, str]
    policy_style: str
    measure_style: str
    year_style: str
    value_style: str
    dash: str
    full_width: bool
    dated: bool
    unit_place: str
    """Where a figure's unit stands: `value`, `column` or `name`."""

    def __getitem__(self, slot: str) -> str:
        return self.words[slot]

    def policy_number(self, policy: Policy) -> str:
        return self.policy_style.format(n=self.digits(policy.position), r="ⅠⅡⅢⅣⅤ"[policy.position - 1])

    def measure_number(self, measure: Measure) -> str:
        return self.measure_style.format(
            p=measure.policy, n=measure.position, c=_CIRCLED[measure.position - 1], s=measure.serial
        )

    def action_number(self, position: int) -> str:
        return _CIRCLED[position - 1]

    def year(self, year: int) -> str:
        era = year - 2018
        return self.year_style.format(e=era, w=year, R="R", f=str(era).translate(_FULL_WIDTH))

    def value_header(self, slot: str, year: int) -> str:
        """The header of a value column: label and, where the plan dates its values, the year."""
        if not self.dated:
            return self[slot]
        return self.value_style.format(label=self[slot], year=self.year(year))

    def value(self, figure: Figure, indicator: Indicator, *, bare: bool | None = None) -> str:
        """A figure as printed, with its unit unless that stands elsewhere."""
        if figure.words is not None:
            return figure.words
        if figure.number is None:
            return self.dash
        bare = self.unit_place != "value" if bare is None else bare
        number = f"{figure.number:,}"
        tail = {"eq": "", "ge": "以上", "le": "以下"}[figure.comparator]
        return self.digits(number) + ("" if bare or indicator.unit is None else indicator.unit) + tail

    def indicator_name(self, indicator: Indicator) -> str:
        """The name as printed: with its unit in brackets where that is the plan's way."""
        if self.unit_place == "name" and indicator.unit is not None:
            return f"{indicator.name}（{indicator.unit}）"
        return indicator.name

    def digits(self, text: object) -> str:
        return str(text).translate(_FULL_WIDTH) if self.full_width else str(text)


def random_labels(rng: random.Random, *, held_out: bool) -> Labels:
    """One wording of everything; with `held_out` mostly from the held-out lists."""

    def pick(shared: tuple[str, ...], kept: tuple[str, ...]) -> str:
        return rng.choice(kept if held_out and kept and rng.random() < 0.6 else shared)

    return Labels(
        words={slot: pick(*lists) for slot, lists in _SLOTS.items()},
        policy_style=pick(*_POLICY_STYLES),
        measure_style=pick(*_MEASURE_STYLES),
        year_style=pick(*_YEAR_STYLES),
        value_style=rng.choice(_VALUE_STYLES),
        dash=rng.choice(_DASHES),
        full_width=rng.random() < 0.15,
        dated=rng.random() < 0.85,
        unit_place=rng.choice(("value", "value", "value", "column", "name")),
    )
