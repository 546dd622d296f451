"""The list structure inside a block: what is an item, what nests under it."""

import pytest

from dxextract.extract.items import read_items, read_line
from dxextract.schema.document import Paragraph
from dxextract.schema.passage import Passage, Place, Segment


def items(*lines):
    """`lines` are texts, or (text, depth) pairs where mark-up states the nesting."""
    read = []
    for number, line in enumerate(lines):
        text, depth = line if isinstance(line, tuple) else (line, None)
        place = Place(line_start=number + 1, line_end=number + 1)
        read.append(read_line(number, Paragraph(Passage.of([Segment(text, place)]), depth=depth)))
    return [(item.head.marker, item.head.text, [n.text for n in item.nested]) for item in read_items(read)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["本文その1。", "本文その2。"], [(None, "本文その1。", []), (None, "本文その2。", [])]),
        (["・ 庁舎を回らない。", "・ 待たない。"], [("・", "庁舎を回らない。", []), ("・", "待たない。", [])]),
        (
            ["① 窓口", "・ 設置する。", "② 申請", "・ 広げる。", "具体的には次のとおり。"],
            [("①", "窓口", ["設置する。"]), ("②", "申請", ["広げる。", "具体的には次のとおり。"])],
        ),
        (
            ["次のとおり進める。", "(1) 窓口", "説明。", "(2) 申請"],
            [("(1)", "窓口", ["説明。"]), ("(2)", "申請", [])],
        ),
        (
            ["① 窓口", "1) 設置", "2) 運用", "② 申請"],
            [("①", "窓口", ["設置", "運用"]), ("②", "申請", [])],
        ),
        (["ア 窓口", "設置する。", "イ 申請"], [("ア", "窓口", ["設置する。"]), ("イ", "申請", [])]),
        (["ア、窓口", "設置する。", "イ、申請"], [("ア、", "窓口", ["設置する。"]), ("イ、", "申請", [])]),
        (["◆ 窓口", "・ 設置する。", "◆ 申請"], [("◆", "窓口", ["設置する。"]), ("◆", "申請", [])]),
        ([("窓口", 0), ("設置する。", 1), ("申請", 0)], [(None, "窓口", ["設置する。"]), (None, "申請", [])]),
        ([], []),
    ],
)  # fmt: skip
def test_items(lines, expected):
    assert items(*lines) == expected


@pytest.mark.parametrize(
    "text", ["2,297人が登録", "アプリの配布", "イ方式の採用", "3Dモデルの整備", "1件の申請", "12.5%の増", "-"]
)
def test_text_that_begins_with_no_marker(text):
    assert read_line(0, Paragraph(Passage.of([Segment(text, Place())]))).kind == "para"
