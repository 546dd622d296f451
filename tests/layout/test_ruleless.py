"""Tables made by horizontal rules, bands or alignment alone, and what looks like one but is none."""

from __future__ import annotations

import pytest

from tests.layout.pages import PageBuilder, blocks_of, matrix, tables_of, texts_of

LEFTS = (60, 260, 400)
ROWS = [["指標の名称", "基準値", "目標値"], ["電子申請の件数", "120件", "300件"], ["研修を受けた職員", "20人", "80人"]]


def rows(page: PageBuilder, texts=ROWS, *, pitch=30.0, top=105.0, bold_first=False) -> PageBuilder:
    for r, row in enumerate(texts):
        for x, text in zip(LEFTS, row, strict=False):
            page.text(x, top + pitch * r, text, bold=bold_first and r == 0)
    return page


def rules(page: PageBuilder, count=4) -> PageBuilder:
    for n in range(count):
        page.line(50, 95 + 30 * n, 500, 95 + 30 * n)
    return page


def test_rules_only():
    (table,) = tables_of(blocks_of(rows(rules(PageBuilder()), bold_first=True)))
    assert matrix(table) == ROWS
    assert table.header_rows == 1
    assert table.places[0].box[0] == 50


def test_wrapped_cell_between_rules():
    texts = [ROWS[0], ["電子申請の", "120件", "300件"], ROWS[2]]
    page = rows(rules(PageBuilder()), texts).text(60, 147, "利用件数", size=8)
    (table,) = tables_of(blocks_of(page))
    assert matrix(table)[1] == ["電子申請の利用件数", "120件", "300件"]


def test_colour_bands_only():
    page = PageBuilder()
    for n, fill in enumerate(["#1f5fa8", "#e6eff8", "#f4f8fc"]):
        page.rect(50, 95 + 30 * n, 500, 125 + 30 * n, fill=fill)
    assert [matrix(t) for t in tables_of(blocks_of(rows(page)))] == [ROWS]


def test_alignment_only():
    (table,) = tables_of(blocks_of(rows(PageBuilder(), pitch=16.0)))
    assert matrix(table) == ROWS


def test_every_text_is_in_the_table_only():
    blocks = blocks_of(rows(rules(PageBuilder().text(60, 60, "■ 成果指標"))))
    assert texts_of(blocks) == ["■ 成果指標"]


PROSE = "本計画は行政手続のオンライン化を進め住民の利便性を高めることを目的として策定する"


@pytest.mark.parametrize(
    "page",
    [
        rules(PageBuilder()).paragraph(60, 105, [PROSE] * 3, leading=3.0),
        rows(PageBuilder(), ROWS[:2], pitch=16.0),
        rows(PageBuilder(), [row[:2] for row in ROWS], pitch=16.0),
        rows(PageBuilder(), pitch=60.0),
        PageBuilder().paragraph(60, 100, ["窓口", "人材", "基盤"]).paragraph(300, 100, ["安全", "共通", "標準"]),
    ],
    ids=["prose between rules", "two rows", "two columns", "far apart", "two lists"],
)
def test_no_table(page):
    assert tables_of(blocks_of(page)) == []
