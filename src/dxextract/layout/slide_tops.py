"""Small lines beside the titles of slides, put where they belong.

A deck has its titles at one height of all pages, or of all pages of a kind. A small line over such a title that says
whose measure it is (担当：市民課) is said of the title, and is read behind it. One that says which policy the slide
belongs to (方針1 …, プロジェクト1 … of 1-1, above or below the title, again on each of the policy's slides) stands for
the heading that the policy has nowhere else: it comes before the first of the titles, and goes as a running line on
the others. So does a chapter's line beside titles that count in it (Ⅱ … beside 1 …).

So decides how deep the titles of slides nest: below such lines, below the larger titles on pages of their own, and as
outermost headings where only measures and policies have numbers. Decides nothing about other lines.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from unicodedata import numeric

from dxextract.normalise import squeeze
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.schema.document import Block, Paragraph, Table
from dxextract.schema.passage import Box
from dxextract.signs import LABEL_SIGNS

_FEWEST = 3
"""Slides with a title at one height."""
_CHAPTERS = frozenset({"chapter", "roman"})
_PARTS = frozenset({"measure", "policy"})
_NEAR = 4  # blocks around a title among which its small lines stand
_FAR = 40
_SMALLER = 0.8
_LARGER = 1.25
_WITHIN = 1.6  # times the title's height, between it and a small line
_LONGEST = 40  # characters
_SAME_HEIGHT = 4.0  # points
_HOLDER = re.compile(rf"[{LABEL_SIGNS}【〔\[(（]?\s*([^\s:：】〕\])）]{{2,8}})\s*[】〕\])）:：]")
_COUNT = re.compile(r"(?<![-0-9])[0-9A-ZⅠ-Ⅻ]{1,2}$")
_DASHES = str.maketrans("－‐–−", "----")


def with_slide_tops(blocks: tuple[Block, ...], rules: RuleSet) -> tuple[Block, ...]:
    """The blocks with the small lines at the tops of slides in the order in which they are meant."""
    titles, few = slide_titles(blocks), False
    leads, behind = _leads(blocks, titles, rules)
    trails = _trails(blocks, leads)
    if not trails and (of_kinds := slide_titles(blocks, of_all_kinds=True)):
        more, also = _leads(blocks, of_kinds, rules)
        if trails := _trails(blocks, more):
            titles, few, leads, behind = of_kinds, True, more, also
    if not titles:
        return blocks
    before: dict[int, list[int]] = defaultdict(list)
    again: set[int] = set()
    for found in trails:
        before[found[0][1]].append(found[0][0])
        again.update(index for index, _ in found[1:])
    led = {at for found in trails for _, at in found}
    chapters = {found[0][0] for found in trails if _is_chapters(blocks, found, rules)}
    below_policy = {at for found in trails if found[0][0] not in chapters for _, at in found}
    moved = {index for group in (*before.values(), *behind.values()) for index in group}
    # where titles are of several kinds, only the policies' own are sure of their depth
    level = (
        ({} if few else dict.fromkeys(titles, 1)) | dict.fromkeys(led, 2)
        if led
        else dict.fromkeys(_main_titles(titles, rules), 1)
    )
    parts = (_parts(blocks, titles, rules) or _opening(blocks, titles, led, rules)) if below_policy else []
    if parts:  # what stands before the first and behind the last one's slides is beside them
        within = range(parts[0], max(below_policy) + 1)
        level = {index: depth + (index in within) for index, depth in level.items()} | dict.fromkeys(parts, 1)
    if not moved and not level:
        return blocks
    ordered: list[Block] = []
    for index, block in enumerate(blocks):
        if index in moved:
            continue
        if isinstance(block, Paragraph) and index in again:
            block = replace(block, role="running")
        elif isinstance(block, Paragraph) and index in level:  # without such a line it is of no policy
            block = replace(block, heading_level=level[index])
        ordered.extend(
            _said(blocks[one], level=2 if parts and one not in chapters else 1) for one in before.get(index, ())
        )
        ordered.append(block)
        ordered.extend(_said(blocks[one]) for one in behind.get(index, ()))
    return tuple(ordered)


def _leads(
    blocks: Sequence[Block], titles: dict[int, Paragraph], rules: RuleSet
) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """For each title the lines beside it that name its policy, and those that say whose it is."""
    leads: dict[int, list[int]] = {}
    behind: dict[int, list[int]] = defaultdict(list)
    named = {squeeze(title.text) for title in titles.values()}
    for at, title in titles.items():
        leads[at] = []
        for index in lines_beside(blocks, at, title):
            line = blocks[index]
            assert isinstance(line, Paragraph)
            if index < at and _names_holder(line, rules):
                behind[at].append(index)
            elif squeeze(line.text) not in named and _leads_to(line, title, rules):
                leads[at].append(index)
    return leads, behind


def _trails(blocks: Sequence[Block], leads: dict[int, list[int]]) -> list[list[tuple[int, int]]]:
    """Each policy's lines with the titles that they stand beside; none where there is but one that does not come back.

    Several such lines beside one title are a list of the policies.
    """
    trails: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for at, lines in leads.items():
        line = blocks[lines[0]] if len(lines) == 1 else None
        if isinstance(line, Paragraph):
            trails[squeeze(line.text)].append((lines[0], at))
    comes_back = len(trails) > 1 or any(len(found) > 1 for found in trails.values())
    enough = sum(map(len, trails.values())) >= _FEWEST
    return [found for found in trails.values() if comes_back and (enough or len(found) > 1)]


def _main_titles(titles: dict[int, Paragraph], rules: RuleSet) -> list[int]:
    """The titles without a number, each a chapter where only measures and policies have one and such a title is first.

    Two with a number are enough: their measures may stand on cards, or in rows.
    """
    numbers = {at: rules["numbering"].label(title.text) for at, title in titles.items()}
    bare = [at for at, label in numbers.items() if label is None]
    counted = [at for at, label in numbers.items() if label is not None]
    if (
        not bare
        or len(counted) < _FEWEST - 1
        or any(numbers[at] not in _PARTS for at in counted)
        or bare[0] > counted[0]
    ):
        return []
    return bare


def _is_chapters(blocks: Sequence[Block], found: list[tuple[int, int]], rules: RuleSet) -> bool:
    """Whether a line that leads to titles is a chapter's, whose slides count 1, 2."""
    line, title = (blocks[index] for index in found[0])
    return _label(line, rules) in _CHAPTERS and _label(title, rules) == "digit"


