"""Whether the levels that mark-up states (`##`, `<h2>`) can be trusted, which decides how the headings of a text nest.

Converters guess levels from type sizes, and often give one level to everything or several to one numbering: levels
are trusted when there are at least two and no numbering family stands on more than one. Says nothing of a PDF, whose
bookmarks only confirm what the page shows.
"""

from __future__ import annotations

from collections import defaultdict

from dxextract.segment.heading import Heading


def stated_level(heading: Heading) -> int | None:
    """The level, from 1 on, that the mark-up of a text states for a heading."""
    return heading.paragraph.heading_level if heading.paragraph.style is None else None


def are_trusted(headings: tuple[Heading, ...]) -> bool:
    """Whether the document's stated levels are to be followed."""
    of_family: dict[str, set[int]] = defaultdict(set)
    levels: set[int] = set()
    for heading in headings:
        level = stated_level(heading)
        if level is None:
            continue
        levels.add(level)
        if heading.wording.ordinal is not None:
            of_family[heading.family].add(level)
    return len(levels) >= 2 and all(len(found) == 1 for found in of_family.values())
