"""The years that the heading of a block of indicators states for all of them (`KPI（2024→2029）`).

Decides which year is the baselines' and which the targets'. Years that lines state themselves come before these.
"""

from __future__ import annotations

import re
from dataclasses import replace

from dxextract.extract.kpis.drafts import Draft
from dxextract.normalise import level
from dxextract.schema.document import Block, Paragraph
from dxextract.schema.plan import DateRef
from dxextract.signs import ARROWS

_TO = rf"\s*[{ARROWS}~]\s*"
_BARE = re.compile(rf"(?<!\d)(?P<first>20\d\d)(?:年度?)?{_TO}(?P<last>20\d\d)(?:年度?)?(?![\d.,])")
"""Two years of the Western calendar around an arrow, with or without 年度: fiscal years, as in columns of years."""
_BETWEEN = re.compile(rf"[{ARROWS}~]|から|[、,/・\s]\s*目標")
"""What leads from the one year to the other, or says what the other is (現状：令和6年度、目標：令和10年度)."""


def years_around_arrow(heading: Paragraph) -> tuple[DateRef, DateRef] | None:
    """The year of the present values and that of the targets, where one leads to the other."""
    bare = _BARE.search(level(heading.text))
    if bare is not None and bare["first"] < bare["last"]:
        first, last = (heading.text[slice(*bare.span(name))] for name in ("first", "last"))
        return DateRef.of_fiscal_years(first, int(first)), DateRef.of_fiscal_years(last, int(last))
    dates = [m for m in heading.mentions if m.kind == "date" and m.date is not None]
    if len(dates) != 2 or not _BETWEEN.search(level(heading.text)[dates[0].end : dates[1].start]):
        return None
    first_date, last_date = (m.date for m in dates)
    return (first_date, last_date) if first_date is not None and last_date is not None else None


def stated_years(heading: Block) -> tuple[DateRef | None, DateRef | None]:
    """The years that the heading of a KPI block states for baselines and targets.

    `成果指標（令和11年度目標）` has the target's alone, `KPI（現状：令和6年度 → 目標：令和11年度）` both.
    """
    if not isinstance(heading, Paragraph):
        return None, None
    if (around := years_around_arrow(heading)) is not None:
        return around
    dates = [m.date for m in heading.mentions if m.kind == "date" and m.date]
    if len(dates) == 1:
        return None, dates[0]
    return (dates[0], dates[1]) if len(dates) == 2 and dates[0].fiscal_year < dates[1].fiscal_year else (None, None)


def in_years(draft: Draft, years: tuple[DateRef | None, DateRef | None]) -> Draft:
    """Figures without years with those of their block; a year for targets alone dates no target beside milestones."""
    now, due = years
    if draft.milestones or any(one is not None and one.at is not None for one in (draft.baseline, draft.target)):
        return draft if now is not None or draft.milestones else with_due(draft, due)
    if now is not None and draft.baseline is not None:
        draft = replace(draft, baseline=draft.baseline.model_copy(update={"at": now}))
    return with_due(draft, due)


def with_due(draft: Draft, due: DateRef | None) -> Draft:
    target = draft.target
    if target is None or target.at is not None or due is None:
        return draft
    return replace(draft, target=target.model_copy(update={"at": due}))
