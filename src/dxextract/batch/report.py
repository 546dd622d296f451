"""``report.html``: a run on one page, readable in a browser without a network.

Decides what the page says and how numbers become charts (inline SVG); the form is the template beside this module.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from math import ceil, log10
from urllib.parse import quote

from dxextract import errors
from dxextract.batch.progress import one_line
from dxextract.diagnostics import CATALOGUE
from dxextract.errors import MissingExtraError
from dxextract.schema.manifest import DocumentEntry, Manifest

_BINS = 12
_KINDS = {
    "sections": "章・節 / sections",
    "measures": "施策 / measures",
    "kpis": "KPI",
    "schedule": "工程 / schedule",
    "commitments": "約束 / commitments",
    "benchmarks": "比較 / benchmarks",
    "roles": "体制 / roles",
    "glossary": "用語 / glossary",
    "tables": "表 / tables",
}


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: its label, its value, its length as a share of the longest, and what the label means."""

    label: str
    value: int
    share: float
    meaning: str = ""


def render_report(manifest: Manifest) -> bytes:
    """The page as UTF-8. Links lead to files beside it. Raises MissingExtraError without Jinja."""
    try:
        from jinja2 import Environment, StrictUndefined
    except ImportError as problem:
        raise MissingExtraError("report.html", "pip install 'dxextract[batch]'") from problem
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["one_line"] = one_line
    environment.filters["href"] = lambda path: quote(path, safe="/")
    environment.filters["problem"] = _problem
    source = resources.files("dxextract.batch").joinpath("report.html.j2").read_text("utf-8")
    documents = manifest.documents
    order = {"failed": 0, "review": 1, "ok": 2}
    page = environment.from_string(source).render(
        manifest=manifest,
        documents=sorted(documents, key=lambda entry: (order[entry.result], entry.path)),
        results=Counter(entry.result for entry in documents),
        pages=sum(entry.page_count or 0 for entry in documents),
        records=_bars(Counter(_records(documents))),
        diagnostics=_bars(Counter(_diagnostics(documents)), _diagnostic_meanings())[:20],
        errors=_bars(Counter(entry.error.code for entry in documents if entry.error), _error_meanings()),
        times=histogram([entry.seconds for entry in documents if entry.attempts]),
        slowest=sorted(documents, key=lambda entry: -entry.seconds)[:10],
    )
    return page.encode()


def histogram(values: Sequence[float]) -> list[Bar]:
    """`values` (seconds) in bins of one width, a round number of 1, 2 or 5 times a power of ten."""
    if not values:
        return []
    width = _round_up(max(max(values), 0.01) / _BINS)
    counts = Counter(int(value / width) for value in values)
    digits = max(0, ceil(-log10(width)))
    top = max(counts.values())
    return [
        Bar(f"{n * width:.{digits}f}–{(n + 1) * width:.{digits}f}", counts[n], counts[n] / top)
        for n in range(max(counts) + 1)
    ]


def _round_up(width: float) -> float:
    power = 10.0 ** (ceil(log10(width)) - 1)
    return next(step * power for step in (1, 2, 5, 10) if step * power >= width * (1 - 1e-9))


def _records(documents: Sequence[DocumentEntry]) -> dict[str, int]:
    totals: Counter[str] = Counter()
    for entry in documents:
        totals.update({_KINDS[kind]: count for kind, count in entry.counts.items() if kind in _KINDS})
    return totals


def _diagnostics(documents: Sequence[DocumentEntry]) -> dict[str, int]:
    totals: Counter[str] = Counter()
    for entry in documents:
        totals.update(entry.diagnostics)
    return totals


def _bars(counts: Counter[str], meanings: Mapping[str, str] | None = None) -> list[Bar]:
    top = max(counts.values(), default=0)
    known = meanings or {}
    return [Bar(label, value, value / top, known.get(label, "")) for label, value in counts.most_common() if top]


def _diagnostic_meanings() -> dict[str, str]:
    """What each code says of any document: its message with dots for what differs."""
    return {code: re.sub(r"\{\w+\}", "…", f"{entry.ja} / {entry.en}") for code, entry in CATALOGUE.items()}


def _error_meanings() -> dict[str, str]:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    return {kind.code: f"{kind.ja} / {kind.en}" for kind in kinds if issubclass(kind, errors.DxExtractError)}


def _problem(entry: DocumentEntry) -> str:
    """The message of a failed document without its code and path, which stand beside it."""
    assert entry.error is not None
    name = entry.path.rpartition("/")[2]
    return one_line(entry.error.message.partition(f"{name}: ")[2] or entry.error.message)
