"""Cards of dated values: a name, and lines that are nothing but a date and a value each (`2025年度：約60%`).

The last value is the target and the first the baseline; what is marked 参考 is neither, but an earlier one is the
baseline where the card has no other. A value may be words (`2025年：縮減`). Cards of bare figures with years beside
them are read by `cards`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dxextract.extract.kpis.drafts import without_label
from dxextract.extract.measures import MeasureIndex
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.schema.document import Document, Mention, Paragraph
from dxextract.schema.outline import Candidate, Claim, Outline
from dxextract.schema.passage import evidence_of
from dxextract.schema.plan import Kpi, Quantity
from dxextract.signs import ARROWS, LABEL_SIGNS

_ASIDE = re.compile(r"[(（【]?\s*(参考|うち|※)")
_COLON = re.compile(r"\s*[:：]\s*")
_BETWEEN = re.compile(r"(?:まで(?:の|に)?)?(?:累計)?\s*[:：]?\s*(?:[(（][^()（）]{1,12}[)）]\s*)?$")
_BY_THEN = re.compile(r"までに\s*")
_TAIL = re.compile(r"[\s※*)）、,]*(?:[(（][^()（）]*[)）])?[\s※*]*$")
_ARROW = re.compile(rf"[{ARROWS}▼↓⇩]\ufe0f?")
_MARKER = re.compile(rf"^[{LABEL_SIGNS}①-⑳]\s*")
_MAX_NAME = 45  # characters; a longer line is a sentence
_MAX_WORDS = 30  # characters of a value in words
LONGEST_PLAN = 12
"""Years from a baseline to its target in the longest of plans."""
_MAX_CARD = 8  # lines below the name


@dataclass(frozen=True, slots=True)
class _Value:
    quantity: Quantity
    year: int
    aside: bool


def find_dated_cards(
    document: Document,
    outline: Outline,
    index: MeasureIndex,
    taken: frozenset[int],
    rules: RuleSet,
    now: int | None = None,
) -> tuple[Candidate[Kpi], ...]:
    """KPIs of such cards, in reading order; blocks in `taken` belong to other KPIs, `now` is the plan's fiscal year."""
    lines = [
        (i, block)
        for i, block in enumerate(document.blocks)
        if isinstance(block, Paragraph) and block.role == "body" and block.text and i not in outline.contents | taken
    ]
    found: list[Candidate[Kpi]] = []
    for position, (block, paragraph) in enumerate(lines):
        owner = outline.owner[block]
        if not _is_name(paragraph, rules) or (
            owner is not None and block_label(outline.nodes[owner].title, rules) == "schedule"
        ):
            continue
        values: list[_Value] = []
        card = [(block, paragraph)]
        for number, line in lines[position + 1 : position + 1 + _MAX_CARD]:
            read = _dated_values(line)
            if (not read and not _is_arrow(line)) or not (
                line.passage.page == paragraph.passage.page or _goes_on_over_page(paragraph, values, line, read)
            ):
                break
            values.extend(read)
            card.append((number, line))
        if values and position and not (found and lines[position - 1][0] in _blocks(found[-1])):
            start = _start_above(lines[position - 1][1], paragraph, values)
            values, card = [*start, *values], [*card, *(lines[position - 1 : position] if start else ())]
        aimed = _is_in_block(owner, outline, rules) or "目標" in paragraph.text
        if not aimed and all(v.quantity.state == "qualitative" for v in values):
            continue  # R7：検討 and R8：導入 right below a measure's title are its steps
        looks_back = not aimed and _looks_back(values, now)
        lone = _is_by_then(card[1:], now) and not any(m.kind == "date" for m in paragraph.mentions)
        fewest = 1 if lone and _is_in_block(owner, outline, rules) else 2
        if len(values) >= fewest and len({v.year for v in values}) == len(values) and not looks_back:
            found.append(_to_kpi(card, values, index, outline, rules))
    return tuple(found)


def _blocks(card: Candidate[Kpi]) -> frozenset[int]:
    return frozenset(claim.block for claim in card.claims)


def _start_above(line: Paragraph, name: Paragraph, values: list[_Value]) -> tuple[_Value, ...]:
    """The one dated value right above a name from which its values start: what was, an arrow, the name and the aim."""
    read = _dated_values(line)
    unit = values[0].quantity.unit
    if len(read) != 1 or line.passage.page != name.passage.page or unit is None or read[0].quantity.unit != unit:
        return ()
    return read if all(read[0].year < value.year for value in values) else ()


def _is_by_then(lines: list[tuple[int, Paragraph]], now: int | None) -> bool:
    """Whether a card has nothing but a line that says by when something is to be reached (2025年度までの累計 100人)."""
    if len(lines) != 1:
        return False
    line = lines[0][1]
    first = next((m for m in line.mentions if m.kind == "date" and m.start == 0), None)
    if first is None or first.date is None or (now is not None and first.date.fiscal_year <= now):
        return False
    return line.text.startswith("まで", first.end)


