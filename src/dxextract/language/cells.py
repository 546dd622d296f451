"""A table cell read as one value.

Signals, in order: words and dashes for "no value"; the dates in the cell (one in brackets, or tied by までに/時点,
becomes `at`; one that figures are compared with, as in 令和元年度比, does not); a ranking or a fraction, which is a
value in words; exactly one number with words around it; a direction alone; a closed list of values in words.

A cell is no value (None) when it is blank, only a date, an action label, or any text with more in it than that: a
name, a heading, a sentence, two figures. Its dates and figures are then to be had from `read_dates` and
`read_quantities`.
"""

from __future__ import annotations

import re
from typing import NamedTuple, cast

from dxextract.language.dates import read_dates
from dxextract.language.lexicon import NUMERAL, Lexicon, lexicon
from dxextract.language.numerals import parse_number
from dxextract.language.quantities import (
    MASK,
    Amount,
    Reading,
    build,
    mask_dates,
    quantities_beside,
    words_after,
    words_before,
)
from dxextract.normalise import level
from dxextract.rules import RuleSet, load_rules
from dxextract.schema.document import Mention
from dxextract.schema.plan import DateRef, Direction, Quantity
from dxextract.signs import ARROW

LONGEST = 60
"""Characters; a longer cell is a text, whatever figures it has."""
_OPEN, _CLOSE = "(〔[〈<【", ")〕]〉>】"
_GROUP = re.compile(rf" ?[{re.escape(_OPEN)}](?P<inside>[^{re.escape(_OPEN + _CLOSE)}]*)[{re.escape(_CLOSE)}] ?")
_FURTHER = re.compile(
    rf"^(?:現状値?|基準値?|実績値?)?[\s:]*{MASK}+(?:度?末)?[\s:は]*約?\d[\d,.]*[^\d\s、年月日]{{1,4}}$"
)
_BASE = re.compile(rf"{MASK}+(?:度|年度|年|末)?(?:実績|値|現状)*(?:対比|比較|比で?|より|からの?|と比べて|に対して) ?")
_RANKING = re.compile(r"(?:全国|県内|府内)?[\d,]+位? ?[/中] ?[\d,]+(?:位|団体|市町村|自治体)")
_FRACTION = re.compile(r"[\d,]+([^\d/()\s]{0,6}) ?/ ?(?:全 ?)?[\d,]+([^\d/()\s]{1,6})")
_LABEL = re.compile(r"[①-⑳㉑-㉟][①-⑳㉑-㉟\s,、・~-]*|[(]?\d{1,2}[).]|\(\d{1,2}\)|[A-Za-zア-ン][).]")
_BARE = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})*|0")
_NOUN = re.compile(r"か?[一-龥々〆ァ-ヴー]{1,10}(?:き|み)?|つ(?!の)")
_CODE = re.compile(r"0\d")
_WHOSE = re.compile(r"(?!変更|改[定正訂]|見直)[0-9]{0,2}[一-龥々ァ-ヴー・]{2,10}")
_NOTED = re.compile(r"(?<=\S)\s*[※*]\d{0,2}$")
_NUMBER = re.compile(r"[\d一二三四五六七八九十百千半]")
"""What every figure has in it."""
_DURING = re.compile(
    r"^(?:計画)?(?:期間(?:中|内)?[にので]?|(?:10|[2-9]) ?(?:か|カ|ヵ|ヶ|箇)?年(?: ?間?で|間の?(?=累計|累積|合計|延べ)))"
    r"(?:(?:累計|累積|合計)で?)? ?(?=\D{0,4}\d)"
)
"""What a figure is summed over (`5年間で120件`, `5年間累計で80件`)."""
_LONGEST_UNIT = 10
_ARROW = re.compile(r"[→⇒➡➔➜➤▶►⇨⟶]\ufe0f?|[-=]>")
_FROM_TO = re.compile(r"から(?=[^。、]*[0-9０-９][^。、]*へ$)")
_SHAFT = re.compile(r"[-–—―─━ー－=＝]+\s*[→⇒➡➔➜➤▶►⇨⟶>＞]\ufe0f?")
"""An arrow drawn with characters: its shaft is no dash for a missing value."""
_ARROWS = re.compile(rf"^{ARROW}\s*(?=\S)|(?<=\S)\s*{ARROW}$")


_COUNTED = re.compile(r"^[①-⑳]\s?(?=[^①-⑳]*[0-9０-９][^①-⑳]*$)")
"""What counts the only figure of a cell (`①0様式` beside `①対象の様式`)."""


