"""Tables whose cells one space alone parts, as `pdftotext -raw` prints them: `申請率 12% 50%` below 指標 現状値 目標値.

A cell of several lines has lines of its own: a wrapped name stands above its figures, a wrapped label in lines of the
header. Decides that lines are such a table when the first ones are labels and nothing else, the first of names, and the
next are rows: a name, perhaps behind its number, and as many figures as there are labels of values, or as many cells as
there are years. Of rows with fewer cells nothing tells which are blank: they end the table, or it is none. Which words
make up a cell is for `spaced_words`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from dxextract.diagnostics import diagnose
from dxextract.layout.text.cells import looks_like_number_label, looks_like_value
from dxextract.layout.text.form_lines import stops_table
from dxextract.layout.text.inline import to_passage
from dxextract.layout.text.lines import Line, display_width
from dxextract.layout.text.spaced_words import Cell, Word, cells_of, figures_of, labels_of, pieces_of, text_of, words_of
from dxextract.layout.text.tables import FoundTable, split_row, table_of_passages
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.rules.value_labels import DATED_LABELS, VALUE_LABELS
from dxextract.schema.passage import evidence_of

_NAMES = frozenset({"kpi_name", "action", "measure", "description", "schedule", "category"})
_LEADS = frozenset({"action", "measure", "category", "policy", "kpi_name"})
"""What may stand left of the indicators' names, by its number, or a form's label (評価指標 | 指標名)."""
_FEWEST_LABELS = 3
_FEWEST_FIGURES = 2
_MOST_HEADER_LINES = 9
_MOST_NAME_LINES = 3
_MOST_LINES = 80
_LONGEST_LINE = 90
_MOST_PASSED = 4
"""Lines at a page's end, its number among them, behind which the next page begins."""
_LONGEST_UNIT = 6
_RAGGED = 3
"""Places by which a line that goes on may be shorter than the longest of its cell."""
_HEADED = frozenset({"part", "chapter", "section", "policy", "measure", "nested", "ordinal"})


@dataclass(frozen=True, slots=True)
class _Header:
    """The labels, each with its words; `first` and `last` of those that head figures or years; `end` of its lines."""

    cells: tuple[Cell, ...]
    labels: tuple[str, ...]
    end: int

    @property
    def figured(self) -> tuple[int, int]:
        found = [n for n, label in enumerate(self.labels) if label in DATED_LABELS]
        return found[0], found[-1] + 1

    @property
    def name(self) -> int:
        """The column of the names, behind that of their numbers where there is one (項目 over (1), (2))."""
        return int(self.labels[0] == "number" or self.led)

    @property
    def led(self) -> bool:
        """Whether what indicators are of stands left of their names."""
        return self.labels[0] in _LEADS and self.labels[1] == "kpi_name"

    @property
    def is_schedule(self) -> bool:
        return not VALUE_LABELS.intersection(self.labels) and "kpi_name" not in self.labels

    @property
    def has_text_behind(self) -> bool:
        return self.figured[1] < len(self.labels)


@dataclass(frozen=True, slots=True)
class _Row:
    cells: tuple[Cell, ...]
    end: int


def spaced_table_at(lines: Sequence[Line], start: int, rules: RuleSet) -> FoundTable | None:
    """The table whose header begins at ``lines[start]`` and has several labels on a line, None when none does."""
    header = _header(lines, start, rules)
    return _table(lines, start, header, rules) if header is not None and _has_row_of_labels(header) else None


def spaced_below_labels_at(lines: Sequence[Line], start: int, rules: RuleSet) -> FoundTable | None:
    """The table of indicators at ``lines[start]`` whose labels, narrow as their columns are, have a line each."""
    header = _header(lines, start, rules)
    return _table(lines, start, header, rules) if header is not None and not header.is_schedule else None


def _table(lines: Sequence[Line], start: int, header: _Header, rules: RuleSet) -> FoundTable | None:
    if _is_headed_again(header):
        return None
    second = _years_below(lines, header, rules)
    begin = header.end if second is None else header.end + 1
    read = _steps if header.is_schedule else _indicators
    rows = read(lines, begin, header, rules)
    if not rows:
        return None
    heads = [header.cells] if second is None else [header.cells, second]
    grid = [[to_passage(pieces_of(cell), tight=True) for cell in row] for row in (*heads, *(row.cells for row in rows))]
    table = table_of_passages(grid, rules, header_rows=len(heads), repaired=("form",))
    evidence = evidence_of(cell.passage for cell in table.cells)
    running = tuple(n for n in range(start, rows[-1].end) if lines[n].role != "body")
    return FoundTable(start, rows[-1].end, table, (diagnose("I302", evidence, how="form"),), running)


