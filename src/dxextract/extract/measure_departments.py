"""Who carries out a measure, as the lines below its heading say.

Decides which words name its departments: those of a block or a labelled line (担当課：…), else of lines in brackets,
behind its title or at the ends of its lines. What a column of a table says is for `department_columns`, what else a
measure says of itself for `measures`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from dxextract.extract.badges import Badges, lone_badge
from dxextract.extract.sections import part_role, section_paragraphs
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.rules.department_only import OPEN_ENDED, says_departments
from dxextract.rules.department_tails import without_department_tail
from dxextract.schema.document import Document, Paragraph
from dxextract.schema.outline import Node, Outline
from dxextract.signs import ARROWS, FRAME_CLOSE, FRAME_OPEN, LABEL_NUMBER, LABEL_SIGNS, STARS

_INLINE_LABEL = re.compile(
    rf"^{LABEL_NUMBER}[{LABEL_SIGNS}{ARROWS}{STARS}{FRAME_OPEN}(（]?\s*([^\s:：|｜{FRAME_CLOSE})）]{{1,12}})\s*(?:[{FRAME_CLOSE})）]\s*[:：|｜]?|[:：|｜]|\s)\s*(.+)$"
)
_NEXT_LABEL = re.compile(r"\s([^\s:：]{2,12})\s?[:：]")
"""A label further on in a line of several (`分野：暮らし　担当：総務課`)."""
_LONGEST_LIST = 120
_LONGEST_LABEL = 12  # characters
_CLOSING = frozenset(")）]］〕】>〉》＞")
_BRACKETED = re.compile(rf"\s*[{FRAME_OPEN}(（].+[{FRAME_CLOSE})）]\s*")


def departments_of(
    node: Node, parts: list[Node], document: Document, outline: Outline, rules: RuleSet, badges: Badges
) -> tuple[list[str], bool]:
    """Departments of the blocks that list them and of lines with a label; and whether such a list is left open.

    Without any of these, those of lines in brackets, or of the line right below the measure's name that says nothing
    else, or of brackets behind the name or at the end of its lines (・端末の配備【教育課】), or on a badge.
    """
    listed = {
        index
        for part in parts
        if part_role(part, outline, rules) == "departments"
        for index, _ in section_paragraphs(document, part.start, part.end)
    }
    lines = section_paragraphs(document, node.start, node.end)
    listed |= _below_label(lines, rules)
    said = [(i, p, inline_departments(p, rules)) for i, p in lines]
    labelled = [(p, 0 if i in listed else at or 0) for i, p, at in said if i in listed or at]
    own = section_paragraphs(document, node.start, parts[0].block if parts else node.end)
    bracketed = [(p, 0) for _, p, at in said if at == 0] or [(p, 0) for _, p in own[: departments_first(own, rules)]]
    recorded = [range(p.start, p.end) for p in parts if part_role(p, outline, rules) in ("kpi", "schedule")]
    ends = _at_line_ends([p for i, p, _ in said if not any(i in part for part in recorded)])
    chosen = labelled or bracketed or _behind_title(node, document) or ends
    if not chosen and (named := badges.beside_title(node)):
        return list(named), False
    chosen = chosen or lone_badge(node, [p for _, p, _ in said], says_departments)
    names = [m.label for p, at in chosen for m in p.departments if m.label and m.start >= at]
    return names, any(OPEN_ENDED.search(p.text) for p, _ in chosen)


def _below_label(lines: Sequence[tuple[int, Paragraph]], rules: RuleSet) -> set[int]:
    """The lines that say nothing but departments right below one that says 担当課, which heads nothing here."""
    found: set[int] = set()
    below = False
    for index, line in lines:
        is_label = len(line.text) <= _LONGEST_LABEL and block_label(line.text, rules) == "departments"
        below = is_label or (below and says_departments(line))
        if below and not is_label:
            found.add(index)
    return found


def _behind_title(node: Node, document: Document) -> list[tuple[Paragraph, int]]:
    """The measure's own line and where its title ends, when departments stand behind it."""
    line = document.blocks[node.block]
    if not isinstance(line, Paragraph) or (at := line.text.rfind(node.title)) < 0:
        return []
    end = at + len(node.title)
    return [(line, end)] if any(m.start >= end for m in line.departments) else []


def _at_line_ends(paragraphs: Iterable[Paragraph]) -> list[tuple[Paragraph, int]]:
    """The lines that end with departments in brackets, and where those begin."""
    told = [
        (p, len(without_department_tail(p.text, p))) for p in paragraphs if p.text[-1:] in _CLOSING and p.departments
    ]
    return [(p, end) for p, end in told if end < len(p.text.rstrip())]


def inline_departments(paragraph: Paragraph, rules: RuleSet) -> int | None:
    """Where the departments begin in a line such as `担当課：総務課` or `(総務課)`; None for any other line."""
    found = _INLINE_LABEL.match(paragraph.text)
    if found and block_label(found.group(1), rules) == "departments":
        return found.start(2) if paragraph.departments else None
    if len(paragraph.text) <= _LONGEST_LIST:
        for beside in _NEXT_LABEL.finditer(paragraph.text):
            if block_label(beside[1], rules) == "departments":
                return beside.end() if paragraph.departments else None
    return 0 if _BRACKETED.fullmatch(paragraph.text) and says_departments(paragraph) else None


def departments_first(own: list[tuple[int, Paragraph]], rules: RuleSet) -> int:
    """1 where the first line below a measure's name says nothing but departments, without a label; else 0."""
    return int(bool(own) and says_departments(own[0][1]) and block_label(own[0][1].text, rules) is None)


def names_in_brackets(paragraph: Paragraph, rules: RuleSet) -> bool:
    """Whether a line only says, in brackets, whose measure it is (`（担当課：総務課）`)."""
    return _BRACKETED.fullmatch(paragraph.text) is not None and inline_departments(paragraph, rules) is not None
