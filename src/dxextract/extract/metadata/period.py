"""The plan's own period.

Signals: a range of dates in a section about the period (strong), in a sentence that says 計画期間 or speaks of
this plan (medium), on the cover (weak); against it: brackets behind another plan's name, a sentence about another
plan, the nation or the past. A row of a table in the section whose label is this plan's counts when no sentence
does. A lone start with a number of years (令和6年度から3年間) is a range, and so is a number of years that leads up to
a year (令和10年度以降につなげる2年間の計画). A lone end counts where the plan's own period is said to last until
then (本方針の期間は令和7年度末までとする); its start stays open. A lone target year is no period.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from dxextract.extract.metadata.frontmatter import Line
from dxextract.extract.sections import headings_and_contents, paragraphs, sections_titled
from dxextract.kanji_numbers import parse_kanji
from dxextract.normalise import squeeze
from dxextract.rules import RuleSet
from dxextract.schema.document import Block, Document, Mention, Paragraph, Table
from dxextract.schema.outline import Outline
from dxextract.schema.passage import Passage
from dxextract.schema.plan import DateRef, Period
from dxextract.signs import LABEL_SIGNS

_YEAR_BRACKET = r"(?:[（(]\s*(?:20\d\d|(?:令和|平成|R|H)\s*\d+)\s*(?:年度?)?\s*[）)])"
_NUMBER = r"(?:[0-9０-９]+|[一二三四五六七八九十]+)"
_LINK = re.compile(
    rf"\s*{_YEAR_BRACKET}?\s*(?:年度?|当初)?"
    r"(?:から|より|[~〜～∼\-－―–→]|を(?:始期|初年度|開始年度|計画初年度)とし[、て]*)\s*"
)
_TAIL = re.compile(
    rf"\s*{_YEAR_BRACKET}?(?:年?度|年)?(?:末)?(?:まで)?"
    rf"(?:の?(?:[（(]\s*)?(?:約)?\s*{_NUMBER}\s*(?:年度?|[かカヶヵケ箇]年度?)間?(?:\s*[）)])?)?"
)
_FIRST_YEAR = re.compile(
    rf"\s*{_YEAR_BRACKET}?\s*(?:年度?)?を(?:計画の?)?(?:始期|初年度|開始年度|起点|始まり)とし[、て]*[^。\d]{{0,30}}"
)
_LAST_YEAR = re.compile(
    rf"{_YEAR_BRACKET}?\s*(?:末)?を(?:計画の?)?(?:目標年度|目標年次|最終年度|終了年度|終期|最終年)と(?:する|し)"
    rf"(?:[、た]?\s*{_NUMBER}\s*(?:年度?|[かカヶヵケ箇]年度?)間?)?"
)
"""`令和6年度を初年度とし、総合計画の終期である令和9年度を目標年度とする4年間`."""
_SPAN = re.compile(
    rf"\s*(?:から|より|を初年度とする|を初年度とした)(?:の|向こう)?\s*(?P<n>{_NUMBER})\s*"
    r"(?:年度?|[かカヶヵケ箇]年度?)(?:間|計画)?"
)
_UNTIL = re.compile(r"\s*まで(?:と(?:し|す|なり|定)|を(?:本?計画)?期間)")
_LEADS_UP = re.compile(
    rf"\s*(?:以降|から|より)(?:の[^、。]{{0,12}}?)?(?:に|へ)(?:と)?(?:つなげ|つなが|繋げ|繋が|向け|引き継)[^。\d]{{0,8}}?"
    rf"(?P<n>{_NUMBER})\s*(?:年度?|[かカヶヵケ箇]年度?)(?:間)?の(?:計画|戦略|方針|ビジョン|プラン)"
)
_COUNTED = re.compile(
    r"(?<=年間)を(?!通)|(?:(?<=年間)|(?<=まで))に[、,]?(?:本?[市町村区]が[、,]?)?(?:行う|行な|取り?組|実施|進め|達成|実現|展開|目指|めざ|講じ|重点)"
)
"""What a plan says behind its years, of what is done in them: 令和6年度から令和8年度までの3年間に行う事業."""
_IN_BRACKETS = re.compile(r"[」』][^「」『』。]{0,6}[（(][^（()）]*$|(?:計画|戦略|構想|方針)[（(][^（()）]*$")
_BEGINS = re.compile(rf"[\s{LABEL_SIGNS}【]*(?:(?:計画|実施|対象|推進)の?期間|期間[】 　:：])")
_LONGEST = 20
_LONGEST_CAPTION = 40
_LABELLED_COLUMNS = 2
_CAPTION = re.compile(r"[(（][^()（）]{1,8}[)）]")
_YEARS_OF_CAPTION = re.compile(rf"\s*[(（]?(?P<n>{_NUMBER})\s*(?:年度?|[かカヶヵケ箇]年度?)間?[)）]?$")
_UNIT = re.compile(r"[(（]\s*単位[^()（）]{1,10}[)）]")


@dataclass(frozen=True, slots=True)
class _Range:
    """A range of dates at ``text[start:end]`` of a passage; `first` is None where only the end is said."""

    start: int
    end: int
    first: DateRef | None
    last: DateRef
    years: int | None = None


def find_period(
    document: Document, outline: Outline, cover: tuple[Line, ...], title: str | None, rules: RuleSet
) -> Period | None:
    """The period with its wording as printed, or None when the plan gives none, or only when it begins."""
    scored: list[tuple[float, int, Passage, _Range]] = []
    inside = _period_blocks(outline, rules)
    body = list(paragraphs(document))
    outside = headings_and_contents(outline)
    for position, (index, paragraph) in enumerate(body):
        if index in outside:
            continue
        near = {squeeze(one.text) for _, one in body[max(0, position - 1) : position + 2]}
        for found in date_ranges(paragraph.passage, paragraph.mentions):
            score = _score(paragraph.text, found, rules, inside=index in inside, title=title)
            # In the text of a diagram the label stands on a line of its own.
            score += index in inside and squeeze(title or "") in near
            if score >= 2:
                scored.append((score, -index, paragraph.passage, found))
    if scored:
        _, _, passage, found = max(scored, key=lambda one: one[:2])
        return _period(passage, found)
    told = _from_tables(document, inside, title, rules) or _from_labels(document, rules) or _from_cover(cover)
    return told or _from_captions(document) or _leading_up(body, outside)


def date_ranges(passage: Passage, mentions: tuple[Mention, ...]) -> Iterator[_Range]:
    """Each pair of dates that から or a wave dash joins, with まで and the number of years that follow."""
    text = passage.text
    dates = [one for one in mentions if one.kind == "date" and one.date is not None]
    skip = -1
    for position, mention in enumerate(dates):
        assert mention.date is not None
        if position <= skip:
            continue
        following = dates[position + 1] if position + 1 < len(dates) else None
        if following is not None and following.date and _LINK.fullmatch(text[mention.end : following.start]):
            skip = position + 1
            yield _Range(mention.start, _tail(text, following.end), mention.date, following.date)
        elif following is not None and following.date and (last := _first_and_last(text, mention, following)):
            skip = position + 1
            yield _Range(mention.start, last, mention.date, following.date)
        elif mention.date.precision in ("fiscal_year", "year") and (span := _SPAN.match(text, mention.end)):
            yield _Range(mention.start, span.end(), mention.date, mention.date, _number(span["n"]))
        elif _first_year(mention.date) < _last_year(mention.date):
            yield _Range(mention.start, _tail(text, mention.end), mention.date, mention.date)
        elif _UNTIL.match(text, mention.end):
            yield _Range(mention.start, mention.end + text[mention.end :].index("まで") + 2, None, mention.date)


def _first_and_last(text: str, first: Mention, last: Mention) -> int | None:
    """Where a range ends that names its first year and its last each by what it is; None where two dates do not."""
    if not _FIRST_YEAR.fullmatch(text[first.end : last.start]):
        return None
    found = _LAST_YEAR.match(text, last.end)
    return found.end() if found else None


def _tail(text: str, end: int) -> int:
    found = _TAIL.match(text, end)
    return found.end() if found else end


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else parse_kanji(text)


def _period_blocks(outline: Outline, rules: RuleSet) -> frozenset[int]:
    sections = sections_titled(outline, rules, "period_headings")
    return frozenset(index for node in sections for index in range(node.start, node.end))


def _score(text: str, found: _Range, rules: RuleSet, *, inside: bool, title: str | None) -> float:
    """How surely the range is this plan's period: 2 is the least that counts."""
    sentence_start = text.rfind("。", 0, found.start) + 1
    sentence_end = text.find("。", found.end)
    sentence = text[sentence_start : sentence_end if sentence_end >= 0 else len(text)]
    before = text[sentence_start : found.start]
    score = 2.0 if inside else 0.0
    named = bool(title) and squeeze(str(title)) in squeeze(sentence)
    own = rules["own_plan"].label(sentence) == "plan"
    if "period" in rules["period_words"].labels(sentence):
        score += 2.0 if inside or own or named or _BEGINS.match(sentence) else 0.0
    if own or named:
        score += 1.0 + (_COUNTED.match(sentence, found.end - sentence_start) is not None)
    if _IN_BRACKETS.search(before):
        score -= 4.0
    if _is_about_another(before, rules):
        score -= 3.0
    if found.first is None:
        score -= 1.0
    if not 0 <= _span(found) <= _LONGEST:
        score -= 4.0
    return score


