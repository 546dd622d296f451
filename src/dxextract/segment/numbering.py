"""How a number label at the start of a line reads: its family, the number as printed, its ordinal, the rest.

Families and their patterns are data (`rules/numbering.yaml`). Decides the ordinal of a printed number in any script;
does not decide whether the line is a heading.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from dxextract.kanji_numbers import parse_kanji
from dxextract.rules import RuleSet

_DINGBAT_TENS = "❿➉➓"
_ROMAN = {"I": 1, "V": 5, "X": 10}
_KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン"
_LETTERED = re.compile(r"([0-9]{1,2})\s?[-‐–]\s?([A-Z])")
_SEPARATORS = " \u3000:：.．、-－"


@dataclass(frozen=True, slots=True)
class Numbering:
    """A number label: `number` as printed, `ordinal` its last component (None when it counts nothing).

    `family` tells labels apart that count separately: `labelled` families carry their word (`policy:基本方針`), marks
    their character (`mark:■`). `end` is where the rest of the text begins.
    """

    family: str
    number: str | None
    ordinal: int | None
    prefix: tuple[int, ...]
    end: int


def read_numbering(text: str, rules: RuleSet) -> Numbering | None:
    """The number label that `text` begins with, or None."""
    found = rules["numbering"].match(text)
    if found is None or not found.groups or not (printed := next((g for g in found.groups if g), None)):
        return None
    family = found.label
    end = found.end
    while end < len(text) and text[end] in _SEPARATORS and text[end] not in "-－":
        end += 1
    if family == "mark":
        return Numbering(f"mark:{printed}", None, None, (), end)
    if family == "tag":
        return Numbering("tag", printed, None, (), end)
    parts = _components(printed)
    if family in ("policy", "measure"):
        word = re.match(r"[^\s0-9Ⅰ-ⅫA-Z①-⑳❶-❿一二三四五六七八九十(（]+", printed)
        family = f"{family}:{word.group() if word else ''}:{len(parts)}"
    elif family == "series":
        family = f"series:{printed.rstrip('0123456789０１２３４５６７８９').rstrip(_SEPARATORS)}"
    elif family == "nested":
        family = f"nested:{_shape(printed)}"
    elif family in ("kana", "alpha") and printed[0] in "(（":
        family = f"{family}:paren"  # (ア) counts below ア
    if family.startswith("alpha") and (letter := re.search("[A-Za-z]", unicodedata.normalize("NFKC", printed))):
        parts = (ord(letter.group().upper()) - ord("A") + 1,)  # I) behind H) is no roman one
    return Numbering(family, printed.strip(), parts[-1] if parts else None, parts[:-1], end)


def _shape(printed: str) -> str:
    """`1-2` and `3-4` count alike, and `Ⅰ-2` and `Ⅲ-4`; `1-(2)` and `1-1-1` otherwise."""
    folded = unicodedata.normalize("NFKC", printed).replace(" ", "")
    return re.sub(r"[Ⅰ-ⅫA-Z]+", "A", re.sub(r"[0-9]+", "n", folded.replace("–", "-").replace("‐", "-")))


def _components(printed: str) -> tuple[int, ...]:
    """The numbers in a label: `施策1-2` -> (1, 2), `第十二章` -> (12,), `Ⅳ` -> (4,), `イ` -> (2,), `⑳` -> (20,)."""
    folded = unicodedata.normalize("NFKC", printed)
    if mixed := _LETTERED.fullmatch(folded.strip()):
        return int(mixed[1]), ord(mixed[2]) - ord("A") + 1
    digits = tuple(int(d) for d in re.findall(r"[0-9]+", folded))
    if digits:
        return digits
    if kanji := re.search(r"[一二三四五六七八九十]+", folded):
        return (parse_kanji(kanji.group()),)
    if roman := re.search(r"[IVX]+|^\(?[ivx]+(?=\)|$)", folded):
        return (_roman_value(roman.group().strip("(").upper()),)
    if letter := re.search(r"[A-Z]|^\(?[a-z](?=\)|$)", folded):
        return (ord(letter.group()[-1].upper()) - ord("A") + 1,)
    for char in folded:
        if (value := unicodedata.digit(char, None)) is not None or char in _DINGBAT_TENS:  # ❷
            return (value or 10,)
        katakana = chr(ord(char) + 0x60) if "ぁ" <= char <= "ん" else char
        if katakana in _KANA:
            return (_KANA.index(katakana) + 1,)
    return ()


def _roman_value(text: str) -> int:
    total = 0
    for char, following in zip(text, text[1:] + " ", strict=True):
        value = _ROMAN[char]
        total += -value if _ROMAN.get(following, 0) > value else value
    return total
