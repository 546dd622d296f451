"""The stories that families set: report, slides, forms, list table and their variants, each with its gold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from tests.synthetic import distractors, gold, shapes, tables
from tests.synthetic.model import Measure, Plan
from tests.synthetic.story import (
    Block,
    Bullet,
    Card,
    Cell,
    Definition,
    Gold,
    Grid,
    Heading,
    NewPage,
    Para,
    Row,
    Story,
)
from tests.synthetic.tables import head
from tests.synthetic.vocabulary import Labels


@dataclass(frozen=True)
class Choice:
    """What a family prints of a measure, and how."""

    kpis: str = "grid"
    """grid, steps, two_level, cards, inline, lines, summary (one table at the end), none, or one of `KPI_SHAPES`."""
    schedule: str = "grid"
    """grid, chart, arrows, circles, fills, halves, overall (at the end), none, or one of `SCHEDULE_SHAPES`."""
    glossary: str = "grid"
    """grid, list (definition list) or none."""
    definition: bool = False
    readings: bool = False
    inline_departments: bool = False
    new_pages: bool = False
    inferred: bool = False
    """The medium loses merged cells, so that a blank belongs to the text on its left."""
    roles: bool = True
    numbered_blocks: str | None = None
    """How the blocks of a measure are numbered: ``({n})``, or ``{k}`` for katakana; None: they are not."""


def report(plan: Plan, labels: Labels, choice: Choice) -> Story:
    """Chapters of prose, then each measure as a heading with labelled blocks, then the appendix."""
    blocks: list[Block] = [*opening(plan), Heading(1, "第3章", "施策の展開", "chapter")]
    for policy in plan.policies:
        blocks += [Heading(2, labels.policy_number(policy), policy.title, "policy"), Para(policy.purpose)]
        for measure in policy.measures:
            if choice.new_pages:
                blocks.append(NewPage())
            blocks += _measure(plan, measure, labels, choice)
    blocks += closing(plan, labels, choice)
    return Story(cover(plan), tuple(blocks), _gold(plan, labels, choice, blocks))


def cover(plan: Plan) -> tuple[str, ...]:
    """The lines of the title page."""
    return (f"{plan.municipality}{plan.title}", f"令和{plan.first - 2018}年3月", plan.municipality)


def opening(plan: Plan) -> Iterator[Block]:
    """The chapters before the measures."""
    place = plan.suffix
    yield Heading(1, "第1章", "計画の策定にあたって", "chapter")
    yield Heading(2, "1", "策定の背景", "section")
    yield Para(
        f"人口減少と少子高齢化が進む中、本{place}が将来にわたり行政サービスを維持するためには、デジタル技術の活用が欠かせません。"
        "こうした状況を踏まえ、全庁で取り組む方向を示すため、本計画を策定します。"
    )
    yield Heading(2, "2", "計画の期間", "section")
    yield Para(f"本計画の期間は、令和{plan.first - 2018}年度から令和{plan.last - 2018}年度までとします。")
    yield distractors.period(plan)
    yield Heading(2, "3", "現状", "section")
    yield from distractors.statistics(plan)
    yield from distractors.notes()
    yield Heading(1, "第2章", "目指す姿と基本的な考え方", "chapter")
    yield Heading(2, "1", "目指す姿", "section")
    yield Para(f"「{plan.slogan}」")
    yield Heading(2, "2", "取組の進め方", "section")
    yield Para("利用者の視点に立ち、小さく始めて改善を重ねながら、全ての部署が協力して取組を進めます。")


def _measure(plan: Plan, measure: Measure, labels: Labels, choice: Choice) -> Iterator[Block]:
    """A measure; its blocks are numbered where that is the plan's way."""
    number = 0
    for block in _measure_blocks(plan, measure, labels, choice):
        if choice.numbered_blocks and isinstance(block, Heading) and block.role == "facet":
            number += 1
            yield replace(block, number=choice.numbered_blocks.format(n=number, k="アイウエオ"[number - 1]))
        else:
            yield block


def _measure_blocks(plan: Plan, measure: Measure, labels: Labels, choice: Choice) -> Iterator[Block]:
    mark = labels["priority"] if measure.priority else None
    yield Heading(3, labels.measure_number(measure), measure.title, "measure", mark)
    if choice.inline_departments:
        yield Para(f"{labels['departments']}：{'、'.join(measure.departments)}")
    yield Heading(4, None, labels["situation"], "facet")
    yield from (Bullet("・", text) for text in measure.situation)
    yield Heading(4, None, labels["actions"], "facet")
    for position, action in enumerate(measure.actions, 1):
        yield Bullet(labels.action_number(position), action.title)
        yield from (Bullet("・", text, 1) for text in action.sentences)
    yield from _kpis(measure, labels, choice)
    yield from _schedule(plan, measure, labels, choice)
    if not choice.inline_departments:
        yield Heading(4, None, labels["departments"], "facet")
        yield Para("、".join(measure.departments))


