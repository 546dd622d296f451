"""Forms (個票) unfolded: label on the left, content on the right, read like a heading with its text below.

A form is a table in which label cells stand beside or above their content: at least three labels, one of a measure's
block, and no header row. Each label becomes a heading paragraph, its content paragraphs or a table of its own, so that
later stages see one shape for forms and prose. The form itself stays in the document, before what was unfolded.
Decides nothing about records.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.schema.document import Bar, Block, Cell, Document, Paragraph, Passage, Segment, Table

TITLE_LEVEL = 5
LABEL_LEVEL = 6
_MAX_TITLE = 60  # characters; longer content beside a title label is a description, not a title
_BULLET_BREAK = re.compile(r"(?<=[\s。])(?=[・●○◆■▪➢✓①-⑳])")
_STARTS_ITEM = re.compile(r"\s*(?:[・･●○◆■▪➢✓①-⑳※]|[(（][0-9]{1,2}[)）]|[0-9]{1,2}[.．)）]\s)")


@dataclass(frozen=True, slots=True)
class _Labelled:
    """A label cell and the region of cells that it names (rows and columns half open)."""

    cell: Cell
    label: str
    top: int
    bottom: int
    left: int
    right: int


def unfold_forms(document: Document, rules: RuleSet) -> Document:
    """The document with the content of its forms set out after them."""
    blocks: list[Block] = []
    for block in document.blocks:
        labelled = _form_labels(block, rules) if isinstance(block, Table) else ()
        if not labelled or not isinstance(block, Table):
            blocks.append(block)
            continue
        title = list(_title(block, labelled))
        blocks.extend([*title, block])
        for entry in labelled:
            if entry.label not in ("title", "number", "policy", "priority"):
                blocks.extend(_unfolded(block, entry))
    return replace(document, blocks=tuple(blocks))


def _label(text: str, rules: RuleSet) -> str | None:
    return rules["form_labels"].label(text) or block_label(text, rules)


def _form_labels(table: Table, rules: RuleSet) -> tuple[_Labelled, ...]:
    """The label cells of a form with their regions; empty when the table is no form."""
    grid = table.grid()
    labels: dict[tuple[int, int], str] = {}
    for cell in table.cells:
        if cell.text and len(cell.text) <= 20 and (label := _label(cell.text, rules)) is not None:
            labels[(cell.row, cell.col)] = label
    first_row = {c.col for c in table.cells if c.row == 0 and c.text}
    headed = len(first_row) > 1 and all((0, col) in labels for col in first_row)
    blocks = {label for label in labels.values() if label not in ("title", "number", "policy", "priority", "other")}
    left = [c for c in table.cells if c.col == 0 and c.text]
    on_left = sum((c.row, c.col) in labels for c in left)
    if headed or len(labels) < 3 or len(blocks) < 2 or on_left * 2 < len(left):
        return ()
    return tuple(_region(table, grid, cell, labels) for cell in table.cells if (cell.row, cell.col) in labels)


def _region(
    table: Table, grid: dict[tuple[int, int], Cell], cell: Cell, labels: dict[tuple[int, int], str]
) -> _Labelled:
    label = labels[(cell.row, cell.col)]
    right_edge = cell.col + cell.col_span
    beside = [col for (row, col) in labels if row == cell.row and col > cell.col]
    right = min(beside, default=table.n_cols)
    content = any(
        (other := grid.get((cell.row, col))) is not None and other is not cell and other.text
        for col in range(right_edge, right)
    )
    below = [row for (row, col) in labels if row > cell.row and col <= cell.col]
    if content:
        bottom = cell.row + cell.row_span
        while bottom < table.n_rows and _continues(grid, bottom, cell.col):
            bottom += 1
        return _Labelled(cell, label, cell.row, min([bottom, *below]), right_edge, right)
    return _Labelled(cell, label, cell.row + cell.row_span, min(below, default=table.n_rows), cell.col, table.n_cols)


def _continues(grid: dict[tuple[int, int], Cell], row: int, col: int) -> bool:
    """Whether the label column is blank in `row`: the label above goes on."""
    return all((cell := grid.get((row, c))) is None or not cell.text for c in range(col + 1))


def _title(table: Table, labelled: tuple[_Labelled, ...]) -> Iterator[Paragraph]:
    """The heading of the form: the content of its title label, with its number before it."""
    cells = {entry.label: _cells(table, entry) for entry in labelled if entry.label in ("title", "number")}
    title = cells.get("title", [])
    if not title or not 0 < len(title[0].text) <= _MAX_TITLE:
        return
    number = [c for c in cells.get("number", []) if c.text and len(c.text) <= 10]
    segments = [s for c in (*number[:1], title[0]) for s in c.passage.segments]
    passage = Passage.of(segments, tight=True)
    if number:  # a number and a title are two words, though the cells' tight joining would glue them
        passage = Passage.spaced(number[0].passage, title[0].passage)
    yield Paragraph(passage, heading_level=TITLE_LEVEL, unfolded=True)


def _cells(table: Table, entry: _Labelled) -> list[Cell]:
    return [
        cell
        for cell in table.cells
        if entry.top <= cell.row < entry.bottom
        and entry.left <= cell.col < entry.right
        and cell is not entry.cell
        and cell.text
    ]


def _unfolded(table: Table, entry: _Labelled) -> Iterator[Block]:
    """The label as a heading, then its content: a table where it is a grid, else paragraphs."""
    yield Paragraph(entry.cell.passage, heading_level=LABEL_LEVEL, unfolded=True)
    cells = _cells(table, entry)
    rows, cols = {c.row for c in cells}, {c.col for c in cells}
    if len(rows) >= 2 and len(cols) >= 2:
        yield _sub_table(table, entry)
        return
    for cell in cells:
        yield from (Paragraph(passage, unfolded=True) for passage in cell_paragraphs(cell.passage))


def cell_paragraphs(passage: Passage) -> list[Passage]:
    """A cell's text as paragraphs: a new one at each bullet or label, and after a line that ends a sentence."""
    groups: list[list[Segment]] = []
    for segment in passage.segments:
        fresh = not groups or _STARTS_ITEM.match(segment.raw) or groups[-1][-1].raw.rstrip().endswith("。")
        if fresh:
            groups.append([segment])
        else:
            groups[-1].append(segment)
    result: list[Passage] = []
    for group in groups:
        whole = Passage.of(group, tight=True)
        cuts = [0, *(m.start() for m in _BULLET_BREAK.finditer(whole.text)), len(whole.text)]
        parts = [whole.part(a, b) for a, b in itertools.pairwise(cuts)]
        result.extend(part for part in parts if part.text)
    return result


def _sub_table(table: Table, entry: _Labelled) -> Table:
    """The region as a table of its own, re-indexed; drawn bars go along."""
    cells = [
        replace(
            cell,
            row=cell.row - entry.top,
            col=cell.col - entry.left,
            row_span=min(cell.row_span, entry.bottom - cell.row),
            col_span=min(cell.col_span, entry.right - cell.col),
        )
        for cell in table.cells
        if entry.top <= cell.row < entry.bottom and entry.left <= cell.col < entry.right and cell is not entry.cell
    ]
    bars = tuple(_shifted(bar, entry) for bar in table.bars if entry.top <= bar.row < entry.bottom)
    places = tuple(dict.fromkeys(s.place for c in cells for s in c.passage.segments))
    return replace(
        table,
        n_rows=entry.bottom - entry.top,
        n_cols=entry.right - entry.left,
        cells=tuple(cells),
        bars=bars,
        places=places[:1] or table.places,
        header_rows=0,
        caption=None,
    )


def _shifted(bar: Bar, entry: _Labelled) -> Bar:
    return replace(bar, row=bar.row - entry.top, col_start=bar.col_start - entry.left, col_end=bar.col_end - entry.left)
