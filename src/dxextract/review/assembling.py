"""From merged records to the lists of a document: references that lead somewhere, added records in their place.

Decides that a reference to a rejected record becomes null, or leads to the parent where a section was rejected. Values
other than references are not touched.
"""

from __future__ import annotations

from collections.abc import Mapping

from dxextract.review.records import Data
from dxextract.schema.integrity import REFERENCES


def mended_references(
    records: Mapping[str, Data], rejected: frozenset[str], became: Mapping[str, str]
) -> tuple[dict[str, Data], tuple[tuple[str, str, str], ...]]:
    """The records with references that hold, and (id, field, target) of those whose target is gone altogether.

    `became` has the present id of a record that lost its own.
    """
    mended: dict[str, Data] = {}
    lost: list[tuple[str, str, str]] = []
    for identifier, data in records.items():
        changes: dict[str, str | None] = {}
        for name in REFERENCES:
            target = data.get(name)
            if target is None or (target in records and target not in rejected):
                continue
            changes[name] = _leads_to(target, records, rejected, became)
            if target not in records and changes[name] is None:
                lost.append((identifier, name, target))
        mended[identifier] = {**data, **changes} if changes else data
    return mended, tuple(lost)


def _leads_to(
    target: str, records: Mapping[str, Data], rejected: frozenset[str], became: Mapping[str, str]
) -> str | None:
    seen: set[str] = set()
    found: str | None = became.get(target, target)
    while found is not None and found not in seen:
        seen.add(found)
        if found in records and found not in rejected:
            return found
        found = records.get(found, {}).get("parent_id")
    return None


def in_reading_order(records: list[Data], added: frozenset[str]) -> list[Data]:
    """`records` with the added ones moved before the first that stands behind them on the page or in the text."""
    ordered = [data for data in records if data["id"] not in added]
    for data in records:
        if data["id"] in added:
            place = _place(data)
            index = next((i for i, other in enumerate(ordered) if _place(other) > place), len(ordered))
            ordered.insert(index, data)
    return ordered


def _place(data: Data) -> tuple[float, float, float]:
    first = data["evidence"][0] if data["evidence"] else {}
    box = first.get("bbox") or (0.0, 0.0)
    return (first.get("page") or 0, first.get("line_start") or box[1], box[0])
