"""Tables whose header row alone lost its form: its cells stand on lines of their own right above the rows.

Decides that short lines are the header of the table below them when there are as many as the table has columns (one
fewer when all of them head values: the corner is blank), nothing else stands between or directly above them, and the
table has no header of its own. Numbered or marked lines are headings, not header cells; two lines above two columns
must both be known header labels. Forms and contents pages have no header.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dxextract.diagnostics import diagnose
from dxextract.layout.text.cells import header_labels, is_form, looks_like_value
from dxextract.layout.text.form_cells import LONGEST_LABEL, Token, label_lines
from dxextract.layout.text.inline import to_passage
from dxextract.layout.text.lines import Line
from dxextract.layout.text.tables import (
    LONGEST_GAP,
    FoundTable,
    is_contents,
    split_row,
    table_at,
    table_of_passages,
    to_grid,
)
from dxextract.layout.text.wrap import has_block_mark
from dxextract.rules import RuleSet
from dxextract.rules.value_labels import VALUE_LABELS
from dxextract.schema.passage import Passage, evidence_of

_MOST_LINES = 24
_BESIDE = re.compile(r"[(（].*[)）]")
_FEWEST_UNKNOWN = 3
"""Columns from which on lines that are no known labels are taken for a header: two may be headings."""


def headed_table_at(lines: Sequence[Line], start: int, rules: RuleSet) -> FoundTable | None:
    """The table whose header begins on a line of its own at ``lines[start]``, None when none does."""
    if not _may_be_header_cell(lines[start], rules) or _stands_below_another(lines, start, rules):
        return None
    begin = _table_start(lines, start, rules)
    found = table_at(lines, begin, rules) if begin is not None else None
    if begin is None or found is None or found.table.header_rows:
        return None
    rows = to_grid(found.table)
    texts = [[passage.text for passage in row] for row in rows]
    if _is_form(texts, rules) or is_contents(texts):
        return None
    header = _header(lines, start, begin, found.table.n_cols, rules)
    if header is None:
        return None
    table = table_of_passages([header, *rows], rules, header_rows=1, repaired=("form",))
    evidence = evidence_of(cell.passage for cell in table.cells)
    return FoundTable(start, found.end, table, (*found.notices, diagnose("I302", evidence, how="form")))


def _may_be_header_cell(line: Line, rules: RuleSet) -> bool:
    text = line.text
    if line.blank or line.heading_level is not None or split_row(line) is not None or len(text) > LONGEST_LABEL:
        return False
    if text.endswith(("。", "、")) or looks_like_value(text):
        return False
    return bool(rules["table_headers"].label(text) or not has_block_mark(text, rules))


def _stands_below_another(lines: Sequence[Line], start: int, rules: RuleSet) -> bool:
    """Whether a line directly above could be a header cell as well: then nothing tells where the header begins."""
    above = range(start - 1, max(start - LONGEST_GAP - 2, -1), -1)
    nearest = next((lines[i] for i in above if not lines[i].blank), None)
    return nearest is not None and _may_be_header_cell(nearest, rules)


def _table_start(lines: Sequence[Line], start: int, rules: RuleSet) -> int | None:
    """The first line of a table that nothing but header cells and at most two blank lines each stand above."""
    gap = 0
    for index in range(start, min(len(lines), start + _MOST_LINES)):
        line = lines[index]
        if split_row(line) is not None:
            return index
        beside = not gap and _BESIDE.fullmatch(line.text)
        gap = gap + 1 if line.blank else 0
        if gap > LONGEST_GAP or not (line.blank or beside or _may_be_header_cell(line, rules)):
            return None
    return None


def _is_form(grid: Sequence[Sequence[str]], rules: RuleSet) -> bool:
    """Whether labels stand down the first column, or the one row begins with one."""
    return is_form(grid, rules) or (len(grid) == 1 and header_labels(grid[0], rules)[0] is not None)


def _header(lines: Sequence[Line], start: int, begin: int, n_cols: int, rules: RuleSet) -> tuple[Passage, ...] | None:
    """The cells of the header between `start` and `begin`; None when they do not match the columns."""
    above = [index for index in range(start, begin) if not lines[index].blank]
    plain = [Token((lines[index].piece,), lines[index].text, index + 1) for index in above]
    ways = [plain] if n_cols >= _FEWEST_UNKNOWN else []
    for split in (True, False):
        tokens = label_lines(lines[:begin], start, rules, split=split)
        if tokens and tokens[-1].end > above[-1]:
            ways.insert(0, tokens)
    for tokens in ways:
        cells = tuple(to_passage(token.pieces, tight=True) for token in tokens)
        if len(cells) == n_cols:
            return cells
        labels = header_labels([token.text for token in tokens], rules)
        if len(cells) == n_cols - 1 >= 2 and all(label in VALUE_LABELS or label == "year" for label in labels):
            return (Passage("", (), (0,)), *cells)
    return None
