"""List tables unfolded: a table over many pages whose rows are measures (No., 基本目標, 施策名, 内容, 指標, …, 所管課).

A list table has the columns of one (`list_columns`) and names measures that no line of the document names already: else
it sums up what is said elsewhere. One with but one kind of block beside its titles must be announced or named as a list
(`bare_lists`). Each measure becomes a heading with its blocks below; indicators and years become tables of the header
and its own rows. Decides nothing about records.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import dropwhile, islice

from dxextract.layout.forms.bare_lists import may_be_bare
from dxextract.layout.forms.labels import CHOSEN
from dxextract.layout.forms.list_columns import FEW, ListColumns, read_columns
from dxextract.layout.forms.list_rows import (
    all_said,
    banner_above,
    below_title,
    carried_down,
    cell_at,
    first_said,
    header_cell,
    said_on_next_page,
    title_groups,
)
from dxextract.layout.forms.unfolding import heading, numbered, paragraphs, part_of, with_letter_apart
from dxextract.layout.forms.units import is_in_charge
from dxextract.layout.text.cells import looks_like_value
from dxextract.normalise import squeeze
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.rules.value_labels import VALUE_LABELS
from dxextract.schema.document import Block, Cell, Paragraph, Table
from dxextract.signs import GRADES, STARS

_MAX_NAME = 60  # characters
_WORDED = re.compile(rf"[^\W_ー〃々]|[{GRADES}{STARS}]")
_ONE_YEAR = re.compile(r"(?:(?:令和|R|20)[0-9元]{1,2}|[0-9]{1,2})年?度?")
_MOST_SENTENCES = 4  # lines between a title and its list, the title's own counted
_NONE = re.compile(r"[-–—―─━ー‐－−ｰ]{1,3}|全体|計画全体|共通")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a document says around a table: the blocks above it, and its short lines without white space (`said`).

    A list had the same header (`again`), other tables have it (`returns`), or the table stands `within` a measure's own
    block.
    """

    above: Sequence[Block]
    said: AbstractSet[str]
    again: bool
    returns: bool
    within: bool


def unfold_list(table: Table, around: Surroundings, rules: RuleSet) -> list[Block]:
    """What the rows of `table` are set out as; empty when it is no list table."""
    table = below_title(table)
    columns = read_columns(table, rules, 1 if around.again or around.returns else FEW)
    if columns is None:
        return []
    groups = title_groups(table, columns)
    if not _lists_measures(table, columns, groups, around, rules):
        return []
    return list(_set_out(table, columns, groups, around.said, rules))


def _lists_measures(
    table: Table, columns: ListColumns, groups: Sequence[tuple[Cell, list[int]]], around: Surroundings, rules: RuleSet
) -> bool:
    """Whether the titles in the rows are measures.

    One is enough where a list had the same header, and where another table has it (a list for each policy) and says who
    carries each out. What stands within a measure's own block is its actions, unless it has indicators of its own.
    """
    told_who = "department" in columns.labels
    if not columns.indicators and (around.within or (not told_who and is_in_charge(around.above, rules))):
        return False
    if columns.bare and not around.again and not may_be_bare(table, columns, groups, around.above, around.said, rules):
        return False
    if _tells_former(around.above, rules):
        return False
    if _are_tasks(table, columns, groups, around.said):
        return False
    titles = [squeeze(first.text) for first, _ in groups]
    known = sum(any(line.endswith(title) for line in around.said) for title in titles)
    fewest = 1 if around.again or (around.returns and told_who) else FEW
    if len(groups) < fewest or known * 2 > len(groups) or any(len(title) > _MAX_NAME for title in titles):
        return False
    # 関連施策 | 施策1-1: what is named by its number stands elsewhere
    return 2 * sum(_is_number(title, rules) for title in titles) <= len(titles)


def _are_tasks(
    table: Table, columns: ListColumns, groups: Sequence[tuple[Cell, list[int]]], said: AbstractSet[str]
) -> bool:
    """Whether the measures are headings elsewhere, and these are their tasks (施策 | 取組項目 | 担当課 | R8 | R9)."""
    told = {label for col, label in enumerate(columns.labels) if col in columns.texts} - {"department"}
    if columns.policy is None or columns.labels[columns.policy] != "measure" or columns.indicators or told:
        return False
    over = {squeeze(c.text) for _, rows in groups if (c := first_said(table, columns.policy, rows)) is not None}
    return columns.number is None and 2 * len(over & said) > len(over) and len(over) < len(groups)


