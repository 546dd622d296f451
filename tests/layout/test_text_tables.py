"""Tables of a text: separated by tabs or pipes, HTML, aligned with spaces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxextract.schema.passage import evidence_of
from text_documents import assert_grounded, codes, lay, only_table, paragraphs, rows, tables, texts

KPI = "番号\t指標名\t現状値 (令和6年度)\t目標値 (令和8年度)\n①\t申請件数\t10件\t20件\n\t研修の 回数\t1回\t2回"


def test_tab_table() -> None:
    (table,) = tables(f"■ 成果指標\n\n{KPI}\n\n(2) 次")
    assert rows(table)[2] == ["", "研修の回数", "1回", "2回"]
    assert (table.header_rows, table.spans, table.n_rows, table.n_cols) == (1, "unknown", 3, 4)
    assert (table.places[0].line_start, table.places[0].line_end) == (3, 5)


def test_a_row_quotes_an_unbroken_part_of_its_line() -> None:
    (table,) = tables(KPI)
    row = [cell.passage for cell in table.cells if cell.row == 1]
    (evidence,) = evidence_of(row, "\t")
    assert (evidence.line_start, evidence.quote) == (2, "①\t申請件数\t10件\t20件")
    apart = evidence_of([row[0], row[2]])
    assert [e.quote for e in apart] == ["①", "10件"]


@pytest.mark.parametrize(
    "text",
    [
        "総務課\t内線 12",
        "本市では\tデジタル化を進める。",
        "一つめの段落です。\n注\t出典は別紙のとおり\n三つめの段落です。",
        "総務課",
    ],
)
def test_a_single_line_with_a_tab_is_prose(text: str) -> None:
    assert tables(text) == []


@pytest.mark.parametrize(
    "text", ["担当課\t総務課", "窓口\t10件\t20件", "用語\t説明\nAI\t人工知能", "第1章 背景\t1\n第2章 現状\t3"]
)
def test_what_is_a_table_though_short(text: str) -> None:
    assert len(tables(text)) == 1


def test_a_blank_line_does_not_end_a_table() -> None:
    assert len(only_table("用語\t説明\nAI\t人工知能\nDX\t変革\n\nRPA\t自動化\nSNS\t交流")) == 5


@pytest.mark.parametrize(
    "text",
    [
        "指標名\t現状値\t目標値\nA\t1\t2\n指標名\t現状値\t目標値\nB\t3\t4",
        "指標名\t現状値\t目標値\nA\t1\t2\n\n取組\t令和7年度\t令和8年度\nB\t導入\t運用",
        "取組\t令和7年度\t令和8年度\nB\t導入\t運用\n指標名\t現状値\t目標値\nA\t1\t2",
        "用語\t説明\nAI\t人工知能\nDX\t変革\n\n\n\nRPA\t自動化\nSNS\t交流",
        "用語\t説明\nAI\t人工知能\nDX\t変革\n\nA\tB\tC\nD\tE\tF",
        "担当課\t総務課\n内容\t窓口改革\n\n担当課\t税務課\n内容\t申告支援",
        "用語\t説明\nAI\t人工知能\n■ 成果指標\n指標名\t現状値\nA\t1",
    ],
)
def test_where_the_next_table_begins(text: str) -> None:
    assert len(tables(text)) == 2


def test_a_table_goes_on_over_a_page_without_its_repeated_header() -> None:
    head = "みどり野市\n\n指標名\t現状値\t目標値\n"
    text = f"表題\n\f{head}A\t1\t2\n\n- 1 -\n\f{head}B\t3\t4\n- 2 -\n\fみどり野市\n本文"
    assert only_table(text) == [["指標名", "現状値", "目標値"], ["A", "1", "2"], ["B", "3", "4"]]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("用語\t説明\nAI\t人工知能", 1),
        ("取組\t年度\t\t\n\tR7\tR8\tR9\n窓口\t導入\t\t", 2),
        ("指標\t現状値\t目標値\n\t(R6)\t(R10)\nA\t1件\t2件", 1),
        ("担当課\t総務課\n実施時期\t令和7年度\n内容\t窓口改革", 0),
        ("AI\t人工知能\nDX\t変革", 0),
        ("計画\t令和5年度\t令和6年度\nみどり野市総合計画\t前期\t", 1),
        ("第1章 背景\t1\n第2章 現状\t3", 0),
        ("No.\t施策名\t担当課\tR7\tR8\n1\t窓口改革\t市民課\t検討\t導入", 1),
    ],
)
def test_header_rows(text: str, count: int) -> None:
    assert tables(text)[0].header_rows == count


def test_short_rows_are_padded_and_reported() -> None:
    text = "指標名\t現状値\t目標値\nA\t1\t2\nB\t3\nC\t5\t6"
    assert only_table(text)[2] == ["B", "3", ""]
    assert codes(text) == ["W302"]
    assert lay(text).notices[0].evidence[0].line_start == 3
    assert codes(KPI) == []


def test_contents_keep_the_space_between_number_and_title() -> None:
    assert only_table("第1章 計画の背景.....\t1\n1 目的\t2\n2 期間\t3")[0] == ["第1章 計画の背景.....", "1"]


@pytest.mark.parametrize(
    "cell",
    [
        '<ul style="x">窓口の整備研修',
        "<ul><li>窓口の整備</li><li>研修</li></ul>",
        '<ul style="x">\u3000窓口の整備 研修</li>',
    ],
)
def test_list_mark_up_inside_a_cell_leaves_the_row_whole(cell: str) -> None:
    text = f"分野\t取組\t課題\n市民\t{cell}\t<ul>充実\n地域\t見守り\t防災"
    assert only_table(text)[1:] == [["市民", "窓口の整備研修", "充実"], ["地域", "見守り", "防災"]]
    assert codes(text) == []
    assert_grounded(text)


def test_pipe_table() -> None:
    text = "| 指標 | 現状値 | 目標値 |\n|:--|---|--:|\n| 件数<br>(累計) | **10件** |  |\n| A\\|B | 1 | 2 |"
    (table,) = tables(text)
    assert rows(table) == [["指標", "現状値", "目標値"], ["件数 (累計)", "10件", ""], ["A|B", "1", "2"]]
    assert table.header_rows == 1
    (evidence,) = evidence_of(cell.passage for cell in table.cells if cell.row == 0)
    assert "".join(evidence.quote.split()) == "|指標|現状値|目標値"
    assert_grounded(text)


@pytest.mark.parametrize(
    "text",
    [
        "指標 | 現状 | 目標 |\n---|---|---|\n件数 | 10件 | 20件 |",
        "指標 | 現状 | 目標\n---|---|---\n件数 | 10件 | 20件",
        "指標 | 現状 | 目標 | |\n件数 | 10件 | 20件 |",
    ],
)
def test_pipe_table_without_a_pipe_at_the_left(text: str) -> None:
    (table,) = tables(text)
    assert rows(table) == [["指標", "現状", "目標"], ["件数", "10件", "20件"]]
    assert table.header_rows == 1
    assert_grounded(text)


@pytest.mark.parametrize("text", ["|x|はxの絶対値", "A | B", "|", "a | b\nc | d"])
def test_pipes_in_prose(text: str) -> None:
    assert tables(text) == []


def test_html_table_keeps_its_spans() -> None:
    text = (
        '前文<table border="1">\n<thead><tr><th rowspan="2">取組</th><th colspan="2">年度</th></tr>\n'
        "<tr><th>R7</th><th>R8</th></tr></thead>\n"
        "<tr><td>窓口<br>改革</td><td colspan=2>導入 &amp; 運用</td></tr>\n</table>後文"
    )
    document = lay(text)
    table = document.blocks[1]
    assert [(c.row, c.col, c.row_span, c.col_span, c.text) for c in table.cells] == [
        (0, 0, 2, 1, "取組"),
        (0, 1, 1, 2, "年度"),
        (1, 1, 1, 1, "R7"),
        (1, 2, 1, 1, "R8"),
        (2, 0, 1, 1, "窓口改革"),
        (2, 1, 1, 2, "導入 & 運用"),
    ]
    assert (table.spans, table.header_rows, table.n_rows, table.n_cols) == ("drawn", 2, 3, 3)
    assert (document.blocks[0].text, document.blocks[2].text) == ("前文", "後文")
    assert (table.places[0].line_start, table.places[0].line_end) == (1, 5)
    assert_grounded(text)


@pytest.mark.parametrize(
    "text",
    [
        "<table><tr><td>指標</td><td>10件</td></tr>\n\n本文です。",
        "<TABLE>\n<TR>\n<TD>指標\n<TD>10件\n</TR>\n</TABLE>\n本文です。",
        "<table><tr><td rowspan='99'>指標</td><td>10件</td></tr></table>本文です。",
    ],
)
def test_careless_html_tables(text: str) -> None:
    assert only_table(text) == [["指標", "10件"]]
    assert texts(text) == ["本文です。"]


@pytest.mark.parametrize("text", ["<table></table>", "<table><tr><td></td></tr></table>", "<table", "</table>本文"])
def test_html_without_a_table(text: str) -> None:
    assert tables("表題\n" + text) == []


ALIGNED = """\
指標名                          現状値        目標値
                              （R6）        （R10）
