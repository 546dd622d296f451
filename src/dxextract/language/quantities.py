"""Quantities in running prose: a number with a listed unit, and the words around it that bound or direct it.

Signals, in order: what is no figure at all (dates, ordinals, technologies: family `quantity_stops`); the number
with its scale words; the unit (families `units`); words before (約, 年間, 毎年度) and behind (以上, /年, 増). A
range (3~5件) is one quantity, `0 → 5` two. A date in brackets right behind belongs to the figure (`at`). A ranking
(1,380位/1,741位) is none.

Does not decide what a figure measures, and reads no bare number without a unit (that is for cells: `cells.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from dxextract.kanji_numbers import parse_kanji
from dxextract.language.dates import read_dates
from dxextract.language.lexicon import NUMERAL, Lexicon, Word, lexicon
from dxextract.language.numerals import DIGITS, NUMBER, integral, parse_number
from dxextract.normalise import level
from dxextract.rules import RuleSet, load_rules
from dxextract.schema.document import Mention
from dxextract.schema.plan import Comparator, DateRef, Direction, Frequency, Quantity

MASK = "\ufffd"
"""Stands for each character of a date while figures are read, so that 令和7年の7 is none."""
_DIGIT = re.compile(r"[\d一二三四五六七八九十百半]")
_NEGATIVE = ("△", "▲", "▼", "-")
_SECOND = re.compile(rf" ?~ ?(?P<number>{NUMBER})")
_KANJI = re.compile(
    r"(?<![第数〇一二三四五六七八九十百千万\d])(?P<number>[一二三四五六七八九十百千]{1,4})(?P<unit>割(?![合り引当])|回(?![線答復収転目])|件(?!名|数)|か所|カ所|箇所|校(?![正区舎]))"
)
_RANKING = re.compile(rf"\s*(?:[中/] ?{DIGITS} ?(?:位|団体|市町村|自治体)|位 ?[/中])")
_RANKED = re.compile(r"位 ?[/中] ?$")
_DAY = re.compile(r"\s*日")
_CHAPTER = re.compile(
    r"取り?組み?|施策|事業|計画|事例|提案|工程|作業|相談|実証|実験|利用|参加|協定|契約|表彰|研修|会議"
)
"""Units that are the name of a chapter as well, where nothing but a number stands before them."""
_HEADING_NUMBER = re.compile(r"\d{1,2} (?![%人件])")
_APART = re.compile(r"[%一-龥]|[かカヶケ箇]所|(?:ha|[kcm]m|kg|t-?CO2|[kMG]Wh?|[MGT]B|[kMG]bps)(?![A-Za-z])")
"""Units that may stand apart from their number in prose; other Latin or katakana words there are words of their own."""
_LOOK_BACK = 14
_HALF = re.compile(r"(?<=を)半分(?=に|へ|まで|以下)")
_AT = re.compile(rf" ?[(〔\[〈](?P<date>[^()〔〕\[\]〈〉]*{MASK}[^()〔〕\[\]〈〉]*)[)〕\]〉]")
_OTHER = re.compile(
    rf"(?:現状値?|基準値?|実績値?)?[\s:：]*{MASK}+(?:度?末)?(?:(?:現状|実績|基準)値?)?(?:[\s:：は]*約?\d|(?:対|との)?比)"
)
_NEXT = re.compile(r"[:：]?(?:約|延べ|累計)?\d")


class Reading(NamedTuple):
    """What the words around a number say; later words of the same kind do not overrule earlier ones."""

    comparator: Comparator | None = None
    direction: Direction | None = None
    frequency: Frequency | None = None

    def with_word(self, word: Word) -> Reading:
        return Reading(
            self.comparator or word.comparator, self.direction or word.direction, self.frequency or word.frequency
        )


_SILENT = Reading()


class Amount(NamedTuple):
    """A number as read: value, unit and where its text ends."""

    value: int | float
    value_max: int | float | None
    unit: str | None
    end: int


def read_quantities(text: str, *, cell: bool = False, rules: RuleSet | None = None) -> tuple[Mention, ...]:
    """All quantities of `text`, in order; `start`/`end` are offsets into `text` as given.

    With `cell`, a short noun behind a number counts as its unit even when no list has it, and bare years are dates.
    """
    rules = rules or load_rules()
    flat = level(text)
    if _DIGIT.search(flat) is None:
        return ()
    dates = read_dates(text, cell=cell, rules=rules)
    return quantities_beside(text, flat, dates, lexicon(rules), cell)


def quantities_beside(
    text: str, flat: str, dates: tuple[Mention, ...], words: Lexicon, cell: bool
) -> tuple[Mention, ...]:
    """`read_quantities` for a text that is levelled and whose dates are known."""
    return _quantities(text, flat, dates, words, cell) if dates else _undated(text, flat, words, cell)


@lru_cache(maxsize=64)  # a cell that is no single value is asked for its figures again
def _undated(text: str, flat: str, words: Lexicon, cell: bool) -> tuple[Mention, ...]:
    return _quantities(text, flat, (), words, cell)


def _quantities(text: str, flat: str, dates: tuple[Mention, ...], words: Lexicon, cell: bool) -> tuple[Mention, ...]:
    masked = mask_dates(flat, dates)
    mentions: list[Mention] = []
    position = 0
    in_kanji = _KANJI.search(masked) is not None
    while (found := _next_number(masked, position, in_kanji)) is not None:
        mention = _quantity(text, masked, found, dates, words, cell, position)
        position = mention.end if mention else _past(words, masked, found)
        if mention:
            mentions.append(mention)
    mentions += _halves(text, masked)
    return tuple(sorted(mentions, key=lambda m: m.start)) if len(mentions) > 1 else tuple(mentions)


def _halves(text: str, masked: str) -> Iterator[Mention]:
    """`処理時間を半分に`: half as the aim of a change is 50 % of what is."""
    for found in _HALF.finditer(masked) if "半分" in masked else ():
        half = Quantity(
            raw=text[found.start() : found.end()], state="numeric", value=50, unit="%", direction="decrease"
        )
        yield Mention("quantity", found.start(), found.end(), quantity=half)


def mask_dates(flat: str, dates: tuple[Mention, ...]) -> str:
    """`flat` with each date's characters replaced by `MASK`, at the same length."""
    for mention in dates:
        flat = flat[: mention.start] + MASK * (mention.end - mention.start) + flat[mention.end :]
    return flat


