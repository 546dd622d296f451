"""Unnumbered chapters of a text, known by the numbers that begin anew below each.

Where a text has no numbered chapters and its sections count 1, 2 … again and again, the short line that stands alone
right above each 1 is the chapter. So is a title that returns above one number after the other. One right above 施策1
and 施策3 is the group of these, and one right above each 【現状】 the measure. Looks at texts without styles only, and
decides nothing where this happens but once.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise

from dxextract.normalise import squeeze
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.schema.document import Document, Paragraph, Table, is_furniture
from dxextract.signs import FRAME_CLOSE, FRAME_OPEN, HEADING_SIGNS, ITEM_SIGNS

_FIRST = re.compile(r"1(?:[.．、]\s*|\s+)(?=[^\s\d])")
_FIRST_IN_PARENS = re.compile(r"[(（]1[)）]\s*(?=\S)")
_CHAPTERS = frozenset({"part", "chapter", "section", "ordinal", "roman", "kanji"})
_NO_TITLE = re.compile(r"[。、：:；;「」『』(（]|[0-9]{2}|^[^ぁ-んァ-ヶ一-鿿]*[0-9]")
_NUMBERED = _CHAPTERS | {"digit", "nested", "paren", "policy", "measure", "circled", "kana"}
_COUNTING = frozenset({"digit", "nested", "policy", "measure"})
_BEGINNING = frozenset({"current_state", "issues", "background", "national_policy"})
_MARKED = re.compile(rf"[{ITEM_SIGNS}→⇒↓【〔［＜<《≪※]")
_LABELLED = re.compile(r"([^\s:：]{2,8})[:：]\s?\S")
_TOLD = re.compile(rf"[{FRAME_OPEN}][^{FRAME_CLOSE}]{{2,12}}[{FRAME_CLOSE}]\s*\S")
_TELLING = frozenset({"current_state", "issues", "background", "departments", "actions"})
"""Blocks with whose label, and its text behind a colon, the first line of a measure may begin (担当：農林課)."""
_COUNTED = re.compile(r"[1-9２-９一二三四五六七八九](?:つの|本の?)(\S{1,14})$")
_FIRST_OF = re.compile(r"([^\s\d０-９①]{1,8})\s?(?:[1１①]|[ⅠA](?![a-z]))[\s:：.．　]")
GROUP = re.compile(
    r"(?:の|に関する)(?:分野|領域|部門)$|のために$|[人方者民員]向け(?:の(?:取り?組み?|施策|サービス))?$|を[^、。をにが]{1,6}に$"
    r"|(?:行う|取り組む|進める|始める|続ける|実施する|検討する)(?:取り?組み?|事業|施策|項目|事項)$"
    r"|^(?:重点|その他の|一般|継続|新規|拡充|主要)(?:的な)?(?:取り?組み?|事業|施策|項目)$"
)
"""How the name of a group ends, by what or whom it serves (町民のために, 福祉の分野)."""
_LONGEST = 40  # characters
_SHORTEST = re.compile("[一-鿿]{2}")
"""Words of two characters that may name a group (市民, 地域)."""
_CAPTION = re.compile(r"(?:画面|様子|写真|イメージ|風景|図)$")
_PICTURE_GAP = 3  # lines from one block to the next where a conversion dropped a picture between them
_FEWEST = 2


def opening_lines(document: Document, listed: frozenset[int], rules: RuleSet) -> frozenset[int]:
    """The blocks that head a run of numbered sections; `listed` are those of the contents page."""
    lines = [
        (index, block)
        for index, block in enumerate(document.blocks)
        if isinstance(block, Paragraph) and block.role == "body" and index not in listed and block.unfolded is None
    ]
    short = [(index, block) for index, block in lines if len(block.text) <= _LONGEST]
    if any(block.style is not None for _, block in short):
        return frozenset()
    if any(rules["numbering"].label(block.text) in _CHAPTERS for _, block in short):
        return frozenset()
    counted = bool(listed) or any(rules["numbering"].label(block.text) in _COUNTING for _, block in short)
    first = _FIRST if counted else _FIRST_IN_PARENS  # (1) below 1 begins anew below each of these
    found = {index for index, block in short if _heads_first(document, index, block, first, rules)}
    running = _running_titles(document, short, rules)
    running |= _above_titles(document, short, rules) if not listed else frozenset()
    return frozenset(found) | running if len(found) >= _FEWEST else running


def _above_titles(document: Document, short: list[tuple[int, Paragraph]], rules: RuleSet) -> frozenset[int]:
    """The bare titles right below which another stands above prose: nothing but a chapter says so little.

    Two of them at least, in a text that counts no sections; pillars and measures may have their numbers.
    """
    if any(rules["numbering"].label(block.text) in ("digit", "nested", "paren") for _, block in short):
        return frozenset()
    found = set()
    for index, block in short:
        below, prose = (*document.blocks[index + 1 : index + 3], None, None)[:2]
        if not isinstance(below, Paragraph) or not isinstance(prose, Paragraph) or _CAPTION.search(block.text):
            continue
        white = document.converted or (below.blank_before and prose.blank_before)
        parted = block.blank_before and white
        above = document.blocks[index - 1] if index else None
        first = not (isinstance(above, Paragraph) and _is_bare_title(above, rules))
        counted = _COUNTED.search(below.text) is not None  # 3つの柱
        titles = _is_bare_title(block, rules) and (counted or _is_bare_title(below, rules))
        named = index == short[0][0] or rules["plan_titles"].label(block.text) == "whole"
        if parted and first and titles and not named and prose.depth is None and prose.text.endswith("。"):
            found.add(index)
    return frozenset(found) if len(found) >= _FEWEST else frozenset()


def _running_titles(document: Document, short: list[tuple[int, Paragraph]], rules: RuleSet) -> frozenset[int]:
    """The lines without a number that return above one numbered heading after the other: 市民DX, the title of slides.

    Two of them at least, each above two headings, and one behind the other: what returns by turns are labels.
    """
    found: dict[str, list[int]] = defaultdict(list)
    heads: dict[str, set[str]] = defaultdict(set)
    elsewhere: set[str] = set()
    for index, block in short:
        if not block.blank_before or not _is_bare_title(block, rules):
            continue
        key = squeeze(block.text)
        found[key].append(index)
        below = document.blocks[index + 1] if index + 1 < len(document.blocks) else None
        if isinstance(below, Paragraph) and _is_heading_line(document, index + 1, rules):
            heads[key].add(squeeze(below.text))
        elif not isinstance(below, Paragraph) or squeeze(below.text) != key:
            elsewhere.add(key)
    runs = sorted(found[key] for key, above in heads.items() if len(above) >= _FEWEST and key not in elsewhere)
    in_turn = all(one[-1] < other[0] for one, other in pairwise(runs))
    return frozenset(index for run in runs for index in run) if len(runs) >= _FEWEST and in_turn else frozenset()


def titles_above(document: Document, listed: frozenset[int], rules: RuleSet) -> frozenset[int]:
    """The blocks of short lines without a number above the first block of each measure, or above groups of measures."""
    found: dict[str, list[int]] = defaultdict(list)
    marked: dict[str, dict[str, int]] = defaultdict(dict)
    for index, block in enumerate(document.blocks):
        below = document.blocks[index + 1] if index + 1 < len(document.blocks) else None
        if not isinstance(block, Paragraph) or not isinstance(below, Paragraph) or index in listed:
            continue
        told = _LABELLED.match(below.text) is not None
        if block.style is not None or not _is_bare_title(block, rules) or (len(below.text) > _LONGEST and not told):
            continue
        if block_label(below.text.lstrip(HEADING_SIGNS).strip(), rules) in _BEGINNING:
            found[squeeze(below.text)].append(index)
        elif (label := _LABELLED.match(below.text)) and block_label(label[1], rules) in _TELLING:
            found[squeeze(label[1])].append(index)
        elif _leads_measure(document, index, rules) and _CAPTION.search(block.text) is None:
            found[""].append(index)
        elif GROUP.search(block.text) and _leads_marked(document, index, rules):
            marked[below.text[0]][squeeze(block.text)] = index
    of_measures = (blocks for blocks in found.values() if len(blocks) >= _FEWEST)
    # below a number each, they say more of what that heads
    above = (
        i for blocks in of_measures if not all(_is_heading_line(document, j - 1, rules) for j in blocks) for i in blocks
    )
    groups = (i for titles in marked.values() if len(titles) >= _FEWEST for i in titles.values())
    return frozenset(above) | frozenset(groups) | _repeated_above(document, listed, rules)


def counting_lines(document: Document, listed: frozenset[int], rules: RuleSet) -> frozenset[int]:
    """The blocks of short lines of a text that say how many of what stand numbered right below them."""
    return frozenset(
        index
        for index, block in enumerate(document.blocks)
        if isinstance(block, Paragraph)
        and index not in listed
        and any(_counts_below(block, below, rules) for below in _led_to(document, index))
    )


def _led_to(document: Document, index: int) -> list[Paragraph]:
    """The line right below block `index`, or the one behind a paragraph of prose there."""
    below = [block for block in document.blocks[index + 1 : index + 3] if isinstance(block, Paragraph)]
    return below if len(below) == 2 and below[0].text.endswith("。") else below[:1]


def _counts_below(block: Paragraph, below: Paragraph, rules: RuleSet) -> bool:
    """Whether a line names, with how many there are, what the numbers right below it count (3つの挑戦 above 挑戦1)."""
    if block.role != "body" or not block.blank_before or block.unfolded is not None or block.depth is not None:
        return False
    named = _COUNTED.search(block.text)
    number = rules["numbering"].match(below.text) if named and len(block.text) <= _LONGEST else None
    if named is None or number is None or rules["numbering"].label(block.text) is not None:
        return False
    word = _FIRST_OF.match(below.text)
    return word is not None and named.group(1).endswith(word.group(1)) and len(below.text) <= _LONGEST


def _repeated_above(document: Document, listed: frozenset[int], rules: RuleSet) -> frozenset[int]:
    """Short lines that stand again and again right above titles of their own: what these belong to, on each page."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for index, (block, below) in enumerate(pairwise(document.blocks)):
        if not isinstance(block, Paragraph) or not isinstance(below, Paragraph) or block.style is not None:
            continue
        alone = block.blank_before and below.blank_before and index not in listed
        if alone and _is_bare_title(block, rules) and _is_bare_title(below, rules):
            prose = document.blocks[index + 2] if index + 2 < len(document.blocks) else None
            if isinstance(prose, Paragraph) and prose.blank_before and len(prose.text) > _LONGEST:
                found[squeeze(block.text)][squeeze(below.text)] = index
    return frozenset(
        i for titles in found.values() if len(titles) >= _FEWEST and not titles.keys() & found for i in titles.values()
    )


