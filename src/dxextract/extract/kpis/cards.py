"""KPI cards: a name, two figures set apart, the years under them, as slides print them instead of a table.

A card is a run of short lines of which two are nothing but a figure, or one is two of them around an arrow, with a name
above the first or, where every card of a run is so, below the last: an arrow between
them, years that rise, or words such as 現状値 and 目標値 say which is the target. Years and words belong to the figure
that they stand nearest to. Decides nothing about lines that hold name and figures together
(`inline`), nor about lines of a date and a value (`dated_cards`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from dxextract.extract.kpis.dated_cards import LONGEST_PLAN
from dxextract.extract.kpis.drafts import without_label
from dxextract.extract.measures import MeasureIndex
from dxextract.rules import RuleSet
from dxextract.schema.document import Document, Mention, Paragraph
from dxextract.schema.outline import Candidate, Claim, Outline
from dxextract.schema.passage import evidence_of, union_box
from dxextract.schema.plan import DateRef, Kpi, Quantity
from dxextract.signs import ARROW, LABEL_SIGNS

_ARROW = re.compile(ARROW)
_RATE = re.compile(r"[0-9]{1,3}\.[0-9]{1,3}")  # without a unit: 合計特殊出生率 1.38
_BRACKETS = " ()（）[]［］"
_MAX_NAME = 45  # characters; a longer line is a sentence
_SAME_ROW = 4.0  # points between the middles of two lines of one row
_MAX_CARD = 9  # lines of one card, its name included
_ROLES = {"baseline": "baseline", "target": "target", "actual": "actual", "milestone": "target"}
"""What the words of a card say of its two figures; 計画値 beside a baseline is aimed at."""
_MARKER = re.compile(rf"^[{LABEL_SIGNS}①-⑳]\s*")


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a card: what it is (`figure`, `date`, `word`, `arrow`, `name`) and where its middle stands."""

    block: int
    paragraph: Paragraph
    kind: str
    quantity: Quantity | None = None
    date: DateRef | None = None
    role: str | None = None
    arrow: bool = False
    part: tuple[float, float] = (0.0, 1.0)
    """From where to where along its line it reaches, as shares of the line's characters."""

    @property
    def middle(self) -> tuple[float, float] | None:
        """The middle of the line's box in points, None in a text."""
        boxes = [s.place.box for s in self.paragraph.passage.segments if s.place.box is not None]
        if not boxes:
            return None
        x0, top, x1, bottom = union_box(boxes)
        return (x0 + (x1 - x0) * sum(self.part) / 2, (top + bottom) / 2)


def find_kpi_cards(
    document: Document,
    outline: Outline,
    index: MeasureIndex,
    taken: frozenset[int],
    rules: RuleSet,
    now: int | None = None,
) -> tuple[Candidate[Kpi], ...]:
    """KPIs of cards, in reading order; blocks in `taken` belong to other KPIs, `now` is the plan's fiscal year."""
    headings = {node.block for node in outline.nodes}
    lines = [
        line
        for i, block in enumerate(document.blocks)
        if isinstance(block, Paragraph) and block.role == "body" and block.text and i not in taken
        for line in ([_Line(i, block, "other")] if i in headings else _read_row(i, block) or (_read(i, block, rules),))
    ]
    below = [card for run in _runs(lines) for card in _named_below(run)]
    used = {line.block for card in below for line in card}
    found = [kpi for card in below if (kpi := _to_kpi(card, index, outline, rules, now)) is not None]
    rest = [line for line in lines if line.block not in used]
    for _, run in groupby(rest, key=lambda line: (outline.section_id(line.block), _page(line))):
        as_read = list(run)
        cards = max((_cards(as_read), _cards(_in_rows(as_read))), key=len)
        found.extend(kpi for card in cards if (kpi := _to_kpi(card, index, outline, rules, now)) is not None)
    return tuple(sorted(found, key=lambda one: one.claims[0].block))


