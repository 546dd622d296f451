"""The plan's own vision: the slogan that the section about it prints.

Signals, in this order, all inside a section whose title speaks of vision or the future aimed at (a measure's
own 目指す姿 does not count): a quoted slogan on a line of its own; a quoted slogan in a sentence that calls it
this plan's; a short line set off by size or a band; a short line that opens the section and leads to its prose; any
other quoted slogan; the one line that the section consists of; a short line on its own; and, where no section is about
it, the value of a label (基本理念:…).

Slogans of the nation, the prefecture or a parent plan are passed over, and so is the name of a plan. Returned verbatim
but for the brackets or the bullet around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dxextract.extract.sections import paragraphs, sections_titled
from dxextract.rules import RuleSet
from dxextract.schema.document import Document, Paragraph
from dxextract.schema.outline import Outline
from dxextract.signs import DOTS, FRAME_CLOSE, FRAME_OPEN, HEADING_SIGNS, LABEL_SIGNS

_INSIDE = r"(?:[^「」『』“”]|『[^『』]{1,30}』)"  # a slogan may have a quoted word of its own
_ALONE = re.compile(rf"^[{HEADING_SIGNS}〇~～〜\s　]*[「『“\"](?P<slogan>{_INSIDE}{{4,80}})[」』”\"][~～〜\s　]*$")
_QUOTED = re.compile(rf"[「『“](?P<slogan>{_INSIDE}{{6,80}})[」』”]")
_WAVES = re.compile(r"^[~～〜\-－―–]\s*(?P<slogan>[^~～〜]{5,60}?)\s*[~～〜\-－―–]$")
_LABELLED = re.compile(
    rf"^[{FRAME_OPEN}{LABEL_SIGNS}]*(?P<label>[^{FRAME_CLOSE}:：「」]{{2,16}}?)"
    rf"(?:[{FRAME_CLOSE}:：]+\s*(?P<value>\S.{{5,80}})|[\s　]*(?P<quoted>[「『“].{{5,80}}[」』”]))$"
)
_NO_VISIONS = ("法", "法律", "条例", "宣言", "事業", "調査")
_TRIM = f"{HEADING_SIGNS}〇　 "
_BULLETS = f"{DOTS}*-－‐– 　"


@dataclass(frozen=True, slots=True)
class _Proposal:
    text: str
    rank: int
    position: int


def find_vision(document: Document, outline: Outline, rules: RuleSet) -> str | None:
    """The slogan, or None when no section of the plan itself prints one."""
    best: _Proposal | None = None
    for node in sections_titled(outline, rules, "vision_headings"):
        headings = {one.block for one in outline.nodes if node.start <= one.block < node.end}
        # A slogan set in large type may have become a heading of its own, right behind the section.
        following = next((one for one in outline.nodes if one.block == node.end), None)
        end = node.end + (following is not None and _ALONE.match(following.heading.text) is not None)
        for proposal in _proposals(document, node.start, end, headings, rules):
            if best is None or proposal.rank > best.rank:
                best = proposal
    if best is None:
        best = next(_labelled(document, outline, rules), None)
    return None if best is None else best.text


def _proposals(document: Document, start: int, end: int, headings: set[int], rules: RuleSet) -> Iterator[_Proposal]:
    body = [(i, p) for i, p in paragraphs(document, start, end)]
    # Subsections are about the parts of the vision; its slogan stands before them or is the first of them.
    first_heading = min(headings, default=end)
    usual = _usual_size(document)
    own = [i for i, _ in body if i < first_heading]
    for position, (index, paragraph) in enumerate(body):
        text = paragraph.text
        before = body[position - 1][1].text if position else ""
        inside = index > first_heading
        if alone := _ALONE.match(text):
            if not _is_foreign(before[-60:], rules):
                yield _Proposal(alone["slogan"].strip(), 10 - 4 * inside, index)
            continue
        if told := _told(text, rules):
            yield _Proposal(told, 8 - 4 * inside, index)
            continue
        for quoted in _QUOTED.finditer(text):
            rank = _quoted_rank(text, quoted, rules)
            if rank:
                yield _Proposal(quoted["slogan"].strip(), rank - 4 * inside, index)
        if index in headings or inside:
            continue
        if line := _set_off(paragraph, usual, rules):
            yield _Proposal(line, 7, index)
        elif waved := _WAVES.match(text):
            yield _Proposal(waved["slogan"], 6, index)
        elif own == [index] and _stands_complete(text.lstrip(_BULLETS), rules):
            yield _Proposal(text.lstrip(_BULLETS).strip(_TRIM), 4, index)
        elif position < 3 and _is_short_line(text, rules) and not _is_foreign(before[-60:], rules):
            leads = position == 0 and len(own) > 1 and body[1][1].text.endswith("。")
            if not (leads or _stands_complete(text, rules)):
                continue
            yield _Proposal(text.strip(_TRIM), 6 if leads else 3, index)


def _quoted_rank(text: str, quoted: re.Match[str], rules: RuleSet) -> int:
    """How much a quoted text inside a sentence looks like this plan's slogan; 0 for not at all."""
    sentence_start = text.rfind("。", 0, quoted.start()) + 1
    before, after = text[sentence_start : quoted.start()], text[quoted.end() : quoted.end() + 40]
    slogan = quoted["slogan"]
    if {"whole", "other"} & set(rules["plan_titles"].labels(slogan)) or slogan.endswith(_NO_VISIONS):
        return 0
    own = rules["own_plan"].find_all(before)
    near = before[own[-1].start :] if own else before
    if _is_foreign(near, rules):
        return 0
    named = rules["vision_words"].match(before[-40:]) or rules["vision_words"].match(after)
    if not (rules["slogan_uses"].match(after) or named):
        return 0
    return 5 + 3 * bool(own and named) + bool(named) - 2 * (len(slogan) < 10)


