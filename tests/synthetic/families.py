"""The layout families: how each one words and sets a plan. A third is held out: nobody tunes the rules on them."""

from __future__ import annotations

import random
from dataclasses import replace

from tests.synthetic import (
    form_stories,
    held_converted,
    held_families,
    held_glossy,
    held_items,
    held_plans,
    held_reports,
    held_sides,
    layouts_text,
    shapes,
    stories,
)
from tests.synthetic.family import Family, Rendering, as_text, pdf
from tests.synthetic.generate import random_plan
from tests.synthetic.layouts_typst import Sheet
from tests.synthetic.model import Plan
from tests.synthetic.stories import Choice
from tests.synthetic.vocabulary import Labels, random_labels

_FACET_MARKS = ("■", "◆", "【】", "●", "○", "□", "▼")
_ACCENTS = ("#1f5fa8", "#2e6f40", "#8a3b12", "#5b3a86", "#0b7285")


def render(name: str, seed: int) -> Rendering:
    """The plan of `seed` in the layout `name`, in that family's own wording of labels."""
    family = FAMILIES[name]
    rng = random.Random(f"{name}-{seed}")
    plan = random_plan(seed, large=family.large, bank=family.bank)
    return family.make(plan, random_labels(rng, held_out=family.own_words), rng)


def report_ruled(plan: Plan, labels: Labels, rng: random.Random) -> Rendering:
    """A Word-like report: ruled KPI and schedule tables under each measure."""
    choice = Choice(
        kpis=rng.choice(("grid", "grid", "steps")),
        definition=rng.random() < 0.3,
        readings=rng.random() < 0.3,
        inline_departments=rng.random() < 0.3,
        new_pages=rng.random() < 0.3,
    )
    sheet = Sheet(
        font=rng.choice(("Noto Serif CJK JP", "Noto Sans CJK JP")),
        facet_mark=rng.choice(_FACET_MARKS),
        header=rng.choice((None, f"{plan.municipality}{plan.title}")),
        accent=rng.choice(_ACCENTS),
        contents=rng.random() < 0.8,
        band_headings=rng.random() < 0.4,
    )
    return pdf(stories.report(plan, labels, choice), sheet)


def forms(plan: Plan, labels: Labels, rng: random.Random) -> Rendering:
    """個票: one form for each measure."""
    sheet = Sheet(accent=rng.choice(_ACCENTS), contents=rng.random() < 0.6)
    return pdf(form_stories.forms(plan, labels, rng), sheet)


def list_table(plan: Plan, labels: Labels, rng: random.Random) -> Rendering:
    """One huge table for all measures, landscape."""
    sheet = Sheet(
        paper=rng.choice(("a3", "a4")),
        flipped=True,
        margin="15mm",
        table_size=rng.choice((7.5, 8.0)),
        repeat_headers=rng.random() < 0.7,
    )
    return pdf(form_stories.list_table(plan, labels, rng), sheet)


def text_tabs(plan: Plan, labels: Labels, rng: random.Random) -> Rendering:
    """Text as a converter writes it: a line for each paragraph, tables with tabs."""
    story = stories.report(plan, labels, _text_choice(rng))
    return as_text(layouts_text.tabbed(story, rng.choice(_FACET_MARKS)), story.gold)


def text_markdown(plan: Plan, labels: Labels, rng: random.Random) -> Rendering:
    """Markdown: # headings and | tables."""
    story = stories.report(plan, labels, _text_choice(rng))
    return as_text(layouts_text.markdown(story), story.gold)


def text_aligned(plan: Plan, labels: Labels, rng: random.Random) -> Rendering:
    """As pdftotext -layout prints."""
    story = stories.report(plan, labels, _text_choice(rng))
    return as_text(layouts_text.aligned(story, rng.choice(_FACET_MARKS)), story.gold)


def _text_choice(rng: random.Random) -> Choice:
    return Choice(
        kpis=rng.choice(("grid", "grid", "steps")),
        definition=rng.random() < 0.2,
        readings=rng.random() < 0.3,
        inline_departments=rng.random() < 0.4,
        inferred=True,
    )


