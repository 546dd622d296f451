"""The parts of a line that an indicator is told on: figures, dates, labels of values, arrows, and words.

Decides what each stretch of a line is, and which words are read past as they say nothing of their own (末時点,
とする). Which of the parts are the name, and which figure is whose, is for
`told_line`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from dxextract.rules import RuleSet
from dxextract.rules.value_labels import VALUE_LABELS
from dxextract.schema.document import Mention, Paragraph
from dxextract.schema.plan import DateRef, Quantity
from dxextract.signs import ARROW

LONGEST_WORDS = 12
"""Characters of a value in words."""
_ARROW = re.compile(rf"{ARROW}|▷|->|=>|(?<=\s)[▼↓⇩⬇](?=\s)")
_APART = re.compile(r"[\s:：、,，・／/;；|｜()（）\[\]［］【】〔〕<>＜＞〈〉「」《》≪≫…‥=＝~～]+")
_PIECE = re.compile(
    rf"(?P<within>(?<=[0-9]),(?=[0-9]{{3}}))|(?P<arrow>{_ARROW.pattern})|(?P<apart>{_APART.pattern})|(?P<words>.)",
    re.DOTALL,
)
_READ_PAST = re.compile(
    r"から|より|を|に|へ|まで(?:に)?(?:は)?|には?|は|で|の|年?度?末|末(?:時点|現在|まで(?:に)?)?|時点|現在|時|累計|延べ|平均|約|年間|"
    r"(?:に|と|へ)?(?:する|します|とする|とします|"
    r"(?:増加|減少|拡大|向上|削減|縮減|短縮|改善|引上げ|引き上げ|引下げ|引き下げ)(?:る|する|します)?)"
    r"|※.{0,2}|年度|度|見込み?|[0-9]{1,2}年[後目]|[2-9](?:か|カ|ヵ|ヶ|箇)?年間?で|計画(?:最終年度|終了時|期間)|最終年度?|中間年度?"
)
_NOW = "現在"
"""Behind a date it says no more than that; apart from what stands before it it is a label (`利用者数 現在(R5)12人`)."""
_TIGHT = re.compile(
    r"(?:中間|最終|計画)?目標値?|現状値?|現況値?|現在値?|基準値?|当初値?|実績値?|策定時(?:の?現状)?値?|直近値?|見込値?"
)
_COMPOUND = re.compile(r"[一-龥]{1,4}$")
"""What a label may begin with before the words that the language stage takes for a part of the figure."""
_OF_LABELS = ("計画", "最終", "中間", "年度", "年間", "当初", "短期", "長期")
"""What labels of values begin with, also right behind a name."""
_IN_WORD = re.compile("[一-龥ァ-ヴー]")
_GLUED = re.compile(rf"(?<=[^\sの(（\[［【])(?:{_TIGHT.pattern})[\s:：]*$")
_RATIO = re.compile("の(?:達成|進捗)率")
"""What an indicator is the share of, behind a bracket in its name: ノー残業デー(水曜日)の達成率."""
_LOOSE = re.compile(r"(?P<number>[0-9][0-9,]*(?:\.[0-9]+)?)(?P<unit>[一-龥ァ-ヴー]{1,6})")
"""A figure with a noun that no list has for a unit: one where a year or a label stands beside it."""
_NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_BARE_YEAR = re.compile(r"20[0-4][0-9](?= +[0-9])")  # 2024 640人: a year before its figure

Kind = Literal["figure", "date", "role", "arrow", "words", "missing"]


@dataclass(frozen=True, slots=True)
class LinePart:
    """A stretch of a line with the one of its fields that its kind has; `bracketed`: it stands in brackets."""

    kind: Kind
    start: int
    end: int
    quantity: Quantity | None = None
    date: DateRef | None = None
    role: str | None = None
    bracketed: bool = False


@lru_cache(maxsize=4096)
def _role(words: str, rules: RuleSet) -> str | None:
    """What value a word labels (目標値, 策定時), None for any other word."""
    if not words or len(words) > LONGEST_WORDS:
        return None
    if words == "参考":
        return "actual"
    label = rules["table_headers"].label(words)
    return label if label in VALUE_LABELS else None


def line_parts(paragraph: Paragraph, start: int, rules: RuleSet) -> Iterator[LinePart]:
    text = paragraph.text
    position = start
    for mention in _outermost(paragraph.mentions, start):
        begin = _label_begin(text, position, mention, rules)
        yield from _pieces(text, position, begin, rules)
        if mention.kind == "quantity" and mention.quantity is not None:
            yield from _figure(text, mention, rules, begin)
        else:
            opened = text[: mention.start].rstrip()[-1:] in tuple("(（[［【〔<＜〈")
            yield LinePart("date", mention.start, mention.end, date=mention.date, bracketed=opened)
        position = mention.end
    yield from _pieces(text, position, len(text), rules)


def _outermost(mentions: Sequence[Mention], start: int) -> list[Mention]:
    """The figures and dates from `start` on that are no parts of others, in order."""
    chosen: list[Mention] = []
    wanted = (m for m in mentions if m.start >= start and (m.date or m.quantity) and m.kind in ("quantity", "date"))
    for mention in sorted(wanted, key=lambda m: (m.start, -m.end)):
        if not chosen or mention.start >= chosen[-1].end:
            chosen.append(mention)
    return chosen


def _label_begin(text: str, position: int, mention: Mention, rules: RuleSet) -> int:
    """Where a mention begins with the whole of its label: 計画 is of 計画目標値 40件, no value in words."""
    if mention.quantity is not None and mention.quantity.state == "not_measured":
        glued = _GLUED.search(text, position, mention.start)  # 利用者数現状 ―: figures take such a label along
        return glued.start() if glued is not None else mention.start
    led = _TIGHT.match(text, mention.start, mention.end)
    before = _COMPOUND.search(text, position, mention.start)
    if mention.quantity is None or led is None or before is None:
        return mention.start
    starts = [at for at in range(before.start(), mention.start) if _may_begin(text, at, position, mention.start)]
    return next((at for at in starts if _role(text[at : led.end()], rules) is not None), mention.start)


def _may_begin(text: str, at: int, first: int, end: int) -> bool:
    """Whether a label's compound may begin there: no word is cut (処理時間現状) but one of labels (最終到達目標)."""
    whole = at == first or _IN_WORD.match(text, at - 1) is None
    return whole or text.startswith(_OF_LABELS, at, end) or text.endswith(_OF_LABELS, first, at)


