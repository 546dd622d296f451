"""Lines of all pages -> which of them are running headers, footers and page numbers.

Decides by place and recurrence: a text that stands at one height in the margin of several pages is a running one, and
so are the other texts of that slot when the slot as a whole repeats itself; what stands behind a line of the body is
none. The first running title that is set like
a heading stays body, unless its page prints it again: some plans name a chapter nowhere else.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from dxextract.layout.model import Line, LineBlock, PageBlock, PageLayout, Part
from dxextract.layout.side_tabs import find_side_tabs
from dxextract.layout.tolerances import Tolerances
from dxextract.normalise import squeeze
from dxextract.schema.passage import union_box
from dxextract.signs import HEADING_SIGNS

_PAGE_NUMBER = re.compile(
    r"[-‐–—―－ー~〜(（\[\s]*(?:[pP](?:age|\.)?\s*)?(?:[0-9０-９]{1,4}|[ivxlcIVXLCⅠ-Ⅻⅰ-ⅻ]{1,5})"
    r"\s*(?:[/／]\s*[0-9０-９]{1,4}|ページ|頁)?[-‐–—―－ー~〜)）\]\s]*"
)
_NUMBERED = re.compile(r"(?P<before>\D*)(?P<number>[0-9]{1,3})(?P<after>\D*)")
_NUMERAL = re.compile(r"[0-9]{1,2}(?:[-－‐–.][0-9]{1,2}){0,2}")
_LONGEST_WORD = 6
_MARKED = re.compile(f"[{HEADING_SIGNS}【〔]")
_MARKED_SHARE = 0.6
_SMALL = 0.9
"""Of the text's size, below which lines in the margins are no headings."""
_CHAPTER = 1.3
"""How much larger than its running title a chapter's heading is set at least."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    page: int
    position: int
    text: str
    y: float
    at_top: bool
    block: LineBlock


def mark_running(pages: Sequence[PageLayout], tolerances: Tolerances) -> list[PageLayout]:
    """`pages` with the roles of running lines and page numbers set."""
    pages = _split_shared_lines(pages, tolerances)
    candidates = [c for page in pages for c in _candidates(page, tolerances)]
    numbers = _page_numbers(candidates, len(pages), tolerances)
    rest = [c for c in candidates if (c.page, c.position) not in numbers]
    running = _running(rest, pages, tolerances)
    running -= _behind_body(candidates, numbers | running)
    running -= _words_of_numerals(pages, running)
    running |= _second_lines(pages, running)
    running |= find_side_tabs(pages, body_text_size(pages), tolerances)
    return [_with_roles(page, numbers, running) for page in pages]


def _split_shared_lines(pages: Sequence[PageLayout], tolerances: Tolerances) -> list[PageLayout]:
    """`pages` with each line of the margins cut in two that begins or ends with a text running on other pages."""
    seen: dict[str, set[int]] = defaultdict(set)
    for page in pages:
        for candidate in _candidates(page, tolerances):
            seen[candidate.text].add(page.number)
    texts = {text for text, numbers in seen.items() if len(numbers) >= tolerances.running_pages and len(text) > 1}
    if not texts:
        return list(pages)
    return [_with_cuts(page, texts, tolerances) for page in pages]


def _with_cuts(page: PageLayout, texts: set[str], tolerances: Tolerances) -> PageLayout:
    shared = {c.position for c in _candidates(page, tolerances) if len(c.block.line.parts) > 1 and c.text not in texts}
    if not shared:
        return page
    blocks: list[PageBlock] = []
    for position, block in enumerate(page.blocks):
        lines = cut_line(block.line, texts) if position in shared and isinstance(block, LineBlock) else None
        if lines is None or not isinstance(block, LineBlock):
            blocks.append(block)
        else:
            blocks.extend(replace(block, line=line) for line in lines)
    return replace(page, blocks=tuple(blocks))


def cut_line(line: Line, texts: AbstractSet[str]) -> tuple[Line, Line] | None:
    """`line` as two where one of them, squeezed, is among `texts` and a change of style parts them; else None."""
    for cut in range(1, len(line.parts)):
        left, right = _from_parts(line.parts[:cut]), _from_parts(line.parts[cut:])
        if squeeze(left.text) in texts or squeeze(right.text) in texts:
            return left, right
    return None


def _from_parts(parts: Sequence[Part]) -> Line:
    longest = max(parts, key=lambda p: len(p.text))
    text = " ".join(p.text for p in parts)
    return Line(text, union_box(p.box for p in parts), longest.size, longest.bold, longest.color, tuple(parts))


def _candidates(page: PageLayout, tolerances: Tolerances) -> Iterable[_Candidate]:
    margin = tolerances.margin_share * page.height
    for position, block in enumerate(page.blocks):
        if not isinstance(block, LineBlock) or block.line.vertical:
            continue
        top, bottom = block.line.box[1], block.line.box[3]
        if bottom < margin or top > page.height - margin:
            at_top = bottom < margin
            y = bottom if at_top else page.height - bottom
            yield _Candidate(page.number, position, squeeze(block.line.text), y, at_top, block)


def _page_numbers(candidates: Sequence[_Candidate], n_pages: int, tolerances: Tolerances) -> set[tuple[int, int]]:
    few = n_pages < tolerances.running_pages  # then a number at the top may be a heading's
    like = [c for c in candidates if _PAGE_NUMBER.fullmatch(c.block.line.text) and not (few and c.at_top)]
    needed = min(tolerances.running_pages, max(n_pages // 2, 1))
    found: set[tuple[int, int]] = set()
    numbered: set[int] = set()
    for slot in sorted(_slots(like, tolerances), key=len, reverse=True):
        slot_pages = {c.page for c in slot}
        if len(slot_pages & numbered) * 2 > len(slot_pages):
            continue
        if len(slot_pages) >= needed and len({c.text for c in slot}) * 2 > len(slot):
            numbered |= slot_pages
            found.update((c.page, c.position) for c in slot)
    return found


def _slots(candidates: Iterable[_Candidate], tolerances: Tolerances) -> list[list[_Candidate]]:
    """Candidates that stand at one height of the same margin."""
    slots: list[list[_Candidate]] = []
    for candidate in sorted(candidates, key=lambda c: (c.at_top, c.y)):
        last = slots[-1][-1] if slots else None
        if last is not None and last.at_top == candidate.at_top and candidate.y - last.y <= tolerances.same_slot / 2:
            slots[-1].append(candidate)
        else:
            slots.append([candidate])
    return slots


def _running(
    candidates: Sequence[_Candidate], pages: Sequence[PageLayout], tolerances: Tolerances
) -> set[tuple[int, int]]:
    body_size = body_text_size(pages)
    recurring = _recurring_in_body(candidates, pages)
    found: set[tuple[int, int]] = set()
    for slot in _slots(candidates, tolerances):
        counted = _counting_pages(slot, tolerances)
        by_text: dict[str, list[_Candidate]] = defaultdict(list)
        for candidate in slot:
            by_text[counted.get((candidate.page, candidate.position), candidate.text)].append(candidate)
        repeated = {
            text
            for text, members in by_text.items()
            if len({m.page for m in members}) >= _needed(text, len(pages), tolerances)
            and len(members) > 2 * recurring[text]
        }
        if not repeated and _is_small_slot(slot, by_text, body_size, tolerances):
            repeated = {text for text, members in by_text.items() if len(members) > 2 * recurring[text]}
        if not repeated:
            continue
        alike = [c for c in slot if _is_set_alike(c, by_text[next(iter(sorted(repeated)))][0])]
        whole_slot = len({c.text for c in alike}) * 2 <= len(alike)
        for text, members in by_text.items():
            of_slot = text not in repeated and all(m in alike for m in members)
            if text in repeated or (of_slot and (whole_slot or _names_chapter(members[0], pages))):
                found.update((c.page, c.position) for c in _without_first_heading(members, pages, body_size))
    return found


def _is_small_slot(
    slot: Sequence[_Candidate], by_text: Mapping[str, Sequence[_Candidate]], body_size: float, tolerances: Tolerances
) -> bool:
    """Whether lines smaller than the text, set alike, stand at one height of page after page, most of them twice.

    Short chapters, or spreads of two pages, have their running titles so: none of them returns often enough alone.
    """
    if len(slot) <= tolerances.running_pages or len({c.page for c in slot}) < len(slot):
        return False
    small = all(c.block.line.size < _SMALL * body_size and _is_set_alike(c, slot[0]) for c in slot)
    return small and len(by_text) * 2 <= len(slot) and min(map(len, by_text.values())) > 1


def _names_chapter(candidate: _Candidate, pages: Sequence[PageLayout]) -> bool:
    """Whether what a line says stands in a heading, set larger, on its page or one before: its chapter's name."""
    size = _CHAPTER * candidate.block.line.size
    return any(
        block.line.size > size and candidate.text in squeeze(block.line.text)
        for page in pages
        if page.number <= candidate.page
        for block in page.blocks
        if isinstance(block, LineBlock)
    )


