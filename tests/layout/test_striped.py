"""Lists that only stripes rule: rows at their edges and inside them, headings over several columns, what is none."""

from __future__ import annotations

from tests.layout.pages import PageBuilder, blocks_of, matrix, tables_of, texts_of

HEAD, SHADE = "#1f4e79", "#deeaf6"
XS = (50.0, 100.0, 250.0, 350.0, 430.0, 520.0)


def row(page: PageBuilder, top: float, texts: list[str], height: float = 20.0) -> None:
    for x, text in zip(XS, texts, strict=False):
        page.text(x + 4, top + (height - 10) / 2, text)


def test_rows_of_every_other_stripe():
    page = PageBuilder().rect(50, 100, 520, 120, fill=HEAD)
    row(page, 100, ["番号", "取組", "指標", "現状", "目標"])
    for n in range(5):
        top = 120 + 20 * n
        if n % 2:
            page.rect(50, top, 520, top + 20, fill=SHADE)
        row(page, top, [f"1-{n}", "電子申請の拡大", "申請件数", str(n), str(10 * n)])
    (table,) = tables_of(blocks_of(page))
    assert matrix(table)[0] == ["番号", "取組", "指標", "現状", "目標"]
    assert [line[0] for line in matrix(table)[1:]] == ["1-0", "1-1", "1-2", "1-3", "1-4"]


def test_several_rows_in_one_stripe_and_wrapped_texts():
    page = PageBuilder().rect(50, 100, 520, 120, fill=HEAD)
    row(page, 100, ["番号", "取組", "指標", "現状", "目標"])
    for n in range(4):
        top = 120 + 40 * n
        if n % 2:
            page.rect(50, top, 520, top + 40, fill=SHADE)
        row(page, top, [f"{n}", "電子申請を広げ", "件数", "1", "2"])
        page.text(XS[1] + 4, top + 22, "る取組")
        row(page, top + 18, ["", "", "割合", "30", "40"], height=24)
    (table,) = tables_of(blocks_of(page))
    assert [line[2:] for line in matrix(table)[1:3]] == [["件数", "1", "2"], ["割合", "30", "40"]]
    assert len(matrix(table)) == 9


def test_a_heading_over_several_columns():
    page = PageBuilder().rect(50, 100, 520, 130, fill=HEAD)
    page.text(54, 110, "番号").text(104, 110, "取組").text(360, 103, "年度別計画")
    for x, year in zip(XS[2:], ("2025", "2026", "2027"), strict=False):
        page.text(x + 30, 118, year)
    for n in range(4):
        top = 130 + 20 * n
        if n % 2:
            page.rect(50, top, 520, top + 20, fill=SHADE)
        row(page, top, [f"1-{n}", "電子申請", "　　○", "　　●", "　　●"])
    (table,) = tables_of(blocks_of(page))
    assert [(c.text, c.col_span) for c in table.cells if c.row == 0] == [("番号", 1), ("取組", 1), ("年度別計画", 3)]
    assert [c.text for c in table.cells if c.row == 1] == ["2025", "2026", "2027"]


def test_one_coloured_box_below_another_is_no_table():
    page = PageBuilder().rect(50, 100, 520, 120, fill=HEAD).text(60, 105, "基本方針1 便利なまち")
    page.rect(50, 120, 520, 160, fill=SHADE).text(60, 130, "町民が来庁しなくても手続を済ませられるようにします。")
    page.rect(50, 180, 520, 220, fill=SHADE).text(60, 190, "職員が少なくても仕事が回るようにします。")
    blocks = blocks_of(page)
    assert tables_of(blocks) == []
    assert len(texts_of(blocks)) == 3


def test_the_same_label_in_all_columns_row_after_row_is_one_of_cards():
    page = PageBuilder()
    names = ("1-1 移動販売", "1-2 健康相談", "1-3 光回線")
    for n, name in enumerate(names):
        x = 40 + 170 * n
        page.rect(x, 60, x + 166, 84, fill="#a61c3c").text(x + 20, 66, name, color="#ffffff")
        for row, (label, said) in enumerate([("課題", "足がない"), ("取組", "公開する"), ("担当", f"{'住産総'[n]}課")]):
            y = 90 + 70 * row
            page.rect(x, y, x + 166, y + 16, fill="#f8d7de").text(x + 70, y + 3, label)
            page.rect(x, y + 16, x + 166, y + 62, stroke="#a61c3c").text(x + 6, y + 22, said)
    blocks = blocks_of(page)
    assert tables_of(blocks) == []
    said = [
        name
        for n, name in enumerate(names)
        for name in (name, "課題", "足がない", "取組", "公開する", "担当", f"{'住産総'[n]}課")
    ]
    assert texts_of(blocks) == said
