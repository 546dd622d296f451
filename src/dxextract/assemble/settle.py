"""Conflicts between candidates: who keeps a text that several record types claim.

A figure that a KPI or a benchmark rests on is no commitment's; of two candidates of one type on the same text the
surer stays. Everything else passes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from pydantic import BaseModel

from dxextract.schema.outline import Candidate, Claim
from dxextract.schema.records import Records

RecordT = TypeVar("RecordT", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class _Taken:
    """Text that is spoken for, block by block."""

    claims: tuple[Claim, ...]

    def overlaps(self, claims: Iterable[Claim]) -> bool:
        return any(
            own.block == other.block and own.start < other.end and other.start < own.end
            for own in claims
            for other in self.claims
        )


def settle(records: Records) -> Records:
    """The records with the losers of every conflict left out."""
    kpis = _unique(records.kpis)
    benchmarks = _without(_unique(records.benchmarks), _claims(kpis))
    commitments = _without(_unique(records.commitments), _claims(kpis) + _claims(benchmarks))
    return replace(
        records,
        kpis=kpis,
        benchmarks=benchmarks,
        commitments=commitments,
        schedule=_unique(records.schedule),
        roles=_unique(records.roles),
        glossary=_unique(records.glossary),
    )


def _claims(candidates: Iterable[Candidate[RecordT]]) -> tuple[Claim, ...]:
    return tuple(claim for c in candidates for claim in c.claims)


def _unique(candidates: tuple[Candidate[RecordT], ...]) -> tuple[Candidate[RecordT], ...]:
    """Of equal records on the same text the surest, in reading order."""
    best: dict[tuple[str, tuple[Claim, ...]], Candidate[RecordT]] = {}
    for candidate in candidates:
        key = (candidate.record.model_dump_json(exclude={"evidence"}), candidate.claims)
        if key not in best or candidate.weight > best[key].weight:
            best[key] = candidate
    return tuple(best.values())


def _without(candidates: tuple[Candidate[RecordT], ...], claims: tuple[Claim, ...]) -> tuple[Candidate[RecordT], ...]:
    taken = _Taken(claims)
    return tuple(c for c in candidates if not taken.overlaps(c.claims))
