"""The command line as a user meets it: what is written, what is said where, and the exit codes."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from bad_inputs import CASES, PLAN, plan_pdf
from dxextract import load_plan
from dxextract.batch import Job, run_job
from dxextract.cli import main
from dxextract.export.json import plan_to_json
from dxextract.schema.export import render_json_schema
from plans import pdf_plan


def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The real command in a process of its own."""
    command = [sys.executable, "-m", "dxextract", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", check=False, env={**os.environ, **environment}
    )


def call(monkeypatch: pytest.MonkeyPatch, *arguments: str | Path) -> int:
    """The command in this process; its exit code."""
    monkeypatch.setattr(sys, "argv", ["dxextract", *map(str, arguments)])
    with pytest.raises(SystemExit) as caught:
        main()
    return int(caught.value.code or 0)


@pytest.mark.parametrize("workers", ["1", "2"])
def test_bad_inputs_are_named_in_one_line_each_and_stop_nothing(tmp_path: Path, workers: str) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for name, make, _ in CASES:
        make(folder / name)
    (folder / "good.txt").write_text(PLAN, "utf-8")
    plan_pdf(folder / "fine.pdf")
    done = run("extract", folder, tmp_path / "gone.pdf", "--out", out, "--workers", workers)
    lines = done.stderr.splitlines()
    assert len(lines) == len(CASES) + 1, done.stderr
    for name, _, code in CASES:
        assert [line.partition(": ")[0] for line in lines if name in line] == [f"{code} {folder / name}"]
    assert lines[0].startswith(f"E101 {tmp_path / 'gone.pdf'}: ")
    assert sorted(str(path.relative_to(out)) for path in out.rglob("*")) == ["fine.json", "good.json"]
    assert load_plan(out / "good.json").source.media_type == "text/plain"
    assert load_plan(out / "fine.json").source.page_count == 1
    assert done.stdout.count("失敗 / failed") == len(CASES)
    assert done.returncode == 1


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["extract", "plan.txt", "--ocr", "maybe"], "--ocr"),
        (["extract", "plan.txt", "--workers", "0"], "--workers"),
        (["extract", "plan.txt", "--nope"], "--nope"),
        (["extract"], "paths"),
        (["extrac"], "'extract'"),
    ],
)
def test_a_call_that_is_not_understood_gets_one_line_with_the_remedy(arguments: list[str], named: str) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"E133 dxextract {arguments[0]}: コマンドの使い方が正しくありません。")
    assert "-h" in line
    assert named in line


def test_a_call_without_a_command_shows_the_help() -> None:
    done = run()
    assert (done.returncode, done.stderr) == (2, "")
    assert "extract" in done.stdout


def test_two_inputs_of_one_stem_do_not_overwrite_each_other(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(PLAN, "utf-8")
    plan_pdf(tmp_path / "plan.pdf")
    done = run("extract", tmp_path, "--out", tmp_path / "out")
    assert (done.returncode, done.stderr) == (0, "")
    assert load_plan(tmp_path / "out" / "plan.txt.json").source.media_type == "text/plain"
    assert load_plan(tmp_path / "out" / "plan.pdf.json").source.media_type == "application/pdf"


def test_a_file_name_that_is_no_utf_8(tmp_path: Path) -> None:
    name = os.fsdecode("計画.txt".encode("cp932"))
    (tmp_path / name).write_text(PLAN, "utf-8")
    done = run("extract", tmp_path, "--out", tmp_path / "out")
    assert (done.returncode, done.stderr) == (0, "")
    assert [path.stem for path in (tmp_path / "out").iterdir()] == [Path(name).stem]


def test_same_input_same_bytes(tmp_path: Path) -> None:
    plans = [tmp_path / "plan.txt", tmp_path / "plan.pdf"]
    plans[0].write_text(PLAN, "utf-8")
    plan_pdf(plans[1])
    written = []
    for seed in ("1", "2"):
        out = tmp_path / seed
        assert run("extract", *plans, "--out", out, PYTHONHASHSEED=seed).returncode == 0
        written.append({path.name: path.read_bytes() for path in out.iterdir()})
    assert sorted(written[0]) == ["plan.pdf.json", "plan.txt.json"]
    assert written[0] == written[1]


def test_progress_over_several_files_is_shown_only_on_a_terminal(tmp_path: Path) -> None:
    plans = [tmp_path / "plan.txt", tmp_path / "other.txt"]
    for plan in plans:
        plan.write_text(PLAN, "utf-8")
    terminal, stderr = pty.openpty()
    command = [sys.executable, "-m", "dxextract", "extract", *plans, "--out", tmp_path]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=stderr, env={**os.environ, "TERM": "xterm"})
    os.close(stderr)
    shown = b""
    try:
        while chunk := os.read(terminal, 4096):
            shown += chunk
    except OSError:  # how a pseudo-terminal says that the other end has closed
        pass
    stdout, _ = process.communicate()
    os.close(terminal)
    assert "抽出 / extracting" in shown.decode()
    assert "抽出 / extracting" not in stdout.decode()
    assert "plan.txt" in stdout.decode()


