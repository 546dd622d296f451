"""Charts, diagrams and aligned cards: what is a figure, what is a table, what is text."""

from __future__ import annotations

import pytest

from dxextract.schema.document import Paragraph
from tests.layout.pages import PageBuilder, blocks_of, figures_of, matrix, tables_of, texts_of

PROSE = "人口の推移を見ると減少の傾向が続いており、今後も続くと見込まれる。"


def bar_chart(page: PageBuilder, heights=(60, 80, 40, 90)) -> PageBuilder:
    page.line(100, 300, 400, 300).line(100, 180, 100, 300)
    for n, height in enumerate(heights):
        x = 130 + 60 * n
        page.rect(x, 300 - height, x + 25, 300, fill="#4472c4").text(x, 288 - height, str(1000 * height), size=7)
        page.text(x, 304, f"R{n + 1}", size=7)
    for n in range(4):
        page.text(70, 296 - 30 * n, str(n * 100), size=7)
    return page


def test_bar_chart_is_a_figure():
    blocks = blocks_of(bar_chart(PageBuilder().text(60, 100, PROSE)))
    (figure,) = figures_of(blocks)
    assert {"R1", "R2", "60000", "300"} <= {p.text for p in figure.passages}
    assert texts_of(blocks) == [PROSE]
    assert tables_of(blocks) == []


def test_charts_in_cards_side_by_side_are_one_each():
    page = PageBuilder()
    for left in (40, 240):
        page.rect(left, 60, left + 190, 90, fill="#ffc000").text(left + 60, 70, "参加者数")
        page.rect(left, 90, left + 190, 300, stroke="#ffc000")
        for n, height in enumerate((60, 80, 40, 90)):
            x = left + 30 + 38 * n
            page.rect(x, 260 - height, x + 15, 260, fill="#4472c4").text(x, 248 - height, str(height), size=7)
            page.text(x, 266, f"R{n + 1}", size=7)
    one, other = figures_of(blocks_of(page))
    assert one.passages[0].segments[0].place.box[2] < 230 < other.passages[0].segments[0].place.box[0]
    assert {"R1", "R4", "60"} <= {p.text for p in one.passages} & {p.text for p in other.passages}


def test_gridlines_of_a_chart_are_no_table():
    page = bar_chart(PageBuilder())
    for y in (180, 210, 240, 270):
        page.line(100, y, 400, y)
    for x in (100, 200, 300, 400):
        page.line(x, 180, x, 300)
    blocks = blocks_of(page)
    assert tables_of(blocks) == []
    assert len(figures_of(blocks)) == 1


def test_line_chart_is_a_figure():
    page = PageBuilder().text(60, 100, PROSE).line(100, 300, 400, 300)
    page.curve([(100, 290), (160, 260), (220, 270), (280, 220), (340, 200), (400, 190)])
    page.text(95, 305, "2020", size=7).text(390, 305, "2025", size=7)
    blocks = blocks_of(page)
    assert [p.text for p in figures_of(blocks)[0].passages] == ["2020", "2025"]


def test_bars_of_a_schedule_are_no_chart():
    xs = (50.0, 100.0, 200.0, 300.0, 400.0)
    ys = (100.0, 120.0, 150.0, 180.0, 210.0)
    page = PageBuilder().grid(xs, ys).cells(xs, ys, [["", "R6", "R7", "R8"], ["a"], ["b"], ["c"]])
    for n, (end, text) in enumerate([(190, "検討"), (290, "構築"), (390, "運用")]):
        page.rect(102, 126 + 30 * n, end, 144 + 30 * n, fill="#bdd7ee").text(110, 130 + 30 * n, text)
    blocks = blocks_of(page)
    assert figures_of(blocks) == []
    assert len(tables_of(blocks)[0].bars) == 3


def test_prose_over_a_drawing_stays_text():
    page = bar_chart(PageBuilder()).text(110, 183, PROSE)
    assert texts_of(blocks_of(page)) == [PROSE]


