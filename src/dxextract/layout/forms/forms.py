"""Forms (個票) and list tables unfolded, so that later stages see one shape for them and for prose.

A form is a table in which label cells stand beside or above their content (`regions`); a list table names a
measure in each row (`list_tables`). The table stays in the document; after it each measure is set out as a heading
with its blocks below. Decides which tables are forms, and which of their names stand on the page as headings already.
Decides nothing about records.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from dxextract.layout.forms.cards import (
    BOX_ROWS,
    MEASURE_BLOCKS,
    ONE_UNDER_LABELS,
    heads_blocks,
    is_label_box,
    is_row_of_blocks,
    left_column,
    names_card,
    without_row_values,
)
from dxextract.layout.forms.columns import by_column
from dxextract.layout.forms.inside import holds, tables_inside
from dxextract.layout.forms.label_strips import with_joined_strips
from dxextract.layout.forms.labels import ASIDE, CHOSEN, NAMING, VALUE, Region, content
from dxextract.layout.forms.list_tables import unfold_list
from dxextract.layout.forms.regions import read_regions
from dxextract.layout.forms.rulers import ruler_of, under_ruler
from dxextract.layout.forms.side_labels import set_out_side_label
from dxextract.layout.forms.unfolding import heading, numbered, paragraphs, part_of
from dxextract.layout.forms.units import holds_actions
from dxextract.layout.forms.values import indicator_table, named_tables, with_values, years_table
from dxextract.layout.text.cells import is_header_row
from dxextract.normalise import squeeze
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.schema.document import Block, Document, Paragraph, Table, UnfoldedAs
from dxextract.signs import LABEL_SIGNS

_FEWEST = 2
"""Blocks of the smallest form: who is responsible, and one more."""
_EXPLAINED = re.compile(r"(?:項目の)?(?:説明|解説|意味|見方|読み方|記載内容|記載事項|記入内容|内容の?説明|表示内容)")
_ASKED = re.compile(r"(?:記入|記載|入力|選択)(?:し|する|を)[^。]*。?$")
_NEAR = 3  # paragraphs above a form among which its own heading may stand
_MAX_NAME = 60  # characters; longer content beside a title label describes the measure
_SENTENCE = 30  # characters; a line as long as this says something
_LABELLED = re.compile(rf"[{LABEL_SIGNS}【〔\[(（]?\s*([^\s:：】〕\])）]{{2,12}})\s*[】〕\])）:：]")


def unfold_forms(document: Document, rules: RuleSet) -> Document:
    """The document with the content of its forms and list tables set out after them."""
    blocks: list[Block] = []
    beside: list[tuple[Table, tuple[Region, ...]]] = []
    document = replace(document, blocks=tuple(with_joined_strips(document.blocks, rules)))
    waiting = list(document.blocks)
    known: set[tuple[str, ...]] = set()  # the headers of lists
    said = set(_headlines(document, rules))  # and the names of measures that were set out so far
    in_forms = _names_of_forms(document, rules)
    held: frozenset[str] = frozenset()  # the policies of lists: another list of them has their indicators
    lists = frozenset(_top_row(b) for b in waiting if isinstance(b, Table) and b.n_rows > ONE_UNDER_LABELS)
    heads = Counter(_top_row(b) for b in waiting if isinstance(b, Table) and b.n_rows == ONE_UNDER_LABELS)
    tops = Counter(_top_row(b) for b in waiting if isinstance(b, Table) and b.n_rows >= ONE_UNDER_LABELS)
    boxes = Counter(left_column(b) for b in waiting if isinstance(b, Table) and b.n_rows <= BOX_ROWS)
    while waiting:
        block = waiting.pop(0)
        if not isinstance(block, Table):
            blocks.append(block)
            continue
        regions = read_regions(block, rules)
        if (
            (_is_form(block, regions, rules) and not _is_short_list(block, lists))
            or (_follows_form(blocks, block) and (_goes_on(block, regions) or is_row_of_blocks(block, regions)))
            or (heads[_top_row(block)] >= _FEWEST and is_row_of_blocks(block, regions) and _say_sentences(block))
            or (
                names_card(block, regions)
                and (boxes[left_column(block)] >= _FEWEST or heads_blocks(_tables_below(block, waiting), rules))
            )
        ):
            inside = tables_inside(block, waiting)
            waiting = [other for other in waiting if not any(other is table for table in inside)]
            lines = _department_lines(block, blocks, waiting, rules)
            blocks = [other for other in blocks if not any(other is line for line in lines)]
            waiting = [other for other in waiting if not any(other is line for line in lines)]
            blocks.append(replace(block, set_out=True))
            for one in (part for group in _by_measure(regions) for part in by_column(block, group)):
                begun = len(blocks)
                blocks.extend(_names(block, one, blocks, said))
                said |= _titles(blocks[begun:])
                blocks.extend([*(replace(line, unfolded="body") for line in lines), *_labelled(beside, rules)])
                beside, lines = [], []
                blocks.extend(_set_out(block, one, inside, rules))
            continue
        if is_label_box(block, regions):
            blocks.append(replace(block, set_out=True))
            beside.append((block, regions))
            if not _form_follows(block, waiting, rules):
                blocks.extend(_labelled(beside, rules))
                beside = []
            continue
        names = said | in_forms | held
        again = _top_row(block) in known
        within = holds_actions(blocks, rules)
        returns = tops[_top_row(block)] >= _FEWEST
        listed = unfold_list(
            block.as_meant(), blocks[-_NEAR:], names, rules, again=again, returns=returns, within=within
        )
        held |= _titles(listed, "policy")
        known.update([_top_row(block)] if listed else [])
        said |= _titles(listed)
        listed = listed or set_out_side_label(block.as_meant(), rules)
        blocks.append(replace(block, set_out=True) if listed else block)
        blocks.extend(listed)
    return replace(document, blocks=tuple(blocks))


def _say_sentences(table: Table) -> bool:
    """Whether what stands below the labels of a row is said in sentences."""
    return all(cell.text.endswith("。") for cell in table.cells if cell.row > 0)


def _names_of_forms(document: Document, rules: RuleSet) -> frozenset[str]:
    """The measures that forms are about: a list that names them, before or behind, sums the forms up."""
    tables = [block for block in document.blocks if isinstance(block, Table)]
    if len(tables) < _FEWEST or not any(_names_columns(table, rules) for table in tables):
        return frozenset()
    read = ((table, read_regions(table, rules)) for table in tables)
    forms = ((table, regions) for table, regions in read if _is_form(table, regions, rules))
    return frozenset(
        squeeze(cell.text)
        for table, regions in forms
        for one in _by_measure(regions)
        for region in one
        if region.label == "title"
        for cell in content(table, region)
    )


def _names_columns(table: Table, rules: RuleSet) -> bool:
    """Whether a table may be a list of measures: its top row names a column of them, and more follow."""
    labels = [rules["table_headers"].label(cell.text) for cell in table.cells if cell.row == 0 and cell.text]
    return table.n_rows > ONE_UNDER_LABELS and any(label in ("measure", "action") for label in labels)


def _headlines(document: Document, rules: RuleSet) -> frozenset[str]:
    """The short lines below which something is said on the same page: what may be a heading of its own.

    A line of a contents page, or of a chart of the plan's structure, has only lines like itself below.
    """
    lines = [(i, b) for i, b in enumerate(document.blocks) if isinstance(b, Paragraph) and b.role == "body"]
    contents = {_page_of(line) for _, line in lines if rules["contents_headings"].match(line.text)} - {None}
    return frozenset(
        squeeze(line.text)
        for index, line in lines
        if len(line.text) <= 2 * _MAX_NAME
        and _page_of(line) not in contents
        and _says_more(document.blocks[index + 1 : index + 1 + _NEAR], _page_of(line), rules)
    )


def _says_more(following: Sequence[Block], page: int | None, rules: RuleSet) -> bool:
    """Whether a sentence, a table or the label of a measure's block stands among the lines that follow on the page."""
    for block in following:
        if _page_of(block) != page:
            return False
        if not isinstance(block, Paragraph) or len(block.text) >= _SENTENCE or block.text.endswith("。"):
            return True
        label = block.text.replace("：", ":").partition(":")[0]  # 現状と課題, or 担当課:総務課
        if block_label(label, rules):
            return True
    return False


