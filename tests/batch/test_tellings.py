"""What a run tells: lines, JSON, the live view, the catalog, the report, the artifact's table."""

from __future__ import annotations

import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import duckdb
import pytest

from batches import do, options, run
from dxextract.batch.catalog import build_catalog
from dxextract.batch.progress import LiveView, ProgressKind, one_line, progress_view
from dxextract.batch.report import histogram, render_report
from dxextract.batch.session import open_batch
from dxextract.batch.summary import summary_markdown
from dxextract.schema.manifest import (
    DocumentEntry,
    Extractor,
    Link,
    Manifest,
    ManifestError,
    ManifestMunicipality,
    RunInfo,
    Totals,
)

HOSTILE = '<script>alert("1")</script>\n|計画.pdf'
MANIFEST = Manifest(
    extractor=Extractor(version="1", code="c", rules="r", settings="s"),
    run=RunInfo(id="run-1", source="in", started="2026-11-21T00:00:00Z", finished="2026-11-21T00:01:00Z", seconds=60),
    totals=Totals(ok=1, review=1, failed=1),
    documents=(
        DocumentEntry(
            path="宇治/a b#1.pdf",
            state="ok",
            result="ok",
            fingerprint="f",
            sha256="0",
            output="宇治/a b#1.json",
            title="宇治市DX推進計画",
            municipality=ManifestMunicipality(name="宇治市", prefecture="京都府", code="26204"),
            counts={"kpis": 12, "measures": 3},
            diagnostics={"W421": 2, "W501": 1},
            seconds=1.25,
            peak_memory_mb=201.5,
            page_count=40,
            links=(Link(relation="older_edition", path=HOSTILE),),
        ),
        DocumentEntry(
            path="b.txt", state="review", result="review", fingerprint="f", seconds=0.5, unsure=4, output="b.json"
        ),
        DocumentEntry(
            path=HOSTILE,
            state="failed",
            result="failed",
            fingerprint="f",
            seconds=0.1,
            error=ManifestError(code="E106", message="E106 壊れています。 / is damaged."),
        ),
    ),
)


def told(kind: ProgressKind) -> list[str]:
    stream = io.StringIO()
    with progress_view(kind, stream) as view:
        view.begin(3, 4)
        for entry in MANIFEST.documents:
            view.document(entry)
        view.note("a note")
        view.end(MANIFEST, "out/report.html")
    return stream.getvalue().splitlines()


def test_plain_lines_are_one_for_each_document() -> None:
    lines = told("plain")
    assert len(lines) == 6
    assert "3 documents to read, 4 unchanged" in lines[0]
    assert lines[1].startswith("[1/3] ok      宇治/a b#1.pdf 1.2s 宇治市DX推進計画")
    assert lines[3].startswith("[3/3] failed  <script>")
    assert "E106" in lines[3]
    assert lines[5].endswith("→ out/report.html")


def test_a_stream_that_is_no_terminal_gets_plain_lines() -> None:
    assert told("auto") == told("plain")
    assert told("none") == []


def test_json_lines_are_objects() -> None:
    events = [json.loads(line) for line in told("json")]
    assert [event["event"] for event in events] == ["begin", "document", "document", "document", "note", "end"]
    assert [event["level"] for event in events[1:4]] == ["info", "warning", "error"]
    assert events[3]["path"] == HOSTILE
    assert events[3]["error"]["code"] == "E106"
    assert events[5]["failed"] == 1
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", event["time"]) for event in events)


def test_the_live_view_shows_counts_pace_and_the_slowest() -> None:
    view = LiveView(io.StringIO())
    view.begin(20, 0)
    for n in range(10):
        view.document(MANIFEST.documents[0].model_copy(update={"path": f"{n}.pdf", "seconds": float(n)}))
    view.document(MANIFEST.documents[2])
    stream = io.StringIO()
    view._console.file = stream
    view._console.print(view._rendered())
    shown = stream.getvalue()
    assert "11/20" in shown
    assert "failed 1" in shown
    assert "docs/min" in shown
    assert re.findall(r"(\d)\.pdf", shown) == ["9", "8", "7", "6", "5"]


