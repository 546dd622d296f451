"""Benchmarks as labelled statements: `ベンチマーク 導入率(全国):82.1%(令和6年4月1日時点)` over `取組実績 導入済(同)`.

A statement names its indicator, its scope in brackets and a figure; without such brackets a source named right above
(ベンチマーク:総務省…より) gives the scope. The municipality's own stands in the next labelled line, as a figure or in
words. (同) repeats the date before it. Lines of text and rows of a two-column table are read alike. Several indicators
share one own statement unless that names its indicator. Without an own statement there is no comparison.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dxextract.normalise import squeeze
from dxextract.rules import RuleSet
from dxextract.schema.document import Mention, Paragraph
from dxextract.schema.passage import Passage
from dxextract.schema.plan import DateRef, Quantity
from dxextract.schema.records import TableView

_STATED = re.compile(r"(?P<name>[^:：。]{2,60}?) ?[:：] ?(?P<value>[0-9０-９][0-9０-９,，.．]*)")
_SCOPE = re.compile(r" ?[（(](?P<scope>[^()（）]{1,12})[)）]$")
_SOURCE = re.compile(r"^(?P<source>.{4,80}?)(?:より(?:抜粋|作成|引用)?|による|を(?:基|もと)に(?:作成)?)」?$")
_NOTE = re.compile(r" ?[（(](?P<inside>[^()（）]{1,24})[)）]")
_SAME = re.compile(r"同(?:じ|上|年|日|月|時点|期間?|年度)?(?:時点)?$")
_REMARK = re.compile(r" ?[*＊※].*$")
_ALL = re.compile(r"^(?:ともに|共に|いずれも|両方とも?|すべて|全て)")
_MOST_WORDS = 20
_UNIT = re.compile(r" ?[^\s0-9０-９()（）、。:：]{1,6}")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text or row of a table: what its label says (`reference`, `own` or None) and the rest of it.

    `row` is the table's row, None for text. `passage` is all of it, with the label; `body` what is behind the label.
    """

    block: int
    row: int | None
    label: str | None
    passages: tuple[Passage, ...]
    body: str
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A figure or words with the indicator and scope they are for (None: not said)."""

    name: str | None
    scope: str | None
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class Comparison:
    """One indicator: the outside figure with its scope, the municipality's own, and the lines both stand in."""

    name: str
    scope: str
    reference: Quantity
    own: Quantity
    source: str | None
    lines: tuple[Line, ...]


def lines_of_text(paragraphs: Sequence[tuple[int, Paragraph]], rules: RuleSet) -> list[Line]:
    """Each paragraph as a line."""
    return [_line(block, None, (p.passage,), p.text, p.mentions, rules) for block, p in paragraphs]


def lines_of_table(view: TableView, rules: RuleSet) -> list[Line]:
    """Each row of a table of two columns as a line; nothing for another table."""
    grid = view.table.grid()
    lines: list[Line] = []
    for row in range(view.table.n_rows if view.table.n_cols == 2 else 0):
        head, cell = grid.get((row, 0)), grid.get((row, 1))
        if head is None or cell is None or head is cell:
            continue
        found = rules["benchmark_labels"].match(head.text)
        label = found.label if found and found.end == len(head.text.rstrip(" :：")) else None
        lines.append(Line(view.block, row, label, (head.passage, cell.passage), cell.text, cell.mentions))
    return lines


def comparisons(lines: Sequence[Line], rules: RuleSet) -> Iterator[Comparison]:
    """Runs of reference lines with the own lines right behind them, compared indicator by indicator."""
    position = 0
    source: str | None = None
    while position < len(lines):
        outside, last = _references(lines[position:], source, rules)
        if not outside:
            source = _source(lines[position])
            position += 1
            continue
        own_lines = _own_lines(lines[position + last :])
        yield from _compared(outside, own_lines, source, rules)
        position += last + len(own_lines)
        source = None


def _line(
    block: int,
    row: int | None,
    passages: tuple[Passage, ...],
    text: str,
    mentions: tuple[Mention, ...],
    rules: RuleSet,
) -> Line:
    found = rules["benchmark_labels"].match(text)
    if found is None:
        return Line(block, row, None, passages, text, mentions)
    start = found.end
    while start < len(text) and text[start] in " 　:：":
        start += 1
    # A figure may have taken a word of its label along (取組実績 38.7%).
    moved = tuple(replace(m, start=max(0, m.start - start), end=m.end - start) for m in mentions if m.end > start)
    return Line(block, row, found.label, passages, text[start:], moved)


def _source(line: Line) -> str | None:
    """The survey or paper that a labelled line without a figure names."""
    found = _SOURCE.match(line.body) if line.label == "reference" else None
    return found["source"].strip() if found else None


