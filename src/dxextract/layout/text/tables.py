"""Tables that a text writes with a separator: tabs, or the pipes of Markdown.

Decides which runs of lines are one table: where it begins, that a blank line or a page break inside does not end it
while the columns go on, that a new header row begins the next one, and that a single line with a tab is prose unless
its first cell is a label. Short rows are padded; rows that are longer than the header are reported. The text lost
merged cells, so the spans are `unknown`. Tables aligned with spaces are `dxextract.layout.text.aligned`'s business.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dxextract.diagnostics import diagnose
from dxextract.layout.text.cells import header_labels, header_row_count, is_form, is_header_row
from dxextract.layout.text.comma_cells import part_at_commas
from dxextract.layout.text.inline import Piece, to_passage
from dxextract.layout.text.lines import Line
from dxextract.normalise import squeeze
from dxextract.rules import RuleSet
from dxextract.rules.asked_dates import asks_for_date
from dxextract.rules.blocks import block_label
from dxextract.rules.value_labels import VALUE_LABELS
from dxextract.schema.document import Cell, Table
from dxextract.schema.passage import Passage, Place, evidence_of
from dxextract.schema.plan import Diagnostic

Row = tuple[Piece, ...]
_PIPE = re.compile(r"[|│┃]")
_PIPE_RULE = re.compile(r"\s*[|│┃├┌└┏┗┣╋┼]?\s*(?:[:：]?[-─━═=]{1,}[:：]?\s*[|│┃┼┬┴┤┐┘╋┳┻┫┓┛+]?\s*)+")
LONGEST_GAP = 2
"""Blank lines that may stand inside one table."""
_NOTHING = Passage("", (), (0,))
_MOST_TITLE_LINES = 4
"""Lines from a title to the header below it."""
_FEWEST_ABOVE = 3
"""Texts of a header's first row."""
LONGEST_PAGE_GAP = 8
"""The same where a page ends between them."""


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table made of ``lines[start:end]`` and what there is to say about it.

    `running` has the indexes of lines inside that are only titles of pages, printed again, or their numbers.
    """

    start: int
    end: int
    table: Table
    notices: tuple[Diagnostic, ...] = ()
    running: tuple[int, ...] = ()


def split_row(line: Line) -> Row | None:
    """The cells of a line that tabs, commas or pipes part, None when it is none; their raw texts tile the line's."""
    text = line.piece.visible
    if line.heading_level is not None or not text.strip():
        return None
    if "\t" in text.strip(" \n\u3000\u00a0"):
        cuts = [match.start() for match in re.finditer("\t", text)]
        return _cut(line.piece, cuts, outer=False)
    if line.commas:
        return part_at_commas(line.piece).cells
    pipes = [match.start() for match in _PIPE.finditer(text) if not _is_escaped(line.piece, match.start())]
    stripped = text.strip()
    if _PIPE_RULE.fullmatch(text):
        return None
    if line.piped:
        cells = _cut(line.piece, pipes, outer=False)
        return cells[:-1] if stripped[-1] == "|" else cells
    if len(pipes) >= 2 and stripped[0] in "|│┃":
        return _cut(line.piece, pipes, outer=True)
    return None


def _is_escaped(piece: Piece, position: int) -> bool:
    """Whether a back-slash stood before the visible character at `position`."""
    origin = piece.origins[position]
    return origin > 0 and piece.raw[origin - 1] == "\\"


def _cut(piece: Piece, cuts: Sequence[int], *, outer: bool) -> Row:
    """The parts of `piece` between separators; with `outer`, what stands before the first and after the last is none.

    Each cell's raw text begins with its separator, so that the cells of a row quote an unbroken part of the line.
    """
    ends = [*cuts[1:], len(piece.visible)] if outer else [*cuts, len(piece.visible)]
    starts = list(cuts) if outer else [-1, *cuts]
    if outer and not piece.visible[cuts[-1] + 1 :].strip():
        ends, starts = ends[:-1], starts[:-1]
    cells = []
    for start, end in zip(starts, ends, strict=True):
        cells.append(piece.part(start + 1, end, raw_start=max(start, 0)))
    return tuple(cells)


