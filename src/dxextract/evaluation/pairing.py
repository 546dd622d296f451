"""Which gold record answers to which record of the output: one to one, the most similar first.

Ties go to the pair whose relative positions in the two lists are nearest. Does not decide what similar means.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Pairing(Generic[T]):
    """The pairs in the gold's order, and what is left on either side."""

    pairs: tuple[tuple[T, T], ...]
    missing: tuple[T, ...]
    surplus: tuple[T, ...]
    partner: tuple[int | None, ...] = ()
    """For each record of the output the index of its gold record."""


def pair(gold: Sequence[T], output: Sequence[T], similarity: Callable[[T, T], float], floor: float) -> Pairing[T]:
    """Pair the two lists; `similarity` is 0-1, and pairs below `floor` are none."""
    scored: list[tuple[float, float, int, int]] = []
    for i, wanted in enumerate(gold):
        for j, given in enumerate(output):
            likeness = similarity(wanted, given)
            if likeness >= floor:
                scored.append((likeness, -abs(i / max(1, len(gold)) - j / max(1, len(output))), i, j))
    scored.sort(reverse=True)
    of_gold: dict[int, int] = {}
    of_output: dict[int, int] = {}
    for _likeness, _drift, i, j in scored:
        if i not in of_gold and j not in of_output:
            of_gold[i], of_output[j] = j, i
    return Pairing(
        pairs=tuple((gold[i], output[of_gold[i]]) for i in sorted(of_gold)),
        missing=tuple(record for i, record in enumerate(gold) if i not in of_gold),
        surplus=tuple(record for j, record in enumerate(output) if j not in of_output),
        partner=tuple(of_output.get(j) for j in range(len(output))),
    )