@pytest.mark.parametrize(("name", "value"), [("MAX_PAGES", "many"), ("OCR", "perhaps"), ("READING_PROCESSES", "2.5")])
def test_a_setting_that_cannot_be_gives_one_line(tmp_path: Path, name: str, value: str) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text(PLAN, "utf-8")
    done = run("extract", plan, "--out", tmp_path, **{f"DXEXTRACT_{name}": value})
    assert done.returncode == 2
    assert done.stderr.startswith(f"E163 DXEXTRACT_{name}={value}: 設定に誤りがあります。")
    assert len(done.stderr.splitlines()) == 1


def test_one_plan_into_a_file_of_ones_own_choice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text(PLAN, "utf-8")
    assert call(monkeypatch, "extract", plan, "--out", tmp_path / "new" / "mine.json") == 0
    assert [p.name for p in (tmp_path / "new").iterdir()] == ["mine.json"]


def test_several_plans_into_a_folder_whatever_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plans = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for plan in plans:
        plan.write_text(PLAN, "utf-8")
    assert call(monkeypatch, "extract", *plans, "--out", tmp_path / "out.json") == 0
    assert sorted(p.name for p in (tmp_path / "out.json").iterdir()) == ["a.json", "b.json"]


def test_folder_without_plans(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "notes.docx").write_text("x")
    assert call(monkeypatch, "extract", tmp_path, "--out", tmp_path / "out") == 2
    assert capsys.readouterr().err.startswith(f"E108 {tmp_path}: ")
    assert not (tmp_path / "out").exists()


def test_unwritable_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text(PLAN, "utf-8")
    assert call(monkeypatch, "extract", plan, "--out", plan / "out") == 2
    assert capsys.readouterr().err.startswith("E109 ")


@pytest.mark.parametrize(
    "arguments",
    [
        ["extract"],
        ["extract", "a.pdf", "--workers", "0"],
        ["extract", "a.pdf", "--colour"],
        ["show", "a", "-r", "kpi"],
        ["x"],
    ],
)
def test_wrong_usage(arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(monkeypatch, *arguments) == 2
    assert capsys.readouterr().err


def test_missing_file_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(monkeypatch, "extract", tmp_path / "gone.pdf", "--out", tmp_path / "out") == 1
    assert capsys.readouterr().err.startswith("E101 ")


def test_a_fault_of_the_program_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fault(*_: object) -> None:
        raise ZeroDivisionError("division\nby zero")

    monkeypatch.setattr("dxextract.pipeline.extract", fault)
    plan = tmp_path / "plan.txt"
    plan.write_text(PLAN, "utf-8")
    failure = run_job(Job(plan, tmp_path / "plan.json")).failure
    assert failure is not None
    assert "Traceback" in failure.trace
    assert call(monkeypatch, "extract", plan, "--out", tmp_path) == 1
    error = capsys.readouterr().err
    assert error.startswith(f"E999 {plan}: ")
    assert error.count("\n") == 1
    assert "[ZeroDivisionError: division by zero]" in error
    assert call(monkeypatch, "extract", plan, "--out", tmp_path, "--debug") == 1
    assert "Traceback" in capsys.readouterr().err
    assert not (tmp_path / "plan.json").exists()


def test_show_from_a_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "plan.json"
    path.write_bytes(plan_to_json(pdf_plan()))
    assert call(monkeypatch, "show", path) == 0
    assert "あおば県みどり野市" in capsys.readouterr().out
    assert call(monkeypatch, "show", path, "--records", "kpis") == 0
    assert "待ち時間の短縮率" in capsys.readouterr().out


def test_show_from_a_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, "utf-8")
    assert call(monkeypatch, "show", path, "-r", "sections") == 0
    assert "施策の展開" in capsys.readouterr().out


def test_show_what_is_no_plan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "plan.json"
    path.write_text("{}")
    assert call(monkeypatch, "show", path) == 1
    assert capsys.readouterr().err.startswith(f"E110 {path}: ")


def test_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    good, loose, bad = (tmp_path / name for name in ("good.json", "loose.json", "bad.json"))
    good.write_bytes(plan_to_json(pdf_plan()))
    loose.write_bytes(good.read_bytes().replace(b'"measure_id": "mea-1"', b'"measure_id": "mea-2"'))
    bad.write_bytes(good.read_bytes().replace(b'"schema_version": "1.1"', b'"schema_version": "2.0"'))
    assert call(monkeypatch, "check", good) == 0
    assert capsys.readouterr().out == f"OK {good}\n"
    assert call(monkeypatch, "check", loose, bad, good) == 1
    output = capsys.readouterr()
    assert output.out == f"OK {good}\n"
    assert [line.removeprefix(str(tmp_path)) for line in output.err.splitlines()[:2]] == [
        "/loose.json: kpis[0].measure_id: no record 'mea-2' in measures",
        "/loose.json: schedule[0].measure_id: no record 'mea-2' in measures",
    ]
    assert output.err.splitlines()[2].startswith(f"E111 {bad}: ")
    assert call(monkeypatch, "check", tmp_path) == 1  # the folder's files, in order of their names
    assert capsys.readouterr().out == f"OK {good}\n"


def test_schema(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(monkeypatch, "schema") == 0
    assert capsys.readouterr().out.encode() == render_json_schema()


def test_version(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(monkeypatch, "--version") == 0
    assert capsys.readouterr().out.startswith("dxextract 0.")
