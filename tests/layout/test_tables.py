"""Grids with text to tables: cells, header rows, fills, nested boxes, blank margins."""

from __future__ import annotations

import pytest

from tests.layout.pages import PageBuilder, blocks_of, matrix, spans, tables_of, texts_of

XS = (50.0, 150.0, 250.0, 350.0)
YS = (100.0, 130.0, 160.0, 190.0)


def test_cells_in_order_with_boxes():
    page = PageBuilder().grid(XS, YS).cells(XS, YS, [["a", "b", "c"], ["d", "e", "f"], ["g", "", "i"]])
    (table,) = tables_of(blocks_of(page))
    assert matrix(table) == [["a", "b", "c"], ["d", "e", "f"], ["g", "", "i"]]
    blank = next(c for c in table.cells if (c.row, c.col) == (2, 1))
    assert (blank.text, blank.box, blank.page) == ("", (150, 160, 250, 190), 1)
    assert [p.box for p in table.places] == [(50, 100, 350, 190)]


def test_every_cells_evidence_lies_in_its_box():
    page = PageBuilder().grid(XS, YS).cells(XS, YS, [["現状値", "目標値", "備考"]])
    (table,) = tables_of(blocks_of(page))
    for cell in table.cells:
        for segment in cell.passage.segments:
            x0, top, x1, bottom = segment.place.box
            assert cell.box[0] <= x0 <= x1 <= cell.box[2]
            assert cell.box[1] <= top <= bottom <= cell.box[3]


def test_wrapped_cell_text_is_one_without_spaces():
    page = PageBuilder().grid(XS, YS).text(54, 103, "電子申請の").text(54, 116, "利用件数")
    page.text(154, 105, "120件").text(254, 105, "300件")
    (table,) = tables_of(blocks_of(page))
    assert matrix(table)[0] == ["電子申請の利用件数", "120件", "300件"]


def test_texts_close_to_a_ruling_are_cut_there():
    page = PageBuilder().grid((50.0, 85.0, 120.0, 155.0), (100.0, 130.0, 160.0))
    page.text(62, 105, "25件").text(87, 105, "50件").text(122, 105, "90件")
    page.text(54, 135, "a").text(90, 135, "b")
    (table,) = tables_of(blocks_of(page))
    assert matrix(table)[0] == ["25件", "50件", "90件"]


def test_vertical_label_is_read_downwards():
    page = (
        PageBuilder()
        .grid(XS, (100.0, 180.0, 200.0))
        .column(95, 105, "現状と課題")
        .text(160, 110, "内容")
        .text(60, 185, "x")
    )
    (table,) = tables_of(blocks_of(page))
    assert matrix(table)[0][0] == "現状と課題"


def test_two_vertical_columns_are_read_from_the_right():
    page = PageBuilder().grid(XS, (100.0, 180.0, 200.0)).column(80, 105, "の推進").column(100, 105, "行政手続")
    (table,) = tables_of(blocks_of(page.text(160, 110, "内容")))
    assert matrix(table)[0][0] == "行政手続の推進"


def test_shaded_header_of_two_levels():
    missing = [("v", 0, 2), ("h", 1, 0)]
    page = PageBuilder().grid(XS, YS, missing=missing).rect(50, 100, 350, 160, fill="#deeaf6")
    page.text(60, 120, "指標").text(200, 105, "目標").text(160, 135, "R6").text(260, 135, "R7")
    page.text(60, 165, "件数").text(160, 165, "1").text(260, 165, "2")
    (table,) = tables_of(blocks_of(page))
    assert table.header_rows == 2
    assert spans(table)["指標"] == (2, 1)
    assert spans(table)["目標"] == (1, 2)
    assert {c.fill for c in table.cells if c.row < 2} == {"#deeaf6"}
    assert {c.fill for c in table.cells if c.row == 2} == {None}


@pytest.mark.parametrize(
    ("bold_rows", "expected"),
    [((0,), 1), ((0, 1), 2), ((), 0), ((0, 1, 2), 0), ((1,), 0)],
)
def test_bold_header_rows(bold_rows, expected):
    page = PageBuilder().grid(XS, YS)
    for r in range(3):
        for c in range(3):
            page.text(XS[c] + 5, YS[r] + 5, "項目", bold=r in bold_rows)
    (table,) = tables_of(blocks_of(page))
    assert table.header_rows == expected


