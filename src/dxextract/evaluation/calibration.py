"""Whether `confidence` means what it says: of records with 0.9, nine in ten should be right.

Records that carry no confidence say nothing; when none does, there is no calibration.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dxextract.evaluation.records import Judged

BINS = 10
SURE = 0.9


@dataclass(frozen=True, slots=True)
class Bin:
    """Records whose confidence lies in ``[low, high)`` (the last bin includes 1.0)."""

    low: float
    high: float
    count: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Over `records` records with a confidence: the expected calibration error (mean gap between confidence and share
    of right records, bins weighted by size), the Brier score, and the records above 0.9 with the share that is right.
    """

    records: int
    without: int
    expected_error: float
    brier: float
    sure: int
    sure_right: float | None
    bins: tuple[Bin, ...]


def calibrate(judged: Iterable[Judged]) -> Calibration | None:
    """None when no record has a confidence."""
    everything = list(judged)
    known = [(record.confidence, record.right) for record in everything if record.confidence is not None]
    if not known:
        return None
    bins = tuple(_bin(index, known) for index in range(BINS))
    sure = [right for confidence, right in known if confidence > SURE]
    return Calibration(
        records=len(known),
        without=len(everything) - len(known),
        expected_error=sum(b.count * abs(b.confidence - b.right) for b in bins) / len(known),
        brier=sum((confidence - right) ** 2 for confidence, right in known) / len(known),
        sure=len(sure),
        sure_right=sum(sure) / len(sure) if sure else None,
        bins=tuple(b for b in bins if b.count),
    )


def calibrate_by_kind(judged: Iterable[Judged]) -> dict[str, Calibration]:
    """The calibration of each list that has records with a confidence, and of ``all`` of them first."""
    everything = list(judged)
    kinds = dict.fromkeys(record.kind for record in everything)
    parts = {"all": everything} | {kind: [r for r in everything if r.kind == kind] for kind in kinds}
    return {kind: found for kind, records in parts.items() if (found := calibrate(records)) is not None}


def _bin(index: int, known: list[tuple[float, bool]]) -> Bin:
    here = [(c, right) for c, right in known if min(int(c * BINS), BINS - 1) == index]
    count = len(here)
    return Bin(
        low=index / BINS,
        high=(index + 1) / BINS,
        count=count,
        confidence=sum(c for c, _ in here) / count if count else 0.0,
        right=sum(right for _, right in here) / count if count else 0.0,
    )
