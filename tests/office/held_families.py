"""Held-out office families of the second set, with wordings of their own (`tests.synthetic.held_words`).

Nobody who edits rules or extraction code looks at this module or at `held_slides`.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

from tests.office import schedule_tables
from tests.office.content import Record, Wording, kpi_record
from tests.office.excel import ExcelFile
from tests.office.word import WordFile
from tests.office.word_families import measure_records
from tests.synthetic.held_words import numbered
from tests.synthetic.model import Action, Measure, Plan, Policy
from tests.synthetic.story import Cell, Gold, Grid, Row
from tests.synthetic.tables import head

_FONTS = ("Noto Sans CJK JP", "Noto Serif CJK JP")
_SHADES = ("DEEAF6", "EDEDED", "FBE4D5", "E2EFD9")


def _report(plan: Plan, rng: random.Random, chapter: str, *, landscape: bool = False) -> WordFile:
    file = WordFile(rng.choice(_FONTS), rng.choice(_SHADES), landscape=landscape, size=10.5)
    file.cover(f"{plan.municipality}{plan.title}", f"令和{plan.first - 2019}年3月", plan.municipality)
    file.heading("第1章 はじめに", 1)
    file.heading("1 策定の趣旨", 2)
    file.line("住民の利便性を高め、限られた職員で行政サービスを続けていくため、デジタル技術の活用を全庁で進めます。")
    file.heading("2 計画期間", 2)
    file.line(f"令和{plan.first - 2018}年度から令和{plan.last - 2018}年度までの{len(plan.years)}年間とします。")
    file.heading(f"第2章 {chapter}", 1)
    return file


def _prose(file: WordFile, policy: Policy, measure: Measure, wording: Wording) -> None:
    labels = wording.labels
    if measure is policy.measures[0]:
        file.heading(f"{labels.policy_number(policy)} {policy.title}", 2)
        file.line(policy.purpose)
    file.heading(numbered(measure, labels), 3)
    file.line(f"{labels['departments']}　{'、'.join(measure.departments)}")
    file.line(f"【{labels['situation']}】", bold=True)
    file.line("".join(measure.situation))
    file.line(f"【{labels['actions']}】", bold=True)
    for action in measure.actions:
        file.line(f"○ {action.title}")
        file.line("　" + "".join(action.sentences))


def _per_year(plan: Plan, measure: Measure) -> dict[int, list[str]]:
    """The tasks of each year, the same words once."""
    texts = {
        year: [t.text for a in measure.actions for t in a.tasks if t.start <= year <= t.end] for year in plan.years
    }
    return {year: list(dict.fromkeys(found)) for year, found in texts.items()}


def yearly_records(plan: Plan, measure: Measure) -> list[Record]:
    """One record for what is listed below each year."""
    return [
        schedule_tables.record(measure.title, "".join(f"・{t}" for t in found), year, year)
        for year, found in _per_year(plan, measure).items()
        if found
    ]


def yearly_lines(plan: Plan, measure: Measure, year: int) -> tuple[str, ...]:
    return tuple(f"・{text}" for text in _per_year(plan, measure)[year])


def year_rows(plan: Plan, wording: Wording, rng: random.Random, path: Path) -> Gold:
    """Word: years down; beside each year what is done and the value of each indicator, which heads its column."""
    labels = wording.labels
    file = _report(plan, rng, "施策の内容")
    marks = (rng.choice(("（実績）", "（現状）", "（基準年度）")), rng.choice(("", "（目標年度）")))
    kpis: list[Record] = []
    tasks: list[Record] = []
    for policy in plan.policies:
        for measure in policy.measures:
            _prose(file, policy, measure, wording)
            file.line(f"【{labels['schedule']}】", bold=True)
            sample = measure.indicators[0]
            years = (sample.baseline.year, *plan.years)
            rows: list[Row] = [
                (head("年度"), head(labels["task_column"]),
                 *(head(labels.indicator_name(one)) for one in measure.indicators)),
            ]  # fmt: skip
            for place, year in enumerate(years):
                mark = marks[0] if place == 0 else marks[1] if year == plan.last else ""
                figures = [(one.baseline, *one.steps, one.target)[place] for one in measure.indicators]
                values = (wording.value(f, one) for f, one in zip(figures, measure.indicators, strict=True))
                done = Cell("－") if place == 0 else Cell(lines=yearly_lines(plan, measure, year))
                rows.append((Cell(labels.year(year) + mark), done, *map(Cell, values)))
            file.table(Grid(tuple(rows), (2.4, 4, *(2.4 for _ in measure.indicators))), small=True)
            kpis += [kpi_record(measure.title, one, wording, steps=True) for one in measure.indicators]
            tasks += yearly_records(plan, measure)
    file.save(path)
    return Gold(measures=measure_records(plan, wording), kpis=tuple(kpis), schedule=tuple(tasks))


def bands(plan: Plan, wording: Wording, rng: random.Random, path: Path) -> Gold:
    """Excel: a list of projects whose policies are rows over the whole width; marks below the years, and a legend."""
    labels = wording.labels
    file = ExcelFile(_FONTS[0], rng.choice(_SHADES), paper=8, landscape=True, size=9)
    marks = rng.choice((("○", "◎"), ("○", "●"), ("◎", "★")))
    sample = plan.measures[0].indicators[0]
    heads = (
        head("No."),
        head(rng.choice(("事業名", "取組名", "施策名"))),
        head(rng.choice(("事業概要", "取組概要"))),
        head(labels["departments"]),
        head(labels["kpi_name"]),
        head(labels.value_header("baseline", sample.baseline.year)),
        head(labels.value_header("target", sample.target.year)),
        *(head(labels.year(year)) for year in plan.years),
    )
    widths = (5.0, 22.0, 34.0, 13.0, 26.0, 13.0, 13.0, *(9.0 for _ in plan.years))
    rows: list[Row] = [heads]
    kpis: list[Record] = []
    tasks: list[Record] = []
    for policy in plan.policies:
        rows.append((Cell(f"{labels.policy_number(policy)} {policy.title}", cols=len(widths), fill="#f2f2f2"),))
        for measure in policy.measures:
            made, found = _project(plan, measure, wording, marks)
            rows += made
            tasks += found
            kpis += [kpi_record(measure.title, one, wording) for one in measure.indicators]
    file.new_sheet("事業一覧", widths, repeat="3:3")
    file.line(f"{plan.municipality}{plan.title} 事業一覧", size=14, bold=True, columns=len(widths))
    file.line(f"（{marks[0]}：検討・準備　{marks[1]}：実施）", columns=len(widths))
    file.table(Grid(tuple(rows), widths), centred_from=5)
    file.save(path)
    serials = [str(measure.serial) for measure in plan.measures]
    found = [{**m, "number": n} for m, n in zip(measure_records(plan, wording), serials, strict=True)]
    return Gold(measures=tuple(found), kpis=tuple(kpis), schedule=tuple(tasks))


def _project(plan: Plan, measure: Measure, wording: Wording, marks: tuple[str, str]) -> tuple[list[Row], list[Record]]:
    height = len(measure.indicators)
    action = measure.actions[0]
    tasks: list[Record] = []
    signs: list[Cell] = []
    for year in plan.years:
        sign = _sign(action, year, marks)
        signs.append(Cell(sign, rows=height))
        if sign:
            tasks.append(schedule_tables.record(measure.title, sign, year, year))
    rows: list[Row] = []
    for place, one in enumerate(measure.indicators):
        lead = () if place else (
            Cell(str(measure.serial), rows=height),
            Cell(measure.title, rows=height),
            Cell("".join(action.sentences), rows=height),
            Cell("、".join(measure.departments), rows=height),
        )  # fmt: skip
        values = (Cell(wording.value(figure, one)) for figure in (one.baseline, one.target))
        rows.append((*lead, Cell(wording.labels.indicator_name(one)), *values, *(() if place else signs)))
    return rows, tasks


def _sign(action: Action, year: int, marks: Sequence[str]) -> str:
    """The first task prepares, the others carry out."""
    place = next((n for n, task in enumerate(action.tasks) if task.start <= year <= task.end), None)
    return "" if place is None else marks[min(place, 1)]


def text_forms(plan: Plan, wording: Wording, rng: random.Random, path: Path) -> Gold:
    """Word 個票 to be printed as text: what is done and the indicators below the same years."""
    labels = wording.labels
    file = _report(plan, rng, "施策別計画", landscape=True)
    now = rng.choice(("現状", "実績"))
    kpis: list[Record] = []
    tasks: list[Record] = []
    for policy in plan.policies:
        file.heading(f"{labels.policy_number(policy)} {policy.title}", 2)
        for measure in policy.measures:
            chart, found = schedule_tables.followed(measure, plan, wording, rng)
            rest = len(plan.years) + 2
            rows: list[Row] = [
                (head(labels["measure_column"]), Cell(numbered(measure, labels), cols=rest)),
                (head(labels["departments"]), Cell("、".join(measure.departments), cols=rest)),
                (head(labels["situation"]), Cell("".join(measure.situation), cols=rest)),
                (head(labels["actions"]), Cell(lines=tuple(f"・{a.title}" for a in measure.actions), cols=rest)),
                (
                    head(labels["schedule"], rows=len(chart.rows)),
                    head(labels["task_column"], cols=2),
                    *chart.rows[0][1:],
                ),
            ]
            rows += [(Cell(row[0].text, cols=2), *row[1:]) for row in chart.rows[1:]]
            sample = measure.indicators[0]
            rows.append(
                (
                    head(labels["kpi_block"], rows=1 + len(measure.indicators)),
                    head(labels["kpi_name"]),
                    head(f"{now}({labels.year(sample.baseline.year)})"),
                    *(head(labels.year(year)) for year in plan.years),
                )
            )
            for one in measure.indicators:
                values = (wording.value(figure, one) for figure in (one.baseline, *one.steps, one.target))
                rows.append((Cell(labels.indicator_name(one)), *map(Cell, values)))
            file.table(Grid(tuple(rows), (2, 4, 2, *(2 for _ in plan.years)), 0), small=True)
            kpis += [kpi_record(measure.title, one, wording, steps=True) for one in measure.indicators]
            tasks += found
            file.new_page()
    file.save(path)
    return Gold(measures=measure_records(plan, wording), kpis=tuple(kpis), schedule=tuple(tasks))