def _header(lines: Sequence[Line], start: int, rules: RuleSet) -> _Header | None:
    """The most lines from `start` on that are labels, of names first and of values or years behind them."""
    words: list[Word] = []
    found: _Header | None = None
    for index in range(start, min(len(lines), start + _MOST_HEADER_LINES)):
        line = lines[index]
        if line.blank or not _may_be_row(line):
            break
        if found is not None and _years_below(lines, found, rules) is not None:
            break
        words.extend(words_of(line))
        cells = labels_of(words, rules)
        labels = tuple(rules["table_headers"].label(text_of(cell)) or "" for cell in cells)
        figured = [n for n, label in enumerate(labels) if label in DATED_LABELS]
        whole = len(labels) >= _FEWEST_LABELS and len(figured) >= _FEWEST_FIGURES
        whole = whole and labels[labels[0] == "number"] in _NAMES
        if whole and figured == list(range(figured[0], figured[-1] + 1)) and len(labels) - figured[-1] <= 2:
            found = _Header(cells, labels, index + 1)
    return found


def _is_headed_again(header: _Header) -> bool:
    """Whether the first line is the name of a block (成果指標) above the header (指標名 …)."""
    first, second = header.cells[:2]
    return set(header.labels[:2]) <= _NAMES and first[-1].line is not second[0].line


def _has_row_of_labels(header: _Header) -> bool:
    """Whether two labels at least share a line: where each has its own, cells do too, which others read."""
    firsts = [id(cell[0].line) for cell in header.cells]
    return len(set(firsts)) < len(firsts) or any(len({id(w.line) for w in cell}) > 1 for cell in header.cells)


def _may_be_row(line: Line) -> bool:
    if line.heading_level is not None or line.marked or split_row(line) is not None:
        return False
    return len(line.text) <= _LONGEST_LINE and "  " not in line.piece.visible.strip()


def _years_below(lines: Sequence[Line], header: _Header, rules: RuleSet) -> tuple[Cell, ...] | None:
    """A second row of the header that has a year below each label of a value."""
    first, last = header.figured
    if header.end >= len(lines) or lines[header.end].blank or "year" in header.labels:
        return None
    years = labels_of(words_of(lines[header.end]), rules)
    if len(years) != last - first or any(rules["table_headers"].label(text_of(one)) != "year" for one in years):
        return None
    return (*[()] * first, *years, *[()] * (len(header.labels) - last))


def _body(lines: Sequence[Line], begin: int, is_row: Callable[[Sequence[Word]], object], rules: RuleSet) -> list[int]:
    """The lines below a header up to a blank one or one that begins something else; page numbers stand between.

    What is a row begins nothing else: `3 件 45 件` is no third chapter.
    """
    found: list[int] = []
    for index in range(begin, min(len(lines), begin + _MOST_LINES)):
        line = lines[index]
        if line.role != "body":
            continue
        if line.blank or not _may_be_row(line):
            break
        if len(labels_of(words_of(line), rules)) >= _FEWEST_LABELS:
            break  # the header of another table
        if _begins_other(line.text, rules) and not is_row(words_of(line)):
            break
        found.append(index)
    return found


def _begins_other(text: str, rules: RuleSet) -> bool:
    label = text.strip("【】〔〕<>＜＞《》■◆●▼ 　")
    if stops_table(text) or block_label(label, rules) is not None:
        return True
    return rules["numbering"].label(text) in _HEADED


def _steps(lines: Sequence[Line], begin: int, header: _Header, rules: RuleSet) -> list[_Row]:
    """The rows of a schedule: a cell for each label, on one line, or below the lines of a wrapped name."""
    count = len(header.labels)
    rows: list[_Row] = []
    name: list[Word] = []
    for index in _body(lines, begin, lambda words: cells_of(words, count, rules), rules):
        words = words_of(lines[index])
        bare = cells_of(words, count - 1, rules) if name else None
        cells = cells_of(words, count, rules) if not name else (tuple(name), *bare) if bare is not None else None
        if cells is not None:
            rows.append(_Row(cells, index + 1))
            name = []
        elif len(name) < _MOST_NAME_LINES and cells_of(words, 1, rules) is not None:
            name.extend(words)
        else:
            break
    return rows


