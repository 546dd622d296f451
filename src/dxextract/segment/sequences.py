"""What the ordinals of headings of one family say of where one belongs: which count it goes on with, or begins anew.

Looks at numbers alone (and at sizes where a medium has them); what else speaks for a depth is weighed in `tree`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dxextract.segment.heading import Heading
from dxextract.segment.looks import SIZE_STEP
from dxextract.segment.numbering import Numbering
from dxextract.segment.placed import Placed

_LEAD = 2  # blocks from a group's name to its first number: a sentence may stand between


def counts_below(numbering: Numbering | None, earlier: Sequence[Heading]) -> bool:
    """Whether a nested number counts below the last plain one: 4.1 below 4, or 4.2 behind 4.1 there."""
    if numbering is None or not numbering.family.startswith("nested") or len(numbering.prefix) != 1:
        return False
    last = next((h for h in reversed(earlier) if h.kind in ("digit", "chapter", "nested")), None)
    if last is None or last.wording.ordinal is None or numbering.ordinal is None:
        return False
    if last.kind == "nested":
        return last.wording.prefix == numbering.prefix and last.wording.ordinal + 1 == numbering.ordinal
    return (last.wording.ordinal,) == numbering.prefix and numbering.ordinal == 1


def counts_on(heading: Heading, opened: list[Heading], placed: list[Placed]) -> bool:
    """Whether a number right below a new group's name goes on with the count of the group before (3 behind 1 and 2)."""
    if _number_before(heading, opened, placed) is None:
        return False
    above = opened[-1]
    return above.kind in ("bracket", "policy") and above.block == heading.block - 1


def goes_on_below(heading: Heading, opened: list[Heading], placed: list[Placed]) -> bool:
    """Whether the number before this one stands below the group beside the one that is open right above it."""
    last = _number_before(heading, opened, placed)
    if last is None:
        return False
    above = opened[-1]
    group = placed[last.parent].heading if last.parent is not None else None
    closed = group is not None and all(h is not group for h in opened)
    return group is not None and closed and (group.family, group.rank) == (above.family, above.rank)


def _number_before(heading: Heading, opened: list[Heading], placed: list[Placed]) -> Placed | None:
    """The heading that counts one less than this one, which stands near below the name of a group; else None."""
    above, own = opened[-1] if opened else None, heading.wording.ordinal
    if above is None or own is None or own < 2 or heading.block - above.block > _LEAD:
        return None
    last = next((p for p in reversed(placed) if p.heading.family == heading.family), None)
    return last if last is not None and last.heading.wording.ordinal == own - 1 else None


def open_like(heading: Heading, stack: list[Heading], floor: int) -> int | None:
    """The open heading of the same family that a heading goes on from, else the innermost (3 behind 2 and 3 担当課)."""
    alike = [i for i in range(len(stack) - 1, floor - 1, -1) if stack[i].family == heading.family]
    own = heading.wording.ordinal
    goes_on = (i for i in alike if own is not None and stack[i].wording.ordinal == own - 1)
    return next(goes_on, alike[0] if alike else None)


def follows(one: Heading, other: Heading) -> bool:
    """Whether `other` has the number after that of `one`, and both are set as large."""
    if one.family != other.family or one.wording.ordinal is None or one.size is None or other.size is None:
        return False
    return other.wording.ordinal == one.wording.ordinal + 1 and abs(one.size - other.size) < SIZE_STEP


def begins_below(heading: Heading, opened: list[Heading]) -> bool:
    """Whether a measure that counts from 1 again stands below the chapter of its own family, which has no blocks."""
    above = opened[0].wording
    if heading.wording.ordinal != 1 or heading.announced or above.prefix != heading.wording.prefix:
        return False
    if heading.kind == "nested":
        return False  # 1-1 behind 1-1, 1-2, 1-3: an agenda is over, and its first part begins
    return (above.ordinal or 0) > 1 and all(h.family != "label" for h in opened)


def counts_inside(heading: Heading, opened: list[Heading]) -> bool:
    """Whether a number begins with that of an open heading (1-1-2 below 施策1-1), whatever block stands between."""
    own, opened = heading.wording.prefix, [h for h in opened if h.wording.number is not None]
    if heading.kind not in ("nested", "measure") or not own or not opened:
        return False
    last = opened[-1].wording
    return last.ordinal is not None and (*last.prefix, last.ordinal) == own


def starts_inside(heading: Heading, stack: list[Heading]) -> bool:
    """Whether an outer kind of number begins with its first (Ⅰ) only when an inner one has long counted the chapters.

    A plan that opens with 1, 2, 3 and has Ⅰ below its 4 turns the usual order round.
    """
    first, ordinal = stack[0] if stack else None, heading.wording.ordinal
    if first is None or first.order is None or ordinal != 1:
        return False
    return (first.wording.ordinal or 0) >= 3 and (heading.order or 9) < first.order


def next_chapter(heading: Heading, stack: list[Heading]) -> int | None:
    """The depth of `2` behind an open `1-3`: beside what holds that, however its own number was lost."""
    own = heading.wording.ordinal
    if heading.kind != "digit" or own is None:
        return None
    open_at = first_open(stack, lambda h: h.kind == "nested" and h.wording.prefix[:1] == (own - 1,))
    return max(open_at - 1, 0) if open_at < len(stack) else None


def first_open(stack: list[Heading], found: Callable[[Heading], bool]) -> int:
    """The position of the first open heading for which `found` holds; the stack's length when there is none."""
    return next((i for i, h in enumerate(stack) if found(h)), len(stack))
