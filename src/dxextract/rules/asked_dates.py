"""Headers that ask for a date (導入年度, 更新予定時期): what stands below one is an answer, no header of its own.

Decides it for one header's text; that the cell below holds a date is for who asks to see.
"""

from __future__ import annotations

import re

_ASKS = re.compile(r"[^0-9０-９]*(?:年度|年次|時期|年月日?|期限|期日|予定日)(?:[(（][^()（）]*[)）])?")


def asks_for_date(text: str) -> bool:
    """Whether a header names a time and no year of its own."""
    return _ASKS.fullmatch(text.strip()) is not None
