"""Tables that go on over pages."""

from __future__ import annotations

import pytest

from tests.layout.pages import PageBuilder, blocks_of, matrix, spans, tables_of

XS = (50.0, 100.0, 250.0, 400.0)


def part(
    number: int, rows: list[list[str]], *, top: float = 80.0, header: bool = False, xs=XS, missing=()
) -> PageBuilder:
    ys = [top + 30 * n for n in range(len(rows) + 1)]
    page = PageBuilder(number).grid(xs, ys, missing=missing).cells(xs, ys, rows)
    if header:
        page.rect(xs[0], ys[0], xs[-1], ys[1], fill="#deeaf6")
    return page


HEAD = ["番号", "指標", "目標"]


def test_without_repeated_header():
    upper = part(1, [HEAD, ["①", "件数", "10"]], top=700, header=True)
    (table,) = tables_of(blocks_of(upper, part(2, [["②", "人数", "20"]])))
    assert matrix(table) == [HEAD, ["①", "件数", "10"], ["②", "人数", "20"]]
    assert [p.page for p in table.places] == [1, 2]
    assert [c.page for c in table.cells if c.col == 0] == [1, 1, 2]


def test_with_repeated_header():
    upper = part(1, [HEAD, ["①", "件数", "10"]], top=700, header=True)
    lower = part(2, [HEAD, ["②", "人数", "20"]], header=True)
    (table,) = tables_of(blocks_of(upper, lower))
    assert matrix(table) == [HEAD, ["①", "件数", "10"], ["②", "人数", "20"]]
    assert table.header_rows == 1


def test_over_three_pages():
    pages = [part(n, [HEAD, [str(n), "件数", "10"]], header=True) for n in (1, 2, 3)]
    (table,) = tables_of(blocks_of(*pages))
    assert [row[0] for row in matrix(table)] == ["番号", "1", "2", "3"]


def test_with_running_lines_between():
    pages = [part(n, [HEAD, [str(n), "件数", "10"]], header=True) for n in (1, 2, 3)]
    for page in pages:
        page.text(290, 760, str(page.number)).text(60, 30, "みどり野市DX推進計画", size=8)
    assert len(tables_of(blocks_of(*pages))) == 1


def test_label_cell_that_goes_on():
    upper = part(1, [HEAD, ["①", "件数", "10"]], top=700, header=True)
    (table,) = tables_of(blocks_of(upper, part(2, [["", "人数", "20"], ["②", "額", "30"]])))
    assert spans(table)["①"] == (2, 1)
    assert [row[1] for row in matrix(table)] == ["指標", "件数", "人数", "額"]


def test_row_parted_by_the_page_break():
    upper = part(1, [HEAD, ["①", "説明が右端まで続いていて次", "10"]], top=700, header=True)
    (table,) = tables_of(blocks_of(upper, part(2, [["", "の頁に及ぶ文", ""], ["②", "額", "30"]])))
    assert matrix(table) == [HEAD, ["①", "説明が右端まで続いていて次の頁に及ぶ文", "10"], ["②", "額", "30"]]


def test_a_row_whose_label_has_its_second_line_on_the_next_page():
    xs, head = (50.0, 110.0, 188.0, 254.0, 310.0), ["柱", "内容", "担当", "目標"]
    rows = [
        ["柱3", "手続を電子化し", "情報システ", "10"],
        ["新しい役場", "ます", "ム課", ""],
        ["", "次の取組", "税務課", "20"],
    ]

    def page(number: int, top: float, texts: list[list[str]]) -> PageBuilder:
        ys = [top + 14 * n for n in range(len(texts) + 1)]
        return PageBuilder(number).grid(xs, ys).cells(xs, ys, texts)

    (table,) = tables_of(blocks_of(page(1, 700, [head, rows[0]]), page(2, 80, rows[1:])))
    assert matrix(table)[1] == ["柱3 新しい役場", "手続を電子化します", "情報システム課", "10"]
    whole = page(1, 700, [head, ["柱3", "電子化", "税務課", "10"]])
    (table,) = tables_of(blocks_of(whole, page(2, 80, [["柱4", "窓口", "市民課", ""]])))
    assert [row[0] for row in matrix(table)] == ["柱", "柱3", "柱4"]


