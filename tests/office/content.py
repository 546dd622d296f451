"""What an office plan says and how: the synthetic plan of a seed with rarer indicators and labels mixed in."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace

from tests.synthetic.generate import random_plan
from tests.synthetic.model import Figure, Indicator, Measure, Plan
from tests.synthetic.topics import COMMON, Bank
from tests.synthetic.vocabulary import Labels, random_labels

Record = dict[str, object]

_EXTRA = (
    ("オープンデータの公開データセット数", "データセット", (12, 60)),
    ("ふるさと納税の電子申込による寄附額", "千円", (12000, 48000)),
    ("ホームページの年間閲覧数", "万件", (120, 260)),
    ("RPA・AI-OCRの活用による業務削減時間", "時間/年", (350, 4200)),
    ("職員1人当たりの時間外勤務時間", "時間/月", (14, 9)),
    ("窓口サービスに対する住民満足度（5点満点）", "点", (3, 5)),
    ("スマートフォン教室の開催回数", "回/年", (8, 48)),
    ("デジタル人材育成研修の受講者数（延べ）", "人", (86, 900)),
    ("電子契約の利用率", "%", (0, 80)),
    ("市公式アプリのダウンロード数（累計）", "DL", (3200, 12000)),
    ("情報セキュリティインシデントの発生件数", "件", (2, 0)),
    ("地域データ連携基盤に接続したサービス数", "サービス", (0, 12)),
    ("子育て世帯のうち電子母子手帳を利用している世帯の割合", "％", (18, 65)),
    ("防災行政情報を配信するプッシュ型通知サービスの登録世帯数", "世帯", (2100, 9800)),
)
_INNER = re.compile(r"[(（][^)）]*[)）]")
_DIRECTIONS = {"増加": "increase", "維持": "maintain", "減少": "decrease", "向上": "increase"}
_FREQUENCIES = {"/年": "per_year", "/月": "per_month", "/年度": "per_fiscal_year"}
_SCALES = {"千円": (1000, "円"), "万件": (10000, "件")}
_NAME_WORDS = (
    "指標名", "成果指標", "KPI", "指標", "評価指標", "指標の名称", "成果指標（KPI）", "KPI（重要業績評価指標）",
    "管理指標", "数値目標", "活動指標", "目標指標", "指標項目", "KPI項目",
)  # fmt: skip
_BASELINE_WORDS = ("現状値", "基準値", "実績値", "現状", "当初値", "現況", "計画策定時", "策定時の値", "直近値", "実績")
_TARGET_WORDS = ("目標値", "目標", "最終目標", "計画目標", "目標数値", "最終年度目標", "目標値（最終年度）")
_YEAR_STYLES = (
    "R{e}", "令和{e}年度", "{w}年度", "令和{e}({w})年度", "{w}", "R{e}年度", "{w}(R{e})", "R{e}({w})",
    "令和{e}年度\n({w}年度)", "令和{f}年度", "{w}年度\n(R{e})", "Ｒ{f}",
)  # fmt: skip
_VALUE_STYLES = (
    "{label}({year})", "{year}{label}", "{label}\n({year})", "{label}（{year}）", "{year}\n{label}", "{label}\n{year}",
    "{label}［{year}］",
)  # fmt: skip


@dataclass(frozen=True)
class Wording:
    """How one office plan words things: the synthetic labels, and where the unit of a bare figure stands."""

    labels: Labels
    inferred: bool = False
    """The plan is read as text, in which a blank cell belongs to the text before it."""

    def value(self, figure: Figure, indicator: Indicator) -> str:
        return self.labels.value(figure, indicator)

    def full(self, figure: Figure, indicator: Indicator) -> str:
        """The figure with its unit, wherever the plan puts units otherwise."""
        return self.labels.value(figure, indicator, bare=False)

    def dated(self, figure: Figure, indicator: Indicator, style: str = "{value}({year})") -> str:
        year = _INNER.sub("", self.labels.year(figure.year)).replace("\n", "")
        return style.format(value=self.full(figure, indicator), year=year)


def office_plan(name: str, seed: int, *, large: bool = False, bank: Bank = COMMON) -> Plan:
    """The plan of `seed`; the common bank's with some indicators of rarer units and with targets in words."""
    plan = random_plan(seed + 40, large=large, bank=bank)
    if bank is not COMMON:
        return plan
    rng = random.Random(f"office-{name}-{seed}")
    policies = tuple(replace(p, measures=tuple(_varied(m, rng) for m in p.measures)) for p in plan.policies)
    return replace(plan, policies=policies)


