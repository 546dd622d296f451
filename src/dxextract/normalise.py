"""Unicode cleaning with offsets back to the raw text.

Decides which characters of a source are folded (contract, "Verbatim beside normalised"): Latin letters and digits in
full width, ``％（）``, half-width katakana, Kangxi and CJK radicals, CJK compatibility ideographs; and which stay:
circled numbers, roman numerals, units, the long-vowel mark and all other punctuation. It does not decide what a text
means and joins no lines; `dxextract.schema.document.Passage` does the joining.

The lowest layer of the package: imports nothing from it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# The Supplement's radicals with the ideograph each one stands for (Unicode, EquivalentUnifiedIdeograph.txt). Where that
# is a component outside the Basic Multilingual Plane (⺮, ⻊), the radical's ordinary character stands instead.
_RADICALS_SUPPLEMENT = str.maketrans(
    "⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
    "厂乛乚乙亻冂几刀刂卜㔾小小兀尣尢尢巳幺彑彐忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王疋目示礻竹糹纟罓罒㓁冗网羊羊羊耂肀聿肉臼艹艹艹虎衤覀西见角角讠贝足车辶辶辶邑钅長镸长门阜阝雨青韦页风飞食食飠饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
)
_DROPPED = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff\ufe00-\ufe0f\x00-\x08\x0e-\x1f\x7f]")
_CUT_NUMBER = re.compile(r"\d,\d{0,2}$|\d\.$")
"""The beginning of a number with thousands separators, or with a point, that goes on."""
_SPACES = (
    "\u0020\u00a0\u3000\t\n\r\x0b\x0c\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"
)
# Browsers' PDF printers write HYPHENATION POINT for the katakana middle dot.
# A sound mark without a kana before it stays a character of its own rather than a combining one.
_SINGLE = {"\u2027": "・", "ﾞ": "゛", "ﾟ": "゜"}
_HALF_WIDTH_VOICED = {"ﾞ", "ﾟ"}


@lru_cache(maxsize=16384)
def _fold_char(char: str) -> str:
    code = ord(char)
    if code < 0x80:
        return char
    if char in _SINGLE:
        return _SINGLE[char]
    if (
        "Ａ" <= char <= "Ｚ"
        or "ａ" <= char <= "ｚ"
        or "０" <= char <= "９"
        or char in "％（）"
        or 0x2F00 <= code <= 0x2FD5  # Kangxi radicals
        or 0xF900 <= code <= 0xFAFF  # CJK compatibility ideographs
        or 0x2F800 <= code <= 0x2FA1F
        or 0xFF61 <= code <= 0xFF9F  # half-width katakana and its punctuation
    ):
        return unicodedata.normalize("NFKC", char)
    if 0x2E80 <= code <= 0x2EF3:
        return unicodedata.normalize("NFKC", char.translate(_RADICALS_SUPPLEMENT))
    return char


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


def clean(raw: str, *, tight: bool = False) -> tuple[str, tuple[int, ...]]:
    """Fold `raw` and say where each character came from.

    Line breaks between two Japanese characters vanish; any other run of white space becomes one space, and leading
    and trailing space goes. With `tight`, spaces between two Japanese characters vanish too, and so does a line break
    that cuts a number (`30,00` `0件`): what wraps inside table cells leaves such spaces, while in headings and prose
    they are meant.

    Returns the cleaned text and `offsets` with ``len(text) + 1`` entries: `text[i]` came from `raw[offsets[i]]`, and
    the last entry closes the last character.
    """
    out: list[str] = []
    offsets: list[int] = []
    gap: int | None = None  # where a pending run of white space began
    gap_is_break = False
    end = 0
    for position, char in enumerate(raw):
        if char in _SPACES:
            if gap is None:
                gap, gap_is_break = position, False
            gap_is_break = gap_is_break or char == "\n"
            continue
        if _DROPPED.match(char):
            continue
        if char in _HALF_WIDTH_VOICED and out and gap is None:
            composed = unicodedata.normalize("NFC", out[-1] + unicodedata.normalize("NFKC", char))
            if len(composed) == 1:
                out[-1] = composed
                end = position + 1
                continue
        folded = _fold_char(char)
        if gap is not None:
            glued = bool(out) and is_japanese(out[-1]) and is_japanese(folded[0]) and (tight or gap_is_break)
            glued = glued or (
                tight and gap_is_break and folded.isdigit() and _CUT_NUMBER.search("".join(out[-8:])) is not None
            )
            if out and not glued:
                out.append(" ")
                offsets.append(gap)
            gap = None
        for piece in folded:
            out.append(piece)
            offsets.append(position)
        end = position + 1
    offsets.append(end)
    return "".join(out), tuple(offsets)


def squeeze(text: str) -> str:
    """`text` without any white space: what label patterns are matched against (`目　次`, `指標 名`)."""
    return re.sub(r"\s+", "", text)


def fold(text: str) -> tuple[str, tuple[int, ...]]:
    """NFKC with offsets, for matching numbers and dates: `㈱` grows to three characters, all of one source offset.

    Dashes and wave dashes that writers use for one another are unified (`−`, `–`, `‐`, `－` -> `-`; `〜` -> `~`).
    Returns the folded text and ``len(folded) + 1`` offsets into `text`.
    """
    out: list[str] = []
    offsets: list[int] = []
    for position, char in enumerate(text):
        for piece in _UNIFIED.get(char) or unicodedata.normalize("NFKC", char):
            out.append(piece)
            offsets.append(position)
    offsets.append(len(text))
    return "".join(out), tuple(offsets)


_UNIFIED = {"〜": "~", "～": "~", "∼": "~", "−": "-", "–": "-", "‐": "-", "‑": "-", "－": "-"}


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


def level(text: str) -> str:
    """`text` with full-width ASCII, spaces, dashes and wave dashes unified, one character for one.

    Offsets stay as they are, and circled numbers and units (`①`, `㎡`) stay what they are: unlike `fold`, `①10件`
    does not become `110件`.
    """
    return text.translate(_LEVEL)
