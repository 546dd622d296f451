"""Forms (個票) of tabs whose cells kept their line breaks: `取組内容 ⇥ ・…` and further items on lines without a tab.

Decides that lines are such a form when the first begins with the label of a measure's name or number, at least three
rows begin with known labels, and every line without a tab stands below a label with its text, or goes on with a list,
and is followed by a further row of the form; at its end only items of a list go on. Tables with a header are the
business of `broken_rows`, forms whose rows are whole that of `tables`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from dxextract.layout.text.inline import Piece, to_passage
from dxextract.layout.text.lines import Line
from dxextract.layout.text.tables import FoundTable, split_row, table_of_passages
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.signs import ITEM_SIGNS

_FEWEST_LABELS = 3
_MOST_LINES = 80
_LONGEST_LINE = 160
"""Characters of a line inside a cell."""
_LONGEST_LABEL = 20
_ITEM = re.compile(rf"[{ITEM_SIGNS}①-⑳※]|[(（]?\d{{1,2}}[)）.．]")
_FIRST = frozenset({"number", "title", "broad"})


def spread_form_at(lines: Sequence[Line], start: int, rules: RuleSet) -> FoundTable | None:
    """The form that begins at ``lines[start]``, None when none does or all of its rows are whole."""
    if "\t" not in lines[start].piece.visible or lines[start].commas:
        return None
    first = split_row(lines[start])
    if first is None or rules["form_labels"].label(first[0].visible.strip()) not in _FIRST:
        return None
    rows = _rows(_run(lines, start), rules)
    if rows is None or sum(_is_label(row[0][0], rules) for row in rows) < _FEWEST_LABELS:
        return None
    lines_read = sum(len(row[-1]) for row in rows)  # only a last cell goes on over lines
    grid = [[to_passage(cell, tight=len(cell) == 1) for cell in row] for row in rows]
    return FoundTable(start, start + lines_read, table_of_passages(grid, rules))


def _run(lines: Sequence[Line], start: int) -> list[Line]:
    """The lines from `start` that nothing parts, up to where the next form begins with the same label."""
    label = _label_text(lines[start])
    run: list[Line] = []
    for line in islice(lines, start, start + _MOST_LINES):
        if line.blank or line.heading_level is not None or (run and (line.page_start or _label_text(line) == label)):
            break
        if "\t" not in line.piece.visible and len(line.text) > _LONGEST_LINE:
            break
        run.append(line)
    return run


def _rows(run: Sequence[Line], rules: RuleSet) -> list[list[list[Piece]]] | None:
    """The rows with the pieces of their cells; None where no cell is spread, or a line has no cell to go on with."""
    last = max(n for n, line in enumerate(run) if "\t" in line.piece.visible)
    rows: list[list[list[Piece]]] = []
    spread = False
    for number, line in enumerate(run):
        cells = split_row(line) if "\t" in line.piece.visible else None
        if cells is not None:
            rows.append([[cell] for cell in cells])
            continue
        if number > last and not _ITEM.match(line.text):
            break
        listed = _ITEM.match(line.text) and _ITEM.match(rows[-1][-1][0].visible.strip())
        if len(rows[-1]) != 2 or not (listed or _is_label(rows[-1][0][0], rules)):
            return None
        rows[-1][-1].append(line.piece)
        spread = True
    return rows if spread else None


def _label_text(line: Line) -> str:
    return line.piece.visible.split("\t")[0].strip()


def _is_label(piece: Piece, rules: RuleSet) -> bool:
    """Whether a cell names a measure, its number or one of its blocks."""
    text = piece.visible.strip()
    if not text or len(text) > _LONGEST_LABEL:
        return False
    return rules["form_labels"].label(text) is not None or block_label(text, rules) is not None
