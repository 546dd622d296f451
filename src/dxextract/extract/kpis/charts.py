"""KPIs that a plan draws as charts of bars: the years below, a figure over each bar, the last one to come.

A chart in a block of indicators is one when its axis has a figure over each year and the last year lies ahead of the
plan: that is the target, the year before it the baseline, and the name stands right above the chart. Of stacked bars
the sum on top counts; bars side by side are a KPI each where a line of the chart names them in order. Other charts
with several figures for a year are left alone, for nothing says which is which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from dxextract.extract.measures import MeasureIndex
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.rules.eras import western_year
from dxextract.schema.document import Document, Figure, Paragraph
from dxextract.schema.outline import Candidate, Claim, Outline
from dxextract.schema.passage import Box, Passage, evidence_of
from dxextract.schema.plan import DateRef, Kpi, Quantity

_NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_YEAR = re.compile(r"(?P<west>20[0-9]{2})(?:年度?)?|(?P<era>R|H|令和|平成)(?P<n>[0-9]{1,2})(?:年度?)?")
_UNIT = re.compile(r"[(（](?P<scale>百万|千万|億|万|千)?(?P<unit>[^\s0-9()（）][^\s()（）]{0,9})[)）]")
_SCALES = {"千": 1_000, "万": 10_000, "百万": 1_000_000, "千万": 10_000_000, "億": 100_000_000}
_NO_UNITS = frozenset({"年", "年度"})
_FEWEST = 2
"""Years of an axis, the target's with them."""
_LEVEL = 3.0
"""Points by which what stands level differs in height."""
_AXIS = 8.0
"""Points by which the years of one axis do: the last may have its (年度) below it."""
_BESIDE = 0.49
"""Share of the step from year to year by which a figure may stand off the middle of its year."""
_ROUNDED = 0.5
"""By how much parts may miss their sum."""
_ALL_SERIES = re.compile(r"[(（][^()（）]*[)）]$")
"""What the name of several kinds of bars ends with (`医師数（産科医，小児科医）`)."""
_LONGEST_NAME = 45
_APART = 2
"""Years from what was measured to a target, at least."""


class _Token(NamedTuple):
    """A word of a chart with its middle, in points."""

    text: str
    x: float
    y: float


def find_chart_kpis(
    document: Document, outline: Outline, index: MeasureIndex, rules: RuleSet, now: int | None
) -> tuple[Candidate[Kpi], ...]:
    """KPIs of the charts in blocks of indicators, in reading order; `now` is the fiscal year the plan appeared in."""
    found: list[Candidate[Kpi]] = []
    for block, figure in enumerate(document.blocks):
        if not isinstance(figure, Figure) or not _is_in_block(block, outline, rules):
            continue
        title = _title_above(document, outline, block)
        if title is None:
            continue
        for series, values in _series(figure):
            if _is_aimed_at(values, now):
                found.append(_to_kpi(document, title, figure, series, _from_now(values, now), index, outline))
    return tuple(found)


def _is_in_block(block: int, outline: Outline, rules: RuleSet) -> bool:
    owner = outline.owner[block]
    return owner is not None and any(block_label(node.title, rules) == "kpi" for node in outline.path(owner))


def _is_aimed_at(values: Sequence[Quantity], now: int | None) -> bool:
    """Whether the last year lies ahead of the plan; apart from the others, where nobody knows when that appeared."""
    before, last = (value.at.fiscal_year for value in values[-2:] if value.at is not None)
    return last > now if now is not None else last - before >= _APART


def _from_now(values: Sequence[Quantity], now: int | None) -> list[Quantity]:
    """The values, the last one reached before the target: what else is to come stands among those before it."""
    reached = [v for v in values[:-1] if now is None or v.at is None or v.at.fiscal_year <= now] or values[:1]
    return [*(v for v in values[:-1] if v is not reached[-1]), reached[-1], values[-1]]


def _title_above(document: Document, outline: Outline, block: int) -> range | None:
    """The lines right above a chart that name it: one, with the one over it where it stands in brackets.

    Lines on one coloured band are one name.
    """
    start = block - 1
    line = document.blocks[start] if start >= 0 else None
    if not isinstance(line, Paragraph) or not _may_name(line) or line.text.startswith(("【", "※", "(資料", "（資料")):
        return None
    above = document.blocks[start - 1] if start > 0 else None
    goes_on = isinstance(above, Paragraph) and _may_name(above)
    if goes_on and isinstance(above, Paragraph) and _are_on_one_band(above, line):
        start -= 1
    elif line.text.startswith(("(", "（")) and start > 0:
        if not isinstance(above, Paragraph) or not goes_on or above.style != line.style:
            return None
        start -= 1
    named = range(start, block)
    return named if not any(node.block in named for node in outline.nodes) else None


def _are_on_one_band(above: Paragraph, line: Paragraph) -> bool:
    """Whether a line stands right over another on the same coloured band, both around one middle."""
    if above.style is None or line.style is None or above.style.band is None or above.style.band != line.style.band:
        return False
    one, other = above.passage.segments[-1].place.box, line.passage.segments[0].place.box
    if one is None or other is None:
        return False
    height = other[3] - other[1]
    middle = abs((one[0] + one[2]) - (other[0] + other[2])) / 2
    return 0 <= other[1] - one[1] <= 2 * height and middle <= height


def _may_name(line: Paragraph) -> bool:
    whole = any(m.kind in ("quantity", "date") and m.end - m.start >= len(line.text) - 2 for m in line.mentions)
    return line.role == "body" and 0 < len(line.text) <= _LONGEST_NAME and line.text[-1] not in "。：:" and not whole


