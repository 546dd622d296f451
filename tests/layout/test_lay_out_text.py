"""Paragraphs of a text: mark-up of converters, lists, headings, wrapped lines, pages."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dxextract.schema.document import Paragraph
from text_documents import assert_grounded, codes, lay, paragraphs, texts


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("**重点**施策", "重点施策"),
        ("窓口改革[※](#note1)", "窓口改革※"),
        ("窓口改革[※]を進める", "窓口改革[※]を進める"),
        ("[計画の本文](https://example.jp/plan.pdf)を参照", "計画の本文を参照"),
        ("デジタルデバイド$^{※}$対策", "デジタルデバイド対策"),
        ("DX$^{1}$の推進", "DXの推進"),
        ("DX<sup>※2</sup>の推進", "DXの推進"),
        ("床面積100m<sup>2</sup>以上", "床面積100m2以上"),
        ("45% $\\rightarrow$ 70%", "45% → 70%"),
        ("達成率 $60\\%$", "達成率 60%"),
        ("費用は100$と200$の間", "費用は100$と200$の間"),
        ("A&amp;B&nbsp;&lt;C&gt;", "A&B <C>"),
        ("R&Dの推進", "R&Dの推進"),
        ("<重点>施策の推進", "<重点>施策の推進"),
        ("a < b かつ b > c", "a < b かつ b > c"),
        ("<span style='color:red'>新規</span>事業", "新規事業"),
        ('<ul style="list-style-type', ""),
        ("取組\\*の内容", "取組*の内容"),
        ("*1 注記", "*1 注記"),
        ("![図1](image1.png)", ""),
        ("本文<!-- 注 -->です", "本文です"),
        ("ＤＸ推進計画", "DX推進計画"),
        ("file_name_of_plan", "file_name_of_plan"),
    ],
)
def test_mark_up_inside_a_line(line: str, text: str) -> None:
    assert texts(f"表題\n\n{line}\n") == (["表題", text] if text else ["表題"])
    assert_grounded(f"表題\n\n{line}\n")


def test_the_quote_is_verbatim() -> None:
    (paragraph,) = paragraphs("- **重点** Ａ&amp;B の推進")
    assert paragraph.text == "重点 A&B の推進"
    assert paragraph.passage.raw == "- **重点** Ａ&amp;B の推進"
    assert paragraph.passage.part(3, 6).segments[0].raw == "Ａ&amp;B"


@pytest.mark.parametrize(
    ("line", "level", "text"),
    [
        ("# 表題", 1, "表題"),
        ("## **第1章** 背景 ##", 2, "第1章 背景"),
        ("###### 細目", 6, "細目"),
        ("<h2>第1章 背景</h2>", 2, "第1章 背景"),
        ("#重点", None, "#重点"),
        ("####### 七つ", None, "####### 七つ"),
        ("第1章 背景", None, "第1章 背景"),
    ],
)
def test_headings(line: str, level: int | None, text: str) -> None:
    (paragraph,) = paragraphs(line)
    assert (paragraph.heading_level, paragraph.text) == (level, text)


@pytest.mark.parametrize(
    ("line", "bold"),
    [
        ("**成果指標**", True),
        ("- **成果指標**", True),
        ("<b>成果指標</b>", True),
        ("**成果**指標", False),
        ("成果指標", False),
    ],
)
def test_bold_lines_have_a_style(line: str, bold: bool) -> None:
    (paragraph,) = paragraphs(line)
    assert (paragraph.style is not None and paragraph.style.bold) is bold
    assert paragraph.text == "成果指標"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("- 一\n- 二", [("一", 0), ("二", 0)]),
        ("- 一\n - ・ 二\n  - 三\n- 四", [("一", 0), ("・ 二", 1), ("三", 2), ("四", 0)]),
        ("* 一\n\n* 二", [("一", 0), ("二", 0)]),
        ("- 一\n続き\n\n別の段落", [("一", 0), ("続き", 1), ("別の段落", None)]),
        ("- 一\n  続き\n  - 二", [("一", 0), ("続き", 1), ("二", 1)]),
        ("- 一\n■ 関係課", [("一", 0), ("■ 関係課", None)]),
        ("- 一\n担当課", [("一", 0), ("担当課", None)]),
        ("段落\n続く行", [("段落", None), ("続く行", None)]),
        ("1. 一\n2. 二", [("1. 一", None), ("2. 二", None)]),
        ("<ul><li>一</li><li>二<ul><li>三</li></ul></li></ul>", [("一", 0), ("二", 0), ("三", 1)]),
        ('<ul style="x">\n<li>一</li>\n\n<li>二</li>\n</ul>\n段落', [("一", 0), ("二", 0), ("段落", None)]),
        ("</li>\n段落", [("段落", None)]),
        ("-5℃以下で保管", [("-5℃以下で保管", None)]),
        ("・一\n　・二", [("・一", None), ("・二", None)]),
    ],
)
def test_list_depths(source: str, expected: list[tuple[str, int | None]]) -> None:
    assert [(p.text, p.depth) for p in paragraphs(source)] == expected
    assert_grounded(source)


def test_line_breaks_of_html_part_lines() -> None:
    assert texts("担当課<br>総務課<br/>建設課") == ["担当課", "総務課", "建設課"]


def test_blank_before_and_indent() -> None:
    found = paragraphs("一\n二\n\n\u00a0\n　三\n    四\n---\n五")
    assert [(p.text, p.blank_before, p.indent) for p in found] == [
        ("一", True, 0),
        ("二", False, 0),
        ("三", True, 2),
        ("四", False, 4),
        ("五", True, 0),
    ]


def test_comments_over_lines_vanish_and_lines_keep_their_numbers() -> None:
    found = paragraphs("一<!-- 見\nえ\nない -->二\n三")
    assert [(p.text, p.passage.segments[0].place.line_start) for p in found] == [("一", 1), ("二", 3), ("三", 4)]


WRAPPED = """　本市では、人口減少と少子高齢化が進むなか、限られた職員で質の高い行
政サービスを提供し続けるため、デジタル技術の活用を進めてきた。国にお
いては、自治体DX推進計画が策定され、全国の自治体で取組が進められ
ている。
　こうした状況を踏まえ、本市においても計画的に取組を進めるため、全庁
的な推進体制を整えるとともに、本計画を策定する。
・窓口の改革については、書かない窓口を段階的に導入し、待ち時間の短縮
　を図る。
・研修については、全職員を対象とする研修を毎年度実施し、デジタル技術
　の活用に関する知識の向上を図る。
"""


def test_wrapped_lines_are_joined() -> None:
    found = texts(WRAPPED)
    assert [text[:6] for text in found] == ["本市では、人", "こうした状況", "・窓口の改革", "・研修につい"]
    assert found[0].endswith("進められている。")
    assert "活用に関する知識" in found[3]
    assert_grounded(WRAPPED)


@pytest.mark.parametrize(
    ("tail", "last"),
    [
        ("\n本市においては、次のとおり計画の期間を定めることとし、必要に応じて見直\n\nしを行う", "しを行う"),
        ("\n本市においては、次のとおり計画の期間を定めることとし、必要に応じて見直\n■ 関係課", "■ 関係課"),
        ("\n本市においては、次のとおり計画の期間を定めることとし、必要に応じて見直\n(1) 窓口改革", "(1) 窓口改革"),
        ("\n本市においては、次のとおり計画の期間を定めることとし、必要に応じて見直\n- 項目", "項目"),
        ("\n短い行\nその次の行", "その次の行"),
        ("\n本市においては、次のとおり計画の期間を定めることとし、必要な見直をする。\n次の段落", "次の段落"),
    ],
)
def test_wrapped_lines_are_not_joined(tail: str, last: str) -> None:
    assert texts(WRAPPED + tail)[-1] == last


def test_one_line_is_one_paragraph_where_nothing_is_wrapped() -> None:
    lines = ["本市では取組を進める", "総務課", "企画財政課と情報政策課", "令和7年4月", "みどり野市", "第1版"] * 3
    assert texts("\n".join(lines)) == lines


def pages(*bodies: str) -> str:
    return "\f".join(bodies)


def roles(text: str) -> list[tuple[str, str]]:
    return [(b.text, b.role) for b in lay(text).blocks if isinstance(b, Paragraph)]


def test_page_numbers_and_running_lines() -> None:
    text = pages(*(f"みどり野市DX推進計画\n\n{i}番目の頁の本文です。\n\n{i + 1}\n" for i in range(4)))
    found = roles(text)
    assert [t for t, role in found if role == "page_number"] == ["1", "2", "3", "4"]
    assert found[0] == ("みどり野市DX推進計画", "body")
    assert [role for t, role in found if t.startswith("みどり野市")] == ["body", "running", "running", "running"]
    assert [t for t, role in found if role == "body"][1:] == [f"{i}番目の頁の本文です。" for i in range(4)]


@pytest.mark.parametrize("line", ["- 12 -", "－12－", "―　12　―", "~3~"])
def test_lines_that_can_only_be_page_numbers(line: str) -> None:
    assert roles(f"本文です。\n\n{line}\n\n次の本文です。")[1][1] == "page_number"


@pytest.mark.parametrize("line", ["12", "- 12", "第12", "2025", "12件", "- 1 まちづくり本部"])
def test_lines_that_are_no_page_numbers(line: str) -> None:
    assert roles(f"本文です。\n\n{line}\n\n次の本文です。")[1][1] == "body"


def test_a_series_of_bare_numbers_is_page_numbers() -> None:
    body = "\n".join(["本文です。"] * 12)
    text = "\n\n".join(f"{body}\n\n{i}" for i in range(1, 5))
    assert [t for t, role in roles(text) if role == "page_number"] == ["1", "2", "3", "4"]


def test_numbers_of_a_list_are_no_series() -> None:
    assert all(role == "body" for _, role in roles("1\n\n窓口\n\n2\n\n研修\n\n3\n\n基盤\n"))


def test_labels_and_numbered_titles_at_the_top_of_pages_are_no_running_lines() -> None:
    text = pages(*(f"現状と課題\n本文{c}です。\n" for c in "甲乙丙丁"))
    assert all(role == "body" for _, role in roles(text))
    text = pages(*(f"施策 {i}\n本文{c}です。\n" for i, c in enumerate("甲乙丙丁", 1)))
    assert all(role == "body" for _, role in roles(text))


def test_the_first_running_title_of_a_part_stays_though_the_contents_list_it() -> None:
    contents = "目次\n\n第1章 はじめに\n 1 趣旨\n第2章 背景\n 1 国の動き\n"
    parts = [f"{part}\n\n{c}の本文です。\n" for part in ("第1章 はじめに", "第2章 背景") for c in "甲乙丙"]
    found = [(text, role) for text, role in roles(pages(contents, *parts)) if text.startswith("第")]
    assert found == [
        ("第1章 はじめに", "body"), ("第2章 背景", "body"),
        ("第1章 はじめに", "body"), ("第1章 はじめに", "running"), ("第1章 はじめに", "running"),
        ("第2章 背景", "body"), ("第2章 背景", "running"), ("第2章 背景", "running"),
    ]  # fmt: skip


def test_running_titles_vanish_where_the_title_stands_elsewhere() -> None:
    body = pages(
        "甲の本文です。\n\nみどり野市DX推進計画\n\n乙の本文です。\n",
        *(f"みどり野市DX推進計画\n\n{c}です。\n" for c in "丙丁戊"),
    )
    assert [role for text, role in roles(body) if text.startswith("みどり野市")] == ["body", *["running"] * 3]


BESIDE_PICTURE = (
    "●市民が時間や場所にとらわれず、いつで\n もどこでも手続をオンラインで申請でき\n る環境が整っています。\n"
)


def test_a_sentence_in_a_narrow_column_is_one_paragraph() -> None:
    assert texts(pages("表題\n\n" + BESIDE_PICTURE, "次"))[1:2] == [
        "●市民が時間や場所にとらわれず、いつでもどこでも手続をオンラインで申請できる環境が整っています。"
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["・窓口のオンライン化を進めるもの", " 手続をすべてオンラインで申請できる環境を整えます。"],
        ["市民課の窓口", "税務課の窓口", "福祉課の窓口です。"],
        ["窓口の申請をオンラインで行う手続の数", "・窓口の申請をすべてオンラインにします。"],
        ["窓口の申請をオンラインで行う手続の数", "", "窓口の申請をすべてオンラインにします。"],
    ],
)
def test_lines_that_make_up_no_sentence_of_a_narrow_column(lines: list[str]) -> None:
    found = texts(pages("表題\n\n" + "\n".join(lines) + "\n", "次"))
    assert found[1:-1] == [line.strip() for line in lines if line]


@pytest.mark.parametrize(
    ("line", "role"),
    [
        (" " * 24 + "市役所の総合窓口", "caption"),
        (" " * 24 + "デジタル 講座", "caption"),
        ("  市役所の総合窓口", "body"),
        (" " * 24 + "令和8年3月", "body"),
        (" " * 24 + "(単位:人)", "body"),
        (" " * 24 + "現状と課題", "body"),
    ],
)
def test_the_title_of_a_picture_stands_right_of_the_sentence_beside_it(line: str, role: str) -> None:
    found = roles(pages(f"表題\n\n{BESIDE_PICTURE}{line}\n\n次の本文です。\n", "次"))
    assert found[2] == (line.strip(), role)


@pytest.mark.parametrize(
    ("line", "flagged"),
    [
        ("有用性を認識し、利用場면을拡大する。", True),
        ("デジタルデバイドの解시を図る。", True),
        ("待ち時間の短縮につな갑니다。", True),
        ("合言葉は안녕。", False),
        ("簡単な한국어で案内する", False),
        ("窓口のДX推進", False),
        ("業務の効率цを図る", True),
        ("μ-LEDとα版とβテスト、Ω端子", False),
        ("γ線の測定", False),
        ("英語、中文、한국어に対応する", False),
        ("English・中文・한국어", False),
        ("한국어版の作成", False),
        ("Société 5.0の実現", False),
        ("AI・RPAの活用", False),
    ],
)
def test_foreign_script_inside_words(line: str, flagged: bool) -> None:
    assert ("W301" in codes(line)) is flagged


def test_foreign_script_names_the_word() -> None:
    (notice,) = lay("一\n職員が利用場면을拡大する。").notices
    assert notice.evidence[0].line_start == 2
    assert notice.evidence[0].quote == "職員が利用場면을拡大する"
    assert "면을" in notice.message


@given(
    st.lists(
        st.sampled_from(
            [
                "窓口",
                "**強調**",
                "- 項目",
                "  - 下位",
                "A&amp;B",
                "",
                "　字下げ",
                "1",
                "- 2 -",
                "<li>三</li>",
                "# 見出し",
                "x  y",
            ]
        ),
        min_size=1,
        max_size=12,
    )
)
def test_nothing_is_lost_and_everything_is_grounded(lines: list[str]) -> None:
    text = "表題\n" + "\n".join(lines)
    assert_grounded(text)
    found = "".join(p.text for p in paragraphs(text))
    for word in ("窓口", "強調", "項目", "下位", "字下げ", "三", "見出し"):
        assert found.count(word) == text.count(word)


WORDS = "窓口 改革 指標名 現状値 目標値 10件 20% ① (1) ■ ・ 。 、 :"
MARK_UP = (
    "- * # | || |- --- <td> </td> <tr> <table> </table> <ul> <li> <br> <!-- --> ** $ $^{※}$ \\ & &amp; [ ]( http://a/ )"
)
FRAGMENT = st.sampled_from([*WORDS.split(), *MARK_UP.split(), "\t", "\n", "\n", "\n\n", "\f", "  ", "    ", "　"])


@example("改革\n指標名\n①窓口\n指標名\n:、\n、①")  # names between labels of their column, and no label of a value
@given(st.lists(FRAGMENT, max_size=60).map("".join))
def test_any_mixture_of_mark_up_is_laid_out_and_grounded(text: str) -> None:
    assert_grounded("表題\n" + text)


def test_a_text_of_mark_up_only_has_no_blocks() -> None:
    assert lay("<table>\n<ul>\n---\n").blocks == ()
