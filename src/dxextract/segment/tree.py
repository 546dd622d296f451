"""How headings nest: a path of open headings, which each heading closes from some depth on, and what ends them.

Decides in which family a heading counts where it stands, and what says its place outright: mark-up, a tag, the words
of another heading. Else `depths` weighs it against what is open. What it ends by where it stands (a form, the front
matter, the chapter above) is for `endings`.
Headings repeated while they are open (running titles, 続き) are one section. Runs of weak headings with nothing under
them are thrown out by `hollow`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from dxextract.normalise import squeeze
from dxextract.rules import RuleSet
from dxextract.schema.document import Document
from dxextract.schema.outline import Outline
from dxextract.segment.card_rows import end_of_row
from dxextract.segment.contents import Contents
from dxextract.segment.depths import depth_of, unfolded_depth
from dxextract.segment.dividers import below_divider, with_dividers
from dxextract.segment.endings import begins_chapters, end_of_form, end_of_front, is_bracketed_chapter, is_next_chapter
from dxextract.segment.heading import RANKS, Heading
from dxextract.segment.hollow import foretold_headings, hollow_headings
from dxextract.segment.interposed import interposed_headings
from dxextract.segment.kinds import node_kinds
from dxextract.segment.labels_below import labels_below
from dxextract.segment.looks import (
    as_plain,
    as_set,
    beside_banded,
    is_larger,
    is_outermost,
    look_of,
    returns_below,
    states_top,
    usual_label_look,
)
from dxextract.segment.nodes import departmental_positions, labelled_positions, owners_of, to_nodes, unmatched_entries
from dxextract.segment.placed import Placed
from dxextract.segment.policy_blocks import below_policy, divided_policies
from dxextract.segment.sequences import counts_on, first_open, goes_on_below
from dxextract.segment.shaped_measures import with_shaped_measures
from dxextract.segment.shared_blocks import lift_shared_blocks
from dxextract.segment.slide_titles import end_of_smaller, ends_policies
from dxextract.segment.spoken_of import spoken_of
from dxextract.segment.stated_levels import are_trusted, stated_level
from dxextract.segment.systems import System, find_system
from dxextract.segment.told_in_tables import charged_positions, holding_positions, told_positions

_SEVERAL = 2
_LOWEST = 7  # below every level of mark-up: a line without one
_OF_CHAPTERS = frozenset({"background", "vision", "current_state", "issues"})
"""Blocks whose words may be a plan's first chapter (なぜ取り組むのか)."""
_UNCOUNTED = ("style", "appendix")
_OUTERMOST = frozenset({"roman", "kanji", "ordinal", "digit", "policy", "series"})
_FURNITURE = 2
"""Lines at the foot or head of a slide that may stand between two titles: its number, the plan's name."""


def headings_to_outline(
    document: Document, headings: tuple[Heading, ...], contents: Contents, rules: RuleSet
) -> Outline:
    """Nest the headings, drop what has nothing under it, and say which block belongs to which section."""
    headings = with_dividers(document, headings)
    dropped = foretold_headings(document, headings)
    kept = tuple(h for h in headings if h.block not in dropped)
    system = find_system(document, rules)
    begin = max(contents.blocks, default=-1)
    placed = nest(kept, system, begin)
    while hollow := hollow_headings(document, placed, dropped) or interposed_headings(placed):
        dropped |= hollow
        kept = tuple(h for h in kept if h.block not in hollow)
        placed = nest(kept, system, begin)
    placed = lift_shared_blocks(placed)
    departmental = departmental_positions(document, placed, rules)
    told = told_positions(document, placed, rules) | labelled_positions(document, placed, rules)
    holding = holding_positions(document, placed, rules)
    charged = charged_positions(document, placed, rules)
    parents = [p.parent for p in placed]
    nested = [p.heading for p in placed]
    kinds = node_kinds(nested, parents, departmental, told, holding, charged, rules)
    kinds = with_shaped_measures(document, nested, parents, kinds, rules)
    nodes = to_nodes(document, placed, kinds, rules)
    return Outline(
        nodes,
        owners_of(document, nodes),
        contents.blocks,
        _repeats(headings, placed),
        unmatched_entries(contents, placed),
    )


