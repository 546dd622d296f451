"""Schedule items: which years a text covers, in drawn tables and in tables that lost their merged cells."""

from dataclasses import replace

import pytest

from dxextract.extract.measures import MeasureIndex
from dxextract.extract.schedule.schedule import find_schedule
from dxextract.extract.tables import read_tables
from dxextract.rules import load_rules
from dxextract.schema.document import Bar, Cell, Table
from dxextract.schema.passage import Place
from tests.extract.document_builder import document, outline, passage, table

YEARS = ["番号", "令和6年度", "令和7年度", "令和8年度"]


def items(grid):
    doc = document("取組スケジュール", grid)
    tree = outline(doc, [(0, 1, None, "取組スケジュール", "section")])
    rules = load_rules()
    found = find_schedule(read_tables(doc, tree, rules), MeasureIndex(tree, ()), rules)
    return [
        (c.record.text, c.record.start_fiscal_year, c.record.end_fiscal_year, c.record.action_labels) for c in found
    ]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (["①", "検討", "", "導入"], [("検討", 2024, 2025, ("①",)), ("導入", 2026, 2026, ("①",))]),
        (["①", "検討", "↦", "⟹"], [("検討", 2024, 2026, ("①",))]),
        (["①", "", "検討", ""], [("検討", 2025, 2026, ("①",))]),
        (["①", "検討", "→", "導入"], [("検討", 2024, 2025, ("①",)), ("導入", 2026, 2026, ("①",))]),
        (["①", "○", "○", "◎"], [("○", 2024, 2024, ("①",)), ("○", 2025, 2025, ("①",)), ("◎", 2026, 2026, ("①",))]),
        (["①", "", "", ""], []),
        (["", "実施", "", ""], [("実施", 2024, 2026, ())]),
    ],
)
def test_blank_cells_of_a_text_belong_to_the_text_before_them(row, expected):
    assert items(table([YEARS, row, ["②", "運用", "", ""]], line=4))[: len(expected)] == expected


def test_steps_that_are_figures_below_a_schedule_heading():
    steps = [["令和6年度", "令和7年度", "令和8年度"], ["20手続", "50手続", "80手続"]]
    assert [text for text, *_ in items(table(steps, line=4))] == ["20手続", "50手続", "80手続"]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([["方針1", "申請の電子化", "検討", "導入", ""], ["方針2", "職員の研修", "", "実施", ""]], 3),
        ([["海野町総合計画", "第6次", "前期", "→", ""], ["海野町DX推進計画", "本計画", "", "→", "→"]], 0),
    ],
)
def test_plans_beside_their_years_are_no_schedule_and_policies_are(rows, found):
    assert len(items(table([["名称", "取組", *YEARS[1:]], *rows], line=4))) == found


def test_a_row_without_a_label_inherits_the_label_above():
    found = items(table([YEARS, ["①", "検討", "", ""], ["", "実施", "", ""]], line=4))
    assert [labels for *_, labels in found] == [("①",), ("①",)]


def drawn(cells, bars=(), n_rows=2):
    made = tuple(
        Cell(row, col, passage(text, line=row + 1, page=1, tight=True), col_span=span) for row, col, span, text in cells
    )
    return Table(n_rows, 4, made, (Place(page=1),), spans="drawn", bars=tuple(bars))


def test_a_bar_before_the_first_year_says_nothing():
    bars = [
        Bar(1, 0, 0, "bar", (0, 0, 1, 1), passage("窓口改革", line=2, page=1, tight=True)),
        Bar(1, 0, 1, "bar", (0, 0, 2, 1), passage("検討", line=2, page=1, tight=True)),
    ]
    cells = [(0, col, 1, text) for col, text in enumerate(YEARS)]
    assert [found[:3] for found in items(drawn(cells, bars))] == [("検討", 2024, 2024)]


HEAD = [(0, c, 1, text) for c, text in enumerate(YEARS)]


def test_a_drawn_cell_covers_what_it_spans_and_no_more():
    grid = drawn([*HEAD, (1, 0, 1, "①"), (1, 1, 2, "検討"), (1, 3, 1, "導入")])
    assert items(grid) == [("検討", 2024, 2025, ("①",)), ("導入", 2026, 2026, ("①",))]


