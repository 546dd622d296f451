"""Titles of slides that are set like those of the slides before the plan's policies, or its numbered projects.

Decides that an unnumbered title behind a policy ends that where all titles set like it, at its height of the page, are
outermost ones (はじめに, 全体像 and, behind the slides of 基本目標3, 推進体制): measures have another look there.
"""

from __future__ import annotations

from collections.abc import Sequence

from dxextract.segment.heading import RANKS, Heading
from dxextract.segment.looks import is_larger, look_of
from dxextract.segment.placed import Placed
from dxextract.segment.sequences import first_open

_LEVEL = 3.0
"""Points by which titles of slides stand higher or lower than one another."""


def ends_policies(heading: Heading, opened: Sequence[Heading], placed: Sequence[Placed]) -> bool:
    """Whether a title is set like earlier ones, all outermost, where a policy is open, or a number."""
    look = look_of(heading)
    if look is None or heading.kind != "style" or not opened:
        return False
    if opened[0].order is None and opened[0].rank not in (RANKS["policy"], RANKS["measure"]):
        return False
    alike = [p for p in placed if look_of(p.heading) == look]
    outermost = all(p.parent is None and _is_level(p.heading, heading) for p in alike)
    return bool(alike) and outermost


def end_of_smaller(heading: Heading, opened: list[Heading]) -> int:
    """How many of the open headings stay open above a policy: none from an unnumbered title on that is set smaller.

    The slide that begins 方針1 stands behind that of これまでの取組, not in it.
    """
    if heading.rank != RANKS["policy"] or heading.kind != "policy":
        return len(opened)
    return first_open(opened, lambda h: h.kind == "style" and is_larger(heading, h))


def _is_level(one: Heading, other: Heading) -> bool:
    a, b = (heading.passage.segments[0].place.box for heading in (one, other))
    return a is not None and b is not None and abs(a[1] - b[1]) <= _LEVEL
