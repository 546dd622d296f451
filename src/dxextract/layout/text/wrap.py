"""Hard-wrapped texts: which lines are one paragraph.

Converters write one paragraph on one line, `pdftotext` writes one for each printed line. Decides first whether a text
is wrapped at all (its broken lines end near one column), then line by line whether the next one goes on; and where
lines of one length make up a sentence in a narrower column, beside a picture, whose title stands at their right. Never
joins over a blank line, before a mark, number or label, after a short line, or into a deeper indent (a new paragraph).
Does not undo wrapping inside tables.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from dxextract.layout.text.lines import Line, display_width
from dxextract.rules import RuleSet
from dxextract.signs import FRAME_CLOSE, FRAME_OPEN, ITEM_SIGNS, LEADERS

_SLACK = 6
"""Columns that a full line may end short of the margin: line-end rules move up to two characters to the next line,
and a Latin word is kept whole."""
_FEWEST_BROKEN = 5
_NARROWEST_MARGIN = 40
_WIDEST_MARGIN = 130
"""Display columns: shorter lines are values and labels on lines of their own, longer ones whole paragraphs."""
_NARROWEST_COLUMN = 32
"""Display columns of the narrowest column of prose: shorter lines that end alike are labels and names."""
_SENTENCE_END = re.compile(r"[。！？!?．][)）」』】]*$")
_WORDS = re.compile(r"[^\W\d]+(?:[・ 　][^\W\d]+)*")
_NO_PROSE = re.compile(rf"\S {{3,}}\S|(?:[{LEADERS}]\s?){{4,}}")
"""Wide gaps and leaders: rows of tables and of contents pages."""
_BLOCK_START = re.compile(  # also R7 設計 and 担 当 課, a step of a schedule and a label
    rf"[{ITEM_SIGNS}△▲⇒⇨➡※*＊①-⑳㉑-㉟❶-❿⑴-⒇]"
    r"|[(（]\s?[0-9０-９一二三四五六七八九十ア-ンa-zA-Zｱ-ﾝ]{1,3}\s?[)）]"
    r"|第\s?[0-9０-９一二三四五六七八九十]+\s?[編部章節条項]|[0-9０-９]{1,2}(?:[-－.．・][0-9０-９]{1,2})*[.．、)）\s\u3000]"
    r"|(?:令和|[RＲ])\s?[0-9０-９元]{1,2}(?:[~～〜・-][0-9０-９]{1,2})?(?:年度?)?[~～〜]?(?:[:：]|[ \u3000]+[^\s0-9])"
    r"|[一-龥](?:[ \u3000][一-龥]){2,3}[ \u3000:：]"
    r"|[Ⅰ-Ⅻⅰ-ⅻ]|[【〔<＜《\[［]|[ア-ン][\s\u3000.．、)）]|[-–—‐]\s|注\s?[0-9０-９]|(?:図|表|図表|資料)\s?[0-9０-９]"
)


def starts_block(text: str, rules: RuleSet) -> bool:
    """Whether `text` begins with a mark, a number or a label that no paragraph goes on with."""
    text = text.strip()
    return bool(has_block_mark(text, rules) or rules["block_labels"].label(text) or rules["table_headers"].label(text))


def has_block_mark(text: str, rules: RuleSet) -> bool:
    """Whether `text` begins with a mark or a number of a list or a heading."""
    text = text.strip()
    return bool(_BLOCK_START.match(text) or rules["numbering"].match(text))


def wrap_column(lines: Sequence[Line], rules: RuleSet) -> int | None:
    """The display column at which the text is wrapped, None when it is not.

    It is the one that most lines break off at; most lines that reach it do, and hardly any goes beyond.
    """
    widths: list[int] = []
    broken: Counter[int] = Counter()
    for line, following in pairwise(lines):
        if not _is_prose(line):
            continue
        width = _width(line)
        widths.append(width)
        if (
            not _SENTENCE_END.search(line.text)
            and _is_prose(following)
            and not following.marked
            and not starts_block(following.text, rules)
        ):
            broken[width] += 1
    candidates = [width for width in broken if _NARROWEST_MARGIN <= width <= _WIDEST_MARGIN]
    margin = max(candidates, key=lambda width: (_near(broken, width), width), default=0)
    reached = [width for width in widths if width >= margin - _SLACK]
    beyond = sum(width > margin + _SLACK for width in reached)
    if not candidates or _near(broken, margin) < _FEWEST_BROKEN:
        return None
    return margin if _near(broken, margin) * 2 >= len(reached) and beyond * 8 <= len(reached) else None


def _near(widths: Counter[int], margin: int) -> int:
    """How many of `widths` end at `margin` or just before it."""
    return sum(widths[width] for width in range(margin - _SLACK, margin + 1))


def goes_on(line: Line, following: Line, column: int, rules: RuleSet, *, paragraph_indent: int) -> bool:
    """Whether `following` goes on with the paragraph that `line` belongs to, in a text wrapped at `column`.

    `paragraph_indent` is the indent of the paragraph's first line.
    """
    if not _is_prose(line) or not _is_prose(following) or line.heading_level is not None or following.marked:
        return False
    if _width(line) < column - _SLACK or starts_block(following.text, rules):
        return False
    hanging = starts_block(line.text, rules) or line.depth is not None
    if following.indent > line.indent and not hanging:
        return False
    if _SENTENCE_END.search(line.text):
        # A sentence that happens to fill its line: only a paragraph with a first-line indent shows that it goes on.
        return paragraph_indent > following.indent
    return True


_NUMBERED_TITLE = re.compile(
    rf"[{FRAME_OPEN}][^{FRAME_CLOSE}]{{1,8}}[0-9０-９①-⑳Ⅰ-Ⅻ][^{FRAME_CLOSE}]{{0,4}}[{FRAME_CLOSE}]"
)
"""A title behind its number in brackets (【取組1】窓口の改革), with which no sentence begins."""
_TITLE_NUMBERS = frozenset({"part", "chapter", "section", "policy", "measure"})
"""The numbers that begin a title and no sentence (取組項目2：会議の見直し)."""


def narrow_end(lines: Sequence[Line], start: int, rules: RuleSet) -> int:
    """The index after the sentence that ``lines[start]`` begins in a narrow column; ``start + 1`` where it begins none.

    Its lines stand right below one another and break off near one column, the last one ends with a full stop.
    """
    numbered = rules["numbering"].label(lines[start].text.strip())
    if _NUMBERED_TITLE.match(lines[start].text) or numbered in _TITLE_NUMBERS:
        return start + 1
    end = start
    while end < len(lines) and _is_prose(lines[end]) and not _SENTENCE_END.search(lines[end].text):
        if end > start and (lines[end].marked or starts_block(lines[end].text, rules)):
            return start + 1
        end += 1
    if end in (start, len(lines)) or not _is_prose(lines[end]) or starts_block(lines[end].text, rules):
        return start + 1
    widths = [_width(line) for line in lines[start:end]]
    margin = max([*widths, _width(lines[end])])
    indents = {line.indent for line in lines[start + 1 : end + 1]}
    reach = margin >= _NARROWEST_COLUMN and min(widths) >= margin - _SLACK
    return end + 1 if reach and len(indents) == 1 and not lines[start].heading_level else start + 1


def is_beside_prose(line: Line, above: Line, rules: RuleSet) -> bool:
    """Whether a line is the title of a picture beside the sentence that ends `above` it.

    It begins further right than that sentence's lines reach, as `pdftotext` counts (every character as one column),
    holds words alone, and names no block. Dates and units at the right margin are none.
    """
    if not _is_prose(line) or line.indent < len(above.text) + above.indent or not _SENTENCE_END.search(above.text):
        return False
    return _WORDS.fullmatch(line.text) is not None and not starts_block(line.text, rules)


def _is_prose(line: Line) -> bool:
    return not line.blank and "\t" not in line.text and not _NO_PROSE.search(line.text)


def _width(line: Line) -> int:
    return display_width(line.piece.raw.rstrip())