def test_a_bracket_that_a_label_leaves_open_is_closed_on_the_next_page():
    upper = part(1, [HEAD, ["R11(目標", "運用", "10"]], top=700, header=True)
    (table,) = tables_of(blocks_of(upper, part(2, [["年度)", "拡充", ""]])))
    assert [row[::2] for row in matrix(table)] == [HEAD[::2], ["R11(目標年度)", "10"]]
    whole = part(1, [HEAD, ["R11(目標)", "運用", "10"]], top=700, header=True)
    (table,) = tables_of(blocks_of(whole, part(2, [["R12(目標)", "拡充", ""], ["R13", "運用", "9"]])))
    assert [row[0] for row in matrix(table)] == ["番号", "R11(目標)", "R12(目標)", "R13"]


def test_merged_columns_on_the_next_page():
    upper = part(1, [HEAD, ["①", "件数", "10"]], top=700, header=True)
    lower = part(2, [["②", "通年で実施", ""]], missing=[("v", 0, 2)])
    (table,) = tables_of(blocks_of(upper, lower))
    assert spans(table)["通年で実施"] == (1, 2)
    assert table.n_cols == 3


def test_facing_pages_may_be_shifted():
    upper = part(1, [HEAD, ["①", "件数", "10"]], top=700, header=True)
    lower = part(2, [["②", "人数", "20"]], xs=tuple(x + 20 for x in XS))
    assert len(tables_of(blocks_of(upper, lower))) == 1


def test_another_header_begins_another_table():
    upper = part(1, [HEAD, ["①", "件数", "10"]], top=700, header=True)
    lower = part(2, [["番号", "用語", "説明"], ["1", "AI", "人工知能"]], header=True)
    assert len(tables_of(blocks_of(upper, lower))) == 2


def test_other_columns_begin_another_table():
    upper = part(1, [HEAD, ["①", "件数", "10"]], top=700, header=True)
    lower = part(2, [["②", "人数", "20"]], xs=(50.0, 160.0, 300.0, 400.0))
    assert len(tables_of(blocks_of(upper, lower))) == 2


def test_text_between_begins_another_table():
    upper = part(1, [HEAD, ["①", "件数", "10"]], top=700, header=True)
    lower = part(2, [["②", "人数", "20"]], top=120).text(60, 100, "■ 次の表")
    assert len(tables_of(blocks_of(upper, lower))) == 2


def test_a_page_between_begins_another_table():
    upper = part(1, [HEAD, ["①", "件数", "10"]], top=700, header=True)
    assert len(tables_of(blocks_of(upper, PageBuilder(2), part(3, [["②", "人数", "20"]])))) == 2


LABELS = (50.0, 120.0, 250.0, 400.0)
OTHERS = (50.0, 120.0, 190.0, 250.0, 320.0, 400.0)


def test_rows_below_a_label_whose_column_is_blank():
    upper = part(1, [["工程", "内容", "R7"], ["", "窓口", "構築"]], top=700, missing=[("h", 1, 0)])
    (table,) = tables_of(blocks_of(upper, part(2, [["", "予約", "運用"]])))
    assert [row[1:] for row in matrix(table)] == [["内容", "R7"], ["窓口", "構築"], ["予約", "運用"]]
    assert spans(table)["工程"] == (3, 1)


