"""What a comparison holds: frozen values, each naming the plan and the record it came from. Decides nothing."""

from __future__ import annotations

from dataclasses import dataclass

from dxextract.schema.plan import NationalItem, Phase

NATIONAL_ITEMS: dict[NationalItem, str] = {
    "front_yard": "フロントヤード改革",
    "online_procedures": "行政手続のオンライン化",
    "system_standardization": "システムの標準化・共通化",
    "common_platform": "国・地方デジタル共通基盤",
    "el_qr": "公金収納でのeL-QR活用",
    "my_number_card": "マイナンバーカード",
    "security": "セキュリティ対策",
    "ai_rpa": "AI・RPA",
    "telework": "テレワーク",
    "digital_divide": "デジタルデバイド対策",
    "regional_digitalization": "地域社会のデジタル化",
    "regulation_review": "規制の点検・見直し",
    "bpr": "BPR",
    "open_data": "オープンデータ",
    "human_resources": "デジタル人材",
    "organization": "組織体制",
}
"""Short Japanese names of the national plan's items, in its order."""
PHASES: dict[Phase, str] = {
    "study": "検討",
    "pilot": "実証",
    "build": "構築・導入",
    "operate": "運用・実施",
    "review": "見直し",
}


@dataclass(frozen=True, slots=True)
class ComparedPlan:
    """One plan of the comparison. `label` is what charts call it: unique, short, Japanese."""

    document_id: str
    label: str
    municipality: str | None
    prefecture: str | None
    title: str | None
    published: str | None
    start_year: int | None
    end_year: int | None
    measures: int
    kpis: int
    schedule: int


@dataclass(frozen=True, slots=True)
class Value:
    """One end of an indicator: as printed, and as a number in `unit`, which is aligned within a measure."""

    raw: str
    number: float | None = None
    unit: str | None = None
    year: int | None = None
    direction: str | None = None
    comparator: str | None = None


@dataclass(frozen=True, slots=True)
class ComparedKpi:
    """One indicator: `subject` and `variant` say with which others it stands, `growth` is the change in a year."""

    plan: str
    document_id: str
    kpi_id: str
    subject: str
    variant: str
    name: str
    measure: str | None
    items: tuple[str, ...]
    cumulative: bool
    baseline: Value | None
    target: Value | None
    growth: float | None
    page: int | None


@dataclass(frozen=True, slots=True)
class ComparedMeasure:
    """One measure with what is planned for it."""

    plan: str
    document_id: str
    measure_id: str
    title: str
    items: tuple[str, ...]
    departments: tuple[str, ...]
    kpis: int
    schedule: int
    page: int | None


@dataclass(frozen=True, slots=True)
class ComparedBar:
    """One bar of a schedule, in fiscal years."""

    plan: str
    document_id: str
    schedule_id: str
    measure: str | None
    items: tuple[str, ...]
    text: str
    start_year: int
    end_year: int
    phase: str | None
    page: int | None


@dataclass(frozen=True, slots=True)
class Mention:
    """A measure whose text speaks of a subject that indicators of other plans have."""

    plan: str
    document_id: str
    subject: str
    measure: str
    page: int | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Plans in the order of their labels, and everything of them that is compared."""

    plans: tuple[ComparedPlan, ...]
    kpis: tuple[ComparedKpi, ...]
    measures: tuple[ComparedMeasure, ...]
    bars: tuple[ComparedBar, ...]
    mentions: tuple[Mention, ...]

    def subjects(self) -> dict[str, dict[str, list[ComparedKpi]]]:
        """The indicators by subject and measure; those that most plans have come first, and shares before counts."""
        found: dict[str, dict[str, list[ComparedKpi]]] = {}
        for kpi in self.kpis:
            found.setdefault(kpi.subject, {}).setdefault(kpi.variant, []).append(kpi)

        def spread(subject: str) -> tuple[int, int]:
            kpis = [kpi for group in found[subject].values() for kpi in group]
            return -len({kpi.plan for kpi in kpis}), -len(kpis)

        def rank(group: list[ComparedKpi]) -> tuple[bool, int]:
            units = [value.unit for kpi in group for value in (kpi.target, kpi.baseline) if value]
            return "%" not in units, -len({kpi.plan for kpi in group})

        return {
            subject: dict(sorted(found[subject].items(), key=lambda group: rank(group[1])))
            for subject in sorted(found, key=spread)
        }

    def coverage(self) -> dict[tuple[str, str], list[ComparedMeasure]]:
        """The measures of each plan (by label) for each national item (by code); every pair is there."""
        found: dict[tuple[str, str], list[ComparedMeasure]] = {
            (plan.label, item): [] for plan in self.plans for item in NATIONAL_ITEMS
        }
        for measure in self.measures:
            for item in measure.items:
                found[measure.plan, item].append(measure)
        return found
