"""Steps of a schedule below a heading that does not name one: `R8：機器の導入`, `R9：支所への拡大` one after the other.

Decides that two or more lines of a measure in a row are such steps when each begins with a year or month of its own,
later than the one above and none before the plan's first, and goes on with words that are no figure. A single one is a
step in a block that is called as those of two measures with such lines (進め方). Blocks that tell what was, what others
do, or what is measured, have no steps.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from dxextract.extract.items import read_line
from dxextract.extract.measures import MeasureIndex
from dxextract.extract.schedule.year_steps import first_fiscal_year, is_told, read_steps
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.schema.document import Document, Paragraph
from dxextract.schema.outline import Outline
from dxextract.schema.plan import DateRef
from dxextract.signs import ARROWS, LABEL_SIGNS

_OTHERS = frozenset({"background", "current_state", "issues", "national_policy", "past_actions", "evaluation", "kpi"})
_NO_PLANS = _OTHERS - {"kpi"}
"""Blocks in which no steps of the plan stand, not even through arrows."""
_FIGURE = re.compile(r"(?:約|延べ?|累計)?[△▲-]?[\d,.]+\s?[^\d\sA-Zをにがの]{0,6}(?:以上|以下|未満|程度)?(?:[(（].*)?")
_YEAR = re.compile(r"令和|平成|[RH]\d|20\d\d")
_STAGE = re.compile(
    r"(?:(?:前|中|後|短|長|中長|第[0-9０-９一二三])期|(?:導入|拡大|展開|定着|準備)期)\s?[(（](?=[^()（）]{2,16}[)）]\s*[:：])"
)
"""A stage with its years before a colon (`前期（R7～R8）：実証`)."""
_FEWEST = 2
_LONGEST_STEP = 40
"""Characters of a line below a year."""
_ARROW = re.compile(f"[{ARROWS}]")
_BRACKETED = re.compile(
    r"[〔【［\[(（][^〕】］\])）]{2,12}[〕】］\])）][^〔【［\[(（]{2,}[〔【［\[(（](?:令和|平成|[RH]\d|20\d\d)"
)
"""A line whose years stand in brackets, each before its step (`〔R7〕調査〔R8〕構築`)."""
_STROKES = re.compile(r"[^:：]{2,12}[:：][^/／:：]{2,}[/／]\s*(?:令和|平成|[RH]\d|20\d\d)[^:：/／]{0,10}[:：]")
"""Steps that strokes part, each behind its year (`R7：調査／R8：構築`)."""
_AROUND_YEAR = f" 　()（）【】〔〕<>＜＞[]:：{LABEL_SIGNS}"


def unlabelled_runs(
    document: Document, outline: Outline, index: MeasureIndex, rules: RuleSet, begin: int
) -> Iterator[int]:
    """The blocks that are such lines; `begin` is the first fiscal year that the plan plans for."""
    yield from _below_years(document, outline, index, rules, begin)
    run: list[tuple[int, int]] = []  # block and year
    lone: list[tuple[int, int]] = []
    told: Counter[str] = Counter()  # titles of blocks right below which steps stand
    last = ""
    headings = {node.block for node in outline.nodes}
    for block, paragraph in enumerate([*document.blocks, None]):
        date = None
        if isinstance(paragraph, Paragraph) and paragraph.role == "body" and block not in headings:
            date = _date_of(block, paragraph)
            yield from set(_kept(_steps_of(block, paragraph), outline, index, rules, begin, _NO_PLANS))
        if date is not None and (not run or (run[-1][0] == block - 1 and last < date.start)):
            run.append((block, first_fiscal_year(date)))
            last = date.start
            continue
        if kept := list(_kept(run, outline, index, rules, begin)):
            told[_block_title(outline, run[0][0])] += 1
            yield from kept
        elif len(run) == 1:
            lone += run
        run = [(block, first_fiscal_year(date))] if date is not None else []
        last = date.start if date is not None else ""
    for one in lone:
        title = _block_title(outline, one[0])
        if title and told[title] >= _FEWEST:
            yield from _kept([one], outline, index, rules, begin, fewest=1)


def _block_title(outline: Outline, block: int) -> str:
    """The title of the block of a measure that a line stands in; empty where it stands in none."""
    node = outline.path(outline.owner[block])[-1:]
    return node[0].title if node and node[0].kind == "facet" else ""


def _below_years(
    document: Document, outline: Outline, index: MeasureIndex, rules: RuleSet, begin: int
) -> Iterator[int]:
    """The lines that are a year alone, and the items of a list below each of them, or one line set otherwise."""
    headings = {node.block for node in outline.nodes}
    heads: list[tuple[int, int]] = []  # block and year
    lines: list[int] = []
    for block, paragraph in enumerate([*document.blocks, None]):
        is_line = isinstance(paragraph, Paragraph) and paragraph.role == "body" and block not in headings
        if is_line and isinstance(paragraph, Paragraph):
            year = _year_alone(paragraph)
            if year is not None and (not heads or heads[-1][1] < year):
                heads.append((block, year))
                lines.append(block)
                continue
            counted = any(m.quantity is not None and m.quantity.state == "numeric" for m in paragraph.mentions)
            listed = read_line(block, paragraph).marker is not None or (
                bool(heads) and heads[-1][0] == block - 1 and _is_below(document, paragraph, block)
            )
            if heads and year is None and not counted and listed:
                lines.append(block)
                continue
        if len(lines) >= 2 * len(heads):
            kept = set(_kept(heads, outline, index, rules, begin))
            yield from (lines if kept else ())
        heads, lines = [], []


def _is_below(document: Document, line: Paragraph, block: int) -> bool:
    """Whether a few words stand right below a year that is set in another type: along a line of time, in a card."""
    year = document.blocks[block - 1]
    if not isinstance(year, Paragraph) or year.style is None or line.style is None:
        return False
    one, other = ((s.bold, s.color, s.band) for s in (year.style, line.style))
    same_page = year.passage.page == line.passage.page
    return one != other and same_page and len(line.text) <= _LONGEST_STEP and not line.text.endswith("。")


def _year_alone(paragraph: Paragraph) -> int | None:
    """The fiscal year that is all a line says."""
    dates = [m for m in paragraph.mentions if m.kind == "date" and m.date is not None]
    if len(dates) != 1 or dates[0].date is None or dates[0].date.precision != "fiscal_year":
        return None
    rest = paragraph.text[: dates[0].start] + paragraph.text[dates[0].end :]
    return first_fiscal_year(dates[0].date) if not rest.strip(_AROUND_YEAR) else None


def _kept(
    run: list[tuple[int, int]],
    outline: Outline,
    index: MeasureIndex,
    rules: RuleSet,
    begin: int,
    others: frozenset[str] = _OTHERS,
    fewest: int = _FEWEST,
) -> Iterator[int]:
    if len(run) < fewest or run[0][1] < begin or index.of_block(run[0][0]) is None:
        return
    path = outline.path(outline.owner[run[0][0]])
    if not any(block_label(node.title, rules) in others for node in path):
        yield from (block for block, _ in run)


def _steps_of(block: int, paragraph: Paragraph) -> list[tuple[int, int]]:
    """The years of the steps of one line that arrows lead through, later and later; empty for any other line."""
    text = paragraph.text
    joined = _ARROW.search(text) or _BRACKETED.match(text) or _STROKES.match(text)
    if not joined or not _YEAR.search(text[:12]) or text.endswith("。"):
        return []
    steps = read_steps(text, paragraph.mentions, read_line(block, paragraph).start)
    years = [first_fiscal_year(step.date) for step in steps]
    words = not any(_FIGURE.fullmatch(text[step.text : step.end].strip()) for step in steps)
    return [(block, year) for year in years] if words and all(a < b for a, b in pairwise(years)) else []


def _date_of(block: int, paragraph: Paragraph) -> DateRef | None:
    """The year, or the month, of a line that is one step in words, None for any other line."""
    text = paragraph.text
    if not _YEAR.search(text[:12]):
        return None
    if (stage := _STAGE.match(text)) is not None and not text.endswith("。"):
        return next((m.date for m in paragraph.mentions if m.kind == "date" and m.start == stage.end()), None)
    steps = read_steps(text, paragraph.mentions, read_line(block, paragraph).start, bare=True)
    if len(steps) != 1 or is_told(text, steps) or _FIGURE.fullmatch(text[steps[0].text : steps[0].end].strip()):
        return None
    return steps[0].date
