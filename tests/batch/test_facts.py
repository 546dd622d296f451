"""Known facts win over what is read, and say so; what cannot be is refused."""

from __future__ import annotations

import pytest

from dxextract.batch.facts import KnownFacts, with_known_facts
from dxextract.errors import KnownFactsError
from plans import pdf_plan


def test_facts_that_agree_change_nothing() -> None:
    plan = with_known_facts(pdf_plan(), KnownFacts(municipality_code="26204"))
    assert plan.plan.municipality is not None
    facts = KnownFacts(municipality_code=plan.plan.municipality.code, title=plan.plan.title, url="https://example.jp")
    assert with_known_facts(plan, facts) == plan


@pytest.mark.parametrize("code", ["01202", "012025", "1202", "０１２０２", " 01202 "])
def test_a_code_decides_the_municipality(code: str) -> None:
    plan = pdf_plan()
    known = with_known_facts(plan, KnownFacts(municipality_code=code))
    municipality = known.plan.municipality
    assert municipality is not None
    assert (municipality.name, municipality.prefecture, municipality.code) == ("函館市", "北海道", "01202")
    assert known.plan.id == f"01202-{plan.plan.id[-7:]}"
    assert [one.code for one in known.diagnostics[len(plan.diagnostics) :]] == ["W431"]
    assert "函館市" in known.diagnostics[-1].message


def test_a_title_decides_the_title() -> None:
    known = with_known_facts(pdf_plan(), KnownFacts(title="別の計画"))
    assert known.plan.title == "別の計画"
    assert known.diagnostics[-1].code == "W432"


def test_width_and_spaces_are_no_difference() -> None:
    plan = pdf_plan()
    title = " ".join(plan.plan.title or "").replace("D", "Ｄ").replace("X", "Ｘ")
    assert with_known_facts(plan, KnownFacts(title=title)) == plan


@pytest.mark.parametrize("code", ["99999", "宇治市", "12025", "262"])
def test_a_code_that_no_municipality_has_is_refused(code: str) -> None:
    with pytest.raises(KnownFactsError, match=r"E158 .*municipality_code"):
        with_known_facts(pdf_plan(), KnownFacts(municipality_code=code))