def test_a_drawn_blank_cell_is_blank():
    grid = drawn([*HEAD, (1, 0, 1, "①"), (1, 1, 1, "検討"), (1, 2, 1, ""), (1, 3, 1, "")])
    assert items(grid) == [("検討", 2024, 2024, ("①",))]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ((1, 0, 4, "挑戦1 まちの魅力の創造"), []),  # over label and years: it heads the rows below
        ((1, 0, 1, "挑戦1 まちの魅力の創造"), []),  # in the label's column alone
        ((1, 1, 3, "通年で実施"), [("通年で実施", 2024, 2026)]),
    ],
)
def test_what_covers_the_labels_too_is_the_title_of_the_rows_below(title, expected):
    grid = drawn([*HEAD, title, (2, 0, 1, "1-1"), (2, 1, 1, "検討")], n_rows=3)
    assert [found[:3] for found in items(grid)] == [*expected, ("検討", 2024, 2024)]


def test_a_bar_covers_its_own_columns():
    text = passage("構築", line=9, page=1)
    bar = Bar(1, 2, 3, "arrow", (100, 100, 300, 120), text)
    grid = drawn([*HEAD, (1, 0, 1, "①"), (1, 1, 1, "検討"), (1, 2, 2, "構築")], [bar])
    assert sorted(items(grid)) == [("検討", 2024, 2024, ("①",)), ("構築", 2025, 2026, ("①",))]


@pytest.mark.parametrize("text", [None, "→", "――→"])
def test_a_bar_without_text_is_named_by_its_row(text):
    bar = Bar(1, 1, 2, "arrow", (100, 100, 300, 120), passage(text, line=2, page=1, tight=True) if text else None)
    cells = [*[(0, c, 1, t) for c, t in enumerate(["取組", *YEARS[1:]])], (1, 0, 1, "窓口の改修")]
    assert [(t, a, b) for t, a, b, _ in items(drawn(cells, [bar]))] == [("窓口の改修", 2024, 2025)]


@pytest.mark.parametrize(
    ("text", "phase"),
    [
        ("導入検討", "study"),
        ("実証実験", "pilot"),
        ("システム導入", "build"),
        ("運用", "operate"),
        ("効果検証", "review"),
        ("☆", None),
    ],
)
def test_phases(text, phase):
    doc = document("工程表", table([YEARS, ["①", text, "", ""]], line=4))
    tree = outline(doc, [(0, 1, None, "工程表", "section")])
    rules = load_rules()
    (found,) = find_schedule(read_tables(doc, tree, rules), MeasureIndex(tree, ()), rules)
    assert found.record.phase == phase


def test_figures_of_past_years_are_no_schedule():
    assert items(table([["年度", "総人口(人)"], ["平成22年度", "12,345"], ["令和2年度", "11,020"]], line=4)) == []


def test_a_table_of_figures_by_year_is_no_schedule():
    assert items(table([["区分", "令和6年度", "令和7年度"], ["人口", "1,000人", "990人"]], line=4)) == []


@pytest.mark.parametrize(
    "parts", [["1", "2", "3"] * 2, ["4", "8", "12"] * 2, ["前", "中", "後"] * 2, ["Ⅰ", "Ⅱ", "Ⅲ", "Ⅰ", "Ⅱ", "Ⅲ"]]
)
def test_parts_below_each_year_are_a_row_of_the_header(parts):
    cells = [(0, 0, 1, "取組"), (0, 1, 3, "R7年度"), (0, 4, 3, "R8年度")]
    cells += [(1, col, 1, text) for col, text in enumerate(parts, 1)]
    cells += [(2, 0, 1, "研修"), (2, 1, 1, ""), (2, 2, 2, "準備"), (2, 4, 3, "実施")]
    made = tuple(
        Cell(row, col, passage(text, line=row + 1, page=1, tight=True), col_span=span) for row, col, span, text in cells
    )
    grid = Table(3, 7, made, (Place(page=1),), spans="drawn")
    assert items(grid) == [("準備", 2025, 2025, ()), ("実施", 2026, 2026, ())]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            [["構築", "令和7年度"], ["運用", "令和8年度~令和10年度"]],
            [("構築", 2025, 2025, ()), ("運用", 2026, 2028, ())],
        ),
        ([["構築", "令和7年度から"], ["運用", "未定"]], []),  # not all say when
        ([["人口", "5,246人"], ["職員", "87人"]], []),
    ],
)
def test_periods_beside_names_without_a_header(rows, expected):
    assert items(table(rows, line=4)) == expected


