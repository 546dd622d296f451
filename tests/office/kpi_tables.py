"""The shapes that KPI tables take in Office files, each with the records that it prints."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence

from tests.office.content import Record, Wording, kpi_record
from tests.synthetic.model import Figure, Indicator, Measure
from tests.synthetic.story import Cell, Grid, Row
from tests.synthetic.tables import head

Made = tuple[tuple[Grid, ...], list[Record]]
Maker = Callable[[Measure, Wording, random.Random], Made]


def _one(grid: Grid, records: Iterable[Record]) -> Made:
    return (grid,), list(records)


def _records(measure: Measure, wording: Wording, *, steps: bool = False, dated: bool | None = None) -> list[Record]:
    return [kpi_record(measure.title, i, wording, steps=steps, dated=dated) for i in measure.indicators]


def _figures(measure: Measure) -> list[Figure]:
    sample = measure.indicators[0]
    return [sample.baseline, *sample.steps, sample.target]


def _lead(indicator: Indicator, wording: Wording) -> list[Cell]:
    """The name, and the unit where it has a column."""
    cells = [Cell(wording.labels.indicator_name(indicator))]
    if wording.labels.unit_place == "column":
        cells.append(Cell(indicator.unit or "－"))
    return cells


def _lead_heads(wording: Wording, rows: int = 1) -> list[Cell]:
    cells = [head(wording.labels["kpi_name"], rows=rows)]
    if wording.labels.unit_place == "column":
        cells.append(head("単位", rows=rows))
    return cells


def _lead_widths(wording: Wording) -> list[float]:
    return [4.5, 1.2] if wording.labels.unit_place == "column" else [4.5]


def plain(measure: Measure, wording: Wording, rng: random.Random) -> Made:
    """指標 | [単位] | 現状値(年) | 目標値(年), with columns beside them that hold no value."""
    labels = wording.labels
    sample = measure.indicators[0]
    first, behind = rng.choice(((), ("No.",))), rng.choice(((), (), ("備考",), ("算出方法",), ("データ出典",)))
    rows: list[Row] = []
    for position, one in enumerate(measure.indicators, 1):
        rest = [Cell({"備考": "", "算出方法": one.definition, "データ出典": "業務統計"}[title]) for title in behind]
        number = [Cell(str(position)) for _ in first]
        values = [Cell(wording.value(f, one)) for f in (one.baseline, one.target)]
        rows.append((*number, *_lead(one, wording), *values, *rest))
    heads = (
        *map(head, first),
        *_lead_heads(wording),
        head(labels.value_header("baseline", sample.baseline.year)),
        head(labels.value_header("target", sample.target.year)),
        *map(head, behind),
    )
    widths = (*(0.8 for _ in first), *_lead_widths(wording), 2.2, 2.2, *(2.5 for _ in behind))
    return _one(Grid((heads, *rows), widths), _records(measure, wording))


def year_columns(measure: Measure, wording: Wording, rng: random.Random) -> Made:  # noqa: ARG001
    """A column for each year below 現状値 and 目標値, which span them."""
    labels, figures = wording.labels, _figures(measure)
    top = [
        *_lead_heads(wording, rows=2),
        head(labels["baseline"]),
        head(labels["target"], cols=len(figures) - 1),
    ]
    second = [head(labels.year(f.year)) for f in figures]
    rows = [
        (*_lead(i, wording), *(Cell(wording.value(f, i)) for f in (i.baseline, *i.steps, i.target)))
        for i in measure.indicators
    ]
    widths = (*_lead_widths(wording), *(1.6 for _ in figures))
    return _one(Grid((tuple(top), tuple(second), *rows), widths, 2), _records(measure, wording, steps=True))


def bare_years(measure: Measure, wording: Wording, rng: random.Random) -> Made:
    """Nothing but years above the figures, the first one marked 実績 and the others 目標 where it is told at all."""
    labels, figures = wording.labels, _figures(measure)
    marks = rng.choice((("実績", "目標"), ("現状", ""), ("基準", "目標")))
    titles = [f"{labels.year(f.year)}\n{marks[min(n, 1)]}".strip() for n, f in enumerate(figures)]
    rows = [
        (*_lead(i, wording), *(Cell(wording.value(f, i)) for f in (i.baseline, *i.steps, i.target)))
        for i in measure.indicators
    ]
    widths = (*_lead_widths(wording), *(1.6 for _ in figures))
    heads = (*_lead_heads(wording), *map(head, titles))
    return _one(Grid((heads, *rows), widths), _records(measure, wording, steps=True))


def sub_headers(measure: Measure, wording: Wording, rng: random.Random) -> Made:
    """基準値 and 目標値, each with a 年度 and a 数値 column below."""
    labels = wording.labels
    words = rng.choice((("年度", "数値"), ("年度", "値"), ("時点", "数値")))
    top = [*_lead_heads(wording, rows=2), head(labels["baseline"], cols=2), head(labels["target"], cols=2)]
    second = [head(words[0]), head(words[1]), head(words[0]), head(words[1])]
    rows = []
    for one in measure.indicators:
        cells = []
        for figure in (one.baseline, one.target):
            cells += [Cell(labels.year(figure.year).replace("\n", "")), Cell(wording.value(figure, one))]
        rows.append((*_lead(one, wording), *cells))
    widths = (*_lead_widths(wording), 1.8, 1.5, 1.8, 1.5)
    return _one(Grid((tuple(top), tuple(second), *rows), widths, 2), _records(measure, wording, dated=True))


def cell_years(measure: Measure, wording: Wording, rng: random.Random) -> Made:
    """The year of each value beside it in its cell."""
    labels = wording.labels
    style = rng.choice(("{value}\n({year})", "{value}（{year}）", "({year})\n{value}", "{value}\n【{year}】"))
    heads = (head(labels["kpi_name"]), head(labels["baseline"]), head(labels["target"]))
    rows = [
        (
            Cell(labels.indicator_name(i)),
            *(Cell(wording.dated(f, i, style)) for f in (i.baseline, i.target)),
        )
        for i in measure.indicators
    ]
    texts = [[wording.dated(f, i, style) for f in (i.baseline, i.target)] for i in measure.indicators]
    return _one(Grid((heads, *rows), (4.5, 2.4, 2.4)), _as_printed(_records(measure, wording, dated=True), texts))


def _as_printed(records: list[Record], texts: list[list[str]]) -> list[Record]:
    """Values in words are quoted with the years in their cells."""
    for found, pair in zip(records, texts, strict=True):
        for slot, text in zip(("baseline", "target"), pair, strict=True):
            value = found[slot]
            if isinstance(value, dict) and value["state"] == "qualitative":
                found[slot] = {**value, "raw": text.replace("\n", "")}
    return records


def one_cell(measure: Measure, wording: Wording, rng: random.Random) -> Made:
    """Baseline and target in one cell: 45%(R5)→70%(R10)."""
    labels = wording.labels
    arrow = rng.choice(("→", " → ", "\n→", " ⇒ "))
    heads = (head(labels["kpi_name"]), head(rng.choice(("現状値→目標値", "現状 → 目標", "数値目標", "目標値"))))
    rows = [
        (
            Cell(labels.indicator_name(i)),
            Cell(f"{wording.dated(i.baseline, i)}{arrow}{wording.dated(i.target, i)}"),
        )
        for i in measure.indicators
    ]
    texts = [[wording.dated(f, i) for f in (i.baseline, i.target)] for i in measure.indicators]
    return _one(Grid((heads, *rows), (4, 4)), _as_printed(_records(measure, wording, dated=True), texts))


def transposed(measure: Measure, wording: Wording, rng: random.Random) -> Made:  # noqa: ARG001
    """The indicators across, 現状値 and 目標値 down."""
    labels = wording.labels
    sample = measure.indicators[0]
    rows: list[Row] = [(head(labels["kpi_name"]), *(head(labels.indicator_name(i)) for i in measure.indicators))]
    if labels.unit_place == "column":
        rows.append((head("単位"), *(Cell(i.unit or "－") for i in measure.indicators)))
    for slot, pick in (("baseline", lambda i: i.baseline), ("target", lambda i: i.target)):
        label = head(labels.value_header(slot, pick(sample).year))
        rows.append((label, *(Cell(wording.value(pick(i), i)) for i in measure.indicators)))
    widths = (2.2, *(7.8 / len(measure.indicators) for _ in measure.indicators))
    return _one(Grid(tuple(rows), widths), _records(measure, wording))


def label_pairs(measure: Measure, wording: Wording, rng: random.Random) -> Made:  # noqa: ARG001
    """A small form for each indicator: its name over the whole width, 現状値 | x | 目標値 | y below."""
    labels = wording.labels
    rows: list[Row] = []
    for one in measure.indicators:
        rows.append((head(labels["kpi_name"]), Cell(labels.indicator_name(one), cols=3)))
        rows.append(
            (
                head(labels.value_header("baseline", one.baseline.year)),
                Cell(wording.full(one.baseline, one)),
                head(labels.value_header("target", one.target.year)),
                Cell(wording.full(one.target, one)),
            )
        )
    return _one(Grid(tuple(rows), (2, 3, 2, 3), 0), _records(measure, wording))


def value_rows(measure: Measure, wording: Wording, rng: random.Random) -> Made:
    """A row of targets and one of actuals for each indicator, years across."""
    labels, figures = wording.labels, _figures(measure)
    words = rng.choice((("目標", "実績"), ("目標値", "実績値"), ("計画", "実績")))
    heads = (head(labels["kpi_name"]), head("区分"), *(head(labels.year(f.year)) for f in figures))
    rows: list[Row] = []
    for one in measure.indicators:
        later = [Cell(wording.full(f, one)) for f in (*one.steps, one.target)]
        rows.append((Cell(labels.indicator_name(one), rows=2), Cell(words[0]), Cell(""), *later))
        rows.append((Cell(words[1]), Cell(wording.full(one.baseline, one)), *(Cell() for _ in later)))
    widths = (3.6, 1.2, *(1.5 for _ in figures))
    return _one(Grid((heads, *rows), widths), _records(measure, wording, steps=True))


def groups(measure: Measure, wording: Wording, rng: random.Random) -> Made:
    """Rows over the whole width that say which kind of indicators follow."""
    made, records = plain(measure, wording, random.Random(1))
    table = made[0]
    width = len(table.widths)
    title = rng.choice(("成果指標（アウトカム指標）", "■活動指標", "【アウトプット指標】", "成果指標"))
    rows = (table.rows[0], (Cell(title, cols=width, fill="#eeeeee"),), *table.rows[1:])
    return _one(Grid(rows, table.widths), records)


def interim(measure: Measure, wording: Wording, rng: random.Random) -> Made:
    """現状値, 中間目標 and 最終目標, with years."""
    labels = wording.labels
    middle = [i.steps[len(i.steps) // 2] for i in measure.indicators]
    heads = (
        *_lead_heads(wording),
        head(f"{labels['baseline']}\n({labels.year(measure.indicators[0].baseline.year)})"),
        head(f"{rng.choice(('中間目標', '中間目標値'))}\n({labels.year(middle[0].year)})"),
        head(f"{rng.choice(('最終目標', '最終目標値', '目標値'))}\n({labels.year(measure.indicators[0].target.year)})"),
    )
    rows = [
        (*_lead(i, wording), *(Cell(wording.value(f, i)) for f in (i.baseline, step, i.target)))
        for i, step in zip(measure.indicators, middle, strict=True)
    ]
    records = []
    for one, step in zip(measure.indicators, middle, strict=True):
        full = kpi_record(measure.title, one, wording, steps=True)
        kept = [q for q in _milestones(full) if q["at"] == {"fiscal_year": step.year}]
        records.append({**full, "milestones": kept})
    return _one(Grid((heads, *rows), (*_lead_widths(wording), 2, 2, 2)), records)


def _milestones(record: Record) -> list[Record]:
    found = record["milestones"]
    assert isinstance(found, list)
    return found


def split_values(measure: Measure, wording: Wording, rng: random.Random) -> Made:  # noqa: ARG001
    """A table for each indicator, headed by its name in the first row over the whole width."""
    labels = wording.labels
    grids = []
    for one in measure.indicators:
        figures = [one.baseline, *one.steps, one.target]
        rows: tuple[Row, ...] = (
            (head(f"{labels['kpi_name']}：{labels.indicator_name(one)}", cols=len(figures) + 1),),
            (head("年度"), *(head(labels.year(f.year)) for f in figures)),
            (
                head("目標値"),
                Cell("－"),
                *(Cell(wording.full(f, one)) for f in figures[1:]),
            ),
            (head("実績値"), Cell(wording.full(one.baseline, one)), *(Cell() for _ in figures[1:])),
        )
        grids.append(Grid(rows, (2, *(1.6 for _ in figures)), 2))
    return tuple(grids), _records(measure, wording, steps=True)


SHAPES: dict[str, Maker] = {
    "plain": plain,
    "year_columns": year_columns,
    "bare_years": bare_years,
    "sub_headers": sub_headers,
    "cell_years": cell_years,
    "one_cell": one_cell,
    "transposed": transposed,
    "label_pairs": label_pairs,
    "value_rows": value_rows,
    "groups": groups,
    "interim": interim,
}


def summary(measures: Sequence[Measure], wording: Wording, rng: random.Random, *, years: bool) -> Made:  # noqa: ARG001
    """One table for several measures, named in merged cells at the left."""
    labels = wording.labels
    shape = year_columns if years else plain
    rows: list[Row] = []
    records: list[Record] = []
    grid = None
    for measure in measures:
        made, found = shape(measure, wording, random.Random(7))
        grid = made[0]
        body = grid.rows[grid.header_rows :]
        name = Cell(f"{labels.measure_number(measure)} {measure.title}", rows=len(body))
        rows += [(name, *body[0]), *body[1:]]
        records += found
    assert grid is not None
    title = head(labels["measure_column"], rows=grid.header_rows)
    top = ((title, *grid.rows[0]), *grid.rows[1 : grid.header_rows])
    return _one(Grid((*top, *rows), (3, *grid.widths), grid.header_rows), records)
