"""What the columns of a list table are called, once what stands in them and beside them is known.

A header's word alone does not always tell: 取組 may head the measures or their tasks, 説明 what a measure or what an
indicator means. Decides the label of each column; what a list then has in them is read by `list_columns`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dxextract.layout.forms.list_body import ListBody
from dxextract.layout.tables.column_labels import column_label
from dxextract.layout.text.cells import looks_like_value, looks_like_year
from dxextract.normalise import squeeze
from dxextract.rules import RuleSet
from dxextract.rules.row_kinds import RowKinds, row_kinds
from dxextract.rules.value_labels import FIGURE_LABELS, VALUE_LABELS, told_name
from dxextract.schema.document import Cell

Labels = tuple[str | None, ...]

_SAID_OF_NAMES = frozenset({"説明", "解説", "補足説明"})
_COUNTS_UNITS = re.compile(r"(?:個別)?(?:施策|取り?組み?|事業|プロジェクト|アクション)(?:番号|No\.?|NO\.?|コード|ID)")
_LEVEL = re.compile("[中小細]項目")
_LEVELS = ("measure", "action")
_PAIR = 2
_MAX_TITLE = 40
"""Characters of an action that names itself."""
_OWN = frozenset({"department", "kpi_name"})
"""What a unit of its own has for itself."""


def read_labels(body: ListBody, rules: RuleSet) -> tuple[Labels, RowKinds | None]:
    """The label of each column, None where it has none; and the column, if any, that tells kinds of rows apart."""
    labels: Labels = tuple(column_label(body.table, col, body.header_rows, rules) for col in range(body.table.n_cols))
    for correct in (
        _with_names,
        _with_halves,
        _with_definition,
        _with_counted_names,
        _with_levels,
        _with_counts,
        _with_tasks,
        _with_told_actions,
    ):
        labels = correct(body, labels)
    return _kinds_of_rows(body, labels, rules)


def title_column(body: ListBody, labels: Labels) -> int | None:
    """The column whose texts are the measures' titles; None where no column names measures."""
    measure, action = (labels.index(level) if level in labels else None for level in _LEVELS)
    if action is not None and ("description" in labels or _is_finer(body, labels, action, measure)):
        return action
    return action if measure is None else measure


def _kinds_of_rows(body: ListBody, labels: Labels, rules: RuleSet) -> tuple[Labels, RowKinds | None]:
    """The column that says of what kind the rows are; what stands right of it names steps and indicators alike."""
    dated = [col for col, label in enumerate(labels) if label == "year"]
    found = row_kinds(body.table, range(1, dated[0]), body.header_rows, rules) if len(dated) >= _PAIR else None
    if found is None:
        return labels, None
    return tuple(
        label if col < found.column or label in FIGURE_LABELS else None for col, label in enumerate(labels)
    ), found


def _with_names(body: ListBody, labels: Labels) -> Labels:
    """指標の内容 is the name of an indicator where values but no other name stand beside it."""
    at = told_name(labels, ["".join(body.heads(col)[-1:]) for col in range(len(labels))])
    return labels if at is None else (*labels[:at], "kpi_name", *labels[at + 1 :])


def _with_halves(body: ListBody, labels: Labels) -> Labels:
    """現況値 over a column of years and one of figures, of which a table without its span labels the first only."""
    blank = [c for c in range(1, len(labels)) if labels[c] is None and labels[c - 1] in VALUE_LABELS]
    halved = list(labels)
    for col in blank:
        texts = body.texts(col)
        valued = [looks_like_value(text) or looks_like_year(text) for text in texts]
        if not any(body.heads(col)) and texts and all(valued):
            halved[col] = labels[col - 1]
    return tuple(halved)


def _with_definition(body: ListBody, labels: Labels) -> Labels:
    """説明 right of an indicator's name defines the indicator, and is no text of the measure."""
    at = labels.index("kpi_name") + 1 if "kpi_name" in labels else len(labels)
    if at >= len(labels) or labels[at] != "description":
        return labels
    head = body.table.grid().get((body.header_rows - 1, at))
    said = head is not None and squeeze(head.text) in _SAID_OF_NAMES
    return (*labels[:at], "definition", *labels[at + 1 :]) if said else labels


