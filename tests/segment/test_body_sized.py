"""Numbered lines of a PDF set as its text is: headings where white stands above them and their text below."""

from __future__ import annotations

import pytest

from dxextract.rules import load_rules
from dxextract.schema.document import Document, Paragraph, Style
from dxextract.schema.passage import Passage, Place, Segment
from dxextract.schema.plan import Source
from dxextract.segment import segment

SOURCE = Source(file_name="a.pdf", sha256="0" * 64, media_type="application/pdf", page_count=2, text_layer="native")
PROSE = "本計画は、行政のデジタル化を進めるために策定するものです。"


def document(lines: list[tuple[str, float, bool]]) -> Document:
    place = Place(page=2, box=(0.0, 0.0, 200.0, 10.0))
    return Document(
        SOURCE,
        tuple(
            Paragraph(Passage.of([Segment(text, place)]), style=Style(size), blank_before=apart)
            for text, size, apart in lines
        ),
    )


@pytest.mark.parametrize(
    ("line", "apart", "below", "found"),
    [
        ("第1節 計画策定の趣旨", True, PROSE, True),
        ("1 推進本部", True, PROSE, True),
        ("【施策1】見守りと健康", True, PROSE, True),
        ("第1節 計画策定の趣旨", False, PROSE, False),
        ("1 推進本部", True, "2 作業部会", False),
        ("施策1 見守りと健康", True, "拡大", False),
        ("① 推進本部", True, PROSE, False),
    ],
)
def test_numbered_lines_of_the_size_of_the_text(line: str, apart: bool, below: str, found: bool) -> None:
    lines = [("第1章 計画の概要", 12.0, True), (PROSE, 10.5, True), (line, 10.5, apart), (below, 10.5, False)]
    nodes = segment(document([*lines, (PROSE, 10.5, False)]), load_rules()).nodes
    assert (len(nodes) == 2) is found


def test_numbered_names_of_blocks_that_return_are_headings_at_the_size_of_the_text() -> None:
    block = [("ア 現状", 10.5, False), (PROSE, 10.5, False), ("イ 取組の内容", 10.5, False), (PROSE, 10.5, False)]
    lines = [("1 町民サービス", 12.5, True)]
    lines += [("（1）窓口の改革", 11.5, True), *block, ("（2）手続の改革", 11.5, True), *block]
    nodes = segment(document(lines), load_rules()).nodes
    assert [node.title for node in nodes if node.number in ("ア", "イ")] == ["現状", "取組の内容"] * 2


@pytest.mark.parametrize(
    ("below", "found"),
    [
        (("• 画面で見ることができる学校では", None), True),
        (("【データ連携】", "#f79646"), True),
        (("教員が使うもの", "#dce6f2"), False),
    ],
    ids=["above bullets", "with a tag beside it", "boxes below one another"],
)
def test_circled_numbers_on_a_band_of_their_own(below: tuple[str, str | None], found: bool) -> None:
    lines: list[tuple[str, str | None]] = [("1 計画の概要", None), (PROSE, None)]
    for name in ("①推進の本部", "②学校における現状"):
        lines += [(name, "#dce6f2"), below, ("• 学級を単位とする画面や、", None), (PROSE, None)]
    place, beside = (Place(page=2, box=(x, 0.0, x + 200.0, 10.0)) for x in (0.0, 210.0))
    blocks = [
        Paragraph(
            Passage.of([Segment(text, beside if text[0] == "【" else place)]),
            style=Style(14.0 if text[0] == "1" else 10.5, band=band),
        )
        for text, band in lines
    ]
    nodes = segment(Document(SOURCE, tuple(blocks)), load_rules()).nodes
    assert ([n.number for n in nodes] == ["1", "①", "②"]) is found


def test_a_row_of_figures_in_large_letters_is_no_heading() -> None:
    lines = [("1 計画の概要", 12.5, True), (PROSE, 10.5, False), ("男性 女性 1.26年 2.81年", 16.0, True)]
    nodes = segment(document([*lines, (PROSE, 10.5, False)]), load_rules()).nodes
    assert [node.title for node in nodes] == ["計画の概要"]


@pytest.mark.parametrize(
    ("above", "line", "below", "found"),
    [
        ("図表23", "満足度と重要度の散布図による分析", PROSE, False),
        ("図表23の説明", "満足度と重要度の散布図による分析", PROSE, True),
        (PROSE, "▶安全で安心して暮らせる社会", "→①交通安全 ②防犯", False),
        (PROSE, "▶安全で安心して暮らせる社会", PROSE, True),
        (PROSE, "○：ソフト □：ハード", PROSE, False),
    ],
)
def test_bold_lines_that_belong_to_a_figure(above: str, line: str, below: str, found: bool) -> None:
    place = Place(page=2, box=(0.0, 0.0, 200.0, 10.0))
    lines = [("1 計画の概要", 12.5), (PROSE, 10.5), (above, 10.5), (line, 10.5), (below, 10.5), (PROSE, 10.5)]
    blocks = tuple(
        Paragraph(Passage.of([Segment(text, place)]), style=Style(size, bold=text == line), blank_before=text == line)
        for text, size in lines
    )
    nodes = segment(Document(SOURCE, blocks), load_rules()).nodes
    assert (len(nodes) == 2) is found


@pytest.mark.parametrize(("times", "found"), [(3, False), (2, True)])
def test_the_municipality_above_each_of_its_forms_is_no_heading(times: int, found: bool) -> None:
    form = [("架空村", 12.5, True), ("住家の被害の程度を記入すること。", 10.5, False)]
    nodes = segment(document([("1 計画の概要", 14.0, True), (PROSE, 10.5, False), *form * times]), load_rules()).nodes
    assert any(node.title == "架空村" for node in nodes) is found
