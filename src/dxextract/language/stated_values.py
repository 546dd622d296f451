"""Values in words or dashes where a line shows that a value stands: `導入率　未導入(R5) → 導入済(R10)`, `現状値：－`.

A value is stated on either side of an arrow, behind the label of a value, or alone on its line. Numbers are read
everywhere (`quantities`); a dash or a word only here, since anywhere else it is only a word. Reads no sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dxextract.language.cells import read_cell
from dxextract.rules import RuleSet
from dxextract.rules.value_labels import VALUE_LABELS
from dxextract.schema.document import Mention
from dxextract.signs import ARROW, GRADES, LABEL_SIGNS

_ARROW = re.compile(rf"\s*(?:{ARROW}|->|=>)\s*")
_LABELLED = re.compile(rf"[{LABEL_SIGNS}\s]*([^:：]{{2,24}}?)\s*[:：]\s*(?=\S)")
_TOKEN = re.compile(r"(?:[(（][^()（）]{1,16}[)）]|[^\s:：])+(?:\s[(（][^()（）]{2,16}[)）])?$")
"""The last word before an arrow, with the year in brackets behind it, which a converter may have set apart."""
_GLUED = re.compile(r"(?<=[^\s\-–—―－‐ー])[-–—―－‐]\s?[(（](?:[^()（）]|[(（][^()（）]*[)）])*[)）]$")
"""A dash with its year, right behind the last letter of a name that was wrapped (`…の施設数－（令和5年度）→`)."""
_IN_BRACKETS = re.compile(r"\s*[(（【\[].*[)）】\]]\s*$")
_STATE = re.compile(rf"[-–—―－ー]{{1,3}}|未[^\s]{{1,6}}|[^\s]{{1,8}}(?:済み?|中|なし|あり)|[{GRADES}]")
_LONGEST = 120  # characters
_LONGEST_ALONE = 16


def reads_as_line(text: str) -> bool:
    """Whether years without 年度 count here as they do in a cell: a short line, or one with an arrow; no sentence."""
    return not text.endswith("。") and (len(text) <= 24 or (len(text) <= _LONGEST and _ARROW.search(text) is not None))


def stated_values(text: str, figures: Sequence[Mention], rules: RuleSet) -> tuple[Mention, ...]:
    """The values of `text` that are no numbers, in order; `figures` are those that are, and are left alone."""
    if text.endswith("。") or len(text) > _LONGEST:
        return ()
    found: dict[int, Mention] = {}
    for start, end in _places(text, rules):
        if start < end and not any(m.start < end and start < m.end for m in figures):
            quantity = read_cell(text[start:end], rules=rules)
            if quantity is None or quantity.state == "numeric":
                continue
            if quantity.at is not None and (dated := _IN_BRACKETS.search(text, start, end)):
                end = dated.start()
                quantity = quantity.model_copy(update={"raw": text[start:end]})
            found[start] = Mention("quantity", start, end, quantity=quantity)
    return tuple(found[start] for start in sorted(found))


def _places(text: str, rules: RuleSet) -> Iterator[tuple[int, int]]:
    """Where values may stand."""
    arrows = list(_ARROW.finditer(text))
    for position, arrow in enumerate(arrows):
        if token := _TOKEN.search(text, arrows[position - 1].end() if position else 0, arrow.start()):
            glued = _GLUED.search(text, *token.span())
            yield glued.span() if glued is not None else token.span()
        yield arrow.end(), arrows[position + 1].start() if position + 1 < len(arrows) else len(text)
    labelled = _LABELLED.match(text)
    if labelled is not None and rules["table_headers"].label(labelled.group(1)) in VALUE_LABELS and not arrows:
        yield labelled.end(), len(text)
    elif len(text) <= _LONGEST_ALONE and (_STATE.fullmatch(text) or _is_direction(text, rules)):
        yield 0, len(text)


def _is_direction(text: str, rules: RuleSet) -> bool:
    """Whether a line is nothing but the way a figure is to go (増加, 現状維持)."""
    return (rules["directions"].label(text) or "").startswith("whole:")
