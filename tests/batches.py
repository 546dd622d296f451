"""What tests of batches share: made-up outcomes, and the facts of a plan that nobody wrote."""

from __future__ import annotations

from typing import Any

from dxextract.batch.jobs import PlanFacts

_FACTS: dict[str, Any] = {
    "id": "unknown-2025-03",
    "title": "みどり野市DX推進計画",
    "municipality": None,
    "published": "2025-03-01",
    "edition": None,
    "status": "final",
    "sha256": "0" * 64,
    "media_type": "text/plain",
    "page_count": None,
    "counts": {},
    "diagnostics": {},
    "unsure": None,
    "needs_review": False,
    "output_size": 2,
    "sketch": (),
}


def plan_facts(**changes: Any) -> PlanFacts:
    """The facts of a plan, with `changes`."""
    return PlanFacts(**{**_FACTS, **changes})
