"""Held-out families of the sixth set: labels at the side of a page, and projects in the text of a converter.

`held_matters` says who may read this.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from tests.synthetic import gold, layouts_text
from tests.synthetic.family import Family, Rendering, as_text, pdf
from tests.synthetic.held_matters import MATTERS_BANK, matters_of
from tests.synthetic.layouts_typst import Sheet, grid, text
from tests.synthetic.model import Action, Figure, Measure, Plan
from tests.synthetic.story import Block, Bullet, Cell, Gold, Grid, Heading, NewPage, Para, Row, Story, Typeset
from tests.synthetic.tables import head, task_cells
from tests.synthetic.vocabulary import Labels

_ACCENTS = ("#2a6f97", "#7f5539", "#52796f", "#8d3b72")
_SANS, _SERIF = "Noto Sans CJK JP", "Noto Serif CJK JP"


def _front(plan: Plan) -> Iterator[Block]:
    """The chapters before the measures: an earlier plan's results and a survey, which are none of this one's goals."""
    place = plan.suffix
    yield Heading(1, "第1章", "計画策定に当たって", "chapter")
    yield Heading(2, "1", "策定の背景と目的", "section")
    yield Para(
        f"少子高齢化が進み、行政需要が多様になるなか、本{place}の職員数は減少しています。限られた資源で必要なサービスを"
        "提供し続けるため、デジタル技術の活用について基本的な考え方と取組を定めます。"
    )
    yield Heading(2, "2", "位置付け", "section")
    yield Para(f"本計画は、{plan.municipality}総合計画に掲げる将来像を、デジタル化の面から実現するための計画です。")
    yield Heading(2, "3", "計画期間", "section")
    yield Para(f"令和{plan.first - 2018}年度から令和{plan.last - 2018}年度までの{len(plan.years)}年間とします。")
    yield NewPage()
    yield Heading(1, "第2章", "これまでの歩みと現在の状況", "chapter")
    yield Heading(2, "1", "前計画の達成状況", "section")
    before = f"令和{plan.first - 2019}年度"
    yield Para(f"前計画は{before}で終了しました。主な目標の達成状況は、次のとおりです。")
    rows = (
        ("オンライン化した手続の数", "60手続", "74手続", "達成"),
        ("RPAの導入業務数", "10業務", "8業務", "未達成"),
        ("公衆無線LANの設置箇所数", "25箇所", "25箇所", "達成"),
    )
    header = tuple(map(head, ("前計画の目標", f"目標（{before}）", f"実績（{before}）", "評価")))
    yield Grid((header, *(tuple(map(Cell, row)) for row in rows)), (4, 2, 2, 1.2))
    yield Heading(2, "2", "住民の意識", "section")
    yield Para(f"令和{plan.first - 2019}年に実施した住民アンケート（有効回答812件）の結果は、次のとおりです。")
    answers = (
        ("手続のオンライン化を進めてほしい", "64.5%"),
        ("窓口で相談したい", "22.8%"),
        ("特に望むことはない", "12.7%"),
    )
    yield Grid(((head("回答"), head("割合")), *(tuple(map(Cell, row)) for row in answers)), (4, 1.4))
    yield Heading(1, "第3章", "計画の基本的な考え方", "chapter")
    yield Heading(2, "1", "将来像", "section")
    yield Para(f"「{plan.slogan}」")
    yield Heading(2, "2", "取組の方向", "section")
    yield Para("将来像の実現に向けて、次の方向で取り組みます。")
    yield from (Bullet("・", policy.title) for policy in plan.policies)


def _back(plan: Plan, labels: Labels, *, lines: bool) -> Iterator[Block]:
    """Who carries the plan, what it costs, its words, and how it came about."""
    yield NewPage()
    yield Heading(1, "第5章", "計画の推進に向けて", "chapter")
    yield Heading(2, "1", "推進体制", "section")
    yield Para("次の体制により、全庁で計画を進めます。")
    if lines:
        yield from (Bullet("・", f"{one.role}：{one.holder}") for one in plan.roles)
    else:
        rows = (tuple(map(Cell, (one.role, one.holder, one.duty))) for one in plan.roles)
        yield Grid(((head("役職等"), head("担当する者"), head("役割")), *rows), (3, 2.4, 5))
    yield Heading(2, "2", "概算事業費", "section")
    yield Para("計画期間中の事業費の見込みは、次のとおりです。（単位：千円）")
    rng = random.Random(f"costs-{plan.municipality}")
    costs = [
        (Cell(policy.title), *(Cell(f"{rng.randint(8, 90) * 250:,}") for _ in plan.years)) for policy in plan.policies
    ]
    yield Grid(
        ((head("区分"), *(head(labels.year(year)) for year in plan.years)), *costs), (4, *(2 for _ in plan.years))
    )
    yield Heading(1, None, labels["glossary"], "appendix")
    terms = ((Cell(one.term), Cell(one.definition)) for one in plan.terms)
    yield Grid(((head(labels["term"]), head(labels["meaning"])), *terms), (2, 6))
    yield Heading(1, None, "策定の経過", "appendix")
    before = plan.first - 2019
    events = (
        (f"令和{before}年5月20日", "第1回策定検討会"),
        (f"令和{before}年9月3日", "住民アンケートの実施（9月30日まで）"),
        (f"令和{before}年11月26日", "第2回策定検討会"),
        (f"令和{before + 1}年1月8日", "意見公募の実施（2月7日まで）"),
        (f"令和{before + 1}年3月14日", "計画の決定"),
    )
    yield Grid(((head("年月日"), head("内容")), *(tuple(map(Cell, row)) for row in events)), (2, 5))


def _cover(plan: Plan) -> tuple[str, ...]:
    return (f"{plan.municipality}{plan.title}", f"令和{plan.first - 2018}年3月", plan.municipality)


@dataclass(frozen=True)
class _Sides:
    """How the side labels of one plan look."""

    accent: str
    arrow: str
    bullet: str
    divided: bool


def side_labels(plan: Plan, _labels: Labels, rng: random.Random) -> Rendering:
    """A report: labels on colour at the left of each block, texts and small tables at their right."""
    sheet = Sheet(
        font=rng.choice((_SANS, _SERIF)),
        accent=rng.choice(_ACCENTS),
        band_headings=rng.random() < 0.6,
        header=rng.choice((None, f"{plan.municipality} {plan.title}")),
        table_size=8.5,
    )
    labels = matters_of(rng, places=("value", "value", "column"))
    ways = _Sides(sheet.accent, rng.choice(("→", "⇒", "▶")), rng.choice(("○", "・", "●")), rng.random() < 0.5)
    blocks: list[Block] = [
        NewPage(),
        Heading(1, "第4章", rng.choice(("取組の内容", "施策の展開", "個別の施策")), "chapter"),
    ]
    for policy in plan.policies:
        blocks += [Heading(2, labels.policy_number(policy), policy.title, "policy"), Para(policy.purpose)]
        for measure in policy.measures:
            mark = labels["priority"] if measure.priority else None
            blocks.append(Heading(3, labels.measure_number(measure), measure.title, "measure", mark))
            blocks += (Typeset(one) for one in _side_rows(plan, measure, labels, sheet, ways))
    whole = (*_front(plan), *blocks, *_back(plan, labels, lines=False))
    records = Gold(
        measures=gold.measure_records(plan, labels),
        kpis=gold.kpi_records(plan, labels, dated=True),
        schedule=gold.schedule_records(plan, inferred=False),
        glossary=gold.glossary_records(plan, readings=False),
        roles=gold.role_records(plan),
    )
    return pdf(Story(_cover(plan), whole, records), sheet)


def _side_rows(plan: Plan, measure: Measure, labels: Labels, sheet: Sheet, ways: _Sides) -> Iterator[str]:
    def row(slot: str, body: str) -> str:
        """The label beside its content; both on one page."""
        label = f'grid.cell(fill: rgb("{ways.accent}"), inset: 6pt, align(center + horizon, text(fill: white, '
        label += f'weight: "bold", size: 9.5pt, {text(labels[slot])})))'
        lines = f'(bottom: 0.6pt + rgb("{ways.accent}"))' if ways.divided else "none"
        right = f"grid.cell(inset: (left: 8pt, y: 6pt), stroke: {lines})[{body}]"
        return (
            "#block(breakable: false, above: 5pt, below: 5pt, width: 100%, "
            "[#set par(justify: false, leading: 0.6em, spacing: 0.7em); "
            f"#grid(columns: (26mm, 1fr), {label}, {right})])"
        )

    yield row("departments", f"#par({text('、'.join(measure.departments))})")
    yield row("situation", " ".join(f"#par({text(one)})" for one in measure.situation))
    actions = []
    for one in measure.actions:
        actions.append(f'#par(text(weight: "bold", {text(f"{ways.bullet} {one.title}")}))')
        actions.append(f"#pad(left: 1em, par({text(''.join(one.sentences))}))")
    yield row("actions", " ".join(actions))
    yield row("kpi_block", f"#{grid(_arrowed(measure, labels, ways.arrow), sheet, inner=True)}")
    header = (head(labels["task_column"]), *(head(labels.year(year)) for year in plan.years))
    tasks = ((Cell(one.title), *task_cells(one, plan.years)) for one in measure.actions)
    years = Grid((header, *tasks), (3, *(2 for _ in plan.years)))
    yield row("schedule", f"#{grid(years, sheet, inner=True)}")


def _arrowed(measure: Measure, labels: Labels, arrow: str) -> Grid:
    """Name, [unit], value now, a column with nothing but an arrow, value at the end."""
    sample = measure.indicators[0]
    unit = labels.unit_place == "column"
    header = (
        head(labels["kpi_name"]),
        *((head("単位"),) if unit else ()),
        head(labels.value_header("baseline", sample.baseline.year)),
        head(""),
        head(labels.value_header("target", sample.target.year)),
    )
    rows: list[Row] = []
    for one in measure.indicators:
        units = (Cell(one.unit or "－"),) if unit else ()
        values = (Cell(labels.value(one.baseline, one)), Cell(arrow), Cell(labels.value(one.target, one)))
        rows.append((Cell(labels.indicator_name(one)), *units, *values))
    return Grid((header, *rows), (4, *((1.2,) if unit else ()), 2.2, 0.6, 2.2))


def text_project_rows(plan: Plan, _labels: Labels, rng: random.Random) -> Rendering:
    """A text: each measure has a table of its projects and who is in charge, one of years, one of indicators."""
    labels = matters_of(rng, places=("value", "column"))
    mark = rng.choice(("■", "◆", "【】", "○", "▼"))
    arrow = rng.choice(("→", "", ""))
    blocks: list[Block] = [
        NewPage(),
        Heading(1, "第4章", rng.choice(("施策の内容", "取組の展開", "実施計画")), "chapter"),
    ]
    for policy in plan.policies:
        blocks += [Heading(2, labels.policy_number(policy), policy.title, "policy"), Para(policy.purpose)]
        for measure in policy.measures:
            blocks += _project_measure(plan, measure, labels, arrow)
    whole = (*_front(plan), *blocks, *_back(plan, labels, lines=True))
    contents = Para("\n".join(("目次", *_contents(whole))))
    records = Gold(
        measures=gold.measure_records(plan, labels),
        kpis=gold.kpi_records(plan, labels, steps=True, dated=True),
        schedule=gold.schedule_records(plan, inferred=not arrow),
        glossary=gold.glossary_records(plan, readings=False),
        roles=gold.role_records(plan),
        sections=gold.section_records(whole),
    )
    return as_text(layouts_text.tabbed(Story(_cover(plan), (contents, *whole), records), mark), records)


def _contents(blocks: tuple[Block, ...]) -> Iterator[str]:
    page = 1
    for block in blocks:
        page += isinstance(block, NewPage) or (isinstance(block, Heading) and block.depth == 3)
        if isinstance(block, Heading) and block.depth <= 2:
            yield f"{block.text} …………… {page}"


def _project_measure(plan: Plan, measure: Measure, labels: Labels, arrow: str) -> Iterator[Block]:
    mark = labels["priority"] if measure.priority else None
    yield Heading(3, labels.measure_number(measure), measure.title, "measure", mark)
    yield Heading(4, None, labels["situation"], "facet")
    yield from map(Para, measure.situation)
    yield Heading(4, None, labels["actions"], "facet")
    header = tuple(head(labels[slot]) for slot in ("task_column", "content_column", "departments"))
    shares = _shares(measure)
    rows = (
        (Cell(one.title), Cell("".join(one.sentences)), Cell("、".join(who)))
        for one, who in zip(measure.actions, shares, strict=True)
    )
    yield Grid((header, *rows), (3, 5, 2))
    yield Heading(4, None, labels["schedule"], "facet")
    years = (head(labels["task_column"]), *(head(labels.year(year)) for year in plan.years))
    tasks = ((Cell(one.title), *_year_cells(plan, one, arrow)) for one in measure.actions)
    yield Grid((years, *tasks), (3, *(2 for _ in plan.years)))
    yield Heading(4, None, labels["kpi_block"], "facet")
    yield _two_rows(measure, labels)


def _shares(measure: Measure) -> list[list[str]]:
    """Who is in charge of each project: the measure's departments in turn, all of them named."""
    count = len(measure.actions)
    whole = measure.departments
    return [[one for n, one in enumerate(whole) if n % count == place] or [whole[0]] for place in range(count)]


