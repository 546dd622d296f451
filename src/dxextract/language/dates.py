"""Dates and fiscal years in a text, by pattern alone.

Signals, in order: a year (era name or letter with a number, or four Western digits), the same year again in brackets,
年度/年, and what narrows it (月, 日, 末, 当初, quarters, halves). Then a range with a second point that may leave out what
the first one says. A range is ONE mention from the start of the first to the end of the second, with the precision and
the fiscal year of the second. 同年, 翌年, 同年度, 翌年度 resolve against the last date of the same text, or not at all.

Does not decide what a date is for, and reads no date from 今年度, 前年度, 3年間 or a bare month.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from dxextract.language import fiscal
from dxextract.language.fiscal import Span
from dxextract.language.numerals import parse_kanji
from dxextract.normalise import level
from dxextract.rules import RuleSet, load_rules
from dxextract.schema.document import Mention

_FIRST_YEAR, _LAST_YEAR = 1868, 2100
_PROJECTED = 20  # plans of 2018 say 平成32年度: years beyond an era's end still count from its start
_MONTH = r"(?P<month>\d{1,2}) ?月"
_KIND = r"(?: ?(?P<kind>年 ?度|年)(?![間目生齢代令功式金鑑頭表賀次長季]|[以]内|未満|程度|ほど|毎|ごと))?"
# What may stand after a year that is written without 年 or after a dotted month: never a letter, a digit or a noun.
_EDGE = (
    r"(?=$|[\s()\[\]〈〉<>〔〕《》{}「」『』【】~\-/,、。・:;→⇒➡↓※*＊|]|末|まで|迄|から|より|以降|以前|時点|現在|実績|目標|見込|計画値?|調査|"
    r"策定|改定|改訂|公表|更新|当初|頃|比|年|値|に|は|の|を|が|も|と|へ|で|実施|導入|開始|予定|達成|平均|累計|上期|下期|前期|後期)"
)
_TAIL_FISCAL = re.compile(
    r" ?(?:の ?)?(?:(?P<end>末日|末(?!端))|(?P<begin>当初(?!予算)|初頭|初め|はじめ|期首)"
    r"|第? ?(?P<quarter>[1-4一二三四]) ?四半期|第? ?(?P<q1>[1-4]) ?Q(?![A-Za-z])|Q(?P<q2>[1-4])(?!\d)"
    r"|(?P<first>上半期|上期|前半|前期(?!基本)|上半)|(?P<last>下半期|下期|後半|後期(?!基本|高齢)|下半)"
    r"|\(?(?P<month>\d{1,2}) ?月(?!額|間|次)(?: ?(?P<day>\d{1,2}) ?日|(?P<month_end>末日?))?\)?"
    r"|(?P<plain>中(?![学央心小核長期間国])|内(?![部容])|いっぱい))"
)
_TAIL_YEAR = re.compile(
    rf" ?(?:{_MONTH}(?!額|間|次)(?: ?(?P<day>\d{{1,2}}) ?日(?!間|程)|(?P<month_end>末日?)| ?(?P<part>[上中下]旬))?|(?P<end>末))"
)
_DOTTED = re.compile(
    r" ?(?P<sep>[./-]) ?(?P<month>\d{1,2})(?:(?P=sep) ?(?P<day>\d{1,2})(?!\d)| ?月)?(?P<month_end>末)?(?![\d%])" + _EDGE
)
_SEPARATOR = re.compile(r" ?(?:度?(?P<wave>~|から|より|乃至|ないし)|(?P<weak>-|→|・|、|,|/|及び|と)) ?")
_SECOND = re.compile(
    r"(?P<year>\d{1,4})(?!\d)(?: ?\( ?(?P<paired>\d{4}) ?\))?"
    + _KIND
    + r"|(?P<m>\d{1,2}) ?月(?: ?(?P<d>\d{1,2}) ?日|(?P<e>末日?))?"
)
_SECOND_DAY = re.compile(r"(?P<m>\d{1,2}) ?月(?: ?(?P<d>\d{1,2}) ?日|(?P<e>末日?))?|(?P<only>\d{1,2}) ?日(?!間)")
_MONTHS_ONLY = re.compile(r" ?(?P<a>\d{1,2}) ?(?:~|-|・|、) ?(?P<b>\d{1,2}) ?月(?!\d)")
_CLOSE = re.compile(r" ?まで(?=の|に|を|$|[、。)])")
_RELATIVE = re.compile(r"(?P<word>同|翌)(?P<kind>年度|年)(?!齢|代|次|功|間)")

_Kind = Literal["fiscal", "calendar", "none"]


@dataclass(frozen=True, slots=True)
class _Point:
    """One date as read: its span and where its text ends; `year` and `kind` serve a range's second half."""

    span: Span
    end: int
    year: int
    kind: _Kind
    certain: bool
    letters: bool = False
    month: int | None = None
    era_start: int | None = None


