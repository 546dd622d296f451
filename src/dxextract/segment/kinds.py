"""What each section is: chapter, policy, measure, facet, glossary, front or back matter, or a plain section.

A facet is a heading that only names a block of a measure (現状と課題, 担当課); numbered ones count as facets only
among their like. A measure is the smallest section that has such blocks of its own, or a line that names its
departments. Chapters about measures (主な施策, …の取組) in which no section has blocks hold one measure in each leaf.
Policies are what stands above measures, unless it only contains them (施策の展開).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import partial

from dxextract.rules import RuleSet
from dxextract.rules.blocks import MEASURE_BLOCKS
from dxextract.schema.plan import SectionKind
from dxextract.segment.beside_measures import beside_measures
from dxextract.segment.facets import find_facets
from dxextract.segment.heading import Heading
from dxextract.segment.openings import GROUP
from dxextract.segment.policy_blocks import announces_measures, lists_actions
from dxextract.segment.skeleton import Skeleton

_FEWEST = 2  # of a kind, that it is no chance
_UPPER = re.compile("基本|主要")
"""Beginnings of words for what may hold measures (基本施策1)."""
_FEWEST_LIKELY = 3  # sections of a chapter that may hold measures
_FEWEST_ITEMS = 3  # sections that are named after items of the national plan, where these are what a chapter is about
OF_OTHERS = re.compile(
    r"国|[都道府県](?:の|に)|動向|動き|背景|現状|課題|経緯|経過|これまで|実績|社会|概要|趣旨|体制|目標|用語|資料"
)
_ANSWERING = re.compile(r"への対応$|に(?:対応した|対応する|基づく|沿った|係る)(?:本?[市町村区]の)?取り?組み?$")
"""What the plan does itself about what others ask (国の重点取組事項への対応)."""
_PROCEEDING = re.compile(
    r"(?:今後の?|検討の?|実施の?|推進の?|全体の?)?(?:予定|スケジュール|進め方|ステップ|見通し)"
    r"|(?:(?:令和|平成|R)\s?[0-9元]{1,2}|20[0-9]{2})\s?年度?(?:の(?:主な)?(?:取り?組み?|予定|計画))?"
    r"|.{2,24}(?:ロードマップ|工程表)|(?:[おむ終結](?:わり|すび)に|はじめに)(?:\s?[~～〜―－(（].*)?"
    r"|基本(?:方針|理念|目標|的な?(?:考え方|方向性?))|(?:目指|めざ)す(?:べき)?姿|将来像|(?:施策|取り?組み?)の?(?:体系図?|方向性)"
    r"|.{0,8}(?:会議体|(?:推進|検討|実施)体制|進(?:行|捗)管理)(?:と.{1,10}|について)?"
)
"""How a plan is carried out, beside what is: no measure of its own where nothing but titles tell these."""
_LEGEND = re.compile(r"(?:見方|読み方|見かた|読みかた|記載例|記入例|記載要領|凡例)(?:について)?$")
"""How the title of a section ends that explains the blocks of the measures to come."""
_TITLED_POLICY = re.compile(r"(?:基本|重点)(?:方針|目標|戦略|政策)\s?(?:[0-9]|[①-⑩]|[Ⅰ-Ⅹ])")
_ABOVE = frozenset({"chapter", "policy"})


def node_kinds(
    headings: list[Heading],
    parents: list[int | None],
    departmental: frozenset[int],
    told: frozenset[int],
    holding: frozenset[int],
    charged: frozenset[int],
    rules: RuleSet,
) -> list[SectionKind]:
    """The kind of each heading, in order.

    `parents` has the position of each one's parent (None: outermost), `departmental` the positions of those whose own
    text names departments behind a label, `told` of those that a table's column of measures names, `holding` of those
    with a table of indicators of their own, `charged` of those with one of who does what, which are measures where
    nothing else tells any.
    """
    tree = Skeleton(headings, parents)
    facets = find_facets(tree)
    measures = _measures(tree, facets, departmental, told, rules) or set(charged) - facets
    measures = _with_holding(tree, measures, set(holding) - facets, facets)
    if not any(heading.paragraph.unfolded for heading in headings):
        beside = beside_measures(headings, tree.children, measures, facets, rules)
        measures |= {i for i in beside if not _PROCEEDING.fullmatch(headings[i].wording.title)}
    policies = _policies(tree, measures, rules)
    kinds: list[SectionKind] = []
    for position, heading in enumerate(headings):
        if position in measures:
            kinds.append("measure")
        elif position in facets:
            kinds.append("facet")
        elif heading.wording.appendix is not None:
            kinds.append(heading.wording.appendix)  # type: ignore[arg-type]
        elif position in policies:
            kinds.append("policy")
        elif rules["appendix_headings"].label(heading.wording.title) == "glossary":
            kinds.append("glossary")
        else:
            kinds.append("chapter" if parents[position] is None else "section")
    return kinds


def _measures(
    tree: Skeleton, facets: set[int], departmental: frozenset[int], told: frozenset[int], rules: RuleSet
) -> set[int]:
    blocked = _with_blocks(tree, facets, rules)
    titled = {i for i, heading in enumerate(tree.headings) if heading.paragraph.unfolded == "title"}
    if titled:  # a form or a row of a list is a measure, and so is what else has blocks of its own
        return titled | {i for i in tree.smallest(blocked | titled) if not titled & set(tree.ancestors(i))}
    named = {i for i in departmental if i not in facets and not _LEGEND.search(tree.headings[i].wording.title)}
    named |= {i for i in told if i not in facets and not (blocked | named) & set(tree.ancestors(i))}
    chapters = {i for i in blocked if tree.family(i) in ("chapter", "section") or not tree.ancestors(i)}
    if len({i for i in named if not chapters & {i, *tree.ancestors(i)}}) > 3 * len(chapters):
        blocked -= chapters  # 第3章 指標と工程, Ⅳ アクションプラン: lists what the measures elsewhere have
    labelled = _labelled(tree, facets)
    tagged = {i for i in range(len(tree.headings)) if tree.family(i) == "tag"}
    if len(tagged) >= 3:  # a tag before each title is how the plan marks its measures
        return tagged | {i for i in tree.smallest(blocked | named) if not tagged & {i, *tree.ancestors(i)}}
    held = _in_blocks_of_policies(tree, facets)
    if len(held) >= _FEWEST:
        above = {a for i in held for a in tree.ancestors(i)}
        return held | {
            i for i in tree.smallest(blocked | named) if i not in above and not held & set(tree.ancestors(i))
        }
    found = tree.smallest(blocked | named) if len(blocked) >= 2 or named else tree.smallest(labelled)
    leaves = _leaves(tree, facets, blocked | labelled, partial(_is_about_measures, tree, rules))
    leaves -= {a for i in found for a in tree.ancestors(i)}
    # 概要 or 施策 alone below one section of a whole document is more often a word of a picture than a measure's block
    said = {i: [child for child in tree.children[i] if child in facets] for i in tree.smallest(blocked)}
    lone = {i for i, labels in said.items() if len(labels) > 1 or _blocks(tree, i, facets) - {"actions"}}
    return found | leaves or lone or _below_policies(tree, facets) or _likely(tree, facets, rules)


def _leaves(tree: Skeleton, facets: set[int], told: set[int], is_meant: Callable[[int], bool]) -> set[int]:
    """The smallest sections of the chapters that are meant, in which nothing is `told` to be a measure."""
    leaves: set[int] = set()
    for chapter in tree.children[None]:
        below = {i for i in range(len(tree.headings)) if chapter in tree.ancestors(i) and i not in facets}
        if below & told or not is_meant(chapter):
            continue
        below = {i for i in below if not _PROCEEDING.fullmatch(tree.headings[i].wording.title)}
        named = {i for i in below if tree.family(i) not in ("mark", "bracket")}
        marked = {i for i in below if tree.family(i) == "mark"}
        ends = tree.smallest(named)
        if ends and all(_is_group(tree, i) and marked & set(tree.children[i]) for i in ends):
            named = set()  # 柱1 above □ 移住の相談
        marked = marked if len(marked) >= _FEWEST else _titled_in_brackets(tree, below)
        leaves |= tree.smallest(named or marked)
    return leaves


def _is_group(tree: Skeleton, position: int) -> bool:
    """Whether a section's number or words say that it holds measures: 柱1, 町民のために, 福祉の分野."""
    return tree.family(position) == "policy" or GROUP.search(tree.headings[position].wording.title) is not None


