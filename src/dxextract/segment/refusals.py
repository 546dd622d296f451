"""What the lines around a candidate say against its being a heading.

A line of a list or a box, the tag beside a title, the name of a form, the slogan that a heading announces, the
translation below it, a term of a glossary, an indicator's name: each reads as a heading by its own words. Decides one
sign each; which of them counts for what kind of line is decided in `headings`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dxextract.normalise import squeeze
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label, names_indicator
from dxextract.schema.document import Block, Document, Paragraph, Table
from dxextract.segment.covers import BARE
from dxextract.segment.heading import Heading

_FORM = re.compile(r"[【〔［(（]?[^\s。]{0,14}?(?:個票|調書|シート|カルテ|(?:整理|管理|計画|事業|施策)票)[】〕］)）]?")
_QUOTED = re.compile(r"[「『“][^」』”]+[」』”]")
_INSET = 2.0
"""Ems that a line in the middle of the page begins right of the heading above it."""
_LEADING = 0.5
"""Ems between two lines of one box."""
_LONGEST_HOLDER = 20
"""Characters of who holds an office."""
_QUESTION = re.compile(r"[QＱ問]\s?[0-9]{0,2}\s?[.．:：\s]")
_SUBTITLE = re.compile(r"[～〜~―─–-].+[～〜~―─–-]")


def heads_table(document: Document, index: int) -> bool:
    """Whether a table stands right below a line."""
    return isinstance(document.blocks[index + 1] if index + 1 < len(document.blocks) else None, Table)


def tells_indicator(title: str, rules: RuleSet) -> bool:
    """Whether a line says what an indicator is behind its label (KPI1：授業の割合 75%以上, KPI② 宿泊者数).

    Or, in the same way, when a step is done (実施時期：R7～R8 調査).
    """
    label, colon, rest = title.replace(":", "：").partition("：")
    if colon and rest.strip() and block_label(label, rules) in ("kpi", "schedule"):
        return True
    return names_indicator(title, rules)


def is_bullet(document: Document, index: int) -> bool:
    """Whether a plain line stands right above or below one with the same mark, set alike: a list's items."""
    line = document.blocks[index]
    if not isinstance(line, Paragraph):
        return False
    beside = [*document.blocks[max(index - 1, 0) : index], *document.blocks[index + 1 : index + 2]]
    alike = [b for b in beside if isinstance(b, Paragraph) and b.text[:1] == line.text[:1] and b.style == line.style]
    if line.style is None:  # in a text, both behind the hyphens of mark-up
        return line.depth is not None and any(b.depth == line.depth for b in alike)
    return bool(alike) and not (line.style.bold or line.style.band is not None or line.style.boxed)


def is_item_of_label(heading: Heading, earlier: Sequence[Heading]) -> bool:
    """Whether a plain line with a mark stands right below a block's label that is bold or on a band: its one item."""
    label = earlier[-1] if earlier else None
    if label is None or heading.kind != "mark" or label.block != heading.block - 1 or label.wording.label is None:
        return False
    one, other = label.paragraph.style, heading.paragraph.style
    if one is None or other is None or other.bold or other.band is not None:
        return False
    return (one.bold or one.band is not None) and label.kind != heading.kind


def is_text_of_label(heading: Heading, earlier: Sequence[Heading]) -> bool:
    """Whether an unmarked line goes on in the box of a block's label, right below it and set as it is.

    これまで and below it 紙とはんこに時間を取られる, one box with what it says: titles below a label have a band each.
    """
    label = earlier[-1] if earlier else None
    if label is None or heading.kind not in BARE or label.block != heading.block - 1 or label.wording.label is None:
        return False
    style = heading.paragraph.style
    one, other = label.passage.segments[-1].place, heading.passage.segments[0].place
    if style is None or style.band is None or style != label.paragraph.style or one.page != other.page:
        return False
    return one.box is not None and other.box is not None and 0 <= other.box[1] - one.box[3] <= _LEADING * style.size


def is_beside_heading(document: Document, earlier: Sequence[Heading], index: int) -> bool:
    """Whether a line stands right of the heading before it, on its row: 【新規】 or 新規 on a band is its tag."""
    line, title = document.blocks[index], document.blocks[index - 1] if index else None
    if not earlier or earlier[-1].block != index - 1 or not isinstance(title, Paragraph):
        return False
    box = line.passage.segments[0].place.box if isinstance(line, Paragraph) else None
    rows = [one.place.box for one in title.passage.segments if one.place.box is not None]
    if box is None or not rows:
        return False
    top, bottom = min(row[1] for row in rows), max(row[3] for row in rows)
    return box[0] > max(row[2] for row in rows) and top <= (box[1] + box[3]) / 2 <= bottom


