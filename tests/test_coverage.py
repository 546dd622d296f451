"""Which characters of a document stand in which records."""

from __future__ import annotations

from pathlib import Path

import pytest

from bad_inputs import typeset
from dxextract.coverage import BlockCoverage, Coverage, coverage
from dxextract.pipeline import extract_with_document
from dxextract.schema.document import Document, Figure
from dxextract.schema.passage import Place
from dxextract.schema.plan import Evidence, Facet, FacetItem, Measure, Municipality, Plan, PlanDocument, Role, Source
from extract.document_builder import document, paragraph, passage, table

SAMPLES = Path(__file__).resolve().parents[1] / "samples"

PLAN_TEXT = """\
みどり野市DX推進計画
令和7年3月

第1章 計画の策定にあたって
本市では人口の減少が続いており、限られた職員で行政サービスを続けていく必要があります。

第2章 施策の展開
1 書かない窓口の推進
【取組項目】
・窓口に申請支援の仕組みを導入します。
【担当課】
市民課
【成果指標】
指標名\t現状値(令和6年度)\t目標値(令和11年度)
窓口の利用件数\t120件\t500件
"""


def read(source: str, folder: Path) -> Coverage:
    path = folder / "plan.txt"
    path.write_text(source, "utf-8")
    return coverage(*extract_with_document(path))


def blocks(found: Coverage) -> dict[str, BlockCoverage]:
    return {block.text: block for part in found.parts for block in part.blocks}


def kinds(block: BlockCoverage) -> set[str]:
    return {record.partition("-")[0] for record in block.records}


def test_what_fed_what_in_a_text(tmp_path: Path) -> None:
    found = blocks(read(PLAN_TEXT, tmp_path))
    assert kinds(found["第2章施策の展開"]) == {"sec"}
    assert kinds(found["・窓口に申請支援の仕組みを導入します。"]) >= {"mea"}
    assert kinds(found["市民課"]) == {"mea"}
    prose = next(block for text, block in found.items() if text.startswith("本市では人口"))
    assert (prose.records, prose.captured, prose.kept) == ((), 0, 0)
    kpis = next(block for block in found.values() if block.kind == "table")
    assert kinds(kpis) == {"kpi"}
    assert kpis.table_id is not None
    assert kpis.captured == len("窓口の利用件数120件500件") < kpis.characters == kpis.kept


def test_punctuation_does_not_count(tmp_path: Path) -> None:
    found = blocks(read(PLAN_TEXT, tmp_path))["・窓口に申請支援の仕組みを導入します。"]
    assert found.captured == found.characters == len("窓口に申請支援の仕組みを導入します")


def test_a_text_is_reported_by_fifty_lines(tmp_path: Path) -> None:
    found = read(PLAN_TEXT + "\n" * 40 + "第3章 推進体制\n本部を置いて、計画の進み具合を毎年確かめます。\n", tmp_path)
    assert [(part.page, part.line_start) for part in found.parts] == [(None, 1), (None, 51)]
    assert found.parts[1].blocks[0].text == "第3章推進体制"


def test_an_empty_share_is_whole() -> None:
    empty = coverage(Document(source("t.txt", None), ()), plan_of(source("t.txt", None)))
    assert (empty.parts, empty.captured_share, empty.kept_share) == ((), 1.0, 1.0)


def source(name: str, pages: int | None) -> Source:
    media = "text/plain" if pages is None else "application/pdf"
    return Source(file_name=name, sha256="0" * 64, media_type=media, page_count=pages)  # type: ignore[arg-type]


def plan_of(of: Source, **records: object) -> PlanDocument:
    about = Plan(id="99999-2025-03", title="みどり野市DX推進計画", municipality=Municipality(name="みどり野市"))
    return PlanDocument.model_validate({"source": of, "plan": about, **records})


def role(quote: str, page: int, top: float, bottom: float) -> Role:
    place = Evidence(page=page, bbox=(50.0, top, 500.0, bottom), quote=quote)
    return Role(id="rol-1", role="CIO", evidence=(place,))


def paged(*found: object) -> Document:
    made = document(*found)  # type: ignore[arg-type]
    return Document(source("t.pdf", 3), made.blocks)


