"""Names of other plans: official national ones by name, titles in 「」, and runs of nouns with a place in them.

Decides what is a plan's title, not what that plan is to this one. A word for plans in general (推進計画, 本計画) is
no title.
"""

from __future__ import annotations

import re
from functools import lru_cache

from dxextract.language.lexicon import alternation
from dxextract.rules import RuleSet, squeezed_with_offsets
from dxextract.schema.document import Mention

_QUOTED = re.compile(r"[「『](?P<title>[^「」『』]{3,60})[」』]")

_ORDINAL = "第[0-9一二三四五六七八九十]+[次期]"
_OWNER = re.compile(rf"(?:{_ORDINAL}|(?<![一-龥]))(?!本|当|各|全)[一-龥ヶケノ]{{1,5}}[市町村区]版?(?:{_ORDINAL})?$")
_TORN_PLACE = re.compile(r"[一-龥]{1,2}[ヶケ]$")


@lru_cache(maxsize=4)
def _national(rules: RuleSet) -> re.Pattern[str]:
    return alternation(row for row in rules["plans"].rows if row.label == "national")


@lru_cache(maxsize=4)
def _ending(rules: RuleSet) -> re.Pattern[str]:
    return alternation(row for row in rules["plans"].rows if row.label == "ending")


def read_plans(text: str, rules: RuleSet) -> tuple[Mention, ...]:
    """Titles in quotes and national plans by name, in order, not overlapping."""
    if not re.search("計画|戦略|方針|構想|ビジョン|プラン|大綱|指針|手順書|宣言|法|ガイドライン", text):
        return ()
    mentions: list[Mention] = []
    for found in _QUOTED.finditer(text):
        title = found["title"].strip()
        if is_title(title, rules):
            mentions.append(Mention("plan", found.start("title"), found.end("title"), label=title))
    flat, offsets = squeezed_with_offsets(text)
    for named in _national(rules).finditer(flat):
        start, end = offsets[_local_start(flat, named.start())], offsets[named.end() - 1] + 1
        if not any(m.start < end and start < m.end for m in mentions):
            mentions.append(Mention("plan", start, end, label=text[start:end]))
    return tuple(sorted(mentions, key=lambda mention: mention.start))


def _local_start(flat: str, start: int) -> int:
    """Where a title begins whose place stands before a name that is also the nation's (青波市まち・ひと…総合戦略)."""
    owner = _OWNER.search(flat, 0, start)
    return owner.start() if owner else start


def is_title(title: str, rules: RuleSet) -> bool:
    """Whether a text ends as plans' titles do and says more than "plan"."""
    flat = squeezed_with_offsets(title)[0]
    if _national(rules).fullmatch(flat):
        return True
    generic = any(rules["plans"].row_matches(row.id, title) for row in rules["plans"].rows if row.label == "word")
    return not generic and len(flat) >= 5 and "。" not in title and _ending(rules).search(flat) is not None


def with_place(text: str, start: int) -> int:
    """Where a title at `start` begins when the name of its place was torn at its small ヶ: 霧 + ヶ + 沢村総合計画."""
    torn = _TORN_PLACE.search(text, 0, start)
    return torn.start() if torn else start
