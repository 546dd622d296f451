"""`dxextract batch`: a folder of plans, unattended, with everything the flow needs started for the user.

Decides where the flow is found, which Prefect server it speaks to, when it need not be started at all (nothing has
changed), and the exit codes: 0 all documents read, 1 some failed, 3 the batch could not run, 130 interrupted.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from dxextract.commands.reading_options import Memory, Ocr, OwnRules, Timeout, chosen_settings
from dxextract.commands.terminal import complain
from dxextract.errors import DxExtractError, MissingExtraError, PrefectServerError

if TYPE_CHECKING:
    from dxextract.batch.progress import ProgressKind
    from dxextract.batch.session import Batch, BatchOptions
    from dxextract.schema.manifest import Manifest

EXIT_SOME_FAILED = 1
EXIT_COULD_NOT_RUN = 3
EXIT_INTERRUPTED = 130


class LogFormat(StrEnum):
    """How the run speaks on stderr."""

    TEXT = "text"
    JSON = "json"


Source = Annotated[
    str,
    typer.Argument(help="フォルダ、glob、一覧ファイル、CSV、s3://… / A folder, a glob, a list file, a CSV, or s3://…"),
]
Out = Annotated[str, typer.Option("--out", "-o", help="出力先(フォルダ、s3://…) / Output folder, or s3://…")]
Include = Annotated[
    list[str] | None,
    typer.Option("--include", help="対象パスのパターン(.gitignore形式) / Patterns of paths, as in .gitignore."),
]
Workers = Annotated[
    int | None,
    typer.Option(min=1, help="同時に処理する件数(既定はCPU数) / Documents at a time; by default the processors."),
]
Watch = Annotated[
    bool, typer.Option("--watch", help="新規・変更ファイルを待って処理 / Wait for new and changed files.")
]
Interval = Annotated[
    float, typer.Option(min=0.1, help="--watch の確認間隔(秒) / Seconds between two looks of --watch.")
]
RetryFailed = Annotated[
    bool,
    typer.Option("--retry-failed", help="変更のない失敗も再試行 / Try failed documents again, unchanged ones too."),
]
Server = Annotated[
    str | None, typer.Option("--server", help="既存のPrefectサーバーのAPI URL / API URL of a running Prefect server.")
]
Cluster = Annotated[
    str | None, typer.Option("--cluster", help="Daskクラスタ(tcp://…、local) / Dask cluster: tcp://… or local.")
]
SpokenAs = Annotated[
    LogFormat, typer.Option("--log-format", help="進行表示の形式 / Form of what is said on the way: text or json.")
]


def batch(
    source: Source,
    out: Out = "output",
    include: Include = None,
    workers: Workers = None,
    watch: Watch = False,
    interval: Interval = 10.0,
    retry_failed: RetryFailed = False,
    server: Server = None,
    cluster: Cluster = None,
    own_rules: OwnRules = None,
    ocr: Ocr = None,
    timeout: Timeout = None,
    memory: Memory = None,
    log_format: SpokenAs = LogFormat.TEXT,
) -> None:
    """フォルダの計画をまとめて処理します(差分処理・再開可) / Read a folder of plans as a batch that can be resumed."""
    try:
        from dxextract.batch.session import BatchOptions

        settings = chosen_settings(own_rules, ocr, timeout, memory)
        options = BatchOptions(source, out, settings, tuple(include or ()), retry_failed)
        run = _Run(options, workers, cluster, server, "json" if log_format is LogFormat.JSON else "auto")
        with _termination_as_interrupt():
            manifest = run.watch(interval) if watch else run.once()
    except DxExtractError as problem:
        complain(str(problem))
        raise typer.Exit(EXIT_COULD_NOT_RUN) from problem
    except ImportError as problem:
        missing = MissingExtraError("dxextract batch", f"{problem.name}; pip install 'dxextract[batch]'")
        complain(str(missing))
        raise typer.Exit(EXIT_COULD_NOT_RUN) from problem
    except KeyboardInterrupt as problem:
        complain("中断しました。同じコマンドで続きから再開します。 / Interrupted; the same command goes on from here.")
        raise typer.Exit(EXIT_INTERRUPTED) from problem
    if any(entry.result == "failed" for entry in manifest.documents):
        raise typer.Exit(EXIT_SOME_FAILED)


class _Run:
    """A batch of the command: once, or as often as something changes."""

    def __init__(
        self, options: BatchOptions, workers: int | None, cluster: str | None, server: str | None, kind: ProgressKind
    ) -> None:
        self._options = options
        self._workers = workers
        self._cluster = cluster
        self._server = server or os.environ.get("PREFECT_API_URL")
        self._kind = kind

    def once(self) -> Manifest:
        """Do what there is to do. A batch that has nothing to read is done without Prefect."""
        from dxextract.batch.pool import close_shared_pools
        from dxextract.batch.progress import progress_view
        from dxextract.batch.publish import finish_batch
        from dxextract.batch.session import open_batch

        with open_batch(self._options) as batch:
            if not batch.todo:
                with progress_view(self._kind) as view:
                    view.begin(0, batch.unchanged)
                    return finish_batch(batch, view)
            try:
                with self._prefect(batch) as running:
                    manifest: Manifest = running.run_open(
                        batch, self._options, self._workers, self._cluster, self._kind
                    )
                    return manifest
            finally:
                close_shared_pools()

    def watch(self, interval: float) -> Manifest:
        """Do what there is to do whenever something has changed and settled, until interrupted; the last manifest."""
        from dxextract.batch.watching import changes

        with self._prefect(None) as running:
            manifest: Manifest | None = None
            try:
                for _ in changes(self._options.source, self._options.include, interval):
                    manifest = running.run_once(self._options, self._workers, self._cluster, self._kind)
            except KeyboardInterrupt:
                if manifest is None:
                    raise
            assert manifest is not None
            return manifest

    @contextmanager
    def _prefect(self, batch: Batch | None) -> Iterator[ModuleType]:
        """The module that runs the flow, speaking to a server; meanwhile the documents of `batch` are begun."""
        os.environ.setdefault("DO_NOT_TRACK", "1")
        os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
        # The view says what there is to say; Prefect's own lines would repeat it, each failure with a traceback.
        os.environ.setdefault("PREFECT_LOGGING_LEVEL", "CRITICAL")
        if self._server is not None:
            os.environ["PREFECT_API_URL"] = self._server
            self._begin(batch)
            yield _loaded("running")
            return
        from dxextract.batch.output import open_output, own_folder

        state_dir = self._options.settings.state_dir
        home = open_output(self._options.out, state_dir).state / "prefect"
        try:
            kept = own_folder(state_dir)
        except RuntimeError:  # a user without a home, as in some containers
            kept = None
        servers = _flows("server")
        try:
            # The server and the flow take seconds each to load; the documents do not wait for them.
            self._begin(batch)
            with servers.starting_server(home, kept) as server:
                os.environ["PREFECT_API_URL"] = server.url
                os.environ["PREFECT_HOME"] = str(home)
                os.environ["PREFECT_LOGGING_TO_API_ENABLED"] = "false"
                os.environ["PREFECT_CLIENT_CSRF_SUPPORT_ENABLED"] = (
                    "false"  # it would ask for a token that is not given
                )
                running = _loaded("running")
                server.wait()
                yield running
        except servers.ServerFailedError as problem:
            raise PrefectServerError(str(home), str(problem)) from problem

    def _begin(self, batch: Batch | None) -> None:
        """Start the worker processes and let them read, for the tasks of the flow to find it done."""
        if self._cluster is not None or batch is None:
            return
        from dxextract.batch.pool import read_ahead

        jobs = (planned.job for planned in batch.todo)
        read_ahead(jobs, self._workers or os.cpu_count() or 1, self._options.settings)


def _flows(name: str) -> ModuleType:
    """A module of the flows: in a checkout from the folder beside ``src``, else from the installed wheel."""
    checkout = Path(__file__).resolve().parents[3]
    if not (checkout / "flows" / f"{name}.py").is_file():
        return import_module(f"dxextract_flows.{name}")
    if str(checkout) not in sys.path:
        sys.path.append(str(checkout))
    return import_module(f"flows.{name}")


def _loaded(name: str) -> ModuleType:
    """The same, for a module that brings Prefect with it: what is loaded stays, and is no garbage to look for.

    Doing so would be a sixth of the time that loading takes, and a tenth of what the flow takes later.
    """
    gc.disable()
    try:
        return _flows(name)
    finally:
        gc.freeze()
        gc.enable()


@contextmanager
def _termination_as_interrupt() -> Iterator[None]:
    """End on SIGTERM as on a Ctrl-C: processes and server stopped, what is done remembered."""

    def interrupt(_signal: int, _frame: object) -> NoReturn:
        raise KeyboardInterrupt

    previous = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, previous)
