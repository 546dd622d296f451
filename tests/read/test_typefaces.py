"""A gothic line among mincho text is set off; a gothic document is not bold as a whole."""

from __future__ import annotations

import pytest

from dxextract.read.typefaces import Typefaces, is_gothic, is_mincho
from dxextract.schema.raw import Char, Font, PdfPage


@pytest.mark.parametrize(
    ("name", "mincho", "gothic"),
    [
        ("ABCDEF+MS-Mincho", True, False),
        ("YuMincho-Regular", True, False),
        ("Noto Serif CJK JP", True, False),
        ("BAAAAA+IPAGothic", False, True),
        ("HGSSoeiKakugothicUB", False, True),
        ("Meiryo", False, True),
        ("NotoSansCJKjp-Regular", False, True),
        ("ＭＳ ゴシック", False, True),
        ("Century", False, False),
        ("ArialMT", False, False),
        ("", False, False),
    ],
)
def test_faces_are_told_by_the_names_of_fonts(name: str, mincho: bool, gothic: bool) -> None:
    assert (is_mincho(name), is_gothic(name)) == (mincho, gothic)


PROSE = "計画の期間は五年間とする。" * 3


def page(*runs: tuple[str, str]) -> PdfPage:
    """A page of runs (font name, text)."""
    fonts = tuple(Font(name, 10.5, False, "#000000") for name, _ in runs)
    chars = tuple(Char(c, 0, 0, 1, 1, font, True) for font, (_, text) in enumerate(runs) for c in text)
    return PdfPage(1, 595, 842, fonts, chars, ())


@pytest.mark.parametrize(
    ("runs", "bold"),
    [
        ([("MS-Gothic", "計画の期間"), ("MS-Mincho", PROSE)], [True, False]),
        ([("MS-Gothic", PROSE), ("MS-Mincho", "注記")], [False, False]),
        ([("Meiryo", "計画の期間"), ("Century", "2025")], [False, False]),
        ([("MS-Mincho", "計画の期間"), ("Arial", "ABCDEFGHIJKLMNOPQRSTUVWXYZ" * 4)], [False, False]),
    ],
)
def test_gothic_is_bold_among_mincho_only(runs: list[tuple[str, str]], bold: list[bool]) -> None:
    assert [font.bold for font in Typefaces().told_apart(page(*runs)).fonts] == bold


def test_a_page_of_gothic_tables_is_held_against_the_pages_before_it() -> None:
    faces, table = Typefaces(), page(("MS-Gothic", PROSE))
    assert not faces.told_apart(table).fonts[0].bold
    faces.told_apart(page(("MS-Mincho", PROSE * 4)))
    assert faces.told_apart(table).fonts[0].bold


def test_a_face_that_many_pages_have_told_stays() -> None:
    faces, table = Typefaces(), page(("MS-Gothic", PROSE))
    while not faces.are_known:
        faces.told_apart(page(("MS-Mincho", PROSE * 10)))
    assert all(faces.told_apart(table).fonts[0].bold for _ in range(500))


def test_a_cover_and_lists_in_gothic_do_not_tell_the_face_of_the_text() -> None:
    faces, chart = Typefaces(), page(("MS-Gothic", PROSE))
    for _ in range(3):
        faces.told_apart(page(("MS-Gothic", "委員名簿に記す氏名" * 60)))
    while not faces.are_known:
        faces.told_apart(page(("MS-Mincho", PROSE * 10)))
    assert faces.told_apart(chart).fonts[0].bold


def test_pages_without_a_sentence_end_the_search_too() -> None:
    faces = Typefaces()
    for _ in range(40):
        faces.told_apart(page(("MS-Gothic", "委員名簿に記す氏名" * 60)))
    assert faces.are_known


def test_pages_of_pictures_end_the_search_too() -> None:
    faces = Typefaces()
    for _ in range(40):
        faces.told_apart(page())
    assert faces.are_known
