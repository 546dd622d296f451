"""A held-out office family of the fifth set, worded by `tests.synthetic.held_topics`, which says who may read this."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from tests.office import schedule_tables
from tests.office.content import Record, Wording, kpi_record
from tests.office.word import WordFile
from tests.office.word_families import measure_records
from tests.synthetic.held_words import numbered
from tests.synthetic.model import Figure, Indicator, Measure, Plan
from tests.synthetic.story import Cell, Gold, Grid, Row
from tests.synthetic.tables import head

_FONTS = ("Noto Sans CJK JP", "Noto Serif CJK JP")
_SHADES = ("D9E2F3", "F2F2F2", "E2EFD9", "FFF2CC")


@dataclass(frozen=True)
class _Ways:
    """What a plan of this family does in its own way all through."""

    columns: str
    label: str
    until: str


def dated_steps(plan: Plan, wording: Wording, rng: random.Random, path: Path) -> Gold:
    """Word: steps with their years in a column, indicators with columns for the years of their two values."""
    labels = wording.labels
    file = WordFile(rng.choice(_FONTS), rng.choice(_SHADES))
    ways = _Ways(
        columns=rng.choice(("year after", "year before", "two levels")),
        label=rng.choice(("【{0}】", "● {0}", "◎{0}", "（{0}）")),
        until=rng.choice(("～", "～", "から")),
    )
    _opening(file, plan)
    file.heading("第3章 " + rng.choice(("取組の展開", "重点的に進める取組", "施策ごとの取組")), 1)
    kpis: list[Record] = []
    tasks: list[Record] = []
    for policy in plan.policies:
        file.heading(f"{labels.policy_number(policy)} {policy.title}", 2)
        file.line(policy.purpose)
        for measure in policy.measures:
            ended = replace(measure, indicators=tuple(_ended(measure)))
            _measure(file, ended, wording, ways)
            kpis += [kpi_record(measure.title, one, wording, dated=True) for one in ended.indicators]
            tasks += _task_records(measure)
    _closing(file, plan)
    file.save(path)
    return Gold(measures=measure_records(plan, wording), kpis=tuple(kpis), schedule=tuple(tasks))


def _opening(file: WordFile, plan: Plan) -> None:
    place = plan.suffix
    file.cover(f"{plan.municipality}{plan.title}", f"令和{plan.first - 2018}年3月", plan.municipality)
    file.heading("第1章 はじめに", 1)
    file.heading("1 計画策定の背景", 2)
    file.line(
        f"国は、誰もがデジタル化の恩恵を受けることができる社会を目指しています。本{place}もその考え方に立ち、"
        "行政と地域の両面から改革を進めるため、本計画を定めます。"
    )
    file.heading("2 計画の期間", 2)
    file.line(f"令和{plan.first - 2018}年度から令和{plan.last - 2018}年度までの{len(plan.years)}か年です。")
    file.heading(f"第2章 {plan.municipality}の現況", 1)
    file.heading("1 人口と職員数", 2)
    header = tuple(map(head, ("年次", "平成27年", "令和2年", "令和5年")))
    rows = (("人口（人）", "23,512", "21,870", "20,964"), ("職員数（人）", "251", "238", "229"))
    _set(file, Grid((header, *(tuple(map(Cell, row)) for row in rows)), (3, 2, 2, 2)))
    file.heading("2 将来像", 2)
    file.line(f"『{plan.slogan}』")


def _closing(file: WordFile, plan: Plan) -> None:
    file.heading("第4章 推進体制", 1)
    file.line("次の体制により、計画を進め、毎年度点検します。")
    rows = (tuple(map(Cell, (one.role, one.holder, one.duty))) for one in plan.roles)
    _set(file, Grid(((head("役職"), head("充て職"), head("主な役割")), *rows), (3, 3, 5)))


def _set(file: WordFile, grid: Grid) -> None:
    """The table with its columns as wide as asked for."""
    file.table(grid, small=True)
    for column, part in zip(file.document.tables[-1].columns, grid.widths, strict=True):
        column.width = int(file.width * part / sum(grid.widths))


def _ended(measure: Measure) -> Iterator[Indicator]:
    """The indicators of which the second ends a year before the plan does, as targets that come sooner do."""
    for place, one in enumerate(measure.indicators):
        if place == 1:
            sooner = Figure(one.steps[-1].year, one.steps[-1].number, comparator=one.target.comparator)
            yield replace(one, steps=one.steps[:-1], target=sooner)
        else:
            yield one


def _measure(file: WordFile, measure: Measure, wording: Wording, ways: _Ways) -> None:
    labels = wording.labels

    def label(slot: str) -> None:
        file.line(ways.label.format(labels[slot]), bold=True)

    file.heading(numbered(measure, labels), 3)
    label("situation")
    for sentence in measure.situation:
        file.line("　" + sentence)
    label("actions")
    for action in measure.actions:
        file.line(f"・{action.title}")
        file.line("　　" + "".join(action.sentences))
    label("schedule")
    _set(file, _steps(measure, wording, ways))
    label("kpi_block")
    _set(file, _indicators(measure, wording, ways))
    label("departments")
    file.line("　" + "、".join(measure.departments))


def _steps(measure: Measure, wording: Wording, ways: _Ways) -> Grid:
    labels = wording.labels
    rows: list[Row] = [tuple(head(labels[slot]) for slot in ("task_column", "step_column", "when_column"))]
    for action in measure.actions:
        for place, task in enumerate(action.tasks):
            first = () if place else (Cell(action.title, rows=len(action.tasks)),)
            rows.append((*first, Cell(task.text), Cell(_years(wording, ways, task.start, task.end))))
    return Grid(tuple(rows), (4, 3.4, 3.4))


def _years(wording: Wording, ways: _Ways, start: int, end: int) -> str:
    first, last = wording.labels.year(start), wording.labels.year(end)
    if start == end:
        return first
    return f"{first}{ways.until}{last}{'まで' if ways.until == 'から' else ''}"


def _task_records(measure: Measure) -> Iterator[Record]:
    for action in measure.actions:
        for task in action.tasks:
            yield schedule_tables.record(measure.title, task.text, task.start, task.end)


def _indicators(measure: Measure, wording: Wording, ways: _Ways) -> Grid:
    labels = wording.labels
    unit = labels.unit_place == "column"
    levels = ways.columns == "two levels"
    name = head(labels["kpi_name"], rows=2 if levels else 1)
    first = (name, *((head("単位", rows=2 if levels else 1),) if unit else ()))
    rows: list[Row]
    if levels:
        rows = [
            (*first, head(labels["baseline"], cols=2), head(labels["target"], cols=2)),
            (head("年度"), head("数値"), head("年度"), head("数値")),
        ]
    else:
        before, after = (head(labels["baseline"]), head("基準年度")), (head(labels["target"]), head("目標年度"))
        turned = ways.columns == "year before"
        rows = [(*first, *(before[::-1] if turned else before), *(after[::-1] if turned else after))]
    rows += [_indicator_row(one, wording, ways) for one in measure.indicators]
    widths = (4, *((1.2,) if unit else ()), *(2.2 for _ in range(4)))
    return Grid(tuple(rows), widths, 2 if levels else 1)


def _indicator_row(one: Indicator, wording: Wording, ways: _Ways) -> Row:
    labels = wording.labels
    unit = (Cell(one.unit or "－"),) if labels.unit_place == "column" else ()
    cells: list[Cell] = []
    for figure in (one.baseline, one.target):
        pair = (Cell(wording.value(figure, one)), Cell(labels.year(figure.year)))
        cells += pair if ways.columns == "year after" else pair[::-1]
    return (Cell(labels.indicator_name(one)), *unit, *cells)
