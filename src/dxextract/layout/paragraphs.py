"""Lines in reading order -> paragraphs.

Decides which lines a wrap parted: the upper one runs to its column's right edge, the lower one has the same style,
continues at the left edge or at the hanging indent, and begins with no list mark or heading number. Headings, labels
and list items therefore stay apart. What a paragraph is (heading, item) is decided by segmentation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dxextract.layout.contents_lines import is_entry
from dxextract.layout.edges import Edges
from dxextract.layout.model import Line, LineBlock
from dxextract.layout.tolerances import Tolerances
from dxextract.signs import ARROW, CIRCLES, DOTS, ITEM_SIGNS, LEADERS

_APART = 4.0
"""Ems from the end of a line to the edge that no wrapped line leaves free."""
_ENDED = re.compile(r"[。．.！？!?、，,：:][)）」』】]*$")
_OPEN_END = re.compile(r"[ぁ-んァ-ヶー一-鿿）)」]、$|(?<=[一-鿿ァ-ヶー）)」])[をにがは]$")
"""Where no sentence ends and no item of a list does."""
_ASIDE = re.compile(
    r"[(（【〔\[][^。]{2,40}[)）】〕\]]|[(（【〔\[<＜《〈][^。)）】〕\]>＞》〉]{2,8}[)）】〕\]>＞》〉][^。]{2,40}|[^\s、。：:]{2,8}[：:][^。]{2,40}"
)
"""What stands on a line of its own behind a sentence: (所管課 環境課), 担当課：総務課."""
_STRONG_MARK = re.compile(
    rf"[{ITEM_SIGNS}▲△➔⇒]"
    r"|[①-⑳㉑-㉟❶-❿➀-➓Ⓐ-ⓩ㋐-㋾㈠-㈩]"
    r"|※|[*＊]\s*\d"
    r"|第\s*[一二三四五六七八九十\d０-９]+\s*[編章節項条部]"
    r"|[\d０-９]{1,2}\s*[.．)）](?![\d０-９])"
    r"|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]\s*[.．\s　-]"
    r"|[ア-ンｱ-ﾝa-zA-Z]\s*[.．)）]\s*\S"
    r"|(?:KPI|ＫＰＩ|KGI|[一-鿿]{0,4}(?:指標|目標))\s?(?:[①-⑳]|[0-9０-９]{1,2}(?:\s|[:：]))\s?\S"
    r"|【[^】]*】$|[<＜《〈][^>＞》〉]*[>＞》〉]$"
)
_WEAK_MARK = re.compile(
    r"[(（]\s*[\d０-９]{1,2}\s*[)）]"
    r"|[(（]\s*[ア-ンa-zA-Zivx一二三四五六七八九十]{1,3}\s*[)）]"
    r"|[\d０-９]{1,2}(?:[-－‐.．][\d０-９]{1,2})*[\s　]"
    r"|[\d０-９]{1,2}(?:[-－‐][\d０-９]{1,2})+[.．]"
    r"|[ア-オカ-コ][\s　、]"
    r"|[→⇨-]\s*\S|[–—―]\s|【|\[|注[\d０-９]*[)）:：\s]"
)
_LED_TO = re.compile(rf"(?:[{LEADERS}]{{4,}}|[…‥⋯]{{2,}})[^{LEADERS}]*[0-9０-９][^{LEADERS}。]*$")
"""A row whose leaders go from its name to its value: nothing goes on behind it."""
_BULLET = re.compile(rf"[{DOTS}{CIRCLES}]\s?(?=\S)")
"""Before an item; a square may stand before a heading."""
_BROKEN_OFF = 14
"""Characters of the longest line that is the end of a list item broken by hand."""
_CLOSING = "、。，．,.)）」』】〉》］]！？!?ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ・：:;"
_OPENING = "(（「『【〈《［["
_TERM = re.compile(r"[^\s、。:：]{1,20}[:：]\s?\S")
_ADDRESS = re.compile(r"[a-z]+://")
_IMPRINT = re.compile(r"[一-鿿ァ-ヶ]{2,6}\s?[:：]")
"""A short label with a colon: in lines without punctuation each begins anew (発行：, 編集：, 電話：)."""
_ONLY_YEAR = re.compile(
    r"[(（【〔]?(?:(?:令和|平成|[RH])\s?(?:[0-9０-９]{1,2}|元)|20[0-9]{2})\s?(?:年度?)?(?:\s?[(（](?:20[0-9]{2}|[RH][0-9]{1,2})(?:年度?)?[)）])?(?:年度)?[)）】〕]?"
)
_YEAR_IN_BRACKETS = re.compile(
    r"[(（]\s?(?:(?:令和|平成|[RHＲＨ])\s?(?:[0-9０-９]{1,2}|元)|20[0-9]{2})\s?年?度?末?\s?[)）]"
)
_MOVES = re.compile(rf"{ARROW}[^()（）]*[0-9０-９][^\s0-9０-９()（）。]{{0,6}}$")
"""Behind an arrow, the figure that a line ends with: 18%（令和5年度）→ 55%."""
_ONLY_NUMBER = re.compile(
    r"[(（]?第?[0-9０-９ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ一二三四五六七八九十]{1,3}(?:[-－.．][0-9０-９]{1,2})*[編章節項)）.．、]?"
)
_CLOSES, _OPENED = re.compile(r"[)）]"), re.compile(r"[(（][^)）]*$")
_LATIN_WORD = re.compile(r"[(（「『【〈《［\[]?[!-~]+[)）」』】〉》］\]、。，．,.]*")
"""A word that no line parts, with the brackets that stay with it: （R10）."""


_OFF_MIDDLE = 0.8
"""Ems between twice the middles of two centred lines: as much as a note's mark behind one, which was taken off."""
_TAB = 2.0
"""Ems that a tab stop sets apart at least, unlike any space."""
_FIGURE = re.compile(r"約?[0-9０-９][0-9０-９,，.．]*\s?[^\s0-9０-９。、]{0,5}")
_LONGEST_LABEL = re.compile(r".{1,10}|.{2,8}[~〜～].{2,8}|.{2,8}[(（].{2,12}[)）]")
_NAME = 24
_ROW = re.compile(r"[^\s、。:：(（)）]{2,8}(?:[~〜～]\S{2,8}|[(（][^\s()（）]{2,12}[)）])?[\s　]+\S")
_SPACED_ROW = re.compile(r"[^\s、。:：(（)）]{2,8}\u3000+[^\s、。]{2,16}")
_LABELLED = re.compile(r"[^\s、。：:（()）]{2,8}[：:]\s?(?=[^\s0-9])")
_TELLING = 12.0
"""Ems of the shortest line that can tell by itself where its column ends."""


