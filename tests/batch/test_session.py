"""A run and the runs after it: what is read again, what a kill costs, and who may write where."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from batches import do, options, pretend, run, states, without_times
from dxextract.batch import Job, Outcome
from dxextract.batch.jobs import Failure
from dxextract.batch.session import open_batch
from dxextract.errors import (
    BatchRunningError,
    DxExtractError,
    InvalidManifestError,
    NoPlansFoundError,
    OutputNotWritableError,
    TimeLimitError,
)
from dxextract.schema.manifest import load_manifest


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    (folder / "町").mkdir(parents=True)
    for name in ("a.txt", "b.txt", "町/c d.txt", '町/"e".txt', "町/f\ng.txt"):
        (folder / name).write_text(f"plan {name}")
    (folder / "empty.txt").write_text("")
    return folder


ALL = ("a.txt", "b.txt", "empty.txt", '町/"e".txt', "町/c d.txt", "町/f\ng.txt")


def but(state: str, **others: str) -> dict[str, str]:
    """`state` for each document but the empty one, and `others` by stem."""
    return {path: "failed" if path == "empty.txt" else others.get(path[0], state) for path in ALL}


def test_a_second_run_reads_nothing_and_keeps_what_stands(source: Path, tmp_path: Path) -> None:
    first = run(source, tmp_path / "out")
    assert states(first) == but("ok")
    assert (first.totals.ok, first.totals.failed) == (5, 1)
    second = run(source, tmp_path / "out")
    assert states(second) == but("skipped")
    assert {entry.result for entry in second.documents} == {"ok", "failed"}
    assert [entry.counts for entry in second.documents] == [entry.counts for entry in first.documents]
    assert load_manifest(tmp_path / "out") == second


def test_what_has_changed_is_read_again(source: Path, tmp_path: Path) -> None:
    run(source, tmp_path / "out")
    (source / "a.txt").write_text("changed")
    (tmp_path / "out" / "b.json").unlink()
    (source / "new.txt").write_text("new")
    manifest = run(source, tmp_path / "out")
    assert states(manifest) == {**but("skipped", a="ok", b="ok"), "new.txt": "ok"}


def test_a_time_alone_changes_nothing(source: Path, tmp_path: Path) -> None:
    run(source, tmp_path / "out")
    os.utime(source / "a.txt", (1, 1))
    assert states(run(source, tmp_path / "out")) == but("skipped")


def test_rules_and_settings_that_change_what_is_read(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(source, out)
    assert states(run(source, out, document_timeout=5)) == but("skipped")
    assert states(run(source, out, max_pages=7)) == but("ok")
    rules = tmp_path / "notes.yaml"
    row = "{id: own.note, label: note, terms: [注注], examples: [注注]}"
    rules.write_text(f"family: notes\nmatch: text\nabout: x\nrules:\n- {row}\n")
    assert states(run(source, out, max_pages=7, rules=rules)) == but("ok")


def test_lasting_failures_are_tried_again_only_when_asked(source: Path, tmp_path: Path) -> None:
    tried: list[str] = []

    def noting(job: Job) -> Outcome:
        tried.append(job.name)
        return pretend(job)

    run(source, tmp_path / "out")
    run(source, tmp_path / "out", noting)
    assert tried == []
    manifest = run(source, tmp_path / "out", noting, retry_failed=True)
    assert tried == ["empty.txt"]
    assert states(manifest) == but("skipped")


def test_other_failures_are_tried_again_by_the_next_run(source: Path, tmp_path: Path) -> None:
    def slow(job: Job) -> Outcome:
        return Outcome(job, 9.0, failure=Failure.of(TimeLimitError(str(job.source))))

    assert set(states(run(source, tmp_path / "out", slow)).values()) == {"failed"}
    assert states(run(source, tmp_path / "out")) == but("ok")


def test_known_facts_of_a_document_are_part_of_what_it_is(source: Path, tmp_path: Path) -> None:
    rows = source / "plans.csv"
    rows.write_text("path,title\na.txt,A\nb.txt,B\n")
    run(rows, tmp_path / "out")
    rows.write_text("path,title\na.txt,A\nb.txt,C\n")
    assert states(run(rows, tmp_path / "out")) == {"a.txt": "skipped", "b.txt": "ok"}


def test_a_document_that_is_gone_is_named_and_its_json_stays(source: Path, tmp_path: Path) -> None:
    run(source, tmp_path / "out")
    (source / "a.txt").unlink()
    for _ in range(2):
        manifest = run(source, tmp_path / "out")
        assert [(one.path, one.output) for one in manifest.gone] == [("a.txt", "a.json")]
        assert "a.txt" not in states(manifest)
    assert (tmp_path / "out" / "a.json").exists()


def test_a_name_is_kept_when_another_of_its_stem_comes(source: Path, tmp_path: Path) -> None:
    run(source, tmp_path / "out")
    (source / "a.pdf").write_text("another")
    outputs = {entry.path: entry.output for entry in run(source, tmp_path / "out").documents}
    assert (outputs["a.txt"], outputs["a.pdf"]) == ("a.json", "a.pdf.json")


def test_nothing_but_results_is_left(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(source, out)
    assert sorted(path.name for path in out.iterdir()) == [".dxextract", "a.json", "b.json", "manifest.json", "町"]
    assert sorted(path.name for path in (out / ".dxextract").iterdir()) == ["lock"]


def test_what_a_killed_process_left_half_written_is_removed_and_nothing_else(source: Path, tmp_path: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    folder = tmp_path / "out" / "町"
    folder.mkdir(parents=True)
    left = folder / f".dxextract-{int(ended.stdout)}-ab12.tmp"
    under_way = folder / f".dxextract-{os.getpid()}-ab12.tmp"
    for file in (left, under_way):
        file.write_text("{")
    run(source, tmp_path / "out")
    assert not left.exists()
    assert under_way.exists()


# What a kill leaves is what an abandoned `open_batch` leaves: everything is on the disk when `record` returns.


def abandoned(source: Path, out: Path, first: int) -> None:
    with open_batch(options(source, out)) as batch:
        do(batch, first=first)


def test_an_abandoned_run_is_gone_on_with(source: Path, tmp_path: Path) -> None:
    undisturbed = run(source, tmp_path / "other")
    abandoned(source, tmp_path / "out", 2)
    assert not (tmp_path / "out" / "manifest.json").exists()
    with open_batch(options(source, tmp_path / "out")) as batch:
        assert len(batch.todo) == len(ALL) - 2
        do(batch)
        manifest = batch.finish()
    assert manifest.run.resumed == 1
    assert without_times(manifest) == without_times(undisturbed)


@pytest.mark.parametrize("first", [0, 1, 2])
def test_names_are_those_that_the_run_gave_when_it_began(first: int, tmp_path: Path) -> None:
    folder = tmp_path / "stems"
    folder.mkdir()
    for name in ("a.md", "a.txt", "b.txt"):
        (folder / name).write_text(f"# {name}")
    abandoned(folder, tmp_path / "out", first)
    outputs = {entry.path: entry.output for entry in run(folder, tmp_path / "out").documents}
    assert outputs == {"a.md": "a.md.json", "a.txt": "a.txt.json", "b.txt": "b.json"}


def test_names_of_a_run_that_is_gone_on_with_stay_when_another_file_comes(tmp_path: Path) -> None:
    folder = tmp_path / "stems"
    folder.mkdir()
    (folder / "a.txt").write_text("# a")
    abandoned(folder, tmp_path / "out", 1)
    (folder / "a.md").write_text("# the other")
    outputs = {entry.path: entry.output for entry in run(folder, tmp_path / "out").documents}
    assert outputs == {"a.md": "a.md.json", "a.txt": "a.json"}


def test_a_look_at_what_there_is_to_do_is_no_run(source: Path, tmp_path: Path) -> None:
    abandoned(source, tmp_path / "out", 0)
    assert run(source, tmp_path / "out").run.resumed == 0


def test_a_torn_line_costs_its_document_only(source: Path, tmp_path: Path) -> None:
    abandoned(source, tmp_path / "out", 3)
    journal = tmp_path / "out" / ".dxextract" / "journal.jsonl"
    journal.write_bytes(journal.read_bytes()[:-20])
    abandoned(source, tmp_path / "out", 1)
    with open_batch(options(source, tmp_path / "out")) as batch:
        assert len(batch.todo) == len(ALL) - 3
        do(batch)
        assert states(batch.finish()) == but("ok")


def test_a_journal_that_outlived_its_manifest_is_no_unfinished_run(source: Path, tmp_path: Path) -> None:
    with open_batch(options(source, tmp_path / "out")) as batch:
        do(batch)
        batch.finish()
        batch.manifest = None  # killed between the manifest and the deletion of the journal
    manifest = run(source, tmp_path / "out")
    assert manifest.run.resumed == 0
    assert states(manifest) == but("skipped")


def test_a_run_of_another_source_takes_over_what_was_read(source: Path, tmp_path: Path) -> None:
    abandoned(source, tmp_path / "out", 3)
    abandoned(source / "町", tmp_path / "out", 1)
    manifest = run(source, tmp_path / "out")
    assert states(manifest) == but("ok", a="skipped", b="skipped")


@hypothesis_settings(deadline=None, max_examples=12)
@given(kills=st.lists(st.integers(0, 6), max_size=5), torn=st.integers(0, 400))
def test_however_often_it_is_killed_the_manifest_is_the_same(kills: list[int], torn: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder, "in"), Path(folder, "out")
        source.mkdir()
        for n in range(6):
            (source / f"{n}.txt").write_text("" if n == 3 else f"plan {n % 5}")
        undisturbed = run(source, Path(folder, "other"))
        for first in kills:
            abandoned(source, out, first)
            journal = out / ".dxextract" / "journal.jsonl"
            if not journal.exists():
                continue
            data = journal.read_bytes()
            journal.write_bytes(data[: max(len(data) - torn, data.index(b"}") + 2)])
        assert without_times(run(source, out)) == without_times(undisturbed)


def test_two_batches_on_one_output_refuse_each_other(source: Path, tmp_path: Path) -> None:
    with open_batch(options(source, tmp_path / "out")) as batch:
        with (
            pytest.raises(BatchRunningError, match=f"E152 .*pid {os.getpid()} on "),
            open_batch(options(source, tmp_path / "out")),
        ):
            pass
        with open_batch(options(source, tmp_path / "elsewhere")):
            pass
        do(batch)
        batch.finish()
    assert states(run(source, tmp_path / "out")) == but("skipped")


def test_a_killed_batch_leaves_no_lock(source: Path, tmp_path: Path) -> None:
    program = (
        "import sys, threading; from batches import do, options; from dxextract.batch.session import open_batch\n"
        "with open_batch(options(*sys.argv[1:])) as batch:\n"
        "    do(batch, first=2); print('held', flush=True); threading.Event().wait()\n"
    )
    command = [sys.executable, "-c", program, str(source), str(tmp_path / "out")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with (
            pytest.raises(BatchRunningError, match=f"pid {holder.pid} "),
            open_batch(options(source, tmp_path / "out")),
        ):
            pass
        holder.send_signal(signal.SIGKILL)
    with open_batch(options(source, tmp_path / "out")) as batch:
        assert len(batch.todo) == len(ALL) - 2


def spoil_manifest(out: Path) -> None:
    out.mkdir()
    (out / "manifest.json").write_text(json.dumps({"manifest_version": "2.0"}))


@pytest.mark.parametrize(
    ("prepare", "changes", "error"),
    [
        (lambda out: out.write_text("a file"), {}, OutputNotWritableError),
        (lambda out: (out.mkdir(), (out / ".dxextract").write_text("")), {}, OutputNotWritableError),
        (spoil_manifest, {}, InvalidManifestError),
        (Path.mkdir, {"include": ("*.docx",)}, NoPlansFoundError),
    ],
)
def test_a_batch_that_cannot_run_says_why(
    source: Path,
    tmp_path: Path,
    prepare: Callable[[Path], object],
    changes: dict[str, object],
    error: type[DxExtractError],
) -> None:
    prepare(tmp_path / "out")
    with pytest.raises(error), open_batch(options(source, tmp_path / "out", **changes)):
        pass


def test_names_of_every_kind_are_in_the_manifest(source: Path, tmp_path: Path) -> None:
    run(source, tmp_path / "out")
    manifest = load_manifest(tmp_path / "out")
    assert tuple(entry.path for entry in manifest.documents) == ALL
    for entry in manifest.documents:
        assert entry.output is None or (tmp_path / "out" / entry.output).is_file()
