"""What stands on top of a document of one page: the plan's name, or its first heading."""

from __future__ import annotations

import pytest

from dxextract.language import annotate
from dxextract.rules import load_rules
from dxextract.schema.document import Document, Paragraph, Source, Style
from dxextract.schema.passage import Passage, Place, Segment
from dxextract.segment import segment


@pytest.mark.parametrize(
    ("first", "kept"),
    [
        ("青波市DX推進計画アクションプラン（令和7年度～令和9年度）", False),
        ("青波市デジタル化推進計画", False),
        ("施策の一覧", True),
        ("取組の工程", True),
    ],
)
def test_the_plans_name_on_its_one_sheet_heads_nothing(first: str, kept: bool) -> None:
    lines = [(first, 16.0), ("1 窓口のデジタル化", 13.0), ("証明書の申請をいつでもできるように整える。" * 3, 10.0)]
    lines += [("2 業務の効率化", 13.0), ("定型の業務を自動で処理できるように改める。" * 3, 10.0)]
    blocks = tuple(
        Paragraph(Passage.of([Segment(text, Place(1, (50.0, 50.0 + 40 * n, 500.0, 62.0 + 40 * n)))]), style=Style(size))
        for n, (text, size) in enumerate(lines)
    )
    source = Source(file_name="a.pdf", sha256="0" * 64, media_type="application/pdf", page_count=1)
    document, rules = annotate(Document(source, blocks), load_rules()), load_rules()
    titles = [node.title for node in segment(document, rules).nodes]
    assert any(first.startswith(title) for title in titles) is kept


def test_the_part_of_a_plan_that_its_cover_names_is_no_block() -> None:
    lines = [
        ("青波市DX推進計画", 26.0),
        ("～実施計画～", 14.0),
        ("令和6年3月策定 青波市", 12.0),
        ("1 指標の一覧", 13.0),
    ]
    blocks = tuple(
        Paragraph(
            Passage.of([Segment(text, Place(1 + n // 3, (50.0, 50.0 + 40 * n, 500.0, 62.0 + 40 * n)))]),
            style=Style(size),
        )
        for n, (text, size) in enumerate(lines)
    )
    source = Source(file_name="a.pdf", sha256="0" * 64, media_type="application/pdf", page_count=2)
    document, rules = annotate(Document(source, blocks), load_rules()), load_rules()
    assert [node.title for node in segment(document, rules).nodes if node.title != "指標の一覧"] == []
