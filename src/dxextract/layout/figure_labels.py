"""What a small text beside a large figure says of it: which of two values it is, or of what time (現状値, 目標(R12)).

Decides by the words that also head the columns of tables (`rules.header_words`) and by the labels of times; which
figure a text stands beside is decided in `figure_runs`, and what the figures mean is read from the line that comes
of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Literal

from dxextract.layout.bare_years import BARE_YEAR
from dxextract.normalise import level
from dxextract.rules import RuleSet
from dxextract.rules.header_words import header_word

Says = Literal["first", "middle", "last", "when"]
"""A label of the first value (現状), of one on the way (中間目標), of the last (目標), or a time alone."""
SaysWhich = Callable[[str], Says | None]

LONGEST_LABEL = 24
"""Characters of what says which value a figure is."""
_SAYS: dict[str, Says] = {
    "baseline": "first",
    "actual": "first",
    "target": "last",
    "milestone": "when",
    "year": "when",
}
_SIGNS = " 　▼▽▲△"
_AROUND = _SIGNS + "()（）[]［］【】〔〕:：/／"
_IN_BRACKETS = re.compile(r"[(（]([^()（）]{2,8})[)）]$")
_SHOWN = re.compile(r"の?姿(?=$|[(（])")
"""What a figure shows, as cards of large figures have it for its value: めざす姿(R12)."""
YEARS_LONG = re.compile(r"[0-9年度][～〜~][0-9RH令平]")
"""A span of years is the time of what is done (令和9年度～12年度), never that of a value."""
_ON_THE_WAY = re.compile("中間|途中|中期(?=目標)")
_BY = re.compile(r"(?:末?まで(?:に|には)?|には|末?時点|末|現在)$")
"""What ends the time of a value: 令和12年度までに."""


def label_reader(rules: RuleSet, is_time_label: Callable[[str], bool]) -> SaysWhich:
    """The function that says of a short text what it tells of a figure, None of any other text."""

    def says(text: str) -> Says | None:
        if _ON_THE_WAY.match(text) is not None and header_word(text, rules) is not None:
            return "middle"
        found = _SAYS.get(header_word(text, rules) or "")
        if found != "when" and found is not None:
            return found
        within = _IN_BRACKETS.search(text)  # R6(現状)
        told = _SAYS.get(header_word(within[1], rules) or "") if within is not None else None
        dated = is_time_label(text) or BARE_YEAR.fullmatch(text) is not None
        if within is not None and told in ("first", "last") and is_time_label(text[: within.start()].strip()):
            return told
        return "when" if (dated or found == "when") and YEARS_LONG.search(text) is None else None

    @lru_cache(maxsize=4096)
    def which(text: str) -> Says | None:
        if not 1 < len(text) <= LONGEST_LABEL:
            return None
        whole = _SHOWN.sub("値", level(text).strip(_SIGNS))
        bare = whole.strip(_AROUND)
        forms = dict.fromkeys((whole, bare, _BY.sub("", bare)))
        return next((found for form in forms if len(form) > 1 and (found := says(form)) is not None), None)

    return which
