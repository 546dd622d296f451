"""Held-out slide families of the second set (see `held_families` for who may read this)."""

from __future__ import annotations

import random
from pathlib import Path

from tests.office import schedule_tables
from tests.office.content import Record, Wording, kpi_record
from tests.office.held_families import yearly_lines, yearly_records
from tests.office.slides import HEIGHT, WIDTH, SlideFile
from tests.office.word_families import measure_records
from tests.synthetic.held_words import numbered
from tests.synthetic.model import Indicator, Measure, Plan, Policy
from tests.synthetic.story import Cell, Gold, Grid, Row
from tests.synthetic.tables import head

_ACCENTS = ("1B4F72", "196F3D", "5B2C6F", "935116")
_ROOM = HEIGHT - 44
"""Millimetres below a slide's title for a table."""


def _deck(plan: Plan, rng: random.Random) -> SlideFile:
    file = SlideFile("Noto Sans CJK JP", rng.choice(_ACCENTS))
    file.new_slide()
    file.text(f"{plan.municipality}{plan.title}", 40, 60, 260, 25, size=34, bold=True, align="center")
    file.text(f"令和{plan.first - 2019}年3月\n{plan.municipality}", 40, 130, 260, 25, size=18, align="center")
    file.new_slide()
    file.bar("計画の概要")
    years = f"令和{plan.first - 2018}年度～令和{plan.last - 2018}年度（{len(plan.years)}年間）"
    file.text(f"■ 計画期間　{years}\n■ 目指す姿　{plan.slogan}", 15, 35, 300, 30, size=16)
    file.page_number()
    return file


def strips(plan: Plan, wording: Wording, rng: random.Random, path: Path) -> Gold:
    """A slide for each measure: texts left, figures in boxes right, below them years over lists of tasks."""
    file = _deck(plan, rng)
    kpis: list[Record] = []
    tasks: list[Record] = []
    for policy in plan.policies:
        for measure in policy.measures:
            _strip_slide(file, plan, policy, measure, wording)
            kpis += [kpi_record(measure.title, one, wording, dated=True) for one in measure.indicators]
            tasks += yearly_records(plan, measure)
    file.save(path)
    return Gold(measures=measure_records(plan, wording), kpis=tuple(kpis), schedule=tuple(tasks))


def _strip_slide(file: SlideFile, plan: Plan, policy: Policy, measure: Measure, wording: Wording) -> None:
    labels = wording.labels
    file.new_slide()
    file.text(f"{labels.policy_number(policy)} {policy.title}", 6, 1, 200, 7, size=11, color="595959")
    file.bar(numbered(measure, labels), top=9, height=13, size=20)
    departments = f"{labels['departments']}：{'、'.join(measure.departments)}"
    file.text(departments, 180, 23, 155, 7, size=11, align="right")
    for place, (slot, lines) in enumerate(
        (("situation", measure.situation[:2]), ("actions", tuple(a.title for a in measure.actions)))
    ):
        y = 30 + 42 * place
        file.shape("box", labels[slot], 8, y, 30, 38, fill=file.accent, color="FFFFFF", size=11, bold=True)
        file.shape("box", "", 38, y, 124, 38, fill=None, line=file.accent)
        file.text("\n".join(f"・{line}" for line in lines), 40, y + 2, 120, 34, size=11)
    file.shape("round", labels["kpi_block"], 172, 30, 60, 8, fill=file.accent, color="FFFFFF", size=12, bold=True)
    for place, one in enumerate(measure.indicators[:4]):
        _figure(file, one, wording, 40 + 18.5 * place)
    file.shape("round", labels["schedule"], 8, 116, 60, 8, fill=file.accent, color="FFFFFF", size=12, bold=True)
    width = (WIDTH - 16) / len(plan.years)
    for place, year in enumerate(plan.years):
        x = 8 + width * place
        label = labels.year(year)
        file.shape("pentagon", label, x, 127, width - 1, 11, fill="BFBFBF", size=12, bold=True)
        file.shape("box", "", x, 140, width - 3, 38, fill=None, line="A6A6A6")
        file.text("\n".join(yearly_lines(plan, measure, year)), x + 1, 141, width - 5, 36, size=11)
    file.page_number()


