"""The web application: the API, the pages, the static files, behind the guard.

Decides what is mounted where. Reading a new file is not its business: an `Extract` is handed in when uploads are to be
offered.
"""

from __future__ import annotations

import getpass
import importlib
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from dxextract.review import api, pages, source_api, uploads
from dxextract.review.reading import read_typed
from dxextract.review.security import Access, Guard
from dxextract.review.workspace import Workspace

HERE = Path(__file__).parent
Extract = Callable[[Path, Path], None]
"""Reads the plan in the first path and writes its document to the second; raises a DxExtractError."""


@dataclass(frozen=True, slots=True)
class Options:
    """How the application is run. `extract` None: no uploads."""

    access: Access = field(default_factory=Access)
    reviewer: str = ""
    extract: Extract | None = None
    max_upload_bytes: int = 64 * 1024 * 1024


def create_app(workspace: Workspace, options: Options | None = None) -> ASGIApp:
    """The application over `workspace`, guarded."""
    options = options or Options()
    app = FastAPI(
        title="dxextract review",
        description="抽出結果の閲覧とレビュー / Reading and reviewing extracted plans.",
        version="1.0",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    app.state.workspace = workspace
    app.state.reviewer = options.reviewer or _user()
    app.state.texts = api.SearchTexts()
    app.state.options = options
    app.include_router(source_api.router)
    app.include_router(api.router)
    if options.extract is not None:
        app.include_router(uploads.router)
    app.include_router(pages.router)
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    threading.Thread(target=_warm_up, daemon=True).start()
    return Guard(app, options.access)


def _warm_up() -> None:
    """Loads what takes a second, so that neither the first typed value nor the first decision waits for it."""
    importlib.import_module("portalocker")
    read_typed("quantity", "1件")


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no entry for this user, as in some containers
        return "reviewer"
