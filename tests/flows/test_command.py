"""`dxextract batch` as a user meets it: processes, signals, exit codes, an installed wheel, a store, a full disk."""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from importlib.metadata import version
from pathlib import Path

import duckdb
import pytest

from bad_inputs import CASES, PLAN
from batches import options, run, states, without_times
from dxextract.batch import run_job
from dxextract.batch.progress import progress_view
from dxextract.batch.publish import finish_batch
from dxextract.batch.session import open_batch
from dxextract.cli import main
from dxextract.errors import StorageError
from dxextract.schema.manifest import load_manifest, parse_manifest
from flows.server import ServerFailedError, local_server

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples"


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "dxextract", "batch", *map(str, arguments)]


def batch(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*arguments),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, **environment},
    )


def plans(folder: Path, count: int) -> None:
    folder.mkdir(exist_ok=True)
    for n in range(count):
        (folder / f"{n:02}.txt").write_text(PLAN.replace("5年間", f"5年間({n})"), "utf-8")


def test_bad_inputs_have_their_codes_and_cost_nothing_else(prefect_url: str, tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    plans(folder, 2)
    for name, make, _ in CASES:
        make(folder / name)
    (folder / "loop").symlink_to(folder)
    (folder / "itself.pdf").symlink_to("itself.pdf")
    (folder / '名前 "と\n改行.txt').write_text(PLAN, "utf-8")
    ended = batch(folder, "--out", out, "--server", prefect_url, "--log-format", "json", "--workers", "1")
    assert ended.returncode == 1
    events = [json.loads(line) for line in ended.stderr.splitlines()]
    assert ended.stdout == ""
    manifest = load_manifest(out)
    codes = {entry.path: entry.error.code for entry in manifest.documents if entry.error}
    assert codes == {**{name: code for name, _, code in CASES}, "loop": "E162", "itself.pdf": "E101"}
    assert {path for path, state in states(manifest).items() if state == "ok"} == {
        "00.txt",
        "01.txt",
        '名前 "と\n改行.txt',
    }
    told = {event["path"]: event["state"] for event in events if event["event"] == "document"}
    assert told == {path: state for path, state in states(manifest).items() if path != "loop"}
    assert all(entry.peak_memory_mb for entry in manifest.documents if entry.path not in ("loop", "itself.pdf"))
    with duckdb.connect(str(out / "catalog.duckdb"), read_only=True) as catalog:
        assert catalog.sql("SELECT count(*) FROM documents").fetchall() == [(len(manifest.documents),)]


def test_ended_killed_and_gone_on_with(prefect_url: str, tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    plans(folder, 12)
    (folder / "empty.txt").write_text("")
    asked = command(folder, "--out", out, "--server", prefect_url, "--workers", "1")
    for signal_sent, code in ((signal.SIGTERM, 130), (signal.SIGKILL, -signal.SIGKILL)):
        with subprocess.Popen(asked, stderr=subprocess.PIPE, text=True) as process:
            assert process.stderr is not None
            _read_until(process.stderr, "[3/")
            process.send_signal(signal_sent)
            rest = process.stderr.read()
            assert process.wait() == code
        assert "Traceback" not in rest
        assert ("中断しました" in rest) is (signal_sent == signal.SIGTERM)
        assert not (out / "manifest.json").exists()
    with open_batch(options(folder, out)) as work:
        assert len(work.todo) <= 13 - 6
        assert work.run.resumed == 2
    assert without_times(run(folder, out, run_job)) == without_times(run(folder, tmp_path / "other", run_job))


@pytest.mark.usefixtures("prefect_url")
def test_a_wheel_outside_the_repository_brings_its_own_server(state_dir: Path, tmp_path: Path) -> None:
    # What the first server left for those that follow.
    assert [kept.name for kept in state_dir.iterdir()] == [f"prefect-{version('prefect')}.db"]
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    site = tmp_path / "site"
    install = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(site), str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    # The wheel before everything else, and nothing of the repository.
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "PYTHONPATH"))}
    ended = subprocess.run(
        command(SAMPLES, "--out", "out", "--include", "*.txt", "--workers", "1"),
        cwd=tmp_path,
        env={
            **clean,
            "PYTHONPATH": str(site),
            "HOME": str(tmp_path / "home"),
            "DXEXTRACT_STATE_DIR": str(state_dir),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert states(load_manifest(tmp_path / "out")) == {"hoshigakubo.txt": "ok", "midorino.txt": "ok"}
    with closing(sqlite3.connect(tmp_path / "out" / ".dxextract" / "prefect" / "prefect.db")) as records:
        tasks = dict(records.execute("SELECT name, state_name FROM task_run"))
    assert tasks == {"hoshigakubo.txt": "Completed", "midorino.txt": "Completed"}
    assert not (tmp_path / "home" / ".prefect").exists()
    assert "Traceback" not in ended.stderr
    assert _processes_of(tmp_path) == []


def test_a_server_of_its_own_that_cannot_start_says_why(tmp_path: Path) -> None:
    (tmp_path / "prefect.db").write_text("no database\n" * 100)
    with pytest.raises(ServerFailedError, match=r"file is not a database.*server\.log"), local_server(tmp_path):
        pass


def _processes_of(folder: Path) -> list[str]:
    """The command lines of running processes whose Prefect home is below `folder`."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if f"PREFECT_HOME={folder}".encode() in (process / "environ").read_bytes():
                found.append((process / "cmdline").read_text())
        except OSError:
            continue
    return found


def test_watch_mode_picks_up_what_is_new_and_ends_on_ctrl_c(prefect_url: str, tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    plans(folder, 1)
    watch = command(folder, "--out", out, "--server", prefect_url, "--watch", "--interval", "0.2", "--workers", "1")
    with subprocess.Popen(watch, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        _read_until(process.stderr, "report.html")
        (folder / "new.txt").write_text(PLAN, "utf-8")
        assert "new.txt" in _read_until(process.stderr, "report.html")
        process.send_signal(signal.SIGINT)
        assert process.wait() == 0
    assert states(load_manifest(out)) == {"00.txt": "skipped", "new.txt": "ok"}


def _read_until(lines: Iterator[str], word: str) -> str:
    read = ""
    for line in lines:
        read += line
        if word in line:
            return read
    raise AssertionError(read)


@pytest.fixture(scope="module")
def bucket() -> Iterator[dict[str, str]]:
    """A real S3 server with a bucket ``plans``; the environment that leads to it."""
    server = pytest.importorskip("moto.server", reason="needs moto[server]")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    moto = server.ThreadedMotoServer(ip_address="127.0.0.1", port=port, verbose=False)
    moto.start()
    environment = {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
        "AWS_ACCESS_KEY_ID": "id",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        import s3fs

        system = s3fs.S3FileSystem()
        system.mkdir("plans")
        for n in range(2):
            system.pipe_file(f"plans/in/京都/{n}.txt", PLAN.replace("5年間", f"5年間({n})").encode())
        system.pipe_file("plans/in/empty.pdf", b"")
        yield environment
    moto.stop()


def test_from_a_store_and_to_a_store(prefect_url: str, bucket: dict[str, str], tmp_path: Path) -> None:
    import s3fs

    arguments = ("s3://plans/in", "--out", "s3://plans/out", "--server", prefect_url, "--workers", "1")
    environment = {**bucket, "DXEXTRACT_STATE_DIR": str(tmp_path)}
    ended = batch(*arguments, **environment)
    assert ended.returncode == 1, ended.stderr
    system = s3fs.S3FileSystem()
    names = {name.removeprefix("plans/out/") for name in system.find("plans/out")}
    assert names == {"catalog.duckdb", "manifest.json", "report.html", "京都/0.json", "京都/1.json"}
    manifest = parse_manifest(system.cat_file("plans/out/manifest.json"), "manifest")
    assert states(manifest) == {"京都/0.txt": "ok", "京都/1.txt": "ok", "empty.pdf": "failed"}
    system.pipe_file("plans/in/京都/1.txt", PLAN.encode())
    manifest = run("s3://plans/in", "s3://plans/out", run_job, state_dir=tmp_path)
    assert states(manifest) == {"京都/0.txt": "skipped", "京都/1.txt": "ok", "empty.pdf": "failed"}


@pytest.mark.usefixtures("bucket")
def test_a_store_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="E160 s3://nowhere/in: "):
        run("s3://nowhere/in", tmp_path / "out")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 7 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=7m", "tmpfs", str(disk)]
    if sys.platform != "linux" or os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("mounting a small file system needs root")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_full_disk_is_told_in_the_manifest(small_disk: Path, tmp_path: Path) -> None:
    folder, out = tmp_path / "in", small_disk / "out"
    plans(folder, 4)
    with open_batch(options(folder, out)) as work:
        disk = os.statvfs(out)
        (out / "filler").write_bytes(bytes(disk.f_bavail * disk.f_frsize - 12_288))
        for planned in work.todo:
            work.record(planned, run_job(planned.job))
        manifest = finish_batch(work, progress_view("none"))
    assert {entry.error.code for entry in manifest.documents if entry.error} == {"E157"}
    assert load_manifest(out) == manifest
    assert (out / "report.html").exists()
    (out / "filler").unlink()
    assert {entry.result for entry in run(folder, out, run_job).documents} == {"ok"}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("{}/gone", "--out", "{}/out"), "E101"),
        (("{}/empty", "--out", "{}/out"), "E108"),
        (("{}/plans.csv", "--out", "{}/out"), "E154"),
        (("{}/in", "--out", "{}/file/out"), "E109"),
        (("{}/in", "--out", "{}/out", "--rules", "{}/gone.yaml"), "E101"),
        (("{}/in", "--out", "{}/held"), "E152"),
    ],
)
def test_a_batch_that_cannot_run_is_one_line_and_exit_code_3(
    arguments: tuple[str, ...],
    code: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    plans(tmp_path / "in", 1)
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("")
    (tmp_path / "plans.csv").write_text("file\nx.pdf\n")
    asked = ["dxextract", "batch", *(argument.format(tmp_path) for argument in arguments)]
    monkeypatch.setattr(sys, "argv", asked)
    with open_batch(options(tmp_path / "in", tmp_path / "held")), pytest.raises(SystemExit) as caught:
        main()
    said = capsys.readouterr().err
    assert caught.value.code == 3
    assert said.startswith(f"{code} ")
    assert said.count("\n") == 1


def test_a_batch_that_cannot_find_its_extra_says_what_to_install(tmp_path: Path) -> None:
    plans(tmp_path, 1)
    hidden = "import sys; sys.modules['prefect'] = None; from dxextract.cli import main; main()"
    arguments = ["batch", str(tmp_path), "--out", str(tmp_path / "out"), "--server", "http://127.0.0.1:1/api"]
    process = subprocess.run([sys.executable, "-c", hidden, *arguments], capture_output=True, text=True, check=False)
    assert process.returncode == 3
    assert process.stderr.startswith("E142 dxextract batch: ")
    assert "pip install 'dxextract[batch]'" in process.stderr
    assert process.stderr.count("\n") == 1
