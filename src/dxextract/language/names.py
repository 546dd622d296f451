"""The normal form of a name: which words it is made of, however it is written.

Decides only what Sudachi's dictionary and the parts of speech say: 手続き and 手続 are one word, particles, auxiliary
verbs, brackets and what stands in them are none of the name. Whether two names mean one thing is the caller's matter.
"""

from __future__ import annotations

import re
import warnings
from functools import lru_cache

from sudachipy import Dictionary, SplitMode, Tokenizer

from dxextract.normalise import level

_BRACKETS = re.compile(r"[(\[【][^()\[\]【】]*[)\]】]")
_KEPT = ("名詞", "動詞", "形容詞", "形状詞", "接頭辞", "接尾辞", "記号")
_EMPTY_WORDS = frozenset({"為る", "出来る", "居る", "有る", "こと", "者", "等", "数", "率", "割合", "件数", "延べ"})
"""Words that say nothing of what is meant, and the words of measuring, which are not part of what is measured."""

_NEGATIONS = frozenset({"ない", "ぬ", "無い"})
"""書かない窓口 is not a desk where one writes."""


@lru_cache(maxsize=1)
def _tokenizer() -> Tokenizer:
    with warnings.catch_warnings():
        # The constructor's newer name is not in all versions that are supported.
        warnings.filterwarnings("ignore", message=r"Dictionary\.create\(\)", category=DeprecationWarning)
        return Dictionary().create(mode=SplitMode.A)


@lru_cache(maxsize=20_000)
def normal_words(name: str) -> tuple[str, ...]:
    """The words of `name` in Sudachi's normal form, each once, in order; ``()`` for a name of no words.

    ``オンライン申請の利用率`` gives オンライン, 申請, 利用; what measures (率, 件数) is left out.
    """
    text = _BRACKETS.sub("", level(name)) or level(name)
    found: dict[str, None] = {}
    for morpheme in _tokenizer().tokenize(text):
        word = morpheme.normalized_form()
        kept = morpheme.part_of_speech()[0].startswith(_KEPT) or word in _NEGATIONS
        if kept and word not in _EMPTY_WORDS:
            found[word] = None
    return tuple(found)


def likeness(one: str, other: str) -> float:
    """How much of their words two names share: 1 for the same words, 0 for none (Jaccard)."""
    first, second = set(normal_words(one)), set(normal_words(other))
    return len(first & second) / len(first | second) if first | second else float(one == other)
