"""The API: filters, corrections with optimistic versions, values checked by the models."""

from __future__ import annotations

import json
import signal
import threading
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

from dxextract.review.app import create_app
from dxextract.review.journal import overlay_path, read_overlay
from dxextract.review.merge import merged_plan
from dxextract.review.workspace import Workspace
from dxextract.schema.integrity import integrity_problems
from dxextract.schema.load import load_plan, parse_plan
from review.conftest import SAMPLES, copied

NAME = "midorino.pdf"


class Api:
    """The API over an output folder, with the version and extraction that a client would send along."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.client = TestClient(create_app(Workspace(out, (SAMPLES,))), base_url="http://127.0.0.1:8765")
        self.document = out / f"{NAME}.json"
        self.plan = load_plan(self.document)
        self.view = self.get("view")
        self.version = 0

    def get(self, path: str, **parameters: Any) -> Any:
        return self.client.get(f"/api/plans/{NAME}/{path}", params=parameters).json()

    def write(self, *decisions: dict[str, Any], version: int | None = None, by: str = "山田") -> httpx.Response:
        seen = self.version if version is None else version
        content = {"version": seen, "extraction": self.view["extraction"], "by": by, "decisions": decisions}
        answer: httpx.Response = self.client.post(f"/api/plans/{NAME}/events", json=content)
        if answer.status_code == 200:
            self.version = answer.json()["version"]
        return answer


@pytest.fixture
def api(tmp_path: Path) -> Api:
    return Api(copied(tmp_path, "midorino.pdf", "midorino.txt", "shiomi.pdf"))


def decision(status: str, record_id: str, **more: Any) -> dict[str, Any]:
    return {"status": status, "kind": "kpis", "record_id": record_id, **more}


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({}, ["midorino.pdf", "midorino.txt", "shiomi.pdf"]),
        ({"municipality": "みどり野"}, ["midorino.pdf", "midorino.txt"]),
        ({"municipality": "ない市"}, []),
        ({"q": "みどり野市DX推進計画"}, ["midorino.pdf", "midorino.txt"]),
        ({"q": "みどり野市 ＤＸ推進計画"}, ["midorino.pdf", "midorino.txt"]),
        ({"q": "どこにもない語"}, []),
        ({"diagnostic": "i301"}, ["midorino.txt"]),
        ({"diagnostic": "E"}, []),
        ({"state": "complete"}, []),
        ({"state": "open"}, ["midorino.pdf", "midorino.txt", "shiomi.pdf"]),
        ({"limit": 1, "offset": 1}, ["midorino.txt"]),
    ],
)
def test_the_list_is_filtered(api: Api, filters: dict[str, Any], names: list[str]) -> None:
    rows = api.client.get("/api/plans", params=filters).json()["plans"]
    assert [row["name"] for row in rows] == names


def test_a_broken_document_is_a_row_that_says_why(api: Api) -> None:
    (api.out / "broken.json").write_text("{}")
    rows = api.client.get("/api/plans").json()["plans"]
    assert [row["name"] for row in rows if "problem" in row] == ["broken"]
    assert api.client.get("/api/plans/broken/view").status_code == 422


@pytest.mark.parametrize(
    ("filters", "fits"),
    [
        ({"kind": "kpis"}, lambda row: row["kind"] == "kpis"),
        ({"max_confidence": 0.9}, lambda row: (row["record"].get("confidence") or 0) <= 0.9),
        ({"page": 6}, lambda row: any(e["page"] == 6 for e in row["record"]["evidence"])),
        ({"q": "窓口"}, lambda row: "窓口" in json.dumps(row["record"], ensure_ascii=False)),
        ({"status": "open"}, lambda row: row["status"] == "open"),
    ],
)
def test_records_are_filtered(api: Api, filters: dict[str, Any], fits: Any) -> None:
    found = api.get("records", limit=5000, **filters)
    assert found["total"] == len(found["records"]) > 0
    assert all(fits(row) for row in found["records"])


def test_corrections_are_written_and_merged(api: Api) -> None:
    first, second = api.plan.kpis[:2]
    assert api.write(decision("accept", first.id)).status_code == 200
    answer = api.write(decision("correct", second.id, field="name", new="直した名前", comment="誤字"))
    assert [row["id"] for row in answer.json()["records"]] == [second.id]
    record = api.get(f"records/{second.id}")
    assert (record["status"], record["fields"], record["label"]) == ("corrected", ["name"], "直した名前")
    assert record["history"][0] | {"at": ""} == record["history"][0] | {
        "at": "",
        "by": "山田",
        "old": second.name,
        "new": "直した名前",
        "comment": "誤字",
    }
    merged = parse_plan(api.client.get(f"/api/plans/{NAME}/document").content, "merged")
    assert merged.kpis[1].name == "直した名前"
    assert integrity_problems(merged) == integrity_problems(api.plan)
    figures = api.get("view")["agreement"]
    assert (figures["decided"], figures["unchanged"], figures["corrected_fields"]) == (2, 1, 1)


def test_the_second_to_decide_sees_what_the_first_did(api: Api) -> None:
    first, second = api.plan.kpis[:2]
    assert api.write(decision("reject", first.id), version=0).status_code == 200
    # About another record: does not get in the way, and says that there was something else.
    assert api.write(decision("accept", second.id), version=0).json()["behind"] is True
    refused = api.write(decision("accept", first.id), version=0, by="佐藤")
    assert refused.status_code == 409
    body = refused.json()
    assert (body["error"], body["events"][0]["by"], body["records"][0]["status"]) == ("stale", "山田", "rejected")
    assert read_overlay(overlay_path(api.document)).overlay.version == 2


def test_a_new_extraction_is_not_overlooked(api: Api) -> None:
    api.document.write_bytes(api.document.read_bytes() + b"\n")
    refused = api.write(decision("accept", api.plan.kpis[0].id))
    assert (refused.status_code, refused.json()["error"]) == (409, "extracted_again")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (decision("correct", "{kpi}", field="name", new=None), "name"),
        (decision("correct", "{kpi}", field="target.value", new="七十"), "target.value"),
        (decision("correct", "{kpi}", field="target.at.start", new="2030-02-30"), "target.at.start"),
        (decision("correct", "{kpi}", field="source_kind", new="guess"), "source_kind"),
        (decision("correct", "{kpi}", field="unknown", new=1), "unknown"),
        (decision("correct", "{kpi}", field="id", new="kpi-x"), "id"),
        (decision("correct", "{kpi}", field="cumulative", new="はい"), "cumulative"),
        (decision("correct", "{kpi}", field="target.value", new=10**40), "target.value"),
        (decision("correct", "{kpi}", field="evidence", new=[{"page": 0, "quote": "x"}]), "evidence.0.page"),
        (decision("correct", "{kpi}"), ""),
        (decision("accept", "kpi-none"), "record_id"),
        (decision("undo", "x", undoes=99), "undoes"),
        (decision("add", "", new={"name": "x"}), "source_kind"),
        (decision("add", "", new={"name": "x", "source_kind": "inline", "evidence": []}), "evidence"),
        (decision("attach", "kpi-none", new="kpi-none"), "new"),
    ],
)
def test_what_does_not_validate_is_named_at_its_field_and_nothing_is_written(
    api: Api, wrong: dict[str, Any], field: str
) -> None:
    known = api.plan.kpis[0].id
    wrong = {**wrong, "record_id": wrong["record_id"].format(kpi=known)}
    answer = api.write(decision("accept", api.plan.kpis[1].id), wrong)
    assert answer.status_code == 422
    assert field in [error["field"] for error in answer.json()["errors"]]
    assert answer.json()["decision"] == 1
    assert not overlay_path(api.document).exists()
    if wrong["status"] == "correct" and wrong.get("field"):
        content = {"kind": "kpis", "record_id": known, "field": wrong["field"], "new": wrong["new"]}
        checked = api.client.post(f"/api/plans/{NAME}/check", json=content).json()
        assert field in [error["field"] for error in checked["errors"]]


def test_a_record_can_be_added_corrected_and_taken_back(api: Api) -> None:
    place = [{"page": 3, "bbox": [10, 10, 90, 30], "quote": "新しい用語"}]
    new = {"term": "新しい用語", "definition": "説明", "evidence": place}
    (row,) = api.write({"status": "add", "kind": "glossary", "new": new}).json()["records"]
    assert row["status"] == "added"
    fix = {"status": "correct", "kind": "glossary", "record_id": row["id"], "field": "reading", "new": "よみ"}
    assert api.write(fix).status_code == 200
    assert [g.reading for g in merged_plan(api.document).plan.glossary if g.id == row["id"]] == ["よみ"]
    assert api.write({"status": "undo", "kind": "plan", "record_id": "-", "undoes": 1}).json()["gone"] == [row["id"]]


def test_evidence_is_shown_as_a_picture_and_quoted(api: Api) -> None:
    record = api.plan.kpis[0]
    picture = api.client.get(f"/api/plans/{NAME}/records/{record.id}/evidence.png")
    assert picture.headers["content-type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")
    page, box = record.evidence[0].page, record.evidence[0].bbox
    assert box is not None
    x0, top, x1, bottom = box
    quote = api.get("quote", page=page, x0=x0, top=top, x1=x1, bottom=bottom)["quote"]
    assert "64" in quote
    assert "オンラインで申請できる手続" in quote.replace("\n", "").replace(" ", "")
    assert api.client.get(f"/api/plans/{NAME}/pages/99.png").status_code == 404
    lines = api.client.get("/api/plans/midorino.txt/lines", params={"start": 1, "end": 3}).json()
    assert lines["lines"][0] == "みどり野市DX推進計画"


def test_typed_words_are_read_as_the_extraction_reads_them(api: Api) -> None:
    def read(form: str, text: str) -> Any:
        return api.client.post("/api/read", json={"form": form, "text": text}).json()["value"]

    assert read("quantity", "70%以上(R11)")["comparator"] == "ge"
    assert read("quantity", "導入済")["state"] == "qualitative"
    assert read("quantity", " ") is None
    assert read("date", "令和8年度末")["end"] == "2027-03-31"
    assert read("date", "いつか") is None


def test_a_complete_review_becomes_gold(api: Api, tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from dxextract.cli import app
    from dxextract.evaluation import load_compared, score_plan

    everything = [
        {"status": "accept", "kind": row["kind"], "record_id": row["id"]}
        for row in api.view["records"]
        if row["id"] != api.plan.kpis[0].id
    ]
    assert api.write(*everything).status_code == 200
    gold = tmp_path / "gold"
    run = CliRunner().invoke(app, ["gold", str(api.document), "--out", str(gold)])
    assert "kpis 1" in run.stderr
    assert not gold.exists()
    api.write(decision("correct", api.plan.kpis[0].id, field="name", new="直した名前"))
    run = CliRunner().invoke(app, ["gold", str(api.document), "--out", str(gold)])
    assert run.exit_code == 0
    assert "accepted unchanged" in run.stdout
    file = gold / f"{NAME}.json"
    score = score_plan("x", load_compared(file), load_compared(api.document))
    assert score.records["kpis"].tally.f1 < 1.0
    assert score.records["schedule"].tally.f1 == 1.0


def test_200_quick_edits_and_a_kill_lose_nothing_acknowledged(serve: Any, tmp_path: Path) -> None:
    out = copied(tmp_path, NAME)
    server = serve(out)
    view = httpx.get(f"{server.address}/api/plans/{NAME}/view").json()
    record_id = load_plan(out / f"{NAME}.json").kpis[0].id
    acknowledged = 0
    killer = threading.Timer(1.5, server.process.send_signal, (signal.SIGKILL,))
    with httpx.Client(base_url=server.address) as client:
        for number in range(200):
            change = decision("correct", record_id, field="name", new=f"名前{number}")
            content = {"version": acknowledged, "extraction": view["extraction"], "decisions": [change]}
            if number == 100:
                killer.start()
            try:
                answer = client.post(f"/api/plans/{NAME}/events", json=content)
            except httpx.TransportError:
                break
            assert answer.status_code == 200
            acknowledged = answer.json()["version"]
    killer.cancel()
    server.stop()
    events = read_overlay(overlay_path(out / f"{NAME}.json")).overlay.events
    assert len(events) >= acknowledged >= 100
    again = serve(out)
    record = httpx.get(f"{again.address}/api/plans/{NAME}/records/{record_id}").json()
    assert record["label"] == f"名前{len(events) - 1}"
