"""Drawn bars over a grid of years: what they cover, and the sub-rows of stacked ones."""

from __future__ import annotations

import pytest

from dxextract.layout.drawn.bars import bind_bars
from dxextract.layout.drawn.overlays import Overlay, is_pointed, split_arrows
from dxextract.layout.model import Grid, GridCell
from dxextract.layout.tolerances import DEFAULT
from dxextract.schema.raw import Shape
from tests.layout.pages import PageBuilder, blocks_of, matrix, spans, tables_of

XS = (50.0, 100.0, 200.0, 300.0, 400.0)
YEARS = ["番号", "R6", "R7", "R8"]


def schedule(*rows: str, height: float = 30.0) -> PageBuilder:
    """A ruled grid with years in its head and one row for each label."""
    ys = [100.0, 120.0, *(120.0 + height * (n + 1) for n in range(len(rows)))]
    return PageBuilder().grid(XS, ys).cells(XS, ys, [YEARS, *([label] for label in rows)])


def bars_of(page: PageBuilder):
    (table,) = tables_of(blocks_of(page))
    return table, [(b.row, b.col_start, b.col_end, b.passage.text if b.passage else None) for b in table.bars]


@pytest.mark.parametrize(
    ("x0", "x1", "columns"),
    [
        (102, 298, (1, 2)),
        (102, 398, (1, 3)),
        (205, 295, (2, 2)),
        (102, 240, (1, 1)),  # less than half of R7
        (102, 260, (1, 2)),  # more than half of R7
        (160, 398, (2, 3)),  # less than half of R6
        (210, 240, (2, 2)),  # short, but all of it lies in R7
        (180, 230, (2, 2)),  # most of it lies in R7
    ],
)
def test_columns_by_extent(x0, x1, columns):
    page = schedule("①").arrow(x0, 124, x1, 146).text(x0 + 2, 130, "導入")
    table, bars = bars_of(page)
    assert bars == [(1, *columns, "導入")]
    assert spans(table)["導入"] == (1, columns[1] - columns[0] + 1)


@pytest.mark.parametrize(
    ("x", "text"),
    [(280, "全窓口"), (350, None)],
    ids=["over its middle", "elsewhere"],
)
def test_a_thin_arrow_takes_what_stands_far_above_its_middle(x, text):
    page = schedule("①", height=50).arrow(202, 158, 398, 168).text(x, 128, "全窓口")
    _, bars = bars_of(page)
    assert [bar[1:] for bar in bars] == [(2, 3, text)]


def test_a_thin_arrow_takes_all_lines_of_the_text_above_it():
    page = schedule("①", height=50).arrow(102, 152, 198, 162).text(106, 126, "講座の開催").text(106, 138, "（年20回）")
    _, bars = bars_of(page)
    assert [bar[1:] for bar in bars] == [(1, 1, "講座の開催(年20回)")]


def test_text_of_a_bar_that_crosses_columns_is_whole():
    page = schedule("①").arrow(102, 124, 398, 146).text(170, 130, "ワンストップ窓口の設置を検討")
    table, bars = bars_of(page)
    assert bars == [(1, 1, 3, "ワンストップ窓口の設置を検討")]
    assert matrix(table)[1] == ["①", "ワンストップ窓口の設置を検討", "", ""]


def test_bars_one_after_the_other_share_a_row():
    page = (
        schedule("①").arrow(102, 124, 198, 146).text(110, 130, "検討").arrow(202, 124, 398, 146).text(220, 130, "導入")
    )
    table, _ = bars_of(page)
    assert matrix(table) == [YEARS, ["①", "検討", "導入", ""]]


def test_stacked_bars_get_rows_of_their_own():
    page = schedule("①", height=60.0)
    page.arrow(102, 124, 298, 146).text(120, 130, "検討").arrow(202, 152, 398, 174).text(220, 158, "導入")
    table, bars = bars_of(page)
    assert matrix(table) == [YEARS, ["①", "検討", "", ""], ["", "", "導入", ""]]
    assert spans(table)["①"] == (2, 1)
    assert bars == [(1, 1, 2, "検討"), (2, 2, 3, "導入")]


def test_bars_at_one_height_in_one_column_get_rows_of_their_own():
    page = schedule("①")
    page.arrow(102, 124, 148, 146).text(105, 130, "検討").arrow(150, 124, 198, 146).text(155, 130, "試行")
    table, _ = bars_of(page)
    assert [row[1] for row in matrix(table)[1:]] == ["検討", "試行"]