def _next_number(masked: str, position: int, in_kanji: bool) -> re.Match[str] | None:
    digits, kanji = NUMERAL.search(masked, position), _KANJI.search(masked, position) if in_kanji else None
    if digits is None or (kanji is not None and kanji.start() < digits.start()):
        return kanji
    return digits


def _past(words: Lexicon, masked: str, found: re.Match[str]) -> int:
    """Where to go on behind a number that is no quantity: a set phrase (24時間365日) is left as a whole."""
    stopped = words.stops.match(masked, found.start("number"))
    return max(found.end(), stopped.end() if stopped else 0)


def _quantity(
    text: str, masked: str, found: re.Match[str], dates: tuple[Mention, ...], words: Lexicon, cell: bool, floor: int
) -> Mention | None:
    if _is_no_figure(masked, found, words, cell):
        return None
    amount = _amount(masked, found, words, cell)
    if amount is None:
        return None
    start, reading_before = words_before(masked, found.start(), words, floor)
    end, reading_after = words_after(masked, amount.end, words)
    end, at = _date_behind(masked, end, dates)
    quantity = build(text[start:end], amount, reading_before, reading_after, at)
    return Mention("quantity", start, end, quantity=quantity)


def _is_no_figure(masked: str, found: re.Match[str], words: Lexicon, cell: bool) -> bool:
    start = found.start("number")
    before = masked[max(0, start - _LOOK_BACK) : start].rstrip()
    if before.endswith(("第", "No.", "№", "#", "Ver", "ver", "v", "Vol.", "図", "表")):
        return True
    if words.stops.match(masked, start):
        return True
    alone = found["number"].replace(",", "").replace(".", "").isdigit()  # 1 億 5,000 万円 is no chapter
    if not cell and alone and _HEADING_NUMBER.match(masked, start) and not masked[:start].strip():
        beside = masked[found.end() :].strip()  # 12 地区 is a card's figure over all its line, 4 取組 a chapter
        return words.unit.fullmatch(beside) is None or _CHAPTER.fullmatch(beside) is not None
    if before.endswith("月") and _DAY.match(masked, found.end()):
        return True
    return _RANKING.match(masked, found.end()) is not None or _RANKED.search(before) is not None


