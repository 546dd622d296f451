"""A Prefect server for one batch: started on a free port with a home of its own, stopped at the end.

Decides its settings, and which parts of Prefect's server it is: the REST API and the recorder of task runs. The records
are written in bundles, and services that a single batch has no use for are off. Prefect's temporary server, which loses
the records of tasks, is not used. Run as a program, this file is that server: it lives until its stdin closes, so that
it never outlives a batch, however that ends.
"""

from __future__ import annotations

import gc
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager, suppress
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import FastAPI

_START_SECONDS = 300
_STOP_SECONDS = 20
_ENVIRONMENT = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_UI_ENABLED": "false",
    # Nobody watches the events as they come.
    "PREFECT_SERVER_EVENTS_STREAM_OUT_ENABLED": "false",
    # No blocks (Prefect's stored configurations) are used; looking for them imports every plugin there is.
    "PREFECT_SERVER_REGISTER_BLOCKS_ON_START": "false",
    "PREFECT_SERVER_MEMOIZE_BLOCK_AUTO_REGISTRATION": "false",
    # The records of a second in one transaction; what is left when the server stops goes in one, however much it is.
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "5000",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
    **{
        f"PREFECT_SERVER_SERVICES_{name}_ENABLED": "false"
        for name in (
            "CANCELLATION_CLEANUP",
            "CLEANUP_RECONCILER",
            "EVENT_PERSISTER",
            "FOREMAN",
            "LATE_RUNS",
            "PAUSE_EXPIRATIONS",
            "REPOSSESSOR",
            "SCHEDULER",
            "TRIGGERS",
        )
    },
}


class ServerFailedError(Exception):
    """The server did not start; the message is what its log says, and where that is."""


class _Database:
    """The server's database in the folder `home`; a new one is a copy of an empty one that was made before.

    Prefect makes it by all its migrations since 2022, which takes 4 s of a processor; what comes of them is the same
    for one version of Prefect, and kept in the folder `kept` (None: not kept).
    """

    def __init__(self, home: Path, kept: Path | None) -> None:
        self._file = home / "prefect.db"
        self._empty = kept and kept / f"prefect-{version('prefect')}.db"
        self._new = not self._file.exists()
        if self._new and self._empty is not None:
            with suppress(OSError):
                part = home / "prefect.db.part"
                shutil.copyfile(self._empty, part)
                part.replace(self._file)

    def keep(self) -> None:
        """Keep a copy for other homes, before anything is recorded; that it cannot be kept is no fault."""
        if not self._new or self._empty is None or self._empty.exists():
            return
        with suppress(OSError, sqlite3.Error):
            self._empty.parent.mkdir(parents=True, exist_ok=True)
            part = self._empty.with_suffix(f".{os.getpid()}.part")
            with closing(sqlite3.connect(self._file)) as source, closing(sqlite3.connect(part)) as copy:
                source.backup(copy)
            part.replace(self._empty)


class StartingServer:
    """A server that is starting: its URL is known at once, so that others can load meanwhile what they need for it."""

    def __init__(self, child: subprocess.Popen[bytes], log: Path, made: _Database) -> None:
        self._child = child
        self._log = log
        self._made = made
        self.url = self._line()

    def wait(self) -> None:
        """Wait until it answers. Raises ServerFailedError."""
        self._line()
        self._made.keep()

    def _line(self) -> str:
        assert self._child.stdout is not None
        watch = threading.Timer(_START_SECONDS, self._child.kill)
        watch.start()
        try:
            line = self._child.stdout.readline().decode().strip()
        finally:
            watch.cancel()
        if not line:
            raise ServerFailedError(f"{self._said()}; {self._log}")
        return line

    def _said(self) -> str:
        """The last error in the log, or else how the log ends."""
        lines = self._log.read_text("utf-8", "replace").strip().splitlines()
        errors = [line for line in lines if re.match(r"[\w.]+(Error|Exception)\b", line)]
        return " ".join(errors[-1:] or lines[-3:]) or "no answer"


