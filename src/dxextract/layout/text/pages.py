"""Page numbers and running lines of a text that was once paged.

Decides, from form feeds, from lines that can only be page numbers (``- 12 -``) and from series of bare numbers, which
lines are page numbers; and which first or last lines of pages repeat over at least three of them. The first of
repeated lines stays body text unless it stands elsewhere too: it is the title that the others repeat. Labels that
every measure has (成果指標 …), and the headers of tables, are never running lines. Without any sign of pages nothing is
decided.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

from dxextract.layout.text.cells import is_header_row
from dxextract.layout.text.lines import Line
from dxextract.rules import RuleSet, squeezed
from dxextract.schema.document import ParagraphRole

_DASHED = re.compile(r"[-―ー–—─~]+\d{1,3}[-―ー–—─~]+")
_AT_EDGE = re.compile(
    r"(?:[Pp]\.?|目次|資料?編?|参考|巻末|附|付)?[-―ー–—─]?(\d{1,3})[-―ー–—─]?(?:ページ|頁|/\d{1,3}(?:ページ|頁)?)?"
)
_PAGE_NUMBER_BESIDE = re.compile(r"^\d{1,3}[\s|｜]+|[\s|｜]+\d{1,3}$")
_SHORTEST_BESIDE_NUMBER = 6
"""Characters of a running title that may have a page number beside it: `施策 1` is numbered itself."""
_GAP = re.compile(r"[ \u3000]{2,}")
_BRACKETED = re.compile(r"[(（［\[].+[)）］\]]")
_MARKS = re.compile(r"^\W+|\W+$")
FEWEST_PAGES = 3
"""Pages on which a line recurs that belongs to all of them."""
_FEWEST_IN_SERIES = 3


def mark_pages(lines: Sequence[Line], rules: RuleSet) -> tuple[Line, ...]:
    """The lines with the roles `page_number` and `running` set."""
    roles: dict[int, ParagraphRole] = dict.fromkeys(_page_numbers(lines), "page_number")
    for index in _running(lines, roles, rules):
        roles[index] = "running"
    return tuple(replace(line, role=roles[i]) if i in roles else line for i, line in enumerate(lines))


def may_be_page_number(line: Line) -> bool:
    """Whether nothing but a number that could be a page's stands on the line."""
    plain = _plain(line)
    return _is_candidate(line) and bool(_DASHED.fullmatch(plain) or _AT_EDGE.fullmatch(plain))


def _plain(line: Line) -> str:
    return squeezed(line.text)


def _is_candidate(line: Line) -> bool:
    return not line.blank and not line.marked and "\t" not in line.text


@dataclass(frozen=True, slots=True)
class _Page:
    """Indexes of the lines with text on one page."""

    lines: tuple[int, ...]


def _pages(lines: Sequence[Line], numbers: set[int]) -> list[_Page]:
    """The pages that form feeds make; without any, those that end with page numbers."""
    with_feeds = any(line.page_start for line in lines)
    pages: list[_Page] = []
    current: list[int] = []
    for index, line in enumerate(lines):
        if with_feeds and line.page_start:
            pages.append(_Page(tuple(current)))
            current = []
        if not line.blank:
            current.append(index)
        if not with_feeds and index in numbers:
            pages.append(_Page(tuple(current)))
            current = []
    pages.append(_Page(tuple(current)))
    return [page for page in pages if page.lines]


def _page_numbers(lines: Sequence[Line]) -> set[int]:
    found = {i for i, line in enumerate(lines) if _is_candidate(line) and _DASHED.fullmatch(_plain(line))}
    if any(line.page_start for line in lines):
        return found | _numbers_at_edges(lines)
    return found | _series(lines)


def _numbers_at_edges(lines: Sequence[Line]) -> set[int]:
    """Numbers that stand first or last on their page and count on from page to page.

    A page without one may have its number among its cells: `pdftotext` prints it where the columns end.
    """
    edges: list[tuple[int, int]] = []  # line, number minus page
    pages = _pages(lines, set())
    for ordinal, page in enumerate(pages):
        for index in {page.lines[0], page.lines[-1]}:
            match = _AT_EDGE.fullmatch(_plain(lines[index])) if _is_candidate(lines[index]) else None
            if match:
                edges.append((index, int(match[1]) - ordinal))
    shifts = Counter(shift for _, shift in edges)
    found = {index for index, shift in edges if shifts[shift] >= 2}
    usual = {shift for shift, count in shifts.items() if count >= 2}
    for ordinal, page in enumerate(pages):
        if len(usual) == 1 and found.isdisjoint(page.lines):
            number = str(ordinal + next(iter(usual)))
            inside = [n for n in page.lines if lines[n].text == number and _is_alone(lines, n)]
            found.update(inside if len(inside) == 1 else ())
    return found


