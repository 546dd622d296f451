"""What is known of a document before it is read: the row of a CSV, which overrides and checks what is read.

Decides which columns there are, what a municipality code must be, and which diagnostic says that the plan reads
otherwise. The plan's records are not touched.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from dxextract.errors import KnownFactsError

if TYPE_CHECKING:
    from dxextract.schema.plan import Diagnostic, Municipality, PlanDocument


@dataclass(frozen=True, slots=True)
class KnownFacts:
    """A row of the CSV, without its path. `municipality_code` has 5 digits, or 6 with the check digit."""

    url: str | None = None
    municipality_code: str | None = None
    title: str | None = None


def with_known_facts(plan: PlanDocument, facts: KnownFacts) -> PlanDocument:
    """`plan` with what is known in place of what was read, and a diagnostic (W431, W432) for each difference.

    Raises KnownFactsError for a code that no municipality has.
    """
    about, diagnostics = plan.plan, list(plan.diagnostics)
    if facts.municipality_code:
        municipality = _municipality(facts.municipality_code, plan.source.file_name)
        read = about.municipality
        if read is None or read.code != municipality.code:
            diagnostics.append(_differs("W431", municipality.name, read.name if read else None))
            about = about.model_copy(update={"municipality": municipality})
    if facts.title and not _same_text(facts.title, about.title):
        diagnostics.append(_differs("W432", facts.title, about.title))
        about = about.model_copy(update={"title": facts.title})
    if about.municipality is not None:
        about = about.model_copy(update={"id": _with_code(about.id, about.municipality)})
    return plan.model_copy(update={"plan": about, "diagnostics": tuple(diagnostics)})


def _municipality(code: str, subject: str) -> Municipality:
    from dxextract.schema.plan import Municipality

    digits = unicodedata.normalize("NFKC", code).strip()
    if len(digits) == 4:  # a spreadsheet drops the zero of 01202; of 012025 the rest is another code of 5 digits
        digits = f"0{digits}"
    one = _by_code().get(digits)
    if one is None:
        raise KnownFactsError(subject, f"municipality_code={code}")
    name, prefecture, five, six = one
    return Municipality(name=name, prefecture=prefecture, code=five, check_code=six)


@lru_cache(maxsize=1)
def _by_code() -> dict[str, tuple[str, str, str, str]]:
    """Every government by its code of 5 and of 6 digits: name, prefecture, both codes."""
    from dxextract.rules.municipalities import load_gazetteer

    gazetteer = load_gazetteer()
    found: dict[str, tuple[str, str, str, str]] = {}
    for one in (one for name in gazetteer.names for one in gazetteer.named(name)):
        for code in (one.code, one.check_code):
            found[code] = (one.name, one.prefecture, one.code, one.check_code)
    return found


def _with_code(plan_id: str, municipality: Municipality) -> str:
    """The plan's id with the municipality's code, or name, in its first part; the date stays."""
    place = municipality.code or "".join(municipality.name.split())
    date = plan_id[-7:] if plan_id[-7:-3].isdigit() and plan_id[-3:-2] == "-" else plan_id.rpartition("-")[2]
    return f"{place}-{date}"


def _same_text(one: str, other: str | None) -> bool:
    return other is not None and _folded(one) == _folded(other)


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _differs(code: str, known: str, read: str | None) -> Diagnostic:
    from dxextract.diagnostics import diagnose

    return diagnose(code, known=known, read=read or "—")
