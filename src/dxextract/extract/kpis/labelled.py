"""KPIs whose parts are labelled, each on its line or several on one (`指標名：公開件数`, `【現状】R5 12%`).

A part is a label of family `table_headers` in brackets, before a colon, or before a space where it begins the line or
a year follows, and what it says up to the next one. An indicator begins with a label of its name and has a target; the
lines of one follow one another. A part whose content is more than what it says (figures around an arrow in a name's
part) makes no indicator here and is left to `inline`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dxextract.extract.kpis.dated_series import dated_series
from dxextract.extract.kpis.drafts import TAIL, Draft, dated, finish
from dxextract.extract.kpis.lines import arrow_drafts
from dxextract.extract.measures import MeasureIndex
from dxextract.extract.units import in_unit
from dxextract.rules import RuleSet
from dxextract.rules.value_labels import VALUE_LABELS
from dxextract.schema.document import Document, Mention, Paragraph
from dxextract.schema.outline import Candidate, Claim, Outline
from dxextract.schema.plan import DateRef, Kpi, Quantity
from dxextract.signs import ARROWS, FRAME_CLOSE, FRAME_OPEN, ITEM_SIGNS, LABEL_SIGNS

_LABELS = VALUE_LABELS | {"kpi_name", "unit", "definition", "source", "remarks", "year"}
_LABEL = re.compile(
    rf"[{FRAME_OPEN}「](?P<framed>[^{FRAME_CLOSE}」:：]{{1,20}})[{FRAME_CLOSE}」]\s*[:：]?\s*"
    r"|(?<=[\s　/／、,(（\[〔])(?P<tight>現状値?|現況値?|基準値?|当初値?|(?:中間|最終)?目標値?)(?=[0-9０-９約未])"
    rf"|(?:(?<=^)|(?<=[\s　/／、,{LABEL_SIGNS}⇒→(（\[〔【]))"
    rf"(?P<plain>[^\s　:：/／、,。【】\[\]〔〕{LABEL_SIGNS}]{{1,20}})"
    r"(?:\s*[:：]\s*|(?P<gap>[\s　]+))"
)
_MARK = re.compile(rf"^[{ITEM_SIGNS}{ARROWS}※\-－\s　]*(?:[(（]?[0-9]{{1,2}}[)）.．]\s*|[①-⑳]\s*)?")
_BRACKET = re.compile(r"[(（\[［〔][^()（）\[\]［］〔〕]*[)）\]］〕]")
_EDGE = " 　/／、,|｜;；・"
_OPEN, _CLOSED = "(（[［〔【", ")）]］〕】"
_NUMBER = re.compile(r"(?P<number>[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?)(?:[(（][^()（）]*[)）])?")
_FROM_TO = re.compile(
    r"[\s　]*#[\s　]*(?:[(（]#[)）])?[\s　]*(?:から|を|→|▶)[\s　]*#[\s　]*(?:[(（]#[)）])?[\s　]*"
    r"(?:に|へ|と|まで)?(?:する|します|とする)?[\s　。]*"
)
_CLOSED_BY = re.compile(r"[\s　]*[(（]")
_ARROW = re.compile(r"[→⇒➡➔➜▶►⇨⟶]")
_FARTHEST = 6
"""Lines without a label of an indicator that may stand between two of its parts."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A label, the year and unit that it states, and where what it says stands in its paragraph."""

    kind: str
    block: int
    paragraph: Paragraph
    begin: int
    start: int
    end: int
    date: DateRef | None

    @property
    def text(self) -> str:
        """What the part says, without the brackets that it shares with its neighbours (`利用者数（現状：5人）`)."""
        return self.paragraph.text[self.start : self.end].strip(_EDGE).rstrip(_OPEN + _EDGE).lstrip(_CLOSED + _EDGE)

    def mentions(self) -> list[Mention]:
        """What was read in the part; a figure's own words may begin in the label (目標値：60件)."""
        return [
            m for m in self.paragraph.mentions if self.begin <= m.start < self.end and self.start < m.end <= self.end
        ]


@dataclass(slots=True)
class _Entry:
    """An indicator that is being read part by part."""

    name: _Part
    parts: list[_Part]


def find_labelled_kpis(
    document: Document, outline: Outline, index: MeasureIndex, rules: RuleSet, now: int | None = None
) -> tuple[Candidate[Kpi], ...]:
    """Such KPIs in reading order; `now` is the fiscal year in which the plan appeared."""
    found: list[Candidate[Kpi]] = []
    for entry in _entries(document, outline, rules):
        draft = _draft(entry, now)
        if draft is not None:
            found.append(finish(draft, outline.section_id(entry.name.block), index, "kpi.labelled"))
    return tuple(found)


