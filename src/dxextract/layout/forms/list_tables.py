"""List tables unfolded: a table over many pages whose rows are measures (No., 基本目標, 施策名, 内容, 指標, …, 所管課).

A list table has a column of titles beside at least two kinds of blocks (indicators, years of a schedule, description,
departments) and names measures that no line of the document names already: else it sums up what is said elsewhere.
Each measure becomes a heading with its blocks below; indicators and years become tables of the header and its own
rows. Decides nothing about records.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from dxextract.layout.forms.unfolding import heading, numbered, paragraphs, part_of
from dxextract.layout.tables.column_labels import column_label, count_header_rows
from dxextract.layout.text.cells import looks_like_value
from dxextract.normalise import squeeze
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.rules.row_values import row_value
from dxextract.rules.value_labels import VALUE_LABELS
from dxextract.schema.document import Block, Cell, Paragraph, Table
from dxextract.signs import GRADES, STARS

_INDICATOR = frozenset({"kpi_name", "unit", "definition"}) | VALUE_LABELS
_MEASURE_NUMBERS = frozenset({"measure", "nested"})
"""Families of numbers such as 施策1 and 1-2; ① and 1 may count the tasks of one measure."""
_TEXTS = frozenset({"description", "department", "schedule"})
_FACETS = frozenset({"background", "current_state", "issues", "vision", "next_steps", "past_actions", "evaluation"})
_LIST_TITLE = re.compile(
    r"(?:施策|取組み?|取り組み?|事業|アクション|プロジェクト)(?:項目|事項|計画)?(?:の)?(?:一覧|総括|リスト)表?"
    r"(?:[\])）】〕]|[(（][^()（）]*[)）]|(?:と|及び|・).{1,12})?$"
)
_SAID_OF_NAMES = frozenset({"説明", "解説", "補足説明"})
_MAX_NAME = 60  # characters
_WORDED = re.compile(rf"[^\W_ー〃々]|[{GRADES}{STARS}]")
_MAX_TITLE = 40  # characters of an action that names itself
_OWN = frozenset({"department", "kpi_name"})
"""What a unit of its own has for itself."""
_NAMED = re.compile(r"(?:施策|取り?組み?|事業|プロジェクト)名?称?(?:[(（].{1,8}[)）])?")
_CALLED = re.compile(r"施策|.{2,6}名")
_MEASURES = re.compile(r"施策|取り?組|事業名|アクション|プロジェクト")
_LONGEST_LEAD = 90  # characters of a line between a heading and the list that it announces
_KINDS_OF_PLAIN = 3
"""Kinds of texts that make a list of one without indicators and years: what is done, when, and by whom."""
_NAMED_FIGURE = re.compile(r"(?![約計第])[^\d。]{3,40}?(?<!約)[\s:：]?[\d,.]+\s?[^\d\s。]{1,6}(?:以上|以下)?$")
"""A figure behind the name of what is measured."""
_TOTAL = re.compile(r"(?:合|小|総)?計|総数|総額")
_NONE = re.compile(r"[-–—―─━ー‐－−ｰ]{1,3}|全体|計画全体|共通")
_DUE = re.compile("達成|目標|到達")
_FEW = 2  # measures; a table of fewer rows lists nothing


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which columns hold what."""

    labels: tuple[str | None, ...]
    header_rows: int
    title: int
    number: int | None
    policy: int | None
    indicators: tuple[int, ...]
    years: tuple[int, ...]
    texts: tuple[int, ...]
    bare: bool = False
    """Only one kind of block stands beside the titles: indicators alone, or a schedule."""
    plain: bool = False
    """Neither indicators nor years stand beside the titles."""


