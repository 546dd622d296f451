"""Tables that a text conversion broke: a name column that slipped by one row against its values.

Decides from the header and the blanks: a run of rows where the first has values and no name and the last a name and
no values (or the other way round), with nothing missing between, is one slip; so is a name column whose header stands
one row below the others, and one whose first name stands in the header and whose last row has none; and a header that
lost its blank corner, which a program takes off the beginning of a line. Rows that lost merged cells at their left are
found by `dxextract.layout.text.lost_lead`. The cells stay as
printed, the mended ones are set beside them. What may be a merged name (a blank name below another one, in a row
without a number of its own) is never touched, nor a table without a name and a value column. Lost forms are
`dxextract.layout.text.forms`'s business.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dxextract.diagnostics import diagnose
from dxextract.layout.text.cells import header_labels, looks_like_value
from dxextract.layout.text.lost_lead import mend_lost_lead
from dxextract.layout.text.tables import table_of_passages, to_grid
from dxextract.rules import RuleSet
from dxextract.rules.value_labels import VALUE_LABELS
from dxextract.schema.document import Table
from dxextract.schema.passage import Passage, evidence_of
from dxextract.schema.plan import Diagnostic

_NAME = ("kpi_name", "term", "action", "measure")
_TEXT_VALUES = frozenset({"description", "definition"})

Grid = list[list[Passage]]


def mend_slip(table: Table, rules: RuleSet) -> tuple[Table, tuple[Diagnostic, ...]]:
    """The table with `mended` cells where names had slipped, and what was done (nothing, mostly)."""
    grid = to_grid(table)
    header = table.header_rows
    moved = _mend_header_slip(grid, rules) or _mend_name_in_header(grid, rules) or _mend_lost_corner(grid, rules)
    if moved:
        header = 1
    elif header == 0:
        return table, ()
    heads = [passage.text for passage in grid[header - 1]]
    moved = mend_lost_lead(grid, header, header_labels(heads, rules)) or moved
    columns = _columns(heads, rules)
    if columns is not None:
        name, values = columns
        moved = _mend_runs(grid, header, name, values) or _mend_pairs(grid, header, name, values) or moved
    if not moved:
        return table, ()
    kept = [row for row in grid if any(passage.text for passage in row)]
    mended = table_of_passages(kept, rules, header_rows=header).cells
    evidence = evidence_of(cell.passage for cell in table.cells)
    repaired = (*table.repaired, "slip")
    return replace(table, header_rows=header, repaired=repaired, mended=mended), (
        diagnose("I302", evidence, how="slip"),
    )


def _columns(header: Sequence[str], rules: RuleSet) -> tuple[int, tuple[int, ...]] | None:
    """The name column and the value columns: quantities beside an indicator, or the text beside a term."""
    labels = header_labels(header, rules)
    name = next((labels.index(label) for label in _NAME if label in labels), None)
    if name is None:
        return None
    if labels[name] == "term":
        values = tuple(i for i, label in enumerate(labels) if label in _TEXT_VALUES)
    else:
        values = tuple(i for i, label in enumerate(labels) if label in VALUE_LABELS)
        if labels[name] == "kpi_name":
            values += tuple(i for i, label in enumerate(labels) if label == "year")
    return (name, values) if values else None


def _mend_header_slip(grid: Grid, rules: RuleSet) -> bool:
    """Move a name column up by one where its header stands in the second row, among the values of the first record."""
    if len(grid) < 3:
        return False
    top, second = ([passage.text for passage in row] for row in grid[:2])
    top_labels, second_labels = header_labels(top, rules), header_labels(second, rules)
    slipped = [i for i, text in enumerate(top) if not text and second_labels[i] in _NAME]
    values = [i for i, label in enumerate(top_labels) if label in VALUE_LABELS]
    if len(slipped) != 1 or not values:
        return False
    column = slipped[0]
    beside = [text for i, text in enumerate(second) if i in values and text]
    last = grid[-1]
    if not beside or not all(map(looks_like_value, beside)) or any(last[i].text for i in values):
        return False
    _shift_up(grid, column, 0, len(grid) - 1)
    return True


def _mend_name_in_header(grid: Grid, rules: RuleSet) -> bool:
    """Move a name column down by one where an indicator's name heads it, and only the last row's values have none."""
    top = [passage.text for passage in grid[0]]
    labels = header_labels(top, rules)
    unknown = [i for i, text in enumerate(top) if text and labels[i] is None]
    values = [i for i, label in enumerate(labels) if label in VALUE_LABELS or label == "year"]
    if len(unknown) != 1 or len(values) < 2 or not VALUE_LABELS & set(labels):
        return False
    name = unknown[0]
    if rules["indicator_names"].label(top[name]) is None or name > min(values):
        return False
    states = [_state(row, name, values) for row in grid[1:]]
    if states != [*[(True, True)] * (len(states) - 1), (False, True)]:
        return False
    _shift_down(grid, name, 0, len(grid) - 1)
    return True


def _mend_lost_corner(grid: Grid, rules: RuleSet) -> bool:
    """Move the header right by one where its blank corner was lost: labels of values over names, none over the last."""
    top, body = [passage.text for passage in grid[0]], grid[1:]
    labels = header_labels(top, rules)
    if len(top) < 3 or not body or labels[-1] is not None or top[-1]:
        return False
    if not all(label == "year" or label in VALUE_LABELS for label in labels[:-1]):
        return False
    named = all(row[0].text and not looks_like_value(row[0].text) for row in body)
    if not named or sum(bool(row[-1].text) for row in body) * 2 <= len(body):
        return False
    grid[0] = [grid[0][-1], *grid[0][:-1]]
    return True


def _shift_up(grid: Grid, column: int, first: int, last: int) -> None:
    """Move the texts of `column` in rows first+1..last one row up."""
    for row in range(first, last):
        grid[row][column] = grid[row + 1][column]
    grid[last][column] = Passage("", (), (0,))


def _shift_down(grid: Grid, column: int, first: int, last: int) -> None:
    for row in range(last, first, -1):
        grid[row][column] = grid[row - 1][column]
    grid[first][column] = Passage("", (), (0,))


def _mend_runs(grid: Grid, header: int, name: int, values: Sequence[int]) -> bool:
    """Mend each run from a row with values only to one with a name only (or the reverse)."""
    moved = False
    row = header
    while row < len(grid):
        named, valued = _state(grid[row], name, values)
        end = _run_end(grid, row, name, values) if named != valued else None
        if end is None:
            row += 1
            continue
        if named and _may_be_slipped_down(grid, header, row, end, name, values):
            _shift_down(grid, name, row, end)
            moved = True
        elif valued and _may_be_slipped_up(grid, header, row, end, name):
            _shift_up(grid, name, row, end)
            moved = True
        row = end + 1
    return moved


def _state(row: Sequence[Passage], name: int, values: Sequence[int]) -> tuple[bool, bool]:
    return bool(row[name].text), any(row[i].text for i in values)


def _run_end(grid: Grid, start: int, name: int, values: Sequence[int]) -> int | None:
    """The row that makes up for what row `start` lacks, full rows between them; None when another row lacks as much."""
    first = _state(grid[start], name, values)
    for row in range(start + 1, len(grid)):
        state = _state(grid[row], name, values)
        if state == (True, True):
            continue
        return row if state == (first[1], first[0]) else None
    return None


def _may_be_slipped_up(grid: Grid, header: int, start: int, end: int, name: int) -> bool:
    """Values without a name: no merged name when no name stands above, or when the row has a number of its own."""
    return (start == header or _has_own_number(grid[start], name)) and not _leads(grid, end, name)


def _may_be_slipped_down(grid: Grid, header: int, start: int, end: int, name: int, values: Sequence[int]) -> bool:
    """A name without values first, values without a name last, and no other column that could tell sub-rows apart."""
    others = [col for col in range(len(grid[0])) if col != name and col not in values]
    rows = grid[start : end + 1]
    plain = not any(row[col].text for row in rows for col in others)
    numbered = all(_has_own_number(row, name) for row in rows[1:])
    return end - start >= 2 and start == header and end == len(grid) - 1 and (plain or numbered)


def _leads(grid: Grid, row: int, name: int) -> bool:
    """Whether the name in `row` is followed by rows without one, as a merged name or the title of a group is."""
    return row + 1 < len(grid) and not grid[row + 1][name].text


def _has_own_number(row: Sequence[Passage], name: int) -> bool:
    """Whether a cell before the name column has text."""
    return any(passage.text for passage in row[:name])


def _mend_pairs(grid: Grid, header: int, name: int, values: Sequence[int]) -> bool:
    """Mend a table in which each name stands alone in a row and its values alone in the next."""
    states = [_state(row, name, values) for row in grid[header:]]
    pairs = len(states) // 2
    if pairs < 2 or len(states) % 2 or states != [(True, False), (False, True)] * pairs:
        return False
    for row in range(header, len(grid), 2):
        for col, passage in enumerate(grid[row]):
            if passage.text and not grid[row + 1][col].text:
                grid[row + 1][col] = passage
                grid[row][col] = Passage("", (), (0,))
    return True
