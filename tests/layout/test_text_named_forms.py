"""Tables that lost their form and have no label over their names, and what only looks like them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from text_documents import assert_grounded, codes, only_table, paragraphs, tables, texts


def lines(text: str) -> str:
    """A text whose lines are written with `/` between them here."""
    return text.replace("/", "\n")


HEADER = ["", "基準値", "令和12年度"]
TWO = [HEADER, ["待ち時間", "6分 (R6)", "3分"], ["満足度", "50%", "60%"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # labels and the first record's values in turn
        ("待ち時間//基準値//6分/(R6)//令和12年度//➡️ 3分//満足度//50%//➡ 60%", TWO),
        ("待ち時間/基準値/6分/(R6)/令和12年度/3分/満足度/50%/60%", TWO),
        ("待ち時間//基準値//6分//(R6)//令和12年度//➡️//3分//満足度//50%//→//60%", TWO),
        # labels side by side, values side by side
        ("待ち時間//基準値 令和12年度//6分 (R6) ➤ 3分//満足度//50% ⇒ 60%", TWO),
        ("待ち時間//基準値　令和12年度//6分 (R6)　3分//満足度//50%　　60%", TWO),
        # labels first, then the values; labels before the names; labels again for each record
        ("待ち時間/基準値/令和12年度/6分/(R6)/3分/満足度/50%/60%", TWO),
        ("基準値//令和12年度//待ち時間//6分/(R6)//3分//満足度//50%//60%", TWO),
        ("待ち時間/基準値/6分/(R6)/令和12年度/3分/満足度/基準値/50%/令和12年度/60%", TWO),
        ("待ち時間//基準値：6分 (R6)//令和12年度：3分//満足度//基準値：50%//令和12年度：60%", TWO),
        # with the number of a page between the records, and wider gaps
        ("待ち時間//基準値//6分/(R6)////令和12年度//3分//28////満足度//50%//60%", TWO),
        ("- 待ち時間/- 基準値/- 6分/(R6)/- 令和12年度/- 3分/- 満足度/- 50%/- 60%", TWO),
        # the name column's label
        (
            "指標名/申請件数/現状値/10件/目標値/20件/指標名/研修回数/現状値/—/目標値/5回",
            [["指標名", "現状値", "目標値"], ["申請件数", "10件", "20件"], ["研修回数", "—", "5回"]],
        ),
        # names over lines
        (
            "総合窓口での待ち時間/(発券から呼び出しまで)//現状値//6分//目標値//↓ DOWN//"
            "窓口の応対に満足している/市民の割合//50%//↑ UP",
            [
                ["", "現状値", "目標値"],
                ["総合窓口での待ち時間 (発券から呼び出しまで)", "6分", "↓ DOWN"],
                ["窓口の応対に満足している市民の割合", "50%", "↑ UP"],
            ],
        ),
        (
            "窓口の応対に満足している/市民の割合//現状値//50%//目標値//60%",
            [["", "現状値", "目標値"], ["窓口の応対に満足している市民の割合", "50%", "60%"]],
        ),
        # a label with its year beside it, three values, years only
        (
            "申請件数//現状値 R6//10件//目標値 R12//20件",
            [["", "現状値 R6", "目標値 R12"], ["申請件数", "10件", "20件"]],
        ),
        (
            "申請件数/現状値/10件/中間目標/15件/目標値/20件",
            [["", "現状値", "中間目標", "目標値"], ["申請件数", "10件", "15件", "20件"]],
        ),
        ("申請件数/R6/10件/R8/20件", [["", "R6", "R8"], ["申請件数", "10件", "20件"]]),
    ],
)  # fmt: skip
def test_forms_without_a_label_over_the_names(text: str, expected: list[list[str]]) -> None:
    text = lines(f"■KPI//{text}//■主な取組//本文です。")
    assert only_table(text) == expected
    (table,) = tables(text)
    assert (table.repaired, table.header_rows) == (("form",), 1)
    assert codes(text) == ["I302"]
    assert [p.text for p in paragraphs(text) if p.role == "body"] == ["■KPI", "■主な取組", "本文です。"]


def test_a_chapter_behind_it_is_no_cell() -> None:
    text = "待ち時間//基準値//6分/(R6)//令和12年度//3分//満足度//50%//60%//第4章 施策//柱2 働き方//5年後の姿"
    assert only_table(lines(f"KPI//{text}")) == TWO
    assert_grounded(text)


def test_cells_keep_their_own_lines() -> None:
    (table,) = tables(lines("待ち時間//基準値//6分/(R6)//令和12年度//➡ 3分"))
    places = {cell.text: cell.passage.evidence()[0] for cell in table.cells if cell.text}
    assert [(text, e.line_start, e.line_end) for text, e in places.items()] == [
        ("基準値", 3, 3),
        ("令和12年度", 8, 8),
        ("待ち時間", 1, 1),
        ("6分 (R6)", 5, 6),
        ("3分", 10, 10),
    ]
    assert places["3分"].quote == "➡ 3分"


@pytest.mark.parametrize(
    "text",
    [
        # a value too few, too many, or too early
        "申請件数/現状値/10件/目標値",
        "申請件数/現状値/目標値/10件",
        "申請件数/現状値/10件/目標値/20件/30件",
        "申請件数/10件/現状値/20件/目標値",
        # one value only
        "申請件数/目標値/20件",
        # no quantities
        "窓口改革/令和7年度/検討/令和8年度/開始",
        "窓口改革/現状/検討中/目標/完了",
        # labels that head no values
        "総務課/担当課/10件/備考/20件",
        # sentences, headings, marks
        "窓口を改革します。/現状値/10件/目標値/20件",
        "(2) 窓口改革/現状値/10件/目標値/20件",
        "# 申請件数/現状値/10件/目標値/20件",
        "申請件数/現状/窓口が混み合っている。/目標/20件",
        "申請件数/現状値/# 10件/目標値/20件",
        # the same label twice
        "申請件数/現状値/10件/現状値/20件",
        # the end of a paragraph
        "窓口の整備に関する/取組と今後の課題に/ついての考え方と/それに伴う指標/申請件数//現状値//10件//目標値//20件",
        # figures of a diagram: several on a line, of several kinds, under one year each, with a source for a name
        "情報機器の保有率/R5/120/97.9 97.8 98/R6/100",
        "基本構想/R11/4期間/R12/第2期計画",
        "(資料)青波市統計/2020年度/2025年度/約50%/約60%",
        "職員の給料/6年4月1日現在/389,124/7年4月1日現在/396,315",
        # a bare number too many among bare numbers
        "申請件数/現状値/10/目標値/20/30",
    ],
)
def test_names_and_values_that_are_no_lost_form(text: str) -> None:
    assert tables(lines(text)) == []


@pytest.mark.parametrize("heading", ["成果指標", "市民の満足", "次の指標を用います。", "KPI", "【KPI】"])
def test_a_line_above_the_name_is_no_part_of_it(heading: str) -> None:
    for gap in ("\n", "\n\n"):
        text = heading + gap + gap.join(["申請件数", "現状値", "10件", "目標値", "20件"])
        assert only_table(text) == [["", "現状値", "目標値"], ["申請件数", "10件", "20件"]]
        assert texts(text) == [heading]


def test_a_name_without_values_ends_the_table() -> None:
    text = lines("申請件数//現状値//10件//目標値//20件//28////窓口のようす//第4章 取組")
    assert len(only_table(text)) == 2
    assert texts(text) == ["28", "窓口のようす", "第4章 取組"]


def test_the_number_of_a_page_is_kept_as_such() -> None:
    text = lines("申請件数//現状値//10件//目標値//20件//28//研修回数//1回//2回")
    assert len(only_table(text)) == 3
    assert [(p.text, p.role) for p in paragraphs(text)] == [("28", "page_number")]


@given(
    st.lists(st.sampled_from(["申請件数", "研修を受けた職員", "満足度"]), min_size=1, max_size=5),
    st.sampled_from(["turn", "after", "before"]),
    st.integers(0, 1),
    st.data(),
)
def test_any_table_that_loses_its_form_comes_back(names: list[str], order: str, gap: int, data: st.DataObject) -> None:
    value = st.sampled_from(["10件", "1,200人", "45.5%", "―", "毎年度2回", "80%以上", "0", "↑ UP"])
    body = [[name, data.draw(value), "10件"] for name in names]
    (name, one, two), *rest = body
    first = {
        "turn": [name, "基準値", one, "目標値", two],
        "after": [name, "基準値", "目標値", one, two],
        "before": ["基準値", "目標値", name, one, two],
    }[order]
    text = ("\n" * (gap + 1)).join([*first, *(cell for row in rest for cell in row)])
    assert only_table(text) == [["", "基準値", "目標値"], *body]
    assert_grounded(text)
