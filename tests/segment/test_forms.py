"""What stands below a form on its page: which labels still belong to the form's measure."""

from __future__ import annotations

import pytest

from dxextract.language import annotate
from dxextract.layout.forms.forms import unfold_forms
from dxextract.rules import load_rules
from dxextract.schema.document import Cell, Document, Paragraph, Style, Table
from dxextract.schema.passage import Passage, Place, Segment
from dxextract.schema.plan import Source
from dxextract.segment import segment

FORM = (("取組番号", "1-1"), ("取組名", "窓口の改革"), ("担当課", "市民課"), ("取組内容", "予約を始める。"))


def said(text: str, page: int, top: float) -> Passage:
    return Passage.of([Segment(text, Place(page=page, box=(50.0, top, 50.0 + 9 * len(text), top + 9)))])


def parents(rows: tuple[tuple[str, str], ...], label: str, page: int = 1) -> dict[str, str | None]:
    """The title of the section above each one: a form on page 1, a label with a sentence below it on `page`."""
    cells = tuple(
        Cell(r, c, said(text, 1, 100.0 + 20 * r), box=(50.0 + 200 * c, 95.0 + 20 * r, 250.0 + 200 * c, 115.0), page=1)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    )
    form = Table(len(rows), 2, cells, (Place(page=1, box=(50.0, 95.0, 450.0, 180.0)),))
    below = [
        Paragraph(said(label, page, 300.0), style=Style(9, bold=True)),
        Paragraph(
            said("予約の件数は、令和6年度に10件であり、令和10年度には90件を目指します。", page, 320.0), style=Style(9)
        ),
    ]
    source = Source(file_name="a.pdf", sha256="0" * 64, media_type="application/pdf", page_count=3)
    rules = load_rules()
    nodes = segment(annotate(unfold_forms(Document(source, (form, *below)), rules), rules), rules).nodes
    titles = {node.index: node.title for node in nodes}
    return {node.title: titles.get(node.parent) for node in nodes}


@pytest.mark.parametrize("label", ["【成果指標】", "【スケジュール】"])
def test_a_block_that_the_form_lacks_belongs_to_its_measure(label: str) -> None:
    assert parents(FORM, label)[label.strip("【】")] == "窓口の改革"


def test_a_block_behind_several_measures_of_a_page_is_not_the_last_one_s() -> None:
    rules = load_rules()
    names = ("窓口の改革", "手続の電子化")
    titles = [
        Paragraph(said(name, 1, 100.0 + 40 * n), heading_level=5, unfolded="title", style=Style(9))
        for n, name in enumerate(names)
    ]
    bodies = [Paragraph(said("市民課が行う。", 1, 120.0 + 40 * n), unfolded="body") for n in range(2)]
    below = [Paragraph(said("【主なスケジュール】", 1, 300.0), style=Style(9, bold=True))]
    below.append(Paragraph(said("令和8年度に予約を始め、令和9年度に全ての窓口へ広げます。", 1, 320.0), style=Style(9)))
    source = Source(file_name="a.pdf", sha256="0" * 64, media_type="application/pdf", page_count=1)
    listed = Document(source, (titles[0], bodies[0], titles[1], bodies[1], *below))
    nodes = segment(annotate(listed, rules), rules).nodes
    by_title = {node.title: node for node in nodes}
    assert by_title["主なスケジュール"].parent is None


@pytest.mark.parametrize(
    ("rows", "label", "page"),
    [
        ((*FORM, ("成果指標", "予約の件数")), "【数値目標】", 1),
        (FORM, "【成果指標】", 2),
        (FORM, "【推進体制】", 1),
    ],
)
def test_what_the_form_has_itself_what_stands_on_another_page_and_other_titles_do_not(
    rows: tuple[tuple[str, str], ...], label: str, page: int
) -> None:
    assert parents(rows, label, page).get(label.strip("【】")) is None


def test_the_title_of_a_list_holds_its_policies_though_it_is_a_word_for_a_block() -> None:
    header = ("基本施策", "主な事業", "所管課", "指標", "現状値", "目標値")
    body = [
        ("1 市民サービス", "窓口予約の実施", "市民課", "予約の割合", "3％", "30％"),
        ("1 市民サービス", "電子申請の拡大", "総務課", "申請の件数", "12件", "90件"),
        ("2 行政の改革", "電子決裁の徹底", "総務課", "電子決裁率", "38％", "95％"),
    ]
    cells = tuple(
        Cell(r, c, said(text, 2, 100.0 + 20 * r), box=(50.0 + 80 * c, 95.0 + 20 * r, 130.0 + 80 * c, 115.0), page=2)
        for r, row in enumerate((header, *body))
        for c, text in enumerate(row)
    )
    table = Table(4, 6, cells, (Place(page=2, box=(50.0, 95.0, 530.0, 175.0)),), header_rows=1)
    title = Paragraph(said("事業一覧", 2, 60.0), style=Style(14, bold=True))
    source = Source(file_name="a.pdf", sha256="0" * 64, media_type="application/pdf", page_count=3)
    rules = load_rules()
    nodes = segment(annotate(unfold_forms(Document(source, (title, table)), rules), rules), rules).nodes
    titles = {node.index: node.title for node in nodes}
    assert {node.title: titles.get(node.parent) for node in nodes}["市民サービス"] == "事業一覧"
