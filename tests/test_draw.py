"""Pictures of pages: what is boxed, and where."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from dxextract.draw import draw_page, record_marks
from dxextract.errors import OutputNotWritableError
from dxextract.pipeline import extract_with_document
from dxextract.schema.document import Document
from dxextract.schema.plan import PlanDocument

SAMPLE = Path(__file__).resolve().parents[1] / "samples" / "midorino.pdf"
KPI_PAGE = 6


@pytest.fixture(scope="module")
def read() -> tuple[Document, PlanDocument]:
    return extract_with_document(SAMPLE)


def colors(image: Image.Image) -> set[tuple[int, ...]]:
    return {color for _, color in image.convert("RGB").getcolors(1 << 24) or []}  # type: ignore[misc]


def test_records_are_tinted_at_their_places(read: tuple[Document, PlanDocument], tmp_path: Path) -> None:
    document, plan = read
    draw_page(SAMPLE, KPI_PAGE, document, tmp_path / "with.png", plan)
    draw_page(SAMPLE, KPI_PAGE, document, tmp_path / "without.png")
    with Image.open(tmp_path / "with.png") as tinted, Image.open(tmp_path / "without.png") as plain:
        kpi = next(k for k in plan.kpis if k.evidence[0].page == KPI_PAGE)
        assert kpi.evidence[0].bbox is not None
        x0, top, x1, bottom = (round(value * 1.6) for value in kpi.evidence[0].bbox)
        inside = (x0 + 2, top + 2, x1 - 2, bottom - 2)
        assert tinted.crop(inside).tobytes() != plain.crop(inside).tobytes()
        assert (0x00, 0x8F, 0xD0) in colors(tinted.crop((x0 - 2, top - 2, x1 + 2, bottom + 2)))
        assert (0x00, 0x8F, 0xD0) not in colors(plain)
        assert tinted.height > plain.height, "the records' colours stand in the legend"


def test_marks_of_a_page_are_its_records(read: tuple[Document, PlanDocument]) -> None:
    _, plan = read
    marks = list(record_marks(plan, KPI_PAGE))
    lists = (plan.sections, plan.measures, plan.kpis, plan.schedule, plan.commitments, plan.benchmarks, plan.roles)
    places = [
        evidence.bbox
        for records in (*lists, plan.glossary)
        for record in records
        for evidence in record.evidence
        if evidence.page == KPI_PAGE
    ]
    assert sorted(mark.box for mark in marks) == sorted(box for box in places if box)
    assert len(marks) > 10
    assert list(record_marks(plan, 999)) == []


def test_a_page_that_is_not_there(read: tuple[Document, PlanDocument], tmp_path: Path) -> None:
    with pytest.raises(IndexError):
        draw_page(SAMPLE, 999, read[0], tmp_path / "page.png")
    assert not (tmp_path / "page.png").exists()


def test_a_picture_that_cannot_be_written(read: tuple[Document, PlanDocument], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputNotWritableError):
        draw_page(SAMPLE, 1, read[0], tmp_path / "file" / "page.png")