def _is_bare_title(block: Paragraph, rules: RuleSet) -> bool:
    """Whether a line may be a title by its words: short, no sentence, label, number or department."""
    text = block.text
    if block.role != "body" or block.unfolded is not None or block.depth is not None or len(text) > _LONGEST:
        return False
    if len(text) < 3 and _SHORTEST.fullmatch(text) is None:
        return False
    if _NO_TITLE.search(text) or _MARKED.match(text) or rules["numbering"].label(text) is not None:
        return False
    return block_label(text, rules) is None and not block.departments


def _is_heading_line(document: Document, index: int, rules: RuleSet) -> bool:
    block = document.blocks[index] if index >= 0 else None
    return isinstance(block, Paragraph) and rules["numbering"].label(block.text) in _NUMBERED


def _leads_measure(document: Document, index: int, rules: RuleSet) -> bool:
    """Whether block `index` begins something new, and 施策1 stands right below it."""
    below = document.blocks[index + 1]
    named = isinstance(below, Paragraph) and rules["numbering"].label(below.text) == "measure"
    return named and _ends_before(document, index, rules)


def _ends_before(document: Document, index: int, rules: RuleSet) -> bool:
    """Whether what stands above block `index` is over: a sentence, a list, a table, a picture with its caption.

    Or it is a heading that leads to a group, or what a label in brackets says (【担当】総務課).
    """
    while index and is_furniture(document.blocks[index - 1]):
        index -= 1
    above = document.blocks[index - 1] if index else None
    if not isinstance(above, Paragraph):
        return isinstance(above, Table)
    if _TOLD.match(above.text):
        return True
    if _is_behind_picture(document, index):
        return above.text.endswith("。")  # else a picture's caption
    ended = above.depth is not None or above.text.endswith("。") or _is_behind_picture(document, index - 1)
    return ended or _is_heading_line(document, index - 1, rules)


