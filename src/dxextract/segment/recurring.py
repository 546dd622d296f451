"""Lines that return word for word on several pages of a PDF: the labels of a form that each page fills in.

`① 事業の目的` above each of thirty projects is a heading, however plainly it is set. Only numbered and bracketed lines
count: what else returns is a running title, a unit, a word of a diagram. Labels in words of the plan's own return too,
behind known ones or right below the number of each measure. Decides nothing about other lines.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import pairwise

from dxextract.normalise import squeeze
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.rules.department_only import says_departments
from dxextract.schema.document import Document, Paragraph, Style
from dxextract.segment.numbering import read_numbering
from dxextract.segment.surroundings import leads_content, leads_department
from dxextract.signs import FRAME_CLOSE, FRAME_OPEN

_FEWEST_PAGES = 3
_FEWEST_TAGS = 2
_TAG = re.compile(r"[【〔［](?P<tag>[^】〕］0-9０-９]{1,12})[】〕］]\s?[^\s【〔［]")
_NUMBER = re.compile(r"^(?:[①-⑳]|[(（][0-9]{1,2}[)）])")
_IN_WORDS = re.compile(r"(?=.*[一-鿿ぁ-んァ-ヶ])[^0-9０-９、。：:;；「」()（）/／%％]{3,}")
_MUNICIPALITY = re.compile(r"[一-鿿ぁ-んァ-ヶ]{1,7}[市町村区]")
_LONGEST = 16  # characters of a label
_LABEL = re.compile(
    r"[①-⑳][^①-⑳、。：:]{2,18}|[(（][0-9]{1,2}[)）][^、。：:]{2,18}"
    rf"|[{FRAME_OPEN}][^{FRAME_CLOSE}]{{2,24}}[{FRAME_CLOSE}]"
)


def returning_labels(document: Document, rules: RuleSet) -> frozenset[int]:
    """The blocks of bare labels (KPI, 主な取組) that return with each measure, whatever stands below a single one.

    On three pages of a PDF; three times in a text, most of them right above content.
    """
    found: dict[str, list[int]] = defaultdict(list)
    for index, block in enumerate(document.blocks):
        if not isinstance(block, Paragraph) or block.role != "body" or len(block.text) > _LONGEST:
            continue
        if block.depth is None and block.unfolded is None and block_label(block.text, rules):
            found[squeeze(block.text)].append(index)
    return frozenset(i for blocks in found.values() if _returns(document, blocks) for i in blocks)


def _returns(document: Document, blocks: list[int]) -> bool:
    paragraphs = [block for i in blocks if isinstance(block := document.blocks[i], Paragraph)]
    pages = {one.passage.page for one in paragraphs}
    if None in pages:
        return len(blocks) >= _FEWEST_PAGES and 2 * sum(leads_content(document, i) for i in blocks) > len(blocks)
    return len(pages) >= _FEWEST_PAGES


def blocks_in_own_words(document: Document, rules: RuleSet) -> frozenset[int]:
    """The blocks of short lines that return behind the same known label and are set like it: labels in other words.

    見えてきた課題 behind これまでの取組 of each measure. What stands right below a label is what it announces.
    """
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    known: tuple[str, Style | None] | None = None
    below = -1  # the block right below a label
    for index, block in enumerate(document.blocks):
        if not isinstance(block, Paragraph) or block.role != "body" or block.unfolded is not None:
            continue
        text = block.text
        if len(text) > _LONGEST or block.depth is not None or block.text.endswith("。"):
            continue
        if block_label(text, rules):
            known, below = (squeeze(text), block.style), index + 1
        elif read_numbering(text, rules) is not None:
            known = None if rules["numbering"].label(text) != "mark" else known
        elif known is not None and index != below and block.style == known[1] and _IN_WORDS.fullmatch(squeeze(text)):
            found[known[0], squeeze(text)].append(index)
    return frozenset(
        i
        for blocks in found.values()
        if len(blocks) >= _FEWEST_TAGS
        and all(leads_content(document, i) or leads_department(document, i) for i in blocks)
        for i in blocks
    ) | _first_below_titles(document, rules)


def _first_below_titles(document: Document, rules: RuleSet) -> frozenset[int]:
    """The blocks of a line that returns, set alike, right below numbered titles of their own: the first label of each.

    A title that returns above its parts stands below the same running number each time; 新規 and 総務課 say of what
    kind and whose the one above is; two words with a gap between them are the header of columns.
    """
    found: dict[tuple[str, Style | None], dict[str, int]] = defaultdict(dict)
    lines = [(i, b) for i, b in enumerate(document.blocks) if isinstance(b, Paragraph) and b.role == "body"]
    for (index, title), (below, line) in pairwise(lines):
        if below != index + 1 or rules["numbering"].label(title.text) in (None, "mark"):
            continue
        if _may_be_label(line, rules) and leads_content(document, below):
            found[line.text, line.style][title.text] = below
    return frozenset(i for blocks in found.values() if len(blocks) >= _FEWEST_PAGES for i in blocks.values())


def _may_be_label(line: Paragraph, rules: RuleSet) -> bool:
    """Whether a line may label a block in words of the plan's own."""
    text = line.text
    bare = len(text) <= _LONGEST and line.depth is None and line.unfolded is None and _IN_WORDS.fullmatch(text)
    if not bare or len(text.split()) > 1 or read_numbering(text, rules) is not None:
        return False
    return not (block_label(text, rules) or rules["status_words"].match(text) or says_departments(line))


def recurring_lines(document: Document, rules: RuleSet) -> frozenset[int]:
    """The blocks that are such labels, and those that name what tags stand for (市民 where 【市民】… follow)."""
    pages: dict[str, set[int]] = defaultdict(set)
    blocks: dict[str, list[int]] = defaultdict(list)
    for index, block in enumerate(document.blocks):
        if not isinstance(block, Paragraph) or block.role != "body" or block.unfolded is not None:
            continue
        page = block.passage.page
        key = squeeze(block.text.partition("※")[0])
        if page is not None and _LABEL.fullmatch(key):
            pages[key].add(page)
            blocks[key].append(index)
    labels = {key for key in pages if len(blocks[key]) >= _FEWEST_PAGES and block_label(_NUMBER.sub("", key), rules)}
    often = labels | {key for key, found in pages.items() if len(found) >= _FEWEST_PAGES}
    return frozenset(i for key in often for i in blocks[key]) | _named_by_tags(document)


def _named_by_tags(document: Document) -> frozenset[int]:
    lines = [(i, b) for i, b in enumerate(document.blocks) if isinstance(b, Paragraph) and b.role == "body"]
    tags = Counter(squeeze(found["tag"]) for _, one in lines if (found := _TAG.match(one.text)))
    names = {tag for tag, count in tags.items() if count >= _FEWEST_TAGS}
    return frozenset(i for i, one in lines if names and one.depth is None and squeeze(one.text) in names)


def repeated_names(document: Document) -> frozenset[str]:
    """Names of municipalities that stand alone in a line several times: above the forms and tables of their own."""
    lines = Counter(b.text for b in document.blocks if isinstance(b, Paragraph) and _MUNICIPALITY.fullmatch(b.text))
    return frozenset(name for name, count in lines.items() if count >= _FEWEST_PAGES)
