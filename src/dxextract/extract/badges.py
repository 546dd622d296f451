"""Departments on badges: a coloured or framed line that says nothing but who is in charge of the measure on its page.

Decides which line is one: the only one of its page that is nothing but departments, or one on the right, at the height
of the measure's title, as on sheets, be it an office of the nation (`総務省、デジタル庁`). The latter may stand in the
margin where running titles do; one that says the same on all sheets is the plan's own office, and is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from dxextract.rules import RuleSet
from dxextract.schema.document import Document, Paragraph
from dxextract.schema.outline import Node

_SEPARATORS = re.compile(r"[\s、,・/／]+")
_LONGEST = 40  # characters
_AROUND = 6  # blocks between a title and its badge
_ROW = 2.0  # points, how far the middle of a tag may stand above or below the row beside it
_LINES = 2.5  # heights of the title between its middle and that of its badge


def lone_badge(
    node: Node, paragraphs: Iterable[Paragraph], is_departments: Callable[[Paragraph], bool]
) -> list[tuple[Paragraph, int]]:
    """The one line on the title's page that says nothing but departments, on a colour or in a frame, and its start.

    Of several, each must stand right of a line of the measure, at its height: a tag of that task.
    """
    lines = list(paragraphs)
    badges = [p for p in lines if _is_set_apart(p) and is_departments(p)]
    own = [p for p in badges if p.passage.page == node.page]
    if len(own) == len(badges) == 1:
        return [(own[0], 0)]
    tags = badges if all(any(_stands_level(p, line) for line in lines if line not in badges) for p in badges) else own
    return [(p, 0) for p in tags] if tags is badges or len(own) == 1 else []


class Badges:
    """The badges beside titles in a document."""

    def __init__(self, document: Document, rules: RuleSet) -> None:
        self._document, self._rules = document, rules
        self._texts: set[str] | None = None

    def beside_title(self, node: Node) -> tuple[str, ...]:
        """The names on the badge right of a title, in order; none without one."""
        title = self._document.blocks[node.block]
        if not isinstance(title, Paragraph) or title.style is None or node.page is None:
            return ()
        place = title.passage.segments[0].place
        if place.box is None:
            return ()
        near = self._near(node)
        found = [names for p in near if _stands_right(p, place.box, place.page) and (names := self._names(p))]
        return found[0] if len(found) == 1 and self._differ() else ()

    def _near(self, node: Node) -> Iterator[Paragraph]:
        first, end = max(node.block - _AROUND, 0), min(node.block + _AROUND + 1, len(self._document.blocks))
        for block in self._document.blocks[first:end]:
            if isinstance(block, Paragraph) and block.role in ("body", "running") and _is_set_apart(block):
                yield block

    def _names(self, paragraph: Paragraph) -> tuple[str, ...]:
        if len(paragraph.text) > _LONGEST:
            return ()
        names = tuple(part for part in _SEPARATORS.split(paragraph.text.strip()) if part)
        return names if all(self._is_one(name) for name in names) else ()

    def _is_one(self, name: str) -> bool:
        found = self._rules["department_suffixes"].match(name)
        return found is not None and self._rules["department_stop"].match(name) is None

    def _differ(self) -> bool:
        """Whether the badges of the document say different things."""
        if self._texts is None:
            lines = (b for b in self._document.blocks if isinstance(b, Paragraph) and _is_set_apart(b))
            self._texts = {p.text for p in lines if p.role in ("body", "running") and self._names(p)}
        return len(self._texts) > 1


def _is_set_apart(paragraph: Paragraph) -> bool:
    """Whether a line stands on a colour or in a frame of its own."""
    return paragraph.style is not None and (paragraph.style.band is not None or paragraph.style.boxed)


def _stands_level(tag: Paragraph, line: Paragraph) -> bool:
    """Whether a tag stands right of the first row of a line, on that row."""
    one, other = tag.passage.segments[0].place, line.passage.segments[0].place
    if one.page != other.page or one.box is None or other.box is None or one.box[0] < other.box[2]:
        return False
    return other.box[1] - _ROW <= (one.box[1] + one.box[3]) / 2 <= other.box[3] + _ROW


def _stands_right(paragraph: Paragraph, title: tuple[float, float, float, float], page: int | None) -> bool:
    """Whether a line stands right of a title on its page, at about its height."""
    place = paragraph.passage.segments[0].place
    if place.page != page or place.box is None or place.box[0] < title[2]:
        return False
    between = abs((place.box[1] + place.box[3]) - (title[1] + title[3])) / 2
    return between <= _LINES * (title[3] - title[1])
