"""The contents page: which blocks it takes up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dxextract.language import annotate
from dxextract.rules import load_rules
from dxextract.schema.document import Document, Paragraph, Style, Table
from dxextract.schema.passage import Passage, Place, Segment
from dxextract.segment import segment
from dxextract.segment.contents import find_contents
from tests.layout.pages import PageBuilder, blocks_of
from tests.layout.test_forms import SOURCE
from text_documents import lay

PAGE = "目次\n\n第1章 背景\n\n1 国の動き\t2\n2 市の現状\t4\n3 課題\t6\n\n第2章 将来展望\n\n1 住民\t23\n2 庁内\t24\n\n"


def test_chapters_with_few_entries_belong_to_the_contents() -> None:
    text = PAGE + "第1章 背景\n\n本文です。"
    found = find_contents(lay(text), load_rules())
    assert [entry.title for entry in found.entries] == [
        "背景", "国の動き", "市の現状", "課題", "将来展望", "住民", "庁内",
    ]  # fmt: skip
    assert len(found.blocks) == 5


@pytest.mark.parametrize(
    "title", ["目次", "目　次", "－ 目次 －", "— 目 次 —", "【目次】", "〜目次〜", "CONTENTS", "■もくじ"]
)
def test_titles_of_a_contents_page(title: str) -> None:
    text = f"{title}\n\n1 背景 ……… 1ページ\n2 施策 ……… 4ページ\n\n1 背景\n\n本文です。"
    found = find_contents(lay(text), load_rules())
    assert [(entry.number, entry.title) for entry in found.entries] == [("1", "背景"), ("2", "施策")]


def test_headings_below_a_contents_title_whose_entries_were_lost_are_the_body() -> None:
    text = "目次\n\n1 背景\n\n1-1 目的\n\n本市では計画を策定します。\n\n2 施策\n\n本文です。"
    assert find_contents(lay(text), load_rules()).entries == ()


@pytest.mark.parametrize(
    "table", ["人口\t10\n世帯\t5", "指標\t現状値\n件数\t10", "市民\t1件\n職員\t2件", "2025\t国の計画\n2026\t市の計画"]
)
def test_a_small_table_of_the_body_is_none_of_it(table: str) -> None:
    text = f"{PAGE}本市の計画は次のとおりです。\n\n{table}"
    last = max(i for i, block in enumerate(lay(text).blocks) if isinstance(block, Table))
    assert last not in find_contents(lay(text), load_rules()).blocks


def test_rows_of_years_with_rising_figures_are_no_contents_page() -> None:
    rows = "年度\t取組\t公開数(件)\nR7(現状)\t－\t16\nR8\t調査\t25\nR9\t導入\t34\nR10\t運用\t43\nR11\t運用\t52"
    document = annotate(lay(f"第1章 施策\n\n1-1 公開\n\n{rows}"), load_rules())
    assert find_contents(document, load_rules()).entries == ()


def test_pages_of_front_matter_have_roman_numbers() -> None:
    text = "目次\n\n目次........... i\nはじめに........... ii\n1 背景........... 1\n2 施策........... 4\n\n本文です。"
    found = find_contents(lay(text), load_rules())
    assert [entry.title for entry in found.entries] == ["はじめに", "背景", "施策"]


@pytest.mark.parametrize(
    ("number", "title", "size", "listed"),
    [
        ("1", "移行のための戦略", None, True),  # its subtitle stands below it in the body
        (None, "地域における省エネルギーの創意工夫", 14.0, True),
        (None, "地域における省エネルギーの創意工夫", None, False),  # set as the text is
        (None, "用語の説明", 14.0, False),
    ],
)
def test_a_heading_printed_otherwise_than_listed(
    number: str | None, title: str, size: float | None, listed: bool
) -> None:
    entries = "1 移行のための戦略 ～次の時代へ～\t2\n2 地域における省エネルギーの創意工夫\t4\n3 用語の説明\t9"
    text = f"目次\n\n{entries}\n\n本文です。"
    found = find_contents(lay(text), load_rules())
    assert (found.entry_of(number, title, size=size) is not None) is listed


@pytest.mark.parametrize(
    ("printed", "size", "listed"),
    [
        (("令和7年度 申請件数の多い順の手続き",), 14.0, True),
        (("令和7年度 申請件数の多い順の手続き",), 11.0, False),  # a chart's title
        (("資料1 令和7年度 申請件数の多い順の手続き", "令和7年度 申請件数の多い順の手続き"), 14.0, False),
    ],
)
def test_the_largest_line_answers_an_entry_without_its_number(
    printed: tuple[str, ...], size: float, listed: bool
) -> None:
    contents = lay("目次\n\n第1章 計画の策定 ……… 1\n資料1 令和7年度 申請件数の多い順の手続き ……… 9").blocks
    body = tuple(Paragraph(Passage.of([Segment(text, Place(3))]), style=Style(14, True)) for text in printed)
    found = find_contents(replace(lay("本文"), blocks=(*contents, *body)), load_rules())
    assert (found.entry_of(None, "令和7年度 申請件数の多い順の手続き", size=size) is not None) is listed


def test_entries_on_several_lines_are_one() -> None:
    text = (
        "目次\n\n第1章 計画の趣旨 ……… 1\n第2章 取組\nはじめの一年 ……… 3\n(1) 窓口の改革 ……… 3\n"
        "(2) 事業者と行政の連携による\n新しいサービス\nの創出 ……… 5\n(3) 職員の育成 ……… 6\n"
        "第3章 体制\n(1) 推進本部 ……… 8\n\n本文です。"
    )
    found = find_contents(lay(text), load_rules()).entries
    assert [entry.title for entry in found] == [
        "計画の趣旨",
        "取組",  # most chapters have no page: what stands below this one is listed on its own
        "はじめの一年",
        "窓口の改革",
        "事業者と行政の連携による新しいサービスの創出",
        "職員の育成",
        "体制",
        "推進本部",
    ]


def test_number_lines_of_a_text_join_the_titles_that_the_contents_give_them() -> None:
    contents = "目次\n\n第1章 計画の策定 ……… 1\n1 計画の背景 ……… 1\n2 計画の期間 ……… 2\n\n"
    prose = "本計画は、行政のデジタル化を進めるために策定するものです。"
    body = f"第1章\n1\n\n計画の策定\n\n計画の背景\n\n{prose}\n\n2\n\n計画の期間\n\n{prose}\n"
    outline = segment(lay(contents + body), load_rules())
    assert [(n.level, n.number, n.title) for n in outline.nodes] == [
        (1, "第1章", "計画の策定"), (2, "1", "計画の背景"), (2, "2", "計画の期間"),
    ]  # fmt: skip


def test_a_broken_title_goes_on_where_the_contents_list_it_as_one() -> None:
    contents = "目次\n\n1 計画の背景 ……… 1\n2 国と地方の共通の基盤に関する方針に基づく共通化等の推進 ……… 2\n\n"
    prose = "本計画は、行政のデジタル化を進めるために策定するものです。"
    body = f"1 計画の背景\n\n{prose}\n\n2 国と地方の共通の基盤に関する方針に基づく共通\n化等の推進\n\n{prose}\n"
    titles = [node.title for node in segment(lay(contents + body), load_rules()).nodes]
    assert titles == ["計画の背景", "国と地方の共通の基盤に関する方針に基づく共通化等の推進"]
    unlisted = segment(lay((contents + body).replace("に基づく共通化等の推進 …", "の推進 …")), load_rules())
    assert "化等の推進" not in "".join(node.title for node in unlisted.nodes)


def test_the_numeral_of_the_page_that_begins_the_first_part_is_not_of_the_contents() -> None:
    agenda = PageBuilder(number=1).text(60, 60, "目次", size=20)
    for n, title in enumerate(("計画の目的", "現状の整理")):
        agenda.text(60, 120 + 40 * n, f"0{n + 1}", size=18).text(110, 120 + 40 * n, title, size=14)
    opener = PageBuilder(number=2).text(60, 200, "01", size=40).text(160, 210, "計画の目的", size=24)
    blocks = blocks_of(agenda, opener)
    found = find_contents(Document(SOURCE, blocks), load_rules())
    assert [entry.title for entry in found.entries] == ["計画の目的", "現状の整理"]
    assert not {len(blocks) - 2, len(blocks) - 1} & found.blocks


@pytest.mark.parametrize(("entry", "found"), [("18 業務", True), ("18 手続", False)])
def test_a_line_that_reads_as_a_figure_is_a_heading_where_the_contents_list_it(entry: str, found: bool) -> None:
    prose = "標準化の対象となるものを示します。順に移行します。"
    text = f"目次\n\n1 現状………2\n\n{entry}………5\n\n1 現状\n\n{prose}\n\n18 業務\n\n{prose}"
    nodes = segment(annotate(lay(text), load_rules()), load_rules()).nodes
    assert ("業務" in [node.title for node in nodes]) is found