def is_separator(line: Line) -> bool:
    """Whether the line only rules off rows of a pipe table (``|---|:--:|``)."""
    text = line.piece.raw
    return bool(_PIPE_RULE.fullmatch(text)) and ("|" in text or "─" in text or "━" in text)


def table_at(lines: Sequence[Line], start: int, rules: RuleSet, *, known: bool = False) -> FoundTable | None:
    """The separator-written table that begins at ``lines[start]``, None when none does.

    A line that would be prose by itself is a table too where it is `known` that one goes on here.
    """
    if split_row(lines[start]) is None or _is_title(lines, start, rules):
        return None
    rows, ruled, end = _rows_from(lines, start, rules)
    if len(rows) == 1 and not known and not _stands_alone(rows[0], rules):
        return None
    header_rows = 1 if ruled and len(rows) > 1 else None
    table = build_table(rows, rules, header_rows=header_rows)
    return FoundTable(start, end, table, _uneven_notice(rows, table))


def _is_title(lines: Sequence[Line], start: int, rules: RuleSet) -> bool:
    """Whether a line that only trailing tabs make a row is a title, or a line below it, right above a header."""
    for line in lines[start : start + _MOST_TITLE_LINES]:
        texts = [_text(cell) for cell in split_row(line) or ()]
        if "\t" not in line.piece.visible or not texts or not texts[0]:
            return False
        if any(texts[1:]):
            return line is not lines[start] and is_header_row(texts, rules)
    return False


def _stands_alone(row: Row, rules: RuleSet) -> bool:
    """Whether one line by itself is a table: three cells, or a label and its content."""
    texts = [_text(cell) for cell in row if _text(cell)]
    if len(texts) >= 3:
        return True
    return len(texts) == 2 and header_labels(texts[:1], rules)[0] is not None


def _text(piece: Piece) -> str:
    return piece.visible.strip()


def _rows_from(lines: Sequence[Line], start: int, rules: RuleSet) -> tuple[list[Row], bool, int]:
    """The rows of the table at `start`, whether a rule follows its first row, and the index after its last line."""
    rows: list[Row] = []
    ruled = False
    gap = _Gap()
    end = start
    for index in range(start, len(lines)):
        line = lines[index]
        row = split_row(line)
        if row is None and is_separator(line):
            ruled = ruled or len(rows) == 1
            end = index + 1
        elif row is None:
            gap = gap.longer(line)
            if not line.blank or gap.too_wide:
                break
        else:
            gap = gap.longer(line) if line.page_start else gap
            if rows and gap.page_break and _same_row(rows[0], row):
                gap = _Gap()
                end = index + 1
                continue  # the header, printed again on the next page
            if rows and gap.blanks and _is_title(lines, index, rules):
                break
            if rows and (_begins_another(rows, row, rules, gap) or (gap.blanks and not _goes_on(rows, row))):
                if not gap.blanks and len(rows) > 1 and _same_row(rows[0], row) and _names_one(rows[-1], rules):
                    rows, end = rows[:-1], index - 1
                break
            rows.append(row)
            gap = _Gap()
            end = index + 1
    return rows, ruled, end


@dataclass(frozen=True, slots=True)
class _Gap:
    """What stands between two rows: blank lines, and perhaps a page's end."""

    blanks: int = 0
    page_break: bool = False

    def longer(self, line: Line) -> _Gap:
        return _Gap(self.blanks + line.blank, self.page_break or line.page_start or line.role != "body")

    @property
    def too_wide(self) -> bool:
        return self.blanks > (LONGEST_PAGE_GAP if self.page_break else LONGEST_GAP)


def _same_row(first: Row, second: Row) -> bool:
    return [squeeze(_text(cell)) for cell in first] == [squeeze(_text(cell)) for cell in second]