@dataclass(frozen=True, slots=True)
class Joined:
    """The lines of one paragraph, in order; they may stand on two pages."""

    blocks: tuple[LineBlock, ...]

    @property
    def first(self) -> LineBlock:
        return self.blocks[0]

    @property
    def last(self) -> LineBlock:
        return self.blocks[-1]


def lines_to_paragraphs(blocks: Sequence[LineBlock], edges: Edges, tolerances: Tolerances) -> list[Joined]:
    """The paragraphs that lines of one page make; lines of different groups or roles are never joined."""
    result: list[Joined] = []
    for block in blocks:
        if result and goes_on(result[-1], block, edges, tolerances):
            result[-1] = Joined((*result[-1].blocks, block))
        else:
            result.append(Joined((block,)))
    return result


def goes_on(paragraph: Joined, block: LineBlock, edges: Edges, tolerances: Tolerances) -> bool:
    """Whether `block` continues `paragraph` on the same page."""
    previous = paragraph.last
    if previous.group != block.group or previous.page != block.page or previous.role != block.role:
        return False
    upper, lower = previous.line, block.line
    top = lower.parts[0].box[1] if is_entry(lower) else lower.box[1]  # a page number may stand one line higher
    gap = top - upper.box[3]
    size = upper.size
    if gap < -0.5 * size or gap > tolerances.widest_leading * size:
        return False
    if len(paragraph.blocks) > 1:
        own = upper.box[1] - paragraph.blocks[-2].line.box[3]
        if gap > tolerances.leading_growth * max(own, 0.15 * size) + 1.0:
            return False
    return continues_text(paragraph, block, edges, tolerances)


def goes_on_over_page(paragraph: Joined, block: LineBlock, edges: Edges, tolerances: Tolerances) -> bool:
    """Whether `block`, first on its page, continues `paragraph`, last on the page before."""
    if paragraph.last.framed or block.framed or paragraph.last.role != block.role:
        return False
    if block.style.band != paragraph.last.style.band or paragraph.last.line.text.endswith(("。", ".")):
        return False
    if not edges.is_known(paragraph.last) or paragraph.last.line.box[1] <= block.line.box[3]:
        return False  # what goes on over the page stands lower on the first one: two slides hold but their titles
    return continues_text(paragraph, block, edges, tolerances)