def _figure(text: str, mention: Mention, rules: RuleSet, begin: int) -> Iterator[LinePart]:
    """A figure; the label that its words begin with, at `begin`, is a part of its own."""
    raw = text[mention.start : mention.end]
    led = _TIGHT.match(raw.lstrip("（([【"))
    if led is None and begin < mention.start:
        role = _role(text[begin : mention.start].strip(), rules) or "actual"
        yield LinePart("role", begin, mention.start, role=role)
    if led is not None:
        end = mention.start + led.end()
        role = _role(text[begin:end], rules) or _role(led.group(), rules) or "actual"
        yield LinePart("role", begin, end, role=role)
    kind: Kind = "missing" if mention.quantity and mention.quantity.state == "not_measured" else "figure"
    before = text[: mention.start]
    inside = before.count("(") + before.count("（") > before.count(")") + before.count("）")
    yield LinePart(kind, mention.start, mention.end, quantity=mention.quantity, bracketed=inside)


def _pieces(text: str, start: int, end: int, rules: RuleSet) -> Iterator[LinePart]:
    """The words, labels and arrows of a stretch without dates and listed figures."""
    words = start
    position = start
    while position <= end:
        found = _PIECE.match(text, position, end) if position < end else None
        if found is not None and (found["words"] or found["within"]):
            position = found.end()
            continue
        if words < position:
            yield from _word(text, words, position, rules)
        if found is None:
            return
        if found["arrow"]:
            yield LinePart("arrow", found.start(), found.end())
        position = words = found.end()


def _word(text: str, start: int, end: int, rules: RuleSet) -> Iterator[LinePart]:
    piece = text[start:end]
    if piece == "から":
        yield LinePart("arrow", start, end)
        return
    if _READ_PAST.fullmatch(piece) and not (piece == _NOW and text[:start].endswith(" ")):
        return
    if (role := _role(piece.removeprefix("の"), rules)) is not None and not _RATIO.fullmatch(piece):
        yield LinePart("role", start, end, role=role)
    elif _BARE_YEAR.match(text, start):
        yield LinePart("date", start, end, date=DateRef.of_fiscal_years(piece, int(piece)))
    elif _NUMBER.fullmatch(piece):
        number = float(piece.replace(",", ""))
        value = int(number) if number == int(number) else number
        yield LinePart(
            "figure", start, end, quantity=Quantity(raw=piece, state="numeric", value=value, comparator="eq")
        )
    elif rules["not_measured"].label(piece):
        yield LinePart("missing", start, end, quantity=Quantity(raw=piece, state="not_measured"))
    elif (loose := _LOOSE.fullmatch(piece)) is not None:
        number = float(loose["number"].replace(",", ""))
        value = int(number) if number == int(number) else number
        yield LinePart(
            "words",
            start,
            end,
            quantity=Quantity(raw=piece, state="numeric", value=value, unit=loose["unit"], comparator="eq"),
        )
    else:
        yield LinePart("words", start, end)


def with_values_in_words(parts: list[LinePart], text: str, rules: RuleSet) -> list[LinePart]:
    """The parts, words that stand alone behind a label taken for its value (`目標 全庁展開`)."""
    done = list(parts)
    for n, part in enumerate(parts):
        if part.quantity is not None and part.kind == "words":
            beside = parts[max(n - 1, 0) : n] + parts[n + 1 : n + 2]
            if any(t.kind in ("role", "arrow", "date") for t in beside):
                done[n] = replace(part, kind="figure", quantity=part.quantity.model_copy(update={"comparator": "eq"}))
            continue
        if part.kind != "words" or part.end - part.start > LONGEST_WORDS:
            continue
        before = n - 1
        while before >= 0 and parts[before].kind == "date":
            before -= 1
        after = n + 1
        while after < len(parts) and parts[after].kind == "date" and parts[after].bracketed:
            after += 1
        closes = after == len(parts) or parts[after].kind in ("role", "arrow")
        led = before >= 0 and (parts[before].kind == "role" or (parts[before].kind == "arrow" and before == n - 1))
        others = any(t.kind in ("figure", "missing") or (t.kind == "role" and k != before) for k, t in enumerate(parts))
        words = text[part.start : part.end]
        if led and closes and (others or before == 0) and rules["indicator_names"].label(words) is None:
            stated = Quantity(raw=words, state="qualitative")
            done[n] = replace(part, kind="figure", quantity=stated)
    return done
