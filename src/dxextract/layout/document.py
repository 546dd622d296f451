"""Laid-out pages -> the document.

Decides what goes on from page to page (paragraphs; tables in `continuation`) and turns the layout's own values into
blocks. What a block means is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dxextract.layout.edges import Edges
from dxextract.layout.model import FigureBlock, LineBlock, PageBlock, PageLayout, TableBlock
from dxextract.layout.notes import mark_notes
from dxextract.layout.paragraphs import Joined, goes_on_over_page, lines_to_paragraphs
from dxextract.layout.running import body_text_size, mark_running
from dxextract.layout.spread_words import with_whole_label
from dxextract.layout.tables.continuation import join_tables
from dxextract.layout.tables.sheet_pages import join_split_sheets, mark_titles_again
from dxextract.layout.tolerances import Tolerances
from dxextract.normalise import clean, squeeze
from dxextract.rules import Family
from dxextract.schema.document import Block, Bookmark, Figure, Paragraph
from dxextract.schema.passage import Passage, Place

_SLIDE = re.compile(r"(?:スライド|Slide)\s*[0-9]+\s*[:：]\s*")
PageUnit = Joined | TableBlock | FigureBlock


@dataclass(frozen=True, slots=True)
class _Context:
    edges: Edges
    levels: dict[tuple[int, str], int]
    tolerances: Tolerances


def pages_to_blocks(
    pages: Sequence[PageLayout], bookmarks: Sequence[Bookmark], notes: Family, tolerances: Tolerances
) -> tuple[Block, ...]:
    """All blocks of a document in reading order. `notes` says how footnotes and captions begin."""
    size = body_text_size(pages)
    whole = join_split_sheets(mark_titles_again(mark_running(pages, tolerances)))
    marked = [mark_notes(page, size, notes) for page in whole]
    edges = Edges(b for page in marked for b in page.blocks if isinstance(b, LineBlock))
    context = _Context(edges, _bookmark_levels(bookmarks), tolerances)
    units = [_page_to_units(page.blocks, edges, tolerances) for page in marked]
    for upper, lower in pairwise(units):
        _join_over_page(upper, lower, edges, tolerances)
    tables = join_tables(unit for page in units for unit in page)
    blocks: list[Block] = []
    previous: PageUnit | None = None
    for unit in (unit for page in units for unit in page):
        if isinstance(unit, TableBlock):
            table = tables.get(id(unit))
            if table is not None:
                blocks.append(replace(table, caption=_caption_above(previous)))
        elif isinstance(unit, FigureBlock):
            blocks.append(_figure(unit))
        else:
            blocks.append(_paragraph(unit, previous, context))
        previous = unit
    return tuple(blocks)


def _bookmark_levels(bookmarks: Sequence[Bookmark]) -> dict[tuple[int, str], int]:
    """Level by page and title; PowerPoint puts the slide's number before the title."""
    titles = ((b, _SLIDE.sub("", clean(b.title)[0])) for b in bookmarks)
    return {(b.page, squeeze(title)): b.level for b, title in titles if b.page is not None}


def _page_to_units(blocks: Sequence[PageBlock], edges: Edges, tolerances: Tolerances) -> list[PageUnit]:
    units: list[PageUnit] = []
    run: list[LineBlock] = []
    for block in blocks:
        if isinstance(block, LineBlock):
            run.append(block)
            continue
        units.extend(lines_to_paragraphs(run, edges, tolerances))
        run = []
        units.append(block)
    units.extend(lines_to_paragraphs(run, edges, tolerances))
    return units


def _join_over_page(upper: list[PageUnit], lower: list[PageUnit], edges: Edges, tolerances: Tolerances) -> None:
    """Moves the first paragraph of `lower` to the last of `upper` when it continues it."""
    last = next((i for i in range(len(upper) - 1, -1, -1) if _is_body(upper[i])), None)
    first = next((i for i, unit in enumerate(lower) if _is_body(unit)), None)
    if last is None or first is None:
        return
    head, tail = upper[last], lower[first]
    if isinstance(head, Joined) and isinstance(tail, Joined) and goes_on_over_page(head, tail.first, edges, tolerances):
        upper[last] = Joined((*head.blocks, *tail.blocks))
        del lower[first]


def _is_body(unit: PageUnit) -> bool:
    return not isinstance(unit, Joined) or unit.first.role == "body"


def _caption_above(previous: PageUnit | None) -> Passage | None:
    """The numbered title that stands right above a table."""
    if not isinstance(previous, Joined) or previous.first.role != "caption":
        return None
    return Passage.of(block.line.segment(block.page) for block in previous.blocks)


def _paragraph(unit: Joined, previous: PageUnit | None, context: _Context) -> Paragraph:
    first = unit.first
    passage = with_whole_label(Passage.of(block.line.segment(block.page) for block in unit.blocks))
    return Paragraph(
        passage=passage,
        role=first.role,
        style=first.style,
        indent=round(max(first.line.box[0] - context.edges.left(first), 0.0), 1),
        heading_level=context.levels.get((first.page, squeeze(passage.text))),
        blank_before=_is_set_off(first, previous, context.tolerances),
    )


def _is_set_off(block: LineBlock, previous: PageUnit | None, tolerances: Tolerances) -> bool:
    """Whether more than the usual leading parts the block from what stands above it."""
    if previous is None:
        return True
    above = previous.last if isinstance(previous, Joined) else previous
    if above.page != block.page or _begins_column(block, above):
        return True
    gap = block.box[1] - above.box[3]
    leading = 0.6 * block.line.size
    if isinstance(previous, Joined) and len(previous.blocks) > 1 and previous.blocks[-2].page == block.page:
        leading = max(previous.last.box[1] - previous.blocks[-2].box[3], 0.2 * block.line.size)
    return gap > tolerances.blank_gap * leading


def _begins_column(block: LineBlock, above: LineBlock | TableBlock | FigureBlock) -> bool:
    """Whether the block stands right of what is read before it, and begins higher: nothing of its column is above."""
    return block.box[0] >= above.box[2] and block.box[1] < above.box[1]


def _figure(unit: FigureBlock) -> Figure:
    passages = tuple(Passage.of([line.segment(unit.page)]) for line in unit.lines)
    return Figure(Place(page=unit.page, box=unit.box), passages)
