"""Rows of what the work costs, at the end of its schedule: 事業費（千円） | 1,200 | 5,400.

Decides by what names a row whether it is one. What its figures are is for who asks.
"""

from __future__ import annotations

import re

_MONEY = re.compile(
    r"(?:概算|総|想定|見込)?(?:事業費|予算額?|経費|費用|決算額?|コスト|財源)(?:見込額?|額|の見込み)?\s*(?:[(（].*)?$"
)


def names_costs(name: str) -> bool:
    """Whether a row of this name is of money."""
    return _MONEY.match(name) is not None