def _entries(document: Document, outline: Outline, rules: RuleSet) -> Iterator[_Entry]:
    entry: _Entry | None = None
    last = 0
    for block, paragraph in enumerate(document.blocks):
        if not isinstance(paragraph, Paragraph) or paragraph.role != "body" or block in outline.contents:
            continue
        parts = _parts(block, paragraph, rules)
        if not parts and entry is not None and not entry.parts and block == last + 1:
            parts = _pair(block, paragraph, rules)
        for part in parts:
            if part.kind == "kpi_name":
                if entry is not None:
                    yield entry
                entry = _Entry(part, []) if part.text else None
            elif entry is not None and block - last <= _FARTHEST:
                entry.parts.append(part)
            last = block
        if entry is not None and (block - last > _FARTHEST or outline.owner[block] != outline.owner[entry.name.block]):
            yield entry
            entry = None
    if entry is not None:
        yield entry


def _parts(block: int, paragraph: Paragraph, rules: RuleSet) -> list[_Part]:
    """The labelled parts of a line, in order; empty when the line does not begin with a label."""
    text = paragraph.text
    if text.endswith("。"):
        return []
    position = _MARK.match(text).end()  # type: ignore[union-attr]
    found: list[tuple[str, re.Match[str]]] = []
    while (match := _LABEL.search(text, position)) is not None:
        kind = _kind(match, paragraph, rules, first=not found)
        if kind is None and not found:
            return []
        if kind is not None:
            found.append((kind, match))
        position = match.end() if kind is not None else max(match.end() - 1, match.start() + 1)
    if not found:
        return []
    ends = [*(match.start() for _, match in found[1:]), len(text)]
    return [
        _Part(kind, block, paragraph, match.start(), match.end(), end, _date_in(paragraph, match))
        for (kind, match), end in zip(found, ends, strict=True)
    ]


def _pair(block: int, paragraph: Paragraph, rules: RuleSet) -> list[_Part]:
    """A line right below a name that says nothing but where its figure goes (`60%（R6） ▶ 100%（R9）`)."""
    arrows = arrow_drafts(block, paragraph, rules)
    whole = len(arrows) == 1 and not arrows[0].name
    if not whole and not _FROM_TO.fullmatch(_without(paragraph, ("quantity", "date"))):
        return []
    first, *_, last = [m for m in paragraph.mentions if m.kind == "quantity" and m.quantity is not None]
    cut = first.end
    for mention in paragraph.mentions:
        if mention.kind == "date" and first.end <= mention.start and mention.end < last.start:
            cut = max(cut, mention.end) if _CLOSED_BY.match(paragraph.text, first.end) else cut
    return [
        _Part("baseline", block, paragraph, 0, 0, cut, None),
        _Part("target", block, paragraph, cut, cut, len(paragraph.text), None),
    ]


def _without(paragraph: Paragraph, kinds: tuple[str, ...]) -> str:
    """The line with a sign in place of each mention of these kinds, the outermost of those inside one another."""
    text, end = "", 0
    for mention in sorted(paragraph.mentions, key=lambda m: (m.start, -m.end)):
        if mention.kind in kinds and mention.start >= end:
            text += paragraph.text[end : mention.start] + "#"
            end = mention.end
    return text + paragraph.text[end:]


def _kind(match: re.Match[str], paragraph: Paragraph, rules: RuleSet, *, first: bool) -> str | None:
    """What a label says of an indicator, None for what is no such label."""
    if first and match.start() != _MARK.match(paragraph.text).end():  # type: ignore[union-attr]
        return None
    group = next(name for name in ("framed", "plain", "tight") if match[name])
    words, start = match[group], match.start(group)
    bare = words
    for mention in sorted((m for m in paragraph.mentions if m.kind == "date"), key=lambda m: -m.start):
        if start <= mention.start and mention.end <= start + len(words):
            bare = bare[: mention.start - start] + bare[mention.end - start :]
    bare = _BRACKET.sub("", bare).strip(" 　()（）")
    label = (rules["table_headers"].label(bare) if bare else None) or rules["table_headers"].label(words)
    if label not in _LABELS:
        return None
    if match["gap"] is not None and match["framed"] is None:
        after = paragraph.text[match.end() :]
        dated = any(m.kind in ("date", "quantity") and m.start <= match.end() < m.end for m in paragraph.mentions)
        if not after or not (dated if label in VALUE_LABELS else label == "kpi_name" and first):
            return None
    if label == "year" and (not first or match["plain"] is None or match["gap"] is not None):
        return None  # 目標 R7：30% R9：60% is one part
    return label