def names_seat(document: Document, index: int, rules: RuleSet) -> bool:
    """Whether a line names an office (本部長) and who holds it stands right of it, level and short: a row of roles."""
    line, below = document.blocks[index], document.blocks[index + 1 : index + 2]
    if not below or not isinstance(line, Paragraph) or not isinstance(below[0], Paragraph):
        return False
    if rules["role_names"].label(line.text) in (None, "unit") and not rules["chief_titles"].match(line.text):
        return False
    one, other = (text.passage.segments[0].place.box for text in (line, below[0]))
    if one is None or other is None or one[2] > other[0] or len(below[0].text) > _LONGEST_HOLDER:
        return False
    return one[1] <= (other[1] + other[3]) / 2 <= one[3] and not below[0].text.endswith("。")


def is_state_of(heading: Heading, earlier: Sequence[Heading], index: int, rules: RuleSet) -> bool:
    """Whether a line says no more than 新規 or 継続 of the numbered heading right above it."""
    bare = heading.kind in (*BARE, "bracket") and not heading.announced
    if not bare or not earlier or earlier[-1].block != index - 1 or earlier[-1].wording.number is None:
        return False
    return rules["status_words"].match(heading.wording.title) is not None


def names_form(document: Document, index: int) -> bool:
    """Whether a line says what kind of form stands below it (実施計画個票), and nothing of what the form is about."""
    line, below = document.blocks[index], document.blocks[index + 1 : index + 2]
    form = bool(below) and isinstance(below[0], Table) and below[0].set_out
    return form and isinstance(line, Paragraph) and _FORM.fullmatch(squeeze(line.text)) is not None


def names_speaker(document: Document, index: int) -> bool:
    """Whether a line says whose words stand in quotes below it, set alike in one bubble (市長メッセージ)."""
    line, below = document.blocks[index], document.blocks[index + 1 : index + 2]
    if not below or not isinstance(line, Paragraph) or not isinstance(below[0], Paragraph):
        return False
    quoted = _QUOTED.fullmatch(below[0].text) is not None
    return quoted and line.style is not None and line.style.band is not None and line.style == below[0].style


def is_answer(document: Document, heading: Heading) -> bool:
    """Whether a line that begins with A stands right below a question: no first of A, B, C."""
    above = document.blocks[heading.block - 1] if heading.block else None
    first = heading.kind == "alpha" and heading.wording.ordinal == 1
    return first and isinstance(above, Paragraph) and _QUESTION.match(above.text) is not None


def is_translation(heading: Heading, earlier: Sequence[Heading], index: int) -> bool:
    """Whether a line right below a Japanese heading says it in Latin letters alone (01 計画の概要, Outline)."""
    if heading.kind not in BARE or heading.announced or not earlier or earlier[-1].block != index - 1:
        return False
    return heading.wording.title.isascii() and not earlier[-1].wording.title.isascii()


def is_slogan(document: Document, earlier: Sequence[Heading], index: int, rules: RuleSet) -> bool:
    """Whether the line stands right below a heading such as 基本理念, or goes on there: it is what that announces."""
    if not earlier:
        return False
    below, block = index - earlier[-1].block, document.blocks[index]
    if below == 1 and isinstance(block, Paragraph) and _SUBTITLE.fullmatch(block.text):
        if block.style is not None:
            return earlier[-1].size is not None and block.style.size < earlier[-1].size
        if earlier[-1].kind == "policy":
            return True  # ～行かない、待たない～ below 基本方針1
    if below == 1 and _is_set_as_slogan(block, earlier[-1]):
        return True
    if rules["vision_headings"].match(earlier[-1].wording.title) is None:
        return False
    if isinstance(block, Paragraph) and rules["vision_headings"].match(block.text):
        return False  # 基本理念 below 第2章 目指す姿 announces the slogan itself
    return below == 1 or (below == 2 and _set_alike(document.blocks[index - 1], document.blocks[index]))


def _is_set_as_slogan(block: Block, above: Heading) -> bool:
    """Whether a line stands in the middle of the page, set larger than the numbered heading right above it."""
    if not isinstance(block, Paragraph) or block.style is None or above.size is None or above.wording.number is None:
        return False
    here, there = block.passage.segments[0].place, above.passage.segments[0].place
    if here.box is None or there.box is None or here.page != there.page:
        return False
    inset = here.box[0] - there.box[0]
    return block.style.size > above.size + 0.5 and inset > _INSET * block.style.size and here.box[2] > there.box[2]


def _set_alike(one: Block, other: Block) -> bool:
    """Whether two lines have one size and weight, where the medium has styles."""
    if not isinstance(one, Paragraph) or not isinstance(other, Paragraph) or one.style is None or other.style is None:
        return False
    return abs(one.style.size - other.style.size) < 0.5 and one.style.bold == other.style.bold


def is_term(heading: Heading, earlier: Sequence[Heading], rules: RuleSet) -> bool:
    """Whether an unmarked line below a glossary's heading, set no larger than that, is one of its terms."""
    above = earlier[-1] if earlier else None
    if above is None or heading.announced or rules["appendix_headings"].label(above.wording.title) != "glossary":
        return False
    if heading.kind not in (*BARE, "mark", "bracket"):
        return False
    return above.size is None or heading.size is None or heading.size < above.size
