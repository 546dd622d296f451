"""Measures: the sections that segmentation found to be measures, with their facets, departments and national items.

Facets come from the labelled blocks under a measure; the KPI, schedule and department blocks become records of their
own. Text that stands before any block is a facet `other` only when there is no labelled block at all. Departments are
those that the measure's own lines name (`measure_departments`); without any, those in a table's column.
"""

from __future__ import annotations

import re
from collections import Counter

from dxextract.extract.action_rows import action_rows, charged_rows
from dxextract.extract.badges import Badges
from dxextract.extract.department_columns import column_departments
from dxextract.extract.items import Item, ListLine, read_items, read_line
from dxextract.extract.line_labels import line_role, read_labelled_lines
from dxextract.extract.measure_departments import (
    departments_first,
    departments_of,
    inline_departments,
    names_in_brackets,
)
from dxextract.extract.national_items import national_items, says_national_items
from dxextract.extract.national_tables import MappedRow, mapped_rows
from dxextract.extract.sections import part_role, section_paragraphs
from dxextract.ids import IdMinter
from dxextract.normalise import clean
from dxextract.rules import RuleSet
from dxextract.rules.blocks import names_indicator
from dxextract.schema.document import Document, Paragraph
from dxextract.schema.outline import Node, Outline
from dxextract.schema.plan import Facet, FacetItem, Measure
from dxextract.schema.records import TableView
from dxextract.signs import ARROWS

_RECORD_BLOCKS = frozenset({"kpi", "schedule", "departments"})
# Beside these the measure's own text still says what it does: only blocks about its aims and actions replace it.
_HISTORY = frozenset({None, "past_actions"})
_FIGURES = re.compile(r"(?:[^、,:：]{1,30}[:：]\s?[\d,.]+[^、,:：\d]{0,6}(?:[、,]\s?|$)){2,}")
_NOTHING = re.compile(rf"[\s()（）・、,/／{ARROWS}]*")
_PICTURE = re.compile(r"(イメージ図?|画面|概念図|関係図|構成図)$")
"""What stands under the name of a picture are its words, but for sentences."""
_CARD_HEIGHT = 2.0
"""Of its text's size, how high the line of a card of large figures is at least."""
_SAYS_SOMETHING = 25  # characters; words of a diagram and captions are shorter
_OUTLOOK = re.compile(r"(今後|これから)の?(取り?組み?|展望|方針|対応|予定|展開)(として|は|では|について)|今後は、")
_LABELLED = re.compile(r"^[^\s:：|｜]{2,14}[:：|｜]")
_LINES_OF_BADGES = 3
_LONGEST_BADGE = 40
"""Characters of a line that names the policy of the measure above it."""


class MeasureIndex:
    """Which measure a block belongs to."""

    def __init__(self, outline: Outline, measures: tuple[Measure, ...]) -> None:
        self._outline = outline
        self._by_section = {m.section_id: m for m in measures}
        names: Counter[tuple[str | None, str]] = Counter((m.number, m.title) for m in measures if m.number)
        self._by_name = {(m.number, m.title): m for m in measures if names[m.number, m.title] == 1}
        self.measures = measures
        self._held: dict[str, list[Measure]] = {}
        for position, node in enumerate(outline.nodes):
            if (measure := self._by_section.get(node.id)) is not None:
                for above in outline.path(position)[:-1]:
                    self._held.setdefault(above.id, []).append(measure)

    def beside(self, block: int) -> tuple[Measure, ...]:
        """The measures below the innermost heading over `block` that holds any: those of its policy."""
        path = reversed(self._outline.path(self._outline.owner[block]))
        return next((tuple(self._held[node.id]) for node in path if node.id in self._held), ())

    def of_block(self, block: int) -> Measure | None:
        """The measure whose section `block` stands in, or None."""
        for node in reversed(self._outline.path(self._outline.owner[block])):
            if node.id in self._by_section:
                return self._by_section[node.id]
            if (named := self._by_name.get((node.number, node.title))) is not None:
                return named  # a card of indicators elsewhere, headed like the measure
        return None


def find_measures(
    document: Document, outline: Outline, tables: tuple[TableView, ...], rules: RuleSet
) -> tuple[Measure, ...]:
    """All measures in reading order."""
    minter = IdMinter()
    nodes = [node for node in outline.nodes if node.kind == "measure"]
    badges = Badges(document, rules)
    mapped = mapped_rows(document, rules) if nodes else ()
    return tuple(_measure(node, document, outline, tables, rules, badges, mapped, minter) for node in nodes)


