"""Whether labels of a measure's blocks (現状と課題, 担当課) stand under a heading: then it heads a measure.

Looks ahead from a heading to the labels that follow, and back to those that the open measure has already. Decides
nothing about where the heading nests.
"""

from __future__ import annotations

import itertools

from dxextract.segment.heading import Heading
from dxextract.segment.leads import LOW
from dxextract.segment.placed import Placed
from dxextract.segment.policy_blocks import announces_measures

CORE_LABELS = frozenset({"actions", "kpi", "schedule", "departments", "current_state", "issues"})
_INTRODUCING = frozenset({"vision", "background", "other"})
_BEGINNING_LABELS = frozenset({"current_state", "issues", "background", "national_policy"})


def labels_below(headings: tuple[Heading, ...], position: int, placed: list[Placed], stack: list[int]) -> bool:
    """Whether the labels behind heading `position` are its own; `stack` has the positions of the open headings."""
    like = _labels_of_like(headings, position)
    known = _known_labels(placed, stack) and _known_labels(placed, stack) | like
    continued = _goes_on(headings, position, placed)
    if continued and (_begins_like(headings, position, like) or _begins_count(headings, position)):
        return True
    return _heads_labels(headings, position, [placed[i].heading for i in stack], known, continued)


def _known_labels(placed: list[Placed], stack: list[int]) -> frozenset[str]:
    """Titles of the block labels already seen in the measure whose block is open; empty when none is."""
    block = next((i for i in stack if placed[i].heading.family == "label"), None)
    if block is None or _is_overview(placed[block].heading):
        return frozenset()
    parent = placed[block].parent
    return frozenset(p.heading.wording.title for p in placed if p.parent == parent and p.heading.family == "label")


def _labels_of_like(headings: tuple[Heading, ...], position: int) -> frozenset[str]:
    """Titles that begin a measure (現状と課題) right below at least two headings of this one's family."""
    first = [
        below.wording.title
        for above, below in itertools.pairwise(headings)
        if above.family == headings[position].family
        and below.family == "label"
        and below.wording.label in _BEGINNING_LABELS
    ]
    return frozenset(title for title in first if first.count(title) > 1)


def _begins_like(headings: tuple[Heading, ...], position: int, like: frozenset[str]) -> bool:
    """Whether the label that begins the measures of this family (背景) stands right below a heading."""
    heading, below = headings[position], headings[position + 1 : position + 2]
    if heading.paragraph.depth is not None or not below or below[0].block != heading.block + 1:
        return False
    return below[0].family == "label" and below[0].wording.title in like


def _begins_count(headings: tuple[Heading, ...], position: int) -> bool:
    """Whether right below 基本理念2 stands 2-1, the first of those that count inside it."""
    heading, below = headings[position], headings[position + 1 : position + 2]
    if heading.kind not in ("series", "policy") or not below or below[0].kind != "nested":
        return False
    first = below[0].wording.ordinal == 1 and below[0].wording.prefix == (heading.wording.ordinal,)
    return first and below[0].block == heading.block + 1


def _goes_on(headings: tuple[Heading, ...], position: int, placed: list[Placed]) -> bool:
    """Whether the line of its family before this one was taken for a heading and has the number before its own."""
    heading = headings[position]
    before = next((h for h in reversed(headings[:position]) if h.family == heading.family), None)
    if before is None or before.wording.ordinal is None or heading.wording.ordinal != before.wording.ordinal + 1:
        return False
    return any(p.heading.block == before.block and p.heading.family == before.family for p in reversed(placed))


def _heads_labels(
    headings: tuple[Heading, ...], position: int, opened: list[Heading], known: frozenset[str], continued: bool
) -> bool:
    """Whether block labels stand under this heading, before its family or an open one comes: then it heads a measure.

    Inside an open block the labels that follow must begin anew (`known` has those seen): otherwise they go on with
    the measure that the block belongs to.
    """
    if headings[position].paragraph.depth is not None:
        return False  # a list line of mark-up heads no measure
    block = next((h for h in opened if h.family == "label"), None)
    if headings[position].led and (block is None or announces_measures(block)):
        return True
    if headings[position].led and headings[position].kind not in LOW and _is_introduction(block):
        return True
    if not continued and _only_ends_run(headings, position, opened):
        return False  # what stands below the last of a list is the block after the list
    ends = {headings[position].family, *(h.family for h in opened if h.family != "label")}
    for heading in headings[position + 1 :]:
        if {heading.family, heading.wording.mark} & ends or (heading.rank is not None and heading.rank <= 3):
            return False
        if heading.wording.label in CORE_LABELS and heading.family == "label":
            begins = heading.wording.label != "kpi" and _tells_figures(block, known) and headings[position].sure
            told = _is_introduction(block) or (block is not None and block.wording.label == "kpi")
            told = told and headings[position].kind not in LOW
            return (
                not known or heading.wording.title in known or begins or (told and _first_returns(headings, position))
            )
    return False


def _first_returns(headings: tuple[Heading, ...], position: int) -> bool:
    """Whether the block that comes first below a heading (○主な事業 below 1) does so below those counted with it.

    Below two that follow each other in the count, that is, and below the one before this heading, if it is not 1.
    """
    family = [i for i, h in enumerate(headings) if h.family == headings[position].family]
    first = {i: _first_core(headings, i) for i in family}
    title, ordinal = first[position], headings[position].wording.ordinal
    runs = [
        (one, other)
        for one, other in itertools.pairwise(family)
        if headings[other].wording.ordinal == (headings[one].wording.ordinal or 0) + 1
    ]
    if title is None or not any(first[one] == first[other] == title for one, other in runs):
        return False
    return ordinal == 1 or any(first[one] == title for one, other in runs if other == position)


def _first_core(headings: tuple[Heading, ...], position: int) -> str | None:
    """The first label of a measure's blocks behind a heading, before the next of its family and of a higher rank."""
    for heading in headings[position + 1 :]:
        if heading.family == headings[position].family or (heading.rank is not None and heading.rank <= 10):
            return None
        if heading.family == "label" and heading.wording.label in CORE_LABELS:
            return heading.wording.title
    return None


def _tells_figures(block: Heading | None, known: frozenset[str]) -> bool:
    """Whether all that is told so far are figures, as a policy has them above its measures (【指標】 below 施策1)."""
    return block is not None and block.wording.label == "kpi" and known <= {block.wording.title}


def _is_introduction(block: Heading | None) -> bool:
    """Whether a block says something of a policy before its measures come: 目指す姿, 取組一覧."""
    return block is not None and (block.wording.label in _INTRODUCING or _is_overview(block))


def _is_overview(block: Heading) -> bool:
    """Whether a block lists the measures that are to come: 事業一覧, 施策の体系."""
    return block.wording.title.endswith(("一覧", "体系", "体系図"))


def _only_ends_run(headings: tuple[Heading, ...], position: int, opened: list[Heading]) -> bool:
    """Whether a heading is the last of a run (①②③) of which none before it has been taken for a heading."""
    heading = headings[position]
    ordinal = heading.wording.ordinal
    if heading.sure or ordinal is None or ordinal == 1:
        return False
    if any(h.family == heading.family and h.wording.ordinal == ordinal - 1 for h in opened):
        return False
    if not any(h.family == heading.family and h.wording.ordinal == ordinal - 1 for h in headings[:position]):
        return False  # alone: the one of a list that is told at length
    after = next((h for h in headings[position + 1 :] if h.family == heading.family), None)
    return after is None or after.wording.ordinal == 1
