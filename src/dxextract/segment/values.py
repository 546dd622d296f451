"""Lines that name a value, not a section: the titles of indicator cards and of charts side by side, sums of money.

Says what stands below or at the end of a line; whether the line could be a heading at all is decided by `headings`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from dxextract.rules import RuleSet
from dxextract.schema.document import Block, Document, Figure, Paragraph
from dxextract.schema.passage import Box
from dxextract.signs import ARROW, ITEM_SIGNS

_VALUES = frozenset({"baseline", "target", "actual", "milestone"})
_AROUND = re.compile(r"[\s()（）\[\]:：・●■年度末]+")
_ARROW = re.compile(rf"{ARROW}|から")
_COLON = re.compile(r"[:：]")
_BY_THEN = re.compile(r"まで(?!の.{0,8}(?:取り?組|経過|経緯|実績|状況|課題|成果))(?:の|に)?\S")
"""What follows the date of a target: 2025年度までの累計 100人, 2024年度までに完成."""
_OF_DAY = re.compile(r"[\s()（）]*(?:現在|時点|更新|作成|改[定訂]|策定|公表)?[\s()（）]*")
_BETWEEN_YEARS = re.compile(
    r"[\s~～〜―－–-]*(?:から)?[\s~～〜―－–-]*(?:まで)?の?\s*[(（]?(?:[0-9０-９一二三四五六七八九十]{1,2}(?:か年|[カヶケか]年間?|年間?))?[)）]?\s*"
)
"""What joins the years of a period, and its length behind them."""
_LONGEST_VALUE = 30  # characters
_LONGEST_GOAL = 45  # characters of what is to be reached by then, in words
_WHICH = re.compile(r"(?:現状|現在|基準|実績|直近|目標)値?")
"""What says of a figure beside an arrow which of the two it is."""
_LONGEST_PAIR = 50  # characters of two figures around an arrow
_REACH_OF_CARDS = 40  # blocks; the words of charts between them may be many
_REACH = 12  # blocks before and behind a card's title among which the next card's stands


def names_value(document: Document, index: int, rules: RuleSet) -> bool:
    """Whether the line `index` only names what a figure, a value or a chart beside others of the kind shows."""
    block = document.blocks[index]
    if not isinstance(block, Paragraph) or block.style is None:
        return False
    if ends_in_figure(block) or _is_period(block) or labels_value(document, index + 1, rules):
        return True
    if rules["period_headings"].match(block.text.lstrip(f"{ITEM_SIGNS} ")):
        return False  # 対象期間 above 2025年度～2027年度
    following = document.blocks[index + 1] if index + 1 < len(document.blocks) else None
    if isinstance(following, Paragraph) and _is_figure_of_year(following):
        return True
    if isinstance(following, Paragraph) and (_is_dated_figure(following) or _is_labelled_figure(following, rules)):
        return True
    later = document.blocks[index + 2] if index + 2 < len(document.blocks) else None
    if isinstance(following, Paragraph) and isinstance(later, Paragraph) and _is_date(following) and _is_figure(later):
        return True
    if isinstance(following, Paragraph) and _is_figure(following) and _says_which(later, rules):
        return True
    shown = isinstance(following, Figure) or (isinstance(following, Paragraph) and _is_figure(following))
    return shown and _stands_beside_like(document, index, block)


def moves_value(line: Paragraph) -> bool:
    """Whether a line says from what to what a figure goes: `●下水の普及率＝38.4%→45.2%`."""
    figures = sorted((m for m in line.mentions if m.kind == "quantity"), key=lambda m: m.start)
    return any(_ARROW.search(line.text[one.end : other.start]) for one, other in pairwise(figures))


def tells_date(line: Paragraph) -> bool:
    """Whether a line says no more than of what day or month it is (平成27年12月3日現在), as drafts do on each page."""
    days = [m for m in line.mentions if m.kind == "date" and m.date and m.date.precision in ("day", "month")]
    return len(days) == 1 and _OF_DAY.fullmatch(line.text[: days[0].start] + line.text[days[0].end :]) is not None


def titles_card(document: Document, index: int) -> bool:
    """Whether a line on a filled band stands in a row of such lines on its page: the titles of cards side by side."""
    block = document.blocks[index]
    if not isinstance(block, Paragraph) or block.style is None or block.style.band is None:
        return False
    return _stands_beside_like(document, index, block, _REACH_OF_CARDS)


def labels_value(document: Document, index: int, rules: RuleSet) -> bool:
    """Whether a line says which value the figure right below or behind it is: the badge 現状 of an indicator's card."""
    pair = document.blocks[index : index + 2]
    block, following = pair if len(pair) == 2 else (None, None)
    if not isinstance(block, Paragraph) or not isinstance(following, Paragraph):
        return False
    return rules["table_headers"].label(block.text) in _VALUES and _is_figure(following)