オンライン申請件数                 120件         500件
書かない窓口で利用できる
手続の数                          0手続        10手続
研修の回数                        ―            毎年度2回
"""


def test_aligned_table_with_wrapped_cells() -> None:
    (table,) = tables(f"本計画の指標は次のとおりです。\n\n{ALIGNED}\n本文です。")
    assert rows(table) == [
        ["指標名", "現状値(R6)", "目標値(R10)"],
        ["オンライン申請件数", "120件", "500件"],
        ["書かない窓口で利用できる手続の数", "0手続", "10手続"],
        ["研修の回数", "―", "毎年度2回"],
    ]
    assert (table.header_rows, table.spans) == (1, "unknown")
    (evidence,) = evidence_of(cell.passage for cell in table.cells if cell.row == 2)
    assert (evidence.line_start, evidence.line_end) == (6, 7)
    assert_grounded(ALIGNED)


def test_aligned_rows_that_blank_lines_keep_apart() -> None:
    text = """\
用語              説明

クラウド          インターネットを通じて
サービス          提供される仕組み

AI                人工知能

RPA               定型業務の
                  自動化
"""
    assert only_table(text) == [
        ["用語", "説明"],
        ["クラウドサービス", "インターネットを通じて提供される仕組み"],
        ["AI", "人工知能"],
        ["RPA", "定型業務の自動化"],
    ]


def test_aligned_glossary_with_definitions_over_lines() -> None:
    text = """\
