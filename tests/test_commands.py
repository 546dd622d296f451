"""The commands evaluate, coverage, draw and rules as a user meets them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from PIL import Image
from typer.testing import CliRunner, Result

from dxextract.cli import app
from dxextract.errors import DxExtractError

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
ROW = "  - {id: table_headers.own_name, label: kpi_name, terms: [ものさし], examples: [ものさし]}\n"
OWN = f"family: table_headers\nmatch: full\nabout: our own words\nrules:\n{ROW}"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the JSON of a sample's text and of its PDF."""
    out = tmp_path_factory.mktemp("out")
    done = run("extract", SAMPLES / "hoshigakubo.txt", SAMPLES / "hoshigakubo.pdf", "--out", out)
    assert done.exit_code == 0, done.output
    return out


@pytest.fixture
def gold(extracted: Path, tmp_path: Path) -> Path:
    """The text's JSON as the gold of both."""
    shutil.copy(extracted / "hoshigakubo.txt.json", tmp_path / "hoshigakubo.json")
    return tmp_path


def test_evaluate_a_file_with_itself(extracted: Path) -> None:
    file = extracted / "hoshigakubo.txt.json"
    done = run("evaluate", file, file, "--source", SAMPLES / "hoshigakubo.txt", "--fields", "--misses")
    assert done.exit_code == 0, done.output
    assert "grounding" in done.output
    assert "kpis.target" in done.output
    assert "macro mean" not in done.output, "one plan has no mean"
    assert not any(word in done.output for word in ("missing", "surplus", "wrong"))


def test_evaluate_folders(extracted: Path, gold: Path) -> None:
    done = run("evaluate", gold, extracted, "--source", SAMPLES, "--json")
    assert done.exit_code == 0, done.output
    report = json.loads(done.stdout)
    assert [plan["name"] for plan in report["plans"]] == ["hoshigakubo.pdf", "hoshigakubo.txt"]
    assert report["plans"][1]["records"]["kpis"]["f1"] == 1.0
    assert report["plans"][0]["grounding"]["share"] == report["plans"][1]["grounding"]["share"] == 1.0
    assert report["summary"]["kpis"]["plans"] == 2
    assert report["plans"][0]["calibration"]["kpis"]["records"] > 0
    assert report["calibration"]["all"]["records"] == sum(p["calibration"]["all"]["records"] for p in report["plans"])
    tables = run("evaluate", gold, extracted).output
    assert "macro mean (2 plans)" in tables
    assert "by municipality" in tables


def test_evaluate_names_what_is_missing(extracted: Path, gold: Path) -> None:
    plan = json.loads((extracted / "hoshigakubo.txt.json").read_text("utf-8"))
    dropped = plan["kpis"].pop()
    (gold / "out").mkdir()
    (gold / "out" / "hoshigakubo.json").write_text(json.dumps(plan), "utf-8")
    done = run("evaluate", gold / "hoshigakubo.json", gold / "out" / "hoshigakubo.json", "--misses")
    assert f"hoshigakubo kpis missing: {dropped['name']}" in done.output


def test_evaluate_without_an_output_or_a_source_fails_for_that_plan_alone(extracted: Path, gold: Path) -> None:
    shutil.copy(gold / "hoshigakubo.json", gold / "lost.json")
    done = run("evaluate", gold, extracted)
    assert done.exit_code == 1
    assert "lost.json" in done.stderr
    assert "hoshigakubo.pdf" in done.stdout
    assert run("evaluate", gold / "hoshigakubo.json", extracted, "--source", gold).exit_code == 1


def test_coverage_of_a_pdf_and_a_text() -> None:
    done = run("coverage", SAMPLES / "hoshigakubo.pdf")
    assert done.exit_code == 0, done.output
    assert "p.12" in done.output
    assert "kpi-" in done.output
    text = run("coverage", SAMPLES / "hoshigakubo.txt", "--uncaptured").output
    assert "l.1-" in text
    assert "kpi-" not in text