def _is_foreign(text: str, rules: RuleSet) -> bool:
    """Whether the words right before a slogan give it to a parent plan, the nation or a prefecture."""
    return rules["foreign_voices"].match(text) is not None and rules["own_plan"].match(text[-20:]) is None


def _set_off(paragraph: Paragraph, usual: float, rules: RuleSet) -> str | None:
    """A short line that its type sets off from the body, without brackets."""
    style, text = paragraph.style, paragraph.text.strip(_TRIM)
    if style is None or not _is_short_line(text, rules):
        return None
    return text if style.size > 1.15 * usual or style.band or style.boxed else None


def _is_short_line(text: str, rules: RuleSet) -> bool:
    return (
        8 <= len(text) <= 60
        and not text.endswith(("。", "、", "，", ",", ":", "："))
        and text.count("。") <= 1  # 人がつながる。やさしいまち
        and rules["not_slogans"].match(text) is None
    )


def _stands_complete(text: str, rules: RuleSet) -> bool:
    """A short line of ordinary type that no sentence runs through (`本計画の目指す姿を` waits for its slogan)."""
    return _is_short_line(text, rules) and not text.endswith(("を", "は", "が", "に"))


def _usual_size(document: Document) -> float:
    """The size most characters of the body are set in, in points; 0.0 for a text."""
    weights: dict[float, int] = {}
    for _, paragraph in paragraphs(document):
        if paragraph.style is not None:
            weights[paragraph.style.size] = weights.get(paragraph.style.size, 0) + len(paragraph.text)
    return max(weights, key=lambda size: weights[size], default=0.0)


def _labelled(document: Document, outline: Outline, rules: RuleSet) -> Iterator[_Proposal]:
    """`基本理念:…` and `【ビジョン】…` outside measures, where no section is about the vision."""
    for index, paragraph in paragraphs(document):
        owner = outline.owner[index] if index < len(outline.owner) else None
        if index in outline.contents or any(node.kind in ("measure", "facet") for node in outline.path(owner)):
            continue
        if told := _told(paragraph.text, rules):
            yield _Proposal(told, 1, index)


def _told(text: str, rules: RuleSet) -> str | None:
    """The slogan behind the label that a line begins with (`基本理念：…`, `基本理念「…」`)."""
    labelled = _LABELLED.match(text)
    if labelled is None or rules["vision_headings"].match(labelled["label"]) is None:
        return None
    value = labelled["value"] or labelled["quoted"]
    alone = _ALONE.match(value)
    if alone is None and labelled["quoted"]:
        return None
    slogan = (alone["slogan"] if alone else value).strip()
    return slogan if "。" not in slogan else None
