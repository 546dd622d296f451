"""One date in a text: a year, what narrows it, and its days.

Signals, in order: a year (era name or letter with a number, or four Western digits), the same year again in
brackets, 年度/年, and then 月, 日, 末, 当初, quarters and halves. A date that the calendar does not have is none.
Ranges and dates that lean on another one are read in `dates.py`, which also decides where a bare year counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from dxextract.kanji_numbers import parse_kanji
from dxextract.language import fiscal
from dxextract.language.fiscal import Span
from dxextract.rules import RuleSet

_FIRST_YEAR, _LAST_YEAR = 1868, 2100
_LATEST_ERA = 20  # 5年度 is of the present era, 30年度 of the one before: plans look some ten years back and ahead
_CENTURY = 2000  # '25 in a header
_PROJECTED = 20  # plans of 2018 say 平成32年度: years beyond an era's end still count from its start
KIND = r"(?: ?(?P<kind>年 ?度|年)(?![間生齢代令功式金鑑頭表賀次長季]|目(?!標)|以内|未満|程度|ほど|毎|ごと))?"
# What may stand after a year that is written without 年 or after a dotted month: never a letter, a digit or a noun.
EDGE = (
    r"(?=$|[\s()\[\]〈〉<>〔〕《》{}「」『』【】~\-/,、。・:;→⇒➡↓※*＊|]|末|まで|迄|から|より|以降|以前|時点|現在|実績|目標|見込|調査|"
    r"策定|改定|改訂|公表|更新|当初|頃|比|年|値|基準|現状|現況|直近|最終|中間|到達|初期|従前|計画|に|は|の|を|が|も|と|へ|で|実施|導入|開始|予定|達成|平均|累計|合計|計|卒(?!業)|上期|下期|前期|後期)"
)
_TAIL_FISCAL = re.compile(
    r" ?(?:の ?)?(?:(?P<end>末日|末(?!端))|(?P<begin>当初(?!予算)|初頭|初め|はじめ|期首)"
    r"|第? ?(?P<quarter>[1-4一二三四]) ?四半期|第? ?(?P<q1>[1-4]) ?Q(?![A-Za-z])|Q(?P<q2>[1-4])(?!\d)"
    r"|(?P<first>上半期|上期|前半|前期(?!基本)|上半|[上前](?=$|\s)|\([上前]\))|(?P<last>下半期|下期|後半|後期(?!基本|高齢)|下半|[下後](?=$|\s)|\([下後]\))"
    r"|\(?(?P<month>\d{1,2}) ?月(?!額|間|次)(?: ?(?P<day>\d{1,2}) ?日|(?P<month_end>末日?))?\)?"
    r"|(?P<plain>中(?![学央心小核長期間国])|内(?![部容])|いっぱい))"
)
_SMALL = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
_TAIL_YEAR = re.compile(
    rf" ?(?:(?P<month>{_SMALL}) ?月(?!額|間|次)"
    rf"(?: ?(?P<day>{_SMALL}) ?日(?!間|程)(?: ?\([日月火水木金土](?:曜日?)?(?:・祝)?\))?"
    r"|(?P<month_end>末日?)| ?[上中下]旬)?"
    r"|(?P<end>末))"
)
_DOTTED = re.compile(
    r" ?(?P<sep>[./-]) ?(?P<month>\d{1,2})(?:(?P=sep) ?(?P<day>\d{1,2})(?!\d)| ?月)?(?P<month_end>末)?(?![\d%]| ?年)"
    + EDGE
)
# H2 and S3 are names of products; only years that plans speak of count without 年.
_RARE_ALONE = {1926: 1975, 1989: 1998}

Kind = Literal["fiscal", "calendar", "none"]


@dataclass(frozen=True, slots=True)
class Point:
    """One date as read: its span and where its text ends; `year` and `kind` serve a range's second half."""

    span: Span
    end: int
    year: int
    kind: Kind
    certain: bool
    letters: bool = False
    month: int | None = None
    era_start: int | None = None
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Year:
    year: int
    end: int
    bare: bool
    letters: bool
    era_start: int | None
    assumed: bool = False
    """The era is not printed."""


