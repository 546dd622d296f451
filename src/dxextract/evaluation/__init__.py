"""Evaluation: gold against output.

`score_plan` compares one plan, `summarise` many; `load_compared` reads a gold file or a plan document, `find_pairs`
says which of a folder's files belong together. No part of an extraction: it imports the schema and the normal forms,
and no stage.
"""

from dxextract.evaluation.compared import ComparedPlan, load_compared, to_compared
from dxextract.evaluation.pairs import GoldPair, find_pairs
from dxextract.evaluation.plan_score import PlanScore, score_plan
from dxextract.evaluation.summary import Summary, summarise

__all__ = [
    "ComparedPlan",
    "GoldPair",
    "PlanScore",
    "Summary",
    "find_pairs",
    "load_compared",
    "score_plan",
    "summarise",
    "to_compared",
]
