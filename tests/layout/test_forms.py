"""Forms and list tables are set out as headings with their blocks: which tables are, and what stays as it is."""

from __future__ import annotations

import pytest

from dxextract.layout.forms.forms import unfold_forms
from dxextract.rules import load_rules
from dxextract.schema.document import Block, Cell, Document, Paragraph, Table
from dxextract.schema.passage import Passage, Place, Segment
from dxextract.schema.plan import Source

SOURCE = Source(file_name="a.pdf", sha256="0" * 64, media_type="application/pdf", page_count=9, text_layer="native")


def drawn(rows: list[str], page: int = 1) -> Table:
    """A table of rows such as ``担当課 | 総務課``: ``<`` belongs to the cell at its left, ``^`` to the one above.

    ``⏎`` breaks a line.
    """
    texts = [[text.strip() for text in row.split("|")] for row in rows]
    cells: dict[tuple[int, int], Cell] = {}
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for r, row in enumerate(texts):
        for c, text in enumerate(row):
            if text in ("<", "^"):
                at = owner[(r, c - 1) if text == "<" else (r - 1, c)]
                cell = cells[at]
                rows_, cols = max(cell.row_span, r - at[0] + 1), max(cell.col_span, c - at[1] + 1)
                cells[at] = Cell(at[0], at[1], cell.passage, rows_, cols, cell.box, page)
            else:
                at = (r, c)
                box = (50.0 * c, 20.0 * r, 50.0 * c + 50, 20.0 * r + 20)
                lines = [Segment(part, Place(page=page, box=box)) for part in text.split("⏎") if part]
                said = Passage.of(lines, tight=True)
                cells[at] = Cell(r, c, said, box=box, page=page)
            owner[(r, c)] = at
    place = Place(page=page, box=(0.0, 0.0, 50.0 * len(texts[0]), 20.0 * len(texts)))
    return Table(len(rows), len(texts[0]), tuple(cells.values()), (place,))


def line(text: str, page: int = 1) -> Paragraph:
    return Paragraph(Passage.of([Segment(text, Place(page=page, box=(0.0, 0.0, 90.0, 10.0)))]))


def set_out(*blocks: Block) -> list[tuple[str, str]]:
    """What was set out: headings with their role, paragraphs, and the first cell of each table."""
    document = unfold_forms(Document(SOURCE, tuple(blocks)), load_rules())
    said = []
    for block in document.blocks:
        if isinstance(block, Paragraph) and block.unfolded:
            said.append((block.unfolded, block.text))
        elif isinstance(block, Table) and block.unfolded:
            said.append(("table", block.cells[0].text))
    return said


FORM = [
    "施策の柱 | 柱1 便利なまち | < | <",
    "取組番号 | 1-2 | 取組名 | 電子申請の拡大",
    "取組内容 | 手続を電子化する。 | < | <",
    "成果指標 | 指標名 | 現状値 | 目標値",
    "^ | 申請件数 | 10 | 20",
]
NAMES = [("policy", "柱1 便利なまち"), ("title", "1-2 電子申請の拡大")]
BLOCKS = [("label", "取組内容"), ("body", "手続を電子化する。"), ("label", "成果指標"), ("table", "指標名")]


def test_a_form_becomes_headings_and_blocks() -> None:
    assert set_out(drawn(FORM)) == NAMES + BLOCKS


def test_a_box_of_the_department_above_a_form_belongs_to_it() -> None:
    box = drawn(["担当課 | 総務課", "連絡先 | 0599-00-1201"])
    department = [("label", "担当課"), ("body", "総務課")]
    assert set_out(box, drawn(FORM)) == NAMES + department + BLOCKS
    assert set_out(box, line("電子申請")) == department
    assert set_out(drawn(["担当課 | 総務課"]), drawn(FORM, page=2)) == department + NAMES + BLOCKS


