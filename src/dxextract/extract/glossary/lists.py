"""Glossaries set as text: one paragraph for term and definition, or the term on a line of its own.

Signals for one paragraph, in this order: a term that mark-up sets bold, 【用語】説明, 用語:説明, 用語…説明,
「用語」とは、説明, a wide gap between the two, a single space where most paragraphs of the glossary have one. A term
alone is a short line without a full stop whose following text is longer or indented; that text goes on until the next
term. Notes at the foot of a page count outside a glossary only when they name a term and close like a definition.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dxextract.extract.glossary.beside import in_rows
from dxextract.extract.glossary.terms import is_term, split_term, without_mark
from dxextract.rules import RuleSet
from dxextract.schema.document import Paragraph
from dxextract.schema.outline import Candidate, Claim
from dxextract.schema.passage import Passage, evidence_of
from dxextract.schema.plan import GlossaryEntry
from dxextract.signs import LABEL_SIGNS

_BRACKETED = re.compile(
    rf"^[{LABEL_SIGNS}]?\s*[【〔\[＜<≪《](?P<term>[^】〕\]＞>≫》]{{1,50}})[】〕\]＞>≫》]\s*[:：]?\s*(?P<text>.*)$", re.S
)
_COLON = re.compile(r"^(?P<term>[^:：。]{1,50}?(?:[（(][^）)]{1,60}[）)])?)\s*[:：]\s*(?P<text>.{6,})$", re.S)
_DOTS = re.compile(r"^(?P<term>[^…。]{1,40}?)\s*(?:…+|‥+|・{3,}|\.{3,}|―+|──+|⇒|→|＝)\s*(?P<text>.{6,})$", re.S)
_CALLED = re.compile(r"^(?P<term>[「『]?[^「」『』。、]{2,40}[」』]?)とは[、,]?\s*(?P<text>.{8,})$", re.S)
_BOLD = re.compile(
    rf"\s*(?:[-*{LABEL_SIGNS}]\s+)?(?:\*\*|__|<(?P<tag>b|strong)>)(?P<term>[^*_<>]{{1,60}})(?:\*\*|__|</(?P=tag)>)"
)
_SPACED = re.compile(r"^(?P<term>[^\s。、（(]{1,30}(?:\s?[（(][^）)]{1,60}[)）])?)\s(?P<text>\S.{9,}。)$", re.S)
_WIDE = re.compile(r"[ \u00a0\u3000\t]{2,}|[\u3000\t]")
_DIGIT = re.compile("[0-9０-９]")
_EITHER_BRACKET = re.compile("[「『（(【」』）)】]")
_GOES_ON = re.compile(r"[やのをがにはへも]|と(?!き)|等|など|及び|または")
"""How a phrase goes on behind its first word (Microsoft365 や Zoom 等)."""
_NOTE = re.compile(r"^(?:[（(\[]?(?:※|＊|\*|注)\s*[0-9０-９]{0,3}\s*[)）\].:：]?|[\[［][0-9０-９]{1,3}[\]］])\s*")

_NOTES = re.compile(r"[（(【〔\[]?(?:注|注記|注釈|脚注)[)）】〕\]]?[:：]?")
_COUNTED = re.compile(r"^[（(]?[0-9０-９]{1,2}[)）.．]\s*")


@dataclass(frozen=True, slots=True)
class _Entry:
    term: str
    reading: str | None
    parts: tuple[Passage, ...]
    printed: tuple[Passage, ...]
    blocks: tuple[int, ...]


def list_entries(paragraphs: Iterable[tuple[int, Paragraph]], rules: RuleSet) -> Iterator[Candidate[GlossaryEntry]]:
    """The entries of a glossary section's paragraphs."""
    lines = in_rows([(i, one) for i, one in paragraphs if rules["glossary_index"].match(one.text) is None], rules)
    entry: _Entry | None = None
    spaced = sum(_SPACED.match(without_mark(one.text)) is not None for _, one in lines)
    patterns = (_BRACKETED, _COLON, _DOTS, _CALLED) + ((_SPACED,) if spaced * 2 > len(lines) else ())
    for position, (index, paragraph) in enumerate(lines):
        following = lines[position + 1][1] if position + 1 < len(lines) else None
        if entry is not None and not entry.parts:
            following = None  # what stands below a term alone is its text, however short the line is
        started = _started(index, paragraph, following, patterns, rules)
        if started is not None:
            if entry is not None:
                yield from _finished(entry, "glossary.list", 0.8)
            entry = started
        elif entry is not None:
            entry = _Entry(
                entry.term,
                entry.reading,
                (*entry.parts, paragraph.passage),
                (*entry.printed, paragraph.passage),
                (*entry.blocks, index),
            )
    if entry is not None:
        yield from _finished(entry, "glossary.list", 0.8)


def note_entries(paragraphs: Iterable[tuple[int, Paragraph]], rules: RuleSet) -> Iterator[Candidate[GlossaryEntry]]:
    """Terms explained in notes outside a glossary (`※1 RPA:…の略。`)."""
    lines = list(paragraphs)
    headed = False  # below a line that says no more than (注)
    for index, paragraph in lines:
        mark = _NOTE.match(paragraph.text)
        if headed and mark is None:
            mark = _COUNTED.match(paragraph.text)
        listed = headed and mark is not None
        headed = listed or _NOTES.fullmatch(paragraph.text) is not None
        if mark is None and paragraph.role != "footnote":
            continue
        passage = paragraph.passage.part(mark.end() if mark else 0)
        numbered = mark is not None and _DIGIT.search(mark.group()) is not None
        for pattern in (_BRACKETED, _COLON, _CALLED, *((_SPACED,) if numbered else ())):
            found = pattern.match(passage.text)
            if found is None or not is_term(_plain(found["term"]), rules):
                continue
            if pattern is _SPACED and _is_within_phrase(found):
                continue
            referred = pattern is not _SPACED and _is_referred_to(found["term"], mark, lines)
            whole = listed and pattern is _COLON and found["text"].endswith("。")
            if referred or whole or rules["definition_endings"].match(found["text"]):
                entry = _made(index, paragraph.passage, passage, found)
                yield from _finished(entry, "glossary.note", 0.6)
                break