def ends_in_figure(block: Paragraph) -> bool:
    """Whether a line ends in a quantity behind words or a date: `補正予算額 29億円`, `目標人口 46万人`."""
    last = max((m for m in block.mentions if m.kind == "quantity"), key=lambda m: m.end, default=None)
    return (
        last is not None
        and last.end == len(block.text)
        and last.quantity is not None
        and last.quantity.value is not None
        and last.quantity.unit is not None
        and last.start > 0
    )


def _is_period(block: Paragraph) -> bool:
    """Whether a line says from when to when and no more (令和7年度から令和9年度まで), no single year."""
    dates = [m for m in block.mentions if m.kind == "date" and m.date is not None]
    rest = list(block.text)
    for mention in dates:
        rest[mention.start : mention.end] = " " * (mention.end - mention.start)
    years = [int(end[:4]) for m in dates if (date := m.date) for end in (date.start, date.end)]
    spans = bool(years) and max(years) - min(years) > 1  # a fiscal year ends in the year after
    return spans and _BETWEEN_YEARS.fullmatch("".join(rest)) is not None


def _is_figure(block: Paragraph) -> bool:
    return any(m.kind == "quantity" and m.end - m.start >= len(block.text) - 2 for m in block.mentions)


def _is_dated_figure(block: Paragraph) -> bool:
    """Whether a line is a date with a value behind it and nothing else (`2025年度：約60%`, `2025年：縮減`)."""
    date = next((m for m in block.mentions if m.kind == "date" and m.start == 0), None)
    by_then = date is not None and _BY_THEN.match(block.text, date.end)
    longest = _LONGEST_GOAL if by_then else _LONGEST_VALUE
    if date is None or len(block.text) > longest or block.text.endswith("。"):
        return False
    if block.text[date.end : date.end + 1] in ("", "：", ":") or by_then:
        return True
    return any(m.start - date.end in (0, 1) and m.end == len(block.text) for m in block.mentions)


def _is_figure_of_year(block: Paragraph) -> bool:
    """Whether a line is figures and their years, and nothing else: `15%(R6)`, `15%(R6) → 70%(R10)`."""
    moved = _ARROW.search(block.text) is not None
    if {m.kind for m in block.mentions} < {"date", "quantity"}:
        return False
    if len(block.text) > (_LONGEST_PAIR if moved else _LONGEST_VALUE):
        return False
    rest = list(_WHICH.sub(lambda found: " " * len(found.group()), block.text) if moved else block.text)
    rest = list(_ARROW.sub(lambda found: " " * len(found.group()), "".join(rest)))
    for mention in block.mentions:
        rest[mention.start : mention.end] = " " * (mention.end - mention.start)
    return not _AROUND.sub("", "".join(rest))


def _says_which(block: Block | None, rules: RuleSet) -> bool:
    """Whether a line says which value the figure beside it is, with its year: 2024年度実績, (R10目標)."""
    if not isinstance(block, Paragraph):
        return False
    return any(m.kind == "date" for m in block.mentions) and rules["table_headers"].label(block.text) in _VALUES


def _is_date(block: Paragraph) -> bool:
    return any(m.kind == "date" and m.end - m.start >= len(block.text) - 2 for m in block.mentions)


def _is_labelled_figure(block: Paragraph, rules: RuleSet) -> bool:
    """Whether a line is a value's label with its figure and no more: `現状(R6) 3,000件`, `目標値：60%`."""
    figures = [m for m in block.mentions if m.kind == "quantity"]
    if len(figures) != 1 or figures[0].end < len(block.text):
        return False
    label = block.text[: figures[0].start] or _COLON.split(block.text)[0]  # a figure's own words may begin in the label
    for date in (m for m in reversed(block.mentions) if m.kind == "date" and m.end <= figures[0].start):
        label = label[: date.start] + label[date.end :]
    return rules["table_headers"].label(_AROUND.sub("", label)) in _VALUES


def _stands_beside_like(document: Document, index: int, block: Paragraph, reach: int = _REACH) -> bool:
    """Whether another line of the same look stands level with this one on its page: cards in a row."""
    own, style = block.passage.segments[0].place, block.style
    if own.box is None or style is None:
        return False
    for other in document.blocks[max(index - reach, 0) : index + reach + 1]:
        if not isinstance(other, Paragraph) or other is block or other.style is None:
            continue
        if replace(other.style, size=style.size, boxed=style.boxed) != style:
            continue
        if abs(other.style.size - style.size) > 0.1 * style.size:
            continue
        place = other.passage.segments[0].place
        if place.page == own.page and place.box is not None and _are_level(own.box, place.box):
            return True
    return False


def _are_level(one: Box, other: Box) -> bool:
    """Whether two lines side by side stand at one height, give or take a line."""
    apart = other[0] >= one[2] or one[0] >= other[2]
    return apart and abs((one[1] + one[3]) - (other[1] + other[3])) <= 3 * (one[3] - one[1])
