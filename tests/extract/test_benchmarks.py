"""Outside figures beside the municipality's own."""

from __future__ import annotations

import pytest

from dxextract.extract.benchmarks.benchmarks import find_benchmarks
from dxextract.extract.measures import MeasureIndex
from dxextract.extract.tables import read_tables
from dxextract.rules import load_rules
from dxextract.schema.document import Block
from dxextract.schema.plan import Benchmark
from extract.document_builder import document, outline, table

RULES = load_rules()


def benchmarks(*body: Block | str) -> list[Benchmark]:
    doc = document("現状と課題", *body)
    tree = outline(doc, [(0, 1, "1", "現状と課題", "section")])
    tables = read_tables(doc, tree, RULES)
    return [one.record for one in find_benchmarks(doc, tree, tables, MeasureIndex(tree, ()), RULES)]


def figures(found: list[Benchmark]) -> list[tuple[str, str, float | None, float | None]]:
    return [(one.name, one.reference.scope, one.reference.value, one.own.value if one.own else None) for one in found]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "本市のマイナンバーカードの保有率は72.6%で、全国平均の75.0%を下回っています。",
            [("マイナンバーカードの保有率", "national", 75.0, 72.6)],
        ),
        (
            "インターネットの利用率は、全国平均が84.9%であるのに対し、本町は78.2%となっています。",
            [("インターネットの利用率", "national", 84.9, 78.2)],
        ),
        (
            "令和6年3月末時点の電子申請率は40.5%であり、県平均(38.2%)を上回っています。",
            [("電子申請率", "prefectural", 38.2, 40.5)],
        ),
        (
            "本市の保有率は72.6%であり、全国平均75.0%、県平均74.1%と比べて低くなっています。",
            [("保有率", "national", 75.0, 72.6), ("保有率", "prefectural", 74.1, 72.6)],
        ),
        (
            "・ スマートフォンを使っている世帯 61.3%(県平均 77.5%)",
            [("スマートフォンを使っている世帯", "prefectural", 77.5, 61.3)],
        ),
        (
            "配布2,500人、回収率41.7%の調査では、スマートフォンを利用していると答えた方は82.6%で、"
            "国の「令和5年通信利用動向調査」における割合78.9%を上回りました。",
            [("スマートフォンを利用していると答えた方", "national", 78.9, 82.6)],
        ),
        (
            "マイナンバーカードの交付率は82.4%（全国79.5%）です。",
            [("マイナンバーカードの交付率", "national", 79.5, 82.4)],
        ),
        (
            "マイナンバーカードの申請率は、村が88.0%（令和6年1月末）、県が82.3%（同）、国が79.0%（同）である。",
            [
                ("マイナンバーカードの申請率", "prefectural", 82.3, 88.0),
                ("マイナンバーカードの申請率", "national", 79.0, 88.0),
            ],
        ),
        (
            "総務省「情報通信白書」によると、個人のインターネット利用率は全国で86.2%となっています。"
            "町が令和7年6月に実施した調査では、町民のインターネット利用率は77.5%でした。",
            [("個人のインターネット利用率", "national", 86.2, 77.5)],
        ),
    ],
)
def test_sentences(sentence: str, expected: list[tuple[str, str, float, float]]) -> None:
    assert figures(benchmarks(sentence)) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "本市の保有率は72.6%となっています。",
        "全国順位は1,380位/1,741位となっています。",
        "国は保有率を100%とすることを目指しています。",
        "全国に先駆けて電子申請を50件導入しました。",
        "県内の企業は120社となっています。",
        "個人のインターネット利用率は全国で86.2%となっています。本町の高齢化率は43.1%です。",
        "全国の保有率は75.0%です。また、申請した市民の割合は62.0%、受け取った割合は58.0%でした。",
    ],
)
def test_no_benchmark(sentence: str) -> None:
    assert benchmarks(sentence) == []


def test_lines_under_the_indicator() -> None:
    found = benchmarks("マイナンバーカードの保有率", "本市:72.6%", "県平均:74.1%", "全国平均:75.0%")
    assert figures(found) == [
        ("マイナンバーカードの保有率", "prefectural", 74.1, 72.6),
        ("マイナンバーカードの保有率", "national", 75.0, 72.6),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [["指標", "本市", "県平均", "全国平均"], ["保有率", "72.6%", "74.1%", "75.0%"]],
        [["区分", "保有率"], ["本市", "72.6%"], ["県平均", "74.1%"], ["全国平均", "75.0%"]],
    ],
)
def test_tables(rows: list[list[str]]) -> None:
    assert figures(benchmarks(table(rows, 9))) == [
        ("保有率", "prefectural", 74.1, 72.6),
        ("保有率", "national", 75.0, 72.6),
    ]