def _runs(lines: Iterable[_Line]) -> Iterator[list[_Line]]:
    """The lines of each page between headings and prose."""
    for (kind, _), members in groupby(lines, key=lambda line: (line.kind == "other", _page(line))):
        if not kind:
            yield list(members)


def _named_below(run: list[_Line]) -> list[list[_Line]]:
    """The cards of a run that begins with figures and ends with a name: each card's name is put first."""
    groups = [(is_name, list(members)) for is_name, members in groupby(run, key=lambda line: line.kind == "name")]
    if len(groups) < 2 or groups[0][0] or not groups[-1][0]:
        return []
    pairs = [(values, names) for (_, values), (_, names) in zip(groups[::2], groups[1::2], strict=False)]
    if any(sum(line.kind == "figure" for line in values) != 2 or len(names) != 1 for values, names in pairs):
        return []
    return [[names[0], *values] for values, names in pairs]


def _cards(lines: list[_Line]) -> list[list[_Line]]:
    """The cards of `lines`, one after the other."""
    cards: list[list[_Line]] = []
    position = 0
    while position < len(lines):
        card = _card_at(lines, position)
        if card is not None:
            cards.append(card)
        position += len(card) if card is not None else 1
    return cards


def _in_rows(lines: list[_Line]) -> list[_Line]:
    """`lines` of one page in rows, top down: cards whose figures were read column by column come together again."""
    placed = [(middle, line) for line in lines if (middle := line.middle) is not None]
    rows: list[list[tuple[tuple[float, float], _Line]]] = []
    for middle, line in sorted(placed, key=lambda item: item[0][1]):
        if rows and middle[1] - rows[-1][-1][0][1] <= _SAME_ROW:
            rows[-1].append((middle, line))
        else:
            rows.append([(middle, line)])
    return [line for row in rows for _, line in sorted(row, key=lambda item: item[0][0])]


def _read_row(block: int, paragraph: Paragraph) -> tuple[_Line, ...]:
    """The dates or figures of a line that holds nothing but two or more of one kind, arrows aside: one for each."""
    for kind in ("date", "quantity"):
        found = [m for m in paragraph.mentions if m.kind == kind and (m.date or m.quantity)]
        rest = _between(paragraph.text, found)
        if len(found) < 2 or _ARROW.sub("", rest).strip(_BRACKETS):
            continue
        arrow = _ARROW.search(rest) is not None
        length = len(paragraph.text)
        return tuple(
            _Line(
                block,
                paragraph,
                "date" if kind == "date" else "figure",
                quantity=m.quantity,
                date=m.date,
                arrow=arrow,
                part=(m.start / length, m.end / length),
            )
            for m in found
        )
    return ()


def _between(text: str, mentions: Iterable[Mention]) -> str:
    """What stands before, between and behind `mentions`."""
    rest, start = "", 0
    for mention in mentions:
        rest += text[start : mention.start]
        start = mention.end
    return rest + text[start:]


def _read(block: int, paragraph: Paragraph, rules: RuleSet) -> _Line:
    text = _ARROW.sub("", paragraph.text).strip()
    arrow = _ARROW.search(paragraph.text) is not None
    if not text:
        return _Line(block, paragraph, "arrow", arrow=True)
    for mention in paragraph.mentions:
        whole = mention.end - mention.start >= len(text) - 2
        if mention.kind == "quantity" and mention.quantity is not None and whole:
            return _Line(block, paragraph, "figure", quantity=mention.quantity, arrow=arrow)
        if mention.kind == "date" and mention.date is not None and whole:
            return _Line(block, paragraph, "date", date=mention.date)
    if _RATE.fullmatch(text):
        rate = Quantity(raw=text, state="numeric", value=float(text), comparator="eq")
        return _Line(block, paragraph, "figure", quantity=rate, arrow=arrow)
    role = rules["table_headers"].label(text)
    if role not in _ROLES:
        role = rules["table_headers"].label(re.sub(r"[(（].*", "", text))
    if role in _ROLES:
        dates = [m.date for m in paragraph.mentions if m.kind == "date"]
        return _Line(block, paragraph, "word", date=dates[0] if dates else None, role=_ROLES[role])
    if sum(mention.quantity is not None for mention in paragraph.mentions) > 1:
        return _Line(block, paragraph, "other")  # an indicator with its figures, or what else a line tells
    return _Line(block, paragraph, "name" if len(text) <= _MAX_NAME and not text.endswith("。") else "other")


