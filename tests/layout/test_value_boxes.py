"""Values in drawn boxes side by side: which are one indicator with the name above them, and which stay as printed."""

from __future__ import annotations

import pytest

from tests.layout.pages import PageBuilder, blocks_of, matrix, tables_of, texts_of

TEXT = "計画の内容を説明する本文がここに続いている。"


def boxes(
    *held: tuple[str, ...],
    name: str = "申請の利用率",
    ruled: bool = False,
    at: float = 60.0,
    built: PageBuilder | None = None,
) -> PageBuilder:
    """A name over boxes of 110 points that touch, each with its lines one below the other."""
    built = built or PageBuilder().text(60, 600, TEXT)
    built.text(at, 100, name, size=10)
    for n, lines in enumerate(held):
        x, bottom = at + 110 * n, 120 + 16 * len(lines)
        if ruled:
            built.grid([x, x + 110], [116, bottom])
        else:
            built.rect(x, 116, x + 110, bottom, fill="#ffffff", stroke="#1f4e79")
        for row, text in enumerate(lines):
            built.text(x + 20, 120 + 16 * row, text, size=12)
    return built


def read(built: PageBuilder) -> list[str]:
    return [text for text in texts_of(blocks_of(built)) if text != TEXT]


CASES = {
    "labels over figures in boxes": (
        boxes(("現状(R6)", "12.4%"), ("目標(R11)", "50%以上")),
        ["申請の利用率 現状(R6) 12.4% 目標(R11) 50%以上"],
    ),
    "ruled as a grid of one row": (
        boxes(("現状(R6)", "12.4%"), ("目標(R11)", "50%以上"), ruled=True),
        ["申請の利用率 現状(R6) 12.4% 目標(R11) 50%以上"],
    ),
    "figures over labels": (
        boxes(("12.4%", "現状値"), ("50%", "目標値")),
        ["申請の利用率 現状値 12.4% 目標値 50%"],
    ),
    "labels and figures in boxes of their own": (
        boxes(("現状(R6)",), ("15台",), ("目標(R11)",), ("100台",)),
        ["申請の利用率 現状(R6) 15台 目標(R11) 100台"],
    ),
    "not measured yet": (
        boxes(("現状(R6)", "―"), ("目標(R11)", "80%")),
        ["申請の利用率 現状(R6) ― 目標(R11) 80%"],
    ),
    "a value on the way": (
        boxes(("現状(R6)", "15%"), ("中間目標(R8)", "35%"), ("最終目標(R10)", "60%")),
        ["申請の利用率 現状(R6) 15% 中間目標(R8) 35% 最終目標(R10) 60%"],
    ),
    "a name behind the label of indicators": (
        boxes(("現状(R6)", "15%"), ("目標(R10)", "60%"), name="■ KPI　申請の利用率"),
        ["申請の利用率 現状(R6) 15% 目標(R10) 60%"],
    ),
    "an item names nothing": (
        boxes(("現状(R6)", "15%"), ("目標(R10)", "60%"), name="・申請を広げる"),
        ["・申請を広げる", "現状(R6) 15%", "目標(R10) 60%"],
    ),
    "the number of a measure names nothing": (
        boxes(("現状(R6)", "12.4%"), ("目標(R11)", "50%"), name="施策1"),
        ["施策1", "現状(R6) 12.4%", "目標(R11) 50%"],
    ),
    "answers to a question": (
        boxes(("満足", "42%"), ("不満", "31%"), name="窓口の待ち時間"),
        ["窓口の待ち時間", "満足", "42%", "不満", "31%"],
    ),
    "two years of a survey": (
        boxes(("令和2年", "28%"), ("令和6年", "61%"), name="利用したい手続"),
        ["利用したい手続", "令和2年", "28%", "令和6年", "61%"],
    ),
}


@pytest.mark.parametrize(("built", "expected"), CASES.values(), ids=CASES)
def test_values_in_boxes(built, expected):
    assert read(built) == expected


def test_each_row_of_boxes_has_its_own_name():
    built = boxes(("現状(R6)", "12%"), ("目標(R11)", "50%"))
    built = boxes(("現状(R6)", "3件"), ("目標(R11)", "9件"), name="公開した件数", at=310, built=built)
    assert read(built) == ["申請の利用率 現状(R6) 12% 目標(R11) 50%", "公開した件数 現状(R6) 3件 目標(R11) 9件"]


@pytest.mark.parametrize(("gap", "named"), [(16, True), (60, False)], ids=["a gauge between", "far above"])
def test_labelled_figures_at_the_ends_of_a_gauge_have_the_name_above_it(gap: float, named: bool):
    built = PageBuilder().text(60, 600, TEXT).text(60, 100, "研修を受けた人数", size=13)
    built.rect(60, 115 + gap, 460, 121 + gap, fill="#e1bee7").rect(60, 115 + gap, 124, 121 + gap, fill="#7b1fa2")
    built.text(60, 124 + gap, "現状(R6) 40人", size=11).text(380, 124 + gap, "目標(R11) 250人", size=11)
    assert ("研修を受けた人数 現状(R6) 40人 目標(R11) 250人" in read(built)) is named


def test_a_sentence_in_a_box_above_names_nothing():
    built = boxes(("現状(R6)", "15%"), ("目標(R10)", "60%"), name="")
    built.rect(60, 70, 300, 112, stroke="#26a69a").text(64, 80, "手続が進まず、市民と職員の負担").text(
        64, 94, "になっています。"
    )
    assert any(text.startswith("現状(R6)") for text in read(built))


@pytest.mark.parametrize(
    "row",
    [["現状値", "目標値"], ["12%", "50%"], ["現状(R6) 12%", "手引きの作成"]],
    ids=["labels alone", "figures alone", "words"],
)
def test_other_rows_stay_tables(row):
    built = PageBuilder().text(60, 600, TEXT).text(60, 100, "申請の利用率")
    xs, ys = [60, 180, 300], [116, 140]
    assert [matrix(table) for table in tables_of(blocks_of(built.grid(xs, ys).cells(xs, ys, [row])))] == [[row]]


def test_names_over_tables_side_by_side_are_read_with_their_own():
    built = PageBuilder().text(60, 60, TEXT)
    for x, name in ((60, "申請の利用率"), (320, "公開した件数")):
        xs, ys = [x, x + 110, x + 220], [116, 140, 164]
        built.text(x, 100, name).grid(xs, ys).cells(xs, ys, [["現状値", "目標値"], ["12%", "50%"]])
    found = [getattr(block, "text", "table") for block in blocks_of(built)]
    assert found == [TEXT, "申請の利用率", "table", "公開した件数", "table"]
