"""Names of departments: whole lists of them, and single ones in running text.

A list (`総務課、福祉課ほか`, one per line, in a cell or behind `担当課：`) is split at 、・，/ and at line breaks,
and read item by item when at least half of the items are names. ・ and a missing separator split only where the
left part already is a whole name (`総務課・財政課`, `総務課財政課`), so that `DX・情報政策課` stays one. A section
inside a department (`総務課防災対策室`) is one name.

In prose the spaCy pipeline proposes runs of nouns that end in a suffix of their own (課 in 課題 is none); here only
the stop words are taken out. Does not decide who is in charge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from dxextract.normalise import level
from dxextract.rules import Family, RuleSet
from dxextract.schema.document import Mention
from dxextract.signs import ARROWS, FRAME_CLOSE, FRAME_OPEN, LABEL_NUMBER, LABEL_SIGNS

if TYPE_CHECKING:
    from spacy.tokens import Doc

_LONGEST_LIST = 240
_LONGEST_NAME = 24
_HEAD = re.compile(
    rf"^{LABEL_NUMBER}(?:担当|関係|所管|主管|関連|主担当)各?(?:部署|課室?|部局)\s+"
    rf"|^{LABEL_NUMBER}[{LABEL_SIGNS}{ARROWS}{FRAME_OPEN}(\s]*[^、,/\s:|({FRAME_CLOSE})]{{1,12}}(?:\([^():]{{1,8}}\))?"
    rf" ?[{FRAME_CLOSE})]* ?[:|]"
    rf"|^[{FRAME_OPEN}][^{FRAME_CLOSE}]{{1,12}}[{FRAME_CLOSE}](?=\s*\S)"
    r"|^[(（](?:主な?|副)?(?:担当|所管|主管|関係|関連|実施|推進|責任)[^()（）]{0,6}[)）]"
)
_BEHIND = re.compile(r"(?P<name>[^。:]{2,60}?)[(【\[〔<〈](?P<inside>[^()【】\[\]〔〕<>〈〉]+)[)】\]〕>〉]\s*")
_SEPARATOR = re.compile(
    rf"[({FRAME_OPEN}](?:[主副]担当|担当|関係|関連|協力|連携|所管|主管|主務)各?(?:部署|課室?|部局|課等)?[){FRAME_CLOSE}]"
    r"|(?:[主副]担当|担当|関係|関連|協力|連携|所管|主管|主務)各?(?:部署|課室?|部局|課等)? ?:"
    r"|(?<=[課室局部係])(?:ほか|他)(?=[^、,/\s)])|[、,/;\n]|(?<![A-Z]{2})\s+(?=\S)|(?<=[A-Z]{2})\s{2,}(?=\S)|及び|並びに|または|又は|→"
)
"""What parts two names; pages printed as text part DX 推進課 where the letters change."""
_OPEN_ENDED = re.compile(r"(?:[(（]?(?:ほか|他|など|等|その他|外)(?:関係(?:各)?課)?[)）]?)+$")
_REST_OF_NAME = re.compile(r"\s*(?:本部|事務局|課|室|係|署|局|センター)(?=[、,/;\s]|$)")
"""What is left of a name that a line's end cut (消防 / 本部)."""
_REMARK = re.compile(r"[(（](?P<inside>[^()（）]{1,20})[)）]$")
_LEADING = f" 　{LABEL_SIGNS}*※-→"
_OPEN, _CLOSE = f"(（{FRAME_OPEN}", f")）{FRAME_CLOSE}"
_OPENS, _CLOSES = re.compile(f"[{_OPEN}]"), re.compile(f"[{_CLOSE}]")
_PERSONS = ("長", "員")
_SENTENCE = re.compile(r"。|(?:する|します|した|いる|ます|です|である|れる)(?:$|、)")
_DOT = re.compile(r"・|と|·")
_NO_BEGINNING = re.compile(r"[\d%はがをのにで]")
_INSIDE = re.compile(r"を|では|について|における|により|から|まで|する|した|して|れる|ため|への|との")
# 課 never stands inside a 課, nor a 係 inside a 係: two names without a separator.
_GLUED = re.compile(r"(?<=課)(?=[^課室係班税題長内外局、・/\s(（と及]{1,14}課)|(?<=係)(?=[^係、・/\s)）と及]{1,10}係)")


def department_list(text: str, breaks: tuple[int, ...], rules: RuleSet) -> tuple[Mention, ...]:
    """The departments of a text that is a list of them, else none. `breaks` are offsets where source lines end."""
    if len(text) > _LONGEST_LIST or _SENTENCE.search(text):
        return ()
    flat = level(text)
    if behind := _behind_name(text, flat, rules):
        return behind
    head = _HEAD.match(flat)
    items = list(_items(flat, head.end() if head else 0, breaks, rules))
    named = [mention for start, end in items if (mention := _named(text, start, end, rules)) is not None]
    if head is None and _are_ministries(named, rules):
        return ()
    return tuple(named) if named and 2 * len(named) >= len(items) else ()