@contextmanager
def starting_server(home: Path, kept: Path | None = None) -> Iterator[StartingServer]:
    """A server whose database is in the folder `home`, on its way up; stopped at the end. Raises ServerFailedError.

    An empty database is kept in the folder `kept`, for the next new home.
    """
    home.mkdir(parents=True, exist_ok=True)
    database = _Database(home, kept)
    log = home / "server.log"
    # Nothing of the caller's Prefect must reach it: a profile's API URL would make it a client.
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    with log.open("wb") as messages:
        child = subprocess.Popen(
            [sys.executable, str(Path(__file__).resolve())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=messages,
            env={**inherited, **_ENVIRONMENT, "PREFECT_HOME": str(home.resolve())},
            start_new_session=True,  # a Ctrl-C in the terminal is the batch's to handle; the server ends after it
        )
    try:
        yield StartingServer(child, log, database)
    finally:
        _stop(child)


@contextmanager
def local_server(home: Path) -> Iterator[str]:
    """The API's URL of a server whose database is in the folder `home`, and which answers. Raises ServerFailedError."""
    with starting_server(home) as server:
        server.wait()
        yield server.url


def _stop(child: subprocess.Popen[bytes]) -> None:
    assert child.stdin is not None
    with suppress(OSError):
        child.stdin.close()
    try:
        child.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
    if child.stdout is not None:
        child.stdout.close()


def serve() -> None:
    """Be the server: print the API's URL, then a line once it answers there; end when stdin closes."""
    # What the server prints goes to its log; the pipe is for the two lines.
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.bind(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{listening.getsockname()[1]}/api"
    os.environ["PREFECT_API_URL"] = url
    print(url, file=answers, flush=True)

    # What is loaded stays, so looking through it for garbage, again and again, is a tenth of the time to load it.
    gc.disable()
    import uvicorn

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets=sockets)
            if self.started:
                print("ready", file=answers, flush=True)
                threading.Thread(target=self._wait_for_the_end, daemon=True).start()

        def _wait_for_the_end(self) -> None:
            while os.read(0, 1024):
                pass
            self.should_exit = True
            ended = threading.Timer(_STOP_SECONDS, os._exit, (1,))
            ended.daemon = True
            ended.start()

    app = _application()
    gc.freeze()
    gc.enable()
    config = uvicorn.Config(
        app,
        log_level="warning",
        timeout_graceful_shutdown=5,
        ws_per_message_deflate=False,  # events go no farther than this machine
    )
    Server(config).run(sockets=[listening])
    # Everything is written. What Python does at its end would take longer than all of the server's own.
    os._exit(0)


def _application() -> FastAPI:
    """Prefect's REST API and its recorder of task runs: of the whole server what a batch speaks to.

    The whole one (`create_app`) also polls for background work that there is none of, 1.2 % of a processor at rest.
    """
    from fastapi import FastAPI
    from fastapi.exceptions import RequestValidationError
    from prefect.server.api import server
    from prefect.server.database import provide_database_interface
    from prefect.server.exceptions import ObjectNotFoundError
    from prefect.server.services.base import Service
    from sqlalchemy.exc import IntegrityError

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        await provide_database_interface().create_db()
        async with Service.running():
            yield

    handlers = {
        Exception: server.custom_internal_exception_handler,
        RequestValidationError: server.validation_exception_handler,
        IntegrityError: server.integrity_exception_handler,
        ObjectNotFoundError: server.prefect_object_not_found_exception_handler,
    }
    app = FastAPI(lifespan=lifespan)
    app.mount("/api", server.create_api_app(fast_api_app_kwargs={"exception_handlers": handlers}))
    return app


if __name__ == "__main__":
    # The folder of this file is no place to import from: its modules are a package's.
    sys.path[:] = [entry for entry in sys.path if entry != str(Path(__file__).resolve().parent)]
    serve()