def _page_of(block: Block) -> int | None:
    if isinstance(block, Paragraph):
        return block.passage.segments[0].place.page if block.passage.segments else None
    return block.places[0].page if isinstance(block, Table) else block.place.page


def _titles(blocks: Sequence[Block], role: UnfoldedAs = "title") -> frozenset[str]:
    """The names of measures, or policies, that a form or a list table was set out with."""
    return frozenset(squeeze(b.text) for b in blocks if isinstance(b, Paragraph) and b.unfolded == role)


def _is_form(table: Table, regions: Sequence[Region], rules: RuleSet) -> bool:
    """Whether labels with blocks of a measure make up most of the table; a row of labels over a list does not."""
    regions = without_row_values(table, regions, rules)
    blocks = {region.label for region in regions} - NAMING - {VALUE, ASIDE}
    if _is_small_form(table, regions):
        return True
    small = len(regions) == table.n_rows == table.n_cols == _FEWEST and "departments" in blocks
    if not (len(regions) > _FEWEST or small) or len(blocks) < _FEWEST or not blocks & MEASURE_BLOCKS:
        return False
    if table.n_rows > 2 and all(region.cell.row == 0 for region in regions):
        top = [cell.text for cell in table.cells if cell.row == 0]
        if is_header_row(top, rules) or all(region.bottom == table.n_rows for region in regions):
            return False
    if _tells_how_to_fill_in(table):
        return False
    named = {region.label for region in regions} & {"title", "broad"}
    if named and {"departments", "kpi"} <= blocks:
        return True  # whatever other labels it has (Plan, Do)
    covered = {row for region in regions for row in range(region.cell.row, max(region.bottom, region.cell.row + 1))}
    return len(covered) * 2 > table.n_rows