def unfold_list(
    table: Table, above: Sequence[Block], said: AbstractSet[str], rules: RuleSet, *, again: bool = False
) -> list[Block]:
    """What the rows of `table` are set out as; empty when it is no list table.

    `above` has the blocks before it, `said` has the short lines of the document without white space. Where a list has
    had the same header (`again`) one row is enough.
    """
    fewest = 1 if again else _FEW
    columns = _read_columns(table, rules, fewest)
    if columns is None:
        return []
    groups = _groups(table, columns)
    if columns.bare and not again and not _may_be_bare(table, columns, groups, above, said, rules):
        return []
    titles = [squeeze(first.text) for first, _ in groups]
    known = sum(any(line.endswith(title) for line in said) for title in titles)
    if len(groups) < fewest or known * 2 > len(groups) or any(len(title) > _MAX_NAME for title in titles):
        return []
    blocks: list[Block] = [
        block for title, rows in groups if _NONE.fullmatch(title.text) for block in _parts(table, columns, rows)
    ]
    policy = ""
    for title, rows in groups:
        if _NONE.fullmatch(title.text):
            continue  # an indicator of the whole plan
        if columns.plain and any(line.endswith(squeeze(title.text)) for line in said):
            continue  # told at length elsewhere
        group = _first_said(table, columns.policy, rows) or _said_on_next_page(table, columns.policy, rows[0])
        group = group or _banner_above(table, columns, rows[0])
        if group is not None and squeeze(group.text) != policy:
            policy = squeeze(group.text)
            blocks.append(heading(group.passage, "policy"))
        blocks.extend(_measure(table, columns, title, rows))
    return blocks


def _measure(table: Table, columns: _Columns, title: Cell, rows: Sequence[int]) -> Iterator[Block]:
    number = _first_said(table, columns.number, rows)
    yield heading(numbered(number.passage if number is not None else None, title.passage), "title")
    for col in columns.texts:
        cell = _first_said(table, col, rows)
        head = _header(table, columns, col)
        if cell is not None and head is not None:
            yield heading(head.passage, "label")
            if columns.labels[col] == "schedule":  # 令和7年度~令和8年度 is the time of what the row names
                cols = tuple(sorted((columns.title, col)))
                yield part_of(table, [*range(columns.header_rows), *rows], cols, columns.header_rows)
            else:
                yield from paragraphs(cell.passage)
    yield from _parts(table, columns, rows)


def _parts(table: Table, columns: _Columns, rows: Sequence[int]) -> Iterator[Block]:
    """The indicators and the years of some rows, a table each."""
    for cols in (columns.indicators, columns.years):
        head = _header(table, columns, cols[0]) if cols else None
        if head is not None and any(_cell_at(table, col, row) for row in rows for col in cols):
            named = _are_unnamed(table, cols, rows) and cols is columns.years
            told = rows if cols is columns.indicators else [r for r in rows if not _is_figured(table, columns.years, r)]
            named = named or (cols is columns.indicators and all(columns.labels[c] == "target" for c in cols))
            cols = tuple(sorted((_name_column(table, columns.title, cols, rows), *cols))) if named else cols
            yield part_of(table, [*range(columns.header_rows), *(told or rows)], cols, columns.header_rows)


def _name_column(table: Table, title: int, cols: Sequence[int], rows: Sequence[int]) -> int:
    """The column that names what the cells of `cols` leave unsaid: the last before them with a word for each row."""
    for col in range(min(cols) - 1, title, -1):
        told = [cell for cell in table.cells if cell.col == col and cell.row in rows and cell.text]
        if len(told) == len(rows) and len({squeeze(cell.text) for cell in told}) == len(told) > 1:
            return col
    return title


def _is_figured(table: Table, cols: Sequence[int], row: int) -> bool:
    """Whether a row has nothing but figures below the years: an indicator's, in the row below what is done."""
    texts = [cell.text for cell in table.cells if cell.row == row and cell.col in cols and cell.text]
    return bool(texts) and all(looks_like_value(text) and any(c.isdigit() for c in text) for text in texts)


def _are_unnamed(table: Table, cols: Sequence[int], rows: Sequence[int]) -> bool:
    """Whether nothing in the cells says what is done: they are painted, or have lines drawn with characters."""
    return not any(c.text and _WORDED.search(c.text) for c in table.cells if c.row in rows and c.col in cols)


