"""The plans that this one takes over from, where its own text says so.

Signals, in sentences outside measures that are not the nation's: a plan on digital matters that is continued, revised
or replaced (Xを継承・発展, Xを改定) in a sentence about this plan; the municipality's earlier plan, made and worked by,
that leads to a new one (「X」を策定し…新たに「Y」を策定). A revision may bear the same title as what it revises. Does
not look at the sections about the plan's position, where `related.py` reads every title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dxextract.extract.sections import headings_and_contents, paragraphs
from dxextract.rules import RuleSet
from dxextract.schema.document import Document, Sentence
from dxextract.schema.outline import Outline

_KINDS = r"(?:計画|戦略|方針|指針|ビジョン|プラン|構想|大綱)(?:\d+(?:\.\d+)?)?"
_CONTINUED = re.compile(
    rf"(?:^|[、。]|本[市町村区]の|策定した)[「『]?(?P<title>[^、。「」『』をはが]{{4,45}}?{_KINDS})"
    r"(?:[（(][^（()）]*[)）])?[」』]?を、?(?:この(?:度|たび)|今回|今般)?、?(?:全面的に)?"
    r"(?:継承|発展|引き継|引継|改定|改訂|見直し|統合)"
)
_TAKEN_UP = re.compile(
    r"(?:これ|それ|同計画|同方針|同戦略|同プラン)(?:ら)?を、?(?:継承|発展|引き継|引継|改定|改訂|見直)"
)
"""What takes up a plan that the same sentence has named as made (「X」を策定し…これを引き継ぎ)."""
_EXPIRED = re.compile(
    rf"[「『](?P<title>[^、。「」『』]{{4,45}}?{_KINDS})[」』](?:[（(][^（()）]*[)）])?(?:の(?:計画)?期間)?が、?"
    r"[^、。]{0,20}?(?:満了|終了|終期)[^。]*(?:改[定訂]|策定|見直)"
)
"""A plan that has run out and is made anew (「X」が令和7年度末で満了することから、改定する)."""
_RUN_OUT = re.compile(
    rf"[「『](?P<title>[^、。「」『』（()）]{{4,45}}?{_KINDS})(?:[（(][^（()）]*[)）])?[」』](?:[（(][^（()）]*[)）])?"
    r"[^。「」]{0,50}?(?:同|この|その|当該)(?:計画|戦略|方針|プラン|ビジョン|期間)(?:の(?:計画)?期間)?が、?[^、。]{0,16}?"
    r"(?:満了|終了|終期)[^。]*(?:改[定訂]|策定|見直)"
)
"""The same, taken up in a later clause (「X」に基づき進めてきたが、同計画の期間が終了することから、新たに策定する)."""
_GOES_ON = re.compile(
    r"新たに|ここに|このたび|この度|今般|(?:この|同)(?:計画|戦略|方針|プラン|ビジョン)(?:が|の(?:計画)?期間)"
)
_EDITION = re.compile(r"第(?P<number>[0-9])[次期](?P<rest>.+)")
_NEW = re.compile(r"新たに|ここに|このたび|この度|今般")
_EARLIER = re.compile(
    rf"[「『](?P<title>[^「」『』]{{4,45}}?{_KINDS})(?:[（(][^（()）]*[)）])?[」』](?:[（(][^（()）]*[)）])?(?=[^。]{{0,30}}策定)"
)
_MADE = re.compile(r"策定(?:した|し|され)")
_OUTSIDE = ("measure", "policy", "facet", "glossary")
_SPELT_OUT = re.compile(
    r"(?:DX|ＤＸ)[（(]デジタル・?トランスフォーメーション[)）]|デジタル・?トランスフォーメーション(?:[（(](?:DX|ＤＸ)[)）])?"
)


def plan_key(title: str) -> str:
    """What two spellings of one title share: no spaces, and DX for デジタル・トランスフォーメーション(DX)."""
    return _SPELT_OUT.sub("DX", "".join(title.split()))


def find_predecessors(document: Document, outline: Outline, title: str | None, rules: RuleSet) -> tuple[str, ...]:
    """The titles of earlier plans, each once, in the order of first mention."""
    found: dict[str, str] = {}
    for text, sentence in _sentences(document, outline):
        named = list(_in_sentence(text, title or "", rules))
        if named and sentence.voice in (None, "own"):
            for one in named:
                found.setdefault(plan_key(one), one)
    return tuple(found.values())


def _sentences(document: Document, outline: Outline) -> Iterator[tuple[str, Sentence]]:
    """Each sentence with its text; one that goes on to the new plan (この度…) has the sentence before it in front."""
    outside = headings_and_contents(outline)
    for index, paragraph in paragraphs(document):
        if index in outside or any(node.kind in _OUTSIDE for node in outline.path(outline.owner[index])):
            continue
        before = 0
        for sentence in paragraph.sentences:
            goes_on = _GOES_ON.match(paragraph.text[sentence.start : sentence.end].lstrip()) is not None
            yield paragraph.text[before if goes_on else sentence.start : sentence.end], sentence
            before = sentence.start


def _in_sentence(sentence: str, own: str, rules: RuleSet) -> Iterator[str]:
    is_about_own = rules["own_plan"].label(sentence) == "plan" or _names(sentence, own) or _NEW.search(sentence)
    for one in (*_CONTINUED.finditer(sentence), *_EXPIRED.finditer(sentence), *_RUN_OUT.finditer(sentence)):
        title = one["title"].strip()
        same = plan_key(title) == plan_key(own)
        if (
            (is_about_own or one.re is not _CONTINUED)
            and _is_municipal(title, rules)
            and (not same or _MADE.search(sentence, 0, one.end("title")))
        ):
            yield title
    new = _NEW.search(sentence)
    for one in _EARLIER.finditer(sentence):
        if _is_earlier_edition(one["title"], own):
            yield one["title"].strip()
    taken = _TAKEN_UP.search(sentence) if is_about_own else None
    if taken is None and (new is None or not _is_own(sentence[new.end() :], own, rules)):
        return
    end = taken.start() if taken else new.start() if new else 0
    for one in _EARLIER.finditer(sentence, 0, end):
        if _is_municipal(one["title"], rules) and plan_key(one["title"]) != plan_key(own):
            yield one["title"].strip()


def _is_earlier_edition(title: str, own: str) -> bool:
    """Whether a title is this plan's own but for a lower ordinal (第1次…計画 before 第2次…計画)."""
    one, other = _EDITION.match(plan_key(title)), _EDITION.match(plan_key(own))
    if one is None and other is not None:
        return other["rest"] == plan_key(title) and other["number"] > "1"  # the first one bears no ordinal
    if one is None or other is None:
        return False
    return one["rest"] == other["rest"] and one["number"] < other["number"]


def _is_own(text: str, own: str, rules: RuleSet) -> bool:
    """Whether what is newly made is this plan, by its title or as 本計画."""
    return _names(text, own) or rules["own_plan"].label(text) == "plan"


def _names(text: str, own: str) -> bool:
    return bool(own) and plan_key(own) in plan_key(text)


def _is_municipal(title: str, rules: RuleSet) -> bool:
    """A plan on digital matters that is neither the nation's nor a plan above this one."""
    return rules["plan_titles"].label(title) == "whole" and rules["plan_relations"].label(title) is None
