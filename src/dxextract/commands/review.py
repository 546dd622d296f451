"""`dxextract review`: the local web application over an output folder, or the same as pages without a server."""

from __future__ import annotations

import secrets
import socket
import subprocess
import sys
import threading
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dxextract.commands.terminal import complain
from dxextract.errors import (
    MissingExtraError,
    PortInUseError,
    TokenNeededError,
    UnreadableInputError,
    UploadFailedError,
)

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from dxextract.review.security import Access

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


def review(
    out: Annotated[Path, typer.Argument(help="抽出結果のフォルダか計画JSON / Output folder, or one plan's JSON.")],
    port: Annotated[int, typer.Option(min=0, max=65535, help="ポート(0は空き番号) / Port; 0: a free one.")] = 8765,
    host: Annotated[str, typer.Option(help="待ち受けるアドレス / Address to listen on.")] = "127.0.0.1",
    token: Annotated[
        bool, typer.Option("--token", help="トークンを要求(127.0.0.1以外では必須) / Demand a token.")
    ] = False,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="ブラウザを開かない / Open no browser.")] = False,
    source: Annotated[
        list[Path] | None, typer.Option(help="元の計画があるフォルダ / Folder with the plans that were read.")
    ] = None,
    reviewer: Annotated[str, typer.Option(help="記録に残す担当者名 / Name to write into the record.")] = "",
    allow_upload: Annotated[
        bool, typer.Option("--allow-upload", help="ファイルの送信を許可 / Let the page take new plans.")
    ] = False,
    static: Annotated[
        Path | None,
        typer.Option(help="サーバーなしで見られるHTMLを書き出す(フォルダか.html) / Write offline pages instead."),
    ] = None,
) -> None:
    """ブラウザで抽出結果を確認・修正します / Review and correct extracted plans in the browser."""
    if not out.exists():
        raise UnreadableInputError(str(out), "not found")
    if host not in _LOOPBACK and not token:
        raise TokenNeededError(host)
    try:
        from dxextract.review.app import Options, create_app
        from dxextract.review.security import Access
        from dxextract.review.workspace import Workspace
    except ModuleNotFoundError as problem:
        raise MissingExtraError("dxextract review", f"{problem.name}; pip install 'dxextract[review]'") from problem
    workspace = Workspace(out, tuple(source or ()))
    if static is not None:
        from dxextract.review.static_site import write_site

        for line in write_site(workspace, static):
            print(line)
        return
    listener = _listen(host, port)
    access = Access(host, listener.getsockname()[1], secrets.token_urlsafe(24) if token else None)
    options = Options(access, reviewer, _extract if allow_upload else None)
    _announce(access, no_browser)
    _run(create_app(workspace, options), listener)


def _listen(host: str, port: int) -> socket.socket:
    """A socket bound before anything is announced, so that the address shown is the one that answers."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        # From here on a browser waits instead of being turned away.
        listener.listen()
    except OSError as problem:
        raise PortInUseError(f"{host}:{port}", problem.strerror or str(problem)) from problem
    return listener


def _announce(access: Access, no_browser: bool) -> None:
    name = f"[{access.host}]" if ":" in access.host else access.host
    address = f"http://{name}:{access.port}/"
    if access.token is not None:
        address += f"login?token={access.token}"
    print(f"レビュー画面 / review page: {address}", flush=True)
    complain("終了は Ctrl+C / stop with Ctrl+C")
    if not no_browser:
        threading.Timer(0.8, webbrowser.open, (address,)).start()


def _run(app: ASGIApp, listener: socket.socket) -> None:
    import uvicorn

    # The access log would write the token down.
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
    uvicorn.Server(config).run(sockets=[listener])


def _extract(source: Path, document: Path) -> None:
    """Reads an uploaded plan in a process of its own, which a hostile file may take down."""
    command = [sys.executable, "-m", "dxextract", "extract", str(source), "--out", str(document.parent)]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)
    if run.returncode != 0 or not document.exists():
        raise UploadFailedError(source.name, run.stderr)
