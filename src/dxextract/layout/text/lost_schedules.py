"""Schedules that lost their form: the years of the header on lines of their own, then the cells on lines of theirs.

Decides that lines were once a schedule when two or more different years, below the label of the names or below the name
of the schedule, stand directly one after the other and the short lines that follow make up whole rows. Where a blank
cell is missing the lines do not come out even, and they are left as they are. Tables of values are
`dxextract.layout.text.forms`' business.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dxextract.diagnostics import diagnose
from dxextract.layout.text.cells import looks_like_number
from dxextract.layout.text.form_cells import Token, label_lines, to_token
from dxextract.layout.text.form_lines import stops_table
from dxextract.layout.text.inline import to_passage
from dxextract.layout.text.lines import Line
from dxextract.layout.text.parted_titles import is_heading_number
from dxextract.layout.text.tables import FoundTable, split_row, table_of_passages
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.schema.passage import evidence_of
from dxextract.signs import LABEL_SIGNS, TRIANGLES

_NAMES = frozenset({"action", "measure", "category", "number", "policy", "schedule"})
_FEWEST_YEARS = 2
_MOST_NAMES = 2
_LONGEST_CELL = 40
_TOLD = re.compile(r"([^\s:：]{2,8})[:：]")
_LONGEST_WORD = 4
_SEVERAL = 2
_MOST_LINES = 200


def lost_schedule_at(lines: Sequence[Line], start: int, rules: RuleSet) -> FoundTable | None:
    """The schedule that lost its form and begins at ``lines[start]``, None when none does."""
    if split_row(lines[start]) is not None:
        return None
    header = label_lines(lines, start, rules)
    labels = [rules["table_headers"].label(token.text) for token in header]
    names = next((n for n, label in enumerate(labels) if label == "year"), 0)
    years = labels[names:]
    if len(years) < _FEWEST_YEARS or set(years) != {"year"} or names > _MOST_NAMES or not set(labels[:names]) <= _NAMES:
        return None
    if len({token.text for token in header}) < len(header) or not (names or _is_announced(lines, start, rules)):
        return None
    if any(rules["time_columns"].label(token.text) not in ("year", "part", "month") for token in header[names:]):
        return None
    rows = next((rows for gap in (0, 1) if (rows := _rows(lines, header, gap, rules))), [])
    if all(not lines[token.end].text for token in header if token.end < len(lines)):
        rows = _columns(lines, header, rules) or rows or _rows(lines, header, 1, rules, wrapped=True)
    if not rows or all(looks_like_number(token.text) for row in rows for token in row[names:]):
        return None
    grid = [[to_passage(token.pieces, tight=True) for token in row] for row in (tuple(header), *rows)]
    table = table_of_passages(grid, rules, header_rows=1, repaired=("form",))
    evidence = evidence_of(cell.passage for cell in table.cells)
    return FoundTable(start, rows[-1][-1].end, table, (diagnose("I302", evidence, how="form"),))


def _is_announced(lines: Sequence[Line], start: int, rules: RuleSet) -> bool:
    """Whether the line above names a schedule: years without a label of the names may stand on a cover as well."""
    above = next((line for line in reversed(lines[:start]) if not line.blank), None)
    return (
        above is not None
        and block_label(above.text.strip(f"{LABEL_SIGNS}{TRIANGLES}【】《》≪≫<> "), rules) == "schedule"
    )


def _rows(
    lines: Sequence[Line], header: Sequence[Token], gap: int, rules: RuleSet, *, wrapped: bool = False
) -> list[tuple[Token, ...]]:
    """The whole rows that the lines behind the header make up, at most `gap` blank lines between two of them.

    Where blank lines part the labels of the header, lines without one between them are one `wrapped` cell.
    """
    cells: list[Token] = []
    blanks, apart = 0, True
    for index in range(header[-1].end, min(len(lines), header[-1].end + _MOST_LINES)):
        line = lines[index]
        if line.blank:
            blanks = blanks + 1 if line.rule or not line.text else 0
            if cells and blanks > gap:
                break
            apart = True
            continue
        if not (_may_be_cell(line, rules) or (len(cells) % len(header) and _is_step(line, rules))):
            break
        if wrapped and not apart:
            cells[-1] = cells[-1].with_line(line, index + 1)
        else:
            cells.append(to_token(line.piece, index + 1))
        blanks, apart = 0, False
    width = len(header)
    if len(cells) % width:
        return []
    return [tuple(cells[n : n + width]) for n in range(0, len(cells), width)]


def _columns(lines: Sequence[Line], header: Sequence[Token], rules: RuleSet) -> list[tuple[Token, ...]]:
    """The rows where blank lines part the columns, each of which has as many lines; none where there is but one."""
    columns: list[list[Token]] = [[]]
    for index in range(header[-1].end, min(len(lines), header[-1].end + _MOST_LINES)):
        line = lines[index]
        if line.blank:
            if len(columns) == len(header) and columns[-1]:
                break
            columns += [[]] if columns[-1] else []
        elif _may_be_cell(line, rules) or _is_step(line, rules):
            columns[-1].append(to_token(line.piece, index + 1))
        else:
            return []
    count = len(columns[0])
    if count < _SEVERAL or [len(column) for column in columns] != [count] * len(header):
        return []
    return list(zip(*columns, strict=True))


def _is_step(line: Line, rules: RuleSet) -> bool:
    """Whether a word that names a block elsewhere (実施, 評価) is what is done in a year."""
    return len(line.text) <= _LONGEST_WORD and rules["phases"].label(line.text) is not None


def _may_be_cell(line: Line, rules: RuleSet) -> bool:
    text = line.text
    if line.heading_level is not None or split_row(line) is not None or len(text) > _LONGEST_CELL:
        return False
    if stops_table(text) or rules["table_headers"].label(text) == "year" or block_label(text, rules) is not None:
        return False
    if rules["form_labels"].label(text) in ("number", "title", "broad"):
        return False  # the next measure's form
    if (told := _TOLD.match(text)) is not None and block_label(told[1], rules) is not None:
        return False  # 担当：総務課
    return rules["numbering"].label(text) in (None, "circled", "mark") and not is_heading_number(text, rules)
