"""What each column of a list table holds: the measures' titles, their names above, texts, indicators and years.

Decides whether the columns are those of a list of measures at all: a column of titles beside at least two kinds of
blocks (indicators, years of a schedule, description, departments). Rows are read by `list_tables`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dxextract.layout.tables.column_labels import column_label, count_header_rows
from dxextract.layout.text.cells import looks_like_value
from dxextract.normalise import squeeze
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.rules.row_kinds import RowKinds, row_kinds
from dxextract.rules.row_values import row_value
from dxextract.rules.value_labels import VALUE_LABELS
from dxextract.schema.document import Cell, Table

_INDICATOR = frozenset({"kpi_name", "unit", "definition"}) | VALUE_LABELS
_TEXTS = frozenset({"description", "department", "schedule"})
_FACETS = frozenset({"background", "current_state", "issues", "vision", "next_steps", "past_actions", "evaluation"})
_SAID_OF_NAMES = frozenset({"説明", "解説", "補足説明"})
_MAX_TITLE = 40  # characters of an action that names itself
_OWN = frozenset({"department", "kpi_name"})
"""What a unit of its own has for itself."""
_TIMED = VALUE_LABELS | {"year", "unit"}
_MEASURES = re.compile(r"施策|取り?組|事業名|アクション|プロジェクト|[小細]項目|(?:改革|推進|実施)項目")
_KINDS_OF_PLAIN = 3
"""Kinds of texts that make a list of one without indicators and years: what is done, when, and by whom."""
_KINDS_OF_WHOLE = 4
"""Kinds of blocks beside what is called 取組 or 事業 that make it a measure without a number or a policy."""
_NAMED_FIGURE = re.compile(r"(?![約計第])[^\d。]{3,40}?(?<!約)[\s:：]?[\d,.]+\s?[^\d\s。]{1,6}(?:以上|以下)?$")
"""A figure behind the name of what is measured."""
_COUNT = re.compile(r"[(（]?(?:[\d０-９]{1,2}|[Ⅰ-Ⅻ]|[A-ZＡ-Ｚ]|[①-⑳]|[一二三四五六七八九十])[)）.．]?")
_DUE = re.compile("達成|目標|到達")
FEW = 2  # measures; a table of fewer rows lists nothing


@dataclass(frozen=True, slots=True)
class ListColumns:
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
    policy_number: int | None = None
    """The column left of the policies that counts them (柱 | 柱の名称)."""
    above: int | None = None
    """The column of what the policies belong to (基本目標 | 施策 | 取組)."""
    kinds: RowKinds | None = None
    """The column that says which rows are of work and which of indicators (区分: 工程, 指標)."""


def read_columns(table: Table, rules: RuleSet, fewest: int) -> ListColumns | None:
    header_rows = count_header_rows(table, rules)
    if not header_rows or table.n_rows - header_rows < fewest:
        return None
    labels = tuple(column_label(table, col, header_rows, rules) for col in range(table.n_cols))
    labels = _with_levels(table, _with_definition(table, labels, header_rows), header_rows)
    labels = _with_counts(table, labels, header_rows)
    labels = _with_tasks(table, labels, header_rows)
    labels = _with_told_actions(table, labels, header_rows)
    of_rows, labels = _kinds_of_rows(table, labels, header_rows, rules)
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
    if of_rows is None:
        indicators = indicators or tuple(_named_targets(table, labels, header_rows))
    dated = tuple(c for c, label in enumerate(labels) if label == "year")
    both = of_rows is not None or _holds_both(table, title, dated, header_rows)
    used = [c for c in dated if not both and _is_used(table, c, header_rows)]
    figured = tuple(c for c in used if _numeric(table, (c,), header_rows))
    # beside figures a blank column is one of figures to come; else what stands left of it goes on there
    years = tuple(c for c in dated if c not in figured and (not figured or _is_used(table, c, header_rows)))
    if indicators:
        indicators = tuple(sorted({*indicators, *dated} - set(years)))
    if (_numeric(table, dated, header_rows) and not both) or len(years) < FEW:
        indicators, years = tuple(sorted({*indicators, *dated})) if indicators else (), ()
    texts = tuple(c for c, label in enumerate(labels) if label in _TEXTS or _heads_block(table, c, header_rows, rules))
    due = {c for c in texts if labels[c] == "schedule" and indicators and _heads_due(table, c, header_rows)}
    texts, indicators = tuple(c for c in texts if c not in due), tuple(sorted({*indicators, *due}))
    told = bool(indicators) and all(labels[c] == "kpi_name" for c in indicators)
    if told and not any(label in VALUE_LABELS for label in labels):
        texts, indicators = tuple(sorted((*texts, *indicators))), ()  # the figures stand with the names, as text
    tasks = [c for c, label in enumerate(labels) if label == "action" and c != title]
    kinds = bool(indicators or of_rows) + (len(years) >= 2) + len({labels[c] for c in texts})
    whole = "department" in first and kinds >= _KINDS_OF_WHOLE and _is_named(table, title, header_rows)
    ordered = "number" in first or "policy" in first or "measure" in first or whole
    plain = not (indicators or len(years) >= 2)
    told_when = {"description", "schedule", "measure"} <= set(first)
    named = _is_named(table, title, header_rows)
    timed = named and "schedule" in first and not VALUE_LABELS & set(first)  # 達成時期 beside 目標 is an indicator's
    told_who = "department" in first and ("description" in first or timed)
    counted = named and "number" in first and ("description" in first or timed)
    if plain and not (told_when or counted or (told_who and ("number" in first or named))):
        return None
    if tasks and not indicators:
        years = tuple(sorted((tasks[0], *years)))
    policy = first.get("policy", first.get("measure") if title != first.get("measure") else None)
    category = first.get("category", title)
    groups = category < title and category not in said_of_rows
    if policy is None and groups and not _states(table, category, header_rows, rules):
        policy = category
    bare = kinds < (_KINDS_OF_PLAIN if plain else 2) or not ordered
    number = max((c for c, label in enumerate(labels[:title]) if label == "number"), default=first.get("number"))
    found = ListColumns(
        labels, header_rows, title, number, policy, indicators, years, texts, bare, plain, kinds=of_rows
    )
    levels = [c for c, label in enumerate(labels[:title]) if label == "policy"]
    if levels and "category" in first and category < levels[0] and groups:
        levels.insert(0, category)
    if "measure" in first and levels and levels[-1] < first["measure"] < title:
        levels.append(first["measure"])
    if len(levels) > 1 and not _counts(table, levels[-2], header_rows):
        return replace(found, above=levels[-2], policy=levels[-1])
    counted = policy is not None and _counts(table, policy, header_rows) and policy + 1 not in (title, found.number)
    return replace(found, policy=policy + 1, policy_number=policy) if policy is not None and counted else found


def _kinds_of_rows(
    table: Table, labels: tuple[str | None, ...], header_rows: int, rules: RuleSet
) -> tuple[RowKinds | None, tuple[str | None, ...]]:
    """The column that says of what kind the rows are; what stands right of it names steps and indicators alike."""
    dated = [col for col, label in enumerate(labels) if label == "year"]
    found = row_kinds(table, range(1, dated[0]), header_rows, rules) if len(dated) >= FEW else None
    if found is None:
        return None, labels
    kept = (label if col < found.column or label in _TIMED else None for col, label in enumerate(labels))
    return found, tuple(kept)


def _counts(table: Table, col: int, header_rows: int) -> bool:
    """Whether a column has nothing but numbers, and the one right of it words, for the same rows each."""
    own, beside = (
        {(c.row, c.row_span): c.text for c in table.cells if c.col == at and c.row >= header_rows and c.text}
        for at in (col, col + 1)
    )
    if not own or set(own) != set(beside) or not all(_COUNT.fullmatch(text) for text in own.values()):
        return False
    return not any(_COUNT.fullmatch(text) or looks_like_value(text) for text in beside.values())


def _with_levels(table: Table, labels: tuple[str | None, ...], header_rows: int) -> tuple[str | None, ...]:
    """大項目 | 中項目 | 小項目, and no other word for a measure: the finest level is what is done."""
    levels = [col for col, label in enumerate(labels) if label == "category"]
    if len(levels) < FEW or levels != list(range(levels[0], levels[-1] + 1)) or {"measure", "action"} & set(labels):
        return labels
    texts = [c.text for c in table.cells if c.col == levels[-1] and c.row >= header_rows and c.text]
    upper = [c.text for c in table.cells if c.col == levels[0] and c.row >= header_rows and c.text]
    if len(set(texts)) < len(texts) or len(set(upper)) >= len(texts):
        return labels
    return tuple("action" if c == levels[-1] else "policy" if c in levels else label for c, label in enumerate(labels))


def _with_told_actions(table: Table, labels: tuple[str | None, ...], header_rows: int) -> tuple[str | None, ...]:
    """施策名 | 今後の取組, said in sentences: a text about the measure, and no name of anything below it."""
    named = [col for col, label in enumerate(labels) if label == "measure"]
    if not named:
        return labels
    told: set[int] = set()
    for col in (c for c, label in enumerate(labels) if label == "action" and c > named[0]):
        texts = [c.text for c in table.cells if c.col == col and c.row >= header_rows and c.text]
        told.update([col] if texts and 2 * sum(text.endswith("。") for text in texts) > len(texts) else [])
    return tuple("description" if col in told else label for col, label in enumerate(labels))


def _with_tasks(table: Table, labels: tuple[str | None, ...], header_rows: int) -> tuple[str | None, ...]:
    """取組項目 | 主な取組, and no other word for a measure: the units are those that have several of the others."""
    actions = [col for col, label in enumerate(labels) if label == "action"]
    if len(actions) != FEW or {"measure", "description"} & set(labels):
        return labels
    units, tasks = (
        [c for c in table.cells if c.col == col and c.row >= header_rows and c.text and c.col_span == 1]
        for col in actions
    )
    if not len(units) < len(tasks) == len({squeeze(task.text) for task in tasks}):
        return labels
    return tuple("measure" if col == actions[0] else label for col, label in enumerate(labels))


def _with_counts(table: Table, labels: tuple[str | None, ...], header_rows: int) -> tuple[str | None, ...]:
    """施策 over a column of numbers and one of names: the first counts what the second names."""
    levels = ("measure", "action")
    return tuple(
        "number"
        if label in levels and labels[col + 1 : col + 2] == (label,) and _counts(table, col, header_rows)
        else label
        for col, label in enumerate(labels)
    )


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
        if len(texts) >= FEW and len({row_value(text, rules) for text in texts} - {None}) >= FEW:
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


def _holds_both(table: Table, title: int, cols: Sequence[int], header_rows: int) -> bool:
    """Whether measures have rows of words and rows of figures in the columns: what is done, and what is counted."""
    kinds: dict[int, set[bool]] = {}
    grid = table.grid()
    name: Cell | None = None
    for row in range(header_rows, table.n_rows):
        cell = grid.get((row, title))
        name = cell if cell is not None and cell.text else name
        texts = [c.text for col in cols if (c := grid.get((row, col))) is not None and c.text]
        if name is not None and texts:
            kinds.setdefault(id(name), set()).add(all(_is_figure(text) for text in texts))
    return sum(len(both) > 1 for both in kinds.values()) * 2 > len(kinds) > 0


def _is_figure(text: str) -> bool:
    return looks_like_value(text) and any(char.isdigit() for char in text)


def _numeric(table: Table, cols: Sequence[int], header_rows: int) -> bool:
    """Whether most of what stands in the columns are figures."""
    texts = [cell.text for cell in table.cells if cell.col in cols and cell.row >= header_rows and cell.text]
    return sum(_is_figure(text) for text in texts) * 2 > len(texts)
