"""One line read from its end: figures, years and the words for them are read past, what is left before them names.

`待ち時間 現状：25分 目標：10分`, `X … 12件（R6）を 80件（R9）に`, `（R6）120件` are all a name (or none) and values,
however the labels, years and figures are parted. Decides which part of a line is name and which values, what each
value's own label and year are, and which lines hold labels or years alone. Whether it is an indicator is for `told`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from dxextract.extract.kpis.drafts import BULLET, LABEL, PER, TAIL, unquoted
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.rules.value_labels import VALUE_LABELS
from dxextract.schema.document import Mention, Paragraph
from dxextract.schema.plan import DateRef, Quantity
from dxextract.signs import ARROW, ARROWS, ITEM_SIGNS

LONGEST = 160
"""Characters of a line that may be read so; a longer one is prose."""
_LONGEST_UNIT = 6
_LONGEST_WORDS = 12
"""Characters of a value in words."""
_ARROW = re.compile(rf"{ARROW}|▷|->|=>|(?<=\s)[▼↓⇩⬇](?=\s)")
_ARROW_LINE = re.compile(rf"(?:[{ARROWS}↓⇩⇓▼]\ufe0f?\s*)+")
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
_TIGHT = re.compile(
    r"(?:中間|最終|計画)?目標値?|現状値?|現況値?|現在値?|基準値?|当初値?|実績値?|策定時(?:の?現状)?値?|直近値?|見込値?"
)
_COMPOUND = re.compile(r"[一-龥]{1,4}$")
"""What a label may begin with before the words that the language stage takes for a part of the figure."""
_RATIO = re.compile("の(?:達成|進捗)率")
"""What an indicator is the share of, behind a bracket in its name: ノー残業デー(水曜日)の達成率."""
_QUOTES = ("「", "『")
_LOOSE = re.compile(r"(?P<number>[0-9][0-9,]*(?:\.[0-9]+)?)(?P<unit>[一-龥ァ-ヴー]{1,6})")
"""A figure with a noun that no list has for a unit: one where a year or a label stands beside it."""
_NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_BARE_YEAR = re.compile(r"20[0-4][0-9](?= +[0-9])")  # 2024 640人: a year before its figure
_MARK = re.compile(
    rf"^[{ITEM_SIGNS}{ARROWS}※\-－‐–—\s　]*"
    r"(?:(?:[(（][0-9]{1,2}[)）]|[0-9]{1,2}(?:[)）]|[.．](?![0-9])))\s*|[①-⑳]\s*|[0-9]{1,2}\s+(?=[^\s0-9])|[ア-ン][\s.．)）]\s*)?"
)
_LABEL = re.compile(
    r"[【\[〔<〈(（《≪「＜]?\s*(?P<words>[一-龥] +[一-龥](?= *[:：])|[一-龥](?: [一-龥]){2,3}(?= )|"
    r"[^\s:：()（）【】\[\]〔〕<>〈〉《》≪≫「」＜＞]{1,16}?"
    r"(?:[(（][^()（）]{1,8}[)）])?)(?P<count>\s?[0-9]{1,2}|[①-⑳])?"
    r"\s*(?P<close>[】\]〕>〉)）》≫」＞]\s*[:：]?|[:：]|(?=[\s①-⑳]))\s*(?:[①-⑳])?\s*"
)
_OPEN = re.compile(r"[(（\[［【〔<＜]\s*(?:[^)）\]］】〕>＞]{0,6})$")
_ENDS_OTHERWISE = re.compile(r"(?:により|によって|として|[しきり]て|ながら|ため|から|ので|、|が)$")
_ASIDE = re.compile(r"^[（(\[［【]?\s*(?:※|注|参考|うち|出典)")

_CALLED_INDICATOR = re.compile(r"[(（](?:指標|成果指標|評価指標|KPI|名称)[)）]$")
_NAMED_SO = frozenset({"名称", "指標の名前", "name"})
_ASIDE_LABELS = frozenset({"department", "remarks", "source", "schedule", "assessment", "holder", "number"})
"""What lines beside an indicator are about that say nothing of it here."""

Kind = Literal["figure", "date", "role", "arrow", "words", "missing"]


@dataclass(frozen=True, slots=True)
class _Token:
    kind: Kind
    start: int
    end: int
    quantity: Quantity | None = None
    date: DateRef | None = None
    role: str | None = None
    bracketed: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """A figure with its year (in `quantity.at`) and what its label says it is, None where nothing does."""

    role: str | None
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class Told:
    """What a line says. `name` is empty where none stands in it; `columns` are years over figures to come."""

    block: int
    paragraph: Paragraph
    name: str
    label: str | None
    """What its first words say that the line is about: `kpi_name`, `unit`, `definition`, a kind of value."""
    values: tuple[Value, ...]
    arrow: bool
    columns: tuple[tuple[str | None, DateRef], ...]
    role: str | None
    """The label of a value that the line begins with or is."""
    role_date: DateRef | None = None
    text: str = ""
    """What stands behind a label of a unit or a definition."""
    row: int = 0
    """The row of a table that is read as a line."""


def read_told(block: int, paragraph: Paragraph, rules: RuleSet) -> Told | None:
    """The line read so, None for prose and for notes."""
    text = paragraph.text
    if len(text) > LONGEST or text.endswith(("。", "：。")) or "。" in text[:-1] or _ASIDE.match(text):
        return None
    if _ARROW_LINE.fullmatch(text):
        return Told(block, paragraph, "", None, (), arrow=True, columns=(), role=None)
    begin = _MARK.match(text).end()  # type: ignore[union-attr]
    label, words, start = _label_at(text, begin, rules)
    if label == "aside":
        return None
    if label in ("unit", "definition"):
        return Told(block, paragraph, "", label, (), arrow=False, columns=(), role=None, text=text[start:].strip())
    spread = () if label not in VALUE_LABELS else (_Token("role", begin, start, role=label),)
    if label in VALUE_LABELS and " " not in words:
        start, spread = begin, ()
    tokens = _stated([*spread, *_tokens(paragraph, start, rules)], text, rules)
    lead = next(iter(tokens), None)
    first = lead if lead is not None and lead.kind == "role" else None
    lead_date = tokens[1].date if first is not None and len(tokens) > 1 and tokens[1].kind == "date" else None
    cut = len(tokens)
    while cut and tokens[cut - 1].kind != "words":
        cut -= 1
    tail = tokens[cut:]
    if any(t.kind == "arrow" or (t.kind == "figure" and t.quantity and t.quantity.at) for t in tokens[:cut]):
        return None  # several names with their figures
    kinds = [t.kind for t in tokens[:cut]]
    if label in VALUE_LABELS and "words" in kinds and "figure" in kinds[kinds.index("words") :]:
        return None  # 現状値：中高生 29.2%、若者 21.3%: figures of parts, and no name
    begin_of_name = tokens[0].start if tokens else start
    if cut:
        leading = 0
        while leading < cut and tokens[leading].kind in ("role", "date"):
            leading += 1
        begin_of_name = tokens[leading].start
    if begin_of_name and text[begin_of_name - 1] in _QUOTES:
        begin_of_name -= 1
    name = text[begin_of_name : tail[0].start if tail else len(text)] if cut else ""
    name = _bare(name)
    if cut and (not name or _ENDS_OTHERWISE.search(name)):
        return None
    values = tuple(_values(tail))
    if cut and len(values) == 1 and tokens[0].kind == "date" and values[0].quantity.at is None:
        values = (replace(values[0], quantity=values[0].quantity.model_copy(update={"at": tokens[0].date})),)
    dates = [t for t in tail if t.kind == "date"]
    columns = tuple(_columns(tail)) if not values and dates else ()
    arrow = any(t.kind == "arrow" for t in tail)
    role = first.role if first is not None else None
    kept = lead_date if not values or cut else None
    return Told(block, paragraph, name, label, values, arrow=arrow, columns=columns, role=role, role_date=kept)


def _bare(name: str) -> str:
    """A name without what parts it from its figures."""
    name = _OPEN.sub("", name) if name.count("(") + name.count("（") > name.count(")") + name.count("）") else name
    name = unquoted(TAIL.sub("", PER.sub("", BULLET.sub("", name)))).rstrip(" (（[［【〔<＜《≪")
    name = re.sub(r"^[】\]〕》≫＞>:：\s]+", "", name)
    if (labelled := LABEL.match(name)) is not None:
        name = name[labelled.end() :]
    return re.sub(r"(?<=.{2})(?:について)?[をはが]$", "", name)


def _label_at(text: str, begin: int, rules: RuleSet) -> tuple[str | None, str, int]:
    """The label at `begin` (`指標：`, `【KPI】`, `KPI 1：`, `算出方法：`), its words, and where what it says begins."""
    found = _LABEL.match(text, begin)
    if found is None or found.end() >= len(text):
        return None, "", begin
    words = found["words"]
    label = _label(words.replace(" ", ""), rules)
    if label is None and found["close"] == "":
        return None, "", begin
    is_unit = label == "unit" and len(text) - found.end() <= _LONGEST_UNIT
    if label not in ("kpi_name", *VALUE_LABELS) and found["close"] == "" and not is_unit:
        return None, "", begin
    return (label, words, found.end()) if label else (None, "", begin)


@lru_cache(maxsize=2048)
def _label(words: str, rules: RuleSet) -> str | None:
    if _CALLED_INDICATOR.search(words):
        return "kpi_name"
    label = rules["table_headers"].label(words)
    if label in ("kpi_name", "unit", "definition", *VALUE_LABELS):
        return label
    if words in _NAMED_SO:
        return "kpi_name"
    block = block_label(words, rules)
    if block == "kpi":
        return "kpi_name"
    return "aside" if block is not None or label in _ASIDE_LABELS else None


@lru_cache(maxsize=4096)
def _role(words: str, rules: RuleSet) -> str | None:
    """What value a word labels (目標値, 策定時), None for any other word."""
    if not words or len(words) > _LONGEST_WORDS:
        return None
    if words == "参考":
        return "actual"
    label = rules["table_headers"].label(words)
    return label if label in VALUE_LABELS else None


def _tokens(paragraph: Paragraph, start: int, rules: RuleSet) -> Iterator[_Token]:
    text = paragraph.text
    position = start
    for mention in _outermost(paragraph.mentions, start):
        begin = _label_begin(text, position, mention, rules)
        yield from _pieces(text, position, begin, rules)
        if mention.kind == "quantity" and mention.quantity is not None:
            yield from _figure(text, mention, rules, begin)
        else:
            opened = text[: mention.start].rstrip()[-1:] in tuple("(（[［【〔<＜〈")
            yield _Token("date", mention.start, mention.end, date=mention.date, bracketed=opened)
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
    led = _TIGHT.match(text, mention.start, mention.end)
    before = _COMPOUND.search(text, position, mention.start)
    if mention.quantity is None or led is None or before is None:
        return mention.start
    starts = range(before.start(), mention.start)
    return next((at for at in starts if _role(text[at : led.end()], rules) is not None), mention.start)


def _figure(text: str, mention: Mention, rules: RuleSet, begin: int) -> Iterator[_Token]:
    """A figure; the label that its words begin with, at `begin`, is a token of its own."""
    raw = text[mention.start : mention.end]
    led = _TIGHT.match(raw.lstrip("（([【"))
    if led is not None:
        end = mention.start + led.end()
        role = _role(text[begin:end], rules) or _role(led.group(), rules) or "actual"
        yield _Token("role", begin, end, role=role)
    kind: Kind = "missing" if mention.quantity and mention.quantity.state == "not_measured" else "figure"
    before = text[: mention.start]
    inside = before.count("(") + before.count("（") > before.count(")") + before.count("）")
    yield _Token(kind, mention.start, mention.end, quantity=mention.quantity, bracketed=inside)


def _pieces(text: str, start: int, end: int, rules: RuleSet) -> Iterator[_Token]:
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
            yield _Token("arrow", found.start(), found.end())
        position = words = found.end()


def _word(text: str, start: int, end: int, rules: RuleSet) -> Iterator[_Token]:
    piece = text[start:end]
    if piece == "から":
        yield _Token("arrow", start, end)
        return
    if _READ_PAST.fullmatch(piece):
        return
    if (role := _role(piece.removeprefix("の"), rules)) is not None and not _RATIO.fullmatch(piece):
        yield _Token("role", start, end, role=role)
    elif _BARE_YEAR.match(text, start):
        yield _Token("date", start, end, date=DateRef.of_fiscal_years(piece, int(piece)))
    elif _NUMBER.fullmatch(piece):
        number = float(piece.replace(",", ""))
        value = int(number) if number == int(number) else number
        yield _Token("figure", start, end, quantity=Quantity(raw=piece, state="numeric", value=value, comparator="eq"))
    elif rules["not_measured"].label(piece):
        yield _Token("missing", start, end, quantity=Quantity(raw=piece, state="not_measured"))
    elif (loose := _LOOSE.fullmatch(piece)) is not None:
        number = float(loose["number"].replace(",", ""))
        value = int(number) if number == int(number) else number
        yield _Token(
            "words",
            start,
            end,
            quantity=Quantity(raw=piece, state="numeric", value=value, unit=loose["unit"], comparator="eq"),
        )
    else:
        yield _Token("words", start, end)


def _stated(tokens: list[_Token], text: str, rules: RuleSet) -> list[_Token]:
    """The tokens, words that stand alone behind a label taken for its value (`目標 全庁展開`)."""
    done = list(tokens)
    for n, token in enumerate(tokens):
        if token.quantity is not None and token.kind == "words":
            beside = tokens[max(n - 1, 0) : n] + tokens[n + 1 : n + 2]
            if any(t.kind in ("role", "arrow", "date") for t in beside):
                done[n] = replace(token, kind="figure", quantity=token.quantity.model_copy(update={"comparator": "eq"}))
            continue
        if token.kind != "words" or token.end - token.start > _LONGEST_WORDS:
            continue
        before = n - 1
        while before >= 0 and tokens[before].kind == "date":
            before -= 1
        after = n + 1
        while after < len(tokens) and tokens[after].kind == "date" and tokens[after].bracketed:
            after += 1
        closes = after == len(tokens) or tokens[after].kind in ("role", "arrow")
        led = before >= 0 and (tokens[before].kind == "role" or (tokens[before].kind == "arrow" and before == n - 1))
        others = any(
            t.kind in ("figure", "missing") or (t.kind == "role" and k != before) for k, t in enumerate(tokens)
        )
        words = text[token.start : token.end]
        if led and closes and (others or before == 0) and rules["indicator_names"].label(words) is None:
            stated = Quantity(raw=words, state="qualitative")
            done[n] = replace(token, kind="figure", quantity=stated)
    return done


def _values(tail: Sequence[_Token]) -> Iterator[Value]:
    """The figures of a tail, each with the label and the year that belong to it."""
    role: str | None = None
    date: DateRef | None = None
    spent = False  # the label has been given a value
    told = [t.kind for t in tail if t.kind in ("date", "figure", "missing")]
    behind = bool(told) and told[0] != "date" and (told[-1] == "date" or "date" not in told)
    led = next((t.bracketed for t in tail if t.kind == "date"), False) if not behind else False
    for n, token in enumerate(tail):
        if token.kind == "role":
            spent = False
            role, date = token.role, date if n and tail[n - 1].kind == "date" and not behind else None
        elif token.kind == "date":
            date = token.date
            role = None if token.bracketed and spent and tail[n - 1].kind != "role" else role
        elif token.kind in ("figure", "missing") and token.quantity is not None:
            following = tail[n + 1] if n + 1 < len(tail) else None
            at = token.quantity.at
            if (
                at is None
                and following is not None
                and following.kind == "date"
                and (behind or following.bracketed > led)
            ):
                at = following.date
            elif at is None:
                at = date
            aside = role is None and n > 1 and tail[n - 1].kind == "date" and tail[n - 1].bracketed and token.bracketed
            role = "actual" if aside and any(t.kind == "figure" and not t.bracketed for t in tail[:n]) else role
            yield Value(role, token.quantity if at is None else token.quantity.model_copy(update={"at": at}))
            spent = True
            role = None if role == "baseline" else role
            if not (n + 1 < len(tail) and tail[n + 1].kind in ("figure", "missing")):
                date = None
        elif token.kind == "arrow":
            role = None if n + 1 < len(tail) and tail[n + 1].kind != "role" else role


def _columns(tail: Sequence[_Token]) -> Iterator[tuple[str | None, DateRef]]:
    """The years of a line without figures, each with the label beside it."""
    for n, token in enumerate(tail):
        if token.kind != "date" or token.date is None:
            continue
        before = tail[n - 1] if n else None
        after = tail[n + 1] if n + 1 < len(tail) else None
        role = before.role if before is not None and before.kind == "role" else None
        if role is None and after is not None and after.kind == "role" and not token.bracketed:
            role = after.role
        yield role, token.date
