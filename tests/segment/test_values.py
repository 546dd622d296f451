"""Lines that name a value and head nothing."""

from __future__ import annotations

import pytest

from dxextract.rules import load_rules
from dxextract.segment.values import labels_value, names_value
from tests.extract.document_builder import document, paragraph


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["現状", "120世帯"], True),
        (["目標値", "700世帯"], True),
        (["現状", "回覧板が届くまで12日かかる。"], False),
        (["現状と課題", "120世帯"], False),
        (["現状"], False),
    ],
)
def test_badges_of_values(lines, found):
    assert labels_value(document(*lines), 0, load_rules()) is found


@pytest.mark.parametrize(
    ("below", "found"),
    [
        ("現状(令和6年度) 3,000件", True),
        ("目標値：60%", True),
        ("15%(令和6年度)", True),
        ("2基（令和6年度） ⇒ 15基（令和10年度）", True),
        ("現状 R6 8人 ➡ 目標 R12 50人", True),
        ("2基（令和6年度）から始め、15基（令和10年度）に増やす", False),
        ("窓口で120件を受け付けた", False),
        ("会場の数 3か所", False),
    ],
)
def test_names_above_labelled_figures(below, found):
    page = document(paragraph("予約の件数", 1, page=1, size=14), paragraph(below, 2, page=1, size=12))
    assert names_value(page, 0, load_rules()) is found


def test_a_name_above_a_year_and_its_figure():
    lines = [paragraph(t, n, page=1, size=12) for n, t in enumerate(["予約の時間", "令和6年度", "35分"], 1)]
    assert names_value(document(*lines), 0, load_rules())
    other = (lines[0], paragraph("窓口の改革", 2, page=1, size=12), lines[2])
    assert not names_value(document(*other), 0, load_rules())


def test_a_name_above_the_badge_of_its_first_value():
    lines = [paragraph(t, n, page=1, size=12) for n, t in enumerate(["予約の割合", "現状値(R6)", "8%"], 1)]
    assert names_value(document(*lines), 0, load_rules())
    other = (*lines[:2], paragraph("窓口を予約した人の割合", 3, page=1, size=12))
    assert not names_value(document(*other), 0, load_rules())


@pytest.mark.parametrize(("third", "found"), [("2024年度実績", True), ("窓口の改革", False)])
def test_a_name_above_a_figure_and_what_it_is(third, found):
    lines = [paragraph(t, n, page=1, size=14) for n, t in enumerate(["予約の時間", "35分", third], 1)]
    assert names_value(document(*lines), 0, load_rules()) is found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("令和7年度から令和9年度まで", True),
        ("令和7年度～令和11年度（5年間）", True),
        ("令和7年度", False),
        ("令和7年度から令和9年度までの取組", False),
        ("計画期間 令和7年度～令和9年度", False),
    ],
)
def test_periods_alone_are_values(line, found):
    assert names_value(document(paragraph(line, 1, page=1, size=14)), 0, load_rules()) is found


@pytest.mark.parametrize(("title", "found"), [("計画期間", False), ("対象期間", False), ("第1期基本計画", True)])
def test_a_period_is_no_value(title, found):
    page = document(
        paragraph(title, 1, page=1, size=14), paragraph("令和7年度～令和9年度", 2, page=1, size=10)
    )  # fmt: skip
    assert names_value(page, 0, load_rules()) is found
