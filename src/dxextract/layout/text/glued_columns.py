"""Tables whose columns a page printed together: the label of each column with the cell of the first row below it.

`pdftotext` without -layout prints `現状値（R5）` and `3か所` as one block, then the next column, and the rows below it
cell by cell. Decides that blocks between blank lines are such a table when at least three in a row begin with the label
of a column, the first with one of names, and each further one has as many lines below its label; all blocks that
follow are whole rows, or rows without the names, which then stand in the first block. Names that count themselves say
how many rows there are. Where the count does not come out even the lines are left as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dxextract.diagnostics import diagnose
from dxextract.layout.text.cells import looks_like_number, looks_like_value
from dxextract.layout.text.form_cells import Token
from dxextract.layout.text.form_lines import BESIDE
from dxextract.layout.text.inline import to_passage
from dxextract.layout.text.lines import Line, display_width
from dxextract.layout.text.parted_titles import is_heading_number
from dxextract.layout.text.tables import FoundTable, split_row, table_of_passages
from dxextract.normalise import clean
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.rules.value_labels import FIGURE_LABELS, VALUE_LABELS
from dxextract.schema.passage import evidence_of
from dxextract.signs import ARROWS, HEADING_SIGNS

_NAMES = frozenset({"kpi_name", "action", "measure", "category", "schedule"})
_HEADED = frozenset({"part", "chapter", "section", "policy", "measure", "nested"})
_FEWEST = 3
"""Columns of a table whose order can be told."""
_YEARS = 2
"""Columns of years at least, between which what was so far may be said in words."""
_COUNT = re.compile(r"[(（]?(\d{1,2})[)）.．]?[\s　]*(?=[^\d\s.．])")
_LONGEST_CELL = 40
_MOST_LINES = 120
_SLACK = 2
"""Columns of the page by which a line that goes on may be shorter than the longest of its column."""

_Row = tuple[Token, ...]


def glued_table_at(lines: Sequence[Line], start: int, rules: RuleSet) -> FoundTable | None:
    """The table whose first label is ``lines[start]``, None when none begins there."""
    family = rules["table_headers"]
    if lines[start].blank or family.label(lines[start].text) not in _NAMES:
        return None
    blocks = list(_blocks(lines, start, rules))
    count = next(
        (n for n, one in enumerate(blocks) if n and family.label(one[0].text) not in FIGURE_LABELS), len(blocks)
    )
    heads, below = blocks[:count], blocks[count:]
    depth = len(heads[1]) - 1 if count >= _FEWEST else 0
    if not depth or any(len(one) != depth + 1 for one in heads[1:]) or len(heads[0]) <= depth:
        return None
    labels = [family.label(one[0].text) for one in heads]
    found = _rows(heads, below, depth, labels)
    if found is None:
        return None
    grid = [[to_passage(token.pieces, tight=True) for token in row] for row in (tuple(one[0] for one in heads), *found)]
    table = table_of_passages(grid, rules, header_rows=1, repaired=("form",))
    evidence = evidence_of(cell.passage for cell in table.cells)
    end = max(token.end for row in found for token in row)
    return FoundTable(start, max(end, heads[-1][-1].end), table, (diagnose("I302", evidence, how="form"),))


def _blocks(lines: Sequence[Line], start: int, rules: RuleSet) -> Iterator[list[Token]]:
    """The runs of lines between blank ones from `start` on, up to the one that has what is no cell."""
    block: list[Token] = []
    for index in range(start, min(len(lines), start + _MOST_LINES)):
        line = lines[index]
        if line.blank:
            if block:
                yield block
            block = []
            continue
        if not _may_be_cell(line, rules, below=bool(block)):
            return  # with what stands right above it
        if block and BESIDE.fullmatch(line.text):
            block[-1] = block[-1].with_line(line, index + 1)
        else:
            block.append(Token((line.piece,), line.text, index + 1))
    if block:
        yield block


def _may_be_cell(line: Line, rules: RuleSet, *, below: bool) -> bool:
    """Whether a line may be a cell; what names a block elsewhere (事業目標) is a row's name right `below` a label."""
    text = line.text
    if line.heading_level is not None or split_row(line) is not None or len(text) > _LONGEST_CELL:
        return False
    if text.endswith("。") or text[0] in HEADING_SIGNS or is_heading_number(text, rules):
        return False
    if rules["numbering"].label(clean(text)[0]) in _HEADED:
        return False
    known = rules["table_headers"].label(text)
    if known is None and not below and block_label(text, rules) is not None and rules["phases"].label(text) is None:
        return False
    return rules["form_labels"].label(text) not in ("number", "title", "broad")


