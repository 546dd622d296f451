"""One form set out: a heading for its measure, and a heading with its content for each of its blocks.

Decides which measures a table is about, which of their names stand on the page as headings already, and whether a
block's content is a table or lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from dxextract.layout.forms.around import MAX_NAME, NEAR, page_of
from dxextract.layout.forms.corner_holders import has_no_label
from dxextract.layout.forms.figures_below import figures_below_names
from dxextract.layout.forms.indicator_blocks import indicator_blocks
from dxextract.layout.forms.inside import holds
from dxextract.layout.forms.labels import ASIDE, CHOSEN, NAMING, VALUE, Region, content
from dxextract.layout.forms.named_values import named_in_values
from dxextract.layout.forms.rulers import is_ruler, names_itself, rulers_of, under_ruler
from dxextract.layout.forms.unfolding import heading, numbered, paragraphs, part_of
from dxextract.layout.forms.values import below_name, indicator_table, named_tables, with_values, years_table
from dxextract.layout.forms.year_labels import years_of
from dxextract.layout.forms.yearly_figures import yearly_figures
from dxextract.layout.forms.yearly_targets import yearly_targets
from dxextract.normalise import squeeze
from dxextract.rules import RuleSet
from dxextract.rules.blocks import MEASURE_BLOCKS
from dxextract.schema.document import Block, Paragraph, Table, UnfoldedAs

_REST = 2
"""Blocks that make the rest of a form, where one alone may stand above a name."""


def by_measure(regions: Sequence[Region]) -> list[list[Region]]:
    """The regions of each form, where several stand in one table: each begins with the names of its measure."""
    groups: list[list[Region]] = [[]]
    for region in regions:
        begun = {one.label for one in groups[-1]}
        if region.label in NAMING and begun - NAMING and (region.label in begun or _is_rest(begun)):
            groups.append([])
        groups[-1].append(region)
    return [_with_levels(group) for group in groups]


def _is_rest(labels: AbstractSet[str]) -> bool:
    """Whether blocks without a name are the rest of the form on the page before, which a name does not belong to."""
    return labels.isdisjoint(NAMING) and len(labels & MEASURE_BLOCKS) >= _REST


def _with_levels(regions: Sequence[Region]) -> list[Region]:
    """The regions of one form: 施策 names the policy of an アクション or a 事業, the measure where there is none."""
    labels = {region.label for region in regions}
    level = "title" if "title" not in labels else "policy" if "policy" not in labels else None
    named = [replace(r, label=level) if r.label == "broad" and level is not None else r for r in regions]
    return [region for region in named if region.label != "broad"]


def names_of(
    table: Table, regions: Sequence[Region], before: Sequence[Block], said: AbstractSet[str]
) -> Iterator[Paragraph]:
    """The headings of policy and measure that no line above the form says already."""
    named = {region.label: cells for region in regions if (cells := content(table, region))}
    policy, title, number = (named.get(label, [None])[0] for label in ("policy", "title", "number"))
    if title is None or len(title.text) > MAX_NAME:
        return
    if (
        policy is not None
        and len(policy.text) <= MAX_NAME
        and squeeze(policy.text) not in said
        and not any(isinstance(b, Paragraph) and b.unfolded == "policy" and b.text == policy.text for b in before[-40:])
    ):
        yield heading(policy.passage, "policy")
    lines = [b for b in before if isinstance(b, Paragraph) and b.role == "body"][-NEAR:]
    near = [line for line in lines if page_of(line) == page_of(table) or squeeze(line.text) in said]
    if not any(squeeze(title.text) in squeeze(line.text) for line in near if line.unfolded is None):
        short = number.passage if number is not None and len(number.text) <= 10 else None
        chosen = named.get("priority", [])
        marks = ("priority",) if any(CHOSEN.match(cell.text) for cell in chosen) else ()
        yield replace(heading(numbered(short, title.passage), "title"), marks=marks)


def set_out(table: Table, regions: Sequence[Region], inside: Sequence[Table], rules: RuleSet) -> Iterator[Block]:
    """Each block of a form as a heading with its content; the tables that stood `inside` it follow their blocks."""
    rulers = rulers_of(table, rules)
    below_years = {region.cell: headed for region in regions if (headed := under_ruler(table, region, rulers, rules))}
    named_beside = named_in_values(table, regions, rules) or yearly_figures(table, regions, rules)
    named_beside = named_beside or yearly_targets(table, regions, rulers, rules)
    for region, values in with_values(table, regions, rules):
        if region.cell.text in named_beside:
            yield _label(region)
            yield named_beside[region.cell.text]
            continue
        if region.label in NAMING or region.label in (VALUE, ASIDE) or (below_years and is_ruler(region, rulers)):
            continue
        if region.cell in below_years:
            if not names_itself(region, rules):
                yield _label(region)
            yield below_years[region.cell]
            continue
        if values and (one_row := indicator_table(table, (region, *values), rules)) is not None:
            yield _label(region)
            yield one_row
            continue
        if values and (below := below_name(table, region, values, rules)):
            yield _label(region)
            yield from below
            continue
        if not _are_bare_years(table, region, rules) and not has_no_label(region):
            yield _label(region)
            if (years := years_of(table, region, rules)) is not None:
                yield years
                continue
        cells = content(table, region)
        rows, cols = sorted({c.row for c in cells}), {c.col for c in cells}
        named = indicator_blocks(table, region, rules) or named_tables(table, region, rules)
        if named or (named := figures_below_names(table, region, rules)):
            yield from named
        elif (by_year := years_table(table, region, rules)) is not None:
            yield by_year
        elif (len(rows) >= 2 or region.label == "schedule") and len(cols) >= 2:
            yield part_of(table, range(region.top, region.bottom), range(region.left, region.right))
        else:
            for cell in cells:
                yield from paragraphs(cell.passage)
        yield from (other for other in inside if holds(table, region, other))


def _are_bare_years(table: Table, region: Region, rules: RuleSet) -> bool:
    """Whether a region is a schedule that no label names: the first of the years beside one another stands for one."""
    across = [cell for cell in table.cells if cell.row == region.cell.row and cell.text][:2]
    years = all(rules["table_headers"].label(cell.text) == "year" for cell in across)
    return region.label == "schedule" and len(across) == 2 and years


def _label(region: Region) -> Paragraph:
    """The heading of a region's block; who is in charge is told by what stands there, whatever it is called."""
    marks = ("departments",) if region.label == "departments" else ()
    return replace(heading(region.cell.passage, "label"), marks=marks)


def departments_of(boxes: Sequence[tuple[Table, tuple[Region, ...]]], rules: RuleSet) -> Iterator[Block]:
    """Who is in charge, as boxes at the head of a form say."""
    for table, regions in boxes:
        yield from set_out(table, [region for region in regions if region.label == "departments"], (), rules)


def titles_of(blocks: Sequence[Block], role: UnfoldedAs = "title") -> frozenset[str]:
    """The names of measures, or policies, that a form or a list table was set out with."""
    return frozenset(squeeze(b.text) for b in blocks if isinstance(b, Paragraph) and b.unfolded == role)