def test_the_contents_page_and_a_chart_of_the_structure_say_no_headings() -> None:
    contents = [line("目次"), line("柱1 便利なまち"), line("1-2 電子申請の拡大"), drawn(["1-3 | 5", "1-4 | 6"])]
    chart = [line("柱1 便利なまち"), line("電子申請の拡大"), line("窓口の改革"), line("人材の育成")]
    assert set_out(*contents, drawn(FORM, page=2)) == NAMES + BLOCKS
    assert set_out(*chart, drawn(FORM, page=2)) == NAMES + BLOCKS


def test_a_heading_that_text_follows_is_said() -> None:
    chapter = [line("柱1 便利なまち"), line("町民が来庁しなくても手続を済ませられるよう、取組を進めていきます。")]
    assert set_out(*chapter, drawn(FORM, page=2)) == NAMES[1:] + BLOCKS


def test_a_heading_above_a_block_of_a_measure_is_said() -> None:
    slide = [line("柱1 便利なまち"), line("現状・課題"), line("・利用が少ない")]
    card = [line("柱1 便利なまち"), line("手続を電子化します。"), line("担当課：総務課")]
    for said in (slide, card, [card[0], card[2]]):
        assert set_out(*said, drawn(FORM, page=2)) == NAMES[1:] + BLOCKS


def test_figures_by_year_beside_an_unknown_label_are_no_block() -> None:
    budget = ["歳出見込 | R8 | R9 | R10", "^ | 1,250 | 1,565 | 1,880"]
    steps = ["段取り | R8 | R9 | R10", "^ | 検討 | 構築 | 運用"]
    assert set_out(drawn(FORM + budget)) == NAMES + BLOCKS
    assert set_out(drawn(FORM + steps)) == NAMES + BLOCKS + [("label", "段取り"), ("table", "R8")]


def test_a_mark_beside_the_priority_makes_one() -> None:
    def marks(text: str) -> list[tuple[str, ...]]:
        table = drawn([*FORM[:2], f"重点取組 | {text} | < | <", *FORM[2:]])
        blocks = unfold_forms(Document(SOURCE, (table,)), load_rules()).blocks
        return [b.marks for b in blocks if isinstance(b, Paragraph) and b.unfolded == "title"]

    assert [marks(text) for text in ("○", "☑該当")] == [[("priority",)]] * 2
    assert [marks(text) for text in ("－", "☐該当", "該当なし", "×")] == [[()]] * 4


def test_a_list_under_a_header_of_two_rows_is_a_list_and_no_form() -> None:
    rows = [
        "No. | 取組名 | 取組の内容 | 成果指標 | < | < | 所管課",
        "^ | ^ | ^ | 指標名 | 現状値 | 目標値 | ^",
        "1 | 電子申請の拡大 | 手続を電子化する。 | 申請件数 | 10 | 20 | 総務課",
        "2 | 窓口の改革 | 窓口を改める。 | 手続数 | 1 | 2 | 市民課",
        "3 | 人材の育成 | 研修を行う。 | 修了者数 | 5 | 9 | 人事課",
    ]
    titles = [text for role, text in set_out(drawn(rows)) if role == "title"]
    assert titles == ["1 電子申請の拡大", "2 窓口の改革", "3 人材の育成"]


def test_rows_above_a_form_name_its_policy_and_its_measure() -> None:
    head = ["柱1 便利なまち | < | < | ", "No.1 電子申請の拡大 | < | < | <"]
    assert set_out(drawn(head + FORM[2:])) == [NAMES[0], ("title", "No.1 電子申請の拡大"), *BLOCKS]
    assert set_out(drawn(["取組個票 | < | < | <", *head[1:], *FORM[2:]]))[0] == ("title", "No.1 電子申請の拡大")
    assert set_out(drawn(["取組個票 | < | < | <", *FORM])) == NAMES + BLOCKS


def test_a_line_of_the_department_beside_the_head_of_a_form_belongs_to_it() -> None:
    department = ("body", "所管：総務課")
    assert set_out(line("所管：総務課"), drawn(FORM)) == [*NAMES, department, *BLOCKS]
    assert set_out(drawn(FORM), line("所管：総務課")) == [*NAMES, department, *BLOCKS]
    assert set_out(drawn(FORM), line("所管：総務課", page=2)) == NAMES + BLOCKS
    assert set_out(line("凡例：実施"), drawn(FORM)) == NAMES + BLOCKS