class YearReader:
    """The patterns that depend on the era table; with `cell`, a year without era or century (`5年度`, `'25`), or with
    the first letter of its era (`令７`), too.
    """

    def __init__(self, rules: RuleSet, cell: bool) -> None:
        eras = [(term, int(row.label)) for row in rules["eras"].rows for term in row.terms]
        self.first = dict(eras)
        firsts = sorted(self.first.values())
        self.last = {f: (n - f + 1 + _PROJECTED) for f, n in zip(firsts, [*firsts[1:], _LAST_YEAR], strict=True)}
        names = "|".join(term for term, _ in eras if not term.isascii())
        letters = "".join(term for term, _ in eras if term.isascii())
        self._latest = sorted(set(firsts))[-2:]
        assumed = r"|(?<![\d.,第~-])(?P<assumed>[1-9]\d?)(?= ?年 ?度(?![間分毎ご当あ以]|目(?!標)))" if cell else ""
        short = r"|(?<![\w'’‘])['’‘](?P<short>[0-4]\d)(?!\d)" if cell else ""
        clipped = (
            rf"|(?<!\w)(?P<clip>{'|'.join(sorted({n[0] for n in names.split('|')}))})(?P<cn>元|\d{{1,2}}(?!\d))"
            if cell
            else ""
        )
        self.year = re.compile(
            rf"(?P<name>{names}) ?(?P<n>元|\d{{1,2}}(?!\d)|[一二三四五六七八九十]{{1,3}})"
            rf"|(?<![A-Za-z0-9._])(?<![A-Za-z]-)(?P<letter>[{letters}])(?P<dot>\.?) ?(?P<ln>元|\d{{1,2}}(?!\d))"
            rf"|(?:(?<![\d.,A-Za-z#@])(?:西暦 ?)?|(?<![A-Za-z])FY ?)(?P<west>(?:18|19|20)\d\d)(?![\d,])"
            + assumed
            + short
            + clipped
        )

    def year_at(self, text: str, position: int) -> Year | None:
        found = self.year.match(text, position)
        if found is None:
            return None
        if found["west"]:
            return Year(int(found["west"]), found.end(), True, False, None)
        if found.groupdict().get("short"):
            return Year(_CENTURY + int(found["short"]), found.end(), True, True, None)
        if found.groupdict().get("assumed"):
            number = int(found["assumed"])
            first = self._latest[-1] if number <= _LATEST_ERA else self._latest[0]
            return Year(first + number - 1, found.end(), False, False, first, assumed=True)
        if clip := found.groupdict().get("clip"):
            name, digits = next(name for name in self.first if name.startswith(clip)), found["cn"]
        else:
            name, digits = (found["name"], found["n"]) if found["name"] else (found["letter"], found["ln"])
        number = 1 if digits == "元" else small_number(digits)
        first = self.first[name]
        if not 1 <= number <= self.last[first]:
            return None
        return Year(first + number - 1, found.end(), False, bool(found["letter"] or clip), first)


@lru_cache(maxsize=4)
def year_reader(rules: RuleSet, cell: bool) -> YearReader:
    return YearReader(rules, cell)


def point_at(reader: YearReader, text: str, start: int) -> Point | None:
    year = reader.year_at(text, start)
    if year is None:
        return None
    end, kind, paired = _kind_and_pair(reader, text, year)
    if kind == "fiscal":
        point = fiscal_point(text, year, end)
        return replace(point, certain=False, assumed=True) if point is not None and year.assumed else point
    if kind == "calendar":
        return calendar_point(text, year, end)
    dotted = None if paired else _DOTTED.match(text, end)
    if dotted is not None and not (dotted["sep"] == "-" and int(dotted["month"]) > 12):  # 2025-27 is a range of years
        return _dotted_point(year, dotted)
    return _alone(text, year, end, paired=paired)


