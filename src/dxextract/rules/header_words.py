"""What one cell of a table's header names, by its words.

Decides which label of the family `table_headers` a header has, whatever stands in brackets around or behind it
(【目標値】, 指標名（単位）, 計画値(令和12(2030)年度)) and when it names two things (単位／現状値, 現状値 → 目標値).
Which dates it states, which rows are header and what a whole column holds is decided by who asks.
"""

from __future__ import annotations

import re

from dxextract.rules import RuleSet
from dxextract.rules.value_labels import beside_unit, heads_from_and_to, of_equal_parts

_AROUND = "()（）[]［］【】〔〕<>〈〉 　・:："
_BRACKETED = re.compile(r"[(（\[【〔<〈][^)）\]】〕>〉]*[)）\]】〕>〉]")
_DATED = re.compile(
    r"\s*(?:[(（](?:令和|平成|[RH])?\s?(?:[0-9]{1,4}|元)\s?(?:[(（][^()（）]*[)）]\s?)?(?:年度?)?末?[)）]"
    r"|(?<=.)(?:令和|平成|[RH])\s?(?:[0-9]{1,2}|元)\s?[(（](?:19|20)[0-9]{2}年?[)）]\s?(?:年度?)?末?"
    r"|(?<=.)(?:19|20)[0-9]{2}\s?[(（](?:令和|平成|[RH])\s?(?:[0-9]{1,2}|元)年?[)）]\s?(?:年度?)?末?)$"
)
"""The year that ends a header: in brackets, perhaps with brackets of its own, or told in two ways (令和6(2024)年度)."""


def header_word(text: str, rules: RuleSet) -> str | None:
    """The label of one header cell, as it stands or without what brackets and a year add to it; None without one."""
    if heads_from_and_to(text, rules):
        return "target"
    family = rules["table_headers"]
    bare = _BRACKETED.sub("", text).strip(_AROUND)
    for said in dict.fromkeys((text, bare or text.strip(_AROUND), _DATED.sub("", text))):
        if said and (label := family.label(said)) is not None:
            return label
    return beside_unit(text, rules) or of_equal_parts(text, rules)
