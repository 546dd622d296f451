"""Roles in running text: headed blocks (a name, then what it does) and sentences that set a body up.

A heading or list item that names a role opens a block; the lines below it are its description until the next role, the
next heading of another kind, or a sentence that sets up a body of its own. Labels such as 【主な役割】 are dropped, the
lines under them kept. In sentences only names with a verb of setting up (設置, 編成, 置く, 任命) count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dxextract.extract.role_phrases import Phrase, bare, holder_in, read_phrase
from dxextract.rules import RuleSet
from dxextract.schema.document import Paragraph, Passage, evidence_of
from dxextract.schema.outline import Candidate, Claim
from dxextract.schema.plan import Role

_RUN = re.compile(r"[「『]?(?P<name>[一-龥々ァ-ヴーA-Za-z0-9・]+(?:[（(][^（()）]{1,20}[)）])?)[」』]?")
_QUOTED = re.compile(r"[「『](?P<name>[^「」『』。]{3,40})[」』]")
_ALIAS = re.compile(r"[（(]以下[、,]?「([^「」]{2,12})」と(?:いう|いいます|表記(?:する)?|略す)。?[)）]")
_OBJECT = re.compile(r"等?(?:を|が|に|の(?:設置|編成)|と(?:して|し|する)|は|には|により|で構成)")


@dataclass(frozen=True, slots=True)
class _Block:
    phrase: Phrase
    parts: tuple[str, ...]
    printed: tuple[Passage, ...]
    blocks: tuple[int, ...]
    indent: float


def block_roles(
    lines: list[tuple[int, Paragraph]], headings: frozenset[int], breaks: frozenset[int], rules: RuleSet
) -> Iterator[Candidate[Role]]:
    """The roles of one section's paragraphs.

    `headings` are the blocks that the outline knows as headings, `breaks` those that no description runs across.
    """
    current: _Block | None = None
    for index, paragraph in lines:
        phrase = _opening(paragraph, index in headings, current, rules)
        if phrase is not None:
            yield from _finished(current, rules)
            parts = (phrase.rest,) if phrase.rest else ()
            current = _Block(phrase, parts, (paragraph.passage,), (index,), paragraph.indent)
        elif index in headings and not _is_label(paragraph.text, rules):
            yield from _finished(current, rules)
            current = None
        elif (
            current is None
            or _is_closed(current, index, paragraph, breaks)
            or _sets_up_another(paragraph.text, current, rules)
        ):
            yield from _finished(current, rules)
            current = None
            yield from _sentence_roles(index, paragraph, rules)
        else:
            current = _continued(current, index, paragraph, rules)
    yield from _finished(current, rules)


def _opening(paragraph: Paragraph, is_heading: bool, current: _Block | None, rules: RuleSet) -> Phrase | None:
    text = paragraph.text
    phrase = read_phrase(text, rules)
    if phrase is None or _is_label(text, rules):
        return None
    if rules["chief_titles"].match(phrase.role):
        # 委員長:副市長 below a role says who leads it; 村長(本部長) on its own is a role with its holder.
        labelled = current is not None and re.search("[:：]", text) is not None
        in_body = current is not None and current.phrase.kind == "body"
        if labelled or in_body or phrase.holder is None:
            return None
    # A bare department in running text is no heading; in a heading or with a colon it is.
    if phrase.kind == "unit" and not (is_heading or phrase.rest or paragraph.depth is not None or bare(text) != text):
        return None
    return phrase


def _is_label(text: str, rules: RuleSet) -> bool:
    stripped = bare(text).strip("【】[]〔〕＜＞<>「」:： 　■●◆・()（）")
    return rules["role_labels"].match(stripped) is not None


def _is_closed(current: _Block, index: int, paragraph: Paragraph, breaks: frozenset[int]) -> bool:
    """Whether a description has ended: a table in between, or a paragraph behind an item that said all in one line."""
    if any(one in breaks for one in range(current.blocks[-1], index)):
        return True
    is_item = paragraph.depth is not None or bare(paragraph.text) != paragraph.text
    return bool(current.phrase.rest) and not is_item and paragraph.indent <= current.indent


def _sets_up_another(text: str, current: _Block, rules: RuleSet) -> bool:
    """Whether a paragraph of whole sentences introduces a body other than the block's own."""
    if "。" not in text or bare(text) != text:
        return False
    own = current.phrase.role
    return any(name != own and name not in own and own not in name for name, _ in _set_up(text, rules))


def _continued(current: _Block, index: int, paragraph: Paragraph, rules: RuleSet) -> _Block:
    text = bare(paragraph.text)
    label, _, value = text.replace("：", ":").partition(":")
    if _is_label(text, rules):
        text = ""
    elif value and rules["role_labels"].label(label.strip("【】 　")) == "duty":
        text = value.strip()
    return replace(
        current,
        parts=(*current.parts, text) if text else current.parts,
        printed=(*current.printed, paragraph.passage),
        blocks=(*current.blocks, index),
    )


def _finished(block: _Block | None, rules: RuleSet) -> Iterator[Candidate[Role]]:
    if block is None:
        return
    phrase = block.phrase
    holder = phrase.holder
    for part in block.parts:
        holder = holder or holder_in(part, phrase.role, phrase.kind, rules)
    if not block.parts and holder is None and phrase.kind == "unit":
        return
    record = Role(
        id="",
        role=phrase.role,
        holder=holder,
        description="\n".join(block.parts) or None,
        evidence=evidence_of(block.printed),
    )
    claims = tuple(Claim(i, 0, len(p.text)) for i, p in zip(block.blocks, block.printed, strict=True))
    yield Candidate(record, "role.block", 0.8, claims)


def _sentence_roles(index: int, paragraph: Paragraph, rules: RuleSet) -> Iterator[Candidate[Role]]:
    passage = paragraph.passage
    for sentence in paragraph.sentences:
        if sentence.voice in ("national", "prefectural") or sentence.tense == "past":
            continue
        text = passage.text[sentence.start : sentence.end].strip()
        for name, holder in _set_up(text, rules):
            part = passage.part(sentence.start, sentence.end)
            record = Role(id="", role=name, holder=holder, description=bare(text), evidence=part.evidence())
            yield Candidate(record, "role.sentence", 0.6, (Claim(index, sentence.start, sentence.end),))


def _set_up(text: str, rules: RuleSet) -> list[tuple[str, str | None]]:
    """The roles that a sentence sets up or fills, each with its holder."""
    if not rules["setting_up"].match(text):
        return []
    found: list[tuple[str, str | None]] = []
    text = _ALIAS.sub(r"(\1)", text)
    quoted = [(one.start(), one.end(), one["name"]) for one in _QUOTED.finditer(text)]
    runs = [(one.start(), one.end(), one["name"]) for one in _RUN.finditer(text)]
    spans = quoted + [run for run in runs if not any(q[0] <= run[0] < q[1] for q in quoted)]
    for _start, end, name in sorted(spans):
        phrase = read_phrase(name, rules)
        if phrase is None or phrase.kind == "unit" or rules["chief_titles"].match(phrase.role):
            continue
        if phrase.holder is None and not _OBJECT.match(text, end):
            continue
        holder = phrase.holder or holder_in(text, phrase.role, phrase.kind, rules)
        if phrase.role not in [role for role, _ in found]:
            found.append((phrase.role, holder))
    return found