def _is_alone(lines: Sequence[Line], index: int) -> bool:
    return lines[index - 1].blank and index + 1 < len(lines) and lines[index + 1].blank


def _series(lines: Sequence[Line]) -> set[int]:
    """Bare numbers, alone between blank lines, that count up one by one through the text."""
    alone: list[tuple[int, int]] = []
    for index, line in enumerate(lines):
        match = _AT_EDGE.fullmatch(_plain(line)) if _is_candidate(line) else None
        before = index == 0 or lines[index - 1].blank
        after = index + 1 == len(lines) or lines[index + 1].blank
        if match and before and after:
            alone.append((index, int(match[1])))
    steps = sum(b[1] - a[1] == 1 for a, b in pairwise(alone))
    if len(alone) < _FEWEST_IN_SERIES or steps * 5 < (len(alone) - 1) * 4:
        return set()
    far_apart = alone[-1][0] - alone[0][0] >= 10 * (len(alone) - 1)
    return {index for index, _ in alone} if far_apart else set()


def _running(lines: Sequence[Line], numbers: dict[int, ParagraphRole], rules: RuleSet) -> Iterator[int]:
    """Lines that repeat at the edge of at least three pages."""
    pages = _pages(lines, set(numbers))
    if len(pages) < FEWEST_PAGES:
        return
    at_edge: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    inside: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for ordinal, page in enumerate(pages):
        edges = _edges([i for i in page.lines if i not in numbers])
        for index in page.lines:
            is_edge = index in edges and _is_candidate(lines[index])
            (at_edge if is_edge else inside)[running_key(lines[index])][ordinal].append(index)
    recurring = {key: found for key, found in at_edge.items() if len(found) >= FEWEST_PAGES}
    lists = _listing_pages(recurring, inside)
    for key, found in recurring.items():
        on_pages = [index for ordinal, indexes in found.items() if ordinal not in lists for index in indexes]
        elsewhere = [index for ordinal, indexes in inside[key].items() if ordinal not in lists for index in indexes]
        if len(on_pages) < FEWEST_PAGES or len(key) < 2 or not _may_run(lines[on_pages[0]], rules):
            continue
        if len(elsewhere) > len(found):
            continue
        if not elsewhere or on_pages[0] < elsewhere[0]:
            first = next(ordinal for ordinal in found if ordinal not in lists)
            on_pages.remove(max(found[first]))
        yield from on_pages


def _listing_pages(recurring: dict[str, dict[int, list[int]]], inside: dict[str, dict[int, list[int]]]) -> set[int]:
    """The pages that print the running lines of two parts which have no other page in common: they list the parts."""
    parts: dict[int, list[str]] = defaultdict(list)
    for key, found in recurring.items():
        for ordinal in {*found, *inside[key]}:
            parts[ordinal].append(key)
    return {
        ordinal
        for ordinal, keys in parts.items()
        if any(recurring[one].keys() & recurring[other].keys() <= {ordinal} for one, other in combinations(keys, 2))
    }


def _may_run(line: Line, rules: RuleSet) -> bool:
    """Whether a line that recurs can be a running one: labels of measures' blocks and headers of tables are none."""
    if rules["block_labels"].label(_MARKS.sub("", line.text)) is not None:
        return False
    if _is_bracketed_unit(running_key(line), rules):
        return False
    # Each page of a printed sheet has a table of its own, or the same one's header again.
    return not is_header_row(_GAP.split(line.text), rules)


def _is_bracketed_unit(key: str, rules: RuleSet) -> bool:
    """Whether a line is the end of an indicator's name that its column broke: forms on pages of their own end so."""
    return bool(_BRACKETED.fullmatch(key)) and rules["units"].label(key[1:-1]) is not None


def _edges(indexes: Sequence[int]) -> set[int]:
    """The first two and the last of a page's lines."""
    return {*indexes[:2], *indexes[-1:]}


def running_key(line: Line) -> str:
    """What repeats of a running line: its text without a page number beside it."""
    text = _PAGE_NUMBER_BESIDE.sub("", line.text)
    return squeezed(text if len(text) >= _SHORTEST_BESIDE_NUMBER else line.text)