def test_a_label_among_others_in_its_row_counts() -> None:
    rows = [*FORM[:2], "区分 | ☑新規 | 担当課 | 総務課", *FORM[2:]]
    assert set_out(drawn(rows)) == [*NAMES, ("label", "担当課"), ("body", "総務課"), *BLOCKS]


def test_a_name_with_labels_behind_it_is_the_measures() -> None:
    rows = ["方針1 便利なまち | < | < | <", "取組1 電子申請の拡大 | < | 担当課 | 総務課", *FORM[2:]]
    names = [("policy", "方針1 便利なまち"), ("title", "取組1 電子申請の拡大")]
    assert set_out(drawn(rows)) == [*names, ("label", "担当課"), ("body", "総務課"), *BLOCKS]


def test_a_column_of_a_list_that_heads_a_block_is_one() -> None:
    rows = [
        "No. | 取組名 | 課題 | 令和7年度の取組実績 | 成果指標 | 目標値",
        "1 | 電子申請の拡大 | 利用が少ない。 | 仕様を固めた。 | 申請件数 | 20",
        "2 | 窓口の改革 | 待ち時間が長い。 | 機器を入れた。 | 手続数 | 2",
    ]
    said = set_out(drawn(rows))
    assert ("label", "課題") in said
    assert said.count(("label", "令和7年度の取組実績")) == 2


def test_rows_over_the_whole_width_of_a_list_name_the_policy() -> None:
    rows = [
        "No. | 取組名 | 内容 | 成果指標 | 目標値",
        "目標1 便利 | < | < | < | <",
        "1 | 電子申請の拡大 | 手続を電子化する。 | 申請件数 | 20",
        "2 | 窓口の改革 | 窓口を改める。 | 手続数 | 2",
        "目標2 効率 | < | < | < | <",
        "3 | 人材の育成 | 研修を行う。 | 修了者数 | 9",
    ]
    names = [(role, text) for role, text in set_out(drawn(rows)) if role in ("policy", "title")]
    assert names == [
        ("policy", "目標1 便利"),
        ("title", "1 電子申請の拡大"),
        ("title", "2 窓口の改革"),
        ("policy", "目標2 効率"),
        ("title", "3 人材の育成"),
    ]


def test_a_direction_in_sentences_is_a_block_and_no_policy() -> None:
    rows = [*FORM[:2], "施策の方向性 | 手続を電子化し、来庁しなくても済むようにする。 | < | <", *FORM[2:]]
    said = [("label", "施策の方向性"), ("body", "手続を電子化し、来庁しなくても済むようにする。")]
    assert set_out(drawn(rows)) == [*NAMES, *said, *BLOCKS]


def test_the_broader_of_two_names_is_the_policys() -> None:
    rows = ["アクション | A-1 電子申請の拡大 | < | <", "施策 | A 便利なまち | < | <", *FORM[2:]]
    assert set_out(drawn(rows))[:2] == [("policy", "A 便利なまち"), ("title", "A-1 電子申請の拡大")]
    alone = ["施策 | 電子申請の拡大 | < | <", *FORM[2:]]
    assert set_out(drawn(alone))[0] == ("title", "電子申請の拡大")
    marked = ["取組名 | 電子申請の拡大 | 重点施策 | ○", *FORM[2:]]
    assert set_out(drawn(marked))[0] == ("title", "電子申請の拡大")


def test_an_indicators_name_over_its_years_is_the_first_column() -> None:
    rows = [*FORM[:3], "指標① | 申請件数 | < | <", "^ | 年度 | R6(現状) | R8", "^ | 目標値 | 10 | 20"]
    document = unfold_forms(Document(SOURCE, (drawn(rows),)), load_rules())
    (table,) = (b for b in document.blocks if isinstance(b, Table) and b.unfolded)
    assert [c.text for c in table.cells] == ["指標①", "年度", "R6(現状)", "R8", "申請件数", "目標値", "10", "20"]


