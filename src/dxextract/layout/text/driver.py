"""A text's lines to one document of blocks in reading order: the driver.

Decides the order in which the readers of tables, lost tables, running lines and paragraphs look at the lines, which
line below a list item goes on with it, and that a line like ``表1 …`` above a table is its caption. Each reader
decides for itself; a line is a paragraph of its own when none of them wants it and the text is not wrapped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from dxextract.layout.foreign_script import foreign_script_notices
from dxextract.layout.text.aligned import aligned_table_at
from dxextract.layout.text.aligned_forms import aligned_form_at
from dxextract.layout.text.broken_rows import broken_table_at
from dxextract.layout.text.commas import mark_comma_rows
from dxextract.layout.text.continued import with_continuations
from dxextract.layout.text.csv import csv_table_at
from dxextract.layout.text.forms import lost_table_at
from dxextract.layout.text.glued_columns import glued_table_at
from dxextract.layout.text.headers import headed_table_at
from dxextract.layout.text.html import Fragment, split_html
from dxextract.layout.text.inline import to_passage
from dxextract.layout.text.label_lines import labelled_parts
from dxextract.layout.text.lines import Line, to_lines
from dxextract.layout.text.lost_forms import lost_form_at
from dxextract.layout.text.lost_schedules import lost_schedule_at
from dxextract.layout.text.named_forms import named_form_at
from dxextract.layout.text.pages import mark_pages, may_be_page_number
from dxextract.layout.text.parted_titles import with_parted_titles
from dxextract.layout.text.pipes import mark_pipe_rows
from dxextract.layout.text.repair import mend_slip
from dxextract.layout.text.repeats import with_merged_repeats
from dxextract.layout.text.returning_labels import with_returning_labels
from dxextract.layout.text.spaced_rows import spaced_below_labels_at, spaced_table_at
from dxextract.layout.text.spread_forms import spread_form_at
from dxextract.layout.text.tabbed import tabbed_table_at
from dxextract.layout.text.tables import FoundTable, table_at
from dxextract.layout.text.wrap import goes_on, is_beside_prose, narrow_end, starts_block, wrap_column
from dxextract.rules import RuleSet
from dxextract.schema.document import Block, Document, Paragraph, Style, Table
from dxextract.schema.passage import Passage
from dxextract.schema.plan import Diagnostic
from dxextract.schema.raw import TextContent

_NOMINAL_SIZE = 10.5
"""Size given to bold lines of a text, which has none: the usual body size of Japanese office documents."""
_MOST_LINES_BELOW_ITEM = 8
"""Lines that may go on with one list item."""
_CAPTION = re.compile(
    r"[【〔<＜\[(（]?\s?(?:図表|表)\s?[0-9０-９]{1,3}(?:[-－‐.．][0-9０-９]{1,3})*[\s:：.．】〕>＞\])）　].{1,60}"
)


_READERS = (
    csv_table_at,
    tabbed_table_at,
    headed_table_at,
    aligned_form_at,
    spaced_table_at,
    lost_table_at,
    lost_schedule_at,
    glued_table_at,
    lost_form_at,
    named_form_at,
    spaced_below_labels_at,
    broken_table_at,
    spread_form_at,
    table_at,
    aligned_table_at,
)


@dataclass(frozen=True, slots=True)
class _Manner:
    """How one text is to be read: the rules, and the column at which it is wrapped (None: at none, or at many).

    `form_rules` know the labels of the text's own forms, too. `printed` page by page, it is broken into lines in any
    case.
    """

    rules: RuleSet
    form_rules: RuleSet
    column: int | None
    printed: bool


def lay_out_text(content: TextContent, rules: RuleSet) -> Document:
    """The blocks of a text: paragraphs with the lists, headings and indents they had, and tables.

    A blank cell of a table whose `spans` are `unknown` may belong to its neighbour: the text does not tell.
    """
    parts = _parts(split_html(content.lines), content.page_starts)
    saved = content.source.file_name.lower().endswith(".csv")
    marked = mark_pages([part for part in parts if isinstance(part, Line)], rules)
    lines = mark_pipe_rows(mark_comma_rows(marked, saved=saved))
    manner = _Manner(rules, with_returning_labels(lines, rules), wrap_column(lines, rules), bool(content.page_starts))
    blocks: list[Block] = []
    notices = list(content.notices)
    rest = iter(lines)
    run: list[Line] = []
    for part in [*parts, None]:
        if isinstance(part, Line):
            run.append(next(rest))
            continue
        found, said = _run_to_blocks(run, manner)
        blocks.extend(found)
        notices.extend(said)
        run = []
        if part is not None:
            blocks.append(part)
    notices.extend(foreign_script_notices(_passages(blocks)))
    if content.page_starts:
        blocks = list(with_parted_titles(blocks, rules))
    return Document(
        content.source, tuple(_with_captions(blocks)), notices=tuple(notices), converted=bool(content.page_starts)
    )


def _parts(fragments: Sequence[Fragment | Table], page_starts: Sequence[int]) -> list[Line | Table]:
    """The lines of the text, with the tables that HTML already gave between them."""
    parts: list[Line | Table] = []
    run: list[Fragment] = []
    for fragment in [*fragments, None]:
        if isinstance(fragment, Fragment):
            run.append(fragment)
            continue
        parts.extend(to_lines(run, page_starts))
        run = []
        if fragment is not None:
            parts.append(fragment)
    return parts


def _run_to_blocks(lines: Sequence[Line], manner: _Manner) -> tuple[list[Block], list[Diagnostic]]:
    """The blocks of lines between which no table of HTML stands."""
    blocks: list[Block] = []
    notices: list[Diagnostic] = []
    index = 0
    blank_before = True
    while index < len(lines):
        line = lines[index]
        if line.blank:
            blocks.extend(_running_blocks([line]))
            blank_before = True
            index += 1
            continue
        found = _table_at(lines, index, manner)
        if found:
            table, said = mend_slip(found.table, manner.rules)
            blocks.append(with_merged_repeats(table, manner.rules))
            notices.extend([*found.notices, *said])
            blocks.extend(_running_blocks(_marked(lines, index, found)))
            index = found.end
        else:
            end = _paragraph_end(lines, index, manner)
            blocks.extend(_paragraphs(lines, index, end, blank_before=blank_before, rules=manner.rules))
            index = end
        blank_before = False
    return blocks, notices


def _table_at(lines: Sequence[Line], index: int, manner: _Manner) -> FoundTable | None:
    """What the first reader finds that sees a table at `index`; lost ones first, which others would cut in pieces."""
    for read in _READERS:
        found = read(lines, index, manner.form_rules if read is aligned_form_at else manner.rules)
        if found:
            return with_continuations(found, lines, manner.rules)
    return None


def _marked(lines: Sequence[Line], start: int, found: FoundTable) -> Iterator[Line]:
    """The lines that `found` is made of, what a page's end left between them marked as such."""
    for index in range(start, found.end):
        line = lines[index]
        if index in found.running:
            line = replace(line, role="page_number" if may_be_page_number(line) else "running")
        yield line


