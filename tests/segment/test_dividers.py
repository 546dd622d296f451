"""Slides of nothing but a title part a deck that has no chapters; lines with a tint behind them head what has none."""

from __future__ import annotations

import pytest

from dxextract.rules import load_rules
from dxextract.schema.document import Document, Paragraph, Style
from dxextract.schema.passage import Passage, Place, Segment
from dxextract.schema.plan import Source
from dxextract.segment import segment

SOURCE = Source(file_name="a.pdf", sha256="0" * 64, media_type="application/pdf", page_count=9, text_layer="native")
PROSE = "手続の多くが窓口での対面を前提としており、来庁者の負担となっています。"
TITLE, TEXT = Style(24.0), Style(12.0)


def parents(lines: list[tuple[int, str, Style]]) -> dict[str, str | None]:
    """The title of each section of some lines (page, text, style) with that of its parent."""
    blocks = tuple(
        Paragraph(Passage.of([Segment(text, Place(page=page, box=(20.0, 20.0, 220.0, 32.0)))]), style=style)
        for page, text, style in lines
    )
    nodes = segment(Document(SOURCE, blocks), load_rules()).nodes
    return {node.title: None if node.parent is None else nodes[node.parent].title for node in nodes}


def deck(*, prose: bool) -> list[tuple[int, str, Style]]:
    lines = [(1, "青波市DX推進計画", TITLE)]
    for group, (first, second) in {"暮らし": ("窓口の予約", "税の相談"), "仕事": ("会議の記録", "決裁の手順")}.items():
        page = lines[-1][0] + 1
        lines += [(page, group, TITLE), *([(page, PROSE, TEXT)] if prose else [])]
        lines += [(page + 1, first, TITLE), (page + 1, PROSE, TEXT), (page + 2, second, TITLE), (page + 2, PROSE, TEXT)]
    return lines


def test_a_slide_of_nothing_but_its_title_holds_what_follows() -> None:
    found = parents([*deck(prose=False), (8, "計画の推進", TITLE), (8, PROSE, TEXT)])
    assert found == {
        "暮らし": None,
        "窓口の予約": "暮らし",
        "税の相談": "暮らし",
        "仕事": None,
        "会議の記録": "仕事",
        "決裁の手順": "仕事",
        "計画の推進": None,
    }


@pytest.mark.parametrize(("size", "above"), [(36.0, "具体的な取組"), (12.0, "体系")], ids=["large", "as the text"])
def test_words_of_a_block_that_are_all_of_a_slide_hold_what_follows(size: float, above: str) -> None:
    lines = [
        (1, "青波市DX推進計画", Style(40.0)),
        (2, "体系", TITLE),
        (2, PROSE, TEXT),
        (3, "具体的な取組", Style(size)),
    ]
    for page, title in ((4, "1 申請の電子化"), (5, "2 相談の電子化")):
        lines += [(page, title, TITLE), (page, "取組内容", Style(14.0, bold=True)), (page, PROSE, TEXT)]
    assert parents(lines)["相談の電子化"] == above


@pytest.mark.parametrize(("again", "sections"), [("現状と課題", 0), ("現状", 1)])
def test_the_title_of_a_chapter_said_again_on_its_first_slide(again: str, sections: int) -> None:
    lines = [(1, "青波市DX推進計画", Style(40.0)), (2, "1 計画の目的", Style(32.0)), (3, PROSE, TEXT)]
    lines += [(4, "2 現状と課題", Style(32.0)), (5, again, Style(22.0, bold=True)), (5, PROSE, TEXT)]
    assert sum(parent == "現状と課題" for parent in parents(lines).values()) == sections


def test_a_slide_with_text_does_not() -> None:
    assert set(parents(deck(prose=True)).values()) == {None}


def test_a_blocks_words_set_like_the_chapters_are_the_first_of_them() -> None:
    head = Style(15.0, bold=True)
    lines = [(2, "なぜ取り組むのか", head), (2, PROSE, TEXT), (2, "3つの重点プロジェクト", head)]
    lines += [
        (2, "プロジェクト1 まちの足", Style(13.0, bold=True)),
        (2, PROSE, TEXT),
        (2, "どう進めるか", head),
        (2, PROSE, TEXT),
    ]
    assert parents(lines) == {
        "なぜ取り組むのか": None,
        "3つの重点プロジェクト": None,
        "まちの足": "3つの重点プロジェクト",
        "どう進めるか": None,
    }


@pytest.mark.parametrize(
    ("style", "found"),
    [
        (Style(12.0, band="#d6f1f5"), True),
        (Style(12.0, color="#1f6e7a"), True),
        (Style(12.0, color="#404040"), False),
        (Style(12.0), False),
    ],
)
def test_a_line_of_the_size_of_the_text_on_a_tint_or_in_a_colour(style: Style, found: bool) -> None:
    place = Place(page=2, box=(0.0, 0.0, 200.0, 10.0))
    lines = [("第1章 取組の内容", Style(18.0)), (PROSE, TEXT), ("窓口の予約", style), (PROSE, TEXT)]
    blocks = tuple(Paragraph(Passage.of([Segment(t, place)]), style=s, blank_before=True) for t, s in lines)
    nodes = segment(Document(SOURCE, blocks), load_rules()).nodes
    assert ("窓口の予約" in [node.title for node in nodes]) is found