def _kpis(measure: Measure, labels: Labels, choice: Choice) -> Iterator[Block]:
    if choice.kpis in ("none", "summary"):
        return
    yield Heading(4, None, labels["kpi_block"], "facet")
    if choice.kpis == "two_level":
        yield tables.two_level_kpi_grid(measure, labels)
    elif choice.kpis in shapes.KPI_SHAPES:
        yield from shapes.kpi_shape(choice.kpis, measure, labels)
    elif choice.kpis == "cards":
        yield from kpi_cards(measure, labels)
    elif choice.kpis == "inline":
        for one in measure.indicators:
            left, right = (
                f"{labels.value(figure, one, bare=False)}({labels.year(figure.year)})"
                for figure in (one.baseline, one.target)
            )
            yield Bullet("・", f"{labels.indicator_name(one)}　{left} → {right}")
    elif choice.kpis == "lines":
        for one in measure.indicators:
            yield Para(labels.indicator_name(one))
            for slot, figure in (("baseline", one.baseline), ("target", one.target)):
                header = labels.value_header(slot, figure.year).replace("\n", "")
                yield Para(f"{header}：{labels.value(figure, one, bare=False)}")
    else:
        yield tables.kpi_grid(measure, labels, definition=choice.definition, steps=choice.kpis == "steps")


def kpi_cards(measure: Measure, labels: Labels) -> Iterator[Card]:
    for one in measure.indicators:
        left = (labels.value_header("baseline", one.baseline.year), labels.value(one.baseline, one, bare=False))
        right = (labels.value_header("target", one.target.year), labels.value(one.target, one, bare=False))
        yield Card(labels.indicator_name(one), left, right)


def _schedule(plan: Plan, measure: Measure, labels: Labels, choice: Choice) -> Iterator[Block]:
    if choice.schedule in ("none", "overall"):
        return
    yield Heading(4, None, labels["schedule"], "facet")
    makers: dict[str, Callable[[], Block]] = {
        "grid": lambda: tables.schedule_grid(measure, plan, labels),
        "chart": lambda: tables.schedule_chart(measure, plan, labels),
        "halves": lambda: tables.half_year_grid(measure, plan, labels),
    }
    if choice.schedule in shapes.SCHEDULE_SHAPES:
        yield shapes.schedule_shape(choice.schedule, measure, plan, labels)
    elif choice.schedule in makers:
        yield makers[choice.schedule]()
    else:
        yield tables.symbol_grid(measure, plan, labels, choice.schedule)


def closing(plan: Plan, labels: Labels, choice: Choice) -> Iterator[Block]:
    """The chapters after the measures, and the appendix."""
    yield Heading(1, "第4章", "計画の推進", "chapter")
    number = 1
    if choice.kpis == "summary":
        yield Heading(2, str(number), "成果指標の一覧", "section")
        yield kpi_summary(plan, labels)
        number += 1
    if choice.schedule == "overall":
        yield Heading(2, str(number), "全体スケジュール", "section")
        yield tables.plan_schedule(plan, labels)
        number += 1
    if choice.roles:
        yield Heading(2, str(number), "推進体制", "section")
        yield Para("次の役割を定め、全庁で計画を推進します。")
        yield tables.roles_grid(plan)
    if choice.glossary != "none":
        yield Heading(1, None, "資料編", "appendix")
        yield Heading(2, None, labels["glossary"], "appendix")
        if choice.glossary == "grid":
            yield tables.glossary_grid(plan, labels, readings=choice.readings)
        else:
            yield from (Definition(t.term, t.definition) for t in plan.terms)
        yield from distractors.appendix(plan)


def kpi_summary(plan: Plan, labels: Labels) -> Grid:
    """All KPIs of the plan in one table, the measure's title in a merged cell at the left."""
    sample = plan.measures[0].indicators[0]
    unit = labels.unit_place == "column"
    header = [head(labels["measure_column"]), head(labels["kpi_name"])]
    if unit:
        header.append(head("単位"))
    header += [head(labels.value_header("baseline", sample.baseline.year)),
               head(labels.value_header("target", sample.target.year))]  # fmt: skip
    rows: list[Row] = []
    for measure in plan.measures:
        for place, one in enumerate(measure.indicators):
            name = f"{labels.measure_number(measure)} {measure.title}"
            first = () if place else (Cell(name, rows=len(measure.indicators)),)
            rows.append((*first, *tables.kpi_row(one, labels)))
    return Grid((tuple(header), *rows), (3, 4, *((1,) if unit else ()), 2, 2))


def _gold(plan: Plan, labels: Labels, choice: Choice, blocks: list[Block]) -> Gold:
    kpis: tuple[gold.Record, ...] = ()
    if choice.kpis in shapes.KPI_SHAPES:
        kpis = shapes.kpi_shape_gold(choice.kpis, plan, labels)
    elif choice.kpis != "none":
        steps = choice.kpis in ("steps", "two_level")
        dated = True if choice.kpis in ("inline", "two_level") else None
        kpis = gold.kpi_records(plan, labels, steps=steps, dated=dated)
    return Gold(
        measures=gold.measure_records(plan, labels),
        kpis=kpis,
        schedule=_schedule_gold(plan, choice),
        glossary=() if choice.glossary == "none" else gold.glossary_records(plan, readings=choice.readings),
        roles=gold.role_records(plan) if choice.roles else (),
        sections=gold.section_records(blocks),
    )


def _schedule_gold(plan: Plan, choice: Choice) -> tuple[gold.Record, ...]:
    if choice.schedule == "none":
        return ()
    if choice.schedule in shapes.SCHEDULE_SHAPES:
        return shapes.schedule_shape_gold(choice.schedule, plan)
    if choice.schedule == "circles":
        return gold.circle_records(plan)
    if choice.schedule == "fills":
        return gold.fill_records(plan)
    return gold.schedule_records(plan, inferred=choice.inferred)
