"""How well a made plan is read: the project's own evaluation, of the record types that these plans are about."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from dxextract import extract
from dxextract.evaluation import load_compared, score_plan, to_compared
from dxextract.evaluation.plan_score import PlanScore

PLANS = Path(__file__).with_name("plans")
HELD_OUT = frozenset({"dotted", "kanji", "slide_columns", "squares", "slide_rows"})
"""Makes that neither rules nor code were tuned on; nobody who does so looks at what is missed in them."""
KINDS = (
    "sections",
    "section_edges",
    "measures",
    "departments",
    "national_items",
    "facets",
    "plan",
    "commitments",
    "roles",
    "glossary",
)
"""The record types that count here. KPIs, schedules and tables are measured elsewhere."""


def sources() -> tuple[Path, ...]:
    """The plans, PDFs and texts."""
    return tuple(sorted(path for path in PLANS.iterdir() if path.suffix in (".pdf", ".txt")))


@cache
def scored(source: Path) -> PlanScore:
    """The score of one plan against the gold that lies beside it."""
    gold = load_compared(source.with_name(f"{source.stem}.gold.json"))
    return score_plan(source.name, gold, to_compared(extract(source).model_dump(mode="json"), source.name))


def figures(source: Path) -> dict[str, float]:
    """F1 of each record type of which the plan or the output has any."""
    score = scored(source)
    return {kind: score.records[kind].tally.f1 for kind in KINDS if not score.records[kind].tally.empty}
