"""HTML that spans lines of a text: comments over lines, and tables with their row and column spans.

Decides what is a table of a converter's HTML (``<table>`` to ``</table>``, or to the last cell when it is never
closed) and gives its grid; cells keep their spans, so such a table is `drawn`. Everything else comes back as
fragments of lines, in order. Mark-up inside a line is `dxextract.layout.text.inline`'s business.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from dxextract.layout.text.inline import Piece, to_passage, to_piece
from dxextract.schema.document import Cell, Table
from dxextract.schema.passage import Passage, Place

_MARK = re.compile(r"<!--|<(/?)table\b[^<>]*>", re.I)
_CELL_END = re.compile(r"</t[rdh]\s*>", re.I)
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_CELL_TAG = re.compile(r"<(/?)(tr|t[dh]|thead|tbody|caption|table)\b([^<>]*)>", re.I)
_SPAN = re.compile(r"\b(row|col)span\s*=\s*[\"']?(\d{1,3})", re.I)
_MOST_COLUMNS = 200
_MOST_NESTED = 60
"""Tags and comments looked at for the end of one table."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """A verbatim part of source line `number`: all of it but for comments and tables."""

    number: int
    raw: str
    before: str = ""
    after: str = ""


def split_html(lines: Sequence[str]) -> list[Fragment | Table]:
    """The lines as fragments, with HTML tables read and comments over lines left out, in source order."""
    text = "\n".join(lines)
    if "<!--" not in text and "<table" not in text.lower():
        return [Fragment(number, line) for number, line in enumerate(lines, start=1)]
    source = _Source(text)
    result: list[Fragment | Table] = []
    done = 0
    for start, end, table in _regions(source):
        result.extend(source.fragments(done, start, whole=done == 0))
        if table is not None:
            result.append(table)
        done = end
    result.extend(source.fragments(done, len(text), whole=done == 0))
    return result


class _Source:
    """A text whose positions can be turned into lines."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def line_of(self, position: int) -> int:
        """The 1-based line that `position` stands on."""
        return bisect_right(self._starts, position)

    def fragments(self, start: int, end: int, *, whole: bool) -> Iterator[Fragment]:
        """The lines between two positions; an empty rest of a cut line is no line."""
        number = self.line_of(start)
        parts = self.text[start:end].split("\n")
        for index, part in enumerate(parts):
            cut = (index == 0 and not whole) or (index == len(parts) - 1 and end < len(self.text))
            if part.strip() or not cut:
                before = self.head_of(start) if index == 0 else ""
                after = self.tail_of(end) if index == len(parts) - 1 else ""
                yield Fragment(number + index, part, before, after)

    def head_of(self, position: int) -> str:
        """What stands before `position` on its line."""
        return self.text[self.text.rfind("\n", 0, position) + 1 : position]

    def tail_of(self, position: int) -> str:
        """What stands after `position` on its line."""
        return self.text[position:].split("\n", 1)[0]

    def pieces(self, start: int, end: int) -> tuple[Piece, ...]:
        """One piece for each line between two positions, ``<br>`` and paragraphs splitting lines further."""
        found: list[Piece] = []
        for match in re.finditer(
            r"(?:(?!<br\b|</(?:p|li|div)\s*>)[^\n])*(?:<br\b[^<>\n]*>|</\w+\s*>)?", self.text[start:end], re.I
        ):
            low, high = start + match.start(), start + match.end()
            if match[0].strip():
                found.append(to_piece(self.line_of(low), match[0], self.head_of(low), self.tail_of(high)))
        return tuple(map(_without_break, found))


def _without_break(piece: Piece) -> Piece:
    """The piece without the line break that its closing ``<br>`` became."""
    if not piece.visible.endswith("\n"):
        return piece
    return replace(piece, visible=piece.visible[:-1], origins=piece.origins[:-1])