用語          説明
AI            人工知能のこと。学習や推論などの知的な活動を計算機で
              実現する技術をいう。
RPA           定型的な事務をロボットによって自動化する仕組みのこと。
"""
    assert only_table(text)[1] == ["AI", "人工知能のこと。学習や推論などの知的な活動を計算機で実現する技術をいう。"]


@pytest.mark.parametrize(
    "text",
    [
        "1  計画の背景\n2  計画の目的\n3  計画の期間",
        "①  窓口改革\n②  職員研修\n③  基盤整備",
        "第1章 背景 ................ 1\n第2章 現状  ............... 3\n第3章 目標 ................ 5",
        "第1章　計画の背景\n第2章　計画の目的\n第3章　計画の期間",
        "みどり野市    令和7年3月",
        "本市では  取組を進める。\n国の動向を踏まえて  計画を定める。\n見直しを行う  こととする。",
    ],
)
def test_spaces_that_align_nothing(text: str) -> None:
    assert tables(text) == []


def test_an_aligned_table_ends_where_prose_runs_across() -> None:
    text = ALIGNED + "これらの指標は毎年度の終わりに進捗を確認し、必要に応じて見直します。\n担当課    総務課"
    assert len(only_table(text)) == 4
    assert [p.text[:6] for p in paragraphs(text)] == ["これらの指標", "担当課 総務"]


def test_captions() -> None:
    document = lay("表1 成果指標の一覧\n" + KPI + "\n\n表2のとおり進めます。\n\n" + KPI)
    captioned, plain = (block for block in document.blocks if hasattr(block, "cells"))
    assert captioned.caption is not None
    assert captioned.caption.text == "表1 成果指標の一覧"
    assert plain.caption is None
    assert document.blocks[0].role == "caption"


CELL = st.text(alphabet="あ漢Ａ1・(年)％ x", max_size=6)


@given(st.integers(2, 5).flatmap(lambda n: st.lists(st.lists(CELL, min_size=n, max_size=n), min_size=2, max_size=6)))
def test_any_grid_written_with_tabs_comes_back(grid: list[list[str]]) -> None:
    grid = [[f"i{r}", *row, f"e{r}"] for r, row in enumerate(grid)]
    text = "\n".join("\t".join(row) for row in grid)
    (table,) = tables(text)
    blanks = str.maketrans("", "", " ")
    expected = [[cell.replace("Ａ", "A").replace("％", "%").translate(blanks) for cell in row] for row in grid]
    assert [[cell.translate(blanks) for cell in row] for row in rows(table)] == expected
    assert_grounded(text)


@given(
    st.lists(
        st.lists(st.sampled_from(["窓口改革", "研修", "12件", "α版", "○"]), min_size=3, max_size=3),
        min_size=3,
        max_size=8,
    )
)
def test_any_grid_of_short_cells_aligned_with_spaces_comes_back(grid: list[list[str]]) -> None:
    def padded(cell: str) -> str:
        return cell + " " * (14 - 2 * len(cell) + sum(c in "12" for c in cell))

    text = "指標名        現状値        目標値\n" + "\n".join("".join(map(padded, row)).rstrip() for row in grid)
    assert only_table(text)[1:] == grid


# As `pdftotext -layout` aligns: every character counts one column, cells are centred against each other.
PRINTED = """\
    指標名                 基準値 (令和 5       目標値 (令和 10
                        年度)             年度)              算出方法
    ① オンラインで申請できる手続
                        64 手続           300 手続         登録されている数
    の数
    ① オンライン申請の利用率      12.4%           50% 以上         申請件数÷全件数
    ② 案内サービスの利用件数      ―               6,000 件/年      サイトの記録

