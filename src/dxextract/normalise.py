"""Unicode cleaning with offsets back to the raw text.

Decides which characters of a source are folded (contract, "Verbatim beside normalised"): Latin letters and digits in
full width, ``％（）``, half-width katakana, Kangxi and CJK radicals, CJK compatibility ideographs, unmapped bullets of
symbol fonts; and which stay:
circled numbers, roman numerals, units, the long-vowel mark and all other punctuation. It does not decide what a text
means and joins no lines; `dxextract.schema.document.Passage` does the joining.

The lowest layer of the package: imports nothing from it.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Sequence
from functools import lru_cache

# The Supplement's radicals with the ideograph each one stands for (Unicode, EquivalentUnifiedIdeograph.txt). Where that
# is a component outside the Basic Multilingual Plane (⺮, ⻊), the radical's ordinary character stands instead.
_RADICALS_SUPPLEMENT = str.maketrans(
    "⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
    "厂乛乚乙亻冂几刀刂卜㔾小小兀尣尢尢巳幺彑彐忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王疋目示礻竹糹纟罓罒㓁冗网羊羊羊耂肀聿肉臼艹艹艹虎衤覀西见角角讠贝足车辶辶辶邑钅長镸长门阜阝雨青韦页风飞食食飠饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
)
NO_COUNTER = (
    "人[材財口権事]|年齢|時代|日[本常]|回[線答]|項目|階層|台帳|円滑|分[野析担別類]|個[別人]|名[称簿]|校[務内]|割合|件数|本[市町村区県計]|社会|期[間待]"
    "|次[世期]|位置|台風|箇所|歳[入出]"
)
"""Words that begin like a counter and count nothing behind a number (2 人材の育成, 1 本市の現状); a pattern."""
_DROPPED = "\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff\ufe00-\ufe0f\x00-\x08\x0e-\x1f\x7f"
_CUT_NUMBER = re.compile(r"\d,\d{0,2}$|\d\.$")
"""The beginning of a number with thousands separators, or with a point, that goes on."""
_CUT_THOUSANDS = re.compile(r"(?<![\d,.])\d{1,3}(?:,\d{3})*,$")
_THOUSANDS = re.compile(r"\d{3}(?![\d.])")
"""What a line's end and the next one's beginning are when a wrap cut a number at its separator, in prose as well."""
_SPACES = (
    "\u0020\u00a0\u3000\t\n\r\x0b\x0c\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"
)
# Browsers' PDF printers write HYPHENATION POINT for the katakana middle dot.
# A sound mark without a kana before it stays a character of its own rather than a combining one.
_SINGLE = {"\u2027": "・", "ﾞ": "゛", "ﾟ": "゜"}
# Bullets of Symbol and Wingdings that nothing has mapped: a substituted font's in a PDF, a converter's in a text.
_BULLETS = dict(
    zip("\uf06c\uf06d\uf06e\uf06f\uf071\uf075\uf076\uf09f\uf0a7\uf0a8\uf0b7\uf0d8\uf0fc", "●○■□□◆❖•▪□•➢✓", strict=True)
)
_SINGLE |= _BULLETS
# What `_fold_char` may change: full-width letters, digits and ％（）, Kangxi and CJK radicals, compatibility
# ideographs, half-width katakana with its punctuation, the hyphenation point.
_FOLDED = (
    "Ａ-Ｚａ-ｚ０-９％（）\u2f00-\u2fd5\u2e80-\u2ef3\uf900-\ufaff\U0002f800-\U0002fa1f\uff61-\uff9f\u2027"
    + "".join(_BULLETS)
)
_PLAIN = f"[^{re.escape(_SPACES)}{_DROPPED}{_FOLDED}]+"
_ALL_PLAIN = re.compile(_PLAIN)
_SOLID = re.compile(f"[^{re.escape(_SPACES)}{_DROPPED}ﾞﾟ]+")
_PIECE = re.compile(
    f"(?P<solid>{_SOLID.pattern})|(?P<gap>[{re.escape(_SPACES)}]+)|(?P<dropped>[{_DROPPED}]+)|(?P<mark>[ﾞﾟ])"
)
"""Nothing to drop or to join: each character folds for itself."""
_FOLDED_SIGN = re.compile(f"[{_FOLDED}]")


@lru_cache(maxsize=16384)
def _fold_char(char: str) -> str:
    if char in _SINGLE:
        return _SINGLE[char]
    return unicodedata.normalize("NFKC", char.translate(_RADICALS_SUPPLEMENT))


class _FoldedSigns(dict[int, str]):
    """Code points to what they are folded to, each made when it is first asked for: a table for `str.translate`."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        form = self[code] = _fold_char(char) if _FOLDED_SIGN.match(char) else char
        return form


_FOLDED_SIGNS = _FoldedSigns()


def is_japanese(char: str) -> bool:
    """Kana, ideographs, Japanese punctuation and full-width forms: characters set without spaces between them."""
    code = ord(char)
    return (
        0x3001 <= code <= 0x30FF
        or 0x3400 <= code <= 0x9FFF
        or 0xF900 <= code <= 0xFAFF
        or 0xFF00 <= code <= 0xFFEF
        or 0x2E80 <= code <= 0x2FDF
        or 0x20000 <= code <= 0x3FFFF
    )


