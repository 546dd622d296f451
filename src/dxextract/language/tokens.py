"""Sudachi's tokens as a spaCy Doc with nothing but tags: the tokenizer of the pipeline.

spaCy's own Japanese tokenizer also looks up lemma, reading, norm, inflection and universal part of speech of each
token, which takes several times as long as cutting the text and which no rule here looks at. Words, spaces and tags
are the same as spaCy's: a single space behind a word belongs to it, any other white space is a token of its own.

Split mode A: the short units set suffixes apart (総務|課), which is what the rules look at.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer, registry
from spacy.vocab import Vocab
from sudachipy import Dictionary, Morpheme, SplitMode

NAME = "dxextract.SudachiTags.v1"
SPACE_TAG = "空白"
_SPACE = re.compile(r"\s")


@registry.tokenizers(NAME)  # type: ignore[untyped-decorator]
def create_tokenizer() -> Callable[[Language], SudachiTags]:
    def create(nlp: Language) -> SudachiTags:
        # Shapes, norms, prefixes of each new word: no rule here looks at them.
        nlp.vocab.lex_attr_getters = {}  # type: ignore[attr-defined]
        return SudachiTags(nlp.vocab)

    return create


class SudachiTags(DummyTokenizer):
    """Cuts a text of at most Sudachi's length into tagged tokens."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        with warnings.catch_warnings():
            # The constructor's newer name is not in all versions that are supported.
            warnings.filterwarnings("ignore", message=r"Dictionary\.create\(\)", category=DeprecationWarning)
            self._sudachi = Dictionary().create(mode=SplitMode.A)
        self._tags: dict[int, str] = {}

    def __call__(self, text: str) -> Doc:
        found = [(word, morpheme) for morpheme in self._sudachi.tokenize(text) if (word := morpheme.surface())]
        if _SPACE.search(text) is None:
            words, tags = [word for word, _ in found], [self._tag(morpheme) for _, morpheme in found]
            return Doc(self.vocab, words=words, spaces=[False] * len(words), tags=tags)
        return self._with_spaces(found)

    def _with_spaces(self, found: list[tuple[str, Morpheme]]) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        tags: list[str] = []
        for word, morpheme in found:
            if not word.isspace():
                words.append(word)
                spaces.append(False)
                tags.append(self._tag(morpheme))
            elif word == " " and words and not spaces[-1] and tags[-1] != SPACE_TAG:
                spaces[-1] = True
            elif words and tags[-1] == SPACE_TAG:
                words[-1] += word
            else:
                words.append(word)
                spaces.append(False)
                tags.append(SPACE_TAG)
        return Doc(self.vocab, words=words, spaces=spaces, tags=tags)

    def _tag(self, morpheme: Morpheme) -> str:
        number = morpheme.part_of_speech_id()
        tag = self._tags.get(number)
        if tag is None:
            tag = self._tags[number] = "-".join(part for part in morpheme.part_of_speech()[:4] if part != "*")
        return tag
