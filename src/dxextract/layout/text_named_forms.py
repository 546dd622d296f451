"""Tables that lost their form and begin with a name, or whose header names no name column.

Decides that lines were once such a table when a name stands before or behind at least two header labels of values
(基準値, 令和12年度), the first record has a value for each label (in turn with them, or after them), and every further
record is a name with as many values; a label may be printed again for each record. A name may be wrapped or go on in
brackets, arrows between values are no cells, a bare number alone is the number of a page. A value too many makes it no
table. Headers with a name column first are `dxextract.layout.text_forms`'s business.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from dxextract.diagnostics import diagnose
from dxextract.layout.text_cells import VALUE_LABELS, looks_like_number, looks_like_number_label, looks_like_value
from dxextract.layout.text_form_cells import ARROW, LONGEST_CELL, Token, labels_on_line, stops_table, to_token
from dxextract.layout.text_inline import Piece, to_passage
from dxextract.layout.text_lines import Line
from dxextract.layout.text_tables import FoundTable, split_row, table_of_passages
from dxextract.normalise import squeeze
from dxextract.rules import RuleSet
from dxextract.schema.document import Passage, evidence_of

_FEWEST_VALUES = 2
_MOST_NAME_LINES = 3
_MOST_LINES = 400
_LONGEST_GAP = 4
"""Blank lines inside such a table: converters leave more of them where a drawing stood."""
_LONGEST_PAGE_GAP = 8
_BESIDE = re.compile(r"[(（\[].*[)）\]]")
_PAGE_NUMBER = re.compile(r"\d{1,3}")
_BETWEEN_VALUES = re.compile(rf"[\s\u3000]*{ARROW.pattern}[\s\u3000]*|[\s\u3000]+(?![(（\[])")
_BETWEEN_WORDS = re.compile(r"[\s\u3000]*[:：][\s\u3000]*|[\s\u3000]+(?![(（\[])")

_Kind = Literal["name", "label", "value"]


@dataclass(frozen=True, slots=True)
class _Item:
    """One cell to be: what it may be, and whether a blank line stands before it and behind it."""

    kind: _Kind
    token: Token
    gap: bool
    alone: bool = False

    @property
    def is_page_number(self) -> bool:
        return self.alone and _PAGE_NUMBER.fullmatch(self.token.text) is not None


@dataclass(frozen=True, slots=True)
class _Record:
    name: tuple[Token, ...]
    values: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class _Form:
    """A header (`corner` heads the names, where it is printed), the records, and how many items they took."""

    corner: Token | None
    labels: tuple[Token, ...]
    records: tuple[_Record, ...]
    used: int


def named_form_at(lines: Sequence[Line], start: int, rules: RuleSet) -> FoundTable | None:
    """The table of names with their values that lost its form and begins at ``lines[start]``, None when none does."""
    if not _has_label_soon(lines, start, rules):
        return None
    for split in (True, False):
        items = _items(lines, start, rules, split=split)
        form = _form(items, rules) if len(items) > 2 * _FEWEST_VALUES else None
        if form is not None and _is_sound(form, items, lines, start, rules):
            break
    else:
        return None
    header = [_passage([form.corner] if form.corner else []), *(_passage([label]) for label in form.labels)]
    rows = [[_passage(record.name), *(_passage([value]) for value in record.values)] for record in form.records]
    table = table_of_passages([header, *rows], rules, header_rows=1, repaired=("form",))
    evidence = evidence_of(cell.passage for cell in table.cells)
    end = max(item.token.end for item in items[: form.used])
    cells = {value for record in form.records for value in record.values}
    numbers = tuple(
        item.token.end - 1 for item in items[: form.used] if item.is_page_number and item.token not in cells
    )
    return FoundTable(start, end, table, (diagnose("I302", evidence, how="form"),), numbers)


def _has_label_soon(lines: Sequence[Line], start: int, rules: RuleSet) -> bool:
    """Whether a label stands within the lines that the first name may take; most lines of a text end here."""
    texts = islice((line for line in islice(lines, start, start + _MOST_LINES) if not line.blank), _MOST_NAME_LINES + 1)
    return any(kind == "label" for line in texts for kind, _ in _items_of(line.piece, 0, rules, split=True))


def _passage(tokens: Sequence[Token]) -> Passage:
    return to_passage([piece for token in tokens for piece in token.pieces], tight=True)


def _items(lines: Sequence[Line], start: int, rules: RuleSet, *, split: bool) -> list[_Item]:
    """The cells that the lines from `start` on may be, up to whatever cannot be one."""
    items: list[_Item] = []
    gap = 0
    longest = _LONGEST_GAP
    for index in range(start, min(len(lines), start + _MOST_LINES)):
        line = lines[index]
        if line.blank:
            gap += 1
            longest = longest if line.role == "body" else _LONGEST_PAGE_GAP
            continue
        if gap > longest or line.heading_level is not None or split_row(line) is not None:
            break
        if ARROW.fullmatch(line.text):
            continue
        if items and gap <= 1 and _BESIDE.fullmatch(line.text) and not looks_like_number_label(line.text):
            last = items[-1]
            items[-1] = _Item(last.kind, last.token.with_line(line, index + 1), last.gap)
        else:
            behind = index + 1 == len(lines) or lines[index + 1].blank
            found = _items_of(line.piece, index + 1, rules, split=split)
            if not found:
                break
            before = gap > 0
            items.append(_Item(*found[0], before, before and behind and len(found) == 1))
            items.extend(_Item(kind, token, gap=False) for kind, token in found[1:])
        gap, longest = 0, _LONGEST_GAP
    return items


def _items_of(piece: Piece, end: int, rules: RuleSet, *, split: bool) -> list[tuple[_Kind, Token]]:
    """The cells on one line: labels, values, labels with their values, or a name; nothing when it can be none."""
    labels = labels_on_line(piece, end, rules, split=split)
    if labels:
        return [("label", token) for token in labels]
    whole = to_token(piece, end)
    if looks_like_value(whole.text):
        return [("value", whole)]
    for between in (_BETWEEN_VALUES, _BETWEEN_WORDS):
        mixed = [_kind(token, rules) for token in _parts(piece, between, end)]
        if len(mixed) > 1 and None not in mixed:
            return [item for item in mixed if item is not None]
    return [] if stops_table(whole.text) or len(whole.text) > LONGEST_CELL else [("name", whole)]


def _parts(piece: Piece, between: re.Pattern[str], end: int) -> list[Token]:
    """The parts of a line between separators, which stay in the raw text of what follows them."""
    low = len(piece.visible) - len(piece.visible.lstrip())
    cuts = [match for match in between.finditer(piece.visible.rstrip()) if match.start() >= low]
    starts = [low, *(cut.end() for cut in cuts)]
    ends = [*(cut.start() for cut in cuts), len(piece.visible.rstrip())]
    raw_starts = [low, *(cut.start() for cut in cuts)]
    pieces = [piece.part(s, e, raw_start=r) for s, e, r in zip(starts, ends, raw_starts, strict=True) if s < e]
    return [Token((part,), part.visible.strip(), end) for part in pieces]


def _kind(token: Token, rules: RuleSet) -> tuple[_Kind, Token] | None:
    if rules["table_headers"].label(token.text) is not None:
        return "label", token
    return ("value", token) if looks_like_value(token.text) else None


def _form(items: Sequence[_Item], rules: RuleSet) -> _Form | None:
    """The table that the items begin with, read record by record."""
    corner, position = _corner(items, rules)
    labels: tuple[Token, ...] = ()
    records: list[_Record] = []
    if items[position].kind == "name":
        first = _first_record(items, position, corner)
        if first is None:
            return None
        labels, record, position = first
        records.append(record)
    elif corner is None:
        while position < len(items) and items[position].kind == "label":
            labels = (*labels, items[position].token)
            position += 1
    while position < len(items):
        following = _record(items, position, corner, labels)
        if following is None:
            break
        record, position = following
        records.append(record)
    dangling = position < len(items) and items[position].kind == "value" and not items[position].is_page_number
    if not records or len(labels) < _FEWEST_VALUES or dangling:
        return None
    return _Form(corner, labels, tuple(records), position)


def _corner(items: Sequence[_Item], rules: RuleSet) -> tuple[Token | None, int]:
    """The label of the name column before the first name; what heads the block of indicators (成果指標) is none."""
    text = items[0].token.text
    if items[0].kind != "label" or items[1].kind != "name":
        return None, 0
    if rules["table_headers"].label(text) != "kpi_name" or rules["block_labels"].label(text) is not None:
        return None, 0
    return items[0].token, 1


def _first_record(
    items: Sequence[_Item], start: int, corner: Token | None
) -> tuple[tuple[Token, ...], _Record, int] | None:
    """A name, then labels and values in any order in which no value comes before its label."""
    name, position = _name(items, start)
    labels: list[Token] = []
    values: list[Token] = []
    while position < len(items) and items[position].kind != "name" and not _repeats(items[position], corner):
        item = items[position]
        if item.kind == "label":
            labels.append(item.token)
        elif len(values) < len(labels):
            values.append(item.token)
        else:
            break
        position += 1
    if not name or len(values) != len(labels):
        return None
    return tuple(labels), _Record(name, tuple(values)), position


def _name(items: Sequence[_Item], start: int) -> tuple[tuple[Token, ...], int]:
    """The lines of one name, without a blank line between them; none when there are too many, or another name."""
    end = start
    while end < len(items) and items[end].kind == "name" and (end == start or not items[end].gap):
        end += 1
    another = end < len(items) and items[end].kind == "name"
    name = tuple(item.token for item in items[start:end])
    return (name, end) if len(name) <= _MOST_NAME_LINES and not another else ((), start)


def _record(
    items: Sequence[_Item], start: int, corner: Token | None, labels: Sequence[Token]
) -> tuple[_Record, int] | None:
    """A name and one value for each label; labels may stand there again, and the number of a page before the name."""
    position = start
    while position < len(items) and (items[position].is_page_number or _repeats(items[position], corner)):
        position += 1
    name, position = _name(items, position)
    values: list[Token] = []
    while name and position < len(items) and len(values) < len(labels):
        item = items[position]
        if item.kind == "value":
            values.append(item.token)
        elif not _repeats(item, labels[len(values)]):
            break
        position += 1
    return (_Record(name, tuple(values)), position) if name and len(values) == len(labels) else None


def _repeats(item: _Item, label: Token | None) -> bool:
    return label is not None and item.kind == "label" and squeeze(item.token.text) == squeeze(label.text)


def _is_sound(form: _Form, items: Sequence[_Item], lines: Sequence[Line], start: int, rules: RuleSet) -> bool:
    """Whether labels and values are those of indicators, and the table does not begin inside other lines."""
    labels = [rules["table_headers"].label(label.text) for label in form.labels]
    values = [value.text for record in form.records for value in record.values]
    if not all(label in VALUE_LABELS or label == "year" for label in labels):
        return False
    if set(labels) == {"year"} and not all(map(looks_like_number, values)):
        return False
    if len({squeeze(label.text) for label in form.labels}) < len(labels) or not any(map(looks_like_number, values)):
        return False
    return _begins(form, items, lines[start - 1] if start else None, rules)


def _begins(form: _Form, items: Sequence[_Item], above: Line | None, rules: RuleSet) -> bool:
    """Whether nothing above the first item can belong to it.

    In a text with blank lines between its parts a name has its lines to itself; in one without it is a single line.
    """
    names = form.records[0].name
    alone = above is None or above.blank or stops_table(above.text)
    if items[0].kind == "name":
        behind = items[len(names)].gap
        return (behind or len(names) == 1) if alone else (not behind and len(names) == 1)
    return above is None or above.blank or rules["table_headers"].label(above.text) is None