def _read_columns(table: Table, rules: RuleSet, fewest: int) -> _Columns | None:
    header_rows = count_header_rows(table, rules)
    if not header_rows or table.n_rows - header_rows < fewest:
        return None
    labels = tuple(column_label(table, col, header_rows, rules) for col in range(table.n_cols))
    labels = _with_definition(table, labels, header_rows)
    first = {label: labels.index(label) for label in labels if label is not None}
    described = "description" in first
    title = first.get("measure", first.get("action"))
    if "action" in first and (described or _is_finer(table, labels, first["action"], title, header_rows)):
        title = first["action"]
    if title is None:
        return None
    said_of_rows = _row_value_columns(table, title, header_rows, rules)
    indicators = tuple(c for c, label in enumerate(labels) if label in _INDICATOR) if "kpi_name" in first else ()
    indicators = tuple(sorted({*indicators, *said_of_rows})) if indicators else ()
    indicators = indicators or tuple(_named_targets(table, labels, header_rows))
    dated = tuple(c for c, label in enumerate(labels) if label == "year")
    figured = tuple(c for c in dated if _is_used(table, c, header_rows) and _numeric(table, (c,), header_rows))
    # beside figures a blank column is one of figures to come; else what stands left of it goes on there
    years = tuple(c for c in dated if c not in figured and (not figured or _is_used(table, c, header_rows)))
    if indicators:
        indicators = tuple(sorted({*indicators, *dated} - set(years)))
    if _numeric(table, dated, header_rows) or len(years) < _FEW:
        indicators, years = tuple(sorted({*indicators, *dated})) if indicators else (), ()
    texts = tuple(c for c, label in enumerate(labels) if label in _TEXTS or _heads_block(table, c, header_rows, rules))
    due = {c for c in texts if labels[c] == "schedule" and indicators and _heads_due(table, c, header_rows)}
    texts, indicators = tuple(c for c in texts if c not in due), tuple(sorted({*indicators, *due}))
    told = bool(indicators) and all(labels[c] == "kpi_name" for c in indicators)
    if told and not any(label in VALUE_LABELS for label in labels):
        texts, indicators = tuple(sorted((*texts, *indicators))), ()  # the figures stand with the names, as text
    tasks = [c for c, label in enumerate(labels) if label == "action" and c != title]
    kinds = bool(indicators) + (len(years) >= 2) + len({labels[c] for c in texts})
    ordered = "number" in first or "policy" in first or "measure" in first
    plain = not (indicators or len(years) >= 2)
    told_when = {"description", "schedule", "measure"} <= set(first)
    told_who = {"description", "department"} <= set(first)
    if plain and not told_when and not (told_who and ("number" in first or _is_named(table, title, header_rows))):
        return None
    if tasks and not indicators:
        years = tuple(sorted((tasks[0], *years)))
    policy = first.get("policy", first.get("measure") if title != first.get("measure") else None)
    category = first.get("category")
    if policy is None and category not in said_of_rows and not _states(table, category, header_rows, rules):
        policy = category
    bare = kinds < (_KINDS_OF_PLAIN if plain else 2) or not ordered
    return _Columns(labels, header_rows, title, first.get("number"), policy, indicators, years, texts, bare, plain)


def _is_named(table: Table, title: int, header_rows: int) -> bool:
    """Whether the header of the titles says that they are measures (施策名, 取組), not 業務 or システム."""
    cells = [cell for cell in table.cells if cell.row < header_rows and cell.col == title]
    return any(_MEASURES.search(cell.text) for cell in cells)


def _named_targets(table: Table, labels: Sequence[str | None], header_rows: int) -> Iterator[int]:
    """The columns of targets, no other value beside, whose cells say the indicator too (`見守り世帯数 80世帯`)."""
    if VALUE_LABELS & set(labels) != {"target"}:
        return
    for col, label in enumerate(labels):
        texts = [c.text for c in table.cells if c.col == col and c.row >= header_rows and c.text]
        named = sum(_NAMED_FIGURE.match(text) is not None for text in texts)
        if label == "target" and 2 * named > len(texts):
            yield col


def _states(table: Table, col: int | None, header_rows: int, rules: RuleSet) -> bool:
    """Whether a column says of the measures how they stand (新規, 継続) instead of grouping them."""
    texts = [cell.text for cell in table.cells if cell.col == col and cell.row >= header_rows and cell.text]
    return any(rules["status_words"].match(text) for text in texts)