def continues_text(paragraph: Joined, block: LineBlock, edges: Edges, tolerances: Tolerances) -> bool:
    """Style, indent, marks and the right edge, whatever lies between the two lines."""
    previous = paragraph.last
    upper, lower = previous.line, block.line
    if upper.vertical or lower.vertical:
        return False
    if _MOVES.search(upper.text) and _YEAR_IN_BRACKETS.fullmatch(lower.text):
        return _continues_at_indent(paragraph, block, tolerances)  # the last figure's own year, however large it is set
    if not _same_style(upper, lower, tolerances):
        return False
    if (
        is_entry(upper)
        or _LED_TO.search(upper.text)
        or _STRONG_MARK.match(lower.text)
        or upper.text.endswith(("：", ":"))
    ):
        return False
    if _CLOSES.match(lower.text) and _OPENED.search(upper.text):
        return True  # 目標（KPI above ）, in a narrow box
    listed = _TERM.match(paragraph.first.line.text) and _TERM.match(lower.text) and not block.framed
    if listed and not _ADDRESS.match(lower.text):
        return False
    if _IMPRINT.match(lower.text) and not re.search("[、。]", upper.text + lower.text):
        return False
    if block.framed and _ONLY_YEAR.fullmatch(upper.text):
        return False  # 令和7年度 above what is done in it, in one box
    if block.framed and len(upper.text) <= _NAME and _LABELLED.match(lower.text):
        return False  # 推進本部 above 本部長：市長, in one box
    if _SPACED_ROW.fullmatch(upper.text) and _SPACED_ROW.fullmatch(lower.text):
        return False  # 本部長　町長 above 副本部長　副町長
    if len(upper.parts) > 1 and _is_next_row(upper, lower):
        return False
    short = edges.right(previous) - upper.box[2]
    if is_entry(lower) and starts_with_mark(upper.text) and not starts_with_mark(lower.text):
        return short < upper.box[2] - upper.box[0] and _continues_at_indent(paragraph, block, tolerances)
    if _hangs_in_list(paragraph, block, tolerances):
        return True
    if short > _wrap_slack(upper, lower, tolerances) and not _breaks_off(upper, lower):
        return False
    if not previous.framed and not edges.is_known(previous) and upper.box[2] - upper.box[0] < _TELLING * upper.size:
        return False
    if _WEAK_MARK.match(lower.text) and (
        short > 0.8 * upper.size or upper.text.endswith("。") or _is_listed(paragraph.first, block, tolerances)
    ):
        return False
    if upper.text.endswith("。") and (_ASIDE.fullmatch(lower.text) or _stands_apart(lower, edges.right(previous))):
        return False
    if upper.text.endswith("。") and (short > 1.0 * upper.size or _begins_anew(paragraph, block, edges, tolerances)):
        return False
    return _continues_at_indent(paragraph, block, tolerances)


def _is_next_row(upper: Line, lower: Line) -> bool:
    """Whether a line opens with a word and a gap as the one above does, whose value a wide gap parts from its label.

    Nothing goes on behind a figure that a tab set apart from its label.
    """
    label, value = upper.parts[0], upper.parts[1]
    if len(upper.parts) == 2 and value.box[0] - label.box[2] > _TAB * upper.size and _FIGURE.fullmatch(value.text):
        return True
    if not _LONGEST_LABEL.fullmatch(label.text) or value.box[0] - label.box[2] < 0.8 * upper.size:
        return False
    return abs(lower.box[0] - upper.box[0]) < 0.5 * upper.size and _ROW.match(lower.text) is not None


def _stands_apart(line: Line, right: float) -> bool:
    """Whether a line behind a sentence ends far from the edge and is no sentence itself: none breaks off there."""
    return right - line.box[2] > _APART * line.size and not _ENDED.search(line.text)


def _begins_anew(paragraph: Joined, block: LineBlock, edges: Edges, tolerances: Tolerances) -> bool:
    """Whether a line behind a sentence that fills its line opens a paragraph like the one before.

    Both open with a term and a colon, or both are indented by one character where a wrapped line would not be.
    """
    first, lower = paragraph.first.line, block.line
    if _TERM.match(first.text) and _TERM.match(lower.text):
        return True
    indent = first.box[0] - edges.left(paragraph.first)
    alike = abs(first.box[0] - lower.box[0]) <= tolerances.indent_slack * lower.size
    return len(paragraph.blocks) == 1 and alike and 0.7 * first.size <= indent <= 1.3 * first.size