def _is_within_phrase(found: re.Match[str]) -> bool:
    """Whether the space behind a term only parts words: `Personal Health Record の略`, `「LGWAN 接続系」に…`."""
    if (found["term"].isascii() and found["text"][0].isascii()) or found["term"].endswith(
        ("や", "の", "を", "と", "に")
    ):
        return True
    bracket = _EITHER_BRACKET.search(found["text"])
    return _GOES_ON.match(found["text"]) is not None or (bracket is not None and bracket.group() in "」』）)】")


def _is_referred_to(term: str, mark: re.Match[str] | None, lines: list[tuple[int, Paragraph]]) -> bool:
    """Whether the text has the note's mark right behind the term (`スマートロック※3を`)."""
    number = re.search("[0-9０-９]+", mark.group()) if mark else None
    if number is None:
        return False
    referred = re.compile(
        re.escape(_plain(term)) + rf"[」』）)]?\s?[（(\[［]?(?:[※＊*注]\s?|(?<=[\[［])){number.group()}(?![0-9０-９])"
    )
    return any(referred.search(one.text) is not None for _, one in lines)


def _started(
    index: int, paragraph: Paragraph, following: Paragraph | None, patterns: Iterable[re.Pattern[str]], rules: RuleSet
) -> _Entry | None:
    """The entry that this paragraph begins, None when it goes on with the one before."""
    passage = paragraph.passage
    if (split := _bold_end(passage)) and is_term(_plain(passage.text[:split]).rstrip(":："), rules):
        term, reading = split_term(_plain(passage.text[:split]).rstrip(":："))
        text = passage.part(split + len(passage.text[split:]) - len(passage.text[split:].lstrip(" :：…‥・･.―─→＝-")))
        return _Entry(term, reading, (text,), (passage,), (index,))
    plain = without_mark(passage.text)
    passage = passage.part(len(passage.text) - len(plain)) if plain else passage
    for pattern in patterns:
        found = pattern.match(passage.text)
        if found and is_term(_plain(found["term"]), rules):
            return _made(index, paragraph.passage, passage, found)
    if (split := _wide_gap(passage)) and is_term(passage.text[:split].strip(), rules):
        term, reading = split_term(passage.text[:split].strip())
        return _Entry(term, reading, (passage.part(split),), (paragraph.passage,), (index,))
    if is_term(plain, rules) and following is not None and _explains(following, paragraph, rules):
        term, reading = split_term(_plain(plain))
        return _Entry(term, reading, (), (paragraph.passage,), (index,))
    return None


def _made(index: int, whole: Passage, passage: Passage, found: re.Match[str]) -> _Entry:
    term, reading = split_term(_plain(found["term"]))
    text = passage.part(found.start("text")) if found["text"].strip() else None
    return _Entry(term, reading, (text,) if text else (), (whole,), (index,))


def _plain(term: str) -> str:
    return without_mark(term).strip("「」『』 　")


def _bold_end(passage: Passage) -> int | None:
    """Where the bold words end that a paragraph begins with and that a text follows."""
    bold = _BOLD.match(passage.raw)
    if bold is None:
        return None
    end = next((i for i, offset in enumerate(passage.offsets) if offset >= bold.end("term")), len(passage.text))
    return end if len(passage.text) - end > 6 else None


def _wide_gap(passage: Passage) -> int | None:
    """Where a gap wider than one space parts a short text from a longer one."""
    for position, char in enumerate(passage.text):
        if char != " " or position > 40:
            continue
        low, high = passage.offsets[position], passage.offsets[position + 1]
        if _WIDE.fullmatch(passage.raw[low:high]) and len(passage.text) - position > 12:
            return position
    return None


def _explains(following: Paragraph, term: Paragraph, rules: RuleSet) -> bool:
    """Whether the next paragraph can be the text of a term that stands alone; a line of a colophon explains nothing."""
    text = following.text
    if "。" not in text and rules["not_terms"].match(text):
        return False
    return (
        following.indent > term.indent + 4
        or text.endswith("。")
        or "。" in text
        or (len(text) > 40 and not is_term(without_mark(text), rules))
    )


def _finished(entry: _Entry, rule: str, weight: float) -> Iterator[Candidate[GlossaryEntry]]:
    definition = _definition(entry.parts)
    if entry.term and definition:
        claims = tuple(
            Claim(block, 0, len(passage.text)) for block, passage in zip(entry.blocks, entry.printed, strict=True)
        )
        record = GlossaryEntry(
            id="", term=entry.term, reading=entry.reading, definition=definition, evidence=evidence_of(entry.printed)
        )
        yield Candidate(record, rule, weight, claims)


def _definition(parts: tuple[Passage, ...]) -> str:
    """Paragraphs joined: on lines of their own where the one before has closed, else as one text."""
    text = ""
    for part in parts:
        piece = part.text
        text += ("\n" if text.endswith("。") else "") + piece
    return text
