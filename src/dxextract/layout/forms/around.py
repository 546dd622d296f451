"""What stands around a form on its page: lines that may be headings, who is in charge, the tables that follow.

Decides what of it belongs to the form by its place and its words. Decides nothing about the form itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dxextract.layout.forms.cards import (
    BOX_ROWS,
)
from dxextract.normalise import squeeze
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.schema.document import Block, Document, Paragraph, Table
from dxextract.signs import LABEL_SIGNS

NEAR = 3  # paragraphs above a form among which its own heading may stand
MAX_NAME = 60  # characters; longer content beside a title label describes the measure
_SENTENCE = 30  # characters; a line as long as this says something
_REMARK = re.compile(r"(?:[(（【〔\[＜<][^()（）【】〔〕\[\]＜＞<>]{1,40}[)）】〕\]＞>])+$")
"""What ends a heading in brackets: who is in charge, 新規, 重点."""
_TELLING = 4
_LABELLED = re.compile(rf"[{LABEL_SIGNS}【〔\[(（]?\s*([^\s:：】〕\])）]{{2,12}})\s*[】〕\])）:：]")


def headlines(document: Document, rules: RuleSet) -> frozenset[str]:
    """The short lines below which something is said on the same page: what may be a heading of its own.

    A line of a contents page, or of a chart of the plan's structure, has only lines like itself below. What ends a
    line in brackets (電子申請の推進（市民課）) need not be repeated where a table names it: such lines count
    without, too.
    """
    lines = [(i, b) for i, b in enumerate(document.blocks) if isinstance(b, Paragraph) and b.role == "body"]
    contents = {page_of(line) for _, line in lines if rules["contents_headings"].match(line.text)} - {None}
    found = frozenset(
        squeeze(line.text)
        for index, line in lines
        if len(line.text) <= 2 * MAX_NAME
        and page_of(line) not in contents
        and _says_more(document.blocks[index + 1 : index + 1 + NEAR], page_of(line), rules)
    )
    return found | {bare for line in found if len(bare := _REMARK.sub("", line)) >= _TELLING}


def _says_more(following: Sequence[Block], page: int | None, rules: RuleSet) -> bool:
    """Whether a sentence, a table or the label of a measure's block stands among the lines that follow on the page."""
    for block in following:
        if page_of(block) != page:
            return False
        if not isinstance(block, Paragraph) or len(block.text) >= _SENTENCE or block.text.endswith("。"):
            return True
        label = block.text.replace("：", ":").partition(":")[0]  # 現状と課題, or 担当課:総務課
        if block_label(label, rules):
            return True
    return False


def department_lines(form: Table, before: Sequence[Block], waiting: Sequence[Block], rules: RuleSet) -> list[Paragraph]:
    """Lines such as 所管：市民課 that stand above the form or beside its head, and so belong to what it names."""
    bottom = max((c.box[3] for c in form.cells if c.row < BOX_ROWS and c.box is not None), default=0.0)
    near = [*_since_last_measure(before, rules), *waiting[:NEAR]]
    return [
        line
        for line in near
        if isinstance(line, Paragraph)
        and line.unfolded is None
        and page_of(line) == page_of(form) is not None
        and _bottom_of(line) <= bottom
        and names_departments(line, rules)
    ]


def names_departments(line: Paragraph, rules: RuleSet) -> bool:
    """Whether a line begins with the label of departments: 所管：市民課, 【担当課】市民課."""
    found = _LABELLED.match(line.text)
    return found is not None and block_label(found[1], rules) == "departments"


def _since_last_measure(before: Sequence[Block], rules: RuleSet) -> Sequence[Block]:
    """The blocks just above a form, without those that end what stands above its own numbered heading."""
    near = before[-NEAR:]
    for position, block in enumerate(near):
        heading = isinstance(block, Paragraph) and rules["numbering"].label(block.text) not in (None, "mark", "tag")
        above = before[: len(before) - len(near) + position]
        if heading and any(isinstance(b, Table) and page_of(b) == page_of(block) for b in above[-4 * NEAR :]):
            return near[position:]
    return near


def tables_below(card: Table, waiting: Sequence[Block]) -> list[Table]:
    """The next tables of the page that `card` stands on."""
    return [b for b in waiting[: 2 * NEAR] if isinstance(b, Table) and page_of(b) == page_of(card)]


def page_of(block: Block) -> int | None:
    """The page that a block begins on; None in a text."""
    if isinstance(block, Paragraph):
        return block.passage.page
    return block.places[0].page if isinstance(block, Table) else block.place.page


def top_row(table: Table) -> tuple[str, ...]:
    """What the cells of the first row say, without white space: tables that return have the same."""
    return tuple(squeeze(cell.text) for cell in table.cells if cell.row == 0)


def _bottom_of(line: Paragraph) -> float:
    box = line.passage.segments[-1].place.box if line.passage.segments else None
    return box[3] if box is not None else float("inf")