@dataclass(frozen=True, slots=True)
class _Year:
    year: int
    end: int
    bare: bool
    letters: bool
    era_start: int | None


class _Reader:
    """The patterns that depend on the era table."""

    def __init__(self, rules: RuleSet) -> None:
        eras = [(term, int(row.label)) for row in rules["eras"].rows for term in row.terms]
        self.first = dict(eras)
        firsts = sorted(self.first.values())
        self.last = {f: (n - f + 1 + _PROJECTED) for f, n in zip(firsts, [*firsts[1:], _LAST_YEAR], strict=True)}
        names = "|".join(term for term, _ in eras if not term.isascii())
        letters = "".join(term for term, _ in eras if term.isascii())
        self.year = re.compile(
            rf"(?P<name>{names}) ?(?P<n>元|\d{{1,2}}(?!\d)|[一二三四五六七八九十]{{1,3}})"
            rf"|(?<![A-Za-z0-9._])(?<![A-Za-z]-)(?P<letter>[{letters}])(?P<dot>\.?) ?(?P<ln>元|\d{{1,2}}(?!\d))"
            rf"|(?<![\d.,A-Za-z#@])(?:西暦 ?)?(?P<west>(?:18|19|20)\d\d)(?![\d,])"
        )

    def year_at(self, text: str, position: int) -> _Year | None:
        found = self.year.match(text, position)
        if found is None:
            return None
        if found["west"]:
            return _Year(int(found["west"]), found.end(), True, False, None)
        name, digits = (found["name"], found["n"]) if found["name"] else (found["letter"], found["ln"])
        number = 1 if digits == "元" else int(digits) if digits.isascii() else parse_kanji(digits)
        first = self.first[name]
        if not 1 <= number <= self.last[first]:
            return None
        if found["letter"] and (found["dot"] or found["letter"] not in "R") and number < 1:
            return None
        return _Year(first + number - 1, found.end(), False, bool(found["letter"]), first)


@lru_cache(maxsize=4)
def _reader(rules: RuleSet) -> _Reader:
    return _Reader(rules)


def read_dates(text: str, *, cell: bool = False, rules: RuleSet | None = None) -> tuple[Mention, ...]:
    """All dates of `text`, in order, not overlapping; `start`/`end` are offsets into `text` as given.

    With `cell`, a bare year is a date too where it is the whole text or stands in brackets (`2025`, `(2018) 51.0`),
    and then means the fiscal year.
    """
    reader = _reader(rules or load_rules())
    flat = level(text)
    mentions: list[Mention] = []
    antecedent: _Point | None = None
    position = 0
    while True:
        found = _next(reader, flat, position)
        if found is None:
            return tuple(mentions)
        start, relative = found
        point = _relative(flat, start, antecedent) if relative else _dated(reader, flat, start, cell)
        if point is None:
            position = start + 1
            continue
        antecedent = point
        raw = text[start : point.end]
        mentions.append(Mention("date", start, point.end, date=point.span.ref(raw)))
        position = point.end


def _next(reader: _Reader, text: str, position: int) -> tuple[int, bool] | None:
    year, relative = reader.year.search(text, position), _RELATIVE.search(text, position)
    if year is None or (relative is not None and relative.start() < year.start()):
        return None if relative is None else (relative.start(), True)
    return year.start(), False


def _dated(reader: _Reader, text: str, start: int, cell: bool) -> _Point | None:
    """The date or range that begins at `start`."""
    first = _point(reader, text, start)
    if first is None:
        return None
    ranged = _range(reader, text, first, cell or _bracketed(text, start))
    if ranged is not None:
        return ranged
    if first.certain or (cell and _stands_alone(text, start, first.end)):
        return first
    return None


def _point(reader: _Reader, text: str, start: int) -> _Point | None:
    year = reader.year_at(text, start)
    if year is None:
        return None
    end, kind, paired = _kind_and_pair(reader, text, year)
    if kind == "fiscal":
        return _fiscal_point(text, year, end)
    if kind == "calendar":
        return _calendar_point(text, year, end)
    dotted = None if paired else _DOTTED.match(text, end)
    if dotted is not None:
        return _dotted_point(year, dotted)
    edge = re.match(_EDGE, text[end : end + 4]) is not None
    if year.letters and not edge:
        return None
    ending = re.match(" ?末", text[end:]) if year.letters or paired else None
    if ending:
        return _made(fiscal.fiscal_year_end(year.year), end + ending.end(), year, "fiscal")
    if not year.bare and not year.letters and not edge:
        return None
    return _made(fiscal.fiscal_year(year.year), end, year, "none", certain=year.letters or paired)