◆年度別計画

    取組              令和 7 年度          令和 8 年度        令和 9 年度
    ① 申請の拡大         対象手続の選定・順次拡大                 全手続の点検
    ② 案内サービス        仕様検討             公開             運用・改善


施策 1-2 書かない窓口の実現           重点

◆現状
"""


def test_tables_as_pdftotext_aligns_them() -> None:
    kpis, schedule = (rows(table) for table in tables(PRINTED))
    assert kpis == [
        ["指標名", "基準値 (令和 5 年度)", "目標値 (令和 10 年度)", "算出方法"],
        ["① オンラインで申請できる手続の数", "64 手続", "300 手続", "登録されている数"],
        ["① オンライン申請の利用率", "12.4%", "50% 以上", "申請件数÷全件数"],
        ["② 案内サービスの利用件数", "―", "6,000 件/年", "サイトの記録"],
    ]
    assert schedule == [
        ["取組", "令和 7 年度", "令和 8 年度", "令和 9 年度"],
        ["① 申請の拡大", "対象手続の選定・順次拡大", "", "全手続の点検"],
        ["② 案内サービス", "仕様検討", "公開", "運用・改善"],
    ]
    assert texts(PRINTED) == ["◆年度別計画", "施策 1-2 書かない窓口の実現 重点", "◆現状"]
    assert_grounded(PRINTED)


def test_narrow_columns_that_nearly_touch() -> None:
    text = """\
