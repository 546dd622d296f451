"""Quantities in prose: what they say, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxextract.language.quantities import read_quantities
from dxextract.schema.plan import Quantity


def only(text: str) -> Quantity:
    (mention,) = read_quantities(text)
    assert mention.quantity is not None
    assert mention.quantity.raw == text[mention.start : mention.end]
    return mention.quantity


# text, raw, value, unit
PLAIN = [
    ("町民の90%がカードを保有", "90%", 90, "%"),
    ("利用率は７２．６％です", "７２．６％", 72.6, "%"),
    ("回答数:651人", "651人", 651, "人"),
    ("12,345件の申請", "12,345件", 12345, "件"),
    ("予診票の電子化率........80%", "80%", 80, "%"),
    ("手続きは 18 件ある", "18 件", 18, "件"),
    ("18業務の標準準拠システム", "18業務", 18, "業務"),
    ("50手続をオンライン化", "50手続", 50, "手続"),
    ("50手続きをオンライン化", "50手続き", 50, "手続き"),
    ("10か所に設置", "10か所", 10, "か所"),
    ("10カ所に設置", "10カ所", 10, "カ所"),
    ("10ヶ所に設置", "10ヶ所", 10, "ヶ所"),
    ("10箇所に設置", "10箇所", 10, "箇所"),
    ("3サービスを提供", "3サービス", 3, "サービス"),
    ("1種類のみ公開", "1種類", 1, "種類"),
    ("120㎡の区画", "120㎡", 120, "㎡"),
    ("1.5haの農地", "1.5ha", 1.5, "ha"),
    ("500kWhを発電", "500kWh", 500, "kWh"),
    ("5Gbpsの回線", "5Gbps", 5, "Gbps"),
    ("0.5ポイントの差", "0.5ポイント", 0.5, "ポイント"),
    ("前年の2倍になる", "2倍", 2, "倍"),
    ("12 地区", "12 地区", 12, "地区"),
    ("面積は 35,000 ha です", "35,000 ha", 35000, "ha"),
    ("全長12 km のケーブル", "12 km", 12, "km"),
    ("発電量は 500 kWh", "500 kWh", 500, "kWh"),
    ("2 本", "2 本", 2, "本"),
    # scales
    ("1,000千人が来訪", "1,000千人", 1_000_000, "人"),
    ("10万人が来訪", "10万人", 100_000, "人"),
    ("1.5億円を投資", "1.5億円", 150_000_000, "円"),
    ("500千円を計上", "500千円", 500_000, "円"),
    ("20百万円を計上", "20百万円", 20_000_000, "円"),
    ("1億5,000万円を計上", "1億5,000万円", 150_000_000, "円"),
    ("2 億 1,000 万円を計上", "2 億 1,000 万円", 210_000_000, "円"),
    ("1 億 5,000 万円", "1 億 5,000 万円", 150_000_000, "円"),
    ("来訪者 12 万 5,000 人", "12 万 5,000 人", 125_000, "人"),
    ("5 万 3 万円", "3 万円", 30_000, "円"),  # two figures, the first without a unit
    # tenths and kanji in fixed use
    ("3割の方が", "3割", 30, "%"),
    ("三割の方が", "三割", 30, "%"),
    ("2割5分を占める", "2割5分", 25, "%"),
    ("年度内に二回行う", "二回", 2, "回"),
    ("百件の相談", "百件", 100, "件"),
    # negative
    ("△2.5%となった", "△2.5%", -2.5, "%"),
    ("▲3人となった", "▲3人", -3, "人"),
    ("-5%となった", "-5%", -5, "%"),
    ("対応した証明書 — 8 種類", "8 種類", 8, "種類"),  # a dash apart says that nothing was measured
    ("電子化率 - 80%", "80%", 80, "%"),
]


@pytest.mark.parametrize(("text", "raw", "value", "unit"), PLAIN)
def test_plain(text: str, raw: str, value: float, unit: str) -> None:
    quantity = only(text)
    assert (quantity.raw, quantity.value, quantity.unit, quantity.comparator) == (raw, value, unit, "eq")
    assert (quantity.state, quantity.direction, quantity.frequency, quantity.at) == ("numeric", None, None, None)
    assert type(quantity.value) is type(value)


@pytest.mark.parametrize(
    ("text", "raw", "comparator"),
    [
        ("町民の90%以上が", "90%以上", "ge"),
        ("5回以下とする", "5回以下", "le"),
        ("10件未満となる", "10件未満", "lt"),
        ("50%超となる", "50%超", "gt"),
        ("50件を超える申請", "50件を超える", "gt"),
        ("50件を上回る", "50件を上回る", "gt"),
        ("50%を下回る", "50%を下回る", "lt"),
        ("5日以内に回答", "5日以内", "le"),
        ("約100件", "約100件", "approx"),
        ("概ね90%", "概ね90%", "approx"),
        ("おおむね3割", "おおむね3割", "approx"),
        ("ほぼ100%", "ほぼ100%", "approx"),
        ("20件程度を想定", "20件程度", "approx"),
        ("8割弱の方が", "8割弱", "approx"),
        ("6割強の方が", "6割強", "approx"),
        ("100人前後が参加", "100人前後", "approx"),
        ("最大5件まで", "最大5件", "le"),
        ("最低1回は", "最低1回", "ge"),
        ("少なくとも3件を", "少なくとも3件", "ge"),
        ("約90%以上が", "約90%以上", "ge"),
        ("15歳以上の方", "15歳以上", "ge"),
    ],
)
def test_comparators(text: str, raw: str, comparator: str) -> None:
    quantity = only(text)
    assert (quantity.raw, quantity.comparator) == (raw, comparator)


@pytest.mark.parametrize(
    ("text", "raw", "frequency"),
    [
        ("年1回の更新", "年1回", "per_year"),
        ("年に2回の開催", "年に2回", "per_year"),
        ("毎年10件を公開", "毎年10件", "per_year"),
        ("年間約1,000件の相談", "年間約1,000件", "per_year"),
        ("目標は50件/年とする", "50件/年", "per_year"),
        ("50件／年とする", "50件／年", "per_year"),
        ("毎年度5回開催する", "毎年度5回", "per_fiscal_year"),
        ("100件/年度とする", "100件/年度", "per_fiscal_year"),
        ("月2回の開催", "月2回", "per_month"),
        ("毎月5件の公開", "毎月5件", "per_month"),
        ("10回/月とする", "10回/月", "per_month"),
        ("週1回の更新", "週1回", None),
        ("令和7年に1回開催", "1回", None),
        ("令和7年度 5回", "5回", None),
        ("5年間で約6割の削減", "約6割の削減", None),
        ("3か年で10件", "10件", None),
        ("12月1回目の会議で3件", "3件", None),
    ],
)
def test_frequencies(text: str, raw: str, frequency: str | None) -> None:
    quantity = only(text)
    assert (quantity.raw, quantity.frequency) == (raw, frequency)


@pytest.mark.parametrize(
    ("text", "raw", "direction"),
    [
        ("前年度比5%増とする", "前年度比5%増", "increase"),
        ("10件増加した", "10件増加", "increase"),
        ("7.5ポイント上昇", "7.5ポイント上昇", "increase"),
        ("満足度を5ポイント向上", "5ポイント向上", "increase"),
        ("約3割削減する", "約3割削減", "decrease"),
        ("30分程度短縮し", "30分程度短縮", "decrease"),
        ("5%の減少", "5%の減少", "decrease"),
        ("100%を維持する", "100%を維持", "maintain"),
        ("100%維持", "100%維持", "maintain"),
        ("5人増員する", "5人", None),
        ("3件の減税措置", "3件", None),
    ],
)
def test_directions(text: str, raw: str, direction: str | None) -> None:
    quantity = only(text)
    assert (quantity.raw, quantity.direction) == (raw, direction)


@pytest.mark.parametrize(
    ("text", "value", "value_max", "unit"),
    [
        ("3~5件を想定", 3, 5, "件"),
        ("3〜5件を想定", 3, 5, "件"),
        ("3件～5件を想定", 3, 5, "件"),
        ("80～90%を目標", 80, 90, "%"),
        ("2,000～3,000件の間", 2000, 3000, "件"),
        ("2～3割の職員", 20, 30, "%"),
    ],
)
def test_ranges(text: str, value: float, value_max: float, unit: str) -> None:
    quantity = only(text)
    assert (quantity.value, quantity.value_max, quantity.unit) == (value, value_max, unit)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("45%(R6) → 70%(R10)", [("45%(R6)", 45, 2024), ("70%(R10)", 70, 2028)]),
        ("5人(R5) 10人(R7)", [("5人(R5)", 5, 2023), ("10人(R7)", 10, 2025)]),
        ("0件 → 5件", [("0件", 0, None), ("5件", 5, None)]),
        ("72.6%（令和5年度末日）である", [("72.6%（令和5年度末日）", 72.6, 2023)]),
        ("2,297人(令和7年1月15日時点)", [("2,297人(令和7年1月15日時点)", 2297, 2024)]),
        ("令和6年3月31日時点で72.6%", [("72.6%", 72.6, None)]),
        ("令和7年度までに50件、令和8年度までに80件", [("50件", 50, None), ("80件", 80, None)]),
        ("100人(うち令和6年度は20人)", [("100人(うち令和6年度は20人)", 100, 2024)]),
        ("①10件②20件", [("10件", 10, None), ("20件", 20, None)]),
        ("5人以上10人未満", [("5人以上", 5, None), ("10人未満", 10, None)]),
    ],
)
def test_several_and_their_dates(text: str, expected: list[tuple[str, float, int | None]]) -> None:
    found = [m.quantity for m in read_quantities(text) if m.quantity]
    assert [(q.raw, q.value, q.at.fiscal_year if q.at else None) for q in found] == expected


NO_QUANTITIES = [
    "1,380位/1,741位となっており",
    "全国1,380位中1,741位",
    "第2次計画の3つの視点",
    "1人ひとり",
    "誰一人取り残さない",
    "一人ひとりに寄り添う",
    "1人1台端末",
    "24時間365日",
    "365日24時間",
    "3D都市モデル",
    "5G基地局",
    "Web3.0",
    "Society5.0の実現",
    "二次元コード",
    "2次元コード",
    "三層の対策",
    "3層分離",
    "第3回会議",
    "3回目の接種",
    "第4章",
    "図1件数の推移",
    "令和7年3月31日",
    "R7.3.31",
    "2025年度",
    "3年間とします",
    "5か年計画",
    "人生100年時代",
    "十分な体制",
    "一部の手続",
    "一度の来庁",
    "一方で",
    "複数人が把握",
    "数件の相談",
    "2 計画の位置づけ",
    "3 取組の方針",
    "2 地区の課題",
    "2 本市の現状",
    "10回答",
    "2点検",
    "5課題",
    "3組織化",
    "1級",
    "2.0版",
    "#9910",
    "0120-123-456",
    "RAID5台数",
    "3月24日に開催",
    "40歳代の回答",
    "(26ページを参照)",
    "3本柱の取組",
    "2分の1を補助",
    "③-3 データの暗号化",
    "手順2 システムの導入",
    "",
]


@pytest.mark.parametrize("text", NO_QUANTITIES)
def test_no_quantity(text: str) -> None:
    assert [m.quantity.raw for m in read_quantities(text) if m.quantity] == []


def test_a_cell_takes_units_that_prose_does_not() -> None:
    assert read_quantities("計画期間は5年") == ()
    (mention,) = read_quantities("5年", cell=True)
    assert mention.quantity is not None
    assert (mention.quantity.value, mention.quantity.unit) == (5, "年")


@given(
    st.integers(0, 10**7),
    st.sampled_from(["件", "人", "%", "回", "か所", "種類", "手続"]),
    st.sampled_from(["", "以上"]),
)
def test_a_written_figure_is_read_back(value: int, unit: str, suffix: str) -> None:
    quantity = only(f"目標を{value:,}{unit}{suffix}とする")
    assert (quantity.value, quantity.unit) == (value, unit)
    assert quantity.comparator == ("ge" if suffix else "eq")


TEXT = st.text(
    st.sampled_from("0123456789.,%件人回割約以上未満年月毎度～~→()（）△-増減一三百千万 Rの第つ"), max_size=30
)


@given(TEXT, st.booleans())
def test_mentions_are_ordered_and_verbatim_whatever_the_text(text: str, cell: bool) -> None:
    reached = 0
    for mention in read_quantities(text, cell=cell):
        assert mention.quantity is not None
        assert reached <= mention.start < mention.end <= len(text)
        assert mention.quantity.raw == text[mention.start : mention.end]
        reached = mention.end
