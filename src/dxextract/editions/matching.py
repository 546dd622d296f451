"""Which records of two editions are the same one, by meaning and not by id.

Decides pairs, each record in one at most: first equal names, then equal ids, then the names that are most alike in
their words (Sudachi's normal form). Records that `may_pair` forbids are never paired, whatever their names.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from dxextract.language.names import likeness, normal_words
from dxextract.rules import squeezed

ALIKE = 0.5
"""Names that share half of their words or more are one name in two wordings."""


class Identified(Protocol):
    """Anything with an id."""

    @property
    def id(self) -> str: ...


R = TypeVar("R", bound=Identified)
Pairs = list[tuple[R | None, R | None]]
"""Old beside new; None where one edition lacks it. In the new edition's order, dropped ones at the end."""


def paired(
    old: Sequence[R],
    new: Sequence[R],
    name: Callable[[R], str],
    may_pair: Callable[[R, R], bool] = lambda _, __: True,
    bonus: Callable[[R, R], float] = lambda _, __: 0.0,
) -> Pairs[R]:
    """The pairs of `old` and `new`. `bonus` (0 to 0.3 or so) is what else speaks for a pair besides the name."""
    left, right = list(range(len(old))), list(range(len(new)))
    found: dict[int, int] = {}

    def take(fits: Callable[[R, R], bool]) -> None:
        for j in list(right):
            i = next((i for i in left if may_pair(old[i], new[j]) and fits(old[i], new[j])), None)
            if i is not None:
                found[j] = i
                left.remove(i)
                right.remove(j)

    take(lambda a, b: squeezed(name(a)) == squeezed(name(b)) and bonus(a, b) > 0)
    take(lambda a, b: squeezed(name(a)) == squeezed(name(b)))
    take(lambda a, b: bool(normal_words(name(a))) and normal_words(name(a)) == normal_words(name(b)))
    take(lambda a, b: a.id == b.id)
    scores = sorted(
        (-(likeness(name(old[i]), name(new[j])) + bonus(old[i], new[j])), i, j)
        for i in left
        for j in right
        if may_pair(old[i], new[j]) and likeness(name(old[i]), name(new[j])) > 0
    )
    for score, i, j in scores:
        if -score >= ALIKE and i in left and j in right:
            found[j] = i
            left.remove(i)
            right.remove(j)
    pairs: Pairs[R] = [(old[found[j]] if j in found else None, record) for j, record in enumerate(new)]
    return [*pairs, *((old[i], None) for i in left)]
