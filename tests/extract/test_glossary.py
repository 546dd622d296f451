"""Glossaries as tables, lists and notes."""

from __future__ import annotations

import pytest

from dxextract.extract.glossary.beside import in_rows
from dxextract.extract.glossary.glossary import find_glossary
from dxextract.extract.glossary.terms import split_term
from dxextract.extract.tables import read_tables
from dxextract.rules import load_rules
from dxextract.schema.document import Block, Paragraph, Style
from dxextract.schema.passage import Passage, Place, Segment
from extract.document_builder import document, outline, paragraph, table

RULES = load_rules()
AI = "人工知能のこと。人間の知的な活動を計算機に行わせる技術。"
RPA = "定型的な作業をソフトウェアのロボットで自動化する仕組み。"


def entries(*body: Block | str, heading: str = "用語集") -> list[tuple[str, str | None, str]]:
    doc = document(heading, *body)
    tree = outline(doc, [(0, 1, None, heading, "glossary" if heading == "用語集" else "section")])
    found = find_glossary(doc, tree, read_tables(doc, tree, RULES), RULES)
    return [(one.record.term, one.record.reading, one.record.definition) for one in found]


@pytest.mark.parametrize(
    "rows",
    [
        [["用語", "説明"], ["AI", AI], ["RPA", RPA]],
        [["AI", AI], ["RPA", RPA]],
        [["No.", "用語", "解説"], ["1", "AI", AI], ["2", "RPA", RPA]],
        [["A", "AI", AI], ["R", "RPA", RPA]],
        [["あ行", ""], ["AI", AI], ["ら行", ""], ["RPA", RPA]],
        [["用語", "説明", "用語", "説明"], ["AI", AI, "RPA", RPA]],
        [["AI", AI, "RPA", RPA]],
        [["用語", "説明"], ["AI", AI[:9]], ["", AI[9:]], ["RPA", RPA]],
        [["用語", "説明"], ["AI", AI], ["用語", "説明"], ["RPA", RPA]],
        [["用語", "説明", "掲載ページ"], ["AI", AI, "P3"], ["RPA", RPA, "P5,8"]],
    ],
)
def test_tables(rows: list[list[str]]) -> None:
    assert entries(table(rows, 9)) == [("AI", None, AI), ("RPA", None, RPA)]


@pytest.mark.parametrize(
    "rows",
    [
        [["用語", "よみ", "説明"], ["標準化", "ひょうじゅんか", AI], ["庁内", "ちょうない", RPA]],
        [["標準化", "ひょうじゅんか", AI], ["庁内", "ちょうない", RPA]],
        [["標準化(ひょうじゅんか)", AI], ["庁内(ちょうない)", RPA]],
    ],
)
def test_readings(rows: list[list[str]]) -> None:
    assert entries(table(rows, 9)) == [("標準化", "ひょうじゅんか", AI), ("庁内", "ちょうない", RPA)]


def test_table_goes_on_behind_a_page_break() -> None:
    first = table([["用語", "説明"], ["AI", AI]], 9)
    second = table([["RPA", RPA]], 15)
    assert [term for term, _, _ in entries(first, paragraph("- 35 -", 13, role="page_number"), second)] == ["AI", "RPA"]


@pytest.mark.parametrize(
    "lines",
    [
        [f"AI:{AI}", f"RPA:{RPA}"],
        [f"【AI】{AI}", f"【RPA】{RPA}"],
        [f"●AI　　{AI}", f"●RPA　　{RPA}"],
        [f"・AI…{AI}", f"・RPA…{RPA}"],
        ["■AI", AI, "■RPA", RPA],
        ["AI", AI[:9], AI[9:], "RPA", RPA],
        ["【A】", "AI", AI, "【R】", "RPA", RPA],
        ["【AI】", AI, "【RPA】", RPA],
        ["【AI】", AI[:12], AI[12:], "【RPA】", RPA[:7], RPA[7:]],
        [f"※1 AI:{AI}", f"※2 RPA:{RPA}"],
        [f"「AI」とは、{AI}", f"「RPA」とは、{RPA}"],
    ],
)
def test_lists(lines: list[str]) -> None:
    assert entries(*lines) == [("AI", None, AI), ("RPA", None, RPA)]


def test_heading_by_its_words_alone() -> None:
    assert entries(f"AI:{AI}", heading="資料編 用語の説明") == [("AI", None, AI)]


@pytest.mark.parametrize(
    "note",
    [f"注:RPA:{RPA}", f"※ RPA:{RPA}", f"※1 RPAとは、{RPA}", f"*2 RPA:{RPA}", f"※【RPA】{RPA}", f"＊1 RPA {RPA}"],
)
def test_notes_that_explain_a_term(note: str) -> None:
    assert entries("業務にRPAを導入します。", note, heading="施策の展開") == [("RPA", None, RPA)]


