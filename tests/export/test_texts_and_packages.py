"""Data packages, JSON Lines, Markdown, chunks and JSON-LD: valid to the tools that read them, and nothing lost."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package, validate
from markdown_it import MarkdownIt
from pyld import jsonld

from dxextract.export.chunks import MAX_CHARACTERS, chunks_of
from dxextract.export.formats import FORMATS
from dxextract.export.json import plan_to_json, write_plan
from dxextract.export.run import export
from dxextract.library import StoredPlan, open_library
from dxextract.schema.kinds import RECORD_KINDS
from dxextract.schema.load import load_plan
from nasty import LONG, nasty_plan

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "expected"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("plans")
    for name in ("hoshigakubo.pdf", "midorino.txt"):
        shutil.copy(SAMPLES / f"{name}.json", out)
    write_plan(nasty_plan(), out / "厄介" / "nasty.json")
    return out


def exported(name: str, folder: Path, out: Path) -> Path:
    target = out / f"out.{name}"
    assert export(open_library(folder), FORMATS[name], target).problems == ()
    return target


def lines_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_the_data_package_is_valid_and_typed(folder: Path, tmp_path: Path) -> None:
    descriptor = exported("datapackage", folder, tmp_path) / "datapackage.json"
    report = validate(descriptor)
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "note"])[:5]
    content = json.loads(descriptor.read_text("utf-8"))
    assert content["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    kpis = next(resource for resource in content["resources"] if resource["name"] == "kpis")
    assert kpis["schema"]["missingValues"][0]["label"].startswith("記載なし")
    (row,) = (row for row in Package(descriptor).get_resource("kpis").read_rows() if row["id"] == "kpi-n0")
    assert (row["target_value"], row["cumulative"], row["target_at_fiscal_year"]) == (-1234.5, False, 2029)


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("kpi-n1", "kpi-n0", "primary-key"),
        ("mea-1", "mea-9", "foreign-key"),
        ("-1234.5", "many", "type-error"),
        ("inline", "guess", "constraint-error"),
    ],
)
def test_the_data_package_refuses_what_is_wrong(old: str, new: str, wrong: str, tmp_path: Path) -> None:
    write_plan(nasty_plan(), tmp_path / "in" / "nasty.json")
    package = exported("datapackage", tmp_path / "in", tmp_path)
    kpis = package / "data" / "kpis.csv"
    kpis.write_text(kpis.read_text("utf-8").replace(old, new), "utf-8")
    report = Package(package / "datapackage.json").get_resource("kpis").validate()
    assert {error for (error,) in report.flatten(["type"])} == {wrong}


def test_json_lines_hold_the_records(folder: Path, tmp_path: Path) -> None:
    out = exported("jsonl", folder, tmp_path)
    for document in open_library(folder):
        content = json.loads(plan_to_json(document.plan)) if isinstance(document, StoredPlan) else {}
        for kind in RECORD_KINDS:
            lines = [line for line in lines_of(out / f"{kind}.jsonl") if line["document_id"] == document.name]
            head = {"document_id", "plan_id", "municipality"}
            assert [{k: v for k, v in line.items() if k not in head} for line in lines] == content[kind]
    assert [line["plan"]["title"] for line in lines_of(out / "documents.jsonl")][2] == "みどり野市DX推進計画"


def test_markdown_says_what_the_plan_says(folder: Path, tmp_path: Path) -> None:
    out = exported("markdown", folder, tmp_path)
    for name in ("hoshigakubo.pdf", "midorino.txt", "厄介/nasty"):
        plan = load_plan(folder / f"{name}.json")
        tokens = (
            MarkdownIt("commonmark").enable("table").parse((out / f"{name}.md").read_text("utf-8").split("---\n", 2)[2])
        )
        shown = "\n".join(
            "".join(child.content for child in token.children or ()) for token in tokens if token.type == "inline"
        )
        for measure in plan.measures:
            assert measure.title in shown
            for text in (item.text for facet in measure.facets for item in facet.items):
                assert " ".join(text.split()) in shown
        for kpi in plan.kpis:
            assert kpi.name in shown
            assert kpi.target is None or kpi.target.raw in shown
        for item in plan.schedule:
            assert item.text in shown
        headings = [token for token in tokens if token.type == "heading_open"]
        assert headings[0].tag == "h1"
        assert not any(token.type == "html_inline" for token in tokens)


def test_chunks_are_small_placed_and_complete(folder: Path, tmp_path: Path) -> None:
    chunks = lines_of(exported("chunks", folder, tmp_path))
    assert len({chunk["id"] for chunk in chunks}) == len(chunks)
    for chunk in chunks:
        assert chunk["heading_path"]
        assert chunk["text"]
        assert len(chunk["text"]) <= MAX_CHARACTERS + max(map(len, chunk["text"].split("\n")))
        assert chunk["kind"] == "overview" or chunk["evidence"]
        assert chunk["pages"] == sorted({one["page"] for one in chunk["evidence"] if one["page"]})
    for path in open_library(folder).paths:
        plan = load_plan(path)
        made = {record for chunk in chunks if chunk["plan_id"] == plan.plan.id for record in chunk["record_ids"]}
        for records in (plan.measures, plan.kpis, plan.schedule, plan.commitments, plan.roles, plan.glossary):
            assert {record.id for record in records} <= made
    (measure,) = (c for c in chunks if c["kind"] == "measure" and "移動役場車の運行" in c["heading_path"][-1])
    assert measure["heading_path"][0] == "星ヶ窪村デジタル推進計画"
    assert "住民福祉課" in measure["text"]


def test_a_long_table_is_parted_under_its_header() -> None:
    plan = nasty_plan()
    kpi = plan.kpis[1].model_copy(update={"definition": None, "name": "名" * 300})
    many = plan.model_copy(update={"kpis": tuple(kpi.model_copy(update={"id": f"k{n}"}) for n in range(9))})
    parts = [c for c in chunks_of(StoredPlan(Path("x.json"), "x", many)) if c.kind == "kpis"]
    assert len(parts) > 1
    assert all(part.text.startswith("| 指標 |") for part in parts)
    assert sum(part.text.count("名" * 300) for part in parts) == 9
    assert LONG not in "".join(part.text for part in parts)


def test_json_ld_expands_without_fetching(folder: Path, tmp_path: Path) -> None:
    def refuse(url: str, _: Any) -> Any:
        raise AssertionError(f"fetched {url}")

    content = json.loads(exported("jsonld", folder, tmp_path).read_text("utf-8"))
    nodes = jsonld.expand(content, {"documentLoader": refuse})
    by_type: dict[str, list[dict[str, Any]]] = {}
    for node in nodes:
        for kind in node["@type"]:
            by_type.setdefault(kind, []).append(node)
    assert {kind: len(found) for kind, found in by_type.items()} == {
        "https://schema.org/GovernmentOrganization": 3,
        "https://schema.org/Report": 3,
        "https://schema.org/Dataset": 3,
        "http://www.w3.org/ns/dcat#Dataset": 3,
    }
    dataset = by_type["https://schema.org/Dataset"][2]
    names = [one["https://schema.org/name"][0]["@value"] for one in dataset["https://schema.org/variableMeasured"]]
    assert names == [kpi.name for kpi in nasty_plan().kpis]
    temporal = dataset["http://purl.org/dc/terms/temporal"][0]
    assert temporal["http://www.w3.org/ns/dcat#startDate"][0]["@value"] == "2025-04-01"
    keys = {key for node in nodes for key in node if not key.startswith("@")}
    assert all(key.startswith("http") for key in keys), "every word has a vocabulary"
    assert jsonld.to_rdf(content, {"documentLoader": refuse})["@default"]
