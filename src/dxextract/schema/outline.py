"""Hand-over types from segmentation to extraction: the section tree, and candidates for records.

An `Outline` says which block belongs to which section. A `Candidate` is a record that an extractor proposes, with the
rule behind it and the text it claims, so that one place can settle conflicts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from dxextract.schema.passage import Passage
from dxextract.schema.plan import Alternative, SectionKind


@dataclass(frozen=True, slots=True)
class Node:
    """One section. Blocks ``start..end-1`` of the document are its content, its subsections included.

    `block` is the index of the heading's own block (``start`` is the one after). `title` is clean: without number and
    marks; `marks` has the labels of the marks found on the heading (``priority``, ``new``, …).
    """

    id: str
    index: int
    parent: int | None
    level: int
    number: str | None
    title: str
    kind: SectionKind
    marks: tuple[str, ...]
    heading: Passage
    block: int
    start: int
    end: int
    page: int | None = None
    printed: bool = True
    """False for a form's label, which heads its content but is no section of the plan."""
    family: str = ""
    """What the heading counts in: ``chapter``, ``tag``, ``style`` (set otherwise than the text), ``plain``, …"""
    announced: bool = False
    """The contents page lists it."""
    distinct: bool = False
    """It has a style or mark-up of its own."""


@dataclass(frozen=True, slots=True)
class Outline:
    """The section tree, flat in reading order, and the innermost section of every block (None: before the first)."""

    nodes: tuple[Node, ...]
    owner: tuple[int | None, ...]
    contents: frozenset[int] = frozenset()
    """Indexes of the blocks that make up the contents page."""
    repeats: frozenset[int] = frozenset()
    """Indexes of lines that only repeat an open heading (running titles in the text, 続き)."""
    unmatched: tuple[str, ...] = ()
    """Entries of the contents page that no heading of the body answers to."""

    def children(self, index: int | None) -> Iterator[Node]:
        return (node for node in self.nodes if node.parent == index)

    def path(self, index: int | None) -> tuple[Node, ...]:
        """The node and its ancestors, outermost first."""
        chain: list[Node] = []
        while index is not None:
            chain.append(self.nodes[index])
            index = self.nodes[index].parent
        return tuple(reversed(chain))

    def section_id(self, block: int) -> str | None:
        """The id of the innermost printed section that `block` belongs to."""
        return next((node.id for node in reversed(self.path(self.owner[block])) if node.printed), None)


R_co = TypeVar("R_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Claim:
    """``text[start:end]`` of a paragraph, or row `start` of a table (``end = start + 1``), that a candidate takes."""

    block: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Candidate(Generic[R_co]):
    """A proposed record (its id still empty), the id of the rule behind it, and how sure that rule is (0-1).

    `alternatives` are other values of its fields that the rule had to choose from. `doubts` (`dxextract.confidence`)
    are those that only the rule can know of.
    """

    record: R_co
    rule: str
    weight: float
    claims: tuple[Claim, ...]
    alternatives: tuple[Alternative, ...] = ()
    doubts: tuple[str, ...] = ()