def _looks_back(values: list[_Value], now: int | None) -> bool:
    """Whether the last value is no target: of a year gone by, or of one too far from the first to be aimed at."""
    years = [value.year for value in values]
    if not years:
        return False
    far = len(years) == 2 and max(years) - min(years) > LONGEST_PLAN
    return far or (now is not None and max(years) <= now)


def _is_in_block(owner: int | None, outline: Outline, rules: RuleSet) -> bool:
    return owner is not None and any(block_label(node.title, rules) == "kpi" for node in outline.path(owner))


def _goes_on_over_page(name: Paragraph, values: list[_Value], line: Paragraph, read: tuple[_Value, ...]) -> bool:
    """Whether values on the page after the name's are of years after those so far."""
    first, here = name.passage.page, line.passage.page
    later = bool(values and read) and read[0].year > values[-1].year
    return first is not None and here == first + 1 and later


def _is_arrow(paragraph: Paragraph) -> bool:
    return not _ARROW.sub("", paragraph.text).strip()


def _is_name(paragraph: Paragraph, rules: RuleSet) -> bool:
    text = paragraph.text
    if len(text) > _MAX_NAME or text.endswith(("。", "：", ":")) or _ASIDE.match(text) or _dated_values(paragraph):
        return False
    whole = any(m.end - m.start >= len(text) - 2 for m in paragraph.mentions if m.kind in ("quantity", "date"))
    return not whole and block_label(_MARKER.sub("", text).strip("【】[]〔〕 "), rules) is None


def _dated_values(paragraph: Paragraph) -> tuple[_Value, ...]:
    """The values of a line that is nothing but dates with a value behind each; empty for any other line."""
    text = _ARROW.sub(lambda found: " " * len(found.group()), paragraph.text)
    aside = _ASIDE.match(text)
    dates = [m for m in paragraph.mentions if m.kind == "date" and m.date is not None]
    figures = [m for m in paragraph.mentions if m.kind == "quantity" and m.quantity is not None]
    start = aside.end() if aside else 0
    values: list[_Value] = []
    for number, date in enumerate(dates):
        if text[start : date.start].strip(" )）】:：、,　"):
            return ()
        end = dates[number + 1].start if number + 1 < len(dates) else len(text)
        behind = [f for f in figures if date.end <= f.start and f.end <= end]
        figure = next((f for f in behind if _BETWEEN.fullmatch(text[date.end : f.start])), None)
        found = _figure(text, figure, end) or _words(text, date, end)
        if found is None or date.date is None:
            return ()
        values.append(_Value(found.model_copy(update={"at": date.date}), date.date.fiscal_year, aside is not None))
        start = end
    return tuple(values)


def _figure(text: str, figure: Mention | None, end: int) -> Quantity | None:
    """The figure that is all that stands behind a date, but for a colon and whose it is, in brackets."""
    return figure.quantity if figure is not None and _TAIL.fullmatch(text[figure.end : end]) else None


def _words(text: str, date: Mention, end: int) -> Quantity | None:
    """The few words behind a date and a colon, as a value that cannot be measured."""
    colon = _COLON.match(text, date.end) or _BY_THEN.match(text, date.end)
    words = text[colon.end() : end].strip() if colon else ""
    if re.fullmatch(r"[0-9][0-9,]*(\.[0-9]+)?", words):  # a rate without a unit
        return Quantity(raw=words, state="numeric", value=float(words.replace(",", "")), comparator="eq")
    if not words or len(words) > _MAX_WORDS or "。" in words or "、" in words:
        return None
    return Quantity(raw=words, state="qualitative")


def _to_kpi(
    card: list[tuple[int, Paragraph]], values: list[_Value], index: MeasureIndex, outline: Outline, rules: RuleSet
) -> Candidate[Kpi]:
    ordered = sorted(values, key=lambda v: v.year)
    main = [v for v in ordered if not v.aside] or ordered
    target = main[-1]
    earlier = [v for v in main if v is not target] or [v for v in ordered if v.year < target.year][-1:]
    baseline = earlier[0] if earlier else None
    block, paragraph = card[0]
    measure = index.of_block(block)
    name = without_label(_MARKER.sub("", paragraph.text), rules).rstrip("※* ")
    kpi = Kpi(
        id="",
        measure_id=measure.id if measure else None,
        section_id=outline.section_id(block),
        name=name,
        cumulative="累計" in name or any("累計" in line.text for _, line in card[1:]),
        baseline=baseline.quantity if baseline else None,
        target=target.quantity,
        milestones=tuple(v.quantity for v in ordered if v is not target and v is not baseline),
        source_kind="inline",
        evidence=evidence_of(line.passage for _, line in card),
    )
    claims = tuple(Claim(number, 0, len(line.text)) for number, line in card)
    return Candidate(kpi, "kpi.card", 0.85, claims)