def test_bar_below_the_text_of_its_cell():
    page = schedule("①", height=50.0).text(110, 124, "仕様策定").arrow(102, 144, 298, 164).text(120, 149, "実施")
    table, _ = bars_of(page)
    assert matrix(table) == [YEARS, ["①", "仕様策定", "", ""], ["", "実施", "", ""]]


def test_bars_below_the_years_stand_below_the_header():
    ys = [100.0, 150.0, 180.0]
    page = PageBuilder().grid(XS, ys).cells(XS, ys, [["年度", *YEARS[1:]], ["A市"]])
    page.rect(105, 122, 195, 142, fill="#e9e9e9").text(110, 127, "事前の準備").arrow(202, 156, 398, 174).text(
        210, 160, "運用"
    )
    table, bars = bars_of(page)
    assert matrix(table) == [["年度", *YEARS[1:]], ["", "事前の準備", "", ""], ["A市", "", "運用", ""]]
    assert table.header_rows == 1
    assert bars == [(1, 1, 1, "事前の準備"), (2, 2, 3, "運用")]


def test_bar_over_several_rows_spans_them():
    page = schedule("①", "②").rect(205, 124, 295, 176, fill="#e9e9e9").column(245, 128, "有識者", leading=1.1)
    table, bars = bars_of(page)
    assert bars == [(1, 2, 2, "有識者")]
    assert spans(table)["有識者"] == (2, 1)


def test_line_with_a_head_takes_the_text_above_it():
    page = schedule("①").text(120, 124, "順次拡大").line(104, 140, 288, 140)
    page.curve([(288, 137), (296, 140), (288, 143)], fill="#000000")
    table, bars = bars_of(page)
    assert bars == [(1, 1, 2, "順次拡大")]
    assert matrix(table)[1] == ["①", "順次拡大", "", ""]


def test_arrow_over_blank_cells_leads_on_from_the_cell_before_it():
    page = schedule("①").text(110, 135, "開館").arrow(170, 122, 398, 130)
    table, bars = bars_of(page)
    assert bars == [(1, 1, 3, "開館")]
    assert matrix(table)[1] == ["①", "開館", "", ""]


def test_arrow_over_a_cell_that_says_something_takes_nothing_from_the_one_before():
    page = schedule("①", height=50.0).text(110, 155, "開館").text(250, 155, "検証").arrow(205, 122, 398, 130)
    _, bars = bars_of(page)
    assert bars == [(1, 2, 3, None)]


def test_bar_without_text_stays_alone():
    table, bars = bars_of(schedule("①").arrow(202, 124, 398, 146))
    assert bars == [(1, 2, 3, None)]
    assert matrix(table)[1] == ["①", "", "", ""]


def test_cells_without_bars_stay_as_they_are():
    page = schedule("①", "②").arrow(102, 124, 298, 146).text(110, 130, "検討").text(210, 160, "運用")
    table, _ = bars_of(page)
    assert matrix(table)[2] == ["②", "", "運用", ""]


@pytest.mark.parametrize("head", [["項目", "内容", "担当", "備考"], ["指標", "基準値", "目標値", "単位"]])
def test_boxes_in_a_grid_without_times_are_no_bars(head):
    ys = [100.0, 120.0, 150.0]
    page = PageBuilder().grid(XS, ys).cells(XS, ys, [head, ["①"]])
    page.rect(110, 126, 180, 144, fill="#c00000").text(120, 130, "重点")
    table, bars = bars_of(page)
    assert bars == []
    assert matrix(table)[1] == ["①", "重点", "", ""]


def test_small_arrow_between_two_values_is_no_bar():
    ys = [100.0, 120.0, 150.0]
    page = PageBuilder().grid(XS, ys).cells(XS, ys, [["指標", "現状値", "", "目標値"], ["利用率", "45%", "", "70%"]])
    table, bars = bars_of(page.arrow(190, 128, 212, 142))
    assert bars == []
    assert matrix(table)[1] == ["利用率", "45%", "", "70%"]


def test_shading_behind_a_cells_text_is_no_bar():
    ys = [100.0, 120.0, 140.0]
    page = PageBuilder().grid(XS, ys).cells(XS, ys, [YEARS, ["目標", "120", "150", "180"]])
    table, bars = bars_of(page.rect(105, 120, 195, 140, fill="#9cc2e5"))
    assert bars == []
    assert matrix(table)[1] == ["目標", "120", "150", "180"]


