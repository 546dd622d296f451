"""Tables that lost their form: header labels on lines of their own, then values on lines of their own.

Decides that lines were once a table when at least three labels, one for a name and one for a value, stand directly
one after the other and what follows can be read as whole rows (or as whole columns) of them: names where names belong,
values where values belong. A name may be wrapped over lines and a row's number may be missing; a value may not.
Anything less is left as it is. Slipped columns are `dxextract.layout.text.repair`'s business.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from dxextract.diagnostics import diagnose
from dxextract.layout.text.cells import NAME_LABELS, looks_like_number_label, looks_like_value
from dxextract.layout.text.form_cells import Token, label_lines, to_token
from dxextract.layout.text.form_lines import BESIDE, LONGEST_CELL, names_indicator, stops_table
from dxextract.layout.text.inline import Piece, to_passage
from dxextract.layout.text.lines import Line
from dxextract.layout.text.tables import LONGEST_GAP, FoundTable, split_row, table_of_passages
from dxextract.rules import RuleSet
from dxextract.rules.value_labels import VALUE_LABELS
from dxextract.schema.passage import Passage, evidence_of

_FEWEST_COLUMNS = 3
_MOST_LINES = 400
_DEPARTMENT = re.compile(r".*(?:[課室局部係所班署]|センター|委員会|各課|全庁|ほか|他|等)")


@dataclass(frozen=True, slots=True)
class _Header:
    tokens: tuple[Token, ...]
    labels: tuple[str, ...]
    end: int


_Rows = tuple[tuple[tuple[Token, ...], ...], ...]


def lost_table_at(lines: Sequence[Line], start: int, rules: RuleSet) -> FoundTable | None:
    """The table that lost its form and begins at ``lines[start]``, None when none does."""
    header = _header_at(lines, start, rules)
    if header is None or names_indicator(lines[start].text, rules):
        return None
    tokens = _tokens(lines, header.end, header, rules)
    if not tokens:
        return None
    blocks = _by_blocks(tokens, lines, header.labels)
    rows = blocks or _by_rows(tokens, header.labels)
    used = sum(len(cell) for row in rows for cell in row)
    if used < len(tokens) and not blocks:
        by_columns = _by_columns(tokens, header.labels)
        rows, used = (by_columns, len(tokens)) if by_columns else (rows, used)
    if not rows or (used < len(tokens) and not blocks and looks_like_value(tokens[used].text)):
        return None
    grid = [[_passage(token.pieces) for token in header.tokens]]
    grid += [[_passage([piece for token in cell for piece in token.pieces]) for cell in row] for row in rows]
    table = table_of_passages(grid, rules, header_rows=1, repaired=("form",))
    evidence = evidence_of(cell.passage for cell in table.cells)
    end = max(token.end for token in tokens[:used])
    return FoundTable(start, end, table, (diagnose("I302", evidence, how="form"),))


def _passage(pieces: Sequence[Piece]) -> Passage:
    return to_passage(pieces, tight=True)


def _header_at(lines: Sequence[Line], start: int, rules: RuleSet) -> _Header | None:
    """The labels from line `start` on, each on a line of its own, or in one tab-separated line without rows."""
    row = split_row(lines[start])
    if row is not None:
        following = next((lines[i] for i in range(start + 1, len(lines)) if not lines[i].blank), None)
        if following is None or split_row(following) is not None:
            return None
        tokens = [Token((piece,), piece.visible.strip(), start + 1) for piece in row if piece.visible.strip()]
    else:
        tokens = label_lines(lines, start, rules)
    labels = [rules["table_headers"].label(token.text) for token in tokens]
    if len(labels) < _FEWEST_COLUMNS or None in labels:
        return None
    known = tuple(label for label in labels if label is not None)
    has_name = any(label in NAME_LABELS for label in known)
    has_value = any(label in VALUE_LABELS for label in known) or ("kpi_name" in known and known.count("year") >= 2)
    return _Header(tuple(tokens), known, tokens[-1].end) if has_name and has_value else None


def _tokens(lines: Sequence[Line], start: int, header: _Header, rules: RuleSet) -> list[Token]:
    """The lines that may be cells, up to whatever cannot be one: a heading, a sentence, a table, a wider gap."""
    prose = bool({"definition", "description", "remarks", "assessment"} & set(header.labels))
    tokens: list[Token] = []
    gap = 0
    for index in range(start, min(len(lines), start + _MOST_LINES)):
        line = lines[index]
        if line.blank:
            gap += 1
            if gap > LONGEST_GAP:
                break
            continue
        token = to_token(line.piece, index + 1)
        text = token.text
        stop = stops_table(text)
        too_long = len(text) > LONGEST_CELL and not prose
        if line.heading_level is not None or too_long or split_row(line) or (stop and not (prose and text[-1] == "。")):
            break
        if rules["table_headers"].label(text) in header.labels and rules["table_headers"].label(text) in VALUE_LABELS:
            break
        if tokens and gap == 0 and BESIDE.fullmatch(text):
            tokens[-1] = tokens[-1].with_line(line, index + 1)
        else:
            tokens.append(token)
        gap = 0
    return tokens


def _fits(text: str, label: str) -> bool:
    """Whether one line can be a cell (or a part of one) under `label`."""
    if label == "number":
        return looks_like_number_label(text)
    if label in VALUE_LABELS or label == "year":
        return looks_like_value(text)
    if label == "unit":
        return len(text) <= 6 and not re.search(r"\d", text)
    if label == "department":
        return bool(_DEPARTMENT.fullmatch(text)) and not looks_like_value(text)
    return not looks_like_value(text) and not looks_like_number_label(text)


def _most_lines(label: str) -> int:
    if label in ("number", "unit", "year") or label in VALUE_LABELS:
        return 1
    return 2 if label == "department" else 3


def _by_rows(tokens: Sequence[Token], labels: Sequence[str]) -> _Rows:
    """The rows that the lines are, read row after row; as many whole ones as there are."""
    best: dict[int, _Rows] = {len(tokens): ()}
    for start in range(len(tokens) - 1, -1, -1):
        best[start] = ()
        for cells, end in _one_row(tokens, start, labels):
            rest = best[end]
            if 1 + len(rest) > len(best[start]):
                best[start] = (cells, *rest)
    return best[0]


def _one_row(
    tokens: Sequence[Token], start: int, labels: Sequence[str]
) -> list[tuple[tuple[tuple[Token, ...], ...], int]]:
    """All ways to read one row from `start`: its cells, and where the next row begins."""
    if not labels:
        return [((), start)]
    label = labels[0]
    found: list[tuple[tuple[tuple[Token, ...], ...], int]] = []
    if label == "number":
        found += [(((), *rest), end) for rest, end in _one_row(tokens, start, labels[1:])]
    for count in range(1, _most_lines(label) + 1):
        cell = tuple(tokens[start : start + count])
        if len(cell) < count or not _fits(cell[-1].text, label):
            break
        found += [((cell, *rest), end) for rest, end in _one_row(tokens, start + count, labels[1:])]
    return found


def _by_blocks(tokens: Sequence[Token], lines: Sequence[Line], labels: Sequence[str]) -> _Rows:
    """The rows where blank lines part the columns, each of which has as many lines: pages print columns together."""
    blocks: list[list[Token]] = [[tokens[0]]]
    for above, token in pairwise(tokens):
        if any(not line.text for line in lines[above.end : token.end - 1]):
            if len(blocks) == len(labels):
                break
            blocks.append([])
        blocks[-1].append(token)
    count = len(blocks[0])
    if count < 2 or [len(block) for block in blocks] != [count] * len(labels):
        return ()
    if not all(_fits(token.text, label) for block, label in zip(blocks, labels, strict=True) for token in block):
        return ()
    return tuple(tuple((block[row],) for block in blocks) for row in range(count))


def _by_columns(tokens: Sequence[Token], labels: Sequence[str]) -> _Rows:
    """The rows when the lines are read column after column: all of them, in columns of one length."""
    count, rest = divmod(len(tokens), len(labels))
    if rest or count < 2:
        return ()
    columns = [tokens[i * count : (i + 1) * count] for i in range(len(labels))]
    if not all(_fits(token.text, label) for column, label in zip(columns, labels, strict=True) for token in column):
        return ()
    return tuple(tuple((column[row],) for column in columns) for row in range(count))
