"""`dxextract export` as a user meets it: bad documents, existing targets, corrections, missing things."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dxextract.cli import app
from dxextract.commands.export import ExportFormat
from dxextract.errors import NoDocumentsError, TargetExistsError
from dxextract.export.dictionary import data_dictionary
from dxextract.export.formats import FORMATS
from dxextract.export.json import write_plan
from dxextract.review.events import Draft
from dxextract.review.journal import append_events, overlay_path
from plans import pdf_plan

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples" / "expected"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """A good plan, one without indicators, a corrupt one and one of the next major schema."""
    out = tmp_path / "plans"
    shutil.copytree(SAMPLES, out, ignore=lambda _, names: [name for name in names if "shiomi" not in name])
    write_plan(pdf_plan().model_copy(update={"kpis": ()}), out / "bare.json")
    (out / "corrupt.json").write_text("{")
    (out / "next.json").write_text('{"schema_version": "2.0"}')
    return out


def test_the_command_knows_the_formats_of_the_registry() -> None:
    assert [one.value for one in ExportFormat] == list(FORMATS)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_exports_the_good_and_names_the_bad(name: str, plans: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / f"out.{name}"
    done = run("export", plans, "--to", name, "--out", out)
    assert done.exit_code == 1
    assert "E110" in done.stderr
    assert "corrupt.json" in done.stderr
    assert "E111" in done.stderr
    assert "2件 / 2 plan(s)" in done.stdout
    assert out.is_file() == (FORMATS[name].target == "file")
    assert [path.name for path in out.parent.iterdir()] == [out.name]


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_is_overwritten_without_force(name: str, plans: Path, tmp_path: Path) -> None:
    file, folder = tmp_path / "old.txt", tmp_path / "old"
    folder.mkdir()
    (folder / "mine.txt").write_text("mine")
    file.write_text("old")
    target = file if FORMATS[name].target == "file" else folder
    refused = run("export", plans / "bare.json", "--to", name, "--out", target)
    assert isinstance(refused.exception, TargetExistsError)
    assert refused.exception.exit_code == 2
    assert (file.read_text(), [path.name for path in folder.iterdir()]) == ("old", ["mine.txt"])
    assert run("export", plans / "bare.json", "--to", name, "--out", target, "--force").exit_code == 0
    assert (folder / "mine.txt").read_text() == "mine"
    if target == file:
        assert file.read_bytes() != b"old"


def test_where_no_document_is_good_nothing_is_written(plans: Path, tmp_path: Path) -> None:
    done = run("export", plans / "corrupt.json", "--to", "csv", "--out", tmp_path / "out")
    assert (done.exit_code, done.stdout) == (1, "")
    assert not (tmp_path / "out").exists()


def test_an_empty_batch(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = run("export", tmp_path / "empty", "--to", "csv", "--out", tmp_path / "out")
    assert isinstance(done.exception, NoDocumentsError)
    assert done.exception.exit_code == 2


def test_records_that_do_not_hold_together_are_a_named_problem(plans: Path, tmp_path: Path) -> None:
    plan = pdf_plan()
    write_plan(plan.model_copy(update={"measures": plan.measures * 2}), plans / "twice.json")
    done = run("export", plans, "--to", "sqlite", "--out", tmp_path / "out.sqlite")
    assert "twice.json" in done.stderr
    assert "'mea-1' is used 2 times" in done.stderr
    assert "2件" in done.stdout


def test_a_diagnostic_about_a_record_that_is_gone_costs_nothing(tmp_path: Path) -> None:
    plan = pdf_plan()
    (diagnostic,) = plan.diagnostics
    gone = diagnostic.model_copy(update={"record_id": "tab-9"})
    write_plan(plan.model_copy(update={"diagnostics": (gone,)}), tmp_path / "in" / "plan.json")
    assert run("export", tmp_path / "in", "--to", "sqlite", "--out", tmp_path / "out.sqlite").exit_code == 0


def test_the_data_dictionary_is_up_to_date() -> None:
    assert (ROOT / "docs" / "data-dictionary.md").read_text("utf-8") == data_dictionary()


def test_corrections_are_exported(plans: Path, tmp_path: Path) -> None:
    plan = pdf_plan()
    evidence = plan.measures[0].evidence
    draft = Draft(
        status="correct", kind="measures", record_id="mea-1", field="title", new="直した名前", evidence=evidence
    )
    append_events(overlay_path(plans / "bare.json"), lambda _: (draft,), by="山田", at="2026-01-01T00:00:00Z")
    run("export", plans / "bare.json", "--to", "csv", "--out", tmp_path / "out")
    with (tmp_path / "out" / "measures.csv").open(encoding="utf-8-sig") as file:
        assert [row["title"] for row in csv.DictReader(file)] == ["直した名前"]
