"""The years that the heading of a block of indicators states for all of them (`KPI（2024→2029）`).

Decides which year is the baselines' and which the targets'. Years that lines state themselves come before these.
"""

from __future__ import annotations

import re

from dxextract.normalise import level
from dxextract.schema.document import Paragraph
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
