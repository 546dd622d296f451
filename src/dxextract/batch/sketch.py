"""A few hashes that stand for what a plan says, so that two files of one plan are known by their content.

Decides what goes in (headings and names of measures and KPIs, white space and width folded) and how many hashes are
kept: the smallest ones, a bottom-k sketch (Broder 1997), whose overlap estimates the Jaccard similarity of the whole.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from typing import TYPE_CHECKING

from dxextract.normalise import fold, squeeze

if TYPE_CHECKING:
    from dxextract.schema.plan import PlanDocument

SKETCH_SIZE = 32


def sketch_of(plan: PlanDocument) -> tuple[str, ...]:
    """The sketch of `plan`: up to 32 hashes of 8 hex digits, ascending; fewer for a plan that says little."""
    names = [section.title for section in plan.sections]
    names += [measure.title for measure in plan.measures] + [kpi.name for kpi in plan.kpis]
    hashes = {hashlib.sha256(squeeze(fold(name)[0]).encode()).hexdigest()[:8] for name in names}
    return tuple(sorted(hashes)[:SKETCH_SIZE])


def similarity(one: Collection[str], other: Collection[str]) -> float:
    """The estimated share of names that two plans have in common, 0 to 1; 0 where either has none."""
    a, b = frozenset(one), frozenset(other)
    shared = a & b
    if not shared:
        return 0.0
    smallest = sorted(a | b)[: min(SKETCH_SIZE, max(len(a), len(b)))]
    return len(shared.intersection(smallest)) / len(smallest)