def _is_finer(table: Table, labels: Sequence[str | None], action: int, measure: int | None, header_rows: int) -> bool:
    """Whether the actions are the units that the rest speaks of: several below one measure, each with its own blocks.

    Tasks of a measure share its departments and indicators, in cells merged over them.
    """
    body = [cell for cell in table.cells if cell.row >= header_rows and cell.text]
    actions = [cell for cell in body if cell.col == action]
    measures = {squeeze(cell.text) for cell in body if cell.col == measure}
    if len({squeeze(cell.text) for cell in actions}) < len(actions) or len(measures) >= len(actions):
        return False
    if any(len(cell.text) > _MAX_TITLE or cell.text.endswith("。") for cell in actions):
        return False
    own = [{cell.row for cell in body if cell.col == col} for col, label in enumerate(labels) if label in _OWN]
    return any(all(cell.row in rows for cell in actions) for rows in own)


def _row_value_columns(table: Table, title: int, header_rows: int, rules: RuleSet) -> tuple[int, ...]:
    """The columns that say of each row whether it holds targets or what was reached (計画 | 実績)."""
    found = []
    for col in range(title + 1, table.n_cols):
        texts = [cell.text for cell in table.cells if cell.col == col and cell.row >= header_rows and cell.text]
        if len(texts) >= _FEW and len({row_value(text, rules) for text in texts} - {None}) >= _FEW:
            found.extend([col] if all(row_value(text, rules) for text in texts) else [])
    return tuple(found)


def _with_definition(table: Table, labels: tuple[str | None, ...], header_rows: int) -> tuple[str | None, ...]:
    """説明 right of an indicator's name defines the indicator, and is no text of the measure."""
    at = labels.index("kpi_name") + 1 if "kpi_name" in labels else len(labels)
    if at >= len(labels) or labels[at] != "description":
        return labels
    head = table.grid().get((header_rows - 1, at))
    said = head is not None and squeeze(head.text) in _SAID_OF_NAMES
    return (*labels[:at], "definition", *labels[at + 1 :]) if said else labels


def _heads_due(table: Table, col: int, header_rows: int) -> bool:
    """Whether a column says by when targets are to be reached (達成時期, 目標年度)."""
    cells = (cell for cell in table.cells if cell.col == col and cell.row < header_rows)
    return any(_DUE.search(cell.text) for cell in cells)


def _heads_block(table: Table, col: int, header_rows: int, rules: RuleSet) -> bool:
    """Whether a column that says nothing of indicators holds a block of the measure (課題, 令和7年度の取組実績)."""
    grid = table.grid()
    cell = grid.get((header_rows - 1, col))
    if cell is None or cell.col_span > 1 or rules["table_headers"].label(cell.text) is not None:
        return False
    return block_label(cell.text, rules) in _FACETS


def _is_used(table: Table, col: int, header_rows: int) -> bool:
    """Whether something is written or painted in a column."""
    if any(bar.col_start <= col <= bar.col_end for bar in table.bars):
        return True
    return any(c.text or c.fill for c in table.cells if c.row >= header_rows and c.col <= col < c.col + c.col_span)


def _numeric(table: Table, cols: Sequence[int], header_rows: int) -> bool:
    """Whether most of what stands in the columns are figures."""
    texts = [cell.text for cell in table.cells if cell.col in cols and cell.row >= header_rows and cell.text]
    figures = [text for text in texts if looks_like_value(text) and any(char.isdigit() for char in text)]
    return len(figures) * 2 > len(texts)


def _groups(table: Table, columns: _Columns) -> list[tuple[Cell, list[int]]]:
    """Each measure's title cell with its rows; a blank or repeated title goes on with the one above."""
    grid = table.grid()
    groups: list[tuple[Cell, list[int]]] = []
    for row in range(columns.header_rows, table.n_rows):
        cell = grid.get((row, columns.title))
        if cell is None or _is_banner(table, cell, row) or _TOTAL.fullmatch(squeeze(cell.text)):
            continue
        goes_on = groups and (not cell.text or cell is groups[-1][0] or cell.text == groups[-1][0].text)
        if goes_on:
            groups[-1][1].append(row)
        elif cell.text:
            groups.append((cell, [row]))
    return groups


def _is_banner(table: Table, cell: Cell, row: int) -> bool:
    """Whether a cell over several columns is all that its row says: it groups the measures below (基本目標1 …)."""
    texts = [c for c in table.cells if c.row <= row < c.row + c.row_span and c.text]
    return cell.col_span > 1 and bool(cell.text) and texts == [cell]


