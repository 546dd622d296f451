"""The plan's title.

Signals, in this order: a line of the cover that is a plan's title, joined with its neighbours where it was broken;
of several the one that the body repeats, then the one in larger type, then the first. Without one: the way the body
names itself (「…計画」(以下「本計画」という。)), then the running header, then what the cover sets largest
(`cover_type`). A line below it that says which part of the plan this is (アクションプラン) belongs to it. Does not
decide what other plans are named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dxextract.extract.metadata.cover_type import title_by_type
from dxextract.extract.metadata.frontmatter import Line
from dxextract.extract.metadata.title_marks import bare_title, is_bill, subject_of_bill
from dxextract.normalise import squeeze
from dxextract.rules import RuleSet
from dxextract.schema.document import Document, Paragraph, Table

_MAX_PARTS = 4
_LEFT_OVER = 3
"""Characters of a title's end that had no room on its line, and that no line would be for itself."""
_BEGINS_WITH_PLACE = re.compile(r"[^\s、。]{1,8}[都道府県市町村区](?![役民営立場長政])")
"""青波市DX推進計画, and not スマート市役所推進計画."""


@dataclass(frozen=True, slots=True)
class _Proposal:
    text: str
    parts: int
    complete: bool
    placed: bool
    with_part: bool
    repeated: bool
    size: float
    position: int

    def rank(self) -> tuple[bool, bool, bool, bool, float, int, int]:
        # A whole title needs no neighbours unless the body knows the longer form, the place stands above it, or its
        # part below it.
        return (
            self.complete,
            self.placed,
            self.with_part,
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
    return _from_body(document, rules) or _by_type(document, cover, rules)


def _proposals(cover: tuple[Line, ...], body: str, rules: RuleSet, label: str) -> list[_Proposal]:
    found: list[_Proposal] = []
    family = rules["plan_titles"]
    texts = [bare_title(line.text, rules) for line in cover]
    if cover and is_bill(cover[0].text):
        texts = [subject_of_bill(text) for text in texts]
    for first in range(len(cover)):
        for count in range(1, _MAX_PARTS + 1):
            window = texts[first : first + count]
            if len(window) < count or not all(window):
                break
            labels = [family.label(part) for part in window]
            under_place = labels[:2] == ["place", "whole"] and window[0] not in window[1]
            names_plan = labels[:-1] in (["whole"], ["place", "whole"])
            with_part = names_plan and "part" in family.labels(window[-1])
            lines = cover[first + under_place : first + count]
            if not _joinable(lines):
                break
            joined = _join(window)
            if not with_part and label not in family.labels(joined):
                continue
            repeated = len(squeeze(joined)) > 5 and squeeze(joined) in body
            fits = repeated or with_part or (under_place and count == 2)
            if count > 1 and "whole" in labels and not fits:
                continue
            fits = fits or (count == 2 and len(window[1]) <= _LEFT_OVER)  # …推進計 | 画
            if count > 1 and not fits and not all(one in ("whole", "head", "tail", "place") for one in labels):
                continue
            placed = under_place or _BEGINS_WITH_PLACE.match(joined) is not None
            size = min(line.size for line in lines)
            found.append(_Proposal(joined, count, label == "whole", placed, with_part, repeated, size, first))
    return found


def _joinable(lines: tuple[Line, ...]) -> bool:
    """Lines that may be one broken title: set in about the same size."""
    sizes = [line.size for line in lines]
    return max(sizes) <= 1.6 * min(sizes) + 0.1


def _join(parts: list[str]) -> str:
    joined = parts[0]
    for part in parts[1:]:
        latin = joined[-1].isascii() and part[0].isascii() and joined[-1].isalnum() and part[0].isalnum()
        joined += (" " if latin else "") + part
    return joined


def _body_text(document: Document, cover: set[int]) -> str:
    pieces: list[str] = []
    for index, block in enumerate(document.blocks):
        if index in cover:
            continue
        if isinstance(block, Paragraph):
            pieces.append(squeeze(block.text))
        elif isinstance(block, Table):
            pieces.extend(squeeze(cell.text) for cell in block.cells)
    return "\n".join(pieces)


def _by_type(document: Document, cover: tuple[Line, ...], rules: RuleSet) -> str | None:
    parts = [part for text in title_by_type(document, cover, rules) if (part := bare_title(text, rules))]
    return _join(parts) if parts else None


def _from_body(document: Document, rules: RuleSet) -> str | None:
    paragraphs = [block for block in document.blocks if isinstance(block, Paragraph)]
    for paragraph in paragraphs:
        for named in rules["self_naming"].find_all(paragraph.text):
            title = next((group for group in named.groups if group), "")
            if rules["plan_titles"].label(title) in ("whole", "other"):
                return bare_title(title, rules)
    for paragraph in paragraphs:
        if paragraph.role == "running":
            text = bare_title(paragraph.text, rules)
            if rules["plan_titles"].label(text) == "whole":
                return text
    return None