def _parts(blocks: Sequence[Block], titles: dict[int, Paragraph], rules: RuleSet) -> list[int]:
    """The titles, set larger than those of slides, that stand on pages of their own, beside a numeral or alone.

    One alone is a part where its number counts with those of slides (Ⅳ between the slides Ⅲ and Ⅴ).
    """
    usual = min(title.style.size for title in titles.values() if title.style is not None)
    first = blocks[0].passage.page if blocks and isinstance(blocks[0], Paragraph) else None
    pages: dict[int | None, list[int]] = defaultdict(list)
    busy = set()
    for index, block in enumerate(blocks):
        if not isinstance(block, Paragraph):
            busy.update({place.page for place in block.places} if isinstance(block, Table) else {block.place.page})
        elif block.role == "body" and not block.text.isdigit():
            pages[block.passage.page].append(index)
    found = []
    for page, said in pages.items():
        large = [
            i for i in said if (line := blocks[i]) and isinstance(line, Paragraph) and _size(line) > _LARGER * usual
        ]
        if page not in (first, None) and page not in busy and len(said) <= _FEWEST and large == said[:1]:
            found.append(large[0])
    counted = {_label(title, rules) for title in titles.values()} & _CHAPTERS
    lone = len(found) == 1 and _label(blocks[found[0]], rules) in counted
    return found if len(found) > 1 or lone else []


def _opening(blocks: Sequence[Block], titles: dict[int, Paragraph], led: set[int], rules: RuleSet) -> list[int]:
    """The numbered title of a slide with hardly a word before the first policy's: a chapter that holds the policies."""
    before = [at for at in titles if at < min(led)]
    behind = [at for at in titles if at > max(led)]
    numbered = [at for at in (*before, *behind) if _label(blocks[at], rules) in _CHAPTERS | {"digit"}]
    if not before or before[-1] not in numbered or len(numbered) < _FEWEST:
        return []
    said = [one for one in blocks if not isinstance(one, Paragraph) or one.role == "body"]
    own = [one for one in said if _page(one) == titles[before[-1]].passage.page]
    return before[-1:] if len(own) < _FEWEST and all(isinstance(one, Paragraph) for one in own) else []


def _page(block: Block) -> int | None:
    if isinstance(block, Paragraph):
        return block.passage.page
    return block.places[0].page if isinstance(block, Table) else block.place.page


def _label(block: Block, rules: RuleSet) -> str | None:
    return rules["numbering"].label(block.text) if isinstance(block, Paragraph) else None


def _size(line: Paragraph) -> float:
    return line.style.size if line.style is not None else 0.0