def _date_in(paragraph: Paragraph, label: re.Match[str]) -> DateRef | None:
    return next(
        (m.date for m in paragraph.mentions if m.kind == "date" and label.start() <= m.start and m.end <= label.end()),
        None,
    )


def _draft(entry: _Entry, now: int | None) -> Draft | None:
    """The KPI of an indicator's parts; None without a target, or where its name is more than a name."""
    name = TAIL.sub("", entry.name.text)
    figures = [m for m in entry.name.mentions() if m.kind == "quantity"]
    if not name or (_ARROW.search(name) and len(figures) >= 2):
        return None
    unit = next((m.quantity for m in entry.name.mentions() if m.kind == "unit"), None)
    used = [entry.name]
    values: list[tuple[str, Quantity]] = []
    definition = None
    for part in entry.parts:
        if part.kind == "definition":
            definition = part.text or None
        elif part.kind == "unit":
            unit = next((m.quantity for m in part.mentions() if m.kind == "unit"), unit)
        elif part.kind in VALUE_LABELS or part.kind == "year":
            read = _values(part, unit)
            if not read:
                return None
            values.extend(read)
        used.append(part)
    draft = _assigned(values, now)
    if draft is None:
        return None
    blocks = list(dict.fromkeys(part.block for part in used))
    spans = {
        block: (min(p.begin for p in used if p.block == block), max(p.end for p in used if p.block == block))
        for block in blocks
    }
    by_block = {part.block: part.paragraph for part in used}
    return replace(
        draft,
        name=name,
        definition=definition,
        passages=tuple(by_block[block].passage.part(*spans[block]) for block in blocks),
        claims=tuple(Claim(block, *spans[block]) for block in blocks),
    )


def _values(part: _Part, unit: Quantity | None) -> list[tuple[str, Quantity]]:
    """What a part says: one value, or several beside a year each, of which the last has the part's own role."""
    mentions = part.mentions()
    series = dated_series(part.paragraph.text, mentions)
    if series is not None:
        aside = "milestone" if part.kind == "target" else "actual"
        roles = [aside] * (len(series.figures) - 1) + [part.kind]
        return [(role, in_unit(figure, unit)) for role, figure in zip(roles, series.figures, strict=True)]
    figures = [m for m in mentions if m.kind == "quantity" and m.quantity is not None]
    if not figures and (bare := _NUMBER.fullmatch(part.text)) is not None:
        number = float(bare["number"].replace(",", "").replace("，", ""))
        plain = Quantity(
            raw=part.text, state="numeric", value=int(number) if number == int(number) else number, comparator="eq"
        )
        stated = next((m.date for m in mentions if m.kind == "date" and m.start >= part.start), part.date)
        return [(part.kind, in_unit(plain.model_copy(update={"at": stated}), unit))]
    if len(figures) != 1:
        return []
    quantity = dated(part.paragraph, figures[0])
    if quantity.at is None or not _within(part, quantity.at):
        stated = next((m.date for m in mentions if m.kind == "date"), part.date)
        quantity = (
            quantity.model_copy(update={"at": figures[0].quantity.at or stated}) if figures[0].quantity else quantity
        )
    return [(part.kind, in_unit(quantity, unit))]


def _within(part: _Part, date: DateRef) -> bool:
    return any(m.kind == "date" and m.date == date for m in part.mentions())


def _assigned(values: list[tuple[str, Quantity]], now: int | None) -> Draft | None:
    """Baseline, target and the rest; of years without a label the last is the target, unless none is still to come."""
    yearly = sorted((q for role, q in values if role == "year" and q.at), key=lambda q: q.at.fiscal_year if q.at else 0)
    target = next((q for role, q in reversed(values) if role == "target"), None)
    if target is None and len(yearly) >= 2 and not (now is not None and _year(yearly[-1]) <= now):
        target = yearly[-1]
    if target is None:
        return None
    baseline = next((q for role, q in values if role == "baseline"), None)
    if baseline is None:
        baseline = next((q for role, q in reversed(values) if role == "actual"), None)
    if baseline is None and yearly and yearly[0] is not target and (now is None or _year(yearly[0]) <= now):
        baseline = yearly[0]
    rest = [q for _, q in values if q is not target and q is not baseline]
    return Draft("", (), (), baseline, target, tuple(sorted(rest, key=_year)))


def _year(quantity: Quantity) -> int:
    return quantity.at.fiscal_year if quantity.at else 0
