"""A text's lines to one document of blocks in reading order: the driver.

Decides the order in which the readers of tables, lost tables, running lines and paragraphs look at the lines. Each
of them decides for itself; a line is a paragraph when none of them wants it.
"""

from __future__ import annotations

from collections.abc import Sequence

from dxextract.layout.text_html import Fragment, split_html
from dxextract.layout.text_inline import to_passage
from dxextract.layout.text_lines import Line, to_lines
from dxextract.layout.text_tables import table_at
from dxextract.rules import RuleSet
from dxextract.schema.document import Block, Document, Paragraph, Style, Table
from dxextract.schema.plan import Diagnostic
from dxextract.schema.raw import TextContent

_NOMINAL_SIZE = 10.5
"""Size given to bold lines of a text, which has none: the usual body size of Japanese office documents."""


def lay_out_text(content: TextContent, rules: RuleSet) -> Document:
    """The blocks of a text: paragraphs with the lists, headings and indents they had, and tables."""
    blocks: list[Block] = []
    notices: list[Diagnostic] = list(content.notices)
    for part in _parts(split_html(content.lines), content.page_starts):
        if isinstance(part, Table):
            blocks.append(part)
            continue
        found, said = _blocks(part, rules)
        blocks.extend(found)
        notices.extend(said)
    return Document(content.source, tuple(blocks), notices=tuple(notices))


def _parts(fragments: Sequence[Fragment | Table], page_starts: Sequence[int]) -> list[tuple[Line, ...] | Table]:
    """Runs of lines between the tables that HTML already gave."""
    parts: list[tuple[Line, ...] | Table] = []
    run: list[Fragment] = []
    for fragment in [*fragments, None]:
        if isinstance(fragment, Fragment):
            run.append(fragment)
            continue
        parts.append(tuple(to_lines(run, page_starts)))
        run = []
        if fragment is not None:
            parts.append(fragment)
    return parts


def _blocks(lines: Sequence[Line], rules: RuleSet) -> tuple[list[Block], list[Diagnostic]]:
    blocks: list[Block] = []
    notices: list[Diagnostic] = []
    index = 0
    blank_before = True
    while index < len(lines):
        line = lines[index]
        if line.blank:
            blank_before = True
            index += 1
            continue
        found = table_at(lines, index, rules)
        if found:
            blocks.append(found.table)
            notices.extend(found.notices)
            index = found.end
        else:
            blocks.append(_paragraph([line], blank_before=blank_before))
            index += 1
        blank_before = False
    return blocks, notices


def _paragraph(lines: Sequence[Line], *, blank_before: bool) -> Paragraph:
    first = lines[0]
    bold = all(line.piece.bold for line in lines)
    return Paragraph(
        to_passage([line.piece for line in lines]),
        style=Style(_NOMINAL_SIZE, bold=True) if bold else None,
        indent=first.indent,
        depth=first.depth,
        heading_level=first.heading_level,
        blank_before=blank_before,
    )
