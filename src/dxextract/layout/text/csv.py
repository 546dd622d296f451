"""Tables that a text writes as comma-separated values below a row of headings.

Decides that lines are such a table: the first is a row of headings between commas, and the records below have as many
fields. A field in quotation marks may hold commas and go on over lines. Prose with commas has no row of headings. Rows
that no headings stand above are `dxextract.layout.text.commas`'s business.
"""

from __future__ import annotations

from collections.abc import Sequence

from dxextract.layout.text.cells import is_header_row
from dxextract.layout.text.comma_cells import part_at_commas
from dxextract.layout.text.inline import Piece, to_passage
from dxextract.layout.text.lines import Line
from dxextract.layout.text.tables import FoundTable, table_of_passages
from dxextract.rules import RuleSet

Field = list[Piece]
_FEWEST_FIELDS = 3
_MOST_LINES = 60
"""Lines of the longest record."""


def csv_table_at(lines: Sequence[Line], start: int, rules: RuleSet) -> FoundTable | None:
    """The comma-separated table that begins at ``lines[start]``, None when none does."""
    if lines[start].piece.visible.count(",") < _FEWEST_FIELDS - 1:
        return None
    found = _record(lines, start)
    if found is None or len(found[0]) < _FEWEST_FIELDS or not is_header_row(_texts(found[0]), rules):
        return None
    records, end = [found[0]], found[1]
    width = len(found[0])
    while end < len(lines) and (found := _record(lines, end)) is not None and len(found[0]) == width:
        records.append(found[0])
        end = found[1]
    if len(records) < 2:
        return None
    rows = [[to_passage(field, tight=True) for field in record] for record in records]
    return FoundTable(start, end, table_of_passages(rows, rules))


def _record(lines: Sequence[Line], start: int) -> tuple[list[Field], int] | None:
    """The fields of the record at ``lines[start]`` and the index after its last line; None for an open quotation."""
    fields: list[Field] = [[]]
    is_open = False
    for index in range(start, min(start + _MOST_LINES, len(lines))):
        line = part_at_commas(lines[index].piece, goes_on=is_open)
        first, *others = [[cell] if cell.visible.strip() else [] for cell in line.cells]
        fields[-1].extend(first)
        fields.extend(others)
        is_open = line.is_open
        if not is_open:
            return fields, index + 1
    return None


def _texts(record: Sequence[Field]) -> list[str]:
    return ["".join(piece.visible for piece in field).strip() for field in record]