def _set_out(
    table: Table,
    columns: ListColumns,
    groups: Sequence[tuple[Cell, list[int]]],
    said: AbstractSet[str],
    rules: RuleSet,
) -> Iterator[Block]:
    """The measures below their policies, behind the indicators of the whole plan."""
    for title, rows in groups:
        if _NONE.fullmatch(title.text):
            yield from _parts(table, columns, rows, rules)
    policy = over = ""
    for title, rows in groups:
        if _NONE.fullmatch(title.text):
            continue
        if columns.plain and any(line.endswith(squeeze(title.text)) for line in said):
            continue  # told at length elsewhere
        upper = first_said(table, columns.above, rows) or said_on_next_page(table, columns.above, rows[0])
        if upper is not None and squeeze(upper.text) != over:
            over, policy = squeeze(upper.text), ""
            yield heading(upper.passage, "group")
        group = first_said(table, columns.policy, rows) or said_on_next_page(table, columns.policy, rows[0])
        group = group or banner_above(table, columns, rows[0])
        if group is not None and squeeze(group.text) != policy:
            policy = squeeze(group.text)
            count = first_said(table, columns.policy_number, rows)
            yield heading(numbered(count.passage if count is not None else None, group.passage), "policy")
        yield from _measure(table, columns, title, rows, rules)


def _tells_former(above: Sequence[Block], rules: RuleSet) -> bool:
    """Whether the line above a list says that it is of what has been (前計画の取組の総括), sentences between aside."""
    lines = (b.text for b in reversed(above) if isinstance(b, Paragraph) and b.role == "body" and b.unfolded is None)
    near = dropwhile(lambda text: text.endswith("。"), islice(lines, _MOST_SENTENCES))
    return rules["table_sections"].label(next(near, "")) == "former"


def _is_number(title: str, rules: RuleSet) -> bool:
    """Whether a title is no more than a number before one."""
    found = rules["numbering"].match(f"{title} 題名")
    return found is not None and found.end > len(title)


def _measure(table: Table, columns: ListColumns, title: Cell, rows: Sequence[int], rules: RuleSet) -> Iterator[Block]:
    number = first_said(table, columns.number, rows)
    chosen = (first_said(table, col, rows) for col, label in enumerate(columns.labels) if label == "priority")
    marks = ("priority",) if any(cell is not None and CHOSEN.match(cell.text) for cell in chosen) else ()
    name = heading(numbered(number.passage if number is not None else None, with_letter_apart(title.passage)), "title")
    yield replace(name, marks=marks)
    for col in columns.texts:
        said = all_said(table, col, rows)
        head = header_cell(table, columns, col)
        if columns.labels[col] == "schedule" and columns.years:
            continue  # 令和7年度~令和8年度 beside what is done in each of them
        if said and head is not None:
            timed = _bounds(table, columns, col, rules) if columns.labels[col] == "schedule" else ()
            if col in timed[1:]:
                continue  # 完了年度, told with 開始年度
            yield heading(head.passage, "label")
            if timed:  # 令和7年度~令和8年度 is the time of what the row names
                tasks = len(said) == len(rows) and not columns.indicators  # each row has a time of its own
                named = _name_column(table, columns.title, timed, rows) if tasks else columns.title
                if col == _yearly(table, columns, rows):
                    named = next((c for c in columns.texts if _told_by_row(table, columns, c, rows)), named)
                cols = tuple(sorted((named, *timed)))
                yield part_of(table, [*range(columns.header_rows), *rows], cols, columns.header_rows)
            else:
                for cell in said:
                    yield from paragraphs(cell.passage)
    yield from _parts(table, columns, rows, rules)


def _yearly(table: Table, columns: ListColumns, rows: Sequence[int]) -> int | None:
    """The column of times that says of which year each row of a measure is (年度 | R7, R8, R9), where one does."""
    for col in (c for c in columns.texts if columns.labels[c] == "schedule"):
        said = [squeeze(cell.text) for cell in all_said(table, col, rows)]
        if len(set(said)) == len(rows) > 1 and all(map(_ONE_YEAR.fullmatch, said)):
            return col
    return None


def _told_by_row(table: Table, columns: ListColumns, col: int, rows: Sequence[int]) -> bool:
    """Whether a column says for each row what is done."""
    return columns.labels[col] in ("description", "action") and len(all_said(table, col, rows)) == len(rows)


def _bounds(table: Table, columns: ListColumns, col: int, rules: RuleSet) -> tuple[int, ...]:
    """A column of times, with the other one where one says when the work begins and one when it ends."""
    bounds: dict[str | None, int] = {}
    for other in columns.texts:
        head = header_cell(table, columns, other) if columns.labels[other] == "schedule" else None
        if head is not None:
            bounds.setdefault(rules["time_bounds"].label(head.text), other)
    pair = (bounds.get("start"), bounds.get("end"))
    return tuple(sorted(one for one in pair if one is not None)) if None not in pair and col in pair else (col,)


