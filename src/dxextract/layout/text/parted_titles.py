"""Numbers of headings that a page printed as text parts from their titles.

A wide space behind 第1章 makes two columns of a heading: `pdftotext` without -layout prints the numbers of headings
that stand together one below the other, a blank line, then their titles. Decides that lines are such numbers when
nothing stands behind them, as many short titles follow, each between blank lines, and behind one alone the text of a
section follows, or behind 基本方針1 another heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeGuard

from dxextract.normalise import clean
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.schema.document import Block, Paragraph
from dxextract.schema.passage import Passage
from dxextract.signs import ITEM_SIGNS

_WORDED = frozenset({"part", "chapter", "section", "policy", "measure", "nested"})
_BARE = re.compile(r"(?:[1-9]|1[0-9])[.．]?|[(（](?:[1-9]|1[0-9])[)）]|[Ⅰ-Ⅻ][.．]?")
_ROMAN = re.compile(r"[Ⅰ-Ⅻ][.．]?")
"""The number of a chapter, whose first section may follow at once."""
_LONGEST_TITLE = 40
_PROSE = 24
"""Characters from which on a line is the text of a section."""
_NO_TITLE = re.compile(rf"[。、：:；;→]|^[{ITEM_SIGNS}①-⑳(（【〔［<＜※]|^[\d.,%％]+\S{{0,3}}$|[\t|]")
_MOST = 3
"""Numbers that stand together: of a chapter, its section and what that begins with."""


def is_heading_number(text: str, rules: RuleSet) -> bool:
    """Whether a line is only the number of a heading (第1章, 基本方針2, 施策1-1), whose title stands elsewhere."""
    bare = clean(text)[0]
    found = rules["numbering"].match(f"{bare} 題名")
    return found is not None and found.end > len(bare) and found.label in _WORDED


def with_parted_titles(blocks: Sequence[Block], rules: RuleSet) -> Iterator[Block]:
    """The blocks, each number of a heading with its title where both stand on lines of their own."""
    index = 0
    while index < len(blocks):
        count = _count(blocks, index, rules)
        worded = bool(count) and any(is_heading_number(one.text, rules) for one in _lines(blocks, index, count))
        if not count or not _are_titles(blocks, index + count, count, rules, worded=worded):
            yield blocks[index]
            index += 1
            continue
        for number, title in zip(_lines(blocks, index, count), _lines(blocks, index + count, count), strict=True):
            yield replace(title, passage=Passage.spaced(number.passage, title.passage))
        index += 2 * count


def _count(blocks: Sequence[Block], start: int, rules: RuleSet) -> int:
    """How many lines from `start` on, with nothing between them, are numbers that wait for a title."""
    count = 0
    while count < _MOST and start + count < len(blocks):
        block = blocks[start + count]
        if not _is_line(block) or (count and block.blank_before):
            break
        if not (
            is_heading_number(block.text, rules) or (_BARE.fullmatch(block.text) and (block.blank_before or count))
        ):
            break
        count += 1
    return count


def _are_titles(blocks: Sequence[Block], start: int, count: int, rules: RuleSet, *, worded: bool) -> bool:
    """Whether `count` titles stand from `start` on, and the text of a section, or another heading, behind them."""
    titles = blocks[start : start + count]
    if len(titles) < count or not all(_is_title(block, rules) for block in titles):
        return False
    below = blocks[start + count] if start + count < len(blocks) else None
    if worded and count > 1:
        return below is not None
    if not isinstance(below, Paragraph):
        return False
    told = below.text.endswith("。") or len(below.text) >= _PROSE or below.depth is not None
    if count == 1 and _ROMAN.fullmatch(_lines(blocks, start - 1, 1)[0].text) is not None:
        return told or is_heading_number(below.text, rules) or _BARE.fullmatch(below.text) is not None
    return told or (
        worded and (rules["numbering"].label(below.text) is not None or is_heading_number(below.text, rules))
    )


def _is_title(block: Block, rules: RuleSet) -> bool:
    if not _is_line(block) or not block.blank_before or len(block.text) > _LONGEST_TITLE:
        return False
    if _NO_TITLE.search(block.text) or block_label(block.text, rules) in ("kpi", "departments"):
        return False
    return rules["numbering"].label(block.text) is None and not is_heading_number(block.text, rules)


def _is_line(block: Block) -> TypeGuard[Paragraph]:
    return isinstance(block, Paragraph) and block.role == "body" and block.depth is None


def _lines(blocks: Sequence[Block], start: int, count: int) -> list[Paragraph]:
    return [block for block in blocks[start : start + count] if isinstance(block, Paragraph)]