def _with_counted_names(body: ListBody, labels: Labels) -> Labels:
    """施策No. | テーマ, and no word for a measure: what is counted so, or below a policy, are the measures."""
    if set(_LEVELS) & set(labels) or "kpi_name" not in labels or "number" not in labels:
        return labels
    at = labels.index("number")
    beside = labels[at + 1 : at + 2]
    named = beside == (None,) or (beside == ("category",) and any(map(_LEVEL.match, map(squeeze, body.heads(at + 1)))))
    told = "policy" in labels[:at] or any(_COUNTS_UNITS.fullmatch(squeeze(head)) for head in body.heads(at))
    if not (named and told and body.counts(at) and len(body.names(at + 1)) == len(body.cells(at + 1))):
        return labels
    return (*labels[: at + 1], "measure", *labels[at + 2 :])


def _with_levels(body: ListBody, labels: Labels) -> Labels:
    """大項目 | 中項目 | 小項目, and no other word for a measure: the finest level is what is done."""
    levels = [col for col, label in enumerate(labels) if label == "category"]
    if len(levels) < _PAIR or levels != list(range(levels[0], levels[-1] + 1)) or set(_LEVELS) & set(labels):
        return labels
    texts, upper = body.texts(levels[-1]), body.texts(levels[0])
    if len(set(texts)) < len(texts) or len(set(upper)) >= len(texts):
        return labels
    return tuple("action" if c == levels[-1] else "policy" if c in levels else label for c, label in enumerate(labels))


def _with_counts(body: ListBody, labels: Labels) -> Labels:
    """施策 over a column of numbers and one of names: the first counts what the second names."""
    return tuple(
        "number" if label in _LEVELS and labels[col + 1 : col + 2] == (label,) and body.counts(col) else label
        for col, label in enumerate(labels)
    )


def _with_tasks(body: ListBody, labels: Labels) -> Labels:
    """取組項目 | 主な取組, and no other word for a measure: the units are those that have several of the others."""
    actions = [col for col, label in enumerate(labels) if label == "action"]
    if len(actions) != _PAIR or {"measure", "description"} & set(labels):
        return labels
    units, tasks = ([c for c in body.cells(col) if c.col_span == 1] for col in actions)
    if not len(units) < len(tasks) == len({squeeze(task.text) for task in tasks}):
        return labels
    return tuple("measure" if col == actions[0] else label for col, label in enumerate(labels))


def _with_told_actions(body: ListBody, labels: Labels) -> Labels:
    """施策名 | 今後の取組, said in sentences: a text about the measure, and no name of anything below it."""
    if "measure" not in labels:
        return labels
    told: set[int] = set()
    for col in range(labels.index("measure") + 1, len(labels)):
        texts = body.texts(col) if labels[col] == "action" else []
        told.update([col] if 2 * sum(text.endswith("。") for text in texts) > len(texts) else [])
    return tuple("description" if col in told else label for col, label in enumerate(labels))


def _is_shared(cell: Cell, actions: Sequence[Cell]) -> bool:
    """Whether a merged cell stands beside several of the actions: an indicator of the measure that they belong to."""
    return sum(cell.row <= action.row < cell.row + cell.row_span for action in actions) > 1


def _is_finer(body: ListBody, labels: Sequence[str | None], action: int, measure: int | None) -> bool:
    """Whether the actions are the units that the rest speaks of: several below one measure, each with its own blocks.

    Tasks of a measure share its departments and indicators, in cells merged over them; its indicators above all.
    """
    actions = body.cells(action)
    measures = body.names(measure) if measure is not None else set()
    if len(body.names(action)) < len(actions) or len(measures) >= len(actions):
        return False
    if any(len(cell.text) > _MAX_TITLE or cell.text.endswith("。") for cell in actions):
        return False
    named = [col for col, label in enumerate(labels) if label == "kpi_name"]
    if any(_is_shared(cell, actions) for col in named for cell in body.cells(col)):
        return False
    own = [{cell.row for cell in body.cells(col)} for col, label in enumerate(labels) if label in _OWN]
    return any(all(cell.row in rows for cell in actions) for rows in own)
