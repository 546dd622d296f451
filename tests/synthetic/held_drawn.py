"""Pages of two panels with figures in boxes and a strip of arrows (see `held_words` for who may read this)."""

from __future__ import annotations

from collections.abc import Iterator

from tests.synthetic import gold
from tests.synthetic.held_stories import story
from tests.synthetic.held_words import numbered
from tests.synthetic.layouts_typst import text
from tests.synthetic.model import Indicator, Measure, Plan
from tests.synthetic.story import Block, Heading, NewPage, Story, Typeset
from tests.synthetic.vocabulary import Labels

_WIDTH = 760
"""Points between the margins of a landscape page."""


def panels(plan: Plan, labels: Labels, accent: str) -> Story:
    """A landscape page for each measure: texts left, figures right, arrows below."""
    blocks: list[Block] = [Heading(1, "第3章", "取組の内容", "chapter")]
    printed: list[Block] = [*blocks]
    for policy in plan.policies:
        title = Heading(2, labels.policy_number(policy), policy.title, "policy")
        blocks += [NewPage(), title]
        printed.append(title)
        for measure in policy.measures:
            blocks += [Typeset("\n".join(_page(plan, measure, labels, accent))), NewPage()]
            printed.append(Heading(3, labels.measure_number(measure), measure.title, "measure"))
            slots = ("situation", "actions", "kpi_block", "schedule")
            printed += [Heading(4, None, labels[slot], "facet") for slot in slots]
    kpis = gold.kpi_records(plan, labels, dated=True)
    schedule = gold.schedule_records(plan, inferred=False)
    return story(plan, labels, blocks, kpis=kpis, schedule=schedule, printed=printed)


def _page(plan: Plan, measure: Measure, labels: Labels, accent: str) -> Iterator[str]:
    colour = f'rgb("{accent}")'
    departments = f"{labels['departments']}：{'、'.join(measure.departments)}"
    yield (
        f"#block(width: 100%, fill: {colour}, inset: 8pt, below: 6pt, "
        f'text(fill: white, size: 16pt, weight: "bold", {text(numbered(measure, labels))}))'
    )
    yield f"#align(right, text(size: 9.5pt, {text(departments)}))"
    left = [
        _label(labels["situation"], colour),
        *_bullets(measure.situation),
        _label(labels["actions"], colour),
        *_bullets(tuple(action.title for action in measure.actions)),
    ]
    right = [_label(labels["kpi_block"], colour), *(_figures(one, labels, colour) for one in measure.indicators)]
    yield f"#grid(columns: (1fr, 1fr), column-gutter: 18pt, [{' '.join(left)}], [{' '.join(right)}])"
    yield _label(labels["schedule"], colour)
    yield from _strip(plan, measure, labels, colour)


def _label(title: str, colour: str) -> str:
    box = f'fill: {colour}.lighten(75%), inset: (x: 8pt, y: 4pt), radius: 3pt, text(weight: "bold", {text(title)})'
    return f"#block(above: 8pt, below: 6pt, box({box}))"


def _bullets(lines: tuple[str, ...]) -> Iterator[str]:
    yield from (f"#par(hanging-indent: 1em, {text(f'・{line}')})" for line in lines)


def _figures(one: Indicator, labels: Labels, colour: str) -> str:
    def side(slot: str, figure: str, year: str) -> str:
        caption = f"text(size: 8.5pt, {text(f'{labels[slot]}（{year}）')})"
        return f'align(center)[#text(size: 15pt, weight: "bold", {text(figure)}) #linebreak() #{caption}]'

    before, after = (labels.value(figure, one, bare=False) for figure in (one.baseline, one.target))
    then, later = (labels.year(figure.year) for figure in (one.baseline, one.target))
    row = (
        f"grid(columns: (1fr, 30pt, 1fr), align: horizon, {side('baseline', before, then)}, "
        f'align(center, text(size: 16pt, fill: {colour}, "▶")), {side("target", after, later)})'
    )
    name = f'text(size: 10.5pt, weight: "bold", {text(one.name)})'
    return f"#block(width: 100%, stroke: 0.8pt + {colour}, radius: 4pt, inset: 6pt, below: 6pt)[#{name} #{row}]"


def _strip(plan: Plan, measure: Measure, labels: Labels, colour: str) -> Iterator[str]:
    """Chevrons for the years, and below them a lane of arrows for each thing that is done; the lanes have no names."""
    column = _WIDTH / len(plan.years)
    lanes = len(measure.actions)
    yield f"#block(width: {_WIDTH}pt, height: {30 + 28 * lanes}pt, breakable: false)["
    for place, year in enumerate(plan.years):
        yield _arrow(place * column, 0, column - 4, 22, colour, labels.year(year), "white")
    for lane, action in enumerate(measure.actions):
        for task in action.tasks:
            width = (task.end - task.start + 1) * column - 10
            x = (task.start - plan.first) * column + 3
            yield _arrow(x, 28 + 28 * lane, width, 22, f"{colour}.lighten(80%)", task.text, "black")
    yield "]"


def _arrow(x: float, y: float, width: float, height: float, fill: str, label: str, ink: str) -> str:
    tip = 9
    points = (
        f"(0pt, 0pt), ({width - tip}pt, 0pt), ({width}pt, {height / 2}pt), ({width - tip}pt, {height}pt), "
        f"(0pt, {height}pt)"
    )
    box = f"box(width: {width - tip}pt, height: {height}pt, align(center + horizon, {_small(label, ink)}))"
    return (
        f"#place(top + left, dx: {x}pt, dy: {y}pt, polygon(fill: {fill}, {points})) "
        f"#place(top + left, dx: {x}pt, dy: {y}pt, {box})"
    )


def _small(label: str, ink: str) -> str:
    return f"text(size: 9.5pt, fill: {ink}, {text(label)})"