@pytest.mark.parametrize(
    "note",
    [
        "※ 正式名称は「情報通信技術の活用による行政の推進等に関する法律」",
        "※ 出典:総務省「通信利用動向調査」",
        "※ 令和6年度:電子申請システムを導入したこと。",
        "※ 目標値:令和8年度末に50%とする。",
        "担当課:総務課が行うもの。",
        "※ 数値は四捨五入しています。",
        "※1 農業従事者 令和2年に行った調査による。",
        "RPA 人に代わって作業を行う技術。",
        "※ 規格 縦6センチ、横9センチとする。",
        "※1 Personal Health Recordの略。健康に役立てるための仕組みのこと。",
        "※2 Microsoft365 や Zoom 等の通信を、端末から直接インターネットへつなげる仕組みのこと。",
        "※2 Microsoft365や Zoom等の通信を、端末から直接インターネットへつなげる仕組みのこと。",
        "※3 「LGWAN 接続系」に本拠地を置き、利便性を向上させた仕組みのこと。",
    ],
)
def test_notes_that_explain_none(note: str) -> None:
    assert entries("業務の見直しを行います。", note, heading="施策の展開") == []


def test_other_tables_are_no_glossary() -> None:
    rows = [["取組項目", "令和7年度", "令和8年度"], ["窓口改革", "検討", "導入"]]
    assert entries(table(rows, 9), heading="施策の展開") == []


def test_colophon_behind_the_glossary_is_no_definition() -> None:
    assert entries("AI", AI, "海野町 総務課 令和6年3月発行") == [("AI", None, AI)]


def test_centred_colophon_behind_the_glossary_is_no_entry() -> None:
    grid = table([["用語", "説明"], ["AI", AI], ["RPA", RPA]], 3)
    title, date = paragraph("青波市DX推進計画", 9, page=9), paragraph("令和8年1月 発行", 10, page=9, indent=30.0)
    assert [term for term, *_ in entries(grid, title, date)] == ["AI", "RPA"]


def test_a_colophon_set_as_a_table_is_no_glossary() -> None:
    rows = [["発行", "海野町"], ["編集", "海野町総務課"], ["TEL", "012-345-678"], ["E-mail", "dx@example.jp"]]
    assert entries(table([["用語", "説明"], ["AI", AI]], 9), table(rows, 20)) == [("AI", None, AI)]


def test_term_explained_twice_is_kept_once_from_the_glossary() -> None:
    doc = document(
        "1 施策", "※ AI:計算機に行わせる別の説明のこと。", "用語集", table([["用語", "説明"], ["AI", AI]], 20)
    )
    tree = outline(doc, [(0, 1, "1", "施策", "section"), (2, 1, None, "用語集", "glossary")])
    found = find_glossary(doc, tree, read_tables(doc, tree, RULES), RULES)
    assert [(one.record.definition, one.rule) for one in found] == [(AI, "glossary.table")]


def test_evidence_stands_in_the_row() -> None:
    doc = document("用語集", table([["用語", "説明"], ["AI", AI]], 20))
    tree = outline(doc, [(0, 1, None, "用語集", "glossary")])
    (found,) = find_glossary(doc, tree, read_tables(doc, tree, RULES), RULES)
    (evidence,) = found.record.evidence
    assert (evidence.line_start, evidence.line_end, evidence.quote) == (21, 21, f"AI\n{AI}")


@pytest.mark.parametrize(
    ("text", "term", "reading"),
    [
        ("自治体(じちたい)", "自治体", "じちたい"),
        ("AI(エーアイ)", "AI", "エーアイ"),
        ("DX(デジタル・トランスフォーメーション)", "DX(デジタル・トランスフォーメーション)", None),
        ("クラウド(サービス)", "クラウド(サービス)", None),
        ("CIO(最高情報統括責任者)", "CIO(最高情報統括責任者)", None),
        ("オープンデータ", "オープンデータ", None),
    ],
)
def test_split_term(text: str, term: str, reading: str | None) -> None:
    assert split_term(text) == (term, reading)


@pytest.mark.parametrize(("right", "paired"), [(300.0, True), (20.0, False)])
def test_terms_in_a_column_of_boxes_with_their_texts_in_another(right: float, paired: bool) -> None:
    def at(text: str, x: float, top: float, *, band: bool) -> Paragraph:
        said = Passage.of([Segment(text, Place(page=1, box=(x, top, x + 80, top + 12)))])
        return Paragraph(said, style=Style(12.0, band, "#000000", "#e4d7f0" if band else None))

    lines = [(1, at("AI", 20, 50, band=True)), (2, at("RPA", 20, 90, band=True))]
    lines += [(3, at(AI, right, 50, band=False)), (4, at(RPA, right, 90, band=False))]
    ordered = [one.text for _, one in in_rows(lines, RULES)]
    assert ordered == (["AI", AI, "RPA", RPA] if paired else ["AI", "RPA", AI, RPA])


def test_an_entry_that_mark_up_makes_the_header() -> None:
    rows = [["あ", "AI", AI], ["ら", "RPA", RPA]]
    assert [term for term, *_ in entries(table(rows, 9, header_rows=1))] == ["AI", "RPA"]


def test_a_note_by_its_number_in_brackets() -> None:
    body = (
        "定型作業にRPA[1]を使い、手書きの申請書はAI-OCR[2]で読み取ります。",
        f"[1] RPA：{RPA}",
        "[3] 令和6年度：実績なしの年度",
    )
    assert entries(*body, heading="取組") == [("RPA", None, RPA)]
