"""Which placed headings have nothing under them: the lines of lists, agendas and diagrams, which head no section.

Decides by runs of siblings, never by a line's words; labels and brackets of blocks are left alone.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import pairwise

from dxextract.schema.document import Document, Paragraph, is_furniture
from dxextract.segment.contents_entries import title_key
from dxextract.segment.covers import BARE
from dxextract.segment.heading import Heading
from dxextract.segment.looks import is_beside
from dxextract.segment.placed import Placed
from dxextract.signs import ITEM_SIGNS

_FEWEST_AGENDA = 3
_BRANCH = re.compile(r"[├└│┗┣┃┝┕┠┖]")
_MUCH_LARGER = 1.2
_FEW_WORDS = 20
_UNMISTAKABLE = frozenset({"policy", "measure"})  # 基本方針2 in a diagram, and again as the heading that it is


def foretold_headings(document: Document, headings: tuple[Heading, ...]) -> frozenset[int]:
    """Blocks of pillars in a chart of the plan: 柱1 set small above bare words, and larger on a later page.

    So is what a later page states as a heading, and so are names on cards and what an opening page lists, the steps of
    a process (STEP1, STEP2 on arrows beside one another), and boxes beside one another that say a few words each.
    """
    found = _in_tree(document, headings) | _on_cards(headings) | _on_opener(headings)
    found |= _in_chain(headings) | _on_captions(document, headings) | _in_stacks(document, headings)
    said: dict[tuple[str, str], list[Heading]] = defaultdict(list)
    for heading in headings:
        said[heading.key, heading.family].append(heading)
    for position, heading in enumerate(headings):
        if heading.size is None or heading.announced or heading.paragraph.heading_level is not None:
            continue
        later = [h for h in said[heading.key, heading.family] if h.block > heading.block]
        stated = any(h.paragraph.heading_level is not None and h.passage.page != heading.passage.page for h in later)
        larger = any(
            (h.size or 0.0) >= _MUCH_LARGER * heading.size and h.passage.page != heading.passage.page for h in later
        )
        if not stated and not (larger and heading.kind in _UNMISTAKABLE):
            continue
        end = headings[position + 1].block
        lines = document.blocks[heading.block + 1 : end]
        if not any(isinstance(line, Paragraph) and line.text.endswith("。") for line in lines):
            found.add(heading.block)
    return frozenset(found)


def _in_tree(document: Document, headings: tuple[Heading, ...]) -> set[int]:
    """Blocks of policies in a tree drawn with characters (基本目標1 above ├ 施策1), which return as headings."""
    found = set()
    for position, heading in enumerate(headings[:-1]):
        if heading.kind not in _UNMISTAKABLE:
            continue
        below = range(heading.block + 1, headings[position + 1].block)
        lines = [document.blocks[index] for index in below if not is_furniture(document.blocks[index])]
        drawn = bool(lines) and all(isinstance(line, Paragraph) and _BRANCH.match(line.text) for line in lines)
        if drawn and any(h.key == heading.key for h in headings[position + 1 :]):
            found.add(heading.block)
    return found


def _on_opener(headings: tuple[Heading, ...]) -> set[int]:
    """Blocks of numbered lines right below one another on a page, all of which return as headings on later ones.

    There they may stand alone where the list goes on with what they hold: 分野1 福祉 見守り／介護予防.
    """
    found: set[int] = set()
    run: list[Heading] = []
    last_pages = {
        (h.family, h.key): page for h in headings if h.wording.ordinal is not None and (page := h.passage.page)
    }
    for position, heading in enumerate(headings):
        listed = heading.wording.ordinal is not None and not heading.announced and _returns(heading, last_pages)
        if run and not (listed and _is_next_line(heading, run[-1])):
            run = []
        if not listed:
            continue
        run.append(heading)
        after = headings[position + 1] if position + 1 < len(headings) else None
        ends = after is None or after.passage.page != heading.passage.page
        if len(run) > 1 and ends and run[0].wording.ordinal == 1:
            found.update(one.block for one in run)
    return found


def _is_next_line(heading: Heading, above: Heading) -> bool:
    """Whether a heading is the line right below another of its family on one page."""
    right_below = heading.block == above.block + 1 and heading.family == above.family
    return right_below and heading.passage.page == above.passage.page


def _returns(heading: Heading, last_pages: Mapping[tuple[str, str], int]) -> bool:
    """Whether a later page has the heading again, or what it begins with, by the last page of each."""
    page, key = heading.passage.page, heading.key
    beginnings = ((heading.family, key[:end]) for end in range(1, len(key) + 1))
    return page is not None and any(last_pages.get(beginning, 0) > page for beginning in beginnings)


def _on_cards(headings: tuple[Heading, ...]) -> set[int]:
    """Blocks of names on cards beside one another, numbered or not, each of them set larger on a page further on."""
    cards: dict[int | None, list[Heading]] = defaultdict(list)
    for position, heading in enumerate(headings):
        if (heading.kind not in BARE and heading.order is None) or heading.size is None or heading.announced:
            continue
        key, least = title_key(heading.wording.title), _MUCH_LARGER * heading.size
        if any(
            (h.size or 0.0) >= least and h.passage.page != heading.passage.page and title_key(h.wording.title) == key
            for h in headings[position + 1 :]
        ):
            cards[heading.passage.page].append(heading)
    return {one.block for row in cards.values() for one in row if any(is_beside(one, other) for other in row)}


def _in_chain(headings: tuple[Heading, ...]) -> set[int]:
    """Blocks of numbers that count on from box to box beside one another, with nothing between: steps of a process."""
    found: set[int] = set()
    for above, heading in pairwise(headings):
        if above.kind in _UNMISTAKABLE or above.announced or heading.announced or heading.block != above.block + 1:
            continue
        counts = (heading.wording.ordinal or 0) == (above.wording.ordinal or 0) + 1
        if counts and above.family == heading.family and is_beside(above, heading):
            found.update((above.block, heading.block))
    return found


def _on_captions(document: Document, headings: tuple[Heading, ...]) -> set[int]:
    """Blocks of unmarked names on bands beside one another, each over a box with a few words: a diagram's."""
    rows: list[list[Heading]] = []
    for heading in headings:
        if heading.kind not in BARE or heading.announced or not _is_caption(document, heading):
            continue
        if rows and heading.block == rows[-1][-1].block + 2 and is_beside(rows[-1][-1], heading):
            rows[-1].append(heading)
        else:
            rows.append([heading])
    return {one.block for row in rows if len(row) > 1 for one in row}