@pytest.mark.parametrize(("name", "read"), [("① 端末の配備", "端末の配備"), ("①", None)])
def test_painted_cells_are_named_behind_the_label_of_their_row(name, read):
    texts = [["取組", "令和6年度", "令和7年度", "令和8年度"], [name, "", "", ""], ["② 研修", "", "", ""]]
    cells = tuple(
        Cell(r, c, passage(text, line=r + 1, page=1, tight=True), fill="#404040" if r and c in (1, 2) else None)
        for r, row in enumerate(texts)
        for c, text in enumerate(row)
    )
    found = items(Table(3, 4, cells, (Place(page=1),), spans="drawn"))
    expected = [(read, 2024, 2025, ("①",))] if read else []
    assert found == [*expected, ("研修", 2024, 2025, ("②",))]


def test_what_is_done_in_years_down_the_rows_beside_figures_of_indicators():
    rows = [
        ["年度", "取組", "利用率(%)"],
        ["令和6年度(目標)", "検討", "3"],
        ["令和7年度(目標)", "－", "9"],
        ["令和8年度(目標)", "導入", "15"],
    ]
    assert items(table(rows, line=4)) == [("検討", 2024, 2024, ()), ("導入", 2026, 2026, ())]


def test_a_remark_behind_a_year_is_none_of_its_work():
    assert items(table([["年度", "取組"], ["R6(現状)", "検討"], ["R7", "導入"]], line=4)) == [
        ("検討", 2024, 2024, ()),
        ("導入", 2025, 2025, ()),
    ]


def test_rows_of_what_is_planned_and_what_was_done_in_words_are_no_indicators():
    rows = [["区分", "令和6年度", "令和7年度"], ["計画", "様式の電子化", "対象の拡大"], ["実績", "-", "-"]]
    assert items(table(rows, line=4)) == [("様式の電子化", 2024, 2024, ()), ("対象の拡大", 2025, 2025, ())]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (
            "令和7年度　手続の選定\n令和8年度～9年度　様式の\n見直し",
            "令和7年度～9年度　開催",
            [("手続の選定", 2025, 2025), ("様式の見直し", 2026, 2027), ("開催", 2025, 2027)],
        ),
        ("令和7年度実施", "令和8年度開始", [("申請の電子化", 2025, 2025), ("相談日の開催", 2026, 2026)]),
        ("手続の選定\n令和8年度", "令和7年度", [("申請の電子化", 2026, 2026), ("相談日の開催", 2025, 2025)]),
    ],
)
def test_lines_of_a_cell_that_begin_with_a_year_each_are_steps(first, second, expected):
    rows = [["取組名", "実施時期"], ["申請の電子化", first], ["相談日の開催", second]]
    assert [one[:3] for one in items(table(rows, line=4))] == expected


def test_steps_of_a_cell_over_two_rows_are_told_once():
    rows = [
        ["取組名", "指標", "実施時期"],
        ["公共交通", "利用者", "令和7年度　公開\n令和8年度　導入"],
        ["", "満足度", ""],
    ]
    merged = table(rows, line=4)
    cells = tuple(
        replace(cell, row_span=2) if cell.row == 1 and cell.col != 1 else cell
        for cell in merged.cells
        if cell.row < 2 or cell.col == 1
    )
    found = items(replace(merged, cells=cells, spans="drawn"))
    assert [one[:3] for one in found] == [("公開", 2025, 2025), ("導入", 2026, 2026)]
