"""Lines of a text whose letters are set apart (`第 1 節    計 画 の 趣 旨`), as a converter reads justified titles.

Decides that a line is such when nearly all that its spaces part are single characters, most of them Japanese and no
fewer than four different ones: signs in the cells of a row (○ ○ － ○) and the days of a week's header are none. The
single spaces go, wider gaps stay. Decides nothing about words of which only some are spread; labels spread over their
cell are the business of `spread_labels`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from dxextract.layout.text.inline import Piece

_FEWEST = 5
"""Single characters of a line that is set so."""
_FEWEST_KINDS = 4
_SHARE = 0.85
_JAPANESE = re.compile(r"[ぁ-んァ-ヶー一-鿿々]")
_WEEKDAYS = frozenset("月火水木金土日")
_SPACE = re.compile(r"(?<=[^\s]) (?=[^\s])")


def without_letter_spaces(piece: Piece) -> Piece:
    """The piece without the spaces between its letters; itself where these are not set apart."""
    if not _are_apart(piece.visible):
        return piece
    dropped = {found.start() for found in _SPACE.finditer(piece.visible)}
    kept = [n for n in range(len(piece.visible)) if n not in dropped]
    origins = (*(piece.origins[n] for n in kept), piece.origins[-1])
    return replace(piece, visible="".join(piece.visible[n] for n in kept), origins=origins)


def _are_apart(text: str) -> bool:
    if text.count(" ") < _FEWEST - 1 or "\t" in text or "|" in text:
        return False
    words = text.split()
    single = [word for word in words if len(word) == 1]
    japanese = {word for word in single if _JAPANESE.match(word)}
    told = sum(word in japanese for word in single)
    return (
        len(single) >= max(_FEWEST, _SHARE * len(words))
        and 2 * told > len(single)
        and len(japanese) >= _FEWEST_KINDS
        and not japanese <= _WEEKDAYS
    )
