"""What a heading ends by where it stands: the form above it, the front matter, the chapter before it.

Decides how many of the open headings stay open where a line comes behind a form, or behind はじめに, and that a heading
begins a chapter although no number says so. How deep it nests below what stays open is for `depths` and `tree`.
"""

from __future__ import annotations

import re

from dxextract.segment.dividers import CLOSING
from dxextract.segment.heading import Heading
from dxextract.segment.labels_below import CORE_LABELS
from dxextract.segment.looks import is_larger, look_of
from dxextract.segment.placed import Placed
from dxextract.segment.sequences import first_open

_FOREWORD = re.compile("はじめに|まえがき|ごあいさつ|巻頭")


def begins_chapters(heading: Heading, first: Heading) -> bool:
    """Whether a main number 1 is set like the foreword above it (はじめに Introduction)."""
    begins = heading.wording.ordinal == 1 and (heading.order or 9) <= 2 and heading.block > first.block + 1
    fore = _FOREWORD.match(first.wording.title) is not None and first.kind == "style"
    return begins and fore and look_of(first) is not None and look_of(first) == look_of(heading)


def end_of_form(heading: Heading, stack: list[int], placed: list[Placed]) -> int:
    """How many of the open headings stay open where a line comes after what forms were set out as.

    A block that the form itself does not have (【成果指標】 below it on its page) belongs to the form's measure; so
    does any block (背景) below one that is no more than the measure's name and who is in charge.
    """
    opened = [placed[i].heading for i in stack]
    first = first_open(opened, lambda h: h.paragraph.unfolded is not None)
    title = first_open(opened, lambda h: h.paragraph.unfolded == "title")
    label = heading.wording.label
    if title == len(opened) or label is None or heading.wording.number or heading.announced:
        return first
    blocks = [p.heading for p in placed if p.parent == stack[title]]
    in_form = {block.wording.label for block in blocks if block.paragraph.unfolded is not None}
    if label not in CORE_LABELS and not in_form <= {"departments"}:
        return first
    said = {block.wording.label for block in blocks}
    if _ends_list(stack[title], placed):
        return first
    return first if label in said or heading.passage.page != opened[title].passage.page else title + 1


def _ends_list(title: int, placed: list[Placed]) -> bool:
    """Whether the measure at `title` comes right behind another of its page: what follows is not the last row's."""
    before = next((i for i in range(title - 1, -1, -1) if placed[i].heading.paragraph.unfolded == "title"), None)
    if before is None or placed[before].heading.passage.page != placed[title].heading.passage.page:
        return False
    return all(item.heading.paragraph.unfolded is not None for item in placed[before:title])


def end_of_front(heading: Heading, opened: list[Heading]) -> int:
    """How many headings stay open where a main number comes behind はじめに, unless its count begins right below."""
    front = first_open(opened, lambda h: h.wording.appendix == "front")
    if front == len(opened):
        return front
    begins = heading.wording.ordinal == 1 and heading.block - 1 == opened[-1].block and front == len(opened) - 1
    begins = begins and (opened[front].family == "plain:opening" or is_larger(opened[front], heading))
    return len(opened) if begins or any(h.family == heading.family for h in opened[front:]) else front


def is_next_chapter(heading: Heading, placed: list[Placed], opened: list[Heading]) -> bool:
    """Whether an unmarked line of a text ends numbered headings: its chapters have no numbers, no number holds one.

    In a PDF, where all headings are set alike, only what plans end with does (推進体制 behind the last policy).
    """
    if heading.kind == "style" and opened and opened[0].kind == "style" and look_of(opened[0]) == look_of(heading):
        closing = any(h.rank in (10, 20) for h in opened) and CLOSING.search(heading.wording.title)
        return closing is not None and bool(closing)
    if heading.kind != "plain" or not opened or opened[0].kind != "plain":
        return False
    if opened[0].sure and any(h.rank in (10, 20) for h in opened) and CLOSING.search(heading.wording.title):
        return True
    if all(h.order is None for h in opened):
        return False
    roots = [p.heading for p in placed if p.parent is None]
    below = (placed[p.parent].heading for p in placed if p.heading.kind == "plain" and p.parent is not None)
    return len(roots) > 1 and all(h.kind == "plain" for h in roots) and all(h.order is None for h in below)


def is_bracketed_chapter(heading: Heading, placed: list[Placed]) -> bool:
    """Whether a heading has the brackets that the plan's outermost headings have (【取組】, 【推進体制】)."""
    roots = [p.heading.wording.mark for p in placed if p.parent is None]
    return heading.kind == "bracket" and len(roots) > 1 and all(mark == heading.family for mark in roots)