def _indicators(lines: Sequence[Line], begin: int, header: _Header, rules: RuleSet) -> list[_Row]:
    """The rows of indicators: names, then figures, then at most one text."""
    rows: list[_Row] = []
    pending: list[Word] = []
    pending_lines = 0
    for index in _body(lines, begin, lambda words: _is_led(words, header) or _indicator(words, header), rules):
        words = words_of(lines[index])
        row = _indicator(words, header)
        if row is None:
            pending.extend(words)
            pending_lines += 1
            if pending_lines > 2 * _MOST_NAME_LINES:
                break
            continue
        split = _name_begins(pending, row, rows, header, rules)
        if split is None:
            break
        if split:
            rows[-1] = _with_text(rows[-1], pending[:split])
        name = (*pending[split:], *row[0])
        if not _may_name(name):
            break
        rows.append(_Row((name, *row[1:]), index + 1))
        pending, pending_lines = [], 0
    if rows:
        rows[-1] = _with_cut_name(rows[-1], lines, rules)
    of_form = header.labels[0] == "kpi_name"
    if header.led and not of_form and rows and not looks_like_number_label(rows[0].cells[0][0].text):
        return []  # 施策 | 指標: where the one ends and the other begins is not told
    return [replace(row, cells=_numbered(row.cells)) for row in rows] if header.name else rows


def _with_cut_name(row: _Row, lines: Sequence[Line], rules: RuleSet) -> _Row:
    """The last row with the rest of its name, which the page's end cut: 学校の割合 at the top of the next page."""
    line = next((one for one in lines[row.end : row.end + _MOST_PASSED] if one.role == "body" and not one.blank), None)
    if line is None or not line.page_start or not _may_be_row(line):
        return row
    name, rest = row.cells[0], words_of(line)
    measured = rules["indicator_names"].label
    if measured(text_of(name)) is not None or measured(text_of((*name, *rest))) is None:
        return row
    return _Row(((*name, *rest), *row.cells[1:]), lines.index(line, row.end) + 1)


def _is_led(words: Sequence[Word], header: _Header) -> bool:
    """Whether a line begins with the number of what its indicator is of, where the header has a column for that."""
    return header.led and bool(words) and looks_like_number_label(words[0].text)


def _may_name(words: Sequence[Word]) -> bool:
    """Whether words may be an indicator's name: their brackets are closed, and none of their lines is a value."""
    text = text_of(words).replace("（", "(").replace("）", ")")
    if not words or text.count("(") != text.count(")") or text.find(")") < text.find("("):
        return False
    lines = {id(word.line): word.line.text for word in words}
    return not any(looks_like_value(line) and not looks_like_number_label(line) for line in lines.values())


def _numbered(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """The cells of a row with its number, which stands before the name, in a cell of its own."""
    name, *others = cells
    own = len(name) > 1 and looks_like_number_label(name[0].text)
    return (name[:own], name[own:], *others)


def _indicator(words: Sequence[Word], header: _Header) -> tuple[Cell, ...] | None:
    """A line with figures as cells, the name perhaps blank; None for any other line."""
    first, last = header.figured
    found = figures_of(words, last - first, to_end=not header.has_text_behind)
    if found is None:
        return None
    start, figures = found
    before = list(words[:start])
    beside: list[Cell] = []
    for label in reversed(header.labels[header.name + 1 : first]):
        if label != "unit" or not before or len(before[-1].text) > _LONGEST_UNIT:
            return None
        beside.insert(0, (before.pop(),))
    text = tuple(words[start + sum(map(len, figures)) :])
    return (tuple(before), *beside, *figures, *([text] if header.has_text_behind else []))


def _name_begins(
    pending: Sequence[Word], row: Sequence[Cell], rows: Sequence[_Row], header: _Header, rules: RuleSet
) -> int | None:
    """How many of the words between two rows go on with the text behind the upper one's figures; None: not told.

    The others are the lower row's name, where its line has none. Lines that go on fill their cell.
    """
    if not rows or not header.has_text_behind:
        return 0
    starts = [n for n, word in enumerate(pending) if not n or pending[n - 1].line is not word.line]
    if row[0]:
        return len(pending)
    told = rows[-1].cells[-1]
    ways = []
    for split in starts:
        text, name = [*told, *pending[:split]], pending[split:]
        if text and _fills(text) and _fills(name):
            ways.append(split)
    named = [split for split in ways if rules["indicator_names"].label(text_of(pending[split:])) is not None]
    ways = named or ways
    return ways[0] if len(ways) == 1 else None


def _fills(words: Sequence[Word]) -> bool:
    """Whether each line of a cell but the last is as wide as the widest of them."""
    lines: dict[int, list[str]] = {}
    for word in words:
        lines.setdefault(id(word.line), []).append(word.text)
    widths = [display_width(" ".join(texts)) for texts in lines.values()]
    return all(width >= max(widths) - _RAGGED for width in widths[:-1])


def _with_text(row: _Row, words: Sequence[Word]) -> _Row:
    return replace(row, cells=(*row.cells[:-1], (*row.cells[-1], *words)))
