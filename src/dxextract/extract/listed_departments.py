"""Departments of measures that only a table elsewhere names: a list of measures or indicators with 担当課 beside.

Decides which measures get departments from such a table: those that name none themselves. Which cells name
departments is decided as in `department_columns`.
"""

from __future__ import annotations

from dxextract.extract.department_columns import named_in_rows
from dxextract.extract.measures import MeasureIndex
from dxextract.extract.row_measures import row_measures
from dxextract.schema.outline import Outline
from dxextract.schema.plan import Measure
from dxextract.schema.records import TableView


def with_listed_departments(
    measures: tuple[Measure, ...], tables: tuple[TableView, ...], outline: Outline
) -> tuple[Measure, ...]:
    """The measures, those without departments with the ones that tables of all measures give them."""
    index = MeasureIndex(outline, measures)
    listed: dict[str, dict[str, None]] = {}
    for view in tables:
        if index.of_block(view.block) is not None:
            continue
        for measure, names in zip(row_measures(view, index), named_in_rows(view), strict=True):
            if measure is not None and not measure.departments:
                listed.setdefault(measure.id, {}).update(dict.fromkeys(names))
    return tuple(
        measure.model_copy(update={"departments": tuple(listed[measure.id])}) if listed.get(measure.id) else measure
        for measure in measures
    )