def test_coverage_as_json(tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text("みどり野市DX推進計画\n\n第1章 総論\n本文です。\n\n【成果指標】\n別に定めます。\n", "utf-8")
    done = run("coverage", plan, "--json")
    report = json.loads(done.stdout)
    assert 0 < report["captured_share"] <= report["kept_share"] < 1
    assert report["parts"][0]["characters"] == sum(block["characters"] for block in report["parts"][0]["blocks"])
    assert [one["code"] for one in report["diagnostics"]] == ["W501"]
    assert "W501" in run("coverage", plan).output


def test_draw(tmp_path: Path) -> None:
    done = run("draw", SAMPLES / "shiomi.pdf", "--page", 3, "--out", tmp_path / "new" / "p3.png")
    assert done.exit_code == 0, done.output
    with Image.open(tmp_path / "new" / "p3.png") as picture:
        assert picture.format == "PNG"
        assert min(picture.size) > 400


@pytest.mark.parametrize(("file", "page"), [("shiomi.pdf", 999), ("midorino.txt", 1)])
def test_draw_a_page_that_is_not_there(file: str, page: int, tmp_path: Path) -> None:
    done = run("draw", SAMPLES / file, "--page", page, "--out", tmp_path / "p.png")
    assert isinstance(done.exception, DxExtractError)
    assert (done.exception.code, done.exception.exit_code) == ("E115", 2)
    assert done.exception.detail in (f"{page} > 19", "テキストにページはありません / a text has no pages")
    assert not (tmp_path / "p.png").exists()


def test_rules_lists_families_and_rows() -> None:
    families = run("rules").output
    assert "table_headers" in families
    assert "block_labels" in families
    rows = run("rules", "time_columns").output
    assert "time_columns.month" in rows
    assert "table_headers" not in rows


def test_rules_are_tested() -> None:
    done = run("rules", "--test")
    assert done.exit_code == 0
    assert done.stdout.endswith(" 0 failed\n")
    assert run("rules", "time_columns", "--test").stdout.startswith("1 families, ")


def test_rules_explain_a_text(tmp_path: Path) -> None:
    shown = run("rules", "--explain", "現状値(R6)").output
    assert "table_headers.baseline" in shown
    (tmp_path / "my.yaml").write_text(OWN, "utf-8")
    assert "own_name" not in run("rules", "table_headers", "--explain", "ものさし").output
    assert "own_name" in run("rules", "table_headers", "--explain", "ものさし", "--rules", tmp_path / "my.yaml").output


def test_a_family_that_is_not_there() -> None:
    done = run("rules", "made_up")
    assert isinstance(done.exception, DxExtractError)
    assert "table_headers" in str(done.exception)


def test_bad_rules_stop_the_run_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / "my.yaml").write_text(OWN.replace("terms", "term"), "utf-8")
    plan = tmp_path / "plan.txt"
    plan.write_text("みどり野市DX推進計画\n", "utf-8")
    done = run("extract", plan, "--rules", tmp_path / "my.yaml", "--out", tmp_path / "out")
    assert isinstance(done.exception, DxExtractError)
    assert (done.exception.code, done.exception.exit_code) == ("E112", 2)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("workers", ["1", "2"])
def test_own_rules_reach_the_workers(workers: str, tmp_path: Path) -> None:
    rows = ROW + ROW.replace("own_name", "own_aim").replace("kpi_name", "target").replace("ものさし", "めざすところ")
    (tmp_path / "my.yaml").write_text(OWN.replace(ROW, rows), "utf-8")
    for name in ("a.txt", "b.txt"):
        table = "ものさし\t現状値\tめざすところ\n書かない窓口の利用件数\t120件\t500件\n"
        (tmp_path / name).write_text(f"みどり野市DX推進計画\n\n第1章 施策の展開\n\n1 窓口改革\n\n{table}", "utf-8")
    out = tmp_path / "out"
    done = run("extract", tmp_path, "--out", out, "--workers", workers, "--rules", tmp_path / "my.yaml")
    assert done.exit_code == 0, done.output
    for name in ("a", "b"):
        kpis = json.loads((out / f"{name}.json").read_text("utf-8"))["kpis"]
        assert [(kpi["name"], kpi["target"]["value"]) for kpi in kpis] == [("書かない窓口の利用件数", 500)]
