"""The chapter tree: headings (number and title) and parent edges (a heading with its parent's title), as multisets."""

from __future__ import annotations

from collections import Counter

from dxextract.evaluation.compared import ComparedPlan, ComparedSection
from dxextract.evaluation.records import Difference, RecordScore
from dxextract.evaluation.tally import Tally
from dxextract.evaluation.texts import soft


def score_headings(gold: ComparedPlan, output: ComparedPlan) -> RecordScore:
    """Headings found, whatever stands above them."""
    wanted, given = (Counter(map(_heading, plan.sections)) for plan in (gold, output))
    missing, surplus = wanted - given, given - wanted
    return RecordScore(
        tally=Tally.of_bags(wanted, given),
        fields={},
        differences=(
            *(Difference("missing", " ".join(heading).strip()) for heading in missing.elements()),
            *(Difference("surplus", " ".join(heading).strip()) for heading in surplus.elements()),
        ),
    )


def score_edges(gold: ComparedPlan, output: ComparedPlan) -> RecordScore:
    """Headings found under the heading they belong to."""
    wanted, given = (Counter((_heading(s), soft(s.parent_title)) for s in plan.sections) for plan in (gold, output))
    return RecordScore(tally=Tally.of_bags(wanted, given), fields={})


def _heading(section: ComparedSection) -> tuple[str, str]:
    return soft(section.number), soft(section.title)
