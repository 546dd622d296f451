"""How deep a heading stands: how many of the headings open above it stay open.

Weighs ranks of words (章 above 節), families of numbers, sizes in a PDF and marks in a text. A heading of an open
family is the sibling of the one that opened it; a new family opens below what is open; a weak heading must continue
its sequence. Which headings are open, and what ends them from outside (forms, chapters), is `tree`'s business.
"""

from __future__ import annotations

from dxextract.segment.heading import ORDER, RANKS, Heading
from dxextract.segment.labels_below import CORE_LABELS
from dxextract.segment.looks import (
    SIZE_STEP,
    alike_at,
    beside_open,
    beside_terms,
    end_of_policy_alike,
    holds,
    is_banded_alike,
    is_larger,
    is_much_larger,
    is_set_alike,
    is_twin,
    states_top,
    titles_page,
)
from dxextract.segment.policy_blocks import announces_measures, lists_actions
from dxextract.segment.sequences import (
    begins_below,
    counts_inside,
    first_open,
    follows,
    next_chapter,
    open_like,
    starts_inside,
)

_OF_FIGURES = frozenset({"kpi", "departments"})
"""Blocks that hold no numbered titles with text of their own."""
_ACTION_LABELS = frozenset({"actions", "next_steps", "past_actions"})


def depth_of(heading: Heading, stack: list[Heading], labelled: bool) -> int | None:
    """How many of the open headings stay open above `heading`; None when it is no heading here."""
    if (stated := _stated_depth(heading, stack)) is not None:
        return stated
    if heading.ends_block and stack and stack[-1].family == "label":
        stack = stack[:-1]
    if _is_no_heading_here(heading, stack, labelled):
        return None
    stack = _open_above(heading, stack)
    if heading.family == "plain:opening" or _is_listed_beside(heading, stack):
        return 0
    if heading.family == "plain":
        stack = stack[: first_open(stack, lambda h: h.family == "plain:below")]
    floor = _floor_below(heading, stack)
    if heading.kind == "bracket":  # below that, bracketed and unmarked lines stand on one level
        right_above = heading.block - 1  # but one that leads to the first of them at once holds them
        stack = stack[
            : floor + first_open(stack[floor:], lambda h: h.kind == "plain" and not h.sure and h.block != right_above)
        ]
    if heading.led and heading.wording.label is not None:  # 1 実施内容 of each measure, below 実施項目1
        floor = max([floor, *(i + 1 for i, h in enumerate(stack) if h.rank == RANKS["measure"])])
        in_measure = floor > 0 and stack[floor - 1].rank == RANKS["measure"]
        if in_measure and all(h.family != heading.family for h in stack[floor:]):
            return floor
    return _depth_beside(heading, stack, floor, labelled)


def _stated_depth(heading: Heading, stack: list[Heading]) -> int | None:
    """The depth that a heading's own words or the contents say; None where they leave it open."""
    rank = heading.rank
    if heading.family == "appendix" and heading.wording.appendix == "back" and stack and stack[0].kind == "part":
        return 0  # 資料 behind 第2編 is a part of its own
    beside_part = stack and stack[0].kind == "part" and heading.listed is not None and heading.listed == stack[0].listed
    if heading.family == "appendix" and beside_part:
        return 0  # 用語集 that the contents list beside 第3部
    if heading.kind in ("annex", "bracket") and (divided := _divided(heading, stack)) is not None:
        return divided
    if rank is not None and rank <= 3:
        depth = next((i for i, h in enumerate(stack) if h.rank is None or h.rank >= rank), len(stack))
        return depth + 1 if depth < len(stack) and holds(stack[depth], heading) else depth
    if heading.kind == "explained" and stack:
        return len(stack) - (stack[-1].kind in ("label", "bracket"))  # a box beside the block that has the word
    if heading.kind == "bracket" and (beside := beside_terms(heading, stack)) is not None:
        return beside
    if heading.kind in ("style", "plain") and (listed := heading.listed) is not None:
        return first_open(stack, lambda h: h.listed is None or h.listed >= listed)
    return None


