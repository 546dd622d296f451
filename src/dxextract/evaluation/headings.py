"""The chapter tree: headings (number and title) and parent edges (a heading with its parent's title), as multisets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dxextract.evaluation.compared import ComparedPlan, ComparedSection
from dxextract.evaluation.records import Difference, Judged, RecordScore
from dxextract.evaluation.tally import Tally
from dxextract.evaluation.texts import soft


def score_headings(gold: ComparedPlan, output: ComparedPlan) -> RecordScore:
    """Headings found, whatever stands above them."""
    wanted, given = (Counter(map(_heading, plan.sections)) for plan in (gold, output))
    missing, surplus = wanted - given, given - wanted
    return RecordScore(
        tally=Tally.of_bags(wanted, given),
        fields={},
        judged=tuple(_judged(gold, output)),
        differences=(
            *(Difference("missing", " ".join(heading).strip()) for heading in missing.elements()),
            *(Difference("surplus", " ".join(heading).strip()) for heading in surplus.elements()),
        ),
    )


def score_edges(gold: ComparedPlan, output: ComparedPlan) -> RecordScore:
    """Headings found under the heading they belong to."""
    wanted, given = (Counter(map(_edge, plan.sections)) for plan in (gold, output))
    return RecordScore(tally=Tally.of_bags(wanted, given), fields={})


def _judged(gold: ComparedPlan, output: ComparedPlan) -> Iterator[Judged]:
    """Each section of the output; it is right where the gold has this heading under this parent once more."""
    left = Counter(map(_edge, gold.sections))
    for section in output.sections:
        edge = _edge(section)
        yield Judged("sections", section.confidence, left[edge] > 0, section.id)
        left[edge] -= 1


def _edge(section: ComparedSection) -> tuple[tuple[str, str], str]:
    return _heading(section), soft(section.parent_title)


def _heading(section: ComparedSection) -> tuple[str, str]:
    return soft(section.number), soft(section.title)