def _is_about_measures(tree: Skeleton, rules: RuleSet, chapter: int) -> bool:
    title = tree.headings[chapter].wording.title
    return rules["measure_chapters"].match(title) is not None or _lists_items(tree, chapter, rules)


def _likely(tree: Skeleton, facets: set[int], rules: RuleSet) -> set[int]:
    """The smallest sections of a chapter that only its words say may hold measures (3 施策と事業), three at least."""
    likely = rules["likely_measure_chapters"]
    found = _leaves(tree, facets, set(), lambda i: likely.match(tree.headings[i].wording.title) is not None)
    return found if len(found) >= _FEWEST_LIKELY else set()


def _labelled(tree: Skeleton, facets: set[int]) -> set[int]:
    """Headings with a word for a measure; 基本施策1 above 1-1 and 1-2 is what holds these."""
    worded = {i for i in range(len(tree.headings)) if tree.family(i) == "measure"}
    held = {
        i: [c for c in tree.children[i] if tree.headings[c].wording.number and c not in facets]
        for i in worded
        if _UPPER.match(tree.headings[i].wording.number or "")
    }
    nested = {i: list(tree.children[i]) for i in worded} if not held else {}
    if all(children and all(tree.family(c) == "nested" for c in children) for children in nested.values()):
        held |= nested  # Project 1, which says nothing but 1-1 and 1-2
    above = bool(held) and all(
        children and all(_is_measure_of(tree.headings[c], tree.headings[i]) for c in children)
        for i, children in held.items()
    )
    return worded | ({c for children in held.values() for c in children} if above else set())


