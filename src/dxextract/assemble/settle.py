"""Conflicts between candidates: who keeps a text that several record types claim.

A figure that a KPI or a benchmark rests on is no commitment's, nor is a line that is a step of a schedule; of two
candidates of one type on the same text the surer stays, and an indicator that is printed twice is one (`repeats`).
Everything else passes. What loses is kept as an alternative of what won.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from pydantic import BaseModel

from dxextract.assemble.repeats import merge_repeats
from dxextract.schema.kinds import RecordKind
from dxextract.schema.outline import Candidate, Claim
from dxextract.schema.plan import Alternative
from dxextract.schema.records import Records

RecordT = TypeVar("RecordT", bound=BaseModel)
RivalT = TypeVar("RivalT", bound=BaseModel)
_NOT_COMPARED = {"id", "evidence", "confidence", "alternatives"}


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
    """The records with the losers of every conflict left out, and kept as alternatives of those that won."""
    kpis = merge_repeats(_unique(records.kpis))
    all_benchmarks = _unique(records.benchmarks)
    benchmarks = _without(all_benchmarks, _claims(kpis))
    all_commitments = _unique(records.commitments)
    schedule = _unique(records.schedule)
    steps = tuple(one for one in schedule if one.rule == "schedule.line")
    commitments = _without(all_commitments, _claims(kpis) + _claims(benchmarks) + _claims(steps))
    return replace(
        records,
        kpis=_remembering(_remembering(kpis, "benchmarks", all_benchmarks), "commitments", all_commitments),
        benchmarks=_remembering(benchmarks, "commitments", all_commitments),
        commitments=commitments,
        schedule=_remembering(schedule, "commitments", all_commitments),
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


def _remembering(
    winners: tuple[Candidate[RecordT], ...], kind: RecordKind, rivals: Iterable[Candidate[RivalT]]
) -> tuple[Candidate[RecordT], ...]:
    """The winners, each with the rivals of another kind that claim its text as alternatives."""
    found = tuple(rivals)
    return tuple(
        replace(
            winner,
            alternatives=winner.alternatives
            + tuple(_alternative(kind, rival) for rival in found if _Taken(winner.claims).overlaps(rival.claims)),
        )
        for winner in winners
    )


def _alternative(kind: RecordKind, rival: Candidate[RivalT]) -> Alternative:
    return Alternative(
        kind=kind,
        value=rival.record.model_dump(mode="json", exclude=_NOT_COMPARED),
        rule=rival.rule,
        evidence=getattr(rival.record, "evidence", ()),
    )
