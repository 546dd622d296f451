"""The plan's own period among other dates."""

from __future__ import annotations

import pytest

from dxextract.extract.metadata.period import find_period
from dxextract.rules import load_rules
from dxextract.schema.document import Block
from dxextract.schema.plan import Period
from extract.document_builder import document, outline, table

RULES = load_rules()
TITLE = "青波市DX推進計画"


def period_in(heading: str, *body: Block | str) -> Period | None:
    doc = document(heading, *body)
    return find_period(doc, outline(doc, [(0, 1, "3", heading, "section")]), (), TITLE, RULES)


@pytest.mark.parametrize(
    ("sentence", "raw", "years"),
    [
        (
            "本計画の期間は、令和6(2024)年度から令和8(2026)年度までの3年間とします。",
            "令和6(2024)年度から令和8(2026)年度までの3年間",
            (2024, 2026),
        ),
        ("計画期間は3年間(令和7年度~令和9年度)とする。", "令和7年度~令和9年度", (2025, 2027)),
        ("【期間】 令和7年度から令和9年度まで", "令和7年度から令和9年度まで", (2025, 2027)),
        (
            "この計画は、町の総合計画を支えるもので、令和7年度から令和11年度までの5年間を対象とします。",
            "令和7年度から令和11年度までの5年間",
            (2025, 2029),
        ),
        (
            "計画期間を令和4年(2022年)度から令和8年(2026年)度までの5年間と設定します。",
            "令和4年(2022年)度から令和8年(2026年)度までの5年間",
            (2022, 2026),
        ),
        (
            "令和3年度(2021 年)から令和7年度(2025 年)までの5年間",
            "令和3年度(2021 年)から令和7年度(2025 年)までの5年間",
            (2021, 2025),
        ),
        ("2023(令和5)年度~2031(令和13)年度", "2023(令和5)年度~2031(令和13)年度", (2023, 2031)),
        ("令和7～9年度の3か年とします。", "令和7～9年度の3か年", (2025, 2027)),
        (
            "期間は、令和6年度を初年度とし、総合計画の終期である令和9年度を目標年度とする4年間とします。",
            "令和6年度を初年度とし、総合計画の終期である令和9年度を目標年度とする4年間",
            (2024, 2027),
        ),
        ("計画期間は、令和7年度から5年間とします。", "令和7年度から5年間", (2025, 2029)),
        ("2025年4月から2028年3月までの3年間を計画期間とします。", "2025年4月から2028年3月までの3年間", (2025, 2027)),
        ("令和5年度~令和8年度", "令和5年度~令和8年度", (2023, 2026)),
        ("令和6年度を初年度とし、令和10年度を目標年度とする5か年計画です。", None, (2024, 2028)),
    ],
)
def test_reads_the_range(sentence: str, raw: str | None, years: tuple[int, int]) -> None:
    period = period_in("計画の期間", sentence)
    assert period is not None
    assert (period.start_fiscal_year, period.end_fiscal_year) == years
    if raw is not None:
        assert period.raw == raw


@pytest.mark.parametrize(
    ("heading", "sentence", "raw", "years"),
    [
        ("DX推進の集中取組期間", "本方針の集中取組期間は、令和7年度末までとする。", "令和7年度末まで", (None, 2025)),
        (
            "実施期間",
            "環境は、変わるため、本方針の期間は、国が定めた計画との整合性を図り、令和7年度までとする。",
            "令和7年度まで",
            (None, 2025),
        ),
        (
            "はじめに",
            "3年前に策定した計画を改定し、令和10年度以降の取組みにつなげる、2年間の計画であります。",
            "令和10年度以降の取組みにつなげる、2年間の計画",
            (2026, 2027),
        ),
    ],
)
def test_period_said_by_its_end(heading: str, sentence: str, raw: str, years: tuple[int | None, int]) -> None:
    period = period_in(heading, sentence)
    assert period is not None
    assert (period.raw, period.start_fiscal_year, period.end_fiscal_year) == (raw, *years)


@pytest.mark.parametrize(
    ("heading", "sentence"),
    [
        ("はじめに", "国は、令和10年度以降の取組につなげる、2年間の計画を定めました。"),
        ("はじめに", "令和10年度以降の取組につなげていきます。"),
        ("計画の期間", "標準化への移行は令和7年度末までに完了します。"),
        ("取組の方針", "移行の期限は令和7年度末までとする。"),
        ("計画の期間", "国の計画の期間は令和7年度末までとされています。"),
    ],
)
def test_ends_that_are_no_period(heading: str, sentence: str) -> None:
    assert period_in(heading, sentence) is None


def test_dates_are_first_and_last_day() -> None:
    period = period_in("計画期間", "令和6年度から令和8年度までとします。")
    assert period is not None
    assert (period.start, period.end) == ("2024-04-01", "2027-03-31")