def office_wording(name: str, seed: int, *, held_out: bool = False, text: bool = False) -> Wording:
    """The labels of `seed`: for most families from longer lists than the synthetic plans have."""
    rng = random.Random(f"office-words-{name}-{seed}")
    labels = random_labels(rng, held_out=held_out)
    if held_out:
        return Wording(labels, inferred=text)
    words = {
        **labels.words,
        "kpi_name": rng.choice(_NAME_WORDS),
        "baseline": rng.choice(_BASELINE_WORDS),
        "target": rng.choice(_TARGET_WORDS),
    }
    dated = rng.random() < 0.85
    styles = {"year_style": rng.choice(_YEAR_STYLES), "value_style": rng.choice(_VALUE_STYLES)}
    return Wording(replace(labels, words=words, dated=dated, **styles), inferred=text)


def _varied(measure: Measure, rng: random.Random) -> Measure:
    indicators = [_reworded(one, rng) for one in measure.indicators]
    if rng.random() < 0.5:
        sample = indicators[0]
        years = (sample.baseline.year, *(s.year for s in sample.steps), sample.target.year)
        indicators.append(_extra(rng, years))
    return replace(measure, indicators=tuple(indicators))


def _extra(rng: random.Random, years: tuple[int, ...]) -> Indicator:
    name, unit, (low, high) = rng.choice(_EXTRA)
    count = len(years) - 1
    figures = [Figure(year, round(low + (high - low) * n / count)) for n, year in enumerate(years)]
    return Indicator(
        name=name,
        unit=unit,
        baseline=figures[0],
        steps=tuple(figures[1:-1]),
        target=figures[-1],
        definition=f"{name}を毎年度末に集計",
        cumulative="累計" in name,
    )


def _reworded(one: Indicator, rng: random.Random) -> Indicator:
    if one.target.words is None and one.target.comparator == "eq" and rng.random() < 0.06:
        word = rng.choice(tuple(_DIRECTIONS))
        return replace(one, steps=tuple(Figure(s.year) for s in one.steps), target=Figure(one.target.year, words=word))
    return one


def quantity(figure: Figure, indicator: Indicator, *, dated: bool) -> Record:
    """The gold quantity of a printed figure."""
    at = {"fiscal_year": figure.year} if dated else None
    if figure.words in _DIRECTIONS:
        return {"state": "direction_only", "direction": _DIRECTIONS[figure.words], "at": at}
    if figure.words is not None:
        return {"state": "qualitative", "raw": figure.words, "at": at}
    if figure.number is None:
        return {"state": "not_measured", "at": at}
    unit, frequency, factor = indicator.unit or None, None, 1
    for ending, found in _FREQUENCIES.items():
        if unit and unit.endswith(ending):
            unit, frequency = unit.removesuffix(ending), found
    if unit in _SCALES:
        factor, unit = _SCALES[unit]
    return {
        "state": "numeric",
        "value": figure.number * factor,
        "unit": unit,
        "comparator": figure.comparator,
        "frequency": frequency,
        "at": at,
    }


def kpi_record(
    measure: str | None, indicator: Indicator, wording: Wording, *, steps: bool = False, dated: bool | None = None
) -> Record:
    """The gold of one KPI; with `steps` its yearly targets too, which always have their years."""
    dated = (wording.labels.dated if dated is None else dated) or steps
    return {
        "measure": measure,
        "name": wording.labels.indicator_name(indicator),
        "baseline": quantity(indicator.baseline, indicator, dated=dated),
        "target": quantity(indicator.target, indicator, dated=dated),
        "milestones": [quantity(one, indicator, dated=True) for one in indicator.steps] if steps else [],
        "cumulative": indicator.cumulative,
    }
