"""A glossary's term as printed, split from its reading; and telling terms from what is none.

A reading in brackets is one only when it can be nothing else: hiragana behind a term, or the names of the letters
behind an acronym (AI(エーアイ)). Katakana behind a term is mostly its other name and stays with it.
"""

from __future__ import annotations

import re

from dxextract.rules import RuleSet
from dxextract.signs import ARROWS, ITEM_SIGNS

_BRACKETED = re.compile(r"^(?P<term>.+?)\s*[（(〔【](?P<reading>[ぁ-んァ-ヶー・\s、/／]+)[)）〕】]$")
_HIRAGANA = re.compile(r"[ぁ-んー・\s、/／]+")
_LETTER_NAMES = (
    "エー|エイ|ビー|シー|ディー|デー|イー|エフ|ジー|エイチ|エッチ|アイ|ジェー|ジェイ|ケー|ケイ|エル|エム|エヌ|オー|ピー|キュー|"
    "アール|エス|ティー|テー|ユー|ブイ|ヴィ|ダブリュー|ダブル|エックス|ワイ|ゼット|ズィー|ツー|スリー|ファイブ"
)
_SPELT = re.compile(rf"(?:(?:{_LETTER_NAMES})[・\s]*){{2,}}")
_PARTLY_SPELT = re.compile(rf"(?:[ぁ-んー]+|{_LETTER_NAMES}|[・\s])+")
"""The reading of a term of letters and others: `生成AI(せいせいエーアイ)`."""
_LETTERS = re.compile(r"[A-Za-z]{2}")
_MARK = re.compile(
    r"^(?:(?:※|＊|\*|注)\s*[0-9０-９]{1,3}\s*[)）.:：]?"
    rf"|[{ITEM_SIGNS}{ARROWS}▲△*＊\-]+"
    r"|(?:※|＊|\*|注)\s*[0-9０-９]{0,3}\s*[)）.:：]?|[（(\[]?[0-9０-９]{1,3}[)）\].．]|[①-⑳]"
    r"|[一二三四五六七八九十]{1,3}[\s、.．])\s*"
)
_MAX_TERM = 50


def split_term(text: str) -> tuple[str, str | None]:
    """The term and its reading, from `自治体(じちたい)`; reading None for `DX(デジタル・トランスフォーメーション)`."""
    found = _BRACKETED.match(text)
    if found:
        term, reading = found["term"], found["reading"].strip()
        if _HIRAGANA.fullmatch(reading) and not _HIRAGANA.fullmatch(term):
            return term, reading
        if term.isascii() and _SPELT.fullmatch(reading):
            return term, reading
        if not term.isascii() and _LETTERS.search(term) and _PARTLY_SPELT.fullmatch(reading):
            return term, reading
    return text, None


def without_mark(text: str) -> str:
    """`text` without a bullet, a note mark or a number before it."""
    return _MARK.sub("", text, count=1).strip()


def is_term(text: str, rules: RuleSet) -> bool:
    """Whether `text` may be a term: short, no sentence, no index, no label of something else."""
    return (
        0 < len(text) <= _MAX_TERM
        and not text.endswith(("。", "、", ",", ":", "："))
        and "。" not in text
        and rules["glossary_index"].match(text) is None
        and rules["not_terms"].match(text) is None
    )