def _is_small_form(table: Table, regions: Sequence[Region]) -> bool:
    """Whether two rows say what a measure does and who does it, and nothing else: 取組概要 | …, 担当課 | …."""
    labels = {region.label for region in regions}
    whole = table.n_cols == 2 and table.n_rows == len(regions) == len({region.cell.row for region in regions})
    return whole and len(labels) == 2 and {"actions", "departments"} <= labels


def _is_short_list(table: Table, lists: frozenset[tuple[str, ...]]) -> bool:
    """Whether one row stands below what heads several elsewhere (事業名 | 概要 | 担当課): a list of one, no form."""
    return table.n_rows == ONE_UNDER_LABELS and _top_row(table) in lists


def _top_row(table: Table) -> tuple[str, ...]:
    return tuple(squeeze(cell.text) for cell in table.cells if cell.row == 0)


def _tells_how_to_fill_in(table: Table) -> bool:
    """Whether a form's fields only ask for their content (…を記入してください), or a header says they are explained."""
    top = [cell.text for cell in table.cells if cell.row == 0 and cell.text]
    if len(top) == table.n_cols == 2 and _EXPLAINED.fullmatch(top[1]):
        return True
    asked = [cell for cell in table.cells if _ASKED.search(cell.text)]
    return len(asked) >= _FEWEST and len(asked) * 3 >= table.n_rows


def _form_follows(box: Table, waiting: Sequence[Block], rules: RuleSet) -> bool:
    """Whether the next table of the page is a form: the box stands at its head."""
    table = next((block for block in waiting[:_NEAR] if isinstance(block, Table)), None)
    return table is not None and _page_of(table) == _page_of(box) and _is_form(table, read_regions(table, rules), rules)


def _tables_below(card: Table, waiting: Sequence[Block]) -> list[Table]:
    """The next tables of the page that `card` stands on."""
    return [b for b in waiting[: 2 * _NEAR] if isinstance(b, Table) and _page_of(b) == _page_of(card)]


def _department_lines(
    form: Table, before: Sequence[Block], waiting: Sequence[Block], rules: RuleSet
) -> list[Paragraph]:
    """Lines such as 所管：市民課 that stand above the form or beside its head, and so belong to what it names."""
    bottom = max((c.box[3] for c in form.cells if c.row < BOX_ROWS and c.box is not None), default=0.0)
    near = [*_since_last_measure(before, rules), *waiting[:_NEAR]]
    return [
        line
        for line in near
        if isinstance(line, Paragraph)
        and line.unfolded is None
        and _page_of(line) == _page_of(form) is not None
        and _bottom_of(line) <= bottom
        and (found := _LABELLED.match(line.text)) is not None
        and block_label(found[1], rules) == "departments"
    ]


def _since_last_measure(before: Sequence[Block], rules: RuleSet) -> Sequence[Block]:
    """The blocks just above a form, without those that end what stands above its own numbered heading."""
    near = before[-_NEAR:]
    for position, block in enumerate(near):
        heading = isinstance(block, Paragraph) and rules["numbering"].label(block.text) not in (None, "mark", "tag")
        above = before[: len(before) - len(near) + position]
        if heading and any(isinstance(b, Table) and _page_of(b) == _page_of(block) for b in above[-4 * _NEAR :]):
            return near[position:]
    return near


def _bottom_of(line: Paragraph) -> float:
    box = line.passage.segments[-1].place.box if line.passage.segments else None
    return box[3] if box is not None else float("inf")


def _labelled(boxes: Sequence[tuple[Table, tuple[Region, ...]]], rules: RuleSet) -> Iterator[Block]:
    for table, regions in boxes:
        yield from _set_out(table, [region for region in regions if region.label == "departments"], (), rules)