def clean(raw: str, *, tight: bool = False) -> tuple[str, Sequence[int]]:
    """Fold `raw` and say where each character came from.

    Line breaks between two Japanese characters vanish, and one behind the comma of a number (`15,` `000件`); any other
    run of white space becomes one space, and leading and trailing space goes. With `tight`, spaces between two
    Japanese characters vanish too, and so does a line break that cuts a number (`30,00` `0件`): what wraps inside table
    cells leaves such spaces, while in headings and prose they are meant.

    Returns the cleaned text and `offsets` with ``len(text) + 1`` entries: `text[i]` came from `raw[offsets[i]]`, and
    the last entry closes the last character. They are kept as small as can be, as a document has one for each of its
    characters.
    """
    if _ALL_PLAIN.fullmatch(raw):
        return raw, range(len(raw) + 1)
    if _SOLID.fullmatch(raw):
        whole = raw.translate(_FOLDED_SIGNS)
        if len(whole) == len(raw):  # as nearly always
            return whole, range(len(raw) + 1)
    return _cleaned_pieces(raw, tight)


def _cleaned_pieces(raw: str, tight: bool) -> tuple[str, array[int]]:
    """What `clean` gives for a text with white space, or with characters that are dropped, joined or grow."""
    out: list[str] = []
    offsets = array("I")
    gap: int | None = None  # where a pending run of white space began
    gap_is_break = False
    end = 0
    for found in _PIECE.finditer(raw):
        piece, kind, start = found[0], found.lastgroup, found.start()
        if kind == "gap":
            if gap is None:
                gap, gap_is_break = start, False
            gap_is_break = gap_is_break or "\n" in piece
            continue
        if kind == "dropped":
            continue
        if kind == "mark" and out and gap is None:
            composed = unicodedata.normalize("NFC", out[-1][-1] + unicodedata.normalize("NFKC", piece))
            if len(composed) == 1:
                out[-1] = out[-1][:-1] + composed
                end = found.end()
                continue
        folded = piece.translate(_FOLDED_SIGNS)
        if gap is not None:
            if out and not _is_glued(out, folded, raw[end - 1], piece, gap_is_break, tight):
                out.append(" ")
                offsets.append(gap)
            gap = None
        end = found.end()
        out.append(folded)
        if len(folded) == len(piece):  # as nearly always
            offsets.extend(range(start, end))
        else:
            offsets.extend(start + at for at, char in enumerate(piece) for _ in _FOLDED_SIGNS[ord(char)])
    offsets.append(end)
    return "".join(out), offsets


def _is_glued(before: list[str], after: str, last: str, first: str, at_break: bool, tight: bool) -> bool:
    """Whether the white space between two texts vanishes; `last` and `first` are what is printed beside it."""
    left = is_japanese(before[-1][-1]) or (at_break and is_japanese(last))
    right = is_japanese(after[0]) or (at_break and is_japanese(first[0]))
    if left and right and (tight or at_break):
        return True
    if not at_break or not after[0].isdigit():
        return False
    if _THOUSANDS.match(after) and _CUT_THOUSANDS.search("".join(before[-8:])):
        return True
    return tight and _CUT_NUMBER.search("".join(before[-8:])) is not None


def squeeze(text: str) -> str:
    """`text` without any white space: what label patterns are matched against (`目　次`, `指標 名`)."""
    return "".join(text.split())


def fold(text: str) -> tuple[str, tuple[int, ...]]:
    """NFKC with offsets, for matching numbers and dates: `㈱` grows to three characters, all of one source offset.

    Dashes and wave dashes that writers use for one another are unified (`−`, `–`, `‐`, `－` -> `-`; `〜` -> `~`).
    Returns the folded text and ``len(folded) + 1`` offsets into `text`.
    """
    form = folded(text)
    if len(form) == len(text):  # no character folds to nothing
        return form, tuple(range(len(text) + 1))
    offsets = [position for position, char in enumerate(text) for _ in _FOLDED_CHARS[ord(char)]]
    return form, (*offsets, len(text))


def folded(text: str) -> str:
    """The text that `fold` gives, without offsets."""
    return text.translate(_FOLDED_CHARS)


_UNIFIED = {"〜": "~", "～": "~", "∼": "~", "−": "-", "–": "-", "‐": "-", "‑": "-", "－": "-"}


class _FoldedChars(dict[int, str]):
    """Code points to their folded forms, each made when it is first asked for: a table for `str.translate`."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        form = self[code] = _UNIFIED.get(char) or unicodedata.normalize("NFKC", char)
        return form


_FOLDED_CHARS = _FoldedChars()


_LEVEL = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {ord(a): b for a, b in _UNIFIED.items()}
_LEVEL |= {
    ord("—"): "-",
    ord("―"): "-",
    ord("─"): "-",
    ord("ｰ"): "ー",
    ord("\u3000"): " ",
    ord("\u00a0"): " ",
    ord("\n"): " ",
}


@lru_cache(maxsize=256)  # one reader after the other asks for the same text
def level(text: str) -> str:
    """`text` with full-width ASCII, spaces, dashes and wave dashes unified, one character for one.

    Offsets stay as they are, and circled numbers and units (`①`, `㎡`) stay what they are: unlike `fold`, `①10件`
    does not become `110件`.
    """
    return text.translate(_LEVEL)
