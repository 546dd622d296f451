"""Running headers and footers, page numbers, footnotes and captions."""

from __future__ import annotations

import pytest

from tests.layout.pages import PageBuilder, blocks_of, tables_of, texts_of

TEXT = "計画の内容を説明する本文がここに続いている。"


def pages(count: int, header=None, footer=None) -> list[PageBuilder]:
    built = []
    for number in range(1, count + 1):
        page = PageBuilder(number)
        for n in range(5):
            page.text(60, 200 + 40 * n, f"{number}-{n}{TEXT}")
        if header:
            header(page)
        if footer:
            footer(page)
        built.append(page)
    return built


@pytest.mark.parametrize(
    "form", ["{}", "- {} -", "－{}－", "{}/9", "P.{}", "{}ページ"], ids=["bare", "dashes", "wide", "of", "p", "word"]
)
def test_page_numbers(form):
    blocks = blocks_of(*pages(5, footer=lambda p: p.text(290, 760, form.format(p.number))))
    assert len(texts_of(blocks, "page_number")) == 5


def test_a_footer_with_the_page_number_behind_a_name():
    blocks = blocks_of(*pages(5, footer=lambda p: p.text(420, 760, f"みどり野市 {p.number + 2}", size=8)))
    assert len(texts_of(blocks, "running")) == 5


def test_numbers_of_measures_at_the_top_are_no_page_numbers():
    blocks = blocks_of(*pages(5, header=lambda p: p.text(60, 40, f"取組{p.number}", size=16)))
    assert texts_of(blocks, "running") == []


def test_alternating_header_and_number():
    def mark(page):
        left = page.number % 2 == 0
        page.text(60 if left else 420, 40, "みどり野市DX推進計画", size=8)
        page.text(60 if left else 530, 760, str(page.number))

    blocks = blocks_of(*pages(6, header=mark))
    assert len(texts_of(blocks, "running")) == 6
    assert len(texts_of(blocks, "page_number")) == 6


def test_a_chapter_named_on_one_page_beside_the_title_on_others():
    def mark(page):
        left = page.number % 2 == 0
        page.text(60 if left else 420, 40, "みどり野市DX推進計画" if left else f"現状{page.number}の把握", size=8)
        if not left:
            page.text(60, 150, f"第{page.number}章 現状{page.number}の把握", size=18)

    blocks = blocks_of(*pages(6, header=mark))
    assert [t for t in texts_of(blocks, "running") if "把握" in t] == ["現状1の把握", "現状3の把握", "現状5の把握"]


def test_chapter_titles_of_a_header():
    chapters = ["第1章 趣旨", "第1章 趣旨", "第1章 趣旨", "第2章 施策", "第2章 施策", "第2章 施策"]
    blocks = blocks_of(*pages(6, header=lambda p: p.text(400, 40, chapters[p.number - 1], size=8)))
    assert texts_of(blocks, "running") == chapters


@pytest.mark.parametrize(("size", "running"), [(7, 6), (10, 0)], ids=["smaller than the text", "as large as it"])
def test_titles_of_short_chapters(size, running):
    chapters = [f"第{n}章 {title}" for n, title in ((1, "趣旨"), (2, "施策"), (3, "体制")) for _ in range(2)]
    blocks = blocks_of(*pages(6, header=lambda p: p.text(400, 40, chapters[p.number - 1], size=size)))
    assert len(texts_of(blocks, "running")) == running


@pytest.mark.parametrize(("numeral", "running"), [("11", 0), ("農業", 4)], ids=["a numeral", "other words"])
def test_a_word_above_the_numeral_of_each_title_is_no_running_title(numeral, running):
    def mark(page):
        page.rect(50, 30, 110, 90, fill="#b23a48").text(70, 45, "施策", size=8, color="#ffffff")
        page.text(66, 58, numeral, size=20, bold=True, color="#ffffff").text(130, 52, f"農業{page.number}", size=20)

    assert texts_of(blocks_of(*pages(4, header=mark)), "running").count("施策") == running


def test_first_title_that_serves_as_heading_stays():
    chapters = ["第1章 趣旨", "第1章 趣旨", "第1章 趣旨", "第2章 施策", "第2章 施策", "第2章 施策"]

    def band(page):
        page.rect(0, 30, 600, 60, fill="#1f5fa8")
        page.text(40, 40, chapters[page.number - 1], size=14, bold=True, color="#ffffff")

    blocks = blocks_of(*pages(6, header=band))
    assert [t for t in texts_of(blocks) if t.startswith("第")] == ["第1章 趣旨", "第2章 施策"]
    assert len(texts_of(blocks, "running")) == 4


def test_titles_that_differ_from_page_to_page_are_headings():
    titles = ["窓口改革", "電子申請", "情報基盤", "人材育成", "安全対策"]
    blocks = blocks_of(*pages(5, header=lambda p: p.text(40, 40, titles[p.number - 1], size=14, bold=True)))
    assert texts_of(blocks, "running") == []


