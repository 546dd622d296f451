"""Titles of a PDF that are promises (書かない窓口を広げます), by their style alone: sentences, and yet headings.

Such a line may as well be the slogan below a heading, or a lead. Decides which are headings: those of a look that
several have, each above prose of its own and most of them not right below a heading with a number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dxextract.schema.document import Document
from dxextract.segment.heading import Heading
from dxextract.segment.looks import look_of
from dxextract.segment.prose import is_promise
from dxextract.segment.surroundings import leads_sentence

_FEWEST = 3


def without_lone_promises(document: Document, headings: Sequence[Heading]) -> list[Heading]:
    """The headings without the promises that only a style makes one, where these are no run of titles."""
    numbered = {h.block for h in headings if h.wording.number is not None}
    promised = [h for h in headings if h.kind == "style" and not h.announced and is_promise(h.wording.title)]
    leading = [h for h in promised if leads_sentence(document, h.block)]
    looks = Counter(look_of(h) for h in headings if h.kind == "style")
    titles = Counter(look_of(h) for h in leading if h.block - 1 not in numbered)
    slogans = Counter(look_of(h) for h in promised)
    slogans.subtract(titles)
    kept = {h.block for h in leading if looks[look_of(h)] >= _FEWEST and titles[look_of(h)] >= slogans[look_of(h)]}
    dropped = {h.block for h in promised} - kept
    return [h for h in headings if h.block not in dropped]