def _hangs_in_list(paragraph: Joined, block: LineBlock, tolerances: Tolerances) -> bool:
    """Whether a few words in a box stand right below the words of a bullet: an item broken by hand."""
    first, line = paragraph.first.line, block.line
    mark = _BULLET.match(first.text)
    if not block.framed or mark is None or len(line.text) > _BROKEN_OFF or "。" in first.text + line.text:
        return False
    if _WEAK_MARK.match(line.text) and line.text[0] not in _OPENING:
        return False
    hang = line.box[0] - first.box[0]
    return (
        0.6 * line.size < hang
        and abs(hang - len(mark.group().strip()) * line.size) <= tolerances.indent_slack * line.size
    )


def _is_listed(first: LineBlock, block: LineBlock, tolerances: Tolerances) -> bool:
    """Whether both lines begin with a mark at one x: items of one list."""
    step = abs(first.line.box[0] - block.line.box[0])
    return bool(_WEAK_MARK.match(first.line.text)) and step <= tolerances.indent_slack * block.line.size


def _same_style(upper: Line, lower: Line, tolerances: Tolerances) -> bool:
    tail, head = upper.parts[-1], lower.parts[0]
    numbered = len(lower.parts) > 1 and _ONLY_NUMBER.fullmatch(head.text)
    if numbered and head.size <= (1 + tolerances.same_size) * lower.parts[1].size:  # else a figure with its unit (24分)
        head = lower.parts[1]  # Word sets a list's number like the end of its paragraph, whatever the title is set in
    sizes = (
        (upper.size, lower.size),
        (tail.size, head.size),
    )  # the end of a line may be set smaller: a title's 【所管課】
    if all(abs(one - other) > tolerances.same_size * one for one, other in sizes):
        return False
    if (upper.bold, upper.color) == (lower.bold, lower.color) or (tail.bold, tail.color) == (head.bold, head.color):
        return True
    return any((part.bold, part.color) == (head.bold, head.color) for part in upper.parts)  # emphasis that ends here


def _wrap_slack(upper: Line, lower: Line, tolerances: Tolerances) -> float:
    """How far short of the right edge a full line may stay: the next word did not fit, or a rule of line breaking."""
    slack = tolerances.edge_slack * upper.size
    word = _LATIN_WORD.match(lower.text)
    if word:
        share = min(len(word.group()) / max(len(lower.text), 1), 1.0)
        width = share * (lower.box[2] - lower.box[0])
        return slack + min(width, 0.6 * (upper.box[2] - upper.box[0]))
    if lower.text[:1] in _OPENING or lower.text[1:2] in _CLOSING:
        slack += upper.size
    return slack


def _breaks_off(upper: Line, lower: Line) -> bool:
    """Whether a long line ends in the middle of a sentence that the next one ends: its box is narrower than others."""
    long = upper.box[2] - upper.box[0] >= _TELLING * upper.size and len(upper.parts) == 1
    return long and _OPEN_END.search(upper.text) is not None and lower.text.endswith(("。", "、"))


def _continues_at_indent(paragraph: Joined, block: LineBlock, tolerances: Tolerances) -> bool:
    first, size = paragraph.first, block.line.size
    near = tolerances.indent_slack * size
    shift = _page_shift(paragraph, block)
    x0 = block.line.box[0] - shift
    if len(paragraph.blocks) > 1 and abs(x0 - paragraph.last.line.box[0]) <= near:
        return True
    if len(paragraph.blocks) > 1:
        return block.framed and _is_centred(first.line, block.line)
    if block.framed and _is_centred(first.line, block.line):
        return True
    step = x0 - first.line.box[0]
    if step <= near:
        return step >= -2.5 * size
    return step <= tolerances.longest_hang * size and starts_with_mark(first.line.text)


def _is_centred(upper: Line, lower: Line) -> bool:
    """Whether two lines of different length have one middle."""
    middle = (upper.box[0] + upper.box[2]) - (lower.box[0] + lower.box[2])
    return abs(middle) < _OFF_MIDDLE * upper.size and abs(upper.box[0] - lower.box[0]) > 0.6 * upper.size


def _page_shift(paragraph: Joined, block: LineBlock) -> float:
    """What facing pages shift the text by, sideways."""
    if paragraph.last.page == block.page:
        return 0.0
    return block.column[0] - paragraph.last.column[0]


def starts_with_mark(text: str) -> bool:
    """Whether `text` begins with a list mark, a heading number or a label with a colon."""
    return bool(_STRONG_MARK.match(text) or _WEAK_MARK.match(text) or re.match(r".{1,12}[：:]", text))