def _card_at(lines: list[_Line], start: int) -> list[_Line] | None:
    """The card whose name is `lines[start]`: two figures among the short lines right after it."""
    if lines[start].kind != "name":
        return None
    card = [lines[start]]
    for line in lines[start + 1 : start + _MAX_CARD]:
        if line.kind in ("name", "other") or _page(line) != _page(card[0]):
            break
        card.append(line)
    figures = [line for line in card if line.kind == "figure"]
    return card if len(figures) == 2 else None


def _page(line: _Line) -> int | None:
    return line.paragraph.passage.page


def _to_kpi(
    card: list[_Line], index: MeasureIndex, outline: Outline, rules: RuleSet, now: int | None
) -> Candidate[Kpi] | None:
    one, two = (line for line in card if line.kind == "figure")
    rest = [line for line in card if line.kind in ("date", "word")]
    first, first_role = _completed(one, two, rest)
    second, second_role = _completed(two, one, rest)
    arrow = any(line.arrow for line in card)
    years = (first.at.fiscal_year, second.at.fiscal_year) if first.at and second.at else None
    rising = years is not None and 0 < years[1] - years[0] <= LONGEST_PLAN
    roles = {first_role, second_role}
    if second_role in ("baseline", "actual") or first_role == "target":
        first, second = second, first
    elif not (arrow or rising or second_role == "target" or (first_role == "baseline" and second.at is not None)):
        return None
    name = without_label(_MARKER.sub("", card[0].paragraph.text), rules)
    reached = now is not None and second.at is not None and second.at.fiscal_year <= now and "target" not in roles
    if reached or rules["not_aimed_at"].label(name) is not None:
        return None
    measure = index.of_block(card[0].block)
    printed = sorted((line for line in card if line.kind != "arrow"), key=lambda line: line.block)
    passages = {line.block: line.paragraph.passage for line in printed}
    kpi = Kpi(
        id="",
        measure_id=measure.id if measure else None,
        section_id=outline.section_id(card[0].block),
        name=name,
        cumulative="累計" in name,
        baseline=first,
        target=second,
        source_kind="inline",
        evidence=evidence_of(passages.values()),
    )
    claims = tuple(Claim(block, 0, len(passage.text)) for block, passage in passages.items())
    return Candidate(kpi, "kpi.card", 0.85, claims)


def _completed(figure: _Line, other: _Line, rest: Iterable[_Line]) -> tuple[Quantity, str | None]:
    """The figure with the date nearest to it, and the role that a word nearest to it gives."""
    assert figure.quantity is not None
    near = [line for line in rest if _distance(line, figure) <= _distance(line, other)]
    dates = sorted((line for line in near if line.date is not None), key=lambda line: _distance(line, figure))
    roles = [line.role for line in near if line.role is not None]
    quantity = figure.quantity
    if quantity.at is None and dates:
        quantity = quantity.model_copy(update={"at": dates[0].date})
    return quantity, roles[0] if roles else None


def _distance(line: _Line, figure: _Line) -> float:
    """How far apart two lines stand: in points on a page (across before along), in a text in shares and blocks."""
    if line.middle is None or figure.middle is None:
        across = abs(sum(line.part) - sum(figure.part)) / 2
        return 10 * across + abs(line.block - figure.block) - (0.5 if line.block > figure.block else 0.0)
    return abs(line.middle[0] - figure.middle[0]) + 0.1 * abs(line.middle[1] - figure.middle[1])