def _figure(file: SlideFile, one: Indicator, wording: Wording, y: float) -> None:
    """Name above; before and after below it, each with its label and year."""
    labels = wording.labels
    file.shape("box", "", 172, y, 158, 18, fill="F2F2F2", line=None)
    file.text(one.name, 174, y - 0.5, 154, 6, size=10.5, bold=True)
    for x, slot, figure in ((176, "baseline", one.baseline), (256, "target", one.target)):
        file.text(f"{labels[slot]}（{labels.year(figure.year)}）", x, y + 4.8, 72, 6, size=8.5)
        file.text(wording.full(figure, one), x, y + 9, 72, 8, size=13, bold=True)
    file.shape("arrow", "", 238, y + 8, 12, 6, fill=file.accent)


def lanes(plan: Plan, wording: Wording, rng: random.Random, path: Path) -> Gold:
    """A table for each policy, arrows drawn over its year cells, the indicators in its last column."""
    file = _deck(plan, rng)
    bars = rng.choice(("pentagon", "arrow", "box"))
    kpis: list[Record] = []
    tasks: list[Record] = []
    for policy in plan.policies:
        for group in _groups(policy, wording):
            _lane_slide(file, plan, policy, group, wording, bars)
        for measure in policy.measures:
            kpis += [kpi_record(measure.title, one, wording, dated=True) for one in measure.indicators]
            found = [
                schedule_tables.record(measure.title, t.text, t.start, t.end) for a in measure.actions for t in a.tasks
            ]
            tasks += found
    file.save(path)
    return Gold(measures=measure_records(plan, wording), kpis=tuple(kpis), schedule=tuple(tasks))


def _lines(measure: Measure, wording: Wording) -> tuple[str, ...]:
    found = []
    for one in measure.indicators:
        before, after = (wording.dated(figure, one, "{value}（{year}）") for figure in (one.baseline, one.target))
        found += [f"●{one.name}", f"　{before} → {after}"]
    return tuple(found)


def _row_height(measure: Measure, wording: Wording) -> float:
    """Millimetres for each action's row, so that the measure's indicators fit into all of them."""
    lines = sum(1 + len(line) // 25 for line in _lines(measure, wording))
    return max(12.0, (lines * 4.2 + 4) / len(measure.actions))


def _groups(policy: Policy, wording: Wording) -> list[list[Measure]]:
    """The measures of each slide: as many as fit below one another with rows of one height."""
    groups: list[list[Measure]] = [[]]
    for measure in policy.measures:
        tried = [*groups[-1], measure]
        rows = 1 + sum(len(m.actions) for m in tried)
        if groups[-1] and rows * max(_row_height(m, wording) for m in tried) > _ROOM:
            groups.append([measure])
        else:
            groups[-1] = tried
    return groups


def _lane_slide(file: SlideFile, plan: Plan, policy: Policy, group: list[Measure], wording: Wording, bars: str) -> None:
    labels = wording.labels
    file.new_slide()
    file.bar(f"{labels.policy_number(policy)} {policy.title}")
    header = (
        head(labels["measure_column"]),
        head(labels["departments"]),
        head(labels["task_column"]),
        *(head(labels.year(year)) for year in plan.years),
        head(labels["kpi_block"]),
    )
    rows: list[Row] = [header]
    for measure in group:
        height = len(measure.actions)
        for place, action in enumerate(measure.actions):
            lead = () if place else (
                Cell(numbered(measure, labels), rows=height),
                Cell("、".join(measure.departments), rows=height),
            )  # fmt: skip
            tail = () if place else (Cell(rows=height, lines=_lines(measure, wording)),)
            rows.append((*lead, Cell(action.title), *(Cell() for _ in plan.years), *tail))
    left, top, width = 6.0, 30.0, WIDTH - 12
    year = 28.0
    rest = width - year * len(plan.years)
    widths = (rest * 0.2, rest * 0.14, rest * 0.2, *(year for _ in plan.years), rest * 0.46)
    step = max(_row_height(measure, wording) for measure in group)
    file.table(Grid(tuple(rows), widths), left, top, width, step, size=9, banded=False)
    start = left + rest * 0.54
    actions = [action for measure in group for action in measure.actions]
    for place, action in enumerate(actions, 1):
        for task in action.tasks:
            x = start + (task.start - plan.first) * year + 1
            length = (task.end - task.start + 1) * year - 2
            y = top + place * step + (step - 8) / 2
            file.shape(bars, task.text, x, y, length, 8, fill="F8CBAD", size=9)
    file.page_number()