def test_control_characters_of_a_name_do_not_reach_the_terminal() -> None:
    assert one_line("計画\x1b[2J\n.pdf") == "計画\\x1b[2J\\n.pdf"


def test_the_catalog_has_a_row_for_each_document(tmp_path: Path) -> None:
    file = tmp_path / "catalog.duckdb"
    file.write_bytes(build_catalog(MANIFEST, tmp_path))
    with duckdb.connect(str(file), read_only=True) as database:
        rows = database.sql(
            "SELECT path, municipality_code, state, n_kpis, diagnostics['W421'], seconds, error_code FROM documents"
        ).fetchall()
        assert rows == [
            ("宇治/a b#1.pdf", "26204", "ok", 12, 2, 1.25, None),
            ("b.txt", None, "review", None, None, 0.5, None),
            (HOSTILE, None, "failed", None, None, 0.1, "E106"),
        ]
        assert database.sql("SELECT code, count FROM diagnostics ORDER BY code").fetchall() == [
            ("W421", 2),
            ("W501", 1),
        ]
        assert database.sql("SELECT * FROM links").fetchall() == [("宇治/a b#1.pdf", "older_edition", HOSTILE)]
        assert database.sql("SELECT id FROM runs").fetchall() == [("run-1",)]
    assert [path.name for path in tmp_path.iterdir()] == ["catalog.duckdb"]


class Page(HTMLParser):
    """What a browser would make of a page: its elements, links and text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.tags: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_report_links_results_and_names_problems() -> None:
    html = render_report(MANIFEST).decode()
    page = Page(html)
    assert "%E5%AE%87%E6%B2%BB/a%20b%231.json" in page.links
    assert not [link for link in page.links if "://" in link]
    assert page.tags.count("tr") == 1 + len(MANIFEST.documents)
    assert page.tags.count("script") == 1
    assert "alert" in page.text
    assert "旧版 / older edition" in page.text
    assert "壊れています" in page.text
    assert page.tags.count("svg") >= 3
    assert "施策 / measures" in page.text
    assert "PDFが壊れていて開けません。 / is a damaged PDF." in page.text  # what the code in the chart means


def test_the_report_says_a_problem_without_the_path_beside_it(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "空 [1].txt").write_text("")
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in")
    with open_batch(options(tmp_path / "in", tmp_path / "out")) as batch:
        assert batch.unchanged == 0
        do(batch)
        page = Page(render_report(batch.finish()).decode())
    assert "E102 ファイルが空です。" in page.text
    assert "E162 リンクが自分の上位フォルダを指しています。" in page.text
    assert str(tmp_path / "in") + "/" not in page.text


def test_an_empty_run_has_a_report_too() -> None:
    assert render_report(MANIFEST.model_copy(update={"documents": ()}))


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        ([], []),
        ([0.0], ["0.000–0.001"]),
        ([1.0, 2.5, 11.0], ["0–1", "1–2", "2–3", "3–4"]),
        ([0.2, 119.0], ["0–10", "10–20"]),
    ],
)
def test_bins_are_round_and_hold_every_value(values: list[float], labels: list[str]) -> None:
    bars = histogram(values)
    assert [bar.label for bar in bars][: len(labels)] == labels
    assert sum(bar.value for bar in bars) == len(values)
    assert len(bars) <= 13


def test_the_artifact_shows_failures_first_in_a_table() -> None:
    lines = summary_markdown(MANIFEST, "out").splitlines()
    rows = [line for line in lines if re.match(r"\| .* \| (ok|review|failed) \|", line)]
    assert [re.split(r"(?<!\\)\|", row)[2].strip() for row in rows] == ["failed", "review", "ok"]
    assert {len(re.split(r"(?<!\\)\|", row)) for row in rows} == {10}


def test_a_manifest_of_a_run_gives_all_of_them(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("x")
    manifest = run(tmp_path / "in", tmp_path / "out")
    assert render_report(manifest)
    assert build_catalog(manifest, tmp_path)
    assert summary_markdown(manifest, "out")