def _year_cells(plan: Plan, action: Action, arrow: str) -> Row:
    if not arrow:
        return task_cells(action, plan.years)
    found = []
    for year in plan.years:
        task = next((one for one in action.tasks if one.start <= year <= one.end), None)
        found.append(Cell("－" if task is None else task.text if task.start == year else arrow))
    return tuple(found)


def _two_rows(measure: Measure, labels: Labels) -> Grid:
    """What the values are on the first header row, their years on the second."""
    sample = measure.indicators[0]
    unit = labels.unit_place == "column"
    targets = (*sample.steps, sample.target)
    first = (
        head(labels["kpi_name"], rows=2),
        *((head("単位", rows=2),) if unit else ()),
        head(labels["baseline"]),
        head(labels["target"], cols=len(targets)),
    )
    years: tuple[Figure, ...] = (sample.baseline, *targets)
    rows: list[Row] = [first, tuple(head(labels.year(one.year)) for one in years)]
    for one in measure.indicators:
        values = (Cell(labels.value(figure, one)) for figure in (one.baseline, *one.steps, one.target))
        rows.append((Cell(labels.indicator_name(one)), *((Cell(one.unit or "－"),) if unit else ()), *values))
    return Grid(tuple(rows), tuple(1 for _ in range(1 + unit + len(years))), 2)


FAMILIES = {
    "side_labels": Family(side_labels, held_out=True, bank=MATTERS_BANK),
    "text_project_rows": Family(text_project_rows, opened=True, bank=MATTERS_BANK),
}
