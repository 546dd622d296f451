"""Word reports: a section for each measure with its tables, forms, and summaries over pages."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tests.office import kpi_tables, schedule_tables
from tests.office.content import Record, Wording, kpi_record
from tests.office.word import WordFile
from tests.synthetic.model import Measure, Plan, Policy
from tests.synthetic.story import Cell, Gold, Grid, Row
from tests.synthetic.tables import head

_FONTS = ("Noto Sans CJK JP", "Noto Serif CJK JP")
_SHADES = ("D9E2F3", "E2EFDA", "FFF2CC", "D9D9D9", "FFFFFF", "BDD7EE")


def measure_records(plan: Plan, wording: Wording) -> tuple[Record, ...]:
    labels = wording.labels
    return tuple(
        {
            "title": measure.title,
            "number": labels.measure_number(measure),
            "policy": f"{labels.policy_number(policy)} {policy.title}",
            "is_priority": False,
            "departments": list(measure.departments),
        }
        for policy in plan.policies
        for measure in policy.measures
    )


def _start(plan: Plan, rng: random.Random, *, landscape: bool = False) -> WordFile:
    file = WordFile(rng.choice(_FONTS), rng.choice(_SHADES), landscape=landscape, size=rng.choice((10, 10.5)))
    file.cover(f"{plan.municipality}{plan.title}", f"令和{plan.first - 2019}年3月", plan.municipality)
    file.heading("第1章 計画の基本的な考え方", 1)
    file.line(f"本計画は、令和{plan.first - 2018}年度から令和{plan.last - 2018}年度までを計画期間とします。")
    file.heading("第2章 具体的な取組", 1)
    return file


def _heading(file: WordFile, measure: Measure, wording: Wording) -> None:
    file.heading(f"{wording.labels.measure_number(measure)} {measure.title}", 3)
    file.heading(f"■{wording.labels['situation']}", 4)
    for text in measure.situation:
        file.line(text)
    file.heading(f"■{wording.labels['actions']}", 4)
    for position, action in enumerate(measure.actions, 1):
        file.line(f"{wording.labels.action_number(position)} {action.title}", bold=True)
        file.line("".join(action.sentences))


def _departments(file: WordFile, measure: Measure, wording: Wording) -> None:
    file.line(f"{wording.labels['departments']}：{'、'.join(measure.departments)}")


def _report(
    plan: Plan, wording: Wording, rng: random.Random, path: Path, kpis: Sequence[str], schedules: Sequence[str]
) -> Gold:
    file = _start(plan, rng)
    kpi_shape, schedule_shape = rng.choice(kpis), rng.choice(schedules)
    small, centred = rng.random() < 0.5, rng.random() < 0.4
    kpi_records: list[Record] = []
    tasks: list[Record] = []
    for policy in plan.policies:
        _policy(file, policy, wording)
        for measure in policy.measures:
            _heading(file, measure, wording)
            file.heading(f"■{wording.labels['kpi_block']}", 4)
            grids, records = kpi_tables.SHAPES[kpi_shape](measure, wording, rng)
            for grid in grids:
                file.table(grid, centred=centred, small=small)
            kpi_records += records
            file.heading(f"■{wording.labels['schedule']}", 4)
            chart, found = schedule_tables.SHAPES[schedule_shape](measure, plan, wording, rng)
            file.table(chart, centred=schedule_shape == "symbols", small=True)
            tasks += found
            _departments(file, measure, wording)
    file.save(path)
    return Gold(measures=measure_records(plan, wording), kpis=tuple(kpi_records), schedule=tuple(tasks))


def _policy(file: WordFile, policy: Policy, wording: Wording) -> None:
    file.heading(f"{wording.labels.policy_number(policy)} {policy.title}", 2)
    file.line(policy.purpose)


def report(plan: Plan, wording: Wording, rng: random.Random, path: Path) -> Gold:
    """The common shapes of tables below each measure."""
    kpis = ("plain", "year_columns", "interim", "groups", "plain")
    return _report(plan, wording, rng, path, kpis, ("merged", "followed", "symbols", "merged"))


def shapes(plan: Plan, wording: Wording, rng: random.Random, path: Path) -> Gold:
    """The rarer shapes."""
    kpis = ("sub_headers", "cell_years", "one_cell", "transposed", "label_pairs", "value_rows", "bare_years")
    return _report(plan, wording, rng, path, kpis, ("halves", "yearly_text", "periods", "trailing", "filled"))


def text_report(plan: Plan, wording: Wording, rng: random.Random, path: Path) -> Gold:
    """The common shapes, to be printed as text; each cell of a schedule has its own text, as merged ones get lost."""
    return _report(plan, wording, rng, path, ("plain", "year_columns", "interim"), ("followed", "symbols"))


def text_shapes(plan: Plan, wording: Wording, rng: random.Random, path: Path) -> Gold:
    """The rarer shapes, to be printed as text."""
    kpis = ("sub_headers", "cell_years", "bare_years", "one_cell", "transposed")
    return _report(plan, wording, rng, path, kpis, ("periods", "trailing", "followed"))


def summary(plan: Plan, wording: Wording, rng: random.Random, path: Path) -> Gold:
    """Measures in prose, then one table of all indicators and one of all schedules, over pages, in landscape."""
    return _summary(plan, wording, rng, path, years=rng.random() < 0.5, shape=rng.choice(("merged", "followed")))


def text_summary(plan: Plan, wording: Wording, rng: random.Random, path: Path) -> Gold:
    """The same to be printed as text."""
    return _summary(plan, wording, rng, path, years=rng.random() < 0.5, shape="followed")


def _summary(plan: Plan, wording: Wording, rng: random.Random, path: Path, *, years: bool, shape: str) -> Gold:
    wording = replace(wording, labels=replace(wording.labels, measure_style="施策{p}-{n}"))
    file = _start(plan, rng, landscape=True)
    repeat = rng.random() < 0.6
    for policy in plan.policies:
        _policy(file, policy, wording)
        for measure in policy.measures:
            _heading(file, measure, wording)
            _departments(file, measure, wording)
    file.heading("第3章 計画の推進", 1)
    file.heading("1 数値目標の一覧", 2)
    grids, records = kpi_tables.summary(plan.measures, wording, rng, years=years)
    file.table(grids[0], repeat=repeat, small=True)
    file.heading("2 年次計画", 2)
    chart, tasks = schedule_tables.overall(plan.measures, plan, wording, shape, rng)
    file.table(chart, repeat=repeat, small=True)
    file.save(path)
    return Gold(measures=measure_records(plan, wording), kpis=tuple(records), schedule=tuple(tasks))


def forms(plan: Plan, wording: Wording, rng: random.Random, path: Path) -> Gold:
    """個票: a form for each measure, with its indicators and its years among the labels."""
    file = _start(plan, rng)
    kpi_records: list[Record] = []
    tasks: list[Record] = []
    yearly = rng.random() < 0.5
    for policy in plan.policies:
        _policy(file, policy, wording)
        for measure in policy.measures:
            grid, records, found = _form(measure, plan, wording, yearly=yearly)
            file.table(grid, small=True)
            kpi_records += records
            tasks += found
            if rng.random() < 0.3:
                file.new_page()
    file.save(path)
    return Gold(measures=measure_records(plan, wording), kpis=tuple(kpi_records), schedule=tuple(tasks))


def _form(measure: Measure, plan: Plan, wording: Wording, *, yearly: bool) -> tuple[Grid, list[Record], list[Record]]:
    """A form over 12 columns: title, texts, indicators, years."""
    labels = wording.labels
    rows: list[Row] = [
        (head(labels["measure_column"], cols=2), Cell(f"{labels.measure_number(measure)} {measure.title}", cols=10)),
        (head(labels["departments"], cols=2), Cell("、".join(measure.departments), cols=10)),
        (head(labels["situation"], cols=2), Cell("".join(measure.situation), cols=10)),
        (head(labels["actions"], cols=2), Cell("\n".join(f"・{a.title}" for a in measure.actions), cols=10)),
    ]
    sample = measure.indicators[0]
    count = len(measure.indicators)
    rows.append(
        (
            head(labels["kpi_block"], cols=2, rows=count + 1),
            head(labels["kpi_name"], cols=4),
            head(labels.value_header("baseline", sample.baseline.year), cols=3),
            head(labels.value_header("target", sample.target.year), cols=3),
        )
    )
    for one in measure.indicators:
        values = [Cell(wording.full(f, one), cols=3) for f in (one.baseline, one.target)]
        rows.append((Cell(labels.indicator_name(one), cols=4), *values))
    records = [kpi_record(measure.title, i, wording) for i in measure.indicators]
    tasks: list[Record] = []
    if yearly and len(plan.years) in (4, 5):
        spans = (3, 2, 3, 2) if len(plan.years) == 4 else (2, 2, 2, 2, 2)
        chart = schedule_tables.yearly_text(measure, plan, wording, random.Random(2))
        years, texts = chart[0].rows
        title = head(labels["schedule"], cols=2, rows=2)
        rows.append((title, *(replace(c, cols=s) for c, s in zip(years, spans, strict=True))))
        rows.append(tuple(replace(c, cols=s) for c, s in zip(texts, spans, strict=True)))
        tasks = chart[1]
    return Grid(tuple(rows), tuple(1.0 for _ in range(12)), 0), records, tasks


def boxes(plan: Plan, wording: Wording, rng: random.Random, path: Path) -> Gold:
    """Landscape pages: a titled line for each measure, texts and tables beside each other in a borderless table."""
    file = _start(plan, rng, landscape=True)
    shape = rng.choice(("plain", "year_columns", "sub_headers", "cell_years"))
    chart_shape = rng.choice(("merged", "trailing", "symbols"))
    kpi_records: list[Record] = []
    tasks: list[Record] = []
    for policy in plan.policies:
        _policy(file, policy, wording)
        for measure in policy.measures:
            file.heading(f"{wording.labels.measure_number(measure)} {measure.title}", 3)
            _departments(file, measure, wording)
            chart, found = schedule_tables.SHAPES[chart_shape](measure, plan, wording, rng)
            file.line(f"【{wording.labels['schedule']}】", bold=True)
            file.table(chart, centred=True, small=True)
            grids, records = kpi_tables.SHAPES[shape](measure, wording, rng)
            file.line(f"【{wording.labels['kpi_block']}】", bold=True)
            for grid in grids:
                file.table(grid, centred=True)
            kpi_records += records
            tasks += found
            file.new_page()
    file.save(path)
    return Gold(measures=measure_records(plan, wording), kpis=tuple(kpi_records), schedule=tuple(tasks))