def _amount(masked: str, found: re.Match[str], words: Lexicon, cell: bool) -> Amount | None:
    if "unit" in found.re.groupindex:
        return _scaled(parse_kanji(found["number"]), None, found["unit"], found.end(), masked)
    end, value_max, first_unit = found.end(), None, None
    second = _SECOND.match(masked, end)
    if second is None:
        first_unit = unit_at(masked, end, words, cell)
        second = _SECOND.match(masked, first_unit[1]) if first_unit else None
    if second is not None:
        value_max, end = parse_number(second["number"]), second.end()
    unit = unit_at(masked, end, words, cell) or (first_unit and (first_unit[0], end))
    if unit is None:
        return None
    value = parse_number(found["number"])
    if found["sign"] in _NEGATIVE:
        value = -value
    if value_max is not None and value_max <= value:
        return None
    return _scaled(value, value_max, unit[0], unit[1], masked)


def unit_at(masked: str, position: int, words: Lexicon, cell: bool) -> tuple[str, int] | None:
    """The unit that begins at `position` (a space may stand before it) and where it ends."""
    begin = position + (masked[position : position + 1] == " ")
    found = (words.cell_unit if cell else words.unit).match(masked, begin)
    if found is None or (begin > position and not cell and not _APART.match(found[0])):
        return None
    return found[0].replace(" ", ""), found.end()


def _scaled(value: float, value_max: float | None, unit: str | None, end: int, masked: str) -> Amount:
    """割 as a percentage (with 分), everything else as written."""
    if unit != "割":
        return Amount(integral(value), None if value_max is None else integral(value_max), unit, end)
    tenths = re.compile(r"(\d)分").match(masked, end)
    if tenths:
        return Amount(integral(value * 10 + int(tenths[1])), None, "%", tenths.end())
    return Amount(integral(value * 10), None if value_max is None else integral(value_max * 10), "%", end)


def words_before(masked: str, start: int, words: Lexicon, floor: int) -> tuple[int, Reading]:
    """How far words like 約 and 毎年度 reach to the left of `start` (not beyond `floor`), and what they say."""
    reading = _SILENT
    while True:
        low = max(floor, start - _LOOK_BACK)
        high = low + len(masked[low:start].rstrip(" :"))
        if low == high:
            return start, reading
        best: tuple[int, Word | None] | None = None
        for word in words.before:
            found = word.pattern.search(masked, low, high)  # the pattern may look at what stands before `low`
            if found and found.end() > found.start() and (best is None or found.start() < best[0]):
                best = (found.start(), word)
        passed = words.passed_before.search(masked, low, high)
        if passed and (best is None or passed.start() < best[0]):
            best = (passed.start(), None)
        if best is None:
            return start, reading
        start = best[0]
        reading = reading.with_word(best[1]) if best[1] else reading


def words_after(masked: str, end: int, words: Lexicon) -> tuple[int, Reading]:
    """How far words like 以上, /年 and 増 reach to the right of `end`, and what they say."""
    reading = _SILENT
    while True:
        begin = end + (masked[end : end + 1] == " ")
        if words.any_after.match(masked, begin) is None:
            return end, reading
        best: tuple[int, Word] | None = None
        for word in words.after:
            found = word.pattern.match(masked, begin)
            if found and found.end() > begin and (best is None or found.end() > best[0]):
                best = (found.end(), word)
        if best is None:
            return end, reading
        end, reading = best[0], reading.with_word(best[1])


def _date_behind(masked: str, end: int, dates: tuple[Mention, ...]) -> tuple[int, DateRef | None]:
    """The date in brackets right behind a figure: `72.6%(令和5年度末日)`."""
    found = _AT.match(masked, end)
    if found is None:
        return end, None
    rest = masked[found.end() :]
    if found[0][0] == " " and _NEXT.match(rest):
        return end, None  # 68件 [令和8年度]150件: the next figure's
    if _OTHER.match(found["date"]):
        return (
            end,
            None,
        )  # 15%(令和6年度 4%), 10%(令和6年度比): another figure with its year, or what it is compared with
    inside = [m for m in dates if found.start() <= m.start < found.end()]
    return (found.end(), inside[-1].date) if inside else (end, None)


def build(raw: str, amount: Amount, before: Reading, after: Reading, at: DateRef | None) -> Quantity:
    """The quantity of an amount and the words on both sides; what stands behind wins."""
    return Quantity(
        raw=raw,
        state="numeric",
        value=amount.value,
        value_max=amount.value_max,
        unit=amount.unit,
        comparator=after.comparator or before.comparator or "eq",
        direction=after.direction or before.direction,
        frequency=before.frequency or after.frequency,
        at=at,
    )