def test_indicators_told_with_their_figures_are_text() -> None:
    rows = [
        "No. | 取組名 | 内容 | 数値目標 | R8 | R9",
        "1 | 電子申請の拡大 | 手続を電子化する。 | ・申請件数 10件（R6）→20件（R9） | 検討 | 導入",
        "2 | 窓口の改革 | 窓口を改める。 | ・手続数 1件（R6）→2件（R9） | 検討 | 導入",
    ]
    said = set_out(drawn(rows))
    assert said.count(("label", "数値目標")) == 2
    assert ("body", "・申請件数 10件(R6)→20件(R9)") in [
        (role, text.replace("（", "(").replace("）", ")")) for role, text in said
    ]


def test_years_above_a_label_are_the_header_of_its_row() -> None:
    rows = ["取組名 | 窓口改革 | < | <", "取組内容 | 予約を広げる。 | < | <", "担当課 | 市民課 | < | <"]
    planned = drawn([*rows, " | 令和7年度 | 令和8年度 | 令和9年度", "事業計画 | 検討 | 導入 | 運用"])
    assert set_out(planned)[-2:] == [("label", "事業計画"), ("table", "令和7年度")]
    spent = drawn([*rows, " | 令和7年度 | 令和8年度 | 令和9年度", "事業費 | 100 | 200 | 300"])
    assert ("label", "担当課") in set_out(spent)
    assert ("table", "令和7年度") not in set_out(spent)


def test_a_row_below_the_labels_that_head_a_list_elsewhere_is_a_list_of_one() -> None:
    listed = drawn(["事業名 | 概要 | 担当課", "申請の拡充 | 対象を増やす | 市民課", "窓口予約 | 予約を始める | 税務課"])
    alone = drawn(["事業名 | 概要 | 担当課", "標準化 | 20業務を移す | 情報課"])
    assert set_out(listed, line("施策2"), alone) == []
    assert ("title", "標準化") in set_out(alone)


def test_indicators_named_over_their_years_become_tables_of_one() -> None:
    form = drawn(
        [
            "事業名 | 窓口の改革 | < | <",
            "担当課 | 市民課 | < | <",
            "取組内容 | 予約を始める。 | < | <",
            "活動指標 | 予約の件数 |  | ",
            "^ | R6(実績) | R8 | R10",
            "^ | 10件 | 50件 | 90件",
            "^ | 窓口の数 |  | ",
            "^ | R6(実績) | R8 | R10",
            "^ | 1か所 | 2か所 | 3か所",
        ]
    )
    document = unfold_forms(Document(SOURCE, (form,)), load_rules())
    tables = [b for b in document.blocks if isinstance(b, Table) and b.unfolded]
    rows = [[(c.row, c.col, c.text) for c in t.cells] for t in tables]
    assert rows[0] == [
        *[(0, n, text) for n, text in enumerate(("活動指標", "R6(実績)", "R8", "R10"))],
        *[(1, n, text) for n, text in enumerate(("予約の件数", "10件", "50件", "90件"))],
    ]
    assert [cells[4][2] for cells in rows] == ["予約の件数", "窓口の数"]


def test_a_list_of_indicators_without_names_over_their_years_stays_one_table() -> None:
    form = drawn(
        [
            "事業名 | 窓口の改革 | < | <",
            "担当課 | 市民課 | < | <",
            "取組内容 | 予約を始める。 | < | <",
            "活動指標 | 指標名 | R6 | R8",
            "^ | 予約の件数 | 10件 | 50件",
            "^ | 窓口の数 | 1か所 | 2か所",
        ]
    )
    assert set_out(form).count(("table", "指標名")) == 1


def test_labels_that_no_rule_knows_are_told_by_what_stands_beside_them() -> None:
    form = [
        "政策のまとまり | 基本方針2 便利なまち | 推進役となる部署 | 総務課、税務課",
        "取組名 | 電子申請の拡大 | < | <",
        "取組内容 | 手続を電子化する。 | < | <",
        "スケジュール | 令和7年度から実施 | < | <",
    ]
    out = set_out(drawn(form))
    assert ("policy", "基本方針2 便利なまち") in out
    assert out[out.index(("label", "推進役となる部署")) + 1] == ("body", "総務課、税務課")