def test_framed_note_is_no_table():
    page = PageBuilder().rect(50, 100, 350, 160, stroke="#000000").text(60, 110, "・窓口の改善").text(60, 130, "・周知")
    blocks = blocks_of(page)
    assert tables_of(blocks) == []
    assert texts_of(blocks) == ["・窓口の改善", "・周知"]


def test_badge_in_a_cell_belongs_to_the_cell():
    page = PageBuilder().grid(XS, YS).rect(60, 103, 90, 117, fill="#c00000").text(65, 105, "重点")
    page.text(100, 105, "窓口").text(160, 105, "x").text(60, 135, "y")
    (table,) = tables_of(blocks_of(page))
    assert matrix(table)[0][0].replace(" ", "") == "重点窓口"


def test_blank_outer_tracks_are_dropped():
    xs = (20.0, *XS, 380.0)
    page = PageBuilder().grid(xs, (*YS, 220.0)).cells(XS, YS, [["a", "b", "c"], ["d", "e", "f"], ["g", "h", "i"]])
    (table,) = tables_of(blocks_of(page))
    assert matrix(table) == [["a", "b", "c"], ["d", "e", "f"], ["g", "h", "i"]]
    assert table.places[0].box == (50, 100, 350, 190)


def test_blank_column_under_a_heading_stays():
    page = PageBuilder().grid(XS, YS).cells(XS, YS, [["a", "b", "R9"], ["d", "e", ""], ["g", "h", ""]])
    (table,) = tables_of(blocks_of(page))
    assert (table.n_rows, table.n_cols) == (3, 3)


def test_nested_form():
    outer = PageBuilder().grid((50.0, 120.0, 400.0), (100.0, 130.0, 240.0))
    outer.text(55, 105, "施策名").text(130, 105, "窓口改革").text(55, 140, "指標")
    outer.grid((140.0, 240.0, 340.0), (150.0, 180.0, 210.0))
    outer.cells((140.0, 240.0, 340.0), (150.0, 180.0, 210.0), [["件数", "目標"], ["10", "20"]])
    form, inner = tables_of(blocks_of(outer))
    assert matrix(form) == [["施策名", "窓口改革"], ["指標", ""]]
    assert matrix(inner) == [["件数", "目標"], ["10", "20"]]


def test_headings_over_boxes_are_level_though_one_has_a_second_line():
    page = PageBuilder()
    page.rect(340, 100, 405, 114, fill="#dbe9f7").text(355, 103, "現状値", size=8)
    page.rect(450, 100, 515, 128, fill="#dbe9f7").text(452, 103, "目標値（2033年", size=8).text(
        470, 115, "度）", size=8
    )
    for top, name, now, aim in ((140, "1日の利用者数", "46人", "600人"), (180, "満足している人の割合", "22%", "40%")):
        page.rect(40, top, 330, top + 27, stroke="#888888").text(50, top + 8, name)
        page.text(360, top, now, size=12).text(352, top + 20, "(2022年度)", size=8)
        page.text(470, top + 8, aim, size=12)
    (table,) = tables_of(blocks_of(page))
    assert matrix(table) == [
        ["", "現状値", "目標値(2033年度)"],
        ["1日の利用者数", "46人 (2022年度)", "600人"],
        ["満足している人の割合", "22% (2022年度)", "40%"],
    ]


def test_figures_in_circles_below_headings_that_stand_over_them_are_rows():
    page = PageBuilder().text(340, 100, "現状（R6）").text(470, 100, "目標（R11）")
    for top, name, now, aim in ((130, "申請の利用率", "28%", "60%"), (220, "窓口の利用件数", "45件", "90件")):
        page.rect(40, top + 18, 300, top + 52, fill="#ddeeff").text(50, top + 28, name)
        page.rect(330, top, 420, top + 70, fill="#cccccc").text(360, top + 30, now)
        page.rect(460, top, 550, top + 70, fill="#88bbee").text(490, top + 30, aim)
    (table,) = tables_of(blocks_of(page))
    assert matrix(table) == [
        ["", "現状(R6)", "目標(R11)"],
        ["申請の利用率", "28%", "60%"],
        ["窓口の利用件数", "45件", "90件"],
    ]
