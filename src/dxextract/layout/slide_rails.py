"""Numbers of policies alone on rails and tags beside the titles of slides (変革1), joined with the policies' names.

A deck colours a rail or a tag for each policy and prints its number there, page after page; its name stands in a small
line of the same slides, or once where the deck lists its policies. Decides which lines are such numbers, on three
slides or more, of two policies at least and of one on several slides, and what their names are: all of them are found,
or none is joined. What the joined lines then mean for the slides' titles is decided in `slide_tops`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from dxextract.layout.slide_tops import lines_beside, slide_titles
from dxextract.normalise import squeeze
from dxextract.rules import RuleSet
from dxextract.schema.document import Block, Paragraph
from dxextract.schema.passage import Passage

_FEWEST_SLIDES = 3
_FEWEST_POLICIES = 2
_LONGEST = 30
"""Characters of a policy's name."""
_ANY_NAME = " 名"
"""A name behind a number, so that the rules of numbering see a heading."""


def with_rail_names(blocks: tuple[Block, ...], rules: RuleSet) -> tuple[Block, ...]:
    """The blocks, the numbers on rails joined with the names of their policies."""
    titles = slide_titles(blocks) or slide_titles(blocks, of_all_kinds=True)
    rails = _rails(blocks, titles, rules)
    by_number: dict[str, list[int]] = defaultdict(list)
    for at, rail in rails.items():
        by_number[squeeze(_text(blocks[rail]))].append(at)
    if len(rails) < max(_FEWEST_SLIDES, len(by_number) + 1) or len(by_number) < _FEWEST_POLICIES:
        return blocks
    shared = _shared_lines(blocks, titles, by_number)
    joined: dict[int, Passage] = {}
    gone: set[int] = set()
    for number, slides in by_number.items():
        listed = None if number in shared else _listed_name(blocks, number, frozenset(rails.values()), rules)
        if number not in shared and listed is None:
            return blocks
        for at in slides:
            name = listed
            if number in shared:
                line = next(i for i in lines_beside(blocks, at, titles[at]) if _text(blocks[i]) == shared[number])
                gone.add(line)
                name = _passage(blocks[line])
            if name is not None:
                joined[rails[at]] = Passage.spaced(_passage(blocks[rails[at]]), name)
    return tuple(
        replace(block, passage=joined[index], role="body")
        if index in joined and isinstance(block, Paragraph)
        else block
        for index, block in enumerate(blocks)
        if index not in gone
    )


def _rails(blocks: Sequence[Block], titles: Mapping[int, Paragraph], rules: RuleSet) -> dict[int, int]:
    """For the titles of slides that have one: the line beside it that is a policy's number alone."""
    found: dict[int, int] = {}
    for at, title in titles.items():
        numbers = [i for i in lines_beside(blocks, at, title) if _is_number(_text(blocks[i]), rules)]
        if len(numbers) == 1:
            found[at] = numbers[0]
    return found


def _is_number(text: str, rules: RuleSet) -> bool:
    found = rules["numbering"].match(text + _ANY_NAME) if len(text) <= _LONGEST else None
    return found is not None and found.label == "policy" and squeeze(found.groups[0] or "") == squeeze(text)


def _shared_lines(
    blocks: Sequence[Block], titles: Mapping[int, Paragraph], by_number: Mapping[str, Sequence[int]]
) -> dict[str, str]:
    """For each number the one small line that all its slides have beside their titles, and those of no other number."""
    told = {
        number: [
            {
                t
                for i in lines_beside(blocks, at, titles[at])
                if _may_name(t := _text(blocks[i])) and squeeze(t) != number
            }
            for at in slides
        ]
        for number, slides in by_number.items()
    }
    found: dict[str, str] = {}
    for number, lines in told.items():
        others = {text for other, sets in told.items() if other != number for one in sets for text in one}
        own = set.intersection(*lines) - others
        if len(own) == 1 and (len(lines) > 1 or len(told) > len(found)):
            found[number] = own.pop()
    return found


def _may_name(text: str) -> bool:
    return 2 < len(text) <= _LONGEST and not text.endswith("。") and not any(sign in text for sign in ":：")


def _listed_name(blocks: Sequence[Block], number: str, rails: frozenset[int], rules: RuleSet) -> Passage | None:
    """The name that follows a policy's number elsewhere, on its own line or on the next one."""
    for (index, block), (_, below) in pairwise(enumerate(blocks)):
        if not isinstance(block, Paragraph) or index in rails:
            continue
        found = rules["numbering"].match(block.text)
        if found is not None and found.label == "policy" and squeeze(found.groups[0] or "") == number:
            start = block.text.find(found.groups[0] or "") + len(found.groups[0] or "")
            while start < len(block.text) and block.text[start] in " 　:：.．":
                start += 1
            if _may_name(block.text[start:]):
                return block.passage.part(start, len(block.text))
        same_page = isinstance(below, Paragraph) and below.passage.page == block.passage.page
        if squeeze(block.text) == number and same_page and _may_name(_text(below)):
            return _passage(below)
    return None


def _text(block: Block) -> str:
    return block.text if isinstance(block, Paragraph) else ""


def _passage(block: Block) -> Passage:
    assert isinstance(block, Paragraph)
    return block.passage
