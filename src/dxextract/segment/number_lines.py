"""Number labels that stand on lines of their own, joined with the titles that they belong to.

Slides set 戦略1 above its title, designed pages a large 01. In texts copied from a PDF a wide space parts a number from
its title, sometimes with another number between the two (`第1章`, `1`, `計画の策定にあたって`, `計画の背景`): there
the contents page says which belong together. Decides nothing about what is a heading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dxextract.normalise import squeeze
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.schema.document import Document, Paragraph
from dxextract.schema.passage import Box, Passage
from dxextract.segment.contents import Contents
from dxextract.segment.contents_entries import title_key
from dxextract.segment.heading import RANKS, Heading
from dxextract.segment.numbering import read_numbering
from dxextract.segment.wording import is_bare_number
from dxextract.signs import ITEM_SIGNS

_TABBED = re.compile(r"[0-9]{1,2}[.．]?|[(（][0-9]{1,2}[)）]|[①-⑳]|[Ⅰ-Ⅻ]|[0-9]{1,2}(?:[-－‐.][0-9]{1,2}){1,2}")
_WIDEST_TAB = 6.0  # of a line's height, from a number to its title
_MOST_LINES = 3  # of a title whose number stands beside its middle
_CENTRED = 0.25  # of the number's height, how far off the middle it may stand
_PADDED = re.compile(r"0[1-9]")
_NUMERAL = re.compile(r"0[1-9]|[1-9][0-9]?(?:[-－‐–.][0-9]{1,2}){0,2}")
_COUNTED = re.compile(r"つ|[かカヶ箇]所|人|件|年|歳|%|％|万|課|名|回|本の|個|[0-9(（、・/／〜~]")
_BROKEN_TITLE = re.compile(
    r"(?:[一-鿿ァ-ヶーA-Za-z0-9)）](?:の|と|及び|や|・|による|した|する|に向けた|ための|に関する))$"
    r"|(?<=.{15})(?:[ぁ-ん一-鿿ァ-ヶー]を|[ぁ-ん][るたの]|[しな]い)$"
)
"""Where a title breaks off; behind a verb it may be whole, so that only a long one does."""
UNCLOSED = re.compile(r"[(（「『][^()（）「」『』]*$")
"""A bracket that a line opens and leaves open."""
_CLOSES = re.compile(r"[^()（）「」『』。]{1,30}[)）」』]")
"""How a line begins that closes it."""
_BROKEN_AT_VERB = re.compile(r"(?<=[^\s]{4})(?:[うくすつぬむるぐぶを]|[しな]い)$")
"""Where one of few words may break off, which a second line completes that is set as it is, apart from the text."""
_GOES_ON = re.compile(r"(?:られ|れ[るた]|する|した|して|できる|及び|並びに|[をがへ])(?=.)")
"""How the second line of a title begins, and no title does."""
_NO_REST = re.compile(rf"[。、：:]$|^[{ITEM_SIGNS}①-⑳(（【〔［<＜※0-9０-９]|[\t|]|[0-9]{{4}}")
_SAYS_TITLE = re.compile(r"([^\s:：]{2,8}名?)(?:\s?[:：]\s?|\s+)(?=\S{2})")
_SHORT_WORD = 3
_CLOSE = 0.8  # of a line's height, between the lines of one title
_SUBTITLE = 0.7  # of the title's size, at most, is the text below it
_SUBTITLES = 2
_LONGEST_WORD = 8  # characters
_LONGEST_TITLE = 30  # characters
_NEAR = 3.0  # of the numeral's size, to its title
_REACH = 10  # paragraphs that may stand between a number and its title in a text: a table may have come between


def with_number_above(
    document: Document,
    index: int,
    block: Paragraph,
    contents: Contents,
    rules: RuleSet,
    earlier: Sequence[Heading] = (),
) -> Paragraph:
    """The paragraph with the number label that stands above it on a line of its own, if one does.

    A label that the `earlier` headings have given to another title, or that the paragraph begins with, only says again
    what the paragraph belongs to.
    """
    above = document.blocks[index - 1] if index and index - 1 not in contents.blocks else None
    if isinstance(above, Paragraph) and (
        _refers_back(above.text, block.text, earlier, rules) or squeeze(block.text).startswith(squeeze(above.text))
    ):
        return block
    if isinstance(above, Paragraph) and above.role == "body" and is_bare_number(above.text, rules):
        joined = above
        if block.style is None and (listed := _listed_number(document, index, block, contents, rules)):
            joined = listed
        title = block.passage.part(_title_start(block.text, rules))
        return replace(block, passage=Passage.spaced(joined.passage, title))
    if isinstance(above, Paragraph) and (
        is_numeral_of(above, block)
        or _is_tabbed(above, block)
        or _parts_the_deck(document, index, above, block)
        or _is_padded_above(above, block)
    ):
        return replace(block, passage=Passage.spaced(_with_word(document, index - 1, above, rules), block.passage))
    if block.style is None and (listed := _listed_number(document, index, block, contents, rules)):
        return replace(block, passage=Passage.spaced(listed.passage, block.passage))
    if isinstance(above, Paragraph) and _counts_measures(document, index, above, block, rules):
        return replace(block, passage=Passage.spaced(above.passage, block.passage))
    return block


def _is_padded_above(number: Paragraph, title: Paragraph) -> bool:
    """Whether 01 stands alone above a short title of a text: no page number, which nobody pads."""
    alone = number.style is None and title.blank_before and _PADDED.fullmatch(number.text) is not None
    return alone and len(title.text) <= _LONGEST_TITLE and _NO_REST.search(title.text) is None


def _with_word(document: Document, index: int, numeral: Paragraph, rules: RuleSet) -> Passage:
    """The numeral with the word that it counts, set smaller right above or left of it in the same box (基本目標, 1)."""
    word = document.blocks[index - 1] if index else None
    if not isinstance(word, Paragraph) or not is_word_of(word, numeral, rules):
        return numeral.passage
    return Passage.of((*word.passage.segments, *numeral.passage.segments))


def is_word_of(word: Paragraph, numeral: Paragraph, rules: RuleSet) -> bool:
    """Whether a line is the word that a larger numeral right below or beside it counts."""
    if word.role != "body" or word.style is None or numeral.style is None or len(word.text) > _LONGEST_WORD:
        return False
    if _NUMERAL.fullmatch(numeral.text) is None or not is_bare_number(f"{word.text}{numeral.text}", rules):
        return False
    one, other = word.passage.segments[-1].place, numeral.passage.segments[0].place
    if one.page != other.page or one.box is None or other.box is None or word.style.band != numeral.style.band:
        return False
    across = max(other.box[0] - one.box[2], one.box[0] - other.box[2], 0.0)
    along = max(other.box[1] - one.box[3], one.box[1] - other.box[3], 0.0)
    return across + along <= word.style.size


def _title_start(line: str, rules: RuleSet) -> int:
    """Where the title begins in a line that may say so (取組名　窓口の改善)."""
    label = _SAYS_TITLE.match(line)
    named = rules["form_labels"].label(label[1]) in ("title", "broad") if label else False
    return label.end() if label and named else 0


def _is_tabbed(number: Paragraph, title: Paragraph) -> bool:
    """Whether a line is nothing but a number that a wide space parts from the title on the same line of its page."""
    if number.role != "body" or not _TABBED.fullmatch(number.text) or _COUNTED.match(title.text):
        return False
    one, other = number.passage.segments[-1].place, title.passage.segments[0].place
    if one.page != other.page or one.box is None or other.box is None or "。" in title.text:
        return False
    height = min(one.box[3] - one.box[1], other.box[3] - other.box[1])
    level = min(one.box[3], other.box[3]) - max(one.box[1], other.box[1]) > 0.7 * height
    level = level or _is_centred_beside(one.box, title)
    return level and 0 < other.box[0] - one.box[2] <= _WIDEST_TAB * height


def _is_centred_beside(number: Box, title: Paragraph) -> bool:
    """Whether a number stands at half the height of a bold title of two or three lines."""
    boxes = [one.place.box for one in title.passage.segments if one.place.box is not None]
    if title.style is None or not title.style.bold or not 2 <= len(boxes) <= _MOST_LINES:
        return False
    off = (number[1] + number[3]) - (min(box[1] for box in boxes) + max(box[3] for box in boxes))
    return abs(off) / 2 < _CENTRED * (number[3] - number[1])


def _parts_the_deck(document: Document, index: int, number: Paragraph, title: Paragraph) -> bool:
    """Whether a page has nothing but a numeral and a title, set larger: it begins a part of a deck.

    Where the numeral is the larger one, a line or two of small text may stand below the title.
    """
    if number.role != "body" or number.style is None or title.style is None or not _NUMERAL.fullmatch(number.text):
        return False
    page = title.passage.page
    if _COUNTED.match(title.text) or len(title.text) > _LONGEST_TITLE:
        return False
    around = [*document.blocks[max(index - 3, 0) : index - 1], *document.blocks[index + 1 : index + 4]]
    said = [b for b in around if isinstance(b, Paragraph) and b.role == "body" and b.passage.page == page]
    if title.style.size < number.style.size:
        small = all(b.style is not None and b.style.size < _SUBTITLE * title.style.size for b in said)
        return number.passage.page == page and small and len(said) <= _SUBTITLES
    return number.passage.page == page and not said


def _counts_measures(document: Document, index: int, number: Paragraph, title: Paragraph, rules: RuleSet) -> bool:
    """Whether a bare number of a text stands alone above a title that the first block of a measure is right below."""
    below = document.blocks[index + 1] if index + 1 < len(document.blocks) else None
    if title.style is not None or number.role != "body" or not _NUMERAL.fullmatch(number.text.lstrip("0")):
        return False
    if not isinstance(below, Paragraph) or block_label(below.text, rules) is None or not title.blank_before:
        return False
    bare = read_numbering(title.text, rules) is None and block_label(title.text, rules) is None
    return bare and len(title.text) <= _LONGEST_TITLE and not _NO_REST.search(title.text)


def with_rest_below(document: Document, index: int, block: Paragraph, contents: Contents, rules: RuleSet) -> Paragraph:
    """The line with the one below that its title goes on with (`施策1 …サービスの` and `利便性向上`)."""
    below = document.blocks[index + 1] if is_rest_of_title(document, index + 1, contents, rules) else None
    if not isinstance(below, Paragraph):
        return block
    return replace(block, passage=Passage.of((*block.passage.segments, *below.passage.segments)))


def is_rest_of_title(document: Document, index: int, contents: Contents, rules: RuleSet) -> bool:
    """Whether line `index` goes on with the numbered title right above it.

    One breaks off inside its phrase, the other begins inside one, or the contents list the two as one.
    """
    line = document.blocks[index] if 0 < index < len(document.blocks) else None
    above = document.blocks[index - 1] if line is not None else None
    if not isinstance(line, Paragraph) or not isinstance(above, Paragraph):
        return False
    if line.role != "body" or above.role != "body":
        return False
    if line.blank_before if line.style is None else not _stands_close(above, line):
        return False
    if len(line.text) > _LONGEST_TITLE or len(above.text) > _LONGEST_TITLE + 10 or _NO_REST.search(line.text):
        return False
    numbering = read_numbering(above.text, rules)
    if numbering is None and not is_bare_number(_line_above(document, index - 1), rules):
        return False
    broken = _BROKEN_TITLE.search(above.text) or _GOES_ON.match(line.text)
    if numbering is not None and UNCLOSED.search(above.text) and _CLOSES.fullmatch(line.text):
        return True
    if not (broken or _is_set_apart(document, index)):
        whole = f"{above.text[numbering.end :]}{line.text}" if numbering is not None else ""
        if numbering is None or contents.entry_of(numbering.number, whole) is None:
            return False
    label = block_label(line.text, rules)
    ends = label == "actions" and len(line.text) <= _SHORT_WORD  # …が求める / 対応
    return read_numbering(line.text, rules) is None and (label is None or ends)


def _is_set_apart(document: Document, index: int) -> bool:
    """Whether line `index` ends what a verb leaves open above it, and the two stand apart from what comes below.

    In a PDF that is set otherwise; in a text blank lines stand before and behind the two.
    """
    above, line = document.blocks[index - 1 : index + 1]
    below = document.blocks[index + 1] if index + 1 < len(document.blocks) else None
    if not isinstance(above, Paragraph) or not isinstance(line, Paragraph) or not isinstance(below, Paragraph):
        return False
    if _BROKEN_AT_VERB.search(above.text) is None or above.depth is not None or line.depth is not None:
        return False
    if line.departments:  # who is in charge
        return False
    if line.style is None:
        parted = below.blank_before or (document.converted and below.text.endswith("。"))
        return above.blank_before and parted
    if below.style is None or below.role != "body":
        return False
    return (below.style.size, below.style.bold) != (line.style.size, line.style.bold)


def _stands_close(above: Paragraph, line: Paragraph) -> bool:
    """Whether a line of a PDF is set as the one above it, at no more than half a line from it: one title, broken."""
    one, other = above.passage.segments[-1].place, line.passage.segments[0].place
    if above.style != line.style or one.page != other.page or one.box is None or other.box is None:
        return False
    return 0 <= other.box[1] - one.box[3] + 1 <= _CLOSE * (one.box[3] - one.box[1]) + 1


def _line_above(document: Document, index: int) -> str:
    above = document.blocks[index - 1] if index else None
    return above.text if isinstance(above, Paragraph) and above.role == "body" else ""


def _refers_back(label: str, title: str, earlier: Sequence[Heading], rules: RuleSet) -> bool:
    """Whether the open heading of this label has another title: 基本方針1 on the badge of each of its measures."""
    if not earlier or not is_bare_number(label, rules):
        return False
    numbering = read_numbering(f"{label} 題名", rules)
    rank = RANKS.get(numbering.family.split(":")[0], 0) if numbering else 0
    for heading in reversed(earlier):
        if heading.wording.number is not None and squeeze(heading.wording.number) == squeeze(label):
            return squeeze(heading.wording.title) != squeeze(title)
        if heading.rank is not None and heading.rank < rank:
            return False
    return False


def leads_title(document: Document, index: int, rules: RuleSet) -> bool:
    """Whether line `index` is a bare number label with a line set no smaller right below it: that line's number.

    So is the word before a numeral that has its title (基本目標, `1`, しごとをつくる).
    """
    block = document.blocks[index]
    below = document.blocks[index + 1] if index + 1 < len(document.blocks) else None
    if not isinstance(block, Paragraph) or not isinstance(below, Paragraph) or below.role != "body":
        return False
    if len(block.text) <= _LONGEST_WORD and is_word_of(block, below, rules):
        title = document.blocks[index + 2] if index + 2 < len(document.blocks) else None
        return isinstance(title, Paragraph) and (is_numeral_of(below, title) or _is_tabbed(below, title))
    if block.style is None or below.style is None or below.style.size < block.style.size:
        return False
    same_page = below.passage.page == block.passage.page
    return same_page and is_bare_number(block.text, rules) and not is_bare_number(below.text, rules)


def is_numeral_of(above: Paragraph, block: Paragraph) -> bool:
    """Whether a line is nothing but a large numeral (`01`) beside or above a title in its colour or its ground\'s.

    What counts something (`3` and then `つの柱`) is no numeral of a title.
    """
    if above.role != "body" or above.style is None or block.style is None or not _NUMERAL.fullmatch(above.text):
        return False
    if block.style.color not in (above.style.color, above.style.band) or above.style.size < block.style.size - 0.5:
        return False
    if _COUNTED.match(block.text) or "。" in block.text or not 3 <= len(block.text) <= _LONGEST_TITLE:
        return False
    one, other = above.passage.segments[0].place, block.passage.segments[0].place
    if one.page != other.page or one.box is None or other.box is None:
        return False
    across = max(other.box[0] - one.box[2], one.box[0] - other.box[2], 0.0)
    along = max(other.box[1] - one.box[3], one.box[1] - other.box[3], 0.0)
    return across + along <= _NEAR * above.style.size


def _listed_number(
    document: Document, index: int, block: Paragraph, contents: Contents, rules: RuleSet
) -> Paragraph | None:
    """The line a little above that is the very number which the contents give to this title."""
    if len(block.text) > 60 or read_numbering(block.text, rules) is not None:
        return None
    key = title_key(block.text)
    numbers = {title_key(one.number) for one in contents.entries if one.number and title_key(one.title) == key}
    for above in reversed(document.blocks[max(0, index - _REACH) : index]):
        if not isinstance(above, Paragraph) or above.text.endswith("。"):
            return None
        if title_key(above.text) in numbers:
            return above
    return None
