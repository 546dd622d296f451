"""Forms whose first rows name the measure by its number or without a label, and rows that only look so."""

from __future__ import annotations

import pytest

from dxextract.layout.forms.cards import is_label_box
from dxextract.layout.forms.forms import unfold_forms
from dxextract.layout.forms.labels import Region
from dxextract.rules import load_rules
from dxextract.schema.document import Cell, Document, Paragraph, Source, Table
from dxextract.schema.passage import Passage, Place, Segment

BODY = [["現状・課題", "窓口が混み合う。"], ["取組内容", "・予約の導入"], ["担当課", "市民課"]]


def form(rows: list[list[str]]) -> Table:
    """A drawn grid of two columns and more; a row of one cell spans all of it, a last cell what is left."""
    width = max(map(len, rows))
    cells = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            span = width - c if c == len(row) - 1 else 1
            box = (50.0 + 100 * c, 100.0 + 20 * r, 50.0 + 100 * (c + span), 120.0 + 20 * r)
            passage = Passage.of([Segment(text, Place(1, box))], tight=True) if text else Passage("", (), (0,))
            cells.append(Cell(r, c, passage, col_span=span, page=1, box=box))
    return Table(len(rows), width, tuple(cells), (Place(1, (50, 100, 400, 300)),), spans="drawn")


def unfolded(rows: list[list[str]]) -> list[tuple[str, str]]:
    source = Source(file_name="a.pdf", sha256="0" * 64, media_type="application/pdf", page_count=1, text_layer="native")
    document = unfold_forms(Document(source, (form(rows),)), load_rules())
    return [(b.unfolded, b.text) for b in document.blocks if isinstance(b, Paragraph) and b.unfolded]


@pytest.mark.parametrize(
    ("top", "names"),
    [
        ([["施策1-1", "書かない窓口の導入"]], [("title", "施策1-1 書かない窓口の導入")]),
        ([["取組3", "人材の確保・育成"]], [("title", "取組3 人材の確保・育成")]),
        ([["(2)", "窓口予約の拡充"]], [("title", "(2) 窓口予約の拡充")]),
        ([["1-2", "窓口予約の拡充", "担当課", "税務課"]], [("title", "1-2 窓口予約の拡充")]),
        ([["施策1", "窓口予約", "担当課", "税務課", "区分", "継続"]], [("title", "施策1 窓口予約")]),
        (
            [["基本方針1 市民の暮らし"], ["1-2", "窓口予約"]],
            [("policy", "基本方針1 市民の暮らし"), ("title", "1-2 窓口予約")],
        ),
        ([["1", "窓口予約の拡充", "担当：税務課、市民課"]], [("title", "1 窓口予約の拡充 担当：税務課、市民課")]),
        ([["窓口予約の拡充"]], [("title", "窓口予約の拡充")]),
        ([["施策", "人材の確保・育成"]], [("title", "人材の確保・育成")]),
        (
            [["重点項目", "重点項目1 暮らし"], ["取組項目", "窓口予約"]],
            [("policy", "重点項目1 暮らし"), ("title", "窓口予約")],
        ),
        ([["重点施策", "窓口のデジタル化"], ["事業名", "予約"]], [("policy", "窓口のデジタル化"), ("title", "予約")]),
        ([["重点項目", "○"], ["取組項目", "窓口予約"]], [("title", "窓口予約")]),
        ([["重点取組", "重点取組に該当"], ["取組項目", "窓口予約"]], [("title", "窓口予約")]),
        ([["優先度", "高い(令和7年度に着手)"], ["取組項目", "窓口予約"]], [("title", "窓口予約")]),
        ([["施策1 窓口予約の拡充", "(市民課)"]], [("title", "施策1 窓口予約の拡充 (市民課)")]),
        ([["施策1 窓口予約の拡充", "担当：市民課"]], [("title", "施策1 窓口予約の拡充 担当：市民課")]),
    ],
)
def test_names_of_a_form(top: list[list[str]], names: list[tuple[str, str]]) -> None:
    found = unfolded([*top, *BODY])
    assert [one for one in found if one[0] in ("policy", "title")] == names
    assert ("label", "現状・課題") in found


@pytest.mark.parametrize(
    ("top", "read"),
    [
        (["取組1", "窓口予約", "担当\n市民課"], ["取組1 窓口予約", "担当", "市民課"]),
        (["取組1", "窓口予約", "所管課：\n市民課、税務課"], ["取組1 窓口予約", "所管課：", "市民課、税務課"]),
        (["施策1-1 窓口予約", "市民課"], ["施策1-1 窓口予約", "市民課"]),
        (["1", "窓口予約", "新規", "市民課・税務課"], ["1 窓口予約", "市民課・税務課"]),
        (["No.2", "窓口予約", "継続"], ["No.2 窓口予約"]),
        (["1-1", "窓口予約", "関係各課"], ["1-1 窓口予約", "関係各課"]),
    ],
)
def test_who_is_in_charge_in_a_cell_behind_the_name(top: list[str], read: list[str]) -> None:
    assert [text for _, text in unfolded([top, *BODY[:2]])][: len(read) + 1] == [*read, "現状・課題"]