def _is_about_another(before: str, rules: RuleSet) -> bool:
    """Whether the words before a range name another plan, and this one not after it.

    Where the sentence is about this plan, another one counts only in the range's own clause
    (本計画の期間は、国の計画と整合を図り、令和7年度まで).
    """
    foreign = [hit.end for hit in rules["period_words"].find_all(before) if hit.label == "foreign"]
    if not foreign or rules["own_plan"].label(before[max(foreign) :]) == "plan":
        return False
    topic = before.rfind("は、", 0, min(foreign))
    is_own = topic >= 0 and "plan" in rules["own_plan"].labels(before[:topic])
    return not (is_own and "、" in before[max(foreign) :])


def _span(found: _Range) -> int:
    if found.first is None:
        return 0
    return found.years - 1 if found.years else _last_year(found.last) - _first_year(found.first)


def _first_year(date: DateRef) -> int:
    year, month = int(date.start[:4]), int(date.start[5:7])
    return year if date.precision == "year" or month >= 4 else year - 1


def _last_year(date: DateRef) -> int:
    return int(date.end[:4]) if date.precision == "year" else date.fiscal_year


def _period(passage: Passage, found: _Range) -> Period:
    raw = "".join(segment.raw for segment in passage.part(found.start, found.end).segments).strip()
    if found.first is None:
        return Period(raw=raw, end_fiscal_year=_last_year(found.last), end=found.last.end)
    first, start = _first_year(found.first), found.first.start
    if found.years:
        last, end = first + found.years - 1, f"{first + found.years}-03-31"
    else:
        last, end = _last_year(found.last), found.last.end
    return Period(raw=raw, start_fiscal_year=first, end_fiscal_year=last, start=start, end=end)


