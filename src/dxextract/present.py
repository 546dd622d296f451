"""Tables for the terminal: the summary of a run, and the records of one plan.

Decides columns, order and how a value is written for a reader; prints nothing and reads no file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from rich.markup import escape
from rich.table import Table

from dxextract.batch import Outcome
from dxextract.schema.kinds import RECORD_KINDS, RecordKind
from dxextract.schema.plan import DateRef, Evidence, PlanDocument, Quantity


def summary_table(outcomes: Sequence[Outcome]) -> Table:
    """One row for each document of a run, in the order of `outcomes`; the failed ones say so."""
    table = Table(title="dxextract", title_justify="left")
    table.add_column("file", overflow="fold")
    table.add_column("plan", overflow="fold")
    for name in ("measures", "KPIs", "schedule", "diagnostics", "seconds"):
        table.add_column(name, justify="right")
    for outcome in outcomes:
        seconds = f"{outcome.seconds:.2f}"
        name = escape(outcome.job.name)
        plan = outcome.plan
        if plan is None:
            table.add_row(name, "[red]失敗 / failed[/red]", "", "", "", "", seconds)
            continue
        counts = (str(plan.counts[kind]) for kind in ("measures", "kpis", "schedule", "diagnostics"))
        table.add_row(name, escape(plan.title or "(無題 / untitled)"), *counts, seconds)
    return table


def overview_table(plan: PlanDocument) -> Table:
    """What the document is, and how many records of each kind it has."""
    table = Table(title=escape(plan.plan.title or plan.source.file_name), title_justify="left", show_header=False)
    table.add_column("field")
    table.add_column("value", overflow="fold")
    about, municipality, period = plan.plan, plan.plan.municipality, plan.plan.period
    facts: Iterable[tuple[str, str | None]] = (
        ("id", about.id),
        ("自治体 / municipality", f"{municipality.prefecture or ''}{municipality.name}" if municipality else None),
        ("団体コード / code", municipality.code if municipality else None),
        ("版 / status, edition", " ".join(part for part in (about.status, about.edition) if part)),
        ("策定 / published", about.published.raw if about.published else None),
        (
            "期間 / period",
            f"{period.raw} (FY{period.start_fiscal_year or ''}-{period.end_fiscal_year})" if period else None,
        ),
        ("発行 / issuer", about.issuer),
        ("理念 / vision", about.vision),
        ("ファイル / source", plan.source.file_name),
    )
    for name, value in facts:
        table.add_row(name, escape(value or "-"))
    table.add_section()
    for kind in RECORD_KINDS:
        table.add_row(kind, str(len(getattr(plan, kind))))
    return table


def records_table(plan: PlanDocument, kind: RecordKind) -> Table:
    """The records of one kind, a row each, with the place where each was read."""
    columns = _COLUMNS[kind]
    records = getattr(plan, kind)
    table = Table(title=f"{kind} ({len(records)})", title_justify="left")
    for name in (*columns, "place"):
        table.add_column(name, overflow="fold")
    for record in records:
        table.add_row(*(escape(read(record)) for read in columns.values()), _place(record.evidence))
    return table


def _place(evidence: Sequence[Evidence]) -> str:
    """``p.3``, ``p.3-4``, ``l.10-12`` or ``-``."""
    pages = [e.page for e in evidence if e.page is not None]
    lines = [n for e in evidence for n in (e.line_start, e.line_end) if n is not None]
    numbers, mark = (pages, "p.") if pages else (lines, "l.")
    if not numbers:
        return "-"
    low, high = min(numbers), max(numbers)
    return f"{mark}{low}" if low == high else f"{mark}{low}-{high}"


def _quantity(value: Quantity | None) -> str:
    if value is None:
        return "-"
    if value.value is None:
        return value.raw
    span = "" if value.value_max is None else f"~{value.value_max:g}"
    year = "" if value.at is None else f" (FY{value.at.fiscal_year})"
    return f"{value.value:.10g}{span}{value.unit or ''}{year}"


def _years(start: int | None, end: int | None) -> str:
    if start is None and end is None:
        return "-"
    return f"{start}" if start == end else f"{start or ''}-{end or ''}"


def _joined(values: Iterable[str]) -> str:
    return "、".join(values)


def _date(value: DateRef) -> str:
    return value.start if value.start == value.end else f"{value.start}..{value.end}"


_Columns = dict[str, Callable[[Any], str]]

_COLUMNS: dict[RecordKind, _Columns] = {
    "sections": {
        "number": lambda s: "  " * (s.level - 1) + (s.number or ""),
        "title": lambda s: s.title,
        "kind": lambda s: s.kind,
    },
    "measures": {
        "number": lambda m: m.number or "",
        "title": lambda m: ("★ " if m.is_priority else "") + m.title,
        "policy": lambda m: m.policy or "",
        "facets": lambda m: _joined(f"{facet.role} {len(facet.items)}" for facet in m.facets),
        "national items": lambda m: _joined(m.national_items),
        "departments": lambda m: _joined(m.departments) + (" ほか" if m.departments_open_ended else ""),
    },
    "kpis": {
        "name": lambda k: k.name,
        "baseline": lambda k: _quantity(k.baseline),
        "target": lambda k: _quantity(k.target),
        "milestones": lambda k: _joined(map(_quantity, k.milestones)),
        "from": lambda k: k.source_kind,
    },
    "schedule": {
        "labels": lambda s: "".join(s.action_labels),
        "text": lambda s: s.text,
        "fiscal years": lambda s: _years(s.start_fiscal_year, s.end_fiscal_year),
        "phase": lambda s: s.phase or "",
    },
    "commitments": {
        "text": lambda c: c.text,
        "deadlines": lambda c: _joined(map(_date, c.deadlines)),
        "quantities": lambda c: _joined(map(_quantity, c.quantities)),
    },
    "benchmarks": {
        "name": lambda b: b.name,
        "scope": lambda b: b.reference.scope,
        "reference": lambda b: _quantity(b.reference),
        "own": lambda b: _quantity(b.own),
        "source": lambda b: b.source or "",
    },
    "roles": {
        "role": lambda r: r.role,
        "holder": lambda r: r.holder or "",
        "description": lambda r: r.description or "",
    },
    "glossary": {
        "term": lambda g: g.term,
        "reading": lambda g: g.reading or "",
        "definition": lambda g: g.definition,
    },
    "tables": {
        "kind": lambda t: t.kind,
        "caption": lambda t: t.caption or "",
        "rows x columns": lambda t: f"{t.n_rows} x {t.n_cols}",
    },
    "diagnostics": {
        "code": lambda d: d.code,
        "message": lambda d: d.message,
        "record": lambda d: d.record_id or "",
    },
}
