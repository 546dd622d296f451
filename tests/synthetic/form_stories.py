"""Stories whose measures stand in tables: 個票 (one form for each measure) and one list table for all."""

from __future__ import annotations

import random
from collections.abc import Iterator

from tests.synthetic import gold, tables
from tests.synthetic.model import Measure, Plan, Policy
from tests.synthetic.stories import Choice, closing, cover, opening
from tests.synthetic.story import Block, Cell, Gold, Grid, Heading, NewPage, Para, Row, Story
from tests.synthetic.tables import head
from tests.synthetic.vocabulary import Labels

_CONTENT = 12
"""Grid columns right of a form's labels."""


def forms(plan: Plan, labels: Labels, rng: random.Random, *, vertical: bool = False, inferred: bool = False) -> Story:
    """One form for each measure on a page of its own, KPI and schedule as tables inside it."""
    choice = Choice(inferred=inferred)
    titled = rng.random() < 0.4
    nested = not inferred and rng.random() < 0.4
    blocks: list[Block] = [*opening(plan), Heading(1, "第3章", "施策個票", "chapter")]
    for policy in plan.policies:
        blocks += [Heading(2, labels.policy_number(policy), policy.title, "policy"), Para(policy.purpose)]
        for measure in policy.measures:
            if titled:
                blocks.append(Heading(3, labels.measure_number(measure), measure.title, "measure"))
            blocks += [form(plan, policy, measure, labels, nested=nested, vertical=vertical), NewPage()]
    blocks += closing(plan, labels, choice)
    measures = [dict(record, is_priority=False) for record in gold.measure_records(plan, labels)]
    return Story(
        cover(plan),
        tuple(blocks),
        Gold(
            measures=tuple(measures),
            kpis=gold.kpi_records(plan, labels),
            schedule=gold.schedule_records(plan, inferred=inferred),
            glossary=gold.glossary_records(plan, readings=False),
            roles=gold.role_records(plan),
        ),
    )


def form(plan: Plan, policy: Policy, measure: Measure, labels: Labels, *, nested: bool, vertical: bool) -> Grid:
    """Label cells left, content right."""

    def label(slot: str, rows: int = 1) -> Cell:
        return head(labels[slot], rows=rows, vertical=vertical)

    def wide(*lines: str) -> Cell:
        return Cell(cols=_CONTENT, lines=lines)

    rows: list[Row] = [
        (head(labels["number_column"]), Cell(labels.measure_number(measure), cols=2),
         head(labels["measure_column"], cols=2), Cell(measure.title, cols=8)),
        (head(labels["policy_column"]), wide(f"{labels.policy_number(policy)} {policy.title}")),
        (label("situation"), wide(*(f"・{text}" for text in measure.situation))),
        (label("actions"), wide(*_action_lines(measure, labels))),
    ]  # fmt: skip
    kpis, schedule = tables.kpi_grid(measure, labels), tables.schedule_grid(measure, plan, labels)
    if nested:
        rows.append((label("kpi_block"), Cell(cols=_CONTENT, inner=kpis)))
        rows.append((label("schedule"), Cell(cols=_CONTENT, inner=schedule)))
    else:
        rows += _embedded(label("kpi_block", len(kpis.rows)), kpis)
        rows += _embedded(label("schedule", len(schedule.rows)), schedule)
    rows.append((label("departments"), wide("、".join(measure.departments))))
    return Grid(tuple(rows), (2.2, *(1 for _ in range(_CONTENT))), header_rows=0)


def _action_lines(measure: Measure, labels: Labels) -> Iterator[str]:
    for position, action in enumerate(measure.actions, 1):
        yield f"{labels.action_number(position)} {action.title}"
        yield from (f"・{text}" for text in action.sentences)


