"""Which typefaces set a line off: gothic in a document of mincho counts as bold.

Japanese office documents print headings in a gothic face among mincho text, often neither larger nor bolder: to a
reader the face alone makes a heading of the line. Decides this page by page from the names of the fonts; documents
that are mostly gothic, or whose fonts have no telling names, stay as they are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from dxextract.schema.raw import Font, PdfPage

_MINCHO = re.compile(r"mincho|明朝|serif\s?cjk|cjk\w*\s?serif|(?:^|[-+])ryumin|kyokasho|教科書", re.IGNORECASE)
_GOTHIC = re.compile(
    r"goth|ゴシック|ｺﾞｼｯｸ|meiryo|メイリオ|sans\s?cjk|biz\s?ud|shin\s?go|(?:^|[-+])gothicbbb", re.IGNORECASE
)
_FIRST_KANA = "\u3041"  # what follows in Unicode is Japanese, but for full-width forms
_MOST = 0.6  # of the Japanese characters: less is no document of one face
_ENOUGH = 1500
"""Japanese characters of prose, some two pages, that tell a document's face; later pages may be read in any order."""
_ENOUGH_OF_ANY = 12_000
"""As many of any kind end the search where there is no prose."""
_MOST_PAGES = 24
"""So do as many pages: all of them are held in memory until then."""
_SENTENCES = 4  # on a page of prose; covers, contents and lists of members are often set in gothic throughout


def is_mincho(name: str) -> bool:
    """Whether a font's name is one of a mincho (serif) face."""
    return _MINCHO.search(name) is not None


def is_gothic(name: str) -> bool:
    """Whether a font's name is one of a gothic (sans serif) face."""
    return _GOTHIC.search(name) is not None and not is_mincho(name)


class Typefaces:
    """The faces of a document's pages: a page is held against itself and those before it, until they are enough."""

    def __init__(self) -> None:
        self._mincho = self._total = self._seen = self._pages = 0

    @property
    def are_known(self) -> bool:
        """Whether later pages no longer change what the document counts as."""
        return self._total >= _ENOUGH or self._seen >= _ENOUGH_OF_ANY or self._pages >= _MOST_PAGES

    def told_apart(self, page: PdfPage) -> PdfPage:
        """The page, with its gothic fonts marked bold where it, or the document so far, is set in mincho."""
        counts = _japanese_by_font(page)
        total = sum(counts.values())
        mincho = sum(count for font, count in counts.items() if is_mincho(page.fonts[font].name))
        if not self.are_known:
            self._pages += 1
            self._seen += total
            if _is_prose(page) or not self._total:
                self._mincho += mincho
                self._total += total
        if mincho < _MOST * total and self._mincho < _MOST * self._total:
            return page
        if not any(is_gothic(font.name) for font in page.fonts):
            return page
        return replace(page, fonts=tuple(_bolder(page.fonts)))


def _is_prose(page: PdfPage) -> bool:
    """Whether a page has several sentences."""
    return sum(char[0] == "。" for char in page.chars) >= _SENTENCES


def _japanese_by_font(page: PdfPage) -> Counter[int]:
    return Counter([font for text, _, _, _, _, font, _ in page.chars if text >= _FIRST_KANA])


def _bolder(fonts: Iterable[Font]) -> Iterable[Font]:
    return (replace(font, bold=True) if is_gothic(font.name) else font for font in fonts)
