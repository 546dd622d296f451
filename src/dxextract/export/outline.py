"""What the readable formats share: where a record stands in the chapter tree, and its parts as lines of Markdown.

Decides how a quantity, a facet, a list of indicators or bars and a table are written for a reader. Decides neither
what goes into a file nor into a chunk.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from dxextract.schema.plan import (
    DateRef,
    Evidence,
    Facet,
    Kpi,
    Measure,
    PlanDocument,
    PlanTable,
    Quantity,
    ScheduleItem,
    Section,
)

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#])")

FACET_NAMES = {
    "background": "背景",
    "current_state": "現状",
    "issues": "課題",
    "national_policy": "国の動向",
    "vision": "目指す姿",
    "actions": "取組",
    "past_actions": "これまでの取組",
    "evaluation": "評価",
    "next_steps": "今後の取組",
    "other": "その他",
}


def escaped(text: str) -> str:
    """`text` as it stands, on one line of Markdown."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def heading_of(record: Section | Measure) -> str:
    """Number and title, as printed."""
    return f"{record.number} {record.title}" if record.number else record.title


def heading_paths(plan: PlanDocument) -> dict[str, tuple[str, ...]]:
    """The headings from the outermost down to each section, by section id."""
    sections = {section.id: section for section in plan.sections}
    paths: dict[str, tuple[str, ...]] = {}
    for section in plan.sections:
        path: list[str] = []
        at: Section | None = section
        seen: set[str] = set()
        while at is not None and at.id not in seen:
            seen.add(at.id)
            path.insert(0, heading_of(at))
            at = sections.get(at.parent_id) if at.parent_id else None
        paths[section.id] = tuple(path)
    return paths


def place_of(evidence: Sequence[Evidence]) -> str:
    """``p.12`` or ``l.120-124``: where the first piece of evidence stands; empty without any."""
    if not evidence:
        return ""
    first = evidence[0]
    return f"p.{first.page}" if first.page is not None else f"l.{first.line_start}-{first.line_end}"


def quantity_text(quantity: Quantity | None) -> str:
    """A value as printed, with the year it is for where that is not said in it."""
    if quantity is None:
        return ""
    year = _year(quantity.at)
    return f"{quantity.raw}({year})" if year and quantity.at and quantity.at.raw not in quantity.raw else quantity.raw


def _year(date: DateRef | None) -> str:
    return "" if date is None else date.raw


def kpi_rows(kpis: Iterable[Kpi]) -> Iterator[str]:
    """A Markdown table of indicators."""
    rows = [
        (
            kpi.name,
            quantity_text(kpi.baseline),
            "、".join(quantity_text(milestone) for milestone in kpi.milestones),
            quantity_text(kpi.target),
            place_of(kpi.evidence),
        )
        for kpi in kpis
    ]
    return markdown_table(("指標", "現状値", "途中の値", "目標値", "根拠"), rows)


def schedule_rows(items: Iterable[ScheduleItem]) -> Iterator[str]:
    """A Markdown table of bars."""
    rows = [(years_text(item), "・".join(item.action_labels), item.text, place_of(item.evidence)) for item in items]
    return markdown_table(("年度", "取組", "工程", "根拠"), rows)


def years_text(item: ScheduleItem) -> str:
    """``2025``, ``2025-2027``, or nothing."""
    start, end = item.start_fiscal_year, item.end_fiscal_year
    if start is None or end is None or start == end:
        return str(start if start is not None else end if end is not None else "")
    return f"{start}-{end}"


def facet_lines(facet: Facet) -> Iterator[str]:
    """The facet's heading in bold and its items as a list."""
    yield f"**{escaped(facet.heading or FACET_NAMES[facet.role])}**"
    yield ""
    for item in facet.items:
        yield f"- {escaped(f'{item.label} ' if item.label else '')}{escaped(item.text)}"
        yield from (f"  - {escaped(detail)}" for detail in item.details)
    yield ""


def table_rows(table: PlanTable) -> Iterator[str]:
    """A table of the plan as Markdown: a cell that covers several places stands in the first of them."""
    grid = [[""] * table.n_cols for _ in range(table.n_rows)]
    for cell in table.cells:
        if cell.row < table.n_rows and cell.col < table.n_cols:
            grid[cell.row][cell.col] = cell.text
    if not grid or not table.n_cols:
        return iter(())
    header = grid[0] if table.header_rows else [""] * table.n_cols
    return markdown_table(header, grid[1:] if table.header_rows else grid)


def markdown_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Lines of a Markdown table, and an empty one behind it."""
    yield "| " + " | ".join(map(escaped, header)) + " |"
    yield "|" + " --- |" * len(header)
    for row in rows:
        yield "| " + " | ".join(map(escaped, row)) + " |"
    yield ""
