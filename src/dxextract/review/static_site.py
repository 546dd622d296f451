"""The same plans without a server: HTML that needs nothing else, for people without Python.

Writes either a folder (a list, and for each plan a page with its pictures beside it) or one ``.html`` for one plan with
everything inside. Scripts and styles stand in the page and are named by their hash in its content security policy, so
that nothing in a plan can run. A plan whose source is not at hand is written without pictures.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, select_autoescape

from dxextract.errors import SeveralPlansError
from dxextract.export.json import write_atomically
from dxextract.review import views
from dxextract.review.records import label_of
from dxextract.review.sources import page_picture, page_sizes, text_lines
from dxextract.review.workspace import Broken, Loaded, Workspace

_HERE = Path(__file__).parent
_SCALE = 1.5
_KINDS = ("kpis", "schedule", "measures", "commitments", "benchmarks", "roles", "glossary")


class Sheet(NamedTuple):
    """A page of the source: its picture's address, its size in points, and the boxes on it as (id, label, box)."""

    number: int
    picture: str
    width: float
    height: float
    boxes: tuple[tuple[str, str, str, tuple[float, float, float, float]], ...]


def write_site(workspace: Workspace, target: Path) -> Iterator[str]:
    """Write the pages and say what was written, plan by plan.

    Raises SeveralPlansError where `target` is one ``.html`` and there is not exactly one plan, OutputNotWritableError.
    """
    documents = workspace.load_all()
    plans = [item for item in documents if isinstance(item, Loaded)]
    if target.suffix.casefold() == ".html":
        if len(plans) != 1:
            raise SeveralPlansError(str(target), f"{len(plans)}")
        write_atomically(target, _plan_page(workspace, plans[0], None, ""))
        yield str(target)
        return
    for loaded in plans:
        folder = target / "plans" / loaded.name
        home = "../" * (2 + loaded.name.count("/")) + "index.html"
        write_atomically(folder / "index.html", _plan_page(workspace, loaded, folder, home))
        yield str(folder / "index.html")
    broken = [item for item in documents if isinstance(item, Broken)]
    rows = [views.summary(item) for item in plans]
    write_atomically(target / "index.html", _render("site_index.html", plans=rows, broken=broken, lang="ja"))
    yield str(target / "index.html")


def _plan_page(workspace: Workspace, loaded: Loaded, folder: Path | None, home: str) -> bytes:
    source = workspace.source_of(loaded)
    is_pdf = loaded.plan.source.media_type == "application/pdf"
    sheets = tuple(_sheets(loaded, source, folder)) if source is not None and is_pdf else ()
    lines = text_lines(source) if source is not None and not is_pdf else ()
    records = {
        kind: [
            views.record_view(loaded, identifier)
            for identifier, (its_kind, _) in loaded.records.items()
            if its_kind == kind and loaded.state(identifier).status != "rejected"
        ]
        for kind in _KINDS
    }
    years = _years(loaded, records["schedule"])
    return _render(
        "site_plan.html",
        plan=loaded.merged.plan.plan,
        source=loaded.plan.source,
        diagnostics=loaded.plan.diagnostics,
        records=records,
        measures={row["id"]: row["label"] for row in records["measures"]},
        years=years,
        sheets=sheets,
        lines=lines,
        home=home,
        lang="ja",
    )


def _sheets(loaded: Loaded, source: Path, folder: Path | None) -> Iterator[Sheet]:
    for number, (width, height) in enumerate(page_sizes(source), 1):
        picture = page_picture(source, number, _SCALE, form="WEBP")
        if folder is None:
            address = "data:image/webp;base64," + base64.b64encode(picture).decode()
        else:
            address = f"page-{number}.webp"
            write_atomically(folder / address, picture)
        yield Sheet(number, address, width, height, tuple(_boxes(loaded, number)))


def _boxes(loaded: Loaded, page: int) -> Iterator[tuple[str, str, str, tuple[float, float, float, float]]]:
    for identifier, (kind, data) in loaded.records.items():
        if kind not in _KINDS or loaded.state(identifier).status == "rejected":
            continue
        for item in data["evidence"]:
            if item["page"] == page and item["bbox"]:
                x0, top, x1, bottom = item["bbox"]
                yield identifier, kind, label_of(kind, data), (x0, top, x1 - x0, bottom - top)


def _years(loaded: Loaded, schedule: list[views.View]) -> list[int]:
    """The fiscal years of the schedule and the plan's period, at most twenty."""
    period = loaded.merged.plan.plan.period
    ends = [period.start_fiscal_year, period.end_fiscal_year] if period else []
    for row in schedule:
        ends += [row["record"]["start_fiscal_year"], row["record"]["end_fiscal_year"]]
    years = [year for year in ends if year is not None]
    return list(range(min(years), min(max(years), min(years) + 19) + 1)) if years else []


def _render(template: str, **values: Any) -> bytes:
    style = (_HERE / "static/css/base.css").read_text("utf-8") + (_HERE / "static/css/site.css").read_text("utf-8")
    script = (_HERE / "static/js/site.js").read_text("utf-8")
    policy = (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; img-src 'self' file: data:; "
        "base-uri 'none'; form-action 'none'"
    )
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"), autoescape=select_autoescape(default=True), trim_blocks=True
    )
    page = environment.get_template(template).render(style=style, script=script, policy=policy, **values)
    return page.encode("utf-8", "replace")


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