def _regions(source: _Source) -> Iterator[tuple[int, int, Table | None]]:
    """What is no plain line: the extent of each comment over lines and of each table, in order."""
    text = source.text
    marks = list(_MARK.finditer(text))
    last_comment_end = text.rfind("-->")
    done = 0
    for index, mark in enumerate(marks):
        start = mark.start()
        if start < done or mark[1]:
            continue
        if mark[0] == "<!--":
            end = text.find("-->", start) + 3 if start < last_comment_end else start
            if "\n" in text[start:end]:
                yield start, end, None
                done = end
        else:
            end = _table_end(text, marks, index)
            if end > start:
                yield start, end, _to_table(source, start, end)
                done = end


def _table_end(text: str, marks: Sequence[re.Match[str]], index: int) -> int:
    """Where the table that ``marks[index]`` opens ends: at its closing tag; when it has none, at the last cell's end
    before a blank line or the next table; at its start when it has no cell either."""
    depth = 0
    start = marks[index].start()
    limit = len(text)
    for mark in islice(marks, index, index + _MOST_NESTED):
        if mark[0] == "<!--":
            continue
        depth += -1 if mark[1] else 1
        if depth == 0:
            return mark.end()
        if depth == 2 and limit == len(text):
            limit = mark.start()
    blank = _BLANK_LINE.search(text, start, limit)
    ends = [match.end() for match in _CELL_END.finditer(text, start, blank.start() if blank else limit)]
    return ends[-1] if ends else start


@dataclass(frozen=True, slots=True)
class _RawCell:
    row_span: int
    col_span: int
    header: bool
    passage: Passage


def _to_table(source: _Source, start: int, end: int) -> Table | None:
    """The table between two positions; None when it has no cell with text."""
    rows: list[list[_RawCell]] = []
    header_rows = 0
    tags = list(_CELL_TAG.finditer(source.text, start, end))
    previous = start
    for index, tag in enumerate(tags):
        name = tag[2].lower()
        if tag[1] or name not in ("tr", "td", "th"):
            continue
        if name == "tr" or not rows:
            rows.append([])
        if name != "tr":
            stop = tags[index + 1].start() if index + 1 < len(tags) else end
            rows[-1].append(_raw_cell(source, previous, tag, stop))
            previous = stop
    rows = [row for row in rows if row]
    for row in rows:
        if not all(cell.header for cell in row):
            break
        header_rows += 1
    cells = _placed(rows)
    if not any(cell.text for cell in cells):
        return None
    place = Place(line_start=source.line_of(start), line_end=source.line_of(end - 1))
    n_rows = max(cell.row + cell.row_span for cell in cells)
    n_cols = max(cell.col + cell.col_span for cell in cells)
    return Table(n_rows, n_cols, cells, (place,), header_rows=header_rows if header_rows < n_rows else 0)


def _raw_cell(source: _Source, previous: int, tag: re.Match[str], stop: int) -> _RawCell:
    """The cell that `tag` opens; its raw text begins where the cell before it ended, so that a row quotes whole."""
    spans = {kind.lower(): int(number) for kind, number in _SPAN.findall(tag[3])}
    start = max(previous, source.text.rfind("\n", previous, tag.start()) + 1)
    passage = to_passage(source.pieces(start, stop), tight=True)
    return _RawCell(
        row_span=max(1, spans.get("row", 1)),
        col_span=min(max(1, spans.get("col", 1)), _MOST_COLUMNS),
        header=tag[2].lower() == "th",
        passage=passage,
    )


def _placed(rows: Sequence[Sequence[_RawCell]]) -> tuple[Cell, ...]:
    """The cells at their grid positions: each takes the first free one of its row."""
    taken: set[tuple[int, int]] = set()
    cells: list[Cell] = []
    for row, raw_cells in enumerate(rows):
        col = 0
        for raw in raw_cells:
            while (row, col) in taken:
                col += 1
            row_span = min(raw.row_span, len(rows) - row)
            cells.append(Cell(row, col, raw.passage, row_span, raw.col_span))
            taken.update((row + r, col + c) for r in range(row_span) for c in range(raw.col_span))
            col += raw.col_span
    return tuple(cells)