def _begins_another(rows: Sequence[Row], row: Row, rules: RuleSet, gap: _Gap) -> bool:
    """Whether `row` is the header (or the first line) of a new table."""
    texts = [_text(cell) for cell in row]
    if gap.blanks and texts[0] and squeeze(texts[0]) == squeeze(_text(rows[0][0])):
        return True
    if gap.blanks and len(rows) > 1 and _is_named(texts, rules):
        return True
    if not is_header_row(texts, rules):
        return False
    if len(rows) > 1 and _same_row(rows[0], row) and _names_one(rows[-1], rules):
        return True
    grid = [[_text(cell) for cell in one] for one in rows]
    if not gap.blanks and (_answers(grid[0], texts, rules) or (len(grid) == 1 and _is_below_labels(texts, rules))):
        return False
    if not gap.blanks and len(grid) == 1 and not texts[0] and sum(map(bool, grid[0])) >= _FEWEST_ABOVE:
        return False  # 現況値 over 時点 and 値: a lower level of the header
    if not gap.blanks and len(grid) == 1 and _are_years_of_one(grid[0], texts, rules):
        return False
    if not texts[0] and not gap.blanks and _is_under_label(grid, rules):
        return False  # the years below 活動指標 | 件数, whose label is merged over them
    if is_form(grid, rules) or _are_labelled([*grid, texts], rules):
        return gap.blanks > 0
    # A lower level of the header that the rows so far are does not begin another table.
    levels = _padded([*grid, texts, []])
    return header_row_count(levels, rules) <= len(grid)


def _names_one(row: Row, rules: RuleSet) -> bool:
    """Whether a row right above a header that returns names the next indicator: by one text, or behind 指標名."""
    texts = [text for cell in row if (text := _text(cell))]
    return _is_named(texts, rules) or (len(texts) == 1 and bool(_text(row[0])))


def _is_named(texts: Sequence[str], rules: RuleSet) -> bool:
    """Whether a row says 指標名 and one name."""
    said = [text for text in texts if text]
    return len(said) == 2 and header_labels(said, rules) == ("kpi_name", None)


def _is_below_labels(texts: Sequence[str], rules: RuleSet) -> bool:
    """Whether a row right below a first one has nothing but years, some in brackets, and no cell at its left."""
    said = [text for text in texts if text]
    years = all(rules["table_headers"].label(text.strip("()（） 　")) == "year" for text in said)
    return not texts[0] and years and any(text[-1] in ")）" for text in said)


def _are_years_of_one(header: Sequence[str], texts: Sequence[str], rules: RuleSet) -> bool:
    """Whether a row says nothing but years, fewer than the header above it has labels, one of them of values."""
    labels, said = header_labels(header, rules), [text for text in texts if text]
    years = len(said) >= 2 and set(header_labels(said, rules)) == {"year"}
    return years and len(said) < len(header) and bool(VALUE_LABELS & set(labels)) and "year" not in labels


def _answers(header: Sequence[str], texts: Sequence[str], rules: RuleSet) -> bool:
    """Whether each year of a row stands below a header that asks for it (導入年度 over 令和3年度)."""
    years = [col for col, text in enumerate(texts) if rules["table_headers"].label(text) == "year"]
    return bool(years) and all(col < len(header) and asks_for_date(header[col]) for col in years)


def _are_labelled(grid: Sequence[Sequence[str]], rules: RuleSet) -> bool:
    """Whether each row is labels with their contents: 事業概要 | …, or 実施期間 | 令和6年度～ | 主管課 | 総務課."""
    return all(_is_labelled([text for text in row if text], rules) for row in grid)


def _is_labelled(texts: Sequence[str], rules: RuleSet) -> bool:
    if len(texts) == 2:
        return bool(_names_block(texts[0], rules) and not block_label(texts[1], rules))
    labels = [_names_block(text, rules) or rules["table_headers"].label(text) for text in texts]
    known = [label not in (None, "year") for label in labels]
    return len(texts) == 4 and known == [True, False] * 2


