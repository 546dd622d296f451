"""Policies of measures that only a table names: an overview (柱 | No. | 取組名) above sheets that do not say them.

Decides which measures get a policy from such a table: all or none, where no measure of the document stands under one
and the table gives each that it names one of several policies. A blank cell goes on with what stands above it.
"""

from __future__ import annotations

from collections.abc import Iterator

from dxextract.extract.measures import MeasureIndex
from dxextract.extract.row_measures import row_measures
from dxextract.schema.outline import Outline
from dxextract.schema.plan import Measure
from dxextract.schema.records import TableView

_FEWEST = 2


def with_listed_policies(
    measures: tuple[Measure, ...], tables: tuple[TableView, ...], outline: Outline
) -> tuple[Measure, ...]:
    """The measures, where none has a policy each with the one that a table of all measures gives it."""
    if any(measure.policy for measure in measures):
        return measures
    index = MeasureIndex(outline, measures)
    for view in tables:
        if "policy" not in view.columns or index.of_block(view.block) is not None:
            continue
        listed: dict[str, set[str]] = {}
        for measure, policy in _named(view, index):
            listed.setdefault(measure.id, set()).add(policy)
        told = {name for names in listed.values() for name in names}
        if len(listed) == len(measures) and len(told) >= _FEWEST and all(len(names) == 1 for names in listed.values()):
            return tuple(measure.model_copy(update={"policy": min(listed[measure.id])}) for measure in measures)
    return measures


def _named(view: TableView, index: MeasureIndex) -> Iterator[tuple[Measure, str]]:
    """The measure of each row that names one, with the policy beside it."""
    column = view.columns.index("policy")
    policy = ""
    for row, measure in zip(view.rows(), row_measures(view, index), strict=True):
        cell = row.get(column)
        policy = cell.text if cell is not None and cell.text else policy
        if measure is not None and policy:
            yield measure, policy