def _embedded(label: Cell, grid: Grid) -> Iterator[Row]:
    """The rows of `grid` stretched over the content columns, behind a label that spans them."""
    count = len(grid.widths)
    step = _CONTENT // count if count > 4 or grid.rows[0][1:] else 1
    first = _CONTENT - step * (count - 1)
    for index, row in enumerate(grid.rows):
        cells: list[Cell] = []
        column = 0
        for cell in row:
            width = sum(first if column + i == 0 else step for i in range(cell.cols))
            cells.append(Cell(cell.text, width, cell.rows, cell.head, fill=cell.fill))
            column += cell.cols
        yield (label, *cells) if index == 0 else tuple(cells)


def list_table(plan: Plan, labels: Labels, rng: random.Random, *, inferred: bool = False) -> Story:
    """Every measure in one table over many pages; policy and measure cells merged down."""
    choice = Choice(inferred=inferred)
    unit = labels.unit_place == "column"
    content = rng.random() < 0.8
    with_schedule = rng.random() < 0.8
    sample = plan.measures[0].indicators[0]
    header = [
        head(labels["number_column"]),
        head(labels["policy_column"]),
        head(labels["measure_column"]),
        *([head(labels["content_column"])] if content else []),
        head(labels["kpi_name"]),
        *([head("単位")] if unit else []),
        head(labels["baseline"]),
        head(labels.value_header("target", sample.target.year)),
        *([head(labels.year(year)) for year in plan.years] if with_schedule else []),
        head(labels["departments"]),
    ]
    rows: list[Row] = [tuple(header)]
    for policy in plan.policies:
        height = sum(len(measure.indicators) for measure in policy.measures)
        for place, measure in enumerate(policy.measures):
            pillar = Cell(f"{labels.policy_number(policy)} {policy.title}", rows=height)
            rows += _list_rows(
                plan, measure, labels, None if place else pillar, content=content, with_schedule=with_schedule
            )
    widths = (1, 2.4, 3, *((5,) if content else ()), 3, *((1,) if unit else ()), 1.8, 1.8,
              *((1.9,) * len(plan.years) if with_schedule else ()), 2)  # fmt: skip
    blocks: list[Block] = [
        *opening(plan),
        Heading(1, "第3章", "取組の一覧", "chapter"),
        Grid(tuple(rows), widths),
        *closing(plan, labels, choice),
    ]
    measures = [
        dict(record, number=str(measure.serial), is_priority=False)
        for record, measure in zip(gold.measure_records(plan, labels), plan.measures, strict=True)
    ]
    schedule = tuple(
        record
        for measure in plan.measures
        for record in gold.action_schedule(measure, measure.actions[0], plan.last, inferred=inferred)
    )
    kpis = [_undated_baseline(record) for record in gold.kpi_records(plan, labels)]
    return Story(
        cover(plan),
        tuple(blocks),
        Gold(
            measures=tuple(measures),
            kpis=tuple(kpis),
            schedule=schedule if with_schedule else (),
            glossary=gold.glossary_records(plan, readings=False),
            roles=gold.role_records(plan),
        ),
    )


def _undated_baseline(record: gold.Record) -> gold.Record:
    """Baselines of one column are of different years, so its header names none."""
    baseline = record["baseline"]
    assert isinstance(baseline, dict)
    return dict(record, baseline={**baseline, "at": None})


def _list_rows(
    plan: Plan, measure: Measure, labels: Labels, pillar: Cell | None, *, content: bool, with_schedule: bool
) -> Iterator[Row]:
    height = len(measure.indicators)
    for place, indicator in enumerate(measure.indicators):
        row: list[Cell] = []
        if place == 0:
            row.append(Cell(str(measure.serial), rows=height))
            row += [pillar] if pillar else []
            row.append(Cell(measure.title, rows=height))
            if content:
                row.append(Cell("".join(measure.actions[0].sentences), rows=height))
        row += tables.kpi_row(indicator, labels)
        if place == 0:
            if with_schedule:
                tasks = tables.task_cells(measure.actions[0], plan.years)
                row += [Cell(c.text, c.cols, height, fill=c.fill) for c in tasks]
            row.append(Cell("、".join(measure.departments), rows=height))
        yield tuple(row)
