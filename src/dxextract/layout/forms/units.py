"""Whether a table is the actions of a unit that has a heading and blocks of its own: a measure, whose rows are none.

    1-1 窓口の改革 / ＜現状と課題＞ … / ＜指標＞ … / ＜具体的な取組＞ and a table of 取組, 担当課, R7 … R11

The schema calls the smallest unit with its own heading and actions a measure. Told by labels above the table: the one
right above it announces actions (今後の取組 too), one before that another block of the same unit, and the unit's
heading names no policy (基本目標1), below which rows are measures as elsewhere; or by who is in charge of the unit.
Words that no rule knows (▼高齢の方のようす) label a block below the number of a measure. Does not look at the table.
"""

from __future__ import annotations

from collections.abc import Sequence

from dxextract.layout.forms.around import names_departments
from dxextract.layout.forms.labels import MEASURE_NUMBERS, TOP_NUMBERS
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label, role_by_words
from dxextract.schema.document import Block, Paragraph, Table
from dxextract.signs import FRAME_OPEN, HEADING_SIGNS, ITEM_SIGNS

_NEAR = 2
"""Paragraphs above the table among which its label stands: a sentence may follow the label."""
_FAR = 24
"""Blocks above the table among which the unit's other blocks begin."""
_LONGEST_LABEL = 24
_MARKS = HEADING_SIGNS + FRAME_OPEN
_SENTENCE = "。、"
_ACTIONS = frozenset({"actions", "next_steps"})
_OWN = frozenset({"current_state", "issues", "background", "kpi", "vision", "past_actions"})


def holds_actions(above: Sequence[Block], rules: RuleSet) -> bool:
    """Whether the table below the blocks `above` holds the actions of such a unit."""
    lines = [(i, b) for i, b in enumerate(above[-_FAR:]) if isinstance(b, Paragraph) and b.role == "body"]
    labels = [(i, label) for i, line in lines if (label := _label(line, rules)) is not None]
    if not labels or labels[-1][1] not in _ACTIONS or sum(i > labels[-1][0] for i, _ in lines) >= _NEAR:
        return False
    tables = [i for i, b in enumerate(above[-_FAR:]) if isinstance(b, Table)]
    # 取組の方向 in words, without a table below it, is one of the unit's own blocks
    ended = [n for n, (i, label) in enumerate(labels[:-1]) if label in _ACTIONS and any(i < t for t in tables)]
    last = max(ended, default=-1)
    begins = [i for i, line in lines if i < labels[-1][0] and rules["numbering"].label(line.text) == "policy"]
    if _begins_measure(labels[-1][0], lines, rules):
        return True
    own = [i for i, label in labels[last + 1 : -1] if label in _OWN and i > max(begins, default=-1)]
    return any(_is_below_heading(at, lines, rules) for at in own)


def _begins_measure(at: int, lines: Sequence[tuple[int, Paragraph]], rules: RuleSet) -> bool:
    """Whether a label of actions is the second block of a measure by its number (取組1-2), the first in any words."""
    label = next(line.text for i, line in lines if i == at)
    above = [line for i, line in lines if i < at and not line.text.endswith("。")][-2:]
    if len(above) < 2 or label[:1] not in _MARKS or len(above[1].text) > _LONGEST_LABEL:
        return False
    return above[1].text[:1] == label[:1] and rules["numbering"].label(above[0].text) in MEASURE_NUMBERS


def _is_below_heading(at: int, lines: Sequence[tuple[int, Paragraph]], rules: RuleSet) -> bool:
    """Whether the line above a block, its sentences aside, is the numbered heading of a unit and names no policy."""
    heading = next((line for i, line in reversed(lines) if i < at and not line.text.endswith("。")), None)
    if heading is None or _label(heading, rules) is not None:
        return False
    return rules["numbering"].label(heading.text) not in (None, "policy")


def is_in_charge(above: Sequence[Block], rules: RuleSet) -> bool:
    """Whether a numbered heading above a table has somebody in charge: 1-1 窓口の改革, and below it 担当課：市民課."""
    lines = [b for b in above if isinstance(b, Paragraph) and b.role == "body" and b.unfolded is None]
    for position in range(len(lines) - 1, -1, -1):
        number = rules["numbering"].label(lines[position].text)
        if number is not None:
            told = any(names_departments(line, rules) for line in lines[position + 1 :])
            return told and number in TOP_NUMBERS
    return False


def _label(line: Paragraph, rules: RuleSet) -> str | None:
    """The block that a line labels, one with a mark before it also in words of its own; None for anything else."""
    bare = line.text.strip(f" 　*#{ITEM_SIGNS}")
    if len(bare) > _LONGEST_LABEL or line.unfolded is not None:
        return None
    marked = line.text[:1] in _MARKS and line.text[-1:] not in _SENTENCE
    known, told = block_label(bare, rules), role_by_words(bare, rules)
    return told if known or (marked and told in _OWN) else None
