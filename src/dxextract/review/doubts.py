"""What a reviewer should look at first, how far a review has come, and how far it agrees with the extraction.

A doubt is an open record of low confidence, or one that an error or a warning is about. Where a document gives no
confidence (schema 1.0), all records but sections and tables count as doubts, behind those that are known to be unsure.
"""

from __future__ import annotations

from dataclasses import dataclass

from dxextract.confidence import SURE
from dxextract.review.events import TargetKind
from dxextract.review.records import KINDS
from dxextract.review.workspace import Loaded

_SILENT: frozenset[TargetKind] = frozenset({"sections", "tables"})


@dataclass(frozen=True, slots=True)
class Progress:
    """How many records of each list there are, and how many a person has decided."""

    total: dict[str, int]
    decided: dict[str, int]
    doubts: int
    conflicts: int

    @property
    def is_complete(self) -> bool:
        return self.total == self.decided and not self.conflicts


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of the decided records of the extraction: how many stand unchanged; and corrected fields per 100 fields seen."""

    decided: int
    unchanged: int
    corrected_fields: int
    fields: int
    rejected: int
    added: int

    @property
    def share_unchanged(self) -> float | None:
        return self.unchanged / self.decided if self.decided else None

    @property
    def corrections_per_100_fields(self) -> float | None:
        return 100 * self.corrected_fields / self.fields if self.fields else None


def doubts(loaded: Loaded) -> tuple[str, ...]:
    """The ids of all records that are or were doubts, decided or not, the least sure first, then in reading order."""
    warned = {
        item.record_id for item in loaded.plan.diagnostics if item.record_id and item.severity in ("error", "warning")
    }
    ranked: list[tuple[float, int, str]] = []
    for order, (identifier, (kind, data)) in enumerate(loaded.records.items()):
        confidence = data.get("confidence")
        if confidence is None:
            unsure = kind not in _SILENT and kind != "plan"
            rank = SURE
        else:
            unsure = confidence <= SURE
            rank = confidence
        if unsure or identifier in warned:
            ranked.append((rank, order, identifier))
    return tuple(identifier for _, _, identifier in sorted(ranked))


def progress(loaded: Loaded) -> Progress:
    """Counted over the merged records and the rejected ones."""
    total: dict[str, int] = dict.fromkeys(KINDS, 0)
    decided = dict(total)
    for identifier, (kind, _) in loaded.records.items():
        total[kind] += 1
        decided[kind] += loaded.state(identifier).status != "open"
    waiting = sum(loaded.state(identifier).status == "open" for identifier in doubts(loaded))
    return Progress(total, decided, waiting, len(loaded.merged.conflicts))


def agreement(loaded: Loaded) -> Agreement:
    """Over the records that were decided; a field is what the schema lists for the record, ids and places aside."""
    counts = dict.fromkeys(("decided", "unchanged", "corrected_fields", "fields", "rejected", "added"), 0)
    for identifier, (_, data) in loaded.records.items():
        state = loaded.state(identifier)
        if state.status == "open":
            continue
        if state.status == "added":
            counts["added"] += 1
            continue
        counts["decided"] += 1
        counts["unchanged"] += state.status == "accepted"
        counts["rejected"] += state.status == "rejected"
        counts["corrected_fields"] += len({field.split(".")[0] for field in state.fields})
        counts["fields"] += len(data.keys() - {"id", "evidence", "confidence", "alternatives"})
    return Agreement(**counts)