def _kind_and_pair(reader: _Reader, text: str, year: _Year) -> tuple[int, _Kind, bool]:
    """Where the year ends, 年度 or 年, and whether the other calendar's year stands in brackets."""
    end, kind = _kind_at(text, year.end)
    bracket = re.compile(r" ?[(〔\[/] ?").match(text, end)
    if bracket is None:
        return end, kind, False
    other = reader.year_at(text, bracket.end())
    if other is None or other.year != year.year or other.bare == year.bare:
        return end, kind, False
    other_end, other_kind = _kind_at(text, other.end)
    closed = re.compile(r" ?[)〕\]]").match(text, other_end)
    if closed is None and "/" not in bracket[0]:
        return end, kind, False
    if other_kind != "none" and kind not in ("none", other_kind):
        return end, kind, False
    end = closed.end() if closed else other_end
    kind = other_kind if kind == "none" else kind
    if kind == "none":
        end, kind = _kind_at(text, end)
    return end, kind, True


def _kind_at(text: str, position: int) -> tuple[int, _Kind]:
    found = re.compile(_KIND).match(text, position)
    if found is None or found["kind"] is None:
        return position, "none"
    return found.end(), "fiscal" if "度" in found["kind"] else "calendar"


def _fiscal_point(text: str, year: _Year, end: int) -> _Point | None:
    tail = _TAIL_FISCAL.match(text, end)
    if tail is None:
        return _made(fiscal.fiscal_year(year.year), end, year, "fiscal")
    if tail["month"] and not _month_belongs(tail):
        return _made(fiscal.fiscal_year(year.year), end, year, "fiscal")
    span = _fiscal_tail(year.year, tail)
    return None if span is None else _made(span, tail.end(), year, "fiscal")


def _month_belongs(tail: re.Match[str]) -> bool:
    """A month after 年度 belongs to it when its brackets are whole (`令和6年度(9月)`, not `令和6年度(9月に…`)."""
    return ("(" in tail[0]) == (")" in tail[0]) and 1 <= int(tail["month"]) <= 12


def _fiscal_tail(year: int, tail: re.Match[str]) -> Span | None:
    if tail["end"]:
        return fiscal.fiscal_year_end(year)
    if tail["begin"]:
        return fiscal.day(year, fiscal.FIRST_MONTH, 1)
    quarter = tail["quarter"] or tail["q1"] or tail["q2"]
    if quarter:
        number = int(quarter) if quarter.isascii() else parse_kanji(quarter)
        return fiscal.months_of_fiscal_year(year, 3 * number - 2, 3 * number)
    if tail["first"]:
        return fiscal.months_of_fiscal_year(year, 1, 6)
    if tail["last"]:
        return fiscal.months_of_fiscal_year(year, 7, 12)
    if tail["month"]:
        number = int(tail["month"])
        return _in_month(fiscal.year_of_month(year, number), number, tail["day"], tail["month_end"])
    return fiscal.fiscal_year(year)


def _in_month(year: int, number: int, day: str | None, end: str | None) -> Span | None:
    if day:
        return fiscal.day(year, number, int(day))
    return fiscal.month_end(year, number) if end else fiscal.month(year, number)


def _calendar_point(text: str, year: _Year, end: int) -> _Point | None:
    tail = _TAIL_YEAR.match(text, end)
    if tail is None:
        return _made(fiscal.calendar_year(year.year), end, year, "calendar")
    if tail["end"]:
        last = fiscal.day(year.year, 12, 31)
        return None if last is None else _made(last, tail.end(), year, "calendar")
    span = _in_month(year.year, int(tail["month"]), tail["day"], tail["month_end"])
    return None if span is None else _made(span, tail.end(), year, "calendar", month=int(tail["month"]))


def _dotted_point(year: _Year, dotted: re.Match[str]) -> _Point | None:
    number = int(dotted["month"])
    span = _in_month(year.year, number, dotted["day"], dotted["month_end"])
    return None if span is None else _made(span, dotted.end(), year, "calendar", month=number)


def _made(
    span: Span, end: int, year: _Year, kind: _Kind, *, certain: bool = True, month: int | None = None
) -> _Point | None:
    if not _FIRST_YEAR <= year.year <= _LAST_YEAR:
        return None
    return _Point(span, end, year.year, kind, certain, year.letters, month, year.era_start)