def _measure(
    node: Node,
    document: Document,
    outline: Outline,
    tables: tuple[TableView, ...],
    rules: RuleSet,
    badges: Badges,
    mapped: tuple[MappedRow, ...],
    minter: IdMinter,
) -> Measure:
    parts = list(outline.children(node.index))
    policy = _policy(node, outline) or _badge_policy(node, parts, document, rules)
    facets = _facets(node, parts, document, outline, tables, rules)
    departments, open_ended = departments_of(node, parts, document, outline, rules, badges)
    return Measure(
        id=minter.mint("mea", policy, node.number, node.title),
        section_id=node.id,
        policy=policy,
        number=node.number,
        title=node.title,
        is_priority=any("priority" in n.marks for n in outline.path(node.index)),
        national_items=national_items(node, facets, document, outline, rules, mapped),  # type: ignore[arg-type]
        facets=tuple(facets),
        departments=tuple(dict.fromkeys(departments or column_departments(node, tables))),
        departments_open_ended=open_ended,
        evidence=node.heading.evidence(),
    )


def _facets(
    node: Node,
    parts: list[Node],
    document: Document,
    outline: Outline,
    tables: tuple[TableView, ...],
    rules: RuleSet,
) -> list[Facet]:
    """The measure's text as facets: its own text, its labelled blocks, its other titled parts."""
    facets: list[Facet] = []
    roles = [part_role(part, outline, rules) for part in parts]
    if not set(roles) - _HISTORY - _RECORD_BLOCKS - {"next_steps"}:
        own = section_paragraphs(document, node.start, parts[0].block if parts else node.end, outline.repeats)
        own = own[departments_first(own, rules) :]
        told = [(i, p) for i, p in own if not names_in_brackets(p, rules) and not says_national_items(p.text, rules)]
        facets.extend(_line_facets(told, rules) or _own_facets(own, bool(set(roles) - _RECORD_BLOCKS), rules))
    elif parts:
        own = section_paragraphs(document, node.start, parts[0].block, outline.repeats)
        said = (one for one in _line_facets(own, rules, fewest=1) if one.heading)
        facets.extend(one for one in said if one.role not in (*roles, "other"))
    titles = {other.block for other in outline.nodes}
    later: list[tuple[int, Paragraph]] = []
    for part, role in zip(parts, roles, strict=True):
        paragraphs = _without_record_lines(section_paragraphs(document, part.start, part.end, outline.repeats), rules)
        if role in _HISTORY:
            paragraphs, outlook = _without_outlook([(i, p) for i, p in paragraphs if i not in titles])
            later.extend(outlook)
        if role == "actions" and not paragraphs and (rows := action_rows(part, tables)):
            facets.append(Facet(role="actions", heading=part.title, items=rows))
            continue
        recorded = any(view.kind in _RECORD_BLOCKS and part.start <= view.block < part.end for view in tables)
        if recorded and not paragraphs:
            continue  # nothing but a table that became records of its own
        if role is None:
            facets.append(_titled_facet(part, paragraphs))
        elif role not in _RECORD_BLOCKS and (paragraphs or role != "other"):
            facets.append(_facet(role, part.title, paragraphs))
    if later:
        facets.append(_facet("next_steps", None, later))
    if not facets and (rows := charged_rows(node, tables, rules)):
        facets.append(Facet(role="actions", heading=None, items=rows))
    return facets


def _policy(node: Node, outline: Outline) -> str | None:
    """The nearest policy above, with its number; a numbered one before an unnumbered one."""
    above = outline.path(node.index)[:-1]
    policies = [n for n in reversed(above) if n.kind == "policy"]
    chosen = next((n for n in policies if n.number), next(iter(policies), None))
    if chosen is None:
        return None
    return f"{chosen.number} {chosen.title}" if chosen.number else chosen.title


def _badge_policy(node: Node, parts: list[Node], document: Document, rules: RuleSet) -> str | None:
    """The policy that a short line right below the title says the measure is of, as on slides (基本目標1 暮らし)."""
    own = [p for _, p in section_paragraphs(document, node.start, parts[0].block if parts else node.end)]
    named = [p for p in own if rules["numbering"].label(p.text) == "policy"]
    if len(named) != 1 or named[0] not in own[:_LINES_OF_BADGES]:
        return None  # 目標1, 目標2 are the measure's own
    found, text = rules["numbering"].match(named[0].text), named[0].text
    if found is None or len(text) > _LONGEST_BADGE or text.endswith("。"):
        return None
    return clean(f"{text[: found.end].strip(' :：')} {text[found.end :]}")[0]


def _facet(role: str, heading: str | None, paragraphs: list[tuple[int, Paragraph]]) -> Facet:
    items = read_items([read_line(i, p) for i, p in paragraphs])
    return Facet(role=role, heading=heading, items=tuple(_facet_item(item) for item in items))  # type: ignore[arg-type]


def _facet_item(item: Item) -> FacetItem:
    head = item.head
    label = head.marker if head.kind in ("label", "mark") else None
    return FacetItem(label=label, text=head.text, details=tuple(line.text for line in item.nested))


