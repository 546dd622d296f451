"""The plan's title.

Signals, in this order: a line of the cover that is a plan's title, joined with its neighbours where it was broken;
of several the one that the body repeats, then the one in larger type, then the first. Without one: the way the body
names itself (「…計画」(以下「本計画」という。)), then the running header. Edition, status and a parenthesised period
at its end are no part of it. Does not decide what other plans are named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dxextract.extract.metadata.frontmatter import Line
from dxextract.rules import RuleSet
from dxextract.schema.document import Document, Paragraph, Table

_MAX_PARTS = 4
_YEAR = r"(?:(?:令和|平成|R|H)\s*(?:\d+|元)|20\d\d)"
_BRACKETED_YEARS = re.compile(
    rf"[（(【\[〔［]?(?:計画期間[:：]?)?{_YEAR}[^（()）]{{0,14}}[~〜～\-－―–から]+"
    r"[^（()）]{0,24}?(?:年度?|\d)(?:まで)?[）)】\]〕］]?$"
)
_ADOPTED = re.compile(
    r"[（(【]?(?:令和|平成)\s*(?:\d+|元)年(?:度|\s*\d+月(?:\s*\d+日)?)?(?:一部)?"
    r"(?:策定|改定|改訂|改正|作成|発行|公表)?[）)】]?$"
)
_EMPTY_BRACKETS = re.compile(r"[（(【\[〔「『［]\s*[）)】\]〕」』］]")
_VOLUME = re.compile(
    r"\s*[（(【\[〔〈<]?\s*(?:概要版|ダイジェスト版?|本編|本冊|全体版|冊子版|公表版|資料編)\s*[）)】\]〕〉>]?$"
)
_QUOTES = re.compile(r"^[「『【](?P<inner>[^「」『』【】]+)[」』】]$")


@dataclass(frozen=True, slots=True)
class _Proposal:
    text: str
    parts: int
    complete: bool
    placed: bool
    repeated: bool
    size: float
    position: int

    def rank(self) -> tuple[bool, bool, bool, float, int, int]:
        # A whole title needs no neighbours unless the body knows the longer form, or the place stands above it.
        return (
            self.complete,
            self.placed,
            self.repeated,
            self.size,
            self.parts if self.repeated else -self.parts,
            -self.position,
        )


def find_title(document: Document, cover: tuple[Line, ...], rules: RuleSet) -> str | None:
    """The title in one line, or None when the document names itself nowhere."""
    body = _body_text(document, {line.block for line in cover})
    proposals = [*_proposals(cover, body, rules, "whole")] or [*_proposals(cover, body, rules, "other")]
    if proposals:
        return max(proposals, key=_Proposal.rank).text
    return _from_body(document, rules)


def strip_marks(text: str, rules: RuleSet) -> str:
    """`text` without edition, status, dates and a period at its end, and without quotes around the whole."""
    previous = None
    while previous != text:
        previous = text
        for family in ("plan_status", "edition"):
            for hit in reversed(rules[family].find_all(text)):
                mark = text[hit.start : hit.end]
                kept = mark[: -len("案")] if family == "plan_status" and mark[0] not in "（(【[〔＜<「" else ""
                # `…計画案` loses its last character, `…計画 素案` its last word.
                kept = re.sub(r"\s*(?:最終|中間|修正)?[素原骨草]?子?$", "", kept) if kept else kept
                text = text[: hit.start] + kept + text[hit.end :]
        text = _EMPTY_BRACKETS.sub("", text).strip()
        text = _BRACKETED_YEARS.sub("", text).strip()
        text = _VOLUME.sub("", text).strip() or text
        text = _ADOPTED.sub("", text).strip()
        quoted = _QUOTES.match(text)
        text = quoted["inner"].strip() if quoted else text
    return text


def _proposals(cover: tuple[Line, ...], body: str, rules: RuleSet, label: str) -> list[_Proposal]:
    found: list[_Proposal] = []
    family = rules["plan_titles"]
    texts = [strip_marks(line.text, rules) for line in cover]
    for first in range(len(cover)):
        for count in range(1, _MAX_PARTS + 1):
            window = texts[first : first + count]
            if len(window) < count or not all(window):
                break
            if count > 1 and not _joinable(cover[first : first + count]):
                break
            joined = _join(window)
            if label not in family.labels(joined):
                continue
            labels = [family.label(part) for part in window]
            under_place = count == 2 and labels == ["place", "whole"] and window[0] not in window[1]
            repeated = len(_squeeze(joined)) > 5 and _squeeze(joined) in body
            if count > 1 and "whole" in labels and not (repeated or under_place):
                continue
            if count > 1 and not repeated and not all(one in ("whole", "head", "tail", "place") for one in labels):
                continue
            sizes = [line.size for line in cover[first : first + count]]
            placed = under_place or _begins_with_place(joined)
            found.append(_Proposal(joined, count, label == "whole", placed, repeated, min(sizes), first))
    return found


def _joinable(lines: tuple[Line, ...]) -> bool:
    """Lines that may be one broken title: set in about the same size."""
    sizes = [line.size for line in lines]
    return max(sizes) <= 1.6 * min(sizes) + 0.1


def _begins_with_place(text: str) -> bool:
    return re.match(r"[^\s、。]{1,8}[都道府県市町村区]", text) is not None


def _join(parts: list[str]) -> str:
    joined = parts[0]
    for part in parts[1:]:
        latin = joined[-1].isascii() and part[0].isascii() and joined[-1].isalnum() and part[0].isalnum()
        joined += (" " if latin else "") + part
    return joined


def _squeeze(text: str) -> str:
    return "".join(text.split())


def _body_text(document: Document, cover: set[int]) -> str:
    pieces: list[str] = []
    for index, block in enumerate(document.blocks):
        if index in cover:
            continue
        if isinstance(block, Paragraph):
            pieces.append(_squeeze(block.text))
        elif isinstance(block, Table):
            pieces.extend(_squeeze(cell.text) for cell in block.cells)
    return "\n".join(pieces)


def _from_body(document: Document, rules: RuleSet) -> str | None:
    paragraphs = [block for block in document.blocks if isinstance(block, Paragraph)]
    for paragraph in paragraphs:
        for named in rules["self_naming"].find_all(paragraph.text):
            title = next((group for group in named.groups if group), "")
            if rules["plan_titles"].label(title) in ("whole", "other"):
                return strip_marks(title, rules)
    for paragraph in paragraphs:
        text = strip_marks(paragraph.text, rules)
        if paragraph.role == "running" and rules["plan_titles"].label(text) == "whole":
            return text
    return None