def nest(headings: tuple[Heading, ...], system: System | None = None, begin: int = -1) -> list[Placed]:
    """Place each heading under its parent; headings that do not fit their sequence or repeat are left out.

    What stands before the plan's contents, which end at block `begin`, holds nothing behind them.
    """
    nesting = _Nesting(headings, system or System({}), begin)
    for position, heading in enumerate(headings):
        nesting.add(position, heading)
    return nesting.placed


class _Nesting:
    """The headings placed so far, the path of those still open, and what all headings together say of each."""

    def __init__(self, headings: tuple[Heading, ...], system: System, begin: int) -> None:
        self.headings, self.system, self.begin = headings, system, begin
        self.placed: list[Placed] = []
        self.stack: list[int] = []
        self.label_look = usual_label_look(headings)
        self.section_looks = {look_of(h) for h in headings if h.kind == "style"} - {None, self.label_look}
        self.stated = are_trusted(headings)
        self.chaptered = any(h.kind in ("part", "chapter") for h in headings)
        self.numbered = any(h.order is not None for h in headings)
        self.levelled = any(h.listed for h in headings)
        self.divided = divided_policies(headings)
        self.said = Counter(h.key for h in headings)

    @property
    def opened(self) -> list[Heading]:
        """The open headings, outermost first."""
        return [self.placed[i].heading for i in self.stack]

    def add(self, position: int, heading: Heading) -> None:
        """Places the next heading, unless it repeats an open one or has no place."""
        if any(h.key == heading.key or _echoes(heading, h) for h in self.opened):
            return
        if self.stack and self.opened[0].block < self.begin < heading.block:
            self.stack.clear()
        if not (self.levelled or heading.announced):
            heading = replace(heading, listed=None)  # bookmarks of one level, as slides have, say nothing
        if heading.paragraph.unfolded is None:  # what a form was set out as ends with the form
            del self.stack[end_of_form(heading, self.stack, self.placed) :]
        del self.stack[end_of_row(heading, self.stack, self.placed) :]
        del self.stack[end_of_smaller(heading, self.opened) :]
        if self._is_lone(heading):
            heading = replace(heading, family="plain", rank=None)  # 本市の現状 among chapters without numbers
        if self._is_of_all_measures(heading):
            self.stack.clear()
            heading = replace(
                heading, family="plain", rank=None
            )  # 取組のスケジュール behind the last of the measures, none of which has a block
        if self._is_beside_sections(heading):
            heading = replace(heading, family=self.opened[-1].family, rank=None)  # これまでの取組 behind 人口の推移
        of_nothing = not self.stack and look_of(heading) in self.section_looks
        if heading.family == "label" and (of_nothing or self._is_slide_of_its_own(heading)):
            heading = as_plain(heading)  # なぜ取り組むのか set as どう進めるか is: a block of nothing is a section
        if len(self.placed) == 1 and self.stack and begins_chapters(heading, self.placed[0].heading):
            self.stack.clear()
        outermost = heading.kind in _OUTERMOST or (heading.kind == "plain" and not self.numbered)
        if outermost and not self.chaptered:  # no chapters: 1 計画の概要 is no part of はじめに
            del self.stack[end_of_front(heading, self.opened) :]
        chapter = not self.chaptered and is_bracketed_chapter(heading, self.placed)
        heading = self._as_meant_here(heading, chapter=chapter)
        depth = self._depth(position, heading, chapter=chapter)
        if depth is None:
            return
        del self.stack[depth:]
        self.placed.append(Placed(heading, self.stack[-1] if self.stack else None))
        self.stack.append(len(self.placed) - 1)

    def _is_slide_of_its_own(self, heading: Heading) -> bool:
        """Whether the words of a block title one outermost slide beside others, such as スケジュール and 推進体制."""
        if not states_top(heading) or self.said[heading.key] > 1:
            return False
        return any(h.kind == "style" and states_top(h) and look_of(h) == look_of(heading) for h in self.headings)

    def _is_lone(self, heading: Heading) -> bool:
        """Whether the words of a block stand where nothing but an unmarked line without a number is open, or front."""
        bare = heading.family == "label" and heading.wording.mark is None and heading.size is None
        if not bare or len(self.stack) > 1 or heading.paragraph.unfolded is not None or self.said[heading.key] > 1:
            return False
        if not self.stack:
            return heading.wording.label in _OF_CHAPTERS
        above = self.placed[self.stack[0]].heading
        return above.wording.appendix == "front" or (above.kind == "plain" and self.said[above.key] == 1)

    def _is_beside_sections(self, heading: Heading) -> bool:
        """Whether the words of a block stand once in a text, where unmarked sections without any block are open."""
        bare = heading.family == "label" and heading.wording.mark is None and heading.size is None
        if not bare or len(self.stack) < 2 or heading.paragraph.unfolded is not None or self.said[heading.key] > 1:
            return False
        beside = [i for i, p in enumerate(self.placed) if p.parent == self.stack[-2]]
        plain = all(self.placed[i].heading.kind == "plain" for i in beside) and self.stack[-1] == beside[-1]
        above = self.placed[self.stack[-2]].heading.wording.title  # 強みと課題
        named = all(h.wording.title in above for h in (heading, *(self.placed[i].heading for i in beside)))
        return (len(beside) > 1 or named) and plain and not any(p.parent in beside for p in self.placed)

    def _is_of_all_measures(self, heading: Heading) -> bool:
        """Whether the words of a block stand once behind several measures of unnumbered chapters of a text.

        No measure has such a block: what each says of itself stands in lines of its own (【担当】…), or is another.
        """
        bare = heading.family == "label" and heading.wording.mark is None and heading.size is None
        if not bare or heading.paragraph.unfolded is not None or self.said[heading.key] > 1 or self.chaptered:
            return False
        measures = {i for i, p in enumerate(self.placed) if p.heading.rank == RANKS["measure"]}
        plain = any(p.parent is None and p.heading.kind == "plain" for p in self.placed)
        if len(measures) < _SEVERAL or not measures & set(self.stack) or not plain:
            return False
        blocks = [
            h for h in self.headings if h.family == "label" and h.block > self.placed[min(measures)].heading.block
        ]
        if heading.wording.label == "schedule":
            blocks = [h for h in blocks if h.wording.label == "schedule"]
        return blocks == [heading]

    def _as_meant_here(self, heading: Heading, *, chapter: bool) -> Heading:
        """The heading in the family that what is open gives it."""
        opened = self.opened
        mark = heading.wording.mark
        last = opened[-1] if opened else heading
        if heading.family == "label" and mark is None and last.kind == "plain" and self.said[last.key] > 1:
            self.stack.pop()  # a block in unknown words, which returns under each measure
            opened = opened[:-1]
        if heading.family == "label" and mark is not None and any(h.family == mark for h in opened):
            heading = replace(heading, family=mark, rank=None)  # one of a run of such marks, not a block's label
        labels = (h for h in opened if h.family == "label")
        if heading.kind == "bracket" and not chapter and any(h.wording.mark == heading.family for h in labels):
            heading = replace(heading, family="label", rank=RANKS["label"])  # 【めやす】 beside 【背景】: a block too
        if heading.kind == "bracket" and last.kind == "plain" and last.block == heading.block - 1 and len(opened) == 1:
            # a line that leads at once to 【暮らし】 holds it, and what that holds
            self.placed[self.stack[-1]] = replace(self.placed[self.stack[-1]], heading=replace(last, sure=True))
        return as_set(heading, self.opened, self.label_look)

    def _depth(self, position: int, heading: Heading, *, chapter: bool) -> int | None:
        """How many of the open headings stay open above the heading; None where it has no place."""
        opened, placed = self.opened, self.placed
        if heading.paragraph.unfolded is not None:
            return unfolded_depth(heading, opened)
        if self.stated and (level := stated_level(heading)) is not None:
            return first_open(opened, lambda h: (stated_level(h) or _LOWEST) >= level)
        if (told := self.system.depth(heading, opened)) is not None:
            return told
        if (divided := below_divider(heading, opened)) is not None:
            return divided
        about = spoken_of(heading, opened)
        if about is not None:
            return about + 1
        if (under := below_policy(heading, opened, self.divided)) is not None:
            return under
        if (held := self._below_lone_block(heading, opened)) is not None:
            return held
        once = self.levelled and self.said[heading.key] == 1  # else the contents may list the other one
        if once and (beside := _listed_beside(heading, opened)) is not None:
            return beside
        if (level_with := beside_banded(heading, opened)) is not None:
            return level_with
        if chapter or is_next_chapter(heading, placed, opened) or is_outermost(heading, opened):
            return 0
        if ends_policies(heading, opened, placed):
            return 0
        if opened and returns_below(heading, opened[-1], self.said):
            return len(opened)
        policy = _tagged_policy(heading, placed)
        if policy is not None:
            self.stack = _path(placed, policy)
            return len(self.stack)
        if goes_on_below(heading, opened, placed):
            return len(opened)  # 4 below Ⅱ, behind 3 below Ⅰ: not behind the chapter 3 that holds both
        below = labels_below(self.headings, position, placed, self.stack) or counts_on(heading, opened, placed)
        return depth_of(heading, opened, below)

    def _below_lone_block(self, heading: Heading, opened: list[Heading]) -> int | None:
        """The depth of ■人口 below 【市の状況】, which stands once, right below a chapter, set as large or larger.

        Where such words return with each measure, what is marked below them is one of their items.
        """
        at = first_open(opened, lambda h: h.family == "label")
        if at != 1 or len(opened) < 2 or heading.kind != "mark" or not heading.sure or heading.size is None:
            return None
        block, chapter = opened[1], opened[0]
        if self.said[block.key] > 1 or chapter.rank in (10, 20) or block.wording.mark in (None, heading.family):
            return None
        larger = block.size is not None and block.size >= heading.size and is_larger(chapter, block)
        return 2 if larger and chapter.kind in (*_UNCOUNTED, "chapter", "part") else None


