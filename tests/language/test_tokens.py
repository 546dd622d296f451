"""The tokenizer against spaCy's own: the same words, spaces and tags."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from dxextract.language.pipeline import pipeline

pytestmark = pytest.mark.filterwarnings("ignore:Dictionary.create:DeprecationWarning")
WORDS = [*"総務課 は 令和6年度 ㈱ 電子申請 ｶﾞｽ … ① 。 DX 𠮷野家".split(), " ", "  ", "　", "\t", "\n"]


def seen(nlp: spacy.language.Language, text: str) -> list[tuple[str, str, str, int]]:
    return [(token.text, token.whitespace_, token.tag_, token.idx) for token in nlp.make_doc(text)]


@pytest.fixture(scope="module")
def ordinary() -> spacy.language.Language:
    return spacy.blank("ja")


@given(st.lists(st.sampled_from(WORDS), max_size=8).map("".join) | st.text(max_size=20))
def test_it_cuts_and_tags_as_spacy_does(ordinary: spacy.language.Language, text: str) -> None:
    assert seen(pipeline(), text) == seen(ordinary, text)


def test_tags_are_those_of_the_short_units() -> None:
    assert [(token.text, token.tag_) for token in pipeline().make_doc("総務課 では")] == [
        ("総務", "名詞-普通名詞-一般"),
        ("課", "名詞-普通名詞-助数詞可能"),
        ("で", "助詞-格助詞"),
        ("は", "助詞-係助詞"),
    ]
