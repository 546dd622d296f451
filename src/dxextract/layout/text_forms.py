"""Tables that lost their form: header labels on lines of their own, then values on lines of their own.

Decides that lines were once a table when at least three labels, one for a name and one for a value, stand directly
one after the other and what follows can be read as whole rows (or as whole columns) of them: names where names belong,
values where values belong. A name may be wrapped over lines and a row's number may be missing; a value may not.
Anything less is left as it is. Slipped columns are `dxextract.layout.text_repair`'s business.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dxextract.diagnostics import diagnose
from dxextract.layout.text_cells import NAME_LABELS, VALUE_LABELS, looks_like_number_label, looks_like_value
from dxextract.layout.text_inline import Piece, to_passage
from dxextract.layout.text_lines import Line
from dxextract.layout.text_tables import FoundTable, build_table, split_row, table_at, table_of_passages
from dxextract.rules import RuleSet
from dxextract.schema.document import Passage, evidence_of

_FEWEST_COLUMNS = 3
_LONGEST_LABEL = 30
_LONGEST_CELL = 60
_LONGEST_GAP = 2
_MOST_LINES = 400
_STOP = re.compile(
    r"[■□◆◇●○▼▽▶►➤★☆※【〔<＜《]|第\s?[0-9０-９]+\s?[章節編]|[(（]\s?[0-9０-９]{1,2}\s?[)）]\s?\S|[0-9０-９]{1,2}[.．\s\u3000]\s*\D|[^\n]*。$"
)
_DEPARTMENT = re.compile(r".*(?:[課室局部係所班署]|センター|委員会|各課|全庁|ほか|他|等)")
_BESIDE = re.compile(r"[(（\[【].*[)）\]】]")


@dataclass(frozen=True, slots=True)
class _Token:
    """One line (or a bracket below it too) that may be a cell, and the index of the line after it."""

    pieces: tuple[Piece, ...]
    text: str
    end: int


@dataclass(frozen=True, slots=True)
class _Header:
    tokens: tuple[_Token, ...]
    labels: tuple[str, ...]
    end: int


_Rows = tuple[tuple[tuple[_Token, ...], ...], ...]


def lost_table_at(lines: Sequence[Line], start: int, rules: RuleSet) -> FoundTable | None:
    """The table that lost its form and begins at ``lines[start]``, None when none does."""
    header = _header_at(lines, start, rules)
    if header is None:
        return None
    with_rows = _tabbed_rows(lines, start, header, rules)
    if with_rows:
        return with_rows
    tokens = _tokens(lines, header.end, header, rules)
    if not tokens:
        return None
    rows = _by_rows(tokens, header.labels)
    used = sum(len(cell) for row in rows for cell in row)
    if used < len(tokens):
        by_columns = _by_columns(tokens, header.labels)
        rows, used = (by_columns, len(tokens)) if by_columns else (rows, used)
    if not rows or (used < len(tokens) and looks_like_value(tokens[used].text)):
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
        tokens = [_Token((piece,), piece.visible.strip(), start + 1) for piece in row if piece.visible.strip()]
    else:
        tokens = _label_lines(lines, start, rules)
    labels = [rules["table_headers"].label(token.text) for token in tokens]
    if len(labels) < _FEWEST_COLUMNS or None in labels:
        return None
    known = tuple(label for label in labels if label is not None)
    has_name = any(label in NAME_LABELS for label in known)
    has_value = any(label in VALUE_LABELS for label in known) or ("kpi_name" in known and known.count("year") >= 2)
    return _Header(tuple(tokens), known, tokens[-1].end) if has_name and has_value else None


def _label_lines(lines: Sequence[Line], start: int, rules: RuleSet) -> list[_Token]:
    tokens: list[_Token] = []
    family = rules["table_headers"]
    index = start
    gap = 0
    while index < len(lines) and gap <= 1:
        line = lines[index]
        index += 1
        if line.blank:
            gap += 1
            continue
        text = line.text
        if line.heading_level is not None or len(text) > _LONGEST_LABEL or split_row(line) is not None:
            break
        # 現状値 / (令和6年度), 取組項目 / 番号: one label on two lines
        numbered = tokens and family.label(text) == "number" and family.label(tokens[-1].text + text)
        if tokens and (numbered or _BESIDE.fullmatch(text)):
            tokens[-1] = _joined(tokens[-1], line, index)
        elif family.label(text) is None:
            break
        else:
            tokens.append(_Token((line.piece,), text, index))
        gap = 0
    return tokens


def _joined(token: _Token, line: Line, end: int) -> _Token:
    return _Token((*token.pieces, line.piece), f"{token.text}{line.text}", end)


def _tabbed_rows(lines: Sequence[Line], start: int, header: _Header, rules: RuleSet) -> FoundTable | None:
    """The table when only its header lost its form: rows with as many tab-separated cells follow."""
    index = header.end
    while index < len(lines) and lines[index].blank and index < header.end + _LONGEST_GAP:
        index += 1
    found = table_at(lines, index, rules) if index < len(lines) else None
    if found is None or found.table.n_cols != len(header.labels) or found.table.header_rows:
        return None
    rows = [row for row in map(split_row, lines[index : found.end]) if row is not None]
    top = tuple(token.pieces[0] for token in header.tokens)
    table = build_table([top, *rows], rules, header_rows=1, repaired=("form",))
    evidence = evidence_of(cell.passage for cell in table.cells)
    return FoundTable(start, found.end, table, (*found.notices, diagnose("I302", evidence, how="form")))


def _tokens(lines: Sequence[Line], start: int, header: _Header, rules: RuleSet) -> list[_Token]:
    """The lines that may be cells, up to whatever cannot be one: a heading, a sentence, a table, a wider gap."""
    prose = bool({"definition", "description", "remarks"} & set(header.labels))
    tokens: list[_Token] = []
    gap = 0
    for index in range(start, min(len(lines), start + _MOST_LINES)):
        line = lines[index]
        if line.blank:
            gap += 1
            if gap > _LONGEST_GAP:
                break
            continue
        text = line.text
        number = looks_like_number_label(text)
        stop = not number and not looks_like_value(text) and _STOP.match(text)
        too_long = len(text) > _LONGEST_CELL and not prose
        if line.heading_level is not None or too_long or split_row(line) or (stop and not (prose and text[-1] == "。")):
            break
        if rules["table_headers"].label(text) in header.labels and rules["table_headers"].label(text) in VALUE_LABELS:
            break
        if tokens and gap == 0 and _BESIDE.fullmatch(text):
            tokens[-1] = _joined(tokens[-1], line, index + 1)
        else:
            tokens.append(_Token((line.piece,), text, index + 1))
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


def _by_rows(tokens: Sequence[_Token], labels: Sequence[str]) -> _Rows:
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
    tokens: Sequence[_Token], start: int, labels: Sequence[str]
) -> list[tuple[tuple[tuple[_Token, ...], ...], int]]:
    """All ways to read one row from `start`: its cells, and where the next row begins."""
    if not labels:
        return [((), start)]
    label = labels[0]
    found: list[tuple[tuple[tuple[_Token, ...], ...], int]] = []
    if label == "number":
        found += [(((), *rest), end) for rest, end in _one_row(tokens, start, labels[1:])]
    for count in range(1, _most_lines(label) + 1):
        cell = tuple(tokens[start : start + count])
        if len(cell) < count or not _fits(cell[-1].text, label):
            break
        found += [((cell, *rest), end) for rest, end in _one_row(tokens, start + count, labels[1:])]
    return found


def _by_columns(tokens: Sequence[_Token], labels: Sequence[str]) -> _Rows:
    """The rows when the lines are read column after column: all of them, in columns of one length."""
    count, rest = divmod(len(tokens), len(labels))
    if rest or count < 2:
        return ()
    columns = [tokens[i * count : (i + 1) * count] for i in range(len(labels))]
    if not all(_fits(token.text, label) for column, label in zip(columns, labels, strict=True) for token in column):
        return ()
    return tuple(tuple((column[row],) for column in columns) for row in range(count))
