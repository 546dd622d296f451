"""The manifest of a batch: its schema, its version, and reading it back."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

import jsonschema
import pytest

from dxextract.errors import InvalidManifestError, UnreadableInputError
from dxextract.schema.manifest import (
    DocumentEntry,
    Extractor,
    Link,
    Manifest,
    ManifestError,
    RunInfo,
    Totals,
    load_manifest,
    manifest_json_schema,
    manifest_to_json,
    render_manifest_schema,
)

MANIFEST = Manifest(
    extractor=Extractor(version="1", code="c", rules="r", settings="s"),
    run=RunInfo(id="run", source="plans", started="2026-11-21T00:00:00Z", complete=True),
    totals=Totals(ok=1, failed=1),
    documents=(
        DocumentEntry(
            path="町/計画.pdf",
            state="ok",
            result="ok",
            fingerprint="f",
            output="町/計画.json",
            counts={"kpis": 3},
            diagnostics={"W421": 2},
            seconds=0.5,
            links=(Link(relation="other_medium", path="町/計画.txt"),),
        ),
        DocumentEntry(
            path="壊れた.pdf",
            state="failed",
            result="failed",
            fingerprint="g",
            seconds=0.1,
            error=ManifestError(code="E106", message="PDFが壊れていて開けません。 / is a damaged PDF."),
        ),
    ),
)


def test_the_committed_schema_is_what_the_models_give() -> None:
    committed = resources.files("dxextract.schema").joinpath("manifest.schema.json").read_bytes()
    assert committed == render_manifest_schema(), (
        "run: dxextract schema --manifest > src/dxextract/schema/manifest.schema.json"
    )


def test_a_manifest_is_valid_by_its_schema_and_reads_back(tmp_path: Path) -> None:
    data = manifest_to_json(MANIFEST)
    jsonschema.Draft202012Validator.check_schema(manifest_json_schema())
    jsonschema.validate(json.loads(data), manifest_json_schema())
    (tmp_path / "manifest.json").write_bytes(data)
    assert load_manifest(tmp_path) == load_manifest(tmp_path / "manifest.json") == MANIFEST


def test_a_newer_minor_version_is_read_without_its_new_fields(tmp_path: Path) -> None:
    content = json.loads(manifest_to_json(MANIFEST)) | {"manifest_version": "1.7", "weather": "fine"}
    (tmp_path / "manifest.json").write_text(json.dumps(content))
    assert load_manifest(tmp_path).documents == MANIFEST.documents


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"manifest_version": "2.0"}', "not JSON"])
def test_what_is_no_manifest_is_refused(content: str, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text(content)
    with pytest.raises(InvalidManifestError):
        load_manifest(tmp_path)


def test_a_missing_manifest_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInputError, match=r"manifest\.json"):
        load_manifest(tmp_path)
