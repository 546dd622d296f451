"""One line read from its end: figures, years and the words for them are read past, what is left before them names.

`待ち時間 現状：25分 目標：10分`, `X … 12件（R6）を 80件（R9）に`, `（R6）120件` are all a name (or none) and values,
however the labels, years and figures are parted. Decides which part of a line is name and which values, what each
value's own label and year are, and which lines hold labels or years alone. The parts themselves are told by
`line_parts`; whether it is an indicator is for `told`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from dxextract.extract.kpis.drafts import BULLET, LABEL, PER, TAIL, unquoted
from dxextract.extract.kpis.line_parts import LinePart, line_parts, with_values_in_words
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.rules.value_labels import VALUE_LABELS
from dxextract.schema.document import Paragraph
from dxextract.schema.plan import DateRef, Quantity
from dxextract.signs import ARROWS, ITEM_SIGNS

LONGEST = 160
"""Characters of a line that may be read so; a longer one is prose."""
_LONGEST_UNIT = 6
_ARROW_LINE = re.compile(rf"(?:[{ARROWS}↓⇩⇓▼]\ufe0f?\s*)+")
_QUOTES = ("「", "『")
_MARK = re.compile(
    rf"^[{ITEM_SIGNS}{ARROWS}※\-－‐–—\s　]*"
    r"(?:(?:[(（][0-9]{1,2}[)）]|[0-9]{1,2}(?:[)）]|[.．](?![0-9])))\s*|[①-⑳]\s*|[0-9]{1,2}\s+(?=[^\s0-9])|[ア-ン][\s.．)）]\s*)?"
)
_LABEL = re.compile(
    r"[【\[〔<〈(（《≪「＜]?\s*(?P<words>[一-龥] +[一-龥](?= *[:：])|[一-龥](?: [一-龥]){2,3}(?= )|"
    r"[^\s:：()（）【】\[\]〔〕<>〈〉《》≪≫「」＜＞]{1,16}?"
    r"(?:[(（][^()（）]{1,8}[)）])?)(?P<count>\s?[0-9]{1,2}|[①-⑳])?"
    r"\s*(?P<close>[】\]〕>〉)）》≫」＞]\s*[:：]?|[:：_＿]|(?=[\s①-⑳]))\s*(?:[①-⑳])?\s*"
)
_OPEN = re.compile(r"[(（\[［【〔<＜]\s*(?:[^)）\]］】〕>＞]{0,6})$")
_ENDS_OTHERWISE = re.compile(r"(?:により|によって|として|[しきり]て|ながら|ため|から|ので|、|が)$")
_ASIDE = re.compile(r"^[（(\[［【]?\s*(?:※|注|参考|うち|出典)")

_CALLED_INDICATOR = re.compile(r"[(（](?:指標|成果指標|評価指標|KPI|名称)[)）]$")
_NAMED_SO = frozenset({"名称", "指標の名前", "name"})
_ASIDE_LABELS = frozenset({"department", "remarks", "source", "schedule", "assessment", "holder", "number"})
"""What lines beside an indicator are about that say nothing of it here."""


@dataclass(frozen=True, slots=True)
class Value:
    """A figure with its year (in `quantity.at`) and what its label says it is, None where nothing does."""

    role: str | None
    quantity: Quantity

    @property
    def year(self) -> int:
        """The fiscal year of the figure, 0 where none is said."""
        return self.quantity.at.fiscal_year if self.quantity.at else 0


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
    spread = () if label not in VALUE_LABELS else (LinePart("role", begin, start, role=label),)
    if label in VALUE_LABELS and " " not in words:
        start, spread = begin, ()
    parts = with_values_in_words([*spread, *line_parts(paragraph, start, rules)], text, rules)
    lead = next(iter(parts), None)
    first = lead if lead is not None and lead.kind == "role" else None
    lead_date = parts[1].date if first is not None and len(parts) > 1 and parts[1].kind == "date" else None
    cut = len(parts)
    while cut and parts[cut - 1].kind != "words":
        cut -= 1
    tail = parts[cut:]
    if any(t.kind == "arrow" or (t.kind == "figure" and t.quantity and t.quantity.at) for t in parts[:cut]):
        return None  # several names with their figures
    kinds = [t.kind for t in parts[:cut]]
    if label in VALUE_LABELS and "words" in kinds and "figure" in kinds[kinds.index("words") :]:
        return None  # 現状値：中高生 29.2%、若者 21.3%: figures of parts, and no name
    begin_of_name = parts[0].start if parts else start
    if cut:
        leading = 0
        while leading < cut and parts[leading].kind in ("role", "date"):
            leading += 1
        begin_of_name = parts[leading].start
    if begin_of_name and text[begin_of_name - 1] in _QUOTES:
        begin_of_name -= 1
    name = text[begin_of_name : tail[0].start if tail else len(text)] if cut else ""
    name = _bare(name)
    if cut and (not name or _ENDS_OTHERWISE.search(name)):
        return None
    values = tuple(_values(tail))
    if cut and len(values) == 1 and parts[0].kind == "date" and values[0].quantity.at is None:
        values = (replace(values[0], quantity=values[0].quantity.model_copy(update={"at": parts[0].date})),)
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
    return re.sub(r"(?<=.{2})(?:について)?[をはがの]$", "", name)


def _label_at(text: str, begin: int, rules: RuleSet) -> tuple[str | None, str, int]:
    """The label at `begin` (`指標：`, `【KPI】`, `KPI 1：`, `算出方法：`), its words, and where what it says begins."""
    found = _LABEL.match(text, begin)
    if found is None or found.end() >= len(text):
        return None, "", begin
    words = found["words"]
    label = _label(words.replace(" ", ""), rules)
    if label == "target" and found["count"] and found["close"]:
        label = "kpi_name"  # 目標 1：受講者 500人 counts what is aimed at
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


def _values(tail: Sequence[LinePart]) -> Iterator[Value]:
    """The figures of a tail, each with the label and the year that belong to it."""
    role: str | None = None
    date: DateRef | None = None
    spent = False  # the label has been given a value
    told = [t.kind for t in tail if t.kind in ("date", "figure", "missing")]
    behind = bool(told) and told[0] != "date" and (told[-1] == "date" or "date" not in told)
    led = next((t.bracketed for t in tail if t.kind == "date"), False) if not behind else False
    for n, part in enumerate(tail):
        if part.kind == "role":
            spent = False
            role, date = part.role, date if n and tail[n - 1].kind == "date" and not behind else None
        elif part.kind == "date":
            date = part.date
            role = None if part.bracketed and spent and tail[n - 1].kind != "role" else role
        elif part.kind in ("figure", "missing") and part.quantity is not None:
            following = tail[n + 1] if n + 1 < len(tail) else None
            at = part.quantity.at
            if (
                at is None
                and following is not None
                and following.kind == "date"
                and (behind or following.bracketed > led)
            ):
                at = following.date
            elif at is None:
                at = date
            aside = role is None and n > 1 and tail[n - 1].kind == "date" and tail[n - 1].bracketed and part.bracketed
            role = "actual" if aside and any(t.kind == "figure" and not t.bracketed for t in tail[:n]) else role
            yield Value(role, part.quantity if at is None else part.quantity.model_copy(update={"at": at}))
            spent = True
            role = None if role == "baseline" else role
            if not (n + 1 < len(tail) and tail[n + 1].kind in ("figure", "missing")):
                date = None
        elif part.kind == "arrow":
            role = None if n + 1 < len(tail) and tail[n + 1].kind != "role" else role


def _columns(tail: Sequence[LinePart]) -> Iterator[tuple[str | None, DateRef]]:
    """The years of a line without figures, each with the label beside it."""
    for n, part in enumerate(tail):
        if part.kind != "date" or part.date is None:
            continue
        before = tail[n - 1] if n else None
        after = tail[n + 1] if n + 1 < len(tail) else None
        role = before.role if before is not None and before.kind == "role" else None
        if role is None and after is not None and after.kind == "role" and not part.bracketed:
            role = after.role
        yield role, part.date
