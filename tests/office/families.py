"""The families of office plans: which program wrote them, and how it was used. A third is held out from tuning."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.office import (
    held_chevrons,
    held_drawings,
    held_families,
    held_offices,
    held_plans,
    held_slides,
    held_steps,
    sheet_families,
    slide_families,
    word_families,
)
from tests.office.content import Wording, office_plan, office_wording
from tests.synthetic.held_bank import HELD_BANK, lists_of, plain_lists_of
from tests.synthetic.held_fields import FIELDS_BANK, fields_of
from tests.synthetic.held_matters import MATTERS_BANK, matters_of
from tests.synthetic.held_terms import terms_of
from tests.synthetic.held_topics import TOPICS_BANK, topics_of
from tests.synthetic.held_words import counted, labels_of
from tests.synthetic.model import Plan
from tests.synthetic.story import Gold
from tests.synthetic.topics import COMMON, Bank
from tests.synthetic.vocabulary import Labels

Maker = Callable[[Plan, Wording, random.Random, Path], Gold]


@dataclass(frozen=True)
class Family:
    """`make` writes the file and says what stands in it. `text`: read as `pdftotext -layout` prints it.

    `opened`: held out once, and still worded from the lists of those that are. `places`: where units may stand in a
    family whose words come from `worded`.
    """

    make: Maker
    suffix: str
    text: bool = False
    held_out: bool = False
    opened: bool = False
    large: bool = False
    places: tuple[str, ...] = ()
    worded: Callable[..., Labels] = labels_of
    bank: Bank = COMMON


FAMILIES = {
    "word_report": Family(word_families.report, ".docx"),
    "word_shapes": Family(word_families.shapes, ".docx"),
    "word_summary": Family(word_families.summary, ".docx", large=True),
    "word_forms": Family(word_families.forms, ".docx"),
    "excel_list": Family(sheet_families.list_table, ".xlsx", large=True),
    "excel_forms": Family(sheet_families.forms, ".xlsx"),
    "excel_schedule": Family(sheet_families.schedules, ".xlsx", large=True),
    "slides_measures": Family(slide_families.measures, ".pptx"),
    "slides_cards": Family(slide_families.cards, ".pptx"),
    "text_report": Family(word_families.text_report, ".docx", text=True),
    "text_shapes": Family(word_families.text_shapes, ".docx", text=True),
    "word_boxes": Family(word_families.boxes, ".docx", held_out=True),
    "excel_kpis": Family(sheet_families.kpis, ".xlsx", held_out=True, large=True),
    "slides_roadmap": Family(slide_families.roadmap, ".pptx", opened=True),
    "text_summary": Family(word_families.text_summary, ".docx", text=True, opened=True),
    "text_sheets": Family(sheet_families.text_kpis, ".xlsx", text=True, opened=True),
    "word_year_rows": Family(held_families.year_rows, ".docx", opened=True, places=("value", "name")),
    "excel_bands": Family(held_families.bands, ".xlsx", opened=True, large=True, places=("value", "value", "name")),
    "slides_strips": Family(held_slides.strips, ".pptx", opened=True, places=("value",)),
    "slides_lanes": Family(held_slides.lanes, ".pptx", opened=True, places=("value",)),
    "text_year_forms": Family(held_families.text_forms, ".docx", text=True, opened=True, places=("value", "name")),
    "word_task_tables": Family(
        held_plans.task_tables, ".docx", held_out=True, places=("value", "value", "name"), worded=terms_of
    ),
    "slides_as_is": Family(held_plans.as_is, ".pptx", opened=True, places=("value", "name"), worded=terms_of),
    "excel_year_blocks": Family(
        held_plans.year_blocks, ".xlsx", opened=True, large=True, places=("value", "name"), worded=terms_of
    ),
    "word_policy_boards": Family(
        held_offices.policy_boards,
        ".docx",
        held_out=True,
        places=("value", "value", "column"),
        worded=plain_lists_of,
        bank=HELD_BANK,
    ),
    "excel_progress": Family(
        held_offices.progress,
        ".xlsx",
        opened=True,
        large=True,
        places=("column",),
        worded=lists_of,
        bank=HELD_BANK,
    ),
    "slides_action_rows": Family(
        held_offices.action_rows, ".pptx", opened=True, places=("value",), worded=plain_lists_of, bank=HELD_BANK
    ),
    "text_label_forms": Family(
        held_offices.label_forms,
        ".docx",
        text=True,
        opened=True,
        places=("value",),
        worded=plain_lists_of,
        bank=HELD_BANK,
    ),
    "word_dated_steps": Family(
        held_steps.dated_steps,
        ".docx",
        opened=True,
        places=("value", "value", "column", "name"),
        worded=topics_of,
        bank=TOPICS_BANK,
    ),
    "word_drawn_arrows": Family(
        held_drawings.drawn_arrows,
        ".docx",
        held_out=True,
        places=("value", "value", "column"),
        worded=matters_of,
        bank=MATTERS_BANK,
    ),
    "slides_three_columns": Family(
        held_drawings.three_columns, ".pptx", opened=True, places=("value",), worded=matters_of, bank=MATTERS_BANK
    ),
    "slides_chevrons": Family(
        held_chevrons.chevrons, ".pptx", opened=True, places=("value",), worded=fields_of, bank=FIELDS_BANK
    ),
}


def write(name: str, seed: int, folder: Path) -> tuple[Path, Gold]:
    """The office file of `seed` in the layout `name`, and its gold."""
    family = FAMILIES[name]
    path = folder / f"{name}-{seed}{family.suffix}"
    plan = office_plan(name, seed, large=family.large, bank=family.bank)
    if family.places:
        words = random.Random(f"words-{name}-{seed}")
        wording = Wording(family.worded(words, places=family.places), inferred=family.text)
        plan = counted(plan) if family.places == ("value",) else plan
    else:
        wording = office_wording(name, seed, held_out=family.held_out or family.opened, text=family.text)
    return path, family.make(plan, wording, random.Random(f"{name}-{seed}"), path)