def _counting_pages(slot: Sequence[_Candidate], tolerances: Tolerances) -> dict[tuple[int, int], str]:
    """The words of footers that hold the page's number (`霧ヶ浜市 12`), by their place: one text on all pages.

    At the top of slides such numbers may count measures (`取組12`).
    """
    groups: dict[tuple[str, int], list[_Candidate]] = defaultdict(list)
    for candidate in slot:
        found = _NUMBERED.fullmatch(candidate.text)
        if found is not None and not candidate.at_top and (found["before"] or found["after"]):
            words = f"{found['before']}#{found['after']}"
            groups[words, int(found["number"]) - candidate.page].append(candidate)
    return {
        (c.page, c.position): words
        for (words, _), members in groups.items()
        if len({c.page for c in members}) >= tolerances.running_pages
        for c in members
    }


def _needed(text: str, n_pages: int, tolerances: Tolerances) -> int:
    """On how many pages a text must stand to be a running one: most of them where it is marked like a block's label."""
    if _MARKED.match(text) is None:
        return tolerances.running_pages
    return max(tolerances.running_pages, round(_MARKED_SHARE * n_pages))


def _recurring_in_body(candidates: Sequence[_Candidate], pages: Sequence[PageLayout]) -> Counter[str]:
    """How often a text of the margins stands elsewhere on the pages: a label that now and then opens a page."""
    margins = {(c.page, c.position) for c in candidates}
    texts = {c.text for c in candidates}
    return Counter(
        text
        for page in pages
        for position, block in enumerate(page.blocks)
        if isinstance(block, LineBlock)
        and (page.number, position) not in margins
        and (text := squeeze(block.line.text)) in texts
    )


