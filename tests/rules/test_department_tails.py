"""Departments in brackets behind a heading are no part of its title."""

from __future__ import annotations

import pytest

from dxextract.rules.department_tails import without_department_tail
from dxextract.schema.document import Paragraph
from tests.extract.document_builder import document


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("窓口のスマート化【町民課】", "窓口のスマート化"),
        ("窓口のスマート化（町民課・税務課）", "窓口のスマート化"),
        ("システムの標準化 〔担当課：総務課、町民課ほか〕", "システムの標準化"),
        ("申請、届出のオンライン化【町民課、◎総務課】", "申請、届出のオンライン化"),
        ("太陽光発電の促進【環境省・経済産業省】", "太陽光発電の促進"),
        ("環境教育の推進【環境省を中心に、各省が連携】", "環境教育の推進【環境省を中心に、各省が連携】"),
        ("総務課、税務課（市民係）", "総務課、税務課（市民係）"),
        ("窓口改革（新規）", "窓口改革（新規）"),
        ("業務改革（ＢＰＲ）の推進", "業務改革（ＢＰＲ）の推進"),
        ("研修の充実（総務課主催）", "研修の充実（総務課主催）"),
        ("【総務課】", "【総務課】"),
    ],
)
def test_department_tails(heading: str, title: str) -> None:
    paragraph = document(heading).blocks[0]
    assert isinstance(paragraph, Paragraph)
    wanted = document(title).blocks[0]
    assert isinstance(wanted, Paragraph)
    assert without_department_tail(paragraph.text, paragraph) == wanted.text
