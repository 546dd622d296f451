"""Lines that look like headings and only name the document or a page: those of a cover, and running titles.

Decides which candidates these are, once all are known.
"""

from __future__ import annotations

import re

from dxextract.normalise import squeeze
from dxextract.rules import RuleSet
from dxextract.schema.document import Document, Paragraph, Style
from dxextract.segment.heading import Heading
from dxextract.segment.looks import is_larger, look_of
from dxextract.segment.surroundings import leads_content, leads_prose

_TELLING = 40
"""Characters of a sentence that no cover prints."""
_DRAFT = re.compile(r"[(（](?:[最終中間改定訂]*素?案|仮称|原案)[)）]$")
_IN_BRACKETS = re.compile(r"\s*[(（][^()（）]*[)）]$")
_PLANS = ("whole", "tail", "other")
BARE = frozenset({"style", "plain"})


def is_bare_label(heading: Heading) -> bool:
    return heading.kind == "label" and heading.wording.mark is None and heading.paragraph.heading_level is None


def without_running(headings: list[Heading], body: Style | None) -> list[Heading]:
    """Without lines set smaller than the text whose words head a section elsewhere: running titles, a chapter each."""
    if body is None:
        return headings
    largest: dict[str, float] = {}
    for heading in headings:
        largest[heading.key] = max(largest.get(heading.key, 0.0), heading.size or 0.0)
    small = 0.95 * body.size  # 15.96 points are 16 printed by other means
    return [
        h
        for h in headings
        if h.size is None or h.size >= small or largest[h.key] <= h.size * 1.1 or h.paragraph.heading_level is not None
    ]


def without_cover(document: Document, headings: list[Heading], rules: RuleSet) -> tuple[Heading, ...]:
    """Drop unnumbered lines of a cover: those on the first page before anything numbered or announced.

    It ends where a line other than the document's title heads prose: a text has no pages, and a short plan no cover.

    The document's name, set large there, is no heading where it returns (in the colophon).
    """
    names = {
        squeeze(block.text)
        for block in document.blocks
        if isinstance(block, Paragraph) and block.style and block.passage.page == 1
    }
    kept: list[Heading] = []
    begun = False
    for heading in headings:
        place = heading.passage.segments[0].place
        # 推進方針 on a cover is a part of the title, no block of a measure
        unmarked = (heading.kind in BARE and heading.family != "plain:opening") or is_bare_label(heading)
        stated = heading.paragraph.heading_level is not None and leads_content(document, heading.block)
        stated = stated and not _ends_its_page(document, heading)
        heads = leads_prose(document, heading.block)
        heads = heads and (place.page is None or len(_text_below(document, heading)) >= _TELLING)
        heads = heads and rules["plan_titles"].label(heading.wording.title) != "whole"
        # 別添2 or 資料1 in the corner above the plan's name says where the plan was laid on the table
        filed = heading.kind == "annex" and rules["plan_titles"].label(_DRAFT.sub("", heading.wording.title)) in _PLANS
        # ［実施計画編］ below the plan's name says which part of it this is
        part = heading.kind in ("bracket", "label") and rules["plan_titles"].label(heading.wording.title) in (
            "part",
            "tail",
        )
        unmarked = unmarked or ((filed or part) and place.page == 1 and not heading.announced)
        begun = begun or heading.announced or not unmarked or stated or heads
        begun = begun or _is_set_as_later(heading, headings, rules)
        covered = (document.source.page_count or 2) > 1 or _names_plan(heading, rules)
        if unmarked and not begun and place.page in (1, None) and covered:
            continue
        if (
            heading.kind == "style"
            and not heading.announced
            and place.page != 1
            and squeeze(heading.passage.text) in names
        ):
            continue
        kept.append(heading)
    return tuple(kept)


def _names_plan(heading: Heading, rules: RuleSet) -> bool:
    """Whether a title is the plan's, its years aside: what stands on top of a list printed on one sheet."""
    return rules["plan_titles"].label(_IN_BRACKETS.sub("", heading.wording.title)) == "whole"


def _is_set_as_later(heading: Heading, headings: list[Heading], rules: RuleSet) -> bool:
    """Whether a title right above another, larger than that, is set as one behind it: the first chapter of the plan."""
    look, behind = look_of(heading), [h for h in headings if h.block > heading.block]
    if look is None or not behind or behind[0].block != heading.block + 1 or not is_larger(heading, behind[0]):
        return False
    page = heading.passage.page
    if behind[0].passage.page != page or rules["plan_titles"].label(heading.wording.title):
        return False
    return any(look_of(h) == look for h in behind)


def _ends_its_page(document: Document, heading: Heading) -> bool:
    """Whether what stands behind a heading stands on another page: it is all that its page says, as a first slide."""
    following = document.blocks[heading.block + 1] if heading.block + 1 < len(document.blocks) else None
    if not isinstance(following, Paragraph):
        return False
    return following.passage.page != heading.passage.segments[-1].place.page


def _text_below(document: Document, heading: Heading) -> str:
    following = document.blocks[heading.block + 1] if heading.block + 1 < len(document.blocks) else None
    return following.text if isinstance(following, Paragraph) else ""
