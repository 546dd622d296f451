"""Cells read as one value."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxextract.language.cells import read_cell

# text, value, unit
NUMERIC = [
    ("25手続", 25, "手続"),
    ("0サービス", 0, "サービス"),
    ("3ツール", 3, "ツール"),
    ("3言語", 3, "言語"),
    ("6か国語", 6, "か国語"),
    ("12件", 12, "件"),
    ("12 件", 12, "件"),
    ("１２件", 12, "件"),
    ("5,276床", 5276, "床"),
    ("482橋", 482, "橋"),
    ("50％", 50, "%"),
    ("45.8%", 45.8, "%"),
    ("25", 25, None),
    ("45.8", 45.8, None),
    ("12,345", 12345, None),
    ("１２，３４５", 12345, None),
    ("0", 0, None),
    ("ゼロ", 0, None),
    ("△2.5", -2.5, None),
    ("▲3", -3, None),
    ("▲ 9人", -9, "人"),
    ("-5%", -5, "%"),
    ("+5%", 5, "%"),
    ("±0", 0, None),
    ("1,000千人", 1_000_000, "人"),
    ("10万人", 100_000, "人"),
    ("1.5億円", 150_000_000, "円"),
    ("500千円", 500_000, "円"),
    ("20百万円", 20_000_000, "円"),
    ("1兆2,500億円", 1_250_000_000_000, "円"),
    ("36万人泊", 360_000, "人泊"),
    ("3割", 30, "%"),
    ("三割", 30, "%"),
    ("二回", 2, "回"),
    ("0.5ポイント", 0.5, "ポイント"),
    ("424千m3", 424_000, "m3"),
    ("3,000㎡", 3000, "㎡"),
    ("5t-CO2", 5, "t-CO2"),
    ("8位", 8, "位"),
    ("全国22位", 22, "位"),
    ("12か月", 12, "か月"),
    # words that are read past
    ("累計50件", 50, "件"),
    ("累計:50件", 50, "件"),
    ("【累計】50件", 50, "件"),
    ("50件（累計）", 50, "件"),
    ("延べ529社", 529, "社"),
    ("全18業務", 18, "業務"),
    ("目標:50件", 50, "件"),
    ("実績値 9.9", 9.9, None),
    ("50%達成", 50, "%"),
    ("2回開催", 2, "回"),
    ("20業務移行完了", 20, "業務"),
    ("12アプリ導入", 12, "アプリ"),
    ("0人を目指す", 0, "人"),
    ("(95%)", 95, "%"),
    ("［112件］", 112, "件"),
    ("20,233※", 20233, None),
    # remarks in brackets
    ("71.7％（全国２６位）", 71.7, "%"),
    ("16.8 （人口10万対）", 16.8, None),
    ("1,676人(34.5%)", 1676, "人"),
    ("4(7)", 4, None),
    ("100%(20/20)", 100, "%"),
    ("(市内全校)75.6%", 75.6, "%"),
    ("(2中学校区) 65.6%", 65.6, "%"),
]


@pytest.mark.parametrize(("text", "value", "unit"), NUMERIC)
def test_numeric(text: str, value: float, unit: str | None) -> None:
    quantity = read_cell(text)
    assert quantity is not None
    assert (quantity.state, quantity.value, quantity.unit, quantity.comparator) == ("numeric", value, unit, "eq")
    assert quantity.raw == text
    assert type(quantity.value) is type(value)


# text, value, value_max, unit, comparator, direction, frequency
WORDED = [
    ("80%以上", 80, None, "%", "ge", None, None),
    ("65.0 以上", 65, None, None, "ge", None, None),
    ("50手続以上", 50, None, "手続", "ge", None, None),
    ("448件以下", 448, None, "件", "le", None, None),
    ("10件未満", 10, None, "件", "lt", None, None),
    ("80%を超える", 80, None, "%", "gt", None, None),
    ("30分以内", 30, None, "分", "le", None, None),
    ("概ね90%", 90, None, "%", "approx", None, None),
    ("約100件", 100, None, "件", "approx", None, None),
    ("10件程度", 10, None, "件", "approx", None, None),
    ("8割弱", 80, None, "%", "approx", None, None),
    ("最大5件", 5, None, "件", "le", None, None),
    ("最低1回", 1, None, "回", "ge", None, None),
    ("3~5件", 3, 5, "件", "eq", None, None),
    ("3件～5件", 3, 5, "件", "eq", None, None),
    ("10～20%程度", 10, 20, "%", "approx", None, None),
    ("毎年度5回", 5, None, "回", "eq", None, "per_fiscal_year"),
    ("毎年度1回以上", 1, None, "回", "ge", None, "per_fiscal_year"),
    ("毎年度0件", 0, None, "件", "eq", None, "per_fiscal_year"),
    ("90%以上(毎年度)", 90, None, "%", "ge", None, "per_fiscal_year"),
    ("100件/年度", 100, None, "件", "eq", None, "per_fiscal_year"),
    ("年1回", 1, None, "回", "eq", None, "per_year"),
    ("年間 100 件", 100, None, "件", "eq", None, "per_year"),
    ("50件/年", 50, None, "件", "eq", None, "per_year"),
    ("延べ529社／ 年", 529, None, "社", "eq", None, "per_year"),
    ("50件以上/年", 50, None, "件", "ge", None, "per_year"),
    ("12件以上(年間)", 12, None, "件", "ge", None, "per_year"),
    ("月1回", 1, None, "回", "eq", None, "per_month"),
    ("10回/月", 10, None, "回", "eq", None, "per_month"),
    ("203人／月", 203, None, "人", "eq", None, "per_month"),
    ("週1回", 1, None, "回", "eq", None, None),
    ("100%維持", 100, None, "%", "eq", "maintain", None),
    ("50%以上を維持", 50, None, "%", "ge", "maintain", None),
    ("前年度比5%増", 5, None, "%", "eq", "increase", None),
    ("前年比 10%減", 10, None, "%", "eq", "decrease", None),
    ("5件増", 5, None, "件", "eq", "increase", None),
    ("30%削減", 30, None, "%", "eq", "decrease", None),
    ("10ポイント向上", 10, None, "ポイント", "eq", "increase", None),
    ("30%以上の増加を目指す", 30, None, "%", "ge", "increase", None),
    ("650件/年の増加を目指す", 650, None, "件", "eq", "increase", "per_year"),
    ("5%↑", 5, None, "%", "eq", "increase", None),
    ("↑5%", 5, None, "%", "eq", "increase", None),
]


@pytest.mark.parametrize(("text", "value", "value_max", "unit", "comparator", "direction", "frequency"), WORDED)
def test_words_around_the_figure(
    text: str,
    value: float,
    value_max: float | None,
    unit: str | None,
    comparator: str,
    direction: str | None,
    frequency: str | None,
) -> None:
    q = read_cell(text)
    assert q is not None
    assert (q.value, q.value_max, q.unit) == (value, value_max, unit)
    assert (q.comparator, q.direction, q.frequency) == (comparator, direction, frequency)


# text, value, raw of the date
DATED = [
    ("72.6% (令和5年度末日)", 72.6, "令和5年度末日"),
    ("2,297人(令和7年1月15日時点)", 2297, "令和7年1月15日"),
    ("4,000人 (令和8年度末)", 4000, "令和8年度末"),
    ("令和8年度末までに100%", 100, "令和8年度末"),
    ("令和6年度 5件", 5, "令和6年度"),
    ("R6:45%", 45, "R6"),
    ("R8 100%", 100, "R8"),
    ("90%（R6.3）", 90, "R6.3"),
    ("56.3% 〈R6〉", 56.3, "R6"),
    ("(R6年度) 31.4%", 31.4, "R6年度"),
    ("(2018) 51.0", 51, "2018"),
    ("11.0 （2028）", 11, "2028"),
    ("2024年 1,673時間", 1673, "2024年"),
    ("3件 (R2～R6年度累計)", 3, "R2～R6年度"),
    ("34人 (R7.4時点)", 34, "R7.4"),
    ("2013年度比 17.5%削減 （R3）", 17.5, "R3"),
    ("59.6% (令和15年3月卒業者)", 59.6, "令和15年3月"),
]


@pytest.mark.parametrize(("text", "value", "raw"), DATED)
def test_dates_in_the_cell(text: str, value: float, raw: str) -> None:
    quantity = read_cell(text)
    assert quantity is not None
    assert quantity.at is not None
    assert (quantity.value, quantity.at.raw, quantity.raw) == (value, raw, text)


@pytest.mark.parametrize("text", ["2013年度比 17.5%削減", "令和元年度比20%減", "R1比5%増"])
def test_a_year_that_figures_are_compared_with_is_not_theirs(text: str) -> None:
    quantity = read_cell(text)
    assert quantity is not None
    assert quantity.state == "numeric"
    assert quantity.at is None


@pytest.mark.parametrize(
    "text",
    [
        "—",
        "-",
        "―",
        "－",
        "ー",
        "−",
        "--",
        "(-)",
        "―%",
        "/",
        "…",
        "***",
        "N/A",
        "測定値なし",
        "未計測",
        "未測定",
        "データなし",
        "実績なし",
        "集計中",
        "算出中",
        "未集計",
        "調査未実施",
        "未定",
        "－ (R7)",
        "2024年 − 件",
        "(2018) ―",
    ],
)
def test_not_measured(text: str) -> None:
    quantity = read_cell(text)
    assert quantity is not None
    assert (quantity.state, quantity.value, quantity.raw) == ("not_measured", None, text)


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("↑ UP", "increase"),
        ("↑", "increase"),
        ("↗", "increase"),
        ("増加", "increase"),
        ("向上", "increase"),
        ("拡大", "increase"),
        ("前年度より増加", "increase"),
        ("前年度を上回る", "increase"),
        ("現状値からの増加を目指す", "increase"),
        ("2021年度よりも増加", "increase"),
        ("倍増", "increase"),
        ("↓", "decrease"),
        ("減少", "decrease"),
        ("縮小", "decrease"),
        ("半減", "decrease"),
        ("皆減", "decrease"),
        ("前年より減少", "decrease"),
        ("維持", "maintain"),
        ("現状維持", "maintain"),
        ("横ばい", "maintain"),
        ("増加 (令和8年度)", "increase"),
    ],
)
def test_direction_only(text: str, direction: str) -> None:
    quantity = read_cell(text)
    assert quantity is not None
    assert (quantity.state, quantity.value, quantity.direction) == ("direction_only", None, direction)


@pytest.mark.parametrize(
    "text",
    [
        "導入済",
        "検討",
        "実施",
        "構築",
        "未実施",
        "一部実施",
        "検討中",
        "運用開始",
        "○",
        "◎",
        "全校",
        "全課",
        "全小中学校",
        "24時間365日",
        "1,380位/1,741位",
        "18業務/20業務",
        "全国平均以上",
        "令和8年4月運用開始",
        "導入(令和7年度)",
        "有",
        "なし",
        "A評価",
        "複数",
    ],
)
def test_qualitative(text: str) -> None:
    quantity = read_cell(text)
    assert quantity is not None
    assert (quantity.state, quantity.value, quantity.raw) == ("qualitative", None, text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "→",
        "①",
        "①、②",
        "①～③",
        "(1)",
        "1)",
        "1.",
        "ア)",
        "1-1",
        "令和8年度",
        "令和6年度 (2024)",
        "R8",
        "2024",
        "R5～8累計",
        "R9.3月",
        "毎年7月",
        "総務課",
        "総務課、福祉課ほか",
        "電子申請の推進",
        "電子申請可能な手続数",
        "1 計画の策定",
        "2 窓口改革の推進",
        "3D都市モデル整備",
        "5G",
        "2次元コード決済",
        "第2次計画",
        "1人1台端末",
        "0 → 5",
        "5人(R5) 10人(R7)",
        "小 85.8 中 77.0",
        "60%→80%",
        "利用者数 1,000人",
        "導入率 80%",
        "十分",
        "町民の90%以上がカードを保有している。",
        "1/4",
        "10:30",
        "P9",
        "23年度",
        "01北見野町",
        "007",
        "(変更前) 5年間",
        "(1)100件",
        "https://example.jp/1",
    ],
)
def test_no_value(text: str) -> None:
    assert read_cell(text) is None


def test_a_long_text_is_no_value() -> None:
    assert read_cell("累計" * 40 + "50件") is None


@given(st.integers(-(10**6), 10**6), st.sampled_from(["件", "人", "%", "手続", "ツール", ""]))
def test_a_written_figure_is_read_back(value: int, unit: str) -> None:
    text = f"{value:,}{unit}".replace("-", "△")
    quantity = read_cell(text)
    if not unit and 1800 <= value <= 2099 and "," not in text:
        return
    assert quantity is not None
    assert (quantity.value, quantity.unit) == (value, unit or None)


@pytest.mark.parametrize(
    ("text", "raw", "value"),
    [("➡ 100%維持", "100%維持", 100), ("→ 81手続", "81手続", 81), ("⇒50件", "50件", 50), ("45% →", "45%", 45)],
)
def test_an_arrow_between_two_values_belongs_to_neither(text: str, raw: str, value: float) -> None:
    quantity = read_cell(text)
    assert quantity is not None
    assert (quantity.raw, quantity.value) == (raw, value)


@given(
    st.text(max_size=30) | st.text(st.sampled_from("0123456789.,%件人増減↑→令和年度R()（）〜-累計約以上"), max_size=20)
)
def test_whatever_the_cell_raw_is_verbatim(text: str) -> None:
    quantity = read_cell(text)
    if quantity is not None:
        assert quantity.raw in text
        assert quantity.raw.strip("→⇒➡") == text.strip().strip("→⇒➡ ")
        assert (quantity.value is not None) == (quantity.state == "numeric")
