"""What stands at a title and is no part of it: edition, status, volume, a parenthesised period, when it was adopted.

Decides what is taken off, and nothing about whether the rest is a title.
"""

from __future__ import annotations

import re

from dxextract.rules import RuleSet

_YEAR = r"(?:(?:令和|平成|R|H)\s*(?:\d+|元)|20\d\d)"
_BRACKETED_YEARS = re.compile(
    rf"[（(【\[〔［]?(?:計画期間[:：]?)?{_YEAR}[^（()）]{{0,14}}[~〜～\-－―–から]+"
    r"[^（()）]{0,24}?(?:年度?|\d)(?:まで)?[）)】\]〕］]?$"
)
_ADOPTED = re.compile(
    r"[（(【]?(?:令和|平成)\s*(?:\d+|元)年(?:度|\s*\d+月(?:\s*\d+日)?)?(?:一部)?"
    r"(?:策定|改定|改訂|改正|作成|発行|公表|現在|時点)?[）)】]?$"
)
_EMPTY_BRACKETS = re.compile(r"[（(【\[〔「『［]\s*[）)】\]〕」』］]")
_VOLUME = re.compile(
    r"\s*[（(【\[〔〈<]?\s*(?:概要版|ダイジェスト版?|本編|本冊|全体版|冊子版|公表版|資料編)\s*[）)】\]〕〉>]?$"
)
_QUOTES = re.compile(r"^[「『【](?P<inner>[^「」『』【】]+)[」』】]$")


_BILL = re.compile(r"(?:議案|報告)\s?第\s?[0-9０-９一二三四五六七八九十]{1,3}\s?号")
_OF_BILL = re.compile(
    r"(?:[(（]第?\d{0,2}次?(?:変更|改定|改訂)[)）])?(?:の(?:一部)?(?:策定|変更|改定|改訂|制定|見直し))?について$"
)


def is_bill(text: str) -> bool:
    """Whether a line is the number of a bill or a report to the assembly, by which plans are adopted (議案第25号)."""
    return _BILL.fullmatch(text) is not None


def subject_of_bill(text: str) -> str:
    """The plan that a bill is about, without what it asks for (…計画(第3次変更)について)."""
    return _OF_BILL.sub("", text)


def bare_title(text: str, rules: RuleSet) -> str:
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
