"""The score of one plan: every record type, grounding and calibration; a plain value, and its JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from dxextract.evaluation.about import (
    departments,
    facets,
    national_items,
    score_about,
    score_of_measures,
    score_related_plans,
)
from dxextract.evaluation.calibration import Calibration, calibrate_by_kind
from dxextract.evaluation.compared import ComparedPlan
from dxextract.evaluation.fields import BENCHMARKS, COMMITMENTS, GLOSSARY, KPIS, MEASURES, ROLES, SCHEDULE
from dxextract.evaluation.grounding import Grounding, ground
from dxextract.evaluation.headings import score_edges, score_headings
from dxextract.evaluation.records import Judged, RecordScore, score_records
from dxextract.evaluation.tables import score_tables


@dataclass(frozen=True, slots=True)
class PlanScore:
    """One plan's scores. `name` tells plans of a set apart, `municipality` (code, else name) groups them."""

    name: str
    municipality: str
    records: dict[str, RecordScore]
    grounding: Grounding | None
    calibration: dict[str, Calibration]
    """By list, ``all`` first; empty when no record has a confidence."""

    @property
    def judged(self) -> tuple[Judged, ...]:
        """Every record of the output that a gold record answers to or should."""
        return tuple(judged for score in self.records.values() for judged in score.judged)

    def as_dict(self) -> dict[str, Any]:
        """For JSON: tallies, fields and differences by record type."""
        return {
            "name": self.name,
            "municipality": self.municipality,
            "records": {
                kind: {
                    **score.tally.as_dict(),
                    "fields": {
                        name: {mode: tally.as_dict() for mode, tally in modes.items()}
                        for name, modes in score.fields.items()
                    },
                    "differences": [asdict(difference) for difference in score.differences],
                }
                for kind, score in self.records.items()
            },
            "grounding": None if self.grounding is None else {"share": self.grounding.share, **asdict(self.grounding)},
            "calibration": {kind: asdict(one) for kind, one in self.calibration.items()},
        }


def score_plan(name: str, gold: ComparedPlan, output: ComparedPlan, source: Path | None = None) -> PlanScore:
    """Compare `output` with `gold`; with the `source` that was read, check the evidence too."""
    records = {
        "plan": score_about(gold, output),
        "related_plans": score_related_plans(gold, output),
        "sections": score_headings(gold, output),
        "section_edges": score_edges(gold, output),
        "measures": score_records(MEASURES, gold, output),
        "departments": score_of_measures(gold, output, departments),
        "national_items": score_of_measures(gold, output, national_items),
        "facets": score_of_measures(gold, output, facets),
        "kpis": score_records(KPIS, gold, output),
        "schedule": score_records(SCHEDULE, gold, output),
        "commitments": score_records(COMMITMENTS, gold, output),
        "benchmarks": score_records(BENCHMARKS, gold, output),
        "roles": score_records(ROLES, gold, output),
        "glossary": score_records(GLOSSARY, gold, output),
        **score_tables(gold, output),
    }
    return PlanScore(
        name=name,
        municipality=_municipality(gold) or name,
        records=records,
        grounding=None if source is None else ground(output, source),
        calibration=calibrate_by_kind(judged for score in records.values() for judged in score.judged),
    )


def _municipality(plan: ComparedPlan) -> str | None:
    place = plan.plan.municipality
    return None if place is None else place.code or place.name