def _range(reader: _Reader, text: str, first: _Point, loose: bool) -> _Point | None:
    """The range that `first` begins, None when it begins none."""
    months = _MONTHS_ONLY.match(text, first.end) if first.kind == "calendar" and first.month is None else None
    if months is not None:
        return _joined(
            first, fiscal.month(first.year, int(months["a"])), _later_month(first.year, months), months.end()
        )
    separator = _SEPARATOR.match(text, first.end)
    if separator is None:
        return None
    second = _point(reader, text, separator.end())
    if second is None:
        return _elided(text, first, separator)
    if separator["weak"] and separator["weak"] != "-":
        return None
    if not first.certain and not second.certain and not (loose or separator["wave"]):
        return None
    start = first.span if first.kind != "none" or second.kind != "calendar" else fiscal.calendar_year(first.year)
    return _joined(replace(second, letters=first.letters), start, second.span, _closed(text, second.end))


def _later_month(year: int, months: re.Match[str]) -> Span | None:
    a, b = int(months["a"]), int(months["b"])
    return fiscal.month(year if b >= a else year + 1, b)


def _elided(text: str, first: _Point, separator: re.Match[str]) -> _Point | None:
    """A range whose second point leaves out era, year or month: 令和7~9年度, R6~8, 8月9日~9月10日, 2025~27年度."""
    position = separator.end()
    if first.month is not None and separator["wave"] or (first.month is not None and separator["weak"] == "-"):
        return _elided_day(text, first, position)
    found = _SECOND.match(text, position)
    if found is None or found["year"] is None:
        return None
    number, kind_text = int(found["year"]), found["kind"]
    if kind_text is None and not (first.letters and separator["wave"] and re.match(_EDGE, text[found.end() :][:4])):
        return None
    if first.kind != "none" and kind_text is None:
        return None
    year = _full_year(first, number, len(found["year"]))
    if year is None or year <= first.year:
        return None
    if separator["weak"] and (separator["weak"] in "/→と" or year != first.year + 1):
        return None
    return _elided_year(text, first, found, year)


def _elided_year(text: str, first: _Point, found: re.Match[str], year: int) -> _Point | None:
    kind: _Kind = "calendar" if found["kind"] and "度" not in found["kind"] else "fiscal"
    given = _Year(year, found.end(), False, first.letters, first.era_start)
    second = _fiscal_point(text, given, found.end()) if kind == "fiscal" else _calendar_point(text, given, found.end())
    if second is None:
        return None
    start = first.span
    if first.kind == "none":
        start = fiscal.fiscal_year(first.year) if kind == "fiscal" else fiscal.calendar_year(first.year)
    return _joined(second, start, second.span, _closed(text, second.end))


def _full_year(first: _Point, number: int, digits: int) -> int | None:
    if digits == 4:
        return number
    if digits > 2:
        return None
    if first.era_start is not None:
        return first.era_start + number - 1
    return first.year // 100 * 100 + number


def _elided_day(text: str, first: _Point, position: int) -> _Point | None:
    found = _SECOND_DAY.match(text, position)
    if found is None or first.month is None:
        return None
    if found["only"]:
        last = fiscal.day(first.year, first.month, int(found["only"])) if first.span.precision == "day" else None
    else:
        number = int(found["m"])
        year = first.year if number >= first.month else first.year + 1
        last = _in_month(year, number, found["d"], found["e"])
    return _joined(first, first.span, last, _closed(text, found.end()))


def _joined(base: _Point, start: Span | None, last: Span | None, end: int) -> _Point | None:
    if start is None or last is None:
        return None
    span = fiscal.between(start, last)
    return None if span is None else replace(base, span=span, end=end, certain=True, year=last.end.year)


def _closed(text: str, end: int) -> int:
    closing = _CLOSE.match(text, end)
    return closing.end() if closing else end


def _relative(text: str, start: int, antecedent: _Point | None) -> _Point | None:
    """同年, 翌年, 同年度, 翌年度 against the date before it; a year of one kind does not say the other's."""
    found = _RELATIVE.match(text, start)
    if found is None or antecedent is None:
        return None
    step = 1 if found["word"] == "翌" else 0
    if found["kind"] == "年度":
        return _fiscal_point(text, _Year(antecedent.span.fiscal_year + step, 0, False, False, None), found.end())
    if antecedent.kind != "calendar":
        return None
    return _calendar_point(text, _Year(antecedent.span.end.year + step, 0, False, False, None), found.end())


def _bracketed(text: str, start: int) -> bool:
    return start > 0 and text[start - 1] in "([〔〈<「『"


def _stands_alone(text: str, start: int, end: int) -> bool:
    """A bare year as the whole cell, or alone in its brackets."""
    before, after = text[:start].strip(), text[end:].strip()
    if not before.strip("([〔〈<【") and not after.strip(")]〕〉>】"):
        return True
    return before.endswith(("(", "[", "〔", "〈", "<", "【")) and after.startswith((")", "]", "〕", "〉", ">", "】"))