_NOTE_LED = re.compile(r"^[※＊*]\s?(?:[0-9０-９]{1,2}\s+)?(?=[約▲△]?[0-9０-９])")
"""What leads from a figure to a note below the table, set before it (`※27.3% (2022)`)."""


class _Core(NamedTuple):
    """A cell's text without its dates, and the date that its figure belongs to."""

    text: str
    at: DateRef | None


def read_cell(text: str, *, rules: RuleSet | None = None) -> Quantity | None:
    """The cell as one value, or None. `raw` is the whole text, without an arrow that leads from the value beside it."""
    rules = rules or load_rules()
    if _SHAFT.fullmatch(text.strip()):
        return None
    raw = _NOTE_LED.sub("", _COUNTED.sub("", _ARROWS.sub("", text.strip())))
    if not raw or len(raw) > LONGEST or _LABEL.fullmatch(level(raw)):
        return None
    words = lexicon(rules)
    if words.not_measured.label(raw):
        return Quantity(raw=raw, state="not_measured")
    if is_bare_figure(raw):
        return build(raw, Amount(parse_number(raw), None, None, len(raw)), Reading(), Reading(), None)
    dates = read_dates(raw, cell=True, rules=rules)
    core = _without_dates(level(raw), dates, words)
    if not core.text:
        return None
    return _value(raw, core, words)


def read_sides(text: str, *, rules: RuleSet | None = None) -> tuple[Mention, ...]:
    """The values on both sides of an arrow (`45%(R5)→70%(R10)`), or of から before へ, as mentions labelled `side`.

    Empty for other cells.
    """
    if len(text) > 2 * LONGEST:
        return ()
    found = list(_ARROW.finditer(text)) or list(_FROM_TO.finditer(text))
    if len(found) != 1:
        return ()
    said = text[:-1] if found[0].re is _FROM_TO else text  # without へ
    left, right = said[: found[0].start()].rstrip(), said[found[0].end() :].lstrip()
    places = ((0, len(left)), (len(said) - len(right), len(said)))
    sides = [
        Mention("quantity", start, end, quantity=quantity, label="side")
        for start, end in places
        if (quantity := read_cell(text[start:end], rules=rules)) is not None
    ]
    return tuple(sides) if len(sides) == 2 else ()


def is_bare_figure(text: str) -> bool:
    """Whether a cell is a number and nothing else, and not one that may be a year or a code."""
    return _BARE.fullmatch(text) is not None


def _value(raw: str, core: _Core, words: Lexicon) -> Quantity | None:
    if words.not_measured.label(_NOTED.sub("", core.text)):
        return Quantity(raw=raw, state="not_measured", at=core.at)
    if _RANKING.fullmatch(core.text) or _is_fraction(core.text):
        return Quantity(raw=raw, state="qualitative", at=core.at)
    numeric = _numeric(raw, core, words)
    if numeric is not None:
        return numeric
    bare = _without_groups(core.text)
    for candidate in dict.fromkeys((core.text, bare)):
        where, _, direction = (words.directions.label(candidate) or "").partition(":")
        if where == "whole":
            return Quantity(raw=raw, state="direction_only", direction=cast(Direction, direction), at=core.at)
    if words.qualitative.label(core.text) or (bare and words.qualitative.label(bare)):
        return Quantity(raw=raw, state="qualitative", at=core.at)
    return None


def _is_fraction(text: str) -> bool:
    found = _FRACTION.fullmatch(text)
    return found is not None and (not found[1] or found[1] == found[2])


def _without_dates(flat: str, dates: tuple[Mention, ...], words: Lexicon) -> _Core:
    """Take the dates and what ties them to the figure out of the text."""
    if not dates:
        return _Core(flat.strip(), None)
    masked = mask_dates(flat, dates)
    based = _BASE.sub("", masked)
    compared = {found.start() for found in _BASE.finditer(masked)}
    kept = tuple(date for date in dates if date.start not in compared)
    at = kept[0].date if kept else None
    if any(MASK in g["inside"] and _FURTHER.search(g["inside"]) for g in _GROUP.finditer(based)):
        return _Core("", None)  # 100%(令和6年度 68%): two figures
    rest = _GROUP.sub(lambda g: " " if MASK in g["inside"] else g[0], based)
    while MASK in rest:
        low = rest.index(MASK)
        high = low + len(rest[low:]) - len(rest[low:].lstrip(MASK))
        tied = words.links.match(rest, high)
        rest = rest[:low].rstrip(" :,、") + " " + rest[tied.end() if tied else high :]
    return _Core(rest.strip(" :,、~"), at)


