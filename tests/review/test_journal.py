"""The overlay's file: whole JSON after each append, nothing acknowledged lost, damage refused."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from dxextract.errors import InvalidOverlayError
from dxextract.review.events import Draft, Overlay, in_force
from dxextract.review.journal import append_events, overlay_path, read_overlay

NOW = "2026-01-01T00:00:00Z"


def accept(record_id: str) -> Draft:
    return Draft(status="accept", kind="kpis", record_id=record_id)


def undo(seq: int) -> Draft:
    return Draft(status="undo", kind="kpis", record_id="kpi-1", undoes=seq)


def append(path: Path, *drafts: Draft) -> Overlay:
    return append_events(path, lambda _: drafts, "山田", NOW).overlay


def test_it_stands_beside_the_document() -> None:
    assert overlay_path(Path("out/a.pdf.json")) == Path("out/a.pdf.review.json")


def test_the_file_is_json_after_each_append(tmp_path: Path) -> None:
    path = tmp_path / "a.review.json"
    for count in range(1, 4):
        append(path, accept(f"kpi-{count}"))
        content = json.loads(path.read_text("utf-8"))
        assert content["overlay_version"] == "1.0"
        assert content["document"] == "a.json"
        assert [event["seq"] for event in content["events"]] == list(range(1, count + 1))
    assert content["events"][0]["by"] == "山田"
    assert read_overlay(path).overlay.since(2)[0].record_id == "kpi-3"


def test_appending_leaves_every_earlier_byte_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.review.json"
    append(path, accept("kpi-1"))
    before = path.read_bytes().removesuffix(b"\n]}\n")
    append(path, accept("kpi-2"), accept("kpi-3"))
    assert path.read_bytes().startswith(before)


def test_nothing_is_written_when_the_decision_refuses(tmp_path: Path) -> None:
    path = tmp_path / "a.review.json"
    append(path, accept("kpi-1"))
    before = path.read_bytes()

    def refuse(_: Overlay) -> list[Draft]:
        raise KeyError("no")

    with pytest.raises(KeyError):
        append_events(path, refuse, "", NOW)
    assert path.read_bytes() == before


def test_a_cut_anywhere_costs_only_what_was_not_acknowledged(tmp_path: Path) -> None:
    path = tmp_path / "a.review.json"
    append(path, accept("kpi-1"), accept("kpi-2"))
    acknowledged = path.read_bytes()
    append(path, accept("kpi-3"), accept("kpi-4"))
    whole = path.read_bytes()
    for cut in range(len(acknowledged) - len(b"\n]}\n"), len(whole)):
        # What the disk has when the write stopped after `cut` bytes: the rest is still the old end.
        path.write_bytes(whole[:cut] + acknowledged[cut:])
        stored = read_overlay(path)
        assert [event.record_id for event in stored.overlay.events[:2]] == ["kpi-1", "kpi-2"], cut
        after = append(path, accept("kpi-5"))
        assert after == read_overlay(path).overlay
        assert not read_overlay(path).torn
        assert after.events[-1].record_id == "kpi-5"


def test_an_unfinished_end_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "a.review.json"
    append(path, accept("kpi-1"))
    path.write_bytes(path.read_bytes()[:-4] + b'\n,{"status":"acc')
    assert read_overlay(path).torn
    assert read_overlay(path).overlay.version == 1


@pytest.mark.parametrize(
    "content",
    [
        b"[]",
        b'{"events": []}',
        b'{"overlay_version":"2.0","document":"a.json","events":[]}',
        b'{"overlay_version":"1.0","document":"a.json","events":[\n{"seq":1}\n]}',
        b'{"overlay_version":"1.0","document":"a.json","events":[\nbroken\n,{}\n,{}\n,{}\n]}',
        b"not a review",
    ],
)
def test_damage_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.review.json"
    path.write_bytes(content)
    with pytest.raises(InvalidOverlayError):
        read_overlay(path)
    with pytest.raises(InvalidOverlayError):
        append(path, accept("kpi-1"))
    assert path.read_bytes() == content


def test_a_missing_or_empty_file_is_an_empty_overlay(tmp_path: Path) -> None:
    path = tmp_path / "a.review.json"
    assert read_overlay(path).overlay.version == 0
    path.write_bytes(b"")
    assert read_overlay(path).overlay.version == 0
    assert append(path, accept("kpi-1")).version == 1


def test_a_file_laid_out_anew_by_an_editor_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "a.review.json"
    append(path, accept("kpi-1"))
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")), indent=2), "utf-8")
    assert append(path, accept("kpi-2")).version == 2
    assert [event["record_id"] for event in json.loads(path.read_text("utf-8"))["events"]] == ["kpi-1", "kpi-2"]


def test_writers_take_turns(tmp_path: Path) -> None:
    path = tmp_path / "a.review.json"
    threads = [
        threading.Thread(target=lambda name=name: [append(path, accept(f"kpi-{name}-{n}")) for n in range(20)])
        for name in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    events = read_overlay(path).overlay.events
    assert len({event.record_id for event in events}) == len(events) == 80


@pytest.mark.parametrize(
    ("drafts", "left"),
    [
        ([accept("kpi-1"), undo(1)], []),
        ([accept("kpi-1"), undo(1), undo(2)], ["kpi-1"]),
        ([accept("kpi-1"), accept("kpi-2"), undo(1)], ["kpi-2"]),
        ([accept("kpi-1"), undo(1), undo(2), undo(3)], []),
    ],
)
def test_an_undone_undo_brings_its_event_back(tmp_path: Path, drafts: list[Draft], left: list[str]) -> None:
    overlay = append(tmp_path / "a.review.json", *drafts)
    assert [event.record_id for event in in_force(overlay.events)] == left


WRITER = """
import sys
from pathlib import Path
from dxextract.review.events import Draft
from dxextract.review.journal import append_events
for n in range(1, 201):
    draft = Draft(status="accept", kind="kpis", record_id=f"kpi-{n}")
    append_events(Path(sys.argv[1]), lambda _: [draft], "山田", "2026-01-01T00:00:00Z")
    print(n, flush=True)
"""


@pytest.mark.parametrize("after", [1, 60, 150])
def test_a_killed_writer_loses_nothing_acknowledged(tmp_path: Path, after: int) -> None:
    path = tmp_path / "a.review.json"
    with subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        acknowledged = 0
        for line in writer.stdout:
            acknowledged = int(line)
            if acknowledged == after:
                writer.send_signal(signal.SIGKILL)
    events = read_overlay(path).overlay.events
    assert len(events) >= acknowledged >= after
    assert append(path, accept("kpi-next")).version == len(events) + 1
