"""Which lines with the lowest numbers (①, ア, 1) are headings by what they lead to, where no style says so.

Under such a line stand departments (担当課：…) or labelled blocks (【内容】…), or on it departments behind its title;
or it says the same as another one (① 現状 of each measure); or they stand above prose in what 具体的な施策 of a
policy announces. Decides nothing else.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

from dxextract.rules import RuleSet
from dxextract.schema.document import Block, Document, Paragraph
from dxextract.segment.heading import ORDER, Heading
from dxextract.segment.numbering import read_numbering
from dxextract.segment.policy_blocks import announced_measures
from dxextract.segment.surroundings import leads_content, leads_prose, tells_blocks, tells_departments

LOW = frozenset({"circled", "kana", "half_paren"})
_MOST_LINES = 24
"""Paragraphs of a measure, at most, up to the one that says whose it is."""


def with_leads(document: Document, headings: list[Heading], rules: RuleSet) -> list[Heading]:
    """The headings, those marked that lead to something: a run of ① that all do are no items of a list."""
    ends = [h.block for h in headings[1:]] + [len(document.blocks)]
    said = Counter(h.key for h in headings if h.kind in ORDER and h.wording.label is not None)
    telling = {
        h.block
        for h, end in zip(headings, ends, strict=False)
        if h.kind in ORDER
        and (_names_departments(h) or _tells(document, h.block + 1, _own_end(document, h, end, rules), rules))
    }
    led = {h.block for h in headings if said[h.key] > 1 or (h.kind in LOW and h.block in telling)}
    again = Counter(h.key for h in headings if h.kind in LOW)
    for above, below in pairwise(headings):
        if above.block in led and below.kind in LOW and above.family == below.family and again[below.key] > 1:
            led.add(below.block)  # ② 基本的方向 behind ① 数値目標, whenever that returns
        if above.family == below.family and {above.block, below.block} <= telling:
            led |= {above.block, below.block}  # 1 and 2 that both do, whatever block stands open above them
        if above.kind in LOW and below.block in led and ORDER[below.kind] > ORDER[above.kind]:
            led.add(above.block)  # ① that holds ア
    of_labels = Counter(h.wording.mark for h in headings if h.family == "label")
    headings = [replace(h, sure=True) if _is_set_like_labels(document, h, of_labels) else h for h in headings]
    within = announced_measures(headings)
    led |= {headings[i].block for i in within if leads_prose(document, headings[i].block)}
    return [replace(h, led=True) if h.block in led else h for h in headings]


def telling_lines(document: Document, rules: RuleSet) -> frozenset[int]:
    """The lines with low numbers (①) below each of which something tells of a measure, up to the next number.

    All of a count must do so: who is in charge of (1) stands below the last of its ①, ②, ③. A lone one counts where
    others do.
    """
    lines = [(i, number) for i, b in enumerate(document.blocks) if (number := _number(b, rules)) is not None]
    ends = [index for index, _ in lines[1:]] + [len(document.blocks)]
    runs: list[list[tuple[int, int, bool]]] = []
    for (index, (kind, ordinal)), end in zip(lines, ends, strict=False):
        if kind not in LOW:
            continue
        tells = _tells(document, index + 1, min(end, index + _MOST_LINES), rules)
        if ordinal > 1 and runs and runs[-1][-1][1] == ordinal - 1:
            runs[-1].append((index, ordinal, tells))
        else:
            runs.append([(index, ordinal, tells)])
    told = [run for run in runs if all(tells for _, _, tells in run)]
    return frozenset(i for run in told for i, _, _ in run) if any(len(run) > 1 for run in told) else frozenset()


def _number(block: Block, rules: RuleSet) -> tuple[str, int] | None:
    """The kind and the ordinal of the number that a line of the text begins with."""
    body = isinstance(block, Paragraph) and block.role == "body"
    number = read_numbering(block.text, rules) if isinstance(block, Paragraph) and body else None
    kind = number.family.split(":")[0] if number is not None else ""
    return (kind, number.ordinal or 0) if number is not None and kind in ORDER else None


def _own_end(document: Document, heading: Heading, end: int, rules: RuleSet) -> int:
    """Where the lines of a numbered one end: at the next that counts in an outer kind ((3) 担当課 below ア)."""
    numbers = ((index, _number(document.blocks[index], rules)) for index in range(heading.block + 1, end))
    return next((i for i, number in numbers if number is not None and ORDER[number[0]] < (heading.order or 0)), end)


def _tells(document: Document, start: int, end: int, rules: RuleSet) -> bool:
    """Whether the lines of a section say whose it is, or two blocks of a measure behind their labels."""
    return tells_departments(document, start, end, rules) or tells_blocks(document, start, end, rules)


def _is_set_like_labels(document: Document, heading: Heading, marks: Counter[str | None]) -> bool:
    """Whether a marked line of other words has the mark of several blocks' labels, and leads to what it announces."""
    if heading.kind != "mark" or marks[heading.family] < 2 or re.search(r"\s", heading.wording.title):
        return False  # ▶所管課 環境課 is a label with its value
    return leads_content(document, heading.block)


def _names_departments(heading: Heading) -> bool:
    """Whether departments stand behind the title on its own line."""
    line = heading.paragraph
    end = line.text.rfind(heading.wording.title) + len(heading.wording.title)
    return any(m.start >= end for m in line.departments)