def slides_cards(plan: Plan, labels: Labels, rng: random.Random) -> Rendering:
    """A slide deck: KPI cards and drawn arrows, a slide or two for each measure."""
    choice = Choice(kpis="cards", schedule="chart", new_pages=True, inline_departments=rng.random() < 0.5)
    sheet = Sheet(
        paper="presentation-16-9",
        margin="16mm",
        size=12,
        table_size=10,
        facet_mark=rng.choice(_FACET_MARKS),
        band_headings=True,
        accent=rng.choice(_ACCENTS),
        contents=rng.random() < 0.5,
        bar_shape=rng.choice(("pentagon", "box")),
    )
    return pdf(stories.report(plan, labels, choice), sheet)


def two_level_headers(plan: Plan, labels: Labels, rng: random.Random) -> Rendering:
    """The target's years on a second header row; half-years below years in the schedule."""
    choice = Choice(kpis="two_level", schedule=rng.choice(("halves", "grid")))
    sheet = Sheet(facet_mark=rng.choice(_FACET_MARKS), accent=rng.choice(_ACCENTS))
    return pdf(stories.report(plan, labels, choice), sheet)


def colour_bands(plan: Plan, labels: Labels, rng: random.Random) -> Rendering:
    """Tables without rulings, or with a few: bands of colour, horizontal lines, dots."""
    choice = Choice(kpis=rng.choice(("grid", "steps")), readings=rng.random() < 0.5)
    sheet = Sheet(
        rules=rng.choice(("bands", "rows", "none", "dotted")),
        facet_mark=rng.choice(_FACET_MARKS),
        accent=rng.choice(_ACCENTS),
        band_headings=True,
    )
    return pdf(stories.report(plan, labels, choice), sheet)


def symbol_schedule(plan: Plan, labels: Labels, rng: random.Random) -> Rendering:
    """Schedules of symbols, of filled cells, and by half-years."""
    choice = Choice(schedule=rng.choice(("arrows", "circles", "fills", "halves")), inline_departments=True)
    sheet = Sheet(facet_mark=rng.choice(_FACET_MARKS), accent=rng.choice(_ACCENTS), boxed_facets=True)
    return pdf(stories.report(plan, labels, choice), sheet)


def two_columns(plan: Plan, labels: Labels, rng: random.Random) -> Rendering:
    """Pages in two columns, the glossary as a definition list."""
    choice = Choice(schedule="none", glossary="list", inline_departments=rng.random() < 0.5)
    sheet = Sheet(columns=2, facet_mark=rng.choice(_FACET_MARKS), size=9.5, table_size=8, contents=False)
    return pdf(stories.report(plan, labels, choice), sheet)


def inline_kpis(plan: Plan, labels: Labels, rng: random.Random) -> Rendering:
    """KPIs in lines instead of tables, in a PDF or in a text."""
    kpis = rng.choice(("inline", "lines"))
    if rng.random() < 0.5:
        choice = Choice(kpis=kpis, inferred=True, glossary="list")
        story = stories.report(plan, labels, choice)
        return as_text(layouts_text.tabbed(story, rng.choice(_FACET_MARKS)), story.gold)
    sheet = Sheet(facet_mark=rng.choice(_FACET_MARKS), accent=rng.choice(_ACCENTS))
    return pdf(stories.report(plan, labels, Choice(kpis=kpis, schedule="chart", glossary="list")), sheet)


def summary_table(plan: Plan, labels: Labels, rng: random.Random) -> Rendering:
    """All KPIs in one table behind the measures, named by a measure column."""
    choice = Choice(kpis="summary", inline_departments=rng.random() < 0.5)
    sheet = Sheet(facet_mark=rng.choice(_FACET_MARKS), repeat_headers=rng.random() < 0.5, accent=rng.choice(_ACCENTS))
    return pdf(stories.report(plan, labels, choice), sheet)


def split_tables(plan: Plan, labels: Labels, rng: random.Random) -> Rendering:
    """Tables that go on over pages: one schedule for all measures, or forms with vertical labels."""
    sheet = Sheet(repeat_headers=rng.random() < 0.5, facet_mark=rng.choice(_FACET_MARKS), paper="a4")
    if rng.random() < 0.5:
        return pdf(form_stories.forms(plan, labels, rng, vertical=True), sheet)
    return pdf(stories.report(plan, labels, Choice(schedule="overall", readings=True)), sheet)


