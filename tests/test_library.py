"""An output folder as a library: what is taken, how it is named, and that one bad file costs nothing else."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from dxextract.errors import NoDocumentsError, UnreadableInputError
from dxextract.export.json import plan_to_json, write_plan
from dxextract.library import StoredPlan, Unreadable, is_document_name, open_library
from dxextract.schema.plan import PlanDocument
from plans import pdf_plan


def with_version(version: str) -> bytes:
    content = orjson.loads(plan_to_json(pdf_plan()))
    return orjson.dumps(content | {"schema_version": version, "field_of_tomorrow": 1})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two good documents, one from tomorrow's schema, one from the next major one, one corrupt, and other files."""
    out = tmp_path / "out"
    write_plan(pdf_plan(), out / "b.pdf.json")
    write_plan(pdf_plan(), out / "兵庫県" / "a.json")
    (out / "minor.json").write_bytes(with_version("1.99"))
    (out / "major.json").write_bytes(with_version("2.0"))
    (out / "corrupt.json").write_text('{"schema_version": "1.0", ')
    for other in ("manifest.json", "b.pdf.review.json", ".hidden.json", "notes.txt", ".dxextract/c.json"):
        (out / other).parent.mkdir(exist_ok=True)
        (out / other).write_text("{}")
    return out


def test_a_folder_gives_its_documents_and_names_the_bad_ones(folder: Path) -> None:
    library = open_library(folder)
    assert len(library) == 5
    read = {document.name: document for document in library}
    assert list(read) == ["b.pdf", "corrupt", "major", "minor", "兵庫県/a"]
    good = [name for name, document in read.items() if isinstance(document, StoredPlan)]
    assert good == ["b.pdf", "minor", "兵庫県/a"]
    bad = {name: document.problem.code for name, document in read.items() if isinstance(document, Unreadable)}
    assert bad == {"corrupt": "E110", "major": "E111"}
    assert all(str(folder) in str(d.problem) for d in read.values() if isinstance(d, Unreadable))


def test_one_file_whatever_its_name(folder: Path) -> None:
    (folder / ".hidden.json").write_bytes(plan_to_json(pdf_plan()))
    (document,) = open_library(folder / ".hidden.json")
    assert isinstance(document, StoredPlan)
    assert document.name == ".hidden"
    assert plan_to_json(document.plan) == plan_to_json(pdf_plan())


def test_corrections_are_applied_and_their_failure_is_the_documents(folder: Path) -> None:
    def correct(path: Path, plan: PlanDocument) -> PlanDocument:
        if path.stem == "minor":
            raise UnreadableInputError(str(path), "overlay")
        return plan.model_copy(update={"plan": plan.plan.model_copy(update={"title": path.stem})})

    titles = {d.name: d.plan.plan.title for d in open_library(folder, correct) if isinstance(d, StoredPlan)}
    assert titles == {"b.pdf": "b.pdf", "兵庫県/a": "a"}


def test_nothing_there_and_nothing_in_it(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInputError, match="E101"):
        open_library(tmp_path / "none")
    (tmp_path / "manifest.json").write_text("{}")
    with pytest.raises(NoDocumentsError, match="E131") as problem:
        open_library(tmp_path)
    assert problem.value.exit_code == 2


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("plan.json", True),
        ("plan.pdf.JSON", True),
        ("manifest.json", False),
        ("plan.review.json", False),
        ("datapackage.json", False),
        (".plan.json", False),
        ("plan.jsonl", False),
        ("plan.pdf", False),
    ],
)
def test_what_is_meant_to_be_a_document(name: str, expected: bool) -> None:
    assert is_document_name(name) is expected
