"""The headings of a document with their parents: the shape that kinds and facets are read from.

Decides nothing; answers who stands above and below whom.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from dxextract.segment.heading import Heading


class Skeleton:
    """The headings of a document with their parents: the shape that kinds are read from."""

    def __init__(self, headings: list[Heading], parents: list[int | None]) -> None:
        self.headings, self.parents = headings, parents
        self.said = Counter(heading.key for heading in headings)
        self.children: dict[int | None, list[int]] = defaultdict(list)
        for position, parent in enumerate(parents):
            self.children[parent].append(position)

    def ancestors(self, position: int) -> list[int]:
        """Positions of the ancestors, innermost first."""
        chain = []
        parent = self.parents[position]
        while parent is not None:
            chain.append(parent)
            parent = self.parents[parent]
        return chain

    def family(self, position: int) -> str:
        """The numbering family's first word: chapter, digit, policy, label, …"""
        return self.headings[position].kind

    def smallest(self, positions: set[int]) -> set[int]:
        """Those of `positions` that have none of the others below them."""
        return positions - {a for i in positions for a in self.ancestors(i)}
