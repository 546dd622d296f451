"""A heading in its place: the hand-over type between nesting and what is made of it. Decides nothing."""

from __future__ import annotations

from dataclasses import dataclass

from dxextract.segment.heading import Heading


@dataclass(frozen=True, slots=True)
class Placed:
    """A heading with the position of its parent among the placed headings."""

    heading: Heading
    parent: int | None
