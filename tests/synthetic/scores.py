"""How well an extracted plan agrees with a synthetic plan's gold: strict, a record counts when all of it is right.

Numbers, units and years are compared exactly, names after NFKC without white space. F1 over multisets of records.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from dxextract.schema.plan import PlanDocument
from tests.synthetic.story import Gold

Key = tuple[object, ...]
_DROPPED = re.compile(r"[\s*※➡➤➔→️]+")
_UNIFIED = str.maketrans({"〜": "~", "～": "~", "‐": "-", "−": "-", "–": "-"})


@dataclass(frozen=True)
class Score:
    """`f1` of one record type with what is missing and what is surplus."""

    f1: float
    missing: tuple[Key, ...]
    surplus: tuple[Key, ...]


def score(gold: Gold, plan: PlanDocument) -> dict[str, Score]:
    """Each record type of `gold` to its score."""
    expected: dict[str, list[dict[str, Any]]] = {name: list(records) for name, records in asdict(gold).items()}
    found = _records(plan)
    return {
        name: _compare(map(_KEYS[name], expected[name]), map(_KEYS[name], found[name]))
        for name in expected
        if expected[name] or name in ("kpis", "schedule")
    }


def norm(text: object) -> str:
    """`text` folded for comparison."""
    folded = unicodedata.normalize("NFKC", "" if text is None else str(text)).translate(_UNIFIED)
    return _DROPPED.sub("", folded).lower()


def _records(plan: PlanDocument) -> dict[str, list[dict[str, Any]]]:
    """The extracted records with titles in place of ids."""
    dump: dict[str, list[dict[str, Any]]] = plan.model_dump(mode="json")
    titles = {m["id"]: m["title"] for m in dump["measures"]}
    sections = {s["id"]: s["title"] for s in dump["sections"]}
    for record in (*dump["kpis"], *dump["schedule"]):
        record["measure"] = titles.get(record["measure_id"])
    for record in dump["sections"]:
        record["parent"] = sections.get(record["parent_id"])
    return dump


def _compare(expected: Iterable[Key], found: Iterable[Key]) -> Score:
    want, got = Counter(expected), Counter(found)
    total = want.total() + got.total()
    both = (want & got).total()
    return Score(2 * both / total if total else 1.0, tuple((want - got).elements()), tuple((got - want).elements()))


def _quantity(value: dict[str, Any] | None) -> Key | None:
    if value is None:
        return None
    year = (value.get("at") or {}).get("fiscal_year")
    if value["state"] == "not_measured":
        return ("not_measured", year)
    if value["state"] == "qualitative":
        return ("qualitative", norm(value["raw"]), year)
    number = value.get("value")
    return (
        value["state"],
        None if number is None else round(float(number), 6),
        norm(value.get("unit")),
        value.get("comparator") or "eq",
        value.get("direction"),
        value.get("frequency"),
        year,
    )


def _kpi(record: dict[str, Any]) -> Key:
    steps = sorted((_quantity(one) for one in record["milestones"]), key=repr)
    return (
        norm(record["measure"]),
        norm(record["name"]),
        _quantity(record["baseline"]),
        _quantity(record["target"]),
        tuple(steps),
        bool(record["cumulative"]),
    )


def _measure(record: dict[str, Any]) -> Key:
    named = (norm(record["title"]), norm(record["number"]), norm(record["policy"]), bool(record["is_priority"]))
    return (*named, tuple(sorted(map(norm, record["departments"]))))


_KEYS: dict[str, Any] = {
    "measures": _measure,
    "kpis": _kpi,
    "schedule": lambda r: (norm(r["measure"]), norm(r["text"]), r["start_fiscal_year"], r["end_fiscal_year"]),
    "glossary": lambda r: (norm(r["term"]), norm(r["reading"]), norm(r["definition"])),
    "roles": lambda r: (norm(r["role"]), norm(r["holder"])),
    "sections": lambda r: (norm(r["number"]), norm(r["title"]), norm(r["parent"])),
}
