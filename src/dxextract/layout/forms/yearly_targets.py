"""The targets of a form's one indicator in a row below its years: 年度 | R6 | R7, then 実施計画, then 目標値.

The indicator is named in the label itself (目標値（受付手続数）) or has a label of its own further up. Decides which
row that is and sets it out as a table of one row, as every other indicator of a form. The words of the other rows below
the years are read with the schedules; a row right below the years that names no indicator is read with its label.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dxextract.layout.forms.labels import Region, content
from dxextract.layout.forms.rulers import Ruler, figures_under
from dxextract.layout.forms.unfolding import part_of_cell
from dxextract.layout.forms.values import two_rows
from dxextract.layout.text.cells import looks_like_number
from dxextract.rules import RuleSet
from dxextract.rules.blocks import block_label
from dxextract.schema.document import Cell, Table

_FEWEST = 2
"""Years with a figure."""
_NAMED = re.compile(r"(?P<label>[^()（）:：\s]{2,8})\s*[(（](?P<name>[^()（）]{3,30})[)）]")


def yearly_targets(
    table: Table, regions: Sequence[Region], rulers: Sequence[Ruler], rules: RuleSet
) -> dict[str, Table]:
    """The tables of such indicators by the text of the label that they are set out below."""
    if not rulers:
        return {}
    named = [region for region in regions if region.label == "kpi" and _is_name(content(table, region))]
    found: dict[str, Table] = {}
    for region in regions:
        inside = _NAMED.fullmatch(region.cell.text)
        words = inside["label"] if inside is not None else region.cell.text
        is_target = rules["table_headers"].label(words) == "target"
        if not is_target and not (inside is not None and block_label(words, rules) == "kpi"):
            continue
        if inside is not None and rules["indicator_names"].label(inside["name"]) is not None:
            label, name = (
                part_of_cell(region.cell, 0, inside.end("label")),
                part_of_cell(region.cell, *inside.span("name")),
            )
            key = region.cell.text
        elif is_target and inside is None and len(named) == 1 and _is_apart(table, named[0], region, rulers):
            label, name, key = named[0].cell, content(table, named[0])[0], named[0].cell.text
        else:
            continue
        figures = figures_under(table, region, rulers, rules)
        if sum(looks_like_number(figure.text) for _, figure in figures) >= _FEWEST:
            found[key] = two_rows(table, [(label, name), *figures])
    return found


def _is_apart(table: Table, named: Region, region: Region, rulers: Sequence[Ruler]) -> bool:
    """Whether an indicator is named above a row, and something else stands between that row and its years.

    Or beside the name, where another label has its content (目標指標 | 申請件数 | 出所 | 庁内調査).
    """
    if named.cell.row < region.cell.row and named.right < table.n_cols:
        return True
    years = max((ruler.row for ruler in rulers if ruler.row < region.top), default=region.top)
    return named.cell.row <= region.cell.row and years < region.top - 1


def _is_name(cells: Sequence[Cell]) -> bool:
    return len(cells) == 1 and not looks_like_number(cells[0].text)
