"""The shapes that schedules take in Office files, each with the records that it prints."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence

from tests.office.content import Record, Wording
from tests.synthetic.model import Action, Measure, Plan, Task
from tests.synthetic.story import Cell, Grid, Row
from tests.synthetic.tables import action_name, head

Made = tuple[Grid, list[Record]]
Maker = Callable[[Measure, Plan, Wording, random.Random], Made]
_FILLS = ("#dce9f7", "#fde9d9", "#e2efda", "#ffe699")


def record(measure: str | None, text: str, start: int, end: int) -> Record:
    return {"measure": measure, "text": text, "start_fiscal_year": start, "end_fiscal_year": end}


def _tasks(measure: Measure, *, row_end: int | None = None) -> list[Record]:
    """With `row_end` a text right before the blank cells at the end of its row lasts to that year."""
    found = []
    for action in measure.actions:
        for task in action.tasks:
            alone = task is action.tasks[-1] and task.start == task.end
            found.append(record(measure.title, task.text, task.start, row_end if row_end and alone else task.end))
    return found


def _single_cells(measure: Measure, plan: Plan, wording: Wording) -> list[Record]:
    """The tasks where no cell is merged: in a text a blank cell belongs to the text before it."""
    return _tasks(measure, row_end=plan.last if wording.inferred else None)


def _heads(plan: Plan, wording: Wording) -> Row:
    return (head(wording.labels["task_column"]), *(head(wording.labels.year(y)) for y in plan.years))


def _name(position: int, action: Action, wording: Wording) -> Cell:
    return Cell(action_name(position, action, wording.labels, numbered=position % 2 == 1))


def _per_year(action: Action, years: Sequence[int]) -> Iterator[tuple[int, Task | None]]:
    for year in years:
        yield year, next((t for t in action.tasks if t.start <= year <= t.end), None)


def merged(measure: Measure, plan: Plan, wording: Wording, rng: random.Random) -> Made:
    """A cell merged over the years of each task."""
    fill = rng.choice((None, *_FILLS))
    rows = []
    for position, action in enumerate(measure.actions, 1):
        cells: list[Cell] = []
        for year, task in _per_year(action, plan.years):
            if task is None:
                cells.append(Cell())
            elif task.start == year:
                cells.append(Cell(task.text, cols=task.end - task.start + 1, fill=fill))
        rows.append((_name(position, action, wording), *cells))
    return Grid((_heads(plan, wording), *rows), (3, *(2 for _ in plan.years))), _tasks(measure)


def followed(measure: Measure, plan: Plan, wording: Wording, rng: random.Random) -> Made:
    """A task's text in its first year, → in the years after it."""
    sign = rng.choice(("→", "⇒", "➡", "―――→"))
    rows = []
    for position, action in enumerate(measure.actions, 1):
        cells = [
            Cell() if task is None else Cell(task.text if task.start == year else sign)
            for year, task in _per_year(action, plan.years)
        ]
        rows.append((_name(position, action, wording), *cells))
    return Grid((_heads(plan, wording), *rows), (3, *(2 for _ in plan.years))), _single_cells(measure, plan, wording)


def trailing(measure: Measure, plan: Plan, wording: Wording, rng: random.Random) -> Made:
    """Each year's cell has the text of its year, 〃 or 同左 where it is that of the year before."""
    sign = rng.choice(("〃", "同左", "同上"))
    rows = []
    for position, action in enumerate(measure.actions, 1):
        cells = [
            Cell() if task is None else Cell(task.text if task.start == year else sign)
            for year, task in _per_year(action, plan.years)
        ]
        rows.append((_name(position, action, wording), *cells))
    return Grid((_heads(plan, wording), *rows), (3, *(2 for _ in plan.years))), _single_cells(measure, plan, wording)


def symbols(measure: Measure, plan: Plan, wording: Wording, rng: random.Random) -> Made:
    """A symbol in each year in which something is done."""
    sign = rng.choice("○●◎★")
    rows, records = [], []
    for position, action in enumerate(measure.actions, 1):
        cells = []
        for year, task in _per_year(action, plan.years):
            cells.append(Cell(sign if task else ""))
            if task:
                records.append(record(measure.title, sign, year, year))
        rows.append((_name(position, action, wording), *cells))
    return Grid((_heads(plan, wording), *rows), (4, *(1.2 for _ in plan.years))), records


