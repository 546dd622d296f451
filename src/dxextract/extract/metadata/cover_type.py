"""A title that no word tells: what a cover sets in the largest type, or what a text begins with.

Plans are also called スマートシティ青波 or あおなみDX2030, and what is not a plan has a title too. On pages the largest
type of the cover is the title, where it is larger than the body's; lines of that size below one another are one title.
A text has no type: there one of its first lines is the title where it speaks of digital matters and is no sentence. A
date, a place, a department and a line of the colophon are none. Does not look at plans' names, which decide before
(`title`).
"""

from __future__ import annotations

from collections import Counter
from itertools import takewhile

from dxextract.extract.metadata.frontmatter import Line
from dxextract.normalise import squeeze
from dxextract.rules import RuleSet
from dxextract.schema.document import Document, Paragraph

_LARGER = 1.15
"""Times the body's type that a title's is, at least; covers made in an office are set at 1.3 and more."""
_ALIKE = 1.05
"""Times the size of one line that another has, at most, when they are of the same size."""
_SHORTEST, _LONGEST = 4, 60
_EARLY = 3
"""Lines of a text among which its title stands."""
_DIGITAL = "head"
"""What plan_titles calls a part of a title that speaks of digital matters."""


def title_by_type(document: Document, cover: tuple[Line, ...], rules: RuleSet) -> tuple[str, ...]:
    """The lines of the title that stands out on the cover; empty where none does."""
    fitting = [_may_be_title(line, rules) for line in cover]
    largest = max((line.size for line, fits in zip(cover, fitting, strict=True) if fits), default=0.0)
    if largest == 0:
        early = (line.text for line, fits in zip(cover[:_EARLY], fitting, strict=False) if fits)
        return tuple(text for text in early if _DIGITAL in rules["plan_titles"].labels(text))[:1]
    if largest < _LARGER * _body_size(document, cover):
        return ()
    large = [fits and line.size * _ALIKE >= largest for line, fits in zip(cover, fitting, strict=True)]
    first = large.index(True)
    run = takewhile(lambda pair: pair[1], zip(cover[first:], large[first:], strict=True))
    return tuple(line.text for line, _ in run)


def _may_be_title(line: Line, rules: RuleSet) -> bool:
    text = line.text
    return (
        _SHORTEST <= len(squeeze(text)) <= _LONGEST
        and not text.endswith("。")
        and not any(
            mention.kind == "date" and 2 * (mention.end - mention.start) > len(text) for mention in line.mentions
        )
        and rules["plan_titles"].label(text) != "place"
        and not any(rules[family].match(text) for family in ("department_lines", "colophon", "contents_headings"))
    )


def _body_size(document: Document, cover: tuple[Line, ...]) -> float:
    """The size in points that most characters below the cover are set in; 0.0 where nothing is."""
    blocks = {line.block for line in cover}
    sizes: Counter[float] = Counter()
    for index, block in enumerate(document.blocks):
        if isinstance(block, Paragraph) and block.role == "body" and block.style is not None and index not in blocks:
            sizes[round(block.style.size, 1)] += len(block.text)
    return max(sizes, key=lambda size: (sizes[size], -size), default=0.0)
