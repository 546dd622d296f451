"""Lines of a text that may be rows of a table aligned with spaces, from one line on: where such a run ends.

Decides that it ends at a page, at a line that cannot be a row (a list's item, a contents line), behind wide gaps below
which nothing stands where texts above do, at the heading of a measure's block, and at the title of the next table: a
text at the margin right above another header. Decides nothing about columns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dxextract.layout.text.aligned_checks import is_label
from dxextract.layout.text.aligned_columns import (
    ITEM_MARK,
    ChunkLine,
    Measure,
)
from dxextract.layout.text.aligned_header import MOST_HEADER_LINES
from dxextract.layout.text.aligned_model import Chunk
from dxextract.layout.text.aligned_next import begins_form, begins_next
from dxextract.layout.text.cells import header_labels, is_header_row, looks_like_value
from dxextract.layout.text.lines import Line
from dxextract.layout.text.spread_labels import without_spread_labels
from dxextract.layout.text.tables import LONGEST_GAP
from dxextract.normalise import clean
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.signs import LEADERS, SQUARES, TRIANGLES

_GAP = re.compile(r"[ \u3000\u00a0]{2,}")
_LEADER = re.compile(rf"(?:[{LEADERS}]\s?){{4,}}")
_HEADING_MARK = re.compile(rf"[{SQUARES}{TRIANGLES}【〔<＜]\s?")
"""Before the title of a table; circles stand before items."""
_BRACKETS = "【】〔〕<>＜＞ \u3000"
TALLEST_GAP = 5
"""Blank lines inside one table above a line that begins where those above do."""
LINES_BELOW = 5
"""Lines below a title among which the header of its table is sought."""
_LINES_ABOVE = 3
"""Lines of a tall cell, with the first on which other cells have text."""
FEWEST_BELOW = 3
"""Texts of a line that stands below others of its table."""
_HEADED = frozenset({"part", "chapter", "section", "policy", "measure", "nested"})
"""Numbers of headings, which rows of a list hardly have."""
_CHAPTERS = frozenset({"part", "chapter", "section", "ordinal"})
_MOST_COLUMNS = 60
_PAIR = 2
_MOST_LINES = 150
LEAST_INDENT = 6
"""Display columns by which the first line of a header may stand in, and no title does."""


def line_to_chunks(line: Line, measure: Measure) -> tuple[Chunk, ...]:
    """The parts of a line between gaps; one in all for prose, none for a line that can be no row."""
    text = line.piece.visible.rstrip()
    if line.blank or line.marked or "\t" in text or _LEADER.search(text):
        return ()
    chunks: list[Chunk] = []
    position = len(text) - len(text.lstrip())
    gaps = list(_GAP.finditer(text, position))
    if len(gaps) > _MOST_COLUMNS:
        return ()
    gaps = without_spread_labels(text, gaps)
    for gap in [*gaps, None]:
        end = gap.start() if gap else len(text)
        left = measure(text[:position])
        chunks.append(Chunk(line.piece.part(position, end), left, left + measure(text[position:end])))
        position = gap.end() if gap else end
    return tuple(chunks)


def zone_from(lines: Sequence[Line], start: int, measure: Measure, rules: RuleSet) -> list[ChunkLine]:
    """The lines from `start` on that may be rows or parts of them."""
    zone: list[ChunkLine] = []
    blanks = 0
    for index in range(start, min(len(lines), start + _MOST_LINES)):
        line = lines[index]
        if zone and line.page_start:
            if not _is_header_alone(zone, line_to_chunks(line, measure), rules):
                break
            zone = _set_above(zone, line_to_chunks(line, measure))
            blanks = 0
        if line.blank:
            blanks += 1
            if blanks > TALLEST_GAP:
                break
            continue
        chunks = line_to_chunks(line, measure)
        apart = blanks > LONGEST_GAP and not any(
            _stands_below(zone, line_to_chunks(one, measure), rules) for one in lines[index : index + _LINES_ABOVE]
        )
        if not chunks or apart or _is_heading(chunks, rules) or is_chapter(chunks, rules):
            break
        if _ends_years(zone, chunks, rules) or begins_next(zone, chunks, rules):
            break
        rest = [line_to_chunks(one, measure) for one in lines[index + 1 : index + 1 + LINES_BELOW]]
        if (
            zone
            and chunks[0].left <= zone[0].chunks[0].left
            and _is_heading_above(chunks, [r for r in rest if r], rules)
        ):
            break
        if begins_form(
            zone, chunks, next((line_to_chunks(o, measure) for o in lines[index + 1 :] if not o.blank), ()), rules
        ):
            break
        if _is_title_of_next(zone, chunks, lines[index + 1 : index + 1 + LINES_BELOW], measure, rules):
            break
        header = blanks and zone and is_header_row([chunk.text for chunk in chunks], rules)
        if header and (len(chunks) >= FEWEST_BELOW or not _are_labelled(zone, rules)):
            break
        zone.append(ChunkLine(index, chunks))
        blanks = 0
    while zone and len(zone[-1].chunks) < 2 and len(zone) > 1 and lines[zone[-1].index - 1].blank:
        zone.pop()
    return zone


def is_chapter(chunks: Sequence[Chunk], rules: RuleSet) -> bool:
    """Whether a line is the heading of a chapter (第3章　基本的な考え方), be its number apart: no row of a table."""
    if len(chunks) > 2 or rules["numbering"].label(f"{clean(chunks[0].text)[0]} 題名") not in _CHAPTERS:
        return False
    return len(chunks) == 1 or is_label(chunks[0].text, rules)


def _is_title_of_next(
    zone: Sequence[ChunkLine], chunks: Sequence[Chunk], below: Sequence[Line], measure: Measure, rules: RuleSet
) -> bool:
    """Whether a text at the margin stands between rows and another header: sheets have no blank lines between."""
    if not zone or chunks[0].left > min(line.chunks[0].left for line in zone):
        return False
    if not is_title(chunks, below, measure, rules):
        return False
    rows = [line.chunks for line in zone[1:] if len(line.chunks) > 1]
    rows = [row for row in rows if not is_header_row([chunk.text for chunk in row], rules)]
    if not rows:
        return False
    text = chunks[-1]
    # The rest of a wrapped name is as narrow as its column is.
    wide = len(chunks) > 1 or text.right > min(row[1].left for row in rows)
    return wide or rules["numbering"].label(clean(text.text)[0]) in _HEADED


def is_title(chunks: Sequence[Chunk], below: Sequence[Line], measure: Measure, rules: RuleSet) -> bool:
    """Whether a text at the margin, perhaps behind its number, stands right above the header of a table."""
    numbered = len(chunks) == 2 and is_label(chunks[0].text, rules)
    if (len(chunks) > 1 and not numbered) or chunks[0].left >= LEAST_INDENT:
        return False
    number = next((number for number, line in enumerate(below) if not line.blank), None)
    if number is None:
        return False
    following = line_to_chunks(below[number], measure)
    row = [chunk.text for chunk in following]
    if is_header_row(row, rules) and set(header_labels(row, rules)) != {"year"}:
        return True
    return numbered and len(following) == 2 and is_title(following, below[number + 1 :], measure, rules)


def _is_header_alone(zone: Sequence[ChunkLine], below: Sequence[Chunk], rules: RuleSet) -> bool:
    """Whether a page ends below nothing but a header, whose rows stand on the next one."""
    return (
        len(zone) <= MOST_HEADER_LINES
        and all(is_header_row([chunk.text for chunk in line.chunks], rules) for line in zone)
        and len(below) > 1
        and not is_header_row([chunk.text for chunk in below], rules)
    )


def _set_above(header: list[ChunkLine], row: Sequence[Chunk]) -> list[ChunkLine]:
    """A header of one line over the texts of the next page's first row, where there are as many.

    Each page is printed with columns of its own.
    """
    if len(header) > 1 or len(header[0].chunks) != len(row):
        return header
    moved = (
        replace(label, left=text.left, right=text.left + label.right - label.left)
        for label, text in zip(header[0].chunks, row, strict=True)
    )
    return [replace(header[0], chunks=tuple(moved))]


def _stands_below(zone: Sequence[ChunkLine], chunks: Sequence[Chunk], rules: RuleSet) -> bool:
    """Whether texts, three at least, stand below others: tall rows have wide gaps.

    They begin where texts of the lines above do, or are half as many as the labels of the header.
    """
    if len(chunks) < FEWEST_BELOW:
        return False
    lefts = {chunk.left for line in zone if len(line.chunks) > 1 for chunk in line.chunks}
    if all(chunk.left in lefts for chunk in chunks[1:]):
        return True
    heads = [[chunk.text for chunk in line.chunks] for line in zone[:FEWEST_BELOW]]
    return any(is_header_row(texts, rules) and len(texts) <= 2 * len(chunks) for texts in heads)


def _are_labelled(zone: Sequence[ChunkLine], rules: RuleSet) -> bool:
    """Whether the lines are blocks of a measure beside their labels: 時期　令和7年度～ among them heads nothing new."""
    pairs = [line.chunks for line in zone if len(line.chunks) > 1]
    return bool(pairs) and all(len(p) == 2 and block_label(p[0].text, rules) is not None for p in pairs)


def is_title_above(first: Sequence[Chunk], below: Sequence[Line], measure: Measure, rules: RuleSet) -> bool:
    """Whether a line is a numbered title (資料２  策定の経過) right above a table with more columns.

    Behind a mark or a mere number what stands is a title only above a header.
    """
    if len(first) != 2 or not is_label(first[0].text, rules):
        return False
    chunks = [line_to_chunks(line, measure) for line in below]
    if any(line and block_label(line[0].text, rules) is not None for line in chunks[:1]):
        return True  # 施策1  手続の見直し above the labels of its form
    if _is_heading_above(first, [line for line in chunks if line], rules):
        return True
    if ITEM_MARK.fullmatch(first[0].text):
        if chunks[:1] and _is_heading_above(chunks[0], [line for line in chunks[1:] if line], rules):
            return True  # ２  事業一覧 above 基本理念１  手続を簡単にする and its first form
        return any(len(line) > len(first) and is_header_row([c.text for c in line], rules) for line in chunks[:3])
    return any(len(line) > len(first) for line in chunks[:1])


def _is_heading_above(first: Sequence[Chunk], below: Sequence[Sequence[Chunk]], rules: RuleSet) -> bool:
    """Whether a title behind the number of a heading stands above another such, and the last above a form's labels."""
    if len(first) != 2 or rules["numbering"].label(f"{clean(first[0].text)[0]} 題名") not in _HEADED or not below:
        return False
    label = below[0][0].text
    if len(below[0]) > 1 and (rules["form_labels"].label(label) or block_label(label, rules)) is not None:
        return True
    return _is_heading_above(below[0], below[1:], rules)


def _ends_years(zone: Sequence[ChunkLine], chunks: Sequence[Chunk], rules: RuleSet) -> bool:
    """Whether a label of departments with nothing but what it names (主担当  人事課) stands below years and tasks."""
    if len(zone) < _PAIR or len(chunks) != _PAIR or looks_like_value(chunks[1].text):
        return False
    years = [label == "year" for label in header_labels([chunk.text for chunk in zone[0].chunks], rules)]
    return years.count(True) >= _PAIR and not years[0] and block_label(chunks[0].text, rules) == "departments"


def _is_heading(chunks: Sequence[Chunk], rules: RuleSet) -> bool:
    """Whether a line is the heading of a measure's block (■取組スケジュール, 関係課：人事課): no cell of a table."""
    text = chunks[0].text
    if len(chunks) > 1 or not (_HEADING_MARK.match(text) or "：" in text):
        return False
    label = _HEADING_MARK.sub("", text).split("：")[0].strip(_BRACKETS)
    return rules["block_labels"].label(label) is not None
