"""Counts of what was right, what was there to find, and what was said; precision, recall and F1 of them.

Decides only the figures for empty sides: nothing to find and nothing said is 1.0.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Tally:
    """`right` of `gold` to be found, among `output` that were given."""

    right: int = 0
    gold: int = 0
    output: int = 0

    @classmethod
    def of_bags(cls, gold: Counter[T], output: Counter[T]) -> Tally:
        """How many elements two multisets share."""
        return cls((gold & output).total(), gold.total(), output.total())

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.gold + other.gold, self.output + other.output)

    @property
    def empty(self) -> bool:
        """Neither side has anything, so that the figures say nothing."""
        return not self.gold and not self.output

    @property
    def precision(self) -> float:
        return self.right / self.output if self.output else float(not self.gold)

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else float(not self.output)

    @property
    def f1(self) -> float:
        both = self.gold + self.output
        return 2 * self.right / both if both else 1.0

    def as_dict(self) -> dict[str, float | int]:
        """For JSON; shares with four digits."""
        return {
            "precision": round(self.precision, 4),
            "recall": round(self.recall, 4),
            "f1": round(self.f1, 4),
            "right": self.right,
            "gold": self.gold,
            "output": self.output,
        }