def _without_groups(text: str) -> str:
    return _GROUP.sub(" ", text).strip()


def _opened(text: str) -> str:
    """The text without the brackets around what it begins with: `(毎年度) 75件` says how often."""
    first = _GROUP.match(text)
    return text if first is None else f"{first['inside'].strip()} {text[first.end() :]}"


def _without_remarks(text: str, words: Lexicon) -> str:
    """The text without brackets: what stands before the figure is a word that is read past (【累計】50件),

    or says whose figure it is (`(市内全校)75.6%`).
    """
    first = _GROUP.match(text)
    if first is not None and not words.passed_before.fullmatch(first["inside"].strip()):
        return _without_groups(text) if _WHOSE.fullmatch(first["inside"].strip()) else text
    return _without_groups(text)


def _numeric(raw: str, core: _Core, words: Lexicon) -> Quantity | None:
    """The one figure of the cell; text in brackets beside it is a remark (全国26位, 累計)."""
    text = core.text.replace("ゼロ", "0")
    if _NUMBER.search(text) is None:
        return None
    text = _DURING.sub("", text)
    enclosed = _GROUP.fullmatch(text)
    if enclosed is not None:
        text = enclosed["inside"].strip()
    for candidate in dict.fromkeys((text, _opened(text), _without_remarks(text, words))):
        read = _one_figure(candidate, words)
        if read is not None:
            amount, before, after = read
            return _kept(build(raw, amount, before, after, core.at), core.text, words)
    return None


def _kept(figure: Quantity, text: str, words: Lexicon) -> Quantity:
    """The figure, to be kept where brackets behind it say so (`0回(維持)`)."""
    if figure.direction is not None or "(" not in text:
        return figure
    said = {words.directions.label(group["inside"].strip()) for group in _GROUP.finditer(text)}
    if said & {"after:maintain", "whole:maintain"}:
        return figure.model_copy(update={"direction": "maintain"})
    return figure


def _one_figure(text: str, words: Lexicon) -> tuple[Amount, Reading, Reading] | None:
    listed = quantities_beside(text, text, (), words, True)
    if len(listed) == 1:
        read = _framed(text, listed[0], words)
        if read is not None:
            return read
    return _loose_figure(text, words)


def _framed(text: str, mention: Mention, words: Lexicon) -> tuple[Amount, Reading, Reading] | None:
    """A figure with a listed unit that nothing but passed-over words surrounds."""
    quantity = mention.quantity
    if quantity is None or quantity.value is None or text[: mention.start].strip(" :"):
        return None
    rest = _rest_read(text, mention.end, words)
    if rest is None:
        return None
    amount = Amount(quantity.value, quantity.value_max, quantity.unit, mention.end)
    inner = Reading(
        quantity.comparator if quantity.comparator != "eq" else None, quantity.direction, quantity.frequency
    )
    return amount, inner, rest


def _rest_read(text: str, position: int, words: Lexicon) -> Reading | None:
    """What the words from `position` to the end say; None when there are other words."""
    reading = Reading()
    while position < len(text):
        if text[position] in " 。.※*":
            position += 1
            continue
        end, more = words_after(text, position, words)
        passed = words.passed_after.match(text, position)
        if end == position and passed is None:
            return None
        reading = Reading(
            reading.comparator or more.comparator,
            reading.direction or more.direction,
            reading.frequency or more.frequency,
        )
        position = max(end, passed.end() if passed else 0)
    return reading


def _loose_figure(text: str, words: Lexicon) -> tuple[Amount, Reading, Reading] | None:
    """A figure without a unit, or with a short noun that no list has (25手続, 3ツール)."""
    found = NUMERAL.search(text)
    if found is None or words.stops.match(text, found.start("number")) or _CODE.match(found["number"]):
        return None
    start, before = words_before(text, found.start(), words, 0)
    if text[:start].strip(" :"):
        return None
    value = parse_number(found["number"])
    value = -value if found["sign"] in ("△", "▲", "▼", "-") else value
    after = _rest_read(text, found.end(), words)
    if after is not None:
        return Amount(value, None, None, found.end()), before, after
    noun = _NOUN.match(text, found.end())
    for length in range(1, min(len(noun[0]), _LONGEST_UNIT) + 1) if noun else ():
        after = _rest_read(text, found.end() + length, words)
        if after is not None:
            unit = text[found.end() : found.end() + length]
            return Amount(value, None, unit, found.end() + length), before, after
    return None
