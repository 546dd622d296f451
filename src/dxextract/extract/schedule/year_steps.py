"""Steps of a schedule written into one line or one cell: `令和7年度：設計 → 令和8～9年度：構築`.

Decides that a text is such steps when it, and each part of it behind an arrow, a stroke, a comma or a wide gap, begins
with a year that a colon, a bracket or a gap parts from its words. Sentences are none, unless a colon or a bracket parts
their year from them. Decides nothing about where such texts stand (`lines`, `rows`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from dxextract.extract.year_parts import APRIL
from dxextract.schema.document import Cell, Mention
from dxextract.schema.plan import DateRef
from dxextract.signs import ARROW, LABEL_SIGNS

YEARS = frozenset({"fiscal_year", "fiscal_year_end", "year"})
TIMES = YEARS | {"month"}
"""Precisions of what a step may begin with; days are those of meetings and notices."""
_BEHIND_YEAR = re.compile(
    r"\s*(?P<open>[~～〜]|以降|から)?(?:末?まで(?=\s*[:：]))?\s*[)）】〕]?"
    r"\s*(?:[:：…]+|(?=[ 　])|(?<=[】〕)）]))\s*(?=\S)"
)
_RIGHT_BEHIND_YEAR = re.compile(
    r"(?P<open>以降|から|より)?に?(?=(?!末|中|内|[上下][半期]|[前後][半期]|当初|予算|以)[一-鿿ァ-ヶA-Z])"
)
"""Words that nothing parts from their year (令和8年度募集開始), as a cell's tight text has them."""
_OPENING = re.compile(
    rf"[{LABEL_SIGNS}├└┣┗]?\s*(?:(?i:step|phase|stage|ステップ|フェーズ|ステージ)\s?[0-9０-９①-⑨Ⅰ-Ⅸ]{{1,2}}\s*[:：]?\s*)?[(（【〔]?\s*"
)
"""A mark, a stage that is counted (`Step1　令和7年度　実証`), or a bracket, before a year."""
_YEAR = r"[【(（〔]?(?:令和|平成|[RH]\d|20\d\d)"
_BARE_YEARS = re.compile(
    r"(?P<first>20[0-9]{2})(?:\s?[-－–—~～〜]\s?(?P<last>20[0-9]{2}))?(?=[~～〜]?(?:\s+[^\s0-9]|\s*[:：…]))"
)
_STEP = re.compile(
    rf"\s*(?:{ARROW}|[/／|｜]|[、,，;；・](?={_YEAR}))\s*|\s+(?={_YEAR}[^:：\s]{{0,14}}[:：])|(?<=[^\s、,(（])(?=[{LABEL_SIGNS}]{_YEAR})"
    rf"|(?<=[^\s、,(（～~〜・\-－])(?={_YEAR}[^:：\s]{{0,14}}[:：])"
    r"|(?<=[^\s、,(（〔【])(?=[〔【](?:令和|平成|[RH]\d|20\d\d)[^〔【〕】]{0,10}[〕】])"
    rf"|(?<=[一-龥ァ-ヶーA-Za-z)）])\s+(?={_YEAR}[^:：\s]{{0,8}}\s+[^\s\dにをはがのでとまか～~〜])"
)
_BETWEEN = re.compile(rf"(?<=[)）〕】\]])(?:\s*(?:{ARROW}|[、，,；;／/])+\s*|\s+)(?=\S)")
"""An arrow, a stroke or a gap behind the years of one step, before the next."""
_TASK = re.compile(r"(?P<name>[^:：。、]{2,30})\s*[:：]\s*(?=\S)")
"""The name of what the steps behind it are of."""
_BESIDE = re.compile(r"\s?[・、,]\s?")
_PARTED = re.compile(r"[:：】〕)）]\s*$")
_BRACKET = re.compile(r"\s*[(（〔【\[]\s*$")
_BRACKETED_END = re.compile(
    r"\s*(?P<open>[~～〜]|以降|から)?(?:に|の)?(?:実施|開始|完了)?(?:予定|まで)?\s*[)）〕】\]]\s*"
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step: where it stands, where its text begins, and the years it is for (`open`: no end is said)."""

    start: int
    text: int
    end: int
    date: DateRef
    open: bool


def read_steps(text: str, mentions: Sequence[Mention], start: int = 0, *, bare: bool = False) -> list[Step]:
    """The steps of ``text[start:]``; none unless each part of it begins with a year and goes on with words.

    With `bare`, as inside a block that is headed as a schedule, `2026` and `2026-2028` before a gap are years too, and
    the words may stand right behind 年度.
    """
    dates = {m.start: m for m in mentions if m.kind == "date" and m.date and m.date.precision in TIMES}
    if bare and (years := _BARE_YEARS.match(text, _opening(text, start))) is not None:
        dates.setdefault(years.start(), _bare_mention(years))
    join_neighbours(text, dates)
    cuts = [
        found for found in _STEP.finditer(text, start) if found.end() > start and _opening(text, found.end()) in dates
    ]
    cuts = [cut for n, cut in enumerate(cuts) if not n or cut.end() > cuts[n - 1].end()]  # A／R8: the stroke alone
    starts = [start, *(cut.end() for cut in cuts)]
    ends = [*(cut.start() for cut in cuts), len(text)]
    steps = [_step(text, begin, end, dates, bare) for begin, end in zip(starts, ends, strict=True)]
    return [] if None in steps else [step for step in steps if step is not None]


def read_step_lines(cell: Cell) -> list[Step]:
    """The steps of a cell whose lines begin with a year each, as nothing but the line's end parts them; else none.

    A line without a year goes on with the step above it.
    """
    text = cell.text
    dates = {m.start: m for m in cell.mentions if m.kind == "date" and m.date and m.date.precision in TIMES}
    starts = [start for start in (0, *cell.passage.line_breaks()) if _opening(text, start) in dates]
    if starts[:1] != [0]:
        return []
    steps = [_step(text, begin, end, dates, bare=True) for begin, end in pairwise([*starts, len(text)])]
    return [] if None in steps else [step for step in steps if step is not None]


def read_dated_items(text: str, mentions: Sequence[Mention], start: int = 0) -> list[Step]:
    """``text[start:]`` as steps with the years of each in brackets at its end: 設計(R7)→構築(R8), after their task."""
    task = _TASK.match(text, start)
    if task is not None and not any(start <= m.start < task.end() for m in mentions if m.kind == "date"):
        start = task.end()
    ends_of_years = {
        found.end() for m in mentions if m.kind == "date" and (found := _BRACKETED_END.match(text, m.end)) is not None
    }
    cuts = [cut for cut in _BETWEEN.finditer(text, start) if ends_of_years & {cut.start(), cut.end()}]
    starts, ends = [start, *(cut.end() for cut in cuts)], [*(cut.start() for cut in cuts), len(text)]
    steps = [_dated_item(text, mentions, begin, end) for begin, end in zip(starts, ends, strict=True)]
    return [] if None in steps else [step for step in steps if step is not None]


def _dated_item(text: str, mentions: Sequence[Mention], start: int, end: int) -> Step | None:
    dates = [m for m in mentions if m.kind == "date" and m.date and m.date.precision in TIMES and start < m.start < end]
    last = max(dates, key=lambda m: m.end, default=None)
    opened = _BRACKET.search(text[start : last.start]) if last is not None else None
    behind = _BRACKETED_END.fullmatch(text, last.end, end) if last is not None else None
    if last is None or last.date is None or opened is None or behind is None or not opened.start():
        return None
    return Step(start, start, start + opened.start(), last.date, behind["open"] is not None)


def is_told(text: str, steps: Sequence[Step]) -> bool:
    """Whether a text is a sentence, and no step that a colon or a bracket parts from its year (R7：…を行います。)."""
    return text.endswith("。") and not (steps and _PARTED.search(text[steps[0].start : steps[0].text]))


def first_fiscal_year(date: DateRef) -> int:
    """The fiscal year that a date begins in; `fiscal_year` is the one it ends in."""
    if date.precision == "fiscal_year_end":
        return date.fiscal_year
    year, month = int(date.start[:4]), int(date.start[5:7])
    return year if month >= APRIL or date.precision == "year" else year - 1


def join_neighbours(text: str, dates: dict[int, Mention]) -> None:
    """Make one of two years that nothing but a dot or a comma parts, one after the other (`R8・R9 検証`)."""
    for start in sorted(dates):
        first = dates.get(start)
        beside = _BESIDE.match(text, first.end) if first is not None else None
        second = dates.get(beside.end()) if beside is not None else None
        if first is None or second is None or first.date is None or second.date is None:
            continue
        one, other = first.date, second.date
        if one.precision == other.precision == "fiscal_year" and other.fiscal_year == one.fiscal_year + 1:
            del dates[second.start]
            raw = text[first.start : second.end]
            date = DateRef.of_fiscal_years(raw, first_fiscal_year(one), other.fiscal_year)
            dates[start] = Mention("date", first.start, second.end, date=date)


def _bare_mention(years: re.Match[str]) -> Mention:
    first, last = int(years["first"]), int(years["last"] or years["first"])
    return Mention("date", years.start(), years.end(), date=DateRef.of_fiscal_years(years[0], first, last))


def _opening(text: str, position: int) -> int:
    """Where a year begins at `position`, behind a mark or bracket that it may stand in."""
    found = _OPENING.match(text, position)
    return found.end() if found else position


def _step(text: str, start: int, end: int, dates: dict[int, Mention], bare: bool) -> Step | None:
    mention = dates.get(_opening(text, start))
    if mention is None or mention.date is None:
        return None
    until = text.startswith("まで", mention.end) and first_fiscal_year(mention.date) < mention.date.fiscal_year
    behind = _BEHIND_YEAR.match(text, mention.end + len("まで") * until, end)
    if behind is None and bare and mention.date.raw.endswith("度"):
        behind = _RIGHT_BEHIND_YEAR.match(text, mention.end, end)
    if behind is None or behind.end() >= end:
        return None
    is_open = behind["open"] is not None or mention.date.raw.endswith(("～", "~", "〜", "以降"))
    return Step(start, behind.end(), end, mention.date, is_open)