def _from_captions(document: Document) -> Period | None:
    """The range that is all a line above a table says, with its years ((変更後)令和5年度から令和9年度まで 5年間)."""
    said: dict[tuple[int, int], Period] = {}
    for line, table in pairwise(_without_units(document)):
        if not isinstance(table, Table) or not isinstance(line, Paragraph) or len(line.text) > _LONGEST_CAPTION:
            continue
        for found in date_ranges(line.passage, line.mentions):
            years = _YEARS_OF_CAPTION.fullmatch(line.text[found.end :]) or _YEARS_OF_CAPTION.search(
                line.text[found.start : found.end]
            )
            bare = not _CAPTION.sub("", line.text[: found.start]).strip()
            if bare and years and _number(years["n"]) == _span(found) + 1 > 1:
                said[_first_year(found.first or found.last), _last_year(found.last)] = _period(line.passage, found)
    return next(iter(said.values())) if len(said) == 1 else None


def _without_units(document: Document) -> Iterator[Block]:
    """The blocks without lines that only say what a table counts in."""
    for block in document.blocks:
        if not (isinstance(block, Paragraph) and _UNIT.fullmatch(block.text)):
            yield block


def _leading_up(body: list[tuple[int, Paragraph]], outside: frozenset[int]) -> Period | None:
    """A number of years that ends where another year begins: 令和10年度以降の取組につなげる、2年間の計画."""
    for index, paragraph in body:
        if index in outside:
            continue
        for mention in paragraph.mentions:
            if mention.kind != "date" or mention.date is None or mention.date.precision != "fiscal_year":
                continue
            found = _LEADS_UP.match(paragraph.text, mention.end)
            if found and not {one.voice for one in paragraph.sentences} - {None, "own"}:
                return _years_before(
                    paragraph.passage.part(mention.start, found.end()), mention.date, _number(found["n"])
                )
    return None


