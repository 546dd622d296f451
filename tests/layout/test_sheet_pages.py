"""Wide sheets that are printed on pages side by side become one table; tables that only look alike stay apart."""

from __future__ import annotations

from dxextract.schema.document import Table
from tests.layout.pages import PageBuilder, blocks_of, matrix, tables_of

LEFT, RIGHT = (40.0, 80.0, 300.0, 470.0), (40.0, 200.0, 330.0, 400.0)
YS = (100.0, 130.0, 160.0, 190.0, 220.0)


def page(number: int, xs: tuple[float, ...], rows: list[str], *, ys: tuple[float, ...] = YS) -> PageBuilder:
    builder = PageBuilder(number=number).grid(xs, ys)
    for y, row in zip(ys, rows, strict=False):
        for x, text in zip(xs, row.split("|"), strict=False):
            builder.text(x + 4, y + 8, text.strip())
    return builder


def tables_of_pages(*pages: PageBuilder) -> list[Table]:
    return tables_of(blocks_of(*pages))


LEFT_1 = ["番号 | 取組 | 内容", "1 | 電子申請 | 広げる", "2 | 窓口 | 改める", "3 | 防災 | 伝える"]
RIGHT_1 = ["指標 | 現状 | 目標", "件数 | 10 | 20", "時間 | 5 | 3", "人数 | 7 | 9"]
LEFT_2 = ["番号 | 取組 | 内容", "4 | 人材 | 育てる", "5 | 端末 | 配る", "6 | 公開 | 増やす"]
RIGHT_2 = ["指標 | 現状 | 目標", "修了者 | 1 | 8", "台数 | 2 | 6", "種類 | 4 | 5"]
WHOLE = [a.split(" | ") + b.split(" | ") for a, b in zip(LEFT_1, RIGHT_1, strict=True)]
BELOW = [a.split(" | ") + b.split(" | ") for a, b in zip(LEFT_2[1:], RIGHT_2[1:], strict=True)]


def test_two_parts_of_one_sheet_are_one_table():
    (table,) = tables_of_pages(page(1, LEFT, LEFT_1), page(2, RIGHT, RIGHT_1))
    assert matrix(table) == WHOLE
    assert [place.page for place in table.places] == [1, 2]
    assert {cell.page for cell in table.cells if cell.col >= 3} == {2}


def test_down_before_over_and_over_before_down_give_the_same():
    down = tables_of_pages(
        page(1, LEFT, LEFT_1), page(2, LEFT, LEFT_2), page(3, RIGHT, RIGHT_1), page(4, RIGHT, RIGHT_2)
    )
    over = tables_of_pages(
        page(1, LEFT, LEFT_1), page(2, RIGHT, RIGHT_1), page(3, LEFT, LEFT_2), page(4, RIGHT, RIGHT_2)
    )
    assert [matrix(table) for table in down] == [matrix(table) for table in over] == [WHOLE + BELOW]


def test_columns_printed_again_on_the_right_page_are_kept_once():
    again = ["番号 | 指標 | 目標", "1 | 件数 | 20", "2 | 時間 | 3", "3 | 人数 | 9"]
    (table,) = tables_of_pages(page(1, LEFT, LEFT_1), page(2, (40.0, 80.0, 250.0, 330.0), again))
    assert [row[3:] for row in matrix(table)] == [["指標", "目標"], ["件数", "20"], ["時間", "3"], ["人数", "9"]]


def test_tables_with_titles_or_room_or_other_rows_stay_apart():
    titled = page(2, RIGHT, RIGHT_1).text(40, 70, "成果指標の一覧")
    roomy = page(1, (40.0, 80.0, 200.0, 300.0), LEFT_1)
    taller = page(2, RIGHT, RIGHT_1, ys=(100.0, 125.0, 165.0, 185.0, 220.0))
    assert len(tables_of_pages(page(1, LEFT, LEFT_1), titled)) == 2
    assert len(tables_of_pages(roomy, page(2, RIGHT, RIGHT_1))) == 2
    assert len(tables_of_pages(page(1, LEFT, LEFT_1), taller)) == 2


def test_forms_of_one_template_stay_apart():
    labels = ["番号", "取組", "内容", "効果"]
    forms = [page(n, LEFT, [f"{label} | {n} | 電子申請{n}" for label in labels]) for n in (1, 2, 3)]
    assert [matrix(table)[0][2] for table in tables_of_pages(*forms)] == ["電子申請1", "電子申請2", "電子申請3"]


def test_a_list_goes_on_below_without_its_header():
    rows = [LEFT_1, ["4 | 人材 | 育てる", "5 | 端末 | 配る", "6 | 公開 | 増やす", "7 | 会議 | 減らす"]]
    (table,) = tables_of_pages(*(page(n, LEFT, texts) for n, texts in enumerate(rows, 1)))
    assert [line[0] for line in matrix(table)] == ["番号", "1", "2", "3", "4", "5", "6", "7"]