def _parts(table: Table, columns: ListColumns, rows: Sequence[int], rules: RuleSet) -> Iterator[Block]:
    """The indicators and the years of some rows, a table each."""
    named_left = _named_left(columns)
    for cols in ((), columns.years) if named_left else (columns.indicators, columns.years):
        head = header_cell(table, columns, cols[0]) if cols else None
        if head is not None and any(cell_at(table, col, row) for row in rows for col in cols):
            named = _are_unnamed(table, cols, rows) and cols is columns.years
            told = rows if cols is columns.indicators else _told(table, columns, rows)
            yearly = _yearly(table, columns, rows) if cols is columns.indicators else None
            named = named or (cols is columns.indicators and all(columns.labels[c] == "target" for c in cols))
            cols = tuple(sorted((_name_column(table, columns.title, cols, rows), *cols))) if named else cols
            cols = cols if yearly is None else tuple(sorted((yearly, *cols)))
            if told:
                yield part_of(table, [*range(columns.header_rows), *told], cols, columns.header_rows)
    yield from _counted(table, columns, rows, rules)


def _told(table: Table, columns: ListColumns, rows: Sequence[int]) -> Sequence[int]:
    """The rows of what is done; where no column says which they are, all of them if all have figures."""
    if columns.kinds is not None:
        return [row for row in rows if row in columns.kinds.work]
    planned = [row for row in rows if row not in columns.results]
    return [row for row in planned if not _is_figured(table, columns, row)] or planned


def _counted(table: Table, columns: ListColumns, rows: Sequence[int], rules: RuleSet) -> Iterator[Block]:
    """The rows of figures below those of what is done, each named right of the title, as a table of indicators."""
    counted = [r for r in rows if _is_figured(table, columns, r)]
    if not counted or (columns.kinds is None and len(counted) == len(rows)):
        return
    years = _dated(columns)
    if columns.kinds is not None and _named_left(columns):
        # the indicator goes on over its rows, 目標値 and 実績値 stand beside it
        cols = tuple(sorted({*columns.indicators, columns.kinds.column, *years}))
        named = carried_down(table, columns.indicators, rows)
        yield part_of(named, [*range(columns.header_rows), *counted], cols, columns.header_rows)
        return
    beside = range((columns.kinds.column if columns.kinds is not None else columns.title) + 1, years[0])
    values = [col for col in beside if columns.labels[col] in VALUE_LABELS | {"unit"}]
    told = [col for col in beside if col not in values and columns.labels[col] != "department"]
    names = [col for col in told if all(_says_words(table, col, row) for row in counted)]
    if not names:
        return
    kind = first_said(table, columns.kinds.column, counted) if columns.kinds is not None else None
    if kind is not None and block_label(kind.text, rules) == "kpi":
        yield heading(kind.passage, "label")
    cols = (names[-1], *(col for col in values if col > names[-1]), *years)
    yield part_of(table, [*range(columns.header_rows), *counted], cols, columns.header_rows)


def _named_left(columns: ListColumns) -> bool:
    """Whether indicators are named left of the column that says which rows are theirs (指標 | 区分 | R7 | R8)."""
    named = [col for col in columns.indicators if columns.labels[col] == "kpi_name"]
    return columns.kinds is not None and bool(named) and max(named) < columns.kinds.column


def _says_words(table: Table, col: int, row: int) -> bool:
    cell = cell_at(table, col, row)
    return cell is not None and bool(cell.text) and not looks_like_value(cell.text)


def _name_column(table: Table, title: int, cols: Sequence[int], rows: Sequence[int]) -> int:
    """The column that names what the cells of `cols` leave unsaid: the last before them with a word for each row."""
    for col in range(min(cols) - 1, title, -1):
        told = [cell for cell in table.cells if cell.col == col and cell.row in rows and cell.text]
        if len(told) == len(rows) and len({squeeze(cell.text) for cell in told}) == len(told) > 1:
            return col
    return title


def _dated(columns: ListColumns) -> tuple[int, ...]:
    """The columns of years, without that of the tasks they are the years of."""
    return tuple(col for col in columns.years if columns.labels[col] == "year")


def _is_figured(table: Table, columns: ListColumns, row: int) -> bool:
    """Whether a row has an indicator's figures below the years, as a column says, or nothing but figures there."""
    if columns.kinds is not None:
        return row in columns.kinds.figures
    cols = _dated(columns)
    texts = [cell.text for cell in table.cells if cell.row == row and cell.col in cols and cell.text]
    return bool(texts) and all(looks_like_value(text) and any(c.isdigit() for c in text) for text in texts)


def _are_unnamed(table: Table, cols: Sequence[int], rows: Sequence[int]) -> bool:
    """Whether nothing in the cells says what is done: they are painted, or have lines drawn with characters."""
    return not any(c.text and _WORDED.search(c.text) for c in table.cells if c.row in rows and c.col in cols)
