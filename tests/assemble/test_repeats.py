"""Indicators printed twice are one record; what differs in anything that counts stays two."""

from __future__ import annotations

import pytest

from dxextract.assemble.repeats import merge_repeats
from dxextract.schema.outline import Candidate, Claim
from dxextract.schema.plan import DateRef, Evidence, Kpi, Quantity

YEAR = DateRef.model_validate(
    {"raw": "R10", "start": "2028-04-01", "end": "2029-03-31", "precision": "fiscal_year", "fiscal_year": 2028}
)


def kpi(block: int, *, name: str = "申請の割合", target: float = 80, **more: object) -> Candidate[Kpi]:
    fields: dict[str, object] = {
        "id": "",
        "name": name,
        "measure_id": "mea-1",
        "section_id": None,
        "table_id": f"tbl-{block}",
        "source_kind": "table",
        "baseline": Quantity(raw="20%", state="numeric", value=20, unit="%"),
        "target": Quantity(raw=f"{target}%", state="numeric", value=target, unit="%"),
        "evidence": (Evidence(page=block, bbox=(0, 0, 1, 1), quote=name),),
    } | more
    return Candidate(Kpi.model_validate(fields), "kpi.table", 0.9, (Claim(block, 0, 1),))


@pytest.mark.parametrize(
    "second",
    [
        kpi(9),
        kpi(9, name="申請 の割合"),
        kpi(9, measure_id=None),
        kpi(9, target=80, baseline=Quantity(raw="20", state="numeric", value=20)),
    ],
)
def test_repeated_indicators_are_one(second: Candidate[Kpi]) -> None:
    (merged,) = merge_repeats((kpi(1), second))
    assert merged.record.measure_id == "mea-1"
    assert [e.page for e in merged.record.evidence] == [1, 9]
    assert {c.block for c in merged.claims} == {1, 9}


@pytest.mark.parametrize(
    "second",
    [
        kpi(9, target=90),  # a discrepancy is for the reader to see
        kpi(9, measure_id="mea-2"),  # an indicator of two measures
        kpi(9, name="申請の件数"),
        kpi(1),  # two rows of one table
        kpi(9, baseline=None),
        kpi(9, baseline=Quantity(raw="20人", state="numeric", value=20, unit="人")),
    ],
)
def test_what_differs_stays(second: Candidate[Kpi]) -> None:
    assert len(merge_repeats((kpi(1), second))) == 2


def test_the_fuller_record_stays_in_the_place_of_the_first() -> None:
    full = kpi(9, target=80, baseline=Quantity(raw="20%", state="numeric", value=20, unit="%", at=YEAR))
    first, other = merge_repeats((kpi(1, measure_id=None), kpi(2, name="別の指標"), full))
    assert (first.record.name, other.record.name) == ("申請の割合", "別の指標")
    assert first.record.measure_id == "mea-1"
    assert first.record.baseline is not None
    assert first.record.baseline.at == YEAR
    assert [e.page for e in first.record.evidence] == [9, 1]
