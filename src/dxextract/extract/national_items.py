"""The items of the national plan that a measure answers to (`national_items`).

Decides whose words are asked, and in which order: the plan's own mapping, titles, the policy's title, what the actions
say. Which words name an item is data (`rules/national_items.yaml`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from dxextract.extract.items import read_items, read_line
from dxextract.extract.national_tables import MappedRow, mapped_codes
from dxextract.extract.sections import section_paragraphs
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.schema.document import Document, Paragraph, Table
from dxextract.schema.outline import Node, Outline
from dxextract.schema.plan import Facet

_EXAMPLE = re.compile(r"事例|一例|例[)）]")
_SAID = re.compile(
    r"[^\w]*(?P<label>[^:：】〕\]＞>》≫」)）]{4,30})(?:[】〕\]＞>》≫」)）]\s*[:：\s]?|\s*[:：\s])\s*(?P<said>\S.*)$"
)
_NONE = re.compile(r"[-－―—ー]+|なし|該当なし|対象外")


def national_items(
    node: Node,
    facets: list[Facet],
    document: Document,
    outline: Outline,
    rules: RuleSet,
    mapped: tuple[MappedRow, ...] = (),
) -> tuple[str, ...]:
    """Codes named by the titles of the measure, its titled parts and its actions.

    What the plan prints itself wins, with the measure (国の重点取組事項：…) or in a table (`mapped`). Else by its
    policy's title (the chapter's where there is no policy), else by what its actions say. Where it tells none but
    those to come (今後の取組), their titles count.
    """
    printed = _printed_codes(node, document, outline, rules)
    if printed is None:
        printed = mapped_codes(node.title, mapped)
    if printed is not None:
        return printed
    titles: list[int] = []
    details: list[int] = []
    actions = {f.heading for f in facets if f.role == "actions"}
    acting = actions or {f.heading for f in facets if f.role == "next_steps"}
    for child in outline.children(node.index):
        if child.title in acting:
            lines = [read_line(i, p) for i, p in section_paragraphs(document, child.start, child.end)]
            for item in read_items(lines):
                if _EXAMPLE.search(item.head.text):
                    continue
                (details if item.head.text.endswith("。") else titles).append(item.head.block)
                details.extend(line.block for line in item.nested)
    details = details if actions else []
    in_lines = [] if titles or details else [f for f in facets if f.role == "actions" and f.heading]
    told = [item.text for f in in_lines for item in f.items if not _EXAMPLE.search(item.text)]
    parts = [n for n in outline.nodes if node.block < n.block < node.end and n.kind == "section"]
    named = [node, *(part for part in parts if block_label(part.title, rules) is None)]
    return _distinct(
        (
            *_title_codes(named, document, rules),
            *_codes(titles, document, rules),
            *_codes_of((text for text in told if not text.endswith("。")), rules),
        )
        or _title_codes(_pillars(node, outline, rules), document, rules)
        or _codes(details, document, rules)
        or _codes_of(told, rules)
    )


def _printed_codes(node: Node, document: Document, outline: Outline, rules: RuleSet) -> tuple[str, ...] | None:
    """The codes that the plan itself gives a measure, on a line, in a block or a row that says so; None without one."""
    tables = (block for block in document.blocks[node.start : node.end] if isinstance(block, Table))
    said = [text for table in tables for text in _in_rows(table, rules)]
    for index, paragraph in section_paragraphs(document, node.start, node.end):
        line = _SAID.match(paragraph.text)
        if line is not None and rules["national_mapping"].label(line["label"]):
            said.append(line["said"])
        elif (own := outline.owner[index]) is not None and rules["national_mapping"].label(outline.nodes[own].title):
            said.append(paragraph.text)
    codes = _distinct(one.label for text in said for one in rules["national_items"].find_all(text))
    return codes or (() if any(_NONE.fullmatch(text.strip()) for text in said) else None)


def says_national_items(text: str, rules: RuleSet) -> bool:
    """Whether a line is the plan's own mapping and no text of the measure (`（国計画との関連）電子申請`)."""
    line = _SAID.match(text)
    return line is not None and rules["national_mapping"].label(line["label"]) is not None


def _in_rows(table: Table, rules: RuleSet) -> list[str]:
    """What stands right of a cell that says it names the national plan's items."""
    grid = table.grid()
    labels = (cell for cell in table.cells if cell.text and rules["national_mapping"].label(cell.text))
    beside = (grid.get((label.row, label.col + label.col_span)) for label in labels)
    return [cell.text for cell in beside if cell is not None and cell.text]


def _pillars(node: Node, outline: Outline, rules: RuleSet) -> list[Node]:
    """The policies above a measure that are numbered as such; all sections above it where none is a policy."""
    above = list(outline.path(node.index)[:-1])
    policies = [n for n in above if n.kind == "policy"]
    return [n for n in policies if rules["numbering"].label(n.heading.text) == "policy"] if policies else above


def _title_codes(nodes: Iterable[Node], document: Document, rules: RuleSet) -> list[str]:
    """Codes in the titles of sections; a heading's block may hold its parent's title too, which does not count."""
    codes: list[str] = []
    for node in nodes:
        block = document.blocks[node.block]
        if isinstance(block, Paragraph):
            start = max(0, block.text.rfind(node.title))
            codes.extend(one.label for one in rules["national_items"].find_all(block.text) if one.start >= start)
    return codes


def _codes(blocks: Iterable[int], document: Document, rules: RuleSet) -> list[str]:
    found = (document.blocks[index] for index in blocks)
    return _codes_of((block.text for block in found if isinstance(block, Paragraph)), rules)


def _codes_of(texts: Iterable[str], rules: RuleSet) -> list[str]:
    return [one.label for text in texts for one in rules["national_items"].find_all(text)]


def _distinct(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codes))
