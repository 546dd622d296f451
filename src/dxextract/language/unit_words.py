"""Units that stand apart from their figures: `千円` in a column of units, `利用件数（件/年）` in a name or a header.

A unit is what may follow a number, so a number with the text behind it is read as a cell: its unit, its scale (千円 is
1000 円) and its frequency (件/年) come from the same grammar as those of printed figures. Decides nothing about which
figures a unit belongs to.
"""

from __future__ import annotations

import re
from dataclasses import replace

from dxextract.language.cells import read_cell
from dxextract.language.lexicon import lexicon
from dxextract.language.numerals import integral
from dxextract.normalise import level
from dxextract.rules import RuleSet
from dxextract.schema.document import Mention
from dxextract.schema.plan import Quantity

_OPEN, _CLOSE = "(（\\[［【〔<〈", ")）\\]］】〕>〉"
_GROUP = rf"[{_OPEN}](?P<inside>[^{_OPEN}{_CLOSE}]{{1,14}})[{_CLOSE}]"
_ENDING = re.compile(rf"(?:{_GROUP}\s*)+$")
_NOTED = re.compile(rf"(?<=[{_CLOSE}])\s*(?:[※*＊]\d{{0,2}}\s*)+$")
_ONE = re.compile(_GROUP)
_LABEL = re.compile(r"^\s*単位\s*[:：]?\s*")
_STATED = re.compile(rf"[{_OPEN}]?\s*単位\s*[:：]?\s*(?P<unit>[^{_OPEN}{_CLOSE}\s]{{1,12}})\s*[{_CLOSE}]?\s*$")
_NAMED = re.compile(rf"[^。{_OPEN}{_CLOSE}0-9０-９]{{2,40}}{_GROUP}(?=\s\D{{0,8}}[0-9０-９])")
"""A name with its unit, and figures behind it."""
_SUMMED = re.compile(r"(?<=.)[・、,/／]\s*(?:累計|累積|延べ|年間累計|年度末|年平均)$|^(?:累計|累積)[・、,/／]\s*(?=.)")
_NO_UNIT = re.compile(r"^[0-9０-９一二三四五六七八九]|[、。※]")
_PROBE = 7
"""A number that no set phrase begins with (`1体` and `3本柱` are none of a unit)."""
_LONGEST_NAME = 60
_LONGEST = 12
"""Characters of a unit that has a cell to itself."""


def read_unit_words(text: str, rules: RuleSet) -> tuple[Mention, ...]:
    """The unit that a cell is, or that stands in the brackets at its end, as a mention of one of it.

    `quantity.value` is the scale. In brackets only a listed unit counts (`（累計）` is none), or one that
    the words before count (`整備済フロア数（フロア）`).
    """
    text = _NOTED.sub("", text)
    if text[-1:] in ")）]］】〕>〉" and (ending := _ENDING.search(text)) is not None:
        for group in reversed(list(_ONE.finditer(text, ending.start()))):
            found = _unit(group["inside"], rules)
            if found is not None and (_is_listed(found, rules) or f"{group['inside']}数" in text[: group.start()]):
                return (Mention("unit", group.start(), group.end(), quantity=found),)
        return ()
    if len(text) > _LONGEST + 4:
        return ()
    found = _unit(text, rules)
    return (Mention("unit", 0, len(text), quantity=found),) if found is not None else ()


def read_ending_unit(text: str, rules: RuleSet) -> tuple[Mention, ...]:
    """The unit in the brackets that end a line short enough to be a name, labelled `ending`: it is that name's.

    Further brackets may follow (`登録者数（人）〔累計〕`), or the name's own figures (`開催回数（回） R6 15 R11 80`).
    """
    if text[-1] not in ")）]］】〕" and (named := _NAMED.match(text)) is not None:
        text = named[0]
    if (
        len(text) > _LONGEST_NAME
        or text[-1] not in ")）]］】〕"
        or not any(mark in text[-2 * _LONGEST :] for mark in "(（")
    ):
        return ()
    return tuple(replace(mention, label="ending") for mention in read_unit_words(text, rules))


def read_stated_unit(text: str, rules: RuleSet) -> tuple[Mention, ...]:
    """The unit that a line states for what stands below it (`（単位：人）`), as a mention of one of it."""
    said = _STATED.search(text)
    found = _unit(said["unit"], rules) if said is not None else None
    if said is None or found is None:
        return ()
    return (Mention("unit", said.start(), said.end(), quantity=found),)


def _unit(text: str, rules: RuleSet) -> Quantity | None:
    """One of the unit that `text` names, None when it names none."""
    bare = _SUMMED.sub("", _LABEL.sub("", text).strip())
    if not bare or len(bare) > _LONGEST or _NO_UNIT.search(bare):
        return None
    found = read_cell(f"{_PROBE}{bare}", rules=rules)
    if found is None or found.value is None or found.unit is None or found.comparator != "eq":
        return None
    return found.model_copy(update={"raw": text, "value": integral(found.value / _PROBE)})


def _is_listed(found: Quantity, rules: RuleSet) -> bool:
    return lexicon(rules).cell_unit.fullmatch(level(found.unit or "")) is not None
