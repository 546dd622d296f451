"""Who gets an answer, and that no request leaves the output folder."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from dxextract.cli import app as command_line
from dxextract.review.app import Options, create_app
from dxextract.review.security import Access
from dxextract.review.workspace import Workspace
from review.conftest import SAMPLES, copied

HOST = "127.0.0.1:8765"


def client(out: Path, **options: Any) -> TestClient:
    return TestClient(create_app(Workspace(out, (SAMPLES,)), Options(**options)), base_url=f"http://{HOST}")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    folder = tmp_path_factory.mktemp("served")
    out = copied(folder, "midorino.pdf", "midorino.txt")
    (folder / "secret.json").write_text('{"secret": 1}')
    (out / "notes.txt").write_text("secret")
    return client(out)


@pytest.mark.parametrize(
    ("host", "status"),
    [
        (HOST, 200),
        ("localhost:8765", 200),
        ("[::1]:8765", 200),
        ("127.0.0.1", 421),
        ("127.0.0.1:80", 421),
        ("evil.example:8765", 421),
        ("127.0.0.1.evil.example:8765", 421),
        ("evil@127.0.0.1:8765", 421),
        ("127.0.0.1:8765/x", 421),
        ("127.0.0.1:port", 421),
        ("192.168.0.7:8765", 421),
        ("", 421),
    ],
)
def test_only_this_servers_own_name_is_answered(served: TestClient, host: str, status: int) -> None:
    assert served.get("/api/plans", headers={"host": host}).status_code == status


@pytest.mark.parametrize(
    ("listens", "host", "answers"),
    [
        ("0.0.0.0", "192.168.0.7:8765", True),
        ("0.0.0.0", "[fd00::7]:8765", True),
        ("0.0.0.0", "evil.example:8765", False),
        ("192.168.0.7", "192.168.0.7:8765", True),
        ("192.168.0.7", "192.168.0.8:8765", False),
        ("review.local", "REVIEW.LOCAL:8765", True),
    ],
)
def test_an_address_of_its_own_on_other_interfaces(listens: str, host: str, answers: bool) -> None:
    assert Access(listens, 8765, "token").answers_to(host) is answers


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"origin": f"http://{HOST}"}, 200),
        ({"origin": f"http://{HOST}", "sec-fetch-site": "same-origin"}, 200),
        ({"origin": "http://localhost:8765"}, 403),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": f"http://{HOST}.evil.example"}, 403),
        ({"origin": f"file://{HOST}"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"content-type": "text/plain"}, 415),
        ({"content-type": "application/x-www-form-urlencoded"}, 415),
    ],
)
def test_writes_come_from_the_servers_own_pages(served: TestClient, headers: dict[str, str], status: int) -> None:
    sent = {"content-type": "application/json", **headers}
    answer = served.post("/api/read", content=b'{"form": "quantity", "text": "5%"}', headers=sent)
    assert answer.status_code == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}, 200),
        ({"sec-fetch-site": "cross-site", "sec-fetch-mode": "cors"}, 403),
        ({"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}, 403),
        ({"sec-fetch-site": "same-origin", "sec-fetch-mode": "cors"}, 200),
    ],
)
def test_reads_from_other_sites_are_refused(served: TestClient, headers: dict[str, str], status: int) -> None:
    assert served.get("/api/plans", headers=headers).status_code == status


def test_the_policy_stands_on_every_answer(served: TestClient) -> None:
    for path in ("/", "/api/plans", "/static/js/plan.js", "/nothing", "/plan/midorino.pdf"):
        policy = served.get(path).headers["content-security-policy"]
        assert "unsafe-inline" not in policy
        assert "'unsafe-eval'" not in policy
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
    for page in ("/", "/plan/midorino.pdf", "/api/docs"):
        html = served.get(page).text
        assert " style=" not in html
        assert "<style" not in html
        assert " on" + "click=" not in html
        assert html.count("<script") == html.count('<script type="module" src="/static/')


@pytest.mark.parametrize("token", [None, "right"])
@pytest.mark.parametrize(
    ("headers", "right"),
    [
        ({}, False),
        ({"authorization": "Bearer right"}, True),
        ({"authorization": "bearer  right"}, True),
        ({"authorization": "Bearer wrong"}, False),
        ({"authorization": "Basic right"}, False),
        ({"cookie": "dxextract-token=right"}, True),
        ({"cookie": "dxextract-token=wrong"}, False),
        ({"cookie": "dxextract-token="}, False),
        ({"cookie": "other=right"}, False),
    ],
)
def test_the_token_is_demanded_where_there_is_one(
    tmp_path: Path, token: str | None, headers: dict[str, str], right: bool
) -> None:
    guarded = client(copied(tmp_path, "midorino.txt"), access=Access(token=token))
    for path in ("/api/plans", "/", "/plan/midorino.txt", "/static/js/plan.js", "/api/openapi.json"):
        assert guarded.get(path, headers=headers).status_code == (200 if right or token is None else 401)


def test_the_login_sets_a_cookie_that_scripts_and_other_sites_do_not_get(tmp_path: Path) -> None:
    guarded = client(copied(tmp_path, "midorino.txt"), access=Access(token="right"))
    assert guarded.get("/login?token=wrong", follow_redirects=False).status_code == 401
    answer = guarded.get("/login?token=right", follow_redirects=False)
    assert answer.status_code == 303
    cookie = answer.headers["set-cookie"].casefold()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert guarded.get("/api/plans").status_code == 200


@pytest.mark.parametrize(
    "name",
    [
        "../secret",
        "..%2Fsecret",
        "%2e%2e/secret",
        "..\\secret",
        "/etc/passwd",
        "//etc/passwd",
        "midorino.pdf/../../secret",
        "midorino.pdf%00",
        "notes",
        "notes.txt",
        "midorino.pdf.review",
        ".",
        "",
    ],
)
def test_no_path_leaves_the_output_folder(served: TestClient, name: str) -> None:
    for pattern in ("/api/plans/{}/view", "/api/plans/{}/document", "/api/plans/{}/source", "/plan/{}"):
        answer = served.get(pattern.format(name))
        assert answer.status_code == 404, pattern
        assert "secret" not in answer.text.replace(name, "")
    for path in (f"/static/{name}", f"/static/..%2ftemplates/{name}", f"/static/js/..%2f..%2f..%2f{name}"):
        assert served.get(path).status_code in (404, 405)


def test_a_source_is_only_the_file_that_was_read(tmp_path: Path) -> None:
    out = copied(tmp_path, "midorino.txt", "midorino.pdf")
    shutil.copy(SAMPLES / "midorino.txt", out / "midorino.txt")
    (out / "midorino.pdf").write_bytes(b"%PDF-1.4 another file")
    here = TestClient(create_app(Workspace(out)), base_url=f"http://{HOST}")
    assert here.get("/api/plans/midorino.txt/source").content == (SAMPLES / "midorino.txt").read_bytes()
    assert here.get("/api/plans/midorino.txt/source").headers["content-type"] == "application/octet-stream"
    assert here.get("/api/plans/midorino.pdf/source").status_code == 404
    assert here.get("/api/plans/midorino.pdf/view").json()["source"]["available"] is False
    with (out / "midorino.txt").open("a") as stream:
        stream.write("changed")
    assert here.get("/api/plans/midorino.txt/source").status_code == 404


def test_the_batchs_manifest_leads_to_the_source(tmp_path: Path) -> None:
    from dxextract.schema.manifest import (
        DocumentEntry,
        Extractor,
        Manifest,
        RunInfo,
        Totals,
        manifest_to_json,
    )

    out = copied(tmp_path, "midorino.txt")
    (tmp_path / "plans" / "deep").mkdir(parents=True)
    shutil.copy(SAMPLES / "midorino.txt", tmp_path / "plans" / "deep" / "別名.txt")
    entry = DocumentEntry(
        path="deep/別名.txt", state="ok", result="ok", output="midorino.txt.json", fingerprint="x", seconds=1
    )
    manifest = Manifest(
        extractor=Extractor(version="1", code="x", rules="x", settings="x"),
        run=RunInfo(id="1", source=str(tmp_path / "plans"), started="2026-01-01T00:00:00Z"),
        totals=Totals(ok=1),
        documents=(entry,),
    )
    (out / "manifest.json").write_bytes(manifest_to_json(manifest))
    here = TestClient(create_app(Workspace(out)), base_url=f"http://{HOST}")
    assert here.get("/api/plans/midorino.txt/source").content == (SAMPLES / "midorino.txt").read_bytes()


@pytest.mark.parametrize("file_name", ["../secret.txt", "/etc/passwd", "..\\secret.txt", "sub/secret.txt", "\x00", ""])
def test_a_document_cannot_name_a_source_elsewhere(tmp_path: Path, file_name: str) -> None:
    from dxextract.export.json import write_plan
    from dxextract.schema.load import load_plan

    out = copied(tmp_path, "midorino.txt")
    plan = load_plan(out / "midorino.txt.json")
    shutil.copy(SAMPLES / "midorino.txt", tmp_path / "secret.txt")
    source = plan.source.model_copy(update={"file_name": file_name})
    write_plan(plan.model_copy(update={"source": source}), out / "midorino.txt.json")
    here = TestClient(create_app(Workspace(out)), base_url=f"http://{HOST}")
    assert here.get("/api/plans/midorino.txt/source").status_code == 404


def take(source: Path, document: Path) -> None:
    """Stands for the extraction: any text gives the sample's document."""
    assert source.exists()
    shutil.copy(SAMPLES / "expected" / "midorino.txt.json", document)


