"""What speaks against sections, measures and the plan's own facts: doubts of the kind that `doubts` has for records.

Signals of a heading: whether what stands above it is a numbered or announced heading, whether its title still holds a
mark, whether the contents page lists what they list of its like. Signals of a measure: its heading's doubts, no parts
at all, a part that stands in it twice, parts that it lacks and most others have. What a heading counts in
(a chapter's number, a style of its own) is its rule: `heading_rule`. Decides nothing about either.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from dxextract.assemble.doubts import Grounds, place_doubts
from dxextract.rules import RuleSet
from dxextract.schema.outline import Node, Outline
from dxextract.schema.plan import Measure, Plan
from dxextract.signs import HEADING_SIGNS

_LOOSE = frozenset({"style", "plain", "mark", "bracket"})
_TELLING = frozenset({"heading.mark_in_title", "measure.repeated_part"})
_MARK = re.compile(rf"[{HEADING_SIGNS}▲△※]|(?<=\S)\s(?=\S{{2,6}}$)")


def heading_rule(node: Node) -> str:
    """The rule by which a line is a heading: the family that it counts in."""
    return f"section.{node.family}"


def heading_doubts(node: Node, grounds: Grounds) -> Iterator[str]:
    outline = grounds.outline
    yield from place_doubts(node.heading.evidence(), grounds)
    if not node.announced and node.level <= grounds.contents_depth:
        yield "heading.unlisted"
    parent = outline.nodes[node.parent] if node.parent is not None else None
    if parent is not None and parent.number is None and parent.family in _LOOSE:
        yield "heading.loose_parent"
    if _shares_mark(node, outline):
        yield "heading.mark_in_title"


def _shares_mark(node: Node, outline: Outline) -> bool:
    """Whether the title ends in a symbol, or apart from the rest in a word that other titles of its kind end in."""
    found = _MARK.search(node.title)
    if found is None:
        return False
    tail = node.title[found.start() :]
    return sum(other.title.endswith(tail) for other in outline.nodes if other.kind == node.kind) > 1


def measure_rule(node: Node) -> str:
    """The rule by which a section is a measure."""
    return f"measure.{node.family}" if node.family in ("measure", "tag") else "measure.section"


def measure_doubts(measure: Measure, node: Node, grounds: Grounds) -> Iterator[str]:
    yield from heading_doubts(node, grounds)
    roles = Counter(facet.role for facet in measure.facets)
    if any(count > 1 for role, count in roles.items() if role not in ("actions", "other")):
        yield "measure.repeated_part"
    if not measure.facets:
        yield "measure.empty"
    if not measure.departments:
        yield "measure.no_departments"
    if _lacks_usual_parts(measure, grounds):
        yield "measure.unlike_others"


def doubtful_measures(nodes: Mapping[str, Node], grounds: Grounds) -> frozenset[str]:
    """Ids of the measures whose doubts say that they may be none, or named wrongly: what hangs on them shares that."""
    return frozenset(
        measure.id
        for measure in grounds.measures.values()
        if _TELLING & set(measure_doubts(measure, nodes[measure.section_id or ""], grounds))
    )


def _lacks_usual_parts(measure: Measure, grounds: Grounds) -> bool:
    """Whether more than two thirds of the measures have departments, or a facet of some role, and this one has none."""
    counts = Counter(part for other in grounds.measures.values() for part in _parts(other))
    usual = {part for part, count in counts.items() if count * 3 > len(grounds.measures) * 2}
    return not usual <= _parts(measure)


def _parts(measure: Measure) -> frozenset[str]:
    return frozenset(facet.role for facet in measure.facets) | ({"departments"} if measure.departments else set())


def plan_doubts(plan: Plan, rules: RuleSet) -> Iterator[str]:
    """What the plan's own pages do not say, or not in a plan's words."""
    if plan.municipality is None or plan.municipality.code is None:
        yield "plan.no_municipality"
    if plan.title is None:
        yield "plan.no_title"
    elif not rules["plan_titles"].labels(plan.title):
        yield "plan.unusual_title"
    if plan.published is None:
        yield "plan.no_date"
    if plan.period is None:
        yield "plan.no_period"