def _line_facets(own: list[tuple[int, Paragraph]], rules: RuleSet, fewest: int = 2) -> list[Facet]:
    """The facets of a measure whose lines begin with their labels (【内容】…); none with less than `fewest` labels."""
    facets = []
    for block in read_labelled_lines(own, rules, fewest):
        if block.role not in _RECORD_BLOCKS:
            items = tuple(_facet_item(item) for item in read_items(block.lines))
            facets.append(Facet(role=block.role or "other", heading=block.heading, items=items))  # type: ignore[arg-type]
    return facets


def _own_facets(own: list[tuple[int, Paragraph]], has_parts: bool, rules: RuleSet) -> list[Facet]:
    """The text right under a measure without labelled blocks.

    It introduces the measure's parts when it has some; else it is the measure's actions, past ones when most of it is
    history. Paragraphs about what comes next are a facet of their own.
    """
    kept, outlook = _without_outlook(_without_record_lines(own, rules))
    facets = []
    if kept:
        tenses = [sentence.tense for _, p in kept for sentence in p.sentences]
        past = tenses.count("past") * 2 > len(tenses)
        role = "other" if has_parts or outlook else "past_actions" if past else "actions"
        facets.append(_facet(role, None, kept))
    if outlook:
        facets.append(_facet("next_steps", None, outlook))
    return facets


def _without_record_lines(paragraphs: list[tuple[int, Paragraph]], rules: RuleSet) -> list[tuple[int, Paragraph]]:
    """The paragraphs without lines that become records of their own (担当課：…, HP：1,000人、SNS：3,000人, → 60%)."""
    bare = {i for i, p in paragraphs if _is_bare(p)}
    card = bare if any(m.quantity for i, p in paragraphs if i in bare for m in p.mentions) else set()
    return [
        (i, p)
        for i, p in paragraphs
        if inline_departments(p, rules) is None
        and line_role(p, rules) not in _RECORD_BLOCKS
        and not (i in card or _is_card(p) or _FIGURES.fullmatch(p.text) or names_indicator(p.text, rules))
    ]


def _is_bare(paragraph: Paragraph) -> bool:
    """Whether a line is nothing but figures, years and arrows: where one is a figure, an indicator's card."""
    text = list(paragraph.text)
    for mention in paragraph.mentions:
        text[mention.start : mention.end] = " " * (mention.end - mention.start)
    return bool(paragraph.mentions) and _NOTHING.fullmatch("".join(text)) is not None


def _is_card(paragraph: Paragraph) -> bool:
    """Whether a line of a PDF is a card of large figures: much higher than its own text."""
    place = paragraph.passage.segments[0].place
    if paragraph.style is None or place.box is None or len(paragraph.passage.segments) > 1:
        return False
    figures = sum(m.kind == "quantity" for m in paragraph.mentions)
    return figures > 1 and place.box[3] - place.box[1] >= _CARD_HEIGHT * paragraph.style.size


def _without_outlook(
    paragraphs: list[tuple[int, Paragraph]],
) -> tuple[list[tuple[int, Paragraph]], list[tuple[int, Paragraph]]]:
    """The paragraphs, and apart from them those that say what comes next (今後の取組として、…)."""
    outlook = [(i, p) for i, p in paragraphs if _says_outlook(p)]
    return [(i, p) for i, p in paragraphs if not _says_outlook(p)], outlook


def _says_outlook(paragraph: Paragraph) -> bool:
    """Whether one of its sentences begins with what comes next."""
    return any(_OUTLOOK.match(paragraph.text[s.start : s.end].lstrip()) for s in paragraph.sentences)


def _titled_facet(child: Node, paragraphs: list[tuple[int, Paragraph]]) -> Facet:
    """A titled part of a measure that names no block: numbered parts are its actions, others stay what they are.

    Its structure is unknown, so each line is an item unless mark-up nests it; beside sentences and lists, bare words
    (of a diagram, a caption) are none.
    """
    lines = [read_line(i, p) for i, p in paragraphs]
    if _PICTURE.search(child.title):
        lines = [line for line in lines if line.text.endswith("。")]
    full = any(_is_full(line) for line in lines)
    items: list[FacetItem] = []
    for line in lines:
        bare = full and not _is_full(line) and not _LABELLED.search(line.text)
        if items and (line.kind == "note" or (line.depth or 0) > 0 or bare):
            last = items[-1]
            items[-1] = last.model_copy(update={"details": (*last.details, line.text)})
        elif not bare:
            items.append(FacetItem(label=line.marker if line.kind in ("label", "mark") else None, text=line.text))
    heading = f"{child.number} {child.title}" if child.number else child.title
    return Facet(
        role="actions" if child.number and child.kind != "facet" else "other", heading=heading, items=tuple(items)
    )


def _is_full(line: ListLine) -> bool:
    return line.text.endswith("。") or line.kind not in ("para", "note") or len(line.text) >= _SAYS_SOMETHING