@pytest.mark.parametrize(
    ("name", "data", "status"),
    [
        ("計画.txt", "計画の本文".encode(), 201),
        ("../../evil.txt", "計画の本文".encode(), 201),
        ("a.pdf", b"%PDF-1.7 ...", 201),
        ("a.exe", "計画の本文".encode(), 415),
        ("a.pdf", "計画の本文".encode(), 415),
        ("a.txt", b"%PDF-1.7 ...", 415),
        ("a.html", b"<script>", 415),
        ("a.txt", b"\x00\x01\x02", 415),
        ("a.txt", b"", 415),
        ("a.txt", b"x" * 2001, 413),
    ],
)
def test_uploads_are_limited_and_stay_in_the_folder(tmp_path: Path, name: str, data: bytes, status: int) -> None:
    out = copied(tmp_path, "midorino.txt")
    offered = client(out, extract=take, max_upload_bytes=2000)
    headers = {"content-type": "application/octet-stream"}
    answer = offered.post("/api/uploads", params={"name": name}, content=data, headers=headers)
    assert answer.status_code == status
    inside = {path.name for path in out.iterdir()} - {"midorino.txt.json"}
    assert {path.name for path in tmp_path.iterdir()} == {"out"}
    assert len(inside) == (2 if status == 201 else 0)
    if status == 201:
        assert offered.get(f"/api/plans/{answer.json()['name']}/view").status_code == 200


def test_uploads_are_not_offered_by_default(served: TestClient) -> None:
    headers = {"content-type": "application/octet-stream"}
    assert served.post("/api/uploads", params={"name": "a.txt"}, content=b"a", headers=headers).status_code == 404
    assert "/api/uploads" not in served.get("/api/openapi.json").json()["paths"]


def test_another_address_demands_a_token(tmp_path: Path) -> None:
    from dxextract.errors import TokenNeededError

    run = CliRunner().invoke(command_line, ["review", str(copied(tmp_path, "midorino.txt")), "--host", "0.0.0.0"])
    assert isinstance(run.exception, TokenNeededError)


def test_a_started_server_shows_its_token_once_and_demands_it(serve: Any, tmp_path: Path) -> None:
    server = serve(copied(tmp_path, "midorino.txt"), "--token", "--host", "127.0.0.1")
    assert httpx.get(f"{server.address}/api/plans").status_code == 401
    token = server.announced.split("token=")[1]
    assert len(token) >= 32
    answer = httpx.get(f"{server.address}/api/plans", headers={"authorization": f"Bearer {token}"})
    assert answer.json()["total"] == 1
