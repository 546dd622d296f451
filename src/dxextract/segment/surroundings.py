"""What stands around a line of a text: the only sign of a heading where a medium has no styles.

A line that stands alone between blank lines and leads to prose, a list or a table may be a heading. Titles of pictures
that a conversion dropped stand alone too, but leave more blank lines behind them. Decides nothing about wording.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.rules.department_only import says_departments
from dxextract.rules.header_words import header_word
from dxextract.rules.value_labels import VALUE_LABELS
from dxextract.schema.document import Block, Document, Figure, Paragraph, Style, Table, is_furniture
from dxextract.segment.heading import Heading
from dxextract.segment.marks import strip_marks
from dxextract.segment.wording import read_wording
from dxextract.signs import ARROWS, FRAME_CLOSE, FRAME_OPEN, ITEM_SIGNS, LABEL_NUMBER, LABEL_SIGNS

MAX_BARE = 40  # characters; longer lines are prose
MAX_SLOGAN = 60  # characters
_BULLETS = "・･•-－–⚫"
_MOST_OFFICES = 6
_SMALLER = 0.95
"""How much smaller at most what stands below a heading is set."""
_FEWEST_WORDS = 3  # characters beside a figure that it is one of something
_BOLD = re.compile(r"\*\*[^*]+\*\*|__[^_]+__|<(b|strong)>[^<>]+</\1>")
_VALUE_WORDS = re.compile(r"現状|現在|実績|基準|目標|策定時|当初|→|⇒")
_COLOURED = 60  # of 255, between the strongest and the weakest of red, green and blue: greys are no colours
_SENTENCE = 24  # characters of a line that is prose
_MAX_GAP = 3  # lines from an unmarked heading to what it heads
_LABELLED = re.compile(
    rf"{LABEL_NUMBER}[{FRAME_OPEN}(（{LABEL_SIGNS}{ARROWS}]*\s*([^\s:：{FRAME_CLOSE})）]{{2,12}})\s*(?:[{FRAME_CLOSE})）]|[:：]|(?P<gap>\s))"
)
_LEADING = re.compile(rf"[{FRAME_OPEN}]\s*([^\s{FRAME_CLOSE}]{{2,12}})\s*[{FRAME_CLOSE}]\s*[:：]?\s*\S")
_TELLING = frozenset({"actions", "kpi", "schedule", "next_steps"})
"""Blocks that only measures have, be their label and what it says on one line."""
_BRACKETED = re.compile(rf"[{FRAME_OPEN}][^{FRAME_CLOSE}]{{2,24}}[{FRAME_CLOSE}]")
_NUMBERED = re.compile(
    r"(?:施策|取り?組み?|事業|プロジェクト)?\s?(?:[0-9]{1,2}(?![0-9年月日])|[(（][0-9]{1,2}[)）]|[①-⑳])"
)
_CONTENT = re.compile(
    rf"^(?i:step|ステップ|フェーズ)\s?[0-9①-⑳]|。$|^[{ITEM_SIGNS}①-⑳]"
    r"|^[(（]?(?:[0-9]{1,2}|[a-z])[)）.．]|^[^\s:：]{2,12}[:：]"
)


def is_isolated(document: Document, index: int, last: int | None = None, *, below_heading: bool = False) -> bool:
    """Whether block `index` stands alone with content right behind it (or its `last` line).

    Blank lines part it from that; above wrapped prose there may be none, nor `below_heading` in a printed text.
    """
    block = document.blocks[index]
    following = _below(document, index if last is None else last)
    if not isinstance(block, Paragraph) or block.depth is not None or following is None:
        return False
    if not (block.blank_before or below_heading):
        return False
    if block.passage.page is not None:  # in a PDF a heading has white above it, seldom below
        return isinstance(following, Table) or (isinstance(following, Paragraph) and _is_content(following))
    if isinstance(following, Paragraph):
        content = _is_content(following) or leads_group(document, index)
        told = following.blank_before or _is_prose(following, printed=document.converted)
        if following.role != "body" or not content or not told:
            return False
        below = following.passage.segments[0].place.line_start
    elif isinstance(following, Table):
        below = following.places[0].line_start
    else:
        return False
    own = block.passage.segments[-1].place.line_end
    return own is not None and below is not None and below - own <= _MAX_GAP


def _is_prose(text: Paragraph, *, printed: bool) -> bool:
    """Whether a text goes on as prose over lines, or is a whole one of a page: the short line above is none of it."""
    told = text.text.endswith("。")
    return told and (len(text.passage.segments) > 1 or (printed and len(text.text) >= _SENTENCE))


def is_tinted(document: Document, index: int) -> bool:
    """Whether a line of a PDF has a tint behind it, or a colour, that the text right below it has not."""
    line, text = document.blocks[index], _below(document, index)
    if not isinstance(line, Paragraph) or not isinstance(text, Paragraph) or line.style is None or text.style is None:
        return False
    if line.style.band is not None and line.style.band != text.style.band:
        return text.style.band is None
    channels = [int(line.style.color[i : i + 2], 16) for i in (1, 3, 5)]
    return line.style.color != text.style.color and max(channels) - min(channels) >= _COLOURED


def titles_panel(document: Document, index: int) -> bool:
    """Whether a line stands bold and light on a dark band, and dark text set no larger comes below it: a panel's title.

    Words of a diagram stand so too, but above the next box.
    """
    line, text = document.blocks[index], _below(document, index)
    if not isinstance(line, Paragraph) or not isinstance(text, Paragraph) or line.style is None or text.style is None:
        return False
    return (
        line.style.bold
        and _is_reversed(line.style)
        and not _is_reversed(text.style)
        and text.style.size <= line.style.size
    )


def _is_reversed(style: Style) -> bool:
    """Whether the letters are lighter than the band behind them."""
    return style.band is not None and _brightness(style.color) > _brightness(style.band)


def _brightness(colour: str) -> int:
    return sum(int(colour[i : i + 2], 16) for i in (1, 3, 5))


def leads_group(document: Document, index: int) -> bool:
    """Whether the block after `index` is a bracketed line (【暮らし】) with a numbered one below: a group."""
    pair = document.blocks[index + 1 : index + 3]
    texts = [block.text for block in pair if isinstance(block, Paragraph)]
    return len(texts) == 2 and _BRACKETED.fullmatch(texts[0]) is not None and _NUMBERED.match(texts[1]) is not None


def leads_period(document: Document, index: int, rules: RuleSet) -> bool:
    """Whether block `index` says 計画期間 or the like, alone above the years of the plan."""
    pair = document.blocks[index : index + 2]
    if not (len(pair) == 2 and isinstance(pair[0], Paragraph) and isinstance(pair[1], Paragraph)):
        return False
    alone = pair[0].blank_before and (pair[1].blank_before or document.converted) and pair[0].depth is None
    dated = any(mention.kind == "date" for mention in pair[1].mentions)
    return alone and dated and rules["period_headings"].match(pair[0].text) is not None


def leads_content(document: Document, index: int) -> bool:
    """Whether the block after `index` is a table, a figure, a sentence or a list line."""
    following = _below(document, index)
    return isinstance(following, Table | Figure) or (isinstance(following, Paragraph) and _is_content(following))


def leads_department(document: Document, index: int) -> bool:
    """Whether the block after `index` names a department, or is a table: else 担当課 is a word of a diagram."""
    following = _below(document, index)
    if isinstance(following, Paragraph):
        return bool(following.departments)
    return isinstance(following, Table)


def is_small_label(heading: Heading, earlier: Sequence[Heading], body: Style | None) -> bool:
    """Whether 担当課 is set smaller than the text: the label of names on a tag beside a title, and no heading.

    Set as the labels of other blocks are, it is one of them, however large a slide's text is.
    """
    small = body is not None and heading.size is not None and heading.size < _SMALLER * body.size
    if not small or heading.wording.mark is not None or heading.wording.number is not None:
        return False
    labels = (h for h in earlier if h.kind == "label" and h.wording.label != heading.wording.label)
    return all(h.paragraph.style != heading.paragraph.style for h in labels)


def names_office(document: Document, index: int, rules: RuleSet) -> bool:
    """Whether a line says nothing but departments right below the label 担当課 or the first of the names there."""
    line = document.blocks[index]
    if not isinstance(line, Paragraph) or not says_departments(line):
        return False
    for above in reversed(document.blocks[max(index - _MOST_OFFICES, 0) : index]):
        if not isinstance(above, Paragraph):
            return False
        if block_label(above.text, rules) == "departments":
            return True
        if not says_departments(above):
            return False
    return False


def tells_departments(document: Document, start: int, end: int, rules: RuleSet) -> bool:
    """Whether one of the blocks from `start` up to `end` names departments behind a label (担当課：…, 担当課　…)."""
    for block in document.blocks[start:end]:
        if not isinstance(block, Paragraph) or (label := _LABELLED.match(block.text)) is None:
            continue
        if block_label(label.group(1), rules) == "departments" and (not label["gap"] or block.departments):
            return True
    return False


def tells_blocks(document: Document, start: int, end: int, rules: RuleSet) -> bool:
    """Whether two blocks of a measure begin from `start` up to `end` with labels in brackets (【内容】端末を配る)."""
    lines = (block for block in document.blocks[start:end] if isinstance(block, Paragraph) and block.role == "body")
    leading = (_LEADING.match(line.text) for line in lines)
    labels = {block_label(label[1], rules) for label in leading if label is not None} - {None}
    return len(labels) > 1 and not labels.isdisjoint(_TELLING)


def leads_prose(document: Document, index: int) -> bool:
    """Whether the block after `index` is a sentence."""
    following = _below(document, index)
    return isinstance(following, Paragraph) and following.depth is None and following.text.rstrip().endswith("。")


def leads_text(document: Document, index: int, rules: RuleSet) -> bool:
    """Whether the block after `index` is a sentence, or the name of a block of a measure with its text below."""
    following = _below(document, index)
    if leads_prose(document, index) or not isinstance(following, Paragraph):
        return leads_prose(document, index)
    named = read_wording(following.text, rules)
    return named.label is not None and leads_content(document, _next(document, index))


def leads_apart(document: Document, index: int) -> bool:
    """Whether what stands right below a line of a PDF is a table, or a line set smaller, which this one heads."""
    block, following = document.blocks[index], _below(document, index)
    if not isinstance(block, Paragraph) or block.style is None:
        return False
    if isinstance(following, Table):
        return True
    if not isinstance(following, Paragraph) or following.style is None:
        return False
    plainer = block.style.bold or block.style.band is not None
    smaller = following.style.size <= _SMALLER * block.style.size and following.style.band is None
    return plainer and smaller and not following.departments and following.text[:1] not in _BULLETS


def is_on_own_band(document: Document, index: int) -> bool:
    """Whether a line of a PDF stands on a coloured band above text that stands on none; a tag may stand beside it."""
    block = document.blocks[index]
    if not isinstance(block, Paragraph) or block.style is None or block.style.band is None:
        return False
    for following in document.blocks[index + 1 : index + 3]:
        if not isinstance(following, Paragraph) or following.style is None:
            return False
        if _BRACKETED.fullmatch(following.text) is None:
            return following.style.band is None and following.role == "body"
    return False


def leads_sentence(document: Document, index: int) -> bool:
    """Whether the block after `index` is a sentence, be it one of a list."""
    following = _below(document, index)
    return isinstance(following, Paragraph) and following.role == "body" and following.text.rstrip().endswith("。")


def leads_its_own(document: Document, index: int, label: str | None, rules: RuleSet) -> bool:
    """Whether what a block of this label holds comes after block `index`: a slogan, departments, times or figures."""
    if label == "vision":
        return leads_slogan(document, index)
    if label in ("schedule", "kpi"):
        following = _below(document, index)
        told = isinstance(following, Paragraph) and _says_figure(
            following, "date" if label == "schedule" else "quantity"
        )
        return told or (label == "kpi" and _names_value(_below(document, _next(document, index)), rules))
    return label == "departments" and leads_department(document, index)


def _names_value(block: Block | None, rules: RuleSet) -> bool:
    """Whether a line says which value comes next, as below the name of an indicator (現状値（令和6年度）)."""
    return isinstance(block, Paragraph) and header_word(block.text, rules) in VALUE_LABELS


def leads_slogan(document: Document, index: int) -> bool:
    """Whether a short line that stands alone comes after block `index`, in bold or with a sentence after that."""
    following = _below(document, index)
    if not isinstance(following, Paragraph) or not following.blank_before or len(following.text) > MAX_SLOGAN:
        return False
    return _BOLD.fullmatch(following.passage.raw.strip()) is not None or leads_prose(document, _next(document, index))


def marks_beside(document: Document, index: int, rules: RuleSet) -> tuple[str, ...]:
    """The labels of marks (重点, 新規) that alone stand right behind block `index`: level with it or right below it."""
    block = document.blocks[index]
    following = document.blocks[index + 1] if index + 1 < len(document.blocks) else None
    if not isinstance(block, Paragraph) or not isinstance(following, Paragraph):
        return ()
    one, other = block.passage.segments[-1].place, following.passage.segments[0].place
    if one.page != other.page:
        return ()
    near = one.box is None or other.box is None or other.box[1] - one.box[3] < other.box[3] - other.box[1]
    rest, labels = strip_marks(f"題名 {following.text}", rules)
    return labels if near and rest == "題名" else ()


def _next(document: Document, index: int) -> int:
    """The block that follows in reading: what a page ends with (its number, a running line) stands between two."""
    at = index + 1
    while at < len(document.blocks) and is_furniture(document.blocks[at]):
        at += 1
    return at


def _below(document: Document, index: int) -> Block | None:
    at = _next(document, index)
    return document.blocks[at] if at < len(document.blocks) else None


def _is_content(paragraph: Paragraph) -> bool:
    text = paragraph.text
    return paragraph.depth is not None or len(text) > MAX_BARE or bool(_CONTENT.search(text))


def _says_figure(paragraph: Paragraph, kind: str) -> bool:
    """Whether a line says a time (`令和7年度 構築`) or a figure (`申請率 20%`) of something, not only that.

    Several without a word which says what each is (現状, 目標) are the cells of a row.
    """
    said = [m for m in paragraph.mentions if m.kind in ("date", "quantity")]
    told = [m for m in said if m.kind == kind]
    if not told or (kind == "date" and told[0].start > 0):
        return False
    if len(told) > 1 and _VALUE_WORDS.search(paragraph.text) is None:
        return False
    words = list(paragraph.text)
    for mention in said:
        words[mention.start : mention.end] = " " * (mention.end - mention.start)
    return sum(not char.isspace() for char in words) >= _FEWEST_WORDS


def leads_deeper(document: Document, index: int, family: str, rules: RuleSet) -> bool:
    """Whether the block after `index` is a sentence or a table, or a line numbered in another way: no next item."""
    following = document.blocks[index + 1] if index + 1 < len(document.blocks) else None
    if isinstance(following, Table) or leads_prose(document, index):
        return True
    below = read_wording(following.text, rules) if isinstance(following, Paragraph) else None
    return below is not None and below.number is not None and below.family != family


def leads_annex(document: Document, index: int, rules: RuleSet) -> bool:
    """Whether the line after block `index` is the first part of the back matter that it announces.

    That is one of the materials (資料1 用語集), or a title of such a part (策定の経過) with its own content below it.
    """
    following = document.blocks[index + 1] if index + 1 < len(document.blocks) else None
    if not isinstance(following, Paragraph):
        return False
    if rules["numbering"].label(following.text) == "annex":
        return True
    if read_wording(following.text, rules).appendix is None:
        return False
    sorted_by = document.blocks[index + 2] if index + 2 < len(document.blocks) else None
    indexed = isinstance(sorted_by, Paragraph) and rules["glossary_index"].label(sorted_by.text) == "index"
    return indexed or leads_content(document, index + 1)


def heads_count(document: Document, index: int, rules: RuleSet) -> bool:
    """Whether a line in brackets leads to a number that begins a count, or goes on with one where prose has ended.

    In a PDF one in bold and in a colour of its own does too (導入目的 above (1)).
    """
    line, below = document.blocks[index], document.blocks[index + 1] if index + 1 < len(document.blocks) else None
    if not isinstance(line, Paragraph) or not isinstance(below, Paragraph) or not _NUMBERED.match(below.text):
        return False
    coloured = line.style is not None and line.style.bold and is_tinted(document, index)
    if _BRACKETED.fullmatch(line.text) is None and not coloured:
        return False
    above = document.blocks[index - 1] if index else None
    ended = isinstance(above, Paragraph) and above.text.endswith("。")
    return ended or read_wording(below.text, rules).ordinal == 1


def leads_count(document: Document, index: int, rules: RuleSet) -> bool:
    """Whether the line after block `index` begins a count (`1 税の相談`) and has a sentence below: a section."""
    following = document.blocks[index + 1] if index + 1 < len(document.blocks) else None
    if not isinstance(following, Paragraph) or not following.blank_before or not leads_prose(document, index + 1):
        return False
    below = read_wording(following.text, rules)
    return below.ordinal == 1 and below.label is None
