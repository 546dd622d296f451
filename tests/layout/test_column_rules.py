"""Lines drawn between columns: where they part what stands beside them, and where a line is no such rule."""

from __future__ import annotations

import pytest

from tests.layout.pages import PageBuilder, blocks_of, texts_of

LEFT = ["施策1 窓口の改革", "担当：市民課", "待たない窓口を開く", "窓口で待つ時間", "R6 30分 R12 15分"]
RIGHT = ["施策2 手続の改革", "担当：総務課", "手続を電子にする", "電子申請の割合", "R6 20% R12 70%"]


def page(left: list[str], right: list[str], x: float = 310.0) -> PageBuilder:
    """Two columns whose rows are level, below a line over both."""
    built = PageBuilder().text(60, 80, "基本方針1 便利なまちをつくる取組を市民とともに進め、その成果を毎年度公表する。")
    for n, (one, other) in enumerate(zip(left, right, strict=True)):
        built.text(60, 120 + 40 * n, one).text(x, 120 + 40 * n, other)
    return built


def order(built: PageBuilder) -> list[str]:
    return texts_of(blocks_of(built))[1:]


def test_a_rule_between_columns_parts_rows_that_stand_level() -> None:
    assert order(page(LEFT, RIGHT).line(290, 110, 290, 330)) == [*LEFT, *RIGHT]


@pytest.mark.parametrize(
    "drawn",
    [
        lambda built: built.line(290, 110, 290, 150),  # too short
        lambda built: built.line(290, 70, 290, 330),  # what stands at its height crosses it
        lambda built: built.line(290, 110, 290, 330).line(50, 110, 290, 110),  # the edge of a box
        lambda built: built.line(90, 110, 90, 330),  # crosses the left column
        lambda built: built.line(290, 110, 290, 240),  # ends before the columns do
    ],
)
def test_lines_that_part_no_columns(drawn) -> None:  # type: ignore[no-untyped-def]
    plain = order(page(LEFT, RIGHT))
    assert order(drawn(page(LEFT, RIGHT))) == plain


def test_a_rule_between_labels_and_their_texts_parts_no_columns() -> None:
    labels = ["所管", "期間", "対象", "財源", "備考"]
    texts = ["市民課と総務課が共同で進める取組である" for _ in labels]
    plain = order(page(labels, texts, 120.0))
    assert order(page(labels, texts, 120.0).line(100, 110, 100, 330)) == plain
