"""Things of a page that touch one another, directly or through others, as one cluster.

Decides nothing about what touches what: that is told pair by pair.
"""

from __future__ import annotations


class Clusters:
    """The numbers up to `count`, each at first a cluster of its own."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))

    def join(self, one: int, other: int) -> None:
        """Make the clusters of two numbers one."""
        self._parent[self.of(one)] = self.of(other)

    def of(self, number: int) -> int:
        """The number that stands for the cluster which `number` belongs to."""
        parent = self._parent
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number
