"""Forms (個票) that lost their form: the labels of the left column on lines of their own, and what stands beside them.

`pdftotext` without -layout prints short cells together: 施策名 and 担当課 one below the other, a blank line, then the
name and the departments. Decides that lines were such a form when it begins with the label of a measure's name or
number, at least three known labels follow one another with lines between them, and the name is a short line. Of labels
that stand together each takes one line of those behind them, the last one the rest; one with nothing behind it takes
the last sentence of the text above, where that has several. What the form says is read as from any other table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from dxextract.diagnostics import diagnose
from dxextract.layout.text.inline import Piece, to_passage
from dxextract.layout.text.lines import Line
from dxextract.layout.text.tables import FoundTable, split_row, table_of_passages
from dxextract.normalise import clean
from dxextract.rules import RuleSet
from dxextract.rules.blocks import TABLE_BLOCKS, block_label
from dxextract.rules.value_labels import VALUE_LABELS
from dxextract.schema.passage import evidence_of
from dxextract.signs import HEADING_SIGNS

_GAP = re.compile(r"\S[ \u3000\u00a0]{2,}\S")
_DEPARTMENT = re.compile(r"[課室局係]$")
_FEWEST_LABELS = 3
_LONGEST_LABEL = 14
_LONGEST_NAME = 60
_MOST_LINES = 80
_LONGEST_GAP = 2
_NAMES = frozenset({"number", "title", "broad"})
_OF_TABLES = VALUE_LABELS | {"kpi_name", "year"}
_HEADED = frozenset({"part", "chapter", "section", "policy"})
_COUNTED = frozenset({"digit", "paren", "nested", "measure"})
"""Numbers that count the titles of a chapter's measures."""


@dataclass(slots=True)
class _Row:
    """A label and the lines beside it."""

    label: Piece
    name: str
    said: list[Piece] = field(default_factory=list)


def lost_form_at(lines: Sequence[Line], start: int, rules: RuleSet) -> FoundTable | None:
    """The form whose first label is ``lines[start]``, None when none begins there."""
    if rules["form_labels"].label(lines[start].text) not in _NAMES:
        return None
    rows, end = _rows(lines, start, rules)
    if len(rows) < _FEWEST_LABELS or not _is_form(rows, rules):
        return None
    grid = [[to_passage([row.label]), to_passage(row.said, tight=True)] for row in rows]
    table = table_of_passages(grid, rules, header_rows=0, repaired=("form",))
    evidence = evidence_of(cell.passage for cell in table.cells)
    return FoundTable(start, end, table, (diagnose("I302", evidence, how="form"),))


def _rows(lines: Sequence[Line], start: int, rules: RuleSet) -> tuple[list[_Row], int]:
    """The labels from `start` on with what stands behind them, and the index of the line behind the last."""
    rows: list[_Row] = []
    open_rows: list[_Row] = []
    end = start
    gap = 0
    for index in range(start, min(len(lines), start + _MOST_LINES)):
        line = lines[index]
        if line.blank:
            gap += not line.text
            continue
        if rows and (_ends_form(lines, index, rules) or line.text == rows[0].label.visible.strip()):
            break
        if gap > _LONGEST_GAP and not _is_label(line, rules):
            break
        if _is_label(line, rules):
            row = _Row(line.piece, line.text)
            open_rows = [*open_rows, row] if open_rows and not open_rows[-1].said else [row]
            rows.append(row)
        else:
            _take(open_rows, line.piece)
        end = index + 1
        gap = 0
    _share_last_sentence(rows)
    return rows, end


def _take(rows: Sequence[_Row], piece: Piece) -> None:
    """Gives a line to the first of the labels that stand together which has none, or else to the last."""
    row = next((row for row in rows if not row.said), rows[-1])
    row.said.append(piece)


def _share_last_sentence(rows: Sequence[_Row]) -> None:
    """Gives a label at the end without a text the last sentence of the text above, which was printed before it."""
    if len(rows) < 2 or rows[-1].said or len(rows[-2].said) < 2:
        return
    above = rows[-2].said
    ends = [n for n, piece in enumerate(above[:-1]) if piece.visible.rstrip().endswith("。")]
    if ends and above[-1].visible.rstrip().endswith("。"):
        rows[-1].said.extend(above[ends[-1] + 1 :])
        del above[ends[-1] + 1 :]


def _is_label(line: Line, rules: RuleSet) -> bool:
    """Whether a line is nothing but the label of a measure's name or of one of its blocks."""
    text = line.text
    if len(text) > _LONGEST_LABEL or text[:1] in HEADING_SIGNS:
        return False
    known = rules["form_labels"].label(text) is not None or block_label(text, rules) is not None
    return known or rules["table_headers"].label(text) == "category"


def _ends_form(lines: Sequence[Line], index: int, rules: RuleSet) -> bool:
    """Whether a line is the heading of something else, or begins a table."""
    line = lines[index]
    text = line.text
    if line.heading_level is not None or split_row(line) is not None or _GAP.search(text):
        return True
    if text[:1] in HEADING_SIGNS and block_label(text.lstrip(f" \u3000{HEADING_SIGNS}"), rules) is not None:
        return True
    if rules["numbering"].label(f"{clean(text)[0]} 題名") in _HEADED or block_label(text, rules) in TABLE_BLOCKS:
        return True
    return rules["table_headers"].label(text) in _OF_TABLES


def _is_form(rows: Sequence[_Row], rules: RuleSet) -> bool:
    """Whether the form names a measure and says something beside most of its labels."""
    names = [row for row in rows if rules["form_labels"].label(row.name) in ("title", "broad")]
    if not names or sum(bool(row.said) for row in rows) * 2 <= len(rows):
        return False
    said = "".join(piece.visible.strip() for piece in names[0].said)
    if not said or len(said) > _LONGEST_NAME or said.endswith("。") or _DEPARTMENT.search(said):
        return False  # cells in another order than their labels
    counts = rules["numbering"].label(said)
    if counts in _COUNTED and any(
        rules["numbering"].label(piece.visible.strip()) == counts for row in rows for piece in row.said[1:]
    ):
        return False  # 個別施策 above 1. and 2., each with blocks of its own, is their chapter
    return any(block_label(row.name, rules) is not None and row.said for row in rows)