def _is_no_heading_here(heading: Heading, stack: list[Heading], labelled: bool) -> bool:
    """Whether a weak line is an item of what is open above it."""
    in_block = any(h.family == "label" for h in stack)
    if not (heading.announced or heading.led or labelled) and _is_in_counted_block(heading, stack):
        return True
    if heading.kind == "plain":
        return in_block and not heading.sure and not _is_behind_departments(heading, stack[-1])
    if heading.announced or labelled:
        return False
    if heading.kind == "circled":
        return in_block or not heading.distinct
    # any word with a number: only what it heads, or goes on from, makes it a heading
    return heading.kind == "series" and not heading.distinct and not any(follows(h, heading) for h in stack)


def _is_in_counted_block(heading: Heading, stack: list[Heading]) -> bool:
    """Whether a lower number stands in a numbered block that returns with each measure: ア below (2) 取組内容."""
    block = stack[-1] if len(stack) > 1 else None
    if block is None or heading.sure or heading.order is None or heading.wording.label is not None:
        return False
    returns = block.led and block.wording.label is not None and block.order is not None
    return returns and heading.order > (block.order or 9) and stack[-2].rank not in (0, 1)


def _open_above(heading: Heading, stack: list[Heading]) -> list[Heading]:
    """The open headings that a heading of this kind can stand under."""
    unmarked = heading.kind == "plain" or (heading.family == "label" and heading.wording.mark is None)
    leads = heading.kind == "plain" and stack and stack[-1].kind == "bracket" and stack[-1].block == heading.block - 1
    if unmarked and heading.size is None and not leads:  # in a text, they stand above marked and bracketed ones
        numbered = max((i + 1 for i, h in enumerate(stack) if h.order is not None or h.rank in (10, 20)), default=0)
        marked = numbered + first_open(stack[numbered:], lambda h: h.kind in ("bracket", "mark"))
        if heading.family == "label" and len(stack) > 1 and stack[-1].kind == "plain":
            held = stack[-2].kind in ("tag", "measure")  # as 【市民】窓口 holds both: the block is not the part's
            stack = stack[:-1] if held and not stack[-1].sure else stack
        return stack if _heads_label(heading, stack[marked:]) else stack[:marked]
    if (heading.order or 9) <= 2 or heading.rank in (10, 20):  # main numbers and policies never nest under plain lines
        titled = max((i + 1 for i, h in enumerate(stack) if h.family == "plain:titled"), default=0)  # but their groups
        below = first_open(stack[titled:], lambda h: (h.kind == "plain" and not h.sure) or _is_left_out(h, heading))
        return stack[: titled + below]
    return stack


def _is_left_out(above: Heading, heading: Heading) -> bool:
    """Whether the contents list a numbered heading, and not the unnumbered one above it, which is set no larger."""
    listed = heading.announced and not above.announced and heading.rank is None
    return listed and above.kind == "style" and not is_larger(above, heading)


def _floor_below(heading: Heading, stack: list[Heading]) -> int:
    """How many open headings an unmarked or bracketed one leaves open in any case: numbered and tagged ones."""
    if heading.kind not in ("plain", "bracket"):
        return 0
    # 3つの柱 above 柱1; what the contents list (基本方針 above 基本方針1, 体系図 behind it) says its place itself
    pillars = (h for h in stack if h.family == "plain" and h.sure and not h.announced)
    counted = heading.kind == "plain" and any(pillars)
    holding = (h.order is not None or h.kind == "tag" or (counted and h.rank in (10, 20)) for h in stack)
    floor = max((i for i, holds_it in enumerate(holding, 1) if holds_it), default=0)
    beside = heading.kind == "bracket" and heading.size is None  # 【行政】 ends what stands under 【暮らし】
    return min(floor, first_open(stack, lambda h: is_twin(h, heading) or (beside and h.family == heading.family)))