@pytest.mark.parametrize(
    "row",
    [
        ["取組1", "窓口予約", "担当\n予約の導入"],  # no department
        ["取組1", "窓口予約", "市民課が担う"],
        ["取組の背景", "窓口予約", "市民課"],  # no number
        ["令和7年度", "検討", "市民課"],
        ["施策1-1", "窓口が混み合う。", "市民課"],
    ],
)
def test_cells_that_say_more_than_who_is_in_charge(row: list[str]) -> None:
    assert not [one for one in unfolded([*BODY, row]) if one[0] == "title"]


@pytest.mark.parametrize(
    "row",
    [
        ["施策1-1", "・予約の導入 ・案内の充実"],  # a list of actions
        ["施策1-1", "窓口が混み合う。"],  # a sentence
        ["令和7年度", "検討"],
        ["施策1 窓口予約の拡充", "(令和7年度)"],
        ["1", "10件", "20件"],  # a row of figures
        ["施策1-1", "窓口予約", "令和7年度", "検討", "令和8年度", "導入"],
    ],
)
def test_rows_that_name_no_measure(row: list[str]) -> None:
    assert not [one for one in unfolded([*BODY, row]) if one[0] == "title"]


def test_two_forms_in_one_table_are_two_measures() -> None:
    rows = [["施策1-1", "窓口予約"], *BODY, ["施策1-2", "電子申請"], *BODY]
    assert [text for role, text in unfolded(rows) if role == "title"] == ["施策1-1 窓口予約", "施策1-2 電子申請"]


def test_labels_in_one_row_above_their_contents_are_a_form() -> None:
    labels, said = ["現状", "課題", "取組の方向"], ["・紙が多い", "・時間がかかる", "・電子化"]
    assert [text for role, text in unfolded([labels, said]) if role == "label"] == labels
    assert unfolded([labels, said, said]) == []  # a list


def strip(label: str, said: str, top: float) -> Table:
    """A table of one row, a label and its text."""
    boxes = [(50.0, top, 150.0, top + 20), (150.0, top, 400.0, top + 20)]
    cells = tuple(
        Cell(0, c, Passage.of([Segment(text, Place(1, boxes[c]))]), page=1, box=boxes[c])
        for c, text in enumerate((label, said))
    )
    return Table(1, 2, cells, (Place(1, (50, top, 400, top + 20)),), spans="drawn")


def test_labelled_rows_drawn_as_tables_of_their_own_are_one_form() -> None:
    source = Source(file_name="a.pdf", sha256="0" * 64, media_type="application/pdf", page_count=1, text_layer="native")
    blocks = tuple(strip(label, said, 100.0 + 40 * n) for n, (label, said) in enumerate(BODY))
    document = unfold_forms(Document(source, blocks), load_rules())
    (table,) = [b for b in document.blocks if isinstance(b, Table)]
    assert table.n_rows == len(BODY)
    assert [b.text for b in document.blocks if isinstance(b, Paragraph) and b.unfolded == "label"] == [
        label for label, _ in BODY
    ]
    apart = (strip("会場", "市民館", 100.0), strip("担当課", "市民課", 140.0))
    assert len([b for b in unfold_forms(Document(source, apart), load_rules()).blocks if isinstance(b, Table)]) == 2


def row_table(row: list[str], top: float, page: int) -> Table:
    """A table of one row."""
    boxes = [(50.0 + 80 * c, top, 130.0 + 80 * c, top + 20) for c in range(len(row))]
    cells = tuple(
        Cell(0, c, Passage.of([Segment(text, Place(page, boxes[c]))]), page=page, box=boxes[c])
        for c, text in enumerate(row)
    )
    return Table(1, len(row), cells, (Place(page, (50, top, boxes[-1][2], top + 20)),), spans="drawn")


@pytest.mark.parametrize(
    ("heads", "titles"),
    [
        (
            [["施策1", "窓口予約", "担当課", "市民課"], ["施策2", "電子申請", "担当課", "総務課"]],
            ["施策1 窓口予約", "施策2 電子申請"],
        ),
        ([["施策1", "窓口予約", "会場", "市民館"], ["施策2", "電子申請", "会場", "役場"]], []),
        ([["施策1", "窓口予約", "担当課", "市民課"], ["会議1", "推進本部", "担当課", "総務課"]], []),
    ],
)
def test_rows_that_name_a_measure_on_each_page_alike_are_its_head(heads: list[list[str]], titles: list[str]) -> None:
    source = Source(file_name="a.pdf", sha256="0" * 64, media_type="application/pdf", page_count=2, text_layer="native")
    blocks = tuple(row_table(head, 100.0, page) for page, head in enumerate(heads, 1))
    document = unfold_forms(Document(source, blocks), load_rules())
    assert [b.text for b in document.blocks if isinstance(b, Paragraph) and b.unfolded == "title"] == titles


@pytest.mark.parametrize(
    ("rows", "is_box"),
    [
        ([["担当課", "総務課", "電話", "0123"]], True),
        ([["事業", "担当課", "工程"], ["", "", "R7"], ["農業の実証", "農林課", "実証"]], False),
    ],
)
def test_a_box_that_says_who_is_responsible_is_no_list(rows: list[list[str]], is_box: bool) -> None:
    rules = load_rules()
    region = Region(Cell(0, 0, Passage("担当課", (), (0,) * 4)), "departments", 0, len(rows), 1, 3)
    assert is_label_box(form(rows), (region,), rules) is is_box