def _running_blocks(lines: Iterable[Line]) -> Iterator[Paragraph]:
    """Paragraphs of the page numbers and running lines among `lines`, which body text does not see."""
    for line in lines:
        if line.role != "body" and line.text:
            yield Paragraph(to_passage([line.piece]), role=line.role, indent=line.indent)


def _paragraph_end(lines: Sequence[Line], start: int, manner: _Manner) -> int:
    """The index after the paragraph's last line: the next one, but in a wrapped text."""
    end = start + 1
    if manner.column is not None:
        indent = lines[start].indent
        while end < len(lines) and goes_on(
            lines[end - 1], lines[end], manner.column, manner.rules, paragraph_indent=indent
        ):
            end += 1
    if end == start + 1 and (manner.printed or manner.column is not None):
        end = narrow_end(lines, start, manner.rules)
    return end


def _paragraphs(
    lines: Sequence[Line], start: int, end: int, *, blank_before: bool, rules: RuleSet
) -> Iterator[Paragraph]:
    """The paragraph of these lines; of one line with several labels one for each of them."""
    whole = _paragraph(lines, start, end, blank_before=blank_before, rules=rules)
    parts = labelled_parts(lines[start], rules) if end == start + 1 else []
    for number, part in enumerate(parts if len(parts) > 1 else ()):
        yield replace(whole, passage=to_passage([part]), blank_before=blank_before and not number)
    if len(parts) < 2:
        yield whole


def _paragraph(lines: Sequence[Line], start: int, end: int, *, blank_before: bool, rules: RuleSet) -> Paragraph:
    first = lines[start]
    depth = first.depth
    if depth is None and not blank_before:
        depth = _depth_below_item(lines, start, rules)
    own = lines[start:end]
    above = lines[start - 1] if start else None
    return Paragraph(
        to_passage([line.piece for line in own]),
        role="caption" if end == start + 1 and above and is_beside_prose(first, above, rules) else "body",
        style=Style(_NOMINAL_SIZE, bold=True) if all(line.piece.bold for line in own) else None,
        indent=first.indent,
        depth=depth,
        heading_level=first.heading_level,
        blank_before=blank_before,
    )


def _depth_below_item(lines: Sequence[Line], index: int, rules: RuleSet) -> int | None:
    """One deeper than the list item that this line stands below, without mark or label of its own; else None."""
    for above in range(index, max(-1, index - _MOST_LINES_BELOW_ITEM), -1):
        line = lines[above]
        if line.depth is not None:
            return line.depth + 1
        if line.blank or line.marked or starts_block(line.text, rules):
            return None
    return None


def _passages(blocks: Sequence[Block]) -> Iterator[Passage]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.passage
        elif isinstance(block, Table):
            yield from (cell.passage for cell in block.cells)


def _with_captions(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, with each line that numbers the table below it made its caption."""
    caption: Passage | None = None
    for block, following in zip(blocks, [*blocks[1:], None], strict=False):
        if isinstance(block, Paragraph) and isinstance(following, Table) and _CAPTION.fullmatch(block.text):
            caption = block.passage
            yield replace(block, role="caption")
        elif isinstance(block, Table) and caption is not None:
            yield replace(block, caption=caption)
            caption = None
        else:
            yield block