def test_linked_boxes_are_a_diagram():
    page = PageBuilder().text(60, 50, "推進体制は次のとおりとする。")
    page.rect(200, 100, 320, 130, stroke="#000000").text(220, 110, "推進本部")
    for n, text in enumerate(["総務部", "市民部"]):
        page.rect(100 + 200 * n, 200, 220 + 200 * n, 230, stroke="#000000").text(120 + 200 * n, 210, text)
        page.line(160 + 200 * n, 165, 160 + 200 * n, 200)
    page.line(160, 165, 360, 165).line(260, 130, 260, 165)
    blocks = blocks_of(page)
    assert sorted(p.text for p in figures_of(blocks)[0].passages) == ["市民部", "推進本部", "総務部"]
    assert texts_of(blocks) == ["推進体制は次のとおりとする。"]


def test_boxes_with_sentences_stay_text_though_arrows_lead_from_one_to_the_next():
    page = PageBuilder()
    said = ["手続に時間がかかります。", "予約の受付を始めます。", "待ち時間を短くします。"]
    for n, text in enumerate(said):
        x = 40 + 180 * n
        page.rect(x, 100, x + 150, 150, stroke="#000000").text(x + 6, 120, text)
    for x in (191, 371):
        page.line(x, 125, x + 28, 125)
    assert figures_of(blocks_of(page)) == []
    assert texts_of(blocks_of(page)) == said


def test_cards_without_links_are_text():
    page = PageBuilder()
    for n, text in enumerate(["窓口改革", "人材育成", "情報基盤"]):
        page.rect(60, 100 + 60 * n, 300, 140 + 60 * n, stroke="#000000").text(70, 110 + 60 * n, text)
    blocks = blocks_of(page)
    assert figures_of(blocks) == []
    assert texts_of(blocks) == ["窓口改革", "人材育成", "情報基盤"]


def test_chain_of_years_is_no_diagram():
    page = PageBuilder()
    for n, year in enumerate(["2024年度", "2025年度", "2026年度"]):
        page.rect(60 + 150 * n, 100, 160 + 150 * n, 130, stroke="#000000").text(70 + 150 * n, 110, year)
    for x in (160, 310):
        page.line(x, 115, x + 50, 115)
    assert figures_of(blocks_of(page)) == []


def cards(values=(("120件", "300件"), ("—", "10業務"))) -> PageBuilder:
    page = PageBuilder().rect(290, 76, 370, 92, fill="#e3eef9").text(310, 79, "基準値")
    page.rect(420, 76, 510, 92, fill="#e3eef9").text(430, 79, "令和12年度")
    for n, (name, (base, target)) in enumerate(zip(["電子申請の件数", "見直した業務"], values, strict=True)):
        top = 100 + 50 * n
        page.rect(30, top, 280, top + 38, stroke="#bfbfbf").text(40, top + 14, name)
        page.text(330 - 5 * len(base), top + 14, base).text(465 - 5 * len(target), top + 14, target, bold=True)
        page.arrow(380, top + 10, 412, top + 28)
    return page


def test_indicator_cards_are_a_table():
    blocks = blocks_of(cards())
    (table,) = tables_of(blocks)
    assert matrix(table) == [
        ["", "基準値", "令和12年度"],
        ["電子申請の件数", "120件", "300件"],
        ["見直した業務", "—", "10業務"],
    ]
    assert table.header_rows == 1
    assert texts_of(blocks) == []


def test_a_wrapped_value_belongs_to_the_card_it_stands_beside():
    page = PageBuilder().text(310, 79, "基準値").text(430, 79, "令和12年度")
    for top, name, target in ((100, "電子申請の件数", "300件"), (136, "時間外勤務の時間", "減少")):
        page.rect(30, top, 280, top + 31, stroke="#bfbfbf").text(40, top + 10, name).text(440, top + 10, target)
    for top, text in ((106, "120件"), (119, "(R6)"), (133, "11.4"), (145, "時間"), (157, "(R6)")):
        page.text(325 - 5 * sum(0.5 if char.isascii() else 1 for char in text), top, text)
    (table,) = tables_of(blocks_of(page))
    rows = [[text.replace(" ", "") for text in row] for row in matrix(table)]
    assert rows[1:] == [["電子申請の件数", "120件(R6)", "300件"], ["時間外勤務の時間", "11.4時間(R6)", "減少"]]


def test_cards_with_sentences_are_no_table():
    blocks = blocks_of(cards((("窓口の改善を図る", "職員研修を行う"), ("体制を整える", "計画を見直す"))))
    assert tables_of(blocks) == []


