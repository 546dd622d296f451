"""Small documents and outlines by hand, for the tests of the extractors.

`paragraph` and `table` number their source lines themselves when none is given; `document` annotates what it is given
with the real language stage.
"""

from __future__ import annotations

from collections.abc import Sequence

from dxextract.language import annotate
from dxextract.rules import load_rules
from dxextract.schema.document import Block, Cell, Document, Paragraph, Style, Table
from dxextract.schema.outline import Node, Outline
from dxextract.schema.passage import Passage, Place, Segment
from dxextract.schema.plan import SectionKind, Source


def passage(text: str, line: int = 1, page: int | None = None, *, tight: bool = False) -> Passage:
    """`text` as a passage: one segment for each of its lines."""
    numbers = range(line, line + text.count("\n") + 1)
    place = [
        Place(page, (50.0, 20.0 * n, 500.0, 20.0 * n + 12)) if page else Place(line_start=n, line_end=n)
        for n in numbers
    ]
    return Passage.of([Segment(raw, one) for raw, one in zip(text.split("\n"), place, strict=True)], tight=tight)


def paragraph(
    text: str,
    line: int = 1,
    *,
    page: int | None = None,
    size: float | None = None,
    indent: float = 0.0,
    blank_before: bool = False,
    role: str = "body",
    marker: bool = False,
) -> Paragraph:
    """One paragraph; `marker` for a list mark that was only mark-up."""
    return Paragraph(
        passage(text, line, page),
        role=role,  # type: ignore[arg-type]
        style=Style(size) if size else None,
        indent=indent,
        depth=0 if marker else None,
        blank_before=blank_before,
    )


def table(rows: Sequence[Sequence[str]], line: int = 1, *, header_rows: int = 0, page: int | None = None) -> Table:
    """A plain grid; each row on a source line of its own."""
    cells = tuple(
        Cell(r, c, passage(text, line + r, page, tight=True) if text else Passage("", (), (0,)))
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    )
    place = Place(page=page, line_start=None if page else line, line_end=None if page else line + len(rows) - 1)
    return Table(len(rows), max(map(len, rows)), cells, (place,), spans="unknown", header_rows=header_rows)


def document(*blocks: Block | str) -> Document:
    """The blocks (a string is a paragraph) as an annotated document; strings get consecutive lines."""
    made = tuple(paragraph(one, line=3 * n + 1) if isinstance(one, str) else one for n, one in enumerate(blocks))
    plain = Document(Source(file_name="t.txt", sha256="0" * 64, media_type="text/plain"), made)
    return annotate(plain, load_rules())


def outline(doc: Document, headings: Sequence[tuple[int, int, str | None, str, SectionKind]] = ()) -> Outline:
    """An outline from (block, level, number, title, kind) rows in reading order."""
    nodes: list[Node] = []
    for index, (block, level, number, title, kind) in enumerate(headings):
        end = next((b for b, other, *_ in headings[index + 1 :] if other <= level), len(doc.blocks))
        parent = next((n.index for n in reversed(nodes) if n.level < level), None)
        heading = doc.blocks[block]
        assert isinstance(heading, Paragraph)
        nodes.append(
            Node(f"sec-{index}", index, parent, level, number, title, kind, (), heading.passage, block, block + 1, end)
        )
    owner: list[int | None] = []
    for position in range(len(doc.blocks)):
        inside = [n.index for n in nodes if n.block <= position < n.end]
        owner.append(inside[-1] if inside else None)
    return Outline(tuple(nodes), tuple(owner))
