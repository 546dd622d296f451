"""Whose voice a sentence speaks in.

Signals: the topics (は, では, においては) and subjects (が, も) that the pipeline found in it, read by the rules
`voices`; a municipality's name is the plan's own when it is the one that the document names most, else another's.
The last voiced topic governs (国では…進めており、本市においても…); a subject counts only when no topic has a voice.
None when neither has: in a plan that is nearly always the plan itself. A voice is never carried over to the next
sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from dxextract.rules import RuleSet
from dxextract.rules.municipalities import load_gazetteer
from dxextract.schema.document import Voice

if TYPE_CHECKING:
    from spacy.tokens import Doc

_PLACE = re.compile(r"[^\s、。]{1,8}[都道府県市区町村]$")


def own_name(texts: Iterable[str]) -> str | None:
    """The municipality that `texts` name most often, None when they name none."""
    gazetteer = load_gazetteer()
    counts: Counter[str] = Counter()
    for text in texts:
        if not any(char in text for char in "都道府県市区町村"):
            continue
        for found in gazetteer.find(text):
            if not all(one.is_prefecture for one in gazetteer.named(found.name)):
                counts[found.name] += 1
    return counts.most_common(1)[0][0] if counts else None


def voice_of(doc: Doc, start: int, end: int, own: str | None, rules: RuleSet) -> Voice | None:
    """The voice of the sentence at characters ``start..end`` of `doc`."""
    topic: Voice | None = None
    subject: Voice | None = None
    for span in doc.spans.get("subjects", ()):
        if not start <= span.start_char < end:
            continue
        voice = _voice(span.text, own, rules)
        if voice is None:
            continue
        if span.label_ == "topic":
            topic = voice
        else:
            subject = voice
    return topic or subject


def _voice(name: str, own: str | None, rules: RuleSet) -> Voice | None:
    name = re.sub(r"^\W+", "", name)
    if own and name in (own, f"{own}役所", f"{own}役場", own[:-1]):
        return "own"
    label = rules["voices"].label(name)
    if label is not None:
        return cast(Voice, label)
    if _PLACE.search(name):
        governments = load_gazetteer().named(name)
        if governments:
            return "prefectural" if all(one.is_prefecture for one in governments) else "other"
    return None