def _behind_body(candidates: Sequence[_Candidate], marked: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Marked lines with a line of the body nearer to the page's edge: labels that recur, no running ones."""
    nearest: dict[tuple[int, bool], float] = {}
    for candidate in candidates:
        if (candidate.page, candidate.position) not in marked:
            edge = (candidate.page, candidate.at_top)
            nearest[edge] = min(nearest.get(edge, candidate.y), candidate.y)
    return {
        (c.page, c.position)
        for c in candidates
        if (c.page, c.position) in marked and c.y > nearest.get((c.page, c.at_top), c.y)
    }


def _words_of_numerals(pages: Sequence[PageLayout], running: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Words right above a numeral set larger on the same colour (施策, 11): they return with each title's number."""
    found: set[tuple[int, int]] = set()
    for page in pages:
        for position, (block, other) in enumerate(pairwise(page.blocks)):
            if (page.number, position) not in running or not isinstance(block, LineBlock):
                continue
            if not isinstance(other, LineBlock) or len(block.line.text) > _LONGEST_WORD:
                continue
            one, numeral = block.line, other.line
            larger = numeral.size > _CHAPTER * one.size and _NUMERAL.fullmatch(numeral.text) is not None
            above = 0 <= numeral.box[1] - one.box[3] + 1 <= one.size and one.box[0] < numeral.box[2]
            if larger and above and one.box[2] > numeral.box[0] and block.style.band == other.style.band:
                found.add((page.number, position))
    return found


def _second_lines(pages: Sequence[PageLayout], running: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """The lines that running titles go on with, further from the page's edge than running lines are looked for.

    They are set as the first line, right below it, and say the same wherever that stands.
    """
    below: dict[str, list[tuple[str, tuple[int, int]]]] = defaultdict(list)
    for page in pages:
        for position, (block, other) in enumerate(pairwise(page.blocks)):
            if (page.number, position) in running and isinstance(block, LineBlock):
                goes_on = isinstance(other, LineBlock) and _goes_on(block.line, other.line)
                said = squeeze(other.line.text) if goes_on and isinstance(other, LineBlock) else ""
                below[squeeze(block.line.text)].append((said, (page.number, position + 1)))
    alike = (found for found in below.values() if len({said for said, _ in found}) == 1 and found[0][0])
    return {place for found in alike if len(found) > 1 for _, place in found}


def _goes_on(line: Line, other: Line) -> bool:
    """Whether a line stands right below another of its size, weight and left edge."""
    alike = abs(line.size - other.size) < 0.5 and (line.bold, line.color) == (other.bold, other.color)
    return alike and abs(line.box[0] - other.box[0]) < line.size and 0 <= other.box[1] - line.box[3] < line.size


def _is_set_alike(one: _Candidate, other: _Candidate) -> bool:
    return abs(one.block.line.size - other.block.line.size) < 0.5 and one.block.line.bold == other.block.line.bold


def body_text_size(pages: Sequence[PageLayout]) -> float:
    """The size that most of the text of `pages` is set in, in points; 0 without text."""
    sizes = [b.line.size for p in pages for b in p.blocks if isinstance(b, LineBlock) and len(b.line.text) > 15]
    return median(sizes) if sizes else 0.0


def _without_first_heading(
    members: Sequence[_Candidate], pages: Sequence[PageLayout], body_size: float
) -> list[_Candidate]:
    """All of `members` but the first when that one serves as the heading."""
    ordered = sorted(members, key=lambda c: c.page)
    first = ordered[0]
    style = first.block.style
    heading_like = style.size > 1.05 * body_size or style.bold or style.band is not None
    width = next(p.width for p in pages if p.number == first.page)
    at_right = first.block.box[0] > width / 2  # where headers stand, and no heading
    if not first.at_top or at_right or not heading_like or style.size < 0.85 * body_size:
        return ordered
    return ordered if _is_printed_on_page(first, pages) else ordered[1:]


def _is_printed_on_page(candidate: _Candidate, pages: Sequence[PageLayout]) -> bool:
    page = next(p for p in pages if p.number == candidate.page)
    return any(
        isinstance(b, LineBlock) and i != candidate.position and squeeze(b.line.text) == candidate.text
        for i, b in enumerate(page.blocks)
    )


def _with_roles(page: PageLayout, numbers: set[tuple[int, int]], running: set[tuple[int, int]]) -> PageLayout:
    blocks: list[PageBlock] = []
    for position, block in enumerate(page.blocks):
        key = (page.number, position)
        if isinstance(block, LineBlock) and key in numbers:
            blocks.append(replace(block, role="page_number"))
        elif isinstance(block, LineBlock) and key in running:
            blocks.append(replace(block, role="running"))
        else:
            blocks.append(block)
    return replace(page, blocks=tuple(blocks))