def _behind_name(text: str, flat: str, rules: RuleSet) -> tuple[Mention, ...]:
    """The departments in brackets behind the name of something else: `窓口改革【市民課、税務課】`."""
    found = _BEHIND.fullmatch(flat)
    if found is None:
        return ()
    head = _HEAD.match(found["name"])
    names = found["name"][head.end() if head else 0 :].split("、")
    if any(_is_name(part.strip(_LEADING), rules) for part in names):
        return ()
    part = flat[: found.end("inside")]
    label = _HEAD.match(found["inside"])
    items = list(_items(part, found.start("inside") + (label.end() if label else 0), (), rules))
    named = [mention for start, end in items if (mention := _named(text, start, end, rules)) is not None]
    if part[found.start("inside") - 1] == "(" and _are_ministries(named, rules):
        return ()
    return tuple(named) if len(named) == len(items) else ()


def _are_ministries(named: Sequence[Mention], rules: RuleSet) -> bool:
    """Whether all that is named is of the nation: without a label or 【】 that is a source (図の出典（デジタル庁）)."""
    found = [rules["department_suffixes"].match(mention.label or "") for mention in named]
    return bool(named) and all(one is not None and one.label == "ministry" for one in found)


def _items(text: str, begin: int, breaks: tuple[int, ...], rules: RuleSet) -> Iterator[tuple[int, int]]:
    """Spans of the items, stripped of marks; empty ones left out."""
    apart = [found.span() for found in _SEPARATOR.finditer(text, begin)]
    cuts = {begin, len(text), *(edge for span in apart for edge in span)}
    ends = (b for b in breaks if begin < b < len(text) and not _REST_OF_NAME.match(text, b))
    cuts.update(b for b in ends if _is_name(text[_last_cut(cuts, b) : b], rules))
    glued = (f.start() for f in _GLUED.finditer(text, begin))
    cuts.update(g for g in glued if not any(start < g < end for start, end in apart))
    cuts.update(c for c in _dots(text, begin, cuts, rules))
    edges = sorted(cuts)
    for start, end in pairwise(edges):
        start = max(start, text.rfind(":", start, end) + 1)  # 分野:暮らし 担当:総務課
        while start < end and (text[start] in _LEADING or _opens_the_line(text, start, end)):
            start += 1
        while end > start and (text[end - 1] in " 　・(（" or _closes_the_line(text, start, end)):
            end -= 1
        if start < end and not _SEPARATOR.fullmatch(text[start:end]) and not _OPEN_ENDED.fullmatch(text[start:end]):
            yield start, end


def _opens_the_line(text: str, start: int, end: int) -> bool:
    """Whether the item begins with the bracket around the whole list."""
    return start == 0 and text[start] in _OPEN and not _CLOSES.search(text[start : end - 1])


def _closes_the_line(text: str, start: int, end: int) -> bool:
    """Whether the item ends with the bracket around the whole list: `(担当課：総務課、税務課)`."""
    return end == len(text) and text[end - 1] in _CLOSE and not _OPENS.search(text[start:end])


def _last_cut(cuts: set[int], before: int) -> int:
    return max((cut for cut in cuts if cut < before), default=0)


def _dots(text: str, begin: int, cuts: set[int], rules: RuleSet) -> Iterator[int]:
    """Middle dots (and と) that part two names."""
    last = begin
    for found in _DOT.finditer(text, begin):
        last = max(last, _last_cut(cuts, found.start() + 1))
        if _is_name(_REMARK.sub("", text[last : found.start()].strip(_LEADING)), rules):
            yield from (found.start(), found.end())
            last = found.end()


def _named(text: str, start: int, end: int, rules: RuleSet) -> Mention | None:
    """The item as a mention when it is a name; ほか and remarks in brackets are dropped."""
    open_ended = _OPEN_ENDED.search(text[start:end])
    if open_ended and open_ended.start() > 0:
        end = start + open_ended.start()
    remark = _REMARK.search(text[start:end])
    if remark and remark.start() > 0 and not _is_name(remark["inside"], rules):
        end = start + remark.start()
    name = text[start:end].strip()
    bare = _REMARK.sub("", name)
    if not _is_name(bare, rules):
        return None
    return Mention("department", start, end, label=re.sub(r"\s+", "", name))


def _is_name(text: str, rules: RuleSet) -> bool:
    if not 2 <= len(text) <= _LONGEST_NAME or _INSIDE.search(text) or _NO_BEGINNING.match(text):
        return False
    return rules["department_suffixes"].match(text) is not None and not _stopped(text, rules["department_stop"], "any")


def _stopped(text: str, stops: Family, scope: str) -> bool:
    found = stops.match(text)
    return found is not None and (scope == "prose" or found.label == "any")


def department_mentions(doc: Doc, rules: RuleSet) -> tuple[Mention, ...]:
    """The departments that running text names: the pipeline's runs of nouns, without marks and names before them."""
    mentions: list[Mention] = []
    for span in doc.spans.get("departments", ()):
        name = re.sub(r"^(?:.*\s)?\W*", "", span.text)
        if kept_in_prose(name, rules) and doc.text[span.end_char : span.end_char + 1] not in _PERSONS:
            mentions.append(Mention("department", span.end_char - len(name), span.end_char, label=name))
    return tuple(mentions)


def kept_in_prose(name: str, rules: RuleSet) -> bool:
    """Whether a run of nouns with a department's suffix is a department's name in running text."""
    if len(name) < 2 or len(name) > _LONGEST_NAME or _stopped(name, rules["department_stop"], "prose"):
        return False
    found = rules["department_suffixes"].match(name)
    return found is not None and found.label in ("any", "prose")