def sheets(plan: Plan, labels: Labels, rng: random.Random) -> Rendering:
    """Spreadsheet pages: everything in one grid, labels above their content."""
    sheet = Sheet(contents=False, accent=rng.choice(_ACCENTS), flipped=rng.random() < 0.5, margin="14mm")
    return pdf(form_stories.sheets(plan, labels, rng), sheet)


def kpi_shapes(plan: Plan, labels: Labels, rng: random.Random) -> Rendering:
    """KPI tables turned round, with years in the cells, with rows of targets and actuals, with merged categories."""
    labels = replace(labels, unit_place="value" if labels.unit_place == "column" else labels.unit_place)
    choice = Choice(kpis=rng.choice(shapes.KPI_SHAPES), schedule="none", inline_departments=rng.random() < 0.5)
    sheet = Sheet(facet_mark=rng.choice(_FACET_MARKS), accent=rng.choice(_ACCENTS))
    return pdf(stories.report(plan, labels, choice), sheet)


def schedule_shapes(plan: Plan, labels: Labels, rng: random.Random) -> Rendering:
    """Schedules by quarters, with lists in their cells, a row for each year, lines with arrowheads."""
    choice = Choice(schedule=rng.choice(shapes.SCHEDULE_SHAPES))
    sheet = Sheet(facet_mark=rng.choice(_FACET_MARKS), accent=rng.choice(_ACCENTS), band_headings=rng.random() < 0.5)
    return pdf(stories.report(plan, labels, choice), sheet)


def numbered_blocks(plan: Plan, labels: Labels, rng: random.Random) -> Rendering:
    """The blocks of a measure are numbered (1 現状, 2 取組内容), the measures have brackets or no number."""
    choice = Choice(numbered_blocks=rng.choice(("({n})", "{n}", "{k}")), new_pages=rng.random() < 0.5)
    labels = replace(labels, measure_style=rng.choice(("施策{p}-{n}", "取組{s}", "施策{s}")))
    sheet = Sheet(facet_mark="", accent=rng.choice(_ACCENTS), font="Noto Serif CJK JP")
    return pdf(stories.report(plan, labels, choice), sheet)


def text_list_table(plan: Plan, labels: Labels, rng: random.Random) -> Rendering:
    """The list table in a tab-separated text."""
    story = form_stories.list_table(plan, labels, rng, inferred=True)
    return as_text(layouts_text.tabbed(story, "■"), story.gold)


def text_forms(plan: Plan, labels: Labels, rng: random.Random) -> Rendering:
    """Forms in a tab-separated text."""
    story = form_stories.forms(plan, labels, rng, inferred=True)
    return as_text(layouts_text.tabbed(story, "■"), story.gold)


FAMILIES: dict[str, Family] = {
    "report_ruled": Family(report_ruled),
    "slides_cards": Family(slides_cards),
    "forms": Family(forms),
    "list_table": Family(list_table, large=True),
    "symbol_schedule": Family(symbol_schedule),
    "inline_kpis": Family(inline_kpis),
    "split_tables": Family(split_tables, large=True),
    "text_tabs": Family(text_tabs),
    "text_markdown": Family(text_markdown),
    "text_list_table": Family(text_list_table),
    "text_forms": Family(text_forms),
    "kpi_shapes": Family(kpi_shapes),
    "schedule_shapes": Family(schedule_shapes),
    "numbered_blocks": Family(numbered_blocks, held_out=True),
    "two_level_headers": Family(two_level_headers, held_out=True),
    "colour_bands": Family(colour_bands, opened=True),
    "two_columns": Family(two_columns, held_out=True),
    "summary_table": Family(summary_table, held_out=True, large=True),
    "sheets": Family(sheets, opened=True),
    "text_aligned": Family(text_aligned, held_out=True),
    **held_families.FAMILIES,
    **held_plans.FAMILIES,
    **held_reports.FAMILIES,
    **held_converted.FAMILIES,
    **held_sides.FAMILIES,
    **held_glossy.FAMILIES,
    **held_items.FAMILIES,
}