@pytest.mark.parametrize("line_", ["達成のものさし", "進み具合をはかる物差し"])
def test_a_table_of_indicators_ends_what_stands_above_it_whatever_it_is_called(line_: str) -> None:
    form = [
        "取組名 | 電子申請の拡大 | <",
        "現状と課題 | 取組内容 | <",
        "紙で受けている。 | 手続を電子化する。 | <",
        f"{line_} | < | <",
        "指標名 | 現状値 | 目標値",
        "申請件数 | 10 | 20",
        "導入の状況 | 未導入 | 導入済",
        "進め方の目安 | < | <",
        "取組 | 令和7年度 | 令和8年度",
        "申請の電子化 | 検討 | 実施",
    ]
    out = set_out(drawn(form))
    assert [text for role, text in out if role == "table"] == ["指標名", "取組"]
    assert {("label", "指標名"), ("label", "進め方の目安")} <= set(out)


def test_texts_beside_unknown_words_make_no_form() -> None:
    duties = ["事務を担う部署 | 総務課", "委員会を開く部署 | 税務課、福祉課", "窓口となる部署 | 企画課"]
    assert set_out(drawn(duties)) == []


def test_values_behind_labels_in_the_row_below_a_name_are_its_figures() -> None:
    form = drawn([*FORM[:3], "指標 | 台帳の登録数 | < | <", "目標 | 現状値(R6) | 0件 | 320件"])
    assert ("table", "指標") not in set_out(form)
    rows = [
        "番号 | 8 | 取組名 | 空き家台帳の整備 | <",
        "担当課 | 建設課 | < | < | <",
        "取組内容 | 調査する。 | < | < | <",
    ]
    form = drawn([*rows, "指標 | 台帳の登録数 | < | < | <", "目標 | 現状値(R6) | 0件 | 目標値(R9) | 320件"])
    assert ("table", "指標") in set_out(form)


def test_counted_indicators_in_one_cell_of_a_form_are_rows() -> None:
    rows = ["番号 | 8 | 取組名 | 空き家台帳の整備", "担当課 | 建設課 | < | <", "取組内容 | 調査する。 | < | <"]
    names = "指標 | ①台帳の登録数⏎②台帳の閲覧数 | < | <"
    form = drawn([*rows, names, "現状値(R6) | ①0件⏎②5回 | 目標値(R9) | ①320件⏎②90回"])
    blocks = unfold_forms(Document(SOURCE, (form,)), load_rules()).blocks
    (table,) = [b.as_meant() for b in blocks if isinstance(b, Table) and b.unfolded]
    assert [[c.text for c in table.cells if c.row == row] for row in range(1, table.n_rows)] == [
        ["台帳の登録数", "0件", "320件"],
        ["台帳の閲覧数", "5回", "90回"],
    ]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            [
                "取組の概要 | < | < | <",
                "手続を電子化する。 | < | < | <",
                "KPI | 指標名 | 基準値 | 目標値",
                "^ | 申請件数 | 10 | 20",
                "工程 | 取組項目 | R7 | R8",
                "^ | 手続の選定 | 検討 | 実施",
            ],
            [
                ("label", "取組の概要"),
                ("body", "手続を電子化する。"),
                ("label", "KPI"),
                ("table", "指標名"),
                ("label", "工程"),
                ("table", "取組項目"),
            ],
        ),
        (
            [  # a header of two rows, and tasks below it
                "スケジュール | < | < | <",
                "取組内容 | 令和7年度 | < | 令和8年度",
                "^ | 上期 | 下期 | 上期",
                "手続の選定 | 検討 | 実施 | ",
                "職員の研修 | | 実施 | 実施",
            ],
            [("label", "スケジュール"), ("table", "取組内容")],
        ),
    ],
)
def test_a_label_beside_a_table_ends_the_text_below_the_label_above(
    rows: list[str], said: list[tuple[str, str]]
) -> None:
    head = ["取組番号 | 1-2 | 取組名 | 電子申請の拡大", "現状と課題 | 手続に時間がかかる。 | < | <"]
    assert set_out(drawn([*head, *rows]))[3:] == said
