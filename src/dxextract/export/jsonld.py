"""JSON-LD: each plan as a schema.org report and its records as a schema.org and DCAT dataset, in one graph.

Decides the words of the two vocabularies. The context is in the file itself, so that nothing is fetched to read it.
Nothing is said that the document does not hold; an address of the plan on the web is not known and not made up.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

import orjson

from dxextract.export.json import plain
from dxextract.export.sink import Options
from dxextract.library import StoredPlan
from dxextract.schema.plan import Kpi, PlanDocument, Quantity

CONTEXT: dict[str, Any] = {
    "schema": "https://schema.org/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "date": {"@id": "schema:datePublished", "@type": "xsd:date"},
}


class JsonldSink:
    """Gathers a node for each plan and dataset; they are small."""

    def __init__(self, file: Path, options: Options) -> None:  # noqa: ARG002 - the vocabulary is given
        self._file = file
        self._graph: list[dict[str, Any]] = []

    def add(self, document: StoredPlan) -> None:
        self._graph += nodes_of(document)

    def close(self) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        content = plain({"@context": CONTEXT, "@graph": self._graph})
        self._file.write_bytes(orjson.dumps(content, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))


def nodes_of(document: StoredPlan) -> list[dict[str, Any]]:
    """The plan, its publisher and the dataset of its records."""
    plan, name = document.plan, quote(document.name)
    report, dataset = f"urn:dxextract:plan:{name}", f"urn:dxextract:dataset:{name}"
    publisher = _publisher(plan, name)
    nodes = [_report(plan, report, publisher), _dataset(document, dataset, report, publisher)]
    return [_without_nothing(node) for node in (*([publisher] if publisher else ()), *nodes)]


def _publisher(plan: PlanDocument, name: str) -> dict[str, Any] | None:
    municipality = plan.plan.municipality
    if municipality is None:
        return None
    known = f"jp-lg:{municipality.code}" if municipality.code else f"dxextract:municipality:{name}"
    return {
        "@id": f"urn:{known}",
        "@type": "schema:GovernmentOrganization",
        "schema:name": municipality.name,
        "schema:identifier": municipality.check_code or municipality.code,
        "schema:containedInPlace": {"@type": "schema:AdministrativeArea", "schema:name": municipality.prefecture}
        if municipality.prefecture
        else None,
    }


def _reference(publisher: dict[str, Any] | None) -> dict[str, str] | None:
    return {"@id": publisher["@id"]} if publisher else None


def _report(plan: PlanDocument, identifier: str, publisher: dict[str, Any] | None) -> dict[str, Any]:
    about, source = plan.plan, plan.source
    return {
        "@id": identifier,
        "@type": "schema:Report",
        "schema:identifier": about.id,
        "schema:name": about.title,
        "schema:abstract": about.vision,
        "schema:version": about.edition,
        "schema:creativeWorkStatus": about.status,
        "schema:inLanguage": "ja",
        "date": about.published.end if about.published else None,
        "schema:temporalCoverage": _coverage(plan),
        "schema:publisher": _reference(publisher),
        "schema:encodingFormat": source.media_type,
        "schema:numberOfPages": source.page_count,
        "schema:keywords": sorted({item for measure in plan.measures for item in measure.national_items}) or None,
        "schema:mentions": [{"@type": "schema:CreativeWork", "schema:name": one.title} for one in about.related_plans]
        or None,
        "schema:encoding": {
            "@type": "schema:MediaObject",
            "schema:name": source.file_name,
            "schema:sha256": source.sha256,
        },
    }


def _dataset(document: StoredPlan, identifier: str, report: str, publisher: dict[str, Any] | None) -> dict[str, Any]:
    plan = document.plan
    period = plan.plan.period
    title = plan.plan.title or document.name
    return {
        "@id": identifier,
        "@type": ["schema:Dataset", "dcat:Dataset"],
        "schema:name": f"{title}から読み取ったデータ",
        "dct:title": {"@value": f"{title}から読み取ったデータ", "@language": "ja"},
        "dct:source": {"@id": report},
        "schema:isBasedOn": {"@id": report},
        "dct:publisher": _reference(publisher),
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": {"@value": period.start, "@type": "xsd:date"} if period.start else None,
            "dcat:endDate": {"@value": period.end, "@type": "xsd:date"},
        }
        if period
        else None,
        "schema:variableMeasured": [_variable(kpi) for kpi in plan.kpis] or None,
        "dcat:distribution": {
            "@type": ["dcat:Distribution", "schema:DataDownload"],
            "dct:title": f"{document.name}.json",
            "dcat:mediaType": {"@id": "https://www.iana.org/assignments/media-types/application/json"},
        },
    }


def _variable(kpi: Kpi) -> dict[str, Any]:
    return {
        "@type": "schema:PropertyValue",
        "schema:identifier": kpi.id,
        "schema:name": kpi.name,
        "schema:description": kpi.definition,
        "schema:unitText": next((q.unit for q in (kpi.target, kpi.baseline) if q and q.unit), None),
        "schema:valueReference": [
            value for value in (_value("現状値", kpi.baseline), _value("目標値", kpi.target)) if value
        ]
        or None,
    }


def _value(name: str, quantity: Quantity | None) -> dict[str, Any] | None:
    if quantity is None:
        return None
    return {
        "@type": "schema:PropertyValue",
        "schema:name": name,
        "schema:value": quantity.value if quantity.value is not None else quantity.raw,
        "schema:unitText": quantity.unit,
        "schema:observationDate": quantity.at.end if quantity.at else None,
    }


def _coverage(plan: PlanDocument) -> str | None:
    period = plan.plan.period
    return f"{period.start or '..'}/{period.end}" if period else None


def _without_nothing(value: Any) -> Any:
    """JSON-LD without keys that have nothing to say."""
    if isinstance(value, dict):
        return {name: _without_nothing(inner) for name, inner in value.items() if inner is not None}
    return [_without_nothing(inner) for inner in value] if isinstance(value, list) else value
