"""How headings nest: a stack of open families, ranks where words give one (章 above 節), sizes in a PDF.

A heading of an open family is the sibling of the one that opened it; a new family opens below what is open. A weak
heading must continue its sequence. Headings repeated while they are open (running titles, 続き) are one section. Runs
of weak headings with nothing under them are lists, not headings.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace

from dxextract.ids import IdMinter
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.schema.document import Document, Paragraph
from dxextract.schema.outline import Node, Outline
from dxextract.schema.plan import SectionKind
from dxextract.segment.contents import Contents
from dxextract.segment.headings import Heading
from dxextract.segment.kinds import has_priority_title, node_kinds

_SIZE_STEP = 0.6  # points; sizes closer than this are the same size printed by different means
_CORE_LABELS = frozenset({"actions", "kpi", "schedule", "departments", "current_state", "issues"})


_LABELLED = re.compile(r"[【\[〔<〈■◆●○◇□・]*\s*([^\s:：】\]〕>〉]{2,12})\s*(?:[】\]〕>〉]|[:：])")


@dataclass(frozen=True, slots=True)
class Placed:
    """A heading with the position of its parent among the placed headings."""

    heading: Heading
    parent: int | None


def headings_to_outline(
    document: Document, headings: tuple[Heading, ...], contents: Contents, rules: RuleSet
) -> Outline:
    """Nest the headings, drop what has nothing under it, and say which block belongs to which section."""
    kept = headings
    placed = nest(kept)
    while hollow := hollow_headings(document, placed):
        kept = tuple(h for h in kept if h.block not in hollow)
        placed = nest(kept)
    departmental = _departmental(document, placed, rules)
    kinds = node_kinds([p.heading for p in placed], [p.parent for p in placed], departmental, rules)
    nodes = _nodes(document, placed, kinds)
    return Outline(nodes, _owners(document, nodes), contents.blocks, _unmatched(contents, placed))


def nest(headings: tuple[Heading, ...]) -> list[Placed]:
    """Place each heading under its parent; headings that do not fit their sequence or repeat are left out."""
    placed: list[Placed] = []
    stack: list[int] = []
    for position, heading in enumerate(headings):
        if any(placed[i].heading.key == heading.key for i in stack):
            continue
        opened = [placed[i].heading for i in stack]
        if heading.family == "label" and heading.mark in {h.family for h in opened}:
            heading = replace(heading, family=heading.mark or "", label=None, rank=None)  # one of a run of such marks
        depth = _depth(heading, opened, _labels_below(headings, position, opened, _known_labels(placed, stack)))
        if depth is None:
            continue
        del stack[depth:]
        placed.append(Placed(heading, stack[-1] if stack else None))
        stack.append(len(placed) - 1)
    return placed


def _known_labels(placed: list[Placed], stack: list[int]) -> frozenset[str]:
    """Titles of the block labels already seen in the measure whose block is open; empty when none is."""
    block = next((i for i in stack if placed[i].heading.family == "label"), None)
    if block is None:
        return frozenset()
    parent = placed[block].parent
    return frozenset(p.heading.title for p in placed if p.parent == parent and p.heading.family == "label")


def _labels_below(headings: tuple[Heading, ...], position: int, opened: list[Heading], known: frozenset[str]) -> bool:
    """Whether block labels stand under this heading, before its family or an open one comes: then it heads a measure.

    Inside an open block the labels that follow must begin anew (`known` has those seen): otherwise they go on with
    the measure that the block belongs to.
    """
    ends = {headings[position].family, *(h.family for h in opened if h.family != "label")}
    for heading in headings[position + 1 :]:
        if heading.family in ends or (heading.rank is not None and heading.rank <= 3):
            return False
        if heading.label in _CORE_LABELS and heading.family == "label":
            return not known or heading.title in known
    return False


def _depth(heading: Heading, stack: list[Heading], labels_below: bool) -> int | None:
    """How many of the open headings stay open above `heading`; None when it is no heading here."""
    rank = heading.rank
    if rank is not None and rank <= 3:
        return next((i for i, h in enumerate(stack) if h.rank is None or h.rank >= rank), len(stack))
    block_at = next((i for i, h in enumerate(stack) if h.family == "label"), len(stack))
    if heading.family == "plain":
        if block_at < len(stack) and not heading.sure:
            return None  # an unmarked line inside a block is one of its items
    elif (heading.order or 9) <= 2 or rank in (10, 20):  # main numbers and policies never nest under unmarked lines
        stack = stack[: next((i for i, h in enumerate(stack) if h.family == "plain" and not h.sure), len(stack))]
    open_at = next((i for i in range(len(stack) - 1, -1, -1) if stack[i].family == heading.family), None)
    confirmed = heading.sure or labels_below
    if heading.family == "circled" and not (heading.announced or labels_below):
        return None
    if open_at is not None:
        last = stack[open_at].ordinal
        follows = heading.ordinal is None or last is None or heading.ordinal == last + 1
        if follows or heading.prefix != stack[open_at].prefix:
            return open_at
        if heading.announced or labels_below:
            return open_at
        return open_at if heading.sure and heading.ordinal != 1 else (len(stack) if heading.sure else None)
    if not confirmed and heading.ordinal not in (1, None):
        return None
    depth = len(stack)
    if heading.family != "label":
        depth = next((i for i, h in enumerate(stack) if h.family == "label"), depth)
        if depth < len(stack) and not confirmed:
            return None  # a line inside a block is one of its items
    if heading.order is not None and heading.label is None:
        lower = (i for i, h in enumerate(stack[:depth]) if h.order is not None and h.order > heading.order)
        depth = next(lower, depth)
    if rank is not None:
        depth = min(depth, next((i for i, h in enumerate(stack) if h.rank is not None and h.rank > rank), depth))
    elif heading.size is not None:
        while depth and (size := stack[depth - 1].size) is not None and size < heading.size - _SIZE_STEP:
            if stack[depth - 1].rank is not None and (stack[depth - 1].rank or 0) <= 3:
                break
            depth -= 1
    return depth


def hollow_headings(document: Document, placed: list[Placed]) -> frozenset[int]:
    """Blocks of weak headings that stand in a run of siblings most of which have nothing under them."""
    heading_blocks = {p.heading.block for p in placed}
    parents = {p.parent for p in placed}
    runs: dict[tuple[int | None, str], list[tuple[int, bool]]] = defaultdict(list)
    for position, item in enumerate(placed):
        following = placed[position + 1].heading.block if position + 1 < len(placed) else len(document.blocks)
        content = any(
            index not in heading_blocks and not _is_furniture(document, index)
            for index in range(item.heading.block + 1, following)
        )
        runs[(item.parent, item.heading.family)].append((position, not content and position not in parents))
    hollow: set[int] = set()
    for members in runs.values():
        empty = [position for position, is_empty in members if is_empty]
        if len(empty) * 2 > len(members):
            hollow.update(p for p, _ in members if not placed[p].heading.announced and p not in parents)
        else:
            hollow.update(p for p in empty if placed[p].heading.family.startswith(("style", "mark", "digit", "paren")))
    return frozenset(placed[p].heading.block for p in hollow if placed[p].heading.family != "label")


def _is_furniture(document: Document, index: int) -> bool:
    block = document.blocks[index]
    return isinstance(block, Paragraph) and block.role in ("running", "page_number")


def _nodes(document: Document, placed: list[Placed], kinds: list[SectionKind]) -> tuple[Node, ...]:
    minter = IdMinter()
    nodes: list[Node] = []
    for position, item in enumerate(placed):
        heading = item.heading
        level = 1 if item.parent is None else nodes[item.parent].level + 1
        end = len(document.blocks)
        for later in placed[position + 1 :]:
            if not _descends(placed, later, position):
                end = later.heading.block
                break
        parent_id = None if item.parent is None else nodes[item.parent].id
        nodes.append(
            Node(
                id=minter.mint("sec", parent_id, heading.number, heading.title),
                index=position,
                parent=item.parent,
                level=level,
                number=heading.number,
                title=heading.title,
                kind=kinds[position],
                marks=heading.marks + (("priority",) if has_priority_title(heading.title) else ()),
                heading=heading.passage,
                block=heading.block,
                start=heading.block + 1,
                end=end,
                page=heading.passage.segments[0].place.page,
                printed=not (heading.paragraph.unfolded and heading.label is not None),
            )
        )
    return tuple(nodes)


def _departmental(document: Document, placed: list[Placed], rules: RuleSet) -> frozenset[int]:
    """Positions of headings right below which a line names departments behind a label (担当課：…)."""
    found = set()
    for position, item in enumerate(placed):
        following = placed[position + 1].heading.block if position + 1 < len(placed) else len(document.blocks)
        for index in range(item.heading.block + 1, following):
            block = document.blocks[index]
            label = _LABELLED.match(block.text) if isinstance(block, Paragraph) else None
            if label and block_label(label.group(1), rules) == "departments":
                found.add(position)
    return frozenset(found)


def _unmatched(contents: Contents, placed: list[Placed]) -> tuple[str, ...]:
    """Contents entries that no placed heading answers to, as printed."""
    found = {re.sub(r"\s+", "", p.heading.title) for p in placed}
    return tuple(
        f"{entry.number} {entry.title}" if entry.number else entry.title
        for entry in contents.entries
        if entry.title and re.sub(r"\s+", "", entry.title) not in found
    )


def _descends(placed: list[Placed], item: Placed, ancestor: int) -> bool:
    parent = item.parent
    while parent is not None:
        if parent == ancestor:
            return True
        parent = placed[parent].parent
    return False


def _owners(document: Document, nodes: tuple[Node, ...]) -> tuple[int | None, ...]:
    owner: list[int | None] = [None] * len(document.blocks)
    for node in nodes:
        for index in range(node.block, node.end):
            owner[index] = node.index
    return tuple(owner)
