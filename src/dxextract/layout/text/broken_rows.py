"""Tables of tabs whose cells kept their line breaks, so that each row is spread over several lines.

Decides that the lines from a header row on are such a table when their tabs add up to whole rows, one after the other,
and at least one row is spread. A line without a tab between two whole rows goes on with the last cell of the upper one
or begins the first cell of the lower one, as its ends and theirs say. Where the tabs do not come out even the lines are
left as they are; tables whose rows are whole are `dxextract.layout.text.tables`' business.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from dxextract.layout.text.cells import header_labels, is_header_row
from dxextract.layout.text.inline import Piece, to_passage
from dxextract.layout.text.lines import Line
from dxextract.layout.text.tabbed import opens_quotation
from dxextract.layout.text.tables import FoundTable, split_row, table_of_passages
from dxextract.layout.text.wrap import starts_block
from dxextract.normalise import squeeze
from dxextract.rules import RuleSet

Cells = list[list[Piece]]
"""The cells of a row, each with the pieces of its lines."""
_FEWEST_COLUMNS = 3
_MOST_LINES = 120
_MOST_HEADER_LINES = 14
_LONGEST_PART = 40
"""Characters of a line inside a cell; longer ones are prose."""
_OPEN_END = re.compile(
    r"(?:[のをにとがはへやで・、,，/／&+＋~～〜]|及び|又は|と共に|による|における|(?:[(（「『【][^)）」』】]*))$"
)
_GOES_ON = re.compile(r"(?:[)）」』】、。・,]|[(（\[][^)）\]]*[)）\]]$|[のを、](?=[ぁ-ん一-龥ァ-ヴ])|[っッー])")
_BULLET = re.compile(r"[・●○■◆◇□※▪•-]")
_NOTE = re.compile(
    r"[※注*＊(（]?(?:※|注|\*|＊)|[(（]?(?:(?:単位|出典|出所|資料|参考|備考|算出方法|算式)\s*[:：)）]|(?:現状|基準|実績|目標)値(?:は|の?年度|[:：]\s*(?:令和|R|20)))"
)


def broken_table_at(lines: Sequence[Line], start: int, rules: RuleSet) -> FoundTable | None:
    """The table of spread rows whose header begins at ``lines[start]``, None when none does."""
    first = split_row(lines[start])
    if first is None or lines[start].commas or "\t" not in lines[start].piece.visible or opens_quotation(lines, start):
        return None
    run = _run(lines, start)
    tabs = [_tabs(line) for line in run]
    if len(set(tabs)) < 2 or not _is_likely(run, tabs, rules):
        return None
    header: Cells = []
    for count in range(1, min(len(run), _MOST_HEADER_LINES)):
        header = _joined(header, run[count - 1])
        if len(header) >= _FEWEST_COLUMNS and is_header_row([_text(cell) for cell in header], rules):
            rows = _rows(run, tabs, count, header, rules)
            if rows is not None:
                return _found(rows, start, len(run), rules)
    return None


def _run(lines: Sequence[Line], start: int) -> list[Line]:
    """The lines from `start` that nothing parts, up to a note below the table."""
    run: list[Line] = []
    for line in islice(lines, start, start + _MOST_LINES):
        if line.blank or line.heading_level is not None or (line.page_start and run):
            break
        if "\t" not in line.text and (len(line.text) > _LONGEST_PART or _NOTE.match(line.text)):
            break
        run.append(line)
    while run and _tabs(run[-1]) == 0 and len(run) > 1 and _tabs(run[-2]) == 0:
        run.pop()  # at most one line goes on with the last cell
    return run


def _tabs(line: Line) -> int:
    return line.piece.visible.count("\t")


def _is_likely(run: Sequence[Line], tabs: Sequence[int], rules: RuleSet) -> bool:
    """Whether lines break off: half of the short ones have no tab, or end or begin as words do within a cell.

    Rows whose blank ends were trimmed are short too.
    """
    short = [n for n in range(len(run)) if tabs[n] < max(tabs)]
    cut = [n for n in short if not tabs[n] or (n + 1 < len(run) and _breaks_off(run[n], run[n + 1], rules))]
    return len(cut) * 2 >= len(short)


def _breaks_off(line: Line, following: Line, rules: RuleSet) -> bool:
    """Whether the last cell of a line goes on in the next one, as the words or the label that they make say."""
    if _is_cut(line.text, following.text):
        return True
    upper, lower = (split_row(line) or (line.piece,))[-1], (split_row(following) or (following.piece,))[0]
    labels = header_labels([_text([upper]), _text([upper, lower])], rules)
    return labels[0] is None and labels[1] is not None


def _joined(cells: Cells, line: Line) -> Cells:
    """The cells with those of the next line, whose first goes on with the last one."""
    parts = split_row(line) or (line.piece,)
    if not cells:
        return [[part] for part in parts]
    return [*cells[:-1], [*cells[-1], parts[0]], *([part] for part in parts[1:])]


def _text(cell: Sequence[Piece]) -> str:
    return "".join(piece.visible.strip() for piece in cell)


def _rows(run: Sequence[Line], tabs: Sequence[int], count: int, header: Cells, rules: RuleSet) -> list[Cells] | None:
    """The header and the rows below its first `count` lines; None unless all are whole and one is spread."""
    width = len(header)
    if count < len(run) and tabs[count] == 0 and _belongs_to_header(header, run[count], rules):
        header = _joined(header, run[count])
        count += 1
    rows = [header]
    spread = count > 1
    position = count
    while position < len(run):
        cells: Cells = []
        begin = position
        while position < len(run) and (not cells or len(cells) < width):
            cells = _joined(cells, run[position])
            position += 1
        if len(cells) != width:
            return None
        if position - begin == 2 and not tabs[begin] and not _is_cut(run[begin].text, run[begin + 1].text):
            if starts_block(run[begin].text, rules):
                return None  # a line that titles the whole row below it
        else:
            spread = spread or position - begin > 1
        while position < len(run) and tabs[position] == 0 and _goes_on(cells, rows, run, position, rules):
            cells = _joined(cells, run[position])
            position += 1
            spread = True
        rows.append(cells)
    return rows if spread and len(rows) > 1 else None


def _belongs_to_header(header: Cells, line: Line, rules: RuleSet) -> bool:
    """Whether a line below the header goes on with its last cell: a bracket, or the rest of a label."""
    last, whole = _text(header[-1]), _text([*header[-1], line.piece])
    labels = header_labels([last, whole], rules)
    return labels[1] is not None and (labels[0] is None or line.text[0] in "(（[")


def _goes_on(cells: Cells, rows: Sequence[Cells], run: Sequence[Line], position: int, rules: RuleSet) -> bool:
    """Whether a line without a tab goes on with the last cell of the row above it, and does not begin the next row."""
    text = run[position].text
    if not any(_tabs(line) for line in run[position:]):
        return not starts_block(text, rules) or bool(_BULLET.match(text))
    above = _text(cells[-1][-1:])
    if _OPEN_END.search(above) or _GOES_ON.match(text):
        return True
    if _BULLET.match(text):
        return bool(_BULLET.match(_text(cells[-1][:1]))) and not _BULLET.match(_text(cells[0]))
    if _OPEN_END.search(text) or starts_block(text, rules):
        return False
    following = run[position + 1]
    if _GOES_ON.match(following.text):
        return False
    names = [row[0] for row in (*rows[1:], cells)]
    return not any(len(name) > 1 for name in names) and _tabs(following) + 1 == len(cells)


def _is_cut(text: str, following: str) -> bool:
    """Whether the end of a line, or the beginning of the next, shows that a cell goes on there."""
    return bool(_OPEN_END.search(text) or _GOES_ON.match(following))


def _found(rows: Sequence[Cells], start: int, length: int, rules: RuleSet) -> FoundTable:
    grid = [[to_passage(cell, tight=not _parts_words(cell)) for cell in row] for row in rows]
    return FoundTable(start, start + length, table_of_passages(grid, rules))


def _parts_words(cell: Sequence[Piece]) -> bool:
    """Whether the lines of a cell are items of their own, which a blank parts."""
    return any(_BULLET.match(squeeze(piece.visible)) for piece in cell[1:])
