"""The HTML pages: the list, the review of one plan, the description of the API. They carry no data, only where it is.

Decides language (query, then cookie, then Japanese) and which scripts a page loads. Everything from a plan reaches the
browser through the API and is put into the page as text.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, select_autoescape

from dxextract.review.api import Space

router = APIRouter(include_in_schema=False)
_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=select_autoescape(default=True)
)
_LANGUAGES = ("ja", "en")


@router.get("/", response_class=HTMLResponse)
def list_page(request: Request) -> HTMLResponse:
    """All plans."""
    return _page(request, "list.html")


@router.get("/plan/{name:path}", response_class=HTMLResponse)
def plan_page(request: Request, name: str, workspace: Space) -> HTMLResponse:
    """The review of one plan; 404 for an unknown one."""
    if name not in workspace.names():
        raise HTTPException(404, "この計画はありません。 / No such plan.")
    return _page(request, "plan.html", name=name)


@router.get("/api/docs", response_class=HTMLResponse)
def docs_page(request: Request) -> HTMLResponse:
    """What the API offers, from its own description."""
    described = request.app.openapi()
    operations = [
        {"method": method.upper(), "path": path, **operation}
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    ]
    return _page(request, "docs.html", operations=operations)


def _page(request: Request, template: str, **values: Any) -> HTMLResponse:
    asked = request.query_params.get("lang") or request.cookies.get("lang")
    lang = asked if asked in _LANGUAGES else "ja"
    uploads = request.app.state.options.extract is not None
    html = _TEMPLATES.get_template(template).render(
        lang=lang, reviewer=request.app.state.reviewer, uploads=uploads, **values
    )
    answer = HTMLResponse(html)
    if request.query_params.get("lang") in _LANGUAGES:
        answer.set_cookie("lang", lang, samesite="strict", max_age=365 * 86400)
    return answer