指標                       単位     R4 実績    R6     R7     R9 目標
オンラインで申請できる手続            手続     8        25     40     80
オンライン申請の割合               %      2.1      10     20     40
"""
    assert only_table(text) == [
        ["指標", "単位", "R4 実績", "R6", "R7", "R9 目標"],
        ["オンラインで申請できる手続", "手続", "8", "25", "40", "80"],
        ["オンライン申請の割合", "%", "2.1", "10", "20", "40"],
    ]


def test_headings_whose_titles_are_aligned_are_no_table() -> None:
    text = "第２章    各論\n第１節   市民サービスの高度化\n第１項   行政手続のオンライン化\n《現況と課題》\n"
    assert tables(text) == []


DRIFTING = """\
    項目           2026 年度        2027 年度        2028 年度             2029 年度
                   (R8)           (R9)           (R10)               (R11)
① オンライン申請の対   本格導入         同左             同左                  同左
象手続の拡大
電子申請システムの操    計画策定         段階的な展開         同左                  検証・見直し
作性の改善
関係課：会計課
"""


def test_a_line_with_a_text_for_every_column_is_a_row_though_it_drifts() -> None:
    years = ["2026 年度 (R8)", "2027 年度 (R9)", "2028 年度 (R10)", "2029 年度 (R11)"]
    assert only_table(DRIFTING) == [
        ["項目", *years],
        ["① オンライン申請の対象手続の拡大", "本格導入", "同左", "同左", "同左"],
        ["電子申請システムの操作性の改善", "計画策定", "段階的な展開", "同左", "検証・見直し"],
    ]
    assert texts(DRIFTING) == ["関係課：会計課"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "指標名              現状値        目標値\n"
            "取り組む経営者     1,800 経     5,300 経\n"
            "の数               営体         営体\n",
            ["取り組む経営者の数", "1,800 経営体", "5,300 経営体"],
            id="units broken in all values of a row",
        ),
        pytest.param(
            "指標              現状値        目標値\n"
            "窓口の満足度       実績        増加\n"
            "窓口の数          12 か所      維持\n",
            ["窓口の満足度", "実績", "増加"],
            id="short states are cells of their own",
        ),
        pytest.param(
            "      KPI             現状値          目標値\n"
            "農家の数(累             -            3,400 戸\n"
            "      KPI             現状値          目標値\n"
            "計)\n"
            "研修の受講者数         86 人           900 人\n",
            ["農家の数(累計)", "-", "3,400 戸"],
            id="a header that the next page prints again",
        ),
    ],
)
def test_rows_of_wrapped_cells(text: str, expected: list[str]) -> None:
    table = only_table(text)
    assert table[1] == expected
    assert len(table) == (2 if "経営" in text else 3)


def test_indicators_across_stand_above_their_values() -> None:
    text = (
        "         評価指標             生成 AI の活用事例数        教室の開催回数（累\n"
        "                                                       計）\n"
        "   現状値(2024 年度             14 件                      8 回\n"
        "      (R6))\n"
        "   目標値(2029 年度             44 件                      48 回\n"
        "      (R11))\n"
    )
    assert only_table(text) == [
        ["評価指標", "生成 AI の活用事例数", "教室の開催回数(累計)"],
        ["現状値(2024 年度 (R6))", "14 件", "8 回"],
        ["目標値(2029 年度 (R11))", "44 件", "48 回"],
    ]


SPACED = [
    pytest.param(
        "指標 現状値（R5） 目標値（R11）\n"
        "オンライン申請の割合 4.6% 40%\n"
        "書かない窓口に対応した証明書 — 8 種類\n"
        "生成 AI を週 1 回以上使う職員の割合 — 70% 以上\n"
        "運用の経費 2 億 1,000 万円 1 億 5,000 万円以下\n",
        [
            ["指標", "現状値(R5)", "目標値(R11)"],
            ["オンライン申請の割合", "4.6%", "40%"],
            ["書かない窓口に対応した証明書", "—", "8 種類"],
            ["生成 AI を週 1 回以上使う職員の割合", "—", "70% 以上"],
            ["運用の経費", "2 億 1,000 万円", "1 億 5,000 万円以下"],
        ],
        id="names and figures",
    ),
    pytest.param(
        "項目 単位 現状（Ｒ５） Ｒ７ Ｒ８ Ｒ９\n手続の割合 ％ 42 60 80 100\n申請の利用件数 万件 15.3 20 25 30\n",
        [
            ["項目", "単位", "現状(R5)", "R7", "R8", "R9"],
            ["手続の割合", "%", "42", "60", "80", "100"],
            ["申請の利用件数", "万件", "15.3", "20", "25", "30"],
        ],
        id="a column of units",
    ),
    pytest.param(
        "KPI（重要業績評価指標） 現状 中間目標 最終目標\nR6 R10 R12\n相談会の参加者数 640 人 2,000 人 3,000 人\n",
        [
            ["KPI(重要業績評価指標)", "現状", "中間目標", "最終目標"],
            ["", "R6", "R10", "R12"],
            ["相談会の参加者数", "640 人", "2,000 人", "3,000 人"],
        ],
        id="years below the labels",
    ),
    pytest.param(
        "指標名\n現状値（令和 6\n年度）\n目標値（令和 12\n年度）\n指標の説明\n"
        "オンラインで申請できる手続のうち、手数料の支\n払いまで済ませられる手続の数\n3 件 45 件 デジタル戦略課調べ\n"
        "電子申請の年間利用件数 21,450 件 60,000 件 システムの集計\n",
        [
            ["指標名", "現状値(令和 6 年度)", "目標値(令和 12 年度)", "指標の説明"],
            [
                "オンラインで申請できる手続のうち、手数料の支払いまで済ませられる手続の数",
                "3 件",
                "45 件",
                "デジタル戦略課調べ",
            ],
            ["電子申請の年間利用件数", "21,450 件", "60,000 件", "システムの集計"],
        ],
        id="wrapped labels and names",
    ),
    pytest.param(
        "取組項目\n番号\n指標名\n現状値\n(令和 6 年度)\n目標値\n(令和 8 年度)\n"
        "①\nカードを利用する電子申請\n手続きの数\n25 手続 50 手続\n"
        "PMH を利用したサービスの数 0 サービス 3 サービス\n② 講習会の回数 5 回 毎年度 5 回\n",
        [
            ["取組項目番号", "指標名", "現状値 (令和 6 年度)", "目標値 (令和 8 年度)"],
            ["①", "カードを利用する電子申請手続きの数", "25 手続", "50 手続"],
            ["", "PMH を利用したサービスの数", "0 サービス", "3 サービス"],
            ["②", "講習会の回数", "5 回", "毎年度 5 回"],
        ],
        id="labels with a line each",
    ),
    pytest.param(
        "内容 R7 R8 R9 R10 担当課\n手続のオンライン化 準備 順次拡大 → → 総務課\n生成 AI 試行 本格導入 → → 企画課\n",
        [
            ["内容", "R7", "R8", "R9", "R10", "担当課"],
            ["手続のオンライン化", "準備", "順次拡大", "→", "→", "総務課"],
            ["生成 AI", "試行", "本格導入", "→", "→", "企画課"],
        ],
        id="years",
    ),
]


@pytest.mark.parametrize(("text", "expected"), SPACED)
def test_cells_that_one_space_parts(text: str, expected: list[list[str]]) -> None:
    assert only_table(text) == expected
    assert codes(text) == ["I302"]
    assert_grounded(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("内容 R7 R8 R9\n遠隔相談 調査 実証\n書かない窓口 導入\n", id="blank cells were lost"),
        pytest.param("指標 現状値 目標値\nオンライン申請を増やすため、次の取組を進めます。\n", id="prose below labels"),
        pytest.param("令和7年度 令和8年度 令和9年度\n調査 実証 導入\n", id="no label of names"),
        pytest.param(
            "指標 現状値 目標値\n申請の割合 12% から 40% への増加\n", id="a line that goes on behind its figures"
        ),
    ],
)
def test_lines_with_spaces_that_are_no_rows(text: str) -> None:
    assert tables(text) == []
