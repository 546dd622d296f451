"""Rows of forms without frames whose words stand far apart: one line each."""

from __future__ import annotations

import pytest

from dxextract.layout.model import Line, Part
from dxextract.layout.spread_rows import spread_rows_to_lines

PERIOD = ("計画期間", "： 平成", "28", "年度", "～", "平成", "37 年度")


def row(words: tuple[str, ...], bottom: float = 100.0) -> list[Line]:
    boxes = [(150.0 * i, bottom - 10, 150.0 * i + 10 * len(word), bottom) for i, word in enumerate(words)]
    return [
        Line(word, box, 10.0, False, "#000000", (Part(word, box, 10.0, False, "#000000"),))
        for word, box in zip(words, boxes, strict=True)
    ]


@pytest.mark.parametrize(
    ("words", "joined"),
    [
        (PERIOD, True),
        (("団体名", "：", "青波市"), True),
        (("計画期間", "：令和7年度～"), True),
        (("団体名", "：青波市", "事業名", "：下水道"), False),  # two fields
        (("青波市", "計画期間", "：", "令和7年度"), False),  # the colon is not the label's
        (("計画期間は次のとおりです。", "：", "令和7年度"), False),
        (("計画期間", "：", "本計画は、5年間を期間として取組を進めるものです。"), False),
        (("計画期間", "令和7年度"), False),
        (("現状値（令和６年度）", "35件"), True),
        (("目標値", "3,000戸"), True),
        (("現状値", "35件", "目標値"), False),  # a table's row
        (("現状値", "調査中のため"), False),
        (("申請の件数", "35件"), False),
    ],
)
def test_a_label_and_what_it_says_are_one_line(words: tuple[str, ...], joined: bool) -> None:
    found = [line.text for line in spread_rows_to_lines(row(words))]
    assert found == ([" ".join(words)] if joined else list(words))


def test_words_on_other_baselines_stay_where_they_are() -> None:
    lines = [*row(("計画期間",)), *row(("： 平成", "28"), bottom=120.0)]
    assert spread_rows_to_lines(lines) == lines


def test_years_and_what_is_done_in_them_are_one_line_where_rows_are_alike() -> None:
    rows = [("令和7年度～令和8年度", "決済方法の検討"), ("令和9年度", "システムの改修")]
    lines = [line for number, words in enumerate(rows) for line in row(words, bottom=100.0 + 16 * number)]
    assert [line.text for line in spread_rows_to_lines(lines)] == [" ".join(words) for words in rows]
    assert spread_rows_to_lines(lines[:2]) == lines[:2]