@pytest.mark.parametrize(
    ("sentence", "is_period"),
    [
        ("本プランは、令和7年度から令和9年度までの3年間に行う事業をまとめたものです。", True),
        ("本計画は、令和7年度から令和9年度までの3年間に、町が重点的に取り組む内容をまとめたものである。", True),
        ("本計画は、構想を実現するため、2025年度から2030年度までに行うプロジェクトを示すものです。", True),
        ("本計画は、令和2年度から令和6年度までの取組の成果を踏まえて策定するものです。", False),
        ("本プランでは、令和2年度から令和4年度までの3年間における利用件数を示します。", False),
        ("令和7年度から令和9年度までの3年間に行う事業は次のとおりです。", False),
    ],
)
def test_a_plan_says_what_is_done_in_the_years_it_counts(sentence: str, is_period: bool) -> None:
    assert (period_in("はじめに", sentence) is not None) == is_period


@pytest.mark.parametrize(
    "sentences",
    [
        (
            "「第2次青波市総合計画(平成30年度~令和9年度)」との整合を図り、本計画の期間は令和7年度から令和9年度までとします。",
        ),
        (
            "総合計画の計画期間は平成30年度から令和9年度までの10年間です。",
            "本計画の計画期間は令和7年度から令和9年度までです。",
        ),
        (
            "国の計画期間は令和3年1月から令和8年3月までとされています。",
            "計画期間は、令和7年度から令和9年度までとします。",
        ),
        ("アンケートは令和6年8月9日~9月10日に実施しました。", "本計画は令和7年度から令和9年度までを期間とします。"),
    ],
)
def test_periods_of_others_are_passed_over(sentences: tuple[str, ...]) -> None:
    period = period_in("計画の期間", *sentences)
    assert period is not None
    assert (period.start_fiscal_year, period.end_fiscal_year) == (2025, 2027)


@pytest.mark.parametrize(
    ("heading", "sentence"),
    [
        ("計画の期間", "社会情勢を踏まえ、必要に応じて見直します。"),
        ("計画の期間", "令和9年度を目標年度とします。"),
        ("施策の展開", "令和7年度から令和8年度まで実証を行います。"),
        ("国の動向", "国は令和3年1月から令和8年3月までを計画期間とする計画を策定しました。"),
    ],
)
def test_no_period(heading: str, sentence: str) -> None:
    assert period_in(heading, sentence) is None


def test_sentence_elsewhere_that_says_whose_period_it_is() -> None:
    period = period_in("計画の位置づけ", "本計画の計画期間は令和7年度から令和9年度までの3年間とします。")
    assert period is not None
    assert period.start_fiscal_year == 2025


def test_row_of_a_table_labelled_with_the_plan() -> None:
    grid = table([["計画", "期間"], ["第2次総合計画", "平成30年度~令和9年度"], [TITLE, "令和7年度~令和9年度"]], 9)
    period = period_in("計画の期間", "関連する計画の期間は次のとおりです。", grid)
    assert period is not None
    assert (period.start_fiscal_year, period.end_fiscal_year) == (2025, 2027)


@pytest.mark.parametrize(
    ("caption", "years"),
    [
        ("(変更後)令和5年度から令和9年度まで 5年間", (2023, 2027)),
        ("令和5年度~令和9年度(5年間)", (2023, 2027)),
        ("令和5年度から令和9年度まで 3年間", None),
        ("令和5年度から令和9年度まで", None),
        ("橋の工事は令和5年度から令和9年度まで 5年間", None),
    ],
)
def test_the_years_above_a_table_and_their_number(caption: str, years: tuple[int, int] | None) -> None:
    costs = table([["施設名", "事業費"], ["市道", "219,394"]], line=9)
    found = period_in("公共的施設の整備計画", caption, "(単位 千円)", costs)
    assert (found and (found.start_fiscal_year, found.end_fiscal_year)) == years


def test_two_ranges_above_tables_are_no_period() -> None:
    costs = table([["施設名", "事業費"], ["市道", "219,394"]], line=9)
    said = ("令和5年度から令和9年度まで 5年間", "令和10年度から令和12年度まで 3年間")
    assert period_in("公共的施設の整備計画", said[0], costs, said[1], costs) is None


def test_a_row_of_the_plan_s_particulars() -> None:
    rows = [
        ["計画の名称", TITLE],
        ["計画の期間", "令和7年度から令和9年度まで"],
        ["実施期間", "令和3年度から令和5年度まで"],
    ]
    found = period_in("基本的な考え方", table(rows))
    assert found is not None
    assert (found.start_fiscal_year, found.end_fiscal_year) == (2025, 2027)
    assert period_in("調査", table([["調査期間", "令和6年度から令和7年度まで"], ["回答数", "651"]])) is None