def _is_measure_of(heading: Heading, above: Heading) -> bool:
    """Whether a number below 基本施策1 counts its measures: 1-1, or (1) with a name of its own."""
    if heading.kind == "nested":
        return heading.wording.prefix == (above.wording.ordinal,)
    return (
        heading.kind in ("paren", "digit")
        and heading.wording.label is None
        and not OF_OTHERS.search(heading.wording.title)
    )


def _with_holding(tree: Skeleton, measures: set[int], holding: set[int], facets: set[int]) -> set[int]:
    """The measures, or where nothing tells any, the sections with indicators of their own.

    基本施策4 above two such sections, without a block of its own, holds them: they are the measures.
    """
    if not measures:
        return set(holding)
    above = {
        i
        for i in measures
        if len(holding & set(tree.children.get(i, ()))) >= _FEWEST and not facets & set(tree.children[i])
    }
    return (measures - above) | {i for i in holding if tree.parents[i] in above}


def _titled_in_brackets(tree: Skeleton, below: set[int]) -> set[int]:
    """The bracketed titles (＜窓口＞ below 《暮らし》) of a chapter without others: at least two, none said again."""
    said = Counter(heading.key for heading in tree.headings)
    titled = {i for i in below if tree.family(i) == "bracket" and tree.headings[i].wording.label is None}
    ends = tree.smallest(titled)
    alone = len(ends) >= _FEWEST and all(said[tree.headings[i].key] == 1 for i in ends)
    return titled if alone else set()


def _lists_items(tree: Skeleton, chapter: int, rules: RuleSet) -> bool:
    """Whether most sections of a chapter about the plan's own doings are named after items of the national plan."""
    sections = tree.children.get(chapter, [])
    title = tree.headings[chapter].wording.title
    if len(sections) < _FEWEST_ITEMS or (OF_OTHERS.search(title) and not _ANSWERING.search(title)):
        return False
    named = sum(rules["national_items"].label(tree.headings[i].wording.title) is not None for i in sections)
    return named >= _FEWEST_ITEMS and 3 * named >= 2 * len(sections)


def _in_blocks_of_policies(tree: Skeleton, facets: set[int]) -> set[int]:
    """What 具体的な施策 of a policy holds: numbered below a section that is a policy or has its figures beside that."""
    held: set[int] = set()
    for position, heading in enumerate(tree.headings):
        parent = tree.parents[position]
        lists = parent is not None and tree.family(parent) == "policy" and lists_actions(heading)
        if parent is None or not (lists or announces_measures(heading)):
            continue
        beside = {tree.headings[i].wording.label for i in tree.children[parent] if i != position}
        if tree.family(parent) == "policy" or "kpi" in beside:
            held |= {i for i in tree.children[position] if tree.headings[i].wording.number and i not in facets}
    return held


