"""The layout families: how each one words and sets a plan. A third is held out: nobody tunes the rules on them."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from tests.synthetic import form_stories, layouts_text, stories
from tests.synthetic.generate import random_plan
from tests.synthetic.layouts_typst import Sheet, compile_pdf
from tests.synthetic.model import Plan
from tests.synthetic.stories import Choice
from tests.synthetic.story import Gold, Story
from tests.synthetic.vocabulary import Labels, random_labels

_FACET_MARKS = ("■", "◆", "【】", "●", "○", "□", "▼")
_ACCENTS = ("#1f5fa8", "#2e6f40", "#8a3b12", "#5b3a86", "#0b7285")


@dataclass(frozen=True)
class Rendering:
    """A plan as a file: its bytes, the file name's suffix, the records that stand in it."""

    data: bytes
    suffix: str
    gold: Gold


Maker = Callable[[Plan, Labels, random.Random], Rendering]


@dataclass(frozen=True)
class Family:
    """A layout; `held_out` families are scored and never tuned on."""

    make: Maker
    held_out: bool = False


def render(name: str, seed: int) -> Rendering:
    """The plan of `seed` in the layout `name`, in that family's own wording of labels."""
    family = FAMILIES[name]
    rng = random.Random(f"{name}-{seed}")
    return family.make(random_plan(seed), random_labels(rng, held_out=family.held_out), rng)


def _pdf(story: Story, sheet: Sheet) -> Rendering:
    return Rendering(compile_pdf(story, sheet), ".pdf", story.gold)


def _text(text: str, gold: Gold) -> Rendering:
    return Rendering(text.encode(), ".txt", gold)


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
    return _pdf(stories.report(plan, labels, choice), sheet)


def forms(plan: Plan, labels: Labels, rng: random.Random) -> Rendering:
    """個票: one form for each measure."""
    sheet = Sheet(accent=rng.choice(_ACCENTS), contents=rng.random() < 0.6)
    return _pdf(form_stories.forms(plan, labels, rng), sheet)


def list_table(plan: Plan, labels: Labels, rng: random.Random) -> Rendering:
    """One huge table for all measures, landscape."""
    sheet = Sheet(
        paper=rng.choice(("a3", "a4")),
        flipped=True,
        margin="15mm",
        table_size=rng.choice((7.5, 8.0)),
        repeat_headers=rng.random() < 0.7,
    )
    return _pdf(form_stories.list_table(plan, labels, rng), sheet)


def text_tabs(plan: Plan, labels: Labels, rng: random.Random) -> Rendering:
    """Text as a converter writes it: a line for each paragraph, tables with tabs."""
    story = stories.report(plan, labels, _text_choice(rng))
    return _text(layouts_text.tabbed(story, rng.choice(_FACET_MARKS)), story.gold)


def text_markdown(plan: Plan, labels: Labels, rng: random.Random) -> Rendering:
    """Markdown: # headings and | tables."""
    story = stories.report(plan, labels, _text_choice(rng))
    return _text(layouts_text.markdown(story), story.gold)


def text_aligned(plan: Plan, labels: Labels, rng: random.Random) -> Rendering:
    """As pdftotext -layout prints."""
    story = stories.report(plan, labels, _text_choice(rng))
    return _text(layouts_text.aligned(story, rng.choice(_FACET_MARKS)), story.gold)


def _text_choice(rng: random.Random) -> Choice:
    return Choice(
        kpis=rng.choice(("grid", "grid", "steps")),
        definition=rng.random() < 0.2,
        readings=rng.random() < 0.3,
        inline_departments=rng.random() < 0.4,
        inferred=True,
    )


FAMILIES: dict[str, Family] = {
    "report_ruled": Family(report_ruled),
    "forms": Family(forms),
    "list_table": Family(list_table),
    "text_tabs": Family(text_tabs),
    "text_markdown": Family(text_markdown),
    "text_aligned": Family(text_aligned, held_out=True),
}