def _follows_form(blocks: Sequence[Block], table: Table) -> bool:
    """Whether nothing but page numbers stands between the form before and `table`, on the next page."""
    for position in range(len(blocks) - 1, -1, -1):
        block = blocks[position]
        if isinstance(block, Paragraph) and block.role != "body":
            continue
        unfolded = isinstance(block, Paragraph | Table) and bool(block.unfolded)
        if not unfolded and not _is_nested(block, blocks[position - 1] if position else None):
            return False
        last = next((b for b in reversed(blocks) if isinstance(b, Table) and b.set_out), None)
        before, here = (last.places[-1].page if last else None), table.places[0].page
        return before is not None and here is not None and here in (before, before + 1)
    return False


def _is_nested(block: Block, before: Block | None) -> bool:
    """Whether `block` is a table that stood inside a form: what was set out right before it says so."""
    return isinstance(block, Table) and isinstance(before, Paragraph) and before.unfolded == "label"


def _goes_on(table: Table, regions: Sequence[Region]) -> bool:
    """Whether `table` is the rest of a form: labels of blocks begin most of its rows."""
    if not regions or any(region.label in NAMING for region in regions):
        return False
    covered = sum(region.bottom - region.cell.row for region in regions)
    return covered * 2 > table.n_rows and not any(region.top > region.cell.row for region in regions)


def _by_measure(regions: Sequence[Region]) -> list[list[Region]]:
    """The regions of each form, where several stand in one table: each begins with the names of its measure."""
    groups: list[list[Region]] = [[]]
    for region in regions:
        begun = {one.label for one in groups[-1]}
        if region.label in NAMING and begun - NAMING and region.label in begun:
            groups.append([])
        groups[-1].append(region)
    return [_with_levels(group) for group in groups]


def _with_levels(regions: Sequence[Region]) -> list[Region]:
    """The regions of one form: 施策 names the policy of an アクション or a 事業, the measure where there is none."""
    labels = {region.label for region in regions}
    level = "title" if "title" not in labels else "policy" if "policy" not in labels else None
    named = [replace(r, label=level) if r.label == "broad" and level is not None else r for r in regions]
    return [region for region in named if region.label != "broad"]


def _set_out(table: Table, regions: Sequence[Region], inside: Sequence[Table], rules: RuleSet) -> Iterator[Block]:
    ruler = ruler_of(table, regions, rules)
    for region, values in with_values(table, regions, rules):
        if region.label in NAMING or region.label in (VALUE, ASIDE) or region is ruler:
            continue
        if ruler is not None and (headed := under_ruler(table, ruler, region)) is not None:
            yield heading(region.cell.passage, "label")
            yield headed
            continue
        if values and (one_row := indicator_table(table, (region, *values), rules)) is not None:
            yield heading(region.cell.passage, "label")
            yield one_row
            continue
        yield heading(region.cell.passage, "label")
        cells = content(table, region)
        rows, cols = sorted({c.row for c in cells}), {c.col for c in cells}
        if named := named_tables(table, region, rules):
            yield from named
        elif (by_year := years_table(table, region, rules)) is not None:
            yield by_year
        elif (len(rows) >= 2 or region.label == "schedule") and len(cols) >= 2:
            yield part_of(table, range(region.top, region.bottom), range(region.left, region.right))
        else:
            for cell in cells:
                yield from paragraphs(cell.passage)
        yield from (other for other in inside if holds(table, region, other))


def _names(
    table: Table, regions: Sequence[Region], before: Sequence[Block], said: AbstractSet[str]
) -> Iterator[Paragraph]:
    """The headings of policy and measure that no line above the form says already."""
    named = {region.label: cells for region in regions if (cells := content(table, region))}
    policy, title, number = (named.get(label, [None])[0] for label in ("policy", "title", "number"))
    if title is None or len(title.text) > _MAX_NAME:
        return
    if (
        policy is not None
        and len(policy.text) <= _MAX_NAME
        and squeeze(policy.text) not in said
        and not any(isinstance(b, Paragraph) and b.unfolded == "policy" and b.text == policy.text for b in before[-40:])
    ):
        yield heading(policy.passage, "policy")
    lines = [b for b in before if isinstance(b, Paragraph) and b.role == "body"][-_NEAR:]
    near = [line for line in lines if _page_of(line) == _page_of(table) or squeeze(line.text) in said]
    if not any(squeeze(title.text) in squeeze(line.text) for line in near if line.unfolded is None):
        short = number.passage if number is not None and len(number.text) <= 10 else None
        chosen = named.get("priority", [])
        marks = ("priority",) if any(CHOSEN.match(cell.text) for cell in chosen) else ()
        yield replace(heading(numbered(short, title.passage), "title"), marks=marks)