def _below_policies(tree: Skeleton, facets: set[int]) -> set[int]:
    """What numbered policies hold (基本方針1 and (1) below it), where a plan has no measures by any other sign."""
    policies = {i for i in range(len(tree.headings)) if _tells_policy(tree, i) and tree.children.get(i)}
    held = {
        i for policy in policies for i in tree.children[policy] if tree.headings[i].wording.number and i not in facets
    }
    if not held:  # titles without numbers, none of them said again: those are blocks in unknown words
        said = Counter(heading.key for heading in tree.headings)
        bare = {i for policy in policies for i in tree.children[policy] if tree.headings[i].wording.label is None}
        held = bare if all(said[tree.headings[i].key] == 1 for i in bare) else set()
        held = _counted_on(tree, held, facets) or held
    return tree.smallest(held) if len(policies) >= _FEWEST else set()


def _tells_policy(tree: Skeleton, position: int) -> bool:
    """Whether a heading's number counts policies, or that of a chapter's title does (第3章 基本方針1 つなぐ)."""
    chapter = tree.family(position) == "chapter"
    return tree.family(position) == "policy" or (
        chapter and _TITLED_POLICY.match(tree.headings[position].wording.title) is not None
    )


def _counted_on(tree: Skeleton, groups: set[int], facets: set[int]) -> set[int]:
    """What stands numbered below groups of one policy each (≪手続≫ above 1 and 2, ≪発信≫ above 3): one count of all."""
    held = [i for group in sorted(groups) for i in tree.children[group] if tree.headings[i].wording.number]
    counts = [tree.headings[i].wording.ordinal or 0 for i in held]
    counted = counts == list(range(1, len(counts) + 1)) and len(groups) >= _FEWEST
    return set(held) - facets if counted and all(tree.children.get(group) for group in groups) else set()


def _with_blocks(tree: Skeleton, facets: set[int], rules: RuleSet) -> set[int]:
    """Sections with labelled blocks of a measure; a chapter counts only where most measures are chapters."""
    found = {
        parent
        for i in facets
        if tree.headings[i].wording.label in MEASURE_BLOCKS
        and (parent := tree.parents[i]) is not None
        and parent not in facets
        and tree.family(parent) not in ("part", "appendix")
        and not _LEGEND.search(tree.headings[parent].wording.title)
        and not (parent == 0 and rules["plan_titles"].label(tree.headings[0].wording.title) == "whole")  # the document
    }
    smallest = _without_aims(tree, tree.smallest(found), facets)
    chapters = {i for i in smallest if tree.family(i) in ("chapter", "section")}
    return smallest - chapters if len(smallest) > 3 * len(chapters) else smallest


def _without_aims(tree: Skeleton, sections: set[int], facets: set[int]) -> set[int]:
    """Without sections of nothing but indicators that stand above the others, are chapters or policies: not theirs."""
    acting = {i for i in sections if _blocks(tree, i, facets) - {"kpi"}}
    depth = min((len(tree.ancestors(i)) for i in acting), default=0)
    return {i for i in sections if i in acting or (len(tree.ancestors(i)) >= depth and tree.family(i) not in _ABOVE)}


def _blocks(tree: Skeleton, position: int, facets: set[int]) -> set[str]:
    """The blocks of a measure right below a section."""
    labels = {tree.headings[i].wording.label for i in tree.children[position] if i in facets}
    return {label for label in labels if label in MEASURE_BLOCKS}


def _announces(tree: Skeleton, position: int) -> bool:
    """Whether what stands above measures is no more than the block that holds them (○主な取組 of a policy)."""
    heading, parent = tree.headings[position], tree.parents[position]
    block = heading.wording.label is not None and heading.wording.number is None and lists_actions(heading)
    below = parent is not None and tree.family(parent) not in ("part", "chapter")
    return announces_measures(heading) or (block and below)


def _policies(tree: Skeleton, measures: set[int], rules: RuleSet) -> set[int]:
    """Sections labelled 基本方針n and its like, and those that stand above measures and do more than contain them."""
    above = {parent for i in measures if (parent := tree.parents[i]) is not None and parent not in measures}
    announcing = {i for i in above if _announces(tree, i) and tree.parents[i] is not None}
    above = (above - announcing) | {parent for i in announcing if (parent := tree.parents[i]) is not None}
    containers = {i for i in above if rules["container_titles"].match(tree.headings[i].wording.title)}
    # 3 重点取組項目 beside 4 あわせて取り組む項目: one of several groups of measures is no mere container
    grouped = {tree.parents[i] for i in above - containers}
    containers = {i for i in containers if tree.parents[i] not in grouped}
    return {
        i
        for i in range(len(tree.headings))
        if i not in measures and (tree.family(i) in ("group", "policy") or i in above - containers)
    }
