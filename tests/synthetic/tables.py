"""The grids that stories are made of: KPI tables, schedules, list tables, glossaries."""

from __future__ import annotations

from collections.abc import Sequence

from tests.synthetic.model import Action, Indicator, Measure, Plan
from tests.synthetic.story import Bar, Cell, Chart, Grid, Row
from tests.synthetic.vocabulary import Labels


def head(text: str, cols: int = 1, rows: int = 1, *, vertical: bool = False) -> Cell:
    return Cell(text, cols, rows, head=True, vertical=vertical)


def kpi_grid(measure: Measure, labels: Labels, *, definition: bool = False, steps: bool = False) -> Grid:
    """Name, [unit], [definition], baseline, [yearly targets], target."""
    sample = measure.indicators[0]
    columns: list[tuple[Cell, float]] = [(head(labels["kpi_name"]), 4)]
    if labels.unit_place == "column":
        columns.append((head("単位"), 1))
    if definition:
        columns.append((head(labels["definition"]), 3.4))
    columns.append((head(labels.value_header("baseline", sample.baseline.year)), 2))
    if steps:
        columns.extend((head(labels.year(one.year)), 1.5) for one in sample.steps)
        columns.append((head(labels.value_style.format(label=labels["target"], year=labels.year(sample.target.year))), 2))
    else:
        columns.append((head(labels.value_header("target", sample.target.year)), 2))
    rows = [kpi_row(one, labels, definition=definition, steps=steps) for one in measure.indicators]
    return Grid((tuple(cell for cell, _ in columns), *rows), tuple(width for _, width in columns))


def kpi_row(indicator: Indicator, labels: Labels, *, definition: bool = False, steps: bool = False) -> Row:
    cells = [labels.indicator_name(indicator)]
    if labels.unit_place == "column":
        cells.append(indicator.unit or "－")
    if definition:
        cells.append(indicator.definition)
    cells.append(labels.value(indicator.baseline, indicator))
    if steps:
        cells.extend(labels.value(one, indicator) for one in indicator.steps)
    cells.append(labels.value(indicator.target, indicator))
    return tuple(Cell(text) for text in cells)


def two_level_kpi_grid(measure: Measure, labels: Labels) -> Grid:
    """The years of the targets on a second header row below one merged cell."""
    sample = measure.indicators[0]
    unit = labels.unit_place == "column"
    years = [*(one.year for one in sample.steps), sample.target.year]
    first = [head(labels["kpi_name"], rows=2)]
    if unit:
        first.append(head("単位", rows=2))
    first += [head(labels["baseline"]), head(labels["target"], cols=len(years))]
    second = [head(labels.year(sample.baseline.year)), *(head(labels.year(year)) for year in years)]
    rows = [kpi_row(one, labels, steps=True) for one in measure.indicators]
    widths = (4, *((1,) if unit else ()), 1.8, *(1.6 for _ in years))
    return Grid((tuple(first), tuple(second), *rows), widths, header_rows=2)


def schedule_grid(measure: Measure, plan: Plan, labels: Labels, *, numbered: bool = True) -> Grid:
    """One row for each action; a bar is a cell merged over its years."""
    header = (head(labels["task_column"]), *(head(labels.year(year)) for year in plan.years))
    rows = [
        (Cell(action_name(position, action, labels, numbered=numbered)), *task_cells(action, plan.years))
        for position, action in enumerate(measure.actions, 1)
    ]
    return Grid((header, *rows), (3, *(2 for _ in plan.years)))


def action_name(position: int, action: Action, labels: Labels, *, numbered: bool) -> str:
    return f"{labels.action_number(position)} {action.title}" if numbered else action.title


def task_cells(action: Action, years: Sequence[int]) -> Row:
    """The year cells of one row: bars as merged cells, blanks between them."""
    cells: list[Cell] = []
    for year in years:
        task = next((t for t in action.tasks if t.start <= year <= t.end), None)
        if task is None:
            cells.append(Cell())
        elif task.start == year:
            cells.append(Cell(task.text, cols=task.end - task.start + 1, fill="#dce9f7"))
    return tuple(cells)


def schedule_chart(measure: Measure, plan: Plan, labels: Labels) -> Chart:
    """The same as drawn arrows."""
    rows = tuple(
        (
            action_name(position, action, labels, numbered=True),
            tuple(Bar(t.text, t.start - plan.first, t.end - plan.first) for t in action.tasks),
        )
        for position, action in enumerate(measure.actions, 1)
    )
    return Chart(labels["task_column"], tuple(labels.year(year) for year in plan.years), rows)


def glossary_grid(plan: Plan, labels: Labels, *, readings: bool) -> Grid:
    header = [head(labels["term"]), *([head("よみ")] if readings else []), head(labels["meaning"])]
    rows = [
        tuple(Cell(text) for text in ((t.term, t.reading or "", t.definition) if readings else (t.term, t.definition)))
        for t in plan.terms
    ]
    return Grid((tuple(header), *rows), (2, *((1.6,) if readings else ()), 5))


def roles_grid(plan: Plan) -> Grid:
    rows = [tuple(Cell(text) for text in (r.role, r.holder, r.duty)) for r in plan.roles]
    return Grid(((head("役職"), head("担当者"), head("役割")), *rows), (2, 2, 5))
