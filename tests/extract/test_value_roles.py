"""Which of an indicator's values are its baseline, its target and its milestones: by label first, then by year."""

from __future__ import annotations

import pytest

from dxextract.extract.kpis.cell_values import Value
from dxextract.extract.kpis.value_roles import assign_roles, looks_back
from dxextract.schema.plan import DateRef, Quantity

NOW = 2024


def value(spec: str) -> Value:
    """`target 50@2028`: a role, a figure (`-` not measured, `^` upwards, else words) and the year if any."""
    role, said = spec.split(" ")
    raw, _, year = said.partition("@")
    at = DateRef.of_fiscal_years(year, int(year)) if year else None
    if raw == "-":
        return Value(role, Quantity(raw=raw, state="not_measured", at=at))
    if raw == "^":
        return Value(role, Quantity(raw=raw, state="direction_only", direction="increase", at=at))
    if not raw.isdecimal():
        return Value(role, Quantity(raw=raw, state="qualitative", at=at))
    return Value(role, Quantity(raw=raw, state="numeric", value=float(raw), at=at))


def brief(quantity: Quantity | None) -> str:
    if quantity is None:
        return "none"
    way = "^" if quantity.state == "numeric" and quantity.direction == "increase" else ""
    return quantity.raw + way + (f"@{quantity.at.fiscal_year}" if quantity.at else "")


CASES = {
    "labels say it, whatever the years": ("target 9@2023|baseline 5@2028", "5@2028 9@2023"),
    "the last of several targets is the target": ("target 7@2026|target 9@2028", "none 9@2028 7@2026"),
    "a target without a year before one with a year": ("target 7|target 9@2028", "none 9@2028 7"),
    "years alone: first and last": ("year 1@2023|year 2@2026|year 3@2028", "1@2023 3@2028 2@2026"),
    "a first year to come is aimed at, no point to start from": ("year 2@2026|year 3@2028", "none 3@2028 2@2026"),
    "the year of the plan has begun": ("year 2@2024|year 3@2028", "2@2024 3@2028"),
    "the last year reached before the first target": (
        "actual 1@2021|actual 2@2022|actual 3@2026|target 9@2026",
        "2@2022 9@2026 1@2021 3@2026",
    ),
    "one reached in a year of targets only where no other is": ("actual 3@2026|target 9@2026", "3@2026 9@2026"),
    "a milestone without a year bounds nothing": (
        "actual 1@2021|actual 2@2022|milestone 5|target 9@2026",
        "2@2022 9@2026 5 1@2021",
    ),
    "a year that is over when the plan begins is its expected figure": (
        "milestone 4@2024|milestone 6@2026|target 9@2028",
        "4@2024 9@2028 6@2026",
    ),
    "a target is no expected figure": ("target 4@2024|year 3@2023", "3@2023 4@2024"),
    "several targets, the first of a time before the plan": ("target 4@2023|target 9@2028", "4@2023 9@2028"),
    "the plan's own year only where a wide step follows": ("target 4@2024|target 9@2028", "4@2024 9@2028"),
    "the plan's own year beside the next is a target too": ("target 4@2024|target 9@2025", "none 9@2025 4@2024"),
    "a way takes the figure to come": ("baseline 4@2022|target ^|year 9@2028", "4@2022 9^@2028"),
    "a way with a year of its own stays": ("baseline 4@2022|target ^@2028|year 9@2026", "4@2022 ^@2028 9@2026"),
    "a way beside two figures of that year stays": ("target ^|year 8@2028|year 9@2028", "none ^ 8@2028 9@2028"),
    "a way beside figures of the past stays": ("target ^|year 9@2024", "9@2024 ^"),
    "a way beside a figure that is reached stays": ("target ^|actual 9@2028", "9@2028 ^"),
    "two ways stay": ("target ^|target ^|year 9@2028", "none ^ ^ 9@2028"),
    "dashes behind the last figure aimed at": ("target 5@2026|target -@2027|target -@2028", "none 5@2026"),
    "what was reached behind the last figure aimed at": ("target 5@2026|actual 6@2027", "6@2027 5@2026"),
    "a dash between figures is a milestone not measured": (
        "target 5@2026|target -@2027|target 9@2028",
        "none 9@2028 5@2026 -@2027",
    ),
    "a dash without a year says nothing": ("milestone -|target 9@2028", "none 9@2028"),
    "the target again in a column of its own": ("year 7@2026|year 9@2028|target 9@2028", "none 9@2028 7@2026"),
    "another figure of the target's year": ("year 8@2028|target 9@2028", "none 9@2028 8@2028"),
    "words are values": ("baseline 未実施|target 実施@2028", "未実施 実施@2028"),
    "nothing but a baseline": ("baseline 4@2022", "4@2022 none"),
}


@pytest.mark.parametrize("case", CASES)
def test_roles(case: str) -> None:
    values, expected = CASES[case]
    baseline, target, rest = assign_roles([value(one) for one in values.split("|")], NOW)
    assert " ".join(map(brief, (baseline, target, *rest))) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ("year 1@2022|year 2@2024", True),
        ("actual 1@2022|year 2@2023", True),
        ("year 1@2022|year 2@2025", False),
        ("year 1@2022|target 2@2023", False),
        ("year 1@2022|year 2", False),
    ],
)
def test_a_record_of_what_was(values: str, expected: bool) -> None:
    read = [value(one) for one in values.split("|")]
    assert looks_back(read, NOW) is expected
    assert not looks_back(read, None)


def test_without_the_year_of_the_plan_the_first_year_is_the_start() -> None:
    baseline, target, rest = assign_roles([value("year 2@2026"), value("year 3@2028")], None)
    assert (brief(baseline), brief(target), rest) == ("2@2026", "3@2028", [])