def test_table_without_the_own_figure_is_a_statistic() -> None:
    assert benchmarks(table([["指標", "県平均", "全国平均"], ["保有率", "74.1%", "75.0%"]], 9)) == []


def test_date_and_source_of_the_figures() -> None:
    sentence = "「通信利用動向調査」によると、令和5年度のテレワーク導入率は本市が20.5%、全国平均が49.9%と差があります。"
    (found,) = benchmarks(sentence)
    assert found.source == "通信利用動向調査"
    assert found.reference.at is not None
    assert found.reference.at.fiscal_year == 2023
    assert found.evidence[0].quote == sentence


OWN_LINE = "取組実績 電子申請の導入率：60.0%(同)"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ["ベンチマーク 電子申請の導入率(全国)：82.1%(令和6年4月1日時点)", OWN_LINE],
            [("電子申請の導入率", "national", 82.1, 60.0)],
        ),
        (
            ["ベンチマーク 図書の貸出率（県）：12.5%", "本市の実績：14.0%"],
            [("図書の貸出率", "prefectural", 12.5, 14.0)],
        ),
        (
            [
                "ベンチマーク 導入率(全国)：82.1%(令和6年度時点)",
                "整備率(全国)：71.2%(同)",
                "取組実績 ともに導入済 *一部",
            ],
            [("導入率", "national", 82.1, None), ("整備率", "national", 71.2, None)],
        ),
        (
            [
                "ベンチマーク：総務省公表の調査結果より",
                "ベンチマーク 共同調達(総数)：31(令和7年4月末時点)",
                "取組実績 共同調達(総数)：7(同)",
            ],
            [("共同調達(総数)", "national", 31, 7)],
        ),
    ],
)
def test_labelled_statements(lines: list[str], expected: list[tuple[str, str, float | None, float | None]]) -> None:
    assert figures(benchmarks(*lines)) == expected


def test_the_same_statements_as_rows_of_a_table() -> None:
    cell = "導入率(全国)：82.1%(令和6年4月1日時点)\n整備率(全国)：71.2%(同)"
    found = benchmarks(
        "ベンチマーク：総務省公表の調査より", table([["ベンチマーク", cell], ["取組実績", "ともに導入済"]], 9)
    )
    assert figures(found) == [("導入率", "national", 82.1, None), ("整備率", "national", 71.2, None)]
    assert [one.reference.at.start for one in found if one.reference.at] == ["2024-04-01", "2024-04-01"]
    assert [(one.own.raw, one.own.state) for one in found if one.own] == [("ともに導入済", "qualitative")] * 2
    assert {one.source for one in found} == {"総務省公表の調査"}


def test_same_date_in_words() -> None:
    [found] = benchmarks("ベンチマーク 導入した自治体(全国)：58.4%(令和6年度時点)", "取組実績 導入済(同)")
    assert found.own is not None
    assert (found.own.raw, found.own.at and found.own.at.fiscal_year) == ("導入済(同)", 2024)


@pytest.mark.parametrize(
    "lines",
    [
        ["ベンチマーク 導入率(全国)：82.1%", "本市では導入を進めています。"],
        ["ベンチマーク 導入率(累計)：82.1%", "取組実績 導入率(累計)：60.0%"],
        ["ベンチマーク 導入率(全国)：82.1%", "取組実績 庁内の検討会で方針を決め、順次導入を進めている。"],
        ["ベンチマーク：令和8年9月の開始のため、取組実績の記載を割愛", "取組実績 導入済"],
        ["導入率(全国)：82.1%", "取組実績 導入済"],
    ],
)
def test_statements_without_both_sides(lines: list[str]) -> None:
    assert benchmarks(*lines) == []


def test_a_table_of_a_prefecture_and_the_nation() -> None:
    rows = [
        ["項目", "青波町", "潮見県", "全国", "出典"],
        ["保有率（R6.12末）", "82.4%", "77.0%", "76.5%", ""],
        ["実施率", "9.4%", "11.2%", "24.8%", "国土交通省（令和5年度末）"],
    ]
    found = benchmarks(table(rows, header_rows=1))
    assert figures(found) == [
        ("保有率", "prefectural", 77.0, 82.4),
        ("保有率", "national", 76.5, 82.4),
        ("実施率", "prefectural", 11.2, 9.4),
        ("実施率", "national", 24.8, 9.4),
    ]
    assert [one.reference.at.fiscal_year for one in found if one.reference.at] == [2024, 2024, 2023, 2023]


def test_words_of_comparison_bound_no_outside_figure() -> None:
    (found,) = benchmarks("対応窓口の割合は35.0%であり、県内市町村の平均である52.3%より低い水準にあります。")
    assert (found.reference.comparator, found.reference.value) == ("eq", 52.3)
