"""Small running lines of slides that are all a deck says of its chapters -> the first of each as a line of the body.

A deck may have 第1章 計画の概要 over the titles of all slides of that chapter and nowhere else. Such lines stand at one
height of their pages, and are no running titles: the first of each begins the chapter. So does the first running line
of a chapter whose number the body lacks while it has another one further up. A chapter may have a bare number
(4．施策と取組) where a page lists it with others; its line may stand upright at the side. Decides nothing about other
lines that the body has as well, nor about those of one chapter only.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from dxextract.normalise import squeeze
from dxextract.rules import RuleSet
from dxextract.schema.document import Block, Paragraph

_CHAPTERS = frozenset({"chapter", "part"})
_MAIN_NUMBERS = frozenset({"digit", "roman", "kanji"})
_FEWEST_PAGES = 3
_SEVERAL = 3
"""How many chapters a page of contents, or an overview, names at least."""
_SAME_HEIGHT = 4.0  # points
_SAME_SIZE = 0.5  # points


def with_chapter_lines(blocks: tuple[Block, ...], rules: RuleSet) -> tuple[Block, ...]:
    """The blocks, the first line of each chapter that only running lines name as one of the body, ahead of its page."""
    listed = _listed(blocks, rules)
    named = [(n, b) for n, b in enumerate(blocks) if isinstance(b, Paragraph) and _names_chapter(b, listed, rules)]
    running = next((line for _, line in named if line.role == "running"), None)
    if running is None:
        return blocks
    begun = _begun_over_slides(blocks, named, running, rules)
    begun |= _passed_over(named, begun, rules)
    opens: dict[int, Paragraph] = {}
    for index in begun:
        found = blocks[index]
        assert isinstance(found, Paragraph)
        opens[_first_of_page(blocks, index)] = replace(found, role="body")
    ordered: list[Block] = []
    for index, block in enumerate(blocks):
        if index in opens:
            ordered.append(opens[index])
        if index not in begun:
            ordered.append(block)
    return tuple(ordered)


def _begun_over_slides(
    blocks: Sequence[Block], named: Sequence[tuple[int, Paragraph]], running: Paragraph, rules: RuleSet
) -> set[int]:
    """The first line of each chapter that is named over the titles of slides, at one height, and nowhere else."""
    above = [(index, line) for index, line in named if _is_set_as(line, running)]
    first: dict[str, int] = {}
    for index, line in above:
        first.setdefault(squeeze(line.text), index)
    elsewhere = {squeeze(line.text) for index, line in named if (index, line) not in above and line.role == "body"}
    if len(first) < 2 or len({line.passage.page for _, line in above}) < _FEWEST_PAGES or elsewhere & first.keys():
        return set()
    numbers = {_number(line, rules) for _, line in above}
    if any(_opens(b, below, numbers) for b, below in pairwise(blocks)):
        return set()
    return set(first.values())


def _passed_over(named: Sequence[tuple[int, Paragraph]], begun: set[int], rules: RuleSet) -> set[int]:
    """The first running line of a chapter without a line in the body, which has another chapter further up.

    Pages that name several chapters are contents and overviews, and say nothing about what the body has.
    """
    pages: dict[int | None, set[str]] = {}
    for _, line in named:
        if line.role == "body":
            pages.setdefault(line.passage.page, set()).add(_number(line, rules))
    in_body = {
        _number(line, rules): index
        for index, line in reversed(named)
        if index in begun or (line.role == "body" and len(pages[line.passage.page]) < _SEVERAL)
    }
    said = Counter(squeeze(line.text) for _, line in named if line.role == "running")
    found: dict[str, int] = {}
    for index, line in named:
        number = _number(line, rules)
        if line.role == "running" and number not in in_body and said[squeeze(line.text)] >= _FEWEST_PAGES:
            found.setdefault(number, index)
    return {index for index in found.values() if any(earlier < index for earlier in in_body.values())}


def _listed(blocks: Sequence[Block], rules: RuleSet) -> frozenset[str]:
    """The running lines with bare numbers that a page lists in lines of its own; none where they are but a few."""
    lines = [block for block in blocks if isinstance(block, Paragraph)]
    running = {squeeze(line.text) for line in lines if line.role == "running" and _label(line, rules) in _MAIN_NUMBERS}
    if len(running) < _SEVERAL:
        return frozenset()
    pages: dict[int | None, set[str]] = defaultdict(set)
    for line in lines:
        if line.role == "body":
            said = squeeze(line.text)
            pages[line.passage.page] |= {text for text in running if said.startswith(text) and said != text}
    listed = max(pages.values(), key=len, default=set())
    return frozenset(listed) if len(listed) >= _SEVERAL else frozenset()


def _names_chapter(line: Paragraph, listed: frozenset[str], rules: RuleSet) -> bool:
    """Whether a line is a chapter's number and its title."""
    return _label(line, rules) in _CHAPTERS or squeeze(line.text) in listed


def _label(line: Paragraph, rules: RuleSet) -> str | None:
    """The family of the number before a line's title."""
    number = rules["numbering"].match(line.text)
    return number.label if number is not None and line.text[number.end :].strip() else None


def _opens(line: Block, below: Block, numbers: set[str]) -> bool:
    """Whether a line is the number alone (第3編) above its title, on the page that opens the part."""
    if not isinstance(line, Paragraph) or not isinstance(below, Paragraph) or line.role != "body":
        return False
    return squeeze(line.text) in numbers and below.role == "body" and line.passage.page == below.passage.page


def _number(line: Paragraph, rules: RuleSet) -> str:
    """The number of a chapter that a line names."""
    found = rules["numbering"].match(line.text)
    return squeeze(line.text[: found.end]) if found is not None else ""


def _is_set_as(line: Paragraph, other: Paragraph) -> bool:
    """Whether a line stands at the height of another one on its page, or upright in one column, in its size."""
    one, two = line.passage.segments[0].place.box, other.passage.segments[0].place.box
    if one is None or two is None or line.style is None or other.style is None:
        return False
    upright = all(box[3] - box[1] > box[2] - box[0] for box in (one, two))
    apart = abs(one[0] - two[0]) if upright else abs(one[1] - two[1])
    return apart <= _SAME_HEIGHT and abs(line.style.size - other.style.size) < _SAME_SIZE


def _first_of_page(blocks: Sequence[Block], index: int) -> int:
    """The first line of the page that line `index` stands on."""
    line = blocks[index]
    assert isinstance(line, Paragraph)
    while index and isinstance(above := blocks[index - 1], Paragraph) and above.passage.page == line.passage.page:
        index -= 1
    return index