def test_numbers_in_the_midst_of_a_page_are_none():
    blocks = blocks_of(*pages(5, footer=lambda p: p.text(290, 500, str(p.number))))
    assert texts_of(blocks, "page_number") == []


def test_footnotes_at_the_foot():
    page = PageBuilder().paragraph(60, 100, [TEXT] * 3, leading=4).text(60, 700, "※1 総務省の調査による。", size=8)
    blocks = blocks_of(page.text(60, 714, "※2 推計値である。", size=8))
    assert texts_of(blocks, "footnote") == ["※1 総務省の調査による。", "※2 推計値である。"]


@pytest.mark.parametrize(
    ("top", "size", "text"),
    [(300, 8, "※1 途中の注"), (700, 10, "※1 本文と同じ大きさ"), (700, 8, "小さな本文の続き"), (700, 8, "1,200")],
)
def test_no_footnotes(top, size, text):
    page = PageBuilder().paragraph(60, 100, [TEXT] * 3, leading=4).text(60, top, text, size=size)
    if top < 600:
        page.text(60, 600, TEXT)
    assert texts_of(blocks_of(page), "footnote") == []


def test_paragraph_goes_on_past_a_footnote():
    full = "本計画は行政手続のオンライン化を進め住民の利便性を高めることを目的として策定する"
    upper = PageBuilder(1).paragraph(100, 560, [full] * 4).text(100, 700, "※ 用語は巻末を参照", size=8)
    blocks = blocks_of(upper, PageBuilder(2).text(100, 60, "ことを目指す。"))
    assert texts_of(blocks) == [full * 4 + "ことを目指す。"]


def test_caption_of_a_table():
    xs, ys = (50.0, 150.0, 250.0), (120.0, 150.0, 180.0)
    page = PageBuilder().text(50, 105, "表1 指標の一覧").grid(xs, ys).cells(xs, ys, [["指標", "目標"], ["件数", "10"]])
    blocks = blocks_of(page)
    (table,) = tables_of(blocks)
    assert table.caption.text == "表1 指標の一覧"
    assert texts_of(blocks, "caption") == ["表1 指標の一覧"]


def test_heading_above_a_table_is_no_caption():
    xs, ys = (50.0, 150.0, 250.0), (120.0, 150.0, 180.0)
    page = PageBuilder().text(50, 105, "■ 成果指標").grid(xs, ys).cells(xs, ys, [["指標", "目標"], ["件数", "10"]])
    assert texts_of(blocks_of(page)) == ["■ 成果指標"]


def test_caption_below_a_picture():
    page = PageBuilder().paragraph(60, 100, [TEXT] * 3).image(300, 200, 500, 300).text(360, 304, "窓口の様子", size=8)
    blocks = blocks_of(page)
    assert texts_of(blocks, "caption") == ["窓口の様子"]


def test_header_and_heading_on_one_line():
    def head(page):
        page.text(60, 40, "みどり野市DX推進計画", size=8)
        if page.number == 3:
            page.text(152, 38, "第2章 施策の展開", size=12, bold=True)

    blocks = blocks_of(*pages(5, header=head))
    assert texts_of(blocks, "running") == ["みどり野市DX推進計画"] * 5
    assert "第2章 施策の展開" in texts_of(blocks)


def test_a_line_larger_than_the_text_is_no_caption() -> None:
    xs, ys = (50.0, 150.0, 250.0), (120.0, 150.0, 180.0)
    page = PageBuilder().text(50, 100, "資料2 策定の経過", size=14.0).grid(xs, ys)
    page.cells(xs, ys, [["期日", "内容"], ["5月", "会議"]])
    page.paragraph(50, 300, ["本計画は行政手続のオンライン化を進め住民の利便性を高める"] * 3)
    assert texts_of(blocks_of(page), "caption") == []


def test_a_running_title_at_the_right_is_no_heading_on_its_first_page():
    blocks = blocks_of(*pages(4, header=lambda p: p.text(400, 40, "取組工程表", size=12)))
    assert len(texts_of(blocks, "running")) == 4


@pytest.mark.parametrize(
    ("second", "running"),
    [
        (lambda _: "共通化等の推進", "基盤の整備に関する共通化等の推進"),
        (lambda page: f"共通化等の推進その{page}", "基盤の整備に関する"),  # what differs says something of its own
        (lambda page: "共通化等の推進" if page < 4 else "", "基盤の整備に関する"),
    ],
)
def test_a_running_title_of_two_lines(second, running):
    def mark(page):
        page.text(60, 60, "基盤の整備に関する", size=40)
        if second(page.number):
            page.text(60, 105, second(page.number), size=40)

    blocks = blocks_of(*pages(5, header=mark))
    assert texts_of(blocks, "running") == [running] * 4
