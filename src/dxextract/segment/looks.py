"""What the look of a heading says of its level: two headings set alike stand on one level.

A look is size, weight, colour and what stands behind the line. It decides between unnumbered headings, and whether
words that usually head a block of a measure (目指す姿) head a section here: then they are set like the sections around
them and not like the blocks. Says nothing of a medium without styles.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from dxextract.segment.heading import Heading

SIZE_STEP = 0.6  # points; sizes closer than this are the same size printed by different means
_MUCH = 1.3
"""How much larger a divider is set than what it holds."""
_COUNTED = re.compile(r"[1-9２-９一二三四五六七八九](?:つの|本の?)(\S{1,8})$")
_WORD_OF_NUMBER = re.compile(r"[一-龥]{2,6}")
_TOP_OF_SLIDE = 48.0  # points from the top edge: slides begin here, pages of office documents have a wider margin

Look = tuple[float, bool, str, str | None, bool]
_BLOCKS = frozenset({"bracket", "mark"})
_UNNUMBERED = frozenset({"style", "appendix", "annex", "bracket"})


def look_of(heading: Heading) -> Look | None:
    """The look of a heading; None where the medium has no styles."""
    style = heading.paragraph.style
    if style is None:
        return None
    return (round(style.size * 2) / 2, style.bold, style.color, style.band, style.boxed)


def is_banded_alike(one: Heading, other: Heading) -> bool:
    """Whether two headings stand on bands of one colour, in one size and weight: title bars of boxes of one kind."""
    look = look_of(one)
    return look is not None and look[3] is not None and look == look_of(other)


def usual_label_look(headings: Iterable[Heading]) -> Look | None:
    """The look that most labels of blocks have and sections have not, or fewer sections than labels.

    None where no two labels are alike.
    """
    looks = [(h, look) for h in headings if (look := look_of(h)) is not None]
    counts = Counter(look for h, look in looks if h.family == "label")
    of_sections = Counter(look for h, look in looks if h.kind in _UNNUMBERED)
    usual = [look for look, count in counts.most_common() if count > 1]
    own = next((look for look in usual if look not in of_sections), None)
    return own or next((look for look in usual if counts[look] > of_sections[look]), None)


def as_set(heading: Heading, opened: list[Heading], label_look: Look | None) -> Heading:
    """The heading, as an unnumbered one where its look contradicts what its words say.

    Words of a block label set like an open unnumbered heading are a section's title; words of back matter (まとめ) set
    smaller than the open chapter are one of its parts.
    """
    look = look_of(heading)
    if look is None:
        return heading
    plain = as_plain(heading)
    outgrown = any(h.order is not None and is_larger(heading, h) for h in opened)  # larger than 3 計画期間 above it
    if heading.family == "label" and (look != label_look or outgrown):
        if heading.wording.appendix is not None:
            return replace(heading, family="appendix", rank=1)
        alike = any(look_of(h) == look and (h.kind in _UNNUMBERED or heading.announced) for h in opened)
        return plain if alike else heading
    if heading.kind == "appendix" and opened and is_larger(opened[0], heading) and not opened[0].wording.container:
        return plain
    return heading


def as_plain(heading: Heading) -> Heading:
    """The heading as an unnumbered one of its look."""
    size, bold, _, band, _ = look_of(heading) or (0.0, False, "", None, False)
    return replace(heading, family=f"style:{round(size)}:{int(bold)}:{int(band is not None)}:0", rank=None)


def alike_at(heading: Heading, opened: list[Heading]) -> int | None:
    """The position of the open heading that an unnumbered one is set like: they stand on one level.

    A numbered one counts only for what the contents announce (unnumbered lines of a number's look are often below it)
    or as the title bar of a slide; and one that the contents list at a level only for another such.
    """
    look = look_of(heading)
    if look is None or heading.kind not in ("style", "appendix") or heading.rank is not None:
        return None
    first = end_of_policy_alike(heading, opened)
    return next(
        (
            i
            for i, h in enumerate(opened)
            if i >= first
            and look_of(h) == look
            and (h.kind in _UNNUMBERED or (heading.announced and h.kind != "label") or _is_bar(h, heading))
            and (h.listed is None or heading.listed is not None)
            and not (h.kind == "annex" and heading.kind == "style" and h.wording.number is not None)
        ),
        None,
    )


def beside_terms(heading: Heading, opened: list[Heading]) -> int | None:
    """The position of the open 【用語の説明】 that a part of the back matter in the same brackets is set like."""
    look = look_of(heading)
    alike = (h.kind == "appendix" and h.wording.mark == heading.family and look_of(h) == look for h in opened)
    return next((i for i, found in enumerate(alike) if found), None) if look is not None else None


def end_of_policy_alike(heading: Heading, opened: list[Heading]) -> int:
    """How many open headings an unnumbered one leaves open in any case: those down to the last policy set like it.

    Where all is set alike, what stands below a policy is not beside what holds that.
    """
    look = look_of(heading)
    if look is None or heading.kind != "style":
        return 0
    held = (i + 1 for i, h in enumerate(opened) if i and h.kind == "policy" and look_of(h) == look)
    return max(held, default=0)


def _is_bar(above: Heading, heading: Heading) -> bool:
    """Whether a policy's name stands on a filled band, as the title bars of slides do.

    So does any name beside which a heading like ロードマップ（基本目標1） is set alike.
    """
    barred = above.kind == "policy" or (heading.wording.of_policy and above.kind != "label")
    return barred and above.paragraph.style is not None and above.paragraph.style.band is not None


def beside_open(heading: Heading, opened: list[Heading]) -> int:
    """How many unnumbered headings, innermost first, a worded one (柱1) ends: those set alike, and what is below them.

    The title bars of slides are one look, whether they say 計画の概要 or 柱1; what is smaller on a slide ends there, as
    a bracketed line set smaller does anywhere (《この目標の数値》 above 施策1).
    """
    if (look := look_of(heading)) is None or (opened and _leads_count_of(opened, heading)):
        return 0
    smaller = 0
    for count, above in enumerate(reversed(opened), 1):
        if above.kind in _BLOCKS and is_larger(heading, above) and not (above.announced or states_top(above)):
            smaller = count
        elif above.kind != "style" or is_larger(above, heading):
            return smaller
        if look_of(above) == look:
            return count
    return smaller


def _leads_count_of(opened: list[Heading], heading: Heading) -> bool:
    """Whether a title stands right above the first policy, or speaks of them (3本柱, 基本方針と取組).

    Where sizes tell levels, as below a chapter set larger, one that only speaks of them has a text of its own.
    """
    above = opened[-1]
    if heading.wording.ordinal != 1 or heading.kind != "policy" or above.kind != "style":
        return False
    counted = _COUNTED.search(above.wording.title)
    number = heading.wording.number or ""
    named = counted is not None and number.startswith(counted.group(1))
    word = _WORD_OF_NUMBER.match(number)
    named = named or (word is not None and word[0] in above.wording.title)
    levels = any(is_larger(h, above) for h in opened)
    return (named and not levels) or heading.block == above.block + 1


def returns_below(heading: Heading, above: Heading, said: Counter[str]) -> bool:
    """Whether a block's label that comes again and again stands below a title set just like it that comes but once."""
    returns = heading.family == "label" and said[heading.key] > 1 and said[above.key] == 1
    return returns and above.kind == "style" and look_of(above) is not None and look_of(above) == look_of(heading)


def titles_page(opened: list[Heading], heading: Heading) -> bool:
    """Whether a number at the very top of a page, as slides have it, holds a heading of that page in any size.

    What a slide shows is often set larger than its title: (2) 方向性 and below it three boxes ①, ②, ③. A chapter's
    title may stand above the number.
    """
    above = opened[-1]
    if above.order is None or (heading.order is not None and heading.order <= above.order):
        return False
    first = opened[-2] if len(opened) > 1 and opened[-2].block == above.block - 1 else above
    title, place = first.passage.segments[0].place, heading.passage.segments[0].place
    return title.box is not None and title.page == place.page and title.box[1] < _TOP_OF_SLIDE


def states_top(heading: Heading) -> bool:
    """Whether a PDF itself says that a heading is on the outermost level."""
    return heading.paragraph.heading_level == 1 and heading.size is not None


def is_outermost(heading: Heading, opened: list[Heading]) -> bool:
    """Whether a heading is stated as outermost where sizes would mislead: beside such ones, or others, of another size.

    Chapters still hold it.
    """
    if not states_top(heading) or any(h.kind in ("part", "chapter") for h in opened):
        return False
    if heading.kind == "bracket" and any(h.family == heading.family for h in opened):
        return False  # 【医療】 beside 【交通】, which a title holds
    size = heading.size or 0.0
    smaller = any(states_top(h) and (h.size or 0.0) < size - SIZE_STEP for h in opened)
    smaller = smaller or (heading.wording.number is None and any(h.rank in (10, 20) for h in opened))
    # the pages that part a deck, above the titles of its slides
    smaller = smaller or any((h.paragraph.heading_level or 0) > 1 and is_larger(heading, h) for h in opened)
    return smaller or (heading.wording.number is not None and any((h.size or 0.0) > size + SIZE_STEP for h in opened))


def is_larger(one: Heading, other: Heading) -> bool:
    """Whether `one` is set larger than `other`; no where the medium has no sizes."""
    return one.size is not None and other.size is not None and one.size > other.size + SIZE_STEP


def is_much_larger(one: Heading, other: Heading) -> bool:
    """Whether `one` is set so much larger than `other` that it cannot stand below that."""
    return one.size is not None and other.size is not None and one.size >= _MUCH * other.size


def is_twin(one: Heading, other: Heading) -> bool:
    """Whether two headings are of one family and set alike; no where the medium has no styles."""
    return one.family == other.family and look_of(one) is not None and look_of(one) == look_of(other)


def is_set_alike(one: Heading, other: Heading) -> bool:
    """Whether of two unnumbered headings of one size one has brackets: they stand on one level all the same."""
    if {one.kind, other.kind} != {"style", "bracket"}:
        return False
    if one.size is None or other.size is None or one.paragraph.style is None or other.paragraph.style is None:
        return False
    return abs(one.size - other.size) < SIZE_STEP / 2 and one.paragraph.style.bold == other.paragraph.style.bold


def holds(above: Heading, heading: Heading) -> bool:
    """Whether open back matter (資料編) holds another part of it: not where both are set in one size."""
    if not above.wording.container or heading.wording.appendix is None or heading.wording.container:
        return False
    if heading.kind == "annex":
        return True
    return above.size is None or heading.size is None or is_larger(above, heading)


def is_beside(one: Heading, other: Heading) -> bool:
    """Whether two headings stand at one height of their page, one right of the other."""
    places = [heading.passage.segments[0].place for heading in (one, other)]
    a, b = (place.box for place in places)
    if a is None or b is None or places[0].page != places[1].page or min(a[2], b[2]) > max(a[0], b[0]):
        return False
    return min(a[3], b[3]) - max(a[1], b[1]) > (a[3] - a[1]) / 2


def beside_banded(heading: Heading, opened: list[Heading]) -> int | None:
    """The depth of a title on a band right of another on a band of its own (今後の取組 right of 【特徴】): beside it.

    On a band of the same colour a smaller title is that of a panel that goes with the text on its left: below it.
    """
    if not _is_banded(heading):
        return None
    at = next((i for i, h in enumerate(opened) if _is_banded(h) and is_beside(h, heading)), None)
    if at is None or (opened[at].kind, heading.kind) == ("policy", "measure"):
        return None  # 柱1 on a tag in the row of the title of its measure
    return at + (is_larger(opened[at], heading) and _band(opened[at]) == _band(heading))


def _is_banded(heading: Heading) -> bool:
    return _band(heading) is not None


def _band(heading: Heading) -> str | None:
    """The colour of the band behind a heading."""
    return heading.paragraph.style.band if heading.paragraph.style is not None else None