def _echoes(heading: Heading, above: Heading) -> bool:
    """Whether an unnumbered line says the title of an open heading again, as the name of what a box shows.

    Words of a block (現状と課題) do so where they title the slide behind the one that begins a chapter of that name.
    """
    if heading.family == "label":
        behind = heading.block - above.block <= _FURNITURE + 1 and heading.size is not None
        return behind and above.wording.number is not None and heading.wording.title == above.wording.title
    unnumbered = heading.kind in ("style", "plain", "appendix") and not heading.announced
    return unnumbered and heading.wording.title == above.wording.title


def _repeats(headings: tuple[Heading, ...], placed: list[Placed]) -> frozenset[int]:
    """Lines of the same words as a placed numbered heading, which stand in its place on later pages."""
    taken = {p.heading.block for p in placed}
    keys = {p.heading.key for p in placed if p.heading.wording.number}
    return frozenset(h.block for h in headings if h.block not in taken and h.key in keys)


def _listed_beside(heading: Heading, opened: list[Heading]) -> int | None:
    """The position of the open title without a number beside which the contents list a policy, at one indent."""
    if heading.kind != "policy" or heading.listed is None:
        return None
    alike = (i for i, h in enumerate(opened) if h.kind in ("style", "plain") and h.listed == heading.listed)
    return next(alike, None)


def _tagged_policy(heading: Heading, placed: list[Placed]) -> int | None:
    """The section that a tag before the title names (【市民】 → 市民), the last one placed; None without a tag."""
    tag = heading.wording.tag
    if tag is None:
        return None
    key = squeeze(tag)
    named = [i for i, p in enumerate(placed) if squeeze(p.heading.wording.title) == key and p.heading.kind != "tag"]
    return named[-1] if named else None


def _path(placed: list[Placed], position: int) -> list[int]:
    path = [position]
    while (parent := placed[path[0]].parent) is not None:
        path.insert(0, parent)
    return path
