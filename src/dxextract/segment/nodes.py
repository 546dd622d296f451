"""Placed headings -> the nodes of the outline, and which block belongs to which.

Decides where a section ends, and what its text says beside its heading: departments right below it, contents entries
that nothing answers to. How headings nest is decided in `tree`.
"""

from __future__ import annotations

from collections import defaultdict

from dxextract.ids import IdMinter
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.schema.document import Document, Paragraph, Table
from dxextract.schema.outline import Node
from dxextract.schema.plan import SectionKind
from dxextract.segment.contents import Contents
from dxextract.segment.contents_entries import title_key
from dxextract.segment.heading import Heading
from dxextract.segment.placed import Placed
from dxextract.segment.priorities import has_priority
from dxextract.segment.surroundings import tells_blocks, tells_departments

_FEWEST = 2


def to_nodes(document: Document, placed: list[Placed], kinds: list[SectionKind], rules: RuleSet) -> tuple[Node, ...]:
    minter = IdMinter()
    nodes: list[Node] = []
    for position, item in enumerate(placed):
        heading = item.heading
        level = 1 if item.parent is None else nodes[item.parent].level + 1
        end = len(document.blocks)
        for later in placed[position + 1 :]:
            if not _descends(placed, later, position):
                end = later.heading.block
                break
        if heading.paragraph.unfolded is not None:
            end = _form_end(document, heading.block, end, rules)
        parent_id = None if item.parent is None else nodes[item.parent].id
        nodes.append(
            Node(
                id=minter.mint("sec", parent_id, heading.wording.number, heading.wording.title),
                index=position,
                parent=item.parent,
                level=level,
                number=heading.wording.number,
                title=heading.wording.title,
                kind=kinds[position],
                marks=heading.wording.marks + (("priority",) if has_priority(heading) else ()),
                heading=heading.passage,
                block=heading.block,
                start=heading.block + 1,
                end=end,
                page=heading.passage.page,
                printed=heading.paragraph.unfolded != "label",
                family=heading.kind,
                announced=heading.announced,
                distinct=heading.distinct,
            )
        )
    return tuple(nodes)


def _form_end(document: Document, start: int, end: int, rules: RuleSet) -> int:
    """Where what was set out from the form of block `start` ends, `end` at most."""
    for index in range(start + 1, end):
        block = document.blocks[index]
        if isinstance(block, Paragraph) and block.role == "body" and block.unfolded is None:
            if _labels_table(document, index, rules):
                continue
            return index
        if isinstance(block, Table) and block.set_out and not _is_continued(document, index):
            return index
    return end


def _labels_table(document: Document, index: int, rules: RuleSet) -> bool:
    """Whether a line names an indicator behind its label (成果指標：成約件数) right above its table."""
    line, table = document.blocks[index], document.blocks[index + 1] if index + 1 < len(document.blocks) else None
    if not isinstance(line, Paragraph) or not isinstance(table, Table) or table.set_out:
        return False
    label, colon, _ = line.text.replace(":", "：").partition("：")
    return bool(colon) and block_label(label, rules) == "kpi"


def _is_continued(document: Document, index: int) -> bool:
    """Whether the form of block `index` goes on with the one before: no name of a measure stands first in it."""
    following = document.blocks[index + 1] if index + 1 < len(document.blocks) else None
    return isinstance(following, Paragraph) and following.unfolded == "label"


def departmental_positions(document: Document, placed: list[Placed], rules: RuleSet) -> frozenset[int]:
    """Positions of headings that name departments: behind the title, or right below behind a label (担当課：…)."""
    found = {position for position, item in enumerate(placed) if _names_departments(item.heading)}
    for position, item in enumerate(placed):
        following = placed[position + 1].heading.block if position + 1 < len(placed) else len(document.blocks)
        if tells_departments(document, item.heading.block + 1, following, rules):
            found.add(position)
    return frozenset(found)


def labelled_positions(document: Document, placed: list[Placed], rules: RuleSet) -> frozenset[int]:
    """Positions of siblings in whose own text labels and what they say share a line (【内容】端末を配る).

    A label that leads no text of its own makes a heading of its line, and a block of the section above.
    """
    found: dict[tuple[int | None, str], list[int]] = defaultdict(list)
    for position, item in enumerate(placed):
        following = placed[position + 1].heading.block if position + 1 < len(placed) else len(document.blocks)
        numbered = item.heading.wording.number is not None
        if numbered and tells_blocks(document, item.heading.block + 1, following, rules):
            found[item.parent, item.heading.family].append(position)
    return frozenset(position for members in found.values() if len(members) >= _FEWEST for position in members)


def _names_departments(heading: Heading) -> bool:
    """Whether departments stand behind the title on its line (窓口改革（町民課）)."""
    line, title = heading.paragraph, heading.wording.title
    end = line.text.rfind(title) + len(title)
    return bool(line.text[end:].strip()) and any(m.kind == "department" and m.start >= end for m in line.mentions)


def unmatched_entries(contents: Contents, placed: list[Placed]) -> tuple[str, ...]:
    """Contents entries that no placed heading answers to, as printed."""
    found = {title_key(p.heading.wording.title) for p in placed}
    return tuple(
        f"{entry.number} {entry.title}" if entry.number else entry.title
        for entry in contents.entries
        if entry.title and title_key(entry.title) not in found
    )


def _descends(placed: list[Placed], item: Placed, ancestor: int) -> bool:
    parent = item.parent
    while parent is not None:
        if parent == ancestor:
            return True
        parent = placed[parent].parent
    return False


def owners_of(document: Document, nodes: tuple[Node, ...]) -> tuple[int | None, ...]:
    owner: list[int | None] = [None] * len(document.blocks)
    for node in nodes:
        for index in range(node.block, node.end):
            owner[index] = node.index
    return tuple(owner)