def _in_stacks(document: Document, headings: tuple[Heading, ...]) -> set[int]:
    """Blocks of names on bands right below one another (a pyramid's), each of which a later heading begins with."""
    found = set()
    for position, heading in enumerate(headings):
        if heading.wording.number is not None or heading.announced or not _is_bar(document, heading.block):
            continue
        stacked = _is_bar(document, heading.block - 1) or _is_bar(document, heading.block + 1)
        key = title_key(heading.wording.title)
        later = (title_key(h.wording.title) for h in headings[position + 1 :] if not _is_bar(document, h.block))
        if stacked and any(title.startswith(key) for title in later):
            found.add(heading.block)
    return found


def _is_bar(document: Document, index: int) -> bool:
    """Whether a block is a few words on a band."""
    block = document.blocks[index] if 0 <= index < len(document.blocks) else None
    on_band = isinstance(block, Paragraph) and block.style is not None and block.style.band is not None
    return on_band and isinstance(block, Paragraph) and len(block.text) <= _FEW_WORDS and not block.text.endswith("。")


def _is_caption(document: Document, heading: Heading) -> bool:
    """Whether a name on a band leads to a box with one short line that is no sentence, nor the item of a list."""
    style = heading.paragraph.style
    below = document.blocks[heading.block + 1] if heading.block + 1 < len(document.blocks) else None
    if style is None or style.band is None or not isinstance(below, Paragraph) or below.style is None:
        return False
    in_box = below.style.boxed or below.style.band is not None
    plain = below.text[:1] not in f"{ITEM_SIGNS}・" and not below.text.endswith("。")
    return in_box and plain and len(below.text) <= _FEW_WORDS and not any(m.quantity for m in below.mentions)


