"""What each column of a list table holds: the measures' titles, their names above, texts, indicators and years.

Decides whether the columns are those of a list of measures at all: a column of titles beside at least two kinds of
blocks (indicators, years of a schedule, description, departments). Rows are read by `list_tables`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from dxextract.layout.forms.list_body import ListBody
from dxextract.layout.forms.list_labels import Labels, read_labels, title_column
from dxextract.layout.tables.column_labels import count_header_rows
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.rules.row_kinds import RowKinds
from dxextract.rules.row_values import row_value
from dxextract.rules.value_labels import VALUE_LABELS
from dxextract.schema.document import Table

_INDICATOR = frozenset({"kpi_name", "unit", "definition"}) | VALUE_LABELS
_TEXTS = frozenset({"description", "department", "schedule"})
_FACETS = frozenset({"background", "current_state", "issues", "vision", "next_steps", "past_actions", "evaluation"})
_ORDERED = frozenset({"number", "policy", "measure"})
"""Columns of which one at least is usual in a list of measures."""
_MEASURES = re.compile(r"施策|取り?組|事業名|アクション|プロジェクト|[小細]項目|(?:改革|推進|実施)項目")
_KINDS = 2
"""Kinds of blocks beside the titles that make a list."""
_KINDS_OF_PLAIN = 3
"""Kinds of texts that make a list of one without indicators and years: what is done, when, and by whom."""
_KINDS_OF_WHOLE = 4
"""Kinds of blocks beside what is called 取組 or 事業 that make it a measure without a number or a policy."""
_NAMED_FIGURE = re.compile(r"(?![約計第])[^\d。]{3,40}?(?<!約)[\s:：]?[\d,.]+\s?[^\d\s。]{1,6}(?:以上|以下)?$")
"""A figure behind the name of what is measured."""
_SUMMED = re.compile(r"[※(（]?(?:累計|累積|延べ累計)(?:値|数|件数)?[)）]?")
"""A remark that says of an indicator what its figures are."""
_DUE = re.compile("達成|目標|到達")
FEW = 2  # measures; a table of fewer rows lists nothing


@dataclass(frozen=True, slots=True)
class ListColumns:
    """Which columns hold what."""

    labels: Labels
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
    results: frozenset[int] = frozenset()
    """The rows of what was reached, below those of what was planned (区分: 計画, 実績)."""
    kinds: RowKinds | None = None
    """The column that says which rows are of work and which of indicators (区分: 工程, 指標)."""


def read_columns(table: Table, rules: RuleSet, fewest: int) -> ListColumns | None:
    """The columns of a list of at least `fewest` rows; None for a table that lists no measures."""
    header_rows = count_header_rows(table, rules)
    if not header_rows or table.n_rows - header_rows < fewest:
        return None
    body = ListBody(table, header_rows)
    labels, kinds = read_labels(body, rules)
    title = title_column(body, labels)
    return None if title is None else _List(body, labels, kinds, title, rules).columns()


class _Blocks(NamedTuple):
    """The columns beside the titles."""

    indicators: tuple[int, ...]
    years: tuple[int, ...]
    texts: tuple[int, ...] = ()

    @property
    def plain(self) -> bool:
        return not self.indicators and len(self.years) < FEW


@dataclass(frozen=True, slots=True)
class _List:
    """A table with a column of titles, and what its columns are called."""

    body: ListBody
    labels: Labels
    kinds: RowKinds | None
    title: int
    rules: RuleSet

    def columns(self) -> ListColumns | None:
        """What stands where; None where too little stands beside the titles for a list."""
        blocks = self._with_texts(self._indicators_and_years())
        if blocks.plain and not self._is_plain_list():
            return None
        kinds = bool(blocks.indicators or self.kinds) + (len(blocks.years) >= FEW)
        kinds += len({self.labels[col] for col in blocks.texts})
        whole = "department" in self.labels and kinds >= _KINDS_OF_WHOLE and self._is_named()
        ordered = whole or not _ORDERED.isdisjoint(self.labels)
        tasks = [col for col in self._labelled("action") if col != self.title]
        found = ListColumns(
            labels=self.labels,
            header_rows=self.body.header_rows,
            title=self.title,
            number=max((c for c in self._labelled("number") if c < self.title), default=self._first("number")),
            policy=None,
            indicators=blocks.indicators,
            years=tuple(sorted((tasks[0], *blocks.years))) if tasks and not blocks.indicators else blocks.years,
            texts=blocks.texts,
            bare=kinds < (_KINDS_OF_PLAIN if blocks.plain else _KINDS) or not ordered,
            plain=blocks.plain,
            results=self._results(),
            kinds=self.kinds,
        )
        return self._with_policies(found)

    def _first(self, label: str) -> int | None:
        return self.labels.index(label) if label in self.labels else None

    def _labelled(self, label: str) -> list[int]:
        return [col for col, own in enumerate(self.labels) if own == label]

    def _indicators_and_years(self) -> _Blocks:
        """Years belong to the indicators where figures stand below them, else to a schedule."""
        body, dated = self.body, tuple(self._labelled("year"))
        indicators: set[int] = set()
        if "kpi_name" in self.labels:
            indicators = {col for col, label in enumerate(self.labels) if label in _INDICATOR}
            indicators.update(said := self._row_value_columns())
            indicators.update(self._values_behind(said))
            indicators.update(c for c in self._labelled("remarks") if any(map(_SUMMED.fullmatch, body.texts(c))))
        if self.kinds is None:
            indicators = indicators or set(self._named_targets())
        both = self.kinds is not None or body.holds_both(self.title, dated)
        used = [col for col in dated if not both and body.is_used(col)]
        figured = {col for col in used if body.is_numeric((col,))}
        # beside figures a blank column is one of figures to come; else what stands left of it goes on there
        years = tuple(col for col in dated if col not in figured and (not figured or body.is_used(col)))
        named = self._first("kpi_name")
        apart = named is not None and bool(figured) and (max((*years, -1)) < named < min(figured))
        if (body.is_numeric(dated) and not both and not apart) or len(years) < FEW:
            years = ()
        if indicators:
            indicators.update(set(dated) - set(years))
        return _Blocks(tuple(sorted(indicators)), years)

    def _with_texts(self, blocks: _Blocks) -> _Blocks:
        """With the columns of texts; by when targets are due is the indicators', and names that tell all are texts."""
        texts = {c for c, label in enumerate(self.labels) if label in _TEXTS or self._heads_block(c)}
        indicators = set(blocks.indicators)
        if indicators:
            due = {c for c in texts if self.labels[c] == "schedule" and any(map(_DUE.search, self.body.heads(c)))}
            texts, indicators = texts - due, indicators | due
        told = all(self.labels[col] == "kpi_name" for col in indicators)
        if told and VALUE_LABELS.isdisjoint(self.labels) and self.kinds is None:
            texts, indicators = texts | indicators, set()  # the figures stand with the names, as text
        return _Blocks(tuple(sorted(indicators)), blocks.years, tuple(sorted(texts)))

    def _is_plain_list(self) -> bool:
        """Whether texts alone make a list: what is done and when, or a number or a name of a measure and by whom."""
        labels, named = set(self.labels), self._is_named()
        if {"description", "schedule", "measure"} <= labels:
            return True
        timed = named and "schedule" in labels and not VALUE_LABELS & labels  # 達成時期 beside 目標 is an indicator's
        told = "description" in labels or timed
        if named and "number" in labels and told:
            return True
        return "department" in labels and told and ("number" in labels or named)

    def _with_policies(self, found: ListColumns) -> ListColumns:
        """`found` with the columns of what stands above the measures."""
        measure = self._first("measure")
        policy = self._first("policy")
        if policy is None and measure != self.title:
            policy = measure
        category = self._first("category")
        if category is not None and category > self.title:
            category = None
        if policy is None and category is not None and not self._states(category):
            policy = category
        levels = [col for col in self._labelled("policy") if col < self.title]
        if levels and category is not None and category < levels[0]:
            levels.insert(0, category)
        if levels and measure is not None and levels[-1] < measure < self.title:
            levels.append(measure)
        if len(levels) >= FEW and not self.body.counts(levels[-2]):
            return replace(found, above=levels[-2], policy=levels[-1])
        if policy is not None and self.body.counts(policy) and policy + 1 not in (self.title, found.number):
            return replace(found, policy=policy + 1, policy_number=policy)
        return replace(found, policy=policy)

    def _is_named(self) -> bool:
        """Whether the header of the titles says that they are measures (施策名, 取組), not 業務 or システム."""
        return any(map(_MEASURES.search, self.body.heads(self.title)))

    def _named_targets(self) -> Iterator[int]:
        """The columns of targets, no other value beside, whose cells say the indicator too (`見守り世帯数 80世帯`)."""
        if VALUE_LABELS & set(self.labels) != {"target"}:
            return
        for col in self._labelled("target"):
            texts = self.body.texts(col)
            if 2 * sum(_NAMED_FIGURE.match(text) is not None for text in texts) > len(texts):
                yield col

    def _states(self, col: int) -> bool:
        """Whether a column says of the measures how they stand (新規, 継続) instead of grouping them."""
        return any(self.rules["status_words"].match(text) for text in self.body.texts(col))

    def _row_value_columns(self) -> list[int]:
        """The columns that say of each row whether it holds targets or what was reached (計画 | 実績)."""
        found = []
        for col in range(self.title + 1, self.body.table.n_cols):
            kinds = [row_value(text, self.rules) for text in self.body.texts(col)]
            found.extend([col] if len(kinds) >= FEW and all(kinds) and len(set(kinds)) >= FEW else [])
        return found

    def _values_behind(self, said: list[int]) -> list[int]:
        """The column of figures right behind the one that says which they are (区分 | 数値), whatever heads it."""
        behind = [col + 1 for col in said[-1:] if col + 1 < self.body.table.n_cols]
        return [col for col in behind if self.labels[col] in (None, "value") and self.body.is_numeric((col,))]

    def _results(self) -> frozenset[int]:
        """The rows that such a column says to be of what was reached."""
        cells = (cell for col in self._row_value_columns() for cell in self.body.cells(col))
        return frozenset(cell.row for cell in cells if row_value(cell.text, self.rules) == "actual")

    def _heads_block(self, col: int) -> bool:
        """Whether a column that says nothing of indicators holds a block of the measure (課題, 令和7年度の取組実績)."""
        cell = self.body.table.grid().get((self.body.header_rows - 1, col))
        if cell is None or cell.col_span > 1 or self.rules["table_headers"].label(cell.text) is not None:
            return False
        return block_label(cell.text, self.rules) in _FACETS
