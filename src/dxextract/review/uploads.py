"""Plans sent by a browser, where the server was started with ``--allow-upload``: kept below the output folder and read.

Only PDFs and texts up to a limit are taken; the name given is used for nothing but its last part's letters.
"""

from __future__ import annotations

import re
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, HTTPException, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from dxextract.errors import DxExtractError
from dxextract.export.json import write_atomically
from dxextract.read.sniff import sniff
from dxextract.review.api import Answer, Space

if TYPE_CHECKING:
    from dxextract.review.app import Options

router = APIRouter(prefix="/api", tags=["uploads"])
_SUFFIXES = {"pdf": {".pdf"}, "text": {".txt", ".md"}}
_UNSAFE = re.compile(r"[^\w()\-. ]+")


@router.post("/uploads", status_code=201)
async def upload(
    request: Request, workspace: Space, name: Annotated[str, Query(min_length=1, max_length=200)]
) -> Response:
    """Take a PDF or a text (the request's body), read it, and answer with the name of its document."""
    options: Options = request.app.state.options
    data = await _body(request, options.max_upload_bytes)
    stem, suffix = _safe(name)
    try:
        form = sniff(Path(name), data)
    except DxExtractError as problem:
        raise HTTPException(415, str(problem)) from problem
    if suffix not in _SUFFIXES[form] or not data:
        raise HTTPException(415, "PDFかテキスト(.pdf .txt .md)のみです。 / Only .pdf, .txt and .md are taken.")
    root = workspace.root if workspace.root.is_dir() else workspace.root.parent
    document = root / f"{stem}.json"
    if document.exists():
        document = root / f"{stem}-{secrets.token_hex(3)}.json"
    source = document.with_suffix(suffix)
    try:
        write_atomically(source, data)
        assert options.extract is not None
        await run_in_threadpool(options.extract, source, document)
    except DxExtractError as problem:
        source.unlink(missing_ok=True)
        raise HTTPException(422, str(problem)) from problem
    return Answer({"name": document.stem}, 201)


async def _body(request: Request, limit: int) -> bytes:
    """The body, refused as soon as it exceeds the limit, whatever its header said."""
    data = bytearray()
    async for chunk in request.stream():
        data += chunk
        if len(data) > limit:
            raise HTTPException(413, f"{limit}バイトまでです。 / At most {limit} bytes.")
    return bytes(data)


def _safe(name: str) -> tuple[str, str]:
    """A file stem without folders, dots in front or odd characters, and the suffix in lower case."""
    last = Path(name.replace("\\", "/")).name
    stem = _UNSAFE.sub("_", Path(last).stem).strip(". ")[:80] or "plan"
    return stem, Path(last).suffix.casefold()