def test_lying_bars_between_gridlines_are_a_figure():
    page = PageBuilder()
    for x in (100, 160, 220, 280, 340):
        page.line(x, 100, x, 220)
    for y in (100, 220):
        page.line(100, y, 340, y)
    for n, length in enumerate([60, 200, 110, 150]):
        top = 108 + 28 * n
        page.rect(100, top, 100 + length, top + 16, fill="#ed7d31").text(104 + length, top + 4, str(length), size=7)
        page.text(70, top + 4, f"{20 + 10 * n}代", size=7)
    blocks = blocks_of(page)
    assert tables_of(blocks) == []
    assert len(figures_of(blocks)) == 1


def test_wavy_line_through_a_table_is_no_chart():
    xs, ys = (50.0, 150.0, 220.0, 290.0), (100.0, 120.0, 140.0, 160.0)
    texts = [["施策", "R5", "R6"], ["窓口の改善", "4.5%", "5.0%"], ["人材の育成", "2.7%", "3.1%"]]
    page = PageBuilder().grid(xs, ys).cells(xs, ys, texts)
    page.curve([(50, 142), (100, 130), (150, 142), (200, 130), (250, 142), (290, 130)])
    (table,) = tables_of(blocks_of(page))
    assert matrix(table) == texts


def stacked_bar(page: PageBuilder, texts=("58%", "12%", "30%")) -> PageBuilder:
    x = 100.0
    for text, length, fill in zip(texts, (116, 24, 60), ("#8faadc", "#f4b183", "#bfbfbf"), strict=True):
        page.rect(x, 200, x + length, 226, fill=fill).text(x + length / 2 - 8, 209, text, size=7)
        x += length
    return page


def test_a_bar_of_coloured_parts_is_a_figure():
    (figure,) = figures_of(blocks_of(stacked_bar(PageBuilder()).text(60, 100, PROSE)))
    assert [p.text for p in figure.passages] == ["58%", "12%", "30%"]


def test_coloured_labels_in_a_row_are_no_figure():
    assert figures_of(blocks_of(stacked_bar(PageBuilder(), ("現状", "課題", "対応")))) == []


def test_coloured_labels_of_forms_below_one_another_are_no_chart():
    page = PageBuilder()
    for n, width in enumerate((52.0, 54.0, 56.0)):
        xs, ys = (50.0, 50.0 + width, 300.0), (100.0 + 80 * n, 130.0 + 80 * n, 160.0 + 80 * n)
        page.grid(xs, ys).cells(xs, ys, [["指標", "受講者の数"], ["年度", "令和8年度"]])
        for top in ys[:2]:
            page.rect(50, top, 50 + width, top + 30, fill="#e2efda")
    blocks = blocks_of(page)
    assert figures_of(blocks) == []
    assert [matrix(table) for table in tables_of(blocks)] == [[["指標", "受講者の数"], ["年度", "令和8年度"]]] * 3


def test_bars_side_by_side_are_no_table():
    page = PageBuilder().line(100, 300, 300, 300)
    for n in range(40):
        x, height = 100 + 4 * n, 30 + 50 * (n % 3)
        page.rect(x, 300 - height, x + 4, 300, fill="#4472c4").line(x, 190, x, 300)
    page.rect(100, 190, 260, 300, stroke="#000000").line(100, 205, 260, 205)
    page.text(104, 194, "最高の年は", size=6).text(180, 194, "最低の年は", size=6)
    page.text(104, 230, "人口", size=6).text(180, 250, "世帯", size=6)
    blocks = blocks_of(page)
    assert tables_of(blocks) == []
    assert len(figures_of(blocks)) == 1


@pytest.mark.parametrize(
    ("x", "text", "is_caption"),
    [
        (116, "【窓口の様子】", True),
        (60, "【窓口の様子】", False),
        (105, "駅前のにぎわい広場", True),
        (50, "本市では、窓口に来なくても済むように手続を変えていきます。皆さんもお使いください。", False),
    ],
    ids=["centred", "at the left edge", "centred without brackets", "prose"],
)
def test_a_line_as_large_as_the_text_below_a_picture(x, text, is_caption):
    page = PageBuilder()
    page.images.append((50, 100, 250, 220))
    page.text(x, 226, text).paragraph(50, 300, ["窓口を変えるために、次のことに取り組みます。"] * 4)
    line = next(b for b in blocks_of(page) if isinstance(b, Paragraph) and b.text == text)
    assert (line.role == "caption") is is_caption