def _years_before(passage: Passage, following: DateRef, years: int) -> Period:
    last = _first_year(following) - 1
    return Period(
        raw=passage.raw.strip(),
        start_fiscal_year=last - years + 1,
        end_fiscal_year=last,
        start=f"{last - years + 1}-04-01",
        end=f"{last + 1}-03-31",
    )


def _from_tables(document: Document, inside: frozenset[int], title: str | None, rules: RuleSet) -> Period | None:
    """The range in a row whose label is this plan, or under a header of years what its bar or cell covers."""
    for index in sorted(inside):
        table = document.blocks[index]
        if not isinstance(table, Table):
            continue
        for label in table.cells:
            text = squeeze(label.text)
            if not text or not (rules["own_plan"].match(text) or text == squeeze(title or "")):
                continue
            for cell in table.cells:
                if cell.row != label.row:
                    continue
                for found in date_ranges(cell.passage, cell.mentions):
                    return _period(cell.passage, found)
            if period := _covered(table, label.row):
                return period
    return None


def _from_labels(document: Document, rules: RuleSet) -> Period | None:
    """The range that stands right of a label in a table of the plan's particulars (`計画の期間 | 令和7年度から…`)."""
    for table in document.blocks:
        if not isinstance(table, Table) or table.n_cols != _LABELLED_COLUMNS:
            continue
        grid = table.grid()
        for label in table.cells:
            value = grid.get((label.row, 1)) if label.col == 0 and rules["period_headings"].match(label.text) else None
            for found in date_ranges(value.passage, value.mentions) if value is not None else ():
                if 0 <= _span(found) <= _LONGEST:
                    return _period(value.passage, found) if value is not None else None
    return None


def _covered(table: Table, row: int) -> Period | None:
    headers = {
        cell.col: (mention.date, cell.passage)
        for cell in table.cells
        if cell.row < max(1, table.header_rows)
        for mention in cell.mentions
        if mention.kind == "date" and mention.date and mention.date.precision in ("fiscal_year", "year")
    }
    columns = [column for bar in table.bars if bar.row == row for column in range(bar.col_start, bar.col_end + 1)]
    if table.spans == "drawn":
        columns += [
            column
            for cell in table.cells
            if cell.row == row and cell.text and cell.col_span > 1
            for column in range(cell.col, cell.col + cell.col_span)
        ]
    dated = sorted(column for column in columns if column in headers)
    if not dated:
        return None
    (first, first_text), (last, last_text) = headers[dated[0]], headers[dated[-1]]
    return Period(
        raw=first_text.raw if dated[0] == dated[-1] else f"{first_text.raw}~{last_text.raw}",
        start_fiscal_year=_first_year(first),
        end_fiscal_year=_last_year(last),
        start=first.start,
        end=last.end,
    )


def _from_cover(cover: tuple[Line, ...]) -> Period | None:
    for line in cover:
        for found in date_ranges(line.passage, line.mentions):
            if 0 <= _span(found) <= _LONGEST:
                return _period(line.passage, found)
    return None
