"""One KPI block that is lines: its indicators, each on a line of its own or on several, one below the other.

Decides which line of the block names an indicator and which ones say its values: both figures on one line, or a name
line and below it value lines, labels with the figure on the next line, a large figure alone. Which lines are a block
is for `inline`; the forms that a single line may have are `lines`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from dxextract.extract.kpis.drafts import BULLET, TAIL, Draft, dated, name_before, quantities, summed, whole
from dxextract.extract.kpis.lines import arrow_drafts, series_draft
from dxextract.extract.kpis.named_below import are_named_below
from dxextract.extract.kpis.sentences import is_aimed_at, moved_draft, moves_by_words
from dxextract.rules import RuleSet
from dxextract.rules.value_labels import VALUE_LABELS
from dxextract.schema.document import Paragraph
from dxextract.schema.plan import DateRef, Quantity

SENTENCE_END = re.compile(r"。\s*(?:[（(\[［][^。]*[)）\]］]\s*)?$")
_VALUE_LABEL = re.compile(
    r"(現状値?|基準値?|実績値?|当初値|策定時|目標値?|中間目標値?|最終目標値?|目標)\s*(?:[:：]|[(（][^)）]*[)）]\s*[:：]?|\s)\s*(?=[^\s])(?![0-9]{1,2}\s*[:：_＿])"
)
_VALUE_ROLES = {"baseline": "baseline", "actual": "baseline", "target": "target", "milestone": "target"}
"""What a label says of the one value that it stands beside; 計画値 alone is aimed at."""
_NOTE = re.compile(r"[(（]?(?:[※＊*]|注)\s?[0-9０-９]{1,2}(?![0-9０-９.,%％])[)）]?[\s　:：]")
"""A note that its number ties to a figure or a name (`※1 参加者数÷人口`)."""
_REMARK = re.compile(r"[(（]?※")
"""What begins a line that says more of an indicator (`※受付50件以上の窓口`): a name only where two figures follow."""
_COUNTED_IN = 2
"""Characters of the words behind a figure that are part of a name, at least one more: 上 of 60歳以上 is none."""
_DUE = re.compile(
    r"[\s　【〔［\[(（]*#\s*(?:度?末)?(?:まで)(?:に|の目標値?[:：]?)?\s*(?:約|累計|延べ)?#[\s　】〕］\])）]*"
)
"""A date, by which, and a figure, with nothing beside them but brackets."""
_ARROWS = re.compile(r"[→⇒➡➔➜▶►▼↓⇩⇨⟶\s\uFE0F]+")


@dataclass(frozen=True, slots=True)
class _Awaited:
    """A label with its year on a line of its own, whose figure stands on the next."""

    role: str
    date: DateRef | None
    block: int
    paragraph: Paragraph


def block_drafts(lines: list[tuple[int, Paragraph]], rules: RuleSet, now: int | None) -> list[Draft]:
    """The drafts of one KPI block: lines that hold both figures, or a name line and value lines after it."""
    if are_named_below([paragraph for _, paragraph in lines]):
        return []
    drafts: list[Draft] = []
    awaited: _Awaited | None = None
    aimed: set[int] = set()  # whose target came first
    for number, (block, paragraph) in enumerate(lines):
        if (drafts and not _ARROWS.sub("", paragraph.text)) or _NOTE.match(paragraph.text):
            continue
        if _REMARK.match(paragraph.text) and len(quantities(paragraph)) < 2:
            continue
        if awaited is not None and (value := _bare_value(paragraph)) is not None:
            drafts[-1] = _with_awaited(drafts[-1], awaited, value, block, paragraph)
            awaited = None
            continue
        below = lines[number + 1][1] if number + 1 < len(lines) else None
        awaited = _awaited(block, paragraph, below, drafts[-1], rules) if drafts else None
        if awaited is not None:
            if drafts[-1].baseline is None and drafts[-1].target is None:
                aimed.add(len(drafts) - 1)
            continue
        said = stated_drafts(block, paragraph, rules, now)
        if said or SENTENCE_END.search(paragraph.text):
            drafts.extend(said)
            continue
        if drafts and (told := _with_values_of(drafts[-1], lines, number, rules, now)) is not None:
            drafts[-1] = told
        elif (begun := _begun(block, paragraph, rules)) is not None:
            drafts.append(begun)
    # A target that came first and stays alone is left to the cards (`cards`), whose figures may stand further off.
    return [one for n, one in enumerate(drafts) if one.baseline or (one.target and n not in aimed)]


def _with_values_of(
    last: Draft, lines: list[tuple[int, Paragraph]], number: int, rules: RuleSet, now: int | None
) -> Draft | None:
    """The last draft with the values that a line below its name says; None where the line says none of it."""
    block, paragraph = lines[number]
    own = _nameless(block, paragraph, rules, now) if last.target is None else None
    both = own is not None and last.baseline is None and len(quantities(paragraph)) > 1
    role = _value_role(paragraph, rules)
    if role is not None and not both:
        return _with_value(last, role, block, paragraph)
    if own is not None:
        passages, claims = (*last.passages, *own.passages), (*last.claims, *own.claims)
        return replace(own, name=last.name, passages=passages, claims=claims)
    lone = _lone_value(lines, number, last, rules)
    return _with_target(last, lone, block, paragraph) if lone is not None else None


def _begun(block: int, paragraph: Paragraph, rules: RuleSet) -> Draft | None:
    """The draft that a line begins: a name alone, or before one figure that is aimed at."""
    figures = [] if _names_what_is_counted(paragraph, rules) else quantities(paragraph)
    claim = whole(block, paragraph)
    if not figures:
        if _is_of_value(paragraph, rules):
            return None  # 基準値, 令和12年度 over a figure: no name of its own
        return Draft(TAIL.sub("", BULLET.sub("", paragraph.text)), (paragraph.passage,), (claim,))
    name = name_before(paragraph, figures[0], rules)
    if not name or len(figures) != 1:
        return None
    name, target = summed(paragraph, name, dated(paragraph, figures[0]))
    return Draft(name, (paragraph.passage,), (claim,), target=target)


def _awaited(
    block: int, paragraph: Paragraph, below: Paragraph | None, draft: Draft, rules: RuleSet
) -> _Awaited | None:
    """The value that a line announces which is nothing but its label and year.

    The draft has only the other value, or none and its target comes first, with its figure right below.
    """
    if (draft.baseline is not None and draft.target is not None) or quantities(paragraph):
        return None
    dates = [m for m in paragraph.mentions if m.kind == "date" and m.date is not None]
    text = BULLET.sub("", paragraph.text)
    for mention in dates:
        text = text.replace(paragraph.text[mention.start : mention.end], "")
    label = rules["table_headers"].label(text.strip(" 　()（）:：末"))
    role = _VALUE_ROLES.get(label or "")
    if role is None or (draft.baseline if role == "baseline" else draft.target) is not None:
        return None
    if draft.baseline is None and draft.target is None and (role == "baseline" or not below or not _bare_value(below)):
        return None
    return _Awaited(role, dates[0].date if dates else None, block, paragraph)


def _names_what_is_counted(paragraph: Paragraph, rules: RuleSet) -> bool:
    """Whether a line goes on behind its one figure and ends as names do: 週に1回以上使う職員の割合."""
    figures = quantities(paragraph)
    behind = paragraph.text[figures[0].end :].strip() if len(figures) == 1 else ""
    return len(behind) > _COUNTED_IN and rules["indicator_names"].label(behind) is not None


def _lone_value(lines: list[tuple[int, Paragraph]], number: int, draft: Draft, rules: RuleSet) -> Quantity | None:
    """The figure that is all that stands below a name, up to the next name: what is aimed at, set large on a card."""
    value = _bare_value(lines[number][1]) or _due_value(lines[number][1])
    if value is None or number == 0 or draft.target is not None or draft.baseline is not None:
        return None
    if draft.passages != (lines[number - 1][1].passage,) or rules["table_headers"].label(draft.name) in VALUE_LABELS:
        return None
    below = next((one for _, one in lines[number + 1 :] if _ARROWS.sub("", one.text)), None)
    if below is not None and (_bare_value(below) is not None or _is_of_value(below, rules)):
        return None
    return value


def _is_of_value(paragraph: Paragraph, rules: RuleSet) -> bool:
    """Whether a line is a year or a word that says what the figure beside it is, and names nothing."""
    text = paragraph.text
    for mention in paragraph.mentions:
        if mention.kind == "date":
            text = text.replace(paragraph.text[mention.start : mention.end], "")
    text = text.strip(" 　()（）:：末")
    return not text or rules["table_headers"].label(text) in VALUE_LABELS


def _with_target(draft: Draft, value: Quantity, block: int, paragraph: Paragraph) -> Draft:
    passages, claims = (*draft.passages, paragraph.passage), (*draft.claims, whole(block, paragraph))
    return replace(draft, target=value, passages=passages, claims=claims)


def _bare_value(paragraph: Paragraph) -> Quantity | None:
    """The figure that is all that a line says, as it is set large on a card."""
    figures = quantities(paragraph)
    if len(figures) != 1 or figures[0].end - figures[0].start < len(paragraph.text.strip()) - 1:
        return None
    return dated(paragraph, figures[0])


def _due_value(paragraph: Paragraph) -> Quantity | None:
    """The figure of a line that says no more than it and by when it is due (`【令和9年度までに 880団体】`)."""
    figures, dates = quantities(paragraph), [m for m in paragraph.mentions if m.kind == "date" and m.date is not None]
    if len(figures) != 1 or len(dates) != 1 or figures[0].quantity is None:
        return None
    text = paragraph.text
    for mention in sorted((figures[0], dates[0]), key=lambda m: -m.start):
        text = text[: mention.start] + "#" + text[mention.end :]
    return figures[0].quantity.model_copy(update={"at": dates[0].date}) if _DUE.fullmatch(text) else None


def _with_awaited(draft: Draft, awaited: _Awaited, value: Quantity, block: int, paragraph: Paragraph) -> Draft:
    if value.at is None and awaited.date is not None:
        value = value.model_copy(update={"at": awaited.date})
    lines = ((awaited.block, awaited.paragraph), (block, paragraph))
    draft = replace(
        draft,
        passages=(*draft.passages, *(line.passage for _, line in lines)),
        claims=(*draft.claims, *(whole(*line) for line in lines)),
    )
    return replace(draft, baseline=value) if awaited.role == "baseline" else replace(draft, target=value)


def _nameless(block: int, paragraph: Paragraph, rules: RuleSet, now: int | None) -> Draft | None:
    """The figures of a line without a name (`【現状】R5 6業務 → 【目標】R9 25業務`): it stands above."""
    arrows = arrow_drafts(block, paragraph, rules)
    if len(arrows) == 1 and not arrows[0].name:
        return arrows[0]
    return series_draft(block, paragraph, now, rules, named=False)


def stated_drafts(block: int, paragraph: Paragraph, rules: RuleSet, now: int | None) -> list[Draft]:
    """The KPIs that a line of a KPI block states whole: around an arrow, in words, or beside years."""
    if not SENTENCE_END.search(paragraph.text) and not moves_by_words(paragraph.text):
        arrows = [draft for draft in arrow_drafts(block, paragraph, rules) if draft.name]
        if arrows:
            return arrows
        series = series_draft(block, paragraph, now, rules)
        if series is not None:
            return [series]
    moved = moved_draft(block, paragraph, rules)
    if moved is None or (moved.baseline is None and not is_aimed_at(moved, paragraph, rules)):
        return []
    return [moved]


def _value_role(paragraph: Paragraph, rules: RuleSet) -> str | None:
    """`baseline` or `target` for a line such as `目標値(R10)：70%`, else None."""
    found = _VALUE_LABEL.match(BULLET.sub("", paragraph.text))
    if not found or not quantities(paragraph):
        return None
    label = rules["table_headers"].label(found.group(1))
    return _VALUE_ROLES.get(label or "")


def _with_value(draft: Draft, role: str, block: int, paragraph: Paragraph) -> Draft:
    quantity = dated(paragraph, quantities(paragraph)[-1])
    draft = replace(
        draft,
        passages=(*draft.passages, paragraph.passage),
        claims=(*draft.claims, whole(block, paragraph)),
    )
    return replace(draft, baseline=quantity) if role == "baseline" else replace(draft, target=quantity)