@pytest.mark.parametrize(
    ("evidence", "captured"),
    [
        (role("CIOは副市長とする", 1, 20, 32), 10),
        (role("副市長", 1, 20, 32), 3),
        (role("CIOは副市長とする", 2, 20, 32), 0),
        (role("CIOは副市長とする", 1, 60, 72), 0),
        (role("本部長は市長とする", 1, 20, 32), 0),
    ],
)
def test_evidence_marks_what_it_quotes_at_its_place(evidence: Role, captured: int) -> None:
    made = paged(paragraph("CIOは副市長とする", 1, page=1), paragraph("別の文", 2, page=1))
    found = coverage(made, plan_of(made.source, roles=(evidence,)))
    first = found.parts[0].blocks[0]
    assert (first.captured, first.records) == (captured, ("rol-1",) if captured else ())
    assert found.parts[0].blocks[1].captured == 0


def test_each_page_is_a_part_even_an_empty_one() -> None:
    made = paged(paragraph("本文です", 1, page=1), paragraph("つづき", 1, page=3))
    found = coverage(made, plan_of(made.source))
    assert [(part.page, part.characters) for part in found.parts] == [(1, 4), (2, 0), (3, 3)]


def test_running_headers_and_contents_lines_are_left_out_and_figures_are_not() -> None:
    made = paged(
        paragraph("みどり野市DX推進計画", 1, page=1, role="running"),
        paragraph("第1章 総論..........3", 2, page=1),
        paragraph("本文です", 3, page=1),
    )
    drawn = Figure(Place(1, (0.0, 0.0, 9.0, 9.0)), (passage("図の中の文", 9, 1),))
    made = Document(made.source, (*made.blocks, drawn))
    found = coverage(made, plan_of(made.source)).parts[0].blocks
    assert [(block.kind, block.text) for block in found] == [("paragraph", "本文です"), ("figure", "図の中の文")]


def test_facets_are_looked_for_in_the_measures_own_part() -> None:
    lines = ["施策1 窓口", "窓口を一つにまとめます。", "施策2 公開", "窓口を一つにまとめます。", "データを公開します。"]
    made = paged(*(paragraph(text, n, page=1) for n, text in enumerate(lines, 1)))
    heading = Evidence(page=1, bbox=(50.0, 60.0, 500.0, 72.0), quote="施策2 公開")
    item = FacetItem(text="窓口を一つにまとめます。", details=("データを公開します。",))
    measure = Measure(
        id="mea-2",
        title="公開",
        facets=(Facet(role="actions", heading=None, items=(item,)),),
        evidence=(heading,),
    )
    found = coverage(made, plan_of(made.source, measures=(measure,))).parts[0].blocks
    assert [block.records for block in found] == [(), (), ("mea-2",), ("mea-2",), ("mea-2",)]


def test_the_plans_own_fields_count_where_they_stand_first() -> None:
    made = paged(*(paragraph(text, n, page=1) for n, text in enumerate(["みどり野市DX推進計画"] * 2, 1)))
    found = coverage(made, plan_of(made.source)).parts[0].blocks
    assert [block.records for block in found] == [("99999-2025-03",), ()]


def test_a_table_that_fed_nothing_is_kept_but_not_captured(tmp_path: Path) -> None:
    rows = "年\t人口\t世帯数\n令和4年\t61,980人\t24,000世帯\n令和5年\t61,204人\t24,100世帯\n"
    found = blocks(read(PLAN_TEXT.replace("第2章", f"{rows}\n第2章"), tmp_path))
    people = next(block for text, block in found.items() if text.startswith("年人口"))
    assert (people.kind, people.records, people.captured) == ("table", (), 0)
    assert people.table_id is not None
    assert people.kept == people.characters


def test_a_table_without_a_record_is_not_even_kept() -> None:
    made = document(table([["年", "人口"], ["令和5年", "61,204人"]], line=1))
    found = coverage(made, plan_of(made.source)).parts[0].blocks[0]
    assert (found.table_id, found.kept) == (None, 0)


@pytest.mark.parametrize("name", ["midorino", "hoshigakubo"])
def test_a_plans_text_and_pdf_are_captured_alike(name: str) -> None:
    shares = [coverage(*extract_with_document(SAMPLES / f"{name}{suffix}")) for suffix in (".txt", ".pdf")]
    assert shares[0].captured_share == pytest.approx(shares[1].captured_share, abs=0.06)
    assert 0.3 < shares[1].captured_share <= shares[1].kept_share < 1.0


def test_pages_of_a_real_pdf(tmp_path: Path) -> None:
    typeset("#set page(numbering: none)\n= みどり野市DX推進計画\n" + "#pagebreak()\n第1章 総論", tmp_path / "plan.pdf")
    found = coverage(*extract_with_document(tmp_path / "plan.pdf"))
    assert [part.page for part in found.parts] == [1, 2]
