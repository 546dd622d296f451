"""Whether a table is the actions of a unit that has a heading and blocks of its own: a measure, whose rows are none.

    1-1 窓口の改革 / ＜現状と課題＞ … / ＜指標＞ … / ＜具体的な取組＞ and a table of 取組, 担当課, R7 … R11

The schema calls the smallest unit with its own heading and actions a measure. Told by labels above the table: the one
right above it announces actions, one before that another block of the same unit, and the unit's heading names no policy
(基本目標1), below which rows are measures as elsewhere; or by who is in charge of the unit. Does not look at the table.
"""

from __future__ import annotations

from collections.abc import Sequence

from dxextract.layout.forms.around import names_departments
from dxextract.layout.forms.labels import TOP_NUMBERS
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.schema.document import Block, Paragraph
from dxextract.signs import LABEL_SIGNS

_NEAR = 2
"""Paragraphs above the table among which its label stands: a sentence may follow the label."""
_FAR = 24
"""Blocks above the table among which the unit's other blocks begin."""
_LONGEST_LABEL = 24
_OWN = frozenset({"current_state", "issues", "background", "kpi", "vision", "past_actions"})


def holds_actions(above: Sequence[Block], rules: RuleSet) -> bool:
    """Whether the table below the blocks `above` holds the actions of such a unit."""
    lines = [(i, b) for i, b in enumerate(above[-_FAR:]) if isinstance(b, Paragraph) and b.role == "body"]
    labels = [(i, label) for i, line in lines if (label := _label(line, rules)) is not None]
    if not labels or labels[-1][1] != "actions" or sum(i > labels[-1][0] for i, _ in lines) >= _NEAR:
        return False
    last = next((n for n in range(len(labels) - 2, -1, -1) if labels[n][1] == "actions"), -1)
    begins = [i for i, line in lines if i < labels[-1][0] and rules["numbering"].label(line.text) == "policy"]
    own = [i for i, label in labels[last + 1 : -1] if label in _OWN and i > max(begins, default=-1)]
    if not own:
        return False
    heading = next((line for i, line in reversed(lines) if i < own[0] and not line.text.endswith("。")), None)
    return heading is not None and rules["numbering"].label(heading.text) not in (None, "policy")


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
    """The block that a line labels; None where it says anything else."""
    bare = line.text.strip(f" 　*#{LABEL_SIGNS}")
    return block_label(bare, rules) if len(bare) <= _LONGEST_LABEL and line.unfolded is None else None