def _said(block: Block, level: int | None = None) -> Block:
    assert isinstance(block, Paragraph)
    return replace(block, role="body", heading_level=level or block.heading_level)


def slide_titles(blocks: Sequence[Block], *, of_all_kinds: bool = False) -> dict[int, Paragraph]:
    """The largest line at the top of each page, where most pages have one of that size at one of a few heights.

    With `of_all_kinds` those of any size that three pages share: titles of chapters beside those of measures.
    """
    first: dict[int, tuple[int, Paragraph]] = {}
    seen: Counter[int] = Counter()
    for index, block in enumerate(blocks):
        if not isinstance(block, Paragraph) or block.style is None or block.role not in ("body", "running"):
            continue
        page = block.passage.page
        if page is None or seen[page] >= _NEAR:
            continue
        seen[page] += 1
        if block.role == "body" and (
            page not in first or block.style.size > 1.05 * (s.size if (s := first[page][1].style) else 0)
        ):
            first[page] = (index, block)
    looks = {page: (round(p.style.size), _box(p)) for page, (_, p) in first.items() if p.style is not None}
    kinds = [_of_size(looks, size) for size, _ in Counter(size for size, _ in looks.values()).most_common()]
    at = {page for kind in (kinds if of_all_kinds else kinds[:1]) if len(kind) >= _FEWEST for page in kind}
    return {index: p for page, (index, p) in first.items() if page in at} if 2 * len(at) >= len(first) else {}


def _of_size(looks: dict[int, tuple[int, Box | None]], size: int) -> set[int]:
    """The pages whose title has that size and stands as high as two others: a deck has a few kinds of slides."""
    tops = {page: box[1] for page, (own, box) in looks.items() if own == size and box is not None}
    return {
        page
        for page, top in tops.items()
        if sum(abs(top - other) <= _SAME_HEIGHT for other in tops.values()) >= _FEWEST
    }


def lines_beside(blocks: Sequence[Block], at: int, title: Paragraph) -> list[int]:
    """The short, smaller lines right above or below a title, and those at its height anywhere in the page's order.

    Also those left of it at any height, on a rail along the page's edge.
    """
    own, size = _box(title), title.style.size if title.style else 0.0
    found = []
    for index in range(max(at - _NEAR, 0), min(at + _FAR, len(blocks))):
        line = blocks[index]
        if index == at or not isinstance(line, Paragraph) or line.style is None or len(line.text) > _LONGEST:
            continue
        box = _box(line)
        if not _same_page(line, title):
            if index > at:
                break
            continue
        if box is None or own is None or line.role not in ("body", "running"):
            continue
        gap = max(own[1] - box[3], box[1] - own[3])
        reach = _WITHIN * (own[3] - own[1]) if index <= at + _NEAR else 0.0
        if (line.style.size <= _SMALLER * size and gap <= reach) or box[2] <= own[0]:
            found.append(index)
    return found


def _same_page(one: Paragraph, other: Paragraph) -> bool:
    return one.passage.page == other.passage.page


def _box(paragraph: Paragraph) -> Box | None:
    return paragraph.passage.segments[0].place.box


def _names_holder(line: Paragraph, rules: RuleSet) -> bool:
    found = _HOLDER.match(line.text)
    return found is not None and block_label(found[1], rules) == "departments"


def _leads_to(line: Paragraph, title: Paragraph, rules: RuleSet) -> bool:
    """Whether a line has a policy's number, or that which the title's own begins with.

    Such as Ⅰ above Ⅰ-1, 1-1 or No.1, プロジェクト1 above 1-1; and any chapter's above 1.
    """
    number, own = rules["numbering"].match(line.text), rules["numbering"].match(title.text)
    if number is None or line.text.endswith("。"):
        return False
    if number.label == "policy":
        return own is None or own.label != "policy"
    if own is not None and own.label == "measure":
        return number.label == "roman"
    if own is not None and own.label == "digit":
        return number.label in _CHAPTERS
    if own is None or own.label != "nested":
        return False
    above = squeeze(number.groups[0] or "").strip("()（）.．").translate(_DASHES)
    if number.label == "measure":  # プロジェクト1 over 1-1
        counted = _COUNT.search(above)
        above = counted.group() if counted else ""
    written = (above, str(int(numeric(above)))) if len(above) == 1 and above.isnumeric() else (above,)
    begun = squeeze(own.groups[0] or "").translate(_DASHES).replace(".", "-")
    return bool(above) and begun.startswith(tuple(f"{one}-" for one in written))