def _banner_above(table: Table, columns: _Columns, row: int) -> Cell | None:
    """The last such row above `row`."""
    grid = table.grid()
    cells = ((r, grid.get((r, columns.title))) for r in range(row - 1, columns.header_rows - 1, -1))
    return next((cell for r, cell in cells if cell is not None and _is_banner(table, cell, r)), None)


def _may_be_bare(
    table: Table,
    columns: _Columns,
    groups: Sequence[tuple[Cell, list[int]]],
    above: Sequence[Block],
    said: AbstractSet[str],
    rules: RuleSet,
) -> bool:
    """Whether titles with but one kind of block beside them are measures.

    They are where they are announced or numbered, stand above tasks, or where no line of the document is the heading of
    a measure or of its blocks and the titles are called names of measures.
    """
    head = _header(table, columns, columns.title)
    named = head is not None and _NAMED.fullmatch(squeeze(head.text)) is not None
    if _is_announced(above, rules, policies=columns.plain or named) or _are_numbered(table, columns, groups, rules):
        return True
    if not named or head is None:
        return False
    if columns.labels[columns.title] == "measure" and "action" in columns.labels and any(len(r) > 1 for _, r in groups):
        return True
    called = (
        _CALLED.match(head.text) is not None and bool(columns.years) and not columns.indicators and len(groups) > _FEW
    )
    return called and not any(
        rules["numbering"].label(line) in _MEASURE_NUMBERS or block_label(line, rules) not in (None, "schedule")
        for line in said
    )


def _is_announced(above: Sequence[Block], rules: RuleSet, *, policies: bool) -> bool:
    """Whether the line above a table, or the heading that it stands under, says that it lists the measures.

    `policies`: what stands under a policy's heading (基本方針1) lists that policy's.
    """
    near = [b for b in above if isinstance(b, Paragraph) and b.role == "body" and b.unfolded is None]
    if above and near and near[-1] is above[-1] and _LIST_TITLE.search(near[-1].text):
        return True
    for line in reversed(near):
        number = rules["numbering"].match(line.text)
        title = line.text[number.end :] if number else line.text
        if rules["measure_chapters"].match(title):  # 第2 取組一覧
            return number is not None or _LIST_TITLE.search(title) is not None
        if number is not None or len(line.text) > _LONGEST_LEAD:
            return policies and number is not None and number.label == "policy"
    return False


def _are_numbered(table: Table, columns: _Columns, groups: Sequence[tuple[Cell, list[int]]], rules: RuleSet) -> bool:
    """Whether most titles have a number as measures have, before them or in a column of numbers left of them."""
    numbered = [rules["numbering"].label(title.text) in _MEASURE_NUMBERS for title, _ in groups]
    if sum(numbered) * 2 > len(groups):
        return True
    cells = [_first_said(table, columns.number, rows) for _, rows in groups]
    return all(cell is not None and rules["numbering"].label(cell.text + " x") in _MEASURE_NUMBERS for cell in cells)


def _cell_at(table: Table, col: int | None, row: int) -> Cell | None:
    return table.grid().get((row, col)) if col is not None else None


def _first_said(table: Table, col: int | None, rows: Sequence[int]) -> Cell | None:
    """The first cell of a column that says something in `rows`: a page break may leave the one above blank."""
    return next((cell for row in rows if (cell := _cell_at(table, col, row)) is not None and cell.text), None)


def _said_on_next_page(table: Table, col: int | None, row: int) -> Cell | None:
    """What a merged cell says below the page break that cut it, where it is blank above."""
    cell = _cell_at(table, col, row)
    if cell is None or cell.row != row or cell.box is None:
        return None
    below = next((c for c in table.cells if c.col == cell.col and c.row > cell.row), None)
    return below if below is not None and below.text and below.page != cell.page else None


def _header(table: Table, columns: _Columns, col: int) -> Cell | None:
    """The lowest header cell of a column that says something."""
    cells = [cell for row in range(columns.header_rows) if (cell := _cell_at(table, col, row)) and cell.text]
    return cells[-1] if cells else None