def _series(figure: Figure) -> list[tuple[str | None, list[Quantity]]]:
    """The figures over the years of a chart's axis, by year, for each kind of bar with its name.

    None where a year has none, or more than can be told apart.
    """
    tokens = [token for passage in figure.passages for token in _tokens(passage)]
    axis = _axis(tokens)
    if axis is None:
        return []
    step = min(b.x - a.x for (_, a), (_, b) in pairwise(axis))
    bars = [_bars_of_year(tokens, label, step) for _, label in axis]
    kinds = len(bars[0])
    if not kinds or any(len(one) != kinds for one in bars):
        return []
    names = _legend(figure, axis[0][1], kinds) if kinds > 1 else (None,)
    scale, unit = _unit(tokens)
    return [
        (name, [_to_quantity(one[n], scale, unit, year, label) for one, (year, label) in zip(bars, axis, strict=True)])
        for n, name in enumerate(names)
    ]


def _bars_of_year(tokens: Sequence[_Token], label: _Token, step: float) -> list[_Token]:
    """The figures over a year, one for each bar from left to right: of parts one over the other, their sum on top."""
    over = [
        t
        for t in tokens
        if t.y < label.y - _LEVEL and abs(t.x - label.x) <= _BESIDE * step and _NUMBER.fullmatch(t.text)
    ]
    over.sort(key=lambda t: t.y)
    if len(over) > 2 and all(abs(t.x - over[0].x) <= _LEVEL for t in over):
        parts = sum(_number(t) for t in over[1:])
        return over[:1] if abs(_number(over[0]) - parts) < _ROUNDED else []
    return sorted(over, key=lambda t: t.x)


def _legend(figure: Figure, axis: _Token, kinds: int) -> tuple[str, ...]:
    """The names of the kinds of bars below the axis, in a line of just these or one below the other; else none."""
    below: list[tuple[Box, str]] = []
    for passage in figure.passages:
        box = passage.segments[0].place.box if passage.segments else None
        if box is None or (box[1] + box[3]) / 2 <= axis.y + _LEVEL or any(c in "()（）:：" for c in passage.text):
            continue
        words = tuple(passage.text.split())
        if len(words) == kinds and not any(c.isdigit() for c in passage.text):
            return words
        below.append((box, "".join(words)))
    names = tuple(text for _, text in below)
    level = len({round(box[0] / _LEVEL) for box, _ in below}) == 1
    return names if len(names) == kinds and level else ()


def _number(token: _Token) -> float:
    return float(token.text.replace(",", ""))


def _to_quantity(token: _Token, scale: int, unit: str | None, year: int, label: _Token) -> Quantity:
    value = round(_number(token) * scale, 6)
    return Quantity(
        raw=token.text,
        state="numeric",
        value=int(value) if value == int(value) else value,
        unit=unit,
        comparator="eq",
        at=DateRef.of_fiscal_years(label.text, year),
    )


def _axis(tokens: Sequence[_Token]) -> list[tuple[int, _Token]] | None:
    """The years of the lowest line of years, from left to right; None where they do not rise."""
    years = [(year, token) for token in tokens if (year := _year(token.text)) is not None]
    if not years:
        return None
    lowest = max(token.y for _, token in years)
    axis = sorted((one for one in years if lowest - one[1].y <= _AXIS), key=lambda one: one[1].x)
    rising = all(a[0] < b[0] and a[1].x < b[1].x for a, b in pairwise(axis))
    return axis if len(axis) >= _FEWEST and rising else None


def _year(text: str) -> int | None:
    found = _YEAR.fullmatch(text)
    if found is None:
        return None
    return int(found["west"]) if found["west"] else western_year(found["era"], found["n"])


def _unit(tokens: Sequence[_Token]) -> tuple[int, str | None]:
    """The scale and the unit that stand in brackets above a chart's axis (`(千人)`)."""
    for token in tokens:
        found = _UNIT.fullmatch(token.text)
        if found is not None and found["unit"] not in _NO_UNITS and _year(found["unit"]) is None:
            return _SCALES.get(found["scale"] or "", 1), found["unit"]
    return 1, None


def _tokens(passage: Passage) -> Iterator[_Token]:
    """The words of a line of a chart: the first and the last at its ends, the others evenly between them."""
    box = passage.segments[0].place.box if passage.segments else None
    words = re.sub(r"(?<=[0-9])(?=[(（])", " ", passage.text).split()
    if box is None or not words:
        return
    x0, top, x1, bottom = box
    each = (x1 - x0) / max(len(passage.text), 1)
    first, last = x0 + each * len(words[0]) / 2, x1 - each * len(words[-1]) / 2
    for number, word in enumerate(words):
        share = number / (len(words) - 1) if len(words) > 1 else 0.5
        yield _Token(word, first + (last - first) * share if len(words) > 1 else (x0 + x1) / 2, (top + bottom) / 2)


def _to_kpi(
    document: Document,
    title: range,
    figure: Figure,
    series: str | None,
    values: Sequence[Quantity],
    index: MeasureIndex,
    outline: Outline,
) -> Candidate[Kpi]:
    lines = [line for n in title if isinstance(line := document.blocks[n], Paragraph)]
    name = "".join(line.text for line in lines)
    if series is not None:
        name = f"{_ALL_SERIES.sub('', name) if series in name else name}({series})"
    measure = index.of_block(title.start)
    kpi = Kpi(
        id="",
        measure_id=measure.id if measure else None,
        section_id=outline.section_id(title.start),
        name=name,
        cumulative="累計" in name,
        baseline=values[-2],
        target=values[-1],
        milestones=tuple(values[:-2]),
        source_kind="inline",
        evidence=evidence_of([*(line.passage for line in lines), *figure.passages]),
    )
    claims = tuple(Claim(n, 0, len(line.text)) for n, line in zip(title, lines, strict=True))
    return Candidate(kpi, "kpi.chart", 0.8, claims)
