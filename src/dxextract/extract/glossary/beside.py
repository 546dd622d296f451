"""Terms in boxes with their definitions in boxes beside them: each is put before its own.

A deck sets terms one below the other on colour and says right of each what it means; the page's reading order has all
terms first. Decides only the order of such lines.
"""

from __future__ import annotations

from collections.abc import Sequence

from dxextract.extract.glossary.terms import is_term
from dxextract.rules import RuleSet
from dxextract.schema.document import Paragraph

_FEWEST = 2
_LEVEL = 0.5
"""Share of a term's height that its definition stands beside."""

Line = tuple[int, Paragraph]


def in_rows(lines: Sequence[Line], rules: RuleSet) -> list[Line]:
    """The lines, each definition right behind the term at its left."""
    terms = [line for line in lines if _may_be_term(line[1], rules)]
    rest = [line for line in lines if not any(line is term for term in terms)]
    pairs = [(term, beside) for term in terms if (beside := [one for one in rest if _is_beside(term[1], one[1])])]
    said = [line for _, beside in pairs for line in beside]
    if len(pairs) < _FEWEST or len({index for index, _ in said}) < len(said):
        return list(lines)
    behind = {term[0]: beside for term, beside in pairs}
    moved = {index for index, _ in said}
    ordered: list[Line] = []
    for line in lines:
        if line[0] not in moved:
            ordered.extend([line, *behind.get(line[0], ())])
    return ordered


def _may_be_term(line: Paragraph, rules: RuleSet) -> bool:
    set_off = line.style is not None and (line.style.bold or line.style.boxed or line.style.band is not None)
    return set_off and not line.text.endswith("。") and is_term(line.text, rules)


def _is_beside(term: Paragraph, text: Paragraph) -> bool:
    """Whether a text begins right of a term, at its height."""
    one, other = term.passage.segments[0].place, text.passage.segments[0].place
    if one.page != other.page or one.box is None or other.box is None or other.box[0] < one.box[2]:
        return False
    last = text.passage.segments[-1].place.box or other.box
    level = min(one.box[3], last[3]) - max(one.box[1], other.box[1])
    return level >= _LEVEL * (one.box[3] - one.box[1])
