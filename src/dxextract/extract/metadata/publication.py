"""Status, edition and date of publication, from cover and colophon.

A date beside 改定 counts before one beside nothing, and that before one beside 策定; of several revisions the latest.
The cover decides before the colophon, that before the date that signs the foreword. A fiscal year is no date of
publication. Does not read histories of revisions inside the plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Literal

from dxextract.extract.metadata.frontmatter import Line
from dxextract.rules import RuleSet
from dxextract.schema.document import Document, Mention, Paragraph
from dxextract.schema.plan import DateRef

_PRECISE = ("day", "month", "year")
_SIGNED = re.compile(r"[市町村区]長|知事")
_FOREWORD_BLOCKS = 60


def find_status(lines: Iterable[Line], rules: RuleSet) -> Literal["final", "draft"]:
    """`draft` when a line of the cover is marked as one."""
    return "draft" if any(rules["plan_status"].label(line.text) for line in lines) else "final"


def find_edition(lines: Iterable[Line], rules: RuleSet) -> str | None:
    """The first mark of an edition as printed (第1版, Ver.2.0, 改訂版)."""
    for line in lines:
        hits = rules["edition"].find_all(line.text)
        if hits:
            return line.text[hits[0].start : hits[0].end]
    return None


def find_published(
    document: Document, cover: tuple[Line, ...], colophon: tuple[Line, ...], rules: RuleSet
) -> DateRef | None:
    """The date of this edition, or None when neither cover, colophon nor foreword has one."""
    return _best_date(cover, rules) or _best_date(colophon, rules) or _foreword_date(document)


def _best_date(lines: tuple[Line, ...], rules: RuleSet) -> DateRef | None:
    dated: dict[str | None, list[DateRef]] = {}
    for position, line in enumerate(lines):
        dates = [m for m in line.mentions if m.kind == "date" and m.date and _is_one_time(m.date)]
        for mention in dates:
            assert mention.date is not None
            label = _label(line.text, mention, dates, rules)
            if label is None and len(dates) == 1 and position > 0 and _is_alone(line.text, mention):
                label = rules["publication_words"].label(lines[position - 1].text[-8:])
            dated.setdefault(label, []).append(mention.date)
    if "revised" in dated:
        return max(dated["revised"], key=lambda date: date.start)
    for label in (None, "adopted"):
        ranked = sorted(dated.get(label, ()), key=lambda date: _PRECISE.index(date.precision) // 2)
        if ranked:
            return ranked[0]
    return None


def _label(text: str, mention: Mention, dates: list[Mention], rules: RuleSet) -> str | None:
    """What happened on the date: the word after it up to the next date, else the word before it."""
    following = [other.start for other in dates if other.start >= mention.end]
    after = text[mention.end : min(following, default=len(text))]
    if label := rules["publication_words"].label(after[:10]):
        return label
    preceding = [other.end for other in dates if other.end <= mention.start]
    return rules["publication_words"].label(text[max(preceding, default=0) : mention.start][-8:])


def _is_alone(text: str, mention: Mention) -> bool:
    return not (text[: mention.start] + text[mention.end :]).strip("（）()【】[] 　")


def _is_one_time(date: DateRef) -> bool:
    """A day, a month or a year, and no range of them."""
    shared = {"day": 10, "month": 7, "year": 4}.get(date.precision)
    return shared is not None and date.start[:shared] == date.end[:shared]


def _foreword_date(document: Document) -> DateRef | None:
    """The date line that stands right above the mayor's signature."""
    paragraphs = [b for b in document.blocks[:_FOREWORD_BLOCKS] if isinstance(b, Paragraph) and b.text]
    for paragraph, following in pairwise(paragraphs):
        for mention in paragraph.mentions:
            if (
                mention.kind == "date"
                and mention.date
                and mention.date.precision != "year"
                and _is_one_time(mention.date)
            ):
                rest = paragraph.text[mention.end :] or following.text
                if mention.start == 0 and len(rest) < 30 and _SIGNED.search(rest):
                    return mention.date
    return None
