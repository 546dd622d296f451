"""How circles, pills and other small shapes print a year: an era and its number alone (令和8, R8).

Decides nothing about columns of times (`rules/time_columns.yaml`), where 令和8 without 年度 is rare.
"""

from __future__ import annotations

import re

BARE_YEAR = re.compile(r"(?:令和|平成|[RH])\s?(?:[0-9]{1,2}|元)")