def test_a_form_with_other_columns_on_the_next_page():
    rows = [["指標", "研修を受講した職員の割", "80%"]]
    upper = part(1, [["取組", "研修", ""], *rows], top=700, xs=LABELS, missing=[("v", 0, 2)])
    lower = part(
        2, [["", "合", "", "", ""], ["工程", "R7", "R8", "R9", "R10"]], xs=OTHERS, missing=[("v", 0, 2), ("v", 0, 4)]
    )
    (table,) = tables_of(blocks_of(upper, lower))
    assert [c.text for c in table.cells if c.text] == [
        *("取組", "研修", "指標", "研修を受講した職員の割合", "80%"),
        *("工程", "R7", "R8", "R9", "R10"),
    ]


def test_other_columns_below_a_label_of_their_own_are_another_table():
    upper = part(1, [["指標", "名称", "目標"], ["①", "件数", "80%"]], top=700, xs=LABELS)
    assert len(tables_of(blocks_of(upper, part(2, [["工程", "R7", "R8", "R9", "R10"]], xs=OTHERS)))) == 2


def test_rows_whose_last_column_is_blank():
    upper = part(1, [["指標", "目標", "備考"], ["件数", "10", "R8開始"]], top=700, header=True)
    (table,) = tables_of(blocks_of(upper, part(2, [["人数", "20", ""]])))
    assert [row[:2] for row in matrix(table)] == [["指標", "目標"], ["件数", "10"], ["人数", "20"]]
    assert table.n_cols == 3


def test_a_header_at_the_end_of_a_page_has_its_blank_corner_back():
    upper = part(1, [["", "R7", "R8"]], top=730, header=True)
    lower = part(2, [["窓口", "検討", "実施"], ["証明書", "", "導入"]])
    (table,) = tables_of(blocks_of(upper, lower))
    assert matrix(table) == [["", "R7", "R8"], ["窓口", "検討", "実施"], ["証明書", "", "導入"]]


SHEET = [["番号", "施策名", "担当課"], ["現状と課題", "", "目指す姿"], ["主な取組", "", ""], ["指標", "現状", "目標"]]


def sheet(number: int, texts: list[str], *, top: float = 80.0) -> PageBuilder:
    rows = [row for label, text in zip(SHEET, texts, strict=True) for row in (label, [text, text, text])]
    return part(number, rows, top=top, header=True)


def test_forms_with_labels_over_their_contents_are_each_of_its_own():
    upper = sheet(1, ["1-1", "待ち時間が長い", "受付をまとめる", "利用率"], top=400)
    lower = sheet(2, ["1-2", "手間がかかる", "用紙を減らす", "枚数"])
    assert len(tables_of(blocks_of(upper, lower))) == 2


def test_a_list_whose_header_and_a_row_return_goes_on():
    upper = part(1, [HEAD, ["①", "件数", "10"], ["評価", "検証", "実施"]], top=600, header=True)
    lower = part(2, [HEAD, ["②", "人数", "20"], ["評価", "検証", "実施"], ["③", "額", "30"]], header=True)
    assert len(tables_of(blocks_of(upper, lower))) == 1


@pytest.mark.parametrize(
    ("last", "first", "tables"),
    [
        (["アプリの数", "6本", "60本"], ["利用者の数", "45人", "300人"], 1),
        (["アプリの数", "－", "60本"], ["利用者の数", "45人", "300人"], 1),
        (["アプリの数", "6本", "60本"], ["施策名", "担当課", "総務課"], 2),
        (["背景", "職員が足りない", "課題"], ["利用者の数", "45人", "300人"], 2),
    ],
)
def test_a_row_of_figures_goes_on_though_what_follows_has_other_columns(
    last: list[str], first: list[str], tables: int
) -> None:
    xs, other = (50.0, 220.0, 300.0, 400.0), (50.0, 137.0, 220.0, 300.0, 400.0)
    upper = part(1, [["指標", "現状値", "目標値"], last], top=700, xs=xs)
    rows = [[first[0], "", first[1], first[2]], ["令和7年度", "令和8年度", "令和9年度", "令和10年度"], ["設計"] * 4]
    lower = part(2, rows, xs=other, missing={("v", 0, 1)}, header=False)
    assert len(tables_of(blocks_of(upper, lower))) == tables
