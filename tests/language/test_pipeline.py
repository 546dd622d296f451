"""The spaCy pipeline itself."""

from __future__ import annotations

import subprocess
import sys
import warnings

from dxextract.language.pipeline import SUDACHI_LIMIT, parse, pipeline


def test_it_is_built_once_and_without_warnings() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert pipeline() is pipeline()
        assert parse("総務課が担当する。").text == "総務課が担当する。"


def test_it_names_its_components() -> None:
    assert pipeline().pipe_names == ["departments", "plans", "dxextract_subjects"]


def test_a_text_longer_than_sudachi_takes_is_put_together_again() -> None:
    sentence = "総務課では、第2次弘前市総合計画に沿って電子申請を進める。"
    text = sentence * (SUDACHI_LIMIT // len(sentence.encode()) + 10)
    doc = parse(text)
    assert doc.text == text
    starts = [span.start_char for span in doc.spans["departments"]]
    assert starts == list(range(0, len(text), len(sentence)))
    assert all(text[s.start_char : s.end_char] == "第2次弘前市総合計画" for s in doc.spans["plans"])


def test_a_long_text_without_a_full_stop_is_taken_too() -> None:
    text = "電子申請" * 10_000
    doc = parse(text)
    assert doc.text == text


def test_spacy_is_not_imported_before_there_is_a_text() -> None:
    code = "import sys, dxextract.language; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_sentence_is_cut_into_words_only_when_its_voice_is_asked_for() -> None:
    code = """
import sys
from dxextract.language import annotate
from dxextract.rules import load_rules
from dxextract.schema.document import (Document, Paragraph)
from dxextract.schema.passage import (Passage, Place, Segment)
from dxextract.schema.plan import Source

source = Source(file_name="a.txt", sha256="0" * 64, media_type="text/plain")
passage = Passage.of([Segment("国は標準化を進める。", Place(line_start=1, line_end=1))])
(found,) = annotate(Document(source, (Paragraph(passage),)), load_rules()).blocks
before = "spacy" in sys.modules
sys.exit(before or found.sentences[0].voice != "national")
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
