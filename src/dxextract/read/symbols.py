"""Bullets and arrows of symbol fonts as ordinary characters.

Word sets its bullets in Wingdings or Symbol, whose characters arrive as private-use code points (U+F06C) or as the
Latin letter on the same key (`l`). Decides what each stands for; a code not listed stays what it is. Decides too what
of control characters, which a broken font's table gives for letters, is left.
"""

from __future__ import annotations

_WINGDINGS = {
    0x46: "☞", 0x6C: "●", 0x6D: "○", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "□", 0x72: "□", 0x73: "◆", 0x74: "◆",
    0x75: "◆", 0x76: "❖", 0x77: "◆", 0x78: "☒", 0x9E: "・", 0x9F: "•", 0xA1: "○", 0xA2: "○", 0xA4: "◎", 0xA5: "◎",
    0xA7: "▪", 0xA8: "□", 0xAB: "★", 0xB2: "✧", 0xB6: "☆", 0xD8: "➢", 0xDC: "➲", 0xDF: "←", 0xE0: "→", 0xE1: "↑",
    0xE2: "↓", 0xE7: "⬅", 0xE8: "➔", 0xE9: "⬆", 0xEA: "⬇", 0xEF: "⇦", 0xF0: "⇨", 0xF1: "⇧", 0xF2: "⇩",
    0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    **{0x81 + index: chr(ord("①") + index) for index in range(10)},
    **{0x8C + index: chr(ord("❶") + index) for index in range(10)},
}  # fmt: skip
_SYMBOL = {
    0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB3: "≥",
    0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xC5: "⊕", 0xD7: "・", 0xDE: "⇒", 0xE0: "◊",
}  # fmt: skip
_PRIVATE = range(0xF020, 0xF100)


def has_symbols(font: str) -> bool:
    """Whether the font of that name is one whose codes `symbol` knows."""
    name = font.lower()
    return name.startswith("symbol") or _is_wingdings(name)


def symbol(code: int, font: str) -> str | None:
    """The character that `code` of the font named `font` shows, or None when the code says it already."""
    name = font.lower()
    if code in _PRIVATE:
        return (_SYMBOL if name.startswith("symbol") else _WINGDINGS).get(code - _PRIVATE.start + 0x20)
    return _WINGDINGS.get(code) if code < 0x100 and _is_wingdings(name) else None


def without_control(sign: str) -> str:
    """`sign`; a space for one that sets, and nothing for other control characters and halves of characters."""
    if sign < " " or "\x7f" <= sign < "\xa0" or "\ud800" <= sign < "\ue000":
        return " " if sign in "\t\n\r" else ""
    return sign


def _is_wingdings(name: str) -> bool:
    return name.replace("-", "") in ("wingdings", "wingdingsregular")
