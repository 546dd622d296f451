"""Tables parted by a repeated heading are joined; columns of arrows are dropped; what must stay apart."""

import pytest

from dxextract.layout.tables.tidy import tidy_tables, without_arrow_columns
from dxextract.rules import load_rules
from dxextract.schema.document import Cell, Document, Paragraph, Table
from dxextract.schema.passage import Passage, Place, Segment
from dxextract.schema.plan import Source

LONG = "情報通信の技術を使って行政の手続を便利にする取組のこと。"


def passage(text, page=1):
    return Passage.of([Segment(text, Place(page=page, box=(0, 0, 10, 10)))]) if text else Passage("", (), (0,))


def table(*rows, page=1):
    cells = tuple(Cell(r, c, passage(text, page)) for r, row in enumerate(rows) for c, text in enumerate(row))
    return Table(len(rows), len(rows[0]), cells, (Place(page=page),))


def document(*blocks):
    made = tuple(Paragraph(passage(b)) if isinstance(b, str) else b for b in blocks)
    return Document(Source(file_name="t.pdf", sha256="0" * 64, media_type="application/pdf", page_count=2), made)


def shape(doc):
    return [(b.n_rows, b.n_cols) if isinstance(b, Table) else b.text for b in tidy_tables(doc, load_rules()).blocks]


HEAD = ("用語", "説明")


def test_a_table_goes_on_behind_a_repeated_heading():
    doc = document("用語集", table(HEAD, ("AI", LONG)), "用語集", table(HEAD, ("RPA", LONG), ("SNS", LONG), page=2))
    assert shape(doc) == ["用語集", (4, 2), "用語集"]
    joined = tidy_tables(doc, load_rules()).blocks[1]
    assert [c.text for c in joined.cells if c.col == 0] == ["用語", "AI", "RPA", "SNS"]
    assert [p.page for p in joined.places] == [1, 2]


@pytest.mark.parametrize(
    "second",
    [
        ("別の見出し", table(HEAD, ("RPA", LONG), page=2)),
        ("用語集", table(("略語", "説明"), ("RPA", LONG), page=2)),
        ("用語集", table(("用語", "読み", "説明"), ("RPA", "アールピーエー", LONG), page=2)),
    ],
    ids=["another heading", "another header", "another shape"],
)
def test_tables_that_stay_apart(second):
    doc = document("用語集", table(HEAD, ("AI", LONG)), *second)
    assert len([b for b in tidy_tables(doc, load_rules()).blocks if isinstance(b, Table)]) == 2


def test_tables_of_figures_with_one_header_are_two():
    kpi = ("指標", "現状値", "目標値")
    doc = document("KPI", table(kpi, ("件数", "1件", "2件")), "KPI", table(kpi, ("率", "3%", "4%"), page=2))
    assert len([b for b in tidy_tables(doc, load_rules()).blocks if isinstance(b, Table)]) == 2


def test_an_arrow_column_is_dropped():
    tidy = without_arrow_columns(table(("指標", "基準値", "", "目標値"), ("件数", "1件", "➡", "2件")))
    assert [(c.row, c.col, c.text) for c in tidy.cells] == [
        (0, 0, "指標"), (0, 1, "基準値"), (0, 2, "目標値"), (1, 0, "件数"), (1, 1, "1件"), (1, 2, "2件"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "rows",
    [
        [("取組", "R6", "R7", "R8"), ("窓口", "検討", "→", "導入")],
        [("取組", "R6", "", "R8"), ("窓口", "検討", "", "導入")],
        [("取組", "R6", "", "R8"), ("窓口", "検討", "→ 試行", "導入")],
    ],
    ids=["a year's column", "a blank column", "words beside the arrow"],
)
def test_columns_that_stay(rows):
    assert without_arrow_columns(table(*rows)).n_cols == 4
