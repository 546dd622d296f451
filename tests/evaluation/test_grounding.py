"""Evidence against its source: what holds, and what is caught when it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from bad_inputs import PLAN, typeset
from dxextract import extract
from dxextract.errors import DamagedPdfError, UnreadableInputError
from dxextract.evaluation import ComparedPlan, to_compared
from dxextract.evaluation.compared import ComparedEvidence
from dxextract.evaluation.grounding import ground

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
LINES = "第1章　総論\n\n窓口の利用件数\t120件\n⼀般の窓口\n"


def moved(plan: ComparedPlan, change: dict[str, object]) -> ComparedPlan:
    """The plan with the first evidence of its first section changed."""
    section = plan.sections[0]
    evidence = (section.evidence[0].model_copy(update=change), *section.evidence[1:])
    return plan.model_copy(update={"sections": (section.model_copy(update={"evidence": evidence}), *plan.sections[1:])})


def in_text(tmp_path: Path, *evidence: dict[str, object]) -> tuple[int, int, tuple[str, ...]]:
    source = tmp_path / "plan.txt"
    source.write_text(LINES, "utf-8")
    record = {"level": 1, "title": "x", "evidence": list(evidence)}
    found = ground(to_compared({"sections": [record]}, "plan"), source)
    return found.grounded, found.records, found.failed


@pytest.mark.parametrize(
    ("quote", "lines", "holds"),
    [
        ("第1章　総論", (1, 1), True),
        ("第1章 総論", (1, 1), True),
        ("利用件数\t120件", (3, 3), True),
        ("第1章　総論", (2, 3), False),
        ("第1章　総論", (1, 9), True),
        ("総論窓口", (1, 3), True),
        ("120件窓口", (3, 3), False),
        ("", (1, 1), False),
        ("第1章", (None, None), False),
    ],
)
def test_quotes_in_lines(quote: str, lines: tuple[int | None, int | None], holds: bool, tmp_path: Path) -> None:
    evidence = {"line_start": lines[0], "line_end": lines[1], "quote": quote}
    assert in_text(tmp_path, evidence) == (int(holds), 1, () if holds else ("sections[0]",))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "euc_jp"])
def test_texts_in_other_encodings(encoding: str, tmp_path: Path) -> None:
    source = tmp_path / "plan.txt"
    source.write_bytes(LINES.replace("⼀", "一").replace("\n", "\r\n").encode(encoding))
    record = {"level": 1, "title": "x", "evidence": [{"line_start": 3, "line_end": 4, "quote": "120件\n一般の窓口"}]}
    assert ground(to_compared({"sections": [record]}, "plan"), source).grounded == 1


def test_all_evidence_of_a_record_must_hold(tmp_path: Path) -> None:
    good: dict[str, object] = {"line_start": 1, "line_end": 1, "quote": "総論"}
    assert in_text(tmp_path, good, good)[0] == 1
    assert in_text(tmp_path, good, {**good, "line_start": 3, "line_end": 3})[0] == 0
    assert in_text(tmp_path)[0] == 0


@pytest.mark.parametrize("name", ["midorino.pdf", "shiomi.pdf", "hoshigakubo.pdf", "midorino.txt"])
def test_every_quote_of_the_samples_stands_where_it_says(name: str) -> None:
    plan = to_compared(extract(SAMPLES / name).model_dump(mode="json"), name)
    found = ground(plan, SAMPLES / name)
    assert found.failed == ()
    assert found.grounded == found.records > 50


@pytest.fixture(scope="module")
def turned(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ComparedPlan]:
    """A PDF whose pages are turned by 90 degrees and cropped, and the plan read from it."""
    import pypdfium2 as pdfium

    folder = tmp_path_factory.mktemp("turned")
    typeset("#set page(width: 400pt, height: 300pt, margin: 40pt)\n" + PLAN, folder / "flat.pdf")
    document = pdfium.PdfDocument(folder / "flat.pdf")
    for page in document:
        page.set_cropbox(20, 10, 390, 290)
        page.set_rotation(90)
    document.save(folder / "turned.pdf")
    return folder / "turned.pdf", to_compared(extract(folder / "turned.pdf").model_dump(mode="json"), "turned")


def test_quotes_on_turned_and_cropped_pages(turned: tuple[Path, ComparedPlan]) -> None:
    source, plan = turned
    found = ground(plan, source)
    assert found.failed == ()
    assert found.grounded == found.records > 0


@pytest.mark.parametrize(
    "change",
    [
        {"quote": "どこにもない文言"},
        {"bbox": (0.0, 0.0, 5.0, 5.0)},
        {"bbox": None},
        {"page": 99},
        {"page": None},
        {"quote": " "},
    ],
)
def test_evidence_that_does_not_hold(change: dict[str, object], turned: tuple[Path, ComparedPlan]) -> None:
    source, plan = turned
    assert ground(moved(plan, change), source).failed == ("sections[0]",)


def test_a_box_one_line_off_is_caught(turned: tuple[Path, ComparedPlan]) -> None:
    source, plan = turned
    box = plan.sections[0].evidence[0].bbox
    assert box is not None
    height = box[3] - box[1]
    below = (box[0], box[1] + 1.5 * height, box[2], box[3] + 1.5 * height)
    assert ground(moved(plan, {"bbox": below}), source).failed == ("sections[0]",)


def test_a_page_without_characters_cannot_be_checked(tmp_path: Path) -> None:
    source = tmp_path / "picture.pdf"
    typeset("#set page(width: 200pt, height: 200pt)\n#rect(width: 100pt, height: 50pt, fill: red)", source)
    evidence = ComparedEvidence(page=1, bbox=(0.0, 0.0, 100.0, 100.0), quote="総論").model_dump()
    found = ground(to_compared({"roles": [{"role": "CIO", "evidence": [evidence]}]}, "plan"), source)
    assert (found.records, found.grounded, found.unverifiable, found.failed) == (1, 0, 1, ())


def test_sources_that_cannot_be_read(tmp_path: Path) -> None:
    plan = to_compared({}, "plan")
    with pytest.raises(UnreadableInputError):
        ground(plan, tmp_path / "gone.pdf")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing else")
    with pytest.raises(DamagedPdfError):
        ground(plan, tmp_path / "broken.pdf")
