"""Which record a decision is about after the plan was extracted again, when the record's id is gone.

Signals: where it stands (share of the boxes, or of the lines, that overlaps), what its quote says, what it is called.
Place counts 0.4, quote and name 0.3 each; a record must reach 0.6 and be called nearly alike, since the cells of one
row share place and quote. Two records that are as good as each other are no answer: a person decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from dxextract.normalise import fold, squeeze
from dxextract.review.events import TargetKind
from dxextract.review.records import Data, label_of
from dxextract.schema.plan import Evidence

_PLACE, _QUOTE, _NAME = 0.4, 0.3, 0.3
_ENOUGH = 0.6
_ALIKE = 0.75
"""Names less alike than this are different records, wherever they stand."""
_CLEAR = 0.05
"""By how much the best must lead the second."""
_COMPARED = 300
"""Characters of a quote that are compared; more cost time and tell no more."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """The record's present id, or None with the ids that come into question."""

    record_id: str | None
    candidates: tuple[str, ...] = ()


def find_again(
    kind: TargetKind, name: str, evidence: Sequence[Evidence], records: Iterable[Data], taken: frozenset[str]
) -> Anchor:
    """The record called `name` that stood at `evidence`, among `records` of its kind; those in `taken` are others."""
    scored = sorted(
        ((_likeness(kind, name, evidence, data), data["id"]) for data in records if data["id"] not in taken),
        reverse=True,
    )
    good = [(score, identifier) for score, identifier in scored if score >= _ENOUGH]
    if not good:
        return Anchor(None)
    best = good[0][0]
    close = tuple(identifier for score, identifier in good if best - score < _CLEAR)
    return Anchor(close[0]) if len(close) == 1 else Anchor(None, close)


def _likeness(kind: TargetKind, name: str, evidence: Sequence[Evidence], data: Data) -> float:
    names = _similar(name, label_of(kind, data))
    if names < _ALIKE:
        return 0.0
    there = [Evidence.model_validate(item) for item in data["evidence"]]
    place = max((_overlap(a, b) for a in evidence for b in there), default=0.0)
    quote = max((_similar(a.quote, b.quote) for a in evidence for b in there), default=0.0)
    return _PLACE * place + _QUOTE * quote + _NAME * names


def _similar(first: str, second: str) -> float:
    a, b = (squeeze(fold(text)[0])[:_COMPARED] for text in (first, second))
    if a == b:
        return 1.0
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return 0.0 if matcher.real_quick_ratio() < _ALIKE else matcher.ratio()


def _overlap(first: Evidence, second: Evidence) -> float:
    """The shared part of two places, as a share of the smaller one (0 to 1)."""
    if first.line_start is not None and second.line_start is not None:
        assert first.line_end is not None
        assert second.line_end is not None
        shared = min(first.line_end, second.line_end) - max(first.line_start, second.line_start) + 1
        smaller = min(first.line_end - first.line_start, second.line_end - second.line_start) + 1
        return max(shared, 0) / smaller
    if first.page != second.page or first.bbox is None or second.bbox is None:
        return 0.0
    width = min(first.bbox[2], second.bbox[2]) - max(first.bbox[0], second.bbox[0])
    height = min(first.bbox[3], second.bbox[3]) - max(first.bbox[1], second.bbox[1])
    area = min(_area(first.bbox), _area(second.bbox))
    return max(width, 0.0) * max(height, 0.0) / area if area > 0 else 0.0


def _area(box: tuple[float, float, float, float]) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
