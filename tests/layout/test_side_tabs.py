"""Tabs at the edge of designed pages, and what stands at the edge and is none."""

import pytest

from dxextract.schema.document import Paragraph
from tests.layout.pages import PageBuilder, blocks_of

PROSE = ["本計画は、行政のデジタル化を進めるために策定するものです。"] * 4


def pages(count, name="施策の展開", *, text_x=60, wide=False):
    for number in range(1, count + 1):
        page = PageBuilder(number=number).rect(570, 100 + 40 * number, 600, 240 + 40 * number, fill="#0b7a75")
        page.column(580, 110 + 40 * number, name, size=9).paragraph(text_x, 100, PROSE)
        if wide:
            page.text(60, 60, "あ" * 53)
        yield page


@pytest.mark.parametrize(
    ("built", "is_tab"),
    [
        (list(pages(3)), True),
        (list(pages(2)), False),
        (list(pages(3, wide=True)), False),
    ],
    ids=["each page", "two pages only", "text reaches as far"],
)
def test_a_tab_at_the_edge_runs_through_the_document(built, is_tab):
    found = [b.role for b in blocks_of(*built) if isinstance(b, Paragraph) and b.text == "施策の展開"]
    assert set(found) == {"running" if is_tab else "body"}


def test_the_tabs_of_all_chapters_on_each_page():
    names = ["計画の概要", "現状と課題", "施策の展開"]
    built = []
    for number in range(1, 4):
        page = PageBuilder(number=number).paragraph(60, 100, PROSE)
        for n, name in enumerate(names):
            page.rect(570, 100 + 100 * n, 600, 190 + 100 * n, fill="#0b7a75" if n == number - 1 else "#bbccdd")
            page.column(580, 110 + 100 * n, name, size=9)
        built.append(page)
    found = [b.role for b in blocks_of(*built) if isinstance(b, Paragraph) and b.text in names]
    assert found == ["running"] * 9


def test_each_chapter_has_a_tab_of_its_own_colour_and_name():
    built = []
    for number, (name, fill) in enumerate([("暮らし", "#0b7a75"), ("産業", "#b23a48"), ("行政", "#27476e")], start=1):
        page = PageBuilder(number=number).rect(570, 60 + 90 * number, 600, 140 + 90 * number, fill=fill)
        built.append(page.column(580, 70 + 90 * number, name, size=9).paragraph(60, 100, PROSE))
    found = [b.role for b in blocks_of(*built) if isinstance(b, Paragraph) and b.text in ("暮らし", "産業", "行政")]
    assert found == ["running"] * 3