def _is_behind_picture(document: Document, index: int) -> bool:
    """Whether blank lines say that a conversion dropped a picture right above block `index`."""
    above, block = document.blocks[index - 1] if index else None, document.blocks[index]
    if not isinstance(above, Paragraph) or not isinstance(block, Paragraph):
        return False
    last, first = above.passage.segments[-1].place.line_end, block.passage.segments[0].place.line_start
    return last is not None and first is not None and first - last > _PICTURE_GAP


def _leads_marked(document: Document, index: int, rules: RuleSet) -> bool:
    """Whether a line, where what stood above is over, leads to a marked title (■ …) with prose of its own."""
    block, below, prose = (*document.blocks[index : index + 3], None, None)[:3]
    if not all(isinstance(one, Paragraph) and one.blank_before for one in (block, below, prose)):
        return False
    marked = isinstance(below, Paragraph) and rules["numbering"].label(below.text) == "mark"
    told = isinstance(prose, Paragraph) and prose.depth is None and prose.text.endswith("。")
    return marked and told and _ends_before(document, index, rules)


def _heads_first(document: Document, index: int, block: Paragraph, first: re.Pattern[str], rules: RuleSet) -> bool:
    following = document.blocks[index + 1] if index + 1 < len(document.blocks) else None
    if not isinstance(following, Paragraph) or not first.match(following.text):
        return False
    alone = block.blank_before and following.blank_before and block.depth is None and following.depth is None
    is_title = len(following.text) <= _LONGEST and not following.text.endswith("。")
    return alone and is_title and not _NO_TITLE.search(block.text) and rules["numbering"].label(block.text) is None