def _rows(
    heads: Sequence[list[Token]], below: Sequence[list[Token]], depth: int, labels: Sequence[str | None]
) -> list[_Row] | None:
    """The rows: those printed below the labels, then those that follow cell by cell; None where they do not fit."""
    values = heads[1:]
    yearly = labels.count("year") >= _YEARS  # 現状 | 2026年度 | 2027年度 over what is done
    beside = [("year" if yearly else label) for label in labels[1:]]
    if not all(_fits(one[n], label) for one, label in zip(values, beside, strict=True) for n in range(1, depth + 1)):
        return None
    first = [tuple(one[1 + n] for one in values) for n in range(depth)]
    if counted := _counted(heads[0][1:]):
        below = below[: max(len(counted) - depth, 0) * len(values)]
    unnamed = _further(below, labels[1:])
    if unnamed and (names := _names(heads[0][1:], depth + len(unnamed))) is not None:
        return [(name, *cells) for name, cells in zip(names, [*first, *unnamed], strict=True)]
    named = _further(below, labels)
    names = _names(heads[0][1:], depth)
    if names is None or named is None:
        return None
    return [*((name, *cells) for name, cells in zip(names, first, strict=True)), *named]


def _further(blocks: Sequence[list[Token]], labels: Sequence[str | None]) -> list[_Row] | None:
    """The rows that all the blocks make up, one behind the other; None where they do not come out even."""
    if len(blocks) % len(labels):
        return None
    rows = [_row(blocks[n : n + len(labels)], labels) for n in range(0, len(blocks), len(labels))]
    return None if None in rows else [row for row in rows if row is not None]


def _row(blocks: Sequence[list[Token]], labels: Sequence[str | None]) -> _Row | None:
    """The cells of one row, each a block; None where one cannot stand below its label."""
    if len(blocks) < len(labels):
        return None
    cells = tuple(_joined(block) for block in blocks)
    return cells if all(_fits(cell, label) for cell, label in zip(cells, labels, strict=True)) else None


def _names(tokens: Sequence[Token], count: int) -> list[Token] | None:
    """The lines of a column as `count` names: a line that fills the column goes on with the next one."""
    if len(tokens) == count:
        return list(tokens)
    if len(counted := _counted(tokens)) == count:
        return counted
    if count == 1:
        return [_joined(tokens)]
    widest = max(display_width(token.text) for token in tokens)
    names: list[list[Token]] = [[]]
    for token in tokens:
        names[-1].append(token)
        if display_width(token.text) < widest - _SLACK:
            names.append([])
    found = [_joined(name) for name in names if name]
    return found if len(found) == count else None


def _counted(tokens: Sequence[Token]) -> list[Token]:
    """The names of a column that count themselves (１ …, ２ …), with the lines that go on; none where one does not."""
    names: list[list[Token]] = []
    for token in tokens:
        if (found := _COUNT.match(clean(token.text)[0])) and int(found[1]) == len(names) + 1:
            names.append([])
        elif not names:
            return []
        names[-1].append(token)
    return [_joined(name) for name in names] if len(names) > 1 else []


def _joined(tokens: Sequence[Token]) -> Token:
    pieces = tuple(piece for token in tokens for piece in token.pieces)
    return Token(pieces, "".join(token.text for token in tokens), tokens[-1].end)


def _fits(token: Token, label: str | None) -> bool:
    """Whether a cell may stand below a label: figures below values, words below names, words or arrows below years."""
    if label in VALUE_LABELS:
        return looks_like_value(token.text)
    if label == "unit":
        return len(token.text) <= 6
    if label == "year":
        return True
    return not looks_like_number(token.text) and token.text[0] not in ARROWS
