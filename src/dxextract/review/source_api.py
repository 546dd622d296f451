"""The part of the API that shows the source: the file itself, its lines, pages and pieces of evidence as pictures.

Served only while the file is the one that was read (see `sources`); otherwise 404 says so.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Query, Response
from fastapi.responses import FileResponse
from pypdfium2 import PdfiumError

from dxextract.review.api import Answer, Plan, Space
from dxextract.review.sources import page_picture, text_in_box, text_lines

router = APIRouter(prefix="/api", tags=["sources"])
_PDF = "application/pdf"
Edge = Annotated[float, Query(ge=-10_000, le=100_000, allow_inf_nan=False)]
Scale = Annotated[float, Query(ge=0.2, le=4)]


def source_file(plan: Plan, workspace: Space) -> Path:
    """The plan's source; 404 where it is not at hand."""
    path = workspace.source_of(plan)
    if path is None:
        raise HTTPException(
            404,
            "元のファイルが見つからないか、抽出後に変わっています。--source でフォルダを指定してください。"
            " / The source is missing or has changed; name its folder with --source.",
        )
    return path


SourceFile = Annotated[Path, Depends(source_file)]


@router.get("/plans/{name:path}/source", response_class=FileResponse)
def get_source(plan: Plan, path: SourceFile) -> Response:
    """The file that was read, byte for byte. A text is sent as plain bytes, never as a page."""
    is_pdf = plan.plan.source.media_type == _PDF
    return FileResponse(path, media_type=_PDF if is_pdf else "application/octet-stream")


@router.get("/plans/{name:path}/lines")
def get_lines(
    plan: Plan,
    path: SourceFile,
    start: Annotated[int, Query(ge=1)] = 1,
    end: Annotated[int | None, Query(ge=1)] = None,
) -> Response:
    """Lines of a text source, 1-based and inclusive."""
    _demand(plan.plan.source.media_type != _PDF)
    lines = text_lines(path)
    return Answer({"total": len(lines), "start": start, "lines": lines[start - 1 : end]})


@router.get("/plans/{name:path}/pages/{page}.png")
def get_page(plan: Plan, path: SourceFile, page: int, scale: Scale = 1.5) -> Response:
    """A page of a PDF source as a picture; `scale` 1 is 72 dots per inch."""
    return _picture(plan.plan.source.media_type, path, page, scale, None)


@router.get("/plans/{name:path}/records/{record_id}/evidence.png")
def get_evidence(
    plan: Plan, path: SourceFile, record_id: str, index: Annotated[int, Query(ge=0, le=1000)] = 0, scale: Scale = 2.0
) -> Response:
    """The part of the page that a record was read from, as a picture."""
    _, data = plan.records.get(record_id, ("plan", {}))
    evidence = data.get("evidence", [])
    _demand(index < len(evidence))
    item = evidence[index]
    return _picture(plan.plan.source.media_type, path, item["page"] or 0, scale, item["bbox"])


@router.get("/plans/{name:path}/quote")
def get_quote(plan: Plan, path: SourceFile, page: int, x0: Edge, top: Edge, x1: Edge, bottom: Edge) -> Response:
    """The characters inside a box of a PDF page, to be quoted as evidence."""
    _demand(plan.plan.source.media_type == _PDF and x0 <= x1 and top <= bottom)
    try:
        return Answer({"quote": text_in_box(path, page, (x0, top, x1, bottom))})
    except (IndexError, PdfiumError) as problem:
        raise _nothing() from problem


def _picture(media_type: str, path: Path, page: int, scale: float, box: list[float] | None) -> Response:
    _demand(media_type == _PDF)
    try:
        shown = None if box is None else (box[0], box[1], box[2], box[3])
        return Response(page_picture(path, page, scale, shown), media_type="image/png")
    except (IndexError, PdfiumError) as problem:
        raise _nothing() from problem


def _demand(holds: bool) -> None:
    if not holds:
        raise _nothing()


def _nothing() -> HTTPException:
    return HTTPException(404, "その場所はありません。 / There is no such place.")
