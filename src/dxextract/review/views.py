"""What the pages and the API are told about documents: summaries for the list, a whole document, what changed of it.

Decides shape and size only. The cells of tables stay out of the page's view: they are the bulk of a document and no tab
edits them; the API gives them with the record.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from dxextract.normalise import fold, squeeze
from dxextract.review.doubts import agreement, doubts, progress
from dxextract.review.merge import Conflict
from dxextract.review.records import Data, label_of
from dxextract.review.sources import page_sizes
from dxextract.review.workspace import Broken, Loaded, Workspace

View = dict[str, Any]


def summary(loaded: Loaded | Broken) -> View:
    """One row of the list."""
    if isinstance(loaded, Broken):
        return {"name": loaded.name, "problem": loaded.problem}
    about = loaded.merged.plan.plan
    come = progress(loaded)
    codes: dict[str, int] = {}
    for item in loaded.plan.diagnostics:
        codes[item.code] = codes.get(item.code, 0) + 1
    return {
        "name": loaded.name,
        "title": about.title,
        "municipality": about.municipality.model_dump() if about.municipality else None,
        "period": about.period.model_dump() if about.period else None,
        "media_type": loaded.plan.source.media_type,
        "page_count": loaded.plan.source.page_count,
        "counts": come.total,
        "doubts": come.doubts,
        "conflicts": come.conflicts,
        "decided": sum(come.decided.values()),
        "total": sum(come.total.values()),
        "complete": come.is_complete,
        "diagnostics": dict(sorted(codes.items())),
        "version": loaded.overlay.version,
    }


def whole(loaded: Loaded, workspace: Workspace) -> View:
    """Everything the review page shows of one document."""
    plan = loaded.merged.plan
    source = workspace.source_of(loaded)
    is_pdf = plan.source.media_type == "application/pdf"
    return {
        "name": loaded.name,
        "extraction": loaded.extraction,
        "torn": loaded.torn,
        "source": {
            **plan.source.model_dump(),
            "available": source is not None,
            "pages": page_sizes(source) if source is not None and is_pdf else (),
        },
        "records": [record_view(loaded, identifier, slim=True) for identifier in loaded.records],
        "diagnostics": [item.model_dump(mode="json") for item in plan.diagnostics],
        "doubts": doubts(loaded),
        **standing(loaded),
    }


def standing(loaded: Loaded) -> View:
    """What each decision changes: the version, progress, agreement and conflicts."""
    figures = agreement(loaded)
    return {
        "version": loaded.overlay.version,
        "progress": asdict(progress(loaded)),
        "agreement": {
            **asdict(figures),
            "share_unchanged": figures.share_unchanged,
            "corrections_per_100_fields": figures.corrections_per_100_fields,
        },
        "conflicts": [conflict_view(conflict) for conflict in loaded.merged.conflicts],
    }


def changes(before: Loaded, after: Loaded) -> View:
    """What a client that has `before` must change to have `after`."""
    touched = [
        identifier
        for identifier in after.records
        if before.records.get(identifier) != after.records[identifier]
        or before.state(identifier) != after.state(identifier)
    ]
    return {
        "records": [record_view(after, identifier, slim=True) for identifier in touched],
        "gone": [identifier for identifier in before.records if identifier not in after.records],
        "order": list(after.records) if before.records.keys() != after.records.keys() else None,
        **standing(after),
    }


def record_view(loaded: Loaded, identifier: str, *, slim: bool = False) -> View:
    """A record with its list and the state of its review. Raises KeyError."""
    kind, data = loaded.records[identifier]
    shown = {name: value for name, value in data.items() if name != "cells"} if slim and kind == "tables" else data
    state = loaded.state(identifier)
    return {
        "id": identifier,
        "kind": kind,
        "label": label_of(kind, data) or _first_words(data.get("evidence", ())),
        "status": state.status,
        "fields": state.fields,
        "events": state.events,
        "record": shown,
    }


def conflict_view(conflict: Conflict) -> View:
    """A conflict with the decision that it is about."""
    event = conflict.event
    return {
        "reason": conflict.reason,
        "record_id": conflict.record_id,
        "candidates": conflict.candidates,
        "current": conflict.current,
        "detail": conflict.detail,
        "label": label_of(event.kind, event.record or (event.new if isinstance(event.new, dict) else {}))
        or _first_words([item.model_dump() for item in event.evidence]),
        "event": event.model_dump(mode="json"),
    }


def _first_words(evidence: Sequence[Data]) -> str:
    """What a record without a name is called: how its place begins."""
    return " ".join(evidence[0]["quote"].split())[:40] if evidence else ""


def folded(text: str) -> str:
    """`text` as it is searched: widths, radicals, spaces and case do not count."""
    return squeeze(fold(text)[0]).casefold()


def searchable(loaded: Loaded) -> str:
    """All words of a document's records, folded, for searching."""
    return folded("\n".join(_words(data, kind == "tables") for kind, data in loaded.records.values()))


def _words(value: Data | list[Any] | Any, table: bool = False) -> str:
    if isinstance(value, dict):
        skipped = ("id", "evidence", "alternatives", *(("cells",) if table else ()))
        return "\n".join(_words(item) for name, item in value.items() if name not in skipped)
    if isinstance(value, list):
        return "\n".join(_words(item) for item in value)
    return value if isinstance(value, str) else ""