def _alone(text: str, year: Year, end: int, *, paired: bool) -> Point | None:
    """A year without 年: `R7`, `R8末`, `R7上期`, `令和6(2024)`, or the first half of a range."""
    if year.letters or paired:
        tail = _TAIL_FISCAL.match(text, end)
        if tail is not None and any(tail[name] for name in ("end", "quarter", "q1", "q2", "first", "last")):
            return fiscal_point(text, year, end)
    if not year.bare and re.match(EDGE, text[end : end + 4]) is None:
        return None
    if year.letters and not paired and year.era_start in _RARE_ALONE and year.year < _RARE_ALONE[year.era_start]:
        return None
    return _made(fiscal.fiscal_year(year.year), end, year, "none", certain=year.letters or paired)


def _kind_and_pair(reader: YearReader, text: str, year: Year) -> tuple[int, Kind, bool]:
    """Where the year ends, 年度 or 年, and whether the other calendar's year stands in brackets."""
    end, kind = _kind_at(text, year.end)
    bracket = re.compile(r" ?[(〔\[/] ?").match(text, end)
    if bracket is None:
        return end, kind, False
    other = reader.year_at(text, bracket.end())
    if other is None or other.year != year.year or (other.bare and year.bare):
        return end, kind, False
    other_end, other_kind = _kind_at(text, other.end)
    closed = re.compile(r" ?[)〕\]]").match(text, other_end)
    if closed is None and "/" not in bracket[0]:
        return end, kind, False
    end = closed.end() if closed else other_end
    if other_kind != "none" and kind not in ("none", other_kind):
        return end, "fiscal", True  # the bracket repeats the year and one of the two says 年度
    kind = other_kind if kind == "none" else kind
    if kind == "none":
        end, kind = _kind_at(text, end)
    elif kind == "calendar" and closed and (late := re.compile(r" ?度(?![合目数])").match(text, end)):
        end, kind = late.end(), "fiscal"  # 令和4年(2022年)度
    return end, kind, True


def _kind_at(text: str, position: int) -> tuple[int, Kind]:
    found = re.compile(KIND).match(text, position)
    if found is None or found["kind"] is None:
        return position, "none"
    return found.end(), "fiscal" if "度" in found["kind"] else "calendar"


def fiscal_point(text: str, year: Year, end: int) -> Point | None:
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
        number = small_number(quarter)
        return fiscal.months_of_fiscal_year(year, 3 * number - 2, 3 * number)
    if tail["first"]:
        return fiscal.months_of_fiscal_year(year, 1, 6)
    if tail["last"]:
        return fiscal.months_of_fiscal_year(year, 7, 12)
    if tail["month"]:
        number = int(tail["month"])
        return in_month(fiscal.year_of_month(year, number), number, tail["day"], tail["month_end"])
    return fiscal.fiscal_year(year)


def in_month(year: int, number: int, day: str | None, end: str | None) -> Span | None:
    if day:
        return fiscal.day(year, number, small_number(day))
    return fiscal.month_end(year, number) if end else fiscal.month(year, number)


def small_number(digits: str) -> int:
    return int(digits) if digits.isascii() else parse_kanji(digits)


def calendar_point(text: str, year: Year, end: int) -> Point | None:
    tail = _TAIL_YEAR.match(text, end)
    if tail is None:
        return _made(fiscal.calendar_year(year.year), end, year, "calendar")
    if tail["end"]:
        last = fiscal.day(year.year, 12, 31)
        return None if last is None else _made(last, tail.end(), year, "calendar")
    number = small_number(tail["month"])
    span = in_month(year.year, number, tail["day"], tail["month_end"])
    return None if span is None else _made(span, tail.end(), year, "calendar", month=number)


def _dotted_point(year: Year, dotted: re.Match[str]) -> Point | None:
    number = int(dotted["month"])
    span = in_month(year.year, number, dotted["day"], dotted["month_end"])
    return None if span is None else _made(span, dotted.end(), year, "calendar", month=number)


def _made(
    span: Span, end: int, year: Year, kind: Kind, *, certain: bool = True, month: int | None = None
) -> Point | None:
    if not _FIRST_YEAR <= year.year <= _LAST_YEAR:
        return None
    return Point(span, end, year.year, kind, certain, year.letters, month, year.era_start)