def _depth_beside(heading: Heading, stack: list[Heading], floor: int, labelled: bool) -> int | None:
    """The depth beside an open heading of the family or the look; below what is open where there is none."""
    floor = max(floor, _end_of_announced(heading, stack), end_of_policy_alike(heading, stack))
    open_at = open_like(heading, stack, floor)
    if open_at is None:
        alike = alike_at(heading, stack)
        if alike is None:
            alike = next((i for i, h in enumerate(stack) if h.listed is None and is_set_alike(h, heading)), None)
        return alike if alike is not None else _child_depth(heading, stack, labelled)
    if heading.kind == "style" and stack[open_at].listed is not None:
        return open_at + 1  # the contents do not list it beside the other
    return _sibling_depth(heading, stack, open_at, labelled)


def _end_of_announced(heading: Heading, stack: list[Heading]) -> int:
    """Where the block of a numbered measure stands: below that, not beside 具体的な施策, which holds the measure."""
    if heading.family != "label":
        return 0
    held = next((i for i, h in enumerate(stack) if h.family == "label" and announces_measures(h)), len(stack))
    return held + 2 if held + 1 < len(stack) and stack[held + 1].order is not None else 0


def _divided(heading: Heading, stack: list[Heading]) -> int | None:
    """The depth of a material (資料5) below its divider, a much larger bracketed line right above the first one.

    And that of the next divider, which ends the material before it.
    """
    if heading.kind == "bracket":
        at = first_open(stack, lambda h: h.kind == "annex" and is_much_larger(heading, h))
        if at == len(stack):
            return None
        return at - 1 if at and stack[at - 1].kind == "bracket" and stack[at - 1].size == heading.size else at
    at = first_open(stack, lambda h: h.kind == "bracket")
    if at == len(stack) or not is_much_larger(stack[at], heading):
        return None
    first = stack[at].block == heading.block - 1 or any(h.kind == "annex" for h in stack[at + 1 :])
    return at + 1 if first else None


def _sibling_depth(heading: Heading, stack: list[Heading], open_at: int, labelled: bool) -> int | None:
    """The depth of a heading whose family is open: beside the open one when it continues the sequence."""
    own, last = heading.wording, stack[open_at].wording
    next_one = own.ordinal is None or last.ordinal is None or own.ordinal == last.ordinal + 1
    if labelled and begins_below(heading, stack[open_at:]):
        return len(stack)  # 01 of the measures behind 03 取組
    if next_one or own.prefix != last.prefix or heading.announced or labelled:
        return open_at
    if not heading.sure and own.label not in CORE_LABELS:  # (4)目標指標 where (3) is left out
        return None
    every_one = last.ordinal == 1 and heading.size is not None and heading.size == stack[open_at].size  # ひとつ書き
    return len(stack) if own.ordinal == 1 and not every_one else open_at


def _outranks(heading: Heading, block: Heading) -> bool:
    """Whether a heading cannot be a line inside the open block: set larger than its label, or of a labelled family."""
    if heading.size is not None and block.size is not None:
        worded = heading.rank in (10, 20) and block.wording.label not in _ACTION_LABELS  # 施策1 below 目指す姿
        return heading.sure and heading.size > block.size + (-SIZE_STEP if worded else SIZE_STEP)
    return heading.sure


