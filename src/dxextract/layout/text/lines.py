"""Lines of a text with what their mark-up says: list depth, heading level, bold, indent, blank, page start.

Decides which marks at a line's start are only mark-up (``- ``, ``* ``, ``#``, ``<li>``, ``<h2>``, ``>``) and drops
them from the visible text; printed bullets and numbers (``・``, ``①``, ``1.``) stay. A line that converters wrote
several items into (``<li>…</li><li>…</li>``, ``<br>``) becomes several; a row of a table does not. Decides nothing
about tables, roles or what lines belong together.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from dxextract.layout.text.html import Fragment
from dxextract.layout.text.inline import Piece, to_piece
from dxextract.layout.text.letter_spaces import without_letter_spaces
from dxextract.schema.document import ParagraphRole

_TAB_STOP = 8
_RULE = re.compile(r"\s*(?:(?:-\s?){3,}|(?:\*\s?){3,}|(?:_\s?){3,}|(?:=\s?){3,}|[─━―ー－_=]{5,}|<hr\b[^<>]*>)\s*")
_FENCE = re.compile(r"\s*(?:```|~~~)\s*[\w-]*\s*")
_PAGE_NUMBER_DASHES = re.compile(r"\s*-\s*\d{1,4}\s*-\s*")
_HEADING = re.compile(r"\s{0,3}(#{1,6})[\s\u3000]+(?=\S)")
_LIST = re.compile(r"([\s\u3000]*)([-*+])[ \u3000\t]+(?=\S)")
_DASH_CELL = re.compile(r"\s{6,}-(?:\s{4,}\S|\s{2,}(?:-|\d\S{0,11})(?:\s{2,}|\s*$))")
"""A dash far from the margin, and a value or a wide gap behind it: a cell of a table (not measured), no item."""
_QUOTE = re.compile(r"\s{0,3}>\s+(?=\S)")
_BLOCK_TAG = re.compile(r"<(/?)(ul|ol|li|p|div|br|h[1-6]|dt|dd|dl|tr|td|th|table|blockquote)\b[^<>]*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """One line (or one item of it). `indent` is in display columns; `depth` that of a marked-up list item.

    `piece` has the verbatim text and the visible text without the mark-up; a blank line's is empty. `rule` is a line
    that only separates (``---``). `commas` is set where commas part its cells, `piped` where pipes do without one that
    stands first.
    """

    number: int
    piece: Piece
    indent: int = 0
    depth: int | None = None
    heading_level: int | None = None
    rule: bool = False
    page_start: bool = False
    commas: bool = False
    piped: bool = False
    role: ParagraphRole = "body"

    @property
    def text(self) -> str:
        return self.piece.visible.strip()

    @property
    def blank(self) -> bool:
        """Whether body text sees nothing here: also a page number, or a running line."""
        return self.rule or self.role != "body" or not self.text

    @property
    def marked(self) -> bool:
        """Whether mark-up says that a new block begins here."""
        return self.depth is not None or self.heading_level is not None


def display_width(text: str) -> int:
    """Columns that `text` takes in a fixed-width font; a full-width character takes two."""
    width = 0
    for char in text:
        if char == "\t":
            width += _TAB_STOP - width % _TAB_STOP
        elif not unicodedata.combining(char):
            width += 2 if unicodedata.east_asian_width(char) in "FWA" else 1
    return width


def indent_of(text: str) -> int:
    """Display columns of the white space that `text` begins with."""
    return display_width(text[: len(text) - len(text.lstrip())])


def to_lines(fragments: Iterable[Fragment], page_starts: Iterable[int]) -> Iterator[Line]:
    """The lines of `fragments`, with list depths counted over them."""
    starts = set(page_starts)
    depths = _Depths()
    for fragment in fragments:
        for line in _fragment_lines(fragment, depths):
            if fragment.number in starts:
                starts.discard(fragment.number)
                line = replace(line, page_start=True)
            yield line


class _Depths:
    """Counts the nesting of list items: by indentation, or by HTML's own lists.

    A paragraph after a blank line ends a list; a line directly below an item goes on with it.
    """

    def __init__(self) -> None:
        self._indents: list[int] = []
        self._html = 0
        self._gap = False

    def blank(self) -> None:
        self._gap = True

    def paragraph(self) -> None:
        if self._gap:
            self.end()

    def of_indent(self, indent: int) -> int:
        self._gap = False
        while self._indents and self._indents[-1] > indent:
            self._indents.pop()
        if not self._indents or self._indents[-1] < indent:
            self._indents.append(indent)
        return len(self._indents) - 1

    def of_tag(self) -> int:
        return max(self._html - 1, 0)

    def tag(self, name: str, *, closing: bool) -> None:
        if name in ("ul", "ol"):
            self._html = max(0, self._html + (-1 if closing else 1))

    def end(self) -> None:
        self._indents.clear()
        self._html = 0
        self._gap = False


def _fragment_lines(fragment: Fragment, depths: _Depths) -> Iterator[Line]:
    raw = fragment.raw
    if not raw.strip() or _FENCE.fullmatch(raw):
        depths.blank()
        yield Line(fragment.number, _empty(fragment.number))
    elif _RULE.fullmatch(raw):
        yield Line(fragment.number, _empty(fragment.number), rule=True)
    elif _BLOCK_TAG.search(raw) and "\t" not in raw.strip() and not raw.lstrip().startswith("|"):
        yield from _html_lines(fragment, depths)
    else:
        yield _plain_line(fragment, depths)


def _empty(number: int) -> Piece:
    return Piece(number, "", "", (0,))


def _plain_line(fragment: Fragment, depths: _Depths) -> Line:
    number, raw = fragment.number, fragment.raw
    heading, item = _HEADING.match(raw), _LIST.match(raw)
    piece = without_letter_spaces(to_piece(number, raw, fragment.before, fragment.after))
    if heading:
        depths.end()
        closing = re.search(r"\s+#+\s*$", raw)
        shown = piece.showing(heading.end(), closing.start() if closing else len(raw))
        return Line(number, shown, heading_level=len(heading[1]))
    if item and not _PAGE_NUMBER_DASHES.fullmatch(raw) and not _DASH_CELL.match(raw):
        indent = display_width(item[1])
        return Line(number, piece.showing(item.end(), len(raw)), indent=indent, depth=depths.of_indent(indent))
    quote = _QUOTE.match(raw)
    if quote:
        piece = piece.showing(quote.end(), len(raw))
    elif piece.visible.strip() and "\t" not in raw.strip():
        depths.paragraph()
    return Line(number, piece, indent=indent_of(raw))


def _html_lines(fragment: Fragment, depths: _Depths) -> Iterator[Line]:
    """One line for each run of text between block tags; the tags before a run belong to its raw text."""
    raw, number = fragment.raw, fragment.number
    start = 0
    item = False
    heading: int | None = None
    empty = True
    tags = list(_BLOCK_TAG.finditer(raw))
    for index, tag in enumerate([*tags, None]):
        end = tag.start() if tag else len(raw)
        text_from = tags[index - 1].end() if index else 0
        if raw[text_from:end].strip():
            piece = to_piece(number, raw[start:end], fragment.before + raw[:start], raw[end:] + fragment.after)
            line = _run_line(piece, raw[text_from:end], depths, heading)
            if item and line.depth is None and line.heading_level is None:
                line = replace(line, depth=depths.of_tag())
            if line.text:
                yield line
                empty = False
            start, item = end, False
        if tag is None:
            break
        name, closing = tag[2].lower(), bool(tag[1])
        depths.tag(name, closing=closing)
        item = (item or name == "li") and not closing
        if name.startswith("h"):
            heading = None if closing else int(name[1])
    if empty:
        yield Line(number, _empty(number), rule=True)


def _run_line(piece: Piece, run: str, depths: _Depths, heading: int | None) -> Line:
    """The line of `run`, the text at the end of the piece's raw text, behind its tags."""
    number = piece.number
    tags = len(piece.raw) - len(run)
    list_mark, heading_mark = _LIST.match(run), _HEADING.match(run)
    mark = list_mark or heading_mark
    indent = 0 if tags else indent_of(piece.raw)
    piece = piece.showing(tags + (mark.end() if mark else 0), len(piece.raw))
    if heading_mark:
        return Line(number, piece, heading_level=len(heading_mark[1]))
    if heading is not None:
        return Line(number, piece, heading_level=heading)
    if list_mark:
        indent = display_width(list_mark[1])
        return Line(number, piece, indent=indent, depth=max(depths.of_indent(indent), depths.of_tag()))
    return Line(number, piece, indent=indent)
