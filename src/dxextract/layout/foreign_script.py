"""Characters of a foreign script inside Japanese words: a sign of bad OCR or of a converter's slip.

Decides which runs of Hangul, Cyrillic, Thai, Greek and other letters stand where only a Japanese character can: with
a kana or kanji on both sides, or on one side where the other is no letter at all, or for the end of a verb. Foreign
words that stand for themselves (``中文・한국어``, ``한국어版``) and Greek letters that Japanese uses as signs (α版, μm,
Ω) are no slip.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from dxextract.diagnostics import diagnose
from dxextract.schema.passage import Passage
from dxextract.schema.plan import Diagnostic

_SUSPECT = re.compile(
    "[\u0370-\u03ff\u0400-\u052f\u0530-\u058f\u0590-\u05ff\u0600-\u06ff\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f"
    "\u10a0-\u10ff\u1100-\u11ff\u1780-\u17ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7af\ufb50-\ufdff\ufe70-\ufefe"
    "\u0100-\u024f\u1e00-\u1eff]+"
)
_GREEK_SIGNS = re.compile("[αβγδελμπσφωΔΣΩΦχτρθ]")
_JAPANESE_LETTER = re.compile("[\u3041-\u3096\u30a1-\u30fa\u30fc\u3005\u3400-\u9fff\uf900-\ufaff]")
_STEM_LETTER = re.compile("[\u30a1-\u30fa\u30fc\u3005\u3400-\u9fff\uf900-\ufaff]")
_PARTICLES = "はがをにへでともやかのね"
"""Hiragana that a foreign word may follow; behind any other one, at a sentence's end, it stands for a verb's."""
_LONGEST_SLIP = 2
_NAMES_LANGUAGE = re.compile("語?[版表訳]|語")


def foreign_script_notices(passages: Iterable[Passage]) -> tuple[Diagnostic, ...]:
    """W301 for each passage that has foreign letters inside Japanese words, with the words around them as evidence."""
    notices: list[Diagnostic] = []
    for passage in passages:
        text = passage.text
        found = [match for match in _SUSPECT.finditer(text) if _inside_word(text, match.start(), match.end())]
        if found:
            start, end = _word(text, found[0].start(), found[-1].end())
            chars = "".join(dict.fromkeys(char for match in found for char in match[0]))
            notices.append(diagnose("W301", passage.evidence(start, end), chars=chars))
    return tuple(notices)


def _inside_word(text: str, start: int, end: int) -> bool:
    run = text[start:end]
    if len(run) == 1 and _GREEK_SIGNS.fullmatch(run):
        return False
    before, after = text[start - 1 : start], text[end : end + 1]
    japanese_before, japanese_after = bool(_JAPANESE_LETTER.match(before)), bool(_JAPANESE_LETTER.match(after))
    stem_before, stem_after = bool(_STEM_LETTER.match(before)), bool(_STEM_LETTER.match(after))
    if _NAMES_LANGUAGE.match(text, end):
        return stem_before
    # Hiragana on both sides may be particles round a foreign word; a kanji or katakana is glued to it.
    if japanese_before and japanese_after:
        return len(run) <= _LONGEST_SLIP or stem_before or stem_after
    if stem_before or (after == "。" and japanese_before and before not in _PARTICLES):
        return not _is_letter(after)
    return stem_after and len(run) <= _LONGEST_SLIP and not _is_letter(before)


def _is_letter(char: str) -> bool:
    return bool(char) and unicodedata.category(char)[0] in "LN"


def _word(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of Japanese letters around ``text[start:end]``."""
    while start > 0 and _JAPANESE_LETTER.match(text[start - 1]):
        start -= 1
    while end < len(text) and _JAPANESE_LETTER.match(text[end]):
        end += 1
    return start, end