def _child_depth(heading: Heading, stack: list[Heading], labelled: bool) -> int | None:
    """The depth of a heading whose family is new here: below what is open and of higher order or larger."""
    if not (heading.sure or labelled) and heading.wording.ordinal not in (1, None):
        return None
    depth = len(stack)
    if heading.family != "label":
        depth = first_open(stack, lambda h: h.family == "label")
        label = stack[depth].wording.label if depth < len(stack) else None
        if depth < len(stack) and heading.led and _announces(stack[depth], stack[:depth]):
            return depth + 1
        named = label in _ACTION_LABELS and heading.kind == "style" and stack[-1].block == heading.block - 1
        if named and is_larger(heading, stack[-1]):
            return len(stack)  # 【主な取組】 and right below it the first of the names it announces, set larger
        if (
            depth < len(stack)
            and (heading.sure or heading.kind == "mark")
            and (heading.family == stack[depth].wording.mark or is_banded_alike(heading, stack[depth]))
        ):
            return depth  # 【課題】 and then 【達成に向けた道筋】: the next block, in whatever words
        counted = heading.sure and counts_inside(heading, stack[:depth])
        counted = counted or (label in _OF_FIGURES and heading.size is None and heading.distinct)
        if depth < len(stack) and not (labelled or heading.announced or counted or _outranks(heading, stack[depth])):
            return None  # a line inside a block is one of its items
    order, rank, size = heading.order, heading.rank, heading.size
    if (chapter := next_chapter(heading, stack)) is not None:
        return chapter
    if order is not None and heading.wording.label is None and not starts_inside(heading, stack):
        depth = min(depth, first_open(stack, lambda h: h.order is not None and h.order > order))
    if rank is not None:
        depth = min(depth, first_open(stack, lambda h: h.rank is not None and h.rank > rank))
        return depth if _is_block_of(heading, stack[:depth]) else depth - beside_open(heading, stack[:depth])
    while depth and size is not None and (above := stack[depth - 1]).size is not None:
        if (above.size or 0) >= size - SIZE_STEP or (above.rank is not None and above.rank <= 20):
            break
        if (states_top(above) and not states_top(heading)) or _leads_at_once(above, heading):
            break  # as below a label
        if titles_page(stack[:depth], heading):
            break
        if above.announced and above.order is not None and not heading.announced:
            break  # a slogan or a card set larger than the numbered headings that the contents list
        depth -= 1
    return depth


def _leads_at_once(above: Heading, heading: Heading) -> bool:
    """Whether a line in brackets, or an unmarked one (導入目的), stands right above the first of a count."""
    if above.block != heading.block - 1:
        return False
    begins = heading.wording.ordinal == 1 and (heading.order or 0) >= ORDER["paren"]
    return above.kind == "bracket" or (above.kind == "style" and begins)


def _announces(block: Heading, stack: list[Heading]) -> bool:
    """Whether an open block holds measures: by its words, or as what a policy above it does (主な取組)."""
    return announces_measures(block) or (bool(stack) and stack[-1].kind == "policy" and lists_actions(block))


def _is_block_of(heading: Heading, stack: list[Heading]) -> bool:
    """Whether a block's label stands right below a title set just like it: where all is bold, that one heads it."""
    above = stack[-1] if stack else None
    return heading.family == "label" and above is not None and above.block == heading.block - 1


def _heads_label(heading: Heading, marked: list[Heading]) -> bool:
    """Whether a marked title (■窓口改革) holds the bare block label right below it, and those that follow that one."""
    if heading.family != "label" or not marked or marked[0].wording.label is not None:
        return False
    return heading.block == marked[0].block + 1 or any(h.family == "label" for h in marked)


def _is_listed_beside(heading: Heading, stack: list[Heading]) -> bool:
    """Whether the contents list an unnumbered title beside the open chapter, which has no number either."""
    if heading.kind != "plain" or not stack or stack[0].kind != "plain":
        return False
    deeper = heading.listed is not None and stack[0].listed is not None and heading.listed > stack[0].listed
    return heading.announced and stack[0].announced and not deeper


def unfolded_depth(heading: Heading, stack: list[Heading]) -> int:
    """The depth of what a form's cell was set out as: measures stand beside measures, blocks below what is open.

    A label that nothing stands above (事業一覧) is the title of a list of them, and no block of one.
    """
    title = stack[0] if stack and stack[0].paragraph.unfolded is None else None
    levels = ("group", "policy", "title", "label")
    closed = levels[levels.index(heading.paragraph.unfolded or "label") :]
    depth = first_open(stack, lambda h: h.paragraph.unfolded in closed or (h.family == "label" and h is not title))
    if heading.paragraph.unfolded in ("group", "policy"):
        return min(depth, first_open(stack, lambda h: h.kind == "policy"))
    return depth


def _is_behind_departments(heading: Heading, block: Heading) -> bool:
    """Whether the open block names departments, and did so above the line: it has no other items."""
    return block.wording.label == "departments" and heading.block > block.block + 1
