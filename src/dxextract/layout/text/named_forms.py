"""Tables that lost their form and begin with a name, or whose header names no name column.

Decides that lines were once such a table when a name stands before or behind at least two header labels of values
(基準値, 令和12年度), the first record has a value for each label (in turn with them, or after them), and every further
record is a name with as many values; a label may be printed again for each record. A name may be wrapped or go on in
brackets, arrows between values are no cells, a bare number alone is the number of a page. A value too many makes it no
table. Headers with a name column first are `dxextract.layout.text.forms`'s business.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dxextract.diagnostics import diagnose
from dxextract.layout.text.cells import looks_like_number, looks_like_number_label
from dxextract.layout.text.form_cells import Token
from dxextract.layout.text.form_lines import ARROW, Kind, line_parts, names_indicator, stops_table
from dxextract.layout.text.inline import Piece, to_passage
from dxextract.layout.text.lines import Line
from dxextract.layout.text.tables import LONGEST_PAGE_GAP, FoundTable, split_row, table_of_passages
from dxextract.normalise import squeeze
from dxextract.rules import RuleSet
from dxextract.rules.value_labels import VALUE_LABELS
from dxextract.schema.passage import Passage, evidence_of

_FEWEST_VALUES = 2
_MOST_NAME_LINES = 3
_MOST_CELLS = 40
"""Lines of labels and values between two names."""
_MOST_LINES = 400
_LONGEST_GAP = 4
"""Blank lines inside such a table: converters leave more of them where a drawing stood."""
_FIRST = re.compile(r"n|l(?!v)")
_BEGINNING = re.compile(r"l?n{1,3}l|ll")
"""First letters of the kinds that a form begins with: its first name and a label, or its labels."""
_PAIR = re.compile(r"[一-龥ァ-ヶ](?:[ \u3000]*[一-龥ァ-ヶ]){1,5}[ \u3000]+[:：]\s*\S")
"""A label and what it says, set apart by its colon (定　義　：…): no line of a table that lost its form."""
_BESIDE = re.compile(r"[(（\[].*[)）\]]")
_NUMBERED_TITLE = re.compile(r"[0-9０-９]{1,2}[ \u3000][^\d\s]{2}")
_FIGURE = re.compile(r"[(（\[].*|[\d０-９,.，．△▲+±-]")
_PAGE_NUMBER = re.compile(r"\d{1,3}")


@dataclass(frozen=True, slots=True)
class _Item:
    """One cell to be: what it may be, and whether a blank line stands before it and behind it."""

    kind: Kind
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
    if names_indicator(lines[start].text, rules):
        return None
    for split in (True, False):
        items = _sound_beginning(lines, start, rules, split=split)
        form = _form(items, rules) if items else None
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


def _sound_beginning(lines: Sequence[Line], start: int, rules: RuleSet, *, split: bool) -> list[_Item]:
    """The cells from `start` on where a first record can be read; nothing anywhere else, which is most of a text."""
    for limit, shape in ((1, _FIRST), (_MOST_NAME_LINES + 2, _BEGINNING)):
        items = _items(lines, start, rules, split=split, limit=limit)
        if not shape.match("".join(item.kind[0] for item in items)):
            return []
    items = _items(lines, start, rules, split=split, limit=_MOST_CELLS)
    if len(items) <= 2 * _FEWEST_VALUES or _form(items, rules) is None:
        return []
    return _items(lines, start, rules, split=split)


def _passage(tokens: Sequence[Token]) -> Passage:
    return to_passage([piece for token in tokens for piece in token.pieces], tight=True)


def _items(lines: Sequence[Line], start: int, rules: RuleSet, *, split: bool, limit: int | None = None) -> list[_Item]:
    """The cells that the lines from `start` on may be, up to whatever cannot be one, or about `limit` of them."""
    items: list[_Item] = []
    gap = names = cells = 0
    longest = _LONGEST_GAP
    for index in range(start, min(len(lines), start + _MOST_LINES)):
        line = lines[index]
        if line.blank:
            gap += 1
            longest = longest if line.role == "body" else LONGEST_PAGE_GAP
            continue
        if gap > longest or line.heading_level is not None or split_row(line) is not None or _PAIR.match(line.text):
            break
        if ARROW.fullmatch(line.text):
            continue
        if items and gap <= 1 and _BESIDE.fullmatch(line.text) and not looks_like_number_label(line.text):
            last = items[-1]
            items[-1] = _Item(last.kind, last.token.with_line(line, index + 1), last.gap)
        else:
            behind = index + 1 == len(lines) or lines[index + 1].blank
            found = _cells(line.piece, index + 1, rules, split=split)
            if not found:
                break
            before = gap > 0
            items.append(_Item(*found[0], before, before and behind and len(found) == 1))
            items.extend(_Item(kind, token, gap=False) for kind, token in found[1:])
            names, cells = (names + 1, 0) if items[-1].kind == "name" else (0, cells + 1)
            if names > _MOST_NAME_LINES or cells > _MOST_CELLS or (limit and len(items) >= limit):
                break
        gap, longest = 0, _LONGEST_GAP
    return items


def _cells(piece: Piece, end: int, rules: RuleSet, *, split: bool) -> list[tuple[Kind, Token]]:
    """The cells on one line, which has nothing that is none."""
    parts = line_parts(piece.visible, rules, split=split)
    if len(parts) == 1 and parts[0].kind != "value":
        return [(parts[0].kind, Token((piece,), piece.visible.strip(), end))]
    pieces = [piece.part(part.start, part.end, raw_start=part.raw_start) for part in parts]
    return [(part.kind, Token((p,), p.visible.strip(), end)) for part, p in zip(parts, pieces, strict=True)]


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
    if len(labels) < _FEWEST_VALUES:
        return None
    while position < len(items):
        following = _record(items, position, corner, labels)
        if following is None:
            break
        if records and _ends_page(following[0]):
            break
        record, position = following
        records.append(record)
    dangling = position < len(items) and items[position].kind == "value" and not items[position].is_page_number
    if not records or dangling:
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
    if set(labels) == {"baseline"} or (set(labels) == {"year"} and not all(map(_has_one_unit, form.records))):
        return False
    if len({squeeze(label.text) for label in form.labels}) < len(labels) or not any(map(looks_like_number, values)):
        return False
    return _begins(form, items, lines[start - 1] if start else None, rules)


def _ends_page(record: _Record) -> bool:
    """Whether what follows the records is a caption, the page's number and a running title (8, 04 取組)."""
    texts = [value.text for value in record.values]
    return bool(re.fullmatch(r"[0-9]{1,3}", texts[0])) and any(_NUMBERED_TITLE.match(text) for text in texts[1:])


def _has_one_unit(record: _Record) -> bool:
    """Whether the record's values are figures of the same kind, as those of one indicator over years are."""
    texts = [value.text for value in record.values]
    units = {_FIGURE.sub("", squeeze(text)) for text in texts if re.search(r"\d", text)}
    return all(map(looks_like_number, texts)) and len(units) <= 1


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
