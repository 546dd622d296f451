"""Dates and fiscal years in a text, by pattern alone.

A date is read where a year begins (`date_points.py`), then a range with a second point that may leave out what the
first one says. A range is ONE mention from the start of the first to the end of the second, with the precision and
the fiscal year of the second. 同年, 翌年, 同年度, 翌年度 resolve against the last date of the same text, or not at all.

Does not decide what a date is for, and reads no date from 今年度, 前年度, 3年間 or a bare month.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from dxextract.language import fiscal
from dxextract.language.date_points import (
    EDGE,
    KIND,
    Kind,
    Point,
    Year,
    YearReader,
    calendar_point,
    fiscal_point,
    in_month,
    point_at,
    year_reader,
)
from dxextract.language.fiscal import Span
from dxextract.normalise import level
from dxextract.rules import RuleSet, load_rules
from dxextract.rules.row_values import row_value
from dxextract.rules.value_labels import VALUE_LABELS
from dxextract.schema.document import Mention

_NUMERAL = re.compile(r"[\d元一二三四五六七八九十]")
_SEPARATOR = re.compile(r" ?(?:度?(?P<wave>~|から|より|乃至|ないし)|(?P<weak>-|→|・|、|,|/|及び|と)) ?")
_SECOND = re.compile(
    r"(?P<year>\d{1,4})(?!\d)(?: ?\( ?(?P<paired>\d{4}) ?\))?"
    + KIND
    + r"|(?P<m>\d{1,2}) ?月(?: ?(?P<d>\d{1,2}) ?日|(?P<e>末日?))?"
)
_SECOND_DAY = re.compile(r"(?P<m>\d{1,2}) ?月(?: ?(?P<d>\d{1,2}) ?日|(?P<e>末日?))?|(?P<only>\d{1,2}) ?日(?!間)")
_MONTHS_ONLY = re.compile(r" ?(?P<open>\()?(?P<a>\d{1,2}) ?月? ?(?:~|-|から) ?(?P<b>\d{1,2}) ?月(?!\d)(?(open)\))")
_CLOSE = re.compile(r" ?まで(?=の|に|を|$|[、。)])")
_SUMMED = re.compile(r" ?(?:の ?)?(?:累計|合計|平均|計(?!画))")
"""What is made of the figures of several years (2006～24累計, H23-27平均)."""
_OPEN = ("以降", "以後", "以前", "末")
"""What may stand behind the bare year of a column (2030以降)."""
_RELATIVE = re.compile(r"(?P<word>同|翌)(?P<kind>年度|年)(?!齢|代|次|功|間)")


def read_dates(text: str, *, cell: bool = False, rules: RuleSet | None = None) -> tuple[Mention, ...]:
    """All dates of `text`, in order, not overlapping; `start`/`end` are offsets into `text` as given.

    With `cell`, a bare year is a date too where it is the whole text, stands in brackets or beside nothing but the
    label of a value (`2025`, `(2018) 51.0`, `目標値 2028`), and then means the fiscal year; and so is a year of the
    present era that leaves it out (`5年度`).
    """
    return _all_dates(text, cell, rules or load_rules())


@lru_cache(maxsize=64)  # what reads figures asks for the dates of the same text again
def _all_dates(text: str, cell: bool, rules: RuleSet) -> tuple[Mention, ...]:
    flat = level(text)
    if _NUMERAL.search(flat) is None:
        return ()
    reader = year_reader(rules, cell)
    mentions: list[Mention] = []
    antecedent: Point | None = None
    position = 0
    while True:
        found = _next(reader, flat, position)
        if found is None:
            return tuple(mentions)
        start, relative = found
        point = _relative(flat, start, antecedent) if relative else _dated(reader, flat, start, rules if cell else None)
        if point is None:
            position = start + 1
            continue
        antecedent = point
        raw = text[start : point.end]
        mentions.append(Mention("date", start, point.end, date=point.span.ref(raw)))
        position = point.end


def _next(reader: YearReader, text: str, position: int) -> tuple[int, bool] | None:
    year = reader.year.search(text, position)
    relative = _RELATIVE.search(text, position) if "同" in text or "翌" in text else None
    if year is None or (relative is not None and relative.start() < year.start()):
        return None if relative is None else (relative.start(), True)
    return year.start(), False


def _dated(reader: YearReader, text: str, start: int, cell: RuleSet | None) -> Point | None:
    """The date or range that begins at `start`; `cell` has the rules where `text` is a cell."""
    first = point_at(reader, text, start)
    if first is None:
        return None
    ranged = _range(reader, text, first, cell is not None or _bracketed(text, start))
    if ranged is not None:
        return ranged
    if first.certain or (cell is not None and _stands_alone(text, start, first.end, cell)):
        return first
    return None


def _range(reader: YearReader, text: str, first: Point, loose: bool) -> Point | None:
    """The range that `first` begins, None when it begins none."""
    months = _MONTHS_ONLY.match(text, first.end) if first.month is None and first.kind != "none" else None
    if months is not None:
        return _months(first, months)
    separator = _SEPARATOR.match(text, first.end)
    if separator is None:
        return None
    second = point_at(reader, text, separator.end())
    if second is None or second.assumed:
        return _elided(text, first, separator, loose)
    if separator["weak"] and separator["weak"] != "-":
        return None
    if not first.certain and not second.certain and not (loose or separator["wave"]):
        return None
    start = first.span if first.kind != "none" or second.kind != "calendar" else fiscal.calendar_year(first.year)
    return _joined(replace(second, letters=first.letters), start, second.span, _closed(text, second.end))


def _months(first: Point, months: re.Match[str]) -> Point | None:
    """`令和6年4~9月`, `令和6年度(4~9月)`."""
    a, b = int(months["a"]), int(months["b"])
    year = fiscal.year_of_month(first.year, a) if first.kind == "fiscal" else first.year
    return _joined(first, fiscal.month(year, a), fiscal.month(year if b >= a else year + 1, b), months.end())


def _elided(text: str, first: Point, separator: re.Match[str], loose: bool) -> Point | None:
    """A range whose second point leaves out era, year or month: 令和7~9年度, R6~8, 8月9日~9月10日, 2025~27年度.

    In a cell or in brackets (`loose`) the next year may stand behind a dot or a comma: R7・8.
    """
    position = separator.end()
    if first.month is not None and (separator["wave"] or separator["weak"] == "-"):
        return _elided_day(text, first, position)
    found = _SECOND.match(text, position)
    if found is None or found["year"] is None:
        return None
    number, kind_text = int(found["year"]), found["kind"]
    joined = separator["wave"] or (loose and separator["weak"] in ("・", "、", ","))
    summed = loose and (joined or separator["weak"] == "-") and _SUMMED.match(text, found.end()) is not None
    ranged = first.letters and joined and re.match(EDGE, text[found.end() :][:4])
    if kind_text is None and not (ranged or (summed and first.month is None)):
        return None
    if first.kind != "none" and kind_text is None:
        return None
    year = _full_year(first, number, len(found["year"]))
    if year is None or year <= first.year:
        return None
    if separator["weak"] not in (None, "-") and (separator["weak"] in "/→と" or year != first.year + 1):
        return None
    return _elided_year(text, first, found, year)


def _elided_year(text: str, first: Point, found: re.Match[str], year: int) -> Point | None:
    kind: Kind = "calendar" if found["kind"] and "度" not in found["kind"] else "fiscal"
    given = Year(year, found.end(), False, first.letters, first.era_start)
    second = fiscal_point(text, given, found.end()) if kind == "fiscal" else calendar_point(text, given, found.end())
    if second is None:
        return None
    start = first.span
    if first.kind == "none":
        start = fiscal.fiscal_year(first.year) if kind == "fiscal" else fiscal.calendar_year(first.year)
    return _joined(second, start, second.span, _closed(text, second.end))


def _full_year(first: Point, number: int, digits: int) -> int | None:
    if digits == 4:
        return number
    if digits > 2:
        return None
    if first.era_start is not None:
        return first.era_start + number - 1
    return first.year // 100 * 100 + number


def _elided_day(text: str, first: Point, position: int) -> Point | None:
    found = _SECOND_DAY.match(text, position)
    if found is None or first.month is None:
        return None
    if found["only"]:
        last = fiscal.day(first.year, first.month, int(found["only"])) if first.span.precision == "day" else None
    else:
        number = int(found["m"])
        year = first.year if number >= first.month else first.year + 1
        last = in_month(year, number, found["d"], found["e"])
    return _joined(first, first.span, last, _closed(text, found.end()))


def _joined(base: Point, start: Span | None, last: Span | None, end: int) -> Point | None:
    if start is None or last is None:
        return None
    span = fiscal.between(start, last)
    return None if span is None else replace(base, span=span, end=end, certain=True, year=last.end.year)


def _closed(text: str, end: int) -> int:
    closing = _CLOSE.match(text, end)
    return closing.end() if closing else end


def _relative(text: str, start: int, antecedent: Point | None) -> Point | None:
    """同年, 翌年, 同年度, 翌年度 against the date before it; a year of one kind does not say the other's."""
    found = _RELATIVE.match(text, start)
    if found is None or antecedent is None:
        return None
    step = 1 if found["word"] == "翌" else 0
    if found["kind"] == "年度":
        return fiscal_point(text, Year(antecedent.span.fiscal_year + step, 0, False, False, None), found.end())
    if antecedent.kind != "calendar":
        return None
    return calendar_point(text, Year(antecedent.span.end.year + step, 0, False, False, None), found.end())


def _bracketed(text: str, start: int) -> bool:
    return start > 0 and text[start - 1] in "([〔〈<「『"


def _stands_alone(text: str, start: int, end: int, rules: RuleSet) -> bool:
    """A bare year as the whole cell, alone in its brackets, or beside the label of a value."""
    before, after = text[:start].strip(), text[end:].strip()
    if not before.strip("([〔〈<【") and (not after.strip(")]〕〉>】") or after in _OPEN):
        return True
    beside = (before + after if not (before and after) else "").strip("()[]〔〕【】")
    if beside and (rules["table_headers"].label(beside) in VALUE_LABELS or row_value(beside, rules) is not None):
        return True  # 目標値 2028, 2023(実績), 2026計画
    return before.endswith(("(", "[", "〔", "〈", "<", "【")) and after.startswith((")", "]", "〕", "〉", ">", "】"))
