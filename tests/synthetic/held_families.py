"""Held-out families of the second set: layouts and wordings that those who edit rules and code have not seen.

Nobody who edits rules or extraction code looks at this module, at `held_stories`, `held_drawn` or `held_words`.
"""

from __future__ import annotations

import random

from tests.synthetic import held_drawn, held_stories, layouts_text
from tests.synthetic.family import Family, Rendering, as_text, pdf
from tests.synthetic.held_words import counted, labels_of
from tests.synthetic.layouts_typst import Sheet
from tests.synthetic.model import Plan
from tests.synthetic.vocabulary import Labels

_ACCENTS = ("#1b4f72", "#196f3d", "#7d3c98", "#b9770e")
_MARKS = ("■", "◆", "●", "【】", "▶")


def road_maps(plan: Plan, _labels: Labels, rng: random.Random) -> Rendering:
    """Landscape tables of measures, years across, indicators in the last column."""
    sheet = Sheet(flipped=True, margin="14mm", accent=rng.choice(_ACCENTS), table_size=rng.choice((7.5, 8)))
    return pdf(held_stories.road_maps(counted(plan), labels_of(rng, places=("value",)), rng), sheet)


def year_forms(plan: Plan, _labels: Labels, rng: random.Random) -> Rendering:
    """個票 whose tasks and indicators share their year columns."""
    flipped = rng.random() < 0.5
    sheet = Sheet(flipped=flipped, margin="15mm", table_size=8.5, accent=rng.choice(_ACCENTS), contents=False)
    return pdf(held_stories.year_forms(plan, labels_of(rng), rng), sheet)


def goal_ends(plan: Plan, _labels: Labels, rng: random.Random) -> Rendering:
    """Indicators and years in tables at the end of each policy."""
    sheet = Sheet(facet_mark=rng.choice(_MARKS), accent=rng.choice(_ACCENTS), band_headings=rng.random() < 0.5)
    labels = labels_of(rng, places=("value", "column"), dated=rng.random() < 0.8)
    return pdf(held_stories.goal_ends(plan, labels, rng), sheet)


def panels(plan: Plan, _labels: Labels, rng: random.Random) -> Rendering:
    """Landscape pages of two panels, figures in boxes, a strip of arrows."""
    accent = rng.choice(_ACCENTS)
    sheet = Sheet(flipped=True, margin="14mm", size=10, accent=accent, band_headings=True)
    return pdf(held_drawn.panels(counted(plan), labels_of(rng, places=("value",)), accent), sheet)


def text_lines(plan: Plan, _labels: Labels, rng: random.Random) -> Rendering:
    """A text without tables for the measures."""
    story = held_stories.line_measures(counted(plan), labels_of(rng, places=("value",)), rng)
    return as_text(layouts_text.tabbed(story, rng.choice(_MARKS)), story.gold)


FAMILIES = {
    "road_maps": Family(road_maps, opened=True),
    "year_forms": Family(year_forms, opened=True),
    "goal_ends": Family(goal_ends, held_out=True),
    "panels": Family(panels, held_out=True),
    "text_lines": Family(text_lines, held_out=True),
}
