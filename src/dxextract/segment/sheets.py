"""Pages that are sheets of one form: a title, then the same numbered or bracketed blocks on each page.

Ministries and municipalities print their projects one a page (① 施策の目的, ② 施策の概要, ③ 具体的内容 below each
name). There the titles are on one level, however each is set, the blocks are theirs, and words of pictures below them
head nothing. Sheets with numbers before their titles are read as any numbered headings are. Decides nothing about
other pages.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace

from dxextract.normalise import squeeze
from dxextract.rules import RuleSet
from dxextract.schema.document import Block, Document, Paragraph, Style
from dxextract.segment.heading import RANKS, Heading
from dxextract.segment.looks import SIZE_STEP
from dxextract.segment.prose import names_department
from dxextract.segment.wording import Wording, read_wording

_FEWEST = 3  # sheets, and pages that a label returns on
_LABELS = 2  # on each sheet
_SHARE = 0.75  # of the pages that begin with one label have a title of their own
_MOST_ABOVE = 16  # lines above the first label
_OF_FORMS = frozenset({"circled", "paren", "digit", "bracket", "label"})
_BESIDE = re.compile(r".*[0-9]\S?円.*|[【〔［(（].*[】〕］)）]|.*[。：:]|.{1,3}|.{61,}")
"""What stands beside a title: a sum of money, words in brackets, a sentence."""

Title = tuple[int, Paragraph]
"""A line with its block."""


def as_sheets(document: Document, headings: tuple[Heading, ...], rules: RuleSet) -> tuple[Heading, ...]:
    """The headings, those on sheets replaced by the title and the labels of each."""
    labels = _labels(headings)
    titles = _titles(document, labels, rules) if len(labels) >= _LABELS * _FEWEST else {}
    if len(titles) - len(_numbered(headings, titles)) < _SHARE * len(titles) or not titles:
        return headings
    style = _usual_style(title for _, title in titles.values())
    kind = next(iter(labels.values())).kind
    kept = [h for h in headings if _page_of(h.paragraph) not in titles]
    kept += [
        replace(h, family="label", rank=RANKS["label"], sure=True, wording=_as_block(h.wording))
        for h in headings
        if _page_of(h.paragraph) in titles and (h.block in labels or (h.kind == kind and h.wording.label is not None))
    ]
    kept += [_titled(block, replace(title, style=style), rules) for block, title in titles.values()]
    return tuple(sorted(kept, key=lambda h: h.block))


def _as_block(wording: Wording) -> Wording:
    return replace(wording, label=wording.label or "other", mark=None)


def _labels(headings: tuple[Heading, ...]) -> dict[int, Heading]:
    """Headings that return word for word on several pages, by block, of the kind that most of them are of."""
    pages: dict[str, set[int]] = defaultdict(set)
    for heading in headings:
        page = _page_of(heading.paragraph)
        if page is not None and heading.kind in _OF_FORMS and not heading.announced:
            pages[heading.key].add(page)
    again = [h for h in headings if len(pages.get(h.key, ())) >= _FEWEST]
    usual = Counter(h.kind for h in again).most_common(1)
    return {h.block: h for h in again if h.kind == usual[0][0]}


def _titles(document: Document, labels: dict[int, Heading], rules: RuleSet) -> dict[int, Title]:
    """The title of each page that is a sheet, by page; none at all where too few pages with one label have one."""
    above: dict[int, list[Title]] = defaultdict(list)  # the lines that each page begins with
    told = {_page_of(b) for b in document.blocks if isinstance(b, Paragraph) and b.unfolded == "title"}
    said: dict[int, list[str]] = defaultdict(list)  # the labels of each page
    for index, block in enumerate(document.blocks):
        page = _page_of(block)
        if page is None or page in told:
            continue  # a form names its measure itself, below the line above it (個票 No.1)
        if index in labels:
            said[page].append(labels[index].key)
        elif page not in said and isinstance(block, Paragraph) and block.role == "body":
            above[page].append((index, block))
    if not said:
        return {}
    usual, pages = Counter(keys[0] for keys in said.values()).most_common(1)[0]
    formed = [page for page, keys in said.items() if keys[0] == usual and len(keys) == len(set(keys)) >= _LABELS]
    titles = {page: title for page in formed if (title := _title(above[page], rules)) is not None}
    own = {squeeze(title.text) for _, title in titles.values()}
    return titles if len(own) >= max(_FEWEST, _SHARE * pages) else {}


def _numbered(headings: tuple[Heading, ...], titles: dict[int, Title]) -> set[int]:
    """The pages of `titles` where a heading with a number stands at the title or before it."""
    return {
        page
        for h in headings
        if (page := _page_of(h.paragraph)) in titles and h.wording.number is not None and h.block <= titles[page][0]
    }


def _title(above: list[Title], rules: RuleSet) -> Title | None:
    """The first of the largest lines above the labels; None where a text stands there."""
    if len(above) > _MOST_ABOVE or any("。" in line.text for _, line in above):
        return None
    named = [
        (index, line)
        for index, line in above
        if line.style is not None and not _BESIDE.fullmatch(line.text) and not names_department(line.text, rules)
    ]
    free = [(index, line) for index, line in named if line.style is not None and not line.style.boxed] or named
    largest = max((line.style.size for _, line in free if line.style is not None), default=0.0)
    return next((title for title in free if title[1].style and title[1].style.size > largest - 3 * SIZE_STEP), None)


def _usual_style(titles: Iterable[Paragraph]) -> Style | None:
    return Counter(title.style for title in titles).most_common(1)[0][0]


def _titled(block: int, title: Paragraph, rules: RuleSet) -> Heading:
    return Heading(
        block=block,
        paragraph=title,
        passage=title.passage,
        family="style:sheet",
        rank=None,
        wording=replace(read_wording(title.text, rules), family=None, label=None, appendix=None, mark=None, tag=None),
        announced=False,
        distinct=True,
        sure=True,
    )


def _page_of(block: Block) -> int | None:
    """The page that a line begins on; None for anything else and in a text."""
    return block.passage.page if isinstance(block, Paragraph) else None
