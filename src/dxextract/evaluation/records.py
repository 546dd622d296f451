"""The score of one record type: strict records, and each field of its own.

A record counts when its partner on the other side has all strict fields right; a type without strict fields counts
pairs. A field that no gold record states is not scored; records without a partner count against every field.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from dxextract.evaluation.compared import ComparedPlan, ComparedRecord
from dxextract.evaluation.fields import Field, RecordType
from dxextract.evaluation.pairing import Pairing, pair
from dxextract.evaluation.tally import Tally
from dxextract.evaluation.texts import TEXT_MODES, ratcliff, same_text, soft

R = TypeVar("R", bound=ComparedRecord)


@dataclass(frozen=True, slots=True)
class Judged:
    """One record of the output: its list, how sure the extractor was (None: it does not say), whether it was right."""

    kind: str
    confidence: float | None
    right: bool
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """What went wrong with one record: it is `missing`, `surplus` or `wrong` in the fields that `detail` names."""

    what: str
    key: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class RecordScore:
    """Strict tally, tallies of the fields by mode (``exact`` alone for what is no text), and what differs."""

    tally: Tally
    fields: dict[str, dict[str, Tally]]
    judged: tuple[Judged, ...] = ()
    differences: tuple[Difference, ...] = ()


def score_records(kind: RecordType[R], gold: ComparedPlan, output: ComparedPlan) -> RecordScore:
    """Compare one list of two plans."""
    wanted, given = kind.records(gold), kind.records(output)
    pairing = pair(wanted, given, lambda a, b: _likeness(kind, a, b), kind.floor)
    wrong = [_wrong_fields(kind, one, other) for one, other in pairing.pairs]
    right_output = {id(other) for (_, other), names in zip(pairing.pairs, wrong, strict=True) if not names}
    whole = {id(other) for one, other in pairing.pairs if _is_whole(kind, one, other)}
    return RecordScore(
        tally=Tally(len(right_output), len(wanted), len(given)),
        fields={field.name: _field_tallies(field, pairing) for field in kind.fields if _is_stated(field, wanted)},
        judged=tuple(Judged(kind.name, record.confidence, id(record) in whole, record.id) for record in given),
        differences=(
            *(
                Difference("wrong", kind.key(one), ", ".join(names))
                for (one, _), names in zip(pairing.pairs, wrong, strict=True)
                if names
            ),
            *(Difference("missing", kind.key(record)) for record in pairing.missing),
            *(Difference("surplus", kind.key(record)) for record in pairing.surplus),
        ),
    )


def _likeness(kind: RecordType[R], one: R, other: R) -> float:
    likeness = ratcliff(soft(kind.key(one)), soft(kind.key(other)), kind.floor)
    if not likeness:
        return 0.0
    if kind.other_measure and soft(one.measure) != soft(other.measure):
        likeness -= kind.other_measure
    if kind.other_field:
        likeness -= kind.other_field * len(_wrong_fields(kind, one, other))
    return likeness


def _wrong_fields(kind: RecordType[R], one: R, other: R) -> list[str]:
    """The strict fields in which the two differ."""
    return [field.name for field in kind.fields if field.strict and not is_right(field, one, other)]


def _is_whole(kind: RecordType[R], one: R, other: R) -> bool:
    """Whether the output's record has all right that its confidence is for and that the gold record states."""
    judged = [field for field in kind.fields if field.strict or (field.sure and one.stated(field.source))]
    return all(is_right(field, one, other) for field in judged)


def is_right(field: Field[R], one: R, other: R) -> bool:
    """Whether the field of the two is the same."""
    a, b = field.read(one), field.read(other)
    if field.kind == "exact":
        return a == b
    first, second = soft(_text(a)), soft(_text(b))
    return first == second or (field.floor < 1.0 and ratcliff(first, second, field.floor) > 0.0)


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _is_stated(field: Field[R], gold: tuple[R, ...]) -> bool:
    return not gold or any(record.stated(field.source) for record in gold)


def _field_tallies(field: Field[R], pairing: Pairing[R]) -> dict[str, Tally]:
    gold, output = len(pairing.pairs) + len(pairing.missing), len(pairing.pairs) + len(pairing.surplus)
    if field.kind == "exact":
        return {"exact": Tally(sum(is_right(field, one, other) for one, other in pairing.pairs), gold, output)}
    texts = [(_text(field.read(one)), _text(field.read(other))) for one, other in pairing.pairs]
    return {mode: Tally(sum(same_text(a, b, mode) for a, b in texts), gold, output) for mode in TEXT_MODES}
