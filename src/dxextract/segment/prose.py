"""Whether the words of a line are prose or part of a picture, and no title.

Looks at the words alone: at sentences and their halves, at lists of numbers, at boxes of an organisation chart. What
else speaks for or against a heading is decided in `headings`.
"""

from __future__ import annotations

import re

from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.segment.heading import ORDER, RANKS, Heading
from dxextract.segment.numbering import read_numbering
from dxextract.segment.wording import Wording

_SENTENCE = re.compile(
    r"[。！？]|[はがを]、|[をが]$|[、,，]$|(です|ます|である|ました|ください)$|(です|ました)[(（][^()（）]+[)）]$|^[・･]"
)
"""Also with the date that a sentence on a band is from: 利用者は1,260人になりました（令和6年12月末）."""
_SLOGAN = re.compile(r"[^、。をにが]{1,10}を[^、。をにが]{1,6}に$")
"""Words that are whole behind a number, though a sentence could go on: 暮らしを便利に."""
_PROMISE = re.compile(r"(?<=[^、。，]{4})ます$")
_PROMISING = frozenset({"digit", "paren", "nested"})
"""Numbers whose titles may be promises too where text stands below: 1 待たない窓口をつくります."""
_ASKED = re.compile(r"(?:ます|です|ました|でした|せん)か[？?]$")  # of a survey
_BROKEN_OFF = re.compile(r"(?<![じわす][めりび])(?<!のため)に$")
"""A sentence goes on below; not はじめに, おわりに, むすびに, nor 町民のために, whom a group of measures serves."""
_SPOKEN = re.compile(
    r"(?:[いきぎしじちにひびみりえけげせぜてでねべめれわ]たい|ほしい|欲しい|わからない|分からない|困る"
    r"|(?<=[がをにもと])(?:でき|行け|使え)ない)[!！…]*$"
)
"""How a line ends that somebody says in a speech bubble, a wish or a trouble: 平日に手続ができない, 今すぐ知りたい."""
_SUBJECT = re.compile(r"[はが](?![じな])")
_LABELLED = re.compile(r"[(（〔［]?([^\s:：]{1,12})(?:\s?[:：]\s?(?=\S{2})|\s(?=\S+[課室局部係班会]))")
_LABELLED_TEXT = re.compile(r"([^\s:：]{2,8})(?:\s?[:：]\s?|\s+)(?=\S{2})")
_LOW = frozenset({"paren", "circled", "half_paren", "kana"})
_BEFORE_COLON = re.compile(r"(?:^|[(（\s])([^\s(（:：]{1,12})\s?[:：]\s?(?=[^\s(（:：]{2})")
_SLOGANS = frozenset(
    {"section", "ordinal", "policy", "measure", "bracket"}
)  # 方針1 まちを元気に: a title, not a sentence's half

_SET_APART = frozenset({*ORDER, "mark"})


def is_promise(title: str) -> bool:
    """Whether words end as a promise does (窓口を減らします)."""
    return _PROMISE.search(title) is not None


def reads_as_sentence(wording: Wording, *, set_out: bool = False) -> bool:
    """Whether a title reads as a sentence; 施策1 窓口を減らします is a promise, 1 DXとは？ what a part answers.

    A bare line that is `set_out` by its style may be a promise too; one without a number may be what somebody says.
    """
    title = _PROMISE.sub("", wording.title) if set_out and wording.family is None else wording.title
    if wording.family is not None and wording.number is not None:
        kind = wording.family.split(":")[0]
        if kind in ("policy", "measure", *_PROMISING):
            title = _PROMISE.sub("", title)
        if kind in ORDER or kind in RANKS:
            title = title if _ASKED.search(title) else title.rstrip("？?")
    if wording.number is None and _SPOKEN.search(title):
        return True
    return _SENTENCE.search(title) is not None


def promises(heading: Heading) -> bool:
    """Whether a bare number stands before a promise, which may as well be an item of a list."""
    return heading.kind in _PROMISING and is_promise(heading.wording.title)


def lists_numbers(wording: Wording, rules: RuleSet) -> bool:
    """Whether a line goes on with the next number of its own kind: `3-1 相談所 3-2 見守り` lists what comes later."""
    if wording.number is None or wording.ordinal is None:
        return False
    rests = (read_numbering(wording.title[space.end() :], rules) for space in re.finditer(r"\s+(?=\S)", wording.title))
    return any(r is not None and r.family == wording.family and r.ordinal == wording.ordinal + 1 for r in rests)


def labels_text(wording: Wording, rules: RuleSet) -> bool:
    """Whether a block's label and what it says share a line behind a low number ((1) 内容 様式を統一します)."""
    low = wording.family is not None and wording.family.split(":")[0] in _LOW and wording.label is None
    found = _LABELLED_TEXT.match(wording.title) if low else None
    return found is not None and block_label(found[1], rules) not in (None, "other")


def names_department(title: str, rules: RuleSet) -> bool:
    """Whether a line says who is in charge (`担当：総務課`, `所管課 市民課`), as forms do right of a heading."""
    found = _LABELLED.match(title)
    return found is not None and block_label(found[1], rules) == "departments"


def names_holder(title: str, rules: RuleSet) -> bool:
    """Whether a line says who leads a body (`本部長：市長`), as boxes of an organisation chart do."""
    return any(rules["role_labels"].label(word) == "holder" for word in _BEFORE_COLON.findall(title))


def breaks_off(heading: Heading) -> bool:
    """Whether a sentence goes on below the line; 01 手続を簡単に is a slogan when it is set apart from the text."""
    title = heading.wording.title
    apart = heading.distinct or (heading.size is None and _SLOGAN.fullmatch(title) is not None)
    set_apart = heading.kind in _SET_APART and apart and not _SUBJECT.search(title)
    return _BROKEN_OFF.search(title) is not None and heading.kind not in _SLOGANS and not set_apart