def _references(lines: Sequence[Line], source: str | None, rules: RuleSet) -> tuple[list[tuple[Line, Statement]], int]:
    """The outside statements that `lines` begin with, and how many lines they take up."""
    national = source is not None and rules["foreign_voices"].label(source) == "national"
    found: list[tuple[Line, Statement]] = []
    date: DateRef | None = None
    for count, line in enumerate(lines):
        statements = _statements(line, date, rules) if line.label == "reference" or (found and not line.label) else []
        if national and line.label == "reference":
            statements = [replace(one, scope=one.scope or "national") for one in statements]
        statements = [one for one in statements if one.scope]
        if not statements:
            return found, count
        found.extend((line, one) for one in statements)
        date = statements[-1].quantity.at
    return found, len(lines)


def _own_lines(lines: Sequence[Line]) -> list[Line]:
    kept: list[Line] = []
    for line in lines:
        if line.label != "own":
            break
        kept.append(line)
    return kept


def _compared(
    outside: list[tuple[Line, Statement]], own_lines: list[Line], source: str | None, rules: RuleSet
) -> Iterator[Comparison]:
    for line, one in outside:
        mine = [(own, s) for own in own_lines for s in _own_statements(own, one.quantity.at, rules)]
        named = [(own, s) for own, s in mine if s.name is not None and squeeze(s.name) == squeeze(one.name or "")]
        unnamed = [(own, s) for own, s in mine if s.name is None]
        chosen = next(iter(named or unnamed or (mine if len(mine) == len(outside) == 1 else [])), None)
        if chosen is None or one.name is None or one.scope is None:
            continue
        yield Comparison(one.name, one.scope, one.quantity, chosen[1].quantity, source, (line, chosen[0]))


def _own_statements(line: Line, date: DateRef | None, rules: RuleSet) -> list[Statement]:
    return _statements(line, date, rules) or _in_words(line.body, line.mentions, date, rules)


def _statements(line: Line, date: DateRef | None, rules: RuleSet) -> list[Statement]:
    found: list[Statement] = []
    end = 0
    while one := _STATED.search(line.body, end):
        quantity, end = _figure(line, one.start("value"), date)
        date = quantity.at or date
        name = one["name"].strip(" 　、・,/／")
        bracket = _SCOPE.search(name)
        scope = _scope(bracket["scope"], rules) if bracket else None
        found.append(Statement(name[: bracket.start()] if bracket and scope else name, scope, quantity))
    return found


def _figure(line: Line, start: int, date: DateRef | None) -> tuple[Quantity, int]:
    """The figure at `start` with its note in brackets, and where both end."""
    body = line.body
    read = next((m for m in line.mentions if m.kind == "quantity" and m.start == start and m.quantity), None)
    digits = re.compile(r"[0-9０-９,，.．]+").match(body, start)
    end = read.end if read else digits.end() if digits else start
    note = _NOTE.match(body, end)
    at = _note_date(note["inside"], line.mentions, note.start("inside"), date) if note else None
    if note and (at is not None or not read):
        end = note.end()
    raw = body[start:end].strip()
    if read is not None and read.quantity is not None:
        return read.quantity.model_copy(update={"raw": raw, "at": read.quantity.at or at}), end
    number = float(digits.group().translate(_DIGITS)) if digits else 0.0
    value = int(number) if number.is_integer() else number
    return Quantity(raw=raw, state="numeric", value=value, comparator="eq", at=at), end


def _note_date(text: str, mentions: tuple[Mention, ...], start: int, date: DateRef | None) -> DateRef | None:
    if _SAME.fullmatch(text):
        return date
    inside = [m.date for m in mentions if m.kind == "date" and start <= m.start < start + len(text)]
    return next(iter(inside), None)


def _in_words(body: str, mentions: tuple[Mention, ...], date: DateRef | None, rules: RuleSet) -> list[Statement]:
    """A whole line that is one value: `81.1%(同)`, `導入済(同)`, `ともに導入済 *一部のみ`."""
    text = _REMARK.sub("", body).strip()
    if not text or len(text) > _MOST_WORDS or "。" in text:
        return []
    if text[0].isdigit():
        quantity, end = _figure(Line(0, None, None, (), body, mentions), 0, date)
        rest = body[end : len(text)]
        return [Statement(None, None, quantity)] if not rest or _UNIT.fullmatch(rest) else []
    note = _NOTE.search(text)
    bare = _ALL.sub("", text[: note.start()] if note else text).strip()
    if rules["qualitative_values"].match(bare) is None:
        return []
    at = _note_date(note["inside"], mentions, note.start("inside"), date) if note else None
    return [Statement(None, None, Quantity(raw=text, state="qualitative", at=at))]


def _scope(text: str, rules: RuleSet) -> str | None:
    label = rules["benchmark_scopes"].label(text)
    return label if label in ("national", "prefectural") else None


_DIGITS = str.maketrans("０１２３４５６７８９．", "0123456789.", ",，")
