"""The one spaCy pipeline: Sudachi's tokens and tags, and rule components that put spans into `doc.spans`.

- SpanRuler `departments`: runs of nouns that end in a department's suffix as a token of its own.
- SpanRuler `plans`: runs of nouns that end in 計画, 戦略, … and have a place name or a 第N次 in them.
- `dxextract_subjects`: nouns before は, では, においては, も and が, where the clause is not a relative one.

Built once, when first asked for: importing spaCy takes a second. Decides nothing about meanings; its callers do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from dxextract.language import tokens
from dxextract.language.clues import PLAN_ENDINGS, components_for

SUDACHI_LIMIT = 49_149
"""Bytes of UTF-8 that Sudachi takes at once."""
_PIECE = SUDACHI_LIMIT // 4
"""Characters of a text that fit Sudachi whatever they are (four bytes each at most)."""
TOPICS = ("は", "も")
SUBJECT = "が"
_PLACING = ("で", "て", "に")
"""What stands before も in では, においても, にも: a place that is spoken of, not a further subject."""
_FORMAL = ("必要", "予定", "方針", "見込み", "見通し", "ところ", "こと", "考え")
"""Nouns that carry the predicate itself (整備する必要がある); what is before them is no relative clause."""

_NOUN = "^(?:名詞-普通名詞|名詞-固有名詞|接頭辞|接尾辞-名詞的|記号-文字|形状詞-一般)"
_ANY_NOUN = "^(?:名詞|接頭辞|接尾辞|記号-文字)"
_SUFFIX_TAG = "^(?:名詞|接尾辞)"
_DEPARTMENT_TOKENS = ["課", "室", "局", "部", "係"]
_OPENING, _CLOSING = "補助記号-括弧開", "補助記号-括弧閉"


@lru_cache(maxsize=1)
def pipeline() -> Language:
    """The pipeline, built on the first call."""
    nlp = spacy.blank("ja", config={"nlp": {"tokenizer": {"@tokenizers": tokens.NAME}}})
    longest = {"@misc": "spacy.first_longest_spans_filter.v1"}
    departments = nlp.add_pipe(
        "span_ruler", name="departments", config={"spans_key": "departments", "spans_filter": longest}
    )
    departments.add_patterns(_department_patterns())  # type: ignore[attr-defined]
    plans = nlp.add_pipe("span_ruler", name="plans", config={"spans_key": "plans", "spans_filter": longest})
    plans.add_patterns(_plan_patterns())  # type: ignore[attr-defined]
    nlp.add_pipe("dxextract_subjects")
    return nlp


def parse(text: str, components: Iterable[str] | None = None) -> Doc:
    """`text` with the spans of `components`; by default of those that can find something in it.

    A text that is too long for Sudachi is cut in pieces and put together again.
    """
    nlp = pipeline()
    doc = nlp.make_doc(text) if len(text) <= _PIECE else _of_pieces(nlp, text)
    for name in components_for(text) if components is None else components:
        doc = nlp.get_pipe(name)(doc)
    return doc


def _of_pieces(nlp: Language, text: str) -> Doc:
    pieces: list[str] = []
    while len(text) > _PIECE:
        cut = text.rfind("。", 0, _PIECE) + 1 or _PIECE
        pieces.append(text[:cut])
        text = text[cut:]
    joined = Doc.from_docs([nlp.make_doc(piece) for piece in (*pieces, text) if piece], ensure_whitespace=False)
    if joined is None:
        raise ValueError("no pieces")
    return joined


def _department_patterns() -> list[dict[str, object]]:
    noun = {"TAG": {"REGEX": _NOUN}}
    more = {**noun, "OP": "+"}
    return [
        {"label": "department", "pattern": [more, {"TEXT": {"IN": _DEPARTMENT_TOKENS}, "TAG": {"REGEX": _SUFFIX_TAG}}]},
        {"label": "department", "pattern": [more, {"TEXT": "委員"}, {"TEXT": "会"}]},
        # One word to Sudachi.
        {"label": "department", "pattern": [{"TEXT": {"REGEX": "^(?:各|全)(?:課|室|部局?|部署)$"}}]},
    ]


def _plan_patterns() -> list[dict[str, object]]:
    ending = {"TEXT": {"IN": list(PLAN_ENDINGS)}}
    noun = {"TAG": {"REGEX": _ANY_NOUN}, "OP": "*"}
    place = {"TAG": {"REGEX": "^名詞-固有名詞-地名"}}
    number = {"TAG": "名詞-数詞"}
    counter = {"TEXT": {"IN": ["次", "期"]}}
    return [
        {"label": "plan", "pattern": [noun, place, noun, ending]},
        {"label": "plan", "pattern": [{"TEXT": "第"}, number, counter, noun, ending]},
    ]


@Language.component("dxextract_subjects")
def mark_subjects(doc: Doc) -> Doc:
    """Put topics and subjects into ``doc.spans["subjects"]``; a span's label is `topic` or `subject`."""
    doc.spans["subjects"] = list(_subjects(doc))
    return doc


def _subjects(doc: Doc) -> Iterator[Span]:
    depth = 0
    for token in doc:
        if token.tag_ == _OPENING:
            depth += 1
        elif token.tag_ == _CLOSING:
            depth = max(0, depth - 1)
        elif depth == 0 and token.tag_.startswith("助詞") and token.text in (*TOPICS, SUBJECT):
            nouns = _nouns_before(doc, token.i)
            if nouns is None:
                continue
            topic = token.text == "は" or (token.text == "も" and doc[token.i - 1].text in _PLACING)
            if topic or not _in_relative_clause(doc, token.i):
                yield Span(doc, nouns[0], nouns[1], label="topic" if topic else "subject")


def _nouns_before(doc: Doc, particle: int) -> tuple[int, int] | None:
    """The run of nouns before the particle at `particle`, also across で, に, と, において, としては."""
    end = particle
    while end > 0 and (
        doc[end - 1].tag_.startswith("助詞") or doc[end - 1].text in ("おい", "おき", "とっ", "し", "つい")
    ):
        end -= 1
        if particle - end > 4:
            return None
    if end > 0 and doc[end - 1].tag_ == _CLOSING:  # 国(総務省)では
        opening = next((i for i in range(end - 1, -1, -1) if doc[i].tag_ == _OPENING), None)
        end = opening if opening is not None else end
    start = end
    while start > 0 and _is_noun(doc[start - 1]):
        start -= 1
    return (start, end) if start < end else None


def _is_noun(token: Token) -> bool:
    return token.tag_.startswith(("名詞", "代名詞", "接頭辞", "接尾辞-名詞的", "記号-文字")) or token.text == "・"


def _in_relative_clause(doc: Doc, particle: int) -> bool:
    """Whether the clause after が modifies a noun (`国が定める手続`): its predicate runs into one without a comma."""
    position = particle + 1
    while position < len(doc) and not _predicate(doc[position]):
        if doc[position].tag_.startswith("補助記号-句点"):
            return False
        position += 1
    while position < len(doc) and _continues(doc[position]):
        position += 1
    if position >= len(doc):
        return False
    after = doc[position]
    if after.text in _FORMAL:
        return False
    return after.tag_.startswith(("名詞", "接頭辞", "連体詞", "形状詞", "代名詞")) or after.tag_ == _OPENING


def _predicate(token: Token) -> bool:
    return token.tag_.startswith(("動詞", "形容詞", "助動詞"))


def _continues(token: Token) -> bool:
    return token.tag_.startswith(("動詞", "助動詞", "形容詞")) or token.tag_ == "助詞-接続助詞"