def filled(measure: Measure, plan: Plan, wording: Wording, rng: random.Random) -> Made:
    """Nothing but colour from an action's first year to its last."""
    fill = rng.choice(_FILLS)
    rows, records = [], []
    for action in measure.actions:
        start, end = action.tasks[0].start, action.tasks[-1].end
        cells = [Cell(fill=fill if start <= year <= end else None) for year in plan.years]
        records.append(record(measure.title, action.title, start, end))
        rows.append((Cell(action.title), *cells))
    return Grid((_heads(plan, wording), *rows), (4, *(1.2 for _ in plan.years))), records


def halves(measure: Measure, plan: Plan, wording: Wording, rng: random.Random) -> Made:
    """Each year parted into halves or quarters."""
    parts = rng.choice((("上期", "下期"), ("前期", "後期"), ("上半期", "下半期"), ("1Q", "2Q", "3Q", "4Q")))
    top = (
        head(wording.labels["task_column"], rows=2),
        *(head(wording.labels.year(year), cols=len(parts)) for year in plan.years),
    )
    second = tuple(head(part) for _ in plan.years for part in parts)
    rows = []
    for position, action in enumerate(measure.actions, 1):
        cells: list[Cell] = []
        for year, task in _per_year(action, plan.years):
            if task is None:
                cells += [Cell() for _ in parts]
            elif task.start == year:
                cells.append(Cell(task.text, cols=len(parts) * (task.end - task.start + 1), fill="#dce9f7"))
        rows.append((_name(position, action, wording), *cells))
    widths = (4, *(4 / len(parts) / 1.6 for _ in second))
    return Grid((top, second, *rows), widths, 2), _tasks(measure)


def yearly_text(measure: Measure, plan: Plan, wording: Wording, rng: random.Random) -> Made:  # noqa: ARG001
    """One row without names: what is done in each year, set below it."""
    texts: dict[int, list[str]] = {year: [] for year in plan.years}
    for action in measure.actions:
        for year, task in _per_year(action, plan.years):
            if task is not None and task.text not in texts[year]:
                texts[year].append(task.text)
    cells = [Cell(lines=tuple(f"・{t}" for t in texts[year])) for year in plan.years]
    heads = tuple(head(wording.labels.year(y)) for y in plan.years)
    records = [
        record(measure.title, "".join(f"・{t}" for t in texts[year]), year, year) for year in plan.years if texts[year]
    ]
    return Grid((heads, tuple(cells)), tuple(2 for _ in plan.years)), records


def periods(measure: Measure, plan: Plan, wording: Wording, rng: random.Random) -> Made:  # noqa: ARG001
    """取組 | 実施時期: the years of each action in a cell."""
    title = rng.choice(("実施時期", "取組期間", "実施期間", "スケジュール", "実施年度"))
    wave = rng.choice(("～", "〜", "-", "から"))
    rows, records = [], []
    for action in measure.actions:
        start, end = action.tasks[0].start, action.tasks[-1].end
        first, last = (f"R{y - 2018}" if wave != "から" else f"令和{y - 2018}年度" for y in (start, end))
        rows.append((Cell(action.title), Cell(first if start == end else f"{first}{wave}{last}")))
        records.append(record(measure.title, action.title, start, end))
    return Grid(((head(wording.labels["task_column"]), head(title)), *rows), (5, 2)), records


SHAPES: dict[str, Maker] = {
    "merged": merged,
    "followed": followed,
    "trailing": trailing,
    "symbols": symbols,
    "filled": filled,
    "halves": halves,
    "yearly_text": yearly_text,
    "periods": periods,
}


def overall(
    measures: Sequence[Measure],
    plan: Plan,
    wording: Wording,
    shape: str,
    rng: random.Random,  # noqa: ARG001
) -> tuple[Grid, list[Record]]:
    """One schedule for several measures, named in merged cells at the left."""
    rows: list[Row] = []
    records: list[Record] = []
    grid = None
    for measure in measures:
        grid, found = SHAPES[shape](measure, plan, wording, random.Random(3))
        body = grid.rows[grid.header_rows :]
        rows += [
            (Cell(f"{wording.labels.measure_number(measure)} {measure.title}", rows=len(body)), *body[0]),
            *body[1:],
        ]
        records += found
    assert grid is not None
    title = head(wording.labels["measure_column"], rows=grid.header_rows)
    top = ((title, *grid.rows[0]), *grid.rows[1 : grid.header_rows])
    return Grid((*top, *rows), (3, *grid.widths), grid.header_rows), records
