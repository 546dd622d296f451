"""The cover and the colophon of a plan: which paragraphs they are.

Signals for the cover, in this order: it ends at the contents page, at the first heading that is no plan's title, at
the first long sentence (of a bill, which asks to adopt a plan, at none), and in a PDF with the first page that has
text. The colophon is the run of short lines at the very end that begins with a label of a colophon (発行, 編集,
問合せ先) or repeats the plan's title. Does not read any value from either.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from dxextract.extract.metadata.title_marks import bare_title, is_bill, subject_of_bill
from dxextract.rules import RuleSet
from dxextract.schema.document import Cell, Document, Mention, Paragraph, Table, is_furniture
from dxextract.schema.outline import Outline
from dxextract.schema.passage import Passage

# A cover holds a handful of lines; a document without headings must not become one long cover.
_COVER_LINES = 30
_TELEPHONE = re.compile(r"(?:電話|TEL|Tel|ＴＥＬ|直通|〒)[\s　番号:：(（]*[0-9０-９(（]")
_COLOPHON_LINES = 20
_SENTENCE_LENGTH = 60
_DATE_LENGTH = 16  # characters that may stand behind the title: when it was published


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a cover or colophon. `size` is its type size in points, 0.0 where the medium has none."""

    block: int
    passage: Passage
    mentions: tuple[Mention, ...]
    size: float
    blank_before: bool

    @property
    def text(self) -> str:
        return self.passage.text


def cover_lines(document: Document, outline: Outline, rules: RuleSet) -> tuple[Line, ...]:
    """The cover's lines in reading order; empty when the document begins with its first chapter."""
    headings = {node.block: node for node in outline.nodes}
    lines: list[Line] = []
    page: int | None = None
    for index, block in enumerate(document.blocks):
        if not isinstance(block, Paragraph):
            if isinstance(block, Table) and index in outline.contents:
                break
            continue
        if is_furniture(block) or not block.text:
            continue
        if block.unfolded is not None:
            break
        text = block.text
        if index in outline.contents or rules["contents_headings"].match(text) is not None:
            break
        of_bill = bool(lines) and is_bill(lines[0].text)
        named = subject_of_bill(text) if of_bill else text
        if index in headings and not rules["plan_titles"].labels(bare_title(named, rules)):
            break
        if len(text) > _SENTENCE_LENGTH and "。" in text:
            if of_bill:
                continue  # what is asked of the assembly stands above the plan's own head
            break
        place = block.passage.segments[0].place if block.passage.segments else None
        if place is not None and place.page is not None:
            page = place.page if page is None else page
            if place.page != page:
                break
        lines.append(_line(index, block))
        if len(lines) >= _COVER_LINES:
            break
    return tuple(lines)


def colophon_lines(document: Document, outline: Outline, rules: RuleSet, title: str | None) -> tuple[Line, ...]:
    """The colophon's lines in reading order; empty when the document ends without one."""
    tail: list[Line] = []
    page: int | None = None
    for index in range(len(document.blocks) - 1, -1, -1):
        block = document.blocks[index]
        if isinstance(block, Table):
            tail.extend(reversed(_rows(index, block)))
        elif isinstance(block, Paragraph) and block.unfolded is not None:
            break  # of a form or a list, whose departments issue nothing
        elif isinstance(block, Paragraph) and not is_furniture(block) and block.text:
            place = block.passage.segments[0].place if block.passage.segments else None
            if place is not None and place.page is not None:
                page = place.page if page is None else page
                if place.page != page:
                    break
            if len(block.text) > _SENTENCE_LENGTH and "。" in block.text:
                break
            tail.append(_line(index, block))
        if len(tail) >= _COLOPHON_LINES or any(node.block == index for node in outline.nodes):
            break
    tail.reverse()
    wanted = "".join((title or "").split())
    measures = {block for node in outline.nodes if node.kind == "measure" for block in range(node.start, node.end)}
    for position, line in enumerate(tail):
        compact = "".join(line.text.split())
        named = bool(wanted) and compact.startswith(wanted) and len(compact) <= len(wanted) + _DATE_LENGTH
        matched = rules["colophon"].match(line.text)
        if matched is not None and matched.label == "contact" and line.block in measures:
            continue  # who is in charge of the last measure (【担当】総務課)
        if matched or named:
            return tuple(tail[position:])
        below = tail[position + 1].text if position + 1 < len(tail) else ""
        if _TELEPHONE.match(below) and rules["department_lines"].match(line.text):
            return tuple(tail[position:])
    return ()


def _line(index: int, paragraph: Paragraph) -> Line:
    size = paragraph.style.size if paragraph.style is not None else 0.0
    return Line(index, paragraph.passage, paragraph.mentions, size, paragraph.blank_before)


def _rows(index: int, table: Table) -> list[Line]:
    """Each row of a small table as one line (a colophon is often set as label and value side by side)."""
    rows: list[Line] = []
    for row in range(table.n_rows):
        cells = [cell for cell in table.cells if cell.row == row and cell.text]
        if cells:
            passage = Passage.of([segment for cell in cells for segment in cell.passage.segments])
            rows.append(Line(index, passage, _shifted(cells, passage.text), 0.0, False))
    return rows


def _shifted(cells: list[Cell], joined: str) -> tuple[Mention, ...]:
    """The cells' mentions, moved to where each cell's text stands in the joined line."""
    mentions: list[Mention] = []
    position = 0
    for cell in cells:
        found = joined.find(cell.text, position)
        if found >= 0:
            mentions.extend(replace(one, start=one.start + found, end=one.end + found) for one in cell.mentions)
            position = found + len(cell.text)
    return tuple(mentions)