def hollow_headings(document: Document, placed: list[Placed], dropped: frozenset[int] = frozenset()) -> frozenset[int]:
    """Blocks of weak headings that stand in a run of siblings most of which have nothing under them.

    Those of an agenda, whose lines return later as headings with content, are hollow however sure they are. Lines
    `dropped` before are content of an ordinary list and of a measure named but once, not of 基本目標1 in a tree.
    """
    heading_blocks = {p.heading.block for p in placed} | _number_lines(document, placed)
    titles = {title_key(p.heading.paragraph.text) for p in placed if p.heading.kind in _UNMISTAKABLE}
    titles |= {title_key(p.heading.wording.title) for p in placed if p.heading.wording.number is not None}
    parents = {p.parent for p in placed}
    runs: dict[tuple[int | None, str], list[tuple[int, bool]]] = defaultdict(list)
    filled: dict[str, int] = {}
    said = Counter(title_key(item.heading.wording.title) for item in placed)
    for position, item in enumerate(placed):
        following = placed[position + 1].heading.block if position + 1 < len(placed) else len(document.blocks)
        once = item.heading.kind == "measure" and said[title_key(item.heading.wording.title)] == 1
        skipped = heading_blocks | (dropped if item.heading.kind in _UNMISTAKABLE and not once else frozenset())
        listing = item.heading.kind in _UNMISTAKABLE and not item.heading.paragraph.unfolded
        content = any(
            index not in skipped
            and not is_furniture(document.blocks[index])
            and not (listing and _says(document, index, titles))  # 基本方針3, the last of the list
            for index in range(item.heading.block + 1, following)
        )
        if not content and position + 1 < len(placed) and placed[position + 1].heading.kind == "tag":
            content = item.heading.order is not None  # 3 具体的な取組 above 【市民】窓口, which goes below 市民
        runs[(item.parent, item.heading.family)].append((position, not content and position not in parents))
        if content or position in parents:
            filled[title_key(item.heading.wording.title)] = position
    hollow: set[int] = set()
    for members in runs.values():
        empty = [position for position, is_empty in members if is_empty]
        agenda = [p for p in empty if filled.get(title_key(placed[p].heading.wording.title), -1) > p]
        pages = {placed[p].heading.passage.page for p in agenda if placed[p].heading.order is not None}
        overview = len(agenda) > 1 and len(pages) == 1 and pages != {None}  # 4-1 and 4-2 on the opening page of 挑戦4
        returns = len(agenda) >= _FEWEST_AGENDA or (len(agenda) > 1 and len(agenda) == len(members)) or overview
        hollow.update(agenda if returns else (p for p in agenda if placed[p].heading.kind in _UNMISTAKABLE))
        if len(empty) * 2 > len(members):
            hollow.update(p for p, _ in members if not placed[p].heading.announced and p not in parents)
            hollow.update(_last_lines(document, placed, members, heading_blocks))
        else:
            weak = ("style", "mark", "digit", "paren")
            hollow.update(p for p in empty if placed[p].heading.kind in weak and not placed[p].heading.announced)
    return frozenset(placed[p].heading.block for p in hollow if placed[p].heading.kind not in ("label", "bracket"))


def _last_lines(
    document: Document, placed: list[Placed], members: list[tuple[int, bool]], heading_blocks: set[int]
) -> set[int]:
    """The last line of a list whose lines stand right below one another, though a heading follows it."""
    found = set()
    for (first, first_empty), (second, second_empty), (last, _) in zip(members, members[1:], members[2:], strict=False):
        blocks = [placed[p].heading.block for p in (first, second, last)]
        lines = [document.blocks[block] for block in blocks[1:]]
        close = all(isinstance(line, Paragraph) and not line.blank_before for line in lines)
        in_row = blocks[1] == blocks[0] + 1 and blocks[2] == blocks[1] + 1
        leads = blocks[2] + 1 in heading_blocks and not placed[last].heading.announced
        if first_empty and second_empty and close and in_row and leads:
            found.add(last)
    return found


def _number_lines(document: Document, placed: list[Placed]) -> set[int]:
    """The blocks right above a heading that hold its number."""
    found = set()
    for heading in (p.heading for p in placed):
        above = document.blocks[heading.block - 1] if heading.block else None
        if isinstance(above, Paragraph) and above.passage.segments[0] == heading.passage.segments[0]:
            found.add(heading.block - 1)
    return found


def _says(document: Document, index: int, titles: set[str]) -> bool:
    """Whether a line, be it an item of a list, says word for word what a heading says elsewhere."""
    block = document.blocks[index]
    return isinstance(block, Paragraph) and title_key(block.text.lstrip(f"{ITEM_SIGNS}-－ ")) in titles
