"""Labels of forms that a text aligns with spaces, in words that no rule knows: they return in each form of the text.

A short text at the left of its line, left of what stands beside the labels that are known, is a label too where it
comes in turn with two of those (施策名 … 困りごと … 担当課, form after form). Decides that it is one; what it names is
told from the forms' tables (`forms.learned_labels`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from dxextract.layout.text.cells import looks_like_value
from dxextract.layout.text.lines import Line
from dxextract.normalise import squeeze
from dxextract.rules import Family, Row, RuleSet, squeezed
from dxextract.rules.blocks import block_label

_LED = re.compile(r"[ \u3000\u00a0]*(?P<label>\S(?:[^ \u3000\u00a0]| (?! ))*)[ \u3000\u00a0]{2,}(?=\S)")
_WORDED = re.compile(r"[^\W\d_ー〃々]{2}")
_NO_LABEL = re.compile(r"[。、:：]|^[・○●◯◆◇■□①-⑳※(（]")
_LONGEST_LABEL = 14
_FEWEST_FORMS = 2
_FEWEST_KNOWN = 2
_Leads = Mapping[str, Sequence[tuple[int, int, int]]]
"""By the text that leads them the lines: their index, where the text ends, and where what is beside it begins."""


def with_returning_labels(lines: Sequence[Line], rules: RuleSet) -> RuleSet:
    """The rules, with the labels that return in the forms of a text as labels of forms."""
    leads = _leads(lines)
    known = {text: places for text, places in leads.items() if _is_known(text, rules)}
    known = {text: places for text, places in known.items() if len(places) >= _FEWEST_FORMS}
    if len(known) < _FEWEST_KNOWN:
        return rules
    margin = min(begin for places in known.values() for _, _, begin in places)
    found = [
        text
        for text, places in leads.items()
        if text not in known
        and rules["table_headers"].label(text) != "year"
        and all(end < margin for _, end, _ in places)
        and sum(_in_turn(places, others) for others in known.values()) >= _FEWEST_KNOWN
    ]
    rows = [Row(id=f"returning.{n}", label="aside", terms=(text,), examples=(text,)) for n, text in enumerate(found)]
    return rules.extended([Family("form_labels", "full", tuple(rows))]) if rows else rules


def _leads(lines: Sequence[Line]) -> _Leads:
    leads: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for index, line in enumerate(lines):
        found = _LED.match(line.text) if not line.blank else None
        if found is None or _NO_LABEL.search(found["label"]) or not _WORDED.search(found["label"]):
            continue
        text = squeeze(found["label"])
        if len(text) <= _LONGEST_LABEL and not looks_like_value(text):
            leads[squeezed(text)].append((index, found.end("label"), found.end()))
    return {text: places for text, places in leads.items() if len(places) >= _FEWEST_FORMS}


def _is_known(text: str, rules: RuleSet) -> bool:
    return rules["form_labels"].label(text) is not None or block_label(text, rules) is not None


def _in_turn(places: Sequence[tuple[int, int, int]], others: Sequence[tuple[int, int, int]]) -> bool:
    """Whether two texts lead lines in turn, one of each in every form."""
    marked = sorted([(index, True) for index, _, _ in places] + [(index, False) for index, _, _ in others])
    return all(one[1] is not other[1] for one, other in pairwise(marked))
