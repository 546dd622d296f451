"""What forms and list tables are set out as: headings, paragraphs and tables of some of their rows and columns.

Decides how a cell's text falls into paragraphs, and how a part of a grid becomes a grid. Which cells are labels, and
what belongs to them, is decided in `forms` and `list_tables`.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dxextract.schema.document import Bar, Cell, Paragraph, Table, UnfoldedAs
from dxextract.schema.passage import Passage, Place, union_box
from dxextract.signs import CHECKS, LABEL_SIGNS

LEVELS: dict[UnfoldedAs, int] = {"group": 3, "policy": 4, "title": 5, "label": 6}
_BULLETS = frozenset(LABEL_SIGNS + CHECKS)
_BULLET_BREAK = re.compile(rf"(?<=[\s。])(?=[{LABEL_SIGNS}{CHECKS}①-⑳])")
_BREAK = re.compile(r"<(?:br|li|p)\b", re.IGNORECASE)
_LABELLED = re.compile(r"[^\s、。：:()（）0-9０-９]{2,8}[:：](?!/)")
_VALUE_LED = re.compile(r"(?:現状|現況|現在|基準|目標|実績|策定時|(?:最終|中間)目標)値?\s?(?=[(（:：0-9０-９約])")
_YEAR_LED = re.compile(r"[【(（]?(?:(?:令和|R)\s?(?:元|[0-9]{1,2})|20[0-9]{2})\s?年度")
_LETTER = re.compile(r"[ア-ソ][ \u3000]+\S")
_STARTS_ITEM = re.compile(rf"\s*(?:[{LABEL_SIGNS}{CHECKS}①-⑳※]|[(（][0-9]{{1,2}}[)）]|[0-9]{{1,2}}[.．)）]\s)")


def heading(passage: Passage, role: UnfoldedAs) -> Paragraph:
    """A cell's text as a heading."""
    return Paragraph(passage, heading_level=LEVELS[role], unfolded=role)


def numbered(number: Passage | None, title: Passage) -> Passage:
    """A number and a title from cells of their own, as two words of one line."""
    if number is None or not number.text:
        return title
    shift = len(number.raw) + 1
    offsets = (*number.offsets[:-1], len(number.raw), *(shift + offset for offset in title.offsets))
    return Passage(f"{number.text} {title.text}", (*number.segments, *title.segments), offsets)


def with_letter_apart(title: Passage) -> Passage:
    """A title with the letter that counts it as a word of its own (ア 相談会), where cleaning has joined the two."""
    if _LETTER.match(title.raw) is None or title.text[1:2].isspace():
        return title
    return Passage.spaced(title.part(0, 1), title.part(1))


def paragraphs(passage: Passage) -> Iterator[Paragraph]:
    """A cell's text as paragraphs: a new one at each bullet, label or year, and after a line that ends a sentence.

    So is each line of an indicator's values below its name (現状（R5） 12件, 目標（R9） 40件).
    """
    text = passage.text
    breaks = {m.start() for m in _BULLET_BREAK.finditer(text)}
    breaks |= {at for at in line_starts(passage) if _STARTS_ITEM.match(text, at) or text[:at].rstrip().endswith("。")}
    if _LABELLED.match(text):
        breaks |= {at for at in line_starts(passage) if _LABELLED.match(text, at)}
    if _YEAR_LED.match(text) and not text.endswith("。"):
        breaks |= {at for at in line_starts(passage) if _YEAR_LED.match(text, at)}
    values = {at for at in line_starts(passage) if _VALUE_LED.match(text, at)}
    breaks |= values if len(values) > 1 else set()
    for start, end in itertools.pairwise([0, *sorted(breaks - {0}), len(text)]):
        part = passage.part(start, end)
        if part.text:
            yield Paragraph(part, unfolded="body")


def line_starts(passage: Passage) -> Iterator[int]:
    """Where in the text the lines after the first begin: those of the source, those that mark-up breaks (``<br>``).

    In a cell that begins with a bullet, a space before the next one parts two items as well.
    """
    text, raw = passage.text, passage.raw
    for position in range(1, len(text)):
        # A space before Latin letters stands for the break itself (`残っている。<br>RPAを`).
        begin = passage.offsets[position - 1] + (text[position - 1] != " ")
        between = raw[begin : passage.offsets[position]]
        if between and (_BREAK.search(between) or (between.isspace() and text[position] == text[0] in _BULLETS)):
            yield position
    reached = 0
    for segment in passage.segments[:-1]:
        reached += len(segment.raw) + 1
        yield bisect_left(passage.offsets, reached, hi=len(passage.text))


def part_of(table: Table, rows: Sequence[int], cols: Sequence[int], header_rows: int = 0) -> Table:
    """The grid of the given rows and columns (each ascending) as a table of its own; drawn bars go along.

    Columns that only serve the grid around it are left out: those in which no cell begins, and where the medium lost
    merged cells those in which nothing stands.
    """
    kept = [cell for cell in table.cells if cell.row in rows and (cell.text or table.spans == "drawn")]
    begun = {cell.col for cell in kept} | {max(cols[0], cell.col) for cell in kept}
    cols = [col for col in cols if col in begun]
    row_at, col_at = {row: i for i, row in enumerate(rows)}, {col: i for i, col in enumerate(cols)}
    cells: list[Cell] = []
    for cell in table.cells:
        own_rows = [row_at[r] for r in range(cell.row, cell.row + cell.row_span) if r in row_at]
        own_cols = [col_at[c] for c in range(cell.col, cell.col + cell.col_span) if c in col_at]
        if own_rows and own_cols:
            cells.append(
                replace(cell, row=own_rows[0], col=own_cols[0], row_span=len(own_rows), col_span=len(own_cols))
            )
    cells.sort(key=lambda cell: (cell.row, cell.col))
    bars = tuple(_moved(bar, row_at, col_at) for bar in table.bars if bar.row in row_at and bar.col_start in col_at)
    return replace(
        table,
        n_rows=len(rows),
        n_cols=len(cols),
        cells=tuple(cells),
        places=_places(cells) or table.places,
        bars=bars,
        header_rows=header_rows,
        caption=None,
        mended=(),
        set_out=False,
        unfolded=True,
    )


def part_of_cell(cell: Cell, start: int, end: int) -> Cell:
    """The cell with a part of its text alone, which is read anew."""
    return replace(cell, passage=cell.passage.part(start, end), mentions=(), quantity=None)


def _moved(bar: Bar, row_at: dict[int, int], col_at: dict[int, int]) -> Bar:
    last = max((col_at[c] for c in range(bar.col_start, bar.col_end + 1) if c in col_at), default=col_at[bar.col_start])
    return replace(bar, row=row_at[bar.row], col_start=col_at[bar.col_start], col_end=last)


def _places(cells: Sequence[Cell]) -> tuple[Place, ...]:
    """Where the cells stand: one place for each page, or the range of lines."""
    places = [segment.place for cell in cells for segment in cell.passage.segments]
    lines = [p for p in places if p.line_start is not None and p.line_end is not None]
    if lines:
        return (Place(line_start=min(p.line_start or 0 for p in lines), line_end=max(p.line_end or 0 for p in lines)),)
    found = []
    for page in sorted({p.page for p in places if p.page is not None}):
        boxes = [p.box for p in places if p.page == page and p.box is not None]
        boxes += [cell.box for cell in cells if cell.page == page and cell.box is not None]
        found.append(Place(page=page, box=union_box(boxes) if boxes else None))
    return tuple(found)
