"""A fully reviewed plan as a gold file, which `dxextract evaluate` takes: the merged document, without confidences.

Decides when a review is complete: every record of every list has been decided, the plan's own facts too, and no
conflict is open. What a person accepted is then as much gold as what was corrected. The file is a plan document, so
that the same checks apply to it.
"""

from __future__ import annotations

from typing import Any

from dxextract.review.doubts import Progress, progress
from dxextract.review.records import RECORD_LISTS
from dxextract.review.workspace import Loaded
from dxextract.schema.plan import PlanDocument


def gold_of(loaded: Loaded) -> PlanDocument | None:
    """The gold document, None while the review is not complete."""
    if not progress(loaded).is_complete:
        return None
    plan = loaded.merged.plan
    lists: dict[str, Any] = {
        kind: tuple(
            record.model_copy(update={"confidence": None, "alternatives": ()}) for record in getattr(plan, kind)
        )
        for kind in RECORD_LISTS
    }
    about = plan.plan.model_copy(update={"confidence": None, "alternatives": ()})
    return plan.model_copy(update={**lists, "plan": about, "diagnostics": ()})


def still_open(come: Progress) -> str:
    """What keeps a review from being complete: ``kpis 3, tables 25, conflicts 1``."""
    left = {kind: total - come.decided[kind] for kind, total in come.total.items()}
    left["conflicts"] = come.conflicts
    return ", ".join(f"{kind} {count}" for kind, count in left.items() if count)