@pytest.mark.parametrize(
    ("points", "pointed"),
    [
        ([(0, 0), (80, 0), (100, 10), (80, 20), (0, 20)], True),  # pentagon
        ([(0, 5), (80, 5), (80, 0), (100, 10), (80, 20), (80, 15), (0, 15)], True),  # block arrow
        ([(0, 2), (197, 2), (197, 0), (200, 4), (197, 8), (197, 6), (0, 6)], True),  # long, with a short head
        ([(0, 10), (20, 0), (100, 0), (100, 20), (20, 20)], True),  # to the left
        ([(0, 0), (80, 0), (100, 10), (80, 20), (0, 20), (20, 10)], True),  # chevron
        ([(10, 0), (90, 0), (100, 20), (0, 20)], False),  # trapezium
        ([(5, 0), (95, 0), (100, 5), (100, 15), (95, 20), (5, 20), (0, 15), (0, 5)], False),  # rounded
    ],
)
def test_pointed_outlines(points, pointed):
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    shape = Shape("curve", (min(xs), min(ys), max(xs), max(ys)), tuple(points), "#cccccc", None, 0.0)
    assert is_pointed(shape) is pointed


def test_only_lines_with_heads_are_arrows():
    head = Shape("curve", (98, 97, 106, 103), ((98, 97), (106, 100), (98, 103)), "#000000", None, 0.0)
    arrow = Shape("line", (10, 100, 98, 100), ((10, 100), (98, 100)), None, "#000000", 1.0)
    ruling = Shape("line", (10, 200, 98, 200), ((10, 200), (98, 200)), None, "#000000", 1.0)
    rest, arrows = split_arrows([head, arrow, ruling])
    assert [o.box for o in arrows] == [(10, 97, 106, 103)]
    assert arrow not in rest
    assert ruling in rest


def test_bars_keep_off_the_label_columns():
    grid = Grid(
        (0.0, 100.0, 200.0),
        (0.0, 20.0),
        (GridCell(0, 0, 1, 1, (0, 0, 100, 20)), GridCell(0, 1, 1, 1, (100, 0, 200, 20))),
    )
    bound = bind_bars(grid, [Overlay((40, 4, 190, 16), "bar", 0)], {}, {}, 0, 1, DEFAULT)
    assert [(b.col, b.col_end) for b in bound.bars] == [(1, 2)]


def line_with_head(page: PageBuilder, x0, x1, y) -> PageBuilder:
    return page.line(x0, y, x1, y).curve([(x1 - 4, y - 3), (x1, y), (x1 - 4, y + 3)], fill="#000000")


def test_a_text_before_a_line_is_carried_on_by_it():
    page = line_with_head(schedule("①").text(104, 130, "配備"), 165, 296, 135)
    assert bars_of(page)[1] == [(1, 1, 2, "配備")]


def test_a_text_before_another_bar_is_not_carried_on():
    page = line_with_head(line_with_head(schedule("①").text(104, 130, "配備"), 130, 190, 135), 205, 390, 135)
    assert bars_of(page)[1] == [(1, 1, 1, "配備"), (1, 2, 3, None)]


def test_a_ruling_that_ends_at_an_arrow_head_is_no_shaft() -> None:
    def line(x0: float, y: float, x1: float) -> Shape:
        return Shape("line", (x0, y, x1, y), ((x0, y), (x1, y)), None, "#000000", 0.5)

    head = Shape("curve", (392, 96, 400, 102), ((392, 96), (400, 99), (392, 102)), "#000000", None, 0.0)
    ruling, shaft = line(40, 102.5, 398), line(200, 99, 393)
    rest, arrows = split_arrows([ruling, shaft, head])
    assert ruling in rest
    assert [arrow.box for arrow in arrows] == [(200, 96, 400, 102)]


def undivided() -> PageBuilder:
    """A grid whose years stand over one undivided field."""
    ys = [100.0, 120.0, 150.0]
    page = PageBuilder().grid(XS, ys, missing={("v", 1, 2), ("v", 1, 3)})
    return page.cells(XS, ys, [YEARS, ["①"]])


@pytest.mark.parametrize("kind", ["arrow", "rect"])
def test_bars_that_fill_an_undivided_field_are_bars(kind):
    page = undivided()
    for x0, x1, text in ((101, 199, "検討"), (201, 399, "導入")):
        if kind == "arrow":
            page.arrow(x0, 122, x1, 148)
        else:
            page.rect(x0, 121, x1, 149, fill="#bdd7ee")
        page.text(x0 + 6, 130, text)
    _, bars = bars_of(page)
    assert bars == [(1, 1, 1, "検討"), (1, 2, 3, "導入")]


@pytest.mark.parametrize(
    ("x0", "x1"), [(101, 399), (112, 168)], ids=["paint of the whole field", "paint of a word in it"]
)
def test_paint_in_an_undivided_field_is_no_bar(x0, x1):
    page = undivided().rect(x0, 121, x1, 149, fill="#eeeeee").text(120, 130, "準備")
    _, bars = bars_of(page)
    assert bars == []
