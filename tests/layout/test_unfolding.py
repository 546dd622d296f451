"""How a cell's text falls into paragraphs."""

from __future__ import annotations

import pytest

from dxextract.layout.forms.unfolding import paragraphs
from dxextract.schema.passage import Passage, Place, Segment


@pytest.mark.parametrize(
    ("lines", "parts"),
    [
        (("指標：閲覧数", "基準：400回", "目標：900回"), ("指標：閲覧数", "基準：400回", "目標：900回")),
        (("・検討", "・導入"), ("・検討", "・導入")),
        (("申請件数", "現状（R5） 12件", "目標（R9） 40件"), ("申請件数", "現状(R5) 12件", "目標(R9) 40件")),
        (("国が示した", "目標40件を", "上回ります"), ("国が示した目標40件を上回ります",)),
        (("指標は次のとおり、", "目標：900回"), ("指標は次のとおり、目標：900回",)),  # a sentence that goes on
        (("職員が使う", "端末の台数"), ("職員が使う端末の台数",)),
    ],
)
def test_labels_at_the_beginning_of_lines_begin_paragraphs(lines, parts):
    segments = [Segment(text, Place(page=1, box=(0.0, 20.0 * n, 90.0, 20.0 * n + 10))) for n, text in enumerate(lines)]
    passage = Passage.of(segments, tight=True)
    assert tuple(part.text for part in paragraphs(passage)) == parts


def test_a_broken_line_begins_a_paragraph_before_latin_letters_too():
    raw = "紙が残る。<br>RPAを使う。<br>業務を見直す。"
    text = "紙が残る。 RPAを使う。業務を見直す。"  # a space stands for the first break, none for the second
    offsets = (*range(6), *range(9, 16), *range(20, len(raw) + 1))
    cell = Passage(text, (Segment(raw, Place(line_start=1, line_end=1)),), offsets)
    assert [part.text for part in paragraphs(cell)] == ["紙が残る。", "RPAを使う。", "業務を見直す。"]
