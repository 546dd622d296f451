"""What the document is: the plan's own metadata, put together from cover, colophon and its first chapters.

Decides only the order in which the parts are asked (the title helps to find the municipality, both help the rest) and
the plan's id. Each part decides its own value in its own module.
"""

from __future__ import annotations

from dxextract.extract.metadata.colophon import find_issuer
from dxextract.extract.metadata.frontmatter import colophon_lines, cover_lines
from dxextract.extract.metadata.municipality import find_municipality
from dxextract.extract.metadata.period import find_period
from dxextract.extract.metadata.publication import find_edition, find_published, find_status
from dxextract.extract.metadata.related import find_related
from dxextract.extract.metadata.title import find_title
from dxextract.extract.metadata.vision import find_vision
from dxextract.rules import RuleSet
from dxextract.schema.document import Document
from dxextract.schema.outline import Outline
from dxextract.schema.plan import DateRef, Municipality, Plan

_UNKNOWN = "unknown"


def read_plan(document: Document, outline: Outline, rules: RuleSet) -> Plan:
    """The plan's metadata; what the document does not say is None or empty."""
    cover = cover_lines(document, outline, rules)
    title = find_title(document, cover, rules)
    colophon = colophon_lines(document, outline, rules, title)
    municipality = find_municipality(
        document, title, tuple(line.text for line in cover), tuple(line.text for line in colophon), rules
    )
    published = find_published(document, cover, colophon, rules)
    name = municipality.name if municipality else None
    return Plan(
        id=plan_id(municipality, published),
        title=title,
        municipality=municipality,
        status=find_status(cover, rules),
        edition=find_edition(cover, rules),
        published=published,
        period=find_period(document, outline, cover, title, rules),
        issuer=find_issuer(colophon, cover, name, rules),
        vision=find_vision(document, outline, rules),
        related_plans=find_related(document, outline, title, rules),
    )


def plan_id(municipality: Municipality | None, published: DateRef | None) -> str:
    """`<code>-<YYYY-MM>`; without a code the name stands in its place, without a date or name `unknown`."""
    place = _UNKNOWN if municipality is None else municipality.code or "".join(municipality.name.split())
    return f"{place}-{published.start[:7] if published else _UNKNOWN}"