def _names_block(text: str, rules: RuleSet) -> str | None:
    return block_label(text, rules) or rules["form_labels"].label(text)


def _is_under_label(grid: Sequence[Sequence[str]], rules: RuleSet) -> bool:
    """Whether the last row that says something in its first cell names a block of a measure there, with its content."""
    last = next((row for row in reversed(grid) if row[0]), None)
    return last is not None and block_label(last[0], rules) is not None and sum(map(bool, last)) == 2


def _padded(grid: Sequence[Sequence[str]]) -> list[list[str]]:
    """The rows filled up with blank cells to one width."""
    width = max(map(len, grid))
    return [[*row, *[""] * (width - len(row))] for row in grid]


def _goes_on(rows: Sequence[Row], row: Row) -> bool:
    """Whether a row after a blank line belongs to the table: it has as many columns as most rows before it."""
    widths = Counter(len(one) for one in rows)
    return len(row) == widths.most_common(1)[0][0] and len(rows) > 1


def build_table(
    rows: Sequence[Row], rules: RuleSet, *, header_rows: int | None = None, repaired: tuple[str, ...] = ()
) -> Table:
    """The table of `rows`, padded to one width. `header_rows` is found from the labels when None."""
    # The spaces of contents lines stand between number and title; those of other cells are left by wrapped text.
    tight = not is_contents([[_text(cell) for cell in row] for row in rows])
    passages = [[to_passage([piece], tight=tight) for piece in row] for row in rows]
    return table_of_passages(passages, rules, header_rows=header_rows, repaired=repaired)


def is_contents(grid: Sequence[Sequence[str]]) -> bool:
    """Whether most rows are a title with a page number behind it."""
    pages = [row for row in grid if len(row) == 2 and re.fullmatch(r"[PpＰ]?\.?\s?\d{1,3}", row[1])]
    return len(grid) >= 3 and len(pages) * 5 >= len(grid) * 4


def to_grid(table: Table) -> list[list[Passage]]:
    """The passages of a table, row by row, each where its cell begins."""
    begun = {(cell.row, cell.col): cell.passage for cell in table.cells}
    return [[begun.get((row, col), _NOTHING) for col in range(table.n_cols)] for row in range(table.n_rows)]


def table_of_passages(
    rows: Sequence[Sequence[Passage]],
    rules: RuleSet,
    *,
    header_rows: int | None = None,
    repaired: tuple[str, ...] = (),
) -> Table:
    """The table of passages in rows of any length; trailing columns without any text are dropped."""
    n_cols = max((col + 1 for row in rows for col, passage in enumerate(row) if passage.text), default=1)
    grid = [[row[col] if col < len(row) else _NOTHING for col in range(n_cols)] for row in rows]
    cells = tuple(Cell(r, c, passage) for r, row in enumerate(grid) for c, passage in enumerate(row))
    if header_rows is None:
        header_rows = header_row_count([[passage.text for passage in row] for row in grid], rules)
    numbers = [
        number
        for row in grid
        for passage in row
        for segment in passage.segments
        for number in (segment.place.line_start, segment.place.line_end)
        if number is not None
    ]
    place = Place(line_start=min(numbers, default=None), line_end=max(numbers, default=None))
    return Table(len(grid), n_cols, cells, (place,), "unknown", header_rows=header_rows, repaired=repaired)


def _uneven_notice(rows: Sequence[Row], table: Table) -> tuple[Diagnostic, ...]:
    """W302 for the rows that do not have as many columns as most have; rows of one cell are titles."""
    widths = Counter(len(row) for row in rows)
    usual = widths.most_common(1)[0][0]
    odd = [r for r, row in enumerate(rows) if len(row) != usual and sum(bool(_text(cell)) for cell in row) > 1]
    if not odd:
        return ()
    evidence = evidence_of(cell.passage for cell in table.cells if cell.row in odd)
    return (diagnose("W302", evidence),)
